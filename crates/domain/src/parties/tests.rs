//! Tests of parties: rules, roles, edits.

use super::*;
use crate::address::Address;
use crate::change::Change;
use crate::documents::CheckPolicy;
use crate::ids::{AddressId, ContactId};
use crate::orders::CustomerSnapshot;
use crate::refusal::{Field, Problem, Refusal};

const NOW: Timestamp = Timestamp::UNIX_EPOCH;

fn person() -> PartyDetails {
    PartyDetails::new(PartyKind::Person, "Maria da Conceição", Roles::of(&[Role::Customer]))
}

fn facts(document_check: CheckPolicy) -> PartyFacts {
    PartyFacts {
        organization_known: true,
        document_check,
        ..PartyFacts::default()
    }
}

fn problems(result: Result<(), Refusal>) -> Vec<(Field, Option<usize>, Problem)> {
    match result {
        Ok(()) => Vec::new(),
        Err(Refusal::Invalid(fields)) => fields
            .into_iter()
            .map(|field| (field.field, field.index, field.problem))
            .collect(),
        Err(other) => panic!("{other:?}"),
    }
}

#[test]
fn a_document_is_judged_as_the_account_says() {
    let table = [
        ("529.982.247-25", CheckPolicy::Reject, None),
        ("11507279780", CheckPolicy::Warn, None),
        ("11507279780", CheckPolicy::Reject, Some(Problem::WrongCheckDigit)),
        ("11111111111", CheckPolicy::Reject, Some(Problem::WrongCheckDigit)),
        ("57.414.248/0001-16", CheckPolicy::Off, None),
        ("123", CheckPolicy::Off, Some(Problem::Malformed)),
        ("abc", CheckPolicy::Warn, Some(Problem::Malformed)),
    ];
    for (document, policy, problem) in table {
        let mut details = PartyDetails {
            tax_document: Some(document.to_owned()),
            ..person()
        };
        details.tidy();
        let expected: Vec<_> = problem
            .map(|problem| (Field::Document, None, problem))
            .into_iter()
            .collect();
        assert_eq!(
            problems(details.check(&facts(policy))),
            expected,
            "{document} {policy:?}"
        );
    }
}

#[test]
fn all_wrong_fields_are_named_at_once() {
    let mut details = PartyDetails {
        name: "  ".to_owned(),
        tax_document: Some("11507279780".to_owned()),
        external_id: Some("x".repeat(20)),
        credit_limit: Some(Money::from_millionths(-1)),
        roles: Roles::of(&[Role::Manufacturer]),
        ..person()
    };
    details.tidy();
    let facts = PartyFacts {
        tax_document_taken: true,
        code_taken: true,
        ..facts(CheckPolicy::Warn)
    };
    assert_eq!(
        problems(details.check(&facts)),
        [
            (Field::Name, None, Problem::Blank),
            (Field::Document, None, Problem::Taken),
            (Field::ExternalId, None, Problem::TooLong { max: 19 }),
            (Field::Code, None, Problem::Taken),
            (Field::CreditLimit, None, Problem::Negative),
        ]
    );
}

#[test]
fn a_party_without_any_role_is_refused() {
    let details = PartyDetails {
        roles: Roles::default(),
        ..person()
    };
    assert_eq!(
        problems(details.check(&facts(CheckPolicy::Off))),
        [(Field::Roles, None, Problem::Blank)]
    );
}

#[test]
fn roles_are_sets() {
    let both = Roles::of(&[Role::Customer, Role::Carrier]);
    assert!(both.include(Roles::of(&[Role::Carrier])));
    assert!(!Roles::of(&[Role::Carrier]).include(both));
    assert_eq!(Roles::of(&[Role::Customer]).and(Roles::of(&[Role::Carrier])), both);
    for role in Role::ALL {
        assert!(Roles::of(&[*role]).has(*role));
        assert!(!Roles::default().has(*role));
    }
}

#[test]
fn a_party_is_found_by_name_document_mail_and_telephone() {
    let mut details = PartyDetails {
        tax_document: Some("115.072.797-80".to_owned()),
        email: Some(" Maria@Exemplo.com ".to_owned()),
        phone: Some("(21) 99382-8559".to_owned()),
        ..person()
    };
    details.tidy();
    assert_eq!(
        details.folded(),
        "maria da conceicao 11507279780 maria@exemplo.com (21) 99382-8559"
    );
    details.name = "é".repeat(600);
    assert_eq!(details.folded().chars().count(), FOLDED_MAX);
}

