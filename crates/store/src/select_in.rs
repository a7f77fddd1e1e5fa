//! Many records in one statement: `… IN ($2, $3, …)` with the list's length padded to a power of two, so that the number
//! of distinct statements stays small and each stays prepared. Not for ranges; those have an index and bounds.

use domain::ids::AccountId;

use crate::engine::{Param, Row, Tx};
use crate::error::StoreError;

/// The most values in one statement. Pages are shorter, so one statement serves one list.
pub const MAX_VALUES: usize = 512;

/// A statement around a list: what stands before and after ` IN (…) `.
#[derive(Debug, Clone, Copy)]
pub struct Around<'a> {
    /// Up to the column that is looked up; uses `$1` … `$n` for the leading parameters, in that order.
    pub before: &'a str,
    /// What follows the list: more conditions without parameters, an order.
    pub after: &'a str,
    /// Whether the rows are locked until the transaction ends.
    pub locked: bool,
}

/// Runs `{before} IN (…) {after}` for the account (`$1`) and the ids. No ids, no statement.
///
/// # Errors
/// A broken store.
pub fn select_in<T>(
    tx: &mut Tx<'_>,
    before: &str,
    after: &str,
    account: AccountId,
    ids: &[i64],
    map: impl FnMut(&Row<'_>) -> Result<T, StoreError>,
) -> Result<Vec<T>, StoreError> {
    let ids: Vec<Param<'_>> = ids.iter().copied().map(Param::Int).collect();
    let around = Around {
        before,
        after,
        locked: false,
    };
    select_around(tx, around, &[Param::Int(account.raw())], &ids, map)
}

/// As [`select_in`] for text values, codes as a rule.
///
/// # Errors
/// A broken store.
pub fn select_in_texts<T>(
    tx: &mut Tx<'_>,
    before: &str,
    after: &str,
    account: AccountId,
    texts: &[&str],
    map: impl FnMut(&Row<'_>) -> Result<T, StoreError>,
) -> Result<Vec<T>, StoreError> {
    // No engine keeps a text with a zero byte, so none is found; asking for it would fail.
    let texts = texts.iter().copied().filter(|text| !text.contains('\0'));
    let texts: Vec<Param<'_>> = texts.map(Param::Text).collect();
    let around = Around {
        before,
        after,
        locked: false,
    };
    select_around(tx, around, &[Param::Int(account.raw())], &texts, map)
}

/// The general form: any leading parameters, locked or not.
///
/// # Errors
/// A broken store.
pub fn select_around<'p, T>(
    tx: &mut Tx<'_>,
    around: Around<'_>,
    leading: &[Param<'p>],
    values: &[Param<'p>],
    mut map: impl FnMut(&Row<'_>) -> Result<T, StoreError>,
) -> Result<Vec<T>, StoreError> {
    let mut found = Vec::with_capacity(values.len());
    for chunk in values.chunks(MAX_VALUES) {
        let (sql, params) = padded(around, leading, chunk);
        let rows = if around.locked {
            tx.query_locked(&sql, &params, &mut map)?
        } else {
            tx.query(&sql, &params, &mut map)?
        };
        found.extend(rows);
    }
    Ok(found)
}

/// The statement for a list that is not empty, its length padded by repeating the last value.
fn padded<'p>(around: Around<'_>, leading: &[Param<'p>], values: &[Param<'p>]) -> (String, Vec<Param<'p>>) {
    let mut sql = String::with_capacity(around.before.len() + around.after.len() + values.len() * 6 + 8);
    let mut params = leading.to_vec();
    sql.push_str(around.before);
    sql.push_str(" IN (");
    for position in 0..values.len().next_power_of_two() {
        if position > 0 {
            sql.push_str(", ");
        }
        // Repeating a value asks for nothing new.
        params.push(values[position.min(values.len() - 1)]);
        sql.push('$');
        sql.push_str(&params.len().to_string());
    }
    sql.push_str(") ");
    sql.push_str(around.after);
    (sql, params)
}
