//! What an attribute is for a product or sku, judged one value at a time.
//!
//! Not a whole product with all its options; that is `products.rs` and `skus.rs`.
//!
//! The one rule to know: a product's value without option is an axis: its skus differ by it, each must take an option
//! of it, and no two take the same options throughout.

use std::collections::BTreeMap;

use super::attributes::{AppliesTo, AttributeValue};
use crate::ids::{AttributeId, AttributeOptionId, SkuId};
use crate::refusal::{Entity, Field, Problem, Refusal};

/// What an account wants of its catalogue beyond what always holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CatalogSettings {
    /// Only a product with a picture is put on sale.
    pub enabling_needs_image: bool,
    /// A product on sale is taken off before its skus, and what they differ by, change.
    pub changes_need_disabling: bool,
    /// What a request says of the catalogue that its face does not know is refused, not passed over.
    pub refuses_unknown: bool,
}

/// What the store knows around a value.
#[derive(Debug, Clone)]
pub struct ValueFacts {
    /// What the attribute describes; `None` when it does not exist.
    pub attribute: Option<AppliesTo>,
    /// The attribute that the option is one of; `None` when it does not exist.
    pub option_of: Option<AttributeId>,
    /// The values of the product itself.
    pub of_product: Vec<AttributeValue>,
    /// The values of the product's skus.
    pub of_skus: Vec<AttributeValue>,
    /// The product is on sale, and the account wants it taken off first.
    pub frozen: bool,
}

impl AttributeValue {
    /// Whether it says that the product's skus differ by the attribute.
    #[must_use]
    pub fn is_axis(&self) -> bool {
        self.sku.is_none() && self.option.is_none() && self.text_value.is_none()
    }

    /// Whether it says so of this attribute.
    #[must_use]
    pub fn is_axis_of(&self, attribute: AttributeId) -> bool {
        self.is_axis() && self.attribute == attribute
    }
}

/// Whether a value may be kept as it is.
///
/// # Errors
/// [`Refusal::Invalid`]: of [`Field::Feature`] the attribute is unknown, describes something else, is not what the skus
/// differ by, or has a value already; of [`Field::FeatureValue`] the option is missing or another attribute's; of
/// [`Field::Sku`] another sku has the same options ([`Problem::Taken`]). [`Refusal::StateForbids`] while the product is
/// on sale and the account wants it taken off first.
pub fn check_value(value: &AttributeValue, facts: &ValueFacts) -> Result<(), Refusal> {
    let Some(applies_to) = facts.attribute else {
        return Err(Refusal::invalid(Field::Feature, Problem::Unknown));
    };
    if value.option.is_some() && facts.option_of != Some(value.attribute) {
        return Err(Refusal::invalid(Field::FeatureValue, Problem::Unknown));
    }
    match value.sku {
        None => check_of_product(value, applies_to, facts),
        Some(sku) => check_of_sku(value, sku, applies_to, facts),
    }
}

fn check_of_product(value: &AttributeValue, applies_to: AppliesTo, facts: &ValueFacts) -> Result<(), Refusal> {
    let fits = if value.is_axis() {
        applies_to.describes_skus()
    } else {
        applies_to.describes_products()
    };
    if !fits {
        return Err(Refusal::invalid(Field::Feature, Problem::NotAllowed));
    }
    if said_before(value, &facts.of_product) {
        return Err(Refusal::invalid(Field::Feature, Problem::Taken));
    }
    if value.is_axis() && facts.frozen {
        return Err(frozen(value));
    }
    Ok(())
}

fn check_of_sku(value: &AttributeValue, sku: SkuId, applies_to: AppliesTo, facts: &ValueFacts) -> Result<(), Refusal> {
    if value.option.is_none() {
        return Err(Refusal::invalid(Field::FeatureValue, Problem::Blank));
    }
    let is_axis = facts.of_product.iter().any(|known| known.is_axis_of(value.attribute));
    if !applies_to.describes_skus() || !is_axis {
        return Err(Refusal::invalid(Field::Feature, Problem::NotAllowed));
    }
    let own: Vec<AttributeValue> = facts
        .of_skus
        .iter()
        .filter(|known| known.sku == Some(sku))
        .cloned()
        .collect();
    if said_before(value, &own) {
        return Err(Refusal::invalid(Field::Feature, Problem::Taken));
    }
    if facts.frozen {
        return Err(frozen(value));
    }
    let others = facts.of_skus.iter().filter(|known| known.id != value.id);
    let after: Vec<&AttributeValue> = others.chain([value]).collect();
    let combinations = combinations(&axes(&facts.of_product), &after);
    let ours = combinations.get(&sku);
    let taken = ours.is_some_and(|ours| {
        combinations
            .iter()
            .any(|(other, theirs)| *other != sku && theirs == ours)
    });
    if taken {
        return Err(Refusal::invalid(Field::Sku, Problem::Taken));
    }
    Ok(())
}

/// Whether an axis may go: not while a sku takes an option of it.
///
/// # Errors
/// [`Refusal::InUse`]
pub fn check_axis_removal(axis: &AttributeValue, of_skus: &[AttributeValue]) -> Result<(), Refusal> {
    if of_skus.iter().any(|value| value.attribute == axis.attribute) {
        return Err(Refusal::InUse {
            entity: Entity::AttributeValue,
            key: axis.id.to_string(),
        });
    }
    Ok(())
}

/// The attributes by which a product's skus differ.
#[must_use]
pub fn axes(of_product: &[AttributeValue]) -> Vec<AttributeId> {
    let axes = of_product.iter().filter(|value| value.is_axis());
    axes.map(|value| value.attribute).collect()
}

