//! The ledger against a plain model: ten thousand random sequences of everything that moves stock. The model is written
//! the naive way, with whole numbers and no movements; the book must agree with it, and its movements with the book.

use std::collections::BTreeMap;

use domain::amount::{Quantity, UnitPrice};
use domain::ids::{BalanceId, LocationId, OrderId, OrderItemId, SkuId, StockOperationId, TransferId};
use domain::stock::{Balance, Book, Cause, MovementKind, Receipt, StatedCosts};
use jiff::Timestamp;
use proptest::prelude::*;

/// What can happen, by shelf (0 to 2) and whole units.
#[derive(Debug, Clone)]
enum Event {
    Receive(usize, i64, i64),
    Reserve(usize, i64),
    ShipOldestPromise,
    CancelOldestPromise,
    ReturnLastShipment,
    SellAtOnce(usize, i64),
    Transfer(usize, usize, i64),
    Adjust(usize, i64),
}

fn event() -> impl Strategy<Value = Event> {
    let shelf = 0usize..3;
    prop_oneof![
        (shelf.clone(), 1i64..50, 0i64..1_000).prop_map(|(at, units, cost)| Event::Receive(at, units, cost)),
        (shelf.clone(), 1i64..30).prop_map(|(at, units)| Event::Reserve(at, units)),
        Just(Event::ShipOldestPromise),
        Just(Event::CancelOldestPromise),
        Just(Event::ReturnLastShipment),
        (shelf.clone(), 1i64..30).prop_map(|(at, units)| Event::SellAtOnce(at, units)),
        (shelf.clone(), shelf.clone(), 1i64..30).prop_map(|(from, to, units)| Event::Transfer(from, to, units)),
        (shelf, -5i64..60).prop_map(|(at, units)| Event::Adjust(at, units)),
    ]
}

/// The plain model: what three shelves hold and have promised, whether they may go below zero.
#[derive(Debug, Default, Clone)]
struct Model {
    on_hand: [i64; 3],
    reserved: [i64; 3],
    promises: Vec<(usize, i64)>,
    shipped: Vec<(usize, i64)>,
}

/// The last shelf may go below zero.
const NEGATIVE_SHELF: usize = 2;

impl Model {
    fn may_take(&self, at: usize, units: i64) -> bool {
        at == NEGATIVE_SHELF || self.on_hand[at] - self.reserved[at] >= units
    }
}

fn id(at: usize) -> BalanceId {
    BalanceId::from_raw(i64::try_from(at).expect("three shelves") + 1)
}

fn units(units: i64) -> Quantity {
    Quantity::from_units(units).expect("a small quantity")
}

fn shelves() -> Book {
    Book::open((0..3).map(|at| {
        let mut shelf = Balance::empty(
            id(at),
            SkuId::from_raw(1),
            LocationId::from_raw(1),
            Timestamp::UNIX_EPOCH,
        );
        shelf.allows_negative = at == NEGATIVE_SHELF;
        shelf
    }))
}

/// No costs stated.
const NONE: StatedCosts = StatedCosts {
    unit: None,
    average: None,
};

