//! What the documents have in common: fixed-length ASCII codes, masks, modulus 11 and the check policy.
//!
//! Not a document itself, and nothing here is public.
//!
//! The one rule to know: a [`Code`] is ASCII digits and upper-case letters by construction.

use super::{DocumentError, DocumentKind, DocumentProblem};

/// Text of exactly `N` ASCII digits and upper-case letters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Code<const N: usize>([u8; N]);

/// The letters and digits of the text, upper-cased, without the punctuation and blanks documents are written with.
pub(super) fn bare(kind: DocumentKind, text: &str) -> Result<Vec<u8>, DocumentError> {
    text.chars()
        .filter(|c| !(c.is_whitespace() || matches!(c, '.' | '-' | '/')))
        .map(|c| {
            u8::try_from(c)
                .ok()
                .filter(u8::is_ascii_alphanumeric)
                .map(|byte| byte.to_ascii_uppercase())
                .ok_or(DocumentError {
                    kind,
                    problem: DocumentProblem::Character,
                })
        })
        .collect()
}

impl<const N: usize> Code<N> {
    /// Reads text with or without punctuation. `letters` says at which positions, from 0, a letter may stand.
    pub(super) fn read(
        kind: DocumentKind,
        text: &str,
        expected: &'static str,
        letters: impl Fn(usize) -> bool,
    ) -> Result<Self, DocumentError> {
        let bytes: [u8; N] = bare(kind, text)?.try_into().map_err(|_| DocumentError {
            kind,
            problem: DocumentProblem::Length { expected },
        })?;
        let allowed = |(index, byte): (usize, &u8)| byte.is_ascii_digit() || letters(index);
        if bytes.iter().enumerate().all(allowed) {
            Ok(Self(bytes))
        } else {
            Err(DocumentError {
                kind,
                problem: DocumentProblem::Character,
            })
        }
    }

    /// This code followed by digits, each below ten.
    pub(super) fn followed_by<const M: usize>(self, digits: &[u8]) -> Code<M> {
        let mut bytes = self.0.to_vec();
        bytes.extend(digits.iter().map(|digit| b'0' + digit));
        Code(
            bytes
                .try_into()
                .expect("the lengths of a code and its check digits are those of the document"),
        )
    }

    pub(super) const fn bytes(&self) -> &[u8; N] {
        &self.0
    }

    pub(super) fn as_str(&self) -> &str {
        ascii(&self.0)
    }

    /// The number some of its digits make.
    pub(super) fn number(&self, digits: std::ops::Range<usize>) -> u32 {
        self.0[digits]
            .iter()
            .fold(0, |number, digit| number * 10 + u32::from(digit - b'0'))
    }

    /// The code written through a mask: each `#` is its next character.
    pub(super) fn through_mask(&self, mask: &str) -> String {
        let mut characters = self.0.iter().map(|byte| char::from(*byte));
        mask.chars()
            .map(|c| if c == '#' { characters.next().unwrap_or(c) } else { c })
            .collect()
    }

    pub(super) fn all_alike(&self) -> bool {
        self.0.iter().all(|byte| *byte == self.0[0])
    }
}

/// Bytes of a code as text.
pub(super) fn ascii(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("a code is ASCII by construction")
}

/// The modulus 11 check digit: values are ASCII − 48, weights rise from 2 on the right and start again after
/// `last_weight`; remainders 0 and 1 make the digit 0.
pub(super) fn modulus_11(bytes: &[u8], last_weight: u32) -> u8 {
    let sum: u32 = bytes
        .iter()
        .rev()
        .zip((2..=last_weight).cycle())
        .map(|(byte, w)| u32::from(byte - b'0') * w)
        .sum();
    match sum % 11 {
        0 | 1 => 0,
        remainder => u8::try_from(11 - remainder).expect("a difference of at most nine fits"),
    }
}

/// The two check digits, the second taken over the first.
pub(super) fn two_modulus_11(base: &[u8], last_weight: u32) -> [u8; 2] {
    let first = modulus_11(base, last_weight);
    let mut longer = base.to_vec();
    longer.push(b'0' + first);
    [first, modulus_11(&longer, last_weight)]
}

/// What every fixed-length document has; the type is declared by its own file.
macro_rules! document_text {
    ($name:ident, $mask:literal) => {
        impl $name {
            /// The document without punctuation, letters in upper case: as stored.
            #[must_use]
            pub fn as_str(&self) -> &str {
                self.0.as_str()
            }

            #[doc = concat!("The document as people write it: `", $mask, "`.")]
            #[must_use]
            pub fn formatted(&self) -> String {
                self.0.through_mask($mask)
            }
        }

        /// Without punctuation.
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }
    };
}

/// Debug text that shows the document; not for a CPF, which is personal.
macro_rules! document_debug {
    ($($name:ident),+) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.as_str())
            }
        }
    )+};
}

/// `parse` and `parse_with` for a document that has `parse_unchecked` and `check`.
macro_rules! checked_document {
    ($($name:ident),+) => {$(
        impl $name {
            /// Reads it with or without punctuation, and checks it.
            ///
            /// # Errors
            /// [`DocumentError`] when the shape is wrong or it does not check.
            pub fn parse(text: &str) -> Result<Self, DocumentError> {
                let document = Self::parse_unchecked(text)?;
                document.check()?;
                Ok(document)
            }

            /// Reads it as the account's policy says: a document that does not check is accepted, accepted with a
            /// warning, or refused.
            ///
            /// # Errors
            /// [`DocumentError`] when the shape is wrong, and when it does not check and the policy rejects.
            pub fn parse_with(
                policy: $crate::documents::CheckPolicy,
                text: &str,
            ) -> Result<(Self, Option<$crate::documents::DocumentWarning>), DocumentError> {
                use $crate::documents::{CheckPolicy, DocumentWarning};
                let document = Self::parse_unchecked(text)?;
                match policy {
                    CheckPolicy::Off => Ok((document, None)),
                    CheckPolicy::Warn => Ok((document, document.check().err().map(DocumentWarning::new))),
                    CheckPolicy::Reject => document.check().map(|()| (document, None)),
                }
            }
        }
    )+};
}

pub(super) use {checked_document, document_debug, document_text};
