//! What a customer gets for goods that came back: a coupon for each unit, when he paid for them.
//!
//! Not the return, which calls this. The one rule to know: what was paid is owed to the cent, over all returns together.

use domain::coupons::{Coupon, earns_coupons, expiry, worth_of_return};
use domain::ids::CouponId;
use domain::orders::{Order, OrderItem, OrderReturn, ReturnItem};
use store::counters::{self, Counter};

use crate::accounts;
use crate::context::Context;
use crate::failure::Failure;

/// Random bytes of a code: ten characters, as the vendors' are.
const CODE_BYTES: usize = 5;

/// Issues the coupons of a finished return, after what came back `earlier`.
///
/// # Errors
/// A broken store.
pub(crate) fn issue_coupons(
    cx: &mut Context<'_, '_>,
    order: &Order,
    items: &[OrderItem],
    earlier: &[ReturnItem],
    finished: &OrderReturn,
) -> Result<(), Failure> {
    if !earns_coupons(order.payment_status) {
        return Ok(());
    }
    let (account, now) = (cx.account(), cx.now);
    let worth = worth_of_return(items, earlier, &finished.items);
    if worth.is_empty() {
        return Ok(());
    }
    let expires_at = expiry(now, &accounts::settings(cx)?.time_zone);
    let codes = fresh_codes(cx, worth.len())?;
    let [first] = counters::take(cx.tx, account, [(Counter::Coupon, worth.len())])?;
    for (id, (worth, code)) in (first..).zip(worth.iter().zip(codes)) {
        let coupon = Coupon {
            id: CouponId::from_raw(id),
            code,
            organization: order.organization,
            customer: order.customer,
            order: order.id,
            item: worth.item,
            return_id: finished.id,
            sku: worth.sku,
            amount: worth.amount,
            voucher: None,
            expires_at,
            created_at: now,
            updated_at: now,
        };
        store::coupons::insert(cx.tx, account, &coupon)?;
    }
    Ok(())
}

/// So many codes that no coupon has. Once is enough as a rule; each further round draws longer codes, so that it ends
/// whatever chance does.
fn fresh_codes(cx: &mut Context<'_, '_>, count: usize) -> Result<Vec<String>, Failure> {
    let account = cx.account();
    let mut codes: Vec<String> = Vec::with_capacity(count);
    let mut bytes = CODE_BYTES;
    while codes.len() < count {
        let drawn: Vec<String> = (codes.len()..count).map(|_| cx.random_hex(bytes)).collect();
        let asked: Vec<&str> = drawn.iter().map(String::as_str).collect();
        let taken = store::coupons::taken_codes(cx.tx, account, &asked)?;
        for code in drawn {
            if !taken.contains(&code) && !codes.contains(&code) {
                codes.push(code);
            }
        }
        bytes += 1;
    }
    Ok(codes)
}
