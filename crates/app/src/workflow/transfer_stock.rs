//! Moving goods between two locations of an account. In between they lie in the organization's transit location, so that
//! no unit is ever nowhere.

use domain::amount::Quantity;
use domain::ids::{BalanceId, LocationId, OrderId, OrganizationId, SkuId, TransferId};
use domain::orders::SkuReference;
use domain::refusal::{Entity, Field, InvalidField, OrderAction, Problem, Refusal};
use domain::stock::{Book, Cause, Receipt};
use domain::transfers::{Transfer, TransferItem, TransferState, TransferStep};
use store::counters::{self, Counter};

use super::enter_stock::check_place;
use super::place_order::find_skus_by;
use super::promise;
use super::{locks, shelves};
use crate::context::Context;
use crate::execute::Command;
use crate::failure::Failure;
use crate::locations;

/// Asks for goods to be moved. Nothing moves yet.
#[derive(Debug, Clone)]
pub struct CreateTransfer {
    /// Who sends.
    pub organization: OrganizationId,
    /// From where; a location of that organization.
    pub from: LocationId,
    /// To where; any other location of the account.
    pub to: LocationId,
    /// The order that waits for the goods.
    pub order: Option<OrderId>,
    /// What the user wrote.
    pub note: Option<String>,
    /// The goods, at least one line.
    pub items: Vec<(SkuReference, Quantity)>,
}

/// Moves a transfer on.
#[derive(Debug, Clone)]
pub struct AdvanceTransfer {
    /// The organization it must belong to.
    pub organization: OrganizationId,
    /// The transfer.
    pub transfer: TransferId,
    /// The step.
    pub step: TransferStep,
}

impl Command for CreateTransfer {
    type Done = TransferId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<TransferId, Failure> {
        let (account, now) = (cx.account(), cx.now);
        self.check()?;
        check_place(cx, self.organization, self.from)?;
        let destination =
            locations::place(cx, self.to)?.ok_or_else(|| Refusal::invalid(Field::Location, Problem::Unknown))?;
        if let Some(order) = self.order
            && store::orders::find(cx.tx, account, order)?.is_none()
        {
            return Err(Refusal::not_found(Entity::Order, order).into());
        }
        let skus = find_skus_by(cx, self.items.iter().map(|(sku, _)| sku))?;
        let [id, first_item] = counters::take(
            cx.tx,
            account,
            [(Counter::Transfer, 1), (Counter::TransferItem, self.items.len())],
        )?;
        let transfer = Transfer {
            id: TransferId::from_raw(id),
            organization: self.organization,
            from: self.from,
            to: destination.id,
            order: self.order,
            state: TransferState::Requested,
            note: self.note.clone(),
            items: (first_item..)
                .zip(skus.iter().zip(&self.items))
                .map(|(id, ((sku, _), (_, quantity)))| TransferItem {
                    id,
                    sku: *sku,
                    quantity: *quantity,
                })
                .collect(),
            created_at: now,
            updated_at: now,
        };
        store::transfers::insert(cx.tx, account, &transfer)?;
        Ok(transfer.id)
    }
}

impl CreateTransfer {
    /// Refuses what needs no lookup.
    fn check(&self) -> Result<(), Refusal> {
        let mut invalid = Vec::new();
        if self.items.is_empty() {
            invalid.push(InvalidField::new(Field::Items, Problem::Blank));
        }
        if self.from == self.to {
            invalid.push(InvalidField::new(Field::Location, Problem::NotAllowed));
        }
        for (index, (_, quantity)) in self.items.iter().enumerate() {
            if !quantity.is_positive() {
                invalid.push(InvalidField::at(Field::Quantity, index, Problem::NotPositive));
            }
        }
        if invalid.is_empty() {
            Ok(())
        } else {
            Err(Refusal::Invalid(invalid))
        }
    }
}

impl Command for AdvanceTransfer {
    type Done = TransferId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<TransferId, Failure> {
        let (account, now) = (cx.account(), cx.now);
        let transfer = store::transfers::lock(cx.tx, account, self.transfer)?
            .filter(|transfer| transfer.organization == self.organization)
            .ok_or_else(|| Refusal::not_found(Entity::Transfer, self.transfer))?;
        let to = transfer.advance(self.step)?;
        let transit = locations::transit_of(cx, transfer.organization)?;
        match self.step {
            TransferStep::Ship => carry(cx, &transfer, transfer.from, transit)?,
            TransferStep::Receive => carry(cx, &transfer, transit, transfer.to)?,
            TransferStep::Cancel if transfer.state == TransferState::Shipped => {
                carry(cx, &transfer, transit, transfer.from)?;
            }
            TransferStep::Cancel => {}
        }
        store::transfers::update_state(cx.tx, account, transfer.id, to, now)?;
        if self.step == TransferStep::Receive
            && let Some(order) = transfer.order
        {
            arrived(cx, order)?;
        }
        Ok(transfer.id)
    }
}