/// Whether a sku takes an option of every axis of its product.
#[must_use]
pub fn fills_every_axis(of_product: &[AttributeValue], of_sku: &[AttributeValue]) -> bool {
    let taken = |axis: AttributeId| {
        of_sku
            .iter()
            .any(|value| value.attribute == axis && value.option.is_some())
    };
    axes(of_product).into_iter().all(taken)
}

/// The options of every sku that takes one on each axis.
fn combinations(
    axes: &[AttributeId],
    of_skus: &[&AttributeValue],
) -> BTreeMap<SkuId, BTreeMap<AttributeId, AttributeOptionId>> {
    let mut all: BTreeMap<SkuId, BTreeMap<AttributeId, AttributeOptionId>> = BTreeMap::new();
    for value in of_skus {
        if let (Some(sku), Some(option), true) = (value.sku, value.option, axes.contains(&value.attribute)) {
            all.entry(sku).or_default().insert(value.attribute, option);
        }
    }
    all.retain(|_, options| options.len() == axes.len());
    all
}

fn said_before(value: &AttributeValue, known: &[AttributeValue]) -> bool {
    known
        .iter()
        .any(|other| other.attribute == value.attribute && other.id != value.id)
}

fn frozen(value: &AttributeValue) -> Refusal {
    Refusal::StateForbids {
        entity: Entity::AttributeValue,
        key: value.attribute.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::ids::{AttributeValueId, ProductId};

    fn value(id: i64, attribute: i64, option: Option<i64>, sku: Option<i64>) -> AttributeValue {
        AttributeValue {
            id: AttributeValueId::from_raw(id),
            attribute: AttributeId::from_raw(attribute),
            option: option.map(AttributeOptionId::from_raw),
            text_value: None,
            product: ProductId::from_raw(1),
            sku: sku.map(SkuId::from_raw),
            created_at: Timestamp::UNIX_EPOCH,
            updated_at: Timestamp::UNIX_EPOCH,
        }
    }

    /// Colour (1) and size (2) are axes; sku 7 is blue (11) and G (22), sku 8 is red (12).
    fn facts(attribute: i64) -> ValueFacts {
        ValueFacts {
            attribute: Some(AppliesTo::Both),
            option_of: Some(AttributeId::from_raw(attribute)),
            of_product: vec![
                value(1, 1, None, None),
                value(2, 2, None, None),
                value(3, 3, Some(31), None),
            ],
            of_skus: vec![
                value(4, 1, Some(11), Some(7)),
                value(5, 2, Some(22), Some(7)),
                value(6, 1, Some(12), Some(8)),
            ],
            frozen: false,
        }
    }

    #[test]
    fn a_sku_takes_one_option_of_each_axis_and_no_two_take_the_same() {
        let table = [
            (value(0, 2, Some(22), Some(8)), 2, None),
            (value(0, 1, Some(11), Some(9)), 1, None),
            (
                value(0, 2, None, Some(8)),
                2,
                Some((Field::FeatureValue, Problem::Blank)),
            ),
            (
                value(0, 2, Some(11), Some(8)),
                1,
                Some((Field::FeatureValue, Problem::Unknown)),
            ),
            (
                value(0, 1, Some(11), Some(8)),
                1,
                Some((Field::Feature, Problem::Taken)),
            ),
            (
                value(0, 3, Some(31), Some(8)),
                3,
                Some((Field::Feature, Problem::NotAllowed)),
            ),
            (value(0, 4, None, None), 4, None),
            (value(0, 3, None, None), 3, Some((Field::Feature, Problem::Taken))),
        ];
        for (value, option_of, expected) in table {
            let expected = expected.map_or(Ok(()), |(field, problem)| Err(Refusal::invalid(field, problem)));
            assert_eq!(check_value(&value, &facts(option_of)), expected, "{value:?}");
        }
        let mut both = facts(1);
        both.of_skus.push(value(9, 2, Some(22), Some(8)));
        let blue = value(6, 1, Some(11), Some(8));
        assert_eq!(
            check_value(&blue, &both),
            Err(Refusal::invalid(Field::Sku, Problem::Taken)),
            "sku 7 is blue and G already"
        );
        both.of_skus.pop();
        assert_eq!(check_value(&blue, &both), Ok(()), "sku 8 has no size yet");
    }

    #[test]
    fn an_axis_stays_while_a_sku_takes_an_option_of_it() {
        let facts = facts(1);
        assert!(check_axis_removal(&facts.of_product[0], &facts.of_skus).is_err());
        assert_eq!(check_axis_removal(&value(9, 4, None, None), &facts.of_skus), Ok(()));
    }

    #[test]
    fn a_sku_that_leaves_an_axis_open_is_not_whole() {
        let facts = facts(1);
        let of = |sku: i64| -> Vec<AttributeValue> {
            let of_sku = facts
                .of_skus
                .iter()
                .filter(|value| value.sku == Some(SkuId::from_raw(sku)));
            of_sku.cloned().collect()
        };
        assert!(fills_every_axis(&facts.of_product, &of(7)));
        assert!(!fills_every_axis(&facts.of_product, &of(8)));
        assert!(!fills_every_axis(&facts.of_product, &[]));
        assert!(fills_every_axis(&[], &[]));
    }

    #[test]
    fn what_skus_differ_by_is_frozen_where_the_account_wants_it() {
        let frozen = ValueFacts {
            frozen: true,
            ..facts(2)
        };
        assert!(matches!(
            check_value(&value(0, 2, Some(22), Some(8)), &frozen),
            Err(Refusal::StateForbids { .. })
        ));
        let of_product = ValueFacts {
            frozen: true,
            ..facts(4)
        };
        assert_eq!(check_value(&value(0, 4, Some(41), None), &of_product), Ok(()));
    }
}
