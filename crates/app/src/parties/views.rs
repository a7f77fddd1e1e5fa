//! Reading parties.
//!
//! The one rule to know: by number a deleted party is found only where others refer to it, in the batches.

use std::collections::BTreeMap;

use domain::actor::Face;
use domain::ids::{OrganizationId, PartyId};
use domain::page::PageRequest;
use domain::parties::{Party, PartyAddress, PartyContact, PartyFilter, PartyOrder, Role};
use domain::refusal::Entity;

use super::entity;
use crate::failure::Failure;
use crate::reader::Reader;

/// A party with its addresses and contacts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartyView {
    /// The party.
    pub party: Party,
    /// Its addresses, by number.
    pub addresses: Vec<PartyAddress>,
    /// Its further contacts, by number.
    pub contacts: Vec<PartyContact>,
}

impl Reader<'_, '_> {
    /// The party of that number.
    ///
    /// # Errors
    /// Not found in this account, or deleted.
    pub fn party(&mut self, id: PartyId) -> Result<Party, Failure> {
        self.party_as(id, None)
    }

    /// The party of that number, if it has the role.
    ///
    /// # Errors
    /// Not found in this account, deleted, or without the role; called what the role is called.
    pub fn party_as(&mut self, id: PartyId, role: Option<Role>) -> Result<Party, Failure> {
        store::parties::find(self.tx, self.account, id)?
            .filter(|party| party.deleted_at.is_none())
            .filter(|party| role.is_none_or(|role| party.details.roles.has(role)))
            .ok_or_else(|| Failure::not_found(entity(role), id))
    }

    /// Whether the account had this party and removed it.
    ///
    /// # Errors
    /// A broken store.
    pub fn party_was_deleted(&mut self, id: PartyId) -> Result<bool, Failure> {
        let found = store::parties::find(self.tx, self.account, id)?;
        Ok(found.is_some_and(|party| party.deleted_at.is_some()))
    }

    /// The party of that code.
    ///
    /// # Errors
    /// Not found in this account.
    pub fn party_by_code(&mut self, code: &str) -> Result<Party, Failure> {
        store::parties::find_by_code(self.tx, self.account, code)?
            .ok_or_else(|| Failure::not_found(Entity::Party, code))
    }

    /// The party with this CPF or CNPJ, without punctuation.
    ///
    /// # Errors
    /// Not found in this account.
    pub fn party_by_tax_document(&mut self, tax_document: &str) -> Result<Party, Failure> {
        store::parties::find_by_tax_document(self.tx, self.account, tax_document)?
            .ok_or_else(|| Failure::not_found(Entity::Party, tax_document))
    }

    /// The parties of these numbers, deleted ones too, by number.
    ///
    /// # Errors
    /// A broken store.
    pub fn parties_by_id(&mut self, ids: &[PartyId]) -> Result<Vec<Party>, Failure> {
        Ok(store::parties::find_many(self.tx, self.account, ids)?)
    }

    /// A page of the parties that fit.
    ///
    /// # Errors
    /// A broken store.
    pub fn parties(
        &mut self,
        filter: &PartyFilter,
        order: PartyOrder,
        page: PageRequest,
    ) -> Result<Vec<Party>, Failure> {
        Ok(store::parties::list(self.tx, self.account, filter, order, page)?)
    }

    /// How many parties fit.
    ///
    /// # Errors
    /// A broken store.
    pub fn party_count(&mut self, filter: &PartyFilter) -> Result<u64, Failure> {
        Ok(store::parties::count(self.tx, self.account, filter)?)
    }

    /// The party of that number with its addresses and contacts.
    ///
    /// # Errors
    /// Not found in this account, deleted, or without the role.
    pub fn party_view(&mut self, id: PartyId, role: Option<Role>) -> Result<PartyView, Failure> {
        let party = self.party_as(id, role)?;
        self.parties_with_parts(vec![party])?
            .pop()
            .ok_or_else(|| Failure::not_found(entity(role), id))
    }

    /// The parties of these numbers with their addresses and contacts, deleted ones too, by number.
    ///
    /// # Errors
    /// A broken store.
    pub fn party_views_by_id(&mut self, ids: &[PartyId]) -> Result<Vec<PartyView>, Failure> {
        let parties = self.parties_by_id(ids)?;
        self.parties_with_parts(parties)
    }

    /// A page of the parties that fit with their addresses and contacts: three statements, however many.
    ///
    /// # Errors
    /// A broken store.
    pub fn party_views(
        &mut self,
        filter: &PartyFilter,
        order: PartyOrder,
        page: PageRequest,
    ) -> Result<Vec<PartyView>, Failure> {
        let parties = self.parties(filter, order, page)?;
        self.parties_with_parts(parties)
    }

    /// The manufacturer of that number.
    ///
    /// # Errors
    /// Not found in this account, or no manufacturer.
    pub fn manufacturer(&mut self, id: PartyId) -> Result<Party, Failure> {
        self.party_as(id, Some(Role::Manufacturer))
    }

