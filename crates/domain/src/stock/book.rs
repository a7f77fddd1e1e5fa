//! The book: the balances a use case holds locked, and the movements it decides on them. Not the store; the caller loads
//! the balances, locked, and appends what [`Book::close`] answers.
//!
//! The one rule to know: every method either refuses and changes nothing, or changes the balance and records the movement
//! that explains it, so that the two can never differ.

use std::collections::{BTreeMap, BTreeSet};

use super::balance::Balance;
use super::movement::{Cause, Movement, MovementKind};
use crate::amount::{Quantity, UnitPrice, weighted_average_half_away};
use crate::ids::BalanceId;

/// Locked balances, and the movements decided so far.
#[derive(Debug, Default)]
pub struct Book {
    balances: BTreeMap<BalanceId, Balance>,
    movements: Vec<Movement>,
    recosted: BTreeSet<BalanceId>,
}

/// A quantity that is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shortage {
    /// The shelf.
    pub balance: BalanceId,
    /// What was asked.
    pub asked: Quantity,
    /// What there is.
    pub available: Quantity,
}

/// Goods that arrive: how many, at what cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Receipt {
    /// How many, above zero.
    pub quantity: Quantity,
    /// Cost of one unit; `None` where the document names none, and the average then stays.
    pub unit_cost: Option<UnitPrice>,
}

/// What whoever sets a balance says of its costs; what is not said follows from the goods.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct StatedCosts {
    /// Of one unit: what an adjustment moves at, and the replacement cost from then on. Goods that are found move the average
    /// by it as received ones do; goods that are missing do not.
    pub unit: Option<UnitPrice>,
    /// The average, as it is from then on.
    pub average: Option<UnitPrice>,
}

impl StatedCosts {
    /// What is said, or the cost of a unit where nothing is.
    #[must_use]
    pub fn or_unit(self, unit: impl FnOnce() -> Option<UnitPrice>) -> Self {
        if self == Self::default() {
            Self {
                unit: unit(),
                average: None,
            }
        } else {
            self
        }
    }
}

impl Book {
    /// A book over balances that the caller holds locked.
    pub fn open(balances: impl IntoIterator<Item = Balance>) -> Self {
        Self {
            balances: balances.into_iter().map(|balance| (balance.id, balance)).collect(),
            movements: Vec::new(),
            recosted: BTreeSet::new(),
        }
    }

    /// Adds a balance that was just created or locked.
    pub fn add(&mut self, balance: Balance) {
        self.balances.insert(balance.id, balance);
    }

    /// A balance as it stands after what was decided so far.
    pub fn balance(&self, id: BalanceId) -> Option<&Balance> {
        self.balances.get(&id)
    }

    /// All balances as they stand, in the order of their numbers.
    pub fn balances(&self) -> impl Iterator<Item = &Balance> {
        self.balances.values()
    }

    /// Ends the book: the balances that moved or cost otherwise now, and the movements, both in a fixed order.
    pub fn close(self) -> (Vec<Balance>, Vec<Movement>) {
        let Self {
            mut balances,
            movements,
            recosted,
        } = self;
        balances.retain(|id, _| recosted.contains(id) || movements.iter().any(|movement| movement.balance == *id));
        (balances.into_values().collect(), movements)
    }

    /// Promises goods to an order's line.
    ///
    /// # Errors
    /// [`Shortage`] when available would fall below zero and the shelf does not allow that.
    pub fn reserve(&mut self, id: BalanceId, quantity: Quantity, cause: Cause) -> Result<(), Shortage> {
        self.change(id, quantity, |balance| {
            if !balance.allows_negative && balance.available() < quantity {
                return None;
            }
            balance.reserved = balance.reserved.checked_add(quantity)?;
            Some(vec![(MovementKind::Reserved, quantity)])
        })
        .map(|moves| self.record(id, &moves, None, cause))
    }

