//! Vouchers: made of coupons, spent once, given back when the sale ends.

use app::testing::open_voucher_code;
use app::workflow::cancel_order::{CancelOrder, DeletePreOrder};
use app::workflow::exchange_coupons::ExchangeCoupons;
use app::workflow::place_order::PlaceOrder;
use app::workflow::update_order::UpdateOrder;
use domain::coupons::CreditStatus;
use domain::finance::TitleState;
use domain::ids::{OrderId, PartyId, VoucherId};
use domain::orders::{NewOrder, NewPayment, PaymentMethod, PaymentStatus, PlaceMode};
use domain::refusal::{Entity, Field, Problem, Refusal};

use crate::world::{World, by_voucher, money, now, on_each_engine, payment, refusal, wrong};

/// The order on which a voucher is spent.
fn spent_on(world: &World, voucher: VoucherId) -> Option<OrderId> {
    world
        .read(move |reader| reader.vouchers_by_id(&[voucher]))
        .remove(0)
        .voucher
        .spent_on
}

/// An order of one unit that goes its way, paid so.
fn paid_by(world: &World, code: &str, payments: Vec<NewPayment>) -> NewOrder {
    NewOrder {
        mode: PlaceMode::Order,
        payments,
        ..world.order(code, &[(world.skus[1], 1)])
    }
}

#[test]
fn coupons_become_one_voucher_for_each_order_and_are_used() {
    on_each_engine(|world| {
        let (a, b) = (world.skus[0], world.skus[1]);
        let first = world.place(world.order("1", &[(a, 2), (b, 1)]));
        let second = world.place(world.order("2", &[(b, 1)]));
        world.take_back(first, &[(a, 2), (b, 1)]);
        world.take_back(second, &[(b, 1)]);
        let codes: Vec<String> = [world.codes(second), world.codes(first)].concat();
        let customer = world.customer(first);
        let made = world
            .run(ExchangeCoupons {
                customer,
                codes: codes.clone(),
            })
            .unwrap();
        let vouchers = world.read(move |reader| reader.vouchers_by_id(&made));
        let told: Vec<_> = vouchers
            .iter()
            .map(|view| (view.voucher.order, view.voucher.value, view.coupons.len()))
            .collect();
        assert_eq!(told, [(second, money("10"), 1), (first, money("30"), 3)]);
        assert_eq!(vouchers[1].order.as_ref().map(|order| order.code.as_str()), Some("1"));
        let opened: Vec<String> = vouchers
            .iter()
            .map(|view| open_voucher_code(&view.voucher.sealed_code))
            .collect();
        assert_eq!((opened[0].len(), opened[0] == opened[1]), (20, false));
        assert!(
            world
                .coupons(first)
                .iter()
                .all(|view| view.coupon.status(now()) == CreditStatus::Used)
        );
        let again = world.run(ExchangeCoupons { customer, codes });
        let used = |index| (Field::Coupon, Some(index), Problem::NotAllowed);
        assert_eq!(wrong(again), [used(0), used(1), used(2), used(3)]);
    });
}

#[test]
fn coupons_are_exchanged_by_their_customer_in_time_and_with_a_key() {
    on_each_engine(|world| {
        let sku = world.skus[0];
        let order = world.place(world.order("1", &[(sku, 1)]));
        world.take_back(order, &[(sku, 1)]);
        let mut other = world.order("2", &[(sku, 1)]);
        other.customer.document = Some("11144477735".to_owned());
        let other = world.customer(world.place(other));
        let exchange = |customer| ExchangeCoupons {
            customer,
            codes: world.codes(order),
        };
        let customer = world.customer(order);
        assert_eq!(
            wrong(world.run(exchange(other))),
            [(Field::Coupon, Some(0), Problem::Unknown)]
        );
        let nobody = PartyId::from_raw(999);
        assert_eq!(
            refusal(world.run(exchange(nobody))),
            Refusal::not_found(Entity::Party, nobody)
        );
        assert_eq!(
            wrong(world.run_at("2026-05-09T15:00:00Z", exchange(customer))),
            [(Field::Coupon, Some(0), Problem::NotAllowed)]
        );
        let strange = ExchangeCoupons {
            customer,
            codes: vec!["x\0".to_owned()],
        };
        assert_eq!(wrong(world.run(strange)), [(Field::Coupon, Some(0), Problem::Unknown)]);
        world.run_at("2026-05-09T14:59:59Z", exchange(customer)).unwrap();
    });
}

#[test]
fn without_a_key_no_voucher_is_made() {
    on_each_engine(|world| {
        let account = app::accounts::create(&world.app, app::accounts::NewAccount::named("Outra", "outra")).unwrap();
        let call = app::accounts::system_call(&world.app, account);
        let details = domain::parties::PartyDetails::new(
            domain::parties::PartyKind::Person,
            "Ana",
            domain::parties::Roles::of(&[domain::parties::Role::Customer]),
        );
        let customer = world
            .app
            .execute_blocking(&call, app::parties::CreateParty::new(details))
            .unwrap();
        let exchange = ExchangeCoupons {
            customer,
            codes: vec!["3c559f4bd0".to_owned()],
        };
        assert_eq!(
            wrong(world.app.execute_blocking(&call, exchange)),
            [(Field::PublicKey, None, Problem::Blank)]
        );
    });
}

