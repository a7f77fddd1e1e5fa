//! From the vendor's customer to the core's party.
//!
//! The one rule to know: a creation is an update of an empty party, of which name and document must be said.

use app::parties::{CreateParty, UpdateParty};
use domain::change::Change;
use domain::customers::{
    CreditRuleChanges, CreditRuleEdit, CreditRuleStatus, RelativeChanges, RelativeDegree, RelativeEdit,
};
use domain::documents::{Cnpj, Cpf};
use domain::ids::{
    AddressId, ContactId, CreditRuleId, CustomerCategoryId, OrderId, OrganizationId, PartyId, RelativeId,
};
use domain::parties::{
    AddressChanges, AddressEdit, AddressKind, AddressTarget, ContactEdit, ContactKind, Gender, NewContact,
    PartyChanges, PartyDetails, PartyKind, PartyStatus, Role, Roles,
};
use domain::refusal::Problem;
use face_kit::{Checker, Faults, Flag, Given, Text, WholeNumber};
use jiff::tz::TimeZone;

use super::wire::{AddressIn, ContactIn, CreditRuleIn, CustomerIn, RelativeIn};
use crate::numbers::{DECIMALS, date, instant};

/// The longest text that is read; the core knows each field's own limit.
const TEXT_MAX: usize = 10_000;
/// The most characters of a person's name who is related to or can tell of a customer.
const NAME_MAX: usize = 255;
/// The most characters of a street number, as documented.
const STREET_NUMBER_MAX: usize = 10;
/// The most characters of a complement, as documented.
const DETAIL_MAX: usize = 40;

const STATUSES: &[(&str, PartyStatus)] = &[
    ("active", PartyStatus::Active),
    ("inactive", PartyStatus::Inactive),
    ("blocked", PartyStatus::Blocked),
];

const ADDRESS_KINDS: &[(&str, AddressKind)] = &[
    ("billing", AddressKind::Billing),
    ("commercial", AddressKind::Commercial),
    ("residential", AddressKind::Residential),
];

/// A new customer.
pub(super) fn create(kind: PartyKind, wire: &CustomerIn, zone: &TimeZone) -> Result<CreateParty, Faults> {
    let mut check = Checker::new();
    let name = check.required_text("name", &wire.name, TEXT_MAX);
    let (path, document) = document(kind, wire);
    let _: Option<String> = check.required_by(path, document, |text| parsed(kind, text));
    let mut details = PartyDetails::new(kind, &name, Roles::of(&[Role::Customer]));
    changes(&mut check, kind, wire, zone).apply(&mut details);
    let parts = Parts::of(&mut check, wire);
    check.finish_with(CreateParty {
        addresses: parts.addresses,
        contacts: parts.contacts,
        relatives: parts.relatives,
        credit_rules: parts.credit_rules,
        ..CreateParty::new(details)
    })
}

/// Changes of a customer: what is not sent stays, what is sent empty is cleared.
pub(super) fn update(id: PartyId, kind: PartyKind, wire: &CustomerIn, zone: &TimeZone) -> Result<UpdateParty, Faults> {
    let mut check = Checker::new();
    let mut changes = changes(&mut check, kind, wire, zone);
    if !wire.name.is_missing() {
        changes.name = Some(check.required_text("name", &wire.name, TEXT_MAX));
    }
    let (path, document) = document(kind, wire);
    if !document.is_missing() {
        let _: Option<String> = check.required_by(path, document, |text| parsed(kind, text));
    }
    let parts = Parts::of(&mut check, wire);
    check.finish_with(UpdateParty {
        role: Some(Role::Customer),
        kind: Some(kind),
        addresses: parts.addresses,
        contacts: parts.contacts,
        relatives: parts.relatives,
        credit_rules: parts.credit_rules,
        ..UpdateParty::of(id, changes)
    })
}

fn document(kind: PartyKind, wire: &CustomerIn) -> (&'static str, &Given<Text>) {
    match kind {
        PartyKind::Person => ("cpf", &wire.cpf),
        PartyKind::Company => ("cnpj", &wire.cnpj),
    }
}

/// A document of the kind's own form. Its check digits are the core's matter.
fn parsed(kind: PartyKind, text: &str) -> Result<String, Problem> {
    let read = match kind {
        PartyKind::Person => Cpf::parse_unchecked(text).map(|cpf| cpf.as_str().to_owned()),
        PartyKind::Company => Cnpj::parse_unchecked(text).map(|cnpj| cnpj.as_str().to_owned()),
    };
    read.map_err(|_| Problem::Malformed)
}

