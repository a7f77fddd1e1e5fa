//! The payments of orders: SQL only.

use domain::ids::{AccountId, OrderId};
use domain::orders::{OrderPayment, PaymentMethod};

use crate::engine::{Row, Tx};
use crate::error::StoreError;
use crate::named::named;
use crate::params;
use crate::select_in::select_in;

fn read(row: &Row<'_>) -> Result<(OrderId, OrderPayment), StoreError> {
    let payment = OrderPayment {
        id: row.get(1)?,
        method: named(row, 2, PaymentMethod::from_code)?,
        // Written from a u32.
        instalments: u32::try_from(row.get::<i64>(3)?).unwrap_or(u32::MAX),
        amount: row.get(4)?,
        taxes: row.get(5)?,
        total: row.get(6)?,
        card_brand: row.get(7)?,
        acquirer_response_code: row.get(8)?,
        acquirer_name: row.get(9)?,
        acquirer_id: row.get(10)?,
        authorization_code: row.get(11)?,
        nsu: row.get(12)?,
        processed_at: row.get(13)?,
        bank_slip_barcode: row.get(14)?,
        bank_slip_expires_on: row.get(15)?,
        bank_slip_url: row.get(16)?,
        voucher_code: row.get(17)?,
        credit_contract: row.get(18)?,
        external_id: row.get(19)?,
        created_at: row.get(20)?,
        updated_at: row.get(21)?,
    };
    Ok((row.get(0)?, payment))
}

/// The payments of these orders, in the order they were added.
///
/// # Errors
/// A broken store.
pub fn payments_of(
    tx: &mut Tx<'_>,
    account: AccountId,
    orders: &[OrderId],
) -> Result<Vec<(OrderId, OrderPayment)>, StoreError> {
    let orders: Vec<i64> = orders.iter().map(|order| order.raw()).collect();
    select_in(
        tx,
        "SELECT order_id, id, method, instalments, amount, taxes, total, card_brand, acquirer_response_code, \
         acquirer_name, acquirer_id, authorization_code, nsu, processed_at, bank_slip_barcode, bank_slip_expires_on, \
         bank_slip_url, voucher_code, credit_contract, external_id, created_at, updated_at \
         FROM order_payments WHERE account_id = $1 AND order_id",
        "ORDER BY order_id, id",
        account,
        &orders,
        read,
    )
}

/// Adds a payment.
///
/// # Errors
/// A broken store.
pub fn insert_payment(
    tx: &mut Tx<'_>,
    account: AccountId,
    order: OrderId,
    payment: &OrderPayment,
) -> Result<(), StoreError> {
    tx.execute_later(
        "INSERT INTO order_payments (account_id, order_id, id, method, instalments, amount, taxes, total, card_brand, \
         acquirer_response_code, acquirer_name, acquirer_id, authorization_code, nsu, processed_at, \
         bank_slip_barcode, bank_slip_expires_on, bank_slip_url, voucher_code, credit_contract, external_id, \
         created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, \
         $18, $19, $20, $21, $22, $23)",
        params![
            account,
            order,
            payment.id,
            payment.method.code(),
            i64::from(payment.instalments),
            payment.amount,
            payment.taxes,
            payment.total,
            &payment.card_brand,
            &payment.acquirer_response_code,
            &payment.acquirer_name,
            &payment.acquirer_id,
            &payment.authorization_code,
            &payment.nsu,
            payment.processed_at,
            &payment.bank_slip_barcode,
            payment.bank_slip_expires_on,
            &payment.bank_slip_url,
            &payment.voucher_code,
            &payment.credit_contract,
            &payment.external_id,
            payment.created_at,
            payment.updated_at
        ],
    )
}

/// Removes the payments of an order, to put others in their place.
///
/// # Errors
/// A broken store.
pub fn delete_payments(tx: &mut Tx<'_>, account: AccountId, order: OrderId) -> Result<(), StoreError> {
    tx.execute_later(
        "DELETE FROM order_payments WHERE account_id = $1 AND order_id = $2",
        params![account, order],
    )
}
