//! Products and variations as a franchise's catalogue shows them.
//!
//! The one rule to know: a page costs a fixed number of statements.

use std::collections::{BTreeMap, BTreeSet};

use domain::amount::UnitPrice;
use domain::catalog::{Product, ProductDefaults, ProductFilter, Sku};
use domain::ids::{ProductId, SkuId};
use domain::page::PageRequest;
use domain::refusal::Entity;
use store::{Tx, product_defaults, products, skus};

use super::Measures;
use crate::failure::Failure;
use crate::reader::Reader;

/// A product with what is said of it for all its skus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferView {
    /// The product.
    pub product: Product,
    /// What is said of it; as good as nothing for one that another face made.
    pub defaults: ProductDefaults,
    /// Whether its skus differ.
    pub is_variable: bool,
    /// Its code: its only sku's, or its own where the skus differ.
    pub code: String,
    /// Its barcode.
    pub ean: Option<String>,
    /// Its price.
    pub price: Option<UnitPrice>,
    /// Its price on promotion.
    pub promotional_price: Option<UnitPrice>,
    /// Its measures.
    pub measures: Measures,
    /// Its skus, by number.
    pub skus: Vec<Sku>,
}

/// One of the skus by which a product differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VariationView {
    /// The sku; its price is what it costs, inherited or not.
    pub sku: Sku,
    /// Whether the price is the product's.
    pub inherits_price: bool,
}

impl OfferView {
    fn of(product: Product, defaults: Option<ProductDefaults>, skus: Vec<Sku>, has_axes: bool) -> Self {
        let defaults = defaults.unwrap_or_else(|| ProductDefaults::of(product.id));
        let is_variable = defaults.is_variable || has_axes || skus.len() > 1;
        let first = skus.first();
        // A product of another face whose skus differ has no price but theirs.
        let of_sku = if is_variable && defaults.price.is_some() {
            None
        } else {
            first
        };
        let code = match first {
            Some(sku) if !is_variable => sku.code.clone(),
            Some(_) | None => product.code.clone(),
        };
        let (ean, measures) = match first {
            Some(sku) if !is_variable => (sku.ean.clone(), Measures::of(sku)),
            Some(_) | None => (defaults.ean.clone(), Measures::said(&defaults)),
        };
        Self {
            is_variable,
            code,
            ean,
            price: of_sku.map_or(defaults.price, |sku| sku.base_price),
            promotional_price: of_sku.map_or(defaults.promotional_price, |sku| sku.promotional_price),
            measures,
            skus,
            defaults,
            product,
        }
    }
}

impl Measures {
    pub(super) fn of(sku: &Sku) -> Self {
        Self {
            width: sku.width,
            height: sku.height,
            length: sku.length,
            weight: sku.weight,
        }
    }

    fn said(defaults: &ProductDefaults) -> Self {
        Self {
            width: defaults.width,
            height: defaults.height,
            length: defaults.length,
            weight: defaults.weight,
        }
    }
}

/// These products with what is said of them, in their order.
pub(crate) fn views(
    tx: &mut Tx<'_>,
    account: domain::ids::AccountId,
    found: Vec<Product>,
) -> Result<Vec<OfferView>, Failure> {
    let ids: Vec<ProductId> = found.iter().map(|product| product.id).collect();
    let mut defaults: BTreeMap<ProductId, ProductDefaults> = product_defaults::find_many(tx, account, &ids)?
        .into_iter()
        .map(|defaults| (defaults.product, defaults))
        .collect();
    let with_axes: BTreeSet<ProductId> = product_defaults::with_axes(tx, account, &ids)?.into_iter().collect();
    let mut of_products: BTreeMap<ProductId, Vec<Sku>> = BTreeMap::new();
    for sku in skus::of_products(tx, account, &ids)? {
        of_products.entry(sku.product).or_default().push(sku);
    }
    let view = |product: Product| {
        let id = product.id;
        let skus = of_products.remove(&id).unwrap_or_default();
        OfferView::of(product, defaults.remove(&id), skus, with_axes.contains(&id))
    };
    Ok(found.into_iter().map(view).collect())
}

/// One product with what is said of it.
pub(crate) fn find(tx: &mut Tx<'_>, account: domain::ids::AccountId, id: ProductId) -> Result<OfferView, Failure> {
    let found = products::find(tx, account, id)?;
    views(tx, account, found.into_iter().collect())?
        .pop()
        .ok_or_else(|| Failure::not_found(Entity::Product, id))
}

/// The product of a sku, and the sku, when it is one of those by which the product differs.
pub(super) fn find_variation(
    tx: &mut Tx<'_>,
    account: domain::ids::AccountId,
    id: SkuId,
) -> Result<(OfferView, Sku), Failure> {
    let missing = || Failure::not_found(Entity::Sku, id);
    let sku = skus::find_many(tx, account, &[id])?.pop().ok_or_else(missing)?;
    let offer = find(tx, account, sku.product)?;
    if !offer.is_variable {
        return Err(missing());
    }
    Ok((offer, sku))
}

impl Reader<'_, '_> {
    /// One product of the catalogue.
    ///
    /// # Errors
    /// `Refusal::NotFound`, or a broken store.
    pub fn offer(&mut self, id: ProductId) -> Result<OfferView, Failure> {
        find(self.tx, self.account, id)
    }

    /// The product that has this code, or one of whose skus has it.
    ///
    /// # Errors
    /// `Refusal::NotFound`, or a broken store.
    pub fn offer_by_code(&mut self, code: &str) -> Result<OfferView, Failure> {
        let mut found = products::find_many_by_code(self.tx, self.account, &[code])?;
        if found.is_empty()
            && let Some(sku) = skus::find_many_by_code(self.tx, self.account, &[code])?.first()
        {
            found.extend(products::find(self.tx, self.account, sku.product)?);
        }
        views(self.tx, self.account, found)?
            .pop()
            .ok_or_else(|| Failure::not_found(Entity::Product, code))
    }

    /// A page of the catalogue, by number.
    ///
    /// # Errors
    /// A broken store.
    pub fn offers(&mut self, page: PageRequest) -> Result<Vec<OfferView>, Failure> {
        let found = products::list(self.tx, self.account, &ProductFilter::default(), page)?;
        views(self.tx, self.account, found)
    }

    /// The skus by which a product differs, by number; none of a product whose skus do not.
    ///
    /// # Errors
    /// `Refusal::NotFound` for the product, or a broken store.
    pub fn variations(&mut self, product: ProductId) -> Result<Vec<VariationView>, Failure> {
        let offer = find(self.tx, self.account, product)?;
        let skus = if offer.is_variable { offer.skus } else { Vec::new() };
        self.variation_views(skus)
    }

    /// One of the skus by which a product differs.
    ///
    /// # Errors
    /// `Refusal::NotFound`, or a broken store.
    pub fn variation(&mut self, id: SkuId) -> Result<VariationView, Failure> {
        let (_, sku) = find_variation(self.tx, self.account, id)?;
        let mut views = self.variation_views(vec![sku])?;
        views.pop().ok_or_else(|| Failure::not_found(Entity::Sku, id))
    }

    fn variation_views(&mut self, skus: Vec<Sku>) -> Result<Vec<VariationView>, Failure> {
        let ids: Vec<SkuId> = skus.iter().map(|sku| sku.id).collect();
        let inheriting = product_defaults::inheriting(self.tx, self.account, &ids)?;
        let view = |sku: Sku| VariationView {
            inherits_price: inheriting.contains(&sku.id),
            sku,
        };
        Ok(skus.into_iter().map(view).collect())
    }
}
