//! Setting prices, and reading which price of a sku holds in a channel on a day.

use std::collections::{BTreeMap, BTreeSet};

use domain::amount::{Rate, UnitPrice};
use domain::catalog::{Category, Price, PriceFacts, PriceTable, check_prices, choose_valid};
use domain::events::{Event, EventKind};
use domain::ids::{CategoryId, ChannelId, OrganizationId, PriceId, PriceTableId, ProductId, SkuId};
use domain::page::PageRequest;
use domain::refusal::Entity;
use jiff::civil::Date;
use store::counters::{self, Counter};
pub use store::organization_prices::OrganizationPrice;
use store::references::Mentioned;
use store::{prices, products, skus};

use super::known;
use super::price_tables::PriceTableView;
use super::write_sku;
use crate::context::Context;
use crate::execute::Command;
use crate::failure::Failure;
use crate::outbox;
use crate::reader::Reader;

/// What the prices that an organization charges on its own are called where a table is shown.
const OWN_TABLE: &str = "Preço da organização";

/// Sets many prices at once, all or none. Prices not named stay.
#[derive(Debug, Clone)]
pub struct SetPrices {
    /// The prices; each sku at most once per table.
    pub prices: Vec<SetPrice>,
}

/// The price of a sku in one table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SetPrice {
    /// The sku.
    pub sku: SkuId,
    /// The table.
    pub table: PriceTableId,
    /// The price before the discount.
    pub price: UnitPrice,
    /// What is taken off, from nothing to all of it.
    pub discount: Rate,
}

impl Command for SetPrices {
    /// The numbers of the prices, in the order of the request.
    type Done = Vec<PriceId>;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<Vec<PriceId>, Failure> {
        let account = cx.account();
        let skus: Vec<SkuId> = self
            .prices
            .iter()
            .map(|new| new.sku)
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect();
        let tables: BTreeSet<i64> = self.prices.iter().map(|new| new.table.raw()).collect();
        let tables: Vec<i64> = tables.into_iter().collect();
        let tables: BTreeSet<i64> = known::many(cx, Mentioned::PriceTable, &tables)?.into_iter().collect();
        let products: BTreeMap<SkuId, ProductId> = skus::find_many(cx.tx, account, &skus)?
            .into_iter()
            .map(|sku| (sku.id, sku.product))
            .collect();

        let existing = prices::of_skus(cx.tx, account, &skus)?;
        let existing: BTreeMap<_, _> = existing
            .into_iter()
            .map(|price| ((price.sku, price.table), price))
            .collect();
        let entries = self.entries(cx, &existing)?;
        let mut seen = BTreeSet::new();
        let with_facts = |price: Price| {
            let facts = PriceFacts {
                sku_known: products.contains_key(&price.sku),
                table_known: tables.contains(&price.table.raw()),
                repeated: !seen.insert((price.sku, price.table)),
            };
            (price, facts)
        };
        let judged: Vec<(Price, PriceFacts)> = entries.into_iter().map(with_facts).collect();
        check_prices(&judged)?;

        let (numbers, changed): (Vec<PriceId>, Vec<Option<Price>>) = judged
            .into_iter()
            .map(|(price, _)| {
                (
                    price.id,
                    (existing.get(&(price.sku, price.table)) != Some(&price)).then_some(price),
                )
            })
            .unzip();
        let changed: Vec<Price> = changed.into_iter().flatten().collect();
        prices::set_all(cx.tx, account, &changed)?;
        emit(cx, &changed, &products)?;
        Ok(numbers)
    }
}

