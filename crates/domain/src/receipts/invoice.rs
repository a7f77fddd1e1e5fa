//! A supplier's fiscal document as a receipt takes it: its key, its sender, its lines.
//!
//! Not its taxes, and not whose product a line is.
//!
//! The one rule to know: a unit costs its price with its share of the line's freight, insurance and other expenses, less
//! its share of the line's discount; taxes are left to the accountant, who knows which of them come back.

use jiff::Timestamp;

use super::{ReceiptItem, ReceiptLot};
use crate::address::Address;
use crate::amount::{Money, Quantity, UnitPrice, apportion};
use crate::catalog::{CODE_MAX, UNIT_MAX};
use crate::checks::{Checks, tidy, tidy_required};
use crate::documents::{AccessKey, CheckPolicy};
use crate::refusal::{Field, Problem, Refusal};

/// The most lines of a document, as the layout of the NF-e says.
pub const LINES_MAX: usize = 990;
/// The most characters of a series or number.
const NUMBER_MAX: usize = 20;
/// The most characters of a description.
const DESCRIPTION_MAX: usize = 500;
/// The most characters of a lot's code.
const LOT_MAX: usize = 60;
/// The models of documents that goods come with: NF-e and NFC-e.
const MODELS: [u32; 2] = [55, 65];
/// What stands before a key where it is the identifier of an XML element.
const KEY_PREFIX: &str = "NFe";

/// A supplier's document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PurchaseInvoice {
    /// Its access key, with or without `NFe` before it.
    pub access_key: String,
    /// Its series.
    pub series: Option<String>,
    /// Its fiscal number.
    pub number: String,
    /// What it says it all costs.
    pub total: Money,
    /// When it was issued.
    pub issued_at: Timestamp,
    /// What the authority said of it, in words.
    pub authorization_status: Option<String>,
    /// Who sent it.
    pub supplier: Supplier,
    /// The goods.
    pub lines: Vec<InvoiceLine>,
}

/// Who sent the goods.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Supplier {
    /// CNPJ or CPF.
    pub document: String,
    /// Name in law.
    pub name: String,
    /// Trading name.
    pub trading_name: Option<String>,
    /// State registration.
    pub state_registration: Option<String>,
    /// Where it is.
    pub address: Address,
}

/// A line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvoiceLine {
    /// The supplier's code.
    pub supplier_code: String,
    /// The supplier's words.
    pub description: String,
    /// Barcode, where it has one.
    pub barcode: Option<String>,
    /// The supplier's unit.
    pub unit: Option<String>,
    /// How many, above zero.
    pub quantity: Quantity,
    /// Price of one.
    pub unit_price: UnitPrice,
    /// Goods alone, as the document says.
    pub total: Money,
    /// Less.
    pub discount: Money,
    /// Plus.
    pub freight: Money,
    /// Plus.
    pub insurance: Money,
    /// Plus.
    pub other_expenses: Money,
    /// Which lots.
    pub lots: Vec<InvoiceLot>,
}

/// So much of a lot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvoiceLot {
    /// The lot.
    pub lot: ReceiptLot,
    /// How many of the line's unit; `None` is all that is left of the line.
    pub quantity: Option<Quantity>,
}

/// What the store knows around a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct InvoiceFacts {
    /// A receipt with this access key exists.
    pub key_taken: bool,
    /// What the account does with documents that do not check.
    pub document_check: CheckPolicy,
}

impl PurchaseInvoice {
    /// Writes every part as it is kept: to be done before looking up who has the key.
    pub fn tidy(&mut self) {
        let key = self.access_key.trim();
        let bare = match key.split_at_checked(KEY_PREFIX.len()) {
            Some((prefix, rest)) if prefix.eq_ignore_ascii_case(KEY_PREFIX) => rest,
            Some(_) | None => key,
        };
        self.access_key = AccessKey::parse_unchecked(bare).map_or_else(|_| bare.to_owned(), |key| key.to_string());
        tidy(&mut self.series);
        tidy_required(&mut self.number);
        for line in &mut self.lines {
            tidy_required(&mut line.supplier_code);
            tidy_required(&mut line.description);
            tidy(&mut line.barcode);
            tidy(&mut line.unit);
            for lot in &mut line.lots {
                tidy_required(&mut lot.lot.code);
            }
            // A document that names no lot in the place for one has none.
            line.lots.retain(|lot| !lot.lot.code.is_empty());
        }
    }

