//! Documents of stock adjusted by hand, and what they moved: SQL only.

use domain::amount::Quantity;
use domain::ids::{AccountId, OrganizationId, PartyId, SkuId, StockOperationId};
use domain::page::{Page, PageRequest};
use domain::stock::{AdjustReason, StockOperation, StockOperationDirection};
use domain::text::fold;
use jiff::Timestamp;

use crate::engine::{Row, Tx};
use crate::error::StoreError;
use crate::listing::{Listing, order_text};
use crate::named::named;
use crate::params;
use crate::sql_text::{containing, folded_of};
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

/// What the adjustments of a list have in common; what is `None` does not matter.
#[derive(Debug, Clone, Default)]
pub struct AdjustmentFilter {
    /// In places of this organization.
    pub organization: Option<OrganizationId>,
    /// Contained in the note, a tag or the name of whom it concerns, or the number itself.
    pub text: Option<String>,
    /// For one of these reasons.
    pub reasons: Option<Vec<AdjustReason>>,
    /// Recorded at this instant or later.
    pub created_from: Option<Timestamp>,
    /// Recorded before this instant.
    pub created_until: Option<Timestamp>,
}

/// A page of adjustments, oldest first unless newest are wanted.
///
/// # Errors
/// A broken store.
pub fn adjustments(
    tx: &mut Tx<'_>,
    account: AccountId,
    filter: &AdjustmentFilter,
    newest_first: bool,
    page: PageRequest,
) -> Result<Page<StockDocument>, StoreError> {
    let text = filter.text.as_deref().map(str::trim);
    let pattern = text.map(|text| containing(&fold(text)));
    let mut listing = Listing::of(account);
    listing.and_always("direction = 'adjustment'");
    listing.and_some("organization_id = $", filter.organization.map(OrganizationId::raw));
    if let (Some(text), Some(pattern)) = (text, pattern.as_ref()) {
        let words = folded_of("COALESCE(note, '') || ' ' || COALESCE(tags, '')");
        let number: i64 = text.parse().unwrap_or(0);
        listing.and_either(&[
            (&format!("{words} LIKE $ ESCAPE '\\'"), pattern.into()),
            (
                "party_id IN (SELECT p.id FROM parties p WHERE p.account_id = $1 AND p.folded LIKE $ ESCAPE '\\')",
                pattern.into(),
            ),
            ("id = $", number.into()),
        ]);
    }
    if let Some(reasons) = &filter.reasons {
        let names: Vec<String> = reasons.iter().map(|one| format!("'{}'", one.name())).collect();
        // No reason has an empty name.
        let names = if names.is_empty() {
            "''".to_owned()
        } else {
            names.join(", ")
        };
        listing.and_always(&format!("reason IN ({names})"));
    }
    listing.and_some("created_at >= $", filter.created_from);
    listing.and_some("created_at < $", filter.created_until);
    listing.page(
        tx,
        COLUMNS,
        "stock_operations",
        &order_text("id", newest_first),
        page,
        read,
    )
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
