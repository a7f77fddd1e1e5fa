//! Goods that come back from a customer: what is asked, and from which lines and onto which shelves it is taken back.
//!
//! Not the movements, which the book makes, and not what the customer gets for them.
//!
//! The one rule to know: nobody brings back more than left for him, all his returns together.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::order::OrderItem;
use super::place::check_item_count;
use crate::amount::Quantity;
use crate::ids::{BalanceId, OrderId, OrderItemId, ReturnId, SkuId};
use crate::named::named;
use crate::refusal::{Field, InvalidField, Problem, Refusal};
use crate::stock::{Promise, PromiseState};

/// The most characters of what is said about a returned line.
pub const RETURN_COMMENTS_MAX: usize = 1_000;

/// A return of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderReturn {
    /// Its number.
    pub id: ReturnId,
    /// The order.
    pub order: OrderId,
    /// How far it is.
    pub status: ReturnStatus,
    /// What comes back.
    pub items: Vec<ReturnItem>,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

named! {
    /// How far a return is.
    ReturnStatus {
        /// The goods are on their way back.
        Requested "requested",
        /// The goods are back.
        Finished "finished",
    }
}

/// So much of a line that comes back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReturnItem {
    /// Its number.
    pub id: i64,
    /// The order's line.
    pub item: OrderItemId,
    /// The sku.
    pub sku: SkuId,
    /// How much.
    pub quantity: Quantity,
    /// Why, in the customer's words.
    pub comments: Option<String>,
}

/// What is asked to be taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedReturn {
    /// The sku.
    pub sku: SkuId,
    /// How much, above zero.
    pub quantity: Quantity,
    /// Why.
    pub comments: Option<String>,
}

/// So much of one line that goes back to one shelf.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TakenBack {
    /// Which of the asked, from 0.
    pub asked: usize,
    /// The order's line.
    pub item: OrderItemId,
    /// The shelf it left from.
    pub balance: BalanceId,
    /// How much, above zero.
    pub quantity: Quantity,
}

/// What a return takes back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReturnPlan {
    /// The parts, in the order of what was asked.
    pub parts: Vec<TakenBack>,
    /// Whether nothing of the order is with the customer any more.
    pub is_everything: bool,
}

/// Decides what comes back from where: the lines of each sku in their order, each to the shelves it left from, whatever
/// `earlier` returns brought left out.
///
/// # Errors
/// [`Refusal::Invalid`] naming every asked return that is of nothing, of a sku the order does not have, or of more than
/// the customer still has.
pub fn plan_return(
    items: &[OrderItem],
    promises: &[Promise],
    earlier: &[ReturnItem],
    asked: &[AskedReturn],
) -> Result<ReturnPlan, Refusal> {
    let mut count = Vec::new();
    check_item_count(asked.len(), &mut count);
    Refusal::unless_empty(count)?;
    let mut with_customer = with_customer(items, promises, earlier);
    let mut parts = Vec::new();
    let mut invalid = Vec::new();
    for (index, wanted) in asked.iter().enumerate() {
        if !wanted.quantity.is_positive() {
            invalid.push(InvalidField::at(Field::Quantity, index, Problem::NotPositive));
            continue;
        }
        if !items.iter().any(|item| item.sku == wanted.sku) {
            invalid.push(InvalidField::at(Field::Sku, index, Problem::Unknown));
            continue;
        }
        let mut missing = wanted.quantity;
        for lot in with_customer.iter_mut().filter(|lot| lot.sku == wanted.sku) {
            let quantity = lot.quantity.min(missing);
            if quantity.is_positive() {
                lot.quantity = lot.quantity.checked_sub(quantity).unwrap_or(Quantity::ZERO);
                missing = missing.checked_sub(quantity).unwrap_or(Quantity::ZERO);
                parts.push(TakenBack {
                    asked: index,
                    item: lot.item,
                    balance: lot.balance,
                    quantity,
                });
            }
        }
        if missing.is_positive() {
            invalid.push(InvalidField::at(Field::Quantity, index, Problem::OutOfRange));
        }
    }
    Refusal::unless_empty(invalid)?;
    let is_everything = with_customer.iter().all(|lot| !lot.quantity.is_positive());
    Ok(ReturnPlan { parts, is_everything })
}

/// What the customer has of one line from one shelf.
struct Lot {
    item: OrderItemId,
    sku: SkuId,
    balance: BalanceId,
    quantity: Quantity,
}