/// The fields of the party itself, without the name, which is never cleared.
fn changes(check: &mut Checker, kind: PartyKind, wire: &CustomerIn, zone: &TimeZone) -> PartyChanges {
    let text = |check: &mut Checker, path: &str, given: &Given<Text>| {
        check.change(path, given, |check, path, given| {
            check.optional_text(path, given, TEXT_MAX)
        })
    };
    let bare = |check: &mut Checker, path: &str, given: &Given<Text>| {
        check.change(path, given, |check, path, given| {
            let text = check.optional_text(path, given, TEXT_MAX)?;
            Some(text.chars().filter(char::is_ascii_alphanumeric).collect())
        })
    };
    let (_, document) = document(kind, wire);
    let common = PartyChanges {
        organization: check.change("organization_id", &wire.organization_id, |check, path, given| {
            check.optional_id(path, given).map(OrganizationId::from_raw)
        }),
        tax_document: document
            .value()
            .and_then(|text| parsed(kind, text.as_str()).ok())
            .map_or(Change::Keep, Change::Set),
        email: text(check, "email", &wire.email),
        phone: text(check, "phone_number", &wire.phone_number),
        status: check.optional_one_of("status", &wire.status, STATUSES),
        external_id: text(check, "external_id", &wire.external_id),
        customer_since: match check.optional_stamp("customer_since", &wire.customer_since, |text| instant(text, zone)) {
            Some(since) => Change::Set(since),
            None => Change::Keep,
        },
        customer_category: check.change(
            "customer_category_id",
            &wire.customer_category_id,
            |check, path, given| check.optional_id(path, given).map(CustomerCategoryId::from_raw),
        ),
        customer_type: text(check, "customer_type_code", &wire.customer_type_code),
        customer_job: text(check, "customer_job_code", &wire.customer_job_code),
        ..PartyChanges::default()
    };
    match kind {
        PartyKind::Person => PartyChanges {
            gender: check.change("gender", &wire.gender, |check, path, given| {
                check.optional_by(path, given, gender)
            }),
            birth_date: check.change("birthday", &wire.birthday, |check, path, given| {
                check.optional_stamp(path, given, date)
            }),
            mother_name: text(check, "mother_name", &wire.mother_name),
            ..common
        },
        PartyKind::Company => PartyChanges {
            state_registration: bare(check, "state_inscription", &wire.state_inscription),
            municipal_registration: bare(check, "municipal_inscription", &wire.municipal_inscription),
            suframa_registration: bare(check, "suframa_inscription", &wire.suframa_inscription),
            ..common
        },
    }
}

fn gender(text: &str) -> Result<Gender, Problem> {
    match text.trim() {
        "F" | "f" => Ok(Gender::Female),
        "M" | "m" => Ok(Gender::Male),
        _ => Err(Problem::NotInList),
    }
}

/// What is said of a customer's parts.
struct Parts {
    addresses: Vec<AddressEdit>,
    contacts: Vec<ContactEdit>,
    relatives: Vec<RelativeEdit>,
    credit_rules: Vec<CreditRuleEdit>,
}

impl Parts {
    fn of(check: &mut Checker, wire: &CustomerIn) -> Self {
        Self {
            addresses: check.optional_each("addresses", &wire.addresses, address),
            contacts: check.optional_each("customer_contacts", &wire.customer_contacts, contact),
            relatives: check.optional_each("relatives", &wire.relatives, relative),
            credit_rules: check.optional_each("credit_limit_rules", &wire.credit_limit_rules, credit_rule),
        }
    }
}

/// The number of an element that is changed, and whether it goes instead.
fn named(check: &mut Checker, id: &Given<WholeNumber>, destroy: &Given<Flag>) -> (Option<i64>, bool) {
    let id = check.optional_id("id", id);
    let goes = check.flag("_destroy", destroy).unwrap_or_default();
    (id, goes)
}

