//! Parties, and what was promised to them: coupons and discounts.

use domain::criteria::{Comparison, Criterion};
use domain::discounts::DiscountKind;
use domain::ids::{ChannelId, OrderId, PartyId, SkuId};
use domain::parties::{
    PartyField, PartyFilter, PartyKind, PartyOrder, PartyOrderBy, PartyText, Role, StateRegistrationKind,
};
use jiff::civil::date;
use store::coupons::CouponFilter;
use store::discounts::DiscountFilter;

use super::super::ACCOUNT;
use super::{Asked, Cost, at, own, page, text, with};

/// Who buys, of the rarer kind.
fn buys(filter: &mut PartyFilter) {
    filter.role = Some(Role::Customer);
    filter.kind = Some(PartyKind::Company);
}

fn is(field: PartyField, value: &str) -> Vec<Criterion<PartyField>> {
    vec![Criterion::text(field, Comparison::Equal, value)]
}

pub(super) fn add(to: &mut Asked) {
    let mut list = |what: &str, cost: Cost, change: &dyn Fn(&mut PartyFilter)| {
        let (filter, counted) = (with(change), with(change));
        let ask =
            move |tx: &mut store::Tx<'_>| store::parties::list(tx, ACCOUNT, &filter, PartyOrder::default(), page());
        super::add(to, format!("parties::list {what}"), cost, ask, |rows| rows.len());
        let ask = move |tx: &mut store::Tx<'_>| store::parties::count(tx, ACCOUNT, &counted);
        super::add(to, format!("parties::count {what}"), Cost::Pass, ask, |count| {
            usize::try_from(count).unwrap()
        });
    };
    list("of all", Cost::Page, &|_| {});
    list("that buy", Cost::Page, &buys);
    list("that buy, by document", Cost::Page, &|f| {
        buys(f);
        f.tax_document = text("10000000070");
    });
    // By number, as the vendor's page is: the moments are looked at one after the other.
    list("that buy, created within", Cost::Pass, &|f| {
        buys(f);
        (f.created_from, f.created_until) = (at(10_000), at(10_500));
    });
    list("that buy, changed since", Cost::Pass, &|f| {
        buys(f);
        f.updated_from = at(10_000);
    });
    list("that supply", Cost::Pass, &|f| f.role = Some(Role::Supplier));
    list("that supply, by document", Cost::Page, &|f| {
        f.role = Some(Role::Supplier);
        f.tax_document = text("10000000500");
    });
    list("that sell for an organization", Cost::Page, &|f| {
        f.role = Some(Role::Seller);
        f.organization = own();
    });
    list("by e-mail", Cost::Page, &|f| f.email = text("p77@exemplo.com.br"));
    list("by id elsewhere", Cost::Page, &|f| f.external_id = text("x77"));
    list("by code", Cost::Page, &|f| f.code = text("77"));
    list("by code, compared", Cost::Page, &|f| {
        f.criteria = is(PartyField::Code, "77")
    });
    list("by document, compared", Cost::Pass, &|f| {
        f.criteria = is(PartyField::TaxDocument, "10000000077");
    });
    list("changed since a stamp", Cost::Page, &|f| f.changed_from = Some(10_000));
    list("that contain a text", Cost::Pass, &|f| f.text = text("nome 19999"));
    list("that contain a text anywhere", Cost::Pass, &|f| {
        f.text = text("nome 19999");
        f.is_text_anywhere = true;
    });
    list("in a city", Cost::Pass, &|f| {
        f.containing = vec![(PartyText::Address, "cidade 77".to_owned())];
    });
    list("of a telephone", Cost::Pass, &|f| {
        f.containing = vec![(PartyText::Phone, "1191999".to_owned())];
    });
    list("that buy for themselves", Cost::Page, &|f| {
        f.is_final_consumer = Some(true);
    });
    list("of a kind of registration", Cost::Page, &|f| {
        f.state_registration_kind = Some(StateRegistrationKind::NonTaxpayer);
    });
    add_orders(to);
}

fn add_orders(to: &mut Asked) {
    for (by, cost) in [
        (PartyOrderBy::Name, Cost::Page),
        (PartyOrderBy::CreatedAt, Cost::Page),
        (PartyOrderBy::UpdatedAt, Cost::Page),
        (PartyOrderBy::TradingName, Cost::Pass),
        (PartyOrderBy::Person, Cost::Pass),
        (PartyOrderBy::City, Cost::Pass),
    ] {
        let order = PartyOrder { by, descending: true };
        let ask =
            move |tx: &mut store::Tx<'_>| store::parties::list(tx, ACCOUNT, &PartyFilter::default(), order, page());
        super::add(to, format!("parties::list by {by:?}"), cost, ask, |rows| rows.len());
    }
}

pub(super) fn add_promotions(to: &mut Asked) {
    let mut list = |what: &str, change: &dyn Fn(&mut CouponFilter)| {
        let filter = with(change);
        let ask = move |tx: &mut store::Tx<'_>| store::coupons::page(tx, ACCOUNT, &filter, page());
        super::add(to, format!("coupons::page {what}"), Cost::Page, ask, |rows| rows.len());
    };
    list("of all", &|_| {});
    list("by code", &|f| f.code = text("77"));
    list("of a customer", &|f| f.customer = Some(PartyId::from_raw(77)));
    list("of an organization", &|f| f.organization = own());
    list("of an order", &|f| f.order = Some(OrderId::from_raw(77)));
    list("for a sku", &|f| f.sku = Some(SkuId::from_raw(77)));

    let mut list = |what: &str, change: &dyn Fn(&mut DiscountFilter)| {
        let filter: DiscountFilter = with(|filter: &mut DiscountFilter| {
            filter.organization = own();
            change(filter);
        });
        let ask = move |tx: &mut store::Tx<'_>| store::discounts::page(tx, ACCOUNT, &filter, page());
        super::add(to, format!("discounts::page {what}"), Cost::Page, ask, |rows| {
            rows.len()
        });
    };
    list("of an organization", &|_| {});
    list("of a channel", &|f| f.channel = Some(ChannelId::from_raw(3)));
    list("of a kind", &|f| f.kind = Some(DiscountKind::Total));
    list("that hold", &|f| f.holds_on = Some((date(2026, 11, 29), true)));
}
