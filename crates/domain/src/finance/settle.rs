//! Settling titles, and dividing what a sale costs into instalments.
//!
//! The one rule to know: no more is settled than is open, and the instalments of a sale sum to its total.

use jiff::civil::Date;

use super::{Title, TitleKind, TitleState};
use crate::amount::{Money, instalments};
use crate::checks::Checks;
use crate::ids::CashAccountId;
use crate::refusal::{Entity, Field, InvalidField, Problem, Refusal};

/// The most characters of a title's description.
const DESCRIPTION_MAX: usize = 255;
/// The most characters of a title's document number.
const NUMBER_MAX: usize = 60;
/// The most characters of a title's note.
const NOTE_MAX: usize = 20_000;

impl Title {
    /// What is not settled yet.
    #[must_use]
    pub fn remainder(&self) -> Money {
        // What is settled never exceeds the amount.
        self.amount.checked_sub(self.settled_amount).unwrap_or(Money::ZERO)
    }

    /// Whether it may be kept as it is.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] with every wrong field.
    pub fn check(&self) -> Result<(), Refusal> {
        let mut checks = Checks::default();
        checks.required(Field::Description, &self.description, DESCRIPTION_MAX);
        checks.optional(Field::DocumentNumber, self.number.as_deref(), NUMBER_MAX);
        checks.optional(Field::Note, self.note.as_deref(), NOTE_MAX);
        for tag in &self.tags {
            checks.required(Field::Tags, tag, NUMBER_MAX);
        }
        checks.ensure(self.amount.is_positive(), Field::Total, Problem::NotPositive);
        checks.ensure(
            self.amount.is_whole_cents(),
            Field::Total,
            Problem::TooManyDecimals { max: 2 },
        );
        checks.ensure(self.settled_amount <= self.amount, Field::Total, Problem::OutOfRange);
        checks.verdict()
    }

    /// Settles so much of it on a day, in a cash account, and answers what the cash account gains.
    ///
    /// # Errors
    /// [`Refusal::StateForbids`] unless it is open; [`Refusal::Invalid`] when the amount is not above zero or more than
    /// what is open.
    pub fn settle(&mut self, amount: Money, day: Date, into: CashAccountId) -> Result<Money, Refusal> {
        if self.state != TitleState::Open {
            return Err(self.state_forbids());
        }
        if !amount.is_positive() {
            return Err(Refusal::invalid(Field::Total, Problem::NotPositive));
        }
        if amount > self.remainder() {
            return Err(Refusal::invalid(Field::Total, Problem::OutOfRange));
        }
        self.settled_amount = self
            .settled_amount
            .checked_add(amount)
            .ok_or_else(|| Refusal::invalid(Field::Total, Problem::OutOfRange))?;
        self.settled_on = Some(day);
        self.cash_account = Some(into);
        if self.settled_amount == self.amount {
            self.state = TitleState::Settled;
        }
        Ok(self.signed(amount))
    }

    /// An amount of this title as its cash account sees it.
    #[must_use]
    pub fn signed(&self, amount: Money) -> Money {
        match self.kind {
            TitleKind::Receivable => amount,
            // Amounts of titles are above zero, and every positive amount has its negative.
            TitleKind::Payable => amount.checked_neg().unwrap_or(amount),
        }
    }

    /// Where it ends when what it is owed for is taken back: reversed where money had moved, cancelled otherwise; `None`
    /// when it has ended already.
    #[must_use]
    pub fn end(&self) -> Option<TitleState> {
        match self.state {
            TitleState::Planned => Some(TitleState::Cancelled),
            TitleState::Open if self.settled_amount.is_zero() => Some(TitleState::Cancelled),
            TitleState::Open | TitleState::Settled => Some(TitleState::Reversed),
            TitleState::Reversed | TitleState::Cancelled => None,
        }
    }

    /// The refusal for what its state does not allow.
    #[must_use]
    pub fn state_forbids(&self) -> Refusal {
        Refusal::StateForbids {
            entity: self.kind.entity(),
            key: self.id.to_string(),
        }
    }
}

