//! The movements of a sku, as a person with the tables before him would add them up.
//!
//! Not the auditor and not the product's own sums: the point is to reach the same figures on another way.
//!
//! The one rule to know: quantities are whole units here; stories deal in nothing smaller.

use std::collections::BTreeMap;

use store::{Param, Store, StoreError, ToParam};

/// Millionths in a unit.
const MILLIONTHS: i64 = 1_000_000;

/// What the movements say, and what the shelves say.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ledger {
    /// Units by location and kind of movement, signed as they are kept.
    pub moved: BTreeMap<(i64, String), i64>,
    /// Units on hand and promised, by location.
    pub shelves: BTreeMap<i64, (i64, i64)>,
    /// Movements that name nothing that caused them.
    pub unexplained: i64,
}

impl Ledger {
    /// The ledger of a sku of an account.
    ///
    /// # Panics
    /// When the store does not answer.
    #[must_use]
    pub fn of(store: &Store, account: i64, sku: i64) -> Self {
        let read = store.read_blocking(move |tx| {
            let key: [Param<'_>; 2] = [account.to_param(), sku.to_param()];
            let moved = tx.query(
                "SELECT b.location_id, m.kind, CAST(SUM(m.quantity) AS BIGINT) FROM movements m \
                 JOIN balances b ON b.account_id = m.account_id AND b.id = m.balance_id \
                 WHERE b.account_id = $1 AND b.sku_id = $2 GROUP BY b.location_id, m.kind",
                &key,
                |row| Ok(((row.get(0)?, row.get(1)?), row.get::<i64>(2)? / MILLIONTHS)),
            )?;
            let shelves = tx.query(
                "SELECT location_id, CAST(SUM(on_hand) AS BIGINT), CAST(SUM(reserved) AS BIGINT) FROM balances \
                 WHERE account_id = $1 AND sku_id = $2 GROUP BY location_id",
                &key,
                |row| Ok((row.get(0)?, (row.get::<i64>(1)? / MILLIONTHS, row.get::<i64>(2)? / MILLIONTHS))),
            )?;
            let unexplained = tx.query_one(
                "SELECT COUNT(*) FROM movements m JOIN balances b ON b.account_id = m.account_id AND b.id = m.balance_id \
                 WHERE b.account_id = $1 AND b.sku_id = $2 AND m.order_id IS NULL AND m.operation_id IS NULL \
                 AND m.receipt_id IS NULL AND m.transfer_id IS NULL AND m.return_id IS NULL",
                &key,
                |row| row.get(0),
            )?;
            Ok::<_, StoreError>(Self {
                moved: moved.into_iter().collect(),
                shelves: shelves.into_iter().collect(),
                unexplained,
            })
        });
        read.expect("the store answers")
    }

    /// Units moved in a way at a location; none when there was no such movement.
    #[must_use]
    pub fn at(&self, location: i64, kind: &str) -> i64 {
        self.moved
            .get(&(location, kind.to_owned()))
            .copied()
            .unwrap_or_default()
    }

    /// Units moved in a way, everywhere.
    #[must_use]
    pub fn everywhere(&self, kind: &str) -> i64 {
        self.moved
            .iter()
            .filter(|((_, known), _)| known == kind)
            .map(|(_, units)| units)
            .sum()
    }
}
