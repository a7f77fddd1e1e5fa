//! What a return is worth in coupons.
//!
//! Not their codes, which are chance.
//!
//! The one rule to know: a line that came back whole, in however many returns, is worth what was paid for it, to the
//! cent.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use crate::amount::{Money, Quantity, apportion, instalments};
use crate::ids::{OrderItemId, SkuId};
use crate::orders::{OrderItem, PaymentStatus, ReturnItem};

/// How many days coupons and vouchers are good for.
const VALIDITY_DAYS: i32 = 60;

/// The most coupons for what came back of one line; of more units, or of a part of one, there is a single coupon.
pub const COUPONS_PER_LINE_MAX: i64 = 100;

/// What one coupon is to be worth, and for what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CouponWorth {
    /// The order's line.
    pub item: OrderItemId,
    /// What came back.
    pub sku: SkuId,
    /// How much, above zero.
    pub amount: Money,
}

/// Whether what comes back is owed to the customer: only when he paid. What is not paid, or being paid back, is settled
/// by its titles.
#[must_use]
pub const fn earns_coupons(payment: PaymentStatus) -> bool {
    match payment {
        PaymentStatus::Approved => true,
        PaymentStatus::Pending
        | PaymentStatus::Rejected
        | PaymentStatus::PartiallyRefunded
        | PaymentStatus::Refunded => false,
    }
}

/// From when on a coupon or voucher of this instant is worth nothing: at the same time of day, in the account's zone.
#[must_use]
pub fn expiry(now: Timestamp, zone: &TimeZone) -> Timestamp {
    let end = now.to_zoned(zone.clone()).checked_add(VALIDITY_DAYS.days());
    // The calendar ends in the year 9999.
    end.map_or(Timestamp::MAX, |end| end.timestamp())
}

/// The coupons for what came back now: one for each unit, after what came back `earlier`.
#[must_use]
pub fn worth_of_return(items: &[OrderItem], earlier: &[ReturnItem], returned: &[ReturnItem]) -> Vec<CouponWorth> {
    let mut back: BTreeMap<OrderItemId, Quantity> = BTreeMap::new();
    let mut bring = |item: OrderItemId, quantity: Quantity| {
        let sum = back.entry(item).or_default();
        let before = *sum;
        *sum = sum.checked_add(quantity).unwrap_or(Quantity::MAX);
        (before, *sum)
    };
    for one in earlier {
        bring(one.item, one.quantity);
    }
    let mut coupons = Vec::new();
    for one in returned {
        let (before, after) = bring(one.item, one.quantity);
        let Some(item) = items.iter().find(|item| item.id == one.item) else {
            continue;
        };
        let worth = paid_for(item, after)
            .checked_sub(paid_for(item, before))
            .unwrap_or(Money::ZERO);
        let amounts = instalments(worth, pieces(one.quantity));
        let amounts = amounts.into_iter().filter(|amount| amount.is_positive());
        coupons.extend(amounts.map(|amount| CouponWorth {
            item: item.id,
            sku: item.sku,
            amount,
        }));
    }
    coupons
}

/// What was paid for so much of a line, to the cent: its total less all discounts, in proportion.
fn paid_for(item: &OrderItem, quantity: Quantity) -> Money {
    let net = item
        .total
        .checked_sub(item.discount)
        .and_then(|net| net.checked_sub(item.discount_share));
    let net = net.unwrap_or(Money::ZERO).max(Money::ZERO);
    let kept = item
        .quantity
        .checked_sub(quantity)
        .unwrap_or(Quantity::ZERO)
        .max(Quantity::ZERO);
    let weights = [quantity, kept].map(|quantity| Money::from_millionths(quantity.millionths()));
    if quantity.is_zero() {
        return Money::ZERO;
    }
    apportion(net, &weights).first().copied().unwrap_or(Money::ZERO)
}

/// In how many coupons a quantity comes back.
fn pieces(quantity: Quantity) -> u32 {
    match quantity.whole_units() {
        Some(units) if (1..=COUPONS_PER_LINE_MAX).contains(&units) => u32::try_from(units).unwrap_or(1),
        Some(_) | None => 1,
    }
}
