//! Stand-ins for values that change from run to run: `"@id"` in an expected answer takes any id, and nothing else.
//!
//! Not a pattern language: a stand-in names a type of the wire, and `?` after it lets null stand there, too.
//!
//! The one rule to know: a text that really begins with `@` is written `@@`.

use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::Value;

/// Letters of `2022-07-14T10:06:34.812-03:00`; `0` stands for a digit.
const INSTANT_SHAPE: &str = "0000-00-00T00:00:00.000+00:00";

/// Letters of `2021-09-15T10:37:49-03:00`, in the same way.
const SECOND_SHAPE: &str = "0000-00-00T00:00:00+00:00";

/// A type of the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A whole number above zero.
    Id,
    /// A whole number.
    Integer,
    /// Any number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// Text, the empty one included.
    Text,
    /// Text that holds a decimal with at least one place, as Rails writes a decimal column.
    DecimalText,
    /// Text that holds an instant to the millisecond with an offset.
    Instant,
    /// Text that holds an instant to the second with an offset.
    Second,
    /// Text that holds a day, `2022-07-14`.
    Day,
}

const KINDS: &[(&str, Kind)] = &[
    ("id", Kind::Id),
    ("integer", Kind::Integer),
    ("number", Kind::Number),
    ("boolean", Kind::Boolean),
    ("string", Kind::Text),
    ("decimal-string", Kind::DecimalText),
    ("instant", Kind::Instant),
    ("second", Kind::Second),
    ("date", Kind::Day),
];

/// What an expected text means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Expected<'a> {
    /// The text itself.
    Literal(&'a str),
    /// Any value of a type.
    Typed(Placeholder),
    /// One of these texts.
    AnyOf(Vec<&'a str>),
}

/// A stand-in for any value of a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Placeholder {
    kind: Kind,
    nullable: bool,
}

/// What a text of an expected answer means; the error is a mistake of the file.
pub(crate) fn read(text: &str) -> Result<Expected<'_>, String> {
    let Some(name) = text.strip_prefix('@') else {
        return Ok(Expected::Literal(text));
    };
    if name.starts_with('@') {
        return Ok(Expected::Literal(name));
    }
    if let Some(choices) = name.strip_prefix("any-of:") {
        return Ok(Expected::AnyOf(choices.split('|').collect()));
    }
    let (name, nullable) = name.strip_suffix('?').map_or((name, false), |name| (name, true));
    let known = KINDS.iter().find(|(word, _)| *word == name);
    let (_, kind) = known.ok_or_else(|| format!("`{text}` is no stand-in"))?;
    Ok(Expected::Typed(Placeholder { kind: *kind, nullable }))
}

impl Placeholder {
    /// Whether the value is of the type.
    pub(crate) fn takes(self, value: &Value) -> bool {
        (self.nullable && value.is_null()) || self.kind.takes(value)
    }
}

impl Kind {
    fn takes(self, value: &Value) -> bool {
        match self {
            Self::Id => is_whole(value) && value.as_i64().is_some_and(|id| id > 0),
            Self::Integer => is_whole(value),
            Self::Number => value.is_number(),
            Self::Boolean => value.is_boolean(),
            Self::Text => value.is_string(),
            Self::DecimalText => value.as_str().is_some_and(is_decimal),
            Self::Instant => value.as_str().is_some_and(|text| is_instant(text, INSTANT_SHAPE)),
            Self::Second => value.as_str().is_some_and(|text| is_instant(text, SECOND_SHAPE)),
            Self::Day => value.as_str().is_some_and(|text| text.parse::<Date>().is_ok()),
        }
    }
}

/// A number without decimals: `5`, not `5.0`, which a client that reads a whole number refuses.
fn is_whole(value: &Value) -> bool {
    value.as_number().is_some_and(|number| {
        let text = number.to_string();
        let digits = text.strip_prefix('-').unwrap_or(&text);
        digits.bytes().all(|byte| byte.is_ascii_digit())
    })
}

fn is_decimal(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    unsigned
        .split_once('.')
        .is_some_and(|(whole, places)| digits(whole) && digits(places))
}

fn is_instant(text: &str, shape: &str) -> bool {
    let shaped = text.len() == shape.len()
        && text.bytes().zip(shape.bytes()).all(|(given, shape)| match shape {
            b'0' => given.is_ascii_digit(),
            b'+' => given == b'+' || given == b'-',
            fixed => given == fixed,
        });
    shaped && text.parse::<Timestamp>().is_ok()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Expected, read};

    fn takes(placeholder: &str, value: &Value) -> bool {
        match read(placeholder).unwrap() {
            Expected::Typed(placeholder) => placeholder.takes(value),
            Expected::AnyOf(choices) => value.as_str().is_some_and(|text| choices.contains(&text)),
            Expected::Literal(text) => value.as_str() == Some(text),
        }
    }

    #[test]
    fn a_stand_in_takes_its_type_and_nothing_else() {
        let table = [
            ("@id", json!(1), true),
            ("@id", json!(0), false),
            ("@id", json!("1"), false),
            ("@id", json!(null), false),
            ("@id?", json!(null), true),
            ("@integer", json!(-3), true),
            ("@number", json!("5"), false),
            ("@boolean", json!(0), false),
            ("@string", json!(""), true),
            ("@string", json!(1), false),
            ("@decimal-string", json!("150.3"), true),
            ("@decimal-string", json!("-0.0"), true),
            ("@decimal-string", json!("150"), false),
            ("@decimal-string", json!("1.2.3"), false),
            ("@instant", json!("2022-07-14T10:06:34.812-03:00"), true),
            ("@instant", json!("2022-07-14T10:06:34-03:00"), false),
            ("@instant", json!("2022-07-14T10:06:34.812Z"), false),
            ("@second", json!("2022-07-14T10:06:34-03:00"), true),
            ("@second", json!("2022-07-14T10:06:34.812-03:00"), false),
            ("@instant", json!("2022-13-14T10:06:34.812-03:00"), false),
            ("@date", json!("2022-07-14"), true),
            ("@date", json!("14/07/2022"), false),
            ("@any-of:entry|exit", json!("exit"), true),
            ("@any-of:entry|exit", json!("other"), false),
            ("@@id", json!("@id"), true),
        ];
        for (placeholder, value, expected) in table {
            assert_eq!(takes(placeholder, &value), expected, "{placeholder} {value}");
        }
        let fraction: Value = serde_json::from_str("5.0").unwrap();
        assert!(takes("@number", &fraction) && !takes("@integer", &fraction));
    }

    #[test]
    fn a_misspelt_stand_in_is_a_mistake_of_the_file() {
        assert!(read("@identifier").is_err());
    }
}
