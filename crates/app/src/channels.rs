//! Sales channels: creating and changing them and their links, reading them.
//!
//! Not what they sell and at which price, which is decided from these links elsewhere.
//!
//! The one rule to know: a channel's locations are rows of their own, written when the channel or the location is made.

use std::collections::BTreeMap;

use domain::catalog::{Category, PriceTable};
use domain::change::Change;
use domain::channels::{Channel, ChannelDetails, ChannelFacts, ChannelLinks};
use domain::events::{Event, EventKind};
use domain::ids::{CategoryId, ChannelId, LocationId, OrganizationId, PartyId, PriceTableId};
use domain::page::PageRequest;
use domain::refusal::Entity;
use store::counters::{self, Counter};
use store::references::{Mentioned, existing};

use crate::context::Context;
use crate::execute::Command;
use crate::failure::Failure;
use crate::outbox;
use crate::reader::Reader;

/// Creates a channel.
#[derive(Debug, Clone)]
pub struct CreateChannel {
    /// What is known of it.
    pub details: ChannelDetails,
    /// At which prices it sells.
    pub price_tables: Vec<PriceTableId>,
    /// What it sells; none is everything.
    pub categories: Vec<CategoryId>,
    /// From where it sells; `None` is from every location in its scope.
    pub locations: Option<Vec<LocationId>>,
}

impl CreateChannel {
    /// A channel that sells everything from everywhere in its scope at base prices.
    #[must_use]
    pub fn new(details: ChannelDetails) -> Self {
        Self {
            details,
            price_tables: Vec::new(),
            categories: Vec::new(),
            locations: None,
        }
    }
}

impl Command for CreateChannel {
    type Done = ChannelId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<ChannelId, Failure> {
        let account = cx.account();
        let mut details = self.details.clone();
        details.tidy();
        let facts = facts(
            cx,
            &details,
            Some(&self.price_tables),
            Some(&self.categories),
            self.locations.as_deref(),
        )?;
        details.check(&facts)?;
        let id = ChannelId::from_raw(counters::next(cx.tx, account, Counter::Channel)?);
        let channel = Channel {
            id,
            details,
            created_at: cx.now,
            updated_at: cx.now,
        };
        store::channels::insert(cx.tx, account, &channel)?;
        let locations = match &self.locations {
            Some(locations) => locations.clone(),
            None => store::channels::locations_in_scope(cx.tx, account, channel.details.organization)?,
        };
        let links = ChannelLinks {
            price_tables: self.price_tables.clone(),
            categories: self.categories.clone(),
            locations,
        };
        store::channels::link(cx.tx, account, id, &links)?;
        outbox::emit(cx, &[event(&channel, EventKind::Created)])?;
        Ok(id)
    }
}

/// Changes a channel; `None` keeps a field. Whether it is global, and whose it is, never changes.
#[derive(Debug, Clone)]
#[allow(
    missing_docs,
    reason = "each is the field of the same name in `CreateChannel` and `ChannelDetails`"
)]
pub struct UpdateChannel {
    pub id: ChannelId,
    pub name: Option<String>,
    pub is_pickup_point: Option<bool>,
    pub carrier: Change<PartyId>,
    pub requires_acceptance: Option<bool>,
    pub price_tables: Option<Vec<PriceTableId>>,
    pub categories: Option<Vec<CategoryId>>,
    pub locations: Option<Vec<LocationId>>,
}

impl UpdateChannel {
    /// An update that changes nothing yet.
    #[must_use]
    pub fn of(id: ChannelId) -> Self {
        Self {
            id,
            name: None,
            is_pickup_point: None,
            carrier: Change::Keep,
            requires_acceptance: None,
            price_tables: None,
            categories: None,
            locations: None,
        }
    }
}

