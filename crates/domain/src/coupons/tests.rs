//! What returns are worth, which coupons may be exchanged and which vouchers may be spent, case by case.

use super::*;
use crate::amount::{Quantity, UnitPrice};
use crate::orders::{OrderItem, PaymentStatus, ReturnItem};
use crate::refusal::{Field, InvalidField, Problem, Refusal};
use jiff::tz::TimeZone;

fn money(text: &str) -> Money {
    Money::parse(text).expect("an amount")
}

fn instant(text: &str) -> Timestamp {
    text.parse().expect("an instant")
}

/// A line of so much, with its total, its discount and its share of the order's.
fn item(id: i64, quantity: &str, [total, discount, share]: [&str; 3]) -> OrderItem {
    OrderItem {
        id: OrderItemId::from_raw(id),
        sku: SkuId::from_raw(id),
        balance: None,
        quantity: Quantity::parse(quantity).expect("a quantity"),
        unit_price: UnitPrice::ONE,
        discount: money(discount),
        discount_share: money(share),
        total: money(total),
        serial_numbers: Vec::new(),
        is_gift: false,
        takes_stock: true,
        note: None,
        unit_cost: None,
        created_at: Timestamp::UNIX_EPOCH,
        updated_at: Timestamp::UNIX_EPOCH,
    }
}

fn returned(item: i64, quantity: &str) -> ReturnItem {
    ReturnItem {
        id: 1,
        item: OrderItemId::from_raw(item),
        sku: SkuId::from_raw(item),
        quantity: Quantity::parse(quantity).expect("a quantity"),
        comments: None,
    }
}

fn amounts(items: &[OrderItem], earlier: &[ReturnItem], now: &[ReturnItem]) -> Vec<Money> {
    worth_of_return(items, earlier, now)
        .into_iter()
        .map(|coupon| coupon.amount)
        .collect()
}

fn moneys(texts: &[&str]) -> Vec<Money> {
    texts.iter().map(|text| money(text)).collect()
}

#[test]
fn each_unit_that_comes_back_is_worth_what_was_paid_for_it() {
    let table: [(&str, [&str; 3], &str, &[&str]); 8] = [
        ("2", ["100", "0", "0"], "2", &["50", "50"]),
        ("2", ["100", "0", "0"], "1", &["50"]),
        ("3", ["100", "10", "0"], "2", &["30", "30"]),
        ("3", ["100", "0", "0"], "3", &["33.34", "33.33", "33.33"]),
        ("1", ["100", "0", "30"], "1", &["70"]),
        ("2.5", ["100", "0", "0"], "1.5", &["60"]),
        ("101", ["1010", "0", "0"], "101", &["1010"]),
        ("1", ["100", "100", "0"], "1", &[]),
    ];
    for (quantity, paid, back, expected) in table {
        let found = amounts(&[item(1, quantity, paid)], &[], &[returned(1, back)]);
        assert_eq!(found, moneys(expected), "{quantity} {paid:?} {back}");
    }
}

#[test]
fn returns_of_a_line_sum_to_what_was_paid_for_it() {
    let items = [item(1, "3", ["100", "0", "0"]), item(2, "7", ["0.10", "0", "0"])];
    for (line, units, paid) in [(1, 3, "100"), (2, 7, "0.10")] {
        let mut earlier = Vec::new();
        let mut sum = Money::ZERO;
        for _ in 0..units {
            let now = [returned(line, "1")];
            sum = Money::checked_sum(amounts(&items, &earlier, &now).into_iter().chain([sum])).expect("in range");
            earlier.extend(now);
        }
        assert_eq!(sum, money(paid));
    }
    // The same in one return that names the line twice.
    let twice = amounts(&items, &[], &[returned(1, "1"), returned(1, "2")]);
    assert_eq!(Money::checked_sum(twice), Some(money("100")));
}

#[test]
fn only_what_was_paid_is_owed() {
    let earning: Vec<_> = PaymentStatus::ALL
        .into_iter()
        .filter(|status| earns_coupons(*status))
        .collect();
    assert_eq!(earning, [PaymentStatus::Approved]);
}

#[test]
fn a_coupon_is_good_for_sixty_days() {
    let zone = TimeZone::get("America/Sao_Paulo").expect("a zone");
    // Daylight-saving time ended on 17 February 2018: the time of day stays, and an hour is added.
    assert_eq!(
        expiry(instant("2018-02-01T12:00:00Z"), &zone),
        instant("2018-04-02T13:00:00Z")
    );
    let mut coupon = coupon(1, 1, 1);
    let end = coupon.expires_at;
    assert_eq!(
        coupon.status(end - jiff::SignedDuration::from_micros(1)),
        CreditStatus::Active
    );
    assert_eq!(coupon.status(end), CreditStatus::Expired);
    coupon.voucher = Some(VoucherId::from_raw(1));
    assert_eq!(coupon.status(end), CreditStatus::Used);
}

/// The coupon `C<id>` of an order, over 10.00.
fn coupon(id: i64, order: i64, customer: i64) -> Coupon {
    Coupon {
        id: CouponId::from_raw(id),
        code: format!("C{id}"),
        organization: OrganizationId::from_raw(1),
        customer: PartyId::from_raw(customer),
        order: OrderId::from_raw(order),
        item: OrderItemId::from_raw(1),
        return_id: ReturnId::from_raw(1),
        sku: SkuId::from_raw(1),
        amount: money("10"),
        voucher: None,
        expires_at: instant("2026-05-01T00:00:00Z"),
        created_at: Timestamp::UNIX_EPOCH,
        updated_at: Timestamp::UNIX_EPOCH,
    }
}

const NOW: &str = "2026-03-10T15:00:00Z";

