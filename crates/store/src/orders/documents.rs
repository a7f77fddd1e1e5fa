//! What kinds of documents orders are: SQL only.

use domain::ids::{AccountId, OrderId};

use crate::engine::Tx;
use crate::error::StoreError;
use crate::named::named;
use crate::params;
use crate::select_in::select_in;

/// What kind of document an order is.
///
/// # Errors
/// A broken store.
pub fn set_document_kind(
    tx: &mut Tx<'_>,
    account: AccountId,
    id: OrderId,
    kind: domain::orders::DocumentKind,
) -> Result<(), StoreError> {
    tx.execute_later(
        "UPDATE orders SET document_kind = $1 WHERE account_id = $2 AND id = $3",
        params![kind.name(), account, id],
    )
}

/// What kinds of documents these orders are, where that was said.
///
/// # Errors
/// A broken store.
pub fn document_kinds(
    tx: &mut Tx<'_>,
    account: AccountId,
    ids: &[OrderId],
) -> Result<Vec<(OrderId, domain::orders::DocumentKind)>, StoreError> {
    let ids: Vec<i64> = ids.iter().map(|id| id.raw()).collect();
    let before = "SELECT id, document_kind FROM orders WHERE account_id = $1 AND id";
    select_in(
        tx,
        before,
        "AND document_kind IS NOT NULL ORDER BY id",
        account,
        &ids,
        |row| {
            let kind = named(row, 1, domain::orders::DocumentKind::from_name)?;
            Ok((row.get(0)?, kind))
        },
    )
}
