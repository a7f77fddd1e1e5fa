//! Exceptions to how much a customer may owe.
//!
//! Not the limit itself, which is a field of the party, and not a payment.
//!
//! The one rule to know: a rule that is cancelled stays cancelled, and stays on the list.

use jiff::civil::Date;

use crate::amount::Money;
use crate::change::Change;
use crate::checks::{Checks, tidy};
use crate::ids::{CreditRuleId, OrderId};
use crate::named::named;
use crate::refusal::{Field, Problem, Refusal};

/// The most characters of a reason.
const TEXT_MAX: usize = 255;

named! {
    /// How far a rule is.
    CreditRuleStatus {
        /// Counts.
        Active "active",
        /// An order took it.
        Used "used",
        /// Its time is over.
        Expired "expired",
        /// Called off.
        Cancelled "cancelled",
    }
}

/// An exception to a customer's credit limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreditRule {
    /// Its number, unique in the account.
    pub id: CreditRuleId,
    /// How much may be owed.
    pub limit: Money,
    /// Its last day.
    pub due_on: Option<Date>,
    /// For how many days it holds; 0 is without end.
    pub validity_days: i64,
    /// Why it was made.
    pub reason: Option<String>,
    /// How far it is.
    pub status: CreditRuleStatus,
    /// Whether it was called off.
    pub is_cancelled: bool,
    /// Why it was called off.
    pub cancel_note: Option<String>,
    /// The order that took it.
    pub order: Option<OrderId>,
}

/// What is said of a rule; one that is added needs a limit.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[allow(missing_docs, reason = "each is the field of the same name")]
pub struct CreditRuleChanges {
    pub limit: Option<Money>,
    pub due_on: Change<Date>,
    pub validity_days: Option<i64>,
    pub reason: Change<String>,
    pub status: Option<CreditRuleStatus>,
    pub is_cancelled: Option<bool>,
    pub cancel_note: Change<String>,
    pub order: Change<OrderId>,
}

/// What happens to a customer's rules, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CreditRuleEdit {
    /// One is added.
    Add(CreditRuleChanges),
    /// The one of that number is changed; refused when the customer has none.
    Change(CreditRuleId, CreditRuleChanges),
}

impl CreditRuleEdit {
    /// What it says.
    #[must_use]
    pub const fn changes(&self) -> &CreditRuleChanges {
        match self {
            Self::Add(changes) | Self::Change(_, changes) => changes,
        }
    }
}

/// The rules after the edits, those added numbered from `first` on. `orders` are the orders among those mentioned that
/// exist.
///
/// # Errors
/// [`Refusal::Invalid`] with every wrong field, its index being the edit's.
pub fn apply_credit_rule_edits(
    mut rules: Vec<CreditRule>,
    edits: &[CreditRuleEdit],
    first: i64,
    orders: &[OrderId],
) -> Result<Vec<CreditRule>, Refusal> {
    let mut checks = Checks::default();
    let mut next = first;
    for (index, edit) in edits.iter().enumerate() {
        checks.within(Some(index));
        let position = match edit {
            CreditRuleEdit::Add(changes) => {
                checks.ensure(changes.limit.is_some(), Field::CreditLimit, Problem::Blank);
                rules.push(empty(next));
                next += 1;
                Some(rules.len() - 1)
            }
            CreditRuleEdit::Change(id, _) => rules.iter().position(|rule| rule.id == *id),
        };
        let Some(position) = position else {
            checks.note(Field::CreditRule, Problem::Unknown);
            continue;
        };
        change(&mut rules[position], edit.changes(), orders, &mut checks);
    }
    checks.verdict()?;
    Ok(rules)
}

fn empty(number: i64) -> CreditRule {
    CreditRule {
        id: CreditRuleId::from_raw(number),
        limit: Money::ZERO,
        due_on: None,
        validity_days: 0,
        reason: None,
        status: CreditRuleStatus::Active,
        is_cancelled: false,
        cancel_note: None,
        order: None,
    }
}

