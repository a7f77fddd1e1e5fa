//! Creating and reading brands.

use domain::catalog::{Brand, BrandFacts};
use domain::events::{Event, EventKind};
use domain::ids::{BrandId, OrganizationId, PartyId};
use domain::page::PageRequest;
use domain::refusal::Entity;
use store::brands;
use store::counters::{self, Counter};
use store::references::Mentioned;

use super::known;
use crate::context::Context;
use crate::execute::Command;
use crate::failure::Failure;
use crate::outbox;
use crate::reader::Reader;

/// Adds a brand.
#[derive(Debug, Clone, Default)]
pub struct CreateBrand {
    /// The organization it comes from.
    pub organization: Option<OrganizationId>,
    /// Who makes what bears it.
    pub manufacturer: Option<PartyId>,
    /// Its name.
    pub name: String,
    /// Its id in another system.
    pub external_id: Option<String>,
}

impl Command for CreateBrand {
    type Done = BrandId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<BrandId, Failure> {
        let account = cx.account();
        let mut brand = Brand {
            id: BrandId::from_raw(counters::next(cx.tx, account, Counter::Brand)?),
            organization: self.organization,
            manufacturer: self.manufacturer,
            name: self.name.clone(),
            external_id: self.external_id.clone(),
            created_at: cx.now,
            updated_at: cx.now,
        };
        brand.normalize();
        brand.check(BrandFacts {
            organization_known: known::organization(cx, brand.organization)?,
            manufacturer_known: known::one(cx, Mentioned::Party, brand.manufacturer.map(PartyId::raw))?,
        })?;
        brands::insert(cx.tx, account, &brand)?;
        let event = Event {
            entity: Entity::Brand,
            entity_id: brand.id.raw(),
            organization: brand.organization,
            kind: EventKind::Created,
        };
        outbox::emit(cx, &[event])?;
        Ok(brand.id)
    }
}

impl Reader<'_, '_> {
    /// One brand.
    ///
    /// # Errors
    /// `Refusal::NotFound`, or a broken store.
    pub fn brand(&mut self, id: BrandId) -> Result<Brand, Failure> {
        brands::find(self.tx, self.account, id)?.ok_or_else(|| Failure::not_found(Entity::Brand, id))
    }

    /// A page of brands, by number.
    ///
    /// # Errors
    /// A broken store.
    pub fn brands(&mut self, page: PageRequest) -> Result<Vec<Brand>, Failure> {
        Ok(brands::list(self.tx, self.account, page)?)
    }
}
