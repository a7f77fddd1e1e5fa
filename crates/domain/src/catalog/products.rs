//! Products: what is described and classified.
//!
//! Not what is stored and sold; that is a [`super::Sku`].
//!
//! The one rule to know: a product's code is unique in the account, and everything it points to exists there.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::images::{Image, note_images};
use super::known::Known;
use super::skus::{SkuParts, note_skus};
use super::{CODE_MAX, DESCRIPTION_MAX, NAME_MAX, UNIT_MAX};
use crate::checks::{Checks, tidy, tidy_required};
use crate::documents::{Cest, Ncm};
use crate::ids::{AttributeId, AttributeOptionId, BrandId, CategoryId, OrganizationId, PartyId, ProductId};
use crate::refusal::{Field, Problem, Refusal};

/// The largest code of the origin of goods in fiscal documents.
const ORIGIN_MAX: i64 = 8;

/// The most digits of an exception to the tariff.
const EX_TIPI_MAX: usize = 3;

/// What is described and classified; its skus are what is priced, stored and sold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Product {
    /// Its number.
    pub id: ProductId,
    /// The organization it comes from; `None` belongs to the account.
    pub organization: Option<OrganizationId>,
    /// Where it stands in the category tree.
    pub category: Option<CategoryId>,
    /// Its brand.
    pub brand: Option<BrandId>,
    /// From whom it is usually bought.
    pub supplier: Option<PartyId>,
    /// Goods or service.
    pub kind: ProductKind,
    /// Its text code, unique in the account.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its description.
    pub description: Option<String>,
    /// The unit of measure of its skus (`UN`).
    pub unit: String,
    /// Where it stands in its life.
    pub status: ProductStatus,
    /// Where it is offered.
    pub visibility: Visibility,
    /// Its tariff code, 8 digits.
    pub ncm: Option<String>,
    /// The exception to the tariff, up to 3 digits.
    pub ex_tipi: Option<String>,
    /// Its code under tax substitution, 7 digits.
    pub cest: Option<String>,
    /// The origin of the goods in fiscal documents, 0 to 8.
    pub origin: Option<i64>,
    /// Whether its stock is counted; never for a service.
    pub controls_stock: bool,
    /// Whether its stock is kept by lot.
    pub controls_lot: bool,
    /// Whether its lots expire.
    pub controls_expiry: bool,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// The value of an attribute that all skus of a product share: one of its options, or free text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductOption {
    /// The attribute.
    pub attribute: AttributeId,
    /// Which of its options.
    pub option: Option<AttributeOptionId>,
    /// The text, when it is none of the options.
    pub text_value: Option<String>,
}

/// A product with what hangs on it, as one request writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductParts {
    /// The product.
    pub product: Product,
    /// Its attributes.
    pub options: Vec<ProductOption>,
    /// Its images, those of its skus too.
    pub images: Vec<Image>,
    /// The skus that are written, in the order of the request.
    pub skus: Vec<SkuParts>,
}

/// Goods or service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum ProductKind {
    /// Something that can be stored.
    #[default]
    Product,
    /// Something that is done.
    Service,
}

/// Where a product stands in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum ProductStatus {
    /// On sale.
    #[default]
    Active,
    /// Not finished yet.
    Draft,
    /// Taken off sale.
    Inactive,
    /// Will not come back.
    Discontinued,
}

/// Where a product is offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Visibility {
    /// Everywhere.
    #[default]
    Both,
    /// On the internet only.
    Online,
    /// In stores only.
    Offline,
}

impl ProductKind {
    /// Every case.
    pub const ALL: [Self; 2] = [Self::Product, Self::Service];

    /// The name in the store.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Product => "product",
            Self::Service => "service",
        }
    }

    /// The case of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|case| case.name() == name)
    }
}

impl ProductStatus {
    /// Every case.
    pub const ALL: [Self; 4] = [Self::Active, Self::Draft, Self::Inactive, Self::Discontinued];

    /// The name in the store.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Draft => "draft",
            Self::Inactive => "inactive",
            Self::Discontinued => "discontinued",
        }
    }

    /// The case of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|case| case.name() == name)
    }
}

impl Visibility {
    /// Every case.
    pub const ALL: [Self; 3] = [Self::Both, Self::Online, Self::Offline];

    /// The name in the store.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Both => "both",
            Self::Online => "online",
            Self::Offline => "offline",
        }
    }

    /// The case of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|case| case.name() == name)
    }
}

impl Product {
    /// Whether it is on sale.
    #[must_use]
    pub fn is_enabled(&self) -> bool {
        match self.status {
            ProductStatus::Active => true,
            ProductStatus::Draft | ProductStatus::Inactive | ProductStatus::Discontinued => false,
        }
    }

