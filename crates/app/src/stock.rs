//! Stock as it is shown: shelves with their skus and places, and what channels may count on.
//!
//! Not how stock moves; that is `workflow`. Every list costs a constant number of statements.

mod transfers;

use std::collections::BTreeMap;

use domain::amount::Quantity;
use domain::ids::{BalanceId, ChannelId, LocationId, OrganizationId, SkuId};
use domain::page::PageRequest;
use domain::refusal::Entity;
use domain::stock::Balance;

use crate::catalog::SkuView;
use crate::failure::Failure;
use crate::locations::LocationView;
use crate::reader::Reader;

pub use store::stock::{BalanceFilter, BalanceRange, MovementFilter, MovementRow};

/// A shelf with its sku and place.
#[derive(Debug, Clone)]
pub struct BalanceView {
    /// The shelf.
    pub balance: Balance,
    /// The sku.
    pub sku: SkuView,
    /// The place, with the channels served from there.
    pub location: LocationView,
    /// How much of the sku is on its way to this place.
    pub in_transit: Quantity,
}

/// Which shelves are looked for: those of the sku with at least so much available.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WantedSku {
    /// The sku.
    pub sku: SkuId,
    /// At least so much available.
    pub at_least: Quantity,
}

impl Reader<'_, '_> {
    /// One shelf.
    ///
    /// # Errors
    /// Not found.
    pub fn balance(&mut self, id: BalanceId) -> Result<BalanceView, Failure> {
        let found = store::stock::find_many(self.tx, self.account, &[id])?;
        self.with_surroundings(found)?
            .pop()
            .ok_or_else(|| Failure::not_found(Entity::Balance, id))
    }

    /// Every shelf of a sku that is not between two places, by location and lot.
    ///
    /// # Errors
    /// A broken store.
    pub fn balances_of_sku(&mut self, sku: SkuId) -> Result<Vec<BalanceView>, Failure> {
        let found = store::stock::of_skus(self.tx, self.account, &[sku])?;
        let shelves = self.with_surroundings(found)?;
        Ok(shelves.into_iter().filter(|view| !is_transit(&view.location)).collect())
    }

    /// One page of a location's shelves, by number.
    ///
    /// # Errors
    /// The location is not found.
    pub fn balances_of_location(
        &mut self,
        location: LocationId,
        range: BalanceRange,
        page: PageRequest,
    ) -> Result<Vec<BalanceView>, Failure> {
        self.location(location)?;
        let found = store::stock::page_of_location(self.tx, self.account, location, range, page)?;
        self.with_surroundings(found)
    }

    /// One page of the shelves that have at least what is wanted, most available first. Goods on their way are not on a
    /// shelf.
    ///
    /// # Errors
    /// A broken store.
    pub fn find_balances(
        &mut self,
        wanted: &[WantedSku],
        organization: Option<OrganizationId>,
        page: PageRequest,
    ) -> Result<Vec<BalanceView>, Failure> {
        let skus: Vec<SkuId> = wanted.iter().map(|want| want.sku).collect();
        let found = store::stock::of_skus(self.tx, self.account, &skus)?;
        let places = self.places_of(&found)?;
        let mut hits: Vec<Balance> = found
            .into_iter()
            .filter(|balance| {
                let least = wanted
                    .iter()
                    .find(|want| want.sku == balance.sku)
                    .map(|want| want.at_least);
                let place = places.get(&balance.location);
                least.is_some_and(|least| balance.available() >= least)
                    && place.is_some_and(|place| {
                        !is_transit(place) && organization.is_none_or(|own| own == place.location.details.organization)
                    })
            })
            .collect();
        hits.sort_by_key(|balance| (std::cmp::Reverse(balance.available()), balance.id));
        let start = usize::try_from(page.offset()).unwrap_or(usize::MAX);
        let length = usize::try_from(page.limit()).unwrap_or(0);
        let hits: Vec<Balance> = hits.into_iter().skip(start).take(length).collect();
        self.with_surroundings(hits)
    }

    /// A page of shelves with their change stamps, by number or, where a stamp is asked for, by stamp.
    ///
    /// # Errors
    /// A broken store.
    pub fn stock(&mut self, filter: &BalanceFilter, page: PageRequest) -> Result<Vec<(BalanceView, i64)>, Failure> {
        let found = store::stock::list(self.tx, self.account, filter, page)?;
        let order: Vec<(BalanceId, i64)> = found.iter().map(|(balance, stamp)| (balance.id, *stamp)).collect();
        let views = self.with_surroundings(found.into_iter().map(|(balance, _)| balance).collect())?;
        let mut views: BTreeMap<BalanceId, BalanceView> =
            views.into_iter().map(|view| (view.balance.id, view)).collect();
        Ok(order
            .into_iter()
            .filter_map(|(id, stamp)| Some((views.remove(&id)?, stamp)))
            .collect())
    }

