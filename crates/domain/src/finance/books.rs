//! Cash accounts and their entries, means of payment, and the chart of accounts: the books that titles are settled in.
//!
//! Not titles themselves.
//!
//! The one rule to know: a cash account's balance is the sum of its entries, and an entry is never changed; a mistake is
//! put right by the opposite entry.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::amount::Money;
use crate::checks::{Checks, tidy, tidy_required};
use crate::ids::{CashAccountId, CashEntryId, LedgerAccountId, OrganizationId, PaymentMethodId, TitleId};
use crate::named::named;
use crate::refusal::{Field, Problem, Refusal};

/// The most characters of a name.
const NAME_MAX: usize = 255;
/// The most characters of a code of the bookkeeper's.
const BOOKKEEPING_CODE_MAX: usize = 60;

/// Where money lies: a till, a bank account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CashAccount {
    /// Its number.
    pub id: CashAccountId,
    /// Whose; `None` is the account's.
    pub organization: Option<OrganizationId>,
    /// Its name.
    pub name: String,
    /// Whether it is offered.
    pub is_visible: bool,
    /// Σ of its entries.
    pub balance: Money,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// When it was removed.
    pub deleted_at: Option<Timestamp>,
}

impl CashAccount {
    /// Whether it may be kept as it is.
    ///
    /// # Errors
    /// [`Refusal::Invalid`].
    pub fn check(&self) -> Result<(), Refusal> {
        let mut checks = Checks::default();
        checks.required(Field::Name, &self.name, NAME_MAX);
        checks.verdict()
    }

    /// The balance after an entry of so much.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] out of range.
    pub fn add(&mut self, amount: Money) -> Result<(), Refusal> {
        self.balance = self
            .balance
            .checked_add(amount)
            .ok_or_else(|| Refusal::invalid(Field::Total, Problem::OutOfRange))?;
        Ok(())
    }
}

/// Money in, or out when negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CashEntry {
    /// Its number.
    pub id: CashEntryId,
    /// Of which cash account.
    pub cash_account: CashAccountId,
    /// The title that was settled or reversed.
    pub title: Option<TitleId>,
    /// How much.
    pub amount: Money,
    /// Why.
    pub reason: CashReason,
    /// On which day.
    pub effective_on: Date,
}

named! {
    /// Why money moved.
    CashReason {
        /// It was there when the account was opened, or a count set it right.
        Adjustment "adjustment",
        /// A title was settled.
        Settlement "settlement",
        /// A settled title was reversed.
        Reversal "reversal",
    }
}

/// How customers may pay, and where the money goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeansOfPayment {
    /// Its number.
    pub id: PaymentMethodId,
    /// Its name.
    pub name: String,
    /// Where the money goes.
    pub cash_account: Option<CashAccountId>,
    /// How its cost is reckoned.
    pub cost_kind: CostKind,
    /// Its cost: a percentage or an amount.
    pub cost: Money,
    /// Its two-digit code in fiscal documents; empty is none.
    pub nfe_code: String,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// When it was removed.
    pub deleted_at: Option<Timestamp>,
}

named! {
    /// How the cost of a means of payment is reckoned.
    CostKind {
        /// It costs nothing.
        Free "free",
        /// A percentage.
        Percentage "percentage",
        /// So much for the whole.
        FixedOnTotal "fixed_on_total",
        /// So much for each instalment.
        FixedPerInstalment "fixed_per_instalment",
    }
}

impl MeansOfPayment {
    /// Whether it may be kept as it is.
    ///
    /// # Errors
    /// [`Refusal::Invalid`].
    pub fn check(&self) -> Result<(), Refusal> {
        let mut checks = Checks::default();
        checks.required(Field::Name, &self.name, NAME_MAX);
        checks.ensure(!self.cost.is_negative(), Field::Price, Problem::Negative);
        checks.verdict()
    }
}

/// An account of the chart of accounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerAccount {
    /// Its number.
    pub id: LedgerAccountId,
    /// The account it hangs from; only a standard one has none.
    pub parent: Option<LedgerAccountId>,
    /// Income or expense; its parent's.
    pub kind: LedgerKind,
    /// Its name.
    pub name: String,
    /// The bookkeeper's code to debit.
    pub debit: Option<String>,
    /// The bookkeeper's code to credit.
    pub credit: Option<String>,
    /// Whether it came with the account, and stays.
    pub is_standard: bool,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// When it was removed.
    pub deleted_at: Option<Timestamp>,
}

named! {
    /// Which way money goes.
    LedgerKind {
        /// In.
        Income "income",
        /// Out.
        Expense "expense",
    }
}

impl LedgerAccount {
    /// Writes texts in the form in which they are kept.
    pub fn normalize(&mut self) {
        tidy_required(&mut self.name);
        tidy(&mut self.debit);
        tidy(&mut self.credit);
    }

    /// Whether it may be kept as it is, hanging from this account.
    ///
    /// # Errors
    /// [`Refusal::Invalid`].
    pub fn check(&self, parent: Option<&LedgerAccount>) -> Result<(), Refusal> {
        let mut checks = Checks::default();
        checks.required(Field::Name, &self.name, NAME_MAX);
        checks.optional(Field::Debit, self.debit.as_deref(), BOOKKEEPING_CODE_MAX);
        checks.optional(Field::Credit, self.credit.as_deref(), BOOKKEEPING_CODE_MAX);
        if !self.is_standard {
            checks.ensure(self.parent.is_some(), Field::Parent, Problem::Blank);
            let hangs = parent.is_none_or(|parent| parent.is_standard && parent.id != self.id);
            checks.ensure(hangs, Field::Parent, Problem::NotInList);
            let known = self.parent.is_none() || parent.is_some();
            checks.ensure(known, Field::Parent, Problem::Unknown);
        }
        checks.verdict()
    }
}
