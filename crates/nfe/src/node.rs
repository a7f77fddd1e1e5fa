//! An element with its path in the document, and reading fields out of it.
//!
//! The one rule to know: a field that stands once in the layout is refused when it stands twice, because two programs
//! could read two different documents.

use domain::amount::NumberError;
use domain::documents::DocumentError;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::error::{FieldProblem, NfeError};
use crate::tree::Element;

/// One element, and where it is.
pub(crate) struct Node<'t> {
    element: &'t Element,
    path: String,
}

impl<'t> Node<'t> {
    /// The document's root.
    pub(crate) fn root(element: &'t Element) -> Self {
        Self {
            element,
            path: element.name.to_string(),
        }
    }

    /// The element's name.
    pub(crate) fn name(&self) -> &'t str {
        &self.element.name
    }

    /// The path of a field or attribute inside.
    pub(crate) fn path_of(&self, name: &str) -> String {
        format!("{}/{name}", self.path)
    }

    /// The element of that name inside, when there is one.
    ///
    /// # Errors
    /// [`NfeError::Repeated`]
    pub(crate) fn optional(&self, name: &str) -> Result<Option<Self>, NfeError> {
        let mut found = self.element.children.iter().filter(|child| &*child.name == name);
        let first = found.next();
        if found.next().is_some() {
            return Err(NfeError::Repeated {
                path: self.path_of(name),
            });
        }
        Ok(first.map(|element| Self {
            element,
            path: self.path_of(name),
        }))
    }

    /// As [`Self::optional`], and an error when there is none.
    ///
    /// # Errors
    /// [`NfeError::Missing`], [`NfeError::Repeated`]
    pub(crate) fn required(&self, name: &str) -> Result<Self, NfeError> {
        self.optional(name)?.ok_or_else(|| NfeError::Missing {
            path: self.path_of(name),
        })
    }

    /// Every element of that name inside, numbered from 1 in its path.
    pub(crate) fn each(&self, name: &'t str) -> impl Iterator<Item = Node<'t>> {
        let outer = self.path.clone();
        let named = self.element.children.iter().filter(move |child| &*child.name == name);
        (1..).zip(named).map(move |(number, element)| Node {
            element,
            path: format!("{outer}/{name}[{number}]"),
        })
    }

    /// An attribute.
    ///
    /// # Errors
    /// [`NfeError::Missing`]
    pub(crate) fn attribute(&self, name: &str) -> Result<&'t str, NfeError> {
        let found = self.element.attributes.iter().find(|(known, _)| &**known == name);
        found
            .map(|(_, value)| value.trim())
            .filter(|value| !value.is_empty())
            .ok_or_else(|| NfeError::Missing {
                path: self.path_of(&format!("@{name}")),
            })
    }

    /// The text of a field, without blanks around it; nothing when it is empty.
    ///
    /// # Errors
    /// [`NfeError::Repeated`], [`NfeError::Field`] beyond `max` characters.
    pub(crate) fn text(&self, name: &str, max: usize) -> Result<Option<&'t str>, NfeError> {
        let Some(field) = self.optional(name)? else {
            return Ok(None);
        };
        let text = field.element.text.trim();
        if text.chars().count() > max {
            return Err(NfeError::Field {
                path: field.path,
                problem: FieldProblem::TooLong { max },
            });
        }
        Ok(Some(text).filter(|text| !text.is_empty()))
    }

    /// [`Self::text`] of its own.
    ///
    /// # Errors
    /// As [`Self::text`].
    pub(crate) fn owned_text(&self, name: &str, max: usize) -> Result<Option<String>, NfeError> {
        Ok(self.text(name, max)?.map(str::to_owned))
    }

    /// As [`Self::text`], and an error when there is none.
    ///
    /// # Errors
    /// As [`Self::text`]; [`NfeError::Missing`].
    pub(crate) fn required_text(&self, name: &str, max: usize) -> Result<&'t str, NfeError> {
        self.text(name, max)?.ok_or_else(|| NfeError::Missing {
            path: self.path_of(name),
        })
    }

    /// A number of the layout: digits with at most one point between them, no sign, no exponent.
    ///
    /// # Errors
    /// As [`Self::text`]; [`NfeError::Field`] when it is none, or `parse` does not take it.
    pub(crate) fn number<T>(
        &self,
        name: &str,
        parse: impl FnOnce(&str) -> Result<T, NumberError>,
    ) -> Result<Option<T>, NfeError> {
        let Some(text) = self.text(name, NUMBER_MAX)? else {
            return Ok(None);
        };
        let is_plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let number = if is_plain {
            parse(text)
        } else {
            Err(NumberError::NotANumber)
        };
        number.map(Some).map_err(|error| NfeError::Field {
            path: self.path_of(name),
            problem: error.into(),
        })
    }

    /// As [`Self::number`], and an error when there is none.
    ///
    /// # Errors
    /// As [`Self::number`]; [`NfeError::Missing`].
    pub(crate) fn required_number<T>(
        &self,
        name: &str,
        parse: impl FnOnce(&str) -> Result<T, NumberError>,
    ) -> Result<T, NfeError> {
        self.number(name, parse)?.ok_or_else(|| NfeError::Missing {
            path: self.path_of(name),
        })
    }

    /// A day, `yyyy-mm-dd`.
    ///
    /// # Errors
    /// [`NfeError::Missing`], [`NfeError::Repeated`], [`NfeError::Field`]
    pub(crate) fn date(&self, name: &str) -> Result<Date, NfeError> {
        let text = self.required_text(name, STAMP_MAX)?;
        // The parser takes more spellings than the layout does.
        let date = if text.len() == DAY_LENGTH {
            text.parse().ok()
        } else {
            None
        };
        date.ok_or_else(|| NfeError::Field {
            path: self.path_of(name),
            problem: FieldProblem::NotADate,
        })
    }

    /// An instant, `yyyy-mm-ddThh:mm:ss±hh:mm`.
    ///
    /// # Errors
    /// As [`Self::date`].
    pub(crate) fn instant(&self, name: &str) -> Result<Timestamp, NfeError> {
        let text = self.required_text(name, STAMP_MAX)?;
        text.parse().map_err(|_| NfeError::Field {
            path: self.path_of(name),
            problem: FieldProblem::NotADate,
        })
    }

    /// A document number.
    ///
    /// # Errors
    /// As [`Self::text`]; [`NfeError::Document`].
    pub(crate) fn document<T>(
        &self,
        name: &str,
        parse: impl FnOnce(&str) -> Result<T, DocumentError>,
    ) -> Result<Option<T>, NfeError> {
        let Some(text) = self.text(name, NUMBER_MAX)? else {
            return Ok(None);
        };
        parse(text).map(Some).map_err(|error| NfeError::Document {
            path: self.path_of(name),
            error,
        })
    }
}

/// More characters than any number or document of the layout has.
const NUMBER_MAX: usize = 64;
/// More characters than any date or time of the layout has.
const STAMP_MAX: usize = 40;
/// Characters of `yyyy-mm-dd`.
const DAY_LENGTH: usize = 10;
