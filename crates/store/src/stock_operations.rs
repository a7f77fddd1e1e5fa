//! Documents of stock adjusted by hand, and what they moved: SQL only.

use domain::amount::Quantity;
use domain::ids::{AccountId, PartyId, SkuId, StockOperationId};
use domain::page::{Page, PageRequest};
use domain::stock::{AdjustReason, StockOperation, StockOperationDirection};
use jiff::Timestamp;

use crate::engine::{Row, Tx};
use crate::error::StoreError;
use crate::listing::Listing;
use crate::named::named;
use crate::params;
use crate::titles::{join_tags, split_tags};

const COLUMNS: &str = "id, organization_id, location_id, direction, reason, note, moved_at, created_at, party_id, tags";

/// A document with what only adjustments say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StockDocument {
    /// The document.
    pub operation: StockOperation,
    /// Whom it concerns.
    pub party: Option<PartyId>,
    /// Words by which it is found.
    pub tags: Vec<String>,
}

/// What a document moved of one sku.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StockDocumentLine {
    /// The sku.
    pub sku: SkuId,
    /// What was added, or taken away when negative.
    pub quantity: Quantity,
    /// What was available on the shelf afterwards.
    pub available: Quantity,
}

fn read(row: &Row<'_>) -> Result<StockDocument, StoreError> {
    Ok(StockDocument {
        operation: StockOperation {
            id: row.get(0)?,
            organization: row.get(1)?,
            location: row.get(2)?,
            direction: named(row, 3, StockOperationDirection::from_name)?,
            reason: named(row, 4, AdjustReason::from_name)?,
            note: row.get(5)?,
            moved_at: row.get(6)?,
            created_at: row.get(7)?,
        },
        party: row.get(8)?,
        tags: split_tags(row.get(9)?),
    })
}

/// The adjustment of that number.
///
/// # Errors
/// A broken store.
pub fn find_adjustment(
    tx: &mut Tx<'_>,
    account: AccountId,
    id: StockOperationId,
) -> Result<Option<StockDocument>, StoreError> {
    tx.query_opt(
        &format!(
            "SELECT {COLUMNS} FROM stock_operations WHERE account_id = $1 AND id = $2 AND direction = 'adjustment'"
        ),
        params![account, id],
        read,
    )
}

/// A page of adjustments recorded within the bounds, oldest first unless newest are wanted.
///
/// # Errors
/// A broken store.
pub fn adjustments(
    tx: &mut Tx<'_>,
    account: AccountId,
    reason: Option<AdjustReason>,
    created: (Option<Timestamp>, Option<Timestamp>),
    newest_first: bool,
    page: PageRequest,
) -> Result<Page<StockDocument>, StoreError> {
    let mut listing = Listing::of(account);
    listing.and_always("direction = 'adjustment'");
    listing.and_some("reason = $", reason.map(AdjustReason::name));
    listing.and_some("created_at >= $", created.0);
    listing.and_some("created_at < $", created.1);
    let order = if newest_first { "id DESC" } else { "id ASC" };
    listing.page(tx, COLUMNS, "stock_operations", order, page, read)
}

/// What a document moved, in the order in which it did.
///
/// # Errors
/// A broken store.
pub fn lines_of(
    tx: &mut Tx<'_>,
    account: AccountId,
    operation: StockOperationId,
) -> Result<Vec<StockDocumentLine>, StoreError> {
    tx.query(
        "SELECT b.sku_id, m.quantity, CAST((SELECT SUM(CASE WHEN n.kind IN ('reserved', 'released') THEN -n.quantity \
         ELSE n.quantity END) FROM movements n WHERE n.account_id = m.account_id AND n.balance_id = m.balance_id \
         AND n.id <= m.id) AS BIGINT) FROM movements m \
         JOIN balances b ON b.account_id = m.account_id AND b.id = m.balance_id \
         WHERE m.account_id = $1 AND m.operation_id = $2 ORDER BY m.id",
        params![account, operation],
        |row| {
            Ok(StockDocumentLine {
                sku: row.get(0)?,
                quantity: row.get(1)?,
                available: row.get(2)?,
            })
        },
    )
}

/// Says whom an adjustment concerns, and by which words it is found.
///
/// # Errors
/// A broken store.
pub fn describe(
    tx: &mut Tx<'_>,
    account: AccountId,
    id: StockOperationId,
    party: Option<PartyId>,
    tags: &[String],
) -> Result<(), StoreError> {
    tx.execute_later(
        "UPDATE stock_operations SET party_id = $1, tags = $2 WHERE account_id = $3 AND id = $4",
        params![party, join_tags(tags), account, id],
    )
}
