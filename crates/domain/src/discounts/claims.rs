//! What an order claims of discounts, and whether it may: the discount is there and holds, its rule's conditions are met,
//! and no more is claimed than the rule gives.
//!
//! Not the order's totals: claims explain a discount that the order has anyway.
//!
//! The one rule to know: what is looked at is the worth of the lines before any discount, and the day on which the order
//! was placed.

use jiff::civil::Date;

use super::{Discount, DiscountKind, DiscountRule, GiftTerms, RuleTerms, Worth};
use crate::amount::{Money, Quantity};
use crate::checks::Checks;
use crate::ids::{ChannelId, DiscountId, DiscountRuleId, OrderId, OrganizationId, SkuId};
use crate::refusal::{Field, Problem, Refusal};

/// What an order claims by one rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiscountClaim {
    /// The discount.
    pub discount: DiscountId,
    /// The rule.
    pub rule: DiscountRuleId,
    /// How much of the order's discount it explains.
    pub amount: Money,
    /// Which skus it is about.
    pub skus: Vec<ClaimedSku>,
}

/// One sku of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClaimedSku {
    /// The sku.
    pub sku: SkuId,
    /// Whether it is among those that the claim lists as a whole.
    pub is_listed: bool,
    /// How much of it falls on this sku, where that is said.
    pub amount: Option<Money>,
}

/// A claim as an order keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderDiscount {
    /// The order.
    pub order: OrderId,
    /// Its place among the order's claims, from 1.
    pub position: i64,
    /// What is claimed.
    pub claim: DiscountClaim,
}

/// What is bought, by whom and when, as far as discounts look at it.
#[derive(Debug, Clone)]
pub struct Purchase {
    /// Who sells.
    pub organization: OrganizationId,
    /// Through which channel.
    pub channel: ChannelId,
    /// On which day of the account's.
    pub day: Date,
    /// What.
    pub lines: Vec<PurchaseLine>,
    /// Whether the customer never bought before, as far as he is known.
    pub is_first: bool,
    /// The month of the customer's birthday, 1 to 12.
    pub birth_month: Option<i8>,
}

/// A line of a purchase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PurchaseLine {
    /// What.
    pub sku: SkuId,
    /// How much.
    pub quantity: Quantity,
    /// Its total before any discount.
    pub total: Money,
}

impl Purchase {
    fn has(&self, sku: SkuId) -> bool {
        self.lines.iter().any(|line| line.sku == sku)
    }

    /// What the lines that fit are worth; beyond the range, the most there is.
    fn worth_of(&self, fits: impl Fn(SkuId) -> bool) -> Money {
        let lines = self.lines.iter().filter(|line| fits(line.sku));
        Money::checked_sum(lines.map(|line| line.total)).unwrap_or(Money::MAX)
    }

    fn quantity_of(&self, fits: impl Fn(SkuId) -> bool) -> Quantity {
        let lines = self.lines.iter().filter(|line| fits(line.sku));
        Quantity::checked_sum(lines.map(|line| line.quantity)).unwrap_or(Quantity::MAX)
    }
}

impl Worth {
    /// What is taken off this, to the cent, halves away from zero.
    fn of(self, base: Money) -> Money {
        match self {
            // A share of at most one cannot leave the range.
            Self::Share(share) => base
                .times_rate_half_away(share)
                .map_or(base, Money::round_to_cents_half_away)
                .min(base),
            Self::Amount(amount) => amount.min(base),
        }
    }
}

/// Whether an order may claim this. `discount` is all that the order is discounted, on the whole and on its lines.
///
/// # Errors
/// [`Refusal::Invalid`] naming what is wrong with each claim, by its place in the list.
pub fn check_claims(
    claims: &[DiscountClaim],
    known: &[Discount],
    purchase: &Purchase,
    discount: Money,
) -> Result<(), Refusal> {
    let mut checks = Checks::default();
    for (index, claim) in claims.iter().enumerate() {
        checks.within(Some(index));
        let is_same = |before: &DiscountClaim| (before.discount, before.rule) == (claim.discount, claim.rule);
        let again = claims[..index].iter().any(is_same);
        checks.ensure(!again, Field::ClaimedRule, Problem::Taken);
        check_claim(&mut checks, claim, known, purchase);
    }
    // A sum of wrong claims would only say the same again.
    checks.verdict()?;
    check_sum(claims, discount)
}

/// Whether a discount that changes still covers what was claimed of it.
///
/// # Errors
/// [`Refusal::Invalid`] of the discount.
pub fn check_sum(claims: &[DiscountClaim], discount: Money) -> Result<(), Refusal> {
    if sum(claims) <= discount {
        Ok(())
    } else {
        Err(Refusal::invalid(Field::Discount, Problem::OutOfRange))
    }
}

fn sum(claims: &[DiscountClaim]) -> Money {
    Money::checked_sum(claims.iter().map(|claim| claim.amount)).unwrap_or(Money::MAX)
}

