//! What the checker says about every kind of field.

use domain::amount::{Money, Quantity, Rate};
use domain::change::Change;
use domain::refusal::Problem;
use serde::Deserialize;

use super::Checker;
use crate::decode::read_object;
use crate::given::{Decimal, Flag, Given, Listed, Stamp, Text, WholeNumber};

#[derive(Default, Deserialize)]
#[serde(default)]
struct Item {
    sku_id: Given<WholeNumber>,
    quantity: Given<Decimal>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Order {
    code: Given<Text>,
    total: Given<Decimal>,
    placed_at: Given<Stamp>,
    pre_order: Given<Flag>,
    items: Given<Listed<Item>>,
    ids: Given<Listed<WholeNumber>>,
    customer: Given<Item>,
}

fn order(json: &str) -> Order {
    read_object(json.as_bytes()).expect("an object")
}

fn faults(check: Checker) -> Vec<(String, Problem)> {
    let faults = check.finish().expect_err("faults");
    faults.iter().map(|fault| (fault.path.clone(), fault.problem)).collect()
}

/// What one check of one field says, written as the field's JSON.
fn says<T: for<'de> Deserialize<'de>>(json: &str, look: impl FnOnce(&mut Checker, &Given<T>)) -> Option<Problem> {
    let mut check = Checker::new();
    let given = if json.is_empty() {
        Given::Missing
    } else {
        Given::read(json)
    };
    look(&mut check, &given);
    check.finish().err().map(|faults| faults.first().problem)
}

#[test]
fn all_faults_of_a_request_come_at_once_with_their_paths() {
    let order = order(
        r#"{"total":"x","items":[{"sku_id":1,"quantity":1},{"sku_id":0,"quantity":"1.2345"},9,null],
            "customer":{"sku_id":"y"},"ids":[1,"b",null]}"#,
    );
    let mut check = Checker::new();
    check.required_text("code", &order.code, 60);
    check.required_money("total", &order.total, 2);
    let quantities = check.required_each("items", &order.items, |check, item| {
        check.required_id("sku_id", &item.sku_id);
        check.required_quantity("quantity", &item.quantity, 3)
    });
    check.required_object("customer", &order.customer, |check, item| {
        check.required_id("sku_id", &item.sku_id)
    });
    let ids = check.each_value("ids", &order.ids, |check, path, id| Some(check.required_id(path, id)));
    assert_eq!(quantities, [Quantity::ONE, Quantity::ZERO]);
    assert_eq!(ids, [1, 0, 0]);
    let expected = [
        ("code", Problem::Blank),
        ("total", Problem::NotANumber),
        ("items[1].sku_id", Problem::Unknown),
        ("items[1].quantity", Problem::TooManyDecimals { max: 3 }),
        ("items[2]", Problem::WrongType),
        ("items[3]", Problem::Blank),
        ("customer.sku_id", Problem::NotANumber),
        ("ids[1]", Problem::NotANumber),
        ("ids[2]", Problem::Blank),
    ];
    assert_eq!(
        faults(check),
        expected.map(|(path, problem)| (path.to_owned(), problem))
    );
}

#[test]
fn a_path_is_faulty_when_it_or_what_is_beneath_it_is() {
    let order = order(r#"{"total":"x","items":[{"sku_id":1,"quantity":1},{"sku_id":0,"quantity":1}]}"#);
    let mut check = Checker::new();
    check.required_money("total", &order.total, 2);
    check.required_each("items", &order.items, |check, item| {
        let id = check.required_id("sku_id", &item.sku_id);
        assert_eq!(check.is_faulty("sku_id"), id == 0, "only this element's own");
        assert!(!check.is_faulty("total"), "a name is within the element");
    });
    let table = [
        ("total", true),
        ("items", true),
        ("items[1]", true),
        ("items[1].sku_id", true),
        ("items[0]", false),
        ("items[1].quantity", false),
        ("item", false),
        ("code", false),
    ];
    for (path, expected) in table {
        assert_eq!(check.is_faulty(path), expected, "{path}");
    }
    assert_eq!(check.finish().map_err(|faults| faults.len()), Err(2));
}

#[test]
fn good_fields_come_out_as_the_core_has_them() {
    let order = order(
        r#"{"code":"A-1","total":"12.50","placed_at":"13/03/2019","pre_order":0,
            "items":[{"sku_id":"7","quantity":2.0}],"customer":null}"#,
    );
    let mut check = Checker::new();
    assert_eq!(check.required_text("code", &order.code, 60), "A-1");
    assert_eq!(
        Some(check.required_money("total", &order.total, 2)),
        Money::from_cents(1250)
    );
    assert_eq!(
        check.required_stamp("placed_at", &order.placed_at, |text| Some(text.len())),
        Some(10)
    );
    assert_eq!(check.flag("pre_order", &order.pre_order), Some(false));
    let items = check.required_each("items", &order.items, |check, item| {
        (
            check.required_id("sku_id", &item.sku_id),
            check.required_quantity("quantity", &item.quantity, 0),
        )
    });
    assert_eq!(items, [(7, Quantity::from_units(2).expect("in range"))]);
    assert_eq!(check.optional_object("customer", &order.customer, |_, _| ()), None);
    assert_eq!(check.finish_with(5), Ok(5));
}