/// The amounts of a sale's instalments: those that are given stay, the others share the rest equally, the cents that do
/// not divide going to the first ones.
///
/// # Errors
/// [`Refusal::Invalid`] when a given amount is not above zero or not in cents, or when they cannot sum to the total.
pub fn plan_instalments(total: Money, given: &[Option<Money>]) -> Result<Vec<Money>, Refusal> {
    if given.is_empty() {
        return Ok(Vec::new());
    }
    let wrong = |(index, amount): (usize, &Option<Money>)| {
        let amount = (*amount)?;
        (!amount.is_positive() || !amount.is_whole_cents())
            .then(|| InvalidField::at(Field::InstalmentAmount, index, Problem::NotPositive))
    };
    Refusal::unless_empty(given.iter().enumerate().filter_map(wrong).collect())?;
    let differs = || Refusal::invalid(Field::InstalmentAmount, Problem::OutOfRange);
    let known = Money::checked_sum(given.iter().flatten().copied()).ok_or_else(differs)?;
    let rest = total.checked_sub(known).ok_or_else(differs)?;
    let open = given.iter().filter(|amount| amount.is_none()).count();
    if rest.is_negative() || (open == 0 && !rest.is_zero()) {
        return Err(differs());
    }
    let mut shares = instalments(rest, u32::try_from(open).unwrap_or(u32::MAX)).into_iter();
    let amounts: Vec<Money> = given
        .iter()
        .map(|amount| amount.unwrap_or_else(|| shares.next().unwrap_or(Money::ZERO)))
        .collect();
    if amounts.iter().any(|amount| !amount.is_positive()) {
        return Err(differs());
    }
    Ok(amounts)
}

impl TitleKind {
    /// What a title of this kind is called when it is looked for.
    #[must_use]
    pub const fn entity(self) -> Entity {
        match self {
            Self::Receivable => Entity::Receivable,
            Self::Payable => Entity::Payable,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(text: &str) -> Money {
        Money::parse(text).expect("a literal amount")
    }

    #[test]
    fn instalments_are_kept_shared_or_refused() {
        // (total, given, expected; "-" is not given)
        let table: &[(&str, &[&str], Option<&[&str]>)] = &[
            ("100", &["-"], Some(&["100"])),
            ("100", &["-", "-", "-"], Some(&["33.34", "33.33", "33.33"])),
            ("100", &["40", "-"], Some(&["40", "60"])),
            ("100", &["40", "60"], Some(&["40", "60"])),
            ("100", &["40", "59.99"], None),
            ("100", &["40", "60.01"], None),
            ("100", &["100", "-"], None),
            ("100", &["-1", "-"], None),
            ("100", &["0.005", "-"], None),
            ("0.01", &["-", "-"], None),
            ("100", &[], Some(&[])),
        ];
        for (total, given, expected) in table {
            let given: Vec<Option<Money>> = given.iter().map(|text| (*text != "-").then(|| money(text))).collect();
            let planned = plan_instalments(money(total), &given).ok();
            let expected = expected.map(|amounts| amounts.iter().map(|text| money(text)).collect::<Vec<_>>());
            assert_eq!(planned, expected, "{total} {given:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn instalments_sum_to_the_total_for_any_split(
            cents in 1i64..1_000_000_000,
            cuts in proptest::collection::vec(proptest::option::of(1i64..100_000), 1..60),
        ) {
            let total = Money::from_cents(cents).expect("within the range");
            let given: Vec<Option<Money>> = cuts.iter().map(|cut| cut.and_then(Money::from_cents)).collect();
            if let Ok(amounts) = plan_instalments(total, &given) {
                proptest::prop_assert_eq!(amounts.len(), given.len());
                proptest::prop_assert_eq!(Money::checked_sum(amounts.iter().copied()), Some(total));
                proptest::prop_assert!(amounts.iter().all(|amount| amount.is_positive()));
            }
        }
    }
}
