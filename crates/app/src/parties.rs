//! Parties: creating, changing and removing people and companies, and the customer an order brings along.
//!
//! Not the rules of what a party may be; those are in `domain`.
//!
//! The one rule to know: creating a party under the tax document of one that exists adds the new roles to that one; only
//! when it has them all already is the document taken.

mod customer;
mod customers;
mod parts;
mod sellers;
mod supplier;
mod views;

pub use customer::customer_for_order;
pub use customers::CustomerView;
use parts::{Edits, Parts};
pub use sellers::{ForgetAbsence, NoteAbsence, SetSellerChannels};
pub(crate) use supplier::supplier_for_receipt;
pub use views::PartyView;

use domain::customers::{CreditRuleEdit, KnownParts, RelativeEdit};
use domain::events::{Event, EventKind};
use domain::ids::PartyId;
use domain::parties::{AddressEdit, ContactEdit, Party, PartyChanges, PartyDetails, PartyFacts, PartyKind, Role};
use domain::refusal::{Entity, Refusal};
use store::counters::{self, Counter};

use crate::accounts;
use crate::context::Context;
use crate::execute::Command;
use crate::extras::ExtrasEdit;
use crate::failure::Failure;
use crate::outbox;

/// Creates a party, or adds roles to the one that has the tax document.
#[derive(Debug, Clone)]
pub struct CreateParty {
    /// What is known of it. A customer of whom nothing is said is one from now on.
    pub details: PartyDetails,
    /// Its addresses.
    pub addresses: Vec<AddressEdit>,
    /// Its further contacts.
    pub contacts: Vec<ContactEdit>,
    /// Its relatives.
    pub relatives: Vec<RelativeEdit>,
    /// Exceptions to its credit limit.
    pub credit_rules: Vec<CreditRuleEdit>,
    /// What becomes of the calling face's own fields.
    pub extras: Option<ExtrasEdit>,
    /// Words by which it is found again; `None` leaves those it has.
    pub tags: Option<Vec<String>>,
}

impl CreateParty {
    /// A party without addresses and contacts.
    #[must_use]
    pub fn new(details: PartyDetails) -> Self {
        Self {
            details,
            addresses: Vec::new(),
            contacts: Vec::new(),
            relatives: Vec::new(),
            credit_rules: Vec::new(),
            extras: None,
            tags: None,
        }
    }
}

impl Command for CreateParty {
    type Done = PartyId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<PartyId, Failure> {
        let account = cx.account();
        let mut details = self.details.clone();
        details.tidy();
        if details.roles.customer {
            details.become_customer(cx.now);
        }
        let existing = match &details.tax_document {
            Some(document) => store::parties::find_by_tax_document(cx.tx, account, document)?,
            None => None,
        };
        if let Some(party) = existing
            && !party.details.roles.include(details.roles)
        {
            return self.merge(cx, party, &details);
        }
        let mut facts = facts(cx, &details, None)?;
        let parts = Parts::edited(cx, None, &self.edits(), facts.document_check);
        facts.parts = parts::known(cx, None, &facts.required, &parts)?;
        both(details.check(&facts), parts).and_then(|parts| {
            let id = PartyId::from_raw(counters::next(cx.tx, account, Counter::Party)?);
            let party = Party {
                id,
                details,
                created_at: cx.now,
                updated_at: cx.now,
                deleted_at: None,
            };
            store::parties::insert(cx.tx, account, &party)?;
            parts.write(cx, id)?;
            tag(cx, id, self.tags.as_deref())?;
            finish(cx, &party, self.extras.as_ref(), EventKind::Created)
        })
    }
}

