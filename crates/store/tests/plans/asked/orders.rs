//! Orders, their lines, and orders as sales.

use domain::criteria::Comparison;
use domain::ids::{CashAccountId, PartyId, PaymentMethodId};
use domain::orders::{DocumentKind, OrderStatus, PaymentStatus};
use store::listing::OrderedBy;
use store::orders::{OrderFilter, SaleColumn, SaleFilter, Standing, StatusFilter};

use super::super::ACCOUNT;
use super::{Asked, Cost, at, own, page, text, with};

#[allow(clippy::unnecessary_wraps, reason = "as the filter wants it")]
fn is(statuses: &[OrderStatus]) -> Option<StatusFilter> {
    Some(StatusFilter::In(statuses.to_vec()))
}

#[allow(clippy::unnecessary_wraps, reason = "as the filter wants it")]
fn is_not(statuses: &[OrderStatus]) -> Option<StatusFilter> {
    Some(StatusFilter::NotIn(statuses.to_vec()))
}

/// A branch's sales as a connector asks for them.
fn sold(filter: &mut OrderFilter) {
    filter.organization = own();
    filter.status = is_not(&[OrderStatus::Quote, OrderStatus::PreOrder]);
    filter.is_ascending = true;
}

fn stands(statuses: &'static [OrderStatus]) -> Option<Vec<Standing>> {
    Some(vec![Standing {
        statuses,
        payments: &[PaymentStatus::Approved],
        by_carrier: None,
    }])
}

fn list(to: &mut Asked, what: &str, cost: Cost, change: &dyn Fn(&mut OrderFilter)) {
    let filter = with(change);
    let ask = move |tx: &mut store::Tx<'_>| store::orders::page(tx, ACCOUNT, &filter, page());
    super::add(to, format!("orders::page {what}"), cost, ask, |rows| rows.len());
}

pub(super) fn add(to: &mut Asked) {
    let mut list = |what: &str, cost: Cost, change: &dyn Fn(&mut OrderFilter)| list(to, what, cost, change);
    list("of all", Cost::Page, &|_| {});
    list("by code", Cost::Page, &|f| f.code = text("77"));
    list("of an organization", Cost::Page, &|f| f.organization = own());
    list("that are few", Cost::Page, &|f| {
        f.status = is(&[OrderStatus::Placed, OrderStatus::Picked]);
    });
    list("that are many", Cost::Page, &|f| {
        f.status = is(&[OrderStatus::Delivered])
    });
    // The others are looked for among all, newest first, since most exceptions leave most orders.
    list("that are not done", Cost::Pass, &|f| {
        f.status = is_not(&[OrderStatus::Delivered])
    });
    list("that are sold", Cost::Page, &sold);
    list("by customer's document", Cost::Page, &|f| {
        f.customer_document = text("10000000077");
    });
    list("by fiscal number", Cost::Page, &|f| f.fiscal_number = text("77"));
    list("placed within", Cost::Page, &|f| {
        (f.placed_from, f.placed_until, f.is_by_moment) = (at(10_000), at(10_050), true);
    });
    list("placed before", Cost::Page, &|f| {
        (f.placed_until, f.is_by_moment) = (at(10_000), true);
    });
    list("created since", Cost::Page, &|f| {
        (f.created_from, f.is_by_moment) = (at(10_000), true);
    });
    list("changed since", Cost::Page, &|f| {
        (f.updated_from, f.is_by_moment) = (at(10_000), true);
    });
    list("of an organization that are many, changed since", Cost::Page, &|f| {
        f.organization = own();
        f.status = is(&[OrderStatus::Delivered]);
        (f.updated_from, f.is_by_moment) = (at(10_000), true);
    });
    add_by_standing(to);
}

