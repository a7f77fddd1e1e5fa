//! The ways in which lists are asked for, each with what it may cost: those of a route, filter by filter.
//!
//! The one rule to know: a name begins with the finder's, as `orders::page`; a test compares them with the finders there
//! are. Orders that no index serves all cost alike, so of those only what is computed for each row stands here, and one
//! that is not.

mod catalogue;
mod finance;
mod orders;
mod parties;
mod stock;

use domain::ids::{OrganizationId, PriceTableId};
use domain::page::PageRequest;
use domain::receipts::ReceiptState;
use jiff::Timestamp;
use store::{StoreError, Tx};

use super::ACCOUNT;
use super::lists::{Ask, Cost};

/// Lists with their names and what they may cost.
pub(crate) type Asked = Vec<(String, Cost, Ask)>;

/// The first page.
fn page() -> PageRequest {
    PageRequest::new(1, 50, 100)
}

/// The instant that a row of this number has in all its columns.
fn at(row: i64) -> Option<Timestamp> {
    Timestamp::from_microsecond(row).ok()
}

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

/// An organization; so many rows have it that a page of its own is full.
fn own() -> Option<OrganizationId> {
    Some(OrganizationId::from_raw(3))
}

/// A filter that asks for this.
fn with<F: Default>(change: impl FnOnce(&mut F)) -> F {
    let mut filter = F::default();
    change(&mut filter);
    filter
}

/// Adds a list whose answer is counted in some way.
fn add<T: 'static>(
    to: &mut Asked,
    name: String,
    cost: Cost,
    ask: impl Fn(&mut Tx<'_>) -> Result<T, StoreError> + Send + Sync + 'static,
    count: impl Fn(T) -> usize + Send + Sync + 'static,
) {
    to.push((name, cost, Box::new(move |tx| ask(tx).map(&count))));
}

/// All of them.
pub(crate) fn all() -> Asked {
    let mut asked = Vec::new();
    by_number(&mut asked);
    orders::add(&mut asked);
    orders::add_lines(&mut asked);
    orders::add_sales(&mut asked);
    finance::add(&mut asked);
    finance::add_books(&mut asked);
    parties::add(&mut asked);
    parties::add_promotions(&mut asked);
    catalogue::add(&mut asked);
    catalogue::add_searches(&mut asked);
    catalogue::add_parts(&mut asked);
    stock::add(&mut asked);
    asked
}

/// Lists without any condition, or of one organization's.
fn by_number(to: &mut Asked) {
    type One = fn(&mut Tx<'_>, OrganizationId) -> Result<usize, StoreError>;
    let lists: [(&str, One); 20] = [
        ("attribute_values::list", |tx, _| {
            Ok(store::attribute_values::list(tx, ACCOUNT, page())?.len())
        }),
        ("attributes::list", |tx, _| {
            Ok(store::attributes::list(tx, ACCOUNT, page())?.len())
        }),
        ("brands::list", |tx, _| {
            Ok(store::brands::list(tx, ACCOUNT, page())?.len())
        }),
        ("categories::list", |tx, _| {
            Ok(store::categories::list(tx, ACCOUNT, page())?.len())
        }),
        ("channels::list", |tx, _| {
            Ok(store::channels::list(tx, ACCOUNT, page())?.len())
        }),
        ("customers::categories", |tx, _| {
            Ok(store::customers::categories(tx, ACCOUNT, page())?.len())
        }),
        ("customers::types_of", |tx, own| {
            Ok(store::customers::types_of(tx, ACCOUNT, own, page())?.len())
        }),
        ("customers::acquisition_channels_of", |tx, own| {
            Ok(store::customers::acquisition_channels_of(tx, ACCOUNT, own, page())?.len())
        }),
        ("locations::list", |tx, _| {
            Ok(store::locations::list(tx, ACCOUNT, page())?.len())
        }),
        ("locations::list_of", |tx, own| {
            Ok(store::locations::list_of(tx, ACCOUNT, own, page())?.len())
        }),
        ("locations::list_warehouses_of", |tx, own| {
            Ok(store::locations::list_warehouses_of(tx, ACCOUNT, own, page())?.len())
        }),
        ("organizations::list", |tx, _| {
            Ok(store::organizations::list(tx, ACCOUNT, page())?.len())
        }),
        ("prices::list_tables", |tx, _| {
            Ok(store::prices::list_tables(tx, ACCOUNT, page())?.len())
        }),
        ("prices::of_table", |tx, _| {
            Ok(store::prices::of_table(tx, ACCOUNT, PriceTableId::from_raw(2), page())?.len())
        }),
        ("receipts::page_in_state open", |tx, _| {
            Ok(store::receipts::page_in_state(tx, ACCOUNT, ReceiptState::Open, page())?.len())
        }),
        ("receipts::page_in_state concluded", |tx, _| {
            Ok(store::receipts::page_in_state(tx, ACCOUNT, ReceiptState::Concluded, page())?.len())
        }),
        ("shipments::page", |tx, own| {
            Ok(store::shipments::page(tx, ACCOUNT, own, page())?.len())
        }),
        ("store_products::page", |tx, own| {
            Ok(store::store_products::page(tx, ACCOUNT, own, page())?.len())
        }),
        ("transfers::page", |tx, own| {
            Ok(store::transfers::page(tx, ACCOUNT, own, page())?.len())
        }),
        (
            "users::list",
            |tx, _| Ok(store::users::list(tx, ACCOUNT, page())?.len()),
        ),
    ];
    let own = OrganizationId::from_raw(3);
    for (name, list) in lists {
        add(to, name.to_owned(), Cost::Page, move |tx| list(tx, own), |rows| rows);
    }
}