fn address(check: &mut Checker, wire: &AddressIn) -> AddressEdit {
    let (id, goes) = named(check, &wire.id, &wire.destroy);
    if let (Some(id), true) = (id, goes) {
        return AddressEdit::Remove(AddressId::from_raw(id));
    }
    let is_new = id.is_none();
    // What must be said of a new address may not be cleared of one that exists.
    let mut required = |path: &str, given: &Given<Text>, max: usize| {
        if given.is_missing() && !is_new {
            return Change::Keep;
        }
        Change::Set(check.required_text(path, given, max))
    };
    let street = required("street", &wire.street, TEXT_MAX);
    let number = required("street_number", &wire.street_number, STREET_NUMBER_MAX);
    let postal_code = required("zip_code", &wire.zip_code, TEXT_MAX);
    let city_code = required("city_code", &wire.city_code, TEXT_MAX);
    let kind = if is_new {
        check.one_of("kind", &wire.kind, ADDRESS_KINDS)
    } else {
        check.optional_one_of("kind", &wire.kind, ADDRESS_KINDS)
    };
    let mut optional = |path: &str, given: &Given<Text>, max: usize| {
        check.change(path, given, |check, path, given| check.optional_text(path, given, max))
    };
    let changes = AddressChanges {
        kind,
        street,
        number,
        complement: optional("detail", &wire.detail, DETAIL_MAX),
        neighborhood: optional("neighborhood", &wire.neighborhood, TEXT_MAX),
        city: optional("city", &wire.city, TEXT_MAX),
        city_code,
        state: optional("state", &wire.state, TEXT_MAX),
        postal_code,
        is_default: check.flag("default", &wire.default),
        ..AddressChanges::default()
    };
    let target = id.map_or(AddressTarget::New, |id| AddressTarget::Id(AddressId::from_raw(id)));
    AddressEdit::Write(target, Box::new(changes))
}

fn contact(check: &mut Checker, wire: &ContactIn) -> ContactEdit {
    let (id, goes) = named(check, &wire.id, &wire.destroy);
    if let (Some(id), true) = (id, goes) {
        return ContactEdit::Remove(ContactId::from_raw(id));
    }
    let contact = NewContact {
        kind: ContactKind::Reference,
        name: Some(check.required_text("name", &wire.name, NAME_MAX)),
        value: check.required_text("phone_number", &wire.phone_number, NAME_MAX),
        relation: check
            .optional_by("reference_type", &wire.reference_type, degree)
            .map(|degree| degree.name().to_owned()),
    };
    match id {
        Some(id) => ContactEdit::Replace(ContactId::from_raw(id), contact),
        None => ContactEdit::Add(contact),
    }
}

fn degree(text: &str) -> Result<RelativeDegree, Problem> {
    RelativeDegree::from_name(text.trim()).ok_or(Problem::NotInList)
}

fn relative(check: &mut Checker, wire: &RelativeIn) -> RelativeEdit {
    let (id, goes) = named(check, &wire.id, &wire.destroy);
    if let (Some(id), true) = (id, goes) {
        return RelativeEdit::Remove(RelativeId::from_raw(id));
    }
    let is_new = id.is_none();
    let changes = RelativeChanges {
        name: (is_new || !wire.name.is_missing()).then(|| check.required_text("name", &wire.name, NAME_MAX)),
        birth_date: if is_new {
            check.required_stamp("birthday", &wire.birthday, date)
        } else {
            check.optional_stamp("birthday", &wire.birthday, date)
        },
        gender: if is_new {
            check.required_by("gender", &wire.gender, gender)
        } else {
            check.optional_by("gender", &wire.gender, gender)
        },
        degree: if is_new {
            check.required_by("relative_degree", &wire.relative_degree, degree)
        } else {
            check.optional_by("relative_degree", &wire.relative_degree, degree)
        },
    };
    match id {
        Some(id) => RelativeEdit::Change(RelativeId::from_raw(id), changes),
        None => RelativeEdit::Add(changes),
    }
}

fn credit_rule(check: &mut Checker, wire: &CreditRuleIn) -> CreditRuleEdit {
    let id = check.optional_id("id", &wire.id);
    let text = |check: &mut Checker, path: &str, given: &Given<Text>| {
        check.change(path, given, |check, path, given| {
            check.optional_text(path, given, NAME_MAX)
        })
    };
    let changes = CreditRuleChanges {
        limit: if id.is_none() {
            Some(check.required_money("limit_value", &wire.limit_value, DECIMALS))
        } else {
            check.optional_money("limit_value", &wire.limit_value, DECIMALS)
        },
        due_on: check.change("due_date", &wire.due_date, |check, path, given| {
            check.optional_stamp(path, given, date)
        }),
        validity_days: check.optional_whole("validate_time", &wire.validate_time, 0..=i64::MAX),
        reason: text(check, "reason", &wire.reason),
        status: check.optional_by("status", &wire.status, |text| {
            CreditRuleStatus::from_name(text.trim()).ok_or(Problem::NotInList)
        }),
        is_cancelled: check.flag("cancel", &wire.cancel),
        cancel_note: text(check, "cancel_observation", &wire.cancel_observation),
        order: check.change("order_id", &wire.order_id, |check, path, given| {
            check.optional_id(path, given).map(OrderId::from_raw)
        }),
    };
    match id {
        Some(id) => CreditRuleEdit::Change(CreditRuleId::from_raw(id), changes),
        None => CreditRuleEdit::Add(changes),
    }
}
