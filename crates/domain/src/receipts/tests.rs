//! The rules of receipts as tables: keys, costs, lots, matching, conclusion.

use std::collections::BTreeMap;

use super::*;
use crate::address::Address;
use crate::documents::CheckPolicy;
use crate::ids::PackagingId;

const KEY: &str = "33180756794084000641550060000278861144439179";

fn quantity(text: &str) -> Quantity {
    Quantity::parse(text).expect("a quantity")
}

fn money(text: &str) -> Money {
    Money::parse(text).expect("an amount")
}

fn line(code: &str, count: &str, price: &str) -> InvoiceLine {
    InvoiceLine {
        supplier_code: code.to_owned(),
        description: format!("Produto {code}"),
        barcode: None,
        unit: Some("UN".to_owned()),
        quantity: quantity(count),
        unit_price: UnitPrice::parse(price).expect("a price"),
        total: money("10.00"),
        discount: Money::ZERO,
        freight: Money::ZERO,
        insurance: Money::ZERO,
        other_expenses: Money::ZERO,
        lots: Vec::new(),
    }
}

fn lot(code: &str, count: Option<&str>) -> InvoiceLot {
    let lot = ReceiptLot {
        code: code.to_owned(),
        manufactured_on: None,
        expires_on: None,
    };
    InvoiceLot {
        lot,
        quantity: count.map(quantity),
    }
}

fn invoice(lines: Vec<InvoiceLine>) -> PurchaseInvoice {
    PurchaseInvoice {
        access_key: KEY.to_owned(),
        series: Some("6".to_owned()),
        number: "27886".to_owned(),
        total: money("360.15"),
        issued_at: Timestamp::UNIX_EPOCH,
        authorization_status: None,
        supplier: Supplier {
            document: "56794084000641".to_owned(),
            name: "Atacado".to_owned(),
            trading_name: None,
            state_registration: None,
            address: Address::default(),
        },
        lines,
    }
}

fn receipt(lines: Vec<InvoiceLine>) -> GoodsReceipt {
    GoodsReceipt {
        id: ReceiptId::from_raw(7),
        organization: OrganizationId::from_raw(1),
        location: LocationId::from_raw(1),
        supplier: None,
        fiscal_document: None,
        access_key: Some(KEY.to_owned()),
        number: None,
        state: ReceiptState::Open,
        total: Money::ZERO,
        received_at: Timestamp::UNIX_EPOCH,
        created_at: Timestamp::UNIX_EPOCH,
        updated_at: Timestamp::UNIX_EPOCH,
        items: invoice(lines).items(10),
    }
}

fn problems(result: Result<(), Refusal>) -> Vec<(Field, Option<usize>, Problem)> {
    match result {
        Ok(()) => Vec::new(),
        Err(Refusal::Invalid(fields)) => fields
            .iter()
            .map(|wrong| (wrong.field, wrong.index, wrong.problem))
            .collect(),
        Err(other) => panic!("{other:?}"),
    }
}

#[test]
fn an_access_key_has_its_form_always_and_its_digit_where_the_account_rejects() {
    use CheckPolicy::{Reject, Warn};
    let wrong_digit = format!("{}0", &KEY[..43]);
    let of_transport = KEY.replacen("55006", "57006", 1);
    let prefixed = format!(" NFe{KEY}");
    let table = [
        (KEY, Warn, None),
        (prefixed.as_str(), Reject, Some(Problem::WrongCheckDigit)),
        (prefixed.as_str(), Warn, None),
        (&wrong_digit, Warn, None),
        (&of_transport, Warn, Some(Problem::Malformed)),
        ("NFe123", Warn, Some(Problem::Malformed)),
        ("NFe", Warn, Some(Problem::Blank)),
        ("", Warn, Some(Problem::Blank)),
        ("ção", Warn, Some(Problem::Malformed)),
    ];
    for (key, document_check, problem) in table {
        let mut asked = invoice(vec![line("A", "1", "1")]);
        key.clone_into(&mut asked.access_key);
        asked.tidy();
        let found = problems(asked.check(InvoiceFacts {
            key_taken: false,
            document_check,
        }));
        let expected: Vec<_> = problem
            .map(|problem| (Field::AccessKey, None, problem))
            .into_iter()
            .collect();
        assert_eq!(found, expected, "{key} {document_check:?}");
    }
    let mut known = invoice(vec![line("A", "1", "1")]);
    known.tidy();
    let taken = InvoiceFacts {
        key_taken: true,
        ..InvoiceFacts::default()
    };
    assert_eq!(problems(known.check(taken)), [(Field::AccessKey, None, Problem::Taken)]);
}

