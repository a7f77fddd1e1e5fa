//! Registered applications: SQL only. An application is a credential with a public name.

use domain::access::Application;
use domain::ids::{AccountId, CredentialId};
use jiff::Timestamp;

use crate::credentials;
use crate::engine::{Row, Tx};
use crate::error::StoreError;
use crate::params;

const COLUMNS: &str = "c.id, c.face, c.name, c.organization_id, c.scopes, c.hint, c.created_at, c.revoked_at, \
                       c.secret_sha256, a.account_id, a.client_id, a.redirect_uris";

const FROM: &str = "FROM applications a JOIN credentials c ON c.account_id = a.account_id AND c.id = a.credential_id";

/// An application with the hash of its secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundApplication {
    /// The application.
    pub application: Application,
    /// The hash of its secret, for a comparison in constant time.
    pub secret_sha256: [u8; 32],
}

fn read(row: &Row<'_>) -> Result<FoundApplication, StoreError> {
    let uris: String = row.get(11)?;
    Ok(FoundApplication {
        application: Application {
            account: row.get(9)?,
            credential: credentials::read(row)?,
            client_id: row.get(10)?,
            redirect_uris: uris.split_whitespace().map(str::to_owned).collect(),
        },
        secret_sha256: row.get(8)?,
    })
}

/// The application of that public name, in whichever account.
///
/// # Errors
/// A broken store.
pub fn find_by_client_id(tx: &mut Tx<'_>, client_id: &str) -> Result<Option<FoundApplication>, StoreError> {
    tx.query_opt(
        &format!("SELECT {COLUMNS} {FROM} WHERE a.client_id = $1"),
        params![client_id],
        read,
    )
}

/// The application of that credential.
///
/// # Errors
/// A broken store.
pub fn find(tx: &mut Tx<'_>, account: AccountId, id: CredentialId) -> Result<Option<FoundApplication>, StoreError> {
    tx.query_opt(
        &format!("SELECT {COLUMNS} {FROM} WHERE a.account_id = $1 AND a.credential_id = $2"),
        params![account, id],
        read,
    )
}

/// Registers an application under its credential.
///
/// # Errors
/// A broken store.
pub fn insert(
    tx: &mut Tx<'_>,
    account: AccountId,
    credential: CredentialId,
    client_id: &str,
    redirect_uris: &[String],
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO applications (account_id, credential_id, client_id, redirect_uris, created_at) \
         VALUES ($1, $2, $3, $4, $5)",
        params![account, credential, client_id, redirect_uris.join(" "), now],
    )?;
    Ok(())
}
