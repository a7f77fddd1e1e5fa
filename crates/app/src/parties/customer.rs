//! The customer that an order brings along: found, or made on the spot.
//!
//! The one rule to know: the tax document decides; only without one does the e-mail, and without both he is new.

use domain::events::EventKind;
use domain::ids::PartyId;
use domain::orders::CustomerSnapshot;
use domain::parties::{Party, PartyFacts, customer_from_order};
use domain::refusal::{Field, Refusal};
use store::counters::{self, Counter};

use super::finish;
use crate::accounts;
use crate::context::Context;
use crate::failure::Failure;

/// The party of an order's customer. One that exists gains the role of customer, and what it lacked of e-mail, telephone
/// and registrations; what it has stays, because an order is not an update.
///
/// # Errors
/// A name, document or e-mail that breaks the rules of parties.
pub fn customer_for_order(cx: &mut Context<'_, '_>, customer: &CustomerSnapshot) -> Result<PartyId, Failure> {
    let account = cx.account();
    let known = customer_from_order(customer, cx.now);
    let existing = match (&known.tax_document, &known.email) {
        (Some(document), _) => store::parties::find_by_tax_document(cx.tx, account, document)?,
        (None, Some(email)) => store::parties::find_by_email(cx.tx, account, email)?,
        (None, None) => None,
    };
    let Some(mut party) = existing else {
        let document_check = accounts::settings(cx)?.document_check;
        let facts = PartyFacts {
            organization_known: true,
            document_check,
            ..PartyFacts::default()
        };
        known.check(&facts).map_err(as_of_order)?;
        let id = PartyId::from_raw(counters::next(cx.tx, account, Counter::Party)?);
        let party = Party {
            id,
            details: known,
            created_at: cx.now,
            updated_at: cx.now,
            deleted_at: None,
        };
        store::parties::insert(cx.tx, account, &party)?;
        return finish(cx, &party, None, EventKind::Created);
    };
    let before = party.details.clone();
    let details = &mut party.details;
    details.become_customer(cx.now);
    for (has, gains) in [
        (&mut details.email, known.email),
        (&mut details.phone, known.phone),
        (&mut details.state_registration, known.state_registration),
        (&mut details.municipal_registration, known.municipal_registration),
        (&mut details.suframa_registration, known.suframa_registration),
    ] {
        if has.is_none() {
            *has = gains;
        }
    }
    if party.details == before {
        return Ok(party.id);
    }
    let facts = PartyFacts {
        organization_known: true,
        ..PartyFacts::default()
    };
    party.details.check(&facts).map_err(as_of_order)?;
    party.updated_at = cx.now;
    store::parties::update(cx.tx, account, &party)?;
    finish(cx, &party, None, EventKind::Updated)
}

/// The refusal in the words of an order, where the name is the customer's.
fn as_of_order(refusal: Refusal) -> Refusal {
    let Refusal::Invalid(mut fields) = refusal else {
        return refusal;
    };
    for field in fields.iter_mut().filter(|field| field.field == Field::Name) {
        field.field = Field::CustomerName;
    }
    Refusal::Invalid(fields)
}