    /// Gives a promise back.
    ///
    /// # Errors
    /// [`Shortage`] when more is given back than is reserved, which only a broken caller does.
    pub fn release(&mut self, id: BalanceId, quantity: Quantity, cause: Cause) -> Result<(), Shortage> {
        self.change(id, quantity, |balance| {
            if balance.reserved < quantity {
                return None;
            }
            balance.reserved = balance.reserved.checked_sub(quantity)?;
            Some(vec![(MovementKind::Released, quantity.checked_neg()?)])
        })
        .map(|moves| self.record(id, &moves, None, cause))
    }

    /// Lets promised goods leave: the promise is closed and the goods are gone.
    ///
    /// # Errors
    /// [`Shortage`] when more leaves than is reserved, or than is there where negative stock is not allowed.
    pub fn ship_promised(&mut self, id: BalanceId, quantity: Quantity, cause: Cause) -> Result<(), Shortage> {
        self.change(id, quantity, |balance| {
            if balance.reserved < quantity || (!balance.allows_negative && balance.on_hand < quantity) {
                return None;
            }
            balance.reserved = balance.reserved.checked_sub(quantity)?;
            balance.on_hand = balance.on_hand.checked_sub(quantity)?;
            let out = quantity.checked_neg()?;
            Some(vec![(MovementKind::Released, out), (MovementKind::Shipped, out)])
        })
        .map(|moves| self.record(id, &moves, None, cause))
    }

    /// Lets goods leave at once, as a counter sale does, without touching what others were promised.
    ///
    /// # Errors
    /// [`Shortage`] when available would fall below zero and the shelf does not allow that.
    pub fn ship_at_once(&mut self, id: BalanceId, quantity: Quantity, cause: Cause) -> Result<(), Shortage> {
        self.take(id, quantity, MovementKind::Shipped, cause)
    }

    /// Lets goods leave for another location.
    ///
    /// # Errors
    /// [`Shortage`], as [`Self::ship_at_once`].
    pub fn transfer_out(&mut self, id: BalanceId, quantity: Quantity, cause: Cause) -> Result<(), Shortage> {
        self.take(id, quantity, MovementKind::TransferOut, cause)
    }

    /// Takes goods in from another location at their cost there.
    ///
    /// # Errors
    /// [`Shortage`] only when the figures leave the range of a quantity.
    pub fn transfer_in(&mut self, id: BalanceId, receipt: Receipt, cause: Cause) -> Result<(), Shortage> {
        self.put(id, receipt, MovementKind::TransferIn, cause)
    }

    /// Takes goods in from outside.
    ///
    /// # Errors
    /// [`Shortage`] only when the figures leave the range of a quantity.
    pub fn receive(&mut self, id: BalanceId, receipt: Receipt, cause: Cause) -> Result<(), Shortage> {
        self.put(id, receipt, MovementKind::Received, cause)
    }

    /// Takes goods back from a customer, at the average cost they left with.
    ///
    /// # Errors
    /// [`Shortage`] only when the figures leave the range of a quantity.
    pub fn take_back(&mut self, id: BalanceId, quantity: Quantity, cause: Cause) -> Result<(), Shortage> {
        self.put(
            id,
            Receipt {
                quantity,
                unit_cost: None,
            },
            MovementKind::Returned,
            cause,
        )
    }

    /// Brings what is available to `target` by an adjustment of the difference, and answers that difference. No
    /// difference, no movement; costs that were stated stand all the same.
    ///
    /// # Errors
    /// [`Shortage`] when the target is below zero and the shelf does not allow that.
    pub fn adjust_available_to(
        &mut self,
        id: BalanceId,
        target: Quantity,
        costs: StatedCosts,
        cause: Cause,
    ) -> Result<Quantity, Shortage> {
        let available = self.balance(id).map_or(Quantity::ZERO, Balance::available);
        let difference = target.checked_sub(available).ok_or(Shortage {
            balance: id,
            asked: target,
            available,
        })?;
        if difference.is_zero() && costs == StatedCosts::default() {
            return Ok(difference);
        }
        let moves = self.change(id, target, |balance| {
            if difference.is_zero() {
                cost_otherwise(balance, costs, difference)?;
                return Some(Vec::new());
            }
            if target.is_negative() && !balance.allows_negative {
                return None;
            }
            cost_otherwise(balance, costs, difference)?;
            balance.on_hand = balance.on_hand.checked_add(difference)?;
            Some(vec![(MovementKind::Adjusted, difference)])
        })?;
        self.recosted.insert(id);
        self.record(id, &moves, costs.unit, cause);
        Ok(difference)
    }

