//! Keeping the books: cash accounts, means of payment, the chart of accounts.
//!
//! The one rule to know: setting a cash account's balance is an entry of the difference; a standard account of the chart
//! stays as it is, and what is used stays.

use domain::amount::Money;
use domain::change::Change;
use domain::finance::{CashAccount, CashReason, CostKind, LedgerAccount, LedgerKind, MeansOfPayment};
use domain::ids::{CashAccountId, LedgerAccountId, PaymentMethodId};
use domain::refusal::{Entity, Field, Problem, Refusal};
use store::counters::{self, Counter};

use super::post::{self, Posting};
use crate::context::Context;
use crate::execute::Command;
use crate::failure::Failure;

/// Opens a cash account.
#[derive(Debug, Clone)]
pub struct CreateCashAccount {
    /// Its name.
    pub name: String,
    /// What is in it.
    pub balance: Money,
    /// Whether it is offered.
    pub is_visible: bool,
}

impl Command for CreateCashAccount {
    type Done = CashAccountId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<CashAccountId, Failure> {
        let account = cx.account();
        let id = CashAccountId::from_raw(counters::next(cx.tx, account, Counter::CashAccount)?);
        let cash = CashAccount {
            id,
            organization: cx.call.principal.organization,
            name: self.name.trim().to_owned(),
            is_visible: self.is_visible,
            balance: Money::ZERO,
            created_at: cx.now,
            updated_at: cx.now,
            deleted_at: None,
        };
        cash.check()?;
        store::cash::insert(cx.tx, account, &cash)?;
        set_balance(cx, id, Money::ZERO, self.balance)?;
        Ok(id)
    }
}

/// Changes a cash account.
#[derive(Debug, Clone)]
pub struct UpdateCashAccount {
    /// Which.
    pub id: CashAccountId,
    /// Its name.
    pub name: Option<String>,
    /// What is in it, as counted.
    pub balance: Option<Money>,
    /// Whether it is offered.
    pub is_visible: Option<bool>,
}

impl Command for UpdateCashAccount {
    type Done = CashAccountId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<CashAccountId, Failure> {
        let account = cx.account();
        let mut cash = locked(cx, self.id)?;
        if let Some(name) = &self.name {
            name.trim().clone_into(&mut cash.name);
        }
        cash.is_visible = self.is_visible.unwrap_or(cash.is_visible);
        cash.check()?;
        cash.updated_at = cx.now;
        store::cash::update(cx.tx, account, &cash)?;
        set_balance(cx, self.id, cash.balance, self.balance.unwrap_or(cash.balance))?;
        Ok(self.id)
    }
}

/// Closes a cash account in which nothing ever moved.
#[derive(Debug, Clone, Copy)]
pub struct DeleteCashAccount(pub CashAccountId);

impl Command for DeleteCashAccount {
    type Done = CashAccountId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<CashAccountId, Failure> {
        let account = cx.account();
        let mut cash = locked(cx, self.0)?;
        if store::cash::is_used(cx.tx, account, self.0)? {
            return Err(Refusal::InUse {
                entity: Entity::CashAccount,
                key: self.0.to_string(),
            }
            .into());
        }
        cash.deleted_at = Some(cx.now);
        cash.updated_at = cx.now;
        store::cash::update(cx.tx, account, &cash)?;
        Ok(self.0)
    }
}

fn locked(cx: &mut Context<'_, '_>, id: CashAccountId) -> Result<CashAccount, Failure> {
    let account = cx.account();
    store::cash::lock_many(cx.tx, account, &[id])?
        .pop()
        .filter(|cash| cash.deleted_at.is_none())
        .ok_or_else(|| Failure::not_found(Entity::CashAccount, id))
}

/// Sets what is in a cash account right.
fn set_balance(cx: &mut Context<'_, '_>, id: CashAccountId, from: Money, to: Money) -> Result<(), Failure> {
    let out_of_range = || Refusal::invalid(Field::Total, Problem::OutOfRange);
    let difference = to.checked_sub(from).ok_or_else(out_of_range)?;
    if !to.is_whole_cents() {
        return Err(Refusal::invalid(Field::Total, Problem::TooManyDecimals { max: 2 }).into());
    }
    if difference.is_zero() {
        return Ok(());
    }
    let day = post::today(cx)?;
    let posting = Posting {
        cash_account: id,
        title: None,
        amount: difference,
        reason: CashReason::Adjustment,
        day,
    };
    post::post(cx, &[posting])
}

