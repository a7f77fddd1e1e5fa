//! Where a basket can be collected, and what the authority says of a document.

use app::fiscal::SetAuthorizationStatus;
use app::locations::{UpdateLocation, WantedGoods};
use app::workflow::advance_order::{AdvanceOrder, NewInvoice, OrderStep};
use domain::locations::{LocationChanges, Modality};
use domain::refusal::{Entity, Field, Problem, Refusal};

use crate::world::{World, on_each_engine, refusal, units};

const KEY: &str = "11234567890123456789012345678901434967890123";

fn wanted(code: &str, count: i64) -> WantedGoods {
    WantedGoods {
        code: code.to_owned(),
        quantity: units(count),
    }
}

fn points(world: &World, postal_code: &'static str, goods: Vec<WantedGoods>) -> Vec<i64> {
    let found = world.read(move |reader| reader.pickup_points(postal_code, &goods));
    found.iter().map(|point| point.location.id.raw()).collect()
}

#[test]
fn a_basket_is_collected_where_everything_is_nearest_first() {
    on_each_engine(|world| {
        let (rio, campinas) = (world.rio.location.raw(), world.campinas.location.raw());
        world.receive(world.rio, world.skus[0], 5, "1");
        world.receive(world.campinas, world.skus[0], 9, "1");
        world.receive(world.campinas, world.skus[1], 1, "1");
        let in_rio = "20010000";
        let in_campinas = "13015000";
        assert_eq!(points(world, in_rio, vec![wanted("A", 5)]), [rio, campinas]);
        assert_eq!(points(world, in_campinas, vec![wanted("A", 5)]), [campinas, rio]);
        assert_eq!(points(world, in_rio, vec![wanted("A", 6)]), [campinas]);
        assert_eq!(
            points(world, in_rio, vec![wanted("A", 3), wanted("A", 3)]),
            [campinas],
            "one basket"
        );
        assert_eq!(points(world, in_rio, vec![wanted("A", 1), wanted("B", 1)]), [campinas]);
        assert_eq!(points(world, in_rio, vec![wanted("A", 1), wanted("C", 1)]), [0; 0]);
        assert_eq!(points(world, in_rio, vec![wanted("none", 1)]), [0; 0]);
    });
}

#[test]
fn customers_collect_where_the_modality_says_so() {
    on_each_engine(|world| {
        world.receive(world.rio, world.skus[0], 5, "1");
        let rio = world.rio.location;
        let table = [
            (Modality::Both, 1),
            (Modality::PickupOnStore, 1),
            (Modality::ShipFromStore, 0),
            (Modality::Disabled, 0),
        ];
        for (modality, count) in table {
            let changes = LocationChanges {
                modality: Some(modality),
                ..LocationChanges::default()
            };
            world.run(UpdateLocation { id: rio, changes }).unwrap();
            assert_eq!(
                points(world, "20010000", vec![wanted("A", 1)]).len(),
                count,
                "{modality:?}"
            );
        }
    });
}

#[test]
fn the_authority_is_quoted_on_the_document_of_the_key() {
    on_each_engine(|world| {
        world.receive(world.rio, world.skus[0], 5, "1");
        let order = world.place(world.order("1", Some(world.rio), &[(world.skus[0], 1)]));
        let invoice = NewInvoice {
            access_key: Some(KEY.to_owned()),
            ..NewInvoice::default()
        };
        for step in [
            OrderStep::Pick,
            OrderStep::Pack(Vec::new()),
            OrderStep::Invoice(invoice),
        ] {
            world.run(AdvanceOrder { order, step }).unwrap();
        }
        let set = |access_key: &str, status: &str| SetAuthorizationStatus {
            access_key: access_key.to_owned(),
            status: status.to_owned(),
        };
        let id = world.run(set(KEY, " Inutilizada ")).unwrap();
        let document = world.read(move |reader| reader.fiscal_document(id));
        assert_eq!(document.authorization_status.as_deref(), Some("Inutilizada"));
        assert_eq!(document.order, Some(order));
        let other = KEY.replace("1123", "3523");
        assert_eq!(
            refusal(world.run(set(&other, "x"))),
            Refusal::not_found(Entity::FiscalDocument, &other)
        );
        let Refusal::Invalid(fields) = refusal(world.run(set("1", " "))) else {
            panic!("two fields are wrong")
        };
        let wrong: Vec<_> = fields.iter().map(|field| (field.field, field.problem)).collect();
        assert_eq!(
            wrong,
            [
                (Field::AccessKey, Problem::Malformed),
                (Field::AuthorizationStatus, Problem::Blank)
            ]
        );
    });
}