impl CreateParty {
    fn edits(&self) -> Edits<'_> {
        Edits {
            addresses: &self.addresses,
            contacts: &self.contacts,
            relatives: &self.relatives,
            credit_rules: &self.credit_rules,
        }
    }

    /// Writes what is known into the party that has the document, and adds the roles to those it has.
    fn merge(&self, cx: &mut Context<'_, '_>, mut party: Party, known: &PartyDetails) -> Result<PartyId, Failure> {
        let account = cx.account();
        let since = party.details.customer_since;
        PartyChanges::from_known(known, party.details.roles).apply(&mut party.details);
        party.details.customer_since = since.or(party.details.customer_since);
        let mut facts = facts(cx, &party.details, Some(party.id))?;
        let parts = Parts::edited(cx, Some(party.id), &self.edits(), facts.document_check);
        facts.parts = parts::known(cx, Some(party.id), &facts.required, &parts)?;
        let parts = both(party.details.check(&facts), parts)?;
        party.updated_at = cx.now;
        store::parties::update(cx.tx, account, &party)?;
        parts.write(cx, party.id)?;
        tag(cx, party.id, self.tags.as_deref())?;
        finish(cx, &party, self.extras.as_ref(), EventKind::Updated)
    }
}

/// Changes a party.
#[derive(Debug, Clone)]
pub struct UpdateParty {
    /// Which one.
    pub id: PartyId,
    /// The role it was looked up in: a party without it is not found.
    pub role: Option<Role>,
    /// The kind it was looked up as: a party of the other one is not found.
    pub kind: Option<PartyKind>,
    /// What changes.
    pub changes: PartyChanges,
    /// What happens to its addresses.
    pub addresses: Vec<AddressEdit>,
    /// What happens to its further contacts.
    pub contacts: Vec<ContactEdit>,
    /// What happens to its relatives.
    pub relatives: Vec<RelativeEdit>,
    /// What happens to the exceptions to its credit limit.
    pub credit_rules: Vec<CreditRuleEdit>,
    /// What becomes of the calling face's own fields.
    pub extras: Option<ExtrasEdit>,
    /// Words by which it is found again; `None` leaves those it has.
    pub tags: Option<Vec<String>>,
}

impl UpdateParty {
    /// An update of the party itself alone.
    #[must_use]
    pub fn of(id: PartyId, changes: PartyChanges) -> Self {
        Self {
            id,
            role: None,
            kind: None,
            changes,
            addresses: Vec::new(),
            contacts: Vec::new(),
            relatives: Vec::new(),
            credit_rules: Vec::new(),
            extras: None,
            tags: None,
        }
    }
}

impl Command for UpdateParty {
    type Done = PartyId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<PartyId, Failure> {
        let account = cx.account();
        let mut party = present(cx, self.id, self.role, self.kind)?;
        self.changes.clone().apply(&mut party.details);
        party.details.tidy();
        if party.details.roles.customer {
            party.details.become_customer(cx.now);
        }
        let mut facts = facts(cx, &party.details, Some(self.id))?;
        let edits = Edits {
            addresses: &self.addresses,
            contacts: &self.contacts,
            relatives: &self.relatives,
            credit_rules: &self.credit_rules,
        };
        let parts = Parts::edited(cx, Some(self.id), &edits, facts.document_check);
        facts.parts = parts::known(cx, Some(self.id), &facts.required, &parts)?;
        let parts = both(party.details.check(&facts), parts)?;
        party.updated_at = cx.now;
        store::parties::update(cx.tx, account, &party)?;
        parts.write(cx, self.id)?;
        tag(cx, self.id, self.tags.as_deref())?;
        finish(cx, &party, self.extras.as_ref(), EventKind::Updated)
    }
}

/// Removes a party from lists and lookups. What refers to it still finds it by number.
#[derive(Debug, Clone, Copy)]
pub struct DeleteParty {
    /// Which one.
    pub id: PartyId,
}

impl Command for DeleteParty {
    type Done = PartyId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<PartyId, Failure> {
        let account = cx.account();
        let party = present(cx, self.id, None, None)?;
        store::parties::delete(cx.tx, account, self.id, cx.now)?;
        finish(cx, &party, None, EventKind::Deleted)
    }
}

/// Writes the tags, where something is said of them.
fn tag(cx: &mut Context<'_, '_>, id: PartyId, tags: Option<&[String]>) -> Result<(), Failure> {
    let account = cx.account();
    if let Some(tags) = tags {
        store::tags::replace(cx.tx, account, store::tags::Tagged::Party, id.raw(), tags)?;
    }
    Ok(())
}

