//! What orders may claim, case by case.

use super::*;
use crate::amount::Rate;
use crate::discounts::{DiscountDetails, GiftTerms};
use crate::refusal::InvalidField;
use jiff::Timestamp;

const SHIRT: SkuId = SkuId::from_raw(1);
const SOCKS: SkuId = SkuId::from_raw(2);
const GLASSES: SkuId = SkuId::from_raw(3);

fn money(text: &str) -> Money {
    Money::parse(text).expect("an amount")
}

fn share(percent: &str) -> Worth {
    Worth::Share(Rate::from_percent(percent).expect("a percentage"))
}

fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

fn terms(worth: Worth, minimum: Option<&str>) -> RuleTerms {
    RuleTerms {
        active: true,
        worth,
        minimum: minimum.map(money),
        skus: Vec::new(),
        gift: None,
    }
}

fn discount(kind: DiscountKind, terms: RuleTerms) -> Discount {
    Discount {
        id: DiscountId::from_raw(1),
        details: DiscountDetails {
            organization: Some(OrganizationId::from_raw(1)),
            name: "Desconto".to_owned(),
            kind,
            active: true,
            is_optional: false,
            starts_on: Some(day("2026-03-01")),
            ends_on: Some(day("2026-03-31")),
        },
        channels: vec![ChannelId::from_raw(2)],
        rules: vec![DiscountRule {
            id: DiscountRuleId::from_raw(7),
            terms,
        }],
        created_at: Timestamp::UNIX_EPOCH,
        updated_at: Timestamp::UNIX_EPOCH,
    }
}

/// Two shirts at 450.00 and three pairs of socks at 40.00: 1020.00 in all.
fn purchase() -> Purchase {
    let line = |sku, units, total| PurchaseLine {
        sku,
        quantity: Quantity::from_units(units).expect("a small quantity"),
        total: money(total),
    };
    Purchase {
        organization: OrganizationId::from_raw(1),
        channel: ChannelId::from_raw(2),
        day: day("2026-03-10"),
        lines: vec![line(SHIRT, 2, "900"), line(SOCKS, 3, "120")],
        is_first: true,
        birth_month: Some(3),
    }
}

fn claim(amount: &str, skus: &[(SkuId, Option<&str>)]) -> DiscountClaim {
    let claimed = |(sku, amount): &(SkuId, Option<&str>)| ClaimedSku {
        sku: *sku,
        is_listed: true,
        amount: amount.map(money),
    };
    DiscountClaim {
        discount: DiscountId::from_raw(1),
        rule: DiscountRuleId::from_raw(7),
        amount: money(amount),
        skus: skus.iter().map(claimed).collect(),
    }
}

/// What is wrong with one claim of an order that is discounted enough.
fn wrong(claim: DiscountClaim, discount: &Discount, purchase: &Purchase) -> Option<(Field, Problem)> {
    match check_claims(&[claim], std::slice::from_ref(discount), purchase, money("100000")) {
        Ok(()) => None,
        Err(Refusal::Invalid(fields)) => {
            assert_eq!((fields.len(), fields[0].index), (1, Some(0)));
            Some((fields[0].field, fields[0].problem))
        }
        Err(other) => panic!("{other:?}"),
    }
}

const TOO_MUCH: Option<(Field, Problem)> = Some((Field::ClaimedAmount, Problem::OutOfRange));
const NOT_EARNED: Option<(Field, Problem)> = Some((Field::ClaimedRule, Problem::NotAllowed));

#[test]
fn each_kind_gives_so_much_and_no_cent_more() {
    let of_socks = RuleTerms {
        skus: vec![SOCKS],
        ..terms(share("15"), Some("1020"))
    };
    let amount = |text: &str| Worth::Amount(money(text));
    let socks = &[(SOCKS, None)][..];
    let table: [(DiscountKind, RuleTerms, &[(SkuId, Option<&str>)], &str, &str); 7] = [
        (
            DiscountKind::Total,
            terms(share("15"), Some("1020")),
            &[],
            "153.00",
            "153.01",
        ),
        (
            DiscountKind::Total,
            terms(amount("30"), Some("1000")),
            &[],
            "30",
            "30.01",
        ),
        (
            DiscountKind::Total,
            terms(amount("5000"), Some("0")),
            &[],
            "1020",
            "1020.01",
        ),
        (DiscountKind::Item, of_socks, socks, "18", "18.01"),
        (
            DiscountKind::Item,
            terms(amount("130"), Some("0")),
            socks,
            "120",
            "120.01",
        ),
        (
            DiscountKind::FirstPurchase,
            terms(share("30"), None),
            &[],
            "306",
            "306.01",
        ),
        (
            DiscountKind::BirthdayMonth,
            terms(share("0.0005"), None),
            &[],
            "0.01",
            "0.02",
        ),
    ];
    for (kind, terms, skus, most, too_much) in table {
        let discount = discount(kind, terms);
        assert_eq!(
            wrong(claim(most, skus), &discount, &purchase()),
            None,
            "{kind:?} {most}"
        );
        assert_eq!(wrong(claim("0", skus), &discount, &purchase()), None, "{kind:?}");
        assert_eq!(
            wrong(claim(too_much, skus), &discount, &purchase()),
            TOO_MUCH,
            "{kind:?} {too_much}"
        );
        assert_eq!(
            wrong(claim("-1", skus), &discount, &purchase()),
            Some((Field::ClaimedAmount, Problem::Negative))
        );
    }
}

