//! Many at the same time: a voucher pays for one of them, a coupon goes into one voucher.

use std::thread;

use app::Failure;
use app::workflow::exchange_coupons::ExchangeCoupons;
use app::workflow::place_order::PlaceOrder;
use domain::orders::{NewOrder, PlaceMode};
use domain::refusal::{Field, Problem, Refusal};

use crate::world::{World, by_voucher, on_each_engine};

/// How many try at the same time.
const AT_ONCE: usize = 100;

/// Lets all try at the same time, and answers what each was told.
fn all_at_once<T: Send>(attempt: impl Fn(usize) -> Result<T, Failure> + Sync) -> Vec<Result<T, Failure>> {
    thread::scope(|scope| {
        let attempt = &attempt;
        let threads: Vec<_> = (0..AT_ONCE)
            .map(|number| scope.spawn(move || attempt(number)))
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    })
}

/// One alone succeeded; every other was told that it is used, or that the database was too busy.
fn assert_one_alone<T>(answers: Vec<Result<T, Failure>>, field: Field) {
    let used = Refusal::Invalid(vec![domain::refusal::InvalidField::at(field, 0, Problem::NotAllowed)]);
    let mut successes = 0;
    for answer in answers {
        match answer {
            Ok(_) => successes += 1,
            Err(Failure::Refused(refusal)) => assert_eq!(refusal, used),
            Err(failure) => assert!(failure.is_temporary(), "{failure:?}"),
        }
    }
    assert_eq!(successes, 1);
}

#[test]
fn a_hundred_orders_at_the_same_time_spend_a_voucher_once() {
    on_each_engine(|world: &World| {
        let (view, code) = world.voucher_over_tens("1", 1);
        let order = |number: usize| NewOrder {
            mode: PlaceMode::Order,
            payments: vec![by_voucher(&code, "10")],
            ..world.order(&format!("de {number}"), &[(world.skus[1], 1)])
        };
        let answers = all_at_once(|number| world.app.execute_blocking(&world.call, PlaceOrder(order(number))));
        let spent: Vec<_> = answers
            .iter()
            .filter_map(|answer| answer.as_ref().ok().map(|placed| placed.order))
            .collect();
        assert_one_alone(answers, Field::Voucher);
        let voucher = view.voucher.id;
        let kept = world.read(move |reader| reader.vouchers_by_id(&[voucher])).remove(0);
        assert_eq!(kept.voucher.spent_on, spent.first().copied());
        // What the others would have taken lies where it lay.
        let sku = world.skus[1];
        let balances = world.read(move |reader| reader.balances_of_sku(sku));
        let reserved: Vec<_> = balances
            .iter()
            .filter_map(|view| view.balance.reserved.whole_units())
            .collect();
        assert_eq!(reserved.iter().sum::<i64>(), 1);
    });
}

#[test]
fn a_hundred_exchanges_at_the_same_time_use_a_coupon_once() {
    on_each_engine(|world: &World| {
        let sku = world.skus[0];
        let order = world.place(world.order("1", &[(sku, 1)]));
        world.take_back(order, &[(sku, 1)]);
        let (customer, codes) = (world.customer(order), world.codes(order));
        let exchange = || ExchangeCoupons {
            customer,
            codes: codes.clone(),
        };
        assert_one_alone(
            all_at_once(|_| world.app.execute_blocking(&world.call, exchange())),
            Field::Coupon,
        );
    });
}
