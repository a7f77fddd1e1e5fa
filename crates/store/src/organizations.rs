//! Organizations: SQL only.

use domain::ids::{AccountId, OrganizationId};

use crate::engine::{Tx, params};
use crate::error::StoreError;

/// Whether the account has this organization.
///
/// # Errors
/// A broken store.
pub fn exists(tx: &mut Tx<'_>, account: AccountId, id: OrganizationId) -> Result<bool, StoreError> {
    let found = tx.query_opt(
        "SELECT id FROM organizations WHERE account_id = $1 AND id = $2",
        params![account, id],
        |row| row.get::<OrganizationId>(0),
    )?;
    Ok(found.is_some())
}