    /// The supplier or carrier of that number, with its addresses.
    ///
    /// # Errors
    /// Not found in this account, or neither.
    pub fn provider(&mut self, id: PartyId) -> Result<PartyView, Failure> {
        let found = store::parties::find(self.tx, self.account, id)?;
        let provides = |party: &Party| party.details.roles.supplier || party.details.roles.carrier;
        let provider = found.filter(|party| party.deleted_at.is_none() && provides(party));
        let provider = provider.ok_or_else(|| Failure::not_found(Entity::Provider, id))?;
        let views = self.parties_with_parts(vec![provider])?;
        let view = views.into_iter().next();
        view.ok_or_else(|| Failure::not_found(Entity::Provider, id))
    }

    /// A page of an organization's sellers, by number.
    ///
    /// # Errors
    /// The organization is not found in this account.
    pub fn sellers_of(&mut self, organization: OrganizationId, page: PageRequest) -> Result<Vec<Party>, Failure> {
        self.organization(organization)?;
        let filter = PartyFilter {
            role: Some(Role::Seller),
            organization: Some(organization),
            ..PartyFilter::default()
        };
        self.parties(&filter, PartyOrder::default(), page)
    }

    /// A seller of an organization, by number.
    ///
    /// # Errors
    /// Not found in this organization.
    pub fn seller_of(&mut self, organization: OrganizationId, id: PartyId) -> Result<Party, Failure> {
        let seller = self.party_as(id, Some(Role::Seller))?;
        if seller.details.organization == Some(organization) {
            return Ok(seller);
        }
        Err(Failure::not_found(Entity::Seller, id))
    }

    /// A seller of an organization, by CPF without punctuation.
    ///
    /// # Errors
    /// Not found in this organization.
    pub fn seller_by_tax_document(
        &mut self,
        organization: OrganizationId,
        tax_document: &str,
    ) -> Result<Party, Failure> {
        store::parties::find_by_tax_document(self.tx, self.account, tax_document)?
            .filter(|party| party.details.roles.seller && party.details.organization == Some(organization))
            .ok_or_else(|| Failure::not_found(Entity::Seller, tax_document))
    }

    /// The first carrier with this id in another system.
    ///
    /// # Errors
    /// A broken store.
    pub fn carrier_by_external_id(&mut self, external_id: &str) -> Result<Option<PartyId>, Failure> {
        Ok(store::parties::find_carrier_by_external_id(
            self.tx,
            self.account,
            external_id,
        )?)
    }

    /// The tags of these parties, by number, where there are any.
    ///
    /// # Errors
    /// A broken store.
    pub fn party_tags(&mut self, ids: &[PartyId]) -> Result<BTreeMap<i64, Vec<String>>, Failure> {
        let ids: Vec<i64> = ids.iter().map(|id| id.raw()).collect();
        let of = store::tags::Tagged::Party;
        Ok(store::tags::of_many(self.tx, self.account, of, &ids)?)
    }

    /// A face's own fields of these parties, where there are any, as that face wrote them.
    ///
    /// # Errors
    /// A broken store.
    pub fn party_extras(&mut self, face: Face, ids: &[PartyId]) -> Result<BTreeMap<PartyId, String>, Failure> {
        Ok(store::parties::extras(self.tx, self.account, face, ids)?
            .into_iter()
            .collect())
    }

    /// When these parties last changed, as stamps that rise with commits.
    ///
    /// # Errors
    /// A broken store.
    pub fn party_stamps(&mut self, ids: &[PartyId]) -> Result<BTreeMap<PartyId, i64>, Failure> {
        let ids: Vec<i64> = ids.iter().map(|id| id.raw()).collect();
        let found = store::changes::of(self.tx, self.account, store::changes::Changed::Party, &ids)?;
        Ok(found
            .into_iter()
            .map(|(id, stamp)| (PartyId::from_raw(id), stamp))
            .collect())
    }

    /// Parties read before, with their addresses and contacts, in their order: two statements, however many.
    fn parties_with_parts(&mut self, parties: Vec<Party>) -> Result<Vec<PartyView>, Failure> {
        let ids: Vec<PartyId> = parties.iter().map(|party| party.id).collect();
        let mut addresses = BTreeMap::<PartyId, Vec<PartyAddress>>::new();
        for (party, address) in store::parties::addresses_of(self.tx, self.account, &ids)? {
            addresses.entry(party).or_default().push(address);
        }
        let mut contacts = BTreeMap::<PartyId, Vec<PartyContact>>::new();
        for (party, contact) in store::parties::contacts_of(self.tx, self.account, &ids)? {
            contacts.entry(party).or_default().push(contact);
        }
        let view = |party: Party| PartyView {
            addresses: addresses.remove(&party.id).unwrap_or_default(),
            contacts: contacts.remove(&party.id).unwrap_or_default(),
            party,
        };
        Ok(parties.into_iter().map(view).collect())
    }
}