impl Command for UpdateChannel {
    type Done = ChannelId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<ChannelId, Failure> {
        let account = cx.account();
        let mut channel = store::channels::find(cx.tx, account, self.id)?
            .ok_or_else(|| Failure::not_found(Entity::Channel, self.id))?;
        let details = &mut channel.details;
        if let Some(name) = &self.name {
            details.name.clone_from(name);
        }
        details.is_pickup_point = self.is_pickup_point.unwrap_or(details.is_pickup_point);
        details.requires_acceptance = self.requires_acceptance.unwrap_or(details.requires_acceptance);
        self.carrier.apply(&mut details.carrier);
        details.tidy();
        let facts = facts(
            cx,
            &channel.details,
            self.price_tables.as_deref(),
            self.categories.as_deref(),
            self.locations.as_deref(),
        )?;
        channel.details.check(&facts)?;
        channel.updated_at = cx.now;
        store::channels::update(cx.tx, account, &channel)?;
        if let Some(tables) = &self.price_tables {
            store::channels::set_price_tables(cx.tx, account, self.id, tables)?;
        }
        if let Some(categories) = &self.categories {
            store::channels::set_categories(cx.tx, account, self.id, categories)?;
        }
        if let Some(locations) = &self.locations {
            store::channels::set_locations(cx.tx, account, self.id, locations)?;
        }
        outbox::emit(cx, &[event(&channel, EventKind::Updated)])?;
        Ok(self.id)
    }
}

/// What the rules must know about what the channel mentions; what it does not mention counts as known.
fn facts(
    cx: &mut Context<'_, '_>,
    details: &ChannelDetails,
    price_tables: Option<&[PriceTableId]>,
    categories: Option<&[CategoryId]>,
    locations: Option<&[LocationId]>,
) -> Result<ChannelFacts, Failure> {
    let account = cx.account();
    let organization_known = match details.organization {
        Some(organization) => store::organizations::exists(cx.tx, account, organization)?,
        None => true,
    };
    let carrier_known = match details.carrier {
        Some(carrier) => store::parties::find(cx.tx, account, carrier)?
            .is_some_and(|party| party.details.roles.carrier && party.deleted_at.is_none()),
        None => true,
    };
    let tables: Vec<i64> = price_tables.unwrap_or_default().iter().map(|id| id.raw()).collect();
    let categories: Vec<i64> = categories.unwrap_or_default().iter().map(|id| id.raw()).collect();
    Ok(ChannelFacts {
        organization_known,
        carrier_known,
        price_tables_known: all_known(cx, Mentioned::PriceTable, &tables)?,
        categories_known: all_known(cx, Mentioned::Category, &categories)?,
        locations_known: locations_known(cx, details.organization, locations.unwrap_or_default())?,
    })
}

fn all_known(cx: &mut Context<'_, '_>, mentioned: Mentioned, numbers: &[i64]) -> Result<bool, Failure> {
    let account = cx.account();
    let found = existing(cx.tx, account, mentioned, numbers)?;
    Ok(numbers.iter().all(|number| found.contains(number)))
}

/// Whether every location exists and is in the scope of the organization.
fn locations_known(
    cx: &mut Context<'_, '_>,
    organization: Option<OrganizationId>,
    ids: &[LocationId],
) -> Result<bool, Failure> {
    let account = cx.account();
    let found = store::locations::find_many(cx.tx, account, ids)?;
    Ok(ids.iter().all(|id| {
        let location = found.iter().find(|location| location.id == *id);
        location.is_some_and(|location| organization.is_none_or(|ours| location.details.organization == ours))
    }))
}

fn event(channel: &Channel, kind: EventKind) -> Event {
    Event {
        entity: Entity::Channel,
        entity_id: channel.id.raw(),
        organization: channel.details.organization,
        kind,
    }
}

/// A channel with what it is linked to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChannelView {
    /// The channel.
    pub channel: Channel,
    /// Its price tables, by number.
    pub price_tables: Vec<PriceTable>,
    /// Its categories, by number.
    pub categories: Vec<Category>,
}

