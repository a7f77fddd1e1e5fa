//! Locations: creating and changing places where goods lie, and reading them with their channels.
//!
//! Not what lies there, which is stock.
//!
//! The one rule to know: a new place is linked to the channels in whose scope it is; a place inside another takes that
//! one's channels.

mod pickup;

pub use pickup::{PickupPoint, WantedGoods};

use domain::channels::Channel;
use domain::documents::CheckPolicy;
use domain::events::{Event, EventKind};
use domain::ids::{LocationId, OrganizationId};
use domain::locations::{Location, LocationChanges, LocationDetails, LocationFacts, LocationKind, transit_code};
use domain::page::PageRequest;
use domain::refusal::Entity;
use store::counters::{self, Counter};

use crate::accounts;
use crate::context::Context;
use crate::execute::Command;
use crate::failure::Failure;
use crate::outbox;
use crate::reader::Reader;

/// Creates a location.
#[derive(Debug, Clone)]
pub struct CreateLocation {
    /// What is known of it.
    pub details: LocationDetails,
}

impl Command for CreateLocation {
    type Done = LocationId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<LocationId, Failure> {
        let document_check = accounts::settings(cx)?.document_check;
        create(cx, self.details.clone(), document_check)
    }
}

/// Creates a location and links it to channels: a part of another place to that one's, any other to the global ones and
/// to those of its organization.
pub(crate) fn create(
    cx: &mut Context<'_, '_>,
    mut details: LocationDetails,
    document_check: CheckPolicy,
) -> Result<LocationId, Failure> {
    let account = cx.account();
    details.tidy();
    let facts = facts(cx, &details, None, document_check)?;
    details.check(&facts)?;
    let id = LocationId::from_raw(counters::next(cx.tx, account, Counter::Location)?);
    let location = Location {
        id,
        details,
        created_at: cx.now,
        updated_at: cx.now,
    };
    store::locations::insert(cx.tx, account, &location)?;
    if location.details.is_sold_from() {
        link_to_channels(cx, &location)?;
    }
    outbox::emit(cx, &[event(&location, EventKind::Created)])?;
    Ok(id)
}

/// Links a location to the channels of the place around it, or else to those in whose scope it is.
fn link_to_channels(cx: &mut Context<'_, '_>, location: &Location) -> Result<(), Failure> {
    let account = cx.account();
    let channels = match location.details.parent {
        Some(parent) => {
            let linked = store::channels::of_locations(cx.tx, account, &[parent])?;
            linked.into_iter().map(|(_, channel)| channel.id).collect()
        }
        None => store::channels::ids_in_scope(cx.tx, account, location.details.organization)?,
    };
    store::channels::link_location(cx.tx, account, location.id, &channels)?;
    Ok(())
}

/// Changes a location. Its channels stay, unless its usage decides otherwise.
#[derive(Debug, Clone)]
pub struct UpdateLocation {
    /// Which one.
    pub id: LocationId,
    /// What changes.
    pub changes: LocationChanges,
}

impl Command for UpdateLocation {
    type Done = LocationId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<LocationId, Failure> {
        let account = cx.account();
        let document_check = accounts::settings(cx)?.document_check;
        let mut location = store::locations::find(cx.tx, account, self.id)?
            .ok_or_else(|| Failure::not_found(Entity::Location, self.id))?;
        let was_sold_from = location.details.is_sold_from();
        self.changes.clone().apply(&mut location.details);
        location.details.tidy();
        let facts = facts(cx, &location.details, Some(self.id), document_check)?;
        location.details.check(&facts)?;
        location.updated_at = cx.now;
        store::locations::update(cx.tx, account, &location)?;
        match (was_sold_from, location.details.is_sold_from()) {
            (true, false) => store::channels::unlink_location(cx.tx, account, self.id)?,
            (false, true) => link_to_channels(cx, &location)?,
            (true, true) | (false, false) => {}
        }
        outbox::emit(cx, &[event(&location, EventKind::Updated)])?;
        Ok(self.id)
    }
}

/// The place of an organization's goods that are between two of its buildings; made when first needed.
///
/// # Errors
/// A broken store, or an organization that does not exist.
pub fn transit_of(cx: &mut Context<'_, '_>, organization: OrganizationId) -> Result<LocationId, Failure> {
    let account = cx.account();
    if let Some(transit) = store::locations::find_by_code(cx.tx, account, &transit_code(organization))? {
        return Ok(transit.id);
    }
    create(cx, LocationDetails::transit(organization), CheckPolicy::Off)
}

/// The location that somebody names as a place for goods. A transit is none: only transfers put goods there, and take
/// them out.
///
/// # Errors
/// A broken store.
pub(crate) fn place(cx: &mut Context<'_, '_>, id: LocationId) -> Result<Option<Location>, Failure> {
    let account = cx.account();
    let found = store::locations::find(cx.tx, account, id)?;
    Ok(found.filter(|location| location.details.kind != LocationKind::InTransit))
}

