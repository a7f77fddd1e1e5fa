//! Goods receipts and their items: SQL only.

use domain::ids::{AccountId, ReceiptId};
use domain::page::PageRequest;
use domain::receipts::{GoodsReceipt, ReceiptItem, ReceiptLot, ReceiptState};
use jiff::civil::Date;

use crate::engine::{Row, Tx};
use crate::error::StoreError;
use crate::named::named;
use crate::params;
use crate::select_in::select_in;

const COLUMNS: &str = "id, organization_id, location_id, supplier_id, fiscal_document_id, access_key, number, state, \
                       total, received_at, created_at, updated_at";

const ITEM_COLUMNS: &str = "receipt_id, id, line, sku_id, supplier_code, barcode, description, unit, lot_code, \
                            manufactured_on, expires_on, quantity, unit_cost, total, stock_quantity";

fn read(row: &Row<'_>) -> Result<GoodsReceipt, StoreError> {
    Ok(GoodsReceipt {
        id: row.get(0)?,
        organization: row.get(1)?,
        location: row.get(2)?,
        supplier: row.get(3)?,
        fiscal_document: row.get(4)?,
        access_key: row.get(5)?,
        number: row.get(6)?,
        state: named(row, 7, ReceiptState::from_name)?,
        total: row.get(8)?,
        received_at: row.get(9)?,
        created_at: row.get(10)?,
        updated_at: row.get(11)?,
        items: Vec::new(),
    })
}

fn read_item(row: &Row<'_>) -> Result<(ReceiptId, ReceiptItem), StoreError> {
    let code: Option<String> = row.get(8)?;
    let manufactured_on: Option<Date> = row.get(9)?;
    let expires_on: Option<Date> = row.get(10)?;
    let item = ReceiptItem {
        id: row.get(1)?,
        line: row.get(2)?,
        sku: row.get(3)?,
        supplier_code: row.get(4)?,
        barcode: row.get(5)?,
        description: row.get(6)?,
        unit: row.get(7)?,
        lot: code.map(|code| ReceiptLot {
            code,
            manufactured_on,
            expires_on,
        }),
        quantity: row.get(11)?,
        unit_cost: row.get(12)?,
        total: row.get(13)?,
        stock_quantity: row.get(14)?,
    };
    Ok((row.get(0)?, item))
}

/// Reads the items along, in one statement for all.
fn with_items(
    tx: &mut Tx<'_>,
    account: AccountId,
    mut receipts: Vec<GoodsReceipt>,
) -> Result<Vec<GoodsReceipt>, StoreError> {
    let ids: Vec<i64> = receipts.iter().map(|receipt| receipt.id.raw()).collect();
    let before = format!("SELECT {ITEM_COLUMNS} FROM receipt_items WHERE account_id = $1 AND receipt_id");
    for (id, item) in select_in(tx, &before, "ORDER BY receipt_id, id", account, &ids, read_item)? {
        if let Some(receipt) = receipts.iter_mut().find(|receipt| receipt.id == id) {
            receipt.items.push(item);
        }
    }
    Ok(receipts)
}

/// The receipt of that number.
///
/// # Errors
/// A broken store.
pub fn find(tx: &mut Tx<'_>, account: AccountId, id: ReceiptId) -> Result<Option<GoodsReceipt>, StoreError> {
    let found = tx.query(
        &format!("SELECT {COLUMNS} FROM receipts WHERE account_id = $1 AND id = $2"),
        params![account, id],
        read,
    )?;
    Ok(with_items(tx, account, found)?.pop())
}

/// As [`find`], locked until the transaction ends.
///
/// # Errors
/// A broken store.
pub fn lock(tx: &mut Tx<'_>, account: AccountId, id: ReceiptId) -> Result<Option<GoodsReceipt>, StoreError> {
    let found = tx.query_locked(
        &format!("SELECT {COLUMNS} FROM receipts WHERE account_id = $1 AND id = $2"),
        params![account, id],
        read,
    )?;
    Ok(with_items(tx, account, found)?.pop())
}

/// The receipt of the document with this access key.
///
/// # Errors
/// A broken store.
pub fn find_by_access_key(
    tx: &mut Tx<'_>,
    account: AccountId,
    access_key: &str,
) -> Result<Option<ReceiptId>, StoreError> {
    // No engine keeps a text with a zero byte, so none is found; asking for it would fail.
    if access_key.contains('\0') {
        return Ok(None);
    }
    tx.query_opt(
        "SELECT id FROM receipts WHERE account_id = $1 AND access_key = $2",
        params![account, access_key],
        |row| row.get(0),
    )
}

