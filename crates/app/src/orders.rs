//! Orders as they are shown: the head with all its parts, read for a whole page at once.
//!
//! Not how an order comes about; that is `workflow`. The one rule to know: a page of orders costs a constant number of
//! statements, whatever is in it.

mod sales;

pub use sales::{Keeps, SaleColumn, SaleFilter, SaleHead, SaleView};

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::actor::Face;
use domain::channels::Channel;
use domain::discounts::DiscountClaim;
use domain::fiscal::FiscalDocument;
use domain::ids::{ChannelId, LocationId, OrderId, OrderItemId, OrganizationId, PartyId, SkuId, TransferId, VolumeId};
use domain::orders::{
    AddressRole, DocumentKind, Order, OrderAddress, OrderItem, OrderLog, OrderPayment, OrderReturn, Volume,
};
use domain::organizations::Organization;
use domain::page::PageRequest;
use domain::parties::Party;
use domain::refusal::Entity;
use domain::stock::Balance;

use crate::catalog::SkuView;
use crate::failure::Failure;
use crate::locations::LocationView;
use crate::reader::Reader;

pub use store::orders::{OrderFilter, Standing, StatusFilter};

/// An order with everything that belongs to it.
#[derive(Debug, Clone)]
pub struct OrderView {
    /// The head.
    pub order: Order,
    /// Who pays.
    pub billing: Option<OrderAddress>,
    /// Where it goes.
    pub shipping: Option<OrderAddress>,
    /// The lines, in the order they were added.
    pub items: Vec<OrderItemView>,
    /// The payments.
    pub payments: Vec<OrderPayment>,
    /// What it claims of discounts by rule, in the order in which it claimed it.
    pub claims: Vec<DiscountClaim>,
    /// The history, oldest first.
    pub logs: Vec<OrderLog>,
    /// The volumes.
    pub volumes: Vec<Volume>,
    /// The returns, oldest first.
    pub returns: Vec<OrderReturn>,
    /// The fiscal documents.
    pub fiscal_documents: Vec<FiscalDocument>,
    /// The transfers it waits for.
    pub transfers: Vec<TransferId>,
    /// Who sells.
    pub organization: Option<Organization>,
    /// Where the goods lie, with the channels served from there.
    pub location: Option<LocationView>,
    /// The channel.
    pub channel: Option<Channel>,
    /// The customer, as the account knows it.
    pub customer: Option<Party>,
    /// Who sold it.
    pub seller: Option<Party>,
    /// The channels that seller sells through, by number.
    pub seller_channels: Vec<ChannelId>,
    /// Who carries it.
    pub carrier: Option<Party>,
}

/// A line with its sku and its shelf.
#[derive(Debug, Clone)]
pub struct OrderItemView {
    /// The line.
    pub item: OrderItem,
    /// The sku.
    pub sku: Option<SkuView>,
    /// The shelf as it stands now.
    pub balance: Option<Balance>,
}

impl Reader<'_, '_> {
    /// One order.
    ///
    /// # Errors
    /// Not found, for a credential's own organization as for the account.
    pub fn order(&mut self, id: OrderId) -> Result<OrderView, Failure> {
        let order =
            store::orders::find(self.tx, self.account, id)?.ok_or_else(|| Failure::not_found(Entity::Order, id))?;
        self.with_order_parts(vec![order])?
            .pop()
            .ok_or_else(|| Failure::not_found(Entity::Order, id))
    }

    /// One page of orders, newest first.
    ///
    /// # Errors
    /// A broken store.
    pub fn orders(&mut self, filter: &OrderFilter, page: PageRequest) -> Result<Vec<OrderView>, Failure> {
        let orders = store::orders::page(self.tx, self.account, filter, page)?;
        self.with_order_parts(orders)
    }

    /// The number of the order of this code.
    ///
    /// # Errors
    /// Not found.
    pub fn order_id_of_code(&mut self, code: &str) -> Result<OrderId, Failure> {
        let found = store::orders::find_code(self.tx, self.account, code)?;
        Ok(found.ok_or_else(|| Failure::not_found(Entity::Order, code))?.0)
    }

    /// What kinds of documents these orders are, where that was said.
    ///
    /// # Errors
    /// A broken store.
    pub fn document_kinds(&mut self, ids: &[OrderId]) -> Result<BTreeMap<OrderId, DocumentKind>, Failure> {
        Ok(store::orders::document_kinds(self.tx, self.account, ids)?
            .into_iter()
            .collect())
    }

