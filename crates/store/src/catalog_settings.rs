//! What an account wants of its catalogue: SQL only. An account without a row wants nothing.

use domain::catalog::CatalogSettings;
use domain::ids::AccountId;

use crate::engine::Tx;
use crate::error::StoreError;
use crate::params;

/// The account's settings.
///
/// # Errors
/// A broken store.
pub fn find(tx: &mut Tx<'_>, account: AccountId) -> Result<CatalogSettings, StoreError> {
    let found = tx.query_opt(
        "SELECT enabling_needs_image, changes_need_disabling, refuses_unknown FROM catalog_settings WHERE account_id = $1",
        params![account],
        |row| {
            Ok(CatalogSettings {
                enabling_needs_image: row.get(0)?,
                changes_need_disabling: row.get(1)?,
                refuses_unknown: row.get(2)?,
            })
        },
    )?;
    Ok(found.unwrap_or_default())
}

/// Writes the account's settings.
///
/// # Errors
/// A broken store.
pub fn put(tx: &mut Tx<'_>, account: AccountId, settings: &CatalogSettings) -> Result<(), StoreError> {
    tx.execute_later(
        "INSERT INTO catalog_settings (account_id, enabling_needs_image, changes_need_disabling, refuses_unknown) \
         VALUES ($1, $2, $3, $4) ON CONFLICT (account_id) DO UPDATE SET \
         enabling_needs_image = excluded.enabling_needs_image, \
         changes_need_disabling = excluded.changes_need_disabling, refuses_unknown = excluded.refuses_unknown",
        params![
            account,
            settings.enabling_needs_image,
            settings.changes_need_disabling,
            settings.refuses_unknown
        ],
    )
}
