//! Returns and documents of what is with the customer already.

use app::workflow::advance_order::NewInvoice;
use app::workflow::attach_invoice::{AttachInvoice, PlaceInvoicedOrder};
use app::workflow::cancel_order::CancelOrder;
use app::workflow::return_order::{NewReturnItem, ReturnOrder};
use domain::ids::{OrderId, SkuId};
use domain::orders::{NewOrder, OrderLogEvent, OrderStatus, PlaceMode, SkuReference};
use domain::refusal::{Field, Problem, Refusal};

use crate::world::{World, on_each_engine, refusal, units};

fn sold(world: &World, code: &str, lines: &[(SkuId, i64)]) -> NewOrder {
    NewOrder {
        mode: PlaceMode::Delivered,
        ..world.order(code, Some(world.rio), lines)
    }
}

fn back(order: OrderId, lines: &[(SkuId, i64)]) -> ReturnOrder {
    let item = |(sku, count): &(SkuId, i64)| NewReturnItem {
        sku: SkuReference::Id(*sku),
        quantity: units(*count),
        comments: Some("Avariado".to_owned()),
    };
    ReturnOrder {
        order,
        organization: None,
        items: lines.iter().map(item).collect(),
    }
}

fn invoice(key: Option<&str>) -> NewInvoice {
    NewInvoice {
        model: "nfce".to_owned(),
        access_key: key.map(str::to_owned),
        ..NewInvoice::default()
    }
}

const KEY: &str = "11234567890123456789012345678901234567890123";

#[test]
fn a_customer_brings_back_what_he_has_and_no_more() {
    on_each_engine(|world| {
        let (a, b) = (world.skus[0], world.skus[1]);
        world.receive(world.rio, a, 5, "2");
        world.receive(world.rio, b, 5, "2");
        let order = world.place(sold(world, "1", &[(a, 3), (b, 1)]));
        assert_eq!(world.stock(world.rio, a), (2, 0, 2));
        world.run(back(order, &[(a, 2)])).unwrap();
        assert_eq!(world.stock(world.rio, a), (4, 0, 4));
        let view = world.view(order);
        assert_eq!(view.order.status, OrderStatus::ReturnRequested);
        assert_eq!(view.returns.len(), 1);
        assert_eq!(view.returns[0].items[0].quantity, units(2));
        let events: Vec<_> = view.logs.iter().map(|log| log.event).collect();
        assert_eq!(
            events,
            [
                OrderLogEvent::Confirmed,
                OrderLogEvent::ReturnRequested,
                OrderLogEvent::ReturnCompleted
            ]
        );
        assert!(matches!(
            refusal(world.run(back(order, &[(b, 1), (a, 2)]))),
            Refusal::Invalid(fields) if fields[0].field == Field::Quantity && fields[0].index == Some(1)
        ));
        assert_eq!(world.stock(world.rio, b), (4, 0, 4));
        world.run(back(order, &[(b, 1), (a, 1)])).unwrap();
        let view = world.view(order);
        assert_eq!((view.order.status, view.returns.len()), (OrderStatus::Returned, 2));
        assert_eq!(
            (world.stock(world.rio, a), world.stock(world.rio, b)),
            ((5, 0, 5), (5, 0, 5))
        );
        assert!(matches!(
            refusal(world.run(back(order, &[(a, 1)]))),
            Refusal::OrderStateForbids { .. }
        ));
        assert!(matches!(
            refusal(world.run(CancelOrder { order })),
            Refusal::OrderStateForbids { .. }
        ));
    });
}

#[test]
fn what_is_not_with_the_customer_does_not_come_back() {
    on_each_engine(|world| {
        let sku = world.skus[0];
        world.receive(world.rio, sku, 5, "2");
        let order = world.place(world.order("1", Some(world.rio), &[(sku, 3)]));
        assert!(matches!(
            refusal(world.run(back(order, &[(sku, 1)]))),
            Refusal::OrderStateForbids { .. }
        ));
        let other = ReturnOrder {
            organization: Some(world.campinas.organization),
            ..back(order, &[(sku, 1)])
        };
        assert!(matches!(refusal(world.run(other)), Refusal::NotFound { .. }));
        assert_eq!(world.stock(world.rio, sku), (5, 3, 2));
    });
}

