//! Bodies that are wrong in one place: made from a right one by putting something else where one value stands.
//!
//! Not random: every place gets every kind of wrong value that its kind of value can be given.
//!
//! The one rule to know: what is made here must be refused. Where a vendor takes it nevertheless, the test that asks says
//! so by name.

use serde_json::{Value, json};

/// A body with one wrong value.
#[derive(Debug, Clone)]
pub struct Spoiled {
    /// Where the wrong value is, indices as `*`: `/order/items/*/quantity`.
    pub place: String,
    /// What is wrong with it.
    pub kind: &'static str,
    /// The whole body.
    pub body: Value,
}

/// The body with each of its values replaced, one at a time, by every wrong one.
#[must_use]
pub fn spoiled(body: &Value) -> Vec<Spoiled> {
    let mut places = Vec::new();
    collect(body, String::new(), &mut places);
    let mut all = Vec::new();
    for (pointer, value) in places {
        for (kind, wrong) in wrongs(&pointer, &value) {
            let mut body = body.clone();
            if let Some(place) = body.pointer_mut(&pointer) {
                *place = wrong;
                all.push(Spoiled {
                    place: starred(&pointer),
                    kind,
                    body,
                });
            }
        }
    }
    all
}

/// Every value that is no object, with its pointer; a list is a value, and so is each of its elements.
fn collect(value: &Value, pointer: String, places: &mut Vec<(String, Value)>) {
    match value {
        Value::Object(members) => {
            if !pointer.is_empty() {
                places.push((pointer.clone(), value.clone()));
            }
            for (key, value) in members {
                collect(value, format!("{pointer}/{key}"), places);
            }
        }
        Value::Array(list) => {
            places.push((pointer.clone(), value.clone()));
            for (index, value) in list.iter().enumerate() {
                collect(value, format!("{pointer}/{index}"), places);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => places.push((pointer, value.clone())),
    }
}

/// The wrong values for a place, by what stands there and what it is called.
fn wrongs(pointer: &str, value: &Value) -> Vec<(&'static str, Value)> {
    let name = pointer
        .rsplit('/')
        .find(|token| token.parse::<usize>().is_err())
        .unwrap_or_default();
    let mut wrongs = match value {
        Value::Null => Vec::new(),
        Value::Object(_) => vec![
            ("text for an object", json!("texto")),
            ("a list for an object", json!([1])),
        ],
        Value::Array(_) => vec![
            ("text for a list", json!("texto")),
            ("an object for a list", json!({"a": 1})),
        ],
        Value::Bool(_) => vec![
            ("a word for a flag", json!("talvez")),
            ("an object for a flag", json!({})),
        ],
        Value::Number(_) => {
            vec![
                ("a word for a number", json!("muito")),
                ("an object for a number", json!({})),
                ("a huge number", huge()),
            ]
        }
        Value::String(_) => {
            vec![
                ("an object for text", json!({"a": 1})),
                ("a list for text", json!(["a"])),
                ("a zero byte", json!("a\u{0}b")),
            ]
        }
    };
    let is_id = name == "id" || name.starts_with("id_") || name.ends_with("_id") || name.ends_with("_ids");
    match value {
        Value::Number(_) if is_id => {
            wrongs.extend([
                ("an id nobody has", json!(987_654_321)),
                ("a negative id", json!(-1)),
                ("id zero", json!(0)),
            ]);
        }
        Value::Number(number)
            if number.as_i64().is_none_or(|number| number != 0) || number.to_string().contains('.') =>
        {
            wrongs.push(("thirty decimals", thirty_decimals()));
            wrongs.push(("a negative number", json!(-1)));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) | Value::Object(_) => {}
    }
    wrongs
}

/// More than any amount holds.
fn huge() -> Value {
    number("123456789012345678901234567890")
}

fn thirty_decimals() -> Value {
    number("1.000000000000000000000000000001")
}

fn number(text: &str) -> Value {
    serde_json::from_str(text).expect("the text of a number")
}

/// The pointer with its indices blanked.
fn starred(pointer: &str) -> String {
    let token = |token: &str| {
        if token.parse::<usize>().is_ok() {
            "*".to_owned()
        } else {
            token.to_owned()
        }
    };
    pointer.split('/').map(token).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::json;

    use super::spoiled;

    #[test]
    fn every_value_is_spoiled_in_every_way_and_nothing_else_with_it() {
        let body =
            json!({"order": {"stock_id": 6, "items": [{"quantity": 2}], "code": "a", "split": true, "none": null}});
        let all = spoiled(&body);
        let of = |place: &str| {
            let kinds = all
                .iter()
                .filter(|spoiled| spoiled.place == place)
                .map(|spoiled| spoiled.kind);
            kinds.collect::<BTreeSet<_>>()
        };
        assert!(of("/order/stock_id").contains("an id nobody has"));
        assert!(of("/order/items/*/quantity").is_superset(&BTreeSet::from(["thirty decimals", "a negative number"])));
        assert!(of("/order/items").contains("text for a list") && of("/order").contains("text for an object"));
        assert!(of("/order/code").contains("a zero byte") && of("/order/none").is_empty());
        let split = all.iter().find(|spoiled| spoiled.place == "/order/split").unwrap();
        let mut mended = split.body.clone();
        mended["order"]["split"] = json!(true);
        assert_eq!(mended, body);
    }
}
