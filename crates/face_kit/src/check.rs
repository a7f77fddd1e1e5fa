//! Turns the fields of a wire struct into the core's types and collects everything that is wrong with them.
//!
//! Not rules: only what can be said of one field alone (present, a number, not too long). The domain decides the rest.
//!
//! The one rule to know: after a fault a method answers a placeholder, so that the other fields are looked at, too; what
//! was built is used only after [`Checker::finish`].

mod amounts;
mod faults;
mod lists;

use std::ops::RangeInclusive;

use domain::change::Change;
use domain::refusal::Problem;

use crate::given::{Flag, Given, Raw, Stamp, Text, WholeNumber, plain_text, why_not_whole};

pub use faults::{Fault, Faults};

/// The most faults that are kept: a body of a million bad items is answered with the first of them.
const MOST: usize = 200;

/// Looks at field after field and remembers every fault.
#[derive(Debug, Default)]
#[must_use = "faults count only when `finish` is asked for them"]
pub struct Checker {
    /// What stands before every path: `items[0].` while a list's element is looked at.
    prefix: String,
    faults: Vec<Fault>,
}

/// A field once spelling is out of the way.
enum Found<'a, T> {
    /// Nothing was given: no key, null, or blank text.
    Nothing,
    Value(&'a T),
    /// The JSON text of a value of another kind.
    Wrong(&'a str),
}

fn found<T>(given: &Given<T>) -> Found<'_, T> {
    match given {
        Given::Missing | Given::Null => Found::Nothing,
        Given::Value(value) => Found::Value(value),
        Given::Wrong(raw) if plain_text(raw).is_some_and(|text| text.trim().is_empty()) => Found::Nothing,
        Given::Wrong(raw) => Found::Wrong(raw),
    }
}

/// What is wrong with a value that should have been this: `problem` for text, otherwise its JSON type.
fn wrong(raw: &str, problem: Problem) -> Problem {
    if raw.starts_with('"') {
        problem
    } else {
        Problem::WrongType
    }
}

impl Checker {
    /// A checker without faults.
    pub fn new() -> Self {
        Self::default()
    }

    /// Records a fault that the face found itself.
    pub fn fault(&mut self, path: &str, problem: Problem) {
        if self.faults.len() < MOST {
            self.faults.push(Fault {
                path: format!("{}{path}", self.prefix),
                problem,
            });
        }
    }

    /// Whether nothing is wrong so far.
    pub fn is_clean(&self) -> bool {
        self.faults.is_empty()
    }

    /// Whether a fault was found at this path or beneath it.
    pub fn is_faulty(&self, path: &str) -> bool {
        self.faults.iter().any(|fault| {
            let beneath = fault.path.strip_prefix(self.prefix.as_str());
            let beneath = beneath.and_then(|rest| rest.strip_prefix(path));
            beneath.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        })
    }

    /// How many faults there are so far.
    pub fn count(&self) -> usize {
        self.faults.len()
    }

    /// Joins to what is wrong the texts, each with its path, that are blank and that the core asks for: were they left to
    /// the core, they would be told only once the rest is mended. While nothing is wrong the core tells them itself,
    /// together with whatever else it refuses.
    pub fn blank_too(&mut self, required: &[(&str, &str)]) {
        if self.is_clean() {
            return;
        }
        for (path, text) in required {
            let whole = format!("{}{path}", self.prefix);
            if text.trim().is_empty() && self.faults.iter().all(|fault| fault.path != whole) {
                self.fault(path, Problem::Blank);
            }
        }
    }

    /// Ends the check.
    ///
    /// # Errors
    /// All faults, in the order in which the fields were looked at.
    pub fn finish(self) -> Result<(), Faults> {
        Faults::of(self.faults).map_or(Ok(()), Err)
    }

    /// Ends the check and lets go of what was built under it.
    ///
    /// # Errors
    /// As [`Self::finish`].
    pub fn finish_with<T>(self, built: T) -> Result<T, Faults> {
        self.finish().map(|()| built)
    }

