//! Reads JSON text into wire structs the way the vendors' servers do: of two equal keys the last one counts.
//!
//! Not a JSON parser: `serde_json` does all the reading. Only objects are treated here, because `derive(Deserialize)`
//! refuses a struct whose key comes twice.
//!
//! The one rule to know: keys that a struct does not have are dropped before anything is kept of them, so the work is
//! bounded by the text and the memory by the struct.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;

use serde::de::value::MapDeserializer;
use serde::de::{IntoDeserializer, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Error;
use serde_json::value::RawValue;

/// One JSON value, as text.
#[derive(Clone, Copy)]
pub(crate) struct LastWins<'de>(pub(crate) &'de str);

/// Passes methods on to `serde_json`.
macro_rules! pass_on {
    ($($method:ident)+) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            serde_json::Deserializer::from_str(self.0).$method(visitor)
        }
    )+};
}

impl<'de> Deserializer<'de> for LastWins<'de> {
    type Error = Error;

    pass_on! {
        deserialize_any deserialize_bool deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64
        deserialize_i128 deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128
        deserialize_f32 deserialize_f64 deserialize_char deserialize_str deserialize_string deserialize_bytes
        deserialize_byte_buf deserialize_unit deserialize_seq deserialize_identifier deserialize_ignored_any
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.0 == "null" {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Error> {
        serde_json::Deserializer::from_str(self.0).deserialize_unit_struct(name, visitor)
    }

    // The way `RawValue` asks for its text.
    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Error> {
        serde_json::Deserializer::from_str(self.0).deserialize_newtype_struct(name, visitor)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, len: usize, visitor: V) -> Result<V::Value, Error> {
        serde_json::Deserializer::from_str(self.0).deserialize_tuple(len, visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        len: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        serde_json::Deserializer::from_str(self.0).deserialize_tuple_struct(name, len, visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        serde_json::Deserializer::from_str(self.0).deserialize_enum(name, variants, visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let mut slots: Vec<Option<Self>> = vec![None; fields.len()];
        self.each_member(|key, value| {
            let place = fields.iter().position(|field| *field == key);
            if let Some(slot) = place.and_then(|place| slots.get_mut(place)) {
                *slot = Some(value);
            }
        })?;
        let found = fields
            .iter()
            .zip(slots)
            .filter_map(|(field, value)| Some((*field, value?)));
        visitor.visit_map(MapDeserializer::new(found))
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let mut found: Vec<(String, Self)> = Vec::new();
        let mut places: HashMap<String, usize> = HashMap::new();
        self.each_member(|key, value| {
            if let Some(known) = places.get(key.as_ref()).and_then(|place| found.get_mut(*place)) {
                known.1 = value;
            } else {
                places.insert(key.to_string(), found.len());
                found.push((key.into_owned(), value));
            }
        })?;
        visitor.visit_map(MapDeserializer::new(found.into_iter()))
    }
}

impl<'de> LastWins<'de> {
    /// Calls `take` with every member of the object, in their order.
    ///
    /// # Errors
    /// When the text is not one JSON object and nothing else.
    pub(crate) fn each_member(self, take: impl FnMut(Cow<'de, str>, Self)) -> Result<(), Error> {
        let mut json = serde_json::Deserializer::from_str(self.0);
        json.deserialize_map(Members(take))?;
        json.end()
    }
}

impl<'de> IntoDeserializer<'de, Error> for LastWins<'de> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// Hands every member of an object on.
struct Members<F>(F);

impl<'de, F: FnMut(Cow<'de, str>, LastWins<'de>)> Visitor<'de> for Members<F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut members: A) -> Result<(), A::Error> {
        while let Some(Key(key)) = members.next_key()? {
            let value: &RawValue = members.next_value()?;
            (self.0)(key, LastWins(value.get()));
        }
        Ok(())
    }
}

/// A member's name, borrowed from the text when it has no escapes.
struct Key<'de>(Cow<'de, str>);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(KeyVisitor)
    }
}

struct KeyVisitor;

impl<'de> Visitor<'de> for KeyVisitor {
    type Value = Key<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_borrowed_str<E>(self, name: &'de str) -> Result<Key<'de>, E> {
        Ok(Key(Cow::Borrowed(name)))
    }

    fn visit_str<E>(self, name: &str) -> Result<Key<'de>, E> {
        Ok(Key(Cow::Owned(name.to_owned())))
    }
}
