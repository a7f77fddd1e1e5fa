//! Accounts: SQL only. The one table whose rows have no account above them, so some finders here take none.

use domain::accounts::Account;
use domain::documents::CheckPolicy;
use domain::ids::AccountId;
use jiff::tz::TimeZone;

use crate::engine::{Row, Tx};
use crate::error::StoreError;
use crate::params;

const COLUMNS: &str = "account_id, name, subdomain, time_zone, document_check, created_at, updated_at";

fn read(row: &Row<'_>) -> Result<Account, StoreError> {
    let unknown = |index, what: &str| StoreError::Column {
        index,
        reason: format!("holds no known {what}"),
    };
    Ok(Account {
        id: row.get(0)?,
        name: row.get(1)?,
        subdomain: row.get(2)?,
        time_zone: TimeZone::get(&row.get::<String>(3)?).map_err(|_| unknown(3, "time zone"))?,
        document_check: CheckPolicy::from_name(&row.get::<String>(4)?).ok_or_else(|| unknown(4, "check policy"))?,
        created_at: row.get(5)?,
        updated_at: row.get(6)?,
    })
}

/// The account of that number.
///
/// # Errors
/// A broken store.
pub fn find(tx: &mut Tx<'_>, account: AccountId) -> Result<Option<Account>, StoreError> {
    tx.query_opt(
        &format!("SELECT {COLUMNS} FROM accounts WHERE account_id = $1"),
        params![account],
        read,
    )
}

/// The account of that subdomain. Reads the whole table, which has one row per tenant.
///
/// # Errors
/// A broken store.
pub fn find_by_subdomain(tx: &mut Tx<'_>, subdomain: &str) -> Result<Option<Account>, StoreError> {
    tx.query_opt(
        &format!("SELECT {COLUMNS} FROM accounts WHERE subdomain = $1 ORDER BY account_id LIMIT 1"),
        params![subdomain],
        read,
    )
}

/// Every account, by number.
///
/// # Errors
/// A broken store.
pub fn list(tx: &mut Tx<'_>) -> Result<Vec<Account>, StoreError> {
    tx.query(
        &format!("SELECT {COLUMNS} FROM accounts ORDER BY account_id"),
        params![],
        read,
    )
}

/// The number the next account will have.
///
/// # Errors
/// A broken store.
pub fn next_id(tx: &mut Tx<'_>) -> Result<AccountId, StoreError> {
    tx.query_one(
        "SELECT COALESCE(MAX(account_id), 0) + 1 FROM accounts",
        params![],
        |row| row.get(0),
    )
}

/// Adds an account.
///
/// # Errors
/// A broken store.
pub fn insert(tx: &mut Tx<'_>, account: &Account) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO accounts (account_id, name, subdomain, time_zone, document_check, created_at, updated_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        params![
            account.id,
            account.name,
            account.subdomain,
            zone_name(account),
            account.document_check.name(),
            account.created_at,
            account.updated_at
        ],
    )?;
    Ok(())
}

/// Writes an account's settings.
///
/// # Errors
/// A broken store.
pub fn update(tx: &mut Tx<'_>, account: &Account) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE accounts SET name = $1, time_zone = $2, document_check = $3, updated_at = $4 WHERE account_id = $5",
        params![
            account.name,
            zone_name(account),
            account.document_check.name(),
            account.updated_at,
            account.id
        ],
    )?;
    Ok(())
}

/// The zone's name in the tz database. Zones without one never get into an account.
fn zone_name(account: &Account) -> &str {
    account
        .time_zone
        .iana_name()
        .unwrap_or(domain::accounts::DEFAULT_TIME_ZONE)
}