    /// Records the fault and answers nothing.
    fn no<T>(&mut self, path: &str, problem: Problem) -> Option<T> {
        self.fault(path, problem);
        None
    }

    /// Makes sure that something was given: an optional field's reader, asked for a required one.
    fn required<T, V>(
        &mut self,
        path: &str,
        given: &Given<T>,
        read: impl FnOnce(&mut Self, &str, &Given<T>) -> Option<V>,
    ) -> Option<V> {
        match found(given) {
            Found::Nothing => self.no(path, Problem::Blank),
            Found::Value(_) | Found::Wrong(_) => read(self, path, given),
        }
    }

    /// Text of at most `max_chars` characters; blank text counts as nothing. The text is not trimmed.
    pub fn optional_text(&mut self, path: &str, given: &Given<Text>, max_chars: usize) -> Option<String> {
        self.optional_by(path, given, |text| {
            // Bytes first: counting characters is only for text that might be too long.
            if text.len() > max_chars && text.chars().count() > max_chars {
                return Err(Problem::TooLong { max: max_chars });
            }
            Ok(text.to_owned())
        })
    }

    /// As [`Self::optional_text`], and a fault when there is none. The placeholder is empty.
    pub fn required_text(&mut self, path: &str, given: &Given<Text>, max_chars: usize) -> String {
        let before = self.faults.len();
        let text = self.optional_text(path, given, max_chars);
        if text.is_none() && self.faults.len() == before {
            self.fault(path, Problem::Blank);
        }
        text.unwrap_or_default()
    }

    /// Text in a form of its own, say a document number; blank text counts as nothing.
    pub fn optional_by<T>(
        &mut self,
        path: &str,
        given: &Given<Text>,
        read: impl FnOnce(&str) -> Result<T, Problem>,
    ) -> Option<T> {
        match found(given) {
            Found::Nothing => None,
            Found::Value(text) if text.as_str().trim().is_empty() => None,
            Found::Value(text) => match read(text.as_str()) {
                Ok(value) => Some(value),
                Err(problem) => self.no(path, problem),
            },
            Found::Wrong(raw) => self.no(path, wrong(raw, Problem::Malformed)),
        }
    }

    /// As [`Self::optional_by`], and a fault when there is none. `None` always comes with a fault.
    pub fn required_by<T>(
        &mut self,
        path: &str,
        given: &Given<Text>,
        read: impl FnOnce(&str) -> Result<T, Problem>,
    ) -> Option<T> {
        match given.value() {
            Some(text) if text.as_str().trim().is_empty() => self.no(path, Problem::Blank),
            Some(_) | None => self.required(path, given, |check, path, given| check.optional_by(path, given, read)),
        }
    }

    /// A date or time, which `read` knows the spellings of; otherwise the fault is `NotADate`.
    pub fn optional_stamp<T>(
        &mut self,
        path: &str,
        given: &Given<Stamp>,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        match found(given) {
            Found::Nothing => None,
            Found::Value(stamp) if stamp.as_str().is_empty() => None,
            Found::Value(stamp) => read(stamp.as_str()).or_else(|| self.no(path, Problem::NotADate)),
            Found::Wrong(raw) => self.no(path, wrong(raw, Problem::NotADate)),
        }
    }

    /// As [`Self::optional_stamp`], and a fault when there is none. `None` always comes with a fault.
    pub fn required_stamp<T>(
        &mut self,
        path: &str,
        given: &Given<Stamp>,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        match given.value() {
            Some(stamp) if stamp.as_str().is_empty() => self.no(path, Problem::Blank),
            Some(_) | None => self.required(path, given, |check, path, given| {
                check.optional_stamp(path, given, read)
            }),
        }
    }

    /// A whole number within the range.
    pub fn optional_whole(
        &mut self,
        path: &str,
        given: &Given<WholeNumber>,
        range: RangeInclusive<i64>,
    ) -> Option<i64> {
        match found(given) {
            Found::Nothing => None,
            Found::Value(number) if range.contains(&number.get()) => Some(number.get()),
            Found::Value(_) => self.no(path, Problem::OutOfRange),
            Found::Wrong(raw) => self.no(path, whole_problem(raw)),
        }
    }