    /// The word for its model, which its key tells: `nfce` for 65, otherwise `nfe`.
    #[must_use]
    pub fn model_name(&self) -> &'static str {
        match AccessKey::parse_unchecked(&self.access_key) {
            Ok(key) if key.model() == 65 => "nfce",
            Ok(_) | Err(_) => "nfe",
        }
    }

    /// Whether it may be received. Its supplier is checked as the party it is.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] with every wrong field.
    pub fn check(&self, facts: InvoiceFacts) -> Result<(), Refusal> {
        let mut checks = Checks::default();
        if let Some(problem) = self.key_problem(facts) {
            checks.note(Field::AccessKey, problem);
        }
        checks.optional(Field::NfeSeries, self.series.as_deref(), NUMBER_MAX);
        checks.required(Field::FiscalNumber, &self.number, NUMBER_MAX);
        checks.ensure(!self.total.is_negative(), Field::Total, Problem::Negative);
        checks.ensure(!self.lines.is_empty(), Field::Items, Problem::Blank);
        checks.ensure(self.lines.len() <= LINES_MAX, Field::Items, Problem::OutOfRange);
        for (index, line) in self.lines.iter().enumerate() {
            checks.within(Some(index));
            line.check(&mut checks);
        }
        checks.verdict()
    }

    fn key_problem(&self, facts: InvoiceFacts) -> Option<Problem> {
        if self.access_key.is_empty() {
            return Some(Problem::Blank);
        }
        let Ok(key) = AccessKey::parse_unchecked(&self.access_key) else {
            return Some(Problem::Malformed);
        };
        match facts.document_check {
            CheckPolicy::Reject if key.check().is_err() => return Some(Problem::WrongCheckDigit),
            CheckPolicy::Off | CheckPolicy::Warn | CheckPolicy::Reject => {}
        }
        if !MODELS.contains(&key.model()) {
            return Some(Problem::Malformed);
        }
        facts.key_taken.then_some(Problem::Taken)
    }

    /// The items of a receipt, numbered from `first`: each line by its lots, none matched yet.
    #[must_use]
    pub fn items(&self, first: i64) -> Vec<ReceiptItem> {
        let parts = (1..).zip(&self.lines).flat_map(|(number, line)| line.items(number));
        (first..)
            .zip(parts)
            .map(|(id, item)| ReceiptItem { id, ..item })
            .collect()
    }

    /// How many items [`Self::items`] answers.
    #[must_use]
    pub fn item_count(&self) -> usize {
        self.lines.iter().map(|line| line.shares().len()).sum()
    }
}

impl InvoiceLine {
    fn check(&self, checks: &mut Checks) {
        checks.required(Field::SupplierCode, &self.supplier_code, CODE_MAX);
        checks.required(Field::Description, &self.description, DESCRIPTION_MAX);
        checks.optional(Field::Barcode, self.barcode.as_deref(), CODE_MAX);
        checks.optional(Field::Unit, self.unit.as_deref(), UNIT_MAX);
        checks.ensure(self.quantity.is_positive(), Field::Quantity, Problem::NotPositive);
        checks.ensure(!self.unit_price.is_negative(), Field::UnitPrice, Problem::Negative);
        checks.ensure(!self.total.is_negative(), Field::ItemValue, Problem::Negative);
        checks.ensure(!self.discount.is_negative(), Field::Discount, Problem::Negative);
        for amount in [self.freight, self.insurance, self.other_expenses] {
            checks.ensure(!amount.is_negative(), Field::Freight, Problem::Negative);
        }
        if self.quantity.is_positive() && self.unit_cost().is_none_or(UnitPrice::is_negative) {
            checks.note(Field::Discount, Problem::OutOfRange);
        }
        for lot in &self.lots {
            checks.optional(Field::Batch, Some(&lot.lot.code), LOT_MAX);
            checks.ensure(
                !lot.quantity.is_some_and(Quantity::is_negative),
                Field::Batch,
                Problem::Negative,
            );
            let ends_before_it_began = lot
                .lot
                .expires_on
                .zip(lot.lot.manufactured_on)
                .is_some_and(|(end, start)| end < start);
            checks.ensure(!ends_before_it_began, Field::BatchExpiry, Problem::OutOfRange);
        }
    }

    /// What one of the supplier's unit costs; `None` out of range.
    #[must_use]
    pub fn unit_cost(&self) -> Option<UnitPrice> {
        let added = Money::checked_sum([self.freight, self.insurance, self.other_expenses])?;
        let more = added
            .checked_sub(self.discount)?
            .divided_by_quantity_half_away(self.quantity)?;
        self.unit_price.checked_add(more)
    }

    /// The line by its lots: each its own quantity as long as the line has so many, and what no lot names without one.
    fn shares(&self) -> Vec<(Option<&ReceiptLot>, Quantity)> {
        let mut shares = Vec::with_capacity(self.lots.len() + 1);
        let mut left = self.quantity;
        for lot in &self.lots {
            let taken = lot.quantity.unwrap_or(left).min(left);
            if taken.is_positive() {
                shares.push((Some(&lot.lot), taken));
                // Less than what is left was taken.
                left = left.checked_sub(taken).unwrap_or(Quantity::ZERO);
            }
        }
        if left.is_positive() {
            shares.push((None, left));
        }
        shares
    }

    /// The line's items, not numbered yet. The line must have passed its check.
    fn items(&self, line: i64) -> Vec<ReceiptItem> {
        let shares = self.shares();
        let weights: Vec<Money> = shares
            .iter()
            .map(|(_, quantity)| Money::from_millionths(quantity.millionths()))
            .collect();
        let totals = apportion(self.total, &weights);
        let unit_cost = self.unit_cost().unwrap_or(self.unit_price);
        let item = |((lot, quantity), total): ((Option<&ReceiptLot>, Quantity), Money)| ReceiptItem {
            id: 0,
            line,
            sku: None,
            supplier_code: Some(self.supplier_code.clone()),
            barcode: self.barcode.clone(),
            description: Some(self.description.clone()),
            unit: self.unit.clone(),
            lot: lot.cloned(),
            quantity,
            unit_cost,
            total,
            stock_quantity: None,
        };
        shares.into_iter().zip(totals).map(item).collect()
    }
}
