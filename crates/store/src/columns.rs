//! Columns with their values: each pair is written once, for `INSERT` and `UPDATE` alike.
//!
//! Not for rows that are only ever added: a plain statement says it as well.
//!
//! The one rule to know: a name is a word of our own code, a value is always a parameter.

use domain::ids::AccountId;

use crate::engine::{Param, Tx};
use crate::error::StoreError;
use crate::sql_text::{assignments, placeholders};

/// Columns of one row, each with its value.
#[derive(Debug, Clone, Default)]
pub(crate) struct Columns<'a> {
    names: Vec<&'static str>,
    values: Vec<Param<'a>>,
}

/// `columns! { name: &brand.name, updated_at: brand.updated_at }`: the values as `Param` converts them.
macro_rules! columns {
    ($($name:ident: $value:expr),+ $(,)?) => {
        $crate::columns::Columns::of([$((stringify!($name), $crate::Param::from($value))),+])
    };
}
pub(crate) use columns;

/// A statement with its parameters.
#[derive(Debug, Clone)]
pub(crate) struct Statement<'a> {
    sql: String,
    params: Vec<Param<'a>>,
}

impl<'a> Columns<'a> {
    /// These columns.
    pub(crate) fn of<const N: usize>(pairs: [(&'static str, Param<'a>); N]) -> Self {
        let (names, values) = pairs.into_iter().unzip();
        Self { names, values }
    }

    /// These columns, and then those.
    pub(crate) fn and(mut self, other: Columns<'a>) -> Self {
        self.names.extend(other.names);
        self.values.extend(other.values);
        self
    }

    /// Adds the row.
    pub(crate) fn insert_into(self, table: &'static str) -> Statement<'a> {
        let (names, values) = (self.names.join(", "), placeholders(self.values.len()));
        Statement {
            sql: format!("INSERT INTO {table} ({names}) VALUES ({values})"),
            params: self.values,
        }
    }

    /// Writes the columns of the row that has this number in the account.
    pub(crate) fn update(self, table: &'static str, account: AccountId, id: impl Into<Param<'a>>) -> Statement<'a> {
        let assigned = assignments(&self.names, 1);
        let mut params = self.values;
        params.extend([account.into(), id.into()]);
        let (account_at, id_at) = (params.len() - 1, params.len());
        Statement {
            sql: format!("UPDATE {table} SET {assigned} WHERE account_id = ${account_at} AND id = ${id_at}"),
            params,
        }
    }
}

impl Statement<'_> {
    /// Runs it and waits for it.
    ///
    /// # Errors
    /// A broken store.
    pub(crate) fn run(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        tx.execute(&self.sql, &self.params).map(drop)
    }

    /// Runs it without waiting: a failure shows at a later statement.
    ///
    /// # Errors
    /// A broken store.
    pub(crate) fn run_later(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        tx.execute_later(&self.sql, &self.params)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> Columns<'_> {
        columns! { name: name, active: true }
    }

    #[test]
    fn the_same_columns_are_added_and_written() {
        let account = AccountId::from_raw(7);
        let added = columns! { account_id: account, id: 3_i64 }
            .and(named("Loja"))
            .insert_into("brands");
        assert_eq!(
            added.sql,
            "INSERT INTO brands (account_id, id, name, active) VALUES ($1, $2, $3, $4)"
        );
        let name = Param::Text("Loja");
        assert_eq!(added.params, [Param::Int(7), Param::Int(3), name, Param::Int(1)]);
        let written = named("Loja").update("brands", account, 3_i64);
        assert_eq!(
            written.sql,
            "UPDATE brands SET name = $1, active = $2 WHERE account_id = $3 AND id = $4"
        );
        assert_eq!(written.params, [name, Param::Int(1), Param::Int(7), Param::Int(3)]);
    }
}
