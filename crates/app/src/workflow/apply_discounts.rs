//! Whether an order may claim what it claims of discounts by rule: here is only what the rules are given to decide.
//!
//! Not the order's totals, of which the discount is a part whoever gave it.

use domain::amount::Money;
use domain::discounts::{Discount, DiscountClaim, DiscountKind, Purchase, PurchaseLine, check_claims};
use domain::ids::{ChannelId, DiscountId, OrderId, OrganizationId, PartyId};
use domain::orders::{Order, OrderItem};
use jiff::Timestamp;

use crate::accounts;
use crate::context::Context;
use crate::failure::Failure;

/// The order as far as discounts look at it.
pub(crate) struct Buying<'a> {
    /// The order, when it is there already.
    pub(crate) order: Option<OrderId>,
    /// Who sells.
    pub(crate) organization: OrganizationId,
    /// Through which channel.
    pub(crate) channel: ChannelId,
    /// Who buys.
    pub(crate) customer: PartyId,
    /// Under which CPF or CNPJ.
    pub(crate) document: Option<&'a str>,
    /// When.
    pub(crate) placed_at: Timestamp,
    /// What.
    pub(crate) lines: Vec<PurchaseLine>,
    /// How much it is discounted, on the whole and on its lines.
    pub(crate) discount: Money,
}

impl<'a> Buying<'a> {
    /// An order with these lines and this discount on the whole.
    pub(crate) fn of<'i>(order: &'a Order, items: impl Iterator<Item = &'i OrderItem>, discount: Money) -> Self {
        let mut sum = discount;
        let lines = items
            .map(|item| {
                // A sum beyond the range was refused when the lines were placed.
                sum = sum.checked_add(item.discount).unwrap_or(Money::MAX);
                PurchaseLine {
                    sku: item.sku,
                    quantity: item.quantity,
                    total: item.total,
                }
            })
            .collect();
        Self {
            order: Some(order.id),
            organization: order.organization,
            channel: order.channel,
            customer: order.customer,
            document: order.customer_snapshot.document.as_deref(),
            placed_at: order.placed_at,
            lines,
            discount: sum,
        }
    }
}

/// Refuses what may not be claimed.
///
/// # Errors
/// `Refusal::Invalid` naming what is wrong with each claim.
pub(crate) fn check(cx: &mut Context<'_, '_>, claims: &[DiscountClaim], buying: Buying<'_>) -> Result<(), Failure> {
    if claims.is_empty() {
        return Ok(());
    }
    let account = cx.account();
    let mut ids: Vec<DiscountId> = claims.iter().map(|claim| claim.discount).collect();
    ids.sort_unstable();
    ids.dedup();
    let known = store::discounts::find_many(cx.tx, account, &ids)?;
    let asks_for = |kind: DiscountKind| known.iter().any(|discount: &Discount| discount.details.kind == kind);
    let knows_customer = asks_for(DiscountKind::FirstPurchase) || asks_for(DiscountKind::BirthdayMonth);
    let customer = if knows_customer {
        store::parties::find(cx.tx, account, buying.customer)?
    } else {
        None
    };
    let own_document = customer
        .as_ref()
        .and_then(|party| party.details.tax_document.as_deref());
    let is_first = match buying.document.or(own_document) {
        Some(document) if asks_for(DiscountKind::FirstPurchase) => {
            !store::orders::bought_before(cx.tx, account, document, buying.order)?
        }
        // Of whom nothing is known, nobody can say that he never bought.
        Some(_) | None => false,
    };
    let birth_date = customer.as_ref().and_then(|party| party.details.birth_date);
    let zone = accounts::settings(cx)?.time_zone;
    let purchase = Purchase {
        organization: buying.organization,
        channel: buying.channel,
        day: buying.placed_at.to_zoned(zone).date(),
        lines: buying.lines,
        is_first,
        birth_month: birth_date.map(|day| day.month()),
    };
    Ok(check_claims(claims, &known, &purchase, buying.discount)?)
}
