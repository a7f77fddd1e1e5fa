//! Creating, changing and reading price tables.

use std::collections::{BTreeMap, BTreeSet};

use domain::catalog::{PriceTable, PriceTableFacts};
use domain::change::Change;
use domain::events::{Event, EventKind};
use domain::ids::{ChannelId, OrganizationId, PriceTableId};
use domain::page::PageRequest;
use domain::refusal::Entity;
use jiff::civil::Date;
use store::counters::{self, Counter};
use store::prices;
use store::references::Mentioned;

use super::known;
use crate::context::Context;
use crate::execute::Command;
use crate::failure::Failure;
use crate::outbox;
use crate::reader::Reader;

/// Adds a price table.
#[derive(Debug, Clone)]
pub struct CreatePriceTable {
    /// The organization it comes from.
    pub organization: Option<OrganizationId>,
    /// Its id in another system.
    pub external_id: Option<String>,
    /// Its name.
    pub name: String,
    /// The first day on which it holds; `None` since ever.
    pub starts_on: Option<Date>,
    /// The last day on which it holds; `None` for ever.
    pub ends_on: Option<Date>,
    /// Whether it may hold at all.
    pub active: bool,
    /// Whether it goes before tables that are not promotions.
    pub is_promotion: bool,
    /// Whether other organizations than its own see it.
    pub visible_to_all: bool,
    /// The channels in which its prices hold.
    pub channels: Vec<ChannelId>,
}

impl CreatePriceTable {
    /// An active table without a term, seen by all and in no channel yet.
    #[must_use]
    pub fn named(name: impl Into<String>) -> Self {
        Self {
            organization: None,
            external_id: None,
            name: name.into(),
            starts_on: None,
            ends_on: None,
            active: true,
            is_promotion: false,
            visible_to_all: true,
            channels: Vec::new(),
        }
    }
}

impl Command for CreatePriceTable {
    type Done = PriceTableId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<PriceTableId, Failure> {
        let account = cx.account();
        let mut table = PriceTable {
            id: PriceTableId::from_raw(counters::next(cx.tx, account, Counter::PriceTable)?),
            organization: self.organization,
            external_id: self.external_id.clone(),
            name: self.name.clone(),
            starts_on: self.starts_on,
            ends_on: self.ends_on,
            active: self.active,
            is_promotion: self.is_promotion,
            visible_to_all: self.visible_to_all,
            created_at: cx.now,
            updated_at: cx.now,
        };
        table.normalize();
        table.check(&facts(cx, &table, &self.channels)?)?;
        prices::insert_table(cx.tx, account, &table)?;
        prices::set_channels(cx.tx, account, table.id, &distinct(&self.channels))?;
        emit(cx, &table, EventKind::Created)?;
        Ok(table.id)
    }
}

/// Changes a price table; what is not named stays.
#[derive(Debug, Clone)]
#[allow(missing_docs, reason = "each field changes the table's field of the same name")]
pub struct UpdatePriceTable {
    /// Which.
    pub table: PriceTableId,
    pub organization: Change<OrganizationId>,
    pub external_id: Change<String>,
    pub name: Option<String>,
    pub starts_on: Change<Date>,
    pub ends_on: Change<Date>,
    pub active: Option<bool>,
    pub is_promotion: Option<bool>,
    pub visible_to_all: Option<bool>,
    /// Replaces all channels.
    pub channels: Option<Vec<ChannelId>>,
}

impl UpdatePriceTable {
    /// A change of nothing yet.
    #[must_use]
    pub fn of(table: PriceTableId) -> Self {
        Self {
            table,
            organization: Change::Keep,
            external_id: Change::Keep,
            name: None,
            starts_on: Change::Keep,
            ends_on: Change::Keep,
            active: None,
            is_promotion: None,
            visible_to_all: None,
            channels: None,
        }
    }

    fn apply(&self, table: &mut PriceTable) {
        self.organization.apply(&mut table.organization);
        self.external_id.clone().apply(&mut table.external_id);
        if let Some(name) = &self.name {
            table.name.clone_from(name);
        }
        self.starts_on.apply(&mut table.starts_on);
        self.ends_on.apply(&mut table.ends_on);
        table.active = self.active.unwrap_or(table.active);
        table.is_promotion = self.is_promotion.unwrap_or(table.is_promotion);
        table.visible_to_all = self.visible_to_all.unwrap_or(table.visible_to_all);
    }
}