/// Applies one event to both and compares whether it was accepted.
fn apply(book: &mut Book, model: &mut Model, event: &Event) -> Result<(), TestCaseError> {
    let cause = Cause::item(OrderId::from_raw(1), OrderItemId::from_raw(1));
    let manual = Cause::operation(StockOperationId::from_raw(1));
    match *event {
        Event::Receive(at, count, cost) => {
            let goods = Receipt {
                quantity: units(count),
                unit_cost: UnitPrice::from_units(cost),
            };
            prop_assert!(book.receive(id(at), goods, manual).is_ok());
            model.on_hand[at] += count;
        }
        Event::Reserve(at, count) => {
            let accepted = book.reserve(id(at), units(count), cause).is_ok();
            prop_assert_eq!(accepted, model.may_take(at, count));
            if accepted {
                model.reserved[at] += count;
                model.promises.push((at, count));
            }
        }
        Event::ShipOldestPromise => {
            let Some((at, count)) = model.promises.first().copied() else {
                return Ok(());
            };
            let accepted = book.ship_promised(id(at), units(count), cause).is_ok();
            prop_assert_eq!(accepted, at == NEGATIVE_SHELF || model.on_hand[at] >= count);
            if accepted {
                model.promises.remove(0);
                model.reserved[at] -= count;
                model.on_hand[at] -= count;
                model.shipped.push((at, count));
            }
        }
        Event::CancelOldestPromise => {
            if model.promises.is_empty() {
                return Ok(());
            }
            let (at, count) = model.promises.remove(0);
            prop_assert!(book.release(id(at), units(count), cause).is_ok());
            model.reserved[at] -= count;
        }
        Event::ReturnLastShipment => {
            let Some((at, count)) = model.shipped.pop() else {
                return Ok(());
            };
            prop_assert!(book.take_back(id(at), units(count), cause).is_ok());
            model.on_hand[at] += count;
        }
        Event::SellAtOnce(at, count) => {
            let accepted = book.ship_at_once(id(at), units(count), cause).is_ok();
            prop_assert_eq!(accepted, model.may_take(at, count));
            if accepted {
                model.on_hand[at] -= count;
                model.shipped.push((at, count));
            }
        }
        Event::Transfer(from, to, count) => {
            transfer(book, model, from, to, count)?;
        }
        Event::Adjust(at, target) => {
            let accepted = book.adjust_available_to(id(at), units(target), NONE, manual).is_ok();
            let unchanged = model.on_hand[at] - model.reserved[at] == target;
            prop_assert_eq!(accepted, unchanged || target >= 0 || at == NEGATIVE_SHELF);
            if accepted {
                model.on_hand[at] = target + model.reserved[at];
            }
        }
    }
    Ok(())
}

/// Carries units from one shelf to another, in both.
fn transfer(book: &mut Book, model: &mut Model, from: usize, to: usize, count: i64) -> Result<(), TestCaseError> {
    let cause = Cause::transfer(TransferId::from_raw(1));
    let accepted = book.transfer_out(id(from), units(count), cause).is_ok();
    prop_assert_eq!(accepted, model.may_take(from, count));
    if accepted {
        let goods = Receipt {
            quantity: units(count),
            unit_cost: None,
        };
        prop_assert!(book.transfer_in(id(to), goods, cause).is_ok());
        model.on_hand[from] -= count;
        model.on_hand[to] += count;
    }
    Ok(())
}

/// The book's figures are the model's, and the sums of its own movements.
fn compare(book: Book, model: &Model) -> Result<(), TestCaseError> {
    for at in 0..3 {
        let shelf = book.balance(id(at)).expect("the shelf is in the book");
        prop_assert_eq!(shelf.on_hand, units(model.on_hand[at]));
        prop_assert_eq!(shelf.reserved, units(model.reserved[at]));
        prop_assert!(at == NEGATIVE_SHELF || !shelf.available().is_negative());
    }
    let (balances, movements) = book.close();
    let mut sums: BTreeMap<(BalanceId, bool), Quantity> = BTreeMap::new();
    for movement in &movements {
        let sum = sums.entry((movement.balance, movement.kind.is_physical())).or_default();
        *sum = sum.checked_add(movement.quantity).expect("small quantities");
        let loses = matches!(
            movement.kind,
            MovementKind::Shipped | MovementKind::TransferOut | MovementKind::Released
        );
        prop_assert!(movement.kind == MovementKind::Adjusted || movement.quantity.is_negative() == loses);
    }
    for balance in &balances {
        prop_assert_eq!(
            sums.get(&(balance.id, true)).copied().unwrap_or_default(),
            balance.on_hand
        );
        prop_assert_eq!(
            sums.get(&(balance.id, false)).copied().unwrap_or_default(),
            balance.reserved
        );
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, ..ProptestConfig::default() })]

    #[test]
    fn the_book_agrees_with_a_plain_model(events in prop::collection::vec(event(), 1..60)) {
        let mut book = shelves();
        let mut model = Model::default();
        for event in &events {
            apply(&mut book, &mut model, event)?;
        }
        compare(book, &model)?;
    }
}