fn add_by_standing(to: &mut Asked) {
    let mut list = |what: &str, cost: Cost, change: &dyn Fn(&mut OrderFilter)| list(to, what, cost, change);
    list("that stand where few do", Cost::Page, &|f| {
        f.standings = stands(&[OrderStatus::Placed]);
    });
    list("of an organization that stand where few do", Cost::Page, &|f| {
        f.organization = own();
        f.standings = stands(&[OrderStatus::Separated]);
    });
    list("that stand where many do", Cost::Page, &|f| {
        f.standings = stands(&[OrderStatus::Delivered]);
    });
    list("of an organization placed within", Cost::Page, &|f| {
        f.organization = own();
        (f.placed_from, f.placed_until) = (at(10_000), at(12_000));
    });
    list("after a number", Cost::Page, &|f| {
        sold(f);
        f.numbers = vec![(Comparison::Greater, 10_000)];
    });
    list("by customer's code", Cost::Page, &|f| {
        f.customer_code = text("77");
        f.is_ascending = true;
    });
    list("of an organization by customer's code", Cost::Page, &|f| {
        sold(f);
        f.customer_code = text("11");
    });
    list("of a document that many are", Cost::Page, &|f| {
        f.kinds = vec![DocumentKind::Order];
    });
    list("of a document that few are", Cost::Pass, &|f| {
        f.kinds = vec![DocumentKind::Quote];
    });
}

pub(super) fn add_lines(to: &mut Asked) {
    let mut list = |what: &str, cost: Cost, product: Option<&'static str>, change: &dyn Fn(&mut OrderFilter)| {
        let filter = with(|filter| {
            sold(filter);
            change(filter);
        });
        let ask = move |tx: &mut store::Tx<'_>| store::orders::page_of_lines(tx, ACCOUNT, &filter, product, page());
        super::add(to, format!("orders::page_of_lines {what}"), cost, ask, |rows| {
            rows.len()
        });
    };
    list("of one", Cost::Page, None, &|f| {
        f.numbers = vec![(Comparison::Equal, 22)]
    });
    list("after a number", Cost::Page, None, &|f| {
        f.numbers = vec![(Comparison::Greater, 10_000)];
    });
    list("of a customer", Cost::Page, None, &|f| f.customer_code = text("11"));
    // By number, as they are read while others are sold: the days are looked at one after the other.
    list("placed within", Cost::Pass, None, &|f| {
        (f.placed_from, f.placed_until) = (at(10_000), at(10_100));
    });
    list("of a product", Cost::Pass, Some("12"), &|_| {});
}

pub(super) fn add_sales(to: &mut Asked) {
    let mut list = |what: &str, cost: Cost, column: SaleColumn, change: &dyn Fn(&mut SaleFilter)| {
        let filter = with(change);
        let order = OrderedBy {
            column,
            descending: true,
        };
        let ask = move |tx: &mut store::Tx<'_>| store::orders::sales(tx, ACCOUNT, &filter, order, page());
        super::add(to, format!("orders::sales {what}"), cost, ask, |page| page.items.len());
    };
    list("of all", Cost::Page, SaleColumn::Id, &|_| {});
    list("of all, by day", Cost::Page, SaleColumn::PlacedAt, &|_| {});
    list("of all, by when recorded", Cost::Page, SaleColumn::CreatedAt, &|_| {});
    list("of an organization", Cost::Page, SaleColumn::Id, &|f| {
        f.organization = own();
        f.statuses = vec![OrderStatus::Delivered];
    });
    list("by number", Cost::Page, SaleColumn::Id, &|f| f.ids = vec![7, 9]);
    list("of a seller", Cost::Page, SaleColumn::Id, &|f| {
        f.seller = Some(PartyId::from_raw(7));
    });
    list("paid by", Cost::Pass, SaleColumn::Id, &|f| {
        f.payment_method = Some(PaymentMethodId::from_raw(7));
    });
    list("paid into", Cost::Pass, SaleColumn::Id, &|f| {
        f.cash_account = Some(CashAccountId::from_raw(2));
    });
    list("with a document", Cost::Page, SaleColumn::Id, &|f| {
        f.has_document = Some(true);
    });
    list("sold within", Cost::Page, SaleColumn::PlacedAt, &|f| {
        (f.placed_from, f.placed_until) = (at(10_000), at(10_100));
    });
    list("recorded within", Cost::Pass, SaleColumn::Id, &|f| {
        (f.created_from, f.created_until) = (at(10_000), at(10_100));
    });
    list("that contain a text", Cost::Pass, SaleColumn::Id, &|f| {
        f.text = text("nome 4999");
    });
    for column in [
        SaleColumn::Total,
        SaleColumn::SellerName,
        SaleColumn::Tags,
        SaleColumn::Stage,
        SaleColumn::DeliverOn,
        SaleColumn::CancelledAt,
        SaleColumn::Receivable,
        SaleColumn::Instalments,
    ] {
        list(&format!("by {column:?}"), Cost::Pass, column, &|_| {});
    }
}