impl Command for UpdatePriceTable {
    type Done = PriceTableId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<PriceTableId, Failure> {
        let account = cx.account();
        let before = prices::find_table(cx.tx, account, self.table)?
            .ok_or_else(|| Failure::not_found(Entity::PriceTable, self.table))?;
        let mut table = before.clone();
        self.apply(&mut table);
        table.normalize();
        if table == before && self.channels.is_none() {
            return Ok(table.id);
        }
        table.check(&facts(cx, &table, self.channels.as_deref().unwrap_or_default())?)?;
        table.updated_at = cx.now;
        prices::update_table(cx.tx, account, &table)?;
        if let Some(channels) = &self.channels {
            prices::set_channels(cx.tx, account, table.id, &distinct(channels))?;
        }
        emit(cx, &table, EventKind::Updated)?;
        Ok(table.id)
    }
}

fn facts(cx: &mut Context<'_, '_>, table: &PriceTable, channels: &[ChannelId]) -> Result<PriceTableFacts, Failure> {
    let numbers: Vec<i64> = channels.iter().map(|channel| channel.raw()).collect();
    let found = known::many(cx, Mentioned::Channel, &numbers)?;
    let is_unknown = |(place, number): (usize, &i64)| (!found.contains(number)).then_some(place);
    Ok(PriceTableFacts {
        organization_known: known::organization(cx, table.organization)?,
        unknown_channels: numbers.iter().enumerate().filter_map(is_unknown).collect(),
    })
}

fn distinct(channels: &[ChannelId]) -> Vec<ChannelId> {
    channels.iter().copied().collect::<BTreeSet<_>>().into_iter().collect()
}

fn emit(cx: &mut Context<'_, '_>, table: &PriceTable, kind: EventKind) -> Result<(), Failure> {
    let event = Event {
        entity: Entity::PriceTable,
        entity_id: table.id.raw(),
        organization: table.organization,
        kind,
    };
    outbox::emit(cx, &[event])
}

/// A price table and the channels in which its prices hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PriceTableView {
    /// The table.
    pub table: PriceTable,
    /// The channels, by number.
    pub channels: Vec<ChannelId>,
}

impl Reader<'_, '_> {
    /// One price table.
    ///
    /// # Errors
    /// `Refusal::NotFound`, or a broken store.
    pub fn price_table(&mut self, id: PriceTableId) -> Result<PriceTableView, Failure> {
        let found = prices::find_table(self.tx, self.account, id)?;
        let mut views = self.price_table_views(found.into_iter().collect())?;
        views.pop().ok_or_else(|| Failure::not_found(Entity::PriceTable, id))
    }

    /// A page of price tables, by number.
    ///
    /// # Errors
    /// A broken store.
    pub fn price_tables(&mut self, page: PageRequest) -> Result<Vec<PriceTableView>, Failure> {
        let found = prices::list_tables(self.tx, self.account, page)?;
        self.price_table_views(found)
    }

    /// These price tables, by number. What does not exist is left out.
    ///
    /// # Errors
    /// A broken store.
    pub fn price_tables_by_id(&mut self, ids: &[PriceTableId]) -> Result<Vec<PriceTableView>, Failure> {
        let ids: Vec<PriceTableId> = ids.iter().copied().collect::<BTreeSet<_>>().into_iter().collect();
        let found = prices::find_tables(self.tx, self.account, &ids)?;
        self.price_table_views(found)
    }

    fn price_table_views(&mut self, found: Vec<PriceTable>) -> Result<Vec<PriceTableView>, Failure> {
        let ids: Vec<PriceTableId> = found.iter().map(|table| table.id).collect();
        let mut channels: BTreeMap<PriceTableId, Vec<ChannelId>> = BTreeMap::new();
        for (table, channel) in prices::channels_of(self.tx, self.account, &ids)? {
            channels.entry(table).or_default().push(channel);
        }
        let view = |table: PriceTable| {
            let channels = channels.remove(&table.id).unwrap_or_default();
            PriceTableView { table, channels }
        };
        Ok(found.into_iter().map(view).collect())
    }
}
