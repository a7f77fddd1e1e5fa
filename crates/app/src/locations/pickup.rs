//! Where a basket can be collected.
//!
//! Not where an order is sent from; that is `workflow::route_order`, which looks at shelves the same way.
//!
//! The one rule to know: a place that customers collect at must have everything beyond its safety margins; how far its
//! organization delivers does not matter, because the customer comes.

use domain::amount::Quantity;
use domain::geography::{Candidate, DeliveryRadius, Place, nearest};
use domain::ids::{LocationId, OrganizationId, SkuId};
use domain::locations::Location;
use domain::organizations::Organization;

use crate::failure::Failure;
use crate::reader::Reader;
use crate::workflow::route_order::has_everything;

/// Goods of a basket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WantedGoods {
    /// The sku's code.
    pub code: String,
    /// How much.
    pub quantity: Quantity,
}

/// A place where the basket can be collected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PickupPoint {
    /// The place.
    pub location: Location,
    /// Whose it is.
    pub organization: Organization,
}

impl Reader<'_, '_> {
    /// Where all of this can be collected, nearest to the postal code first; nowhere when there is no sku of a code. Five
    /// statements at most, however many places.
    ///
    /// # Errors
    /// A broken store.
    pub fn pickup_points(&mut self, postal_code: &str, goods: &[WantedGoods]) -> Result<Vec<PickupPoint>, Failure> {
        let account = self.account;
        let codes: Vec<&str> = goods.iter().map(|goods| goods.code.as_str()).collect();
        let skus = store::skus::find_many_by_code(self.tx, account, &codes)?;
        let mut wanted: Vec<(SkuId, Quantity)> = Vec::new();
        for goods in goods {
            let Some(sku) = skus.iter().find(|sku| sku.code == goods.code) else {
                return Ok(Vec::new());
            };
            match wanted.iter_mut().find(|(known, _)| *known == sku.id) {
                // Beyond the range nothing has that much anyway.
                Some((_, sum)) => *sum = sum.checked_add(goods.quantity).unwrap_or(Quantity::MAX),
                None => wanted.push((sku.id, goods.quantity)),
            }
        }
        let ids: Vec<SkuId> = wanted.iter().map(|(sku, _)| *sku).collect();
        let balances = store::stock::of_skus(self.tx, account, &ids)?;
        let mut places: Vec<LocationId> = balances.iter().map(|balance| balance.location).collect();
        places.sort_unstable();
        places.dedup();
        let mut able = store::locations::find_many(self.tx, account, &places)?;
        able.retain(|location| {
            let details = &location.details;
            details.active
                && details.is_sold_from()
                && details.modality.serves_pickup()
                && has_everything(location, &balances, &wanted)
        });
        let mut organizations: Vec<OrganizationId> = able.iter().map(|one| one.details.organization).collect();
        organizations.sort_unstable();
        organizations.dedup();
        let organizations = store::organizations::find_many(self.tx, account, &organizations)?;
        let ranked = nearest(&Place::known(None, Some(postal_code), None), &candidates(&able));
        let point = |id: &LocationId| {
            let location = able.iter().find(|location| location.id == *id)?;
            let organization = organizations
                .iter()
                .find(|one| one.id == location.details.organization)?;
            Some(PickupPoint {
                location: location.clone(),
                organization: organization.clone(),
            })
        };
        Ok(ranked.iter().filter_map(point).collect())
    }
}

fn candidates(able: &[Location]) -> Vec<Candidate> {
    let candidate = |location: &Location| Candidate {
        location: location.id,
        place: Place::of(&location.details.address, location.details.coordinates),
        radius: DeliveryRadius::Unlimited,
    };
    able.iter().map(candidate).collect()
}
