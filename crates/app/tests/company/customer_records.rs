//! What an account says of its customers: categories, types, jobs, required fields, relatives, credit rules, acquisition
//! channels.

use app::customers::{
    CreateAcquisitionChannel, CreateCustomerCategory, PutCustomerJob, PutCustomerType, RequireCustomerField,
    UpdateAcquisitionChannel, UpdateCustomerCategory,
};
use app::parties::{CreateParty, UpdateParty};
use domain::amount::Money;
use domain::change::Change;
use domain::customers::{
    CreditRuleChanges, CreditRuleEdit, CustomerField, RelativeChanges, RelativeDegree, RelativeEdit,
};
use domain::ids::{CustomerCategoryId, OrderId, PartyId, RelativeId};
use domain::parties::{
    AddressEdit, AddressTarget, Gender, PartyChanges, PartyDetails, PartyFilter, PartyKind, PartyOrder, Role, Roles,
};
use domain::refusal::{Field, Problem};
use jiff::civil::Date;

use crate::world::{ALL, World, is_missing, later, now, on_each_engine, refused};

fn person(name: &str) -> PartyDetails {
    PartyDetails::new(PartyKind::Person, name, Roles::of(&[Role::Customer]))
}

fn mother() -> RelativeChanges {
    RelativeChanges {
        name: Some("Louis Lane".to_owned()),
        birth_date: Some(Date::constant(2000, 11, 18)),
        gender: Some(Gender::Female),
        degree: Some(RelativeDegree::Mother),
    }
}

fn limit(text: &str) -> CreditRuleChanges {
    CreditRuleChanges {
        limit: Some(Money::parse(text).unwrap()),
        ..CreditRuleChanges::default()
    }
}

fn category(world: &World, name: &str) -> CustomerCategoryId {
    let name = name.to_owned();
    world.run(CreateCustomerCategory { name, active: true }).unwrap()
}

#[test]
fn a_customer_is_shown_with_all_that_is_said_of_it() {
    on_each_engine(|world| {
        let (shop, other) = (world.organization(1), world.organization(2));
        let category = category(world, " Categoria A ");
        for organization in [other, shop] {
            let (code, name) = ("tcode".to_owned(), format!("Type {organization}"));
            world
                .run(PutCustomerType {
                    organization,
                    code,
                    name,
                })
                .unwrap();
        }
        let (code, name) = ("jcode".to_owned(), "Job Name".to_owned());
        world.run(PutCustomerJob { code, name }).unwrap();
        let details = PartyDetails {
            organization: Some(shop),
            customer_category: Some(category),
            customer_type: Some("tcode".to_owned()),
            customer_job: Some("jcode".to_owned()),
            ..person("John Doe")
        };
        let id = world
            .run(CreateParty {
                relatives: vec![RelativeEdit::Add(mother()), RelativeEdit::Add(mother())],
                credit_rules: vec![CreditRuleEdit::Add(limit("9.99"))],
                ..CreateParty::new(details)
            })
            .unwrap();
        let aunt = RelativeChanges {
            degree: Some(RelativeDegree::Aunt),
            ..RelativeChanges::default()
        };
        let update = UpdateParty {
            relatives: vec![RelativeEdit::Change(RelativeId::from_raw(2), aunt)],
            ..UpdateParty::of(id, PartyChanges::default())
        };
        world.run_later(5, update).unwrap();
        let found = world.read(move |reader| reader.customer(id)).unwrap();
        assert_eq!(found.category.map(|one| one.name).as_deref(), Some("Categoria A"));
        assert_eq!(
            found.customer_type.map(|one| one.name),
            Some(format!("Type {shop}")),
            "its own organization's"
        );
        assert_eq!(found.job.map(|one| one.name).as_deref(), Some("Job Name"));
        let degrees: Vec<_> = found.relatives.iter().map(|one| one.degree).collect();
        assert_eq!(degrees, [RelativeDegree::Mother, RelativeDegree::Aunt]);
        assert_eq!(found.credit_rules[0].limit, Money::parse("9.99").unwrap());
        assert_eq!(found.view.party.updated_at, later(5));
        assert!(is_missing(&world.read_foreign(move |reader| reader.customer(id))));
    });
}

#[test]
fn a_category_type_or_job_that_does_not_exist_is_unknown() {
    on_each_engine(|world| {
        let (shop, other) = (world.organization(1), world.organization(2));
        let (code, name) = ("tcode".to_owned(), "Aluno".to_owned());
        world
            .run(PutCustomerType {
                organization: other,
                code,
                name,
            })
            .unwrap();
        let details = PartyDetails {
            organization: Some(shop),
            customer_category: Some(CustomerCategoryId::from_raw(1)),
            customer_type: Some("tcode".to_owned()),
            customer_job: Some("jcode".to_owned()),
            ..person("John Doe")
        };
        let create = CreateParty {
            credit_rules: vec![CreditRuleEdit::Add(CreditRuleChanges {
                order: Change::Set(OrderId::from_raw(1)),
                ..limit("1")
            })],
            ..CreateParty::new(details)
        };
        assert_eq!(
            refused(world.run(create)),
            [
                (Field::CustomerCategory, None, Problem::Unknown),
                (Field::CustomerType, None, Problem::Unknown),
                (Field::CustomerJob, None, Problem::Unknown),
                (Field::Order, Some(0), Problem::Unknown),
            ]
        );
    });
}

