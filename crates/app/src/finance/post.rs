//! Posting to cash accounts: each posting is an entry and changes the balance by as much, in the same transaction.
//!
//! The one rule to know: nothing else writes a cash account's balance.

use domain::amount::Money;
use domain::finance::{CashAccount, CashEntry, CashReason};
use domain::ids::{CashAccountId, CashEntryId, TitleId};
use domain::refusal::{Field, Problem, Refusal};
use jiff::civil::Date;
use store::counters::{self, Counter};
use store::stock::Trail;

use crate::accounts;
use crate::context::Context;
use crate::failure::Failure;

/// Money in, or out when negative.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Posting {
    pub(crate) cash_account: CashAccountId,
    pub(crate) title: Option<TitleId>,
    pub(crate) amount: Money,
    pub(crate) reason: CashReason,
    pub(crate) day: Date,
}

/// Writes the entries and the balances that follow.
///
/// # Errors
/// A cash account that is not there, a balance out of range, or a broken store.
pub(crate) fn post(cx: &mut Context<'_, '_>, postings: &[Posting]) -> Result<(), Failure> {
    if postings.is_empty() {
        return Ok(());
    }
    let account = cx.account();
    let mut ids: Vec<CashAccountId> = postings.iter().map(|posting| posting.cash_account).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut cash: Vec<CashAccount> = store::cash::lock_many(cx.tx, account, &ids)?;
    for posting in postings {
        let one = cash.iter_mut().find(|one| one.id == posting.cash_account);
        one.ok_or_else(|| Refusal::invalid(Field::CashAccount, Problem::Unknown))?
            .add(posting.amount)?;
    }
    let [first] = counters::take(cx.tx, account, [(Counter::CashEntry, postings.len())])?;
    for one in &mut cash {
        one.updated_at = cx.now;
        store::cash::update(cx.tx, account, one)?;
    }
    for (id, posting) in (first..).zip(postings) {
        let entry = CashEntry {
            id: CashEntryId::from_raw(id),
            cash_account: posting.cash_account,
            title: posting.title,
            amount: posting.amount,
            reason: posting.reason,
            effective_on: posting.day,
        };
        let call = cx.call;
        let trail = Trail {
            actor: call.principal.actor,
            face: call.face,
            request_id: &call.request_id,
            effective_at: cx.now,
            recorded_at: cx.now,
        };
        store::cash::insert_entry(cx.tx, account, &entry, trail)?;
    }
    Ok(())
}

/// The day it is where the account is.
///
/// # Errors
/// A broken store.
pub(crate) fn today(cx: &mut Context<'_, '_>) -> Result<Date, Failure> {
    let settings = accounts::settings(cx)?;
    Ok(cx.now.to_zoned(settings.time_zone).date())
}
