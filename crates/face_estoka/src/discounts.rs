//! Discounts by rule: listing those of an organization.
//!
//! Not what orders claim of them, which is a node of the order.
//!
//! The one rule to know: the vendor prints the list as `DELETE`, a misprint; a type it does not know matches nothing.

use std::collections::BTreeMap;

use app::discounts::DiscountFilter;
use app::{Answer, Failure, Reader};
use domain::discounts::{Discount, DiscountKind, DiscountRule, GiftTerms, Worth};
use domain::ids::{ChannelId, SkuId};
use face_kit::{Error, Exchange, Flag, Given, JsonDecimal, Query, WholeNumber, to_answer};
use serde::Serialize;

use crate::auth;
use crate::numbers::{Spelling, decimal_text, figure, float, percent_text};
use crate::page::{bad_filters, only_filters, page};
use crate::quirks;

/// What a kind is called, the modality of its rules, and what it is in words.
const KINDS: &[(DiscountKind, &str, &str, &str)] = &[
    (
        DiscountKind::Total,
        "about_total_value",
        "ModalitySaleMinimumAmount",
        "Sobre o valor total da compra",
    ),
    (
        DiscountKind::Item,
        "about_total_value_applied_item",
        "ModalitySaleMinimumAmount",
        "Sobre o item com valor mínimo de compra",
    ),
    (
        DiscountKind::Gift,
        "about_total_value_gift_item",
        "ModalityGiftSaleMinimumAmount",
        "Brinde com desconto sobre o valor mínimo da compra",
    ),
    (
        DiscountKind::FirstPurchase,
        "about_total_value_first_purchase",
        "ModalityFirstPurchase",
        "Desconto na Primeira Compra",
    ),
    (
        DiscountKind::BirthdayMonth,
        "about_total_value_birthday_month",
        "ModalityBirthdayMonth",
        "Sobre o valor total da compra para o mês de aniversário",
    ),
];

/// `GET /api/v1/organizations/{organization_id}/discounts`
pub(crate) async fn list(exchange: Exchange) -> Result<Answer, Error> {
    let organization = auth::organization(&exchange, "organization_id")?;
    let query = exchange.query();
    let page = page(query)?;
    let search = Search::read(query)?;
    let now = exchange.app.now();
    let view = move |reader: &mut Reader<'_, '_>| {
        let spelling = Spelling::of(reader)?;
        let today = now.to_zoned(spelling.zone.clone()).date();
        let filter = DiscountFilter {
            channel: search.channel,
            kind: search.kind.unwrap_or_default(),
            holds_on: search.active_period.map(|holds| (today, holds)),
            ..DiscountFilter::default()
        };
        let found = reader.discounts_of(organization, filter, page)?;
        // Asked after the organization was found, so that one that is not there is said so all the same.
        let found = if search.kind == Some(None) { Vec::new() } else { found };
        spelled(reader, &found, &spelling)
    };
    let discounts = exchange.app.read(&exchange.call, view).await?;
    Ok(to_answer(200, &Many { discounts }))
}

/// The filters of the list.
#[derive(Debug, Clone, Copy)]
struct Search {
    channel: Option<ChannelId>,
    /// `Some(None)` is a type that does not exist.
    kind: Option<Option<DiscountKind>>,
    active_period: Option<bool>,
}

impl Search {
    fn read(query: &Query) -> Result<Self, Error> {
        only_filters(query, &["sale_channel_id", "discount_type", "active_period"])?;
        let channel = match query.given::<WholeNumber>("search[sale_channel_id]") {
            Given::Missing | Given::Null => None,
            Given::Value(number) => Some(ChannelId::from_raw(number.get())),
            Given::Wrong(_) => return Err(bad_filters(&["sale_channel_id"])),
        };
        let active_period = match query.given::<Flag>("search[active_period]") {
            Given::Missing | Given::Null => None,
            Given::Value(flag) => Some(flag.get()),
            Given::Wrong(_) => return Err(bad_filters(&["active_period"])),
        };
        let kind = query
            .get("search[discount_type]")
            .map(str::trim)
            .filter(|name| !name.is_empty());
        Ok(Self {
            channel,
            kind: kind.map(kind_of),
            active_period,
        })
    }
}

/// The kind of that name.
fn kind_of(name: &str) -> Option<DiscountKind> {
    let name = quirks::discount_type(name);
    KINDS
        .iter()
        .find(|(_, known, ..)| *known == name)
        .map(|(kind, ..)| *kind)
}

fn spelled(
    reader: &mut Reader<'_, '_>,
    discounts: &[Discount],
    spelling: &Spelling,
) -> Result<Vec<DiscountOut>, Failure> {
    let rules = discounts.iter().flat_map(|discount| &discount.rules);
    let wanted = rules
        .filter_map(|rule| rule.terms.gift.as_ref())
        .flat_map(|gift| &gift.wanted);
    let wanted: Vec<SkuId> = wanted.copied().collect();
    let names = reader.sku_views(&wanted)?;
    let names: BTreeMap<SkuId, String> = names.into_iter().map(|view| (view.sku.id, view.sku.name)).collect();
    Ok(discounts
        .iter()
        .map(|discount| DiscountOut::of(discount, &names, spelling))
        .collect())
}

