//! People and companies under one number, whatever they are.

use app::ExtrasEdit;
use app::customers::{CreateCustomerCategory, PutCustomerJob, PutCustomerType};
use app::parties::{CreateParty, DeleteParty, UpdateParty};
use domain::actor::Face;
use domain::address::Address;
use domain::amount::Money;
use domain::change::Change;
use domain::documents::CheckPolicy;
use domain::ids::{AddressId, OrganizationId, PartyId};
use domain::parties::{
    AddressChanges, AddressEdit, AddressKind, AddressTarget, ContactEdit, ContactKind, Gender, NewContact,
    PartyChanges, PartyDetails, PartyKind, PartyStatus, Role, Roles, StateRegistrationKind, SupplierKind,
};
use domain::refusal::{Field, Problem};
use jiff::civil::date;

use crate::world::{World, is_missing, later, now, on_each_engine, on_each_engine_with, refused};

const CPF: &str = "529.982.247-25";

fn customer(name: &str) -> PartyDetails {
    PartyDetails::new(PartyKind::Person, name, Roles::of(&[Role::Customer]))
}

fn create(world: &World, details: PartyDetails) -> PartyId {
    world.run(CreateParty::new(details)).unwrap()
}

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[test]
fn every_field_of_a_party_is_kept() {
    on_each_engine(|world| {
        let organization = world.organization(1);
        let name = "Categoria A".to_owned();
        let category = world.run(CreateCustomerCategory { name, active: true }).unwrap();
        let (code, name) = ("tcode".to_owned(), "Type".to_owned());
        world
            .run(PutCustomerType {
                organization,
                code,
                name,
            })
            .unwrap();
        let (code, name) = ("jcode".to_owned(), "Job".to_owned());
        world.run(PutCustomerJob { code, name }).unwrap();
        let details = PartyDetails {
            organization: Some(organization),
            kind: PartyKind::Company,
            name: "Acme Corp.".to_owned(),
            trading_name: text("Acme"),
            tax_document: text("57414248000116"),
            identity_document: text("123"),
            state_registration_kind: Some(StateRegistrationKind::Taxpayer),
            state_registration: text("921228773644"),
            municipal_registration: text("0123456789"),
            suframa_registration: text("9876543210"),
            email: text("contato@acme.com"),
            phone: text("(21) 99282-8559"),
            birth_date: Some(date(1987, 1, 14)),
            gender: Some(Gender::Female),
            mother_name: text("Louis Lane"),
            status: PartyStatus::Blocked,
            external_id: text("A-1"),
            code: text("C9"),
            note: text("anotação"),
            roles: Roles::of(Role::ALL),
            supplier_kind: Some(SupplierKind::Importer),
            seller_registration: text("ABC123"),
            customer_since: Some(later(-500)),
            credit_limit: Some(Money::from_millionths(1_500_000)),
            customer_category: Some(category),
            customer_type: text("tcode"),
            customer_job: text("jcode"),
            is_final_consumer: None,
        };
        let id = create(world, details.clone());
        let found = world.read(move |reader| reader.party(id)).unwrap();
        assert_eq!(found.details, details);
        assert_eq!(
            (found.created_at, found.updated_at, found.deleted_at),
            (now(), now(), None)
        );
        assert!(is_missing(&world.read_foreign(move |reader| reader.party(id))));
    });
}

#[test]
fn a_party_without_a_code_gets_its_number_or_says_that_it_is_taken() {
    on_each_engine(|world| {
        create(
            world,
            PartyDetails {
                code: text("2"),
                ..customer("A")
            },
        );
        create(world, customer("B"));
        create(world, customer("C"));
        let code = |world: &World, id: i64| {
            world
                .read(move |reader| reader.party(PartyId::from_raw(id)))
                .unwrap()
                .details
                .code
                .unwrap()
        };
        assert_eq!([1, 2, 3].map(|id| code(world, id)), ["2", "E2", "3"]);
        let taken = CreateParty::new(PartyDetails {
            code: text("3"),
            ..customer("D")
        });
        assert_eq!(refused(world.run(taken)), [(Field::Code, None, Problem::Taken)]);
        let found = world.read(|reader| reader.party_by_code("E2")).unwrap();
        assert_eq!(found.id, PartyId::from_raw(2));
        world
            .run(DeleteParty {
                id: PartyId::from_raw(3),
            })
            .unwrap();
        let again = create(
            world,
            PartyDetails {
                code: text("3"),
                ..customer("D")
            },
        );
        assert_eq!(code(world, again.raw()), "3", "a deleted party's code is free");
    });
}

