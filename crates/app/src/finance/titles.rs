//! Making, changing and removing titles by hand.
//!
//! The one rule to know: a title that a sale made keeps its amount, because the sale's instalments sum to its total; it
//! ends with the sale.

use domain::amount::Money;
use domain::change::Change;
use domain::finance::{Title, TitleKind, TitleOrigin, TitleState};
use domain::ids::{CashAccountId, LedgerAccountId, PartyId, PaymentMethodId, TitleId};
use domain::refusal::{Field, InvalidField, Problem, Refusal};
use jiff::civil::Date;
use store::counters::{self, Counter};

use crate::context::Context;
use crate::execute::Command;
use crate::failure::Failure;
use crate::workflow::{end_titles, locks, settle_title};

/// Adds a title by hand.
#[derive(Debug, Clone)]
pub struct CreateTitle {
    /// To receive or to pay.
    pub kind: TitleKind,
    /// How much.
    pub amount: Money,
    /// When it falls due.
    pub due_on: Date,
    /// The day on which it was settled, when it was.
    pub settled_on: Option<Date>,
    /// What else is known.
    pub details: TitleChanges,
}

/// What changes of a title; by default nothing.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs, reason = "each is the title's field of the same name")]
pub struct TitleChanges {
    pub party: Change<PartyId>,
    pub cash_account: Change<CashAccountId>,
    pub payment_method: Change<PaymentMethodId>,
    pub ledger_account: Change<LedgerAccountId>,
    pub number: Change<String>,
    pub description: Option<String>,
    pub note: Change<String>,
    pub tags: Option<Vec<String>>,
    pub amount: Option<Money>,
    pub due_on: Option<Date>,
    pub accrued_on: Change<Date>,
    pub credited_on: Change<Date>,
}

impl TitleChanges {
    fn apply(&self, title: &mut Title) {
        self.party.apply(&mut title.party);
        self.cash_account.apply(&mut title.cash_account);
        self.payment_method.apply(&mut title.payment_method);
        self.ledger_account.apply(&mut title.ledger_account);
        self.number.clone().apply(&mut title.number);
        self.note.clone().apply(&mut title.note);
        self.accrued_on.apply(&mut title.accrued_on);
        self.credited_on.apply(&mut title.credited_on);
        if let Some(description) = &self.description {
            description.trim().clone_into(&mut title.description);
        }
        if let Some(tags) = &self.tags {
            title.tags.clone_from(tags);
        }
        if let Some(amount) = self.amount {
            title.amount = amount;
        }
        if let Some(due_on) = self.due_on {
            title.due_on = due_on;
        }
    }
}

impl Command for CreateTitle {
    type Done = TitleId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<TitleId, Failure> {
        let account = cx.account();
        let id = TitleId::from_raw(counters::next(cx.tx, account, Counter::Title)?);
        let mut title = Title::new(id, self.kind, TitleOrigin::Financial, self.amount, self.due_on, cx.now);
        title.organization = cx.call.principal.organization;
        self.details.apply(&mut title);
        title.settled_on = self.settled_on;
        title.check()?;
        Refusal::unless_empty(unknown_references(cx, std::slice::from_ref(&title))?)?;
        let mut titles = [title];
        settle_title::settle_marked(cx, &mut titles)?;
        for title in &titles {
            store::titles::insert(cx.tx, account, title)?;
        }
        Ok(id)
    }
}

/// Changes a title.
#[derive(Debug, Clone)]
pub struct UpdateTitle {
    /// Receivable or payable.
    pub kind: TitleKind,
    /// Which.
    pub title: TitleId,
    /// How.
    pub changes: TitleChanges,
}

impl Command for UpdateTitle {
    type Done = TitleId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<TitleId, Failure> {
        let account = cx.account();
        let before = locks::callers_title(cx, self.kind, self.title)?;
        let mut title = before.clone();
        self.changes.apply(&mut title);
        match before.state {
            TitleState::Open => {}
            TitleState::Settled => {}
            TitleState::Planned | TitleState::Reversed | TitleState::Cancelled => {
                return Err(before.state_forbids().into());
            }
        }
        let mut invalid = Vec::new();
        let is_fixed = before.order.is_some() || !before.settled_amount.is_zero();
        if title.amount != before.amount && is_fixed {
            invalid.push(InvalidField::new(Field::Total, Problem::NotAllowed));
        }
        if title.cash_account != before.cash_account && !before.settled_amount.is_zero() {
            invalid.push(InvalidField::new(Field::CashAccount, Problem::NotAllowed));
        }
        Refusal::unless_empty(invalid)?;
        title.check()?;
        Refusal::unless_empty(unknown_references(cx, std::slice::from_ref(&title))?)?;
        title.updated_at = cx.now;
        store::titles::update(cx.tx, account, &title)?;
        Ok(title.id)
    }
}

/// Removes a title that was made by hand; cash that it moved goes back.
#[derive(Debug, Clone)]
pub struct DeleteTitle {
    /// Receivable or payable.
    pub kind: TitleKind,
    /// Which.
    pub title: TitleId,
}

impl Command for DeleteTitle {
    type Done = TitleId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<TitleId, Failure> {
        let account = cx.account();
        let mut title = locks::callers_title(cx, self.kind, self.title)?;
        if title.order.is_some() {
            return Err(title.state_forbids().into());
        }
        title.deleted_at = Some(cx.now);
        title.updated_at = cx.now;
        if let Some(state) = title.end() {
            title.state = state;
            end_titles::give_back(cx, std::slice::from_ref(&title))?;
        }
        store::titles::update(cx.tx, account, &title)?;
        Ok(title.id)
    }
}

/// The fields in which titles name what the account does not have.
///
/// # Errors
/// A broken store.
pub(crate) fn unknown_references(cx: &mut Context<'_, '_>, titles: &[Title]) -> Result<Vec<InvalidField>, Failure> {
    fn named<T: Copy + Ord>(ids: impl Iterator<Item = Option<T>>) -> Vec<T> {
        let mut ids: Vec<T> = ids.flatten().collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }
    let account = cx.account();
    let cash = named(titles.iter().map(|title| title.cash_account));
    let cash_known = store::cash::find_many(cx.tx, account, &cash)?;
    let means = named(titles.iter().map(|title| title.payment_method));
    let means_known = store::payment_methods::find_many(cx.tx, account, &means)?;
    let ledger = named(titles.iter().map(|title| title.ledger_account));
    let ledger_known = store::ledger_accounts::find_many(cx.tx, account, &ledger)?;
    let parties = named(titles.iter().map(|title| title.party));
    let parties_known = store::parties::find_many(cx.tx, account, &parties)?;
    let mut invalid = Vec::new();
    let mut note = |holds: bool, field: Field| {
        if !holds {
            invalid.push(InvalidField::new(field, Problem::Unknown));
        }
    };
    let is_there = |id: &CashAccountId| cash_known.iter().any(|one| one.id == *id && one.deleted_at.is_none());
    note(cash.iter().all(is_there), Field::CashAccount);
    let is_there = |id: &PaymentMethodId| means_known.iter().any(|one| one.id == *id && one.deleted_at.is_none());
    note(means.iter().all(is_there), Field::PaymentMethod);
    let is_there = |id: &LedgerAccountId| ledger_known.iter().any(|one| one.id == *id && one.deleted_at.is_none());
    note(ledger.iter().all(is_there), Field::LedgerAccount);
    let is_there = |id: &PartyId| {
        parties_known
            .iter()
            .any(|one| one.id == *id && one.deleted_at.is_none())
    };
    note(parties.iter().all(is_there), Field::Party);
    Ok(invalid)
}
