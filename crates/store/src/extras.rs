//! The fields that one vendor defines and expects back, one JSON column per face and entity: SQL only. Parties keep theirs
//! in `parties`.

use domain::actor::Face;
use domain::ids::AccountId;

use crate::engine::Tx;
use crate::error::StoreError;
use crate::params;
use crate::select_in::select_in;

/// Whose fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Extended {
    /// A product.
    Product,
    /// An order.
    Order,
}

impl Extended {
    const fn table(self) -> &'static str {
        match self {
            Self::Product => "products",
            Self::Order => "orders",
        }
    }
}

/// The column of a face that may have such fields.
fn column(face: Face) -> Option<&'static str> {
    match face {
        Face::Estoka => Some("extras_estoka"),
        Face::Egestor => Some("extras_egestor"),
        Face::Uniplus => Some("extras_uniplus"),
        Face::Likin | Face::Fulfillment | Face::Core => None,
    }
}

/// A face's own fields of these records, where there are any, by number.
///
/// # Errors
/// A broken store.
pub fn of(
    tx: &mut Tx<'_>,
    account: AccountId,
    extended: Extended,
    face: Face,
    ids: &[i64],
) -> Result<Vec<(i64, String)>, StoreError> {
    let Some(column) = column(face) else {
        return Ok(Vec::new());
    };
    let before = format!(
        "SELECT id, {column} FROM {} WHERE account_id = $1 AND id",
        extended.table()
    );
    let after = format!("AND {column} IS NOT NULL ORDER BY id");
    select_in(tx, &before, &after, account, ids, |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Keeps a face's own fields of a record.
///
/// # Errors
/// A broken store.
pub fn set(
    tx: &mut Tx<'_>,
    account: AccountId,
    extended: Extended,
    face: Face,
    id: i64,
    extras: Option<&str>,
) -> Result<(), StoreError> {
    let Some(column) = column(face) else {
        return Ok(());
    };
    let table = extended.table();
    tx.execute_later(
        &format!("UPDATE {table} SET {column} = $1 WHERE account_id = $2 AND id = $3"),
        params![extras, account, id],
    )
}
