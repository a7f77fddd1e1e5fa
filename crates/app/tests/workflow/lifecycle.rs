//! An order on its way: every step, what it leaves behind, and what it may not do.

use app::workflow::advance_order::{AdvanceOrder, NewInvoice, NewVolume, OrderStep};
use app::workflow::change_items::{AddItems, RemoveItems};
use app::workflow::update_order::{ConfirmOrder, UpdateOrder};
use domain::ids::OrderId;
use domain::orders::{OrderLogEvent, OrderStatus, PaymentStatus, PlaceMode, SkuReference};
use domain::refusal::{OrderAction, Refusal};

use crate::world::{World, item, money, on_each_engine, refusal, units};

fn step(world: &World, order: OrderId, step: OrderStep) {
    world.run(AdvanceOrder { order, step }).unwrap();
}

#[test]
fn an_order_goes_its_way_and_its_goods_leave_when_invoiced() {
    on_each_engine(|world| {
        let sku = world.skus[0];
        world.receive(world.rio, sku, 10, "2");
        let order = world.place(world.order("1", Some(world.rio), &[(sku, 4)]));
        step(world, order, OrderStep::Pick);
        step(world, order, OrderStep::Pack(Vec::new()));
        assert_eq!(world.stock(world.rio, sku), (10, 4, 6));
        step(world, order, OrderStep::Invoice(NewInvoice::default()));
        assert_eq!(world.stock(world.rio, sku), (6, 0, 6));
        step(world, order, OrderStep::Label);
        step(world, order, OrderStep::Ship);
        step(world, order, OrderStep::Route);
        step(world, order, OrderStep::Deliver);
        let view = world.view(order);
        assert_eq!(view.order.status, OrderStatus::Delivered);
        assert_eq!(view.volumes.len(), 1);
        assert_eq!(view.volumes[0].items[0].quantity, units(4));
        assert_eq!(view.fiscal_documents[0].number.as_deref(), Some("1"));
        let told: Vec<OrderLogEvent> = view.logs.iter().map(|log| log.event).collect();
        assert_eq!(
            told,
            [
                OrderLogEvent::Confirmed,
                OrderLogEvent::Picked,
                OrderLogEvent::Packed,
                OrderLogEvent::Invoiced,
                OrderLogEvent::Labelled,
                OrderLogEvent::Shipped,
                OrderLogEvent::OutForDelivery,
                OrderLogEvent::Delivered,
            ]
        );
    });
}

#[test]
fn a_step_out_of_turn_is_refused() {
    on_each_engine(|world| {
        let sku = world.skus[0];
        world.receive(world.rio, sku, 10, "2");
        let order = world.place(world.order("1", Some(world.rio), &[(sku, 1)]));
        assert_eq!(
            refusal(world.run(AdvanceOrder {
                order,
                step: OrderStep::Deliver
            })),
            Refusal::OrderStateForbids {
                order,
                status: OrderStatus::WaitingPicking,
                action: OrderAction::Deliver
            }
        );
    });
}

#[test]
fn volumes_hold_exactly_what_was_ordered() {
    on_each_engine(|world| {
        let sku = world.skus[0];
        world.receive(world.rio, sku, 10, "2");
        let order = world.place(world.order("1", Some(world.rio), &[(sku, 3)]));
        step(world, order, OrderStep::Pick);
        let volume = |count: i64| NewVolume {
            items: vec![(sku, units(count))],
            ..NewVolume::default()
        };
        let wrong = AdvanceOrder {
            order,
            step: OrderStep::Pack(vec![volume(2), volume(2)]),
        };
        assert!(matches!(refusal(world.run(wrong)), Refusal::Invalid(_)));
        step(world, order, OrderStep::Pack(vec![volume(2), volume(1)]));
        assert_eq!(world.view(order).volumes.len(), 2);
    });
}

#[test]
fn fiscal_numbers_rise_without_gaps() {
    on_each_engine(|world| {
        let sku = world.skus[0];
        world.receive(world.rio, sku, 10, "2");
        let numbers: Vec<String> = ["1", "2", "3"]
            .into_iter()
            .map(|code| {
                let order = world.place(world.order(code, Some(world.rio), &[(sku, 1)]));
                step(world, order, OrderStep::Pick);
                step(world, order, OrderStep::Pack(Vec::new()));
                step(world, order, OrderStep::Invoice(NewInvoice::default()));
                world.view(order).fiscal_documents[0].number.clone().unwrap()
            })
            .collect();
        assert_eq!(numbers, ["1", "2", "3"]);
    });
}

#[test]
fn a_pre_order_takes_and_gives_lines_until_it_is_confirmed() {
    on_each_engine(|world| {
        let [a, b, _] = world.skus[..] else {
            panic!("three skus")
        };
        world.receive(world.rio, a, 10, "2");
        world.receive(world.rio, b, 10, "2");
        let mut asked = world.order("1", Some(world.rio), &[(a, 2)]);
        asked.mode = PlaceMode::PreOrder;
        asked.payment_status = PaymentStatus::Pending;
        asked.discount = money("6");
        asked.stated_total = Some(money("14"));
        let order = world.place(asked);
        world
            .run(AddItems {
                order,
                items: vec![item(b, 1)],
            })
            .unwrap();
        assert_eq!(world.stock(world.rio, b), (10, 1, 9));
        let view = world.view(order);
        assert_eq!(view.order.total, money("24"));
        let shares: Vec<_> = view.items.iter().map(|line| line.item.discount_share).collect();
        assert_eq!(shares, [money("4"), money("2")]);
        world
            .run(RemoveItems {
                order,
                skus: vec![SkuReference::Code("A".to_owned())],
            })
            .unwrap();
        assert_eq!(world.stock(world.rio, a), (10, 0, 10));
        assert_eq!(world.view(order).order.total, money("4"));
        // What is paid is the caller's word; only then is it billed.
        world.run(ConfirmOrder { order }).unwrap();
        assert_eq!(world.view(order).order.status, OrderStatus::WaitingPicking);
        let late = refusal(world.run(AddItems {
            order,
            items: vec![item(b, 1)],
        }));
        assert!(matches!(
            late,
            Refusal::OrderStateForbids {
                action: OrderAction::ChangeItems,
                ..
            }
        ));
    });
}

#[test]
fn approving_the_payment_alone_lets_the_warehouse_begin() {
    on_each_engine(|world| {
        let sku = world.skus[0];
        world.receive(world.rio, sku, 10, "2");
        let mut asked = world.order("1", Some(world.rio), &[(sku, 2)]);
        asked.payment_status = PaymentStatus::Pending;
        asked.comments = Some("cuidado".to_owned());
        let order = world.place(asked);
        world
            .run(UpdateOrder {
                payment_status: Some(PaymentStatus::Approved),
                ..UpdateOrder::of(order)
            })
            .unwrap();
        let view = world.view(order);
        assert_eq!(view.order.status, OrderStatus::WaitingPicking);
        assert_eq!(view.order.comments.as_deref(), Some("cuidado"));
        world
            .run(UpdateOrder {
                freight: Some(money("7")),
                ..UpdateOrder::of(order)
            })
            .unwrap();
        assert_eq!(world.view(order).order.total, money("27"));
    });
}
