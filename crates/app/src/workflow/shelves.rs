//! Opening shelves: the balance of a sku in a location and lot, made empty when goods first come there.

use std::collections::BTreeMap;

use domain::amount::UnitPrice;
use domain::ids::{BalanceId, LocationId, LotId, SkuId};
use domain::receipts::{Delivery, ReceiptLot};
use domain::stock::{Balance, Book};
use jiff::civil::Date;
use store::counters::{self, Counter};
use store::lots::Lot;

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

/// What goods cost that come to a shelf without a cost of their own: the product's stated cost, while the shelf knows none.
pub(crate) fn first_cost(book: &Book, shelf: BalanceId, stated: Option<&UnitPrice>) -> Option<UnitPrice> {
    let knows_none = book.balance(shelf).is_none_or(|balance| balance.average_cost.is_zero());
    stated.copied().filter(|_| knows_none)
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
        balance.lot = Some(store::stock::find_or_create_lot(
            cx.tx,
            account,
            sku,
            &lot.code,
            lot.expires_on,
            now,
        )?);
        balance.lot_code = Some(lot.code.clone());
        balance.expires_on = lot.expires_on;
    }
    store::stock::insert(cx.tx, account, &balance)?;
    book.add(balance);
    Ok(id)
}

/// The shelf of each of these goods, as [`open`], in a number of statements that does not grow with those that have one.
/// The book must hold every balance of the skus in that location.
///
/// # Errors
/// A broken store.
pub(crate) fn open_all(
    cx: &mut Context<'_, '_>,
    book: &mut Book,
    location: LocationId,
    goods: &[Delivery],
) -> Result<Vec<BalanceId>, Failure> {
    let mut shelves: BTreeMap<(SkuId, Option<String>), BalanceId> = book
        .balances()
        .filter(|balance| balance.location == location)
        .map(|balance| ((balance.sku, balance.lot_code.clone()), balance.id))
        .collect();
    let key = |delivery: &Delivery| (delivery.sku, delivery.lot.as_ref().map(|lot| lot.code.clone()));
    let missing: BTreeMap<_, &Delivery> = goods
        .iter()
        .map(|delivery| (key(delivery), delivery))
        .filter(|(key, _)| !shelves.contains_key(key))
        .collect();
    let account = cx.account();
    let now = cx.now;
    let lots = lots_of(cx, missing.values().copied())?;
    let [first] = counters::take(cx.tx, account, [(Counter::Balance, missing.len())])?;
    for (id, (key, delivery)) in (first..).map(BalanceId::from_raw).zip(missing) {
        let mut balance = Balance::empty(id, delivery.sku, location, now);
        if let Some(lot) = key
            .1
            .as_deref()
            .and_then(|code| lots.get(&(delivery.sku, code.to_owned())))
        {
            balance.lot = Some(lot.id);
            balance.lot_code = Some(lot.code.clone());
            balance.expires_on = lot.expires_on;
        }
        store::stock::insert(cx.tx, account, &balance)?;
        book.add(balance);
        shelves.insert(key, id);
    }
    let shelf = |delivery: &Delivery| {
        *shelves
            .get(&key(delivery))
            .expect("every piece of goods has its shelf by now")
    };
    Ok(goods.iter().map(shelf).collect())
}

/// The lots of these goods by sku and code, made where they are new.
fn lots_of<'a>(
    cx: &mut Context<'_, '_>,
    goods: impl Iterator<Item = &'a Delivery>,
) -> Result<BTreeMap<(SkuId, String), Lot>, Failure> {
    let account = cx.account();
    let wanted: BTreeMap<(SkuId, &str), &ReceiptLot> = goods
        .filter_map(|delivery| {
            delivery
                .lot
                .as_ref()
                .map(|lot| ((delivery.sku, lot.code.as_str()), lot))
        })
        .collect();
    let keys: Vec<(SkuId, &str)> = wanted.keys().copied().collect();
    let known = store::lots::find_many(cx.tx, account, &keys)?;
    let mut lots: BTreeMap<(SkuId, String), Lot> = known
        .into_iter()
        .map(|lot| ((lot.sku, lot.code.clone()), lot))
        .collect();
    let new: Vec<_> = wanted
        .into_iter()
        .filter(|((sku, code), _)| !lots.contains_key(&(*sku, (*code).to_owned())))
        .collect();
    let [first] = counters::take(cx.tx, account, [(Counter::Lot, new.len())])?;
    for (id, ((sku, code), named)) in (first..).map(LotId::from_raw).zip(new) {
        let lot = Lot {
            id,
            sku,
            code: code.to_owned(),
            manufactured_on: named.manufactured_on,
            expires_on: named.expires_on,
        };
        store::lots::insert(cx.tx, account, &lot, cx.now)?;
        lots.insert((sku, code.to_owned()), lot);
    }
    Ok(lots)
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