    /// Says what one costs to buy from now on. Nothing moves, and the average of the goods stays.
    ///
    /// # Errors
    /// [`Shortage`] when the shelf is not in the book.
    pub fn state_cost(&mut self, id: BalanceId, cost: UnitPrice) -> Result<(), Shortage> {
        self.change(id, Quantity::ZERO, |balance| {
            balance.replacement_cost = cost;
            Some(Vec::new())
        })?;
        self.recosted.insert(id);
        Ok(())
    }

    /// Takes available goods away.
    fn take(&mut self, id: BalanceId, quantity: Quantity, kind: MovementKind, cause: Cause) -> Result<(), Shortage> {
        self.change(id, quantity, |balance| {
            if !balance.allows_negative && balance.available() < quantity {
                return None;
            }
            balance.on_hand = balance.on_hand.checked_sub(quantity)?;
            Some(vec![(kind, quantity.checked_neg()?)])
        })
        .map(|moves| self.record(id, &moves, None, cause))
    }

    /// Puts goods in, moving the costs when the document names one.
    fn put(&mut self, id: BalanceId, receipt: Receipt, kind: MovementKind, cause: Cause) -> Result<(), Shortage> {
        self.change(id, receipt.quantity, |balance| {
            let costs = StatedCosts {
                unit: receipt.unit_cost,
                average: None,
            };
            cost_otherwise(balance, costs, receipt.quantity)?;
            balance.on_hand = balance.on_hand.checked_add(receipt.quantity)?;
            Some(vec![(kind, receipt.quantity)])
        })
        .map(|moves| self.record(id, &moves, receipt.unit_cost, cause))
    }

    /// Applies a change to a copy of the balance and keeps it only when it was accepted.
    fn change(
        &mut self,
        id: BalanceId,
        asked: Quantity,
        decide: impl FnOnce(&mut Balance) -> Option<Vec<(MovementKind, Quantity)>>,
    ) -> Result<Vec<(MovementKind, Quantity)>, Shortage> {
        let Some(balance) = self.balances.get_mut(&id) else {
            return Err(Shortage {
                balance: id,
                asked,
                available: Quantity::ZERO,
            });
        };
        let mut changed = balance.clone();
        match decide(&mut changed) {
            Some(moves) => {
                *balance = changed;
                Ok(moves)
            }
            None => Err(Shortage {
                balance: id,
                asked,
                available: balance.available(),
            }),
        }
    }

    /// Records the movements of an accepted change.
    fn record(
        &mut self,
        id: BalanceId,
        moves: &[(MovementKind, Quantity)],
        unit_cost: Option<UnitPrice>,
        cause: Cause,
    ) {
        let average = self
            .balances
            .get(&id)
            .map_or(UnitPrice::ZERO, |balance| balance.average_cost);
        self.movements.extend(moves.iter().map(|(kind, quantity)| Movement {
            balance: id,
            kind: *kind,
            quantity: *quantity,
            unit_cost: unit_cost.unwrap_or(average),
            cause,
        }));
    }
}

/// Applies stated costs to a balance that is about to change by `difference`; `None` when a figure leaves its range.
fn cost_otherwise(balance: &mut Balance, costs: StatedCosts, difference: Quantity) -> Option<()> {
    if let Some(cost) = costs.unit {
        if difference.is_positive() {
            let held = balance.on_hand.max(Quantity::ZERO);
            balance.average_cost = weighted_average_half_away(balance.average_cost, held, cost, difference)?;
        }
        balance.replacement_cost = cost;
    }
    if let Some(average) = costs.average {
        balance.average_cost = average;
    }
    Some(())
}