fn check_claim(checks: &mut Checks, claim: &DiscountClaim, known: &[Discount], purchase: &Purchase) {
    let Some(discount) = known.iter().find(|discount| discount.id == claim.discount) else {
        return checks.note(Field::ClaimedDiscount, Problem::Unknown);
    };
    let Some(rule) = discount.rules.iter().find(|rule| rule.id == claim.rule) else {
        return checks.note(Field::ClaimedRule, Problem::Unknown);
    };
    if !is_offered(discount, purchase) {
        return checks.note(Field::ClaimedDiscount, Problem::NotAllowed);
    }
    let amounts = claim.skus.iter().filter_map(|claimed| claimed.amount);
    if claim.amount.is_negative() || amounts.clone().any(Money::is_negative) {
        return checks.note(Field::ClaimedAmount, Problem::Negative);
    }
    if let Some(problem) = wrong_skus(discount.details.kind, &rule.terms, claim, purchase) {
        return checks.note(Field::ClaimedSku, problem);
    }
    if !is_earned(discount.details.kind, rule, claim, purchase) {
        return checks.note(Field::ClaimedRule, Problem::NotAllowed);
    }
    let gives = gives(discount.details.kind, &rule.terms, claim, purchase);
    let too_much = |claimed: &ClaimedSku| {
        let of_sku = match discount.details.kind {
            DiscountKind::Total | DiscountKind::FirstPurchase | DiscountKind::BirthdayMonth => gives,
            DiscountKind::Item | DiscountKind::Gift => {
                worth(&rule.terms).of(purchase.worth_of(|sku| sku == claimed.sku))
            }
        };
        claimed.amount.is_some_and(|amount| amount > of_sku)
    };
    let within = claim.amount <= gives && !claim.skus.iter().any(too_much);
    checks.ensure(within, Field::ClaimedAmount, Problem::OutOfRange);
}

/// Whether the discount is to be had here and then.
fn is_offered(discount: &Discount, purchase: &Purchase) -> bool {
    let details = &discount.details;
    details.holds_on(purchase.day)
        && details.organization.is_none_or(|own| own == purchase.organization)
        && (discount.channels.is_empty() || discount.channels.contains(&purchase.channel))
}

/// What is wrong with the skus a claim is about: items and gifts are named, are bought, and are the rule's own. What is
/// taken off the whole purchase is about no sku: those that the claim names are only kept.
fn wrong_skus(kind: DiscountKind, terms: &RuleTerms, claim: &DiscountClaim, purchase: &Purchase) -> Option<Problem> {
    match kind {
        DiscountKind::Total | DiscountKind::FirstPurchase | DiscountKind::BirthdayMonth => None,
        DiscountKind::Item | DiscountKind::Gift => {
            let fits = |claimed: &ClaimedSku| terms.skus.is_empty() || terms.skus.contains(&claimed.sku);
            let is_bought = |claimed: &ClaimedSku| purchase.has(claimed.sku);
            if claim.skus.is_empty() {
                Some(Problem::Blank)
            } else if !claim.skus.iter().all(is_bought) {
                Some(Problem::Unknown)
            } else {
                (!claim.skus.iter().all(fits)).then_some(Problem::NotAllowed)
            }
        }
    }
}

/// Whether the purchase meets the rule's conditions.
fn is_earned(kind: DiscountKind, rule: &DiscountRule, claim: &DiscountClaim, purchase: &Purchase) -> bool {
    let terms = &rule.terms;
    let minimum = terms.minimum.unwrap_or(Money::ZERO);
    terms.active
        && match (kind, &terms.gift) {
            (DiscountKind::Gift, Some(gift)) => earns_gift(gift, minimum, claim, purchase),
            (DiscountKind::Total | DiscountKind::Item | DiscountKind::Gift, _) => {
                purchase.worth_of(|_| true) >= minimum
            }
            (DiscountKind::FirstPurchase, _) => purchase.is_first,
            (DiscountKind::BirthdayMonth, _) => purchase.birth_month == Some(purchase.day.month()),
        }
}

/// A gift does not count towards what earns it, unless it is what the shop wants to sell.
fn earns_gift(gift: &GiftTerms, minimum: Money, claim: &DiscountClaim, purchase: &Purchase) -> bool {
    let is_wanted = |sku: SkuId| gift.wanted.contains(&sku);
    let is_gift = |sku: SkuId| claim.skus.iter().any(|claimed| claimed.sku == sku);
    let counts = |sku: SkuId| {
        if gift.counts_wanted_alone {
            is_wanted(sku)
        } else {
            is_wanted(sku) || !is_gift(sku)
        }
    };
    let wanted = |sku: SkuId| is_wanted(sku) || (gift.wanted.is_empty() && !is_gift(sku));
    purchase.worth_of(counts) >= minimum && purchase.quantity_of(wanted) >= gift.minimum_quantity
}

/// The rule's worth; of a free gift, all.
fn worth(terms: &RuleTerms) -> Worth {
    match &terms.gift {
        Some(gift) if gift.is_free => Worth::Share(crate::amount::Rate::ONE),
        Some(_) | None => terms.worth,
    }
}

/// The most the rule gives for what is claimed.
fn gives(kind: DiscountKind, terms: &RuleTerms, claim: &DiscountClaim, purchase: &Purchase) -> Money {
    match kind {
        DiscountKind::Total | DiscountKind::FirstPurchase | DiscountKind::BirthdayMonth => {
            worth(terms).of(purchase.worth_of(|_| true))
        }
        DiscountKind::Item | DiscountKind::Gift => {
            worth(terms).of(purchase.worth_of(|sku| claim.skus.iter().any(|claimed| claimed.sku == sku)))
        }
    }
}

#[cfg(test)]
mod tests;
