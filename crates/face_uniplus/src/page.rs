//! Uniplus's paging and filters: `limit` and `offset`, `campo.op=valor`, `campo=valor`.
//!
//! Not the comparisons themselves, which are the store's.
//!
//! The one rule to know: names of parameters are read whatever their case; a filter that does not exist is an error, because
//! ignoring it would answer with everything; a page past the end is empty.

use domain::criteria::Comparison;
use domain::page::PageRequest;
use domain::refusal::Problem;
use face_kit::{Checker, Error, Given, Query, WholeNumber};

/// How many entries a page has when the request does not say, and the most it may have.
pub(crate) const LIMIT: u32 = 100;

/// Parameters that are no filters, in lower case.
const RESERVED: &[&str] = &["limit", "offset"];

/// The words of comparisons.
const WORDS: [(&str, Comparison); 6] = [
    ("eq", Comparison::Equal),
    ("ne", Comparison::NotEqual),
    ("gt", Comparison::Greater),
    ("ge", Comparison::GreaterOrEqual),
    ("lt", Comparison::Less),
    ("le", Comparison::LessOrEqual),
];

/// One filter of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Filter<'q> {
    /// The parameter as it was written, for faults.
    pub(crate) written: &'q str,
    /// The field's name in lower case.
    pub(crate) field: String,
    /// How it is compared; a bare name is compared for equality.
    pub(crate) comparison: Comparison,
    /// With what, without blanks around it.
    pub(crate) value: &'q str,
}

/// A parameter of this name, whatever its case; the last one counts.
pub(crate) fn parameter<'q>(query: &'q Query, name: &str) -> Option<&'q str> {
    let named = query.pairs().filter(|(key, _)| key.eq_ignore_ascii_case(name));
    named
        .last()
        .map(|(_, value)| value.trim())
        .filter(|value| !value.is_empty())
}

/// The page that `limit` and `offset` name: at most 100 entries, all of them when no limit is named.
///
/// # Errors
/// Faults of either.
pub(crate) fn page(query: &Query) -> Result<PageRequest, Error> {
    let mut check = Checker::new();
    let mut whole = |name: &str| {
        let written = query.pairs().filter(|(key, _)| key.eq_ignore_ascii_case(name)).last();
        let given: Given<WholeNumber> = written.map_or(Given::Missing, |(key, _)| query.given(key));
        check.optional_whole(name, &given, 0..=i64::MAX)
    };
    let (limit, offset) = (whole("limit"), whole("offset"));
    check.finish()?;
    let limit = limit.map_or(LIMIT, |limit| u32::try_from(limit).unwrap_or(LIMIT));
    Ok(PageRequest::after(offset.unwrap_or(0), limit, LIMIT))
}

/// The filters of a request, without paging and without the parameters that its route reads itself (in lower case).
pub(crate) fn filters<'q>(query: &'q Query, read_elsewhere: &[&str]) -> Vec<Filter<'q>> {
    let mut found = Vec::new();
    for (written, value) in query.pairs() {
        let name = written.to_ascii_lowercase();
        if RESERVED.contains(&name.as_str()) || read_elsewhere.contains(&name.as_str()) {
            continue;
        }
        let split = name.rsplit_once('.').and_then(|(field, word)| {
            let known = WORDS.iter().find(|(known, _)| *known == word)?;
            Some((field.to_owned(), known.1))
        });
        let (field, comparison) = split.unwrap_or((name, Comparison::Equal));
        found.push(Filter {
            written,
            field,
            comparison,
            value: value.trim(),
        });
    }
    found
}

/// The fault of a filter that does not exist or cannot be compared so.
pub(crate) fn unknown(check: &mut Checker, filter: &Filter<'_>) {
    check.fault(filter.written, Problem::NotAllowed);
}

/// The least stamp that a change cursor lets through: `ge` and a bare value include it, `gt` does not.
pub(crate) fn cursor(check: &mut Checker, filter: &Filter<'_>) -> Option<i64> {
    let Ok(stamp) = filter.value.parse::<i64>() else {
        check.fault(filter.written, Problem::NotAnInteger);
        return None;
    };
    match filter.comparison {
        Comparison::GreaterOrEqual | Comparison::Equal => Some(stamp),
        Comparison::Greater => Some(stamp.saturating_add(1)),
        Comparison::NotEqual | Comparison::Less | Comparison::LessOrEqual => {
            unknown(check, filter);
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(raw: &str) -> Query {
        Query::parse(raw).expect("a query")
    }

    #[test]
    fn a_page_has_100_entries_and_never_more() {
        let table = [
            ("", 100, 0),
            ("limit=10&offset=20", 10, 20),
            ("LIMIT=1000", 100, 0),
            ("limit=0", 1, 0),
            ("offset=250", 100, 250),
            ("limit=99999999999", 100, 0),
        ];
        for (raw, limit, offset) in table {
            let page = page(&query(raw)).expect("a page");
            assert_eq!((page.limit(), page.offset()), (limit, offset), "{raw}");
        }
        for raw in ["limit=-1", "offset=-1", "limit=dez", "offset=1.5"] {
            assert!(matches!(page(&query(raw)), Err(Error::Faults(_))), "{raw}");
        }
    }

    #[test]
    fn filters_are_read_whatever_their_case() {
        let query = query("Codigo.GE=7&nome=Ana+B&tipo.eq=1&x.y=2&limit=5&filial=1");
        let found: Vec<_> = filters(&query, &["filial"])
            .into_iter()
            .map(|filter| (filter.field, filter.comparison, filter.value))
            .collect();
        assert_eq!(
            found,
            [
                ("codigo".to_owned(), Comparison::GreaterOrEqual, "7"),
                ("nome".to_owned(), Comparison::Equal, "Ana B"),
                ("tipo".to_owned(), Comparison::Equal, "1"),
                ("x.y".to_owned(), Comparison::Equal, "2"),
            ]
        );
    }

    #[test]
    fn a_cursor_is_a_lower_bound() {
        let table = [
            ("currentTimeMillis.ge=7", Some(7)),
            ("currenttimemillis=7", Some(7)),
            ("currentTimeMillis.gt=7", Some(8)),
            ("currentTimeMillis.le=7", None),
            ("currentTimeMillis.ge=hoje", None),
        ];
        for (raw, expected) in table {
            let query = query(raw);
            let mut check = Checker::new();
            let found = filters(&query, &[]);
            assert_eq!(cursor(&mut check, &found[0]), expected, "{raw}");
            assert_eq!(check.is_clean(), expected.is_some(), "{raw}");
        }
    }
}
