//! Whether a record was there and was removed: what is not found either never was or is gone. SQL only.

use domain::ids::AccountId;

use crate::engine::Tx;
use crate::error::StoreError;
use crate::params;

/// What keeps its removed records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is the table of the same name")]
pub enum Keeps {
    Parties,
    Categories,
    Products,
    CashAccounts,
    PaymentMethods,
    LedgerAccounts,
    Titles,
}

/// Whether the record of that number was removed.
///
/// # Errors
/// A broken store.
pub fn was_removed(tx: &mut Tx<'_>, account: AccountId, table: Keeps, id: i64) -> Result<bool, StoreError> {
    let table = match table {
        Keeps::Parties => "parties",
        Keeps::Categories => "categories",
        Keeps::Products => "products",
        Keeps::CashAccounts => "cash_accounts",
        Keeps::PaymentMethods => "payment_methods",
        Keeps::LedgerAccounts => "ledger_accounts",
        Keeps::Titles => "titles",
    };
    let found = tx.query_opt(
        &format!("SELECT id FROM {table} WHERE account_id = $1 AND id = $2 AND deleted_at IS NOT NULL"),
        params![account, id],
        |row| row.get::<i64>(0),
    )?;
    Ok(found.is_some())
}
