//! Pages of a list: what is asked for and what is answered.
//!
//! Not a vendor's paging words, defaults or headers: those are each face's `page.rs`.
//!
//! The one rule to know: a page past the end is empty, never an error, and no page number overflows.

/// Which page of a list is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PageRequest {
    page: u32,
    per_page: u32,
    offset: i64,
}

impl PageRequest {
    /// The page of this number, counted from 1, with `per_page` entries but at least 1 and at most `max`.
    ///
    /// What page 0 means differs per vendor and is the caller's to decide; here it is the first page.
    #[must_use]
    pub const fn new(page: u32, per_page: u32, max: u32) -> Self {
        let per_page = Self::size(per_page, max);
        let page = if page == 0 { 1 } else { page };
        Self {
            page,
            per_page,
            offset: (page as i64 - 1).saturating_mul(per_page as i64),
        }
    }

    /// The `limit` entries, but at least 1 and at most `max`, that come after the first `offset`: for vendors that count
    /// entries and not pages. Its page is the one in which the first entry stands.
    #[must_use]
    pub const fn after(offset: i64, limit: u32, max: u32) -> Self {
        let per_page = Self::size(limit, max);
        let offset = if offset < 0 { 0 } else { offset };
        let page = (offset / per_page as i64).saturating_add(1);
        Self {
            page: if page > u32::MAX as i64 { u32::MAX } else { page as u32 },
            per_page,
            offset,
        }
    }

    const fn size(wanted: u32, max: u32) -> u32 {
        let size = if wanted > max { max } else { wanted };
        if size == 0 { 1 } else { size }
    }

    /// The number of the page, from 1.
    #[must_use]
    pub const fn page(self) -> u32 {
        self.page
    }

    /// How many entries a full page has, from 1.
    #[must_use]
    pub const fn per_page(self) -> u32 {
        self.per_page
    }

    /// How many entries come before the page; for the largest requests, the most an `i64` holds.
    #[must_use]
    pub const fn offset(self) -> i64 {
        self.offset
    }

    /// How many entries to read.
    #[must_use]
    pub const fn limit(self) -> i64 {
        self.per_page as i64
    }
}

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    /// Its entries, at most [`PageRequest::per_page`] of them.
    pub items: Vec<T>,
    /// How many entries the whole list has, when that was counted.
    pub total: Option<u64>,
    /// What was asked for.
    pub request: PageRequest,
}

impl<T> Page<T> {
    /// A page with these entries.
    #[must_use]
    pub const fn new(items: Vec<T>, total: Option<u64>, request: PageRequest) -> Self {
        Self { items, total, request }
    }

    /// The same page with every entry turned into something else.
    #[must_use]
    pub fn map<U>(self, turn: impl FnMut(T) -> U) -> Page<U> {
        Page {
            items: self.items.into_iter().map(turn).collect(),
            total: self.total,
            request: self.request,
        }
    }

    /// The same page with every entry turned into something else, unless one fails.
    ///
    /// # Errors
    /// The first failure.
    pub fn try_map<U, E>(self, turn: impl FnMut(T) -> Result<U, E>) -> Result<Page<U>, E> {
        let items = self.items.into_iter().map(turn).collect::<Result<_, _>>()?;
        Ok(Page {
            items,
            total: self.total,
            request: self.request,
        })
    }

    /// How many pages the list has, when counted; none when it is empty.
    #[must_use]
    pub fn total_pages(&self) -> Option<u64> {
        self.total.map(|total| total.div_ceil(u64::from(self.request.per_page)))
    }

    /// Whether a page before this one has entries; not counted lists are taken to be long enough.
    #[must_use]
    pub fn has_previous(&self) -> bool {
        self.request.page > 1 && self.total != Some(0)
    }

    /// Whether a page after this one has entries. Of a list that was not counted, a full page says yes.
    #[must_use]
    pub fn has_next(&self) -> bool {
        match self.total_pages() {
            Some(pages) => u64::from(self.request.page) < pages,
            None => u64::try_from(self.items.len()).is_ok_and(|length| length >= u64::from(self.request.per_page)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Page, PageRequest};

    #[test]
    fn a_window_begins_at_any_entry() {
        let table = [
            ((0, 100), (1, 100, 0)),
            ((250, 100), (3, 100, 250)),
            ((7, 500), (1, 100, 7)),
            ((-3, 0), (1, 1, 0)),
            ((i64::MAX, 1), (u32::MAX, 1, i64::MAX)),
        ];
        for ((offset, limit), expected) in table {
            let window = PageRequest::after(offset, limit, 100);
            assert_eq!(
                (window.page(), window.per_page(), window.offset()),
                expected,
                "{offset}"
            );
        }
    }

    #[test]
    fn offsets_count_pages_from_one() {
        // (page, per page, max, offset, limit)
        let table = [
            (1, 50, 100, 0, 50),
            (2, 50, 100, 50, 50),
            (3, 500, 100, 200, 100),
            (1, 0, 100, 0, 1),
            (0, 50, 100, 0, 50),
            (4, 10, 0, 3, 1),
        ];
        for (page, per_page, max, offset, limit) in table {
            let request = PageRequest::new(page, per_page, max);
            assert_eq!(
                (request.offset(), request.limit()),
                (offset, limit),
                "page {page} of {per_page}"
            );
        }
    }

    #[test]
    fn the_largest_page_number_does_not_overflow() {
        assert_eq!(
            PageRequest::new(u32::MAX, 100, 100).offset(),
            (i64::from(u32::MAX) - 1) * 100
        );
        assert_eq!(PageRequest::new(u32::MAX, u32::MAX, u32::MAX).offset(), i64::MAX);
    }

    #[test]
    fn neighbours_follow_from_the_total_or_from_a_full_page() {
        let page = |page, items: usize, total| Page::new(vec![(); items], total, PageRequest::new(page, 10, 10));
        // (page, total pages, has previous, has next)
        let table = [
            (page(1, 10, Some(25)), Some(3), false, true),
            (page(3, 5, Some(25)), Some(3), true, false),
            (page(9, 0, Some(25)), Some(3), true, false),
            (page(1, 0, Some(0)), Some(0), false, false),
            (page(2, 0, Some(0)), Some(0), false, false),
            (page(1, 10, Some(10)), Some(1), false, false),
            (page(1, 10, None), None, false, true),
            (page(2, 9, None), None, true, false),
        ];
        for (page, pages, previous, next) in table {
            assert_eq!(
                (page.total_pages(), page.has_previous(), page.has_next()),
                (pages, previous, next),
                "{page:?}"
            );
        }
    }

    #[test]
    fn mapping_keeps_the_request_and_the_total() {
        let page = Page::new(vec![1, 2], Some(2), PageRequest::new(1, 10, 10));
        assert_eq!(
            page.clone().map(|n| n * 2),
            Page::new(vec![2, 4], Some(2), page.request)
        );
        assert_eq!(page.try_map(|n| if n == 2 { Err("two") } else { Ok(n) }), Err("two"));
    }
}