#[test]
fn a_line_is_served_from_the_shelf_it_names_and_no_other() {
    on_each_engine(|world| {
        let sku = world.skus[0];
        world.receive(world.rio, sku, 5, "2");
        let shelves = world.read(move |reader| reader.balances_of_sku(sku));
        let shelf = shelves
            .iter()
            .find(|view| view.balance.location == world.rio.location)
            .unwrap()
            .balance
            .id;
        let mut asked = sold(world, "1", &[(sku, 2)]);
        asked.items[0].sku = SkuReference::OnShelf(sku, shelf);
        let order = world.place(asked.clone());
        assert_eq!(world.view(order).items[0].item.balance, Some(shelf));
        asked.code = "2".to_owned();
        asked.place = Some((world.campinas.organization, world.campinas.location));
        assert!(matches!(
            refusal(world.run(app::workflow::place_order::PlaceOrder(asked))),
            Refusal::StockNotAvailable { .. }
        ));
    });
}

#[test]
fn a_counter_sale_comes_with_its_document_once() {
    on_each_engine(|world| {
        let sku = world.skus[0];
        world.receive(world.rio, sku, 5, "2");
        let place = |code: &str, key: Option<&str>| {
            world.run(PlaceInvoicedOrder {
                order: sold(world, code, &[(sku, 1)]),
                organization: None,
                invoice: Some(invoice(key)),
            })
        };
        let first = place("1", Some(KEY)).unwrap();
        let again = place("1", Some(KEY)).unwrap();
        assert_eq!((again.order, again.is_new), (first.order, false));
        let documents = world.view(first.order).fiscal_documents;
        assert_eq!(documents.len(), 1);
        assert_eq!(
            (documents[0].access_key.as_deref(), documents[0].number.as_deref()),
            (Some(KEY), None)
        );
        // Another sale under the same key, and one under a key that is none, leave nothing behind.
        assert_eq!(
            refusal(place("2", Some(KEY))),
            Refusal::invalid(Field::AccessKey, Problem::Taken)
        );
        assert_eq!(
            refusal(place("2", Some("123"))),
            Refusal::invalid(Field::AccessKey, Problem::Malformed)
        );
        assert_eq!(world.stock(world.rio, sku), (4, 0, 4));
    });
}

#[test]
fn a_delivered_order_gets_one_document_and_no_other_order_gets_any() {
    on_each_engine(|world| {
        let sku = world.skus[0];
        world.receive(world.rio, sku, 5, "2");
        let attach = |order| {
            world.run(AttachInvoice {
                order,
                invoice: invoice(None),
                extras_estoka: None,
            })
        };
        let open = world.place(world.order("1", Some(world.rio), &[(sku, 1)]));
        assert!(matches!(refusal(attach(open)), Refusal::OrderStateForbids { .. }));
        let delivered = world.place(sold(world, "2", &[(sku, 1)]));
        attach(delivered).unwrap();
        assert!(matches!(refusal(attach(delivered)), Refusal::OrderStateForbids { .. }));
        assert_eq!(world.view(delivered).fiscal_documents.len(), 1);
    });
}

#[test]
fn a_counter_sale_is_at_the_place_of_its_shelf_or_the_organizations_first() {
    on_each_engine(|world| {
        let sku = world.skus[0];
        world.receive(world.rio, sku, 5, "2");
        let shelves = world.read(move |reader| reader.balances_of_sku(sku));
        let shelf = shelves
            .iter()
            .find(|view| view.balance.location == world.rio.location)
            .unwrap()
            .balance
            .id;
        let sell = |code: &str, reference, organization| {
            let mut order = NewOrder {
                place: None,
                ..sold(world, code, &[(sku, 1)])
            };
            order.items[0].sku = reference;
            world.run(PlaceInvoicedOrder {
                order,
                organization: Some(organization),
                invoice: None,
            })
        };
        let on_shelf = SkuReference::OnShelf(sku, shelf);
        for (code, reference) in [("1", on_shelf.clone()), ("2", SkuReference::Id(sku))] {
            let placed = sell(code, reference, world.rio.organization).unwrap();
            assert_eq!(world.view(placed.order).order.location, world.rio.location);
        }
        assert_eq!(
            refusal(sell("3", on_shelf, world.campinas.organization)),
            Refusal::invalid(Field::Location, Problem::Unknown)
        );
    });
}
