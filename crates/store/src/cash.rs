//! Cash accounts and their entries: SQL only. A balance changes in the statement beside its entry, nowhere else.

use domain::finance::{CashAccount, CashEntry};
use domain::ids::{AccountId, CashAccountId, TitleId};
use domain::page::{Page, PageRequest};
use jiff::Timestamp;

use crate::engine::{Param, Row, Tx};
use crate::error::StoreError;
use crate::listing::{Listing, NamedLike, OrderedBy, order_text};
use crate::params;
use crate::select_in::{Around, select_around, select_in};
use crate::sql_text::folded_of;
use crate::stock::{Trail, actor_columns};

const COLUMNS: &str = "id, organization_id, name, is_visible, balance, created_at, updated_at, deleted_at";

fn read(row: &Row<'_>) -> Result<CashAccount, StoreError> {
    Ok(CashAccount {
        id: row.get(0)?,
        organization: row.get(1)?,
        name: row.get(2)?,
        is_visible: row.get(3)?,
        balance: row.get(4)?,
        created_at: row.get(5)?,
        updated_at: row.get(6)?,
        deleted_at: row.get(7)?,
    })
}

/// By what a list of cash accounts can be ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is the field of the same name")]
pub enum CashColumn {
    Id,
    Name,
    Balance,
    IsVisible,
}

impl CashColumn {
    fn column(self) -> String {
        let plain = match self {
            Self::Id => "id",
            Self::Name => return folded_of("name"),
            Self::Balance => "balance",
            Self::IsVisible => "is_visible",
        };
        plain.to_owned()
    }
}

/// The cash account of that number, a removed one too.
///
/// # Errors
/// A broken store.
pub fn find(tx: &mut Tx<'_>, account: AccountId, id: CashAccountId) -> Result<Option<CashAccount>, StoreError> {
    Ok(find_many(tx, account, &[id])?.pop())
}

/// Cash accounts by number, removed ones too.
///
/// # Errors
/// A broken store.
pub fn find_many(tx: &mut Tx<'_>, account: AccountId, ids: &[CashAccountId]) -> Result<Vec<CashAccount>, StoreError> {
    let ids: Vec<i64> = ids.iter().map(|id| id.raw()).collect();
    let before = format!("SELECT {COLUMNS} FROM cash_accounts WHERE account_id = $1 AND id");
    select_in(tx, &before, "ORDER BY id", account, &ids, read)
}

/// Cash accounts by number, locked until the transaction ends, in the order of their numbers.
///
/// # Errors
/// A broken store.
pub fn lock_many(tx: &mut Tx<'_>, account: AccountId, ids: &[CashAccountId]) -> Result<Vec<CashAccount>, StoreError> {
    let before = format!("SELECT {COLUMNS} FROM cash_accounts WHERE account_id = $1 AND id");
    let around = Around {
        before: &before,
        after: "ORDER BY id",
        locked: true,
    };
    let ids: Vec<Param<'_>> = ids.iter().map(|id| Param::Int(id.raw())).collect();
    select_around(tx, around, params![account], &ids, read)
}

/// The first cash account that was not removed: where money goes when nothing else is said.
///
/// # Errors
/// A broken store.
pub fn first(tx: &mut Tx<'_>, account: AccountId) -> Result<Option<CashAccount>, StoreError> {
    tx.query_opt(
        &format!(
            "SELECT {COLUMNS} FROM cash_accounts WHERE account_id = $1 AND deleted_at IS NULL ORDER BY id LIMIT 1"
        ),
        params![account],
        read,
    )
}

/// A page of cash accounts whose name contains the text, and how many there are.
///
/// # Errors
/// A broken store.
pub fn list(
    tx: &mut Tx<'_>,
    account: AccountId,
    text: Option<&str>,
    order: OrderedBy<CashColumn>,
    page: PageRequest,
) -> Result<Page<CashAccount>, StoreError> {
    let mut listing = Listing::of(account);
    listing.and_always("deleted_at IS NULL");
    let text = text.map(NamedLike::of);
    listing.and_named_like(text.as_ref());
    let order = order_text(&order.column.column(), order.descending);
    listing.page(tx, COLUMNS, "cash_accounts", &order, page, read)
}

