//! An object of a body, its members read one by one: the vendor refuses members that it does not know, so all their names
//! are needed, and a field is asked for by the vendor's name.
//!
//! Not the checks of a field; those are the kit's.
//!
//! The one rule to know: what is asked for here is listed in the `KNOWN` of its resource, or else it is refused as
//! unknown before it is read.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use domain::amount::Money;
use domain::change::Change;
use domain::refusal::Problem;
use face_kit::{Checker, Given, Listed, Raw, Stamp, Text};
use jiff::civil::Date;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};

use crate::numbers;

/// A JSON object.
#[derive(Debug, Clone, Default)]
pub(crate) struct Object(BTreeMap<String, Given<Raw>>);

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        BTreeMap::deserialize(deserializer).map(Self)
    }
}

impl Object {
    /// A member, as what it should be.
    pub(crate) fn given<T: DeserializeOwned>(&self, name: &str) -> Given<T> {
        match self.0.get(name) {
            None => Given::Missing,
            Some(Given::Missing | Given::Null) => Given::Null,
            // The text was read as JSON once, so it can be read again.
            Some(Given::Value(raw)) => serde_json::from_str(raw.json()).unwrap_or_else(|_| Given::Wrong(String::new())),
            Some(Given::Wrong(raw)) => Given::Wrong(raw.clone()),
        }
    }

    /// Whether it has the member, null or not.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// Refuses members of other names.
    pub(crate) fn only(&self, check: &mut Checker, known: &[&str]) {
        for name in self.0.keys().filter(|name| !known.contains(&name.as_str())) {
            let name: String = name.chars().filter(|c| !c.is_control()).take(60).collect();
            check.fault(&name, Problem::NotAllowed);
        }
    }

    /// Text; nothing when it is absent, null or blank.
    pub(crate) fn text(&self, check: &mut Checker, name: &str, max_chars: usize) -> Option<String> {
        check.optional_text(name, &self.given(name), max_chars)
    }

    /// What an update does to text: an absent member keeps it, null and blank clear it.
    pub(crate) fn text_change(&self, check: &mut Checker, name: &str, max_chars: usize) -> Change<String> {
        if self.has(name) {
            Change::to(self.text(check, name, max_chars))
        } else {
            Change::Keep
        }
    }

    /// The number of a record; 0, as the vendor writes "none", is nothing.
    pub(crate) fn id(&self, check: &mut Checker, name: &str) -> Option<i64> {
        check
            .optional_whole(name, &self.given(name), 0..=i64::MAX)
            .filter(|id| *id > 0)
    }

    /// What an update does to the number of a record.
    pub(crate) fn id_change(&self, check: &mut Checker, name: &str) -> Change<i64> {
        if self.has(name) {
            Change::to(self.id(check, name))
        } else {
            Change::Keep
        }
    }

    /// What an update does to a switch.
    pub(crate) fn flag_change(&self, check: &mut Checker, name: &str) -> Change<bool> {
        if self.has(name) {
            Change::to(check.flag(name, &self.given(name)))
        } else {
            Change::Keep
        }
    }

    /// What an update does to a whole number of this range.
    pub(crate) fn whole_change(&self, check: &mut Checker, name: &str, range: RangeInclusive<i64>) -> Change<i64> {
        if self.has(name) {
            Change::to(check.optional_whole(name, &self.given(name), range))
        } else {
            Change::Keep
        }
    }

    /// An amount in cents.
    pub(crate) fn money(&self, check: &mut Checker, name: &str) -> Option<Money> {
        check.optional_money(name, &self.given(name), 2)
    }

    /// A day; `0000-00-00`, as the vendor writes "none", is nothing.
    pub(crate) fn day(&self, check: &mut Checker, name: &str) -> Option<Date> {
        let given: Given<Stamp> = self.given(name);
        if given
            .value()
            .is_some_and(|stamp| stamp.as_str().starts_with("0000-00-00"))
        {
            return None;
        }
        check.optional_stamp(name, &given, numbers::day)
    }

    /// What an update does to a day.
    pub(crate) fn day_change(&self, check: &mut Checker, name: &str) -> Change<Date> {
        if self.has(name) {
            Change::to(self.day(check, name))
        } else {
            Change::Keep
        }
    }

    /// A list of texts, or one text with commas; the vendor's clients send both. `None` when it is absent.
    pub(crate) fn words(&self, check: &mut Checker, name: &str) -> Option<Vec<String>> {
        if !self.has(name) {
            return None;
        }
        let split = |text: &str| {
            let words = text.split(',').map(str::trim).filter(|word| !word.is_empty());
            words.map(str::to_owned).collect::<Vec<_>>()
        };
        let one: Given<Text> = self.given(name);
        match one {
            Given::Missing | Given::Null => Some(Vec::new()),
            Given::Value(text) => Some(split(text.as_str())),
            Given::Wrong(_) => {
                let list: Given<Listed<Text>> = self.given(name);
                let words = check.each_value(name, &list, |check, path, given| check.optional_text(path, given, 255));
                Some(words.iter().flat_map(|text| split(text)).collect())
            }
        }
    }

    /// The elements of a list of objects.
    pub(crate) fn each<R>(
        &self,
        check: &mut Checker,
        name: &str,
        known: &[&str],
        mut look: impl FnMut(&mut Checker, &Object) -> R,
    ) -> Vec<R> {
        let list: Given<Listed<Object>> = self.given(name);
        check.optional_each(name, &list, |check, object| {
            object.only(check, known);
            look(check, object)
        })
    }
}

/// What an update does to a record's number, as the core's type.
pub(crate) fn map_id<T>(change: Change<i64>, turn: impl FnOnce(i64) -> T) -> Change<T> {
    match change {
        Change::Keep => Change::Keep,
        Change::Clear => Change::Clear,
        Change::Set(id) => Change::Set(turn(id)),
    }
}
