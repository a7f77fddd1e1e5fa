//! The corners of decoding: what clients send that a careless reader would trip over.

use serde::Deserialize;

use super::{Decimal, Element, Flag, Given, Listed, Raw, Stamp, Text, WholeNumber};
use crate::decode::read_object;
use crate::transport::Transport;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct OrderIn {
    code: Given<Text>,
    total: Given<Decimal>,
    customer_id: Given<WholeNumber>,
    pre_order: Given<Flag>,
    placed_at: Given<Stamp>,
    customer: Given<CustomerIn>,
    items: Given<Listed<ItemIn>>,
    data: Given<Raw>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct CustomerIn {
    name: Given<Text>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ItemIn {
    quantity: Given<Decimal>,
}

fn order(json: &str) -> OrderIn {
    read_object(json.as_bytes()).expect("an object")
}

fn value<T: Clone>(given: &Given<T>) -> T {
    given.value().expect("a value").clone()
}

#[test]
fn one_bad_field_does_not_hide_the_others() {
    let order = order(
        r#"{"code":["a"],"total":{},"customer_id":"x","pre_order":"maybe","customer":{"name":false},
            "items":[{"quantity":"1.5"},7,{"quantity":null},{}],"data":{"a":[1]}}"#,
    );
    assert_eq!(order.code, Given::Wrong(r#"["a"]"#.to_owned()));
    assert_eq!(order.total, Given::Wrong("{}".to_owned()));
    assert_eq!(order.customer_id, Given::Wrong(r#""x""#.to_owned()));
    assert_eq!(order.pre_order, Given::Wrong(r#""maybe""#.to_owned()));
    assert_eq!(order.placed_at, Given::Missing);
    assert_eq!(
        order.customer.value().expect("an object").name,
        Given::Wrong("false".to_owned())
    );
    let items = order.items.value().expect("a list").elements();
    assert_eq!(value(&items[0].value().expect("an object").quantity).as_str(), "1.5");
    assert!(matches!(&items[1], Given::Wrong(raw) if raw == "7"));
    assert!(items[2].value().expect("an object").quantity.is_null());
    assert!(items[3].value().expect("an object").quantity.is_missing());
    assert_eq!(value(&order.data).json(), r#"{"a":[1]}"#);
}

#[test]
fn numbers_keep_their_exact_text() {
    for text in [
        "0.123456789012345678901234567890",
        "1e400",
        "-12.50",
        "99999999999999999999999999",
        "1E-7",
    ] {
        assert_eq!(value(&order(&format!(r#"{{"total":{text}}}"#)).total).as_str(), text);
        assert_eq!(
            value(&order(&format!(r#"{{"total":" {text} "}}"#)).total).as_str(),
            text
        );
        assert_eq!(value(&order(&format!(r#"{{"code":{text}}}"#)).code).as_str(), text);
    }
    for json in [r#""""#, r#""1,5""#, r#""0x10""#, r#""1e""#, r#""NaN""#, "true", "[1]"] {
        assert!(
            matches!(order(&format!(r#"{{"total":{json}}}"#)).total, Given::Wrong(_)),
            "{json}"
        );
    }
}

#[test]
fn whole_numbers_may_be_text_and_may_end_in_zeros() {
    for (json, number) in [
        ("7", 7),
        (r#""7""#, 7),
        (r#"" 007 ""#, 7),
        ("5.0", 5),
        ("1e3", 1000),
        ("-0", 0),
        ("9223372036854775807", i64::MAX),
        (r#""-9223372036854775808""#, i64::MIN),
    ] {
        assert_eq!(
            value(&order(&format!(r#"{{"customer_id":{json}}}"#)).customer_id).get(),
            number,
            "{json}"
        );
    }
    for json in ["5.5", "9223372036854775808", "1e400", r#""""#, r#""sete""#, "null_"] {
        let whole = WholeNumber::from_json(json);
        assert_eq!(whole, None, "{json}");
    }
}

#[test]
fn flags_come_in_six_spellings() {
    for (json, flag) in [
        ("true", true),
        ("1", true),
        (r#""1""#, true),
        (r#""true""#, true),
        ("0", false),
        (r#""false""#, false),
    ] {
        assert_eq!(
            value(&order(&format!(r#"{{"pre_order":{json}}}"#)).pre_order).get(),
            flag,
            "{json}"
        );
    }
    for json in ["2", r#""sim""#, r#""""#, "[]", "1.0"] {
        assert_eq!(Flag::from_json(json), None, "{json}");
    }
}

#[test]
fn of_two_equal_keys_the_last_one_counts_at_every_level() {
    let order = order(r#"{"code":"a","customer":{"name":"x","name":"y"},"code":"b","co\u0064e":"c"}"#);
    assert_eq!(value(&order.code).as_str(), "c");
    assert_eq!(value(&order.customer.value().expect("an object").name).as_str(), "y");
}

#[test]
fn unknown_keys_are_ignored_whatever_they_hold() {
    let order = order(r#"{"Id":123,"":[],"x":{"y":[1e999]},"code":"a"}"#);
    assert_eq!(value(&order.code).as_str(), "a");
}

#[test]
fn text_that_the_store_could_not_hold_is_wrong() {
    for json in [r#""a\u0000b""#, r#""\ud800""#, r#""\udc00\ud800""#] {
        assert!(
            matches!(order(&format!(r#"{{"code":{json}}}"#)).code, Given::Wrong(_)),
            "{json}"
        );
        assert!(
            matches!(order(&format!(r#"{{"data":{{"a":[{json}]}}}}"#)).data, Given::Wrong(_)),
            "{json}"
        );
        assert!(
            matches!(order(&format!(r#"{{"data":{{{json}:1}}}}"#)).data, Given::Wrong(_)),
            "{json}"
        );
    }
    assert_eq!(value(&order(r#"{"code":"\ud83d\ude00 \u00e7"}"#).code).as_str(), "😀 ç");
}

#[test]
fn raw_json_is_kept_to_the_letter() {
    let json = r#"{"b": 1.50, "a": [ 1e400, "\u00e7" ], "b": null}"#;
    let raw = value(&order(&format!(r#"{{"data": {json} }}"#)).data);
    assert_eq!(raw.json(), json);
    assert_eq!(serde_json::to_string(&raw).expect("JSON"), json);
}

#[test]
fn nesting_is_bounded_wherever_it_is() {
    let deep = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
    assert!(matches!(
        order(&format!(r#"{{"data":{}}}"#, deep(100))).data,
        Given::Value(_)
    ));
    for levels in [128, 100_000] {
        let refused = read_object::<OrderIn>(format!(r#"{{"unknown":{}}}"#, deep(levels)).as_bytes());
        assert!(
            matches!(refused, Err(Transport::MalformedJson { .. })),
            "{levels} levels"
        );
    }
}

#[test]
fn what_is_not_an_object_is_said_to_be_so() {
    let refused = |bytes: &[u8]| read_object::<OrderIn>(bytes).expect_err("not an object");
    for json in ["[]", "null", "7", r#""x""#, " [{}] "] {
        assert_eq!(refused(json.as_bytes()), Transport::NotAnObject, "{json}");
    }
    for json in [
        "",
        "{",
        "{}{}",
        r#"{"a":1,}"#,
        "{'a':1}",
        "[",
        "nul",
        r#"{"a":01}"#,
        "{\"a\":\"\n\"}",
        "\0",
    ] {
        assert!(
            matches!(refused(json.as_bytes()), Transport::MalformedJson { .. }),
            "{json}"
        );
    }
    assert_eq!(refused(b"{\"code\":\"\xff\"}"), Transport::NotUtf8);
    assert_eq!(
        refused(
            "{\"code\":1}"
                .encode_utf16()
                .flat_map(u16::to_le_bytes)
                .collect::<Vec<_>>()
                .as_slice()
        ),
        Transport::MalformedJson {
            detail: "linha 1, coluna 2".to_owned()
        }
    );
}

#[test]
fn a_byte_order_mark_is_skipped() {
    let order = read_object::<OrderIn>("\u{feff}{\"code\":\"a\"}".as_bytes()).expect("an object");
    assert_eq!(value(&order.code).as_str(), "a");
}

#[test]
fn a_second_spelling_counts_only_when_the_first_is_not_there() {
    let first = Given::Value(1);
    assert_eq!(first.clone().or(Given::Value(2)), first);
    assert_eq!(Given::Null.or(first.clone()), Given::Null);
    assert_eq!(Given::Missing.or(first.clone()), first);
}

#[test]
fn only_the_start_of_a_wrong_value_is_kept() {
    let json = format!(r#"["{}"]"#, "ç".repeat(1_000));
    let Given::Wrong(kept) = Given::<Text>::read(&json) else {
        panic!("a list is not text")
    };
    assert!(kept.len() <= 256 && json.starts_with(&kept));
}

proptest::proptest! {
    #[test]
    fn no_bytes_break_the_reader(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
        let _ = read_object::<OrderIn>(&bytes);
    }

    #[test]
    fn no_value_breaks_a_field(json in r#"[\[\]{}":,0-9eE.\\u\-atrufnl ]{0,40}"#) {
        let _ = read_object::<OrderIn>(format!(r#"{{"code":{json},"total":{json},"items":[{json}]}}"#).as_bytes());
    }
}