/// One page of the receipts in a state with their items, by number.
///
/// # Errors
/// A broken store.
pub fn page_in_state(
    tx: &mut Tx<'_>,
    account: AccountId,
    state: ReceiptState,
    page: PageRequest,
) -> Result<Vec<GoodsReceipt>, StoreError> {
    let found = tx.query(
        &format!("SELECT {COLUMNS} FROM receipts WHERE account_id = $1 AND state = $2 ORDER BY id LIMIT $3 OFFSET $4"),
        params![account, state.name(), page.limit(), page.offset()],
        read,
    )?;
    with_items(tx, account, found)
}

/// Adds a receipt with its items; with it the document's XML and the fields that only Estoka defines, where there are any.
///
/// # Errors
/// A broken store; `UniqueViolation` when the access key is known.
pub fn insert(
    tx: &mut Tx<'_>,
    account: AccountId,
    receipt: &GoodsReceipt,
    xml: Option<&str>,
    extras_estoka: Option<&str>,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO receipts (account_id, id, organization_id, location_id, supplier_id, fiscal_document_id, \
         access_key, number, state, total, received_at, created_at, updated_at, xml, extras_estoka) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
        params![
            account,
            receipt.id,
            receipt.organization,
            receipt.location,
            receipt.supplier,
            receipt.fiscal_document,
            receipt.access_key,
            receipt.number,
            receipt.state.name(),
            receipt.total,
            receipt.received_at,
            receipt.created_at,
            receipt.updated_at,
            xml,
            extras_estoka
        ],
    )?;
    for item in &receipt.items {
        let lot = item.lot.as_ref();
        tx.execute_later(
            "INSERT INTO receipt_items (account_id, receipt_id, id, line, sku_id, supplier_code, barcode, description, \
             unit, lot_code, manufactured_on, expires_on, quantity, unit_cost, total, stock_quantity) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
            params![
                account,
                receipt.id,
                item.id,
                item.line,
                item.sku,
                item.supplier_code,
                item.barcode,
                item.description,
                item.unit,
                lot.map(|lot| lot.code.as_str()),
                lot.and_then(|lot| lot.manufactured_on),
                lot.and_then(|lot| lot.expires_on),
                item.quantity,
                item.unit_cost,
                item.total,
                item.stock_quantity
            ],
        )?;
    }
    Ok(())
}

/// Writes how far a receipt is: its state, and of each item its sku and what came to stock.
///
/// # Errors
/// A broken store.
pub fn update(tx: &mut Tx<'_>, account: AccountId, receipt: &GoodsReceipt) -> Result<(), StoreError> {
    tx.execute_later(
        "UPDATE receipts SET state = $1, updated_at = $2 WHERE account_id = $3 AND id = $4",
        params![receipt.state.name(), receipt.updated_at, account, receipt.id],
    )?;
    for item in &receipt.items {
        tx.execute_later(
            "UPDATE receipt_items SET sku_id = $1, stock_quantity = $2 \
             WHERE account_id = $3 AND receipt_id = $4 AND id = $5",
            params![item.sku, item.stock_quantity, account, receipt.id, item.id],
        )?;
    }
    Ok(())
}

/// The XML of a receipt's document, as it came.
///
/// # Errors
/// A broken store.
pub fn xml(tx: &mut Tx<'_>, account: AccountId, id: ReceiptId) -> Result<Option<String>, StoreError> {
    let found = tx.query_opt(
        "SELECT xml FROM receipts WHERE account_id = $1 AND id = $2",
        params![account, id],
        |row| row.get(0),
    )?;
    Ok(found.flatten())
}

/// The fields of a receipt that only Estoka defines, as that face wrote them.
///
/// # Errors
/// A broken store.
pub fn extras_estoka(tx: &mut Tx<'_>, account: AccountId, id: ReceiptId) -> Result<Option<String>, StoreError> {
    let found = tx.query_opt(
        "SELECT extras_estoka FROM receipts WHERE account_id = $1 AND id = $2",
        params![account, id],
        |row| row.get(0),
    )?;
    Ok(found.flatten())
}