#[test]
fn a_required_field_is_asked_of_persons_who_buy_until_it_is_not_any_more() {
    on_each_engine(|world| {
        let require = |field, required| world.run(RequireCustomerField { field, required }).unwrap();
        require(CustomerField::Address, true);
        require(CustomerField::Phone, true);
        require(CustomerField::Phone, true);
        let create = |details: PartyDetails, addresses: usize| CreateParty {
            addresses: vec![AddressEdit::Write(AddressTarget::New, Box::default()); addresses],
            ..CreateParty::new(details)
        };
        assert_eq!(
            refused(world.run(create(person("John"), 0))),
            [
                (Field::Address, None, Problem::Blank),
                (Field::Phone, None, Problem::Blank)
            ]
        );
        let phone = Some("1".to_owned());
        let reachable = PartyDetails {
            phone,
            ..person("John")
        };
        let john = world.run(create(reachable, 1)).unwrap();
        let silent = PartyChanges {
            phone: Change::Clear,
            ..PartyChanges::default()
        };
        assert_eq!(
            refused(world.run(UpdateParty::of(john, silent.clone()))),
            [(Field::Phone, None, Problem::Blank)],
            "the address is there, though the update does not mention it"
        );
        let company = PartyDetails::new(PartyKind::Company, "Acme", Roles::of(&[Role::Customer]));
        assert!(world.run(create(company, 0)).is_ok());
        require(CustomerField::Phone, false);
        assert!(world.run(UpdateParty::of(john, silent)).is_ok());
        assert_eq!(
            world.read(|reader| reader.required_customer_fields()).unwrap(),
            [CustomerField::Address]
        );
        assert_eq!(
            world.read_foreign(|reader| reader.required_customer_fields()).unwrap(),
            []
        );
    });
}

#[test]
fn categories_and_channels_are_created_changed_and_listed() {
    on_each_engine(|world| {
        let (shop, other) = (world.organization(1), world.organization(2));
        let first = category(world, "A");
        category(world, "B");
        let (name, active) = (None, Some(false));
        world
            .run_later(
                3,
                UpdateCustomerCategory {
                    id: first,
                    name,
                    active,
                },
            )
            .unwrap();
        let found = world.read(|reader| reader.customer_categories(ALL)).unwrap();
        let shown: Vec<_> = found
            .iter()
            .map(|one| (one.name.as_str(), one.active, one.updated_at))
            .collect();
        assert_eq!(shown, [("A", false, later(3)), ("B", true, now())]);
        assert!(
            world
                .read_foreign(|reader| reader.customer_categories(ALL))
                .unwrap()
                .is_empty()
        );
        let blank = CreateCustomerCategory {
            name: " ".to_owned(),
            active: true,
        };
        assert_eq!(refused(world.run(blank)), [(Field::Name, None, Problem::Blank)]);

        let create = |organization, name: &str| CreateAcquisitionChannel {
            organization,
            name: name.to_owned(),
            active: true,
        };
        let channel = world.run(create(shop, "whatsapp")).unwrap();
        world.run(create(other, "televendas")).unwrap();
        let update = |organization| UpdateAcquisitionChannel {
            organization,
            id: channel,
            name: None,
            active: Some(false),
        };
        assert!(is_missing(&world.run(update(other))));
        world.run(update(shop)).unwrap();
        let found = world
            .read(move |reader| reader.acquisition_channels_of(shop, ALL))
            .unwrap();
        let shown: Vec<_> = found.iter().map(|one| (one.name.as_str(), one.active)).collect();
        assert_eq!(shown, [("whatsapp", false)]);
        assert!(is_missing(&world.run_foreign(create(shop, "x"))));
    });
}

#[test]
fn a_list_of_customers_costs_the_same_however_many() {
    on_each_engine(|world| {
        let category = category(world, "A");
        let (code, name) = ("j".to_owned(), "Job".to_owned());
        world.run(PutCustomerJob { code, name }).unwrap();
        for _ in 0..30 {
            let details = PartyDetails {
                customer_category: Some(category),
                customer_job: Some("j".to_owned()),
                ..person("John")
            };
            let create = CreateParty {
                relatives: vec![RelativeEdit::Add(mother())],
                ..CreateParty::new(details)
            };
            world.run(create).unwrap();
        }
        for length in [1, 30] {
            let page = domain::page::PageRequest::new(1, length, 500);
            let (found, statements) = world
                .read(move |reader| {
                    let found = reader.customers(&PartyFilter::default(), PartyOrder::default(), page)?;
                    Ok((found.len(), reader.statements()))
                })
                .unwrap();
            assert_eq!(
                (found, statements),
                (length as usize, 7),
                "types of none are not asked for"
            );
        }
        assert!(is_missing(&world.read(|reader| reader.customer(PartyId::from_raw(99)))));
    });
}
