//! Whether an answer has the keys and the JSON types of a documented one.
//!
//! Not the values: those are compared with what was recorded.
//!
//! The one rule to know: of a documented list the first element speaks for all; null fits and is fitted by anything.

#![allow(dead_code, reason = "each test binary uses its own part")]

use serde_json::Value;

/// What of the documented answer ours lacks or has of another type, as paths.
pub(crate) fn lacking(documented: &Value, ours: &Value) -> Vec<String> {
    let mut found = Vec::new();
    compare("", documented, ours, &mut found);
    found
}

fn compare(path: &str, documented: &Value, ours: &Value, found: &mut Vec<String>) {
    match (documented, ours) {
        (Value::Null, _) | (_, Value::Null) => {}
        (Value::Object(documented), Value::Object(ours)) => {
            for (key, value) in documented {
                let path = if path.is_empty() {
                    key.clone()
                } else {
                    format!("{path}.{key}")
                };
                match ours.get(key) {
                    Some(our) => compare(&path, value, our, found),
                    None => note(format!("{path}: missing"), found),
                }
            }
        }
        (Value::Array(documented), Value::Array(ours)) => {
            let Some(first) = documented.first() else { return };
            for our in ours {
                compare(&format!("{path}[]"), first, our, found);
            }
        }
        (documented, ours) if kind(documented) == kind(ours) => {}
        (documented, ours) => note(format!("{path}: {} instead of {}", kind(ours), kind(documented)), found),
    }
}

fn note(complaint: String, found: &mut Vec<String>) {
    if !found.contains(&complaint) {
        found.push(complaint);
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "text",
        Value::Array(_) => "list",
        Value::Object(_) => "object",
    }
}
