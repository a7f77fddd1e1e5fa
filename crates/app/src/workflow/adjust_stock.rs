//! Setting what is available of skus in a location: an adjustment of the difference, with a reason, never a figure
//! written over another.

use domain::amount::{Quantity, UnitPrice};
use domain::events::{Event, EventKind};
use domain::ids::{BalanceId, LocationId, MovementId, OrganizationId, SkuId, StockOperationId};
use domain::orders::SkuReference;
use domain::refusal::{Entity, Field, InvalidField, Problem, Refusal};
use domain::stock::{AdjustReason, Book, Cause, StatedCosts, StockOperation, StockOperationDirection};
use jiff::Timestamp;
use store::counters::{self, Counter};

use super::enter_stock::{check_place, find_references};
use super::shelves::{self, LotName};
use super::{locks, promise};
use crate::context::Context;
use crate::execute::Command;
use crate::failure::Failure;
use crate::outbox;

/// Brings what is available to the figures given.
#[derive(Debug, Clone)]
pub struct AdjustStock {
    /// Whose stock.
    pub organization: OrganizationId,
    /// Where.
    pub location: LocationId,
    /// Why.
    pub reason: AdjustReason,
    /// What the user wrote.
    pub note: Option<String>,
    /// The figures, at least one.
    pub targets: Vec<StockTarget>,
}

/// What is to be available of a sku.
#[derive(Debug, Clone)]
pub struct StockTarget {
    /// The sku.
    pub sku: SkuReference,
    /// Which lot; `None` is the sku in that place, whatever lots it lies in.
    pub lot: Option<LotName>,
    /// What is to be available.
    pub available: Quantity,
    /// What is said of its costs; of each shelf, where the sku lies in lots.
    pub costs: StatedCosts,
}

/// What an adjustment did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adjusted {
    /// Its document.
    pub operation: StockOperationId,
    /// When it was done.
    pub moved_at: Timestamp,
    /// The differences, in the order of the targets; more than one for a sku that lies in lots.
    pub differences: Vec<Difference>,
}

/// The difference that one target made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The sku.
    pub sku: SkuId,
    /// The shelf.
    pub balance: BalanceId,
    /// The lot, as given.
    pub lot: Option<String>,
    /// Added, or taken away when negative; zero when nothing was to be done.
    pub quantity: Quantity,
    /// The movement that did it; `None` when nothing was to be done.
    pub movement: Option<MovementId>,
}

impl Command for AdjustStock {
    type Done = Adjusted;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<Adjusted, Failure> {
        let account = cx.account();
        let now = cx.now;
        check_targets(&self.targets)?;
        check_place(cx, self.organization, self.location)?;
        let skus = find_references(cx, self.targets.iter().map(|target| &target.sku))?;
        let mut book = locks::book_at(cx, self.location, &skus)?;
        let stated = store::product_terms::costs_of_skus(cx.tx, account, &skus)?;
        let [operation] = counters::take(cx.tx, account, [(Counter::StockOperation, 1)])?;
        let operation = StockOperationId::from_raw(operation);
        let mut differences = Vec::with_capacity(skus.len());
        for (target, sku) in self.targets.iter().zip(&skus) {
            let shelves = match &target.lot {
                Some(lot) => {
                    let shelf = shelves::open(cx, &mut book, self.location, *sku, Some(lot))?;
                    vec![(shelf, target.available)]
                }
                None => {
                    let rest = shelves::open_any(cx, &mut book, self.location, *sku)?;
                    over_lots(&book, *sku, rest, target.available)
                }
            };
            for (shelf, available) in shelves {
                let costs = target
                    .costs
                    .or_unit(|| shelves::first_cost(&book, shelf, stated.get(sku)));
                let quantity = book
                    .adjust_available_to(shelf, available, costs, Cause::operation(operation))
                    .map_err(|_| Refusal::invalid(Field::Quantity, Problem::OutOfRange))?;
                differences.push(Difference {
                    sku: *sku,
                    balance: shelf,
                    lot: target.lot.as_ref().map(|lot| lot.code.clone()),
                    quantity,
                    movement: None,
                });
            }
        }
        let mut moves: Vec<&mut Difference> = differences
            .iter_mut()
            .filter(|difference| !difference.quantity.is_zero())
            .collect();
        let [first] = counters::take(cx.tx, account, [(Counter::Movement, moves.len())])?;
        // The book makes one movement of each difference, in their order.
        for (number, difference) in (first..).zip(&mut moves) {
            difference.movement = Some(MovementId::from_raw(number));
        }
        let document = StockOperation {
            id: operation,
            organization: self.organization,
            location: self.location,
            direction: StockOperationDirection::Adjustment,
            reason: self.reason,
            note: self.note.clone(),
            moved_at: now,
            created_at: now,
        };
        store::stock::insert_operation(cx.tx, account, &document)?;
        promise::write_book(cx, book, first, now)?;
        outbox::emit(cx, &told(&differences, self.organization))?;
        Ok(Adjusted {
            operation,
            moved_at: now,
            differences,
        })
    }
}

/// Refuses no targets at all, and every target and cost below zero.
fn check_targets(targets: &[StockTarget]) -> Result<(), Refusal> {
    if targets.is_empty() {
        return Err(Refusal::invalid(Field::Items, Problem::Blank));
    }
    let negative = targets.iter().enumerate().flat_map(|(index, target)| {
        let is_negative = |cost: Option<UnitPrice>| cost.is_some_and(UnitPrice::is_negative);
        let below_zero = [
            (Field::Quantity, target.available.is_negative()),
            (Field::UnitPrice, is_negative(target.costs.unit)),
            (Field::Price, is_negative(target.costs.average)),
        ];
        let wrong = below_zero.into_iter().filter(|(_, wrong)| *wrong);
        wrong.map(move |(field, _)| InvalidField::at(field, index, Problem::Negative))
    });
    Refusal::unless_empty(negative.collect())
}

/// What is to be available on each of a sku's shelves, so that it is so much in all: lots keep what they have as far as that
/// goes, and the shelf `rest` has what remains. Lots that keep all of it are left out.
fn over_lots(book: &Book, sku: SkuId, rest: BalanceId, available: Quantity) -> Vec<(BalanceId, Quantity)> {
    let mut left = available;
    let mut shelves = Vec::new();
    for balance in book
        .balances()
        .filter(|balance| balance.sku == sku && balance.id != rest)
    {
        let has = balance.available();
        let keeps = has.min(left);
        left = left.checked_sub(keeps).unwrap_or(left);
        if keeps != has {
            shelves.push((balance.id, keeps));
        }
    }
    shelves.push((rest, left));
    shelves
}

/// The events of the shelves that moved.
fn told(differences: &[Difference], organization: OrganizationId) -> Vec<Event> {
    differences
        .iter()
        .filter(|difference| !difference.quantity.is_zero())
        .map(|difference| Event {
            entity: Entity::Balance,
            entity_id: difference.balance.raw(),
            organization: Some(organization),
            kind: if difference.quantity.is_positive() {
                EventKind::StockAdded
            } else {
                EventKind::StockRemoved
            },
        })
        .collect()
}