/// Adds a means of payment.
#[derive(Debug, Clone)]
pub struct CreateMeansOfPayment {
    /// Its name.
    pub name: String,
    /// Where the money goes.
    pub cash_account: Option<CashAccountId>,
    /// How its cost is reckoned.
    pub cost_kind: CostKind,
    /// Its cost.
    pub cost: Money,
    /// Its two-digit code in fiscal documents; empty is none.
    pub nfe_code: String,
}

impl Command for CreateMeansOfPayment {
    type Done = PaymentMethodId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<PaymentMethodId, Failure> {
        let account = cx.account();
        let id = PaymentMethodId::from_raw(counters::next(cx.tx, account, Counter::PaymentMethod)?);
        let means = MeansOfPayment {
            id,
            name: self.name.trim().to_owned(),
            cash_account: self.cash_account,
            cost_kind: self.cost_kind,
            cost: self.cost,
            nfe_code: self.nfe_code.clone(),
            created_at: cx.now,
            updated_at: cx.now,
            deleted_at: None,
        };
        check_means(cx, &means)?;
        store::payment_methods::insert(cx.tx, account, &means)?;
        Ok(id)
    }
}

/// Changes a means of payment.
#[derive(Debug, Clone)]
#[allow(missing_docs, reason = "each field changes the field of the same name")]
pub struct UpdateMeansOfPayment {
    pub id: PaymentMethodId,
    pub name: Option<String>,
    pub cash_account: Change<CashAccountId>,
    pub cost_kind: Option<CostKind>,
    pub cost: Option<Money>,
    pub nfe_code: Option<String>,
}

impl Command for UpdateMeansOfPayment {
    type Done = PaymentMethodId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<PaymentMethodId, Failure> {
        let account = cx.account();
        let mut means = present_means(cx, self.id)?;
        if let Some(name) = &self.name {
            name.trim().clone_into(&mut means.name);
        }
        self.cash_account.apply(&mut means.cash_account);
        means.cost_kind = self.cost_kind.unwrap_or(means.cost_kind);
        means.cost = self.cost.unwrap_or(means.cost);
        if let Some(code) = &self.nfe_code {
            means.nfe_code.clone_from(code);
        }
        check_means(cx, &means)?;
        means.updated_at = cx.now;
        store::payment_methods::update(cx.tx, account, &means)?;
        Ok(self.id)
    }
}

/// Removes a means of payment; what was paid by it still names it.
#[derive(Debug, Clone, Copy)]
pub struct DeleteMeansOfPayment(pub PaymentMethodId);

impl Command for DeleteMeansOfPayment {
    type Done = PaymentMethodId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<PaymentMethodId, Failure> {
        let account = cx.account();
        let mut means = present_means(cx, self.0)?;
        means.deleted_at = Some(cx.now);
        means.updated_at = cx.now;
        store::payment_methods::update(cx.tx, account, &means)?;
        Ok(self.0)
    }
}

fn present_means(cx: &mut Context<'_, '_>, id: PaymentMethodId) -> Result<MeansOfPayment, Failure> {
    let account = cx.account();
    store::payment_methods::find(cx.tx, account, id)?
        .filter(|means| means.deleted_at.is_none())
        .ok_or_else(|| Failure::not_found(Entity::PaymentMethod, id))
}

fn check_means(cx: &mut Context<'_, '_>, means: &MeansOfPayment) -> Result<(), Failure> {
    let account = cx.account();
    means.check()?;
    if let Some(id) = means.cash_account
        && store::cash::find(cx.tx, account, id)?.is_none_or(|cash| cash.deleted_at.is_some())
    {
        return Err(Refusal::invalid(Field::CashAccount, Problem::Unknown).into());
    }
    Ok(())
}