#[test]
fn a_customer_exchanges_his_own_active_coupons_each_once() {
    let used = Coupon {
        voucher: Some(VoucherId::from_raw(1)),
        ..coupon(3, 1, 1)
    };
    let expired = Coupon {
        expires_at: instant(NOW),
        ..coupon(4, 1, 1)
    };
    let elsewhere = Coupon {
        organization: OrganizationId::from_raw(2),
        ..coupon(5, 1, 1)
    };
    let found = [
        coupon(1, 1, 1),
        coupon(2, 1, 2),
        used,
        expired,
        elsewhere,
        coupon(6, 2, 1),
    ];
    let table: [(&[&str], &[(usize, Problem)]); 7] = [
        (&["C1", "C6"], &[]),
        (&["C1", "C1"], &[(1, Problem::Taken)]),
        (&["C2", "C1"], &[(0, Problem::Unknown)]),
        (
            &["C9", "C3", "C4"],
            &[
                (0, Problem::Unknown),
                (1, Problem::NotAllowed),
                (2, Problem::NotAllowed),
            ],
        ),
        (&["C1", "C5"], &[(1, Problem::NotAllowed)]),
        (&["C5"], &[]),
        (&["c1"], &[(0, Problem::Unknown)]),
    ];
    for (codes, wrong) in table {
        let codes: Vec<String> = codes.iter().map(|code| (*code).to_owned()).collect();
        let result = check_exchange(&codes, &found, PartyId::from_raw(1), instant(NOW));
        let named = result.map(|coupons| coupons.iter().map(|coupon| coupon.code.clone()).collect::<Vec<_>>());
        let expected = if wrong.is_empty() {
            Ok(codes.clone())
        } else {
            let at = |(index, problem): &(usize, Problem)| InvalidField::at(Field::Coupon, *index, *problem);
            Err(Refusal::Invalid(wrong.iter().map(at).collect()))
        };
        assert_eq!(named, expected, "{codes:?}");
    }
    assert_eq!(
        check_exchange(&[], &found, PartyId::from_raw(1), instant(NOW)),
        Err(Refusal::invalid(Field::Coupon, Problem::Blank))
    );
}

#[test]
fn coupons_become_one_voucher_for_each_order() {
    let coupons = [coupon(1, 7, 1), coupon(2, 8, 1), coupon(3, 7, 1)];
    let vouchers = vouchers_of(&coupons.iter().collect::<Vec<_>>()).expect("accepted");
    let told: Vec<_> = vouchers
        .iter()
        .map(|(order, value, members)| (order.raw(), *value, members.iter().map(|one| one.id.raw()).collect()))
        .collect();
    let expected: [(i64, Money, Vec<i64>); 2] = [(7, money("20"), vec![1, 3]), (8, money("10"), vec![2])];
    assert_eq!(told, expected);
}

fn voucher(id: i64) -> Voucher {
    Voucher {
        id: VoucherId::from_raw(id),
        organization: OrganizationId::from_raw(1),
        customer: PartyId::from_raw(1),
        order: OrderId::from_raw(1),
        value: money("60"),
        sealed_code: String::new(),
        spent_on: None,
        spent_at: None,
        expires_at: instant("2026-05-01T00:00:00Z"),
        created_at: Timestamp::UNIX_EPOCH,
        updated_at: Timestamp::UNIX_EPOCH,
    }
}

#[test]
fn a_voucher_pays_once_for_its_value_or_less() {
    let active = voucher(1);
    let spent = Voucher {
        spent_on: Some(OrderId::from_raw(5)),
        ..voucher(2)
    };
    let expired = Voucher {
        expires_at: instant(NOW),
        ..voucher(3)
    };
    #[allow(clippy::type_complexity, reason = "a table of cases, typed as it stands")]
    let table: [(
        &[(Option<&Voucher>, bool, &str)],
        Option<i64>,
        &[(usize, Field, Problem)],
    ); 10] = [
        (&[(Some(&active), true, "60")], None, &[]),
        (&[(Some(&active), true, "0.01")], None, &[]),
        (
            &[(Some(&active), true, "60.01")],
            None,
            &[(1, Field::Payments, Problem::OutOfRange)],
        ),
        (
            &[(Some(&active), true, "0")],
            None,
            &[(1, Field::Payments, Problem::NotPositive)],
        ),
        (&[(None, true, "1")], None, &[(1, Field::Voucher, Problem::Unknown)]),
        (&[(None, false, "1")], None, &[(1, Field::Voucher, Problem::Blank)]),
        (
            &[(Some(&spent), true, "1")],
            None,
            &[(1, Field::Voucher, Problem::NotAllowed)],
        ),
        (&[(Some(&spent), true, "1")], Some(5), &[]),
        (
            &[(Some(&expired), true, "1")],
            None,
            &[(1, Field::Voucher, Problem::NotAllowed)],
        ),
        (
            &[(Some(&active), true, "1"), (Some(&active), true, "1")],
            None,
            &[(2, Field::Voucher, Problem::Taken)],
        ),
    ];
    for (asked, order, wrong) in table {
        let spendings: Vec<Spending<'_>> = asked
            .iter()
            .zip(1..)
            .map(|((voucher, has_code, amount), index)| Spending {
                index,
                amount: money(amount),
                voucher: *voucher,
                has_code: *has_code,
            })
            .collect();
        let at = |(index, field, problem): &(usize, Field, Problem)| InvalidField::at(*field, *index, *problem);
        let wrong: Vec<InvalidField> = wrong.iter().map(at).collect();
        let expected = Refusal::unless_empty(wrong);
        assert_eq!(
            check_spending(&spendings, order.map(OrderId::from_raw), instant(NOW)),
            expected,
            "{asked:?}"
        );
    }
}
