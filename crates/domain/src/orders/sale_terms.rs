//! What a counter agrees on with a sale beside its goods and its money.
//!
//! Not where the order stands: that is its status. The one rule to know: what was said of a stage is words for people; no
//! rule reads them.

use jiff::civil::Date;

use crate::amount::Money;
use crate::change::Change;
use crate::refusal::{Field, Problem, Refusal};

/// The most characters of a stage.
pub const SALE_STAGE_MAX: usize = 255;

/// What is agreed; what is `None` was not said.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SaleTerms {
    /// How far it is, in the counter's words.
    pub stage: Option<String>,
    /// On which day it is to be handed over.
    pub deliver_on: Option<Date>,
    /// Whether the customer buys for its own use; not known is yes.
    pub is_final_consumer: Option<bool>,
    /// What of the order's freight are other charges.
    pub other_charges: Money,
    /// The counter's own number of who sold, where that is none of the sellers that the account has.
    pub seller_number: Option<i64>,
}

/// What an update does to them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[allow(missing_docs, reason = "each is the field of the same name")]
pub struct SaleTermsChange {
    pub stage: Change<String>,
    pub deliver_on: Change<Date>,
    pub is_final_consumer: Change<bool>,
    /// `None` leaves them.
    pub other_charges: Option<Money>,
    pub seller_number: Change<i64>,
}

impl SaleTermsChange {
    /// Changes what is kept.
    ///
    /// # Errors
    /// `Refusal::Invalid` for a stage that is too long, and for charges below zero.
    pub fn apply(&self, terms: &mut SaleTerms) -> Result<(), Refusal> {
        let stage = self.stage.new_value();
        if stage.is_some_and(|stage| stage.chars().count() > SALE_STAGE_MAX) {
            return Err(Refusal::invalid(
                Field::Status,
                Problem::TooLong { max: SALE_STAGE_MAX },
            ));
        }
        if self.other_charges.is_some_and(Money::is_negative) {
            return Err(Refusal::invalid(Field::Freight, Problem::Negative));
        }
        self.stage.clone().apply(&mut terms.stage);
        self.deliver_on.apply(&mut terms.deliver_on);
        self.is_final_consumer.apply(&mut terms.is_final_consumer);
        if let Some(charges) = self.other_charges {
            terms.other_charges = charges;
        }
        self.seller_number.apply(&mut terms.seller_number);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_said_stays() {
        let mut terms = SaleTerms::default();
        let said = SaleTermsChange {
            stage: Change::Set("Entregue".to_owned()),
            other_charges: Some(Money::from_units(3).expect("an amount")),
            ..SaleTermsChange::default()
        };
        said.apply(&mut terms).expect("nothing wrong");
        let before = terms.clone();
        SaleTermsChange::default().apply(&mut terms).expect("nothing said");
        assert_eq!(terms, before);
        let long = SaleTermsChange {
            stage: Change::Set("x".repeat(SALE_STAGE_MAX + 1)),
            ..SaleTermsChange::default()
        };
        assert!(long.apply(&mut terms).is_err());
        assert_eq!(terms, before);
    }
}
