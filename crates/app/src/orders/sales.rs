//! Orders as the counter reads them: by page with their count, with their titles.
//!
//! The one rule to know: a list reads heads only; lines are read of one sale at a time.

use std::collections::{BTreeMap, BTreeSet};

use domain::actor::Face;
use domain::amount::UnitPrice;
use domain::finance::Title;
use domain::ids::{FiscalDocumentId, OrderId, PartyId, SkuId};
use domain::orders::{Order, SaleTerms};
use domain::page::{Page, PageRequest};
use domain::parties::Party;
use domain::refusal::Entity;
use store::tags::Tagged;

use super::OrderItemView;
use crate::failure::Failure;
use crate::finance::{OrderedBy, TitleView};
use crate::reader::Reader;

pub use store::orders::{SaleColumn, SaleFilter};
pub use store::removed::Keeps;

/// What is shown of a sale in a list.
#[derive(Debug, Clone)]
pub struct SaleHead {
    /// The order.
    pub order: Order,
    /// Who buys, as the account knows it.
    pub customer: Option<Party>,
    /// Who sold.
    pub seller: Option<Party>,
    /// The fiscal documents that tell of it, by number.
    pub documents: Vec<FiscalDocumentId>,
    /// Its titles, by number.
    pub titles: Vec<Title>,
    /// What is agreed on beside goods and money.
    pub terms: SaleTerms,
    /// The face's own fields, as it wrote them.
    pub extras: Option<String>,
    /// Words by which it is found again.
    pub tags: Vec<String>,
}

/// A sale with its lines and what is known of its titles.
#[derive(Debug, Clone)]
pub struct SaleView {
    /// What a list shows of it.
    pub head: SaleHead,
    /// The lines, in the order they were added.
    pub items: Vec<OrderItemView>,
    /// The titles with what they name, by number.
    pub titles: Vec<TitleView>,
    /// What one of each of its products costs to buy, where that was said.
    pub costs: BTreeMap<SkuId, UnitPrice>,
}

impl Reader<'_, '_> {
    /// One sale.
    ///
    /// # Errors
    /// Not found in this account, nor for a credential's own organization.
    pub fn sale(&mut self, id: OrderId, face: Face) -> Result<SaleView, Failure> {
        let view = self.order(id)?;
        let items = view.items;
        let skus: BTreeSet<SkuId> = items.iter().map(|line| line.item.sku).collect();
        let skus: Vec<SkuId> = skus.into_iter().collect();
        let costs = store::product_terms::costs_of_skus(self.tx, self.account, &skus)?;
        let titles = self.titles_of_orders(&[id])?.remove(&id).unwrap_or_default();
        let mut heads = self.sale_heads(vec![view.order], face)?;
        let head = heads.pop().ok_or_else(|| Failure::not_found(Entity::Order, id))?;
        Ok(SaleView {
            head,
            items,
            titles,
            costs,
        })
    }

    /// The order of a sale and what is agreed on beside it, for an answer that says no more.
    ///
    /// # Errors
    /// Not found in this account.
    pub fn sold(&mut self, id: OrderId) -> Result<(Order, SaleTerms), Failure> {
        let order =
            store::orders::find(self.tx, self.account, id)?.ok_or_else(|| Failure::not_found(Entity::Order, id))?;
        let terms = store::orders::sale_terms(self.tx, self.account, &[id])?.remove(&id);
        Ok((order, terms.unwrap_or_default()))
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
    ) -> Result<Page<SaleHead>, Failure> {
        let Page { items, total, request } = store::orders::sales(self.tx, self.account, filter, order, page)?;
        Ok(Page::new(self.sale_heads(items, face)?, total, request))
    }

    /// What belongs to the heads of these orders, in their order.
    fn sale_heads(&mut self, orders: Vec<Order>, face: Face) -> Result<Vec<SaleHead>, Failure> {
        let ids: Vec<OrderId> = orders.iter().map(|order| order.id).collect();
        let numbers: Vec<i64> = ids.iter().map(|id| id.raw()).collect();
        let parties: BTreeSet<PartyId> = orders
            .iter()
            .flat_map(|order| order.seller.into_iter().chain([order.customer]))
            .collect();
        let parties: Vec<PartyId> = parties.into_iter().collect();
        let parties = store::parties::find_many(self.tx, self.account, &parties)?;
        let parties: BTreeMap<PartyId, Party> = parties.into_iter().map(|one| (one.id, one)).collect();
        let mut documents: BTreeMap<OrderId, Vec<FiscalDocumentId>> = BTreeMap::new();
        for (order, document) in store::fiscal_documents::numbers_of_orders(self.tx, self.account, &ids)? {
            documents.entry(order).or_default().push(document);
        }
        let mut titles: BTreeMap<OrderId, Vec<Title>> = BTreeMap::new();
        for title in store::titles::of_orders(self.tx, self.account, &ids)? {
            if let Some(order) = title.order {
                titles.entry(order).or_default().push(title);
            }
        }
        let mut terms = store::orders::sale_terms(self.tx, self.account, &ids)?;
        let extras = store::orders::extras(self.tx, self.account, face, &ids)?;
        let mut extras: BTreeMap<OrderId, String> = extras.into_iter().collect();
        let mut tags = store::tags::of_many(self.tx, self.account, Tagged::Order, &numbers)?;
        Ok(orders
            .into_iter()
            .map(|order| SaleHead {
                customer: parties.get(&order.customer).cloned(),
                seller: order.seller.and_then(|seller| parties.get(&seller)).cloned(),
                documents: documents.remove(&order.id).unwrap_or_default(),
                titles: titles.remove(&order.id).unwrap_or_default(),
                terms: terms.remove(&order.id).unwrap_or_default(),
                extras: extras.remove(&order.id),
                tags: tags.remove(&order.id.raw()).unwrap_or_default(),
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
