//! What one exchange hands to the next: ids out of answers, put into paths, bodies and expected answers as `{name}`.
//!
//! Not a template language: a name stands for a value, and that is all.
//!
//! The one rule to know: a text that is nothing but `{name}` becomes the value itself, a number included; within a longer
//! text, and as `{name:text}`, it becomes text.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// Values by name.
#[derive(Debug, Clone, Default)]
pub struct Variables(BTreeMap<String, Value>);

impl Variables {
    /// Keeps a value, in place of one of the same name.
    pub fn set(&mut self, name: &str, value: Value) {
        self.0.insert(name.to_owned(), value);
    }

    /// Keeps what an answer has at these JSON pointers; `#file` after one keeps what follows the last slash of a link. Of a
    /// page, `after:` and a text keeps what follows that text up to the next quote or tag.
    ///
    /// # Errors
    /// A pointer that leads nowhere.
    pub fn capture(&mut self, wanted: &BTreeMap<String, String>, answer: &[u8]) -> Result<(), String> {
        let page = String::from_utf8_lossy(answer);
        let answer: Value = serde_json::from_slice(answer).unwrap_or_default();
        for (name, pointer) in wanted {
            if let Some(before) = pointer.strip_prefix("after:") {
                let rest = page.split_once(before).map(|(_, rest)| rest);
                let found = rest.and_then(|rest| rest.split(['"', '<']).next());
                let found = found.ok_or_else(|| format!("nothing {pointer} to capture as {name}"))?;
                self.set(name, Value::from(found));
                continue;
            }
            let (place, is_file) = match pointer.strip_suffix("#file") {
                Some(place) => (place, true),
                None => (pointer.as_str(), false),
            };
            let value = answer
                .pointer(place)
                .ok_or_else(|| format!("nothing at {pointer} to capture as {name}"))?;
            let file = value.as_str().and_then(|link| link.rsplit('/').next());
            match file.filter(|_| is_file) {
                Some(file) => self.set(name, Value::from(file)),
                None => self.set(name, value.clone()),
            }
        }
        Ok(())
    }

    /// The text with every `{name}` that is known replaced by the value as text. Other braces stay.
    #[must_use]
    pub fn in_text(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for (name, value) in &self.0 {
            for form in [format!("{{{name}}}"), format!("{{{name}:text}}")] {
                if text.contains(&form) {
                    text = text.replace(&form, &as_text(value));
                }
            }
        }
        text
    }

    /// The value with every `{name}` in it replaced.
    #[must_use]
    pub fn in_value(&self, value: &Value) -> Value {
        match value {
            Value::String(text) => match self.alone(text) {
                Some(value) => value.clone(),
                None => Value::String(self.in_text(text)),
            },
            Value::Array(list) => list.iter().map(|value| self.in_value(value)).collect(),
            Value::Object(members) => Value::Object(self.in_members(members)),
            Value::Null | Value::Bool(_) | Value::Number(_) => value.clone(),
        }
    }

    fn in_members(&self, members: &Map<String, Value>) -> Map<String, Value> {
        members
            .iter()
            .map(|(key, value)| (self.in_text(key), self.in_value(value)))
            .collect()
    }

    /// The value whose `{name}` the whole text is.
    fn alone(&self, text: &str) -> Option<&Value> {
        self.0.get(text.strip_prefix('{')?.strip_suffix('}')?)
    }
}

fn as_text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::json;

    use super::Variables;

    #[test]
    fn a_name_alone_becomes_the_value_and_within_text_its_text() {
        let mut variables = Variables::default();
        let wanted = BTreeMap::from([
            ("order".to_owned(), "/order/id".to_owned()),
            ("code".to_owned(), "/order/code".to_owned()),
        ]);
        variables
            .capture(
                &wanted,
                json!({"order": {"id": 7, "code": "a-1"}}).to_string().as_bytes(),
            )
            .unwrap();
        assert_eq!(
            variables.in_text("/orders/{order}?code={code}&x={other}"),
            "/orders/7?code=a-1&x={other}"
        );
        let body = json!({"id": "{order}", "text": "{order:text}", "list": ["{code}", 5, "é {order}"]});
        assert_eq!(
            variables.in_value(&body),
            json!({"id": 7, "text": "7", "list": ["a-1", 5, "é 7"]})
        );
    }

    #[test]
    fn a_page_is_captured_by_what_stands_before() {
        let mut variables = Variables::default();
        let wanted = |pointer: &str| BTreeMap::from([("code".to_owned(), pointer.to_owned())]);
        let page = b"<form><input name=\"a\" value=\"x1\"><b>y2</b>";
        variables.capture(&wanted("after:name=\"a\" value=\""), page).unwrap();
        assert_eq!(variables.in_text("{code}"), "x1");
        variables.capture(&wanted("after:<b>"), page).unwrap();
        assert_eq!(variables.in_text("{code}"), "y2");
        assert!(variables.capture(&wanted("after:<i>"), page).is_err());
    }

    #[test]
    fn a_pointer_that_leads_nowhere_is_an_error() {
        let wanted = BTreeMap::from([("order".to_owned(), "/order/id".to_owned())]);
        assert!(Variables::default().capture(&wanted, b"{}").is_err());
    }
}