    /// As [`Self::optional_whole`], and a fault when there is none. The placeholder is the range's start.
    pub fn required_whole(&mut self, path: &str, given: &Given<WholeNumber>, range: RangeInclusive<i64>) -> i64 {
        let start = *range.start();
        self.required(path, given, |check, path, given| {
            check.optional_whole(path, given, range)
        })
        .unwrap_or(start)
    }

    /// The number of a record; zero and less cannot be one.
    pub fn optional_id(&mut self, path: &str, given: &Given<WholeNumber>) -> Option<i64> {
        match found(given) {
            Found::Nothing => None,
            Found::Value(number) if number.get() > 0 => Some(number.get()),
            Found::Value(_) => self.no(path, Problem::Unknown),
            Found::Wrong(raw) => self.no(path, whole_problem(raw)),
        }
    }

    /// As [`Self::optional_id`], and a fault when there is none. The placeholder is 0.
    pub fn required_id(&mut self, path: &str, given: &Given<WholeNumber>) -> i64 {
        self.required(path, given, Self::optional_id).unwrap_or_default()
    }

    /// Yes or no, when it was said.
    pub fn flag(&mut self, path: &str, given: &Given<Flag>) -> Option<bool> {
        match found(given) {
            Found::Nothing => None,
            Found::Value(flag) => Some(flag.get()),
            Found::Wrong(raw) => self.no(path, wrong(raw, Problem::NotInList)),
        }
    }

    /// As [`Self::flag`], and a fault when it was not said. The placeholder is `false`.
    pub fn required_flag(&mut self, path: &str, given: &Given<Flag>) -> bool {
        self.required(path, given, Self::flag).unwrap_or_default()
    }

    /// One of the listed words; upper and lower case count as different.
    pub fn optional_one_of<T: Clone>(&mut self, path: &str, given: &Given<Text>, words: &[(&str, T)]) -> Option<T> {
        self.optional_by(path, given, |text| {
            let known = words.iter().find(|(word, _)| *word == text.trim());
            known.map(|(_, value)| value.clone()).ok_or(Problem::NotInList)
        })
    }

    /// As [`Self::optional_one_of`], and a fault when nothing was given. `None` always comes with a fault.
    pub fn one_of<T: Clone>(&mut self, path: &str, given: &Given<Text>, words: &[(&str, T)]) -> Option<T> {
        self.required_by(path, given, |text| {
            let known = words.iter().find(|(word, _)| *word == text.trim());
            known.map(|(_, value)| value.clone()).ok_or(Problem::NotInList)
        })
    }

    /// What an update does to a field that may be empty: an absent key keeps it, null and blank clear it, and anything
    /// else is what `read` makes of it, one of the `optional_…` checks.
    pub fn change<T, V>(
        &mut self,
        path: &str,
        given: &Given<T>,
        read: impl FnOnce(&mut Self, &str, &Given<T>) -> Option<V>,
    ) -> Change<V> {
        if given.is_missing() {
            return Change::Keep;
        }
        Change::to(read(self, path, given))
    }

    /// JSON that is kept as it is; null counts as nothing.
    pub fn optional_raw<'g>(&mut self, path: &str, given: &'g Given<Raw>) -> Option<&'g Raw> {
        match given {
            Given::Missing | Given::Null => None,
            Given::Value(raw) => Some(raw),
            Given::Wrong(_) => self.no(path, Problem::Malformed),
        }
    }
}

/// What is wrong with the JSON text of a value that should have been a whole number.
fn whole_problem(raw: &str) -> Problem {
    match raw.as_bytes().first() {
        Some(b'"') => plain_text(raw).map_or(Problem::NotANumber, |text| why_not_whole(&text)),
        Some(b'-' | b'0'..=b'9') => why_not_whole(raw),
        Some(_) | None => Problem::WrongType,
    }
}

#[cfg(test)]
mod tests;
