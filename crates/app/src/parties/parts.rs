//! The parts of a party: addresses, contacts, relatives, credit rules. Loaded, edited in memory, written.
//!
//! The one rule to know: a kind of part that no edit mentions is neither read nor written.

use domain::customers::{
    CreditRule, CreditRuleEdit, CustomerField, KnownParts, Relative, RelativeEdit, apply_credit_rule_edits,
    apply_relative_edits,
};
use domain::documents::CheckPolicy;
use domain::ids::{OrderId, PartyId};
use domain::parties::{
    AddressEdit, ContactEdit, NumberedAddresses, NumberedContacts, PartyAddress, PartyContact, apply_address_edits,
    apply_contact_edits,
};
use store::counters::{self, Counter};

use crate::context::Context;
use crate::failure::Failure;

/// What a command says of the parts.
pub(super) struct Edits<'a> {
    pub(super) addresses: &'a [AddressEdit],
    pub(super) contacts: &'a [ContactEdit],
    pub(super) relatives: &'a [RelativeEdit],
    pub(super) credit_rules: &'a [CreditRuleEdit],
}

/// The parts after the edits; `None` where nothing was said about them.
pub(super) struct Parts {
    addresses: Option<Vec<PartyAddress>>,
    contacts: Option<Vec<PartyContact>>,
    relatives: Option<Vec<Relative>>,
    credit_rules: Option<Vec<CreditRule>>,
}

impl Parts {
    /// Loads what the party `id` (`None` for a new one) has, and edits it.
    pub(super) fn edited(
        cx: &mut Context<'_, '_>,
        id: Option<PartyId>,
        edits: &Edits<'_>,
        document_check: CheckPolicy,
    ) -> Result<Self, Failure> {
        let account = cx.account();
        let ids: Vec<PartyId> = id.into_iter().collect();
        let wanted = [
            (Counter::Address, edits.addresses.len()),
            (Counter::Contact, edits.contacts.len()),
            (Counter::Relative, edits.relatives.len()),
            (Counter::CreditRule, edits.credit_rules.len()),
        ];
        let [first_address, first_contact, first_relative, first_rule] = counters::take(cx.tx, account, wanted)?;
        let mut parts = Self {
            addresses: None,
            contacts: None,
            relatives: None,
            credit_rules: None,
        };
        if !edits.addresses.is_empty() {
            let had = second(store::parties::addresses_of(cx.tx, account, &ids)?);
            let numbers = NumberedAddresses {
                first: first_address,
                now: cx.now,
                document_check,
            };
            parts.addresses = Some(apply_address_edits(had, edits.addresses, numbers)?);
        }
        if !edits.contacts.is_empty() {
            let had = second(store::parties::contacts_of(cx.tx, account, &ids)?);
            let numbers = NumberedContacts { first: first_contact };
            parts.contacts = Some(apply_contact_edits(had, edits.contacts, numbers)?);
        }
        if !edits.relatives.is_empty() {
            let had = second(store::parties::relatives_of(cx.tx, account, &ids)?);
            parts.relatives = Some(apply_relative_edits(had, edits.relatives, first_relative)?);
        }
        if !edits.credit_rules.is_empty() {
            let had = second(store::parties::credit_rules_of(cx.tx, account, &ids)?);
            let orders = existing_orders(cx, edits.credit_rules)?;
            parts.credit_rules = Some(apply_credit_rule_edits(had, edits.credit_rules, first_rule, &orders)?);
        }
        Ok(parts)
    }

    pub(super) fn write(&self, cx: &mut Context<'_, '_>, id: PartyId) -> Result<(), Failure> {
        let account = cx.account();
        if let Some(addresses) = &self.addresses {
            store::parties::replace_addresses(cx.tx, account, id, addresses)?;
        }
        if let Some(contacts) = &self.contacts {
            store::parties::replace_contacts(cx.tx, account, id, contacts)?;
        }
        if let Some(relatives) = &self.relatives {
            store::parties::replace_relatives(cx.tx, account, id, relatives)?;
        }
        if let Some(rules) = &self.credit_rules {
            store::parties::replace_credit_rules(cx.tx, account, id, rules)?;
        }
        Ok(())
    }
}

/// Which kinds of parts the party has at least one of, as far as that is required. Parts that were refused count as
/// there: they were given.
pub(super) fn known(
    cx: &mut Context<'_, '_>,
    id: Option<PartyId>,
    required: &[CustomerField],
    parts: &Result<Parts, Failure>,
) -> Result<KnownParts, Failure> {
    let account = cx.account();
    let ids: Vec<PartyId> = id.into_iter().collect();
    let is_asked = |field| required.contains(&field);
    let edited = parts.as_ref();
    let address = match edited.map(|parts| parts.addresses.as_ref()) {
        Ok(None) if is_asked(CustomerField::Address) => !store::parties::addresses_of(cx.tx, account, &ids)?.is_empty(),
        Ok(given) => given.is_some_and(|list| !list.is_empty()),
        Err(_) => true,
    };
    let contact = match edited.map(|parts| parts.contacts.as_ref()) {
        Ok(None) if is_asked(CustomerField::Contacts) => !store::parties::contacts_of(cx.tx, account, &ids)?.is_empty(),
        Ok(given) => given.is_some_and(|list| !list.is_empty()),
        Err(_) => true,
    };
    let relative = match edited.map(|parts| parts.relatives.as_ref()) {
        Ok(None) if is_asked(CustomerField::Relatives) => {
            !store::parties::relatives_of(cx.tx, account, &ids)?.is_empty()
        }
        Ok(given) => given.is_some_and(|list| !list.is_empty()),
        Err(_) => true,
    };
    Ok(KnownParts {
        address,
        contact,
        relative,
    })
}

fn existing_orders(cx: &mut Context<'_, '_>, edits: &[CreditRuleEdit]) -> Result<Vec<OrderId>, Failure> {
    let account = cx.account();
    let mentioned: Vec<OrderId> = edits
        .iter()
        .filter_map(|edit| edit.changes().order.new_value().copied())
        .collect();
    let found = store::orders::find_many(cx.tx, account, &mentioned)?;
    Ok(found.into_iter().map(|order| order.id).collect())
}

fn second<T>(pairs: Vec<(PartyId, T)>) -> Vec<T> {
    pairs.into_iter().map(|(_, part)| part).collect()
}