#[test]
fn text_is_blank_too_long_or_of_the_wrong_type() {
    let required = |check: &mut Checker, given: &Given<Text>| {
        check.required_text("x", given, 3);
    };
    let table = [
        ("", Some(Problem::Blank)),
        ("null", Some(Problem::Blank)),
        (r#""""#, Some(Problem::Blank)),
        (r#"" \n ""#, Some(Problem::Blank)),
        (r#""çãé""#, None),
        ("123", None),
        (r#""abcd""#, Some(Problem::TooLong { max: 3 })),
        (r#""\u0000""#, Some(Problem::Malformed)),
        (r#""\ud800""#, Some(Problem::Malformed)),
        ("true", Some(Problem::WrongType)),
        ("{}", Some(Problem::WrongType)),
    ];
    for (json, problem) in table {
        assert_eq!(says(json, required), problem, "{json}");
    }
    assert_eq!(
        says(r#"" ""#, |check, given| {
            check.optional_text("x", given, 3);
        }),
        None
    );
}

#[test]
fn amounts_are_exact_or_faulty() {
    let required = |check: &mut Checker, given: &Given<Decimal>| {
        check.required_money("x", given, 2);
    };
    let table = [
        ("", Some(Problem::Blank)),
        (r#"" ""#, Some(Problem::Blank)),
        ("1.25", None),
        ("1.2500000000000000000000000000000000", None),
        ("-1e-2", None),
        ("1.255", Some(Problem::TooManyDecimals { max: 2 })),
        ("1e400", Some(Problem::OutOfRange)),
        ("1e-400", Some(Problem::TooManyDecimals { max: 2 })),
        ("0e400", None),
        ("99999999999999999999", Some(Problem::OutOfRange)),
        (r#""12,50""#, Some(Problem::NotANumber)),
        ("[]", Some(Problem::WrongType)),
    ];
    for (json, problem) in table {
        assert_eq!(says(json, required), problem, "{json}");
    }
    let mut check = Checker::new();
    assert_eq!(
        check.required_percent("x", &Given::read("12.5"), 2),
        Rate::parse("0.125").expect("a rate")
    );
    assert_eq!(check.optional_rate("x", &Given::Null, 2), None);
    assert_eq!(check.finish(), Ok(()));
}

#[test]
fn whole_numbers_say_why_they_are_not() {
    let whole = |check: &mut Checker, given: &Given<WholeNumber>| {
        check.required_whole("x", given, 1..=10);
    };
    let table = [
        ("10", None),
        (r#""10.0""#, None),
        ("0", Some(Problem::OutOfRange)),
        ("11", Some(Problem::OutOfRange)),
        ("1.5", Some(Problem::NotAnInteger)),
        ("1e-9", Some(Problem::NotAnInteger)),
        ("92233720368547758080", Some(Problem::OutOfRange)),
        ("1e99", Some(Problem::OutOfRange)),
        (r#""dez""#, Some(Problem::NotANumber)),
        (r#""""#, Some(Problem::Blank)),
        ("false", Some(Problem::WrongType)),
    ];
    for (json, problem) in table {
        assert_eq!(says(json, whole), problem, "{json}");
    }
    assert_eq!(
        says("-1", |check, given| {
            check.optional_id("x", given);
        }),
        Some(Problem::Unknown)
    );
}

#[test]
fn words_flags_and_dates_are_checked_against_what_the_face_knows() {
    let words = [("yes", 1), ("no", 2)];
    let word = |check: &mut Checker, given: &Given<Text>| {
        check.one_of("x", given, &words);
    };
    assert_eq!(says(r#""yes""#, word), None);
    assert_eq!(says(r#""Yes""#, word), Some(Problem::NotInList));
    assert_eq!(says("", word), Some(Problem::Blank));
    assert_eq!(says(r#""""#, word), Some(Problem::Blank));
    let flag = |check: &mut Checker, given: &Given<Flag>| {
        check.required_flag("x", given);
    };
    assert_eq!(says("2", flag), Some(Problem::WrongType));
    assert_eq!(says(r#""sim""#, flag), Some(Problem::NotInList));
    assert_eq!(says("null", flag), Some(Problem::Blank));
    let stamp = |check: &mut Checker, given: &Given<Stamp>| {
        check.required_stamp("x", given, |_| None::<()>);
    };
    assert_eq!(says(r#""ontem""#, stamp), Some(Problem::NotADate));
    assert_eq!(says(r#""""#, stamp), Some(Problem::Blank));
    assert_eq!(says("[]", stamp), Some(Problem::WrongType));
}

#[test]
fn an_update_keeps_what_it_does_not_name() {
    let change = |json: &str| {
        let given = if json.is_empty() {
            Given::Missing
        } else {
            Given::read(json)
        };
        let mut check = Checker::new();
        check.change("x", &given, |check, path, given| check.optional_text(path, given, 3))
    };
    assert_eq!(change(""), Change::Keep);
    assert_eq!(change("null"), Change::Clear);
    assert_eq!(change(r#""""#), Change::Clear);
    assert_eq!(change(r#""a""#), Change::Set("a".to_owned()));
}

#[test]
fn a_million_bad_items_are_answered_with_the_first_faults() {
    let order = order(&format!(r#"{{"items":[{}0]}}"#, "0,".repeat(9_999)));
    let mut check = Checker::new();
    check.required_each("items", &order.items, |_, _| ());
    assert_eq!(check.finish().expect_err("faults").len(), super::MOST);
}
