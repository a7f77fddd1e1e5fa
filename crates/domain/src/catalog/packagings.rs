//! Packagings: the boxes and packs a sku is bought or sold in, and how many it holds.
//!
//! Not the sku's own unit, which is the product's, and not a price per box.
//!
//! The one rule to know: a supplier's unit counts as one of the sku's unless a packaging says otherwise.

use jiff::Timestamp;

use super::{BARCODE_MAX, UNIT_MAX, barcode_spellings};
use crate::amount::{Quantity, UnitPrice};
use crate::checks::Checks;
use crate::ids::{PackagingId, SkuId};
use crate::named::named;
use crate::refusal::{Field, Problem, Refusal};
use crate::text::fold;

/// A packaging of a sku.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Packaging {
    /// Its number.
    pub id: PackagingId,
    /// The sku.
    pub sku: SkuId,
    /// Its unit of measure, `CX` say.
    pub unit: String,
    /// How many of the sku's unit are in one, above zero.
    pub factor: Quantity,
    /// Its barcode.
    pub barcode: Option<String>,
    /// What it is for.
    pub usage: PackagingUsage,
    /// What one costs, where that is not the price of its content.
    pub price: Option<UnitPrice>,
    /// How many decimals its unit is counted with.
    pub decimals: Option<i64>,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

named! {
    /// What a packaging is for.
    PackagingUsage {
        /// Buying and selling.
        Both "both",
        /// Buying.
        Purchase "purchase",
        /// Selling.
        Sale "sale",
    }
}

impl PackagingUsage {
    /// Whether goods are bought in it.
    #[must_use]
    pub const fn buys(self) -> bool {
        match self {
            Self::Both | Self::Purchase => true,
            Self::Sale => false,
        }
    }
}

impl Packaging {
    /// Whether it may be kept as it is.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] with every wrong field.
    pub fn check(&self) -> Result<(), Refusal> {
        let mut checks = Checks::default();
        checks.required(Field::Unit, &self.unit, UNIT_MAX);
        checks.ensure(self.factor.is_positive(), Field::Quantity, Problem::NotPositive);
        let priced = self.price.is_none_or(|price| !price.is_negative());
        checks.ensure(priced, Field::Price, Problem::Negative);
        checks.optional(Field::Barcode, self.barcode.as_deref(), BARCODE_MAX);
        checks.verdict()
    }
}

/// How many of the sku's unit one of the supplier's is: what the sku's packaging with this barcode holds, else its first
/// one for buying of this unit, else one. The packagings may be of other skus, too.
#[must_use]
pub fn purchase_factor(packagings: &[Packaging], sku: SkuId, unit: Option<&str>, barcode: Option<&str>) -> Quantity {
    let bought = || {
        packagings
            .iter()
            .filter(|packaging| packaging.sku == sku && packaging.usage.buys())
    };
    let spellings = barcode.map(barcode_spellings).unwrap_or_default();
    let has = |packaging: &&Packaging| {
        packaging
            .barcode
            .as_ref()
            .is_some_and(|known| spellings.contains(known))
    };
    let by_barcode = bought().find(has);
    let of_unit = || {
        let unit = fold(unit?);
        bought().find(|packaging| fold(&packaging.unit) == unit)
    };
    by_barcode
        .or_else(of_unit)
        .map_or(Quantity::ONE, |packaging| packaging.factor)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packaging(unit: &str, factor: i64, barcode: Option<&str>, usage: PackagingUsage) -> Packaging {
        Packaging {
            id: PackagingId::from_raw(1),
            sku: SkuId::from_raw(1),
            unit: unit.to_owned(),
            factor: Quantity::from_units(factor).expect("a small number"),
            barcode: barcode.map(str::to_owned),
            usage,
            price: None,
            decimals: None,
            created_at: Timestamp::UNIX_EPOCH,
            updated_at: Timestamp::UNIX_EPOCH,
        }
    }

    #[test]
    fn the_barcode_decides_before_the_unit_and_without_either_one_is_one() {
        let known = [
            packaging("FD", 6, None, PackagingUsage::Sale),
            packaging("CX", 12, Some("17891000315504"), PackagingUsage::Purchase),
            packaging("CX", 24, Some("27891000315501"), PackagingUsage::Both),
        ];
        let table = [
            (Some("CX"), None, 12),
            (Some("cx"), None, 12),
            (Some("CX"), Some("27891000315501"), 24),
            (Some("UN"), Some("27891000315501"), 24),
            (Some("UN"), Some("017891000315504"), 1),
            (Some("CX"), Some("7891000315507"), 12),
            (Some("FD"), None, 1),
            (Some("UN"), None, 1),
            (None, None, 1),
        ];
        for (unit, barcode, expected) in table {
            let factor = |sku| purchase_factor(&known, SkuId::from_raw(sku), unit, barcode).whole_units();
            assert_eq!(factor(1), Some(expected), "{unit:?} {barcode:?}");
            assert_eq!(factor(2), Some(1), "of another sku");
        }
    }

    #[test]
    fn a_packaging_of_nothing_or_without_a_unit_is_refused() {
        let wrong = Packaging {
            factor: Quantity::ZERO,
            ..packaging(" ", 1, None, PackagingUsage::Both)
        };
        let Err(Refusal::Invalid(fields)) = wrong.check() else {
            panic!("a refusal")
        };
        let fields: Vec<_> = fields.iter().map(|field| (field.field, field.problem)).collect();
        assert_eq!(
            fields,
            [(Field::Unit, Problem::Blank), (Field::Quantity, Problem::NotPositive)]
        );
        assert_eq!(packaging("CX", 12, None, PackagingUsage::Both).check(), Ok(()));
    }
}
