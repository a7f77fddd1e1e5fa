//! What the vendor says of its fields, as tables: name, kind, size, decimals. One check for all of them, one way to show
//! them.
//!
//! Not what a field means; that is where it is converted.
//!
//! The one rule to know: the tables are the vendor's own, one row per field; a field without a place in the core is kept
//! as it came, in the extras, and shown as its kind is shown.

mod entity;
mod product;

use std::collections::BTreeMap;
use std::fmt;

use domain::amount::Quantity;
use domain::change::Change;
use domain::refusal::Problem;
use face_kit::{Checker, Decimal, Given, Raw, Stamp, Text, WholeNumber};
use jiff::civil::Date;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

use crate::numbers;

pub(crate) use entity::ENTITY;
pub(crate) use product::PRODUCT;

/// A field of one of the vendor's objects.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Field {
    /// Its name.
    pub(crate) name: &'static str,
    /// What it holds.
    pub(crate) kind: Kind,
}

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Text of at most so many characters.
    Text(usize),
    /// A decimal of so many digits, of which so many are decimals.
    Decimal(u32, u8),
    /// A whole number of at most so many digits.
    Whole(u32),
    /// 0 or 1.
    Flag,
    /// One of the numbers from 0 to this.
    Choice(i64),
    /// A day.
    Day,
}

/// A value that fits its field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Datum {
    /// Text.
    Text(String),
    /// A decimal, with the decimals it is shown with.
    Decimal(Quantity, u8),
    /// A whole number, a choice or a switch.
    Whole(i64),
    /// A day.
    Day(Date),
}

impl Datum {
    /// As it is shown and kept.
    pub(crate) fn shown(&self) -> Value {
        match self {
            Self::Text(text) => text.as_str().into(),
            Self::Decimal(amount, decimals) => numbers::decimal(*amount, *decimals).into(),
            Self::Whole(number) => (*number).into(),
            Self::Day(day) => day.to_string().into(),
        }
    }
}

impl Kind {
    /// What is shown where nothing is known.
    pub(crate) fn absent(self) -> Value {
        match self {
            Self::Text(_) | Self::Day => "".into(),
            Self::Decimal(_, decimals) => numbers::decimal(Quantity::ZERO, decimals).into(),
            Self::Whole(_) | Self::Flag | Self::Choice(_) => 0.into(),
        }
    }

    /// Reads a field: what was given fits, or is a fault.
    fn read(self, check: &mut Checker, path: &str, given: &Given<Raw>) -> Option<Datum> {
        match self {
            Self::Text(most) => check.optional_text(path, &again::<Text>(given), most).map(Datum::Text),
            Self::Decimal(digits, decimals) => {
                let amount = check.optional_quantity(path, &again::<Decimal>(given), decimals)?;
                if !fits(amount, digits, decimals) {
                    check.fault(path, Problem::OutOfRange);
                    return None;
                }
                Some(Datum::Decimal(amount, decimals))
            }
            Self::Whole(digits) => {
                let most = 10_i64.checked_pow(digits).map_or(i64::MAX, |limit| limit - 1);
                check
                    .optional_whole(path, &again::<WholeNumber>(given), 0..=most)
                    .map(Datum::Whole)
            }
            Self::Flag => check
                .optional_whole(path, &again::<WholeNumber>(given), 0..=1)
                .map(Datum::Whole),
            Self::Choice(last) => check
                .optional_whole(path, &again::<WholeNumber>(given), 0..=last)
                .map(Datum::Whole),
            Self::Day => check
                .optional_stamp(path, &again::<Stamp>(given), numbers::day)
                .map(Datum::Day),
        }
    }
}

/// Whether an amount has no more digits before the point than its field.
pub(crate) fn fits(amount: Quantity, digits: u32, decimals: u8) -> bool {
    let limit = 10_u64.checked_pow(digits - u32::from(decimals) + 6);
    limit.is_none_or(|limit| amount.millionths().unsigned_abs() < limit)
}

/// The same field, read as another kind of value.
pub(crate) fn again<T: for<'de> Deserialize<'de>>(given: &Given<Raw>) -> Given<T> {
    match given {
        Given::Missing => Given::Missing,
        Given::Null => Given::Null,
        Given::Value(raw) => serde_json::from_str(raw.json()).unwrap_or_else(|_| Given::Wrong(raw.json().to_owned())),
        Given::Wrong(raw) => Given::Wrong(raw.clone()),
    }
}

/// The members of an object as they came.
#[derive(Debug, Default)]
pub(crate) struct Members(BTreeMap<String, Given<Raw>>);

impl Members {
    /// A member; one that was not given is missing.
    pub(crate) fn get(&self, name: &str) -> &Given<Raw> {
        self.0.get(name).unwrap_or(&Given::Missing)
    }

    /// A member as a kind of value.
    pub(crate) fn given<T: for<'de> Deserialize<'de>>(&self, name: &str) -> Given<T> {
        again(self.get(name))
    }

