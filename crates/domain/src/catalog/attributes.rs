//! Attributes (colour, size) and the options each may take (blue, G).
//!
//! Not the values a product or sku has; those are [`super::ProductOption`] and [`super::SkuOption`].
//!
//! The one rule to know: within one attribute no two options are the same once accents and case are folded.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::NAME_MAX;
use crate::checks::{Checks, tidy_required};
use crate::ids::{AttributeGroupId, AttributeId, AttributeOptionId, AttributeValueId, ProductId, SkuId};
use crate::refusal::{Field, Problem, Refusal};
use crate::text::fold;

/// Something by which products or skus differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute {
    /// Its number.
    pub id: AttributeId,
    /// The group it is in, which may have another of the same name nowhere else.
    pub group: Option<AttributeGroupId>,
    /// Its name.
    pub name: String,
    /// What it describes.
    pub applies_to: AppliesTo,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// Attributes that are usually used together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttributeGroup {
    /// Its number.
    pub id: AttributeGroupId,
    /// Its name.
    pub name: String,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// What an attribute is for a product, or for one of its skus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttributeValue {
    /// Its number.
    pub id: AttributeValueId,
    /// The attribute.
    pub attribute: AttributeId,
    /// Which of its options. A product's value that is neither option nor text says that the skus differ by it.
    pub option: Option<AttributeOptionId>,
    /// The text, when it is none of the options.
    pub text_value: Option<String>,
    /// The product.
    pub product: ProductId,
    /// The sku; `None` for what all skus of the product share.
    pub sku: Option<SkuId>,
    /// When it was set.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// One value an attribute may take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttributeOption {
    /// Its number.
    pub id: AttributeOptionId,
    /// The attribute.
    pub attribute: AttributeId,
    /// The value as shown.
    pub value: String,
    /// Its place among the attribute's options, from 0.
    pub position: i64,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// What an attribute describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum AppliesTo {
    /// Each sku has its own value.
    #[default]
    Sku,
    /// All skus of a product share the value.
    Product,
    /// Either.
    Both,
}

impl AppliesTo {
    /// Every case.
    pub const ALL: [Self; 3] = [Self::Sku, Self::Product, Self::Both];

    /// The name in the store.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sku => "sku",
            Self::Product => "product",
            Self::Both => "both",
        }
    }

    /// The case of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|case| case.name() == name)
    }

    /// Whether a sku may be told apart by it.
    #[must_use]
    pub const fn describes_skus(self) -> bool {
        match self {
            Self::Sku | Self::Both => true,
            Self::Product => false,
        }
    }

    /// Whether a product may have it.
    #[must_use]
    pub const fn describes_products(self) -> bool {
        match self {
            Self::Product | Self::Both => true,
            Self::Sku => false,
        }
    }
}

impl AttributeGroup {
    /// Writes the name in the form in which it is kept: without blanks around it.
    pub fn normalize(&mut self) {
        tidy_required(&mut self.name);
    }

    /// Whether the group may be kept as it is.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] with every wrong field.
    pub fn check(&self) -> Result<(), Refusal> {
        let mut checks = Checks::default();
        checks.required(Field::Name, &self.name, NAME_MAX);
        checks.verdict()
    }
}

impl AttributeOption {
    /// Writes the value in the form in which it is kept: without blanks around it.
    pub fn normalize(&mut self) {
        tidy_required(&mut self.value);
    }
}

impl Attribute {
    /// Writes the name in the form in which it is kept: without blanks around it.
    pub fn normalize(&mut self) {
        tidy_required(&mut self.name);
    }

    /// Whether the attribute may be kept as it is.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] with every wrong field.
    pub fn check(&self, new_options: &[AttributeOption]) -> Result<(), Refusal> {
        let mut checks = Checks::default();
        checks.required(Field::Name, &self.name, NAME_MAX);
        note_options(&mut checks, new_options, &BTreeSet::new());
        checks.verdict()
    }
}

/// Whether options may be added to an attribute that has `taken` already (folded values).
///
/// # Errors
/// [`Refusal::Invalid`] with [`Field::FeatureValue`] at each wrong option's place.
pub fn check_new_options(new_options: &[AttributeOption], taken: &BTreeSet<String>) -> Result<(), Refusal> {
    let mut checks = Checks::default();
    note_options(&mut checks, new_options, taken);
    checks.verdict()
}

fn note_options(checks: &mut Checks, new_options: &[AttributeOption], taken: &BTreeSet<String>) {
    let mut seen = taken.clone();
    for (index, option) in new_options.iter().enumerate() {
        checks.within(Some(index));
        checks.required(Field::FeatureValue, &option.value, NAME_MAX);
        checks.ensure(seen.insert(fold(&option.value)), Field::FeatureValue, Problem::Taken);
    }
    checks.within(None);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_case_is_read_back_by_its_name() {
        for case in AppliesTo::ALL {
            assert_eq!(AppliesTo::from_name(case.name()), Some(case));
        }
        assert_eq!(AppliesTo::from_name("SKU"), None);
    }

    #[test]
    fn an_option_that_differs_only_in_case_or_accent_is_taken() {
        let option = |value: &str| AttributeOption {
            id: AttributeOptionId::from_raw(1),
            attribute: AttributeId::from_raw(1),
            value: value.to_owned(),
            position: 0,
            created_at: Timestamp::UNIX_EPOCH,
            updated_at: Timestamp::UNIX_EPOCH,
        };
        let taken = BTreeSet::from(["azul".to_owned()]);
        let given = [
            option("Preto"),
            option("AZUL"),
            option(""),
            option("préto"),
            option("Branco"),
        ];
        let Err(Refusal::Invalid(fields)) = check_new_options(&given, &taken) else {
            panic!("three options are wrong");
        };
        let found: Vec<_> = fields.iter().map(|field| (field.index, field.problem)).collect();
        assert_eq!(
            found,
            [
                (Some(1), Problem::Taken),
                (Some(2), Problem::Blank),
                (Some(3), Problem::Taken)
            ]
        );
    }
}
