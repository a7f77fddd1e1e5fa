//! Discounts by rule: who offers which, when, through which channels, and for what.
//!
//! Not the discount that an order carries, which is a figure of its totals; an order says by which rules it has it, and
//! `claims` decides whether it may.
//!
//! The one rule to know: what a rule gives follows from the purchase alone; an order may claim less, never more.

mod claims;

pub use claims::{ClaimedSku, DiscountClaim, OrderDiscount, Purchase, PurchaseLine, check_claims, check_sum};

use jiff::Timestamp;
use jiff::civil::Date;

use crate::amount::{Money, Quantity, Rate};
use crate::checks::{Checks, tidy_required};
use crate::ids::{ChannelId, DiscountId, DiscountRuleId, OrganizationId, SkuId};
use crate::named::named;
use crate::refusal::{Field, Problem, Refusal};

/// The most characters of a name.
pub const NAME_MAX: usize = 255;
/// The most rules of a discount.
pub const RULES_MAX: usize = 50;

/// A discount with its rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Discount {
    /// Its number.
    pub id: DiscountId,
    /// What is known of it.
    pub details: DiscountDetails,
    /// Through which channels it is had; none is all.
    pub channels: Vec<ChannelId>,
    /// Its rules, by number.
    pub rules: Vec<DiscountRule>,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// What is known of a discount.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiscountDetails {
    /// Whose it is; `None` is every organization's.
    pub organization: Option<OrganizationId>,
    /// Its name.
    pub name: String,
    /// What it depends on.
    pub kind: DiscountKind,
    /// Whether it may be had at all.
    pub active: bool,
    /// Whether the seller may leave it out.
    pub is_optional: bool,
    /// The first day on which it holds; `None` since ever.
    pub starts_on: Option<Date>,
    /// The last day on which it holds; `None` for ever.
    pub ends_on: Option<Date>,
}

named! {
    /// What a discount depends on, and what it is taken off.
    DiscountKind {
        /// A purchase of some worth; off the purchase.
        Total "total",
        /// A purchase of some worth; off some of its items.
        Item "item",
        /// A purchase of some worth; off a gift.
        Gift "gift",
        /// The customer's first purchase; off the purchase.
        FirstPurchase "first_purchase",
        /// A purchase in the month of the customer's birthday; off the purchase.
        BirthdayMonth "birthday_month",
    }
}

/// A rule with its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiscountRule {
    /// Its number.
    pub id: DiscountRuleId,
    /// What it says.
    pub terms: RuleTerms,
}

/// What a rule says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleTerms {
    /// Whether it holds.
    pub active: bool,
    /// How much is taken off.
    pub worth: Worth,
    /// The least a purchase must be worth, where the kind asks for it.
    pub minimum: Option<Money>,
    /// Off which skus: of an item discount none is any; of a gift these are the gifts.
    pub skus: Vec<SkuId>,
    /// What else a gift asks for; of a gift discount alone.
    pub gift: Option<GiftTerms>,
}

/// How much is taken off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Worth {
    /// A share, above zero and at most one.
    Share(Rate),
    /// An amount, above zero, and never more than what it is taken off.
    Amount(Money),
}

/// What a gift asks for besides the worth of the purchase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GiftTerms {
    /// Whether the gift costs nothing, whatever the rule's worth.
    pub is_free: bool,
    /// What the shop wants to be bought; none is anything.
    pub wanted: Vec<SkuId>,
    /// Whether only what is wanted counts towards the least worth.
    pub counts_wanted_alone: bool,
    /// How much of what is wanted must be bought.
    pub minimum_quantity: Quantity,
}

/// What the store knows around a discount. A reference that is absent counts as known.
#[derive(Debug, Clone, Copy)]
pub struct DiscountFacts {
    /// The organization exists.
    pub organization_known: bool,
    /// Every channel exists.
    pub channels_known: bool,
    /// Every sku exists.
    pub skus_known: bool,
}

impl DiscountDetails {
    /// Writes every part as it is kept.
    pub fn tidy(&mut self) {
        tidy_required(&mut self.name);
    }

    /// Whether the discount holds on this day.
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        self.active && self.is_within_term(day)
    }

    /// Whether the day is within its term, active or not.
    #[must_use]
    pub fn is_within_term(&self, day: Date) -> bool {
        self.starts_on.is_none_or(|first| first <= day) && self.ends_on.is_none_or(|last| day <= last)
    }
}