#[derive(Serialize)]
struct Many {
    discounts: Vec<DiscountOut>,
}

/// A discount.
#[derive(Debug, Serialize)]
struct DiscountOut {
    id: i64,
    account_id: i64,
    organization_id: Option<i64>,
    sale_channel_ids: Vec<i64>,
    active: bool,
    optional: bool,
    target: &'static str,
    name: String,
    discount_type: &'static str,
    discount_description: &'static str,
    start_on: Option<String>,
    end_on: Option<String>,
    discount_rules: Vec<RuleOut>,
}

/// A rule. Decision 14: what is taken off is text, whatever some of the examples show.
#[derive(Debug, Serialize)]
struct RuleOut {
    id: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    minimum_value: Option<JsonDecimal>,
    modality_type: &'static str,
    discount_form: &'static str,
    discount_value: String,
    active: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    free: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    product_sku_ids: Option<Vec<i64>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    desired_product_sku_ids: Option<Vec<DesiredOut>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    desired_minimum_value: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    minimum_quantity: Option<JsonDecimal>,
}

#[derive(Debug, Serialize)]
struct DesiredOut {
    name: String,
    product_sku_id: i64,
}

impl DiscountOut {
    fn of(discount: &Discount, names: &BTreeMap<SkuId, String>, spelling: &Spelling) -> Self {
        let details = &discount.details;
        let (discount_type, modality, discount_description) = words(details.kind);
        Self {
            id: discount.id.raw(),
            account_id: spelling.account.raw(),
            organization_id: details.organization.map(|id| id.raw()),
            sale_channel_ids: discount.channels.iter().map(|id| id.raw()).collect(),
            active: details.active,
            optional: details.is_optional,
            target: "sale",
            name: details.name.clone(),
            discount_type,
            discount_description,
            start_on: details.starts_on.map(|day| day.to_string()),
            end_on: details.ends_on.map(|day| day.to_string()),
            discount_rules: discount
                .rules
                .iter()
                .map(|rule| RuleOut::of(rule, modality, names))
                .collect(),
        }
    }
}

impl RuleOut {
    fn of(rule: &DiscountRule, modality_type: &'static str, names: &BTreeMap<SkuId, String>) -> Self {
        let terms = &rule.terms;
        let (discount_form, discount_value) = match terms.worth {
            Worth::Share(share) => ("percentual", percent_text(share)),
            Worth::Amount(amount) => (quirks::FORM_OF_AMOUNTS, decimal_text(amount)),
        };
        let gift = terms.gift.as_ref();
        let skus: Vec<i64> = terms.skus.iter().map(|sku| sku.raw()).collect();
        Self {
            id: rule.id.raw(),
            minimum_value: terms.minimum.map(float),
            modality_type,
            discount_form,
            discount_value,
            active: terms.active,
            free: gift.map(|gift| gift.is_free),
            // Items that the rule names are shown as gifts are.
            product_sku_ids: (gift.is_some() || !skus.is_empty()).then_some(skus),
            desired_product_sku_ids: gift.map(|gift| desired(gift, names)),
            desired_minimum_value: gift.map(|gift| gift.counts_wanted_alone),
            minimum_quantity: gift.map(|gift| figure(gift.minimum_quantity)),
        }
    }
}

fn desired(gift: &GiftTerms, names: &BTreeMap<SkuId, String>) -> Vec<DesiredOut> {
    let one = |sku: &SkuId| DesiredOut {
        name: names.get(sku).cloned().unwrap_or_default(),
        product_sku_id: sku.raw(),
    };
    gift.wanted.iter().map(one).collect()
}

/// The type, the modality and the description of a kind.
fn words(kind: DiscountKind) -> (&'static str, &'static str, &'static str) {
    let row = KINDS.iter().find(|(known, ..)| *known == kind);
    // The table has every kind; a test proves it.
    row.map_or(("", "", ""), |(_, name, modality, description)| {
        (*name, *modality, *description)
    })
}

#[cfg(test)]
mod tests {
    use domain::discounts::DiscountKind;

    use super::{kind_of, words};

    #[test]
    fn every_kind_has_its_words_and_is_read_back() {
        for kind in DiscountKind::ALL {
            let (name, modality, description) = words(*kind);
            assert_eq!(kind_of(name), Some(*kind));
            assert!(!modality.is_empty() && !description.is_empty(), "{kind:?}");
        }
        assert_eq!(kind_of("total_sale_amount"), Some(DiscountKind::Total));
        assert_eq!(kind_of("sobre_tudo"), None);
    }
}