    /// A face's own fields of these orders, where there are any, as that face wrote them.
    ///
    /// # Errors
    /// A broken store.
    pub fn extras_of_orders(&mut self, face: Face, ids: &[OrderId]) -> Result<BTreeMap<OrderId, String>, Failure> {
        Ok(store::orders::extras(self.tx, self.account, face, ids)?
            .into_iter()
            .collect())
    }

    /// A page of the lines of the orders that fit, each with its order, by order and number.
    ///
    /// # Errors
    /// A broken store.
    pub fn order_lines(
        &mut self,
        filter: &OrderFilter,
        product: Option<&str>,
        page: PageRequest,
    ) -> Result<Vec<(Arc<OrderView>, usize)>, Failure> {
        let found = store::orders::page_of_lines(self.tx, self.account, filter, product, page)?;
        let ids = distinct(found.iter().map(|(order, _)| *order));
        let orders = store::orders::find_many(self.tx, self.account, &ids)?;
        let views: BTreeMap<OrderId, Arc<OrderView>> = self
            .with_order_parts(orders)?
            .into_iter()
            .map(|view| (view.order.id, Arc::new(view)))
            .collect();
        let line = |(order, item): (OrderId, OrderItemId)| {
            let view = views.get(&order)?;
            let place = view.items.iter().position(|line| line.item.id == item)?;
            Some((Arc::clone(view), place))
        };
        Ok(found.into_iter().filter_map(line).collect())
    }

    /// One volume, whichever order it is of.
    ///
    /// # Errors
    /// Not found.
    pub fn volume(&mut self, id: VolumeId) -> Result<Volume, Failure> {
        store::orders::find_volume(self.tx, self.account, id)?.ok_or_else(|| Failure::not_found(Entity::Volume, id))
    }

    /// Reads every part of these orders, one statement for each kind of part.
    fn with_order_parts(&mut self, orders: Vec<Order>) -> Result<Vec<OrderView>, Failure> {
        let account = self.account;
        let ids: Vec<OrderId> = orders.iter().map(|order| order.id).collect();
        let mut items = group(store::orders::items_of(self.tx, account, &ids)?);
        let mut payments = group(store::orders::payments_of(self.tx, account, &ids)?);
        let claims = store::orders::claims_of(self.tx, account, &ids)?;
        let mut claims = group(claims.into_iter().map(|one| (one.order, one.claim)));
        let mut addresses = group(
            store::orders::addresses_of(self.tx, account, &ids)?
                .into_iter()
                .map(|(id, role, at)| (id, (role, at))),
        );
        let logs = store::orders::logs_of(self.tx, account, &ids)?;
        let mut logs = group(logs.into_iter().map(|log| (log.order, log)));
        let volumes = store::orders::volumes_of(self.tx, account, &ids)?;
        let mut volumes = group(volumes.into_iter().map(|volume| (volume.order, volume)));
        let returns = store::returns::of_orders(self.tx, account, &ids)?;
        let mut returns = group(returns.into_iter().map(|one| (one.order, one)));
        let documents = store::fiscal_documents::of_orders(self.tx, account, &ids)?;
        let mut documents = group(
            documents
                .into_iter()
                .filter_map(|document| document.order.map(|order| (order, document))),
        );
        let mut transfers = group(store::transfers::of_orders(self.tx, account, &ids)?);
        let around = self.surroundings(&orders, items.values().flatten())?;
        Ok(orders
            .into_iter()
            .map(|order| {
                let id = order.id;
                let mut addresses = addresses.remove(&id).unwrap_or_default();
                let mut address = |role: AddressRole| {
                    let at = addresses.iter().position(|(known, _)| *known == role)?;
                    Some(addresses.swap_remove(at).1)
                };
                OrderView {
                    billing: address(AddressRole::Billing),
                    shipping: address(AddressRole::Shipping),
                    items: items
                        .remove(&id)
                        .unwrap_or_default()
                        .into_iter()
                        .map(|item| around.line(item))
                        .collect(),
                    payments: payments.remove(&id).unwrap_or_default(),
                    claims: claims.remove(&id).unwrap_or_default(),
                    logs: logs.remove(&id).unwrap_or_default(),
                    volumes: volumes.remove(&id).unwrap_or_default(),
                    returns: returns.remove(&id).unwrap_or_default(),
                    fiscal_documents: documents.remove(&id).unwrap_or_default(),
                    transfers: transfers.remove(&id).unwrap_or_default(),
                    organization: around.organizations.get(&order.organization).cloned(),
                    location: around.locations.get(&order.location).cloned(),
                    channel: around.channels.get(&order.channel).cloned(),
                    customer: around.parties.get(&order.customer).cloned(),
                    seller: order.seller.and_then(|seller| around.parties.get(&seller)).cloned(),
                    seller_channels: order
                        .seller
                        .and_then(|seller| around.seller_channels.get(&seller))
                        .cloned()
                        .unwrap_or_default(),
                    carrier: order.carrier.and_then(|carrier| around.parties.get(&carrier)).cloned(),
                    order,
                }
            })
            .collect())
    }

