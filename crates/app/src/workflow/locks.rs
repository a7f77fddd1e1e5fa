//! The order in which rows are locked, for every workflow: first the shipment, then the orders by rising number (or the
//! transfer, or the receipt), then coupons and then vouchers by rising number, then the balances by rising number, then
//! titles and then cash accounts by rising number, then the counters. Two use cases that keep to it never wait for each other in a ring.

use domain::coupons::{Coupon, Voucher};
use domain::finance::{Title, TitleKind, TitleState};
use domain::ids::{BalanceId, LocationId, OrderId, ReceiptId, SkuId, TitleId};
use domain::orders::Order;
use domain::receipts::GoodsReceipt;
use domain::refusal::{Entity, Refusal};
use domain::stock::Book;

use crate::context::Context;
use crate::failure::Failure;

/// The order, locked.
///
/// # Errors
/// Not found.
pub(crate) fn order(cx: &mut Context<'_, '_>, id: OrderId) -> Result<Order, Failure> {
    let account = cx.account();
    store::orders::lock(cx.tx, account, id)?.ok_or_else(|| Refusal::not_found(Entity::Order, id).into())
}

/// The orders of these numbers that exist, locked by rising number.
///
/// # Errors
/// A broken store.
pub(crate) fn orders(cx: &mut Context<'_, '_>, ids: &[OrderId]) -> Result<Vec<Order>, Failure> {
    let account = cx.account();
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids.dedup();
    Ok(store::orders::lock_many(cx.tx, account, &ids)?)
}

/// The order that the caller names, locked: for a credential bound to an organization, one of its own.
///
/// # Errors
/// Not found, also when it is another organization's.
pub(crate) fn callers_order(cx: &mut Context<'_, '_>, id: OrderId) -> Result<Order, Failure> {
    let found = order(cx, id)?;
    match cx.call.principal.organization {
        Some(own) if own != found.organization => Err(Refusal::not_found(Entity::Order, id).into()),
        Some(_) | None => Ok(found),
    }
}

/// The goods receipt that the caller names, locked: for a credential bound to an organization, one of its own.
///
/// # Errors
/// Not found, also when it is another organization's.
pub(crate) fn callers_receipt(cx: &mut Context<'_, '_>, id: ReceiptId) -> Result<GoodsReceipt, Failure> {
    let account = cx.account();
    let own = cx.call.principal.organization;
    store::receipts::lock(cx.tx, account, id)?
        .filter(|found| own.is_none_or(|own| own == found.organization))
        .ok_or_else(|| Refusal::not_found(Entity::Receipt, id).into())
}

/// The coupons of these codes, locked by rising number.
///
/// # Errors
/// A broken store.
pub(crate) fn coupons(cx: &mut Context<'_, '_>, codes: &[String]) -> Result<Vec<Coupon>, Failure> {
    let account = cx.account();
    let mut codes: Vec<&str> = codes.iter().map(String::as_str).collect();
    codes.sort_unstable();
    codes.dedup();
    Ok(store::coupons::lock_by_codes(cx.tx, account, &codes)?)
}

/// The vouchers of these codes, locked by rising number, each with its code's SHA-256.
///
/// # Errors
/// A broken store.
pub(crate) fn vouchers(cx: &mut Context<'_, '_>, sums: &[Vec<u8>]) -> Result<Vec<(Vec<u8>, Voucher)>, Failure> {
    let account = cx.account();
    let mut sums = sums.to_vec();
    sums.sort_unstable();
    sums.dedup();
    Ok(store::vouchers::lock_by_codes(cx.tx, account, &sums)?)
}

/// The vouchers that paid for an order, locked by rising number.
///
/// # Errors
/// A broken store.
pub(crate) fn vouchers_of(cx: &mut Context<'_, '_>, order: OrderId) -> Result<Vec<Voucher>, Failure> {
    let account = cx.account();
    Ok(store::vouchers::lock_spent_on(cx.tx, account, order)?)
}

/// The title that the caller names, locked: for a credential bound to an organization, one of its own.
///
/// # Errors
/// Not found, also when it was removed or belongs to a quote.
pub(crate) fn callers_title(cx: &mut Context<'_, '_>, kind: TitleKind, id: TitleId) -> Result<Title, Failure> {
    let account = cx.account();
    let own = cx.call.principal.organization;
    store::titles::lock(cx.tx, account, kind, id)?
        .filter(|title| title.deleted_at.is_none() && title.state != TitleState::Planned)
        .filter(|title| own.is_none() || title.organization.is_none() || title.organization == own)
        .ok_or_else(|| Refusal::not_found(kind.entity(), id).into())
}

/// A book over these balances, locked by rising number.
///
/// # Errors
/// A broken store.
pub(crate) fn book_of(cx: &mut Context<'_, '_>, balances: &[BalanceId]) -> Result<Book, Failure> {
    let account = cx.account();
    let mut ids = balances.to_vec();
    ids.sort_unstable();
    ids.dedup();
    Ok(Book::open(store::stock::lock_many(cx.tx, account, &ids)?))
}

/// A book over every balance of these skus in one location, locked by rising number.
///
/// # Errors
/// A broken store.
pub(crate) fn book_at(cx: &mut Context<'_, '_>, location: LocationId, skus: &[SkuId]) -> Result<Book, Failure> {
    let account = cx.account();
    let mut skus = skus.to_vec();
    skus.sort_unstable();
    skus.dedup();
    Ok(Book::open(store::stock::lock_at(cx.tx, account, location, &skus)?))
}
