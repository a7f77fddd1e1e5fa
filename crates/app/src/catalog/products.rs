//! Reading products with their skus.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::actor::Face;
use domain::catalog::{Image, Product, ProductFilter};
use domain::ids::{AttributeId, AttributeOptionId, ProductId, SkuId};
use domain::page::PageRequest;
use domain::refusal::Entity;
use store::changes::{self, Changed};
use store::{images, products, skus};

use super::skus::SkuView;
use crate::failure::Failure;
use crate::reader::Reader;

/// A product with its skus and what hangs on them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductView {
    /// The product.
    pub product: Arc<Product>,
    /// Its skus, by number.
    pub skus: Vec<SkuView>,
    /// Its images that show no sku in particular, in their places; a sku's are with the sku.
    pub images: Vec<Image>,
    /// Its attributes.
    pub options: Vec<ProductOptionView>,
}

/// An attribute of a product, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductOptionView {
    /// The attribute.
    pub attribute: AttributeId,
    /// The attribute's name.
    pub name: String,
    /// Which of its options; `None` for free text.
    pub option: Option<AttributeOptionId>,
    /// The option's value, or the text.
    pub value: String,
}

impl Reader<'_, '_> {
    /// One product.
    ///
    /// # Errors
    /// `Refusal::NotFound`, or a broken store.
    pub fn product(&mut self, id: ProductId) -> Result<ProductView, Failure> {
        let found = products::find(self.tx, self.account, id)?;
        let mut views = self.product_views(found.into_iter().collect())?;
        views.pop().ok_or_else(|| Failure::not_found(Entity::Product, id))
    }

    /// The product of that code.
    ///
    /// # Errors
    /// `Refusal::NotFound`, or a broken store.
    pub fn product_by_code(&mut self, code: &str) -> Result<ProductView, Failure> {
        let found = products::find_many_by_code(self.tx, self.account, &[code])?;
        let mut views = self.product_views(found)?;
        views.pop().ok_or_else(|| Failure::not_found(Entity::Product, code))
    }

    /// A page of products, by number.
    ///
    /// # Errors
    /// A broken store.
    pub fn products(&mut self, page: PageRequest) -> Result<Vec<ProductView>, Failure> {
        self.products_that_fit(&ProductFilter::default(), page)
    }

    /// A page of the products that fit, by number; by change stamp when that is asked for.
    ///
    /// # Errors
    /// A broken store.
    pub fn products_that_fit(
        &mut self,
        filter: &ProductFilter,
        page: PageRequest,
    ) -> Result<Vec<ProductView>, Failure> {
        let found = products::list(self.tx, self.account, filter, page)?;
        let order: Vec<ProductId> = found.iter().map(|product| product.id).collect();
        let views = self.product_views(found)?;
        let mut views: BTreeMap<ProductId, ProductView> =
            views.into_iter().map(|view| (view.product.id, view)).collect();
        Ok(order.iter().filter_map(|id| views.remove(id)).collect())
    }

    /// The codes of these products, deleted ones too.
    ///
    /// # Errors
    /// A broken store.
    pub fn product_codes(&mut self, ids: &[ProductId]) -> Result<BTreeMap<ProductId, String>, Failure> {
        let mut ids = ids.to_vec();
        ids.sort_unstable();
        ids.dedup();
        let found = products::find_many_even_deleted(self.tx, self.account, &ids)?;
        Ok(found.into_iter().map(|product| (product.id, product.code)).collect())
    }

    /// When these products last changed, as stamps that rise with commits.
    ///
    /// # Errors
    /// A broken store.
    pub fn product_stamps(&mut self, ids: &[ProductId]) -> Result<BTreeMap<ProductId, i64>, Failure> {
        let ids: Vec<i64> = ids.iter().map(|id| id.raw()).collect();
        let found = changes::of(self.tx, self.account, Changed::Product, &ids)?;
        Ok(found
            .into_iter()
            .map(|(id, stamp)| (ProductId::from_raw(id), stamp))
            .collect())
    }

    /// A face's own fields of these products, where there are any, as that face wrote them.
    ///
    /// # Errors
    /// A broken store.
    pub fn product_extras(&mut self, face: Face, ids: &[ProductId]) -> Result<BTreeMap<ProductId, String>, Failure> {
        Ok(products::extras(self.tx, self.account, face, ids)?
            .into_iter()
            .collect())
    }

    pub(super) fn product_views(&mut self, found: Vec<Product>) -> Result<Vec<ProductView>, Failure> {
        let ids: Vec<ProductId> = found.iter().map(|product| product.id).collect();
        let products: BTreeMap<ProductId, Arc<Product>> = found
            .into_iter()
            .map(|product| (product.id, Arc::new(product)))
            .collect();
        let mut of_skus: BTreeMap<SkuId, Vec<Image>> = BTreeMap::new();
        let mut of_products: BTreeMap<ProductId, Vec<Image>> = BTreeMap::new();
        for image in images::of_products(self.tx, self.account, &ids)? {
            match image.sku {
                Some(sku) => of_skus.entry(sku).or_default().push(image),
                None => of_products.entry(image.product).or_default().push(image),
            }
        }
        let mut options: BTreeMap<ProductId, Vec<ProductOptionView>> = BTreeMap::new();
        for (product, chosen, [name, value]) in products::named_options_of(self.tx, self.account, &ids)? {
            let view = ProductOptionView {
                attribute: chosen.attribute,
                name,
                option: chosen.option,
                value,
            };
            options.entry(product).or_default().push(view);
        }
        let found = skus::of_products(self.tx, self.account, &ids)?;
        let mut skus: BTreeMap<ProductId, Vec<SkuView>> = BTreeMap::new();
        for view in self.sku_views_of(found, &products, &mut of_skus)? {
            skus.entry(view.sku.product).or_default().push(view);
        }
        let view = |(id, product): (ProductId, Arc<Product>)| ProductView {
            product,
            skus: skus.remove(&id).unwrap_or_default(),
            images: of_products.remove(&id).unwrap_or_default(),
            options: options.remove(&id).unwrap_or_default(),
        };
        Ok(products.into_iter().map(view).collect())
    }
}