impl SetPrices {
    /// The prices as they will be: existing ones under their numbers, new ones under the next. One that does not
    /// change stays as it is, its date too.
    fn entries(
        &self,
        cx: &mut Context<'_, '_>,
        existing: &BTreeMap<(SkuId, PriceTableId), Price>,
    ) -> Result<Vec<Price>, Failure> {
        let account = cx.account();
        let is_new = |new: &&SetPrice| !existing.contains_key(&(new.sku, new.table));
        let count = self.prices.iter().filter(is_new).count();
        let [mut number] = counters::take(cx.tx, account, [(Counter::Price, count)])?;
        let entry = |new: &SetPrice| match existing.get(&(new.sku, new.table)) {
            Some(old) if (old.price, old.discount) == (new.price, new.discount) => old.clone(),
            Some(old) => Price {
                price: new.price,
                discount: new.discount,
                updated_at: cx.now,
                ..old.clone()
            },
            None => {
                let id = PriceId::from_raw(number);
                number += 1;
                let (price, discount) = (new.price, new.discount);
                Price {
                    id,
                    sku: new.sku,
                    table: new.table,
                    price,
                    discount,
                    created_at: cx.now,
                    updated_at: cx.now,
                }
            }
        };
        Ok(self.prices.iter().map(entry).collect())
    }
}

/// A changed price is a change of its sku.
fn emit(cx: &mut Context<'_, '_>, changed: &[Price], products: &BTreeMap<SkuId, ProductId>) -> Result<(), Failure> {
    let account = cx.account();
    let skus: BTreeSet<SkuId> = changed.iter().map(|price| price.sku).collect();
    let ids: BTreeSet<ProductId> = skus.iter().filter_map(|sku| products.get(sku).copied()).collect();
    let ids: Vec<ProductId> = ids.into_iter().collect();
    let organizations: BTreeMap<ProductId, Option<OrganizationId>> =
        products::find_many_even_deleted(cx.tx, account, &ids)?
            .into_iter()
            .map(|product| (product.id, product.organization))
            .collect();
    let event = |sku: SkuId| {
        let organization = products
            .get(&sku)
            .and_then(|product| organizations.get(product).copied().flatten());
        write_sku::event(sku, organization, EventKind::Updated)
    };
    let events: Vec<Event> = skus.into_iter().map(event).collect();
    outbox::emit(cx, &events)
}

/// A price with its table and the table's channels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PriceView {
    /// The price.
    pub price: Price,
    /// The table, with its channels.
    pub table: PriceTableView,
}

impl Reader<'_, '_> {
    /// Every price of a sku, by table, whether it holds today or not.
    ///
    /// # Errors
    /// A broken store.
    pub fn sku_prices(&mut self, sku: SkuId) -> Result<Vec<PriceView>, Failure> {
        let found = prices::of_skus(self.tx, self.account, &[sku])?;
        self.price_views(found)
    }

    /// A page of a table's prices, by sku.
    ///
    /// # Errors
    /// A broken store.
    pub fn prices_of_table(&mut self, table: PriceTableId, page: PageRequest) -> Result<Vec<PriceView>, Failure> {
        let found = prices::of_table(self.tx, self.account, table, page)?;
        self.price_views(found)
    }

    /// The price of a sku that holds in a channel on a day.
    ///
    /// # Errors
    /// `Refusal::NotFound` when none does, or a broken store.
    pub fn valid_price(&mut self, sku: SkuId, channel: ChannelId, day: Date) -> Result<PriceView, Failure> {
        let mut found = self.valid_prices(&[sku], channel, day)?;
        found.pop().ok_or_else(|| Failure::not_found(Entity::Price, sku))
    }

    /// The prices of these skus that hold in a channel on a day, by sku. A sku without one is left out.
    ///
    /// # Errors
    /// A broken store.
    pub fn valid_prices(&mut self, skus: &[SkuId], channel: ChannelId, day: Date) -> Result<Vec<PriceView>, Failure> {
        let skus: Vec<SkuId> = skus.iter().copied().collect::<BTreeSet<_>>().into_iter().collect();
        let mut candidates: BTreeMap<SkuId, Vec<(Price, PriceTable)>> = BTreeMap::new();
        for (price, table) in prices::candidates(self.tx, self.account, channel, day, &skus)? {
            candidates.entry(price.sku).or_default().push((price, table));
        }
        let chosen: Vec<(Price, PriceTable)> = candidates
            .into_values()
            .filter_map(|prices| choose_valid(prices, day))
            .collect();
        let promoted: Vec<SkuId> = chosen
            .iter()
            .filter(|(_, table)| table.is_promotion)
            .map(|(price, _)| price.sku)
            .collect();
        let own = self.own_prices(&skus, &promoted, channel)?;
        let others: Vec<Price> = chosen
            .into_iter()
            .map(|(price, _)| price)
            .filter(|price| own.iter().all(|view| view.price.sku != price.sku))
            .collect();
        let mut views = self.price_views(others)?;
        views.extend(own);
        views.sort_by_key(|view| view.price.sku);
        Ok(views)
    }

