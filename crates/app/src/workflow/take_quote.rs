//! What placing an order and taking a quote up have in common: which lines take goods from the stock, and the code of an
//! order that was given none.
//!
//! The one rule to know: what a line takes is kept on the line when it is sold.

use std::collections::BTreeSet;

use domain::ids::{OrderId, SkuId};
use domain::orders::{Order, SkuReference};
use domain::refusal::{Field, InvalidField, Problem, Refusal};
use store::counters::{self, Counter};

use super::locks;
use super::promise::{self, Taking, Wanted};
use crate::context::Context;
use crate::failure::Failure;

/// The code of an order that was given none: its number with a letter before it, or what is free then.
///
/// # Errors
/// A broken store.
pub(crate) fn own_code(cx: &mut Context<'_, '_>, order: OrderId) -> Result<String, Failure> {
    let account = cx.account();
    let code = format!("V{order}");
    Ok(match store::orders::find_code(cx.tx, account, &code)? {
        None => code,
        Some(_) => format!("{code}-{}", cx.random_hex(4)),
    })
}

/// The skus among these of which nothing is kept in stock.
///
/// # Errors
/// A broken store.
pub(crate) fn stockless(cx: &mut Context<'_, '_>, skus: &[(SkuId, String)]) -> Result<BTreeSet<SkuId>, Failure> {
    let account = cx.account();
    let ids: Vec<SkuId> = skus.iter().map(|(id, _)| *id).collect();
    Ok(store::skus::without_stock(cx.tx, account, &ids)?.into_iter().collect())
}

/// Takes the goods of an order that took none yet, a quote or one that waited for transfers: promised, or gone at once.
///
/// # Errors
/// `Refusal::StockNotAvailable`.
pub(crate) fn take_goods(cx: &mut Context<'_, '_>, order: &Order, taking: Taking) -> Result<(), Failure> {
    let (account, now) = (cx.account(), cx.now);
    let items = store::orders::items_of(cx.tx, account, &[order.id])?;
    let skus: Vec<SkuId> = items.iter().map(|(_, item)| item.sku).collect();
    let mut book = locks::book_at(cx, order.location, &skus)?;
    let known = store::skus::find_many(cx.tx, account, &skus)?;
    let code = |id: SkuId| {
        let sku = known.iter().find(|sku| sku.id == id);
        // One that was removed since has no other name.
        sku.map_or_else(|| id.to_string(), |sku| sku.code.clone())
    };
    let codes: Vec<String> = items.iter().map(|(_, item)| code(item.sku)).collect();
    let wanted: Vec<Wanted<'_>> = items
        .iter()
        .zip(&codes)
        .map(|((_, item), code)| Wanted {
            item: item.id,
            sku: item.sku,
            code,
            quantity: item.quantity,
            shelf: None,
            takes_stock: item.takes_stock,
        })
        .collect();
    let shares = promise::take(&mut book, order.id, &wanted, taking)?;
    let [first_promise, first_movement] = counters::take(
        cx.tx,
        account,
        [(Counter::Promise, shares.len()), (Counter::Movement, shares.len())],
    )?;
    for want in &wanted {
        if let Some((shelf, cost)) = promise::first_shelf(&book, &shares, want.item) {
            store::orders::set_item_shelf(cx.tx, account, order.id, want.item, shelf, cost)?;
        }
    }
    for promise in promise::promises(order.id, &shares, first_promise, taking, now) {
        store::promises::insert(cx.tx, account, &promise)?;
    }
    promise::write_book(cx, book, first_movement, now)
}

/// The skus that lines name, in their order, each with its code.
///
/// # Errors
/// `Refusal::Invalid` naming every line whose sku is not known.
pub(crate) fn find_skus_by<'a>(
    cx: &mut Context<'_, '_>,
    references: impl Iterator<Item = &'a SkuReference> + Clone,
) -> Result<Vec<(SkuId, String)>, Failure> {
    let account = cx.account();
    let mut ids: Vec<SkuId> = Vec::new();
    let mut codes: Vec<&str> = Vec::new();
    for reference in references.clone() {
        match reference {
            SkuReference::Id(id) | SkuReference::OnShelf(id, _) => ids.push(*id),
            SkuReference::Code(code) => codes.push(code),
        }
    }
    let mut known = store::skus::find_many(cx.tx, account, &ids)?;
    known.extend(store::skus::find_many_by_code(cx.tx, account, &codes)?);
    let mut found = Vec::with_capacity(known.len());
    let mut unknown = Vec::new();
    for (index, reference) in references.enumerate() {
        let sku = known.iter().find(|sku| match reference {
            SkuReference::Id(id) | SkuReference::OnShelf(id, _) => sku.id == *id,
            SkuReference::Code(code) => sku.code == *code,
        });
        match sku {
            Some(sku) => found.push((sku.id, sku.code.clone())),
            None => unknown.push(InvalidField::at(Field::Sku, index, Problem::Unknown)),
        }
    }
    if unknown.is_empty() {
        Ok(found)
    } else {
        Err(Refusal::Invalid(unknown).into())
    }
}
