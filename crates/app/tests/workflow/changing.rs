//! Changing an order's head: payments, references, extras, and who may.

use app::workflow::change_items::RemoveItems;
use app::workflow::update_order::{ConfirmOrder, UpdateOrder};
use app::{Call, ExtrasEdit};
use domain::change::Change;
use domain::ids::{ChannelId, OrganizationId};
use domain::orders::{OrderStatus, PaymentStatus, PlaceMode, SkuReference};
use domain::refusal::{Entity, Field, Problem, Refusal};

use crate::world::{money, on_each_engine, refusal};

#[test]
fn payments_change_until_somebody_owes_by_them() {
    on_each_engine(|world| {
        let sku = world.skus[0];
        world.receive(world.rio, sku, 5, "2");
        let mut asked = world.order("1", Some(world.rio), &[(sku, 2)]);
        let payments = std::mem::take(&mut asked.payments);
        asked.mode = PlaceMode::PreOrder;
        let order = world.place(asked);
        let given = |payments| UpdateOrder {
            payments: Some(payments),
            ..UpdateOrder::of(order)
        };
        world.run(given(payments.clone())).unwrap();
        assert_eq!(world.view(order).payments.len(), 1);
        world.run(ConfirmOrder { order }).unwrap();
        // The same again is no change; others would leave the titles without their reason.
        world.run(given(payments.clone())).unwrap();
        assert_eq!(
            refusal(world.run(given(Vec::new()))),
            Refusal::invalid(Field::Payments, Problem::NotAllowed)
        );
        let mut negative = payments;
        negative[0].taxes = money("-1");
        assert!(matches!(refusal(world.run(given(negative))), Refusal::Invalid(_)));
    });
}

#[test]
fn extras_are_changed_by_the_face_over_what_is_kept() {
    on_each_engine(|world| {
        let sku = world.skus[0];
        world.receive(world.rio, sku, 5, "2");
        let mut asked = world.order("1", Some(world.rio), &[(sku, 2)]);
        asked.extras_estoka = Some("a".to_owned());
        let order = world.place(asked);
        let edit = ExtrasEdit::new(|kept| kept.map(|kept| format!("{kept}b")));
        world
            .run(UpdateOrder {
                extras_estoka: Some(edit),
                ..UpdateOrder::of(order)
            })
            .unwrap();
        assert_eq!(world.view(order).order.extras_estoka.as_deref(), Some("ab"));
    });
}

#[test]
fn an_order_refers_only_to_what_is_there() {
    on_each_engine(|world| {
        let sku = world.skus[0];
        world.receive(world.rio, sku, 5, "2");
        let order = world.place(world.order("1", Some(world.rio), &[(sku, 2)]));
        let (organization, channel) = (OrganizationId::from_raw(999), ChannelId::from_raw(999));
        let table = [
            (
                UpdateOrder {
                    channel: Some(channel),
                    ..UpdateOrder::of(order)
                },
                Field::Channel,
            ),
            (
                UpdateOrder {
                    organization: Some(organization),
                    ..UpdateOrder::of(order)
                },
                Field::Organization,
            ),
            (
                UpdateOrder {
                    source_organization: Change::Set(organization),
                    ..UpdateOrder::of(order)
                },
                Field::Organization,
            ),
            (
                UpdateOrder {
                    withdrawal_channel: Change::Set(channel),
                    ..UpdateOrder::of(order)
                },
                Field::WithdrawalChannel,
            ),
        ];
        for (update, field) in table {
            assert_eq!(refusal(world.run(update)), Refusal::invalid(field, Problem::Unknown));
        }
    });
}

#[test]
fn a_bound_credential_changes_its_own_organizations_orders_alone() {
    on_each_engine(|world| {
        let sku = world.skus[0];
        world.receive(world.rio, sku, 5, "2");
        let order = world.place(world.order("1", Some(world.rio), &[(sku, 2)]));
        let bound = |organization| {
            let mut call: Call = world.call.clone();
            call.principal.organization = Some(organization);
            world.app.execute_blocking(&call, UpdateOrder::of(order))
        };
        assert_eq!(
            refusal(bound(world.campinas.organization)),
            Refusal::not_found(Entity::Order, order)
        );
        assert!(bound(world.rio.organization).is_ok());
    });
}

#[test]
fn a_pre_order_without_lines_can_still_be_changed() {
    on_each_engine(|world| {
        let sku = world.skus[0];
        world.receive(world.rio, sku, 5, "2");
        let mut asked = world.order("1", Some(world.rio), &[(sku, 2)]);
        asked.mode = PlaceMode::PreOrder;
        asked.discount = money("5");
        asked.stated_total = None;
        let order = world.place(asked);
        world
            .run(RemoveItems {
                order,
                skus: vec![SkuReference::Id(sku)],
            })
            .unwrap();
        world
            .run(UpdateOrder {
                freight: Some(money("7")),
                ..UpdateOrder::of(order)
            })
            .unwrap();
        let head = world.view(order).order;
        assert_eq!((head.total, head.discount), (money("7"), money("5")));
    });
}

#[test]
fn paying_does_not_skip_a_channels_acceptance() {
    on_each_engine(|world| {
        let sku = world.skus[0];
        world.receive(world.rio, sku, 5, "2");
        let mut accepting = app::channels::UpdateChannel::of(world.channel);
        accepting.requires_acceptance = Some(true);
        world.run(accepting).unwrap();
        let mut asked = world.order("1", Some(world.rio), &[(sku, 2)]);
        asked.payment_status = PaymentStatus::Pending;
        let order = world.place(asked);
        let paid = UpdateOrder {
            payment_status: Some(PaymentStatus::Approved),
            ..UpdateOrder::of(order)
        };
        for _ in 0..2 {
            world.run(paid.clone()).unwrap();
            let head = world.view(order).order;
            assert_eq!(
                (head.status, head.payment_status),
                (OrderStatus::Placed, PaymentStatus::Approved)
            );
        }
    });
}
