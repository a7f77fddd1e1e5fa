//! Exchange vouchers: SQL only. A code is looked up by its SHA-256; the code itself is in no table of vouchers.

use domain::coupons::Voucher;
use domain::ids::{AccountId, OrderId, VoucherId};
use jiff::Timestamp;

use crate::engine::{Param, Row, Tx};
use crate::error::StoreError;
use crate::params;
use crate::select_in::{Around, select_around, select_in};

const COLUMNS: &str = "id, organization_id, customer_id, order_id, value, sealed_code, spent_order_id, spent_at, \
     expires_at, created_at, updated_at";

fn read(row: &Row<'_>) -> Result<Voucher, StoreError> {
    Ok(Voucher {
        id: row.get(0)?,
        organization: row.get(1)?,
        customer: row.get(2)?,
        order: row.get(3)?,
        value: row.get(4)?,
        sealed_code: row.get(5)?,
        spent_on: row.get(6)?,
        spent_at: row.get(7)?,
        expires_at: row.get(8)?,
        created_at: row.get(9)?,
        updated_at: row.get(10)?,
    })
}

/// The vouchers of these numbers, by number.
///
/// # Errors
/// A broken store.
pub fn find_many(tx: &mut Tx<'_>, account: AccountId, ids: &[VoucherId]) -> Result<Vec<Voucher>, StoreError> {
    let ids: Vec<i64> = ids.iter().map(|id| id.raw()).collect();
    let before = format!("SELECT {COLUMNS} FROM vouchers WHERE account_id = $1 AND id");
    select_in(tx, &before, "ORDER BY id", account, &ids, read)
}

/// The vouchers whose codes have these SHA-256 sums, each with its sum, locked until the transaction ends, in the order
/// of their numbers.
///
/// # Errors
/// A broken store.
pub fn lock_by_codes(
    tx: &mut Tx<'_>,
    account: AccountId,
    sums: &[Vec<u8>],
) -> Result<Vec<(Vec<u8>, Voucher)>, StoreError> {
    let before = format!("SELECT {COLUMNS}, code_sha256 FROM vouchers WHERE account_id = $1 AND code_sha256");
    let around = Around {
        before: &before,
        after: "ORDER BY id",
        locked: true,
    };
    let sums: Vec<Param<'_>> = sums.iter().map(|sum| Param::Blob(sum)).collect();
    select_around(tx, around, &[Param::from(account)], &sums, |row| {
        Ok((row.get(11)?, read(row)?))
    })
}

/// The vouchers that paid for an order, locked until the transaction ends, in the order of their numbers.
///
/// # Errors
/// A broken store.
pub fn lock_spent_on(tx: &mut Tx<'_>, account: AccountId, order: OrderId) -> Result<Vec<Voucher>, StoreError> {
    tx.query_locked(
        &format!("SELECT {COLUMNS} FROM vouchers WHERE account_id = $1 AND spent_order_id = $2 ORDER BY id"),
        params![account, order],
        read,
    )
}

/// Adds a voucher whose number was taken from the counter.
///
/// # Errors
/// A broken store; `UniqueViolation` when another voucher has its code.
pub fn insert(tx: &mut Tx<'_>, account: AccountId, voucher: &Voucher, sum: &[u8]) -> Result<(), StoreError> {
    tx.execute_later(
        "INSERT INTO vouchers (account_id, id, organization_id, customer_id, order_id, value, code_sha256, sealed_code, \
         spent_order_id, spent_at, expires_at, created_at, updated_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        params![
            account,
            voucher.id,
            voucher.organization,
            voucher.customer,
            voucher.order,
            voucher.value,
            sum,
            &voucher.sealed_code,
            voucher.spent_on,
            voucher.spent_at,
            voucher.expires_at,
            voucher.created_at,
            voucher.updated_at
        ],
    )
}

/// Writes on which order a voucher was spent, or that it was given back.
///
/// # Errors
/// A broken store.
pub fn set_spent(
    tx: &mut Tx<'_>,
    account: AccountId,
    voucher: VoucherId,
    spent_on: Option<OrderId>,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute_later(
        "UPDATE vouchers SET spent_order_id = $1, spent_at = $2, updated_at = $3 WHERE account_id = $4 AND id = $5",
        params![spent_on, spent_on.map(|_| now), now, account, voucher],
    )
}