#[test]
fn a_skus_part_is_bounded_by_what_the_rule_gives_for_that_sku() {
    let total = discount(DiscountKind::Total, terms(share("15"), Some("0")));
    // As in the vendor's own examples, a part may exceed what is claimed on the whole, and be of what is not bought.
    for sku in [SOCKS, GLASSES] {
        assert_eq!(wrong(claim("12", &[(sku, Some("13.50"))]), &total, &purchase()), None);
        assert_eq!(wrong(claim("12", &[(sku, Some("153"))]), &total, &purchase()), None);
        assert_eq!(
            wrong(claim("12", &[(sku, Some("153.01"))]), &total, &purchase()),
            TOO_MUCH
        );
    }
    let item = discount(DiscountKind::Item, terms(share("15"), Some("0")));
    let both = |socks: &'static str| claim("100", &[(SHIRT, Some("135")), (SOCKS, Some(socks))]);
    assert_eq!(wrong(both("18"), &item, &purchase()), None);
    assert_eq!(wrong(both("18.01"), &item, &purchase()), TOO_MUCH);
}

#[test]
fn a_purchase_must_be_worth_what_the_rule_asks_for() {
    for kind in [DiscountKind::Total, DiscountKind::Item] {
        let skus = &[(SOCKS, None)];
        let enough = discount(kind, terms(share("15"), Some("1020.00")));
        assert_eq!(wrong(claim("1", skus), &enough, &purchase()), None, "{kind:?}");
        let more = discount(kind, terms(share("15"), Some("1020.01")));
        assert_eq!(wrong(claim("1", skus), &more, &purchase()), NOT_EARNED, "{kind:?}");
    }
}

#[test]
fn a_first_purchase_is_the_first_and_a_birthday_is_in_its_month() {
    let first = discount(DiscountKind::FirstPurchase, terms(share("30"), None));
    let again = Purchase {
        is_first: false,
        ..purchase()
    };
    assert_eq!(wrong(claim("1", &[]), &first, &again), NOT_EARNED);
    let birthday = discount(DiscountKind::BirthdayMonth, terms(share("10"), None));
    for (month, expected) in [(Some(3), None), (Some(4), NOT_EARNED), (None, NOT_EARNED)] {
        let purchase = Purchase {
            birth_month: month,
            ..purchase()
        };
        assert_eq!(wrong(claim("1", &[]), &birthday, &purchase), expected, "{month:?}");
    }
}

#[test]
fn a_discount_is_had_in_its_term_its_organization_and_its_channels() {
    let not_offered = Some((Field::ClaimedDiscount, Problem::NotAllowed));
    let total = discount(DiscountKind::Total, terms(share("15"), Some("0")));
    let table = [
        (
            Purchase {
                day: day("2026-03-31"),
                ..purchase()
            },
            None,
        ),
        (
            Purchase {
                day: day("2026-04-01"),
                ..purchase()
            },
            not_offered,
        ),
        (
            Purchase {
                day: day("2026-02-28"),
                ..purchase()
            },
            not_offered,
        ),
        (
            Purchase {
                channel: ChannelId::from_raw(3),
                ..purchase()
            },
            not_offered,
        ),
        (
            Purchase {
                organization: OrganizationId::from_raw(2),
                ..purchase()
            },
            not_offered,
        ),
    ];
    for (purchase, expected) in table {
        assert_eq!(wrong(claim("1", &[]), &total, &purchase), expected, "{purchase:?}");
    }
    let mut everywhere = total.clone();
    everywhere.details.organization = None;
    everywhere.channels.clear();
    let elsewhere = Purchase {
        organization: OrganizationId::from_raw(2),
        channel: ChannelId::from_raw(3),
        ..purchase()
    };
    assert_eq!(wrong(claim("1", &[]), &everywhere, &elsewhere), None);
    let mut stopped = total.clone();
    stopped.details.active = false;
    assert_eq!(wrong(claim("1", &[]), &stopped, &purchase()), not_offered);
    let mut no_rule = total;
    no_rule.rules[0].terms.active = false;
    assert_eq!(wrong(claim("1", &[]), &no_rule, &purchase()), NOT_EARNED);
}