#[test]
fn a_voucher_pays_once_and_its_title_is_settled() {
    on_each_engine(|world| {
        let (view, code) = world.voucher_over_tens("1", 1);
        let id = view.voucher.id;
        let order = world.place(paid_by(world, "2", vec![by_voucher(&format!(" {code} "), "10")]));
        assert_eq!(spent_on(world, id), Some(order));
        let titles = world.titles(order);
        let told: Vec<_> = titles
            .iter()
            .map(|title| (title.state, title.amount, title.settled_amount))
            .collect();
        assert_eq!(told, [(TitleState::Settled, money("10"), money("10"))]);
        assert!(titles[0].settled_on.is_some());
        let again = world.run(PlaceOrder(paid_by(world, "3", vec![by_voucher(&code, "10")])));
        assert_eq!(wrong(again), [(Field::Voucher, Some(0), Problem::NotAllowed)]);
        // The same order again is the first order.
        let same = world
            .run(PlaceOrder(paid_by(
                world,
                "2",
                vec![by_voucher(&format!(" {code} "), "10")],
            )))
            .unwrap();
        assert_eq!((same.order, same.is_new), (order, false));
    });
}

#[test]
fn a_voucher_pays_no_more_than_its_value_and_only_a_known_code_pays() {
    on_each_engine(|world| {
        let (view, code) = world.voucher_over_tens("1", 1);
        let try_to = |payments| wrong(world.run(PlaceOrder(paid_by(world, "2", payments))));
        let without_code = payment(PaymentMethod::ExchangeVoucher, money("1"));
        assert_eq!(
            try_to(vec![by_voucher(&code, "10.01")]),
            [(Field::Payments, Some(0), Problem::OutOfRange)]
        );
        assert_eq!(
            try_to(vec![by_voucher("ffffffffff", "1")]),
            [(Field::Voucher, Some(0), Problem::Unknown)]
        );
        assert_eq!(try_to(vec![without_code]), [(Field::Voucher, Some(0), Problem::Blank)]);
        let card = payment(PaymentMethod::CreditCard, money("1"));
        assert_eq!(
            try_to(vec![card, by_voucher(&code, "5"), by_voucher(&code, "5")]),
            [(Field::Voucher, Some(2), Problem::Taken)]
        );
        let late = world.run_at(
            "2026-05-09T15:00:00Z",
            PlaceOrder(paid_by(world, "2", vec![by_voucher(&code, "1")])),
        );
        assert_eq!(wrong(late), [(Field::Voucher, Some(0), Problem::NotAllowed)]);
        assert_eq!(spent_on(world, view.voucher.id), None);
    });
}

#[test]
fn an_order_that_ends_without_a_sale_gives_its_voucher_back() {
    on_each_engine(|world| {
        let (view, code) = world.voucher_over_tens("1", 1);
        let spent = || spent_on(world, view.voucher.id);
        let pay = || vec![by_voucher(&code, "10")];
        let cancelled = world.place(paid_by(world, "2", pay()));
        world.run(CancelOrder { order: cancelled }).unwrap();
        assert_eq!(spent(), None);
        let pre_order = NewOrder {
            mode: PlaceMode::PreOrder,
            ..paid_by(world, "3", pay())
        };
        let pre_order = world.place(pre_order);
        assert_eq!(spent(), Some(pre_order));
        world.run(DeletePreOrder { order: pre_order }).unwrap();
        assert_eq!(spent(), None);
        let pending = NewOrder {
            payment_status: PaymentStatus::Pending,
            ..paid_by(world, "4", pay())
        };
        let pending = world.place(pending);
        assert_eq!(spent(), Some(pending));
        let rejected = UpdateOrder {
            payment_status: Some(PaymentStatus::Rejected),
            ..UpdateOrder::of(pending)
        };
        world.run(rejected).unwrap();
        assert_eq!(spent(), None);
        // One that is refused from the start spends nothing.
        let refused = NewOrder {
            payment_status: PaymentStatus::Rejected,
            ..paid_by(world, "5", pay())
        };
        world.place(refused);
        assert_eq!(spent(), None);
    });
}

#[test]
fn other_payments_of_an_unsold_order_free_and_spend_vouchers() {
    on_each_engine(|world| {
        let (first, first_code) = world.voucher_over_tens("1", 1);
        let (second, second_code) = world.voucher_over_tens("2", 1);
        let pending = NewOrder {
            payment_status: PaymentStatus::Pending,
            ..paid_by(world, "3", vec![by_voucher(&first_code, "10")])
        };
        let order = world.place(pending);
        let pay = |payments| {
            world.run(UpdateOrder {
                payments: Some(payments),
                ..UpdateOrder::of(order)
            })
        };
        let spent = || (spent_on(world, first.voucher.id), spent_on(world, second.voucher.id));
        pay(vec![by_voucher(&first_code, "5"), by_voucher(&second_code, "5")]).unwrap();
        assert_eq!(spent(), (Some(order), Some(order)));
        pay(vec![by_voucher(&second_code, "10")]).unwrap();
        assert_eq!(spent(), (None, Some(order)));
        // What only repeats the payment, without its code, changes nothing.
        pay(vec![payment(PaymentMethod::ExchangeVoucher, money("10"))]).unwrap();
        assert_eq!(spent(), (None, Some(order)));
        pay(vec![payment(PaymentMethod::CreditCard, money("10"))]).unwrap();
        assert_eq!(spent(), (None, None));
    });
}

#[test]
fn what_was_paid_by_voucher_comes_back_as_coupons_again() {
    on_each_engine(|world| {
        let (_, code) = world.voucher_over_tens("1", 1);
        let sku = world.skus[1];
        let sale = NewOrder {
            payments: vec![by_voucher(&code, "10")],
            ..world.order("2", &[(sku, 1)])
        };
        let order = world.place(sale);
        world.take_back(order, &[(sku, 1)]);
        assert_eq!(world.voucher(order).voucher.value, money("10"));
    });
}
