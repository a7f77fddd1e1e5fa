//! Coupons: SQL only. Whether one is used follows from its voucher, whether it has expired from the clock.

use domain::coupons::Coupon;
use domain::ids::{AccountId, CouponId, OrderId, OrganizationId, PartyId, SkuId, VoucherId};
use domain::page::PageRequest;
use jiff::Timestamp;

use crate::engine::{Param, Row, ToParam, Tx};
use crate::error::StoreError;
use crate::params;
use crate::select_in::{Around, select_around, select_in, select_in_texts};

const COLUMNS: &str = "id, code, organization_id, customer_id, order_id, order_item_id, return_id, sku_id, amount, \
     voucher_id, expires_at, created_at, updated_at";

/// What a page of coupons may be narrowed by; everything given must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CouponFilter {
    /// Of this code, exactly.
    pub code: Option<String>,
    /// Of this customer.
    pub customer: Option<PartyId>,
    /// Owed by this organization.
    pub organization: Option<OrganizationId>,
    /// For goods of this order.
    pub order: Option<OrderId>,
    /// For this sku.
    pub sku: Option<SkuId>,
}

fn read(row: &Row<'_>) -> Result<Coupon, StoreError> {
    Ok(Coupon {
        id: row.get(0)?,
        code: row.get(1)?,
        organization: row.get(2)?,
        customer: row.get(3)?,
        order: row.get(4)?,
        item: row.get(5)?,
        return_id: row.get(6)?,
        sku: row.get(7)?,
        amount: row.get(8)?,
        voucher: row.get(9)?,
        expires_at: row.get(10)?,
        created_at: row.get(11)?,
        updated_at: row.get(12)?,
    })
}

/// A page of coupons, by number.
///
/// # Errors
/// A broken store.
pub fn page(
    tx: &mut Tx<'_>,
    account: AccountId,
    filter: &CouponFilter,
    page: PageRequest,
) -> Result<Vec<Coupon>, StoreError> {
    let mut sql = format!("SELECT {COLUMNS} FROM coupons WHERE account_id = $1");
    let mut params = vec![account.to_param()];
    let asked = [
        ("code", filter.code.as_deref().map(Param::Text)),
        ("customer_id", filter.customer.map(Param::from)),
        ("organization_id", filter.organization.map(Param::from)),
        ("order_id", filter.order.map(Param::from)),
        ("sku_id", filter.sku.map(Param::from)),
    ];
    for (column, value) in asked {
        if let Some(value) = value {
            params.push(value);
            sql.push_str(&format!(" AND {column} = ${}", params.len()));
        }
    }
    params.push(Param::from(page.limit()));
    params.push(Param::from(page.offset()));
    sql.push_str(&format!(
        " ORDER BY id LIMIT ${} OFFSET ${}",
        params.len() - 1,
        params.len()
    ));
    tx.query(&sql, &params, read)
}

/// For each of these skus at most `most` coupons that can be used, those that expire first going first. Of an
/// organization's alone when it is given.
///
/// # Errors
/// A broken store.
pub fn active_of_skus(
    tx: &mut Tx<'_>,
    account: AccountId,
    skus: &[SkuId],
    organization: Option<OrganizationId>,
    most: i64,
    now: Timestamp,
) -> Result<Vec<Coupon>, StoreError> {
    let mut leading = vec![Param::Int(most), Param::from(account), Param::from(now)];
    let mut owed_by = String::new();
    if let Some(organization) = organization {
        leading.push(Param::from(organization));
        owed_by = format!("AND organization_id = ${} ", leading.len());
    }
    let before = format!(
        "SELECT {COLUMNS} FROM (SELECT {COLUMNS}, \
         ROW_NUMBER() OVER (PARTITION BY sku_id ORDER BY expires_at, id) - $1 AS beyond FROM coupons \
         WHERE account_id = $2 AND voucher_id IS NULL AND expires_at > $3 {owed_by}AND sku_id"
    );
    let after = ") ranked WHERE beyond <= 0 ORDER BY sku_id, expires_at, id";
    let around = Around {
        before: &before,
        after,
        locked: false,
    };
    let skus: Vec<Param<'_>> = skus.iter().copied().map(Param::from).collect();
    select_around(tx, around, &leading, &skus, read)
}

/// The coupons of these codes, locked until the transaction ends, in the order of their numbers.
///
/// # Errors
/// A broken store.
pub fn lock_by_codes(tx: &mut Tx<'_>, account: AccountId, codes: &[&str]) -> Result<Vec<Coupon>, StoreError> {
    let before = format!("SELECT {COLUMNS} FROM coupons WHERE account_id = $1 AND code");
    let around = Around {
        before: &before,
        after: "ORDER BY id",
        locked: true,
    };
    // No engine keeps a text with a zero byte, so none is found; asking for it would fail.
    let codes = codes.iter().copied().filter(|code| !code.contains('\0'));
    let codes: Vec<Param<'_>> = codes.map(Param::Text).collect();
    select_around(tx, around, &[Param::from(account)], &codes, read)
}

/// Which of these codes are taken.
///
/// # Errors
/// A broken store.
pub fn taken_codes(tx: &mut Tx<'_>, account: AccountId, codes: &[&str]) -> Result<Vec<String>, StoreError> {
    select_in_texts(
        tx,
        "SELECT code FROM coupons WHERE account_id = $1 AND code",
        "",
        account,
        codes,
        |row| row.get(0),
    )
}

/// The coupons that went into these vouchers, by number.
///
/// # Errors
/// A broken store.
pub fn of_vouchers(tx: &mut Tx<'_>, account: AccountId, vouchers: &[VoucherId]) -> Result<Vec<Coupon>, StoreError> {
    let vouchers: Vec<i64> = vouchers.iter().map(|voucher| voucher.raw()).collect();
    let before = format!("SELECT {COLUMNS} FROM coupons WHERE account_id = $1 AND voucher_id");
    select_in(tx, &before, "ORDER BY id", account, &vouchers, read)
}

/// Adds a coupon whose number was taken from the counter.
///
/// # Errors
/// A broken store; `UniqueViolation` when another coupon has its code.
pub fn insert(tx: &mut Tx<'_>, account: AccountId, coupon: &Coupon) -> Result<(), StoreError> {
    tx.execute_later(
        "INSERT INTO coupons (account_id, id, code, organization_id, customer_id, order_id, order_item_id, return_id, \
         sku_id, amount, voucher_id, expires_at, created_at, updated_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        params![
            account,
            coupon.id,
            &coupon.code,
            coupon.organization,
            coupon.customer,
            coupon.order,
            coupon.item,
            coupon.return_id,
            coupon.sku,
            coupon.amount,
            coupon.voucher,
            coupon.expires_at,
            coupon.created_at,
            coupon.updated_at
        ],
    )
}

/// Puts a coupon into a voucher.
///
/// # Errors
/// A broken store.
pub fn exchange(
    tx: &mut Tx<'_>,
    account: AccountId,
    coupon: CouponId,
    voucher: VoucherId,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute_later(
        "UPDATE coupons SET voucher_id = $1, updated_at = $2 WHERE account_id = $3 AND id = $4",
        params![voucher, now, account, coupon],
    )
}
