//! Cancelling and deleting: what was promised or gone comes back, and nothing twice.

use app::Failure;
use app::workflow::advance_order::{AdvanceOrder, NewInvoice, OrderStep};
use app::workflow::cancel_order::{CancelOrder, DeletePreOrder};
use app::workflow::update_order::UpdateOrder;
use domain::ids::OrderId;
use domain::orders::{OrderStatus, PaymentStatus, PlaceMode};
use domain::refusal::{Entity, Refusal};

use crate::world::{World, on_each_engine, refusal};

fn advance(world: &World, order: OrderId, steps: impl IntoIterator<Item = OrderStep>) {
    for step in steps {
        world.run(AdvanceOrder { order, step }).unwrap();
    }
}

fn until_invoiced() -> [OrderStep; 3] {
    [
        OrderStep::Pick,
        OrderStep::Pack(Vec::new()),
        OrderStep::Invoice(NewInvoice::default()),
    ]
}

#[test]
fn cancelling_gives_promises_back() {
    on_each_engine(|world| {
        let sku = world.skus[0];
        world.receive(world.rio, sku, 5, "2");
        let order = world.place(world.order("1", Some(world.rio), &[(sku, 5)]));
        world.run(CancelOrder { order }).unwrap();
        assert_eq!(world.stock(world.rio, sku), (5, 0, 5));
        assert_eq!(world.view(order).order.status, OrderStatus::Cancelled);
        assert!(matches!(
            refusal(world.run(CancelOrder { order })),
            Refusal::OrderStateForbids { .. }
        ));
        assert_eq!(world.stock(world.rio, sku), (5, 0, 5));
    });
}

#[test]
fn cancelling_takes_back_goods_that_had_left() {
    on_each_engine(|world| {
        let sku = world.skus[0];
        world.receive(world.rio, sku, 5, "2");
        let order = world.place(world.order("1", Some(world.rio), &[(sku, 3)]));
        advance(world, order, until_invoiced());
        assert_eq!(world.stock(world.rio, sku), (2, 0, 2));
        world.run(CancelOrder { order }).unwrap();
        assert_eq!(world.stock(world.rio, sku), (5, 0, 5));
    });
}

#[test]
fn an_order_on_the_road_is_asked_back_first() {
    on_each_engine(|world| {
        let sku = world.skus[0];
        world.receive(world.rio, sku, 5, "2");
        let order = world.place(world.order("1", Some(world.rio), &[(sku, 3)]));
        advance(world, order, until_invoiced());
        advance(world, order, [OrderStep::Label, OrderStep::Ship]);
        world.run(CancelOrder { order }).unwrap();
        assert_eq!(world.view(order).order.status, OrderStatus::CancelRequested);
        assert_eq!(world.stock(world.rio, sku), (2, 0, 2));
        world.run(CancelOrder { order }).unwrap();
        assert_eq!(world.view(order).order.status, OrderStatus::Cancelled);
        assert_eq!(world.stock(world.rio, sku), (5, 0, 5));
    });
}

#[test]
fn a_rejected_payment_cancels() {
    on_each_engine(|world| {
        let sku = world.skus[0];
        world.receive(world.rio, sku, 5, "2");
        let mut asked = world.order("1", Some(world.rio), &[(sku, 3)]);
        asked.payment_status = PaymentStatus::Pending;
        let order = world.place(asked);
        world
            .run(UpdateOrder {
                payment_status: Some(PaymentStatus::Rejected),
                ..UpdateOrder::of(order)
            })
            .unwrap();
        let view = world.view(order);
        assert_eq!(
            (view.order.status, view.order.payment_status),
            (OrderStatus::Cancelled, PaymentStatus::Rejected)
        );
        assert_eq!(world.stock(world.rio, sku), (5, 0, 5));
    });
}

#[test]
fn a_deleted_pre_order_is_gone_and_its_code_is_free() {
    on_each_engine(|world| {
        let sku = world.skus[0];
        world.receive(world.rio, sku, 5, "2");
        let mut asked = world.order("1", Some(world.rio), &[(sku, 3)]);
        asked.mode = PlaceMode::PreOrder;
        let order = world.place(asked.clone());
        world.run(DeletePreOrder { order }).unwrap();
        assert_eq!(world.stock(world.rio, sku), (5, 0, 5));
        let gone = world.app.read_blocking(&world.call, move |reader| reader.order(order));
        assert!(matches!(
            gone,
            Err(Failure::Refused(Refusal::NotFound {
                entity: Entity::Order,
                ..
            }))
        ));
        assert_ne!(world.place(asked), order);
        let accepted = world.place(world.order("2", Some(world.rio), &[(sku, 1)]));
        assert!(matches!(
            refusal(world.run(DeletePreOrder { order: accepted })),
            Refusal::OrderStateForbids { .. }
        ));
    });
}
