//! Products as a counter sees them: one price and one barcode each, whatever skus they have.
//!
//! Not the catalogue's view, which has every sku and what hangs on it. The one rule to know: what is shown of the skus is
//! the first one's, which is the one that a sale takes.

use domain::catalog::{Image, Product, ProductTerms, Sku};
use domain::ids::ProductId;
use domain::page::{Page, PageRequest};
use domain::refusal::Entity;
use store::tags::Tagged;
use store::{images, product_terms, products, skus};

use crate::failure::Failure;
use crate::finance::OrderedBy;
use crate::reader::Reader;

pub use store::products::{ProductColumn, ProductSearch};

/// A product at the counter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CounterProduct {
    /// The product.
    pub product: Product,
    /// Its first sku.
    pub sku: Option<Sku>,
    /// Its images, those of no sku in particular first.
    pub images: Vec<Image>,
    /// What the shop keeps of it.
    pub terms: ProductTerms,
    /// Words by which it is found.
    pub tags: Vec<String>,
}

impl Reader<'_, '_> {
    /// One product.
    ///
    /// # Errors
    /// Not found in this account.
    pub fn counter_product(&mut self, id: ProductId) -> Result<CounterProduct, Failure> {
        let found = products::find(self.tx, self.account, id)?;
        let mut views = self.counter_products(found.into_iter().collect())?;
        views.pop().ok_or_else(|| Failure::not_found(Entity::Product, id))
    }

    /// A page of the products that were searched for, and how many there are.
    ///
    /// # Errors
    /// A broken store.
    pub fn products_found(
        &mut self,
        filter: &ProductSearch,
        order: OrderedBy<ProductColumn>,
        page: PageRequest,
    ) -> Result<Page<CounterProduct>, Failure> {
        let Page { items, total, request } = products::search(self.tx, self.account, filter, order, page)?;
        Ok(Page::new(self.counter_products(items)?, total, request))
    }

    /// What belongs to these products, in their order.
    fn counter_products(&mut self, found: Vec<Product>) -> Result<Vec<CounterProduct>, Failure> {
        let ids: Vec<ProductId> = found.iter().map(|product| product.id).collect();
        let numbers: Vec<i64> = ids.iter().map(|id| id.raw()).collect();
        let mut skus = skus::first_of_products(self.tx, self.account, &ids)?;
        let mut terms = product_terms::of_many(self.tx, self.account, &ids)?;
        let mut tags = store::tags::of_many(self.tx, self.account, Tagged::Product, &numbers)?;
        let images = images::of_products(self.tx, self.account, &ids)?;
        let (of_skus, general): (Vec<Image>, Vec<Image>) = images.into_iter().partition(|image| image.sku.is_some());
        let images: Vec<Image> = general.into_iter().chain(of_skus).collect();
        Ok(found
            .into_iter()
            .map(|product| CounterProduct {
                sku: skus.remove(&product.id),
                images: images
                    .iter()
                    .filter(|image| image.product == product.id)
                    .cloned()
                    .collect(),
                terms: terms.remove(&product.id).unwrap_or_default(),
                tags: tags.remove(&product.id.raw()).unwrap_or_default(),
                product,
            })
            .collect())
    }
}
