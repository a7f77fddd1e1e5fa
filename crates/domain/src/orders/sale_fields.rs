//! Four fields of a sale that mean what the account says.

use crate::refusal::{Field, Problem, Refusal};

/// The longest label.
pub const SALE_LABEL_MAX: usize = 60;

/// One of the fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SaleField(i64);

impl SaleField {
    /// All of them.
    pub const ALL: [Self; 4] = [Self(1), Self(2), Self(3), Self(4)];

    /// The field at this place, which begins with 1.
    #[must_use]
    pub fn at(position: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.0 == position)
    }

    /// Its place, which begins with 1.
    #[must_use]
    pub const fn position(self) -> i64 {
        self.0
    }

    /// Checks a label. An empty one takes the field out of use.
    ///
    /// # Errors
    /// Longer than [`SALE_LABEL_MAX`] characters, or with a control character.
    pub fn check_label(label: &str) -> Result<(), Refusal> {
        if label.chars().count() > SALE_LABEL_MAX {
            let max = SALE_LABEL_MAX;
            return Err(Refusal::invalid(Field::Name, Problem::TooLong { max }));
        }
        if label.chars().any(char::is_control) {
            return Err(Refusal::invalid(Field::Name, Problem::Malformed));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{SALE_LABEL_MAX, SaleField};

    #[test]
    fn there_are_four_fields_and_a_label_has_its_length() {
        assert_eq!([0, 5].map(SaleField::at), [None, None]);
        assert_eq!(SaleField::at(4).map(SaleField::position), Some(4));
        let table = [
            (String::new(), true),
            ("Laudo técnico".to_owned(), true),
            ("é".repeat(SALE_LABEL_MAX), true),
            ("é".repeat(SALE_LABEL_MAX + 1), false),
            ("a\nb".to_owned(), false),
        ];
        for (label, fine) in table {
            assert_eq!(SaleField::check_label(&label).is_ok(), fine, "{label}");
        }
    }
}
