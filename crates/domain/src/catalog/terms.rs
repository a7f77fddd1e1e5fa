//! What a shop keeps of a product for its own work: what it costs to buy, how much of it should be there, what is written
//! on its papers.
//!
//! Not what customers see of it, and not its costs on a shelf; those are the stock's.
//!
//! The one rule to know: a stated cost is what one costs to buy from now on; goods that come without a cost cost this.

use crate::amount::{Quantity, Rate, UnitPrice};
use crate::change::Change;
use crate::refusal::{Field, InvalidField, Problem, Refusal};

/// The highest number of a kind of item; the kinds are those of the tax books (SPED, record 0200, `TIPO_ITEM`).
pub const ITEM_TYPE_MAX: i64 = 99;

/// The most characters of a note.
pub const TERMS_NOTE_MAX: usize = 20_000;

/// What is kept; what is `None` was not said.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ProductTerms {
    /// What one costs to buy.
    pub cost: Option<UnitPrice>,
    /// What is meant to be earned, of the cost; below zero for what is sold off.
    pub markup: Option<Rate>,
    /// How much of it should be there at least.
    pub minimum_stock: Option<Quantity>,
    /// Weight with its wrapping, in kilograms.
    pub gross_weight: Option<Quantity>,
    /// What kind of item it is in the tax books: 0 for resale, 1 raw material, 2 wrapping, 3 in the making, 4 made here.
    pub item_type: Option<i64>,
    /// The number of the group of tax rules under which it is sold.
    pub tax_group: Option<i64>,
    /// What fiscal documents say of it.
    pub fiscal_note: Option<String>,
    /// What only the shop reads.
    pub internal_note: Option<String>,
}

/// What an update does to them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[allow(missing_docs, reason = "each is the field of the same name")]
pub struct ProductTermsChange {
    pub cost: Change<UnitPrice>,
    pub markup: Change<Rate>,
    pub minimum_stock: Change<Quantity>,
    pub gross_weight: Change<Quantity>,
    pub item_type: Change<i64>,
    pub tax_group: Change<i64>,
    pub fiscal_note: Change<String>,
    pub internal_note: Change<String>,
}

impl ProductTermsChange {
    /// Changes what is kept.
    ///
    /// # Errors
    /// `Refusal::Invalid` naming every figure below zero, an unknown kind of item and every note that is too long.
    pub fn apply(&self, terms: &mut ProductTerms) -> Result<(), Refusal> {
        let below_zero = |amount: Option<Quantity>| amount.is_some_and(Quantity::is_negative);
        let too_long = |note: &Change<String>| {
            note.new_value()
                .is_some_and(|note| note.chars().count() > TERMS_NOTE_MAX)
        };
        let item_type = self.item_type.new_value();
        let cost = self.cost.new_value().is_some_and(|cost| cost.is_negative());
        let negative = Problem::Negative;
        let long = Problem::TooLong { max: TERMS_NOTE_MAX };
        let checks = [
            (Field::Cost, negative, cost),
            (
                Field::MinimumStock,
                negative,
                below_zero(self.minimum_stock.new_value().copied()),
            ),
            (
                Field::GrossWeight,
                negative,
                below_zero(self.gross_weight.new_value().copied()),
            ),
            (
                Field::ItemType,
                Problem::NotInList,
                item_type.is_some_and(|kind| !(0..=ITEM_TYPE_MAX).contains(kind)),
            ),
            (Field::FiscalNote, long, too_long(&self.fiscal_note)),
            (Field::Note, long, too_long(&self.internal_note)),
        ];
        let wrong = checks.into_iter().filter(|(_, _, is_wrong)| *is_wrong);
        Refusal::unless_empty(
            wrong
                .map(|(field, problem, _)| InvalidField::new(field, problem))
                .collect(),
        )?;
        self.cost.apply(&mut terms.cost);
        self.markup.apply(&mut terms.markup);
        self.minimum_stock.apply(&mut terms.minimum_stock);
        self.gross_weight.apply(&mut terms.gross_weight);
        self.item_type.apply(&mut terms.item_type);
        self.tax_group.apply(&mut terms.tax_group);
        self.fiscal_note.clone().apply(&mut terms.fiscal_note);
        self.internal_note.clone().apply(&mut terms.internal_note);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_said_stays_and_what_is_wrong_is_named() {
        let mut terms = ProductTerms {
            minimum_stock: Some(Quantity::from_millionths(1)),
            ..ProductTerms::default()
        };
        let change = ProductTermsChange {
            fiscal_note: Change::Set("Frágil".to_owned()),
            ..ProductTermsChange::default()
        };
        change.apply(&mut terms).expect("nothing wrong");
        assert_eq!(terms.minimum_stock, Some(Quantity::from_millionths(1)));
        assert_eq!(terms.fiscal_note.as_deref(), Some("Frágil"));
        let wrong = ProductTermsChange {
            cost: Change::Set(UnitPrice::from_millionths(-1)),
            item_type: Change::Set(100),
            internal_note: Change::Set("n".repeat(TERMS_NOTE_MAX + 1)),
            ..ProductTermsChange::default()
        };
        let before = terms.clone();
        let refused = wrong.apply(&mut terms).expect_err("three faults");
        let max = TERMS_NOTE_MAX;
        let expected = Refusal::Invalid(vec![
            InvalidField::new(Field::Cost, Problem::Negative),
            InvalidField::new(Field::ItemType, Problem::NotInList),
            InvalidField::new(Field::Note, Problem::TooLong { max }),
        ]);
        assert_eq!((refused, terms), (expected, before));
    }
}