impl Reader<'_, '_> {
    /// The channel of that number, without its links.
    ///
    /// # Errors
    /// Not found in this account.
    pub fn channel(&mut self, id: ChannelId) -> Result<Channel, Failure> {
        store::channels::find(self.tx, self.account, id)?.ok_or_else(|| Failure::not_found(Entity::Channel, id))
    }

    /// The channel of that number with its links.
    ///
    /// # Errors
    /// Not found in this account.
    pub fn channel_view(&mut self, id: ChannelId) -> Result<ChannelView, Failure> {
        let channel = self.channel(id)?;
        self.channels_with_links(vec![channel])?
            .pop()
            .ok_or_else(|| Failure::not_found(Entity::Channel, id))
    }

    /// A page of channels with their links, by number.
    ///
    /// # Errors
    /// A broken store.
    pub fn channel_views(&mut self, page: PageRequest) -> Result<Vec<ChannelView>, Failure> {
        let channels = store::channels::list(self.tx, self.account, page)?;
        self.channels_with_links(channels)
    }

    /// A page of the channels whose name contains this, whatever its case and accents, by name.
    ///
    /// # Errors
    /// A broken store.
    pub fn channels_named(&mut self, name: &str, page: PageRequest) -> Result<Vec<ChannelView>, Failure> {
        // No stored name holds a zero byte, and the store refuses to be asked for one.
        if name.contains('\0') {
            return Ok(Vec::new());
        }
        let channels = store::channels::search(self.tx, self.account, name, page)?;
        self.channels_with_links(channels)
    }

    /// The channels of these numbers that exist, without links, by number.
    ///
    /// # Errors
    /// A broken store.
    pub fn channels_by_id(&mut self, ids: &[ChannelId]) -> Result<Vec<Channel>, Failure> {
        Ok(store::channels::find_many(self.tx, self.account, ids)?)
    }

    /// The locations a channel sells from, by number.
    ///
    /// # Errors
    /// A broken store.
    pub fn channel_locations(&mut self, id: ChannelId) -> Result<Vec<LocationId>, Failure> {
        Ok(store::channels::locations_of(self.tx, self.account, id)?)
    }

    /// Four statements, however many channels.
    fn channels_with_links(&mut self, channels: Vec<Channel>) -> Result<Vec<ChannelView>, Failure> {
        let ids: Vec<ChannelId> = channels.iter().map(|channel| channel.id).collect();
        let table_links = store::channels::price_tables_of(self.tx, self.account, &ids)?;
        let category_links = store::channels::categories_of(self.tx, self.account, &ids)?;
        let table_ids = distinct(table_links.iter().map(|(_, table)| *table));
        let category_ids = distinct(category_links.iter().map(|(_, category)| *category));
        let tables: BTreeMap<PriceTableId, PriceTable> = store::prices::find_tables(self.tx, self.account, &table_ids)?
            .into_iter()
            .map(|table| (table.id, table))
            .collect();
        let categories: BTreeMap<CategoryId, Category> =
            store::categories::find_many(self.tx, self.account, &category_ids)?
                .into_iter()
                .map(|category| (category.id, category))
                .collect();
        let view = |channel: Channel| ChannelView {
            price_tables: of(channel.id, &table_links, &tables),
            categories: of(channel.id, &category_links, &categories),
            channel,
        };
        Ok(channels.into_iter().map(view).collect())
    }
}

fn distinct<T: Ord>(ids: impl Iterator<Item = T>) -> Vec<T> {
    ids.collect::<std::collections::BTreeSet<T>>().into_iter().collect()
}

/// What a channel is linked to, in the order of the links.
fn of<I: Ord + Copy, T: Clone>(id: ChannelId, links: &[(ChannelId, I)], known: &BTreeMap<I, T>) -> Vec<T> {
    links
        .iter()
        .filter(|(channel, _)| *channel == id)
        .filter_map(|(_, other)| known.get(other).cloned())
        .collect()
}
