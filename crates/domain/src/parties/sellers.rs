//! When a seller is away.
//!
//! Not who sells, which is a role of a party.
//!
//! The one rule to know: both ends of an absence belong to it.

use jiff::Timestamp;

use crate::checks::Checks;
use crate::ids::PartyId;
use crate::refusal::{Field, Problem, Refusal};

/// The longest reason.
const REASON_MAX: usize = 255;

/// A time in which a seller does not sell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SellerAbsence {
    /// Who is away.
    pub seller: PartyId,
    /// Why.
    pub reason: String,
    /// From when.
    pub starts_at: Timestamp,
    /// Until when.
    pub ends_at: Timestamp,
    /// When it was written down.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

impl SellerAbsence {
    /// Whether the seller is away at that instant.
    #[must_use]
    pub fn holds_at(&self, at: Timestamp) -> bool {
        self.starts_at <= at && at <= self.ends_at
    }

    /// Whether it may be written down.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] for a blank or too long reason, or an end before the beginning.
    pub fn check(&self) -> Result<(), Refusal> {
        let mut checks = Checks::default();
        checks.required(Field::Reason, &self.reason, REASON_MAX);
        checks.ensure(self.starts_at <= self.ends_at, Field::EndsOn, Problem::OutOfRange);
        checks.verdict()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn absence(starts_at: &str, ends_at: &str, reason: &str) -> SellerAbsence {
        let at = |text: &str| text.parse().expect("an instant");
        SellerAbsence {
            seller: PartyId::from_raw(1),
            reason: reason.to_owned(),
            starts_at: at(starts_at),
            ends_at: at(ends_at),
            created_at: at("2026-01-01T00:00:00Z"),
            updated_at: at("2026-01-01T00:00:00Z"),
        }
    }

    #[test]
    fn both_ends_belong_to_an_absence_and_the_end_is_not_before_the_beginning() {
        let away = absence("2026-03-10T12:00:00Z", "2026-03-12T12:00:00Z", "Férias");
        let table = [
            ("2026-03-10T11:59:59Z", false),
            ("2026-03-10T12:00:00Z", true),
            ("2026-03-12T12:00:00Z", true),
            ("2026-03-12T12:00:01Z", false),
        ];
        for (at, expected) in table {
            assert_eq!(away.holds_at(at.parse().expect("an instant")), expected, "{at}");
        }
        assert_eq!(away.check(), Ok(()));
        let wrong = absence("2026-03-10T12:00:01Z", "2026-03-10T12:00:00Z", " ");
        assert!(matches!(wrong.check(), Err(Refusal::Invalid(fields)) if fields.len() == 2));
    }
}
