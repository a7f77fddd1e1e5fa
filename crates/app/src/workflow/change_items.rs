//! Adding lines to a pre-order and taking them out: promises follow, and the totals are computed again.

use domain::ids::{OrderId, OrderItemId};
use domain::orders::{self, ItemAmounts, NewItem, Order, OrderItem, SkuReference, order_totals};
use domain::refusal::{Entity, Field, InvalidField, OrderAction, Problem, Refusal};
use domain::stock::{Cause, PromiseState};
use store::counters::{self, Counter};

use super::advance_order::settle;
use super::apply_discounts::{self, Buying};
use super::place_order::{find_skus_by, line};
use super::promise::{self, Taking, Wanted};
use super::{locks, take_quote};
use crate::context::Context;
use crate::execute::Command;
use crate::failure::Failure;

/// Adds lines to a pre-order.
#[derive(Debug, Clone)]
pub struct AddItems {
    /// The pre-order.
    pub order: OrderId,
    /// The lines, at least one.
    pub items: Vec<NewItem>,
}

/// Takes every line of these skus out of a pre-order.
#[derive(Debug, Clone)]
pub struct RemoveItems {
    /// The pre-order.
    pub order: OrderId,
    /// The skus.
    pub skus: Vec<SkuReference>,
}

impl Command for AddItems {
    type Done = OrderId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<OrderId, Failure> {
        let (account, now) = (cx.account(), cx.now);
        let mut order = locks::callers_order(cx, self.order)?;
        let step = orders::advance(order.id, order.status, OrderAction::ChangeItems)?;
        let amounts = check(&self.items)?;
        let skus = find_skus_by(cx, self.items.iter().map(|item| &item.sku))?;
        let stockless = take_quote::stockless(cx, &skus)?;
        let mut book = locks::book_at(cx, order.location, &skus.iter().map(|(id, _)| *id).collect::<Vec<_>>())?;
        let [first_item] = counters::take(cx.tx, account, [(Counter::OrderItem, self.items.len())])?;
        let wanted: Vec<Wanted<'_>> = (first_item..)
            .zip(self.items.iter().zip(&skus))
            .map(|(id, (item, (sku, code)))| Wanted {
                item: OrderItemId::from_raw(id),
                sku: *sku,
                code,
                quantity: item.quantity,
                shelf: item.sku.shelf(),
                takes_stock: !stockless.contains(sku),
            })
            .collect();
        let shares = promise::take(&mut book, order.id, &wanted, Taking::Promise)?;
        let mut lines: Vec<OrderItem> = store::orders::items_of(cx.tx, account, &[order.id])?
            .into_iter()
            .map(|(_, item)| item)
            .collect();
        let known = lines.len();
        if known + self.items.len() > orders::ITEMS_MAX {
            return Err(Refusal::invalid(Field::Items, Problem::OutOfRange).into());
        }
        for ((want, item), amounts) in wanted.iter().zip(&self.items).zip(&amounts) {
            let shelf = promise::first_shelf(&book, &shares, want.item);
            lines.push(line(want, item, *amounts, domain::amount::Money::ZERO, shelf, now));
        }
        let shared = share(cx, &mut order, lines, known)?;
        for item in shared.iter().skip(known) {
            store::orders::insert_item(cx.tx, account, order.id, item)?;
        }
        let [first_promise, first_movement] = counters::take(
            cx.tx,
            account,
            [(Counter::Promise, shares.len()), (Counter::Movement, shares.len())],
        )?;
        for promise in promise::promises(order.id, &shares, first_promise, Taking::Promise, now) {
            store::promises::insert(cx.tx, account, &promise)?;
        }
        promise::write_book(cx, book, first_movement, now)?;
        settle(cx, &mut order, step.to, OrderAction::ChangeItems)?;
        Ok(order.id)
    }
}