    /// Writes fields in the form in which they are kept: texts without blanks around them, fiscal codes without
    /// punctuation, no stock of a service.
    pub fn normalize(&mut self) {
        tidy_required(&mut self.code);
        tidy_required(&mut self.name);
        tidy_required(&mut self.unit);
        for text in [&mut self.description, &mut self.ncm, &mut self.ex_tipi, &mut self.cest] {
            tidy(text);
        }
        if let Some(Ok(ncm)) = self.ncm.as_deref().map(Ncm::parse) {
            self.ncm = Some(ncm.as_str().to_owned());
        }
        if let Some(Ok(cest)) = self.cest.as_deref().map(Cest::parse) {
            self.cest = Some(cest.as_str().to_owned());
        }
        match self.kind {
            ProductKind::Product => {}
            ProductKind::Service => {
                self.controls_stock = false;
                self.controls_lot = false;
                self.controls_expiry = false;
            }
        }
    }

    fn note_problems(&self, checks: &mut Checks, known: &Known) {
        checks.required(Field::Code, &self.code, CODE_MAX);
        let owner = known.product_codes.get(&self.code);
        checks.ensure(owner.is_none_or(|owner| *owner == self.id), Field::Code, Problem::Taken);
        checks.required(Field::Name, &self.name, NAME_MAX);
        checks.optional(Field::Description, self.description.as_deref(), DESCRIPTION_MAX);
        checks.required(Field::Unit, &self.unit, UNIT_MAX);
        self.note_references(checks, known);
        self.note_fiscal(checks);
    }

    fn note_references(&self, checks: &mut Checks, known: &Known) {
        let organization = self.organization.is_none_or(|id| known.organizations.contains(&id));
        checks.ensure(organization, Field::Organization, Problem::Unknown);
        let category = self.category.is_none_or(|id| known.categories.contains(&id));
        checks.ensure(category, Field::Category, Problem::Unknown);
        let brand = self.brand.is_none_or(|id| known.brands.contains(&id));
        checks.ensure(brand, Field::Brand, Problem::Unknown);
        let supplier = self.supplier.is_none_or(|id| known.parties.contains(&id));
        checks.ensure(supplier, Field::Provider, Problem::Unknown);
    }

    fn note_fiscal(&self, checks: &mut Checks) {
        let ncm = self.ncm.as_deref().is_none_or(|text| Ncm::parse(text).is_ok());
        checks.ensure(ncm, Field::Ncm, Problem::Malformed);
        let cest = self.cest.as_deref().is_none_or(|text| Cest::parse(text).is_ok());
        checks.ensure(cest, Field::Cest, Problem::Malformed);
        let is_ex_tipi = |text: &str| text.len() <= EX_TIPI_MAX && text.bytes().all(|byte| byte.is_ascii_digit());
        checks.ensure(
            self.ex_tipi.as_deref().is_none_or(is_ex_tipi),
            Field::ExTipi,
            Problem::Malformed,
        );
        let origin = self.origin.is_none_or(|origin| (0..=ORIGIN_MAX).contains(&origin));
        checks.ensure(origin, Field::Origin, Problem::OutOfRange);
    }
}

impl ProductParts {
    /// Whether the product, and the skus in the request, may be kept as they are.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] with every wrong field; a sku's field carries the place of the sku in the request.
    pub fn check(&self, known: &Known) -> Result<(), Refusal> {
        let mut checks = Checks::default();
        self.product.note_problems(&mut checks, known);
        note_options(&mut checks, &self.options, known);
        note_images(&mut checks, &self.images);
        note_skus(&mut checks, &self.skus, known);
        checks.verdict()
    }
}

fn note_options(checks: &mut Checks, options: &[ProductOption], known: &Known) {
    let mut seen = BTreeSet::new();
    for (index, option) in options.iter().enumerate() {
        checks.within(Some(index));
        match known.attributes.get(&option.attribute) {
            None => checks.note(Field::Feature, Problem::Unknown),
            Some(applies_to) => {
                checks.ensure(applies_to.describes_products(), Field::Feature, Problem::NotAllowed);
            }
        }
        checks.ensure(seen.insert(option.attribute), Field::Feature, Problem::Taken);
        match (option.option, option.text_value.as_deref()) {
            (Some(id), None) => {
                let belongs = known.options.get(&id) == Some(&option.attribute);
                checks.ensure(belongs, Field::FeatureValue, Problem::Unknown);
            }
            (None, Some(text)) => checks.required(Field::FeatureValue, text, NAME_MAX),
            (None, None) => checks.note(Field::FeatureValue, Problem::Blank),
            (Some(_), Some(_)) => checks.note(Field::FeatureValue, Problem::NotAllowed),
        }
    }
    checks.within(None);
}

#[cfg(test)]
mod tests;