/// The party, if it is not deleted and is what it was looked up as.
fn present(
    cx: &mut Context<'_, '_>,
    id: PartyId,
    role: Option<Role>,
    kind: Option<PartyKind>,
) -> Result<Party, Failure> {
    let account = cx.account();
    store::parties::find(cx.tx, account, id)?
        .filter(|party| party.deleted_at.is_none())
        .filter(|party| role.is_none_or(|role| party.details.roles.has(role)))
        .filter(|party| kind.is_none_or(|kind| party.details.kind == kind))
        .ok_or_else(|| Failure::not_found(entity(role), id))
}

/// What a party is called when it is looked for in a role.
pub(crate) fn entity(role: Option<Role>) -> Entity {
    match role {
        None | Some(Role::Customer | Role::Technician) => Entity::Party,
        Some(Role::Supplier | Role::Carrier) => Entity::Provider,
        Some(Role::Seller) => Entity::Seller,
        Some(Role::Manufacturer) => Entity::Manufacturer,
    }
}

/// What the rules must know about the party's surroundings.
fn facts(cx: &mut Context<'_, '_>, details: &PartyDetails, id: Option<PartyId>) -> Result<PartyFacts, Failure> {
    let account = cx.account();
    let document_check = accounts::settings(cx)?.document_check;
    let organization_known = match details.organization {
        Some(organization) => store::organizations::exists(cx.tx, account, organization)?,
        None => true,
    };
    let document_holder = match &details.tax_document {
        Some(document) => store::parties::find_by_tax_document(cx.tx, account, document)?,
        None => None,
    };
    let code_holder = match &details.code {
        Some(code) => store::parties::find_by_code(cx.tx, account, code)?,
        None => None,
    };
    let is_other = |party: Party| Some(party.id) != id;
    let required = if details.is_customer_person() {
        store::customers::required_fields(cx.tx, account)?
    } else {
        Vec::new()
    };
    Ok(PartyFacts {
        unknown: customers::unknown(cx, details)?,
        required,
        parts: KnownParts::default(),
        organization_known,
        tax_document_taken: document_holder.is_some_and(is_other),
        code_taken: code_holder.is_some_and(is_other),
        document_check,
    })
}

/// One refusal of everything that is wrong with the party and with its parts.
fn both(party: Result<(), Refusal>, parts: Result<Parts, Failure>) -> Result<Parts, Failure> {
    match (party, parts) {
        (Ok(()), parts) => parts,
        (Err(Refusal::Invalid(mut fields)), Err(Failure::Refused(Refusal::Invalid(more)))) => {
            fields.extend(more);
            Err(Refusal::Invalid(fields).into())
        }
        (Err(_), Err(broken @ Failure::Broken(_))) => Err(broken),
        (Err(refusal), Ok(_) | Err(Failure::Refused(_))) => Err(refusal.into()),
    }
}

/// Edits the face's own fields and tells others.
fn finish(
    cx: &mut Context<'_, '_>,
    party: &Party,
    extras: Option<&ExtrasEdit>,
    kind: EventKind,
) -> Result<PartyId, Failure> {
    let account = cx.account();
    if let Some(edit) = extras {
        let face = cx.call.face;
        let mut kept = store::parties::extras(cx.tx, account, face, &[party.id])?
            .pop()
            .map(|(_, extras)| extras);
        edit.apply(&mut kept);
        store::parties::set_extras(cx.tx, account, party.id, face, kept.as_deref())?;
    }
    outbox::emit(cx, &[event(party, kind)])?;
    Ok(party.id)
}

/// What happened to a party, told as what it is: receivers know manufacturers apart.
fn event(party: &Party, kind: EventKind) -> Event {
    let entity = if party.details.roles.manufacturer {
        Entity::Manufacturer
    } else {
        Entity::Party
    };
    Event {
        entity,
        entity_id: party.id.raw(),
        organization: party.details.organization,
        kind,
    }
}
