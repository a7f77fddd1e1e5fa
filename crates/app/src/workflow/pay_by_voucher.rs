//! Paying for an order with exchange vouchers, and giving them back when the order ends without a sale.
//!
//! Not making vouchers. The one rule to know: a voucher is locked before it is looked at, so that of all who name it at
//! the same time one alone spends it.

use domain::coupons::{Spending, Voucher, check_spending};
use domain::events::EventKind;
use domain::ids::OrderId;
use domain::orders::{NewPayment, PaymentMethod};

use super::exchange_coupons::{code_sum, event};
use super::locks;
use crate::context::Context;
use crate::failure::Failure;
use crate::outbox;

/// The vouchers that payments name, locked, when they may pay; those that this very order spent already may.
///
/// # Errors
/// `Refusal::Invalid` naming every payment whose voucher cannot pay so much.
pub(crate) fn claim(
    cx: &mut Context<'_, '_>,
    payments: &[NewPayment],
    order: Option<OrderId>,
) -> Result<Vec<Voucher>, Failure> {
    let by_voucher: Vec<(usize, &NewPayment)> = payments
        .iter()
        .enumerate()
        .filter(|(_, payment)| payment.method == PaymentMethod::ExchangeVoucher)
        .collect();
    if by_voucher.is_empty() {
        return Ok(Vec::new());
    }
    let sum_of = |payment: &NewPayment| payment.voucher_code.as_deref().map(code_sum);
    let sums: Vec<Vec<u8>> = by_voucher.iter().filter_map(|(_, payment)| sum_of(payment)).collect();
    let found = locks::vouchers(cx, &sums)?;
    let spendings: Vec<Spending<'_>> = by_voucher
        .iter()
        .map(|(index, payment)| {
            let sum = sum_of(payment);
            let named = found.iter().find(|(known, _)| sum.as_ref() == Some(known));
            Spending {
                index: *index,
                amount: payment.amount,
                voucher: named.map(|(_, voucher)| voucher),
                has_code: sum.is_some(),
            }
        })
        .collect();
    check_spending(&spendings, order, cx.now)?;
    Ok(found.into_iter().map(|(_, voucher)| voucher).collect())
}

/// Spends claimed vouchers on an order; those it spent already stay spent.
///
/// # Errors
/// A broken store.
pub(crate) fn spend(cx: &mut Context<'_, '_>, order: OrderId, claimed: &[Voucher]) -> Result<(), Failure> {
    let fresh: Vec<&Voucher> = claimed.iter().filter(|voucher| voucher.spent_on.is_none()).collect();
    write(cx, &fresh, Some(order))
}

/// Gives an order's vouchers back, all but those to keep.
///
/// # Errors
/// A broken store.
pub(crate) fn give_back(cx: &mut Context<'_, '_>, order: OrderId, keep: &[Voucher]) -> Result<(), Failure> {
    let spent = locks::vouchers_of(cx, order)?;
    let is_kept = |voucher: &Voucher| keep.iter().any(|kept| kept.id == voucher.id);
    let dropped: Vec<&Voucher> = spent.iter().filter(|voucher| !is_kept(voucher)).collect();
    write(cx, &dropped, None)
}

fn write(cx: &mut Context<'_, '_>, vouchers: &[&Voucher], order: Option<OrderId>) -> Result<(), Failure> {
    if vouchers.is_empty() {
        return Ok(());
    }
    let (account, now) = (cx.account(), cx.now);
    for voucher in vouchers {
        store::vouchers::set_spent(cx.tx, account, voucher.id, order, now)?;
    }
    let events: Vec<_> = vouchers
        .iter()
        .map(|voucher| event(voucher, EventKind::Updated))
        .collect();
    outbox::emit(cx, &events)
}
