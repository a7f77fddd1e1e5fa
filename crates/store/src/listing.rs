//! A list whose conditions depend on what is asked: the conditions with their parameters, the page and the count.
//!
//! Not a query language: conditions are fixed pieces of this crate, and only values come from outside.
//!
//! The one rule to know: the statement starts with `account_id = $1`, and a text with a zero byte fits no row.

use domain::ids::AccountId;
use domain::page::{Page, PageRequest};
use domain::text::fold;

use crate::engine::{Param, Row, Tx};
use crate::error::StoreError;
use crate::sql_text::numbered;
use crate::sql_text::{containing, folded_of};

/// The conditions so far.
pub(crate) struct Listing<'a> {
    sql: String,
    params: Vec<Param<'a>>,
    is_empty: bool,
}

impl<'a> Listing<'a> {
    /// Every row of the account.
    pub(crate) fn of(account: AccountId) -> Self {
        Self {
            sql: "account_id = $1".to_owned(),
            params: vec![Param::Int(account.raw())],
            is_empty: false,
        }
    }

    /// Adds a condition; each of its bare `$` becomes the parameter's number.
    pub(crate) fn and(&mut self, condition: &str, value: impl Into<Param<'a>>) {
        self.and_either(&[(condition, value.into())]);
    }

    /// Adds conditions of which one must hold; each of their bare `$` becomes the number of the parameter beside it.
    pub(crate) fn and_either(&mut self, conditions: &[(&str, Param<'a>)]) {
        let mut either = String::new();
        for (condition, value) in conditions {
            if let Param::Text(text) = value
                && text.contains('\0')
            {
                self.is_empty = true;
                return;
            }
            self.params.push(*value);
            if !either.is_empty() {
                either.push_str(" OR ");
            }
            either.push_str(&numbered(condition, self.params.len()));
        }
        self.sql.push_str(" AND (");
        self.sql.push_str(&either);
        self.sql.push(')');
    }

    /// Adds a condition when there is something to compare with.
    pub(crate) fn and_some(&mut self, condition: &str, value: Option<impl Into<Param<'a>>>) {
        if let Some(value) = value {
            self.and(condition, value);
        }
    }

    /// Narrows a short list to the rows whose name contains a text, or whose number it is.
    pub(crate) fn and_named_like(&mut self, like: Option<&'a NamedLike>) {
        if let Some(like) = like {
            let name = format!("{} LIKE $ ESCAPE '\\'", folded_of("name"));
            self.and_either(&[(&name, (&like.pattern).into()), ("id = $", like.number.into())]);
        }
    }

    /// Adds a condition without a parameter.
    pub(crate) fn and_always(&mut self, condition: &str) {
        self.sql.push_str(" AND ");
        self.sql.push_str(condition);
    }

    /// Adds a condition on a column that must hold one of these numbers; none of them fits no row.
    pub(crate) fn and_one_of(&mut self, column: &str, numbers: &[i64]) {
        if numbers.is_empty() {
            self.is_empty = true;
            return;
        }
        let mut list = String::new();
        for number in numbers {
            self.params.push(Param::Int(*number));
            if !list.is_empty() {
                list.push_str(", ");
            }
            list.push_str(&format!("${}", self.params.len()));
        }
        self.and_always(&format!("{column} IN ({list})"));
    }

    /// The page in this order, and how many rows fit.
    pub(crate) fn page<T>(
        self,
        tx: &mut Tx<'_>,
        columns: &str,
        table: &str,
        order: &str,
        page: PageRequest,
        map: impl FnMut(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Page<T>, StoreError> {
        if self.is_empty {
            return Ok(Page::new(Vec::new(), Some(0), page));
        }
        let Self { sql, mut params, .. } = self;
        let count: i64 = tx.query_one(&format!("SELECT COUNT(*) FROM {table} WHERE {sql}"), &params, |row| {
            row.get(0)
        })?;
        params.push(Param::Int(page.limit()));
        params.push(Param::Int(page.offset()));
        let limit = params.len() - 1;
        let sql = format!(
            "SELECT {columns} FROM {table} WHERE {sql} ORDER BY {order} LIMIT ${limit} OFFSET ${}",
            limit + 1
        );
        let items = tx.query(&sql, &params, map)?;
        Ok(Page::new(items, Some(u64::try_from(count).unwrap_or(0)), page))
    }
}

/// What is looked for in the names of a short list.
#[derive(Debug, Clone)]
pub(crate) struct NamedLike {
    pattern: String,
    /// No number is 0.
    number: i64,
}

impl NamedLike {
    /// A text as it was written.
    pub(crate) fn of(text: &str) -> Self {
        Self {
            pattern: containing(&fold(text.trim())),
            number: text.trim().parse().unwrap_or(0),
        }
    }
}

/// By which column a list is ordered, and which way; rows that are equal in it are ordered by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OrderedBy<C> {
    /// The column.
    pub column: C,
    /// Whether the last comes first.
    pub descending: bool,
}

/// The `ORDER BY` of a column.
pub(crate) fn order_text(column: &str, descending: bool) -> String {
    let direction = if descending { "DESC" } else { "ASC" };
    if column == "id" {
        format!("id {direction}")
    } else {
        format!("{column} {direction}, id {direction}")
    }
}

/// The `ORDER BY` of a column with an index that may be empty: rows without it count as before all others, on both engines.
/// Of a column without an index `COALESCE` says the same.
pub(crate) fn order_text_with_none(column: &str, descending: bool) -> String {
    if descending {
        format!("{column} DESC NULLS LAST, id DESC")
    } else {
        format!("{column} ASC NULLS FIRST, id ASC")
    }
}
