//! Organizations: creating one with its first stock, changing it, reading.
//!
//! Not the rules of what an organization may be; those are in `domain`.
//!
//! The one rule to know: an organization is born with a location, because without a place it cannot receive goods (ADR 2).

use domain::documents::CheckPolicy;
use domain::events::{Event, EventKind};
use domain::ids::OrganizationId;
use domain::locations::LocationDetails;
use domain::organizations::{Organization, OrganizationChanges, OrganizationDetails, OrganizationFacts};
use domain::page::PageRequest;
use domain::refusal::Entity;
use store::counters::{self, Counter};

use crate::context::Context;
use crate::execute::Command;
use crate::extras::ExtrasEdit;
use crate::failure::Failure;
use crate::outbox;
use crate::reader::Reader;
use crate::{accounts, locations};

/// Creates an organization and its first location.
#[derive(Debug, Clone)]
pub struct CreateOrganization {
    /// What is known of it.
    pub details: OrganizationDetails,
    /// Estoka's own fields, as that face writes them.
    pub extras_estoka: Option<String>,
}

impl Command for CreateOrganization {
    type Done = OrganizationId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<OrganizationId, Failure> {
        let account = cx.account();
        let mut details = self.details.clone();
        details.tidy();
        let facts = facts(cx, &details, None)?;
        details.check(None, &facts)?;
        let id = OrganizationId::from_raw(counters::next(cx.tx, account, Counter::Organization)?);
        let first = LocationDetails::first(id, &details.address, details.coordinates);
        let organization = Organization {
            id,
            details,
            created_at: cx.now,
            updated_at: cx.now,
        };
        store::organizations::insert(cx.tx, account, &organization)?;
        if let Some(extras) = &self.extras_estoka {
            store::organizations::set_extras_estoka(cx.tx, account, id, Some(extras))?;
        }
        outbox::emit(cx, &[event(id, EventKind::Created)])?;
        locations::create(cx, first, facts.document_check)?;
        Ok(id)
    }
}

/// Changes an organization.
#[derive(Debug, Clone)]
pub struct UpdateOrganization {
    /// Which one.
    pub id: OrganizationId,
    /// What changes.
    pub changes: OrganizationChanges,
    /// What becomes of Estoka's own fields.
    pub extras_estoka: Option<ExtrasEdit>,
}

impl Command for UpdateOrganization {
    type Done = OrganizationId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<OrganizationId, Failure> {
        let account = cx.account();
        let mut organization = store::organizations::find(cx.tx, account, self.id)?
            .ok_or_else(|| Failure::not_found(Entity::Organization, self.id))?;
        self.changes.clone().apply(&mut organization.details);
        organization.details.tidy();
        let facts = facts(cx, &organization.details, Some(self.id))?;
        organization.details.check(Some(self.id), &facts)?;
        organization.updated_at = cx.now;
        store::organizations::update(cx.tx, account, &organization)?;
        if let Some(edit) = &self.extras_estoka {
            let kept = store::organizations::extras_estoka(cx.tx, account, &[self.id])?;
            let mut kept = kept.into_iter().next().map(|(_, extras)| extras);
            edit.apply(&mut kept);
            store::organizations::set_extras_estoka(cx.tx, account, self.id, kept.as_deref())?;
        }
        outbox::emit(cx, &[event(self.id, EventKind::Updated)])?;
        Ok(self.id)
    }
}

/// What the rules must know about the organization's surroundings.
fn facts(
    cx: &mut Context<'_, '_>,
    details: &OrganizationDetails,
    id: Option<OrganizationId>,
) -> Result<OrganizationFacts, Failure> {
    let account = cx.account();
    let document_check: CheckPolicy = accounts::settings(cx)?.document_check;
    let above = match details.parent {
        Some(parent) => store::organizations::and_above(cx.tx, account, parent)?,
        None => Vec::new(),
    };
    // Text with a zero byte is refused by the check, and is nothing to ask the store for.
    let holder = if details.tax_document.contains('\0') {
        None
    } else {
        store::organizations::find_by_tax_document(cx.tx, account, &details.tax_document)?
    };
    Ok(OrganizationFacts {
        above,
        tax_document_taken: holder.is_some_and(|holder| Some(holder) != id),
        document_check,
    })
}

fn event(id: OrganizationId, kind: EventKind) -> Event {
    Event {
        entity: Entity::Organization,
        entity_id: id.raw(),
        organization: Some(id),
        kind,
    }
}

impl Reader<'_, '_> {
    /// The organization of that number.
    ///
    /// # Errors
    /// Not found in this account.
    pub fn organization(&mut self, id: OrganizationId) -> Result<Organization, Failure> {
        store::organizations::find(self.tx, self.account, id)?
            .ok_or_else(|| Failure::not_found(Entity::Organization, id))
    }

    /// A page of organizations, by number.
    ///
    /// # Errors
    /// A broken store.
    pub fn organizations(&mut self, page: PageRequest) -> Result<Vec<Organization>, Failure> {
        Ok(store::organizations::list(self.tx, self.account, page)?)
    }

    /// The organizations of these numbers that exist, by number.
    ///
    /// # Errors
    /// A broken store.
    pub fn organizations_by_id(&mut self, ids: &[OrganizationId]) -> Result<Vec<Organization>, Failure> {
        Ok(store::organizations::find_many(self.tx, self.account, ids)?)
    }

    /// Estoka's own fields of these organizations, where there are any, as that face wrote them.
    ///
    /// # Errors
    /// A broken store.
    pub fn organization_extras_estoka(
        &mut self,
        ids: &[OrganizationId],
    ) -> Result<Vec<(OrganizationId, String)>, Failure> {
        Ok(store::organizations::extras_estoka(self.tx, self.account, ids)?)
    }
}
