//! Taking goods back from a customer: they go to the shelves they left from, the return is written down, and the customer
//! gets coupons for what he paid. When nothing is left with him the order is returned.
//!
//! Not a cancellation, which takes everything back before the customer has it. The titles of an order that is paid stay:
//! the money was for the goods, and the coupons are for the money. Those of one that is not end with the last unit.
//!
//! The one rule to know: goods that came back stay in the shipped promise; the returns beside it say how much did.

use domain::amount::Quantity;
use domain::coupons::earns_coupons;
use domain::events::EventKind;
use domain::ids::{OrderId, OrderItemId, OrganizationId, ReturnId};
use domain::orders::{
    self, AskedReturn, OrderLogEvent, OrderReturn, OrderStatus, RETURN_COMMENTS_MAX, ReturnItem, ReturnPlan,
    ReturnStatus, SkuReference,
};
use domain::refusal::{Entity, Field, InvalidField, OrderAction, Problem, Refusal};
use domain::stock::Cause;
use store::counters::{self, Counter};

use super::advance_order::settle;
use super::issue_coupons::issue_coupons;
use super::place_order::find_skus_by;
use super::{locks, promise, step};
use crate::context::Context;
use crate::execute::Command;
use crate::failure::Failure;

/// Takes goods of a delivered order back.
#[derive(Debug, Clone)]
pub struct ReturnOrder {
    /// The order.
    pub order: OrderId,
    /// Whose order it must be, when the caller says so.
    pub organization: Option<OrganizationId>,
    /// What comes back, at least one thing.
    pub items: Vec<NewReturnItem>,
}

/// So much of a sku that comes back.
#[derive(Debug, Clone)]
pub struct NewReturnItem {
    /// What.
    pub sku: SkuReference,
    /// How much, above zero.
    pub quantity: Quantity,
    /// Why.
    pub comments: Option<String>,
}

/// The return that was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Returned {
    /// The order.
    pub order: OrderId,
    /// The return.
    pub id: ReturnId,
}

impl Command for ReturnOrder {
    type Done = Returned;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<Returned, Failure> {
        let (account, now) = (cx.account(), cx.now);
        let mut order = locks::callers_order(cx, self.order)?;
        if self.organization.is_some_and(|asked| asked != order.organization) {
            return Err(Refusal::not_found(Entity::Order, order.id).into());
        }
        let step = orders::advance(order.id, order.status, OrderAction::Return)?;
        let asked = self.asked(cx)?;
        let items: Vec<_> = store::orders::items_of(cx.tx, account, &[order.id])?
            .into_iter()
            .map(|(_, item)| item)
            .collect();
        let promises = store::promises::of_orders(cx.tx, account, &[order.id])?;
        let earlier: Vec<ReturnItem> = store::returns::of_orders(cx.tx, account, &[order.id])?
            .into_iter()
            .flat_map(|one| one.items)
            .collect();
        let plan = orders::plan_return(&items, &promises, &earlier, &asked)?;
        let mut book = locks::book_of(cx, &plan.parts.iter().map(|part| part.balance).collect::<Vec<_>>())?;
        let lines = lines(&plan);
        let [id, first_item, first_movement] = counters::take(
            cx.tx,
            account,
            [
                (Counter::Return, 1),
                (Counter::ReturnItem, lines.len()),
                (Counter::Movement, plan.parts.len()),
            ],
        )?;
        let id = ReturnId::from_raw(id);
        for part in &plan.parts {
            book.take_back(part.balance, part.quantity, Cause::returned(order.id, part.item, id))
                .map_err(|_| Refusal::invalid(Field::Quantity, Problem::OutOfRange))?;
        }
        let written = OrderReturn {
            id,
            order: order.id,
            status: ReturnStatus::Finished,
            items: rows(&lines, first_item, &asked),
            created_at: now,
            updated_at: now,
        };
        store::returns::insert(cx.tx, account, &written)?;
        promise::write_book(cx, book, first_movement, now)?;
        issue_coupons(cx, &order, &items, &earlier, &written)?;
        let to = if plan.is_everything {
            OrderStatus::Returned
        } else {
            step.to
        };
        if to == OrderStatus::Returned && !earns_coupons(order.payment_status) {
            super::end_titles::end_of_order(cx, order.id)?;
        }
        settle(cx, &mut order, to, OrderAction::Return)?;
        step::record(
            cx,
            &order,
            OrderLogEvent::ReturnCompleted,
            EventKind::OrderReturned,
            String::new(),
        )?;
        Ok(Returned { order: order.id, id })
    }
}

impl ReturnOrder {
    /// What is asked, with the skus looked up.
    fn asked(&self, cx: &mut Context<'_, '_>) -> Result<Vec<AskedReturn>, Failure> {
        let too_long = |item: &NewReturnItem| {
            item.comments
                .as_ref()
                .is_some_and(|text| text.chars().count() > RETURN_COMMENTS_MAX)
        };
        let invalid = self.items.iter().enumerate().filter(|(_, item)| too_long(item));
        let problem = Problem::TooLong {
            max: RETURN_COMMENTS_MAX,
        };
        Refusal::unless_empty(
            invalid
                .map(|(index, _)| InvalidField::at(Field::Reason, index, problem))
                .collect(),
        )?;
        let skus = find_skus_by(cx, self.items.iter().map(|item| &item.sku))?;
        Ok(self
            .items
            .iter()
            .zip(skus)
            .map(|(item, (sku, _))| AskedReturn {
                sku,
                quantity: item.quantity,
                comments: item.comments.clone(),
            })
            .collect())
    }
}

/// The plan without its shelves: for each asked sku, which lines it takes how much of.
fn lines(plan: &ReturnPlan) -> Vec<(usize, OrderItemId, Quantity)> {
    let mut lines: Vec<(usize, OrderItemId, Quantity)> = Vec::new();
    for part in &plan.parts {
        match lines
            .iter_mut()
            .find(|(index, item, _)| (*index, *item) == (part.asked, part.item))
        {
            // The parts of one asked quantity sum to no more than it.
            Some((_, _, quantity)) => *quantity = quantity.checked_add(part.quantity).unwrap_or(*quantity),
            None => lines.push((part.asked, part.item, part.quantity)),
        }
    }
    lines
}

/// The rows of the return, numbered from `first`.
fn rows(lines: &[(usize, OrderItemId, Quantity)], first: i64, asked: &[AskedReturn]) -> Vec<ReturnItem> {
    (first..)
        .zip(lines)
        .filter_map(|(id, (index, item, quantity))| {
            let asked = asked.get(*index)?;
            let comments = asked.comments.clone();
            Some(ReturnItem {
                id,
                item: *item,
                sku: asked.sku,
                quantity: *quantity,
                comments,
            })
        })
        .collect()
}
