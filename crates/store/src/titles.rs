//! Titles: SQL only. What follows from settling one is the workflow's business.

use domain::finance::{Title, TitleKind, TitleOrigin, TitleState};
use domain::ids::{AccountId, OrderId};
use domain::text::fold;
use jiff::Timestamp;

use crate::engine::{Param, Row, Tx};
use crate::error::StoreError;
use crate::named::named;
use crate::params;
use crate::select_in::select_in;

const COLUMNS: &str = "id, kind, origin, party_id, order_id, organization_id, description, amount, settled_amount, \
     fee, instalment, state, due_on, settled_on, created_at";

fn read(row: &Row<'_>) -> Result<Title, StoreError> {
    Ok(Title {
        id: row.get(0)?,
        kind: named(row, 1, TitleKind::from_name)?,
        origin: named(row, 2, TitleOrigin::from_name)?,
        party: row.get(3)?,
        order: row.get(4)?,
        organization: row.get(5)?,
        description: row.get(6)?,
        amount: row.get(7)?,
        settled_amount: row.get(8)?,
        fee: row.get(9)?,
        // Written from a u32.
        instalment: u32::try_from(row.get::<i64>(10)?).unwrap_or(u32::MAX),
        state: named(row, 11, TitleState::from_name)?,
        due_on: row.get(12)?,
        settled_on: row.get(13)?,
        created_at: row.get(14)?,
    })
}

/// The titles of these orders.
///
/// # Errors
/// A broken store.
pub fn of_orders(tx: &mut Tx<'_>, account: AccountId, orders: &[OrderId]) -> Result<Vec<Title>, StoreError> {
    let orders: Vec<i64> = orders.iter().map(|order| order.raw()).collect();
    let before = format!("SELECT {COLUMNS} FROM titles WHERE account_id = $1 AND order_id");
    select_in(tx, &before, "ORDER BY order_id, id", account, &orders, read)
}

/// Adds a title.
///
/// # Errors
/// A broken store.
pub fn insert(tx: &mut Tx<'_>, account: AccountId, title: &Title) -> Result<(), StoreError> {
    tx.execute_later(
        "INSERT INTO titles (account_id, id, kind, origin, party_id, order_id, organization_id, description, folded, \
         amount, settled_amount, fee, instalment, state, due_on, settled_on, accrued_on, created_at, updated_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)",
        params![
            account,
            title.id,
            title.kind.name(),
            title.origin.name(),
            title.party,
            title.order,
            title.organization,
            &title.description,
            fold(&title.description),
            title.amount,
            title.settled_amount,
            title.fee,
            i64::from(title.instalment),
            title.state.name(),
            title.due_on,
            title.settled_on,
            Param::Null,
            title.created_at,
            title.created_at
        ],
    )
}

/// Ends the titles of a cancelled order: the open ones are cancelled, the settled ones reversed.
///
/// # Errors
/// A broken store.
pub fn end_of_order(tx: &mut Tx<'_>, account: AccountId, order: OrderId, now: Timestamp) -> Result<(), StoreError> {
    for (from, to) in [
        (TitleState::Open, TitleState::Cancelled),
        (TitleState::Settled, TitleState::Reversed),
    ] {
        tx.execute_later(
            "UPDATE titles SET state = $1, updated_at = $2 WHERE account_id = $3 AND order_id = $4 AND state = $5",
            params![to.name(), now, account, order, from.name()],
        )?;
    }
    Ok(())
}