    /// What several orders share: read once each.
    fn surroundings<'a>(
        &mut self,
        orders: &[Order],
        items: impl Iterator<Item = &'a OrderItem> + Clone,
    ) -> Result<Surroundings, Failure> {
        let skus: Vec<SkuId> = distinct(items.clone().map(|item| item.sku));
        let balances = distinct(items.filter_map(|item| item.balance));
        let organizations: Vec<OrganizationId> = distinct(orders.iter().map(|order| order.organization));
        let locations: Vec<LocationId> = distinct(orders.iter().map(|order| order.location));
        let channels: Vec<ChannelId> = distinct(orders.iter().map(|order| order.channel));
        let parties: Vec<PartyId> = distinct(
            orders
                .iter()
                .flat_map(|order| [Some(order.customer), order.seller, order.carrier])
                .flatten(),
        );
        let balances = store::stock::find_many(self.tx, self.account, &balances)?;
        let parties: BTreeMap<PartyId, Party> = self
            .parties_by_id(&parties)?
            .into_iter()
            .map(|one| (one.id, one))
            .collect();
        let sellers = distinct(orders.iter().filter_map(|order| order.seller));
        Ok(Surroundings {
            seller_channels: self.seller_channels(sellers.iter().filter_map(|id| parties.get(id)))?,
            skus: self
                .sku_views(&skus)?
                .into_iter()
                .map(|view| (view.sku.id, view))
                .collect(),
            balances: balances.into_iter().map(|balance| (balance.id, balance)).collect(),
            organizations: self
                .organizations_by_id(&organizations)?
                .into_iter()
                .map(|one| (one.id, one))
                .collect(),
            locations: self
                .location_views(&locations)?
                .into_iter()
                .map(|view| (view.location.id, view))
                .collect(),
            channels: self
                .channels_by_id(&channels)?
                .into_iter()
                .map(|one| (one.id, one))
                .collect(),
            parties,
        })
    }
}

/// What orders refer to.
struct Surroundings {
    skus: BTreeMap<SkuId, SkuView>,
    balances: BTreeMap<domain::ids::BalanceId, Balance>,
    organizations: BTreeMap<OrganizationId, Organization>,
    locations: BTreeMap<LocationId, LocationView>,
    channels: BTreeMap<ChannelId, Channel>,
    parties: BTreeMap<PartyId, Party>,
    seller_channels: BTreeMap<PartyId, Vec<ChannelId>>,
}

impl Surroundings {
    /// A line with what it refers to.
    fn line(&self, item: OrderItem) -> OrderItemView {
        OrderItemView {
            sku: self.skus.get(&item.sku).cloned(),
            balance: item.balance.and_then(|balance| self.balances.get(&balance)).cloned(),
            item,
        }
    }
}

/// Parts by their order, in the order they were read.
fn group<T>(parts: impl IntoIterator<Item = (OrderId, T)>) -> BTreeMap<OrderId, Vec<T>> {
    let mut grouped: BTreeMap<OrderId, Vec<T>> = BTreeMap::new();
    for (order, part) in parts {
        grouped.entry(order).or_default().push(part);
    }
    grouped
}

/// Each id once, rising.
fn distinct<T: Ord>(ids: impl Iterator<Item = T>) -> Vec<T> {
    let mut ids: Vec<T> = ids.collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}
