//! Balances, lots, movements, operations and promises: SQL only. Nothing here changes a balance but [`append`], which
//! writes what a closed [`domain::stock::Book`] decided, balances and movements together.

use domain::actor::{Actor, Face};
use domain::ids::{AccountId, BalanceId, LocationId, LotId, SkuId};
use domain::stock::{Balance, Movement, StockOperation};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::counters::{self, Counter};
use crate::engine::{Param, Row, Tx};
use crate::error::StoreError;
use crate::params;
use crate::select_in::{Around, select_around, select_in};
use crate::skus::{SkuPlace, of_product_coded};

mod history;

pub use history::{MovementFilter, MovementRow, list_movements};

/// No lot: lots are numbered from 1.
const NO_LOT: i64 = 0;

const COLUMNS: &str = "id, sku_id, location_id, lot_id, on_hand, reserved, average_cost, replacement_cost, \
                       safety_margin, minimum_limit, allows_negative, created_at, updated_at";

/// Who moved stock, through which face, when: the same on every movement of one command.
#[derive(Debug, Clone, Copy)]
pub struct Trail<'a> {
    /// Who.
    pub actor: Actor,
    /// Through which face.
    pub face: Face,
    /// In which request.
    pub request_id: &'a str,
    /// When the document says.
    pub effective_at: Timestamp,
    /// By our clock.
    pub recorded_at: Timestamp,
}

fn read(row: &Row<'_>) -> Result<Balance, StoreError> {
    Ok(Balance {
        id: row.get(0)?,
        sku: row.get(1)?,
        location: row.get(2)?,
        lot: Some(row.get::<i64>(3)?)
            .filter(|lot| *lot != NO_LOT)
            .map(LotId::from_raw),
        lot_code: None,
        expires_on: None,
        on_hand: row.get(4)?,
        reserved: row.get(5)?,
        average_cost: row.get(6)?,
        replacement_cost: row.get(7)?,
        safety_margin: row.get(8)?,
        minimum_limit: row.get(9)?,
        allows_negative: row.get(10)?,
        created_at: row.get(11)?,
        updated_at: row.get(12)?,
    })
}

/// Balances by number.
///
/// # Errors
/// A broken store.
pub fn find_many(tx: &mut Tx<'_>, account: AccountId, ids: &[BalanceId]) -> Result<Vec<Balance>, StoreError> {
    let ids: Vec<i64> = ids.iter().map(|id| id.raw()).collect();
    let before = format!("SELECT {COLUMNS} FROM balances WHERE account_id = $1 AND id");
    let found = select_in(tx, &before, "ORDER BY id", account, &ids, read)?;
    with_lots(tx, account, found)
}

/// Balances by number, locked until the transaction ends, in the order of their numbers.
///
/// # Errors
/// A broken store.
pub fn lock_many(tx: &mut Tx<'_>, account: AccountId, ids: &[BalanceId]) -> Result<Vec<Balance>, StoreError> {
    let before = format!("SELECT {COLUMNS} FROM balances WHERE account_id = $1 AND id");
    let around = Around {
        before: &before,
        after: "ORDER BY id",
        locked: true,
    };
    let ids: Vec<Param<'_>> = ids.iter().map(|id| Param::Int(id.raw())).collect();
    let found = select_around(tx, around, &[Param::Int(account.raw())], &ids, read)?;
    with_lots(tx, account, found)
}

/// Every balance of these skus in one location, locked until the transaction ends, in the order of their numbers.
///
/// # Errors
/// A broken store.
pub fn lock_at(
    tx: &mut Tx<'_>,
    account: AccountId,
    location: LocationId,
    skus: &[SkuId],
) -> Result<Vec<Balance>, StoreError> {
    let before = format!("SELECT {COLUMNS} FROM balances WHERE account_id = $1 AND location_id = $2 AND sku_id");
    let around = Around {
        before: &before,
        // The sign keeps SQLite from walking the whole location in the order of its index, to find these few.
        after: "ORDER BY +id",
        locked: true,
    };
    let skus: Vec<Param<'_>> = skus.iter().map(|sku| Param::Int(sku.raw())).collect();
    let leading = [Param::Int(account.raw()), Param::Int(location.raw())];
    let found = select_around(tx, around, &leading, &skus, read)?;
    with_lots(tx, account, found)
}

