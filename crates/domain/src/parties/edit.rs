//! Applying edits to the addresses and contacts of a party, in memory.
//!
//! The one rule to know: numbers for what is added are taken beforehand, one for each edit that may add.

use jiff::Timestamp;

use super::{AddressEdit, AddressKind, AddressTarget, ContactEdit, PartyAddress, PartyContact};
use crate::address::Address;
use crate::checks::{Checks, tidy, tidy_required};
use crate::documents::CheckPolicy;
use crate::ids::{AddressId, ContactId};
use crate::refusal::{Field, Problem, Refusal};

/// The most characters of a contact's value, name or relation, and of a landmark.
const TEXT_MAX: usize = 255;

/// Numbers for the addresses that edits add.
#[derive(Debug, Clone, Copy)]
pub struct NumberedAddresses {
    /// The first free number.
    pub first: i64,
    /// When the edits happen.
    pub now: Timestamp,
    /// What the account does with codes that do not check.
    pub document_check: CheckPolicy,
}

/// Numbers for the contacts that edits add.
#[derive(Debug, Clone, Copy)]
pub struct NumberedContacts {
    /// The first free number.
    pub first: i64,
}

/// The addresses after the edits.
///
/// # Errors
/// [`Refusal::Invalid`] with every wrong field, its index being the edit's.
pub fn apply_address_edits(
    mut addresses: Vec<PartyAddress>,
    edits: &[AddressEdit],
    numbers: NumberedAddresses,
) -> Result<Vec<PartyAddress>, Refusal> {
    let mut checks = Checks::default();
    let mut next = numbers.first;
    for (index, edit) in edits.iter().enumerate() {
        checks.within(Some(index));
        match edit {
            AddressEdit::Remove(id) => addresses.retain(|address| address.id != *id),
            AddressEdit::Write(target, changes) => {
                let position = match target {
                    AddressTarget::New => None,
                    AddressTarget::Id(id) => {
                        let position = addresses.iter().position(|address| address.id == *id);
                        if position.is_none() {
                            checks.note(Field::Address, Problem::Unknown);
                            continue;
                        }
                        position
                    }
                    AddressTarget::Kind(kind) => addresses.iter().position(|address| address.kind == *kind),
                };
                let position = position.unwrap_or_else(|| {
                    addresses.push(empty(next, kind_of(*target), numbers.now));
                    next += 1;
                    addresses.len() - 1
                });
                let address = &mut addresses[position];
                changes.as_ref().clone().apply(address);
                address.updated_at = numbers.now;
                address.address.tidy();
                tidy(&mut address.reference);
                address.address.check(&mut checks, numbers.document_check);
                checks.optional(Field::Address, address.reference.as_deref(), TEXT_MAX);
                if address.is_default {
                    let id = address.id;
                    for other in addresses.iter_mut().filter(|other| other.id != id) {
                        other.is_default = false;
                    }
                }
            }
        }
    }
    checks.verdict()?;
    Ok(addresses)
}

fn kind_of(target: AddressTarget) -> AddressKind {
    match target {
        AddressTarget::Kind(kind) => kind,
        AddressTarget::New | AddressTarget::Id(_) => AddressKind::Main,
    }
}

fn empty(number: i64, kind: AddressKind, now: Timestamp) -> PartyAddress {
    PartyAddress {
        id: AddressId::from_raw(number),
        kind,
        is_default: false,
        address: Address::default(),
        reference: None,
        created_at: now,
        updated_at: now,
    }
}

/// The contacts after the edits.
///
/// # Errors
/// [`Refusal::Invalid`] with every wrong field, its index being the edit's.
pub fn apply_contact_edits(
    mut contacts: Vec<PartyContact>,
    edits: &[ContactEdit],
    numbers: NumberedContacts,
) -> Result<Vec<PartyContact>, Refusal> {
    let mut checks = Checks::default();
    let mut next = numbers.first;
    for (index, edit) in edits.iter().enumerate() {
        checks.within(Some(index));
        let (id, new) = match edit {
            ContactEdit::Remove(id) => {
                contacts.retain(|contact| contact.id != *id);
                continue;
            }
            ContactEdit::RemoveAll(kind) => {
                contacts.retain(|contact| contact.contact.kind != *kind);
                continue;
            }
            ContactEdit::Add(new) => {
                let id = ContactId::from_raw(next);
                next += 1;
                (id, new)
            }
            ContactEdit::Replace(id, new) => (*id, new),
        };
        let mut new = new.clone();
        tidy_required(&mut new.value);
        tidy(&mut new.name);
        tidy(&mut new.relation);
        checks.required(Field::Contact, &new.value, TEXT_MAX);
        checks.optional(Field::Name, new.name.as_deref(), TEXT_MAX);
        checks.optional(Field::Contact, new.relation.as_deref(), TEXT_MAX);
        let position = contacts.iter().position(|contact| contact.id == id);
        match (edit, position) {
            (_, Some(position)) => contacts[position].contact = new,
            (ContactEdit::Add(_), None) => contacts.push(PartyContact { id, contact: new }),
            (ContactEdit::Replace(..) | ContactEdit::Remove(_) | ContactEdit::RemoveAll(_), None) => {
                checks.note(Field::Contact, Problem::Unknown);
            }
        }
    }
    checks.verdict()?;
    Ok(contacts)
}
