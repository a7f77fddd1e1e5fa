//! A field of a request as it came: absent, null, usable, or something else. Decoding a wire struct of these never stops
//! at the first bad field; [`Checker`](crate::Checker) says later what is wrong with all of them.
//!
//! Not a rule's check. Not for answers, which are exact.
//!
//! The one rule to know: a wire struct derives `Deserialize` and `Default`, carries `#[serde(default)]`, and every field
//! of it is a `Given`. No `flatten`, no `alias`: for two spellings make two fields and join them with [`Given::or`].

mod element;
mod last_wins;

use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

pub use element::{Decimal, Element, Flag, Raw, Stamp, Text, WholeNumber};
pub(crate) use element::{plain_text, why_not_whole};
pub(crate) use last_wins::LastWins;

/// How much of an unusable value is kept, in bytes.
const KEPT_OF_WRONG: usize = 256;

/// One field of a request.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Given<T> {
    /// The key is not there.
    #[default]
    Missing,
    /// The key is there with `null`, or with nothing in a query string.
    Null,
    /// A usable value.
    Value(T),
    /// A value of another kind: the start of its JSON text.
    Wrong(String),
}

impl<T> Given<T> {
    /// The value, when it is usable.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Missing | Self::Null | Self::Wrong(_) => None,
        }
    }

    /// The value itself, when it is usable.
    pub fn into_value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Missing | Self::Null | Self::Wrong(_) => None,
        }
    }

    /// Whether the key is not there at all: an update leaves such a field as it is.
    pub fn is_missing(&self) -> bool {
        matches!(self, Self::Missing)
    }

    /// Whether the key is there with `null`: an update clears such a field.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// This field, or when its key is not there the other one: for a name with two spellings.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        match self {
            Self::Missing => other,
            Self::Null | Self::Value(_) | Self::Wrong(_) => self,
        }
    }
}

impl<'de, T: Deserialize<'de>> Given<T> {
    /// The field whose JSON text this is. The text must be one JSON value.
    pub(crate) fn read(json: &'de str) -> Self {
        if json == "null" {
            return Self::Null;
        }
        match T::deserialize(LastWins(json)) {
            Ok(value) => Self::Value(value),
            Err(_) => Self::Wrong(clip(json)),
        }
    }
}

impl<T: Element> Given<T> {
    /// The field whose plain text this is, from a query string or a form.
    pub(crate) fn read_plain(text: &str) -> Self {
        if text.trim().is_empty() {
            return Self::Null;
        }
        T::from_plain(text).map_or_else(
            || Self::Wrong(clip(&serde_json::Value::from(text).to_string())),
            Self::Value,
        )
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Given<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = <&RawValue>::deserialize(deserializer)?;
        Ok(Self::read(json.get()))
    }
}

/// A list of a request; each element may be unusable on its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed<T>(Vec<Given<T>>);

impl<T> Listed<T> {
    /// The elements, in their order.
    pub fn elements(&self) -> &[Given<T>] {
        &self.0
    }

    /// The elements themselves.
    pub fn into_elements(self) -> Vec<Given<T>> {
        self.0
    }
}

/// The empty list.
impl<T> Default for Listed<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Listed<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::deserialize(deserializer).map(Self)
    }
}

/// The start of a text, cut between characters.
fn clip(text: &str) -> String {
    text.chars()
        .scan(0, |bytes, character| {
            *bytes += character.len_utf8();
            (*bytes <= KEPT_OF_WRONG).then_some(character)
        })
        .collect()
}

#[cfg(test)]
mod tests;
