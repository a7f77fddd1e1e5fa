//! Price tables, the channels they are linked to, and the prices in them: SQL only. Which price holds is decided in
//! `domain`; here are its candidates.

use domain::catalog::{Price, PriceTable};
use domain::ids::{AccountId, ChannelId, PriceTableId, SkuId};
use domain::page::PageRequest;
use jiff::civil::Date;

use crate::columns::{Columns, columns};
use crate::engine::{Param, Row, ToParam, Tx};
use crate::error::StoreError;
use crate::params;
use crate::select_in::{Around, select_around, select_in};

const TABLE_COLUMNS: &str = "t.id, t.organization_id, t.external_id, t.name, t.starts_on, t.ends_on, t.active, \
                             t.is_promotion, t.visible_to_all, t.created_at, t.updated_at";

const PRICE_COLUMNS: &str = "p.id, p.sku_id, p.price_table_id, p.price, p.discount, p.created_at, p.updated_at";

/// How many columns [`PRICE_COLUMNS`] names: where a table's begin behind them.
const PRICE_WIDTH: usize = 7;

fn read_table(row: &Row<'_>, first: usize) -> Result<PriceTable, StoreError> {
    Ok(PriceTable {
        id: row.get(first)?,
        organization: row.get(first + 1)?,
        external_id: row.get(first + 2)?,
        name: row.get(first + 3)?,
        starts_on: row.get(first + 4)?,
        ends_on: row.get(first + 5)?,
        active: row.get(first + 6)?,
        is_promotion: row.get(first + 7)?,
        visible_to_all: row.get(first + 8)?,
        created_at: row.get(first + 9)?,
        updated_at: row.get(first + 10)?,
    })
}

fn read_price(row: &Row<'_>) -> Result<Price, StoreError> {
    Ok(Price {
        id: row.get(0)?,
        sku: row.get(1)?,
        table: row.get(2)?,
        price: row.get(3)?,
        discount: row.get(4)?,
        created_at: row.get(5)?,
        updated_at: row.get(6)?,
    })
}

/// The price table of that number.
///
/// # Errors
/// A broken store.
pub fn find_table(tx: &mut Tx<'_>, account: AccountId, id: PriceTableId) -> Result<Option<PriceTable>, StoreError> {
    tx.query_opt(
        &format!("SELECT {TABLE_COLUMNS} FROM price_tables t WHERE t.account_id = $1 AND t.id = $2"),
        params![account, id],
        |row| read_table(row, 0),
    )
}

/// Price tables by number.
///
/// # Errors
/// A broken store.
pub fn find_tables(tx: &mut Tx<'_>, account: AccountId, ids: &[PriceTableId]) -> Result<Vec<PriceTable>, StoreError> {
    let ids: Vec<i64> = ids.iter().map(|id| id.raw()).collect();
    let before = format!("SELECT {TABLE_COLUMNS} FROM price_tables t WHERE t.account_id = $1 AND t.id");
    select_in(tx, &before, "ORDER BY t.id", account, &ids, |row| read_table(row, 0))
}

/// A page of price tables, by number.
///
/// # Errors
/// A broken store.
pub fn list_tables(tx: &mut Tx<'_>, account: AccountId, page: PageRequest) -> Result<Vec<PriceTable>, StoreError> {
    tx.query(
        &format!("SELECT {TABLE_COLUMNS} FROM price_tables t WHERE t.account_id = $1 ORDER BY t.id LIMIT $2 OFFSET $3"),
        params![account, page.limit(), page.offset()],
        |row| read_table(row, 0),
    )
}

/// The columns that may change.
fn changeable(table: &PriceTable) -> Columns<'_> {
    columns! {
        organization_id: table.organization,
        external_id: &table.external_id,
        name: &table.name,
        starts_on: table.starts_on,
        ends_on: table.ends_on,
        active: table.active,
        is_promotion: table.is_promotion,
        visible_to_all: table.visible_to_all,
        updated_at: table.updated_at,
    }
}

/// Adds a price table whose number was taken from the counter.
///
/// # Errors
/// A broken store.
pub fn insert_table(tx: &mut Tx<'_>, account: AccountId, table: &PriceTable) -> Result<(), StoreError> {
    columns! {
        account_id: account,
        id: table.id,
        created_at: table.created_at,
    }
    .and(changeable(table))
    .insert_into("price_tables")
    .run_later(tx)
}

/// Writes a price table's fields.
///
/// # Errors
/// A broken store.
pub fn update_table(tx: &mut Tx<'_>, account: AccountId, table: &PriceTable) -> Result<(), StoreError> {
    changeable(table)
        .update("price_tables", account, table.id)
        .run_later(tx)
}