/// Every balance of these skus, wherever they lie.
///
/// # Errors
/// A broken store.
pub fn of_skus(tx: &mut Tx<'_>, account: AccountId, skus: &[SkuId]) -> Result<Vec<Balance>, StoreError> {
    let skus: Vec<i64> = skus.iter().map(|sku| sku.raw()).collect();
    let before = format!("SELECT {COLUMNS} FROM balances WHERE account_id = $1 AND sku_id");
    let found = select_in(
        tx,
        &before,
        "ORDER BY sku_id, location_id, lot_id",
        account,
        &skus,
        read,
    )?;
    with_lots(tx, account, found)
}

/// Every balance of these skus in a location, by sku and lot.
///
/// # Errors
/// A broken store.
pub fn at(
    tx: &mut Tx<'_>,
    account: AccountId,
    location: LocationId,
    skus: &[SkuId],
) -> Result<Vec<Balance>, StoreError> {
    let around = Around {
        before: &format!("SELECT {COLUMNS} FROM balances WHERE account_id = $1 AND location_id = $2 AND sku_id"),
        after: "ORDER BY sku_id, lot_id",
        locked: false,
    };
    let skus: Vec<Param<'_>> = skus.iter().map(|sku| Param::Int(sku.raw())).collect();
    let leading = [Param::Int(account.raw()), Param::Int(location.raw())];
    let found = select_around(tx, around, &leading, &skus, read)?;
    with_lots(tx, account, found)
}

/// What a list of balances may be narrowed by; everything given must hold. What is in transit is in no list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BalanceFilter {
    /// The product's code.
    pub product: Option<String>,
    /// Whose place.
    pub organization: Option<domain::ids::OrganizationId>,
    /// Which place.
    pub location: Option<LocationId>,
    /// Which of its product's skus.
    pub sku: Option<SkuPlace>,
    /// Whose change stamp is this or a later one. The list is then in the order of the stamps.
    pub changed_from: Option<i64>,
}

/// A page of balances with their change stamps, by number or stamp.
///
/// # Errors
/// A broken store.
pub fn list(
    tx: &mut Tx<'_>,
    account: AccountId,
    filter: &BalanceFilter,
    page: domain::page::PageRequest,
) -> Result<Vec<(Balance, i64)>, StoreError> {
    let mut params = vec![Param::Int(account.raw())];
    let mut sql = format!("SELECT {COLUMNS}, change_stamp FROM balances WHERE account_id = $1");
    if let Some(stamp) = filter.changed_from {
        params.push(Param::Int(stamp));
        sql.push_str(&format!(" AND change_stamp >= ${}", params.len()));
    }
    if let Some(code) = &filter.product {
        let Some(condition) = of_product_coded(code, "balances.sku_id", &mut params) else {
            return Ok(Vec::new());
        };
        sql.push_str(&condition);
    }
    if let Some(place) = filter.sku {
        sql.push_str(&place.condition("balances.sku_id", &mut params));
    }
    // The plus keeps the engine from sorting all that a branch has for one page of it.
    sql.push_str(
        " AND +location_id IN (SELECT l.id FROM locations l WHERE l.account_id = $1 AND l.kind <> 'in_transit'",
    );
    if let Some(organization) = filter.organization {
        params.push(Param::Int(organization.raw()));
        sql.push_str(&format!(" AND l.organization_id = ${}", params.len()));
    }
    if let Some(location) = filter.location {
        params.push(Param::Int(location.raw()));
        sql.push_str(&format!(" AND l.id = ${}", params.len()));
    }
    let order = if filter.changed_from.is_some() {
        "change_stamp, id"
    } else {
        "id"
    };
    params.extend([Param::Int(page.limit()), Param::Int(page.offset())]);
    sql.push_str(&format!(
        ") ORDER BY {order} LIMIT ${} OFFSET ${}",
        params.len() - 1,
        params.len()
    ));
    let found = tx.query(&sql, &params, |row| Ok((read(row)?, row.get::<i64>(13)?)))?;
    let (balances, stamps): (Vec<Balance>, Vec<i64>) = found.into_iter().unzip();
    let balances = with_lots(tx, account, balances)?;
    Ok(balances.into_iter().zip(stamps).collect())
}

