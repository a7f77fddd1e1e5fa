//! Goods in without a fiscal document: a manual entry, a purchase, a return, the surplus of a count.

use domain::amount::{Quantity, UnitPrice};
use domain::events::{Event, EventKind};
use domain::ids::{LocationId, OrganizationId, SkuId, StockOperationId};
use domain::orders::SkuReference;
use domain::refusal::{Entity, Field, InvalidField, Problem, Refusal};
use domain::stock::{AdjustReason, Balance, Book, Cause, Receipt, StockOperation, StockOperationDirection};
use jiff::Timestamp;
use store::counters::{self, Counter};

use super::shelves::{self, LotName};
use super::{locks, promise};
use crate::context::Context;
use crate::execute::Command;
use crate::failure::Failure;
use crate::locations;
use crate::outbox;

/// Takes goods in.
#[derive(Debug, Clone)]
pub struct EnterStock {
    /// Whose stock.
    pub organization: OrganizationId,
    /// Where.
    pub location: LocationId,
    /// Why.
    pub reason: AdjustReason,
    /// What the user wrote.
    pub note: Option<String>,
    /// When the goods came, where that is not now.
    pub moved_at: Option<Timestamp>,
    /// The goods, at least one line.
    pub lines: Vec<EntryLine>,
}

/// Goods of one sku, and what is to hold for their shelf.
#[derive(Debug, Clone)]
pub struct EntryLine {
    /// The sku.
    pub sku: SkuReference,
    /// Which lot.
    pub lot: Option<LotName>,
    /// How many, above zero.
    pub quantity: Quantity,
    /// Cost of one, where it is known.
    pub unit_cost: Option<UnitPrice>,
    /// The shelf's safety margin; `None` leaves it.
    pub safety_margin: Option<Quantity>,
    /// The shelf's minimum; `None` leaves it.
    pub minimum_limit: Option<Quantity>,
    /// Whether the shelf may go below zero; `None` leaves it.
    pub allows_negative: Option<bool>,
}

impl EntryLine {
    /// So many of a sku, nothing else said.
    pub fn of(sku: SkuReference, quantity: Quantity) -> Self {
        Self {
            sku,
            lot: None,
            quantity,
            unit_cost: None,
            safety_margin: None,
            minimum_limit: None,
            allows_negative: None,
        }
    }
}

impl Command for EnterStock {
    type Done = StockOperation;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<StockOperation, Failure> {
        let account = cx.account();
        let now = cx.now;
        check_lines(&self.lines)?;
        check_place(cx, self.organization, self.location)?;
        let skus = find_references(cx, self.lines.iter().map(|line| &line.sku))?;
        let mut book = locks::book_at(cx, self.location, &skus)?;
        let stated = store::product_terms::costs_of_skus(cx.tx, account, &skus)?;
        let [operation, first] = counters::take(
            cx.tx,
            account,
            [(Counter::StockOperation, 1), (Counter::Movement, skus.len())],
        )?;
        let document = StockOperation {
            id: StockOperationId::from_raw(operation),
            organization: self.organization,
            location: self.location,
            direction: StockOperationDirection::Entry,
            reason: self.reason,
            note: self.note.clone(),
            moved_at: self.moved_at.unwrap_or(now),
            created_at: now,
        };
        let mut events = Vec::with_capacity(skus.len());
        for (line, sku) in self.lines.iter().zip(&skus) {
            let shelf = shelves::open(cx, &mut book, self.location, *sku, line.lot.as_ref())?;
            let receipt = Receipt {
                quantity: line.quantity,
                unit_cost: line
                    .unit_cost
                    .or_else(|| shelves::first_cost(&book, shelf, stated.get(sku))),
            };
            book.receive(shelf, receipt, Cause::operation(document.id))
                .map_err(|_| Refusal::invalid(Field::Quantity, Problem::OutOfRange))?;
            set_up(cx, &book, shelf, line)?;
            events.push(Event {
                entity: Entity::Balance,
                entity_id: shelf.raw(),
                organization: Some(self.organization),
                kind: EventKind::StockAdded,
            });
        }
        store::stock::insert_operation(cx.tx, account, &document)?;
        promise::write_book(cx, book, first, document.moved_at)?;
        outbox::emit(cx, &events)?;
        Ok(document)
    }
}

/// Writes what the line says of its shelf.
fn set_up(
    cx: &mut Context<'_, '_>,
    book: &Book,
    shelf: domain::ids::BalanceId,
    line: &EntryLine,
) -> Result<(), Failure> {
    if line.safety_margin.is_none() && line.minimum_limit.is_none() && line.allows_negative.is_none() {
        return Ok(());
    }
    let Some(known) = book.balance(shelf) else {
        return Ok(());
    };
    let balance = Balance {
        safety_margin: line.safety_margin.or(known.safety_margin),
        minimum_limit: line.minimum_limit.or(known.minimum_limit),
        allows_negative: line.allows_negative.unwrap_or(known.allows_negative),
        ..known.clone()
    };
    let (account, now) = (cx.account(), cx.now);
    store::stock::update_settings(cx.tx, account, &balance, now)?;
    Ok(())
}

/// Refuses what no line may say, all lines at once.
fn check_lines(lines: &[EntryLine]) -> Result<(), Refusal> {
    if lines.is_empty() {
        return Err(Refusal::invalid(Field::Items, Problem::Blank));
    }
    let mut invalid = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        if !line.quantity.is_positive() {
            invalid.push(InvalidField::at(Field::Quantity, index, Problem::NotPositive));
        }
        if line.unit_cost.is_some_and(UnitPrice::is_negative) {
            invalid.push(InvalidField::at(Field::UnitPrice, index, Problem::Negative));
        }
        if line.safety_margin.is_some_and(Quantity::is_negative) {
            invalid.push(InvalidField::at(Field::SafetyMargin, index, Problem::Negative));
        }
        if line.minimum_limit.is_some_and(Quantity::is_negative) {
            invalid.push(InvalidField::at(Field::MinimumLimit, index, Problem::Negative));
        }
    }
    if invalid.is_empty() {
        Ok(())
    } else {
        Err(Refusal::Invalid(invalid))
    }
}

/// Refuses a location that is not the organization's, or an organization that the credential may not see.
///
/// # Errors
/// `Refusal::Invalid` naming the location or organization.
pub(crate) fn check_place(
    cx: &mut Context<'_, '_>,
    organization: OrganizationId,
    location: LocationId,
) -> Result<(), Failure> {
    if cx.call.principal.organization.is_some_and(|own| own != organization) {
        return Err(Refusal::invalid(Field::Organization, Problem::Unknown).into());
    }
    match locations::place(cx, location)? {
        Some(found) if found.details.organization == organization => Ok(()),
        Some(_) | None => Err(Refusal::invalid(Field::Location, Problem::Unknown).into()),
    }
}

/// The skus that lines name, in their order.
///
/// # Errors
/// `Refusal::Invalid` naming every line whose sku is not known.
pub(crate) fn find_references<'a>(
    cx: &mut Context<'_, '_>,
    references: impl Iterator<Item = &'a SkuReference> + Clone,
) -> Result<Vec<SkuId>, Failure> {
    let found = super::place_order::find_skus_by(cx, references)?;
    Ok(found.into_iter().map(|(id, _)| id).collect())
}
