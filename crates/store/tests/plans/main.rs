//! How SQLite plans what the product asks: by an index that narrows further than the account, or by a primary key whose
//! order the page needs. A scan of a whole account that is not cut by a page is a defect.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod asked;
mod filled;
mod lists;

use domain::catalog::{ProductFilter, ProductKind};
use domain::finance::TitleKind;
use domain::ids::{
    AccountId, AttributeGroupId, AttributeId, BalanceId, CategoryId, ChannelId, FiscalDocumentId, LocationId, OrderId,
    OrganizationId, ProductId, ReceiptId, SkuId,
};
use domain::orders::{OrderStatus, PaymentStatus};
use domain::page::PageRequest;
use domain::parties::PartyFilter;
use domain::receipts::ReceiptState;
use jiff::Timestamp;
use store::listing::OrderedBy;
use store::orders::{OrderFilter, SaleColumn, SaleFilter, Standing, StatusFilter};
use store::packagings::PackagingFilter;
use store::products::{ProductColumn, ProductSearch};
use store::skus::SkuPlace;
use store::stock::{BalanceFilter, BalanceRange, MovementFilter};
use store::tags::Tagged;
use store::titles::{TitleColumn, TitleFilter};
use store::{EngineKind, Plan, StoreError, Tx};

const ACCOUNT: AccountId = AccountId::from_raw(1);

fn page() -> PageRequest {
    PageRequest::new(2, 50, 100)
}

/// Whether a line of a plan walks more than it needs: any scan, or a search by nothing but the account in a statement
/// that is not a page in the order of the key.
fn walks(plan: &Plan) -> bool {
    let paged = plan.statement.contains("LIMIT");
    plan.lines.iter().any(|line| {
        let scans = line.starts_with("SCAN ") && !line.contains("CONSTANT ROW") && !line.contains("USING COVERING");
        let sorts = line.contains("USE TEMP B-TREE FOR ORDER BY") && paged;
        scans || sorts || (line.ends_with("(account_id=?)") && !paged)
    })
}

