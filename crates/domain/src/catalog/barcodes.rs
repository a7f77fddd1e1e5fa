//! Barcodes of skus.
//!
//! Not the check digit itself (`documents::Gtin`): here is decided when it must be right.
//!
//! The one rule to know: a barcode belongs to one sku of the account; whether it must be a valid GTIN is the account's
//! setting, because vendors' own samples are not.

use crate::checks::Checks;
use crate::documents::{CheckPolicy, Gtin};
use crate::refusal::{Field, Problem};

/// The most characters of a barcode, of whatever kind.
pub const BARCODE_MAX: usize = 20;

/// The words of fiscal documents for goods that have none.
const WITHOUT_GTIN: &str = "SEM GTIN";

/// The lengths of a GTIN, the longest first.
const GTIN_LENGTHS: [usize; 4] = [14, 13, 12, 8];

/// The barcode without blanks around it; nothing when it is empty or says that there is none.
#[must_use]
pub(super) fn meaningful_barcode(text: &str) -> Option<String> {
    let text = text.trim();
    if text.is_empty() || text.eq_ignore_ascii_case(WITHOUT_GTIN) {
        None
    } else {
        Some(text.to_owned())
    }
}

/// A barcode as written, and where it is a GTIN the other lengths it can be written with, zeros on its left; nothing of
/// the words that say there is none.
#[must_use]
pub fn barcode_spellings(barcode: &str) -> Vec<String> {
    let Some(written) = meaningful_barcode(barcode) else {
        return Vec::new();
    };
    let mut spellings = vec![written];
    let Ok(gtin) = Gtin::parse_unchecked(&spellings[0]) else {
        return spellings;
    };
    let padded = gtin.padded();
    for length in GTIN_LENGTHS {
        let (zeros, rest) = padded.split_at(padded.len() - length);
        if zeros.bytes().all(|digit| digit == b'0') && rest != spellings[0] {
            spellings.push(rest.to_owned());
        }
    }
    spellings
}

/// Notes what is wrong with a barcode's form.
pub(super) fn note_form(checks: &mut Checks, barcode: &str, policy: CheckPolicy) {
    if barcode.chars().count() > BARCODE_MAX {
        checks.note(Field::Barcode, Problem::TooLong { max: BARCODE_MAX });
    } else if barcode.chars().any(|c| c.is_whitespace() || c.is_control()) {
        checks.note(Field::Barcode, Problem::Malformed);
    } else if let Some(problem) = gtin_problem(barcode, policy) {
        checks.note(Field::Barcode, problem);
    }
}

fn gtin_problem(barcode: &str, policy: CheckPolicy) -> Option<Problem> {
    match policy {
        CheckPolicy::Off | CheckPolicy::Warn => None,
        CheckPolicy::Reject => match Gtin::parse_unchecked(barcode) {
            Err(_) => Some(Problem::Malformed),
            Ok(gtin) => gtin.check().is_err().then_some(Problem::WrongCheckDigit),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refusal::Refusal;

    #[test]
    fn words_for_no_barcode_are_no_barcode() {
        let table = [
            ("", None),
            ("  ", None),
            ("sem gtin", None),
            (" 7891000315507 ", Some("7891000315507")),
        ];
        for (text, expected) in table {
            assert_eq!(meaningful_barcode(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn a_gtin_is_the_same_with_more_or_fewer_zeros_on_its_left() {
        let table: [(&str, &[&str]); 5] = [
            ("7891000315507", &["7891000315507", "07891000315507"]),
            ("0789500740431", &["0789500740431", "00789500740431", "789500740431"]),
            ("ABC-1", &["ABC-1"]),
            ("SEM GTIN", &[]),
            (" ", &[]),
        ];
        for (barcode, expected) in table {
            assert_eq!(barcode_spellings(barcode), expected, "{barcode}");
        }
    }

    #[test]
    fn only_a_rejecting_account_wants_a_valid_gtin() {
        use CheckPolicy::{Off, Reject, Warn};
        let table = [
            ("7891000315507", Reject, None),
            ("7891000315508", Off, None),
            ("7891000315508", Warn, None),
            ("7891000315508", Reject, Some(Problem::WrongCheckDigit)),
            ("789000000123101", Warn, None),
            ("789000000123101", Reject, Some(Problem::Malformed)),
            ("ABC-1", Warn, None),
            ("A B", Off, Some(Problem::Malformed)),
            ("123456789012345678901", Off, Some(Problem::TooLong { max: 20 })),
        ];
        for (barcode, policy, problem) in table {
            let mut checks = Checks::default();
            note_form(&mut checks, barcode, policy);
            let expected = problem.map_or(Ok(()), |problem| Err(Refusal::invalid(Field::Barcode, problem)));
            assert_eq!(checks.verdict(), expected, "{barcode} {policy:?}");
        }
    }
}