/// What left for the customer less what came back already: earlier returns took the first shelves of a line first.
fn with_customer(items: &[OrderItem], promises: &[Promise], earlier: &[ReturnItem]) -> Vec<Lot> {
    let mut back: BTreeMap<OrderItemId, Quantity> = BTreeMap::new();
    for returned in earlier {
        let sum = back.entry(returned.item).or_default();
        *sum = sum.checked_add(returned.quantity).unwrap_or(Quantity::MAX);
    }
    let mut lots = Vec::new();
    for item in items {
        let shipped = |promise: &&Promise| promise.item == item.id && promise.state == PromiseState::Shipped;
        for promise in promises.iter().filter(shipped) {
            let came_back = back.entry(item.id).or_default();
            let gone = promise.quantity.min(*came_back);
            *came_back = came_back.checked_sub(gone).unwrap_or(Quantity::ZERO);
            let quantity = promise.quantity.checked_sub(gone).unwrap_or(Quantity::ZERO);
            lots.push(Lot {
                item: item.id,
                sku: item.sku,
                balance: promise.balance,
                quantity,
            });
        }
    }
    lots
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::amount::{Money, UnitPrice};
    use crate::ids::PromiseId;

    fn quantity(units: i64) -> Quantity {
        Quantity::from_units(units).expect("a small quantity")
    }

    fn item(id: i64, sku: i64, units: i64) -> OrderItem {
        OrderItem {
            id: OrderItemId::from_raw(id),
            sku: SkuId::from_raw(sku),
            balance: None,
            quantity: quantity(units),
            unit_price: UnitPrice::ONE,
            discount: Money::ZERO,
            discount_share: Money::ZERO,
            total: Money::ONE,
            serial_numbers: Vec::new(),
            is_gift: false,
            takes_stock: true,
            note: None,
            unit_cost: None,
            created_at: Timestamp::UNIX_EPOCH,
            updated_at: Timestamp::UNIX_EPOCH,
        }
    }

    fn shipped(item: i64, balance: i64, units: i64) -> Promise {
        Promise {
            id: PromiseId::from_raw(1),
            order: OrderId::from_raw(1),
            item: OrderItemId::from_raw(item),
            balance: BalanceId::from_raw(balance),
            quantity: quantity(units),
            state: PromiseState::Shipped,
            created_at: Timestamp::UNIX_EPOCH,
        }
    }

    fn returned(item: i64, sku: i64, units: i64) -> ReturnItem {
        ReturnItem {
            id: 1,
            item: OrderItemId::from_raw(item),
            sku: SkuId::from_raw(sku),
            quantity: quantity(units),
            comments: None,
        }
    }

    fn asked(sku: i64, units: i64) -> AskedReturn {
        AskedReturn {
            sku: SkuId::from_raw(sku),
            quantity: quantity(units),
            comments: None,
        }
    }

    /// The parts as (asked, item, balance, units).
    fn parts(plan: &ReturnPlan) -> Vec<(usize, i64, i64, i64)> {
        let units = |part: &TakenBack| part.quantity.whole_units().expect("whole");
        plan.parts
            .iter()
            .map(|part| (part.asked, part.item.raw(), part.balance.raw(), units(part)))
            .collect()
    }

    #[test]
    fn goods_go_back_to_the_shelves_they_left_from() {
        let items = [item(1, 7, 3), item(2, 8, 1), item(3, 7, 2)];
        let promises = [
            shipped(1, 10, 1),
            shipped(1, 11, 2),
            shipped(2, 12, 1),
            shipped(3, 10, 2),
        ];
        let plan = plan_return(&items, &promises, &[], &[asked(7, 4)]).expect("accepted");
        assert_eq!(parts(&plan), [(0, 1, 10, 1), (0, 1, 11, 2), (0, 3, 10, 1)]);
        assert!(!plan.is_everything);
        let earlier = [returned(1, 7, 3), returned(3, 7, 1)];
        let rest = plan_return(&items, &promises, &earlier, &[asked(8, 1), asked(7, 1)]).expect("accepted");
        assert_eq!(parts(&rest), [(0, 2, 12, 1), (1, 3, 10, 1)]);
        assert!(rest.is_everything);
    }

    #[test]
    fn an_earlier_return_emptied_the_first_shelf_first() {
        let items = [item(1, 7, 3)];
        let promises = [shipped(1, 10, 1), shipped(1, 11, 2)];
        let plan = plan_return(&items, &promises, &[returned(1, 7, 2)], &[asked(7, 1)]).expect("accepted");
        assert_eq!(parts(&plan), [(0, 1, 11, 1)]);
    }

    #[test]
    fn more_than_the_customer_has_does_not_come_back() {
        let items = [item(1, 7, 3)];
        let promises = [shipped(1, 10, 3)];
        let refused =
            |earlier: &[ReturnItem], asked: &[AskedReturn]| match plan_return(&items, &promises, earlier, asked)
                .expect_err("refused")
            {
                Refusal::Invalid(fields) => fields
                    .into_iter()
                    .map(|field| (field.field, field.index, field.problem))
                    .collect::<Vec<_>>(),
                other => panic!("{other:?}"),
            };
        let too_much = (Field::Quantity, Some(0), Problem::OutOfRange);
        assert_eq!(refused(&[], &[asked(7, 4)]), [too_much]);
        assert_eq!(refused(&[returned(1, 7, 3)], &[asked(7, 1)]), [too_much]);
        assert_eq!(
            refused(&[], &[asked(7, 2), asked(7, 2)]),
            [(Field::Quantity, Some(1), Problem::OutOfRange)]
        );
        assert_eq!(
            refused(&[], &[asked(9, 1), asked(7, 0), asked(7, -1)]),
            [
                (Field::Sku, Some(0), Problem::Unknown),
                (Field::Quantity, Some(1), Problem::NotPositive),
                (Field::Quantity, Some(2), Problem::NotPositive),
            ]
        );
        assert_eq!(refused(&[], &[]), [(Field::Items, None, Problem::Blank)]);
    }

    #[test]
    fn what_never_left_does_not_come_back() {
        let promise = Promise {
            state: PromiseState::Released,
            ..shipped(1, 10, 3)
        };
        assert!(plan_return(&[item(1, 7, 3)], &[promise], &[], &[asked(7, 1)]).is_err());
    }
}