/// Half-open ranges a list of balances may be narrowed by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BalanceRange {
    /// Created at or after.
    pub created_from: Timestamp,
    /// Created before.
    pub created_until: Timestamp,
    /// Changed at or after.
    pub updated_from: Timestamp,
    /// Changed before.
    pub updated_until: Timestamp,
}

/// One page of a location's balances, by number.
///
/// # Errors
/// A broken store.
pub fn page_of_location(
    tx: &mut Tx<'_>,
    account: AccountId,
    location: LocationId,
    range: BalanceRange,
    page: domain::page::PageRequest,
) -> Result<Vec<Balance>, StoreError> {
    let found = tx.query(
        &format!(
            "SELECT {COLUMNS} FROM balances WHERE account_id = $1 AND location_id = $2 \
             AND created_at >= $3 AND created_at < $4 AND updated_at >= $5 AND updated_at < $6 \
             ORDER BY id LIMIT $7 OFFSET $8"
        ),
        params![
            account,
            location,
            range.created_from,
            range.created_until,
            range.updated_from,
            range.updated_until,
            page.limit(),
            page.offset()
        ],
        read,
    )?;
    with_lots(tx, account, found)
}

/// Reads the lots' codes and days along, in one statement for all, and in none where there are no lots.
fn with_lots(tx: &mut Tx<'_>, account: AccountId, mut balances: Vec<Balance>) -> Result<Vec<Balance>, StoreError> {
    let lots: Vec<i64> = balances
        .iter()
        .filter_map(|balance| balance.lot)
        .map(LotId::raw)
        .collect();
    let known: Vec<(LotId, String, Option<Date>)> = select_in(
        tx,
        "SELECT id, code, expires_on FROM lots WHERE account_id = $1 AND id",
        "",
        account,
        &lots,
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )?;
    for balance in &mut balances {
        if let Some((_, code, expires_on)) = known.iter().find(|(id, _, _)| Some(*id) == balance.lot) {
            balance.lot_code = Some(code.clone());
            balance.expires_on = *expires_on;
        }
    }
    Ok(balances)
}

/// The lot of that code, made when it is new.
///
/// # Errors
/// A broken store.
pub fn find_or_create_lot(
    tx: &mut Tx<'_>,
    account: AccountId,
    sku: SkuId,
    code: &str,
    expires_on: Option<Date>,
    now: Timestamp,
) -> Result<LotId, StoreError> {
    let known = tx.query_opt(
        "SELECT id FROM lots WHERE account_id = $1 AND sku_id = $2 AND code = $3",
        params![account, sku, code],
        |row| row.get(0),
    )?;
    if let Some(id) = known {
        return Ok(id);
    }
    let id = LotId::from_raw(counters::next(tx, account, Counter::Lot)?);
    tx.execute(
        "INSERT INTO lots (account_id, id, sku_id, code, manufactured_on, expires_on, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        params![account, id, sku, code, Param::Null, expires_on, now],
    )?;
    Ok(id)
}

/// Opens an empty shelf.
///
/// # Errors
/// A broken store; `UniqueViolation` when another transaction opened it first.
pub fn insert(tx: &mut Tx<'_>, account: AccountId, balance: &Balance) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO balances (account_id, id, sku_id, location_id, lot_id, on_hand, reserved, average_cost, \
         replacement_cost, safety_margin, minimum_limit, allows_negative, created_at, updated_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        params![
            account,
            balance.id,
            balance.sku,
            balance.location,
            balance.lot.map_or(NO_LOT, LotId::raw),
            balance.on_hand,
            balance.reserved,
            balance.average_cost,
            balance.replacement_cost,
            balance.safety_margin,
            balance.minimum_limit,
            balance.allows_negative,
            balance.created_at,
            balance.updated_at
        ],
    )?;
    Ok(())
}