/// What the rules must know about the location's surroundings.
fn facts(
    cx: &mut Context<'_, '_>,
    details: &LocationDetails,
    id: Option<LocationId>,
    document_check: CheckPolicy,
) -> Result<LocationFacts, Failure> {
    let account = cx.account();
    let parent = match details.parent {
        Some(parent) => store::locations::find(cx.tx, account, parent)?,
        None => None,
    };
    // Text with a zero byte is refused by the check, and is nothing to ask the store for.
    let holder = if details.code.contains('\0') {
        None
    } else {
        store::locations::find_by_code(cx.tx, account, &details.code)?
    };
    Ok(LocationFacts {
        organization_known: store::organizations::exists(cx.tx, account, details.organization)?,
        parent: parent.map(|parent| (parent.details.kind, parent.details.organization)),
        code_taken: holder.is_some_and(|holder| Some(holder.id) != id),
        document_check,
    })
}

fn event(location: &Location, kind: EventKind) -> Event {
    Event {
        entity: Entity::Location,
        entity_id: location.id.raw(),
        organization: Some(location.details.organization),
        kind,
    }
}

/// A location with what a reader of it wants to see at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocationView {
    /// The location.
    pub location: Location,
    /// The channels that sell from it, by number.
    pub channels: Vec<Channel>,
}

impl Reader<'_, '_> {
    /// The location of that number.
    ///
    /// # Errors
    /// Not found in this account.
    pub fn location(&mut self, id: LocationId) -> Result<Location, Failure> {
        store::locations::find(self.tx, self.account, id)?.ok_or_else(|| Failure::not_found(Entity::Location, id))
    }

    /// The location of that code.
    ///
    /// # Errors
    /// Not found in this account.
    pub fn location_by_code(&mut self, code: &str) -> Result<Location, Failure> {
        let found = if code.contains('\0') {
            None
        } else {
            store::locations::find_by_code(self.tx, self.account, code)?
        };
        found.ok_or_else(|| Failure::not_found(Entity::Location, code))
    }

    /// A page of all locations, by number.
    ///
    /// # Errors
    /// A broken store.
    pub fn locations(&mut self, page: PageRequest) -> Result<Vec<Location>, Failure> {
        Ok(store::locations::list(self.tx, self.account, page)?)
    }

    /// A page of an organization's locations of every kind, by number.
    ///
    /// # Errors
    /// The organization is not found in this account.
    pub fn locations_of(&mut self, organization: OrganizationId, page: PageRequest) -> Result<Vec<Location>, Failure> {
        self.known_organization(organization)?;
        Ok(store::locations::list_of(self.tx, self.account, organization, page)?)
    }

    /// A page of an organization's warehouses, without what is inside them and without what is in transit, by number.
    ///
    /// # Errors
    /// The organization is not found in this account.
    pub fn warehouses_of(&mut self, organization: OrganizationId, page: PageRequest) -> Result<Vec<Location>, Failure> {
        self.known_organization(organization)?;
        Ok(store::locations::list_warehouses_of(
            self.tx,
            self.account,
            organization,
            page,
        )?)
    }

    /// The location of that number with its channels.
    ///
    /// # Errors
    /// Not found in this account.
    pub fn location_view(&mut self, id: LocationId) -> Result<LocationView, Failure> {
        self.location_views(&[id])?
            .pop()
            .ok_or_else(|| Failure::not_found(Entity::Location, id))
    }

    /// The locations of these numbers that exist, with their channels, by number: two statements, however many.
    ///
    /// # Errors
    /// A broken store.
    pub fn location_views(&mut self, ids: &[LocationId]) -> Result<Vec<LocationView>, Failure> {
        let locations = store::locations::find_many(self.tx, self.account, ids)?;
        self.locations_with_channels(locations)
    }

    /// Locations read before, with their channels, in their order.
    ///
    /// # Errors
    /// A broken store.
    pub fn locations_with_channels(&mut self, locations: Vec<Location>) -> Result<Vec<LocationView>, Failure> {
        let ids: Vec<LocationId> = locations.iter().map(|location| location.id).collect();
        let mut linked = std::collections::BTreeMap::<LocationId, Vec<Channel>>::new();
        for (location, channel) in store::channels::of_locations(self.tx, self.account, &ids)? {
            linked.entry(location).or_default().push(channel);
        }
        let view = |location: Location| LocationView {
            channels: linked.remove(&location.id).unwrap_or_default(),
            location,
        };
        Ok(locations.into_iter().map(view).collect())
    }

    fn known_organization(&mut self, id: OrganizationId) -> Result<(), Failure> {
        if store::organizations::exists(self.tx, self.account, id)? {
            return Ok(());
        }
        Err(Failure::not_found(Entity::Organization, id))
    }
}
