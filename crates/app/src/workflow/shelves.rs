//! Opening shelves: the balance of a sku in a location and lot, made empty when goods first come there.

use domain::ids::{BalanceId, LocationId, SkuId};
use domain::stock::{Balance, Book};
use jiff::civil::Date;
use store::counters::{self, Counter};

use crate::context::Context;
use crate::failure::Failure;

/// A lot as a document names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LotName {
    /// Its code.
    pub code: String,
    /// Its last day, where the document says.
    pub expires_on: Option<Date>,
}

/// The shelf of a sku in a location and lot: the one in the book, or a new one added to it. The book must hold every
/// balance of the sku in that location.
///
/// # Errors
/// A broken store.
pub(crate) fn open(
    cx: &mut Context<'_, '_>,
    book: &mut Book,
    location: LocationId,
    sku: SkuId,
    lot: Option<&LotName>,
) -> Result<BalanceId, Failure> {
    let known = book
        .balances()
        .find(|balance| {
            balance.sku == sku
                && balance.location == location
                && balance.lot_code.as_deref() == lot.map(|lot| lot.code.as_str())
        })
        .map(|balance| balance.id);
    if let Some(id) = known {
        return Ok(id);
    }
    let account = cx.account();
    let now = cx.now;
    let id = BalanceId::from_raw(counters::next(cx.tx, account, Counter::Balance)?);
    let mut balance = Balance::empty(id, sku, location, now);
    if let Some(lot) = lot {
        balance.lot = Some(store::stock::find_or_create_lot(cx.tx, account, sku, &lot.code, lot.expires_on, now)?);
        balance.lot_code = Some(lot.code.clone());
        balance.expires_on = lot.expires_on;
    }
    store::stock::insert(cx.tx, account, &balance)?;
    book.add(balance);
    Ok(id)
}

/// The shelf an adjustment without a lot means: the one without a lot, or the only one there is, or a new one.
///
/// # Errors
/// A broken store.
pub(crate) fn open_any(
    cx: &mut Context<'_, '_>,
    book: &mut Book,
    location: LocationId,
    sku: SkuId,
) -> Result<BalanceId, Failure> {
    let shelves: Vec<(BalanceId, bool)> = book
        .balances()
        .filter(|balance| balance.sku == sku && balance.location == location)
        .map(|balance| (balance.id, balance.lot.is_none()))
        .collect();
    match (shelves.iter().find(|(_, without_lot)| *without_lot), shelves.as_slice()) {
        (Some((id, _)), _) | (None, [(id, _)]) => Ok(*id),
        (None, _) => open(cx, book, location, sku, None),
    }
}
