//! The fields of orders that only one face defines: SQL only. No rule reads them.

use domain::actor::Face;
use domain::ids::{AccountId, OrderId};

use crate::engine::Tx;
use crate::error::StoreError;
use crate::params;
use crate::select_in::select_in;

/// A face's own fields of these orders, where there are any, by number.
///
/// # Errors
/// A broken store.
pub fn extras(
    tx: &mut Tx<'_>,
    account: AccountId,
    face: Face,
    ids: &[OrderId],
) -> Result<Vec<(OrderId, String)>, StoreError> {
    let Some(column) = extras_column(face) else {
        return Ok(Vec::new());
    };
    let ids: Vec<i64> = ids.iter().map(|id| id.raw()).collect();
    let before = format!("SELECT id, {column} FROM orders WHERE account_id = $1 AND id");
    let after = format!("AND {column} IS NOT NULL ORDER BY id");
    select_in(tx, &before, &after, account, &ids, |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Keeps a face's own fields of an order; a face without any keeps nothing.
///
/// # Errors
/// A broken store.
pub fn set_extras(
    tx: &mut Tx<'_>,
    account: AccountId,
    id: OrderId,
    face: Face,
    extras: Option<&str>,
) -> Result<(), StoreError> {
    let Some(column) = extras_column(face) else {
        return Ok(());
    };
    tx.execute_later(
        &format!("UPDATE orders SET {column} = $1 WHERE account_id = $2 AND id = $3"),
        params![extras, account, id],
    )
}

/// The column of a face's own fields.
pub(super) fn extras_column(face: Face) -> Option<&'static str> {
    match face {
        Face::Estoka => Some("extras_estoka"),
        Face::Egestor => Some("extras_egestor"),
        Face::Uniplus => Some("extras_uniplus"),
        Face::Likin | Face::Fulfillment | Face::Core => None,
    }
}
