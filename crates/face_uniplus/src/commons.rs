//! Lookup tables: those the core has, with its own rows; codes of the state as data files; all others empty.
//!
//! Not resources of their own; nothing here is written. The rows are in `commons/rows.rs`.
//!
//! The one rule to know: a table that the vendor has and the core has not answers an empty list, a name that the vendor does
//! not have is refused, and so is a filter on a field that a table's rows do not have.

mod rows;

use std::cmp::Ordering;

use app::{Answer, Reader};
use domain::criteria::Comparison;
use domain::refusal::{Entity, Problem};
use face_kit::{Error, Exchange, Fault, Faults, to_answer};
use serde_json::Value;

use crate::page;
use crate::vendas::missing;

pub(crate) use rows::by_number_of_means;

/// A filter as it is held against rows.
struct Wanted {
    field: String,
    comparison: Comparison,
    value: String,
}

/// `GET /public-api/v1/commons/{tabela}`
pub(crate) async fn list(exchange: Exchange) -> Result<Answer, Error> {
    let page = page::page(exchange.query())?;
    let table = exchange.path("tabela").to_ascii_lowercase();
    let filters: Vec<Wanted> = page::filters(exchange.query(), &[])
        .into_iter()
        .map(|one| Wanted {
            field: one.field,
            comparison: one.comparison,
            value: one.value.to_owned(),
        })
        .collect();
    let view = move |reader: &mut Reader<'_, '_>| {
        let mut rows = rows::rows(reader, &table)?.peekable();
        let unknown = rows.peek().and_then(|first| {
            let mut names = filters.iter().map(|filter| &filter.field);
            names.find(|name| member(first, name).is_none()).cloned()
        });
        if let Some(unknown) = unknown {
            return Ok(Err(unknown));
        }
        let skip = usize::try_from(page.offset()).unwrap_or(usize::MAX);
        let take = usize::try_from(page.limit()).unwrap_or_default();
        let fits = |row: &Value| filters.iter().all(|filter| filter.fits(row));
        Ok(Ok(rows.filter(fits).skip(skip).take(take).collect::<Vec<Value>>()))
    };
    match exchange.app.read(&exchange.call, view).await? {
        Ok(rows) => Ok(to_answer(200, &rows)),
        Err(unknown) => Err(Faults::one(Fault::new(unknown, Problem::NotAllowed)).into()),
    }
}

/// `GET /public-api/v1/commons/{tabela}/{id}`
pub(crate) async fn show(exchange: Exchange) -> Result<Answer, Error> {
    let table = exchange.path("tabela").to_ascii_lowercase();
    let wanted = Wanted {
        field: "id".to_owned(),
        comparison: Comparison::Equal,
        value: exchange.path("id").to_owned(),
    };
    let view = move |reader: &mut Reader<'_, '_>| {
        let found = rows::rows(reader, &table)?.find(|row| wanted.fits(row));
        found.ok_or_else(|| missing(Entity::AttributeValue, &wanted.value))
    };
    Ok(to_answer(200, &exchange.app.read(&exchange.call, view).await?))
}

/// A row's member of this name, whatever its case.
fn member<'r>(row: &'r Value, field: &str) -> Option<&'r Value> {
    let mut members = row.as_object()?.iter();
    members
        .find(|(name, _)| name.eq_ignore_ascii_case(field))
        .map(|(_, value)| value)
}

impl Wanted {
    /// Whether a row is wanted: numbers are compared as numbers, also where they are codes written as text.
    fn fits(&self, row: &Value) -> bool {
        let known = match member(row, &self.field) {
            Some(Value::String(text)) => text.clone(),
            Some(Value::Number(number)) => number.to_string(),
            Some(Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_)) | None => return false,
        };
        let order = match (known.parse::<i64>(), self.value.parse::<i64>()) {
            (Ok(known), Ok(value)) => known.cmp(&value),
            _ => known.as_str().cmp(&self.value),
        };
        match self.comparison {
            Comparison::Equal => order == Ordering::Equal,
            Comparison::NotEqual => order != Ordering::Equal,
            Comparison::Greater => order == Ordering::Greater,
            Comparison::GreaterOrEqual => order != Ordering::Less,
            Comparison::Less => order == Ordering::Less,
            Comparison::LessOrEqual => order != Ordering::Greater,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Comparison, Wanted};

    #[test]
    fn rows_are_compared_as_numbers_where_both_are_and_as_text_otherwise() {
        let row = json!({"id": 9, "codigo": "0090", "nome": "Baía", "idPai": null});
        let table = [
            ("ID", Comparison::Equal, "9", true),
            ("id", Comparison::Less, "10", true),
            ("id", Comparison::Greater, "10", false),
            ("codigo", Comparison::Equal, "90", true),
            ("codigo", Comparison::LessOrEqual, "89", false),
            ("nome", Comparison::GreaterOrEqual, "B", true),
            ("nome", Comparison::NotEqual, "Baía", false),
            ("idPai", Comparison::NotEqual, "1", false),
            ("outro", Comparison::Equal, "9", false),
        ];
        for (field, comparison, value, expected) in table {
            let wanted = Wanted {
                field: field.to_owned(),
                comparison,
                value: value.to_owned(),
            };
            assert_eq!(wanted.fits(&row), expected, "{field} {comparison:?} {value}");
        }
    }
}