#[test]
fn what_is_claimed_exists() {
    let total = discount(DiscountKind::Total, terms(share("15"), Some("0")));
    let mut other = claim("1", &[]);
    other.discount = DiscountId::from_raw(9);
    assert_eq!(
        wrong(other, &total, &purchase()),
        Some((Field::ClaimedDiscount, Problem::Unknown))
    );
    let mut other = claim("1", &[]);
    other.rule = DiscountRuleId::from_raw(9);
    assert_eq!(
        wrong(other, &total, &purchase()),
        Some((Field::ClaimedRule, Problem::Unknown))
    );
}

#[test]
fn items_and_gifts_are_named_and_are_the_rules_own() {
    let of_socks = RuleTerms {
        skus: vec![SOCKS],
        ..terms(share("15"), Some("0"))
    };
    let item = discount(DiscountKind::Item, of_socks);
    assert_eq!(
        wrong(claim("1", &[]), &item, &purchase()),
        Some((Field::ClaimedSku, Problem::Blank))
    );
    assert_eq!(
        wrong(claim("1", &[(SHIRT, None)]), &item, &purchase()),
        Some((Field::ClaimedSku, Problem::NotAllowed))
    );
    assert_eq!(
        wrong(claim("1", &[(GLASSES, None)]), &item, &purchase()),
        Some((Field::ClaimedSku, Problem::Unknown))
    );
}

#[test]
fn a_gift_is_earned_by_what_else_is_bought() {
    let with = |minimum: &str, gift: GiftTerms| {
        let terms = RuleTerms {
            skus: vec![SOCKS],
            gift: Some(gift),
            ..terms(share("15"), Some(minimum))
        };
        discount(DiscountKind::Gift, terms)
    };
    let plain = GiftTerms {
        is_free: false,
        wanted: Vec::new(),
        counts_wanted_alone: false,
        minimum_quantity: Quantity::ZERO,
    };
    let units = |units| Quantity::from_units(units).expect("a small quantity");
    let wanted = |wanted: &[SkuId], alone: bool, quantity: i64| GiftTerms {
        wanted: wanted.to_vec(),
        counts_wanted_alone: alone,
        minimum_quantity: units(quantity),
        ..plain.clone()
    };
    // The gift is three pairs of socks at 120.00; the shirts beside it are worth 900.00.
    let table = [
        ("900", plain.clone(), "18", None),
        ("900.01", plain.clone(), "18", NOT_EARNED),
        ("900", plain.clone(), "18.01", TOO_MUCH),
        (
            "900",
            GiftTerms {
                is_free: true,
                ..plain.clone()
            },
            "120",
            None,
        ),
        (
            "900",
            GiftTerms {
                is_free: true,
                ..plain.clone()
            },
            "120.01",
            TOO_MUCH,
        ),
        ("1020", wanted(&[SOCKS], false, 3), "18", None),
        ("120", wanted(&[SOCKS], true, 3), "18", None),
        ("120.01", wanted(&[SOCKS], true, 3), "18", NOT_EARNED),
        ("0", wanted(&[SHIRT], false, 2), "18", None),
        ("0", wanted(&[SHIRT], false, 3), "18", NOT_EARNED),
        ("0", wanted(&[], false, 2), "18", None),
        ("0", wanted(&[], false, 3), "18", NOT_EARNED),
        ("0", wanted(&[GLASSES], true, 1), "18", NOT_EARNED),
    ];
    for (minimum, gift, amount, expected) in table {
        let said = format!("{minimum} {gift:?} {amount}");
        let found = wrong(claim(amount, &[(SOCKS, None)]), &with(minimum, gift), &purchase());
        assert_eq!(found, expected, "{said}");
    }
}

#[test]
fn a_rule_is_claimed_once_and_all_claims_together_are_within_the_orders_discount() {
    let total = [discount(DiscountKind::Total, terms(share("15"), Some("0")))];
    let once = claim("100", &[]);
    assert_eq!(
        check_claims(&[once.clone(), once.clone()], &total, &purchase(), money("1000")),
        Err(Refusal::Invalid(vec![InvalidField::at(
            Field::ClaimedRule,
            1,
            Problem::Taken
        )]))
    );
    let over = Err(Refusal::invalid(Field::Discount, Problem::OutOfRange));
    let claims = [once];
    assert_eq!(check_claims(&claims, &total, &purchase(), money("100")), Ok(()));
    assert_eq!(check_claims(&claims, &total, &purchase(), money("99.99")), over);
    assert_eq!(check_sum(&claims, money("100")), Ok(()));
    assert_eq!(check_sum(&claims, money("99.99")), over);
    assert_eq!(check_sum(&[], Money::ZERO), Ok(()));
}