#[test]
fn a_document_that_exists_gains_the_roles_and_only_all_roles_make_it_taken() {
    on_each_engine(|world| {
        let maria = create(
            world,
            PartyDetails {
                tax_document: text(CPF),
                email: text("Maria@Exemplo.com"),
                ..customer("Maria")
            },
        );
        let provider = PartyDetails {
            tax_document: text("52998224725"),
            trading_name: text("Ateliê"),
            ..PartyDetails::new(PartyKind::Person, "Maria Silva ME", Roles::of(&[Role::Supplier]))
        };
        let merged = world.run_later(7, CreateParty::new(provider.clone())).unwrap();
        assert_eq!(merged, maria);
        let found = world.read(move |reader| reader.provider(maria)).unwrap().party;
        assert_eq!(
            found.details,
            PartyDetails {
                email: text("maria@exemplo.com"),
                roles: Roles::of(&[Role::Customer, Role::Supplier]),
                customer_since: Some(now()),
                code: text("1"),
                ..provider.clone()
            }
        );
        assert_eq!(found.updated_at, later(7));
        assert_eq!(
            refused(world.run(CreateParty::new(provider.clone()))),
            [(Field::Document, None, Problem::Taken)]
        );
        let foreign = world.run_foreign(CreateParty::new(provider)).unwrap();
        assert_eq!(foreign.raw(), 1, "another account has its own parties");
        let other = create(world, customer("Outra"));
        let change = PartyChanges {
            tax_document: Change::Set(CPF.to_owned()),
            ..PartyChanges::default()
        };
        let update = UpdateParty::of(other, change);
        assert_eq!(refused(world.run(update)), [(Field::Document, None, Problem::Taken)]);
        world.run(DeleteParty { id: maria }).unwrap();
        assert!(
            world
                .run(CreateParty::new(PartyDetails {
                    tax_document: text(CPF),
                    ..customer("Maria")
                }))
                .is_ok()
        );
    });
}

#[test]
fn an_update_changes_what_it_mentions_and_clears_what_it_says() {
    on_each_engine(|world| {
        let id = create(
            world,
            PartyDetails {
                phone: text("1"),
                email: text("a@b"),
                ..customer("Maria")
            },
        );
        let changes = PartyChanges {
            name: text("Maria Silva"),
            phone: Change::Clear,
            status: Some(PartyStatus::Inactive),
            ..PartyChanges::default()
        };
        world.run_later(5, UpdateParty::of(id, changes)).unwrap();
        let found = world.read(move |reader| reader.party(id)).unwrap();
        assert_eq!(
            found.details,
            PartyDetails {
                email: text("a@b"),
                status: PartyStatus::Inactive,
                code: text("1"),
                customer_since: Some(now()),
                ..customer("Maria Silva")
            }
        );
        assert_eq!(found.updated_at, later(5));
    });
}

#[test]
fn a_party_is_not_found_in_a_role_or_kind_it_has_not() {
    on_each_engine(|world| {
        let id = create(world, customer("Maria"));
        let company = UpdateParty {
            kind: Some(PartyKind::Company),
            ..UpdateParty::of(id, PartyChanges::default())
        };
        let seller = UpdateParty {
            role: Some(Role::Seller),
            ..UpdateParty::of(id, PartyChanges::default())
        };
        let person = UpdateParty {
            kind: Some(PartyKind::Person),
            ..UpdateParty::of(id, PartyChanges::default())
        };
        assert!(is_missing(&world.run(company)));
        assert!(is_missing(&world.run(seller)));
        assert!(world.run(person).is_ok());
        assert!(is_missing(&world.read(move |reader| reader.manufacturer(id))));
        assert!(is_missing(&world.read(move |reader| reader.provider(id))));
        assert!(is_missing(
            &world.run_foreign(UpdateParty::of(id, PartyChanges::default()))
        ));
    });
}

#[test]
fn a_deleted_party_is_found_only_by_those_that_refer_to_it() {
    on_each_engine(|world| {
        let id = create(
            world,
            PartyDetails {
                tax_document: text(CPF),
                ..customer("Maria")
            },
        );
        world.run_later(3, DeleteParty { id }).unwrap();
        assert!(is_missing(&world.read(move |reader| reader.party(id))));
        assert!(is_missing(
            &world.read(|reader| reader.party_by_tax_document("52998224725"))
        ));
        assert!(is_missing(&world.run(DeleteParty { id })));
        assert!(world.read(move |reader| reader.party_was_deleted(id)).unwrap());
        assert!(
            !world
                .read(|reader| reader.party_was_deleted(PartyId::from_raw(9)))
                .unwrap()
        );
        let referred = world.read(move |reader| reader.party_views_by_id(&[id])).unwrap();
        assert_eq!(referred[0].party.deleted_at, Some(later(3)));
    });
}

fn rua(street: &str) -> AddressChanges {
    AddressChanges {
        street: Change::Set(street.to_owned()),
        postal_code: Change::Set("21321-050".to_owned()),
        city_code: Change::Set("3304557".to_owned()),
        ..AddressChanges::default()
    }
}

fn write(target: AddressTarget, changes: AddressChanges) -> AddressEdit {
    AddressEdit::Write(target, Box::new(changes))
}

