//! Estoka's paging and its `search[…]` filters.
//!
//! Not the rules all vendors share, which are in `face_kit`.
//!
//! The one rule to know: a page past the end is empty, never an error, because clients ask until a page is empty; a
//! filter that does not exist is an error, because ignoring it would answer with everything.

use domain::page::PageRequest;
use face_kit::{Checker, Error, PageSize, Query, Transport, page_request};

/// How many entries a page has when the request does not say.
const PER_PAGE: u32 = 25;

/// The most entries of a page.
const MOST_PER_PAGE: u32 = 100;

/// The page that `page` and `per_page` name.
///
/// # Errors
/// Faults of either.
pub(crate) fn page(query: &Query) -> Result<PageRequest, Error> {
    let mut check = Checker::new();
    let size = PageSize::Asked {
        path: "per_page",
        given: &query.given("per_page"),
        default: PER_PAGE,
        max: MOST_PER_PAGE,
    };
    let page = page_request(&mut check, "page", &query.given("page"), &size);
    check.finish()?;
    Ok(page)
}

/// Makes sure that every `search[…]` of the query is one of these.
///
/// # Errors
/// A bad request that names the others.
pub(crate) fn only_filters(query: &Query, known: &[&str]) -> Result<(), Error> {
    let mut unknown: Vec<&str> = query
        .within("search")
        .map(|(name, _)| name)
        .filter(|name| !known.contains(name))
        // No filter is a list: `search[id][]` comes as `id][`.
        .map(|name| name.strip_suffix("][").unwrap_or(name))
        .collect();
    unknown.dedup();
    if unknown.is_empty() {
        Ok(())
    } else {
        Err(bad_filters(&unknown))
    }
}

/// The bad request that names these filters: unknown ones, or ones whose value cannot be read.
pub(crate) fn bad_filters(names: &[&str]) -> Error {
    Transport::BadQuery {
        detail: names.join(", "),
    }
    .into()
}

#[cfg(test)]
mod tests {
    use face_kit::{Error, Query, Transport};

    use super::{only_filters, page};

    fn query(raw: &str) -> Query {
        Query::parse(raw).expect("a query")
    }

    #[test]
    fn a_page_has_25_entries_unless_up_to_100_are_asked_for() {
        let table = [
            ("", 25, 0),
            ("page=3", 25, 50),
            ("page=2&per_page=10", 10, 10),
            ("per_page=5000", 100, 0),
        ];
        for (raw, limit, offset) in table {
            let page = page(&query(raw)).expect("a page");
            assert_eq!((i64::from(page.per_page()), page.offset()), (limit, offset), "{raw}");
        }
        assert!(matches!(page(&query("page=0")), Err(Error::Faults(_))));
        assert!(matches!(page(&query("page=dois")), Err(Error::Faults(_))));
    }

    #[test]
    fn a_filter_that_does_not_exist_is_named() {
        let known = ["code", "ids"];
        assert!(only_filters(&query("search[code]=1&search[ids]=2&page=1&x=y"), &known).is_ok());
        assert!(only_filters(&query("search[ids][]=2"), &known).is_err());
        let error = only_filters(&query("search[cnpj]=1&search[code]=2"), &known).expect_err("unknown");
        assert!(matches!(error, Error::Transport(Transport::BadQuery { detail }) if detail == "cnpj"));
    }
}