#[test]
fn an_orders_customer_is_a_company_when_its_document_is_a_cnpj() {
    let table = [
        (Some("11507279780"), PartyKind::Person),
        (Some("57414248000116"), PartyKind::Company),
        (Some(""), PartyKind::Person),
        (None, PartyKind::Person),
    ];
    for (document, kind) in table {
        let customer = CustomerSnapshot {
            name: "Maria".to_owned(),
            document: document.map(str::to_owned),
            phones: vec!["1".to_owned(), "2".to_owned()],
            ..CustomerSnapshot::default()
        };
        let details = customer_from_order(&customer, NOW);
        assert_eq!(details.kind, kind, "{document:?}");
        assert_eq!(
            details.tax_document.as_deref(),
            document.filter(|text| !text.is_empty())
        );
        assert_eq!(details.phone.as_deref(), Some("1"));
        assert_eq!(
            (details.roles, details.customer_since),
            (Roles::of(&[Role::Customer]), Some(NOW))
        );
    }
}

#[test]
fn what_is_not_known_of_a_second_creation_keeps_what_was_known() {
    let mut existing = PartyDetails {
        phone: Some("1".to_owned()),
        email: Some("a@b".to_owned()),
        ..person()
    };
    let provider = PartyDetails {
        phone: Some("2".to_owned()),
        ..PartyDetails::new(PartyKind::Company, "Maria ME", Roles::of(&[Role::Supplier]))
    };
    PartyChanges::from_known(&provider, existing.roles).apply(&mut existing);
    assert_eq!(
        existing,
        PartyDetails {
            phone: Some("2".to_owned()),
            email: Some("a@b".to_owned()),
            ..PartyDetails::new(
                PartyKind::Company,
                "Maria ME",
                Roles::of(&[Role::Customer, Role::Supplier])
            )
        }
    );
}

fn numbers(first: i64) -> NumberedAddresses {
    NumberedAddresses {
        first,
        now: NOW,
        document_check: CheckPolicy::Warn,
    }
}

fn street(text: &str) -> AddressChanges {
    AddressChanges {
        street: Change::Set(text.to_owned()),
        ..AddressChanges::default()
    }
}

fn write(target: AddressTarget, changes: AddressChanges) -> AddressEdit {
    AddressEdit::Write(target, Box::new(changes))
}

