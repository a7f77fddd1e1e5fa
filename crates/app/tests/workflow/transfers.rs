//! Transfers: goods are always somewhere, and an order that waits for them goes on when they arrive.

use app::workflow::transfer_stock::{AdvanceTransfer, CreateTransfer};
use domain::ids::TransferId;
use domain::orders::{OrderStatus, SkuReference};
use domain::refusal::Refusal;
use domain::transfers::TransferStep;

use crate::world::{World, on_each_engine, refusal, units};

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
    });
}
