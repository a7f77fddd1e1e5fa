//! The customer that an order brings along.

use app::parties::{CreateParty, customer_for_order};
use app::{Command, Context, Failure};
use domain::documents::CheckPolicy;
use domain::ids::PartyId;
use domain::orders::CustomerSnapshot;
use domain::parties::{PartyDetails, PartyKind, Role, Roles};
use domain::refusal::{Field, Problem};

use crate::world::{World, later, now, on_each_engine, on_each_engine_with, refused};

/// An order as far as its customer goes.
struct Order(CustomerSnapshot);

impl Command for Order {
    type Done = PartyId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<PartyId, Failure> {
        customer_for_order(cx, &self.0)
    }
}

fn customer(name: &str, document: &str, email: &str) -> CustomerSnapshot {
    let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    CustomerSnapshot {
        name: name.to_owned(),
        document: given(document),
        email: given(email),
        ..CustomerSnapshot::default()
    }
}

fn order(world: &World, name: &str, document: &str, email: &str) -> i64 {
    world.run(Order(customer(name, document, email))).unwrap().raw()
}

#[test]
fn the_document_decides_then_the_mail_and_without_both_the_customer_is_new() {
    on_each_engine(|world| {
        let table = [
            ("Maria", "529.982.247-25", "maria@exemplo.com", 1),
            ("Maria S.", "52998224725", "outra@exemplo.com", 1),
            ("Maria", "", " MARIA@exemplo.com ", 1),
            ("João", "57414248000116", "maria@exemplo.com", 2),
            ("Ana", "", "ana@exemplo.com", 3),
            ("Ana", "", "ana@exemplo.com", 3),
            ("Ana", "", "", 4),
            ("Ana", "", "", 5),
        ];
        for (name, document, email, expected) in table {
            assert_eq!(
                order(world, name, document, email),
                expected,
                "{name} {document} {email}"
            );
        }
        let kinds: Vec<PartyKind> = world
            .read(|reader| reader.parties_by_id(&[1, 2].map(PartyId::from_raw)))
            .unwrap()
            .into_iter()
            .map(|party| party.details.kind)
            .collect();
        assert_eq!(kinds, [PartyKind::Person, PartyKind::Company]);
    });
}

#[test]
fn a_party_that_exists_becomes_a_customer_and_keeps_what_it_has() {
    on_each_engine(|world| {
        let seller = PartyDetails {
            tax_document: Some("52998224725".to_owned()),
            email: Some("maria@loja.com".to_owned()),
            ..PartyDetails::new(PartyKind::Person, "Maria Vendedora", Roles::of(&[Role::Seller]))
        };
        let id = world.run(CreateParty::new(seller.clone())).unwrap();
        let snapshot = CustomerSnapshot {
            phones: vec!["11 99999-9999".to_owned()],
            ..customer("Maria", "529.982.247-25", "maria@casa.com")
        };
        assert_eq!(world.run_later(8, Order(snapshot.clone())).unwrap(), id);
        let found = world.read(move |reader| reader.party(id)).unwrap();
        assert_eq!(
            found.details,
            PartyDetails {
                roles: Roles::of(&[Role::Seller, Role::Customer]),
                customer_since: Some(later(8)),
                phone: Some("11 99999-9999".to_owned()),
                code: Some("1".to_owned()),
                ..seller
            }
        );
        world.run_later(9, Order(snapshot)).unwrap();
        let found = world.read(move |reader| reader.party(id)).unwrap();
        assert_eq!(
            found.updated_at,
            later(8),
            "a customer of whom nothing is new is not written again"
        );
        assert_eq!(found.created_at, now());
    });
}

#[test]
fn an_orders_customer_is_judged_like_any_party() {
    on_each_engine_with(CheckPolicy::Reject, |world| {
        assert_eq!(
            refused(world.run(Order(customer(" ", "529.982.247-26", "")))),
            [
                (Field::CustomerName, None, Problem::Blank),
                (Field::Document, None, Problem::WrongCheckDigit)
            ]
        );
        assert_eq!(
            refused(world.run(Order(customer("Maria", "123", "")))),
            [(Field::Document, None, Problem::Malformed)]
        );
    });
}