/// Takes the goods out of one location and puts them into another at the cost they had.
fn carry(cx: &mut Context<'_, '_>, transfer: &Transfer, from: LocationId, to: LocationId) -> Result<(), Failure> {
    let account = cx.account();
    let now = cx.now;
    let skus: Vec<SkuId> = transfer.items.iter().map(|item| item.sku).collect();
    let mut ids: Vec<BalanceId> = Vec::new();
    for balance in store::stock::of_skus(cx.tx, account, &skus)? {
        if balance.location == from || balance.location == to {
            ids.push(balance.id);
        }
    }
    let mut book = locks::book_of(cx, &ids)?;
    let codes = codes_of(cx, &skus)?;
    let cause = Cause::transfer(transfer.id);
    let mut moved = 0;
    for (item, code) in transfer.items.iter().zip(&codes) {
        moved += carry_item(cx, &mut book, (item, code), (from, to), cause)?;
    }
    let [first] = counters::take(cx.tx, account, [(Counter::Movement, moved)])?;
    promise::write_book(cx, book, first, now)
}

/// The codes of these skus, in their order: a refusal names a sku by its code.
fn codes_of(cx: &mut Context<'_, '_>, skus: &[SkuId]) -> Result<Vec<String>, Failure> {
    let account = cx.account();
    let known = store::skus::find_many(cx.tx, account, skus)?;
    let code = |id: &SkuId| {
        known
            .iter()
            .find(|sku| sku.id == *id)
            .map_or_else(|| id.to_string(), |sku| sku.code.clone())
    };
    Ok(skus.iter().map(code).collect())
}

/// Carries one sku, lot by lot, first expiring first; answers how many movements that made.
fn carry_item(
    cx: &mut Context<'_, '_>,
    book: &mut Book,
    (item, code): (&TransferItem, &str),
    (from, to): (LocationId, LocationId),
    cause: Cause,
) -> Result<usize, Failure> {
    let shelves: Vec<_> = book
        .balances()
        .filter(|balance| balance.sku == item.sku && balance.location == from)
        .collect();
    let refuse = |available| Refusal::StockNotAvailable {
        sku: item.sku,
        code: code.to_owned(),
        asked: item.quantity,
        available,
    };
    let shares = domain::stock::first_expiring_first(&shelves, item.quantity).map_err(refuse)?;
    let mut moved = 0;
    for share in shares {
        let source = book.balance(share.balance).cloned();
        let lot = source
            .as_ref()
            .and_then(|balance| balance.lot_code.clone())
            .map(|code| shelves::LotName {
                code,
                expires_on: source.as_ref().and_then(|balance| balance.expires_on),
            });
        let cost = source.map(|balance| balance.average_cost);
        book.transfer_out(share.balance, share.quantity, cause)
            .map_err(|short| refuse(short.available))?;
        let target = shelves::open(cx, book, to, item.sku, lot.as_ref())?;
        book.transfer_in(
            target,
            Receipt {
                quantity: share.quantity,
                unit_cost: cost,
            },
            cause,
        )
        .map_err(|short| refuse(short.available))?;
        moved += 2;
    }
    Ok(moved)
}

/// When the last transfer of an order has arrived, its goods are set aside for the customer.
///
/// # Errors
/// A broken store; `Refusal::StockNotAvailable` when what arrived is gone again.
pub(crate) fn arrived(cx: &mut Context<'_, '_>, order: OrderId) -> Result<(), Failure> {
    let account = cx.account();
    if store::transfers::any_open_of_order(cx.tx, account, order)? {
        return Ok(());
    }
    let mut order = locks::order(cx, order)?;
    if domain::orders::advance(order.id, order.status, OrderAction::AwaitWithdrawal).is_err() {
        return Ok(());
    }
    super::advance_order::take(cx, &mut order, &super::advance_order::OrderStep::AwaitWithdrawal)
}
