//! Receipts as they are kept, on both engines, and what the auditor makes of figures that do not follow.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use domain::amount::{Money, Quantity, UnitPrice};
use domain::audit::{Check, Difference};
use domain::ids::{AccountId, LocationId, OrganizationId, ReceiptId, SkuId};
use domain::page::PageRequest;
use domain::receipts::{GoodsReceipt, ReceiptItem, ReceiptLot, ReceiptState};
use jiff::Timestamp;
use store::testing::each_engine;
use store::{Store, StoreError, Tx};

const ACCOUNT: AccountId = AccountId::from_raw(1);
const OTHER: AccountId = AccountId::from_raw(2);

fn item(id: i64) -> ReceiptItem {
    ReceiptItem {
        id,
        line: id,
        sku: None,
        supplier_code: Some(format!("S{id}")),
        barcode: Some("7891000315507".to_owned()),
        description: Some("Café".to_owned()),
        unit: Some("CX".to_owned()),
        lot: Some(ReceiptLot {
            code: "L".to_owned(),
            manufactured_on: Some("2026-01-01".parse().unwrap()),
            expires_on: Some("2027-01-01".parse().unwrap()),
        }),
        quantity: Quantity::from_units(2).unwrap(),
        unit_cost: UnitPrice::from_units(3).unwrap(),
        total: Money::from_units(6).unwrap(),
        stock_quantity: None,
    }
}

fn receipt(id: i64) -> GoodsReceipt {
    let at: Timestamp = "2026-03-10T15:00:00Z".parse().unwrap();
    GoodsReceipt {
        id: ReceiptId::from_raw(id),
        organization: OrganizationId::from_raw(1),
        location: LocationId::from_raw(1),
        supplier: None,
        fiscal_document: None,
        access_key: Some(format!("key {id}")),
        number: Some("7".to_owned()),
        state: ReceiptState::Open,
        total: Money::from_units(12).unwrap(),
        received_at: at,
        created_at: at,
        updated_at: at,
        items: vec![ReceiptItem { lot: None, ..item(1) }, item(2)],
    }
}

fn write<T: Send + 'static>(
    store: &Store,
    work: impl Fn(&mut Tx<'_>) -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    store.write_blocking(ACCOUNT, move |tx| work(tx))
}

fn insert(store: &Store, receipt: GoodsReceipt) -> Result<(), StoreError> {
    write(store, move |tx| {
        store::receipts::insert(tx, ACCOUNT, &receipt, Some("<NFe/>"), Some("{}"))
    })
}

fn open(store: &Store, account: AccountId, page: u32) -> Vec<GoodsReceipt> {
    let page = PageRequest::new(page, 2, 10);
    write(store, move |tx| {
        store::receipts::page_in_state(tx, account, ReceiptState::Open, page)
    })
    .unwrap()
}

#[test]
fn a_receipt_is_read_back_as_it_was_written_and_by_its_account_alone() {
    each_engine(|store| {
        insert(store, receipt(1)).unwrap();
        let id = ReceiptId::from_raw(1);
        let read = write(store, move |tx| {
            Ok((
                store::receipts::find(tx, ACCOUNT, id)?,
                store::receipts::lock(tx, ACCOUNT, id)?,
                store::receipts::find_by_access_key(tx, ACCOUNT, "key 1")?,
                store::receipts::xml(tx, ACCOUNT, id)?,
                store::receipts::extras_estoka(tx, ACCOUNT, id)?,
            ))
        });
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(
            read.unwrap(),
            (Some(receipt(1)), Some(receipt(1)), Some(id), text("<NFe/>"), text("{}"))
        );
        let foreign = write(store, move |tx| {
            Ok((
                store::receipts::find(tx, OTHER, id)?,
                store::receipts::find_by_access_key(tx, OTHER, "key 1")?,
                store::receipts::xml(tx, OTHER, id)?,
            ))
        });
        assert_eq!(foreign.unwrap(), (None, None, None));
    });
}

#[test]
fn two_receipts_of_one_document_are_one_too_many() {
    each_engine(|store| {
        insert(store, receipt(1)).unwrap();
        let second = GoodsReceipt {
            access_key: Some("key 1".to_owned()),
            ..receipt(2)
        };
        assert!(matches!(insert(store, second), Err(StoreError::UniqueViolation { .. })));
        for id in [3, 4] {
            insert(
                store,
                GoodsReceipt {
                    access_key: None,
                    ..receipt(id)
                },
            )
            .unwrap();
        }
    });
}

#[test]
fn open_receipts_are_paged_by_number_and_leave_the_list_when_they_are_concluded() {
    each_engine(|store| {
        for id in 1..=3 {
            insert(store, receipt(id)).unwrap();
        }
        let ids = |page| {
            open(store, ACCOUNT, page)
                .iter()
                .map(|receipt| receipt.id.raw())
                .collect::<Vec<_>>()
        };
        assert_eq!((ids(1), ids(2), ids(3)), (vec![1, 2], vec![3], vec![]));
        assert_eq!(open(store, OTHER, 1), []);
        let mut concluded = receipt(2);
        concluded.state = ReceiptState::Concluded;
        for item in &mut concluded.items {
            item.sku = Some(SkuId::from_raw(9));
            item.stock_quantity = Some(Quantity::from_units(24).unwrap());
        }
        let written = concluded.clone();
        write(store, move |tx| store::receipts::update(tx, ACCOUNT, &written)).unwrap();
        assert_eq!(ids(1), [1, 3]);
        let read = write(store, |tx| store::receipts::find(tx, ACCOUNT, ReceiptId::from_raw(2)));
        assert_eq!(read.unwrap(), Some(concluded));
    });
}

#[test]
fn the_auditor_tells_a_receipt_that_brought_nothing_and_one_that_is_half_in_stock() {
    each_engine(|store| {
        let mut half = receipt(1);
        half.items[0].sku = Some(SkuId::from_raw(9));
        half.items[0].stock_quantity = Some(Quantity::from_units(24).unwrap());
        insert(store, half).unwrap();
        insert(store, receipt(2)).unwrap();
        let differences = |check| write(store, move |tx| store::audit::run(tx, ACCOUNT, check)).unwrap();
        let difference = |check, kept, follows| Difference {
            account: ACCOUNT,
            check,
            record: 1,
            kept,
            follows,
        };
        assert_eq!(
            differences(Check::StockOfReceipts),
            [difference(Check::StockOfReceipts, 24_000_000, 0)]
        );
        assert_eq!(
            differences(Check::StateOfReceipts),
            [difference(Check::StateOfReceipts, 1, 0)]
        );
    });
}
