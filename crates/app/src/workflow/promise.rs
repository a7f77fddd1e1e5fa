//! Promising, releasing and shipping the goods of an order. The book decides; here is only which shelves it is asked.

use domain::amount::{Quantity, UnitPrice};
use domain::ids::{BalanceId, OrderId, OrderItemId, SkuId};
use domain::refusal::Refusal;
use domain::stock::{Balance, Book, Cause, Promise, PromiseState, Share, Shortage, first_expiring_first};
use jiff::Timestamp;
use store::stock::Trail;

use crate::context::Context;
use crate::failure::Failure;

/// What a line asks of the shelves.
pub(crate) struct Wanted<'a> {
    /// The line.
    pub(crate) item: OrderItemId,
    /// The sku.
    pub(crate) sku: SkuId,
    /// Its code, for the refusal.
    pub(crate) code: &'a str,
    /// How much.
    pub(crate) quantity: Quantity,
    /// The only shelf it may come from; `None` is any of the location.
    pub(crate) shelf: Option<BalanceId>,
    /// Whether it takes anything at all.
    pub(crate) takes_stock: bool,
}

/// How goods are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Taking {
    /// Promised: they stay on the shelf.
    Promise,
    /// They leave at once.
    ShipAtOnce,
}

/// Takes each line's goods from the book, first expiring first, and answers which share of which line lies where.
///
/// # Errors
/// `Refusal::StockNotAvailable` for the first line that cannot be served; the book is then of no use any more.
pub(crate) fn take(
    book: &mut Book,
    order: OrderId,
    wanted: &[Wanted<'_>],
    taking: Taking,
) -> Result<Vec<(OrderItemId, Share)>, Refusal> {
    let mut taken = Vec::with_capacity(wanted.len());
    for want in wanted.iter().filter(|want| want.takes_stock) {
        let refuse = |available| Refusal::StockNotAvailable {
            sku: want.sku,
            code: want.code.to_owned(),
            asked: want.quantity,
            available,
        };
        let serves = |balance: &&Balance| balance.sku == want.sku && want.shelf.is_none_or(|only| only == balance.id);
        let shelves: Vec<&Balance> = book.balances().filter(serves).collect();
        let shares = first_expiring_first(&shelves, want.quantity).map_err(refuse)?;
        for share in shares {
            let cause = Cause::item(order, want.item);
            let outcome = match taking {
                Taking::Promise => book.reserve(share.balance, share.quantity, cause),
                Taking::ShipAtOnce => book.ship_at_once(share.balance, share.quantity, cause),
            };
            outcome.map_err(|Shortage { available, .. }| refuse(available))?;
            taken.push((want.item, share));
        }
    }
    Ok(taken)
}

/// The promises that taken shares become.
pub(crate) fn promises(
    order: OrderId,
    shares: &[(OrderItemId, Share)],
    first: i64,
    taking: Taking,
    now: Timestamp,
) -> Vec<Promise> {
    let state = match taking {
        Taking::Promise => PromiseState::Open,
        Taking::ShipAtOnce => PromiseState::Shipped,
    };
    (first..)
        .zip(shares)
        .map(|(id, (item, share))| Promise {
            id: domain::ids::PromiseId::from_raw(id),
            order,
            item: *item,
            balance: share.balance,
            quantity: share.quantity,
            state,
            created_at: now,
        })
        .collect()
}

/// The shelf a line is shown with, which is the first that serves it, and what one costs there.
pub(crate) fn first_shelf(
    book: &Book,
    shares: &[(OrderItemId, Share)],
    item: OrderItemId,
) -> Option<(BalanceId, UnitPrice)> {
    let (_, share) = shares.iter().find(|(of, _)| *of == item)?;
    let cost = book.balance(share.balance).map(|balance| balance.average_cost);
    Some((share.balance, cost.unwrap_or(UnitPrice::ZERO)))
}

/// Writes what the book decided, its movements numbered from `first`.
///
/// # Errors
/// A broken store.
pub(crate) fn write_book(
    cx: &mut Context<'_, '_>,
    book: Book,
    first: i64,
    effective_at: Timestamp,
) -> Result<(), Failure> {
    let account = cx.account();
    let (balances, movements) = book.close();
    let call = cx.call;
    let trail = Trail {
        actor: call.principal.actor,
        face: call.face,
        request_id: &call.request_id,
        effective_at,
        recorded_at: cx.now,
    };
    store::stock::append(cx.tx, account, &balances, &movements, first, trail)?;
    Ok(())
}
