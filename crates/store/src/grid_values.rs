//! The rows and columns of products' grids: SQL only. Which skus they make is the catalogue's.

use domain::ids::{AccountId, AttributeId, AttributeOptionId, ProductId};
use domain::page::PageRequest;
use jiff::Timestamp;

use crate::engine::{Param, Row, Tx};
use crate::error::StoreError;
use crate::params;
use crate::select_in::select_in;

/// Where a value stands in a grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Axis {
    /// A row.
    Row,
    /// A column.
    Column,
}

impl Axis {
    const fn name(self) -> &'static str {
        match self {
            Self::Row => "row",
            Self::Column => "column",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        [Self::Row, Self::Column].into_iter().find(|axis| axis.name() == name)
    }
}

/// A value of a product's grid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GridValue {
    /// Its number.
    pub id: i64,
    /// The product.
    pub product: ProductId,
    /// The attribute that the axis is.
    pub attribute: AttributeId,
    /// The option that the value is.
    pub option: AttributeOptionId,
    /// The code of the grid.
    pub grid: String,
    /// Row or column.
    pub axis: Axis,
    /// Where it is drawn, as whoever drew it wrote it.
    pub position: String,
    /// When it was added.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

const COLUMNS: &str = "id, product_id, attribute_id, option_id, grid, axis, position, created_at, updated_at";

fn read(row: &Row<'_>) -> Result<GridValue, StoreError> {
    Ok(GridValue {
        id: row.get(0)?,
        product: row.get(1)?,
        attribute: row.get(2)?,
        option: row.get(3)?,
        grid: row.get(4)?,
        axis: crate::named::named(row, 5, Axis::from_name)?,
        position: row.get(6)?,
        created_at: row.get(7)?,
        updated_at: row.get(8)?,
    })
}

/// The values of these products' grids, by product and number.
///
/// # Errors
/// A broken store.
pub fn of_products(tx: &mut Tx<'_>, account: AccountId, products: &[ProductId]) -> Result<Vec<GridValue>, StoreError> {
    let products: Vec<i64> = products.iter().map(|id| id.raw()).collect();
    let before = format!("SELECT {COLUMNS} FROM grid_values WHERE account_id = $1 AND product_id");
    select_in(tx, &before, "ORDER BY product_id, id", account, &products, read)
}

/// A page of grid values, by number: of a product, a grid or an axis where these are given.
///
/// # Errors
/// A broken store.
pub fn list(
    tx: &mut Tx<'_>,
    account: AccountId,
    product: Option<ProductId>,
    grid: Option<&str>,
    axis: Option<Axis>,
    page: PageRequest,
) -> Result<Vec<GridValue>, StoreError> {
    let mut sql = format!("SELECT {COLUMNS} FROM grid_values WHERE account_id = $1");
    let mut params = vec![Param::Int(account.raw())];
    if let Some(product) = product {
        params.push(Param::Int(product.raw()));
        sql.push_str(&format!(" AND product_id = ${}", params.len()));
    }
    for (column, text) in [("grid", grid), ("axis", axis.map(Axis::name))] {
        let Some(text) = text else { continue };
        if text.contains('\0') {
            return Ok(Vec::new());
        }
        params.push(Param::Text(text));
        sql.push_str(&format!(" AND {column} = ${}", params.len()));
    }
    params.extend([Param::Int(page.limit()), Param::Int(page.offset())]);
    sql.push_str(&format!(
        " ORDER BY id LIMIT ${} OFFSET ${}",
        params.len() - 1,
        params.len()
    ));
    tx.query(&sql, &params, read)
}

/// Adds a value whose number was taken from the counter.
///
/// # Errors
/// A broken store.
pub fn insert(tx: &mut Tx<'_>, account: AccountId, value: &GridValue) -> Result<(), StoreError> {
    tx.execute_later(
        "INSERT INTO grid_values (account_id, id, product_id, attribute_id, option_id, grid, axis, position, created_at, \
         updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        params![
            account,
            value.id,
            value.product,
            value.attribute,
            value.option,
            value.grid,
            value.axis.name(),
            value.position,
            value.created_at,
            value.updated_at
        ],
    )
}

/// Moves a value to another place of its axis.
///
/// # Errors
/// A broken store.
pub fn set_position(
    tx: &mut Tx<'_>,
    account: AccountId,
    id: i64,
    position: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute_later(
        "UPDATE grid_values SET position = $1, updated_at = $2 WHERE account_id = $3 AND id = $4",
        params![position, now, account, id],
    )
}
