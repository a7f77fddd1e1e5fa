//! The `search[…]` of the list of orders.
//!
//! Not the search itself, which is the store's.
//!
//! The one rule to know: a filter that does not exist is refused by name; a value that cannot be read is a fault of its
//! filter; a word or number that no order has finds nothing.

use domain::ids::OrganizationId;
use domain::orders::OrderStatus;
use face_kit::{Checker, Error, Query, Stamp, Text, WholeNumber};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use app::orders::{OrderFilter, StatusFilter};

use super::nodes::LINE_MAX;
use super::words;
use crate::numbers;
use crate::page::{bad_filters, only_filters};

/// Every filter of the list.
const FILTERS: &[&str] = &[
    "start_at",
    "end_at",
    "status",
    "status_not_equal",
    "organization_id",
    "code",
    "nfe_number",
    "customer_document",
    "created_at_from",
    "created_at_until",
    "updated_at_from",
    "updated_at_until",
];

/// What the query narrows the list by.
///
/// # Errors
/// A bad request for an unknown filter; faults of values.
pub(super) fn filter(query: &Query, zone: &TimeZone) -> Result<OrderFilter, Error> {
    only_filters(query, FILTERS)?;
    // No filter of this list takes several values; ignoring them would answer with everything.
    let lists: Vec<&str> = query
        .within("search")
        .map(|(name, _)| name)
        .filter(|name| !FILTERS.contains(name))
        .collect();
    if !lists.is_empty() {
        return Err(bad_filters(&lists));
    }
    let mut check = Checker::new();
    let filter = OrderFilter {
        code: text(&mut check, query, "code"),
        organization: id(&mut check, query, "organization_id").map(OrganizationId::from_raw),
        status: status(
            text(&mut check, query, "status"),
            text(&mut check, query, "status_not_equal"),
        ),
        customer_document: text(&mut check, query, "customer_document").map(|text| bare(&text)),
        fiscal_number: text(&mut check, query, "nfe_number"),
        placed_from: start(&mut check, query, "start_at", zone),
        placed_until: end(&mut check, query, "end_at", zone),
        created_from: start(&mut check, query, "created_at_from", zone),
        created_until: end(&mut check, query, "created_at_until", zone),
        updated_from: start(&mut check, query, "updated_at_from", zone),
        updated_until: end(&mut check, query, "updated_at_until", zone),
        is_by_moment: true,
        ..OrderFilter::default()
    };
    Ok(check.finish_with(filter)?)
}

fn key(name: &str) -> String {
    format!("search[{name}]")
}

fn text(check: &mut Checker, query: &Query, name: &str) -> Option<String> {
    let text = check.optional_text(name, &query.given::<Text>(&key(name)), LINE_MAX)?;
    Some(text.trim().to_owned())
}

fn id(check: &mut Checker, query: &Query, name: &str) -> Option<i64> {
    check.optional_whole(name, &query.given::<WholeNumber>(&key(name)), i64::MIN..=i64::MAX)
}

fn start(check: &mut Checker, query: &Query, name: &str, zone: &TimeZone) -> Option<Timestamp> {
    check.optional_stamp(name, &query.given::<Stamp>(&key(name)), |text| {
        numbers::instant(text, zone)
    })
}

fn end(check: &mut Checker, query: &Query, name: &str, zone: &TimeZone) -> Option<Timestamp> {
    check.optional_stamp(name, &query.given::<Stamp>(&key(name)), |text| numbers::end(text, zone))
}

/// A document as orders keep it: letters and digits, the letters in upper case.
fn bare(text: &str) -> String {
    text.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|letter| letter.to_ascii_uppercase())
        .collect()
}

/// Statuses wanted and not wanted, as one condition.
fn status(wanted: Option<String>, unwanted: Option<String>) -> Option<StatusFilter> {
    let unwanted: Option<Vec<OrderStatus>> = unwanted.map(|word| words::statuses(&word));
    match (wanted, unwanted) {
        (None, None) => None,
        (None, Some(unwanted)) => Some(StatusFilter::NotIn(unwanted)),
        (Some(word), unwanted) => {
            let unwanted = unwanted.unwrap_or_default();
            let wanted = words::statuses(&word)
                .into_iter()
                .filter(|status| !unwanted.contains(status));
            Some(StatusFilter::In(wanted.collect()))
        }
    }
}

#[cfg(test)]
mod tests {
    use app::orders::{OrderFilter, StatusFilter};
    use domain::orders::OrderStatus;
    use domain::refusal::Problem;
    use face_kit::{Error, Query, Transport};
    use jiff::tz::TimeZone;

    use super::filter;

    fn read(raw: &str) -> Result<OrderFilter, Error> {
        let zone = TimeZone::get("America/Sao_Paulo").expect("a zone");
        filter(&Query::parse(raw).expect("a query"), &zone)
    }

    #[test]
    fn statuses_are_wanted_and_not_wanted_at_once() {
        let table = [
            ("", None),
            (
                "search[status]=delivered",
                Some(StatusFilter::In(vec![OrderStatus::Delivered])),
            ),
            ("search[status]=billing", Some(StatusFilter::In(Vec::new()))),
            (
                "search[status_not_equal]=new",
                Some(StatusFilter::NotIn(vec![OrderStatus::Placed])),
            ),
            (
                "search[status]=new&search[status_not_equal]=new",
                Some(StatusFilter::In(Vec::new())),
            ),
        ];
        for (raw, expected) in table {
            assert_eq!(read(raw).expect("a filter").status, expected, "{raw}");
        }
    }

    #[test]
    fn a_range_of_days_is_half_open_in_the_accounts_zone() {
        let found = read("search[start_at]=20%2F02%2F2019&search[end_at]=20/03/2019").expect("a filter");
        assert_eq!(
            found.placed_from.map(|at| at.to_string()).as_deref(),
            Some("2019-02-20T03:00:00Z")
        );
        assert_eq!(
            found.placed_until.map(|at| at.to_string()).as_deref(),
            Some("2019-03-21T03:00:00Z")
        );
        let found = read("search[created_at_from]=2022/06/08&search[updated_at_until]=2022-06-09").expect("a filter");
        assert_eq!(
            found.created_from.map(|at| at.to_string()).as_deref(),
            Some("2022-06-08T03:00:00Z")
        );
        assert_eq!(
            found.updated_until.map(|at| at.to_string()).as_deref(),
            Some("2022-06-10T03:00:00Z")
        );
    }

    #[test]
    fn documents_are_found_with_or_without_punctuation() {
        let found = read("search[customer_document]=57.414.248/0001-16").expect("a filter");
        assert_eq!(found.customer_document.as_deref(), Some("57414248000116"));
    }

    #[test]
    fn what_cannot_be_searched_by_is_said() {
        let Err(Error::Transport(Transport::BadQuery { detail })) = read("search[codigo]=1") else {
            panic!("an unknown filter")
        };
        assert_eq!(detail, "codigo");
        let Err(Error::Faults(faults)) = read("search[start_at]=ontem&search[organization_id]=x") else {
            panic!("values that cannot be read")
        };
        let found: Vec<_> = faults
            .iter()
            .map(|fault| (fault.path.as_str(), fault.problem))
            .collect();
        assert_eq!(
            found,
            [
                ("organization_id", Problem::NotANumber),
                ("start_at", Problem::NotADate)
            ]
        );
    }
}
