//! Settling a title, wholly or in part: the title says how much is left, and the cash account gains an entry.
//!
//! The one rule to know: what is left of a partly settled title stays open on the same title.

use domain::amount::Money;
use domain::finance::{CashReason, Title, TitleKind};
use domain::ids::{CashAccountId, TitleId};
use domain::refusal::{Field, Problem, Refusal};
use jiff::civil::Date;

use super::locks;
use crate::context::Context;
use crate::execute::Command;
use crate::failure::Failure;
use crate::finance::post::{self, Posting};

/// Settles a title.
#[derive(Debug, Clone)]
pub struct SettleTitle {
    /// Receivable or payable.
    pub kind: TitleKind,
    /// Which.
    pub title: TitleId,
    /// How much; `None` is all that is left.
    pub amount: Option<Money>,
    /// On which day; `None` is today.
    pub settled_on: Option<Date>,
    /// To which day it counts in the books; `None` leaves it.
    pub accrued_on: Option<Date>,
    /// In which cash account; `None` is the title's, its means of payment's or the account's first.
    pub cash_account: Option<CashAccountId>,
}

impl Command for SettleTitle {
    type Done = TitleId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<TitleId, Failure> {
        let account = cx.account();
        let mut title = locks::callers_title(cx, self.kind, self.title)?;
        let day = match self.settled_on {
            Some(day) => day,
            None => post::today(cx)?,
        };
        let into = cash_account(cx, self.cash_account, &title)?;
        let amount = self.amount.unwrap_or(title.remainder());
        let moved = title.settle(amount, day, into)?;
        if self.accrued_on.is_some() {
            title.accrued_on = self.accrued_on;
        }
        title.updated_at = cx.now;
        let posting = posting(&title, into, moved, day);
        post::post(cx, &[posting])?;
        store::titles::update(cx.tx, account, &title)?;
        Ok(title.id)
    }
}

/// Settles wholly those of these open titles that carry the day on which they are to be settled.
///
/// # Errors
/// No cash account to settle them in, or a broken store.
pub(crate) fn settle_marked(cx: &mut Context<'_, '_>, titles: &mut [Title]) -> Result<(), Failure> {
    let mut postings = Vec::new();
    for title in titles {
        let Some(day) = title.settled_on else { continue };
        let into = cash_account(cx, None, title)?;
        let moved = title.settle(title.remainder(), day, into)?;
        postings.push(posting(title, into, moved, day));
    }
    post::post(cx, &postings)
}

fn posting(title: &Title, into: CashAccountId, amount: Money, day: Date) -> Posting {
    Posting {
        cash_account: into,
        title: Some(title.id),
        amount,
        reason: CashReason::Settlement,
        day,
    }
}

/// Where a title is settled: the account named, the title's own, that of its means of payment, or the first there is.
fn cash_account(
    cx: &mut Context<'_, '_>,
    named: Option<CashAccountId>,
    title: &Title,
) -> Result<CashAccountId, Failure> {
    let account = cx.account();
    if let Some(id) = named.or(title.cash_account) {
        let known = store::cash::find(cx.tx, account, id)?.is_some_and(|cash| cash.deleted_at.is_none());
        return if known {
            Ok(id)
        } else {
            Err(Refusal::invalid(Field::CashAccount, Problem::Unknown).into())
        };
    }
    let means = match title.payment_method {
        Some(means) => store::payment_methods::find(cx.tx, account, means)?,
        None => None,
    };
    if let Some(id) = means.and_then(|means| means.cash_account) {
        return Ok(id);
    }
    let first = store::cash::first(cx.tx, account)?;
    Ok(first
        .map(|cash| cash.id)
        .ok_or_else(|| Refusal::invalid(Field::CashAccount, Problem::Blank))?)
}