    /// A page of the movements of goods that fit, by number or, where a stamp is asked for, by stamp.
    ///
    /// # Errors
    /// A broken store.
    pub fn movements(&mut self, filter: &MovementFilter, page: PageRequest) -> Result<Vec<MovementRow>, Failure> {
        Ok(store::stock::list_movements(self.tx, self.account, filter, page)?)
    }

    /// What a channel may count on of each sku: the places it sells from that have some, safety margins kept back, lots
    /// of one place taken together.
    ///
    /// # Errors
    /// The channel is not found.
    pub fn availability(
        &mut self,
        skus: &[SkuId],
        channel: ChannelId,
    ) -> Result<Vec<(SkuId, Vec<Availability>)>, Failure> {
        self.channel(channel)?;
        let sold_from = store::channels::locations_of(self.tx, self.account, channel)?;
        let found = store::stock::of_skus(self.tx, self.account, skus)?;
        let places = self.places_of(&found)?;
        let of_sku = |sku: SkuId| {
            let mut by_place: BTreeMap<LocationId, Availability> = BTreeMap::new();
            for balance in found
                .iter()
                .filter(|balance| balance.sku == sku && sold_from.contains(&balance.location))
            {
                let Some(place) = places.get(&balance.location) else {
                    continue;
                };
                let details = &place.location.details;
                if !details.active || !details.is_sold_from() {
                    continue;
                }
                let margin = balance.safety_margin.unwrap_or(details.default_safety_margin);
                let free = balance
                    .available_to_channels(details.default_safety_margin)
                    .max(Quantity::ZERO);
                let known = by_place.entry(balance.location).or_insert_with(|| Availability {
                    place: place.clone(),
                    available: Quantity::ZERO,
                    safety_margin: margin,
                });
                known.available = known.available.checked_add(free).unwrap_or(known.available);
            }
            by_place
                .into_values()
                .filter(|place| place.available.is_positive())
                .collect()
        };
        Ok(skus.iter().map(|sku| (*sku, of_sku(*sku))).collect())
    }

    /// The places of shelves, each once.
    fn places_of(&mut self, balances: &[Balance]) -> Result<BTreeMap<LocationId, LocationView>, Failure> {
        let mut ids: Vec<LocationId> = balances.iter().map(|balance| balance.location).collect();
        ids.sort_unstable();
        ids.dedup();
        Ok(self
            .location_views(&ids)?
            .into_iter()
            .map(|view| (view.location.id, view))
            .collect())
    }

    /// Reads skus and places of shelves along.
    fn with_surroundings(&mut self, balances: Vec<Balance>) -> Result<Vec<BalanceView>, Failure> {
        let mut ids: Vec<SkuId> = balances.iter().map(|balance| balance.sku).collect();
        ids.sort_unstable();
        ids.dedup();
        let skus: BTreeMap<SkuId, SkuView> = self
            .sku_views(&ids)?
            .into_iter()
            .map(|view| (view.sku.id, view))
            .collect();
        let places = self.places_of(&balances)?;
        let travelling = store::transfers::travelling(self.tx, self.account, &ids)?;
        Ok(balances
            .into_iter()
            .filter_map(|balance| {
                let in_transit = travelling
                    .iter()
                    .find(|(sku, to, _)| *sku == balance.sku && *to == balance.location)
                    .map_or(Quantity::ZERO, |(_, _, quantity)| *quantity);
                Some(BalanceView {
                    sku: skus.get(&balance.sku)?.clone(),
                    location: places.get(&balance.location)?.clone(),
                    in_transit,
                    balance,
                })
            })
            .collect())
    }
}

/// What a channel may count on in one place.
#[derive(Debug, Clone)]
pub struct Availability {
    /// The place.
    pub place: LocationView,
    /// Available beyond the margin, above zero.
    pub available: Quantity,
    /// The margin that is kept back.
    pub safety_margin: Quantity,
}

/// Whether a place is between two places.
fn is_transit(place: &LocationView) -> bool {
    place.location.details.kind == domain::locations::LocationKind::InTransit
}
