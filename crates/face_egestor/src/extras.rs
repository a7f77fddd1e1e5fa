//! The members that only this vendor has: one JSON object beside each record, which no rule reads.
//!
//! The one rule to know: what an update does not mention stays as it was.

use serde_json::{Map, Value};

/// What is kept.
pub(crate) fn read(kept: Option<&str>) -> Map<String, Value> {
    let kept = kept.and_then(|text| serde_json::from_str(text).ok());
    match kept {
        Some(Value::Object(members)) => members,
        Some(Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_)) | None => Map::new(),
    }
}

/// What is kept with these members put over it.
pub(crate) fn merged(kept: Option<&str>, given: &Map<String, Value>) -> Option<String> {
    let mut members = read(kept);
    for (name, value) in given {
        members.insert(name.clone(), value.clone());
    }
    (!members.is_empty()).then(|| Value::Object(members).to_string())
}

/// A member, empty text when there is none.
pub(crate) fn of(own: &Map<String, Value>, name: &str) -> Value {
    own.get(name).cloned().unwrap_or_else(|| "".into())
}
