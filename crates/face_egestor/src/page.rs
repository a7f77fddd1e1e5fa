//! eGestor's paging and its count of requests. Filters, sorting and field selection of lists belong here, too.
//!
//! Not the rules all vendors share, which are in `face_kit`.
//!
//! The one rule to know: a page has 50 entries whatever is asked, and a page past the end is empty, never an error.

use domain::page::PageRequest;
use face_kit::{Allowance, Checker, Error, PageSize, Query, Quota, page_request};
use http::{HeaderMap, HeaderName, HeaderValue};

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
#[allow(dead_code, reason = "the lists come next")]
pub(crate) fn page(query: &Query) -> Result<PageRequest, Error> {
    let mut check = Checker::new();
    let page = page_request(&mut check, "page", &query.given("page"), &PageSize::Fixed(PER_PAGE));
    check.finish()?;
    Ok(page)
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
