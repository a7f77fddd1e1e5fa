//! Parameters and columns in PostgreSQL's binary form.
//!
//! Not conversions between types: BIGINT, TEXT and BYTEA are what the schema has; the few others accepted here are
//! what expressions yield (`SELECT 1`, `a = b`).
//!
//! The one rule to know: `SUM` of a BIGINT is NUMERIC on PostgreSQL; write `CAST(SUM(x) AS BIGINT)`.

use std::error::Error;

use bytes::BytesMut;
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};

use crate::engine::param::Param;
use crate::engine::row::Column;

/// A parameter that waits for its turn and therefore owns what it holds.
#[derive(Debug)]
pub(super) enum OwnedParam {
    Null,
    Int(i64),
    Text(String),
    Blob(Vec<u8>),
}

impl From<&Param<'_>> for OwnedParam {
    fn from(param: &Param<'_>) -> Self {
        match param {
            Param::Null => Self::Null,
            Param::Int(value) => Self::Int(*value),
            Param::Text(text) => Self::Text((*text).to_owned()),
            Param::Blob(bytes) => Self::Blob((*bytes).to_vec()),
            Param::Day(day) => Self::Text(day.to_string()),
        }
    }
}

impl ToSql for OwnedParam {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Int(value) => int(*value, ty, out),
            Self::Text(text) => self::text(text, ty, out),
            Self::Blob(bytes) => blob(bytes, ty, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

impl ToSql for Param<'_> {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match self {
            Param::Null => Ok(IsNull::Yes),
            Param::Int(value) => int(*value, ty, out),
            Param::Text(text) => self::text(text, ty, out),
            Param::Blob(bytes) => blob(bytes, ty, out),
            Param::Day(day) => text(&day.to_string(), ty, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

fn int(value: i64, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
    match *ty {
        Type::INT8 => value.to_sql(ty, out),
        Type::INT4 => i32::try_from(value)?.to_sql(ty, out),
        Type::INT2 => i16::try_from(value)?.to_sql(ty, out),
        _ => Err(format!("a whole number was given where {ty} is wanted").into()),
    }
}

fn text(value: &str, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
    if <&str as ToSql>::accepts(ty) {
        value.to_sql(ty, out)
    } else {
        Err(format!("text was given where {ty} is wanted").into())
    }
}

fn blob(value: &[u8], ty: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
    match *ty {
        Type::BYTEA => value.to_sql(ty, out),
        _ => Err(format!("bytes were given where {ty} is wanted").into()),
    }
}

struct Decoded<'a>(Column<'a>);

impl<'a> FromSql<'a> for Decoded<'a> {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> Result<Self, Box<dyn Error + Sync + Send>> {
        let column = match *ty {
            Type::INT8 => Column::Int(i64::from_sql(ty, raw)?),
            Type::INT4 => Column::Int(i32::from_sql(ty, raw)?.into()),
            Type::INT2 => Column::Int(i16::from_sql(ty, raw)?.into()),
            Type::BOOL => Column::Int(bool::from_sql(ty, raw)?.into()),
            Type::BYTEA => Column::Blob(raw),
            _ if <&str as FromSql>::accepts(ty) => Column::Text(<&str>::from_sql(ty, raw)?),
            Type::NUMERIC => return Err("is NUMERIC: write CAST(... AS BIGINT)".into()),
            _ => return Err(format!("is {ty}, which the core does not have").into()),
        };
        Ok(Self(column))
    }

    fn from_sql_null(_: &Type) -> Result<Self, Box<dyn Error + Sync + Send>> {
        Ok(Self(Column::Null))
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}

/// A column of a row of PostgreSQL's.
pub(in crate::engine) fn column(row: &tokio_postgres::Row, index: usize) -> Result<Column<'_>, String> {
    match row.try_get::<_, Decoded<'_>>(index) {
        Ok(decoded) => Ok(decoded.0),
        Err(error) => Err(error
            .into_source()
            .map_or_else(|| "there is no such column".to_owned(), |e| e.to_string())),
    }
}
