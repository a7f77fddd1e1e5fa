//! What a store makes of a sku of the common catalogue: its price, its words, its place.
//!
//! Not how much of it the store has; that is its balance.
//!
//! The one rule to know: what a store does not say is the catalogue's.

use jiff::Timestamp;

use super::offers::PricePair;
use crate::amount::{Quantity, UnitPrice};
use crate::checks::Checks;
use crate::ids::{OrganizationId, SkuId, StoreProductId};
use crate::refusal::{Field, Problem, Refusal};

/// The last place a store has for its products.
pub const DISPLAY_ORDER_MAX: i64 = 255;

/// A sku as one store sells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoreProduct {
    /// Its number.
    pub id: StoreProductId,
    /// The store.
    pub organization: OrganizationId,
    /// The sku, once in a store.
    pub sku: SkuId,
    /// More of its name.
    pub complement: Option<String>,
    /// Its description there.
    pub description: Option<String>,
    /// Its place among others there.
    pub display_order: Option<i64>,
    /// Whether the store sells it.
    pub enabled: bool,
    /// Its price there.
    pub price: Option<UnitPrice>,
    /// Its price there on promotion.
    pub promotional_price: Option<UnitPrice>,
    /// When the store took it up.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// What a sku that a store takes up is judged by.
#[derive(Debug, Clone, Copy)]
pub struct TakingUp {
    /// The product is on sale and the sku active.
    pub is_on_sale: bool,
    /// The sku takes an option of everything by which the product's skus differ.
    pub is_whole: bool,
    /// The store has it already.
    pub is_taken_up: bool,
}

impl TakingUp {
    /// Whether the store may take it up.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] of [`Field::Sku`]: [`Problem::NotAllowed`] when it is not on sale, [`Problem::Taken`] when the
    /// store has it; of [`Field::Feature`] when something is open by which it should differ.
    pub fn check(self) -> Result<(), Refusal> {
        let mut checks = Checks::default();
        checks.ensure(self.is_on_sale, Field::Sku, Problem::NotAllowed);
        checks.ensure(!self.is_taken_up, Field::Sku, Problem::Taken);
        checks.ensure(self.is_whole, Field::Feature, Problem::Blank);
        checks.verdict()
    }
}

impl StoreProduct {
    /// Whether it may be kept as it is. `prices` are its own, and what the request did to them.
    ///
    /// # Errors
    /// [`Refusal::Invalid`], as [`PricePair::check`], and of [`Field::DisplayOrder`].
    pub fn check(&self, prices: &PricePair) -> Result<(), Refusal> {
        prices.check()?;
        let place = self
            .display_order
            .is_none_or(|place| (0..=DISPLAY_ORDER_MAX).contains(&place));
        if place {
            Ok(())
        } else {
            Err(Refusal::invalid(Field::DisplayOrder, Problem::OutOfRange))
        }
    }
}

/// Whether a store may have so much of something.
///
/// # Errors
/// [`Refusal::Invalid`] of [`Field::Quantity`] below zero.
pub fn check_stocked(quantity: Quantity) -> Result<(), Refusal> {
    if quantity.is_negative() {
        return Err(Refusal::invalid(Field::Quantity, Problem::Negative));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_store_takes_up_what_is_on_sale_whole_and_new_to_it() {
        let good = TakingUp {
            is_on_sale: true,
            is_whole: true,
            is_taken_up: false,
        };
        let table = [
            (good, None),
            (
                TakingUp {
                    is_on_sale: false,
                    ..good
                },
                Some((Field::Sku, Problem::NotAllowed)),
            ),
            (
                TakingUp {
                    is_taken_up: true,
                    ..good
                },
                Some((Field::Sku, Problem::Taken)),
            ),
            (
                TakingUp {
                    is_whole: false,
                    ..good
                },
                Some((Field::Feature, Problem::Blank)),
            ),
        ];
        for (facts, refused) in table {
            let expected = refused.map_or(Ok(()), |(field, problem)| Err(Refusal::invalid(field, problem)));
            assert_eq!(facts.check(), expected, "{facts:?}");
        }
    }
}
