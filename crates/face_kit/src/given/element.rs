//! What a field may hold: text, exact numbers, flags, JSON kept as it is.
//!
//! Not the core's types: `Checker` turns these into them with the field's own limits.
//!
//! The one rule to know: lenient about spelling (a number may come as text and text as a number), strict about meaning;
//! numbers keep their exact text and never become floats.

use std::borrow::Cow;
use std::fmt;

use domain::amount::{NumberError, Quantity};
use domain::refusal::Problem;
use serde::de::{Error as _, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

/// A kind of value that is read from JSON text or from a query string.
pub trait Element: Sized {
    /// The value of one JSON value's text; `None` when it is of another kind.
    fn from_json(json: &str) -> Option<Self>;

    /// The value of plain text that is not blank; `None` when it is of another kind.
    fn from_plain(text: &str) -> Option<Self>;
}

/// Text as it came; a number counts as its own text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text(String);

impl Text {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text itself.
    pub fn into_string(self) -> String {
        self.0
    }
}

impl Element for Text {
    fn from_json(json: &str) -> Option<Self> {
        text_or_number(json).and_then(|text| Self::from_plain(&text))
    }

    fn from_plain(text: &str) -> Option<Self> {
        // PostgreSQL holds no NUL in text, so neither engine is given one.
        (!text.contains('\0')).then(|| Self(text.to_owned()))
    }
}

/// A date or time as it came; only the face knows its spelling.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp(String);

impl Stamp {
    /// The text, without surrounding blanks.
    pub fn as_str(&self) -> &str {
        self.0.trim()
    }
}

impl Element for Stamp {
    fn from_json(json: &str) -> Option<Self> {
        text_or_number(json).and_then(|text| Self::from_plain(&text))
    }

    fn from_plain(text: &str) -> Option<Self> {
        (!text.contains('\0')).then(|| Self(text.to_owned()))
    }
}

/// A decimal number as its exact text, of any size: whether it fits is the field's question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decimal(String);

impl Decimal {
    /// The number's text: sign, digits, fraction and exponent as they came.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Element for Decimal {
    fn from_json(json: &str) -> Option<Self> {
        text_or_number(json).and_then(|text| Self::from_plain(&text))
    }

    fn from_plain(text: &str) -> Option<Self> {
        let text = text.trim();
        (Quantity::parse(text) != Err(NumberError::NotANumber)).then(|| Self(text.to_owned()))
    }
}

/// A whole number; `5.0` and `5e0` are whole, too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct WholeNumber(i64);

impl WholeNumber {
    /// The number.
    pub fn get(self) -> i64 {
        self.0
    }
}

impl Element for WholeNumber {
    fn from_json(json: &str) -> Option<Self> {
        text_or_number(json).and_then(|text| Self::from_plain(&text))
    }

    fn from_plain(text: &str) -> Option<Self> {
        let text = text.trim();
        let plain = text.parse().ok();
        plain.or_else(|| Quantity::parse(text).ok()?.whole_units()).map(Self)
    }
}

/// What keeps text from being a [`WholeNumber`].
pub(crate) fn why_not_whole(text: &str) -> Problem {
    let text = text.trim();
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if digits.is_empty() {
        return Problem::Blank;
    }
    if digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Problem::OutOfRange;
    }
    match Quantity::parse(text) {
        Err(NumberError::NotANumber) => Problem::NotANumber,
        Err(NumberError::OutOfRange) => Problem::OutOfRange,
        Err(NumberError::TooManyDecimals { .. }) | Ok(_) => Problem::NotAnInteger,
    }
}

/// Yes or no: `true`, `1`, `"true"`, `"1"` and their opposites.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Flag(bool);

impl Flag {
    /// The answer.
    pub fn get(self) -> bool {
        self.0
    }
}

impl Element for Flag {
    fn from_json(json: &str) -> Option<Self> {
        match json {
            "true" => Some(Self(true)),
            "false" => Some(Self(false)),
            _ => text_or_number(json).and_then(|text| Self::from_plain(&text)),
        }
    }

    fn from_plain(text: &str) -> Option<Self> {
        match text.trim() {
            "true" | "1" => Some(Self(true)),
            "false" | "0" => Some(Self(false)),
            _ => None,
        }
    }
}

/// Any JSON, kept as its text: for the fields that one vendor defines and expects back.
///
/// Not kept: text that no parser would read again, because an escape is half a character, or that PostgreSQL refuses,
/// because it holds a NUL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Raw(Box<str>);

impl Raw {
    /// The JSON text, without surrounding blanks.
    pub fn json(&self) -> &str {
        &self.0
    }
}

impl Element for Raw {
    fn from_json(json: &str) -> Option<Self> {
        serde_json::from_str::<Readable>(json)
            .is_ok()
            .then(|| Self(json.into()))
    }

    fn from_plain(text: &str) -> Option<Self> {
        Self::from_json(&serde_json::Value::from(text).to_string())
    }
}

/// The same text again.
impl Serialize for Raw {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let json: &RawValue = serde_json::from_str(&self.0).map_err(serde::ser::Error::custom)?;
        json.serialize(serializer)
    }
}

/// Declares that elements are read by their JSON text wherever serde asks for them.
macro_rules! deserialize_elements {
    ($($element:ident)+) => {$(
        impl<'de> Deserialize<'de> for $element {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let json = <&RawValue>::deserialize(deserializer)?;
                Self::from_json(json.get()).ok_or_else(|| D::Error::custom(concat!("not a ", stringify!($element))))
            }
        }
    )+};
}

deserialize_elements! { Text Stamp Decimal WholeNumber Flag Raw }

/// The text of a JSON string, or of a number as it stands; `None` for other kinds and for text that is not Unicode.
fn text_or_number(json: &str) -> Option<Cow<'_, str>> {
    match json.as_bytes().first()? {
        b'"' => plain_text(json),
        b'-' | b'0'..=b'9' => Some(Cow::Borrowed(json)),
        _ => None,
    }
}

/// The text of a JSON string; `None` for other kinds and for text that is not Unicode.
pub(crate) fn plain_text(json: &str) -> Option<Cow<'_, str>> {
    let inner = json.strip_prefix('"')?.strip_suffix('"')?;
    if inner.contains('\\') {
        return serde_json::from_str(json).ok().map(Cow::Owned);
    }
    Some(Cow::Borrowed(inner))
}

/// JSON that can be read in full and stored as text. Nesting is bounded by `serde_json`'s 128.
struct Readable;

impl<'de> Deserialize<'de> for Readable {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ReadableVisitor)
    }
}

struct ReadableVisitor;

impl<'de> Visitor<'de> for ReadableVisitor {
    type Value = Readable;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Readable, E> {
        Ok(Readable)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Readable, E> {
        Ok(Readable)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Readable, E> {
        Ok(Readable)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Readable, E> {
        Ok(Readable)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Readable, E> {
        Ok(Readable)
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Readable, E> {
        if text.contains('\0') {
            Err(E::custom("NUL"))
        } else {
            Ok(Readable)
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Readable, A::Error> {
        while elements.next_element::<Readable>()?.is_some() {}
        Ok(Readable)
    }

    // Numbers of any size arrive here as well: `arbitrary_precision` passes them as a map of their text.
    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Readable, A::Error> {
        while members.next_entry::<Readable, Readable>()?.is_some() {}
        Ok(Readable)
    }
}
