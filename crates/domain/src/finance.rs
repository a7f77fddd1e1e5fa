//! Titles: what is to be received and what is to be paid. Not the order's payments, which say how a customer chose to
//! pay; an approved order's payments become titles, one per instalment.
//!
//! The one rule to know: the instalments of a payment sum exactly to its amount.

mod books;
mod settle;

pub use books::{CashAccount, CashEntry, CashReason, CostKind, LedgerAccount, LedgerKind, MeansOfPayment};
pub use settle::plan_instalments;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::amount::{Money, instalments};
use crate::ids::{CashAccountId, LedgerAccountId, OrderId, OrganizationId, PartyId, PaymentMethodId, TitleId};
use crate::orders::{NewPayment, OrderPayment, PaymentMethod};

/// The most instalments of one payment: forty years by the month.
pub const INSTALMENTS_MAX: u32 = 480;

/// A receivable or payable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Title {
    /// Its number.
    pub id: TitleId,
    /// To receive or to pay.
    pub kind: TitleKind,
    /// Where it comes from.
    pub origin: TitleOrigin,
    /// Who owes or is owed.
    pub party: Option<PartyId>,
    /// The order behind it.
    pub order: Option<OrderId>,
    /// The organization.
    pub organization: Option<OrganizationId>,
    /// The cash account it is, or is to be, settled in.
    pub cash_account: Option<CashAccountId>,
    /// By what means.
    pub payment_method: Option<PaymentMethodId>,
    /// Its account in the chart of accounts.
    pub ledger_account: Option<LedgerAccountId>,
    /// The number of the paper behind it.
    pub number: Option<String>,
    /// What it is, for people.
    pub description: String,
    /// What else is to be said.
    pub note: Option<String>,
    /// Words by which it is found.
    pub tags: Vec<String>,
    /// How much.
    pub amount: Money,
    /// How much of it is settled.
    pub settled_amount: Money,
    /// What the means of payment costs.
    pub fee: Money,
    /// Which instalment, from 1.
    pub instalment: u32,
    /// How far it is.
    pub state: TitleState,
    /// When it falls due.
    pub due_on: Date,
    /// When it was settled; of a planned one, the day on which it will have been.
    pub settled_on: Option<Date>,
    /// To which day it counts in the books.
    pub accrued_on: Option<Date>,
    /// When the money arrives.
    pub credited_on: Option<Date>,
    /// When it was recorded.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// When it was removed.
    pub deleted_at: Option<Timestamp>,
}

impl Title {
    /// An open title of so much, of which nothing else is known.
    #[must_use]
    pub fn new(id: TitleId, kind: TitleKind, origin: TitleOrigin, amount: Money, due_on: Date, now: Timestamp) -> Self {
        Self {
            id,
            kind,
            origin,
            party: None,
            order: None,
            organization: None,
            cash_account: None,
            payment_method: None,
            ledger_account: None,
            number: None,
            description: String::new(),
            note: None,
            tags: Vec::new(),
            amount,
            settled_amount: Money::ZERO,
            fee: Money::ZERO,
            instalment: 1,
            state: TitleState::Open,
            due_on,
            settled_on: None,
            accrued_on: None,
            credited_on: None,
            created_at: now,
            updated_at: now,
            deleted_at: None,
        }
    }
}

/// To receive or to pay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TitleKind {
    /// Somebody owes us.
    Receivable,
    /// We owe somebody.
    Payable,
}

impl TitleKind {
    /// The name in the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::Receivable => "receivable",
            Self::Payable => "payable",
        }
    }

    /// The kind of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Receivable, Self::Payable]
            .into_iter()
            .find(|kind| kind.name() == name)
    }
}

/// Where a title comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TitleOrigin {
    /// A sale.
    Sale,
    /// A purchase.
    Purchase,
    /// Made by hand.
    Financial,
}

impl TitleOrigin {
    /// The name in the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sale => "sale",
            Self::Purchase => "purchase",
            Self::Financial => "financial",
        }
    }

    /// The origin of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Sale, Self::Purchase, Self::Financial]
            .into_iter()
            .find(|origin| origin.name() == name)
    }
}

/// How far a title is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TitleState {
    /// It belongs to a quote: nobody owes it yet.
    Planned,
    /// Nothing, or not all, of it is settled.
    Open,
    /// All of it is settled.
    Settled,
    /// It was settled and given back.
    Reversed,
    /// It will never be settled.
    Cancelled,
}

impl TitleState {
    /// The name in the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Open => "open",
            Self::Settled => "settled",
            Self::Reversed => "reversed",
            Self::Cancelled => "cancelled",
        }
    }

    /// The state of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [
            Self::Planned,
            Self::Open,
            Self::Settled,
            Self::Reversed,
            Self::Cancelled,
        ]
        .into_iter()
        .find(|state| state.name() == name)
    }
}

/// One instalment of a sale: how much, which, when due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Instalment {
    /// How much.
    pub amount: Money,
    /// Which, from 1.
    pub number: u32,
    /// When it falls due.
    pub due_on: Date,
}

/// The instalments of a payment made on `day`: the first falls due on the day for what is paid at once, otherwise after
/// a month, and the others a month apart. A payment by nothing, or of nothing, has none.
pub fn sale_instalments(payment: &OrderPayment, day: Date) -> Vec<Instalment> {
    if payment.method == PaymentMethod::NoPayment || !payment.amount.is_positive() {
        return Vec::new();
    }
    let count = payment.instalments.clamp(1, INSTALMENTS_MAX);
    let first_month = if is_paid_at_once(payment.method) { 0i32 } else { 1 };
    instalments(payment.amount, count)
        .into_iter()
        .zip(0i32..)
        .map(|(amount, index)| {
            let months = jiff::Span::new().months(first_month + index);
            // The calendar ends in the year 9999; a day there stays where it is.
            let due_on = day.checked_add(months).unwrap_or(day);
            Instalment {
                amount,
                number: u32::try_from(index + 1).unwrap_or(1),
                due_on,
            }
        })
        .collect()
}

/// Whether nothing is left to be received when the sale is made: an exchange voucher is no promise of money, it takes
/// back a promise of goods.
pub fn is_settled_by_itself(method: PaymentMethod) -> bool {
    method == PaymentMethod::ExchangeVoucher
}

/// Whether the number of instalments asked for is one that can be billed.
pub fn instalments_allowed(payment: &NewPayment) -> bool {
    payment.instalments <= INSTALMENTS_MAX
}

/// Whether the money is there when the sale is.
fn is_paid_at_once(method: PaymentMethod) -> bool {
    match method {
        PaymentMethod::Cash
        | PaymentMethod::DebitCard
        | PaymentMethod::Pix
        | PaymentMethod::GiftCard
        | PaymentMethod::ExchangeVoucher
        | PaymentMethod::Loyalty
        | PaymentMethod::Paypal
        | PaymentMethod::Ame
        | PaymentMethod::NoPayment => true,
        PaymentMethod::Check
        | PaymentMethod::CreditCard
        | PaymentMethod::StoreCredit
        | PaymentMethod::FoodVoucher
        | PaymentMethod::MealVoucher
        | PaymentMethod::FuelVoucher
        | PaymentMethod::TradeBill
        | PaymentMethod::BankSlip
        | PaymentMethod::CreditContract
        | PaymentMethod::Other => false,
    }
}
