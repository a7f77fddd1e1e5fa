//! Where Uniplus differs from what its own documents or common sense would have: one function each.
//!
//! Not a place for what is merely unusual; that is the wire types' business. Evidence is named as in `FACE.md`.
//!
//! The one rule to know: every quirk names its evidence and has a test.

use face_kit::Exchange;
use serde::de::DeserializeOwned;

/// The scope word of a credential that takes bodies without the object around them. Contract, inconsistency of wrappers:
/// LVK's and TRE's clients send some so, which the vendor's server refuses.
pub(crate) const LENIENT: &str = "lenient";

/// The object of a request: under its name, or bare for a credential that may.
///
/// # Errors
/// As [`Exchange::json_root`].
pub(crate) fn wrapped<T: DeserializeOwned>(exchange: &Exchange, name: &'static str) -> Result<T, face_kit::Error> {
    let scopes = &exchange.call.principal.scopes;
    if scopes.iter().any(|scope| scope == LENIENT) {
        exchange.json_root_or_bare(name)
    } else {
        exchange.json_root(name)
    }
}

/// The roles of `tipo`, by their numbers: `1`, `"1,2"` and `"(1, 2)"` are all taken. Seed, entities: the example sends a
/// number, the table asks for text and shows a list in brackets.
pub(crate) fn role_numbers(text: &str) -> Option<Vec<usize>> {
    let inner = text.trim().trim_start_matches('(').trim_end_matches(')');
    let number = |part: &str| part.trim().parse().ok().filter(|number| (1..=6).contains(number));
    inner.split(',').map(number).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_is_a_number_or_a_list_of_them() {
        let table: [(&str, Option<&[usize]>); 7] = [
            ("1", Some(&[1])),
            ("1,2", Some(&[1, 2])),
            ("(1,2,3)", Some(&[1, 2, 3])),
            (" ( 6 , 4 ) ", Some(&[6, 4])),
            ("7", None),
            ("cliente", None),
            ("1,,2", None),
        ];
        for (text, expected) in table {
            assert_eq!(role_numbers(text).as_deref(), expected, "{text}");
        }
    }
}
