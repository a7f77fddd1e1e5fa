//! Products as connectors and as counters look for them, and what hangs on them.

use domain::catalog::{ProductField, ProductFilter, ProductKind, ProductStatus};
use domain::criteria::{Comparison, Criterion};
use domain::ids::{CategoryId, LocationId, ProductId};
use store::categories::CategoryColumn;
use store::grid_values::Axis;
use store::listing::OrderedBy;
use store::packagings::PackagingFilter;
use store::products::{ProductColumn, ProductSearch};
use store::skus::SkuPlace;

use super::super::ACCOUNT;
use super::{Asked, Cost, at, page, text, with};

fn is(field: ProductField, comparison: Comparison, value: &str) -> Vec<Criterion<ProductField>> {
    vec![Criterion::text(field, comparison, value)]
}

pub(super) fn add(to: &mut Asked) {
    let mut list = |what: &str, cost: Cost, change: &dyn Fn(&mut ProductFilter)| {
        let filter = with(change);
        let ask = move |tx: &mut store::Tx<'_>| store::products::list(tx, ACCOUNT, &filter, page());
        super::add(to, format!("products::list {what}"), cost, ask, |rows| rows.len());
    };
    list("of all", Cost::Page, &|_| {});
    list("that are active", Cost::Page, &|f| {
        let inactive = ProductStatus::Inactive.name();
        f.criteria = is(ProductField::Status, Comparison::NotEqual, inactive);
    });
    list("changed since a stamp", Cost::Page, &|f| f.changed_from = Some(10_000));
    list("by code", Cost::Page, &|f| {
        f.criteria = is(ProductField::Code, Comparison::Equal, "77");
    });
    list("after a code", Cost::Pass, &|f| {
        f.criteria = is(ProductField::Code, Comparison::Greater, "19998");
    });
    list("by barcode", Cost::Page, &|f| {
        f.criteria = is(ProductField::Barcode, Comparison::Equal, "78977");
    });
    list("in a category", Cost::Page, &|f| {
        f.criteria = is(ProductField::Category, Comparison::Equal, "77");
    });
    list("by name", Cost::Pass, &|f| {
        f.criteria = is(ProductField::Name, Comparison::Equal, "t19999");
    });
    list("that contain a text", Cost::Pass, &|f| f.text = text("nome 19999"));
}

pub(super) fn add_searches(to: &mut Asked) {
    let mut list = |what: &str, cost: Cost, column: ProductColumn, change: &dyn Fn(&mut ProductSearch)| {
        let filter: ProductSearch = with(|filter: &mut ProductSearch| {
            filter.counter = Some(LocationId::from_raw(3));
            filter.kind = Some(ProductKind::Product);
            filter.is_archived = Some(false);
            change(filter);
        });
        let order = OrderedBy {
            column,
            descending: false,
        };
        let ask = move |tx: &mut store::Tx<'_>| store::products::search(tx, ACCOUNT, &filter, order, page());
        super::add(to, format!("products::search {what}"), cost, ask, |page| {
            page.items.len()
        });
    };
    list("of all", Cost::Page, ProductColumn::Id, &|_| {});
    list("of all, by name", Cost::Page, ProductColumn::Name, &|_| {});
    list("of all, by when changed", Cost::Page, ProductColumn::UpdatedAt, &|_| {});
    list("that are services", Cost::Pass, ProductColumn::Id, &|f| {
        f.kind = Some(ProductKind::Service);
    });
    list("in a category", Cost::Page, ProductColumn::Id, &|f| {
        f.category = Some(CategoryId::from_raw(7));
    });
    list("by code", Cost::Page, ProductColumn::Id, &|f| f.code = text("77"));
    list("by ncm", Cost::Page, ProductColumn::Id, &|f| f.ncm = text("61091001"));
    list("changed since", Cost::Page, ProductColumn::UpdatedAt, &|f| {
        f.updated_from = at(19_000);
    });
    list("that contain a text", Cost::Pass, ProductColumn::Id, &|f| {
        f.text = text("nome 19999");
    });
    for column in [
        ProductColumn::Ncm,
        ProductColumn::Code,
        ProductColumn::Available,
        ProductColumn::MinimumStock,
        ProductColumn::Markup,
        ProductColumn::Cost,
        ProductColumn::Price,
        ProductColumn::Tags,
    ] {
        list(&format!("by {column:?}"), Cost::Pass, column, &|_| {});
    }
}

pub(super) fn add_parts(to: &mut Asked) {
    let product = Some(ProductId::from_raw(77));
    for (what, product, grid, axis) in [
        ("of all", None, None, None),
        ("of a product", product, None, None),
        ("of a grid", None, Some("grade 7"), None),
        ("of an axis", product, None, Some(Axis::Row)),
    ] {
        let ask = move |tx: &mut store::Tx<'_>| store::grid_values::list(tx, ACCOUNT, product, grid, axis, page());
        let name = format!("grid_values::list {what}");
        super::add(to, name, Cost::Page, ask, |rows| rows.len());
    }
    for (what, of, barcode, place) in [
        ("of all", None, None, None),
        ("of a product", product, None, None),
        ("that are one", None, Some("78977"), None),
        ("of a variation", product, None, Some(SkuPlace::Nth(2))),
    ] {
        let ask = move |tx: &mut store::Tx<'_>| store::skus::list_barcodes(tx, ACCOUNT, of, barcode, place, page());
        let name = format!("skus::list_barcodes {what}");
        super::add(to, name, Cost::Page, ask, |rows| rows.len());
    }
    let mut list = |what: &str, change: &dyn Fn(&mut PackagingFilter)| {
        let filter = with(change);
        let ask = move |tx: &mut store::Tx<'_>| store::packagings::list(tx, ACCOUNT, &filter, page());
        let name = format!("packagings::list {what}");
        super::add(to, name, Cost::Page, ask, |rows| rows.len());
    };
    list("of all", &|_| {});
    list("of a product", &|f| f.product = text("77"));
    list("of a barcode", &|f| f.barcode = text("78977"));
    list("of a unit", &|f| f.unit = text("CX"));
    for (what, cost, name) in [("of a name", Cost::Pass, "nome 19999"), ("of many", Cost::Page, "nome")] {
        let ask = move |tx: &mut store::Tx<'_>| store::channels::search(tx, ACCOUNT, name, page());
        super::add(to, format!("channels::search {what}"), cost, ask, |rows| rows.len());
    }
    for (what, text, column, cost) in [
        ("of all", None, CategoryColumn::Id, Cost::Page),
        ("by name", None, CategoryColumn::Name, Cost::Pass),
        ("of a text", Some("t19999"), CategoryColumn::Id, Cost::Pass),
    ] {
        let order = OrderedBy {
            column,
            descending: false,
        };
        let ask = move |tx: &mut store::Tx<'_>| store::categories::search(tx, ACCOUNT, text, order, page());
        let name = format!("categories::search {what}");
        super::add(to, name, cost, ask, |page| page.items.len());
    }
}
