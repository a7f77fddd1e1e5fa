//! The auditor sees it when a figure of promotions is not what follows from others.

use std::cell::RefCell;

use app::discounts::CreateDiscount;
use domain::amount::Rate;
use domain::audit::Check;
use domain::coupons::Coupon;
use domain::discounts::{DiscountClaim, DiscountDetails, DiscountKind, RuleTerms, Worth};
use domain::ids::{CouponId, OrderId};
use domain::orders::NewOrder;

use crate::world::{World, by_voucher, money, now, on_each_engine_unaudited};

/// One order with a claim, one that came back and became a voucher, and one that was paid by it; answers the numbers of
/// all three.
fn trade(world: &World) -> [OrderId; 3] {
    let details = DiscountDetails {
        organization: None,
        name: "Desconto".to_owned(),
        kind: DiscountKind::Total,
        active: true,
        is_optional: true,
        starts_on: None,
        ends_on: None,
    };
    let terms = RuleTerms {
        active: true,
        worth: Worth::Share(Rate::from_percent("10").unwrap()),
        minimum: Some(money("0")),
        skus: Vec::new(),
        gift: None,
    };
    let id = world
        .run(CreateDiscount {
            details,
            channels: Vec::new(),
            rules: vec![terms],
        })
        .unwrap();
    let discount = world.read(move |reader| reader.discounts_by_id(&[id])).remove(0);
    let claim = DiscountClaim {
        discount: id,
        rule: discount.rules[0].id,
        amount: money("1"),
        skus: Vec::new(),
    };
    let sku = world.skus[0];
    let claiming = NewOrder {
        discount: money("1"),
        claims: vec![claim],
        ..world.order("1", &[(sku, 1)])
    };
    let claiming = world.place(claiming);
    let (view, code) = world.voucher_over_tens("2", 1);
    let paid = NewOrder {
        payments: vec![by_voucher(&code, "10")],
        ..world.order("3", &[(sku, 1)])
    };
    [claiming, view.voucher.order, world.place(paid)]
}

/// What the auditor finds after this was written past every rule.
fn found(tamper: impl Fn(&World, [OrderId; 3])) -> Vec<Vec<Check>> {
    let found = RefCell::new(Vec::new());
    on_each_engine_unaudited(|world| {
        let orders = trade(world);
        assert_eq!(world.differences(), []);
        tamper(world, orders);
        let differences = world.differences();
        found
            .borrow_mut()
            .push(differences.iter().map(|difference| difference.check).collect());
    });
    let mut found = found.into_inner();
    // The same on every engine.
    found.dedup();
    found
}

#[test]
fn the_auditor_sees_a_claim_beyond_the_orders_discount() {
    let found = found(|world, [order, ..]| {
        let mut claims = world.view(order).claims;
        claims[0].amount = money("1.01");
        world.tamper(move |tx, account| {
            store::orders::delete_claims(tx, account, order)?;
            store::orders::insert_claims(tx, account, order, &claims, now())
        });
    });
    assert_eq!(found, [[Check::ClaimsOfOrders]]);
}

#[test]
fn the_auditor_sees_coupons_beyond_what_was_paid_or_beside_their_voucher() {
    for (in_voucher, expected) in [
        (false, vec![Check::CouponsOfOrders]),
        (true, vec![Check::CouponsOfOrders, Check::CouponsOfVouchers]),
    ] {
        let found = found(|world, [_, order, _]| {
            let known = world.coupons(order).remove(0).coupon;
            let forged = Coupon {
                id: CouponId::from_raw(99),
                code: "forjado".to_owned(),
                amount: money("0.01"),
                voucher: known.voucher.filter(|_| in_voucher),
                ..known
            };
            world.tamper(move |tx, account| store::coupons::insert(tx, account, &forged));
        });
        assert_eq!(found, [expected]);
    }
}

#[test]
fn the_auditor_sees_vouchers_that_are_spent_elsewhere_or_nowhere() {
    for (elsewhere, expected) in [
        (false, vec![Check::VouchersOfOrders]),
        (true, vec![Check::VouchersOfOrders, Check::VouchersOfOrders]),
    ] {
        let found = found(|world, [other, order, _]| {
            let voucher = world.coupons(order).remove(0).coupon.voucher.unwrap();
            let spent_on = elsewhere.then_some(other);
            world.tamper(move |tx, account| store::vouchers::set_spent(tx, account, voucher, spent_on, now()));
        });
        assert_eq!(found, [expected]);
    }
}
