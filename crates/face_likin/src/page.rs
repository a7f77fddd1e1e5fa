//! Likin's paging.
//!
//! Not the rules all vendors share, which are in `face_kit`.
//!
//! The one rule to know: a page past the end is empty, never an error; more than 50 entries are refused, not cut.

use domain::page::PageRequest;
use domain::refusal::Problem;
use face_kit::{Checker, Error, Query, WholeNumber};

/// The most entries of a page, and how many it has when the request does not say.
const MOST: u32 = 50;

/// More than any list has: lists that are not paged unless they are asked to be.
const EVERYTHING: u32 = 1_000_000;

/// The page that `page` and `limit` name.
///
/// # Errors
/// Faults of either.
pub(crate) fn page(query: &Query) -> Result<PageRequest, Error> {
    let mut check = Checker::new();
    let page = checked(&mut check, query);
    Ok(check.finish_with(page)?)
}

/// As [`page`], everything when neither is given.
///
/// # Errors
/// Faults of either.
pub(crate) fn page_if_asked(query: &Query) -> Result<PageRequest, Error> {
    if query.get("page").is_none() && query.get("limit").is_none() {
        return Ok(PageRequest::new(1, EVERYTHING, EVERYTHING));
    }
    page(query)
}

/// The page, with its faults noted.
pub(crate) fn checked(check: &mut Checker, query: &Query) -> PageRequest {
    let page = number(check, query, "page").unwrap_or(1);
    let limit = number(check, query, "limit").unwrap_or(MOST);
    if limit > MOST {
        check.fault("limit", Problem::OutOfRange);
    }
    PageRequest::new(page, limit, MOST)
}

fn number(check: &mut Checker, query: &Query, name: &str) -> Option<u32> {
    let given = query.given::<WholeNumber>(name);
    let number = check.optional_whole(name, &given, i64::MIN..=i64::MAX)?;
    if number < 1 {
        check.fault(name, Problem::NotPositive);
        return None;
    }
    Some(u32::try_from(number).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use domain::refusal::Problem;
    use face_kit::{Error, Query};

    use super::{page, page_if_asked};

    #[test]
    fn a_page_has_up_to_50_entries_and_more_are_refused() {
        let query = |raw: &str| Query::parse(raw).expect("a query");
        for (raw, limit, offset) in [("", 50, 0), ("page=3&limit=10", 10, 20), ("limit=50", 50, 0)] {
            let page = page(&query(raw)).expect("a page");
            assert_eq!((page.limit(), page.offset()), (limit, offset), "{raw}");
        }
        let faults = [
            ("limit=51", Problem::OutOfRange),
            ("limit=0", Problem::NotPositive),
            ("page=-1", Problem::NotPositive),
            ("page=um", Problem::NotANumber),
        ];
        for (raw, problem) in faults {
            match page(&query(raw)) {
                Err(Error::Faults(faults)) => assert_eq!(faults.first().problem, problem, "{raw}"),
                other => panic!("{raw}: {other:?}"),
            }
        }
        assert!(page_if_asked(&query("")).expect("all").limit() > 50);
        assert_eq!(page_if_asked(&query("page=2")).expect("a page").limit(), 50);
    }
}
