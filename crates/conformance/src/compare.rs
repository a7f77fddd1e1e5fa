//! The expected answer against the real one, as a list of differences.
//!
//! Not a test for equal bytes: the order of an object's keys is nothing to a client; the order of a list is.
//!
//! An expected object `{"@has": {…}}` looks at the keys it names and at no other: for lists, where the question is what is
//! in them and not what each looks like.
//!
//! The one rule to know: types come first. `100` and `100.0` differ, `"1"` and `1` differ, a missing key and null differ.

use serde_json::{Map, Value};

use crate::placeholder::{self, Expected};

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Where it is, as a JSON pointer.
    pub at: String,
    /// What is wrong there.
    pub what: String,
}

impl std::fmt::Display for Difference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let at = if self.at.is_empty() { "/" } else { &self.at };
        write!(f, "{at}: {}", self.what)
    }
}

/// Every difference between the two; none when the real one is as expected.
pub fn differences(expected: &Value, found: &Value) -> Vec<Difference> {
    let mut differences = Vec::new();
    compare(expected, found, "", &mut differences);
    differences
}

/// The key of an expected object that looks at some keys only.
const HAS: &str = "@has";

fn compare(expected: &Value, found: &Value, at: &str, differences: &mut Vec<Difference>) {
    match (expected, found) {
        (Value::String(text), _) => differences.extend(text_difference(text, found, at)),
        (Value::Object(expected), Value::Object(found)) => compare_objects(expected, found, at, differences),
        (Value::Array(expected), Value::Array(found)) => compare_lists(expected, found, at, differences),
        (Value::Number(wanted), Value::Number(number)) if wanted.to_string() == number.to_string() => {}
        (Value::Null, Value::Null) => {}
        (Value::Bool(wanted), Value::Bool(flag)) if wanted == flag => {}
        (
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) | Value::Object(_),
        ) => differences.push(different(at, &expected.to_string(), found)),
    }
}

fn text_difference(expected: &str, found: &Value, at: &str) -> Option<Difference> {
    let fits = match placeholder::read(expected) {
        Err(mistake) => {
            return Some(Difference {
                at: at.to_owned(),
                what: mistake,
            });
        }
        Ok(Expected::Literal(text)) => found.as_str() == Some(text),
        Ok(Expected::Typed(placeholder)) => placeholder.takes(found),
        Ok(Expected::AnyOf(choices)) => found.as_str().is_some_and(|text| choices.contains(&text)),
    };
    (!fits).then(|| different(at, &format!("{expected:?}"), found))
}

fn compare_objects(expected: &Map<String, Value>, found: &Map<String, Value>, at: &str, out: &mut Vec<Difference>) {
    if let Some(Value::Object(some)) = expected.get(HAS) {
        let known = found.iter().filter(|(key, _)| some.contains_key(*key));
        let known = known.map(|(key, value)| (key.clone(), value.clone())).collect();
        return compare_objects(some, &known, at, out);
    }
    for (key, expected) in expected {
        let at = below(at, key);
        match found.get(key) {
            Some(found) => compare(expected, found, &at, out),
            None => out.push(Difference {
                at,
                what: format!("missing, expected {expected}"),
            }),
        }
    }
    for (key, found) in found.iter().filter(|(key, _)| !expected.contains_key(*key)) {
        out.push(Difference {
            at: below(at, key),
            what: format!("not documented: {found}"),
        });
    }
}

fn compare_lists(expected: &[Value], found: &[Value], at: &str, out: &mut Vec<Difference>) {
    for (index, (expected, found)) in expected.iter().zip(found).enumerate() {
        compare(expected, found, &below(at, &index.to_string()), out);
    }
    if expected.len() != found.len() {
        let rest = found.get(expected.len()..).unwrap_or_default();
        let rest = Value::Array(rest.to_vec());
        let what = format!(
            "expected {} elements, found {}; beyond: {rest}",
            expected.len(),
            found.len()
        );
        out.push(Difference {
            at: at.to_owned(),
            what,
        });
    }
}

fn different(at: &str, expected: &str, found: &Value) -> Difference {
    Difference {
        at: at.to_owned(),
        what: format!("expected {expected}, found {found}"),
    }
}

/// The pointer of a member.
fn below(at: &str, key: &str) -> String {
    format!("{at}/{}", key.replace('~', "~0").replace('/', "~1"))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::differences;

    fn places(expected: &Value, found: &Value) -> Vec<String> {
        differences(expected, found)
            .into_iter()
            .map(|difference| difference.at)
            .collect()
    }

    #[test]
    fn every_difference_is_found_where_it_is() {
        let expected = json!({"id": "@id", "list": [1, 2], "text": "a", "null": null, "gone": true});
        let found = json!({"null": null, "text": 5, "list": [2, 1], "id": "7", "more": 1});
        assert_eq!(
            places(&expected, &found),
            ["/id", "/list/0", "/list/1", "/text", "/gone", "/more"]
        );
        assert_eq!(
            places(&json!({"a": "@string"}), &json!({"a": "x"})),
            Vec::<String>::new()
        );
    }

    #[test]
    fn a_list_may_be_neither_shorter_nor_longer() {
        assert_eq!(places(&json!([1, 2]), &json!([1])), [""]);
        assert_eq!(places(&json!([1]), &json!([1, 2])), [""]);
    }

    #[test]
    fn a_number_is_compared_by_its_text() {
        let number = |text: &str| serde_json::from_str::<Value>(text).unwrap();
        assert_eq!(places(&number("100.0"), &number("100")), [""]);
        assert!(places(&number("12.345"), &number("12.345")).is_empty());
    }

    #[test]
    fn an_object_may_be_looked_at_in_part() {
        let found = json!([{"id": 1, "status": "new"}]);
        assert!(differences(&json!([{"@has": {"id": 1}}]), &found).is_empty());
        assert_eq!(
            places(&json!([{"@has": {"id": 2, "code": 1}}]), &found),
            ["/0/id", "/0/code"]
        );
    }

    #[test]
    fn null_false_zero_and_nothing_all_differ() {
        let values = [json!(null), json!(false), json!(0), json!(""), json!([]), json!({})];
        for (row, expected) in values.iter().enumerate() {
            for (column, found) in values.iter().enumerate() {
                assert_eq!(
                    differences(expected, found).is_empty(),
                    row == column,
                    "{expected} {found}"
                );
            }
        }
    }
}
