//! Entering and setting stock: lots, costs, margins, and what may not be.

use app::workflow::adjust_stock::{AdjustStock, StockTarget};
use app::workflow::enter_stock::{EnterStock, EntryLine};
use app::workflow::shelves::LotName;
use domain::amount::UnitPrice;
use domain::ids::MovementId;
use domain::orders::SkuReference;
use domain::refusal::{Field, Refusal};
use domain::stock::{AdjustReason, StatedCosts};

use crate::world::{World, on_each_engine, refusal, units};

fn set(world: &World, target: StockTarget) -> AdjustStock {
    AdjustStock {
        organization: world.rio.organization,
        location: world.rio.location,
        reason: AdjustReason::BalanceSet,
        note: None,
        targets: vec![target],
    }
}

#[test]
fn the_average_cost_follows_receipts() {
    on_each_engine(|world| {
        let sku = world.skus[0];
        world.receive(world.rio, sku, 10, "2");
        world.receive(world.rio, sku, 5, "3.50");
        let balance = world.read(move |reader| reader.balances_of_sku(sku)).remove(0).balance;
        assert_eq!(balance.average_cost, UnitPrice::parse("2.5").unwrap());
        assert_eq!(balance.replacement_cost, UnitPrice::parse("3.5").unwrap());
    });
}

#[test]
fn setting_what_is_available_keeps_promises() {
    on_each_engine(|world| {
        let sku = world.skus[0];
        world.receive(world.rio, sku, 10, "2");
        world.place(world.order("1", Some(world.rio), &[(sku, 4)]));
        let target = StockTarget {
            sku: SkuReference::Id(sku),
            lot: None,
            available: units(20),
            costs: StatedCosts::default(),
        };
        let done = world.run(set(world, target)).unwrap();
        assert_eq!(done.differences[0].quantity, units(14));
        assert_eq!(world.stock(world.rio, sku), (24, 4, 20));
    });
}

#[test]
fn a_balance_that_is_set_costs_what_was_said() {
    let price = |text: &str| UnitPrice::parse(text).unwrap();
    // Set to, said of a unit, said of the average; average and replacement cost then.
    let steps = [
        (10, Some("2"), None, "2", "2"),
        // Ten more at 4.
        (20, Some("4"), None, "3", "4"),
        // Missing goods leave the average.
        (5, Some("5"), None, "3", "5"),
        // Nothing moves, the costs stand.
        (5, Some("6"), Some("3.5"), "3.5", "6"),
        (8, None, None, "3.5", "6"),
    ];
    on_each_engine(|world| {
        let sku = world.skus[0];
        for (available, unit, average, expected_average, expected_replacement) in steps {
            let target = StockTarget {
                sku: SkuReference::Id(sku),
                lot: None,
                available: units(available),
                costs: StatedCosts {
                    unit: unit.map(price),
                    average: average.map(price),
                },
            };
            world.run(set(world, target)).unwrap();
            let balance = world.read(move |reader| reader.balances_of_sku(sku)).remove(0).balance;
            assert_eq!(balance.available(), units(available));
            assert_eq!(balance.average_cost, price(expected_average), "set to {available}");
            assert_eq!(
                balance.replacement_cost,
                price(expected_replacement),
                "set to {available}"
            );
        }
        let target = StockTarget {
            sku: SkuReference::Id(sku),
            lot: None,
            available: units(5),
            costs: StatedCosts {
                unit: Some(price("-1")),
                average: None,
            },
        };
        assert!(matches!(refusal(world.run(set(world, target))), Refusal::Invalid(_)));
    });
}

#[test]
fn lots_that_expire_first_are_promised_first() {
    on_each_engine(|world| {
        let sku = world.skus[0];
        for (code, day) in [("LATE", "2026-12-31"), ("SOON", "2026-06-30")] {
            let mut line = EntryLine::of(SkuReference::Id(sku), units(5));
            line.lot = Some(LotName {
                code: code.to_owned(),
                expires_on: Some(day.parse().unwrap()),
            });
            world
                .run(EnterStock {
                    organization: world.rio.organization,
                    location: world.rio.location,
                    reason: AdjustReason::Manual,
                    note: None,
                    moved_at: None,
                    lines: vec![line],
                })
                .unwrap();
        }
        world.place(world.order("1", Some(world.rio), &[(sku, 7)]));
        let mut reserved: Vec<_> = world
            .read(move |reader| reader.balances_of_sku(sku))
            .into_iter()
            .map(|view| (view.balance.lot_code.unwrap(), view.balance.reserved))
            .collect();
        reserved.sort();
        assert_eq!(reserved, [("LATE".to_owned(), units(2)), ("SOON".to_owned(), units(5))]);
    });
}

#[test]
fn a_location_of_another_organization_is_unknown() {
    on_each_engine(|world| {
        let sku = world.skus[0];
        let mut adjust = set(
            world,
            StockTarget {
                sku: SkuReference::Id(sku),
                lot: None,
                available: units(1),
                costs: StatedCosts::default(),
            },
        );
        adjust.organization = world.campinas.organization;
        let Refusal::Invalid(fields) = refusal(world.run(adjust)) else {
            panic!("an invalid field")
        };
        assert_eq!(fields[0].field, Field::Location);
    });
}

#[test]
fn a_negative_target_is_refused_and_nothing_moves() {
    on_each_engine(|world| {
        let sku = world.skus[0];
        let target = StockTarget {
            sku: SkuReference::Id(sku),
            lot: None,
            available: units(-1),
            costs: StatedCosts::default(),
        };
        assert!(matches!(refusal(world.run(set(world, target))), Refusal::Invalid(_)));
        assert_eq!(world.stock(world.rio, sku), (0, 0, 0));
    });
}

#[test]
fn an_adjustment_names_its_movement_unless_there_is_nothing_to_do() {
    on_each_engine(|world| {
        let sku = world.skus[0];
        let target = |available: i64| StockTarget {
            sku: SkuReference::Id(sku),
            lot: None,
            available: units(available),
            costs: StatedCosts::default(),
        };
        let up = world.run(set(world, target(7))).unwrap();
        let again = world.run(set(world, target(7))).unwrap();
        let down = world.run(set(world, target(3))).unwrap();
        let numbers: Vec<_> = [up, again, down]
            .iter()
            .map(|done| done.differences[0].movement)
            .collect();
        let first = numbers[0].unwrap().raw();
        assert_eq!(numbers, [numbers[0], None, Some(MovementId::from_raw(first + 1))]);
    });
}
