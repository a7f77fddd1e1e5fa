//! Changes of bytes and of JSON that a reader may stumble over.
//!
//! Not of any one format: the pieces that mean something to one come with the call.
//!
//! The one rule to know: a change keeps most of what was there, so that the input comes far before it is refused.

use serde_json::{Map, Value, json};

use super::dice::Dice;

/// The longest run of bytes that one change touches.
const RUN: usize = 40;

/// One to four changes of the bytes.
pub(super) fn bytes(dice: &mut Dice, bytes: &mut Vec<u8>, pieces: &[&str]) {
    for _ in 0..=dice.below(4) {
        let at = dice.below(bytes.len() + 1);
        let until = (at + dice.below(RUN)).min(bytes.len());
        match dice.below(6) {
            0 => drop(bytes.drain(at..until)),
            1 => drop(bytes.splice(at..until, dice.one(pieces).bytes())),
            2 => drop(bytes.splice(at..at, dice.one(pieces).bytes())),
            3 => {
                let copy = bytes[at..until].to_vec();
                let to = dice.below(bytes.len() + 1);
                drop(bytes.splice(to..to, copy));
            }
            4 => bytes.truncate(at.max(1)),
            _ => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = dice.number().to_le_bytes()[0];
                }
            }
        }
    }
}

/// One to three changes of the value.
pub(super) fn value(dice: &mut Dice, body: &mut Value) {
    for _ in 0..=dice.below(3) {
        let mut places = Vec::new();
        collect(body, String::new(), &mut places);
        let place = dice.one(&places).clone();
        let elsewhere: &String = dice.one(&places);
        let other = body.pointer(elsewhere).cloned().unwrap_or_default();
        let Some(at) = body.pointer_mut(&place) else { continue };
        match at {
            Value::Object(members) if dice.once_in(2) => change_members(dice, members, other),
            Value::Array(list) if dice.once_in(2) => change_list(dice, list, other),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) | Value::Object(_) => {
                *at = if dice.once_in(4) { other } else { odd(dice, at) };
            }
        }
    }
}

fn change_members(dice: &mut Dice, members: &mut Map<String, Value>, other: Value) {
    let keys: Vec<String> = members.keys().cloned().collect();
    if keys.is_empty() || dice.once_in(3) {
        members.insert((*dice.one(TEXTS)).to_owned(), other);
    } else {
        members.shift_remove(dice.one(&keys));
    }
}

fn change_list(dice: &mut Dice, list: &mut Vec<Value>, other: Value) {
    match dice.below(3) {
        0 => list.push(other),
        1 => drop(list.pop()),
        _ => {
            if let Some(first) = list.first().cloned() {
                list.extend(std::iter::repeat_n(first, 1 + dice.below(60)));
            }
        }
    }
}

/// A value that is odd beside what stands there.
fn odd(dice: &mut Dice, there: &Value) -> Value {
    match (dice.below(5), there) {
        (0, Value::String(text)) => Value::from(format!("{text}{}", dice.one(TEXTS))),
        (0, Value::Number(number)) => Value::from(number.to_string()),
        (0, _) => Value::Null,
        (1, _) => number(dice.one::<&str>(NUMBERS)),
        (2, _) => Value::from(*dice.one(TEXTS)),
        (3, _) => json!([[], {}, [[[]]], {"": {"": []}}, true])[dice.below(5)].clone(),
        (_, _) => Value::from((*dice.one(NUMBERS)).to_owned()),
    }
}

fn number(text: &str) -> Value {
    serde_json::from_str(text).expect("a number is JSON")
}

/// Numbers at the edges of types and amounts.
const NUMBERS: &[&str] = &[
    "0",
    "-0",
    "-1",
    "1",
    "0.1",
    "0.000001",
    "0.0000001",
    "1e3",
    "1e-3",
    "1e400",
    "-1e400",
    "2147483648",
    "9007199254740993",
    "9223372036854",
    "9223372036855",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775808",
    "18446744073709551616",
    "123456789012345678901234567890",
    "1.000000000000000000000000000001",
];

/// Texts that readers of dates, documents, numbers and names may stumble over.
pub(super) const TEXTS: &[&str] = &[
    "",
    " ",
    "\u{0}",
    "'",
    "%",
    "_",
    "\\",
    "é\u{301}",
    "\u{feff}",
    "\u{202e}",
    "\u{1f418}",
    "ＮＦｅ",
    "null",
    "true",
    "NaN",
    "1,5",
    "+1",
    "0x10",
    "12ABC34501DE35",
    "00000000000",
    "52998224725",
    "2026-02-29",
    "2026-03-10T24:00:00Z",
    "-009999-01-01T00:00:00Z",
    "9999-12-31T23:59:59.999999999-25:59",
    "31/12/9999T23:59",
    "29/02/2023",
    "1' OR '1'='1",
    "../../etc",
    "https://example.com/%00",
];

fn collect(value: &Value, pointer: String, places: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (key, value) in members {
                let key = key.replace('~', "~0").replace('/', "~1");
                collect(value, format!("{pointer}/{key}"), places);
            }
        }
        Value::Array(list) => {
            for (index, value) in list.iter().enumerate() {
                collect(value, format!("{pointer}/{index}"), places);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
    places.push(pointer);
}
