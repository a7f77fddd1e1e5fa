//! Discounts by rule: creating and reading them.
//!
//! Not what orders claim of them, which `workflow` checks when they are placed or changed.
//!
//! The one rule to know: a discount never changes what was claimed of it before.

use domain::discounts::{Discount, DiscountDetails, DiscountFacts, DiscountRule, RuleTerms, check_discount};
use domain::events::{Event, EventKind};
use domain::ids::{ChannelId, DiscountId, DiscountRuleId, OrganizationId, SkuId};
use domain::page::PageRequest;
use domain::refusal::{Entity, Field, Problem, Refusal};
use jiff::civil::Date;
use store::counters::{self, Counter};
use store::references::{Mentioned, existing};

use crate::context::Context;
use crate::execute::Command;
use crate::failure::Failure;
use crate::outbox;
use crate::reader::Reader;

pub use store::discounts::DiscountFilter;

/// Creates a discount with its rules.
#[derive(Debug, Clone)]
pub struct CreateDiscount {
    /// What is known of it.
    pub details: DiscountDetails,
    /// Through which channels it is had; none is all.
    pub channels: Vec<ChannelId>,
    /// Its rules, at least one.
    pub rules: Vec<RuleTerms>,
}

impl Command for CreateDiscount {
    type Done = DiscountId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<DiscountId, Failure> {
        let account = cx.account();
        let mut details = self.details.clone();
        details.tidy();
        let channels = distinct(&self.channels);
        let rules: Vec<RuleTerms> = self.rules.iter().map(tidy).collect();
        check_discount(&details, &rules, &facts(cx, &details, &channels, &rules)?)?;
        let wanted = [(Counter::Discount, 1), (Counter::DiscountRule, rules.len())];
        let [id, first_rule] = counters::take(cx.tx, account, wanted)?;
        let numbered = (first_rule..).zip(rules);
        let discount = Discount {
            id: DiscountId::from_raw(id),
            details,
            channels,
            rules: numbered
                .map(|(id, terms)| DiscountRule {
                    id: DiscountRuleId::from_raw(id),
                    terms,
                })
                .collect(),
            created_at: cx.now,
            updated_at: cx.now,
        };
        store::discounts::insert(cx.tx, account, &discount)?;
        let told = Event {
            entity: Entity::Discount,
            entity_id: id,
            organization: discount.details.organization,
            kind: EventKind::Created,
        };
        outbox::emit(cx, &[told])?;
        Ok(discount.id)
    }
}

/// Says whether a discount may be had, and until which day.
#[derive(Debug, Clone)]
pub struct SetDiscountTerm {
    /// Which.
    pub discount: DiscountId,
    /// Whether it may be had at all.
    pub active: bool,
    /// The last day on which it holds; `None` for ever.
    pub ends_on: Option<Date>,
}

impl Command for SetDiscountTerm {
    type Done = ();

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<(), Failure> {
        let (account, id) = (cx.account(), self.discount);
        let known = store::discounts::find_many(cx.tx, account, &[id])?;
        let known = known.first().ok_or_else(|| Failure::not_found(Entity::Discount, id))?;
        if let (Some(first), Some(last)) = (known.details.starts_on, self.ends_on)
            && last < first
        {
            return Err(Refusal::invalid(Field::EndsOn, Problem::OutOfRange).into());
        }
        store::discounts::set_term(cx.tx, account, id, (self.active, self.ends_on), cx.now)?;
        let told = Event {
            entity: Entity::Discount,
            entity_id: id.raw(),
            organization: known.details.organization,
            kind: EventKind::Updated,
        };
        outbox::emit(cx, &[told])
    }
}

/// The rule with each sku once.
fn tidy(terms: &RuleTerms) -> RuleTerms {
    let mut terms = terms.clone();
    terms.skus = distinct(&terms.skus);
    if let Some(gift) = &mut terms.gift {
        gift.wanted = distinct(&gift.wanted);
    }
    terms
}

fn facts(
    cx: &mut Context<'_, '_>,
    details: &DiscountDetails,
    channels: &[ChannelId],
    rules: &[RuleTerms],
) -> Result<DiscountFacts, Failure> {
    let account = cx.account();
    let organization: Vec<i64> = details.organization.iter().map(|id| id.raw()).collect();
    let channels: Vec<i64> = channels.iter().map(|id| id.raw()).collect();
    let wanted = rules
        .iter()
        .filter_map(|rule| rule.gift.as_ref())
        .flat_map(|gift| &gift.wanted);
    let skus: Vec<SkuId> = rules
        .iter()
        .flat_map(|rule| &rule.skus)
        .chain(wanted)
        .copied()
        .collect();
    let skus: Vec<i64> = distinct(&skus).into_iter().map(SkuId::raw).collect();
    let mut all_known = |what, numbers: &[i64]| {
        let found = existing(cx.tx, account, what, numbers)?;
        Ok::<_, Failure>(found.len() == numbers.len())
    };
    Ok(DiscountFacts {
        organization_known: all_known(Mentioned::Organization, &organization)?,
        channels_known: all_known(Mentioned::Channel, &channels)?,
        skus_known: all_known(Mentioned::Sku, &skus)?,
    })
}

/// Each once, rising.
fn distinct<T: Ord + Copy>(all: &[T]) -> Vec<T> {
    let mut all = all.to_vec();
    all.sort_unstable();
    all.dedup();
    all
}

impl Reader<'_, '_> {
    /// A page of the discounts that an organization offers, the account's own among them, by number.
    ///
    /// # Errors
    /// Not found when there is no such organization.
    pub fn discounts_of(
        &mut self,
        organization: OrganizationId,
        filter: DiscountFilter,
        page: PageRequest,
    ) -> Result<Vec<Discount>, Failure> {
        self.organization(organization)?;
        let filter = DiscountFilter {
            organization: Some(organization),
            ..filter
        };
        Ok(store::discounts::page(self.tx, self.account, &filter, page)?)
    }

    /// These discounts, by number.
    ///
    /// # Errors
    /// A broken store.
    pub fn discounts_by_id(&mut self, ids: &[DiscountId]) -> Result<Vec<Discount>, Failure> {
        Ok(store::discounts::find_many(self.tx, self.account, &distinct(ids))?)
    }
}