    /// What the organization of a channel charges on its own, shown as a table of its own: it goes before tables that are
    /// no promotions.
    fn own_prices(
        &mut self,
        skus: &[SkuId],
        promoted: &[SkuId],
        channel: ChannelId,
    ) -> Result<Vec<PriceView>, Failure> {
        let found = store::channels::find(self.tx, self.account, channel)?;
        let Some(organization) = found.and_then(|channel| channel.details.organization) else {
            return Ok(Vec::new());
        };
        let view = |own: OrganizationPrice| {
            let price = own
                .price
                .filter(|_| own.organization == organization && !promoted.contains(&own.sku))?;
            let table = PriceTable {
                id: PriceTableId::from_raw(0),
                organization: Some(organization),
                external_id: None,
                name: OWN_TABLE.to_owned(),
                starts_on: None,
                ends_on: None,
                active: true,
                is_promotion: false,
                visible_to_all: false,
                created_at: own.created_at,
                updated_at: own.updated_at,
            };
            let price = Price {
                id: PriceId::from_raw(0),
                sku: own.sku,
                table: table.id,
                price,
                discount: Rate::ZERO,
                created_at: own.created_at,
                updated_at: own.updated_at,
            };
            let channels = vec![channel];
            Some(PriceView {
                price,
                table: PriceTableView { table, channels },
            })
        };
        Ok(self
            .organization_prices_of(skus)?
            .into_iter()
            .filter_map(view)
            .collect())
    }

    /// The prices of these skus in every table, by sku and table.
    ///
    /// # Errors
    /// A broken store.
    pub fn table_prices_of(&mut self, skus: &[SkuId]) -> Result<Vec<Price>, Failure> {
        Ok(prices::of_skus(self.tx, self.account, skus)?)
    }

    /// What organizations charge for these skus on their own, by sku and organization.
    ///
    /// # Errors
    /// A broken store.
    pub fn organization_prices_of(&mut self, skus: &[SkuId]) -> Result<Vec<OrganizationPrice>, Failure> {
        Ok(store::organization_prices::of_skus(self.tx, self.account, skus)?)
    }

    /// Every price table, by number.
    ///
    /// # Errors
    /// A broken store.
    pub fn all_price_tables(&mut self) -> Result<Vec<PriceTable>, Failure> {
        let page = PageRequest::new(1, 1_000, 1_000);
        Ok(prices::list_tables(self.tx, self.account, page)?)
    }

    /// The categories of these numbers.
    ///
    /// # Errors
    /// A broken store.
    pub fn categories_by_id(&mut self, ids: &[CategoryId]) -> Result<Vec<Category>, Failure> {
        Ok(store::categories::find_many(self.tx, self.account, ids)?)
    }

    fn price_views(&mut self, found: Vec<Price>) -> Result<Vec<PriceView>, Failure> {
        let tables: Vec<PriceTableId> = found.iter().map(|price| price.table).collect();
        let tables = self.price_tables_by_id(&tables)?;
        let tables: BTreeMap<PriceTableId, PriceTableView> =
            tables.into_iter().map(|view| (view.table.id, view)).collect();
        let view = |price: Price| {
            let table = tables.get(&price.table)?.clone();
            Some(PriceView { price, table })
        };
        Ok(found.into_iter().filter_map(view).collect())
    }
}
