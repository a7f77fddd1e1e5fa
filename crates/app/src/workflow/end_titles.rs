//! What becomes of an order's titles: those of a quote open when it is sold, and all end when it is taken back.
//!
//! The one rule to know: a title that moved cash moves it back in the same cash account; nothing is erased.

use domain::amount::Money;
use domain::finance::{CashReason, Title, TitleState};
use domain::ids::OrderId;
use domain::orders::Order;

use super::settle_title;
use crate::context::Context;
use crate::failure::Failure;
use crate::finance::post::{self, Posting};

/// Ends the titles of an order that is taken back: the open ones are cancelled, and what was settled is reversed.
///
/// # Errors
/// A broken store.
pub(crate) fn end_of_order(cx: &mut Context<'_, '_>, order: OrderId) -> Result<(), Failure> {
    let account = cx.account();
    let titles = store::titles::lock_of_order(cx.tx, account, order)?;
    let mut ending: Vec<Title> = Vec::with_capacity(titles.len());
    for mut title in titles.into_iter().filter(|title| title.deleted_at.is_none()) {
        if let Some(state) = title.end() {
            title.state = state;
            title.updated_at = cx.now;
            ending.push(title);
        }
    }
    give_back(cx, &ending)?;
    for title in &ending {
        store::titles::update(cx.tx, account, title)?;
    }
    Ok(())
}

/// Moves back the cash that these titles moved.
///
/// # Errors
/// A balance out of range, or a broken store.
pub(crate) fn give_back(cx: &mut Context<'_, '_>, titles: &[Title]) -> Result<(), Failure> {
    if titles.iter().all(|title| title.settled_amount.is_zero()) {
        return Ok(());
    }
    let account = cx.account();
    let ids: Vec<_> = titles.iter().map(|title| title.id).collect();
    let moved = store::cash::moved_by_titles(cx.tx, account, &ids)?;
    let day = post::today(cx)?;
    let postings: Vec<Posting> = moved
        .into_iter()
        .filter(|(_, _, amount)| !amount.is_zero())
        .map(|(title, cash_account, amount)| Posting {
            cash_account,
            title: Some(title),
            // What was moved is a sum within the range.
            amount: amount.checked_neg().unwrap_or(Money::ZERO),
            reason: CashReason::Reversal,
            day,
        })
        .collect();
    post::post(cx, &postings)
}

/// Opens the titles that a quote had planned, and settles those that were to be paid at once. Answers whether there were
/// any: then the order is billed.
///
/// # Errors
/// A broken store.
pub(crate) fn open_planned(cx: &mut Context<'_, '_>, order: &Order) -> Result<bool, Failure> {
    let account = cx.account();
    let mut planned: Vec<Title> = store::titles::lock_of_order(cx.tx, account, order.id)?
        .into_iter()
        .filter(|title| title.state == TitleState::Planned)
        .collect();
    if planned.is_empty() {
        return Ok(false);
    }
    for title in &mut planned {
        title.state = TitleState::Open;
        title.updated_at = cx.now;
    }
    settle_title::settle_marked(cx, &mut planned)?;
    for title in &planned {
        store::titles::update(cx.tx, account, title)?;
    }
    Ok(true)
}
