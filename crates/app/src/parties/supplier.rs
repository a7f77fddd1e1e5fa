//! The supplier that a document brings along: found, or made on the spot.
//!
//! The one rule to know: the tax document decides, and what is known of a party stays, because a document is not an
//! update; it only gains the role.

use domain::documents::Cpf;
use domain::events::EventKind;
use domain::ids::PartyId;
use domain::parties::{AddressChanges, AddressEdit, AddressKind, AddressTarget, PartyDetails, PartyKind, Role, Roles};
use domain::receipts::Supplier;
use domain::refusal::Refusal;

use super::{CreateParty, finish};
use crate::context::Context;
use crate::execute::Command;
use crate::failure::Failure;

/// The party of a document's sender.
///
/// # Errors
/// A name, document or address that breaks the rules of parties.
pub(crate) fn supplier_for_receipt(cx: &mut Context<'_, '_>, supplier: &Supplier) -> Result<PartyId, Failure> {
    let account = cx.account();
    let details = details_of(supplier);
    let existing = match &details.tax_document {
        Some(document) => store::parties::find_by_tax_document(cx.tx, account, document)?,
        None => None,
    };
    let Some(mut party) = existing else {
        let address = (!supplier.address.is_empty()).then(|| {
            let whole = AddressChanges::whole(AddressKind::Main, supplier.address.clone());
            AddressEdit::Write(AddressTarget::New, Box::new(whole))
        });
        let create = CreateParty {
            addresses: address.into_iter().collect(),
            ..CreateParty::new(details)
        };
        return create.run(cx).map_err(without_places);
    };
    if party.details.roles.supplier {
        return Ok(party.id);
    }
    party.details.roles = party.details.roles.with(Role::Supplier);
    party.updated_at = cx.now;
    store::parties::update(cx.tx, account, &party)?;
    finish(cx, &party, None, EventKind::Updated)
}

fn details_of(supplier: &Supplier) -> PartyDetails {
    let kind = match Cpf::parse_unchecked(&supplier.document) {
        Ok(_) => PartyKind::Person,
        Err(_) => PartyKind::Company,
    };
    let mut details = PartyDetails {
        tax_document: Some(supplier.document.clone()),
        trading_name: supplier.trading_name.clone(),
        state_registration: supplier.state_registration.clone(),
        ..PartyDetails::new(kind, &supplier.name, Roles::of(&[Role::Supplier]))
    };
    details.tidy();
    details
}

/// The refusal in the words of a document, which has one supplier with one address and no list of them.
fn without_places(failure: Failure) -> Failure {
    match failure {
        Failure::Refused(Refusal::Invalid(mut fields)) => {
            fields.iter_mut().for_each(|field| field.index = None);
            Refusal::Invalid(fields).into()
        }
        Failure::Refused(_) | Failure::Broken(_) => failure,
    }
}
