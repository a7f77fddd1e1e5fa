//! Orders as the counter reads them: by page with their count, with their titles.

use std::collections::{BTreeMap, BTreeSet};

use domain::actor::Face;
use domain::amount::UnitPrice;
use domain::ids::{OrderId, SkuId};
use domain::orders::SaleTerms;
use domain::page::{Page, PageRequest};
use domain::refusal::Entity;
use store::tags::Tagged;

use super::OrderView;
use crate::failure::Failure;
use crate::finance::{OrderedBy, TitleView};
use crate::reader::Reader;

pub use store::orders::{SaleColumn, SaleFilter};
pub use store::removed::Keeps;

/// An order with its titles and the calling face's own fields.
#[derive(Debug, Clone)]
pub struct SaleView {
    /// The order.
    pub order: OrderView,
    /// Its titles, by number.
    pub titles: Vec<TitleView>,
    /// What is agreed on beside goods and money.
    pub terms: SaleTerms,
    /// What one of each of its products costs to buy, where that was said.
    pub costs: BTreeMap<SkuId, UnitPrice>,
    /// The face's own fields, as it wrote them.
    pub extras: Option<String>,
    /// Words by which it is found again.
    pub tags: Vec<String>,
}

impl Reader<'_, '_> {
    /// One sale.
    ///
    /// # Errors
    /// Not found in this account.
    pub fn sale(&mut self, id: OrderId, face: Face) -> Result<SaleView, Failure> {
        let order = self.order(id)?;
        let mut views = self.with_titles(vec![order], face)?;
        views.pop().ok_or_else(|| Failure::not_found(Entity::Order, id))
    }

    /// A page of the sales that fit.
    ///
    /// # Errors
    /// A broken store.
    pub fn sales(
        &mut self,
        filter: &SaleFilter,
        order: OrderedBy<SaleColumn>,
        page: PageRequest,
        face: Face,
    ) -> Result<Page<SaleView>, Failure> {
        let Page { items, total, request } = store::orders::sales(self.tx, self.account, filter, order, page)?;
        let views = self.with_order_parts(items)?;
        Ok(Page::new(self.with_titles(views, face)?, total, request))
    }

    fn with_titles(&mut self, orders: Vec<OrderView>, face: Face) -> Result<Vec<SaleView>, Failure> {
        let ids: Vec<OrderId> = orders.iter().map(|view| view.order.id).collect();
        let mut titles = self.titles_of_orders(&ids)?;
        let extras = store::orders::extras(self.tx, self.account, face, &ids)?;
        let mut extras: BTreeMap<OrderId, String> = extras.into_iter().collect();
        let mut terms = store::orders::sale_terms(self.tx, self.account, &ids)?;
        let skus: BTreeSet<SkuId> = orders
            .iter()
            .flat_map(|view| view.items.iter().map(|line| line.item.sku))
            .collect();
        let skus: Vec<SkuId> = skus.into_iter().collect();
        let costs = store::product_terms::costs_of_skus(self.tx, self.account, &skus)?;
        let of_order = |view: &OrderView| {
            let lines = view.items.iter().map(|line| line.item.sku);
            lines.filter_map(|sku| Some((sku, *costs.get(&sku)?))).collect()
        };
        let numbers: Vec<i64> = ids.iter().map(|id| id.raw()).collect();
        let mut tags = store::tags::of_many(self.tx, self.account, Tagged::Order, &numbers)?;
        Ok(orders
            .into_iter()
            .map(|order| SaleView {
                titles: titles.remove(&order.order.id).unwrap_or_default(),
                terms: terms.remove(&order.order.id).unwrap_or_default(),
                costs: of_order(&order),
                extras: extras.remove(&order.order.id),
                tags: tags.remove(&order.order.id.raw()).unwrap_or_default(),
                order,
            })
            .collect())
    }

    /// Whether a record of that number was there and was removed.
    ///
    /// # Errors
    /// A broken store.
    pub fn was_removed(&mut self, kept: Keeps, id: i64) -> Result<bool, Failure> {
        Ok(store::removed::was_removed(self.tx, self.account, kept, id)?)
    }
}