#[test]
fn everything_wrong_with_the_lines_comes_at_once() {
    let mut second = line("B", "0", "-1");
    second.discount = money("-1");
    second.lots.push(InvoiceLot {
        lot: ReceiptLot {
            code: "L".to_owned(),
            manufactured_on: Some("2026-02-01".parse().expect("a day")),
            expires_on: Some("2026-01-31".parse().expect("a day")),
        },
        quantity: Some(quantity("-1")),
    });
    let mut third = line("C", "2", "1.00");
    third.discount = money("2.01");
    let mut asked = invoice(vec![line(" ", "1", "1"), second, third]);
    asked.tidy();
    assert_eq!(
        problems(asked.check(InvoiceFacts::default())),
        [
            (Field::SupplierCode, Some(0), Problem::Blank),
            (Field::Quantity, Some(1), Problem::NotPositive),
            (Field::UnitPrice, Some(1), Problem::Negative),
            (Field::Discount, Some(1), Problem::Negative),
            (Field::Batch, Some(1), Problem::Negative),
            (Field::BatchExpiry, Some(1), Problem::OutOfRange),
            (Field::Discount, Some(2), Problem::OutOfRange),
        ]
    );
    assert_eq!(
        problems(invoice(Vec::new()).check(InvoiceFacts::default())),
        [(Field::Items, None, Problem::Blank)]
    );
    let many = invoice(vec![line("A", "1", "1"); LINES_MAX + 1]);
    assert_eq!(
        problems(many.check(InvoiceFacts::default())),
        [(Field::Items, None, Problem::OutOfRange)]
    );
}

#[test]
fn a_unit_costs_its_price_with_its_share_of_what_comes_on_top() {
    let mut bought = line("A", "100", "206.34");
    bought.discount = money("2.20");
    assert_eq!(bought.unit_cost(), UnitPrice::parse("206.318").ok());
    bought.freight = money("30");
    bought.insurance = money("1");
    bought.other_expenses = money("1.20");
    assert_eq!(bought.unit_cost(), UnitPrice::parse("206.64").ok());
}

#[test]
fn lots_are_filled_in_order_and_the_rest_has_none() {
    let table = [
        (vec![], vec![(None, "100")]),
        (vec![lot("A", Some("200"))], vec![(Some("A"), "100")]),
        (
            vec![lot("A", Some("40")), lot("B", Some("60"))],
            vec![(Some("A"), "40"), (Some("B"), "60")],
        ),
        (
            vec![lot("A", Some("40")), lot("B", None)],
            vec![(Some("A"), "40"), (Some("B"), "60")],
        ),
        (vec![lot("A", Some("40"))], vec![(Some("A"), "40"), (None, "60")]),
        (vec![lot("A", None), lot("B", Some("1"))], vec![(Some("A"), "100")]),
        (vec![lot("", Some("40"))], vec![(None, "100")]),
    ];
    for (lots, expected) in table {
        let mut asked = invoice(vec![InvoiceLine {
            lots,
            ..line("A", "100", "1")
        }]);
        asked.tidy();
        let items = asked.items(10);
        assert_eq!(items.len(), asked.item_count());
        let found: Vec<_> = items
            .iter()
            .map(|item| (item.lot.as_ref().map(|lot| lot.code.as_str()), item.quantity))
            .collect();
        let expected: Vec<_> = expected
            .into_iter()
            .map(|(code, count)| (code, quantity(count)))
            .collect();
        assert_eq!(found, expected);
        assert_eq!(
            Money::checked_sum(items.iter().map(|item| item.total)),
            Some(money("10.00"))
        );
    }
    let two = invoice(vec![line("A", "1", "1"), line("B", "1", "1")]).items(10);
    assert_eq!(
        two.iter().map(|item| (item.id, item.line)).collect::<Vec<_>>(),
        [(10, 1), (11, 2)]
    );
}

