//! What stores sell, and their orders, as a franchise shows them.
//!
//! The one rule to know: a page costs a fixed number of statements.

use std::collections::{BTreeMap, BTreeSet};

use domain::amount::Quantity;
use domain::catalog::{Sku, StoreProduct};
use domain::ids::{OrganizationId, ProductId, SkuId, StoreProductId};
use domain::page::PageRequest;
use domain::refusal::Entity;
use store::{products, skus, stock, store_products};

use super::warehouse;
use crate::catalog::offers;
use crate::failure::Failure;
use crate::orders::{OrderFilter, OrderView};
use crate::reader::Reader;

/// A sku as a store sells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoreProductView {
    /// What the store says.
    pub store_product: StoreProduct,
    /// The product.
    pub product: ProductId,
    /// Whether the product's skus differ, so that the sku must be named with it.
    pub is_variable: bool,
    /// How much the store has that nobody was promised.
    pub available: Quantity,
}

/// An order with how its store calls what is in it.
#[derive(Debug, Clone)]
pub struct StoreOrderView {
    /// The order.
    pub order: OrderView,
    /// What the store sells, by sku; nothing for what it does not.
    pub store_products: BTreeMap<SkuId, StoreProductId>,
    /// The skus of products whose skus differ.
    pub variations: BTreeSet<SkuId>,
}

impl Reader<'_, '_> {
    /// A page of what a store sells, by number.
    ///
    /// # Errors
    /// A broken store.
    pub fn store_products(
        &mut self,
        organization: OrganizationId,
        page: PageRequest,
    ) -> Result<Vec<StoreProductView>, Failure> {
        let found = store_products::page(self.tx, self.account, organization, page)?;
        self.store_product_views(organization, found)
    }

    /// One thing that a store sells.
    ///
    /// # Errors
    /// Not found, also when it is another store's.
    pub fn store_product(
        &mut self,
        organization: OrganizationId,
        id: StoreProductId,
    ) -> Result<StoreProductView, Failure> {
        let found = store_products::find(self.tx, self.account, organization, id)?;
        let mut views = self.store_product_views(organization, found.into_iter().collect())?;
        views.pop().ok_or_else(|| Failure::not_found(Entity::StoreProduct, id))
    }

    fn store_product_views(
        &mut self,
        organization: OrganizationId,
        found: Vec<StoreProduct>,
    ) -> Result<Vec<StoreProductView>, Failure> {
        let ids: Vec<SkuId> = found.iter().map(|product| product.sku).collect();
        let skus = skus::find_many_even_deleted(self.tx, self.account, &ids)?;
        let products: BTreeMap<SkuId, ProductId> = skus.iter().map(|sku| (sku.id, sku.product)).collect();
        let variable = self.products_that_differ(&skus)?;
        let place = warehouse(self.tx, self.account, organization)?;
        let mut available: BTreeMap<SkuId, Quantity> = BTreeMap::new();
        for balance in stock::of_skus(self.tx, self.account, &ids)? {
            if Some(balance.location) == place {
                let sum = available.entry(balance.sku).or_insert(Quantity::ZERO);
                *sum = sum.checked_add(balance.available()).unwrap_or(*sum);
            }
        }
        let view = |store_product: StoreProduct| {
            let product = *products.get(&store_product.sku)?;
            Some(StoreProductView {
                product,
                is_variable: variable.contains(&product),
                available: available.get(&store_product.sku).copied().unwrap_or(Quantity::ZERO),
                store_product,
            })
        };
        Ok(found.into_iter().filter_map(view).collect())
    }

    /// The products of these skus whose skus differ.
    fn products_that_differ(&mut self, skus: &[Sku]) -> Result<BTreeSet<ProductId>, Failure> {
        let ids: BTreeSet<ProductId> = skus.iter().map(|sku| sku.product).collect();
        let ids: Vec<ProductId> = ids.into_iter().collect();
        let found = products::find_many_even_deleted(self.tx, self.account, &ids)?;
        let views = offers::views(self.tx, self.account, found)?;
        let variable = views.into_iter().filter(|offer| offer.is_variable);
        Ok(variable.map(|offer| offer.product.id).collect())
    }

    /// A page of orders, newest first, with how their stores call what is in them.
    ///
    /// # Errors
    /// A broken store.
    pub fn store_orders(&mut self, filter: &OrderFilter, page: PageRequest) -> Result<Vec<StoreOrderView>, Failure> {
        let views = self.orders(filter, page)?;
        let ids: BTreeSet<SkuId> = views
            .iter()
            .flat_map(|view| &view.items)
            .map(|line| line.item.sku)
            .collect();
        let ids: Vec<SkuId> = ids.into_iter().collect();
        let sold = store_products::of_skus(self.tx, self.account, &ids)?;
        let skus = skus::find_many_even_deleted(self.tx, self.account, &ids)?;
        let variable = self.products_that_differ(&skus)?;
        let variations: BTreeSet<SkuId> = skus
            .iter()
            .filter(|sku| variable.contains(&sku.product))
            .map(|sku| sku.id)
            .collect();
        let view = |order: OrderView| {
            let of_store = sold
                .iter()
                .filter(|product| product.organization == order.order.organization);
            StoreOrderView {
                store_products: of_store.map(|product| (product.sku, product.id)).collect(),
                variations: variations.clone(),
                order,
            }
        };
        Ok(views.into_iter().map(view).collect())
    }
}
