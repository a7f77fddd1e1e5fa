//! Fiscal documents and their numbering: SQL only.

use domain::fiscal::{FiscalDocument, FiscalPurpose, FiscalStatus};
use domain::ids::{AccountId, FiscalDocumentId, OrderId, OrganizationId};

use crate::engine::{Row, Tx};
use crate::error::StoreError;
use crate::named::named;
use crate::params;
use crate::select_in::select_in;

const COLUMNS: &str = "id, order_id, receipt_id, organization_id, model, purpose, status, authorization_status, \
     series, number, access_key, pdf_url, xml_url, cancel_xml_url, issued_at, created_at, updated_at";

fn read(row: &Row<'_>) -> Result<FiscalDocument, StoreError> {
    Ok(FiscalDocument {
        id: row.get(0)?,
        order: row.get(1)?,
        receipt: row.get(2)?,
        organization: row.get(3)?,
        model: row.get(4)?,
        purpose: named(row, 5, FiscalPurpose::from_name)?,
        status: named(row, 6, FiscalStatus::from_name)?,
        authorization_status: row.get(7)?,
        series: row.get(8)?,
        number: row.get(9)?,
        access_key: row.get(10)?,
        pdf_url: row.get(11)?,
        xml_url: row.get(12)?,
        cancel_xml_url: row.get(13)?,
        issued_at: row.get(14)?,
        created_at: row.get(15)?,
        updated_at: row.get(16)?,
    })
}

/// The fiscal documents of these orders, oldest first.
///
/// # Errors
/// A broken store.
pub fn of_orders(tx: &mut Tx<'_>, account: AccountId, orders: &[OrderId]) -> Result<Vec<FiscalDocument>, StoreError> {
    let orders: Vec<i64> = orders.iter().map(|order| order.raw()).collect();
    let before = format!("SELECT {COLUMNS} FROM fiscal_documents WHERE account_id = $1 AND order_id");
    select_in(tx, &before, "ORDER BY order_id, id", account, &orders, read)
}

/// The numbers of the documents of these orders, by order and number.
///
/// # Errors
/// A broken store.
pub fn numbers_of_orders(
    tx: &mut Tx<'_>,
    account: AccountId,
    orders: &[OrderId],
) -> Result<Vec<(OrderId, FiscalDocumentId)>, StoreError> {
    let orders: Vec<i64> = orders.iter().map(|order| order.raw()).collect();
    let before = "SELECT order_id, id FROM fiscal_documents WHERE account_id = $1 AND order_id";
    select_in(tx, before, "ORDER BY order_id, id", account, &orders, |row| {
        Ok((row.get(0)?, row.get(1)?))
    })
}

/// The document of that number.
///
/// # Errors
/// A broken store.
pub fn find(tx: &mut Tx<'_>, account: AccountId, id: FiscalDocumentId) -> Result<Option<FiscalDocument>, StoreError> {
    tx.query_opt(
        &format!("SELECT {COLUMNS} FROM fiscal_documents WHERE account_id = $1 AND id = $2"),
        params![account, id],
        read,
    )
}

/// Writes what the authority says of a document.
///
/// # Errors
/// A broken store.
pub fn set_authorization_status(
    tx: &mut Tx<'_>,
    account: AccountId,
    id: FiscalDocumentId,
    status: &str,
    now: jiff::Timestamp,
) -> Result<(), StoreError> {
    tx.execute_later(
        "UPDATE fiscal_documents SET authorization_status = $1, updated_at = $2 WHERE account_id = $3 AND id = $4",
        params![status, now, account, id],
    )
}

/// The document with this access key.
///
/// # Errors
/// A broken store.
pub fn find_by_access_key(
    tx: &mut Tx<'_>,
    account: AccountId,
    access_key: &str,
) -> Result<Option<FiscalDocument>, StoreError> {
    tx.query_opt(
        &format!("SELECT {COLUMNS} FROM fiscal_documents WHERE account_id = $1 AND access_key = $2"),
        params![account, access_key],
        read,
    )
}

/// Adds a document.
///
/// # Errors
/// A broken store; `UniqueViolation` when the access key is known.
pub fn insert(tx: &mut Tx<'_>, account: AccountId, document: &FiscalDocument) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO fiscal_documents (account_id, id, order_id, receipt_id, organization_id, model, purpose, status, \
         authorization_status, series, number, access_key, pdf_url, xml_url, cancel_xml_url, issued_at, created_at, \
         updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)",
        params![
            account,
            document.id,
            document.order,
            document.receipt,
            document.organization,
            &document.model,
            document.purpose.name(),
            document.status.name(),
            &document.authorization_status,
            &document.series,
            &document.number,
            &document.access_key,
            &document.pdf_url,
            &document.xml_url,
            &document.cancel_xml_url,
            document.issued_at,
            document.created_at,
            document.updated_at
        ],
    )?;
    Ok(())
}

/// The next number of a series: rising from 1 per organization, model and series, without gaps.
///
/// # Errors
/// A broken store.
pub fn next_number(
    tx: &mut Tx<'_>,
    account: AccountId,
    organization: OrganizationId,
    model: &str,
    series: &str,
) -> Result<i64, StoreError> {
    tx.query_one(
        "INSERT INTO fiscal_series (account_id, organization_id, model, series, last_number) \
         VALUES ($1, $2, $3, $4, 1) \
         ON CONFLICT (account_id, organization_id, model, series) \
         DO UPDATE SET last_number = fiscal_series.last_number + 1 RETURNING last_number",
        params![account, organization, model, series],
        |row| row.get(0),
    )
}

/// Marks the documents of an order as cancelled.
///
/// # Errors
/// A broken store.
pub fn cancel_of_order(
    tx: &mut Tx<'_>,
    account: AccountId,
    order: OrderId,
    now: jiff::Timestamp,
) -> Result<(), StoreError> {
    tx.execute_later(
        "UPDATE fiscal_documents SET status = $1, updated_at = $2 WHERE account_id = $3 AND order_id = $4",
        params![FiscalStatus::Cancelled.name(), now, account, order],
    )
}