impl DiscountKind {
    /// Whether its rules ask for a purchase of some worth.
    #[must_use]
    pub const fn asks_for_worth(self) -> bool {
        match self {
            Self::Total | Self::Item | Self::Gift => true,
            Self::FirstPurchase | Self::BirthdayMonth => false,
        }
    }
}

/// Whether a discount with these rules may be kept.
///
/// # Errors
/// [`Refusal::Invalid`] with every wrong field; a rule's fields have its place in the list.
pub fn check_discount(details: &DiscountDetails, rules: &[RuleTerms], facts: &DiscountFacts) -> Result<(), Refusal> {
    let mut checks = Checks::default();
    checks.required(Field::Name, &details.name, NAME_MAX);
    checks.ensure(facts.organization_known, Field::Organization, Problem::Unknown);
    checks.ensure(facts.channels_known, Field::Channel, Problem::Unknown);
    checks.ensure(facts.skus_known, Field::Sku, Problem::Unknown);
    if let (Some(first), Some(last)) = (details.starts_on, details.ends_on) {
        checks.ensure(first <= last, Field::EndsOn, Problem::OutOfRange);
    }
    checks.ensure(!rules.is_empty(), Field::Items, Problem::Blank);
    checks.ensure(rules.len() <= RULES_MAX, Field::Items, Problem::OutOfRange);
    for (index, rule) in rules.iter().enumerate() {
        checks.within(Some(index));
        check_rule(&mut checks, details.kind, rule);
    }
    checks.verdict()
}