/// Adds an account to the chart; it is of its parent's kind.
#[derive(Debug, Clone)]
pub struct CreateLedgerAccount {
    /// The standard account it hangs from.
    pub parent: LedgerAccountId,
    /// Its name.
    pub name: String,
    /// The bookkeeper's code to debit.
    pub debit: Option<String>,
    /// The bookkeeper's code to credit.
    pub credit: Option<String>,
}

impl Command for CreateLedgerAccount {
    type Done = LedgerAccountId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<LedgerAccountId, Failure> {
        let account = cx.account();
        let id = LedgerAccountId::from_raw(counters::next(cx.tx, account, Counter::LedgerAccount)?);
        let parent = parent(cx, Some(self.parent))?;
        let mut ledger = LedgerAccount {
            id,
            parent: Some(self.parent),
            kind: parent.as_ref().map_or(LedgerKind::Income, |parent| parent.kind),
            name: self.name.clone(),
            debit: self.debit.clone(),
            credit: self.credit.clone(),
            is_standard: false,
            created_at: cx.now,
            updated_at: cx.now,
            deleted_at: None,
        };
        ledger.normalize();
        ledger.check(parent.as_ref())?;
        store::ledger_accounts::insert(cx.tx, account, &ledger)?;
        Ok(id)
    }
}

/// Changes an account of the chart that is not standard.
#[derive(Debug, Clone)]
#[allow(missing_docs, reason = "each field changes the field of the same name")]
pub struct UpdateLedgerAccount {
    pub id: LedgerAccountId,
    pub parent: Option<LedgerAccountId>,
    pub name: Option<String>,
    pub debit: Change<String>,
    pub credit: Change<String>,
}

impl Command for UpdateLedgerAccount {
    type Done = LedgerAccountId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<LedgerAccountId, Failure> {
        let account = cx.account();
        let mut ledger = changeable_ledger(cx, self.id)?;
        if self.parent.is_some() {
            ledger.parent = self.parent;
        }
        if let Some(name) = &self.name {
            ledger.name.clone_from(name);
        }
        self.debit.clone().apply(&mut ledger.debit);
        self.credit.clone().apply(&mut ledger.credit);
        ledger.normalize();
        let parent = parent(cx, ledger.parent)?;
        ledger.check(parent.as_ref())?;
        ledger.kind = parent.map_or(ledger.kind, |parent| parent.kind);
        ledger.updated_at = cx.now;
        store::ledger_accounts::update(cx.tx, account, &ledger)?;
        Ok(self.id)
    }
}

/// Removes an account of the chart that is not standard; titles under it still name it.
#[derive(Debug, Clone, Copy)]
pub struct DeleteLedgerAccount(pub LedgerAccountId);

impl Command for DeleteLedgerAccount {
    type Done = LedgerAccountId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<LedgerAccountId, Failure> {
        let account = cx.account();
        let mut ledger = changeable_ledger(cx, self.0)?;
        ledger.deleted_at = Some(cx.now);
        ledger.updated_at = cx.now;
        store::ledger_accounts::update(cx.tx, account, &ledger)?;
        Ok(self.0)
    }
}

fn changeable_ledger(cx: &mut Context<'_, '_>, id: LedgerAccountId) -> Result<LedgerAccount, Failure> {
    let account = cx.account();
    let ledger = store::ledger_accounts::find(cx.tx, account, id)?
        .filter(|ledger| ledger.deleted_at.is_none())
        .ok_or_else(|| Failure::not_found(Entity::LedgerAccount, id))?;
    if ledger.is_standard {
        return Err(Refusal::InUse {
            entity: Entity::LedgerAccount,
            key: id.to_string(),
        }
        .into());
    }
    Ok(ledger)
}

fn parent(cx: &mut Context<'_, '_>, id: Option<LedgerAccountId>) -> Result<Option<LedgerAccount>, Failure> {
    let account = cx.account();
    let Some(id) = id else { return Ok(None) };
    Ok(store::ledger_accounts::find(cx.tx, account, id)?.filter(|parent| parent.deleted_at.is_none()))
}
