//! Balances, movements and adjustments.

use domain::ids::LocationId;
use domain::stock::AdjustReason;
use jiff::Timestamp;
use store::skus::SkuPlace;
use store::stock::{BalanceFilter, BalanceRange, MovementFilter};
use store::stock_operations::AdjustmentFilter;

use super::super::ACCOUNT;
use super::{Asked, Cost, at, own, page, text, with};

pub(super) fn add(to: &mut Asked) {
    let place = LocationId::from_raw(3);
    let nth = Some(SkuPlace::Nth(2));
    let mut list = |what: &str, change: &dyn Fn(&mut BalanceFilter)| {
        let filter = with(change);
        let ask = move |tx: &mut store::Tx<'_>| store::stock::list(tx, ACCOUNT, &filter, page());
        super::add(to, format!("stock::list {what}"), Cost::Page, ask, |rows| rows.len());
    };
    list("of all", &|_| {});
    list("of an organization", &|f| f.organization = own());
    list("of a place", &|f| (f.organization, f.location) = (own(), Some(place)));
    list("of a product", &|f| f.product = text("77"));
    list("of a variation", &|f| (f.product, f.sku) = (text("77"), nth));
    list("changed since a stamp", &|f| {
        (f.organization, f.changed_from) = (own(), Some(10_000));
    });

    let mut list = |what: &str, change: &dyn Fn(&mut MovementFilter)| {
        let filter = with(change);
        let ask = move |tx: &mut store::Tx<'_>| store::stock::list_movements(tx, ACCOUNT, &filter, page());
        let name = format!("stock::list_movements {what}");
        super::add(to, name, Cost::Page, ask, |rows| rows.len());
    };
    list("of all", &|_| {});
    list("of an organization", &|f| f.organization = own());
    list("of a place", &|f| (f.organization, f.location) = (own(), Some(place)));
    list("of a product", &|f| f.product = text("77"));
    list("of a variation", &|f| (f.product, f.sku) = (text("77"), nth));
    list("that came", &|f| (f.organization, f.is_entry) = (own(), Some(true)));
    list("within", &|f| {
        (f.organization, f.from, f.until) = (own(), at(19_000), at(19_900));
    });
    list("changed since a stamp", &|f| {
        (f.organization, f.changed_from) = (own(), Some(10_000));
    });

    let range = BalanceRange {
        created_from: Timestamp::MIN,
        created_until: Timestamp::MAX,
        updated_from: Timestamp::MIN,
        updated_until: Timestamp::MAX,
    };
    let ask = move |tx: &mut store::Tx<'_>| store::stock::page_of_location(tx, ACCOUNT, place, range, page());
    let name = "stock::page_of_location".to_owned();
    super::add(to, name, Cost::Page, ask, |rows| rows.len());

    let mut list = |what: &str, cost: Cost, change: &dyn Fn(&mut AdjustmentFilter)| {
        let filter = with(change);
        let ask =
            move |tx: &mut store::Tx<'_>| store::stock_operations::adjustments(tx, ACCOUNT, &filter, true, page());
        let name = format!("stock_operations::adjustments {what}");
        super::add(to, name, cost, ask, |page| page.items.len());
    };
    list("of all", Cost::Page, &|_| {});
    list("by hand", Cost::Page, &|f| f.reasons = Some(vec![AdjustReason::Manual]));
    list("within", Cost::Pass, &|f| {
        (f.created_from, f.created_until) = (at(10_000), at(10_200));
    });
}