/// Keeps the settings of a shelf, which are not figures: margin, limit, whether it may go below zero.
///
/// # Errors
/// A broken store.
pub fn update_settings(
    tx: &mut Tx<'_>,
    account: AccountId,
    balance: &Balance,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute_later(
        "UPDATE balances SET safety_margin = $1, minimum_limit = $2, allows_negative = $3, updated_at = $4 \
         WHERE account_id = $5 AND id = $6",
        params![
            balance.safety_margin,
            balance.minimum_limit,
            balance.allows_negative,
            now,
            account,
            balance.id
        ],
    )
}

/// Writes what a book decided: its balances, and the movements that explain them, numbered from `first_movement`.
///
/// # Errors
/// A broken store.
pub fn append(
    tx: &mut Tx<'_>,
    account: AccountId,
    balances: &[Balance],
    movements: &[Movement],
    first_movement: i64,
    trail: Trail<'_>,
) -> Result<(), StoreError> {
    if balances.is_empty() && movements.is_empty() {
        return Ok(());
    }
    crate::changes::advance(tx, account, trail.recorded_at, balances.len().max(movements.len()))?;
    for (place, balance) in (0_i64..).zip(balances) {
        tx.execute_later(
            "UPDATE balances SET on_hand = $1, reserved = $2, average_cost = $3, replacement_cost = $4, \
             updated_at = $5, change_stamp = (SELECT value - CAST($6 AS BIGINT) FROM counters \
             WHERE account_id = balances.account_id AND kind = 'change') WHERE account_id = $7 AND id = $8",
            params![
                balance.on_hand,
                balance.reserved,
                balance.average_cost,
                balance.replacement_cost,
                trail.recorded_at,
                place,
                account,
                balance.id
            ],
        )?;
    }
    let (actor_kind, actor_id) = actor_columns(trail.actor);
    for ((id, movement), place) in (first_movement..).zip(movements).zip(0_i64..) {
        let cause = &movement.cause;
        tx.execute_later(
            "INSERT INTO movements (account_id, id, balance_id, kind, quantity, unit_cost, order_id, order_item_id, \
             operation_id, receipt_id, transfer_id, return_id, reason, actor_kind, actor_id, face, request_id, \
             effective_at, recorded_at, change_stamp) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, \
             (SELECT value - CAST($20 AS BIGINT) FROM counters WHERE account_id = $1 AND kind = 'change'))",
            params![
                account,
                id,
                movement.balance,
                movement.kind.name(),
                movement.quantity,
                movement.unit_cost,
                cause.order,
                cause.item,
                cause.operation,
                cause.receipt,
                cause.transfer,
                cause.customer_return,
                Param::Null,
                actor_kind,
                actor_id,
                trail.face.name(),
                trail.request_id,
                trail.effective_at,
                trail.recorded_at,
                place
            ],
        )?;
    }
    Ok(())
}

/// How an actor is kept: its kind and number.
pub(crate) fn actor_columns(actor: Actor) -> (&'static str, i64) {
    match actor {
        Actor::Credential(id) => ("credential", id.raw()),
        Actor::User(id) => ("user", id.raw()),
        Actor::System => ("system", 0),
    }
}

/// Keeps a manual entry or correction.
///
/// # Errors
/// A broken store.
pub fn insert_operation(tx: &mut Tx<'_>, account: AccountId, operation: &StockOperation) -> Result<(), StoreError> {
    tx.execute_later(
        "INSERT INTO stock_operations (account_id, id, organization_id, location_id, direction, reason, note, \
         party_id, fiscal_document_id, moved_at, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        params![
            account,
            operation.id,
            operation.organization,
            operation.location,
            operation.direction.name(),
            operation.reason.name(),
            &operation.note,
            Param::Null,
            Param::Null,
            operation.moved_at,
            operation.created_at
        ],
    )
}