/// Runs finders and answers the plans that walk.
fn walking(run: impl Fn(&mut Tx<'_>) -> Result<(), StoreError> + Send + Sync + Clone + 'static) -> Vec<String> {
    let plans = plans(run);
    plans.iter().filter(|plan| walks(plan)).map(Plan::to_string).collect()
}

/// Runs finders and answers the plans of their statements.
fn plans(run: impl Fn(&mut Tx<'_>) -> Result<(), StoreError> + Send + Sync + Clone + 'static) -> Vec<Plan> {
    let found = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    store::testing::each_engine(|store| {
        if store.engine() != EngineKind::Sqlite {
            return;
        }
        let (run, found) = (run.clone(), found.clone());
        store
            .write_blocking(ACCOUNT, move |tx| {
                tx.note_plans();
                run(tx)?;
                found.lock().unwrap().extend(tx.take_plans());
                Ok::<_, StoreError>(())
            })
            .unwrap();
    });
    let plans = found.lock().unwrap().clone();
    assert!(!plans.is_empty(), "no plan was noted");
    plans
}

#[test]
fn stock_is_found_by_its_indexes() {
    let skus: Vec<SkuId> = (1..=3).map(SkuId::from_raw).collect();
    let walking = walking(move |tx| {
        store::stock::find_many(tx, ACCOUNT, &[BalanceId::from_raw(1)])?;
        store::stock::lock_many(tx, ACCOUNT, &[BalanceId::from_raw(1)])?;
        store::stock::lock_at(tx, ACCOUNT, LocationId::from_raw(1), &skus)?;
        store::stock::of_skus(tx, ACCOUNT, &skus)?;
        let range = BalanceRange {
            created_from: Timestamp::MIN,
            created_until: Timestamp::MAX,
            updated_from: Timestamp::MIN,
            updated_until: Timestamp::MAX,
        };
        store::stock::page_of_location(tx, ACCOUNT, LocationId::from_raw(1), range, page())?;
        store::transfers::travelling(tx, ACCOUNT, &skus)?;
        store::transfers::page(tx, ACCOUNT, OrganizationId::from_raw(1), page())?;
        Ok(())
    });
    assert_eq!(walking, Vec::<String>::new());
}

#[test]
fn the_shelves_that_an_order_locks_are_found_by_their_skus_and_not_in_the_whole_location() {
    let skus: Vec<SkuId> = (1..=3).map(SkuId::from_raw).collect();
    let plans = plans(move |tx| store::stock::lock_at(tx, ACCOUNT, LocationId::from_raw(1), &skus).map(drop));
    let lines: Vec<&String> = plans.iter().flat_map(|plan| &plan.lines).collect();
    assert!(lines.iter().any(|line| line.contains("balances_by_sku")), "{lines:?}");
}

#[test]
fn orders_and_their_parts_are_found_by_their_indexes() {
    let walking = walking(|tx| {
        let orders = [OrderId::from_raw(1), OrderId::from_raw(2)];
        store::orders::find(tx, ACCOUNT, orders[0])?;
        store::orders::find_code(tx, ACCOUNT, "1")?;
        store::orders::items_of(tx, ACCOUNT, &orders)?;
        store::orders::payments_of(tx, ACCOUNT, &orders)?;
        store::orders::addresses_of(tx, ACCOUNT, &orders)?;
        store::orders::logs_of(tx, ACCOUNT, &orders)?;
        store::orders::volumes_of(tx, ACCOUNT, &orders)?;
        store::fiscal_documents::of_orders(tx, ACCOUNT, &orders)?;
        store::transfers::of_orders(tx, ACCOUNT, &orders)?;
        store::promises::of_orders(tx, ACCOUNT, &orders)?;
        store::titles::of_orders(tx, ACCOUNT, &orders)?;
        store::channels::locations_of(tx, ACCOUNT, ChannelId::from_raw(1))?;
        store::skus::find_many_by_code(tx, ACCOUNT, &["A"])?;
        store::parties::find_by_tax_document(tx, ACCOUNT, "1")?;
        Ok(())
    });
    assert_eq!(walking, Vec::<String>::new());
}

#[test]
fn receipts_and_what_they_are_matched_by_are_found_by_their_indexes() {
    let skus: Vec<SkuId> = (1..=3).map(SkuId::from_raw).collect();
    let walking = walking(move |tx| {
        let receipt = ReceiptId::from_raw(1);
        store::receipts::find(tx, ACCOUNT, receipt)?;
        store::receipts::lock(tx, ACCOUNT, receipt)?;
        store::receipts::find_by_access_key(tx, ACCOUNT, "1")?;
        store::receipts::page_in_state(tx, ACCOUNT, ReceiptState::Open, page())?;
        store::receipts::xml(tx, ACCOUNT, receipt)?;
        store::receipts::extras_estoka(tx, ACCOUNT, receipt)?;
        store::packagings::of_skus(tx, ACCOUNT, &skus)?;
        store::packagings::owners_of_barcodes(tx, ACCOUNT, &["1"])?;
        store::lots::find_many(tx, ACCOUNT, &[(skus[0], "A"), (skus[1], "B")])?;
        store::fiscal_documents::find(tx, ACCOUNT, FiscalDocumentId::from_raw(1))?;
        store::fiscal_documents::find_by_access_key(tx, ACCOUNT, "1")?;
        Ok(())
    });
    assert_eq!(walking, Vec::<String>::new());
}

#[test]
fn each_filter_of_the_order_list_has_its_index() {
    let by_moment = OrderFilter {
        is_by_moment: true,
        ..OrderFilter::default()
    };
    let filters = [
        OrderFilter::default(),
        OrderFilter {
            code: Some("1".to_owned()),
            ..OrderFilter::default()
        },
        OrderFilter {
            organization: Some(OrganizationId::from_raw(1)),
            ..OrderFilter::default()
        },
        OrderFilter {
            status: Some(StatusFilter::In(vec![OrderStatus::Delivered])),
            ..OrderFilter::default()
        },
        OrderFilter {
            status: Some(StatusFilter::NotIn(vec![OrderStatus::Delivered])),
            ..OrderFilter::default()
        },
        OrderFilter {
            customer_document: Some("1".to_owned()),
            ..OrderFilter::default()
        },
        OrderFilter {
            placed_from: Some(Timestamp::UNIX_EPOCH),
            ..by_moment.clone()
        },
        OrderFilter {
            created_until: Some(Timestamp::UNIX_EPOCH),
            ..by_moment.clone()
        },
        OrderFilter {
            updated_from: Some(Timestamp::UNIX_EPOCH),
            updated_until: Some(Timestamp::UNIX_EPOCH),
            ..by_moment.clone()
        },
        OrderFilter {
            status: Some(StatusFilter::In(vec![OrderStatus::Delivered, OrderStatus::Picked])),
            organization: Some(OrganizationId::from_raw(1)),
            updated_from: Some(Timestamp::UNIX_EPOCH),
            ..by_moment
        },
    ];
    let walking = walking(move |tx| {
        for filter in &filters {
            store::orders::page(tx, ACCOUNT, filter, page())?;
        }
        Ok(())
    });
    assert_eq!(walking, Vec::<String>::new());
}

#[test]
fn titles_are_listed_by_number_and_by_their_days_from_an_index() {
    let walking = walking(|tx| {
        for kind in [TitleKind::Receivable, TitleKind::Payable] {
            for column in [TitleColumn::Id, TitleColumn::DueOn, TitleColumn::SettledOn] {
                for descending in [false, true] {
                    let order = OrderedBy { column, descending };
                    store::titles::list(tx, ACCOUNT, &TitleFilter::of(kind), order, page())?;
                }
            }
        }
        Ok(())
    });
    assert_eq!(counts_apart(walking), Vec::<String>::new());
}

#[test]
fn sales_are_listed_by_number_and_by_their_day_from_an_index() {
    let walking = walking(|tx| {
        for column in [SaleColumn::Id, SaleColumn::PlacedAt] {
            for descending in [false, true] {
                let order = OrderedBy { column, descending };
                store::orders::sales(tx, ACCOUNT, &SaleFilter::default(), order, page())?;
            }
        }
        Ok(())
    });
    assert_eq!(counts_apart(walking), Vec::<String>::new());
}

#[test]
fn how_many_rows_a_long_list_has_is_counted_in_an_index() {
    let plans = plans(|tx| {
        let active = ProductSearch {
            kind: Some(ProductKind::Product),
            is_archived: Some(false),
            ..ProductSearch::default()
        };
        let by_product = OrderedBy {
            column: ProductColumn::Id,
            descending: false,
        };
        store::products::search(tx, ACCOUNT, &active, by_product, page())?;
        let by_sale = OrderedBy {
            column: SaleColumn::Id,
            descending: false,
        };
        for organization in [None, Some(OrganizationId::from_raw(1))] {
            let standing = SaleFilter {
                organization,
                statuses: vec![OrderStatus::Placed, OrderStatus::Delivered],
                ..SaleFilter::default()
            };
            store::orders::sales(tx, ACCOUNT, &standing, by_sale, page())?;
        }
        let by_title = OrderedBy {
            column: TitleColumn::Id,
            descending: false,
        };
        store::titles::list(tx, ACCOUNT, &TitleFilter::of(TitleKind::Receivable), by_title, page())?;
        store::parties::count(tx, ACCOUNT, &PartyFilter::default())?;
        Ok(())
    });
    let counts = plans
        .iter()
        .filter(|plan| plan.statement.starts_with("SELECT COUNT(*)"));
    let (inside, outside): (Vec<&Plan>, Vec<&Plan>) =
        counts.partition(|plan| plan.lines.iter().all(|line| line.contains("USING COVERING INDEX")));
    let outside: Vec<String> = outside.into_iter().map(Plan::to_string).collect();
    assert_eq!((inside.len(), outside), (5, Vec::new()));
}

#[test]
fn tags_and_labels_are_found_by_their_keys() {
    let walking = walking(|tx| {
        store::tags::of_many(tx, ACCOUNT, Tagged::Party, &[1, 2])?;
        store::tags::of_many(tx, ACCOUNT, Tagged::Order, &[1])?;
        store::tags::replace(tx, ACCOUNT, Tagged::Order, 1, &[])?;
        Ok(())
    });
    assert_eq!(walking, Vec::<String>::new());
}

/// The plans without those of counting: how many rows there are in all is asked of the whole account.
fn counts_apart(plans: Vec<String>) -> Vec<String> {
    plans
        .into_iter()
        .filter(|plan| !plan.starts_with("SELECT COUNT(*)"))
        .collect()
}

/// The lists that a connector pages through, narrowed as it narrows them. What one product has is few, and may be sorted.
#[test]
fn a_connectors_lists_are_found_by_their_indexes() {
    let product = ProductId::from_raw(1);
    let walking = walking(move |tx| {
        for sku in [None, Some(SkuPlace::Alone), Some(SkuPlace::Nth(2))] {
            for (code, changed_from) in [(None, None), (None, Some(7)), (Some("97"), None), (Some("97"), Some(7))] {
                let shelves = BalanceFilter {
                    product: code.map(str::to_owned),
                    organization: Some(OrganizationId::from_raw(1)),
                    sku,
                    changed_from,
                    ..BalanceFilter::default()
                };
                store::stock::list(tx, ACCOUNT, &shelves, page())?;
                let moves = MovementFilter {
                    product: code.map(str::to_owned),
                    sku,
                    changed_from,
                    ..MovementFilter::default()
                };
                store::stock::list_movements(tx, ACCOUNT, &moves, page())?;
            }
            for (of, barcode) in [(None, None), (Some(product), None), (None, Some("789"))] {
                store::skus::list_barcodes(tx, ACCOUNT, of, barcode, sku, page())?;
            }
        }
        for of in [None, Some(product)] {
            store::grid_values::list(tx, ACCOUNT, of, None, None, page())?;
        }
        for (product, barcode) in [(None, None), (Some("97"), None), (None, Some("789"))] {
            let packagings = PackagingFilter {
                product: product.map(str::to_owned),
                barcode: barcode.map(str::to_owned),
                ..PackagingFilter::default()
            };
            store::packagings::list(tx, ACCOUNT, &packagings, page())?;
        }
        for changed_from in [None, Some(7)] {
            let filter = ProductFilter {
                changed_from,
                ..ProductFilter::default()
            };
            store::products::list(tx, ACCOUNT, &filter, page())?;
        }
        let of_customer = OrderFilter {
            customer_code: Some("7".to_owned()),
            is_ascending: true,
            ..OrderFilter::default()
        };
        store::orders::page(tx, ACCOUNT, &of_customer, page())?;
        Ok(())
    });
    let of_one = [
        "_by_sku",
        "skus_by_product",
        "grid_values_by_option",
        "orders_by_customer",
    ];
    let walking: Vec<String> = walking
        .into_iter()
        .filter(|plan| plan.contains("SCAN ") || !of_one.iter().any(|index| plan.contains(index)))
        .collect();
    assert_eq!(walking, Vec::<String>::new());
}

#[test]
fn what_a_franchise_sells_is_found_by_its_indexes() {
    let walking = walking(|tx| {
        let (product, sku) = (ProductId::from_raw(1), SkuId::from_raw(1));
        let (products, skus) = ([product, ProductId::from_raw(2)], [sku, SkuId::from_raw(2)]);
        let store = OrganizationId::from_raw(1);
        store::products::list(tx, ACCOUNT, &ProductFilter::default(), page())?;
        store::products::find_by_name(tx, ACCOUNT, "Camisa")?;
        store::skus::of_products(tx, ACCOUNT, &products)?;
        store::images::of_products(tx, ACCOUNT, &products)?;
        store::product_defaults::find_many(tx, ACCOUNT, &products)?;
        store::product_defaults::with_axes(tx, ACCOUNT, &products)?;
        store::product_defaults::inheriting(tx, ACCOUNT, &skus)?;
        store::categories::list(tx, ACCOUNT, page())?;
        store::categories::children_of(tx, ACCOUNT, &[CategoryId::from_raw(1)])?;
        store::categories::find_by_external_ids(tx, ACCOUNT, &["A"])?;
        store::attribute_values::of_product(tx, ACCOUNT, product)?;
        store::attribute_values::of_sku(tx, ACCOUNT, sku)?;
        store::attribute_values::of_skus_of(tx, ACCOUNT, product)?;
        store::attributes::find_in_group(tx, ACCOUNT, AttributeGroupId::from_raw(1), "Cor")?;
        store::attributes::options_of(tx, ACCOUNT, &[AttributeId::from_raw(1)])?;
        store::store_products::page(tx, ACCOUNT, store, page())?;
        store::store_products::of_skus(tx, ACCOUNT, &skus)?;
        store::store_products::has_orders(tx, ACCOUNT, store, sku)?;
        Ok(())
    });
    assert_eq!(walking, Vec::<String>::new());
}

#[test]
fn orders_that_stand_in_some_way_are_searched_for_by_status_and_all_others_are_paged_by_number() {
    let carried = Standing {
        statuses: &[OrderStatus::Labelled, OrderStatus::Separated],
        payments: &[],
        by_carrier: Some(true),
    };
    let accepted = Standing {
        statuses: &[OrderStatus::Placed],
        payments: &[PaymentStatus::Approved],
        by_carrier: None,
    };
    let of = |organization: Option<i64>, standings: Option<Vec<Standing>>| OrderFilter {
        organization: organization.map(OrganizationId::from_raw),
        status: standings
            .is_none()
            .then(|| StatusFilter::NotIn(vec![OrderStatus::Quote, OrderStatus::PreOrder])),
        standings,
        ..OrderFilter::default()
    };
    let filters = [
        of(None, None),
        of(Some(1), None),
        of(Some(1), Some(vec![accepted, carried])),
    ];
    let walks = walking(move |tx| {
        for filter in &filters {
            store::orders::page(tx, ACCOUNT, filter, page())?;
        }
        Ok(())
    });
    assert_eq!(walks, Vec::<String>::new());
    // What few orders are at is found by status and sorted, rather than looked for among all.
    let sorted = walking(move |tx| {
        store::orders::page(tx, ACCOUNT, &of(None, Some(vec![accepted, carried])), page())?;
        Ok(())
    });
    let searches = sorted
        .concat()
        .matches("orders_by_status (account_id=? AND status=?)")
        .count();
    assert_eq!((sorted.len(), searches), (1, 2), "{sorted:?}");
}
