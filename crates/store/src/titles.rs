//! Titles: SQL only. What follows from settling one is the workflow's business.

mod list;

pub use list::{TitleColumn, TitleDay, TitleFilter, list};

use domain::finance::{Title, TitleKind, TitleOrigin, TitleState};
use domain::ids::{AccountId, OrderId, TitleId};
use domain::text::fold;

use crate::columns::{Columns, columns};
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

/// The columns that may change.
fn changeable<'a>(title: &'a Title, folded: &'a str, tags: Option<&'a str>) -> Columns<'a> {
    columns! {
        party_id: title.party,
        description: &title.description,
        folded: folded,
        amount: title.amount,
        settled_amount: title.settled_amount,
        fee: title.fee,
        state: title.state.name(),
        due_on: title.due_on,
        settled_on: title.settled_on,
        accrued_on: title.accrued_on,
        credited_on: title.credited_on,
        cash_account_id: title.cash_account,
        payment_method_id: title.payment_method,
        ledger_account_id: title.ledger_account,
        number: &title.number,
        note: &title.note,
        tags: tags,
        updated_at: title.updated_at,
        deleted_at: title.deleted_at,
    }
}

/// Adds a title.
///
/// # Errors
/// A broken store.
pub fn insert(tx: &mut Tx<'_>, account: AccountId, title: &Title) -> Result<(), StoreError> {
    let (folded, tags) = (folded(title), join_tags(&title.tags));
    columns! {
        account_id: account,
        id: title.id,
        kind: title.kind.name(),
        origin: title.origin.name(),
        order_id: title.order,
        organization_id: title.organization,
        instalment: i64::from(title.instalment),
        created_at: title.created_at,
    }
    .and(changeable(title, &folded, tags.as_deref()))
    .insert_into("titles")
    .run_later(tx)
}

/// Writes every field of a title that can change.
///
/// # Errors
/// A broken store.
pub fn update(tx: &mut Tx<'_>, account: AccountId, title: &Title) -> Result<(), StoreError> {
    let (folded, tags) = (folded(title), join_tags(&title.tags));
    changeable(title, &folded, tags.as_deref())
        .update("titles", account, title.id)
        .run_later(tx)
}