fn change(rule: &mut CreditRule, changes: &CreditRuleChanges, orders: &[OrderId], checks: &mut Checks) {
    if let Some(order) = changes.order.new_value() {
        checks.ensure(orders.contains(order), Field::Order, Problem::Unknown);
    }
    rule.limit = changes.limit.unwrap_or(rule.limit);
    rule.validity_days = changes.validity_days.unwrap_or(rule.validity_days);
    rule.status = changes.status.unwrap_or(rule.status);
    changes.due_on.apply(&mut rule.due_on);
    changes.order.apply(&mut rule.order);
    changes.reason.clone().apply(&mut rule.reason);
    changes.cancel_note.clone().apply(&mut rule.cancel_note);
    tidy(&mut rule.reason);
    tidy(&mut rule.cancel_note);
    rule.is_cancelled |= changes.is_cancelled == Some(true) || rule.status == CreditRuleStatus::Cancelled;
    if rule.is_cancelled {
        rule.status = CreditRuleStatus::Cancelled;
    }
    checks.ensure(!rule.limit.is_negative(), Field::CreditLimit, Problem::Negative);
    checks.ensure(rule.validity_days >= 0, Field::ValidityDays, Problem::Negative);
    checks.optional(Field::Reason, rule.reason.as_deref(), TEXT_MAX);
    checks.optional(Field::Note, rule.cancel_note.as_deref(), TEXT_MAX);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refusal::InvalidField;

    fn of(limit: &str) -> CreditRuleChanges {
        CreditRuleChanges {
            limit: Some(Money::parse(limit).unwrap()),
            ..CreditRuleChanges::default()
        }
    }

    #[test]
    fn a_cancelled_rule_stays_on_the_list_and_stays_cancelled() {
        let rules = apply_credit_rule_edits(Vec::new(), &[CreditRuleEdit::Add(of("9.99"))], 4, &[]).unwrap();
        assert_eq!((rules[0].id.raw(), rules[0].status), (4, CreditRuleStatus::Active));
        let cancel = CreditRuleChanges {
            is_cancelled: Some(true),
            ..CreditRuleChanges::default()
        };
        let revive = CreditRuleChanges {
            is_cancelled: Some(false),
            status: Some(CreditRuleStatus::Active),
            ..CreditRuleChanges::default()
        };
        let edits = [cancel, revive].map(|changes| CreditRuleEdit::Change(CreditRuleId::from_raw(4), changes));
        let rules = apply_credit_rule_edits(rules, &edits, 5, &[]).unwrap();
        assert_eq!(
            (rules[0].is_cancelled, rules[0].status),
            (true, CreditRuleStatus::Cancelled)
        );
        assert_eq!(rules[0].limit, Money::parse("9.99").unwrap());
    }

    #[test]
    fn a_rule_needs_a_limit_and_an_order_that_exists() {
        let wrong = CreditRuleChanges {
            validity_days: Some(-1),
            order: Change::Set(OrderId::from_raw(3)),
            ..of("-1")
        };
        let edits = [
            CreditRuleEdit::Add(CreditRuleChanges::default()),
            CreditRuleEdit::Add(wrong),
            CreditRuleEdit::Change(CreditRuleId::from_raw(9), of("1")),
        ];
        let expected = [
            InvalidField::at(Field::CreditLimit, 0, Problem::Blank),
            InvalidField::at(Field::Order, 1, Problem::Unknown),
            InvalidField::at(Field::CreditLimit, 1, Problem::Negative),
            InvalidField::at(Field::ValidityDays, 1, Problem::Negative),
            InvalidField::at(Field::CreditRule, 2, Problem::Unknown),
        ];
        assert_eq!(
            apply_credit_rule_edits(Vec::new(), &edits, 1, &[OrderId::from_raw(2)]),
            Err(Refusal::Invalid(expected.to_vec()))
        );
    }
}