impl Command for RemoveItems {
    type Done = OrderId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<OrderId, Failure> {
        let (account, now) = (cx.account(), cx.now);
        let mut order = locks::callers_order(cx, self.order)?;
        let step = orders::advance(order.id, order.status, OrderAction::ChangeItems)?;
        let skus = find_skus_by(cx, self.skus.iter())?;
        let items = store::orders::items_of(cx.tx, account, &[order.id])?;
        let (out, kept): (Vec<_>, Vec<_>) = items
            .into_iter()
            .map(|(_, item)| item)
            .partition(|item| skus.iter().any(|(sku, _)| *sku == item.sku));
        if let Some((sku, _)) = skus.iter().find(|(sku, _)| !out.iter().any(|item| item.sku == *sku)) {
            return Err(Refusal::not_found(Entity::OrderItem, sku).into());
        }
        let claims: Vec<_> = store::orders::claims_of(cx.tx, account, &[order.id])?
            .into_iter()
            .map(|one| one.claim)
            .collect();
        apply_discounts::check(cx, &claims, Buying::of(&order, kept.iter(), order.discount))?;
        let promises = store::promises::of_orders(cx.tx, account, &[order.id])?;
        let released: Vec<_> = promises
            .iter()
            .filter(|promise| promise.state == PromiseState::Open && out.iter().any(|item| item.id == promise.item))
            .collect();
        let mut book = locks::book_of(cx, &released.iter().map(|promise| promise.balance).collect::<Vec<_>>())?;
        for promise in &released {
            book.release(promise.balance, promise.quantity, Cause::item(order.id, promise.item))
                .map_err(|_| Refusal::invalid(Field::Quantity, Problem::OutOfRange))?;
        }
        let known = kept.len();
        share(cx, &mut order, kept, known)?;
        let [first] = counters::take(cx.tx, account, [(Counter::Movement, released.len())])?;
        for promise in &released {
            store::promises::close(cx.tx, account, order.id, promise.id, PromiseState::Released, now)?;
        }
        for item in &out {
            store::orders::delete_item(cx.tx, account, order.id, item.id)?;
        }
        promise::write_book(cx, book, first, now)?;
        settle(cx, &mut order, step.to, OrderAction::ChangeItems)?;
        Ok(order.id)
    }
}

/// Computes the totals over these lines, writes them, and spreads the order's discount over the first `known` of them,
/// which are in the store already.
fn share(
    cx: &mut Context<'_, '_>,
    order: &mut Order,
    mut lines: Vec<OrderItem>,
    known: usize,
) -> Result<Vec<OrderItem>, Failure> {
    let (account, now) = (cx.account(), cx.now);
    let amounts: Vec<ItemAmounts> = lines
        .iter()
        .map(|item| ItemAmounts {
            total: item.total,
            discount: item.discount,
        })
        .collect();
    let totals = order_totals(&amounts, order.discount, order.freight)?;
    order.items_total = totals.items;
    order.total = totals.total;
    for (index, (item, share)) in lines.iter_mut().zip(totals.shares).enumerate() {
        let changed = item.discount_share != share;
        item.discount_share = share;
        if changed && index < known {
            store::orders::update_item_share(cx.tx, account, order.id, item.id, share, now)?;
        }
    }
    store::orders::update_totals(cx.tx, account, order.id, order.items_total, order.total, now)?;
    Ok(lines)
}

/// Checks the lines to add, all at once, and computes their amounts.
fn check(items: &[NewItem]) -> Result<Vec<ItemAmounts>, Refusal> {
    let mut invalid: Vec<InvalidField> = Vec::new();
    orders::check_item_count(items.len(), &mut invalid);
    Refusal::unless_empty(std::mem::take(&mut invalid))?;
    let amounts = items
        .iter()
        .enumerate()
        .map(|(index, item)| orders::check_item(index, item, &mut invalid))
        .collect();
    if invalid.is_empty() {
        Ok(amounts)
    } else {
        Err(Refusal::Invalid(invalid))
    }
}
