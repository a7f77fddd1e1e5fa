//! The chart of accounts: SQL only.

use domain::finance::{LedgerAccount, LedgerKind};
use domain::ids::{AccountId, LedgerAccountId};
use domain::page::{Page, PageRequest};

use crate::columns::{Columns, columns};
use crate::engine::{Row, Tx};
use crate::error::StoreError;
use crate::listing::{Listing, NamedLike, OrderedBy, order_text};
use crate::named::named;
use crate::select_in::select_in;
use crate::sql_text::folded_of;

const COLUMNS: &str = "id, parent_id, kind, name, debit, credit, is_standard, created_at, updated_at, deleted_at";

fn read(row: &Row<'_>) -> Result<LedgerAccount, StoreError> {
    Ok(LedgerAccount {
        id: row.get(0)?,
        parent: row.get(1)?,
        kind: named(row, 2, LedgerKind::from_name)?,
        name: row.get(3)?,
        debit: row.get(4)?,
        credit: row.get(5)?,
        is_standard: row.get(6)?,
        created_at: row.get(7)?,
        updated_at: row.get(8)?,
        deleted_at: row.get(9)?,
    })
}

/// By what the chart can be ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is the field of the same name")]
pub enum LedgerColumn {
    Id,
    Parent,
    Kind,
    Name,
    Debit,
    Credit,
    IsStandard,
}

impl LedgerColumn {
    fn column(self) -> String {
        let plain = match self {
            Self::Id => "id",
            Self::Parent => "COALESCE(parent_id, 0)",
            Self::Kind => "CASE kind WHEN 'income' THEN 1 ELSE 2 END",
            Self::Name => return folded_of("name"),
            Self::Debit => "COALESCE(debit, '')",
            Self::Credit => "COALESCE(credit, '')",
            Self::IsStandard => "is_standard",
        };
        plain.to_owned()
    }
}

/// The account of that number, a removed one too.
///
/// # Errors
/// A broken store.
pub fn find(tx: &mut Tx<'_>, account: AccountId, id: LedgerAccountId) -> Result<Option<LedgerAccount>, StoreError> {
    Ok(find_many(tx, account, &[id])?.pop())
}

/// Accounts of the chart by number, removed ones too.
///
/// # Errors
/// A broken store.
pub fn find_many(
    tx: &mut Tx<'_>,
    account: AccountId,
    ids: &[LedgerAccountId],
) -> Result<Vec<LedgerAccount>, StoreError> {
    let ids: Vec<i64> = ids.iter().map(|id| id.raw()).collect();
    let before = format!("SELECT {COLUMNS} FROM ledger_accounts WHERE account_id = $1 AND id");
    select_in(tx, &before, "ORDER BY id", account, &ids, read)
}

/// A page of the chart whose name contains the text, and how many accounts it has.
///
/// # Errors
/// A broken store.
pub fn list(
    tx: &mut Tx<'_>,
    account: AccountId,
    text: Option<&str>,
    order: OrderedBy<LedgerColumn>,
    page: PageRequest,
) -> Result<Page<LedgerAccount>, StoreError> {
    let mut listing = Listing::of(account);
    listing.and_always("deleted_at IS NULL");
    let text = text.map(NamedLike::of);
    listing.and_named_like(text.as_ref());
    let order = order_text(&order.column.column(), order.descending);
    listing.page(tx, COLUMNS, "ledger_accounts", &order, page, read)
}

/// The columns that may change.
fn changeable(ledger: &LedgerAccount) -> Columns<'_> {
    columns! {
        parent_id: ledger.parent,
        kind: ledger.kind.name(),
        name: &ledger.name,
        debit: &ledger.debit,
        credit: &ledger.credit,
        updated_at: ledger.updated_at,
        deleted_at: ledger.deleted_at,
    }
}

/// Adds an account of the chart.
///
/// # Errors
/// A broken store.
pub fn insert(tx: &mut Tx<'_>, account: AccountId, ledger: &LedgerAccount) -> Result<(), StoreError> {
    columns! {
        account_id: account,
        id: ledger.id,
        is_standard: ledger.is_standard,
        created_at: ledger.created_at,
    }
    .and(changeable(ledger))
    .insert_into("ledger_accounts")
    .run_later(tx)
}

/// Writes an account of the chart.
///
/// # Errors
/// A broken store.
pub fn update(tx: &mut Tx<'_>, account: AccountId, ledger: &LedgerAccount) -> Result<(), StoreError> {
    changeable(ledger)
        .update("ledger_accounts", account, ledger.id)
        .run_later(tx)
}
