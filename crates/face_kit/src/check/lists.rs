//! Checks of lists and nested objects: the same checks, under a longer path.
//!
//! Not a limit on how many elements there are: the body's size is one.
//!
//! The one rule to know: inside the closure paths are relative; faults come out as `items[0].quantity`.

use std::fmt::Write;

use domain::refusal::Problem;

use super::Checker;
use crate::given::{Given, Listed};

impl Checker {
    /// Checks under a longer path: with `order`, the path `code` becomes `order.code`.
    pub fn within<R>(&mut self, name: &str, look: impl FnOnce(&mut Self) -> R) -> R {
        let outer = self.prefix.len();
        self.prefix.push_str(name);
        self.prefix.push('.');
        let result = look(self);
        self.prefix.truncate(outer);
        result
    }

    /// A nested object; `None` when there is none or it is of another kind.
    pub fn optional_object<T, R>(
        &mut self,
        path: &str,
        given: &Given<T>,
        look: impl FnOnce(&mut Self, &T) -> R,
    ) -> Option<R> {
        match given {
            Given::Missing | Given::Null => None,
            Given::Value(object) => Some(self.within(path, |check| look(check, object))),
            Given::Wrong(_) => self.no(path, Problem::WrongType),
        }
    }

    /// As [`Self::optional_object`], and a fault when there is none. `None` always comes with a fault.
    pub fn required_object<T, R>(
        &mut self,
        path: &str,
        given: &Given<T>,
        look: impl FnOnce(&mut Self, &T) -> R,
    ) -> Option<R> {
        self.required(path, given, |check, path, given| {
            check.optional_object(path, given, look)
        })
    }

    /// Every element of a list; no elements when there is no list. An element that is null or of another kind is a
    /// fault of `items[0]` and is left out.
    pub fn optional_each<T, R>(
        &mut self,
        path: &str,
        given: &Given<Listed<T>>,
        mut look: impl FnMut(&mut Self, &T) -> R,
    ) -> Vec<R> {
        let list = match given {
            Given::Missing | Given::Null => return Vec::new(),
            Given::Value(list) => list,
            Given::Wrong(_) => {
                self.fault(path, Problem::WrongType);
                return Vec::new();
            }
        };
        let mut results = Vec::with_capacity(list.elements().len());
        let outer = self.prefix.len();
        for (index, element) in list.elements().iter().enumerate() {
            // Writing to a String cannot fail.
            let _ = write!(self.prefix, "{path}[{index}]");
            match element {
                Given::Value(element) => {
                    self.prefix.push('.');
                    results.push(look(self, element));
                }
                Given::Missing | Given::Null => self.fault("", Problem::Blank),
                Given::Wrong(_) => self.fault("", Problem::WrongType),
            }
            self.prefix.truncate(outer);
        }
        results
    }

    /// As [`Self::optional_each`], and a fault when there is no list or it is empty.
    pub fn required_each<T, R>(
        &mut self,
        path: &str,
        given: &Given<Listed<T>>,
        look: impl FnMut(&mut Self, &T) -> R,
    ) -> Vec<R> {
        let is_empty = match given {
            Given::Missing | Given::Null => true,
            Given::Value(list) => list.elements().is_empty(),
            Given::Wrong(_) => false,
        };
        if is_empty {
            self.fault(path, Problem::Blank);
        }
        self.optional_each(path, given, look)
    }

    /// Every element of a list of single values, each with its own path, `ids[2]`.
    pub fn each_value<T, R>(
        &mut self,
        path: &str,
        given: &Given<Listed<T>>,
        mut look: impl FnMut(&mut Self, &str, &Given<T>) -> Option<R>,
    ) -> Vec<R> {
        match given {
            Given::Missing | Given::Null => Vec::new(),
            Given::Value(list) => {
                let elements = list.elements().iter().enumerate();
                elements
                    .filter_map(|(index, element)| look(self, &format!("{path}[{index}]"), element))
                    .collect()
            }
            Given::Wrong(_) => {
                self.fault(path, Problem::WrongType);
                Vec::new()
            }
        }
    }
}