#[test]
fn the_suppliers_code_decides_before_the_barcode_and_that_before_the_code() {
    let sku = SkuId::from_raw;
    let map = |entries: &[(&str, i64)]| -> BTreeMap<String, SkuId> {
        entries
            .iter()
            .map(|(code, id)| ((*code).to_owned(), sku(*id)))
            .collect()
    };
    let known = Known {
        by_supplier_code: map(&[("S1", 1)]),
        by_barcode: map(&[("7891000315507", 2)]),
        by_code: map(&[("S1", 3), ("C3", 3)]),
    };
    let table = [
        ("S1", Some("7891000315507"), Some(1)),
        ("C3", Some("07891000315507"), Some(2)),
        ("C3", Some("SEM GTIN"), Some(3)),
        ("X", None, None),
    ];
    for (code, barcode, expected) in table {
        let mut item = invoice(vec![line(code, "1", "1")]).items(1).remove(0);
        item.barcode = barcode.map(str::to_owned);
        assert_eq!(known.sku_of(&item), expected.map(sku), "{code} {barcode:?}");
    }
}

#[test]
fn a_receipt_is_concluded_with_its_last_line_and_not_before() {
    let split = InvoiceLine {
        lots: vec![lot("L1", Some("4"))],
        ..line("A", "10", "2")
    };
    let mut receipt = receipt(vec![split, line("B", "5", "3")]);
    assert_eq!(receipt.unmatched().map(|item| item.line).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(receipt.line_quantity(1), quantity("10"));
    receipt.choose(&[(1, SkuId::from_raw(1))]).expect("open");
    assert_eq!(receipt.conclude(&[], Timestamp::UNIX_EPOCH), Ok(None));
    assert_eq!(receipt.state, ReceiptState::Open);
    assert_eq!(receipt.unmatched().map(|item| item.line).collect::<Vec<_>>(), [2]);
    let wrong = receipt.choose(&[(2, SkuId::from_raw(2)), (3, SkuId::from_raw(2))]);
    assert_eq!(problems(wrong), [(Field::Items, Some(1), Problem::Unknown)]);
    receipt.choose(&[(2, SkuId::from_raw(2))]).expect("open");
    let delivered = receipt
        .conclude(&[], Timestamp::UNIX_EPOCH)
        .expect("in range")
        .expect("every line has a sku");
    let found: Vec<_> = delivered
        .iter()
        .map(|one| {
            (
                one.sku.raw(),
                one.lot.as_ref().map(|lot| lot.code.as_str()),
                one.receipt.quantity,
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            (1, Some("L1"), quantity("4")),
            (1, None, quantity("6")),
            (2, None, quantity("5"))
        ]
    );
    assert_eq!(receipt.state, ReceiptState::Concluded);
    assert!(matches!(
        receipt.choose(&[(1, SkuId::from_raw(3))]),
        Err(Refusal::StateForbids { .. })
    ));
}

#[test]
fn boxes_come_to_stock_as_pieces_at_the_cost_of_a_piece() {
    let mut boxes = line("A", "2.5", "30");
    boxes.unit = Some("CX".to_owned());
    let mut receipt = receipt(vec![boxes]);
    receipt.choose(&[(1, SkuId::from_raw(1))]).expect("open");
    let packaging = Packaging {
        id: PackagingId::from_raw(1),
        sku: SkuId::from_raw(1),
        unit: "CX".to_owned(),
        factor: quantity("12"),
        barcode: None,
        usage: crate::catalog::PackagingUsage::Both,
        price: None,
        decimals: None,
        created_at: Timestamp::UNIX_EPOCH,
        updated_at: Timestamp::UNIX_EPOCH,
    };
    let mut huge = receipt.clone();
    huge.items[0].quantity = Quantity::MAX;
    let too_many = huge
        .conclude(std::slice::from_ref(&packaging), Timestamp::UNIX_EPOCH)
        .map(|_| ());
    assert_eq!(problems(too_many), [(Field::Quantity, Some(0), Problem::OutOfRange)]);
    let delivered = receipt
        .conclude(&[packaging], Timestamp::UNIX_EPOCH)
        .expect("in range")
        .expect("matched");
    assert_eq!(delivered[0].receipt.quantity, quantity("30"));
    assert_eq!(delivered[0].receipt.unit_cost, UnitPrice::parse("2.5").ok());
    assert_eq!(receipt.items[0].stock_quantity, Some(quantity("30")));
    assert_eq!(receipt.items[0].quantity, quantity("2.5"));
}