/// A customer with two addresses and one contact.
fn reachable(world: &World) -> PartyId {
    let billing = AddressChanges {
        kind: Some(AddressKind::Billing),
        is_default: Some(true),
        reference: Change::Set("ao lado da praça".to_owned()),
        ..rua("Rua A")
    };
    let command = CreateParty {
        addresses: vec![
            write(AddressTarget::New, billing),
            write(AddressTarget::Kind(AddressKind::Delivery), rua("Rua B")),
        ],
        contacts: vec![ContactEdit::Add(NewContact {
            kind: ContactKind::Reference,
            name: text("Jane Doe"),
            value: "(11) 99999-9999".to_owned(),
            relation: text("mother"),
        })],
        ..CreateParty::new(customer("Maria"))
    };
    world.run(command).unwrap()
}

#[test]
fn addresses_and_contacts_are_kept() {
    on_each_engine(|world| {
        let id = reachable(world);
        let view = world
            .read(move |reader| reader.party_view(id, Some(Role::Customer)))
            .unwrap();
        let kinds: Vec<_> = view
            .addresses
            .iter()
            .map(|one| (one.id.raw(), one.kind, one.is_default))
            .collect();
        assert_eq!(
            kinds,
            [(1, AddressKind::Billing, true), (2, AddressKind::Delivery, false)]
        );
        assert_eq!(view.addresses[0].reference, text("ao lado da praça"));
        let expected = Address {
            street: text("Rua A"),
            // By its code, which is all that was said of it.
            city: text("Rio de Janeiro"),
            city_code: text("3304557"),
            state: text("RJ"),
            postal_code: text("21321050"),
            ..Address::default()
        };
        assert_eq!(view.addresses[0].address, expected);
        let contact = &view.contacts[0].contact;
        assert_eq!(
            (contact.kind, &contact.name, &contact.relation),
            (ContactKind::Reference, &text("Jane Doe"), &text("mother"))
        );
    });
}

#[test]
fn addresses_that_an_update_does_not_mention_stay() {
    on_each_engine(|world| {
        let id = reachable(world);
        let update = UpdateParty {
            addresses: vec![
                write(AddressTarget::Id(AddressId::from_raw(2)), rua("Rua C")),
                write(AddressTarget::New, rua("Rua D")),
            ],
            contacts: vec![ContactEdit::RemoveAll(ContactKind::Reference)],
            ..UpdateParty::of(id, PartyChanges::default())
        };
        world.run_later(4, update).unwrap();
        let view = world.read(move |reader| reader.party_view(id, None)).unwrap();
        let streets: Vec<_> = view
            .addresses
            .iter()
            .map(|one| one.address.street.as_deref().unwrap())
            .collect();
        assert_eq!(streets, ["Rua A", "Rua C", "Rua D"]);
        let created: Vec<_> = view.addresses.iter().map(|one| one.created_at).collect();
        assert_eq!(created, [now(), now(), later(4)]);
        assert!(view.contacts.is_empty());
    });
}

#[test]
fn wrong_fields_of_a_party_and_its_parts_are_named_together() {
    on_each_engine_with(CheckPolicy::Reject, |world| {
        let command = CreateParty {
            addresses: vec![write(
                AddressTarget::New,
                AddressChanges {
                    state: Change::Set("XX".to_owned()),
                    ..AddressChanges::default()
                },
            )],
            ..CreateParty::new(PartyDetails {
                organization: Some(OrganizationId::from_raw(9)),
                tax_document: text("11507279780"),
                ..customer("")
            })
        };
        assert_eq!(
            refused(world.run(command)),
            [
                (Field::Organization, None, Problem::Unknown),
                (Field::Name, None, Problem::Blank),
                (Field::Document, None, Problem::WrongCheckDigit),
                (Field::State, Some(0), Problem::NotInList),
            ]
        );
    });
}

#[test]
fn each_face_keeps_its_own_extras_and_edits_what_it_kept() {
    on_each_engine(|world| {
        let add = |word: &'static str| ExtrasEdit::new(move |kept| Some(format!("{}{word}", kept.unwrap_or_default())));
        let maria = PartyDetails {
            tax_document: text(CPF),
            ..customer("Maria")
        };
        let created = CreateParty {
            extras: Some(add("a")),
            ..CreateParty::new(maria.clone())
        };
        let id = world.run_from(Face::Estoka, created).unwrap();
        let update = || UpdateParty {
            extras: Some(add("b")),
            ..UpdateParty::of(id, PartyChanges::default())
        };
        world.run_from(Face::Estoka, update()).unwrap();
        world.run_from(Face::Uniplus, update()).unwrap();
        world.run_from(Face::Likin, update()).unwrap();
        let provider = PartyDetails {
            roles: Roles::of(&[Role::Supplier]),
            ..maria
        };
        let merged = CreateParty {
            extras: Some(add("c")),
            ..CreateParty::new(provider)
        };
        assert_eq!(world.run_from(Face::Estoka, merged).unwrap(), id);
        let kept = |face| {
            world
                .read(move |reader| reader.party_extras(face, &[id]))
                .unwrap()
                .remove(&id)
        };
        assert_eq!(kept(Face::Estoka), text("abc"));
        assert_eq!(kept(Face::Uniplus), text("b"));
        assert_eq!(kept(Face::Egestor), None);
        assert_eq!(kept(Face::Likin), None, "this vendor defines no fields of its own");
    });
}
