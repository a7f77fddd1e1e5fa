//! eGestor's paging and its count of requests. Filters, sorting and field selection of lists belong here, too.
//!
//! Not the rules all vendors share, which are in `face_kit`.
//!
//! The one rule to know: a page has 50 entries whatever is asked, and a page past the end is empty, never an error.

use app::Answer;
use app::finance::OrderedBy;
use domain::page::{Page, PageRequest};
use face_kit::{
    Allowance, Checker, Error, Exchange, PageSize, Query, Quota, Stamp, WholeNumber, page_request, to_answer,
};
use http::{HeaderMap, HeaderName, HeaderValue};
use jiff::civil::{Date, DateTime};
use serde_json::{Map, Value, json};

use crate::numbers;

/// How many entries a page has.
pub(crate) const PER_PAGE: u32 = 50;

/// How often an application may ask on behalf of a user.
pub(crate) const QUOTA: Quota = Quota {
    requests: 60,
    window_s: 60,
};

const LIMIT: HeaderName = HeaderName::from_static("x-ratelimit-limit");
const REMAINING: HeaderName = HeaderName::from_static("x-ratelimit-remaining");

/// The page that `page` names.
///
/// # Errors
/// A fault of it.
pub(crate) fn page(query: &Query) -> Result<PageRequest, Error> {
    let mut check = Checker::new();
    let page = page_request(&mut check, "page", &query.given("page"), &PageSize::Fixed(PER_PAGE));
    check.finish()?;
    Ok(page)
}

/// A list's row: all its fields by the vendor's names.
pub(crate) type Row = Map<String, Value>;

/// A row of the members of a JSON object.
pub(crate) fn row(value: Value) -> Row {
    match value {
        Value::Object(row) => row,
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => Row::new(),
    }
}

/// A page of a list in the vendor's envelope. Of each row only what `fields` names is shown, or else the usual.
pub(crate) fn listed(exchange: &Exchange, page: Page<Row>, usual: &[&str]) -> Answer {
    let query = exchange.query();
    let wanted: Vec<&str> = match query.get("fields").map(str::trim) {
        Some(fields) if !fields.is_empty() => fields.split(',').map(str::trim).collect(),
        Some(_) | None => usual.to_vec(),
    };
    let current = page.request.page();
    let last = page.total_pages().unwrap_or(1).max(1);
    let first_shown = page.request.offset() + 1;
    let shown = i64::try_from(page.items.len()).unwrap_or(0);
    let (from, to) = if shown == 0 {
        (None, None)
    } else {
        (Some(first_shown), Some(first_shown + shown - 1))
    };
    let next = (u64::from(current) < last).then(|| address(exchange, u64::from(current) + 1));
    let previous = (current > 1).then(|| address(exchange, u64::from(current) - 1));
    let chosen = |mut row: Row| {
        let mut kept = Row::new();
        for name in &wanted {
            if let Some(value) = row.remove(*name) {
                kept.insert((*name).to_owned(), value);
            }
        }
        kept
    };
    let total = page.total.unwrap_or(0);
    let data: Vec<Row> = page.items.into_iter().map(chosen).collect();
    to_answer(
        200,
        &json!({
            "total": total,
            "per_page": PER_PAGE,
            "current_page": current,
            "last_page": last,
            "next_page_url": next,
            "prev_page_url": previous,
            "from": from,
            "to": to,
            "data": data,
        }),
    )
}

/// Where another page of the same list is: the address and query asked, the page changed.
fn address(exchange: &Exchange, page: u64) -> String {
    let mut address = format!("{}?page={page}", exchange.own_url());
    let raw = exchange.uri().query().unwrap_or_default();
    for pair in raw.split('&').filter(|pair| !pair.is_empty()) {
        if pair.split('=').next() != Some("page") {
            address.push('&');
            address.push_str(pair);
        }
    }
    address
}

/// The column that `orderBy` names, `campo,desc` or `campo` alone; by number when it names none that the list has.
pub(crate) fn ordered<C: Copy>(query: &Query, columns: &[(&str, C)], usual: C) -> OrderedBy<C> {
    let asked = query.get("orderBy").unwrap_or_default();
    let (name, direction) = asked.split_once(',').unwrap_or((asked, "asc"));
    let known = columns.iter().find(|(known, _)| *known == name.trim());
    OrderedBy {
        column: known.map_or(usual, |(_, column)| *column),
        descending: known.is_some() && direction.trim().eq_ignore_ascii_case("desc"),
    }
}

/// A query parameter that says something.
pub(crate) fn asked(query: &Query, name: &str) -> Option<String> {
    let text = query.get(name)?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// A query parameter that is a number.
pub(crate) fn asked_number(check: &mut Checker, query: &Query, name: &str) -> Option<i64> {
    check.optional_whole(name, &query.given::<WholeNumber>(name), i64::MIN..=i64::MAX)
}

/// A query parameter that is a day.
pub(crate) fn asked_day(check: &mut Checker, query: &Query, name: &str) -> Option<Date> {
    check.optional_stamp(name, &query.given::<Stamp>(name), numbers::day)
}

/// A query parameter that is a local instant, `2017-01-15 11:20:15`, or a day alone.
pub(crate) fn asked_instant(check: &mut Checker, query: &Query, name: &str) -> Option<DateTime> {
    check.optional_stamp(name, &query.given::<Stamp>(name), numbers::local)
}

/// The numbers of a text like `1,2,3`, when it is nothing else.
pub(crate) fn numbers_of(text: &str) -> Option<Vec<i64>> {
    text.split(',').map(|number| number.trim().parse().ok()).collect()
}

/// Says what is left of the allowance.
pub(crate) fn count(allowance: Option<Allowance>, headers: &mut HeaderMap) {
    if let Some(allowance) = allowance {
        headers.insert(LIMIT, HeaderValue::from(allowance.limit));
        headers.insert(REMAINING, HeaderValue::from(allowance.remaining));
    }
}

#[cfg(test)]
mod tests {
    use face_kit::{Error, Query};

    use super::page;

    #[test]
    fn a_page_has_50_entries_whatever_is_asked() {
        let query = |raw: &str| Query::parse(raw).expect("a query");
        for (raw, offset) in [("", 0), ("page=3", 100), ("page=2&limit=10&per_page=10", 50)] {
            let page = page(&query(raw)).expect("a page");
            assert_eq!((i64::from(page.per_page()), page.offset()), (50, offset), "{raw}");
        }
        assert!(matches!(page(&query("page=dois")), Err(Error::Faults(_))));
    }
}
