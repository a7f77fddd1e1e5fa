//! Titles: SQL only. What follows from settling one is the workflow's business.

mod list;

pub use list::{TitleColumn, TitleDay, TitleFilter, list};

use domain::finance::{Title, TitleKind, TitleOrigin, TitleState};
use domain::ids::{AccountId, OrderId, TitleId};
use domain::text::fold;

use crate::engine::{Row, Tx};
use crate::error::StoreError;
use crate::named::named;
use crate::params;
use crate::select_in::{Around, select_around, select_in};

const COLUMNS: &str = "id, kind, origin, party_id, order_id, organization_id, description, amount, settled_amount, \
     fee, instalment, state, due_on, settled_on, created_at, cash_account_id, payment_method_id, ledger_account_id, \
     number, note, tags, accrued_on, credited_on, updated_at, deleted_at";

/// Separates tags in their column; none holds it.
const TAG_SEPARATOR: char = '\n';

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
        cash_account: row.get(15)?,
        payment_method: row.get(16)?,
        ledger_account: row.get(17)?,
        number: row.get(18)?,
        note: row.get(19)?,
        tags: split_tags(row.get(20)?),
        accrued_on: row.get(21)?,
        credited_on: row.get(22)?,
        updated_at: row.get(23)?,
        deleted_at: row.get(24)?,
    })
}

/// Tags as their column holds them.
pub(crate) fn join_tags(tags: &[String]) -> Option<String> {
    (!tags.is_empty()).then(|| tags.join(&TAG_SEPARATOR.to_string()))
}

/// The tags of their column.
pub(crate) fn split_tags(column: Option<String>) -> Vec<String> {
    column.map_or_else(Vec::new, |text| text.split(TAG_SEPARATOR).map(str::to_owned).collect())
}

/// What a title is searched by.
fn folded(title: &Title) -> String {
    let mut text = title.description.clone();
    for word in title.number.iter().chain(&title.tags) {
        text.push(' ');
        text.push_str(word);
    }
    fold(&text)
}

/// The title of that number and kind, removed ones too: who names it wants to know.
///
/// # Errors
/// A broken store.
pub fn find(tx: &mut Tx<'_>, account: AccountId, kind: TitleKind, id: TitleId) -> Result<Option<Title>, StoreError> {
    tx.query_opt(
        &format!("SELECT {COLUMNS} FROM titles WHERE account_id = $1 AND id = $2 AND kind = $3"),
        params![account, id, kind.name()],
        read,
    )
}

/// As [`find`], locked until the transaction ends.
///
/// # Errors
/// A broken store.
pub fn lock(tx: &mut Tx<'_>, account: AccountId, kind: TitleKind, id: TitleId) -> Result<Option<Title>, StoreError> {
    let found = tx.query_locked(
        &format!("SELECT {COLUMNS} FROM titles WHERE account_id = $1 AND id = $2 AND kind = $3"),
        params![account, id, kind.name()],
        read,
    )?;
    Ok(found.into_iter().next())
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

/// The titles of an order, locked until the transaction ends, by number.
///
/// # Errors
/// A broken store.
pub fn lock_of_order(tx: &mut Tx<'_>, account: AccountId, order: OrderId) -> Result<Vec<Title>, StoreError> {
    let before = format!("SELECT {COLUMNS} FROM titles WHERE account_id = $1 AND order_id");
    let around = Around {
        before: &before,
        after: "ORDER BY id",
        locked: true,
    };
    select_around(tx, around, params![account], params![order], read)
}

/// Adds a title.
///
/// # Errors
/// A broken store.
pub fn insert(tx: &mut Tx<'_>, account: AccountId, title: &Title) -> Result<(), StoreError> {
    tx.execute_later(
        "INSERT INTO titles (account_id, id, kind, origin, party_id, order_id, organization_id, description, folded, \
         amount, settled_amount, fee, instalment, state, due_on, settled_on, accrued_on, created_at, updated_at, \
         cash_account_id, payment_method_id, ledger_account_id, number, note, tags, credited_on) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, \
         $23, $24, $25, $26)",
        params![
            account,
            title.id,
            title.kind.name(),
            title.origin.name(),
            title.party,
            title.order,
            title.organization,
            &title.description,
            folded(title),
            title.amount,
            title.settled_amount,
            title.fee,
            i64::from(title.instalment),
            title.state.name(),
            title.due_on,
            title.settled_on,
            title.accrued_on,
            title.created_at,
            title.updated_at,
            title.cash_account,
            title.payment_method,
            title.ledger_account,
            &title.number,
            &title.note,
            join_tags(&title.tags),
            title.credited_on
        ],
    )
}

/// Writes every field of a title that can change.
///
/// # Errors
/// A broken store.
pub fn update(tx: &mut Tx<'_>, account: AccountId, title: &Title) -> Result<(), StoreError> {
    tx.execute_later(
        "UPDATE titles SET party_id = $1, description = $2, folded = $3, amount = $4, settled_amount = $5, fee = $6, \
         state = $7, due_on = $8, settled_on = $9, accrued_on = $10, credited_on = $11, cash_account_id = $12, \
         payment_method_id = $13, ledger_account_id = $14, number = $15, note = $16, tags = $17, updated_at = $18, \
         deleted_at = $19 WHERE account_id = $20 AND id = $21",
        params![
            title.party,
            &title.description,
            folded(title),
            title.amount,
            title.settled_amount,
            title.fee,
            title.state.name(),
            title.due_on,
            title.settled_on,
            title.accrued_on,
            title.credited_on,
            title.cash_account,
            title.payment_method,
            title.ledger_account,
            &title.number,
            &title.note,
            join_tags(&title.tags),
            title.updated_at,
            title.deleted_at,
            account,
            title.id
        ],
    )
}
