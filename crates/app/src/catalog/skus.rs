//! Reading skus with what hangs on them, and their product.
//!
//! Not stock and not prices. The one rule to know: many skus cost as many statements as one.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use domain::catalog::{Image, Product, Sku, SupplierCode};
use domain::ids::{AttributeId, AttributeOptionId, ProductId, SkuId};
use domain::refusal::Entity;
use store::{images, products, skus};

use super::products::ProductView;
use crate::failure::Failure;
use crate::reader::Reader;

/// A sku with what hangs on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SkuView {
    /// The sku.
    pub sku: Sku,
    /// Its product.
    pub product: Arc<Product>,
    /// Its barcodes besides the main one.
    pub additional_eans: Vec<String>,
    /// Its options, by attribute.
    pub options: Vec<SkuOptionView>,
    /// What its suppliers call it.
    pub supplier_codes: Vec<SupplierCode>,
    /// Its own images, in their places; the product's are not among them.
    pub images: Vec<Image>,
}

/// An option of a sku, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SkuOptionView {
    /// The attribute.
    pub attribute: AttributeId,
    /// The attribute's name.
    pub name: String,
    /// Which of its options.
    pub option: AttributeOptionId,
    /// The option's value.
    pub value: String,
    /// Whether it only adds to the description.
    pub is_additional: bool,
}

impl Reader<'_, '_> {
    /// One sku.
    ///
    /// # Errors
    /// `Refusal::NotFound`, or a broken store.
    pub fn sku(&mut self, id: SkuId) -> Result<SkuView, Failure> {
        let found = skus::find_many(self.tx, self.account, &[id])?;
        self.only_sku(found)?.ok_or_else(|| Failure::not_found(Entity::Sku, id))
    }

    /// One sku with its whole product, which holds everything about the sku: nothing is read twice.
    ///
    /// # Errors
    /// `Refusal::NotFound`, or a broken store.
    pub fn sku_with_product(&mut self, id: SkuId) -> Result<(SkuView, ProductView), Failure> {
        let missing = || Failure::not_found(Entity::Sku, id);
        let found = skus::find_many(self.tx, self.account, &[id])?;
        let product = self.product(found.first().ok_or_else(missing)?.product)?;
        let sku = product.skus.iter().find(|view| view.sku.id == id).cloned();
        Ok((sku.ok_or_else(missing)?, product))
    }

    /// The sku of that code.
    ///
    /// # Errors
    /// `Refusal::NotFound`, or a broken store.
    pub fn sku_by_code(&mut self, code: &str) -> Result<SkuView, Failure> {
        let found = skus::find_many_by_code(self.tx, self.account, &[code])?;
        self.only_sku(found)?
            .ok_or_else(|| Failure::not_found(Entity::Sku, code))
    }

    /// The sku that has this barcode, main or not.
    ///
    /// # Errors
    /// `Refusal::NotFound`, or a broken store.
    pub fn sku_by_ean(&mut self, barcode: &str) -> Result<SkuView, Failure> {
        let owners = skus::owners_of_barcodes(self.tx, self.account, &[barcode])?;
        let ids: Vec<SkuId> = owners.into_iter().map(|(_, sku)| sku).collect();
        let found = skus::find_many(self.tx, self.account, &ids)?;
        self.only_sku(found)?
            .ok_or_else(|| Failure::not_found(Entity::Sku, barcode))
    }

    /// These skus, each once, in the order in which they are first named. What does not exist is left out; a deleted
    /// sku is not, because what names it must stay readable.
    ///
    /// # Errors
    /// A broken store.
    pub fn sku_views(&mut self, ids: &[SkuId]) -> Result<Vec<SkuView>, Failure> {
        let distinct: Vec<SkuId> = ids.iter().copied().collect::<BTreeSet<_>>().into_iter().collect();
        let found = skus::find_many_even_deleted(self.tx, self.account, &distinct)?;
        let views = self.describe(found)?;
        let mut views: BTreeMap<SkuId, SkuView> = views.into_iter().map(|view| (view.sku.id, view)).collect();
        Ok(ids.iter().filter_map(|id| views.remove(id)).collect())
    }

    /// The skus of these codes, by number. A code that no sku has is left out.
    ///
    /// # Errors
    /// A broken store.
    pub fn skus_by_codes(&mut self, codes: &[String]) -> Result<Vec<SkuView>, Failure> {
        let codes: BTreeSet<&str> = codes.iter().map(String::as_str).collect();
        let codes: Vec<&str> = codes.into_iter().collect();
        let mut found = skus::find_many_by_code(self.tx, self.account, &codes)?;
        found.sort_by_key(|sku| sku.id);
        self.describe(found)
    }

    fn only_sku(&mut self, found: Vec<Sku>) -> Result<Option<SkuView>, Failure> {
        Ok(self.describe(found)?.into_iter().next())
    }

    /// The skus with their products and everything else.
    fn describe(&mut self, found: Vec<Sku>) -> Result<Vec<SkuView>, Failure> {
        let ids: BTreeSet<ProductId> = found.iter().map(|sku| sku.product).collect();
        let ids: Vec<ProductId> = ids.into_iter().collect();
        let products = products::find_many_even_deleted(self.tx, self.account, &ids)?;
        let products = products
            .into_iter()
            .map(|product| (product.id, Arc::new(product)))
            .collect();
        let mut images: BTreeMap<SkuId, Vec<Image>> = BTreeMap::new();
        for image in images::of_products(self.tx, self.account, &ids)? {
            if let Some(sku) = image.sku {
                images.entry(sku).or_default().push(image);
            }
        }
        self.sku_views_of(found, &products, &mut images)
    }

    /// The skus with what hangs on them, their products and images being known.
    pub(super) fn sku_views_of(
        &mut self,
        found: Vec<Sku>,
        products: &BTreeMap<ProductId, Arc<Product>>,
        images: &mut BTreeMap<SkuId, Vec<Image>>,
    ) -> Result<Vec<SkuView>, Failure> {
        let ids: Vec<SkuId> = found.iter().map(|sku| sku.id).collect();
        let mut barcodes: BTreeMap<SkuId, Vec<String>> = BTreeMap::new();
        for (sku, barcode) in skus::barcodes_of(self.tx, self.account, &ids)? {
            barcodes.entry(sku).or_default().push(barcode);
        }
        let mut options: BTreeMap<SkuId, Vec<SkuOptionView>> = BTreeMap::new();
        for (sku, chosen, [name, value]) in skus::named_options_of(self.tx, self.account, &ids)? {
            let (attribute, option, is_additional) = (chosen.attribute, chosen.option, chosen.is_additional);
            let view = SkuOptionView {
                attribute,
                name,
                option,
                value,
                is_additional,
            };
            options.entry(sku).or_default().push(view);
        }
        let mut supplier_codes: BTreeMap<SkuId, Vec<SupplierCode>> = BTreeMap::new();
        for (sku, code) in skus::supplier_codes_of(self.tx, self.account, &ids)? {
            supplier_codes.entry(sku).or_default().push(code);
        }
        let view = |sku: Sku| {
            let mut additional_eans = barcodes.remove(&sku.id).unwrap_or_default();
            additional_eans.retain(|barcode| sku.ean.as_ref() != Some(barcode));
            Some(SkuView {
                product: Arc::clone(products.get(&sku.product)?),
                additional_eans,
                options: options.remove(&sku.id).unwrap_or_default(),
                supplier_codes: supplier_codes.remove(&sku.id).unwrap_or_default(),
                images: images.remove(&sku.id).unwrap_or_default(),
                sku,
            })
        };
        Ok(found.into_iter().filter_map(view).collect())
    }
}