#[test]
fn addresses_are_added_changed_and_removed_and_one_is_the_default() {
    let edits = [
        write(
            AddressTarget::New,
            AddressChanges {
                is_default: Some(true),
                ..street("Rua A")
            },
        ),
        write(AddressTarget::Kind(AddressKind::Delivery), street("Rua B")),
        write(
            AddressTarget::Kind(AddressKind::Delivery),
            AddressChanges {
                is_default: Some(true),
                ..AddressChanges::default()
            },
        ),
        write(AddressTarget::New, street("Rua C")),
        AddressEdit::Remove(AddressId::from_raw(9)),
    ];
    let addresses = apply_address_edits(Vec::new(), &edits, numbers(7)).unwrap();
    let found: Vec<_> = addresses
        .iter()
        .map(|address| {
            (
                address.id.raw(),
                address.kind,
                address.is_default,
                address.address.street.as_deref(),
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            (7, AddressKind::Main, false, Some("Rua A")),
            (8, AddressKind::Delivery, true, Some("Rua B")),
        ]
    );
    let again = [write(AddressTarget::Id(AddressId::from_raw(7)), street("Rua D"))];
    let addresses = apply_address_edits(addresses, &again, numbers(10)).unwrap();
    assert_eq!(addresses[0].address.street.as_deref(), Some("Rua D"));
    assert_eq!(addresses.len(), 2);
}

#[test]
fn a_new_city_code_takes_the_old_city_and_state_away() {
    let rio = Address {
        city: Some("Rio".to_owned()),
        city_code: Some("3304557".to_owned()),
        state: Some("RJ".to_owned()),
        ..Address::default()
    };
    let table = [
        ("3550308", Change::Keep, ("São Paulo", Some("SP"))),
        ("3550308", Change::Set("Sampa".to_owned()), ("Sampa", Some("SP"))),
        ("3304557", Change::Keep, ("Rio", Some("RJ"))),
        // The examples of a vendor have codes of six digits, which the table has not.
        ("355030", Change::Keep, ("Rio", None)),
    ];
    for (code, city, expected) in table {
        let changes = AddressChanges {
            city_code: Change::Set(code.to_owned()),
            city,
            ..AddressChanges::default()
        };
        let edits = [
            write(
                AddressTarget::New,
                AddressChanges::whole(AddressKind::Main, rio.clone()),
            ),
            write(AddressTarget::Kind(AddressKind::Main), changes),
        ];
        let addresses = apply_address_edits(Vec::new(), &edits, numbers(1)).unwrap();
        let address = &addresses[0].address;
        assert_eq!(
            (address.city.as_deref(), address.state.as_deref()),
            (Some(expected.0), expected.1),
            "{code}"
        );
    }
}

#[test]
fn wrong_addresses_are_named_by_the_position_of_their_edit() {
    let wrong = AddressChanges {
        postal_code: Change::Set("123".to_owned()),
        ..AddressChanges::default()
    };
    let edits = [
        write(AddressTarget::New, street("Rua A")),
        write(AddressTarget::New, wrong),
        write(AddressTarget::Id(AddressId::from_raw(99)), street("Rua B")),
    ];
    let refused = apply_address_edits(Vec::new(), &edits, numbers(1)).map(|_| ());
    assert_eq!(
        problems(refused),
        [
            (Field::PostalCode, Some(1), Problem::Malformed),
            (Field::Address, Some(2), Problem::Unknown),
        ]
    );
}

#[test]
fn contacts_are_added_replaced_and_removed_by_kind() {
    let mail = |value: &str| NewContact::new(ContactKind::Email, value);
    let edits = [
        ContactEdit::Add(mail(" a@b ")),
        ContactEdit::Add(NewContact::new(ContactKind::Phone, "1")),
        ContactEdit::Replace(ContactId::from_raw(4), NewContact::new(ContactKind::Phone, "2")),
        ContactEdit::RemoveAll(ContactKind::Email),
        ContactEdit::Add(mail("c@d")),
    ];
    let contacts = apply_contact_edits(Vec::new(), &edits, NumberedContacts { first: 3 }).unwrap();
    let found: Vec<_> = contacts
        .iter()
        .map(|contact| (contact.id.raw(), contact.contact.value.as_str()))
        .collect();
    assert_eq!(found, [(4, "2"), (5, "c@d")]);
    let edits = [
        ContactEdit::Replace(ContactId::from_raw(3), mail("x")),
        ContactEdit::Add(mail(" ")),
    ];
    let refused = apply_contact_edits(contacts, &edits, NumberedContacts { first: 6 }).map(|_| ());
    assert_eq!(
        problems(refused),
        [
            (Field::Contact, Some(0), Problem::Unknown),
            (Field::Contact, Some(1), Problem::Blank),
        ]
    );
}

#[test]
fn every_name_is_read_back() {
    for one in ContactKind::ALL {
        assert_eq!(ContactKind::from_name(one.name()), Some(*one));
    }
    for one in AddressKind::ALL {
        assert_eq!(AddressKind::from_name(one.name()), Some(*one));
    }
    for one in SupplierKind::ALL {
        assert_eq!(SupplierKind::from_name(one.name()), Some(*one));
    }
}

#[test]
fn what_a_customer_names_must_exist_and_what_is_required_must_be_known() {
    let mut details = PartyDetails {
        customer_type: Some("alu".to_owned()),
        ..person()
    };
    details.tidy();
    let facts = PartyFacts {
        unknown: vec![Field::CustomerType],
        required: vec![crate::customers::CustomerField::Email],
        ..facts(CheckPolicy::Warn)
    };
    assert_eq!(
        problems(details.check(&facts)),
        [
            (Field::CustomerType, None, Problem::Unknown),
            (Field::Email, None, Problem::Blank)
        ]
    );
}
