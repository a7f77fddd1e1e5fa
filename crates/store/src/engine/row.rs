//! Values on their way out of a result row.
//!
//! Not the domain's types: how a value becomes one of those is `convert.rs`.
//!
//! The one rule to know: columns are read by position, so a finder's select list and its `map` stand side by side.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::error::StoreError;

/// One column of one row, borrowed from the engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column<'a> {
    /// NULL.
    Null,
    /// A whole number.
    Int(i64),
    /// Text.
    Text(&'a str),
    /// Bytes.
    Blob(&'a [u8]),
}

impl Column<'_> {
    /// What it is, without what it holds: values stay out of error texts.
    const fn kind(&self) -> &'static str {
        match self {
            Column::Null => "null",
            Column::Int(_) => "a whole number",
            Column::Text(_) => "text",
            Column::Blob(_) => "bytes",
        }
    }

    /// The error text for a column that is not `wanted`.
    #[must_use]
    pub fn is_not(&self, wanted: &str) -> String {
        format!("holds {}, not {wanted}", self.kind())
    }
}

/// What can be read out of a column.
pub trait FromColumn: Sized {
    /// Reads the value.
    ///
    /// # Errors
    /// What was found and what was wanted, without the value itself.
    fn from_column(column: Column<'_>) -> Result<Self, String>;
}

/// One row of a result, valid while `map` runs.
pub struct Row<'a>(pub(super) Inner<'a>);

pub(super) enum Inner<'a> {
    Sqlite(&'a rusqlite::Row<'a>),
    Postgres(&'a tokio_postgres::Row),
}

impl Row<'_> {
    /// The column at `index`, from 0.
    ///
    /// # Errors
    /// [`StoreError::Column`] when there is no such column or it holds something else.
    pub fn get<T: FromColumn>(&self, index: usize) -> Result<T, StoreError> {
        let column = match self.0 {
            Inner::Sqlite(row) => super::sqlite::column(row, index),
            Inner::Postgres(row) => super::postgres::column(row, index),
        };
        column
            .and_then(T::from_column)
            .map_err(|reason| StoreError::Column { index, reason })
    }
}

impl FromColumn for i64 {
    fn from_column(column: Column<'_>) -> Result<Self, String> {
        match column {
            Column::Int(value) => Ok(value),
            Column::Null | Column::Text(_) | Column::Blob(_) => Err(column.is_not("a whole number")),
        }
    }
}

impl FromColumn for bool {
    fn from_column(column: Column<'_>) -> Result<Self, String> {
        match column {
            Column::Int(0) => Ok(false),
            Column::Int(1) => Ok(true),
            Column::Null | Column::Int(_) | Column::Text(_) | Column::Blob(_) => Err(column.is_not("0 or 1")),
        }
    }
}

impl FromColumn for String {
    fn from_column(column: Column<'_>) -> Result<Self, String> {
        match column {
            Column::Text(text) => Ok(text.to_owned()),
            Column::Null | Column::Int(_) | Column::Blob(_) => Err(column.is_not("text")),
        }
    }
}

impl FromColumn for Vec<u8> {
    fn from_column(column: Column<'_>) -> Result<Self, String> {
        match column {
            Column::Blob(bytes) => Ok(bytes.to_vec()),
            Column::Null | Column::Int(_) | Column::Text(_) => Err(column.is_not("bytes")),
        }
    }
}

impl<const N: usize> FromColumn for [u8; N] {
    fn from_column(column: Column<'_>) -> Result<Self, String> {
        match column {
            Column::Blob(bytes) => bytes.try_into().map_err(|_| format!("holds bytes, but not {N}")),
            Column::Null | Column::Int(_) | Column::Text(_) => Err(column.is_not("bytes")),
        }
    }
}

/// Declares whole numbers narrower than the stored one.
macro_rules! narrower {
    ($($type:ty),+) => {$(
        impl FromColumn for $type {
            fn from_column(column: Column<'_>) -> Result<Self, String> {
                i64::from_column(column)?
                    .try_into()
                    .map_err(|_| concat!("holds a number too large for ", stringify!($type)).to_owned())
            }
        }
    )+};
}

narrower!(i32, u32, u16, u8);

impl FromColumn for Timestamp {
    fn from_column(column: Column<'_>) -> Result<Self, String> {
        Timestamp::from_microsecond(i64::from_column(column)?).map_err(|_| "holds no possible instant".to_owned())
    }
}

impl FromColumn for Date {
    fn from_column(column: Column<'_>) -> Result<Self, String> {
        match column {
            Column::Text(text) => text.parse().map_err(|_| column.is_not("a day")),
            Column::Null | Column::Int(_) | Column::Blob(_) => Err(column.is_not("a day")),
        }
    }
}

impl<T: FromColumn> FromColumn for Option<T> {
    fn from_column(column: Column<'_>) -> Result<Self, String> {
        match column {
            Column::Null => Ok(None),
            Column::Int(_) | Column::Text(_) | Column::Blob(_) => T::from_column(column).map(Some),
        }
    }
}