fn check_rule(checks: &mut Checks, kind: DiscountKind, rule: &RuleTerms) {
    match rule.worth {
        Worth::Share(share) => {
            checks.ensure(share.is_positive(), Field::Discount, Problem::NotPositive);
            checks.ensure(share <= Rate::ONE, Field::Discount, Problem::OutOfRange);
        }
        Worth::Amount(amount) => {
            checks.ensure(amount.is_positive(), Field::Discount, Problem::NotPositive);
            let is_cents = amount.is_whole_cents();
            checks.ensure(is_cents, Field::Discount, Problem::TooManyDecimals { max: 2 });
        }
    }
    match rule.minimum {
        Some(minimum) => {
            checks.ensure(kind.asks_for_worth(), Field::MinimumPurchase, Problem::NotAllowed);
            checks.ensure(!minimum.is_negative(), Field::MinimumPurchase, Problem::Negative);
        }
        None => checks.ensure(!kind.asks_for_worth(), Field::MinimumPurchase, Problem::Blank),
    }
    let takes_skus = match kind {
        DiscountKind::Item => true,
        DiscountKind::Gift => {
            checks.ensure(!rule.skus.is_empty(), Field::Sku, Problem::Blank);
            true
        }
        DiscountKind::Total | DiscountKind::FirstPurchase | DiscountKind::BirthdayMonth => false,
    };
    checks.ensure(takes_skus || rule.skus.is_empty(), Field::Sku, Problem::NotAllowed);
    match &rule.gift {
        Some(gift) => {
            checks.ensure(kind == DiscountKind::Gift, Field::Kind, Problem::NotAllowed);
            let quantity = gift.minimum_quantity;
            checks.ensure(!quantity.is_negative(), Field::Quantity, Problem::Negative);
        }
        None => checks.ensure(kind != DiscountKind::Gift, Field::Kind, Problem::Blank),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refusal::InvalidField;

    const KNOWN: DiscountFacts = DiscountFacts {
        organization_known: true,
        channels_known: true,
        skus_known: true,
    };

    fn details(kind: DiscountKind) -> DiscountDetails {
        DiscountDetails {
            organization: None,
            name: "Compras acima de R$ 1.000,00".to_owned(),
            kind,
            active: true,
            is_optional: true,
            starts_on: Some("2021-05-02".parse().expect("a day")),
            ends_on: Some("2021-09-10".parse().expect("a day")),
        }
    }

    fn rule(worth: Worth, minimum: Option<&str>) -> RuleTerms {
        RuleTerms {
            active: true,
            worth,
            minimum: minimum.map(|text| Money::parse(text).expect("an amount")),
            skus: Vec::new(),
            gift: None,
        }
    }

    fn share(percent: &str) -> Worth {
        Worth::Share(Rate::from_percent(percent).expect("a percentage"))
    }

    fn gift() -> GiftTerms {
        GiftTerms {
            is_free: false,
            wanted: Vec::new(),
            counts_wanted_alone: false,
            minimum_quantity: Quantity::ZERO,
        }
    }

    #[test]
    fn a_rule_says_what_its_kind_asks_for_and_nothing_else() {
        let fifteen = || rule(share("15"), Some("1000"));
        let sku = vec![SkuId::from_raw(1)];
        let amount = |text: &str| Worth::Amount(Money::parse(text).expect("an amount"));
        let table = [
            (DiscountKind::Total, fifteen(), None),
            (
                DiscountKind::Item,
                RuleTerms {
                    skus: sku.clone(),
                    ..fifteen()
                },
                None,
            ),
            (
                DiscountKind::Gift,
                RuleTerms {
                    skus: sku.clone(),
                    gift: Some(gift()),
                    ..fifteen()
                },
                None,
            ),
            (DiscountKind::FirstPurchase, rule(amount("30"), None), None),
            (DiscountKind::BirthdayMonth, rule(share("100"), None), None),
            (
                DiscountKind::Total,
                rule(share("100.0001"), Some("0")),
                Some((Field::Discount, Problem::OutOfRange)),
            ),
            (
                DiscountKind::Total,
                rule(share("0"), Some("0")),
                Some((Field::Discount, Problem::NotPositive)),
            ),
            (
                DiscountKind::Total,
                rule(amount("0.001"), Some("0")),
                Some((Field::Discount, Problem::TooManyDecimals { max: 2 })),
            ),
            (
                DiscountKind::Total,
                rule(share("1"), None),
                Some((Field::MinimumPurchase, Problem::Blank)),
            ),
            (
                DiscountKind::Total,
                rule(share("1"), Some("-1")),
                Some((Field::MinimumPurchase, Problem::Negative)),
            ),
            (
                DiscountKind::FirstPurchase,
                fifteen(),
                Some((Field::MinimumPurchase, Problem::NotAllowed)),
            ),
            (
                DiscountKind::Total,
                RuleTerms {
                    skus: sku.clone(),
                    ..fifteen()
                },
                Some((Field::Sku, Problem::NotAllowed)),
            ),
            (
                DiscountKind::Gift,
                RuleTerms {
                    gift: Some(gift()),
                    ..fifteen()
                },
                Some((Field::Sku, Problem::Blank)),
            ),
            (
                DiscountKind::Gift,
                RuleTerms { skus: sku, ..fifteen() },
                Some((Field::Kind, Problem::Blank)),
            ),
            (
                DiscountKind::Item,
                RuleTerms {
                    gift: Some(gift()),
                    ..fifteen()
                },
                Some((Field::Kind, Problem::NotAllowed)),
            ),
        ];
        for (kind, rule, wrong) in table {
            let expected = wrong.map_or(Ok(()), |(field, problem)| {
                Err(Refusal::Invalid(vec![InvalidField::at(field, 0, problem)]))
            });
            let said = format!("{kind:?} {rule:?}");
            assert_eq!(check_discount(&details(kind), &[rule], &KNOWN), expected, "{said}");
        }
    }

    #[test]
    fn a_discount_has_a_name_rules_and_a_term_that_does_not_end_before_it_begins() {
        let mut wrong = details(DiscountKind::Total);
        wrong.name = String::new();
        wrong.ends_on = Some("2021-05-01".parse().expect("a day"));
        let facts = DiscountFacts {
            channels_known: false,
            ..KNOWN
        };
        let found = [
            (Field::Name, Problem::Blank),
            (Field::Channel, Problem::Unknown),
            (Field::EndsOn, Problem::OutOfRange),
            (Field::Items, Problem::Blank),
        ];
        let expected = found.map(|(field, problem)| InvalidField::new(field, problem)).to_vec();
        assert_eq!(check_discount(&wrong, &[], &facts), Err(Refusal::Invalid(expected)));
    }

    #[test]
    fn a_term_has_both_its_days() {
        let details = details(DiscountKind::Total);
        let table = [
            ("2021-05-01", false),
            ("2021-05-02", true),
            ("2021-09-10", true),
            ("2021-09-11", false),
        ];
        for (day, holds) in table {
            assert_eq!(details.holds_on(day.parse().expect("a day")), holds, "{day}");
        }
        let stopped = DiscountDetails {
            active: false,
            starts_on: None,
            ends_on: None,
            ..details
        };
        let day = "2021-05-02".parse().expect("a day");
        assert!(!stopped.holds_on(day) && stopped.is_within_term(day));
    }
}
