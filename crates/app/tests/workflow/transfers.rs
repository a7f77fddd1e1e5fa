//! Transfers: goods are always somewhere, and an order that waits for them goes on when they arrive.

use app::workflow::enter_stock::{EnterStock, EntryLine};
use app::workflow::place_order::PlaceOrder;
use app::workflow::transfer_stock::{AdvanceTransfer, CreateTransfer};
use domain::amount::UnitPrice;
use domain::ids::TransferId;
use domain::locations::transit_code;
use domain::orders::{OrderStatus, SkuReference};
use domain::refusal::{Field, Problem, Refusal};
use domain::stock::AdjustReason;
use domain::transfers::TransferStep;

use crate::world::{Place, World, on_each_engine, refusal, units};

fn create(world: &World, count: i64) -> TransferId {
    world
        .run(CreateTransfer {
            organization: world.rio.organization,
            from: world.rio.location,
            to: world.campinas.location,
            order: None,
            note: None,
            items: vec![(SkuReference::Id(world.skus[0]), units(count))],
        })
        .unwrap()
}

fn advance(world: &World, transfer: TransferId, step: TransferStep) -> Result<TransferId, app::Failure> {
    world.run(AdvanceTransfer {
        organization: world.rio.organization,
        transfer,
        step,
    })
}

#[test]
fn goods_travel_through_transit_and_arrive_once() {
    on_each_engine(|world| {
        let sku = world.skus[0];
        world.receive(world.rio, sku, 10, "2");
        let transfer = create(world, 4);
        advance(world, transfer, TransferStep::Ship).unwrap();
        assert_eq!(world.stock(world.rio, sku), (6, 0, 6));
        assert_eq!(world.stock(world.campinas, sku), (0, 0, 0));
        advance(world, transfer, TransferStep::Receive).unwrap();
        assert_eq!(world.stock(world.campinas, sku), (4, 0, 4));
        assert!(matches!(
            refusal(advance(world, transfer, TransferStep::Receive)),
            Refusal::StateForbids { .. }
        ));
        assert!(matches!(
            refusal(advance(world, transfer, TransferStep::Cancel)),
            Refusal::StateForbids { .. }
        ));
    });
}

#[test]
fn a_transfer_called_off_on_the_road_comes_home() {
    on_each_engine(|world| {
        let sku = world.skus[0];
        world.receive(world.rio, sku, 10, "2");
        let transfer = create(world, 4);
        advance(world, transfer, TransferStep::Ship).unwrap();
        advance(world, transfer, TransferStep::Cancel).unwrap();
        assert_eq!(world.stock(world.rio, sku), (10, 0, 10));
    });
}

#[test]
fn a_transfer_cannot_take_what_is_promised() {
    on_each_engine(|world| {
        let sku = world.skus[0];
        world.receive(world.rio, sku, 5, "2");
        world.place(world.order("1", Some(world.rio), &[(sku, 3)]));
        let transfer = create(world, 3);
        assert_eq!(
            refusal(advance(world, transfer, TransferStep::Ship)),
            Refusal::StockNotAvailable {
                sku,
                code: "A".to_owned(),
                asked: units(3),
                available: units(2)
            }
        );
        assert_eq!(world.stock(world.rio, sku), (5, 3, 2));
    });
}

#[test]
fn an_order_that_waits_for_a_transfer_is_ready_when_it_arrives() {
    on_each_engine(|world| {
        let sku = world.skus[0];
        world.receive(world.rio, sku, 5, "2");
        let transfer = create(world, 2);
        advance(world, transfer, TransferStep::Ship).unwrap();
        let mut asked = world.order("1", Some(world.campinas), &[(sku, 2)]);
        asked.transfers = vec![transfer];
        asked.withdrawal_channel = Some(world.channel);
        let order = world.place(asked);
        assert_eq!(world.view(order).order.status, OrderStatus::WaitingTransfer);
        advance(world, transfer, TransferStep::Receive).unwrap();
        assert_eq!(world.view(order).order.status, OrderStatus::WaitingWithdrawal);
        assert_eq!(world.stock(world.campinas, sku), (0, 0, 0));
        // The line keeps which shelf it was taken from, and what the goods had cost.
        let line = world.view(order).items.remove(0).item;
        assert_eq!(
            (line.balance.is_some(), line.unit_cost),
            (true, Some(UnitPrice::from_units(2).unwrap()))
        );
    });
}

#[test]
fn nothing_but_a_transfer_puts_goods_on_the_road_or_takes_them_from_it() {
    on_each_engine(|world| {
        let sku = world.skus[0];
        world.receive(world.rio, sku, 10, "2");
        let on_the_road = create(world, 4);
        advance(world, on_the_road, TransferStep::Ship).unwrap();
        let code = transit_code(world.rio.organization);
        let transit = world.read(move |reader| reader.location_by_code(&code)).id;
        let road = Place {
            location: transit,
            ..world.rio
        };
        let unknown = Refusal::invalid(Field::Location, Problem::Unknown);
        let entry = EnterStock {
            organization: road.organization,
            location: road.location,
            reason: AdjustReason::Purchase,
            note: None,
            moved_at: None,
            lines: vec![EntryLine::of(SkuReference::Id(sku), units(1))],
        };
        assert_eq!(refusal(world.run(entry)), unknown);
        let order = world.order("1", Some(road), &[(sku, 1)]);
        assert_eq!(refusal(world.run(PlaceOrder(order))), unknown);
        for (from, to) in [(transit, world.rio.location), (world.rio.location, transit)] {
            let transfer = CreateTransfer {
                organization: world.rio.organization,
                from,
                to,
                order: None,
                note: None,
                items: vec![(SkuReference::Id(sku), units(1))],
            };
            assert_eq!(refusal(world.run(transfer)), unknown);
        }
        advance(world, on_the_road, TransferStep::Receive).unwrap();
        assert_eq!(world.stock(world.campinas, sku), (4, 0, 4));
    });
}
