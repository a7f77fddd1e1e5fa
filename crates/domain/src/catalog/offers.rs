//! What is said of a product for all its skus, and the prices and codes of products whose skus may inherit them.
//!
//! Not the sku's own fields (`skus.rs`) and not price tables (`prices.rs`).
//!
//! The one rule to know: a promotional price stands below the price, and without a price there is none.

use super::products::Product;
use super::skus::Sku;
use super::values::CatalogSettings;
use crate::amount::{Quantity, UnitPrice};
use crate::ids::ProductId;
use crate::refusal::{Field, Problem, Refusal};

/// What is said of a product for all its skus. Where the skus differ, price and measures are those of the product itself,
/// and a sku without a price of its own has the product's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductDefaults {
    /// The product.
    pub product: ProductId,
    /// More of its name.
    pub complement: Option<String>,
    /// Its place among others.
    pub display_order: Option<i64>,
    /// Whether its skus differ by attributes; otherwise it has one, which is the product itself.
    pub is_variable: bool,
    /// The barcode on all of them.
    pub ean: Option<String>,
    /// What each costs that has no price of its own.
    pub price: Option<UnitPrice>,
    /// The same on promotion.
    pub promotional_price: Option<UnitPrice>,
    /// Width in metres.
    pub width: Option<Quantity>,
    /// Height in metres.
    pub height: Option<Quantity>,
    /// Length in metres.
    pub length: Option<Quantity>,
    /// Weight in kilograms.
    pub weight: Option<Quantity>,
}

impl ProductDefaults {
    /// Nothing said yet.
    #[must_use]
    pub fn of(product: ProductId) -> Self {
        Self {
            product,
            complement: None,
            display_order: None,
            is_variable: false,
            ean: None,
            price: None,
            promotional_price: None,
            width: None,
            height: None,
            length: None,
            weight: None,
        }
    }
}

/// A price and the price on promotion as they are to be, and which of the two a request named.
#[derive(Debug, Clone, Copy, Default)]
pub struct PricePair {
    /// The price.
    pub price: Option<UnitPrice>,
    /// The price on promotion.
    pub promotional: Option<UnitPrice>,
    /// The request took the price away.
    pub clears_price: bool,
    /// The request set the price on promotion.
    pub sets_promotional: bool,
}

impl PricePair {
    /// Whether the two may stand together.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] of [`Field::BasePrice`]: [`Problem::NotAllowed`] when it is taken away under a promotion,
    /// [`Problem::Blank`] when there is none for the promotion, [`Problem::OutOfRange`] when it sinks to the promotion;
    /// of [`Field::PromotionalPrice`]: [`Problem::OutOfRange`] when it is not below the price.
    pub fn check(&self) -> Result<(), Refusal> {
        let Some(promotional) = self.promotional else {
            return Ok(());
        };
        match self.price {
            None if self.clears_price && !self.sets_promotional => {
                Err(Refusal::invalid(Field::BasePrice, Problem::NotAllowed))
            }
            None => Err(Refusal::invalid(Field::BasePrice, Problem::Blank)),
            Some(price) if promotional < price => Ok(()),
            Some(_) if self.sets_promotional => Err(Refusal::invalid(Field::PromotionalPrice, Problem::OutOfRange)),
            Some(_) => Err(Refusal::invalid(Field::BasePrice, Problem::OutOfRange)),
        }
    }
}

/// Whether somebody may choose that code: not when it begins with what automatic ones begin with.
///
/// # Errors
/// [`Refusal::Invalid`] of [`Field::SkuCode`] with [`Problem::NotAllowed`].
pub fn check_chosen_code(code: &str, automatic_prefix: &str) -> Result<(), Refusal> {
    let start = code.get(..automatic_prefix.len()).unwrap_or_default();
    if !automatic_prefix.is_empty() && start.eq_ignore_ascii_case(automatic_prefix) {
        return Err(Refusal::invalid(Field::SkuCode, Problem::NotAllowed));
    }
    Ok(())
}

/// What a product that is put on sale is judged by.
#[derive(Debug, Clone)]
pub struct EnablingFacts<'a> {
    /// What the account wants.
    pub settings: CatalogSettings,
    /// Its skus.
    pub skus: &'a [Sku],
    /// Whether they differ by attributes.
    pub is_variable: bool,
    /// Whether there is a picture of it.
    pub has_image: bool,
    /// Whether every active sku takes an option of everything they differ by.
    pub every_axis_is_filled: bool,
}

/// Whether a product may be put on sale. Accounts that do not ask for it put anything on sale.
///
/// # Errors
/// [`Refusal::Invalid`]: [`Problem::Blank`] of [`Field::Image`], of [`Field::Feature`] when a sku leaves something open,
/// of [`Field::Variable`] when no sku is active; [`Problem::NotAllowed`] of [`Field::Variable`] when there are several
/// that should not differ.
pub fn check_enabling(product: &Product, facts: &EnablingFacts<'_>) -> Result<(), Refusal> {
    if !product.is_enabled() || !facts.settings.enabling_needs_image {
        return Ok(());
    }
    let active = facts.skus.iter().filter(|sku| sku.active).count();
    if !facts.has_image {
        Err(Refusal::invalid(Field::Image, Problem::Blank))
    } else if facts.is_variable && active == 0 {
        Err(Refusal::invalid(Field::Variable, Problem::Blank))
    } else if facts.is_variable && !facts.every_axis_is_filled {
        Err(Refusal::invalid(Field::Feature, Problem::Blank))
    } else if !facts.is_variable && facts.skus.len() > 1 {
        Err(Refusal::invalid(Field::Variable, Problem::NotAllowed))
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn price(text: &str) -> Option<UnitPrice> {
        UnitPrice::parse(text).ok()
    }

    #[test]
    fn a_promotion_stands_below_a_price() {
        // (price, promotion, price taken away, promotion set, refused)
        let table = [
            ("10", "9.99", false, true, None),
            ("10", "", false, false, None),
            ("", "", true, false, None),
            (
                "10",
                "10",
                false,
                true,
                Some((Field::PromotionalPrice, Problem::OutOfRange)),
            ),
            ("9", "9", false, false, Some((Field::BasePrice, Problem::OutOfRange))),
            ("", "9", false, true, Some((Field::BasePrice, Problem::Blank))),
            ("", "9", true, false, Some((Field::BasePrice, Problem::NotAllowed))),
        ];
        for (base, promotional, clears_price, sets_promotional, refused) in table {
            let pair = PricePair {
                price: price(base),
                promotional: price(promotional),
                clears_price,
                sets_promotional,
            };
            let expected = refused.map_or(Ok(()), |(field, problem)| Err(Refusal::invalid(field, problem)));
            assert_eq!(pair.check(), expected, "{base} {promotional}");
        }
    }

    #[test]
    fn nobody_chooses_a_code_that_looks_automatic() {
        let table = [
            ("AUT.1", false),
            ("aut.1", false),
            ("AUT1", true),
            ("A", true),
            ("çAUT.", true),
        ];
        for (code, good) in table {
            assert_eq!(check_chosen_code(code, "AUT.").is_ok(), good, "{code}");
        }
        assert_eq!(check_chosen_code("AUT.1", ""), Ok(()));
    }
}
