//! Everything that is in the database, to see that a refused request left nothing behind.
//!
//! Not the auditor: it knows no rules, it only notices a difference.
//!
//! The one rule to know: it reads on a connection of its own, after the answer, so it sees what is committed.

use std::collections::BTreeMap;

use store::{Column, FromColumn, Store, StoreError};

/// The committed schema, for the names of the tables.
const SCHEMA: &str = include_str!("../../store/schema.sql");

/// The rows of every table, each as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contents(BTreeMap<&'static str, Vec<String>>);

/// Any column as text.
struct Shown(String);

impl FromColumn for Shown {
    fn from_column(column: Column<'_>) -> Result<Self, String> {
        Ok(Self(match column {
            Column::Null => "null".to_owned(),
            Column::Int(value) => value.to_string(),
            Column::Text(text) => format!("{text:?}"),
            Column::Blob(bytes) => format!("{bytes:02x?}"),
        }))
    }
}

/// The names of all tables.
pub fn names() -> impl Iterator<Item = &'static str> {
    SCHEMA
        .lines()
        .filter_map(|line| line.strip_prefix("CREATE TABLE ")?.split([' ', '(']).next())
}

impl Contents {
    /// What is in the database now.
    ///
    /// # Panics
    /// When the store does not answer.
    #[must_use]
    pub fn of(store: &Store) -> Self {
        let read = store.read_blocking(|tx| {
            let mut tables = BTreeMap::new();
            for table in names() {
                let mut rows = tx.query(&format!("SELECT * FROM {table}"), &[], |row| {
                    let columns = (0..).map_while(|index| row.get::<Shown>(index).ok());
                    Ok(columns.map(|Shown(text)| text).collect::<Vec<_>>().join(", "))
                })?;
                rows.sort();
                tables.insert(table, rows);
            }
            Ok::<_, StoreError>(tables)
        });
        Self(read.expect("the store answers"))
    }

    /// How many rows there are in all.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.0.values().map(Vec::len).sum()
    }

    /// What is otherwise in the other: tables with the rows that only one of the two has.
    #[must_use]
    pub fn differences(&self, later: &Self) -> Vec<String> {
        let mut differences = Vec::new();
        for (table, before) in &self.0 {
            let after = later.0.get(table).map(Vec::as_slice).unwrap_or_default();
            let only = |these: &[String], those: &[String], sign: char| {
                let rows = these.iter().filter(|row| !those.contains(row));
                rows.map(|row| format!("{sign} {table}: {row}")).collect::<Vec<_>>()
            };
            differences.extend(only(before, after, '-'));
            differences.extend(only(after, before, '+'));
            if before.len() != after.len() && differences.is_empty() {
                differences.push(format!("{table}: {} rows became {}", before.len(), after.len()));
            }
        }
        differences
    }
}