/// The channels of these tables, by table and channel.
///
/// # Errors
/// A broken store.
pub fn channels_of(
    tx: &mut Tx<'_>,
    account: AccountId,
    tables: &[PriceTableId],
) -> Result<Vec<(PriceTableId, ChannelId)>, StoreError> {
    let tables: Vec<i64> = tables.iter().map(|id| id.raw()).collect();
    let before = "SELECT price_table_id, channel_id FROM channel_price_tables \
                  WHERE account_id = $1 AND price_table_id";
    let after = "ORDER BY price_table_id, channel_id";
    select_in(tx, before, after, account, &tables, |row| {
        Ok((row.get(0)?, row.get(1)?))
    })
}

/// Replaces the channels of a table.
///
/// # Errors
/// A broken store.
pub fn set_channels(
    tx: &mut Tx<'_>,
    account: AccountId,
    table: PriceTableId,
    channels: &[ChannelId],
) -> Result<(), StoreError> {
    tx.execute_later(
        "DELETE FROM channel_price_tables WHERE account_id = $1 AND price_table_id = $2",
        params![account, table],
    )?;
    for channel in channels {
        tx.execute_later(
            "INSERT INTO channel_price_tables (account_id, channel_id, price_table_id) VALUES ($1, $2, $3)",
            params![account, channel, table],
        )?;
    }
    Ok(())
}

/// Every price of these skus, by sku and table.
///
/// # Errors
/// A broken store.
pub fn of_skus(tx: &mut Tx<'_>, account: AccountId, skus: &[SkuId]) -> Result<Vec<Price>, StoreError> {
    let skus: Vec<i64> = skus.iter().map(|id| id.raw()).collect();
    let before = format!("SELECT {PRICE_COLUMNS} FROM prices p WHERE p.account_id = $1 AND p.sku_id");
    select_in(
        tx,
        &before,
        "ORDER BY p.sku_id, p.price_table_id",
        account,
        &skus,
        read_price,
    )
}

/// The prices of these skus in one table.
///
/// # Errors
/// A broken store.
pub fn of_skus_in_table(
    tx: &mut Tx<'_>,
    account: AccountId,
    table: PriceTableId,
    skus: &[SkuId],
) -> Result<Vec<Price>, StoreError> {
    let before =
        format!("SELECT {PRICE_COLUMNS} FROM prices p WHERE p.account_id = $1 AND p.price_table_id = $2 AND p.sku_id");
    let around = Around {
        before: &before,
        after: "ORDER BY p.sku_id",
        locked: false,
    };
    select_around(tx, around, params![account, table], &in_list(skus), read_price)
}

/// A page of a table's prices, by sku.
///
/// # Errors
/// A broken store.
pub fn of_table(
    tx: &mut Tx<'_>,
    account: AccountId,
    table: PriceTableId,
    page: PageRequest,
) -> Result<Vec<Price>, StoreError> {
    tx.query(
        &format!(
            "SELECT {PRICE_COLUMNS} FROM prices p WHERE p.account_id = $1 AND p.price_table_id = $2 \
             ORDER BY p.sku_id LIMIT $3 OFFSET $4"
        ),
        params![account, table, page.limit(), page.offset()],
        read_price,
    )
}

/// The prices of these skus in the active tables of a channel that have not ended before `day`, each with its table.
///
/// # Errors
/// A broken store.
pub fn candidates(
    tx: &mut Tx<'_>,
    account: AccountId,
    channel: ChannelId,
    day: Date,
    skus: &[SkuId],
) -> Result<Vec<(Price, PriceTable)>, StoreError> {
    let before = format!(
        "SELECT {PRICE_COLUMNS}, {TABLE_COLUMNS} FROM channel_price_tables c \
         JOIN price_tables t ON t.account_id = c.account_id AND t.id = c.price_table_id \
         JOIN prices p ON p.account_id = c.account_id AND p.price_table_id = c.price_table_id \
         WHERE c.account_id = $1 AND c.channel_id = $2 AND t.active = 1 \
         AND (t.ends_on IS NULL OR t.ends_on >= $3) AND p.sku_id"
    );
    let around = Around {
        before: &before,
        after: "ORDER BY p.sku_id, t.id",
        locked: false,
    };
    select_around(tx, around, params![account, channel, day], &in_list(skus), |row| {
        Ok((read_price(row)?, read_table(row, PRICE_WIDTH)?))
    })
}

/// Sets prices: new ones are added under their number, existing ones keep theirs and their creation.
///
/// # Errors
/// A broken store.
pub fn set_all(tx: &mut Tx<'_>, account: AccountId, prices: &[Price]) -> Result<(), StoreError> {
    for price in prices {
        tx.execute_later(
            "INSERT INTO prices (account_id, sku_id, price_table_id, id, price, discount, created_at, updated_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8) \
             ON CONFLICT (account_id, sku_id, price_table_id) DO UPDATE \
             SET price = excluded.price, discount = excluded.discount, updated_at = excluded.updated_at",
            params![
                account,
                price.sku,
                price.table,
                price.id,
                price.price,
                price.discount,
                price.created_at,
                price.updated_at
            ],
        )?;
    }
    Ok(())
}

fn in_list(skus: &[SkuId]) -> Vec<Param<'_>> {
    skus.iter().map(ToParam::to_param).collect()
}
