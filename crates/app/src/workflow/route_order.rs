//! Where an order goes when it names no place: the nearest location of its channel that has every item, the safety
//! margin kept back. The ranking is `domain::geography`'s; here is only what it is given.

use std::collections::BTreeSet;

use domain::amount::Quantity;
use domain::geography::{self, Candidate, Place};
use domain::ids::{LocationId, OrganizationId, SkuId};
use domain::locations::Location;
use domain::orders::NewOrder;
use domain::refusal::Refusal;
use domain::stock::Balance;

use crate::context::Context;
use crate::failure::Failure;

/// The nearest place that can serve the whole order.
///
/// # Errors
/// `Refusal::NoLocationHasEveryItem`.
pub(crate) fn nearest(
    cx: &mut Context<'_, '_>,
    asked: &NewOrder,
    skus: &[(SkuId, String)],
    stockless: &BTreeSet<SkuId>,
) -> Result<(OrganizationId, LocationId), Failure> {
    let account = cx.account();
    let linked = store::channels::locations_of(cx.tx, account, asked.channel)?;
    let locations = store::locations::find_many(cx.tx, account, &linked)?;
    let ids: Vec<SkuId> = skus.iter().map(|(id, _)| *id).collect();
    let balances = store::stock::of_skus(cx.tx, account, &ids)?;
    let mut wanted = wanted(asked, &ids);
    wanted.retain(|(sku, _)| !stockless.contains(sku));
    let own = cx.call.principal.organization;
    let able: Vec<&Location> = locations
        .iter()
        .filter(|location| own.is_none_or(|own| own == location.details.organization))
        .filter(|location| serves(location, asked.is_pickup) && has_everything(location, &balances, &wanted))
        .collect();
    let organizations: Vec<OrganizationId> = able.iter().map(|location| location.details.organization).collect();
    let organizations = store::organizations::find_many(cx.tx, account, &organizations)?;
    let candidates: Vec<Candidate> = able
        .iter()
        .map(|location| Candidate {
            location: location.id,
            place: Place::of(&location.details.address, location.details.coordinates),
            radius: organizations
                .iter()
                .find(|organization| organization.id == location.details.organization)
                .map(|organization| organization.details.delivery_radius)
                .unwrap_or_default(),
        })
        .collect();
    let chosen = geography::nearest(&destination(asked), &candidates);
    able.iter()
        .find(|location| chosen.first() == Some(&location.id))
        .map(|location| (location.details.organization, location.id))
        .ok_or_else(|| Refusal::NoLocationHasEveryItem.into())
}

/// Where the order goes: its shipping address, or else where the bill goes.
fn destination(asked: &NewOrder) -> Place {
    asked
        .shipping
        .as_ref()
        .or(asked.billing.as_ref())
        .map_or_else(Place::default, |address| {
            Place::known(address.city_code.as_deref(), address.postal_code.as_deref(), None)
        })
}

/// How much of each sku the order wants, all its lines together.
fn wanted(asked: &NewOrder, skus: &[SkuId]) -> Vec<(SkuId, Quantity)> {
    let mut wanted: Vec<(SkuId, Quantity)> = Vec::new();
    for (item, sku) in asked.items.iter().zip(skus) {
        match wanted.iter_mut().find(|(known, _)| known == sku) {
            // Beyond the range nothing has that much anyway.
            Some((_, quantity)) => *quantity = quantity.checked_add(item.quantity).unwrap_or(Quantity::MAX),
            None => wanted.push((*sku, item.quantity)),
        }
    }
    wanted
}

/// Whether the location takes part in routing: in use, sold from, and not only for the other kind of order. A location
/// whose modality is switched off still ships, because vendors' accounts leave it off by default.
fn serves(location: &Location, is_pickup: bool) -> bool {
    use domain::locations::Modality;
    let modality = match location.details.modality {
        Modality::Both => true,
        Modality::PickupOnStore => is_pickup,
        Modality::ShipFromStore | Modality::Disabled => !is_pickup,
    };
    location.details.active && location.details.is_sold_from() && modality
}

/// Whether the location has all that is wanted beyond its safety margins.
pub(crate) fn has_everything(location: &Location, balances: &[Balance], wanted: &[(SkuId, Quantity)]) -> bool {
    wanted.iter().all(|(sku, quantity)| {
        let shelves = balances
            .iter()
            .filter(|balance| balance.sku == *sku && balance.location == location.id);
        let free = Quantity::checked_sum(
            shelves.map(|shelf| shelf.available_to_channels(location.details.default_safety_margin)),
        );
        free.is_some_and(|free| free >= *quantity)
    })
}
