//! The properties of a body that nobody knows: passed over, or refused where the account wants that (contract, 3.13).
//!
//! Not what is wrong with those that are known; each resource reads its own.
//!
//! The one rule to know: what is read only may be sent back with the rest, whatever the account wants.

use std::fmt;

use domain::refusal::Problem;
use face_kit::{Checker, Error, Exchange};
use serde::de::value::Error as Stopped;
use serde::de::{DeserializeOwned, Deserializer, Error as _, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, forward_to_deserialize_any};

use crate::quirks;

/// What a record has that nobody writes, so that one may be sent back as it was got.
const READ_ONLY: &[&str] = &[
    "created_at",
    "updated_at",
    "id_attribute",
    "id_attribute_group",
    "id_attribute_option",
    "id_attribute_value",
    "id_category",
    "id_parent",
    "id_product",
    "id_product_variation",
    "id_store",
    "id_store_product",
];

/// The body of a write, and a checker that has already noted the properties in it that the account wants refused.
///
/// # Errors
/// What is no JSON object, and a broken store.
pub(crate) async fn body<T: DeserializeOwned>(exchange: &Exchange) -> Result<(T, Checker), Error> {
    let wire = quirks::body(exchange)?;
    let mut check = Checker::new();
    let Keys(keys) = quirks::body(exchange)?;
    let known = known::<T>();
    let is_known = |key: &str| known.contains(&key) || READ_ONLY.contains(&key);
    let unknown: Vec<&String> = keys.iter().filter(|key| !is_known(key)).collect();
    if unknown.is_empty() {
        return Ok((wire, check));
    }
    let settings = exchange.app.read(&exchange.call, |reader| reader.catalog_settings());
    if settings.await?.refuses_unknown {
        for key in unknown {
            check.fault(key, Problem::NotAllowed);
        }
    }
    Ok((wire, check))
}

/// The keys of an object.
struct Keys(Vec<String>);

impl<'de> Deserialize<'de> for Keys {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reading;
        impl<'de> Visitor<'de> for Reading {
            type Value = Keys;

            fn expecting(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
                text.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Keys, A::Error> {
                let mut keys = Vec::new();
                while let Some((key, IgnoredAny)) = map.next_entry()? {
                    keys.push(key);
                }
                Ok(Keys(keys))
            }
        }
        deserializer.deserialize_map(Reading)
    }
}

/// The names of a wire struct's fields.
fn known<T: DeserializeOwned>() -> &'static [&'static str] {
    /// Reads nothing, and notes what a struct asks for.
    struct Asking<'a>(&'a mut &'static [&'static str]);
    impl<'de> Deserializer<'de> for Asking<'_> {
        type Error = Stopped;

        fn deserialize_any<V: Visitor<'de>>(self, _visitor: V) -> Result<V::Value, Stopped> {
            Err(Stopped::custom("no struct"))
        }

        fn deserialize_struct<V: Visitor<'de>>(
            self,
            _name: &'static str,
            fields: &'static [&'static str],
            _visitor: V,
        ) -> Result<V::Value, Stopped> {
            *self.0 = fields;
            Err(Stopped::custom("noted"))
        }

        forward_to_deserialize_any! {
            bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
            newtype_struct seq tuple tuple_struct map enum identifier ignored_any
        }
    }
    let mut names: &'static [&'static str] = &[];
    // It always stops: what it stopped with says nothing.
    let _ = T::deserialize(Asking(&mut names));
    names
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::{Keys, known};

    #[derive(Default, Deserialize)]
    #[serde(default)]
    #[allow(dead_code, reason = "only its fields' names are asked for")]
    struct Wire {
        name: String,
        price: i64,
    }

    #[test]
    fn a_struct_tells_its_fields_and_an_object_its_keys() {
        assert_eq!(known::<Wire>(), ["name", "price"]);
        let Keys(keys) = serde_json::from_str(r#"{"b": [1], "a": {"c": 2}}"#).expect("an object");
        assert_eq!(keys, ["b", "a"]);
    }
}