/// Adds a cash account.
///
/// # Errors
/// A broken store.
pub fn insert(tx: &mut Tx<'_>, account: AccountId, cash: &CashAccount) -> Result<(), StoreError> {
    tx.execute_later(
        "INSERT INTO cash_accounts (account_id, id, organization_id, name, is_visible, balance, created_at, updated_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        params![
            account,
            cash.id,
            cash.organization,
            &cash.name,
            cash.is_visible,
            cash.balance,
            cash.created_at,
            cash.updated_at
        ],
    )
}

/// Writes a cash account, its balance too: call [`insert_entry`] with the difference.
///
/// # Errors
/// A broken store.
pub fn update(tx: &mut Tx<'_>, account: AccountId, cash: &CashAccount) -> Result<(), StoreError> {
    tx.execute_later(
        "UPDATE cash_accounts SET name = $1, is_visible = $2, balance = $3, updated_at = $4, deleted_at = $5 \
         WHERE account_id = $6 AND id = $7",
        params![
            &cash.name,
            cash.is_visible,
            cash.balance,
            cash.updated_at,
            cash.deleted_at,
            account,
            cash.id
        ],
    )
}

/// Appends an entry.
///
/// # Errors
/// A broken store.
pub fn insert_entry(
    tx: &mut Tx<'_>,
    account: AccountId,
    entry: &CashEntry,
    trail: Trail<'_>,
) -> Result<(), StoreError> {
    let (actor_kind, actor_id) = actor_columns(trail.actor);
    tx.execute_later(
        "INSERT INTO cash_entries (account_id, id, cash_account_id, title_id, amount, reason, actor_kind, actor_id, \
         face, request_id, effective_on, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        params![
            account,
            entry.id,
            entry.cash_account,
            entry.title,
            entry.amount,
            entry.reason.name(),
            actor_kind,
            actor_id,
            trail.face.name(),
            trail.request_id,
            entry.effective_on,
            trail.recorded_at
        ],
    )
}

/// What these titles moved, by title and cash account, in sum.
///
/// # Errors
/// A broken store.
pub fn moved_by_titles(
    tx: &mut Tx<'_>,
    account: AccountId,
    titles: &[TitleId],
) -> Result<Vec<(TitleId, CashAccountId, domain::amount::Money)>, StoreError> {
    let titles: Vec<i64> = titles.iter().map(|title| title.raw()).collect();
    let before = "SELECT title_id, cash_account_id, CAST(SUM(amount) AS BIGINT) FROM cash_entries \
                  WHERE account_id = $1 AND title_id";
    let after = "GROUP BY title_id, cash_account_id ORDER BY title_id, cash_account_id";
    select_in(tx, before, after, account, &titles, |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?))
    })
}

/// Whether a title, or a means of payment that was not removed, still counts on this cash account.
///
/// # Errors
/// A broken store.
pub fn is_used(tx: &mut Tx<'_>, account: AccountId, id: CashAccountId) -> Result<bool, StoreError> {
    let used: i64 = tx.query_one(
        "SELECT (SELECT COUNT(*) FROM cash_entries WHERE account_id = $1 AND cash_account_id = $2) \
         + (SELECT COUNT(*) FROM payment_methods WHERE account_id = $1 AND cash_account_id = $2 AND deleted_at IS NULL)",
        params![account, id],
        |row| row.get(0),
    )?;
    Ok(used > 0)
}

/// The books every account begins with.
///
/// # Errors
/// A broken store.
pub fn open_books(tx: &mut Tx<'_>, account: AccountId, now: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO cash_accounts (account_id, id, name, is_visible, balance, created_at, updated_at) \
         VALUES ($1, 1, 'Caixa interno', 1, 0, $2, $2)",
        params![account, now],
    )?;
    for (id, kind, name) in [(1i64, "income", "Receitas"), (2, "expense", "Despesas")] {
        tx.execute(
            "INSERT INTO ledger_accounts (account_id, id, kind, name, is_standard, created_at, updated_at) \
             VALUES ($1, $2, $3, $4, 1, $5, $5)",
            params![account, id, kind, name, now],
        )?;
    }
    tx.execute(
        "INSERT INTO counters (account_id, kind, value) VALUES ($1, 'cash_account', 1), ($1, 'ledger_account', 2)",
        params![account],
    )?;
    Ok(())
}
