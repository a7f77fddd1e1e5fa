//! The node `nexaas_promo_discounts`: by which rules an order says it is discounted.
//!
//! Not whether it may say so, which the domain decides.
//!
//! The one rule to know: a claim names its skus in two lists, and a sku in either is one sku of the claim.

use domain::discounts::{ClaimedSku, DiscountClaim};
use domain::ids::{DiscountId, DiscountRuleId, SkuId};
use domain::refusal::Problem;
use face_kit::{Checker, Decimal, Given, JsonDecimal, Listed, WholeNumber};
use serde::{Deserialize, Serialize};

use super::convert::CENTS;
use crate::numbers::float;

/// The most claims of an order.
const CLAIMS_MAX: usize = 50;
/// The most skus of a claim.
const SKUS_MAX: usize = 1_000;

/// A claim as it comes.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ClaimIn {
    discount_id: Given<WholeNumber>,
    discount_rule_id: Given<WholeNumber>,
    product_sku_ids: Given<Listed<WholeNumber>>,
    applied_discount_value: Given<Decimal>,
    product_skus: Given<Listed<ClaimedSkuIn>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ClaimedSkuIn {
    id: Given<WholeNumber>,
    applied_discount_value: Given<Decimal>,
}

/// What an order claims.
pub(super) fn claims(check: &mut Checker, given: &Given<Listed<ClaimIn>>) -> Vec<DiscountClaim> {
    const PATH: &str = "nexaas_promo_discounts";
    let claims = check.optional_each(PATH, given, claim);
    if claims.len() > CLAIMS_MAX {
        check.fault(PATH, Problem::OutOfRange);
    }
    claims
}

fn claim(check: &mut Checker, wire: &ClaimIn) -> DiscountClaim {
    let listed = check.each_value("product_sku_ids", &wire.product_sku_ids, Checker::optional_id);
    let parts = check.optional_each("product_skus", &wire.product_skus, |check, wire| {
        let sku = SkuId::from_raw(check.required_id("id", &wire.id));
        (
            sku,
            check.required_money("applied_discount_value", &wire.applied_discount_value, CENTS),
        )
    });
    if listed.len() > SKUS_MAX || parts.len() > SKUS_MAX {
        check.fault("product_skus", Problem::OutOfRange);
        return placeholder();
    }
    let mut skus: Vec<ClaimedSku> = Vec::new();
    for sku in listed.into_iter().map(SkuId::from_raw) {
        if !skus.iter().any(|known| known.sku == sku) {
            skus.push(ClaimedSku {
                sku,
                is_listed: true,
                amount: None,
            });
        }
    }
    for (sku, amount) in parts {
        match skus.iter_mut().find(|known| known.sku == sku) {
            Some(known) if known.amount.is_none() => known.amount = Some(amount),
            Some(_) => check.fault("product_skus", Problem::Taken),
            None => skus.push(ClaimedSku {
                sku,
                is_listed: false,
                amount: Some(amount),
            }),
        }
    }
    DiscountClaim {
        discount: DiscountId::from_raw(check.required_id("discount_id", &wire.discount_id)),
        rule: DiscountRuleId::from_raw(check.required_id("discount_rule_id", &wire.discount_rule_id)),
        amount: check.required_money("applied_discount_value", &wire.applied_discount_value, CENTS),
        skus,
    }
}

/// What stands for a claim after a fault.
fn placeholder() -> DiscountClaim {
    DiscountClaim {
        discount: DiscountId::from_raw(0),
        rule: DiscountRuleId::from_raw(0),
        amount: domain::amount::Money::ZERO,
        skus: Vec::new(),
    }
}

/// A claim as it is shown: as it came.
#[derive(Debug, Serialize)]
pub(super) struct ClaimOut {
    discount_id: i64,
    discount_rule_id: i64,
    product_sku_ids: Vec<i64>,
    applied_discount_value: JsonDecimal,
    product_skus: Vec<ClaimedSkuOut>,
}

#[derive(Debug, Serialize)]
struct ClaimedSkuOut {
    id: i64,
    applied_discount_value: JsonDecimal,
}

impl ClaimOut {
    pub(super) fn of(claim: &DiscountClaim) -> Self {
        let part = |claimed: &ClaimedSku| {
            let applied_discount_value = float(claimed.amount?);
            Some(ClaimedSkuOut {
                id: claimed.sku.raw(),
                applied_discount_value,
            })
        };
        let listed = claim.skus.iter().filter(|claimed| claimed.is_listed);
        Self {
            discount_id: claim.discount.raw(),
            discount_rule_id: claim.rule.raw(),
            product_sku_ids: listed.map(|claimed| claimed.sku.raw()).collect(),
            applied_discount_value: float(claim.amount),
            product_skus: claim.skus.iter().filter_map(part).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::refusal::Problem;
    use face_kit::{Checker, Given, Listed};

    use super::{ClaimIn, ClaimOut, claims};

    fn read(json: &str) -> (Vec<domain::discounts::DiscountClaim>, Vec<(String, Problem)>) {
        let mut check = Checker::new();
        let wire: Listed<ClaimIn> = serde_json::from_str(json).expect("a list");
        let read = claims(&mut check, &Given::Value(wire));
        let faults = check.finish().err();
        let faults = faults.iter().flat_map(|faults| faults.iter());
        (read, faults.map(|fault| (fault.path.clone(), fault.problem)).collect())
    }

    #[test]
    fn a_claim_is_shown_as_it_came() {
        let json = r#"[{"discount_id":1,"discount_rule_id":2,"product_sku_ids":[1,3],"applied_discount_value":12.0,"product_skus":[{"id":1,"applied_discount_value":13.5},{"id":4,"applied_discount_value":0.0}]}]"#;
        let (claims, faults) = read(json);
        assert_eq!(faults, []);
        let shown: Vec<ClaimOut> = claims.iter().map(ClaimOut::of).collect();
        assert_eq!(serde_json::to_string(&shown).expect("JSON"), json);
    }

    #[test]
    fn every_fault_of_a_claim_is_named() {
        let (_, faults) = read(
            r#"[{"product_sku_ids":["x"],"product_skus":[{"id":1,"applied_discount_value":1},{"id":1,"applied_discount_value":"0.001"}]},7]"#,
        );
        let at = |path: &str| format!("nexaas_promo_discounts[0].{path}");
        let expected = [
            (at("product_sku_ids[0]"), Problem::NotANumber),
            (
                at("product_skus[1].applied_discount_value"),
                Problem::TooManyDecimals { max: 2 },
            ),
            (at("product_skus"), Problem::Taken),
            (at("discount_id"), Problem::Blank),
            (at("discount_rule_id"), Problem::Blank),
            (at("applied_discount_value"), Problem::Blank),
            ("nexaas_promo_discounts[1]".to_owned(), Problem::WrongType),
        ];
        assert_eq!(faults, expected);
    }
}
