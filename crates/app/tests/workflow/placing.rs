//! Placing orders: promises, routing, repeats, totals.

use app::workflow::place_order::PlaceOrder;
use domain::orders::{OrderStatus, PaymentStatus, PlaceMode};
use domain::refusal::{Field, Problem, Refusal};

use crate::world::{address, money, on_each_engine, refusal, units};

#[test]
fn an_approved_order_promises_its_goods_and_bills_them() {
    on_each_engine(|world| {
        let sku = world.skus[0];
        world.receive(world.rio, sku, 10, "2");
        let order = world.place(world.order("1", Some(world.rio), &[(sku, 4)]));
        assert_eq!(world.stock(world.rio, sku), (10, 4, 6));
        let view = world.view(order);
        assert_eq!(view.order.status, OrderStatus::WaitingPicking);
        assert_eq!(view.order.total, money("40"));
        assert_eq!(view.items.len(), 1);
        assert_eq!(
            view.items[0].balance.as_ref().map(|balance| balance.reserved),
            Some(units(4))
        );
    });
}

#[test]
fn an_order_beyond_what_is_available_is_refused_and_leaves_nothing() {
    on_each_engine(|world| {
        let sku = world.skus[0];
        world.receive(world.rio, sku, 3, "2");
        world.place(world.order("1", Some(world.rio), &[(sku, 2)]));
        let refused = refusal(world.run(PlaceOrder(world.order("2", Some(world.rio), &[(sku, 2)]))));
        assert_eq!(
            refused,
            Refusal::StockNotAvailable {
                sku,
                code: "A".to_owned(),
                asked: units(2),
                available: units(1)
            }
        );
        assert_eq!(world.stock(world.rio, sku), (3, 2, 1));
        // The number of the refused order was given back.
        let next = world.place(world.order("3", Some(world.rio), &[(sku, 1)]));
        assert_eq!(next.raw(), 2);
    });
}

#[test]
fn two_lines_of_one_sku_share_its_stock() {
    on_each_engine(|world| {
        let sku = world.skus[0];
        world.receive(world.rio, sku, 3, "2");
        let refused = refusal(world.run(PlaceOrder(world.order("1", Some(world.rio), &[(sku, 2), (sku, 2)]))));
        assert!(matches!(refused, Refusal::StockNotAvailable { .. }), "{refused:?}");
        world.place(world.order("1", Some(world.rio), &[(sku, 2), (sku, 1)]));
        assert_eq!(world.stock(world.rio, sku), (3, 3, 0));
    });
}

#[test]
fn the_same_order_sent_twice_is_one_order() {
    on_each_engine(|world| {
        let sku = world.skus[0];
        world.receive(world.rio, sku, 10, "2");
        let order = world.order("1", Some(world.rio), &[(sku, 2)]);
        let first = world.place(order.clone());
        let again = world.run(PlaceOrder(order)).unwrap();
        assert_eq!((again.order, again.is_new), (first, false));
        assert_eq!(world.stock(world.rio, sku), (10, 2, 8));
        let other = refusal(world.run(PlaceOrder(world.order("1", Some(world.rio), &[(sku, 3)]))));
        assert_eq!(other, Refusal::OrderCodeTaken { code: "1".to_owned() });
    });
}

#[test]
fn an_order_without_a_place_goes_to_the_nearest_that_has_everything() {
    on_each_engine(|world| {
        let [a, b, _] = world.skus[..] else {
            panic!("three skus")
        };
        world.receive(world.rio, a, 5, "2");
        world.receive(world.campinas, a, 5, "2");
        world.receive(world.rio, b, 5, "2");
        let mut near = world.order("1", None, &[(a, 1)]);
        near.shipping = Some(address("13083970"));
        let near = world.place(near);
        assert_eq!(world.view(near).order.location, world.campinas.location);
        let mut both = world.order("2", None, &[(a, 1), (b, 1)]);
        both.shipping = Some(address("13083970"));
        let both = world.place(both);
        assert_eq!(world.view(both).order.location, world.rio.location);
        let mut nowhere = world.order("3", None, &[(b, 6)]);
        nowhere.shipping = Some(address("13083970"));
        assert_eq!(refusal(world.run(PlaceOrder(nowhere))), Refusal::NoLocationHasEveryItem);
    });
}

#[test]
fn a_total_that_is_not_the_lines_is_refused() {
    on_each_engine(|world| {
        let sku = world.skus[0];
        world.receive(world.rio, sku, 10, "2");
        let mut order = world.order("1", Some(world.rio), &[(sku, 2)]);
        order.freight = money("5");
        order.discount = money("3");
        assert_eq!(
            refusal(world.run(PlaceOrder(order.clone()))),
            Refusal::TotalDiffers {
                stated: money("20"),
                computed: money("22")
            }
        );
        order.stated_total = Some(money("22"));
        let placed = world.place(order);
        assert_eq!(world.view(placed).items[0].item.discount_share, money("3"));
    });
}

#[test]
fn every_wrong_field_is_named_at_once() {
    on_each_engine(|world| {
        let sku = world.skus[0];
        let mut order = world.order("", Some(world.rio), &[(sku, 1)]);
        order.customer.name.clear();
        order.items[0].quantity = units(0);
        order.freight = money("-1");
        let Refusal::Invalid(fields) = refusal(world.run(PlaceOrder(order))) else {
            panic!("invalid fields")
        };
        let named: Vec<(Field, Option<usize>, Problem)> = fields
            .into_iter()
            .map(|field| (field.field, field.index, field.problem))
            .collect();
        assert_eq!(
            named,
            [
                (Field::Code, None, Problem::Blank),
                (Field::CustomerName, None, Problem::Blank),
                (Field::Freight, None, Problem::Negative),
                (Field::Quantity, Some(0), Problem::NotPositive),
            ]
        );
    });
}

#[test]
fn where_an_order_begins_follows_its_payment() {
    on_each_engine(|world| {
        let sku = world.skus[0];
        world.receive(world.rio, sku, 10, "2");
        let begin = |code: &str, status: PaymentStatus, mode: PlaceMode| {
            let mut order = world.order(code, Some(world.rio), &[(sku, 1)]);
            order.payment_status = status;
            order.mode = mode;
            let order = world.place(order);
            (world.view(order).order.status, world.stock(world.rio, sku))
        };
        assert_eq!(
            begin("1", PaymentStatus::Pending, PlaceMode::Order),
            (OrderStatus::Placed, (10, 1, 9))
        );
        assert_eq!(
            begin("2", PaymentStatus::Rejected, PlaceMode::Order),
            (OrderStatus::Cancelled, (10, 1, 9))
        );
        assert_eq!(
            begin("3", PaymentStatus::Pending, PlaceMode::PreOrder),
            (OrderStatus::PreOrder, (10, 2, 8))
        );
        assert_eq!(
            begin("4", PaymentStatus::Pending, PlaceMode::Quote),
            (OrderStatus::Quote, (10, 2, 8))
        );
        assert_eq!(
            begin("5", PaymentStatus::Approved, PlaceMode::Delivered),
            (OrderStatus::Delivered, (9, 2, 7))
        );
        assert_eq!(
            begin("6", PaymentStatus::Approved, PlaceMode::WaitingWithdrawal),
            (OrderStatus::WaitingWithdrawal, (8, 2, 6))
        );
    });
}
