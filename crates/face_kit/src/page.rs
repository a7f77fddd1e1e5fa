//! Which page of a list a request wants: the rules all vendors share.
//!
//! Not the vendors' names, sizes, envelopes or headers: those are in each face's `page.rs`.
//!
//! The one rule to know: no page number means the first page; zero, less and garbage are faults; a size beyond the most
//! is cut to it; a page past the end is empty and no fault.

use domain::page::PageRequest;
use domain::refusal::Problem;

use crate::check::Checker;
use crate::given::{Given, WholeNumber};

/// How many entries a page has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PageSize<'a> {
    /// Always so many.
    Fixed(u32),
    /// As the request says.
    Asked {
        /// The parameter's name, for faults.
        path: &'a str,
        /// What was given.
        given: &'a Given<WholeNumber>,
        /// How many when nothing was given.
        default: u32,
        /// The most.
        max: u32,
    },
}

/// The page of the number given under `path`. The placeholder after a fault is the first page.
pub fn page_request(check: &mut Checker, path: &str, given: &Given<WholeNumber>, size: &PageSize<'_>) -> PageRequest {
    let page = positive(check, path, given).unwrap_or(1);
    match size {
        PageSize::Fixed(per_page) => PageRequest::new(page, *per_page, *per_page),
        PageSize::Asked {
            path,
            given,
            default,
            max,
        } => {
            let per_page = positive(check, path, given).unwrap_or(*default);
            PageRequest::new(page, per_page, *max)
        }
    }
}

/// A number above zero, cut to what a page number holds.
fn positive(check: &mut Checker, path: &str, given: &Given<WholeNumber>) -> Option<u32> {
    let number = check.optional_whole(path, given, i64::MIN..=i64::MAX)?;
    if number < 1 {
        check.fault(path, Problem::NotPositive);
        return None;
    }
    Some(u32::try_from(number).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use domain::refusal::Problem;

    use super::{PageSize, page_request};
    use crate::check::Checker;
    use crate::given::Given;

    #[test]
    fn pages_are_counted_from_one_and_garbage_is_a_fault() {
        // (page as sent, page, fault)
        let table = [
            ("", 1, None),
            ("1", 1, None),
            ("7", 7, None),
            (" 7 ", 7, None),
            ("9999999999", u32::MAX, None),
            ("0", 1, Some(Problem::NotPositive)),
            ("-1", 1, Some(Problem::NotPositive)),
            ("1.5", 1, Some(Problem::NotAnInteger)),
            ("x", 1, Some(Problem::NotANumber)),
            ("99999999999999999999", 1, Some(Problem::OutOfRange)),
        ];
        for (sent, page, problem) in table {
            let mut check = Checker::new();
            let request = page_request(&mut check, "page", &Given::read_plain(sent), &PageSize::Fixed(50));
            assert_eq!((request.page(), request.per_page()), (page, 50), "{sent:?}");
            let fault = check.finish().err().map(|faults| faults.first().clone());
            assert_eq!(
                fault.map(|fault| (fault.path, fault.problem)),
                problem.map(|it| ("page".to_owned(), it))
            );
        }
    }

    #[test]
    fn an_asked_size_is_cut_to_the_most() {
        for (sent, size) in [("", 25), ("10", 10), ("100", 100), ("1000", 100)] {
            let mut check = Checker::new();
            let given = Given::read_plain(sent);
            let asked = PageSize::Asked {
                path: "per_page",
                given: &given,
                default: 25,
                max: 100,
            };
            assert_eq!(
                page_request(&mut check, "page", &Given::Missing, &asked).per_page(),
                size,
                "{sent:?}"
            );
            assert!(check.is_clean());
        }
    }
}
