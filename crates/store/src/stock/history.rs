//! Movements as they are listed: SQL only.

use domain::amount::{Quantity, UnitPrice};
use domain::ids::{AccountId, BalanceId, LocationId, MovementId, OrderId, OrganizationId, SkuId};
use domain::page::PageRequest;
use domain::stock::MovementKind;
use jiff::Timestamp;

use crate::engine::{Param, Tx};
use crate::error::StoreError;
use crate::named::named;
use crate::skus::{SkuPlace, of_product_coded};
use crate::sql_text::numbered;

/// What a list of movements may be narrowed by; everything given must hold. Promises are in no list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MovementFilter {
    /// The product's code.
    pub product: Option<String>,
    /// Whose place.
    pub organization: Option<OrganizationId>,
    /// Which place.
    pub location: Option<LocationId>,
    /// Which of its product's skus.
    pub sku: Option<SkuPlace>,
    /// Goods came (true) or left.
    pub is_entry: Option<bool>,
    /// Of a document of this instant or later.
    pub from: Option<Timestamp>,
    /// Of a document before this instant.
    pub until: Option<Timestamp>,
    /// Whose stamp is this or a later one. The list is then in the order of the stamps.
    pub changed_from: Option<i64>,
}

/// A movement with what it moved where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MovementRow {
    /// Its number.
    pub id: MovementId,
    /// The shelf.
    pub balance: BalanceId,
    /// What lies there.
    pub sku: SkuId,
    /// Where that is.
    pub location: LocationId,
    /// What kind it is.
    pub kind: MovementKind,
    /// Signed.
    pub quantity: Quantity,
    /// Of one unit.
    pub unit_cost: UnitPrice,
    /// The order behind it.
    pub order: Option<OrderId>,
    /// What the document says.
    pub effective_at: Timestamp,
    /// Its change stamp.
    pub stamp: i64,
}

/// A page of the movements of goods that fit, by number or stamp.
///
/// # Errors
/// A broken store.
pub fn list_movements(
    tx: &mut Tx<'_>,
    account: AccountId,
    filter: &MovementFilter,
    page: PageRequest,
) -> Result<Vec<MovementRow>, StoreError> {
    let mut params = vec![Param::Int(account.raw())];
    let mut sql = "SELECT m.id, m.balance_id, b.sku_id, b.location_id, m.kind, m.quantity, m.unit_cost, m.order_id, \
                   m.effective_at, m.change_stamp FROM movements m JOIN balances b ON b.account_id = m.account_id \
                   AND b.id = m.balance_id WHERE m.account_id = $1 AND m.kind NOT IN ('reserved', 'released')"
        .to_owned();
    let numbers = [
        ("m.effective_at >= $", filter.from.map(|at| at.as_microsecond())),
        ("m.effective_at < $", filter.until.map(|at| at.as_microsecond())),
        ("m.change_stamp >= $", filter.changed_from),
        // The plus keeps the engine from sorting all that a place or a branch has for one page of it.
        ("+b.location_id = $", filter.location.map(LocationId::raw)),
        (
            "+b.location_id IN (SELECT l.id FROM locations l WHERE l.account_id = $1 AND l.organization_id = $)",
            filter.organization.map(OrganizationId::raw),
        ),
    ];
    for (condition, number) in numbers {
        let Some(number) = number else { continue };
        params.push(Param::Int(number));
        sql.push_str(" AND ");
        sql.push_str(&numbered(condition, params.len()));
    }
    if let Some(code) = &filter.product {
        let Some(condition) = of_product_coded(code, "b.sku_id", &mut params) else {
            return Ok(Vec::new());
        };
        sql.push_str(&condition);
    }
    if let Some(place) = filter.sku {
        sql.push_str(&place.condition("b.sku_id", &mut params));
    }
    match filter.is_entry {
        Some(true) => sql.push_str(" AND m.quantity > 0"),
        Some(false) => sql.push_str(" AND m.quantity < 0"),
        None => {}
    }
    let order = if filter.changed_from.is_some() {
        "m.change_stamp, m.id"
    } else {
        "m.id"
    };
    params.extend([Param::Int(page.limit()), Param::Int(page.offset())]);
    sql.push_str(&format!(
        " ORDER BY {order} LIMIT ${} OFFSET ${}",
        params.len() - 1,
        params.len()
    ));
    tx.query(&sql, &params, |row| {
        Ok(MovementRow {
            id: row.get(0)?,
            balance: row.get(1)?,
            sku: row.get(2)?,
            location: row.get(3)?,
            kind: named(row, 4, MovementKind::from_name)?,
            quantity: row.get(5)?,
            unit_cost: row.get(6)?,
            order: row.get(7)?,
            effective_at: row.get(8)?,
            stamp: row.get(9)?,
        })
    })
}