    /// Gives a member another name where that name was not given: two spellings of one field.
    pub(crate) fn rename(&mut self, from: &str, to: &str) {
        if let Some(value) = self.0.remove(from) {
            self.0.entry(to.to_owned()).or_insert(value);
        }
    }
}

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MembersVisitor)
    }
}

struct MembersVisitor;

impl<'de> Visitor<'de> for MembersVisitor {
    type Value = Members;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
        let mut members = BTreeMap::new();
        while let Some((name, value)) = map.next_entry::<String, Given<Raw>>()? {
            members.insert(name, value);
        }
        Ok(Members(members))
    }
}

/// The fields of an object that were given, each fitting its row of the table.
#[derive(Debug, Clone, Default)]
pub(crate) struct Checked {
    found: BTreeMap<&'static str, Option<Datum>>,
    faulty: Vec<&'static str>,
}

impl Checked {
    /// Looks at every field of a table; what the table does not have is ignored, as the vendor does.
    pub(crate) fn of(check: &mut Checker, table: &[Field], members: &Members) -> Self {
        let (mut found, mut faulty) = (BTreeMap::new(), Vec::new());
        for field in table {
            let given = members.get(field.name);
            if !given.is_missing() {
                let before = check.count();
                found.insert(field.name, field.kind.read(check, field.name, given));
                if check.count() > before {
                    faulty.push(field.name);
                }
            }
        }
        Self { found, faulty }
    }

    /// Whether a field was refused already.
    pub(crate) fn is_faulty(&self, name: &str) -> bool {
        self.faulty.contains(&name)
    }

    /// Whether a field was given, empty or not.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.found.contains_key(name)
    }

    fn datum(&self, name: &str) -> Option<&Datum> {
        self.found.get(name)?.as_ref()
    }

    /// A text that was given and is not blank.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        match self.datum(name)? {
            Datum::Text(text) => Some(text),
            Datum::Decimal(..) | Datum::Whole(_) | Datum::Day(_) => None,
        }
    }

    /// A whole number that was given.
    pub(crate) fn whole(&self, name: &str) -> Option<i64> {
        match self.datum(name)? {
            Datum::Whole(number) => Some(*number),
            Datum::Text(_) | Datum::Decimal(..) | Datum::Day(_) => None,
        }
    }

    /// A decimal that was given.
    pub(crate) fn decimal(&self, name: &str) -> Option<Quantity> {
        match self.datum(name)? {
            Datum::Decimal(amount, _) => Some(*amount),
            Datum::Text(_) | Datum::Whole(_) | Datum::Day(_) => None,
        }
    }

    /// A day that was given.
    pub(crate) fn day(&self, name: &str) -> Option<Date> {
        match self.datum(name)? {
            Datum::Day(day) => Some(*day),
            Datum::Text(_) | Datum::Whole(_) | Datum::Decimal(..) => None,
        }
    }

    /// What an update does to a text.
    pub(crate) fn change(&self, name: &str) -> Change<String> {
        if self.has(name) {
            Change::to(self.text(name).map(str::to_owned))
        } else {
            Change::Keep
        }
    }

    /// What an update does to a decimal, turned into an amount.
    pub(crate) fn change_amount<T>(&self, name: &str, turn: impl FnOnce(Quantity) -> T) -> Change<T> {
        if self.has(name) {
            Change::to(self.decimal(name).map(turn))
        } else {
            Change::Keep
        }
    }

    /// What remains for the extras: the fields that were given and have no place in the core, as they are kept; `None`
    /// takes one away.
    pub(crate) fn extras(&self, core: &[&str]) -> Vec<(&'static str, Option<Value>)> {
        let rest = self.found.iter().filter(|(name, _)| !core.contains(name));
        rest.map(|(name, datum)| (*name, datum.as_ref().map(Datum::shown)))
            .collect()
    }
}

/// The extras after a change of some of their fields.
pub(crate) fn merged(kept: Option<&str>, changes: &[(&'static str, Option<Value>)]) -> Option<String> {
    let mut fields = parsed(kept);
    for (name, value) in changes {
        match value {
            Some(value) => fields.insert((*name).to_owned(), value.clone()),
            None => fields.remove(*name),
        };
    }
    (!fields.is_empty()).then(|| Value::Object(fields).to_string())
}

/// Extras as this face wrote them; none of what cannot be read.
pub(crate) fn parsed(kept: Option<&str>) -> Map<String, Value> {
    let value = kept.and_then(|text| serde_json::from_str(text).ok());
    match value {
        Some(Value::Object(fields)) => fields,
        Some(_) | None => Map::new(),
    }
}

/// An object with every field of a table: what the core says of it, or the extras, or what stands for nothing.
pub(crate) fn shown(
    table: &[Field],
    core: BTreeMap<&'static str, Value>,
    extras: &Map<String, Value>,
) -> Map<String, Value> {
    let mut core = core;
    let mut object = Map::new();
    for field in table {
        let value = core
            .remove(field.name)
            .or_else(|| extras.get(field.name).cloned())
            .unwrap_or_else(|| field.kind.absent());
        object.insert(field.name.to_owned(), value);
    }
    for (name, value) in core {
        object.insert(name.to_owned(), value);
    }
    object
}
