//! Makes the goods' arrivals: which organization holds what, and receipts that always arrive before they are sold.
//!
//! Not balances: those follow from movements.
//!
//! The one rule to know: up to any instant, what arrived of a sku somewhere is no less than what its orders there took.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use super::dice::Dice;
use super::shops::{DISTRIBUTION, WITH_GOODS};
use super::trade::{DAYS, Trade};
use super::world::{Event, Happening, ProductPlan, ReceiptPlan, SkuAt};

/// Days before now on which goods arrive. The first is before the first order.
const ARRIVALS: [i64; 4] = [DAYS + 5, 60, 30, 10];

/// For each organization the skus it holds: everything in the distribution centre, half of the products in a shop.
pub(super) fn assortments(dice: &mut Dice, organizations: usize, products: &[ProductPlan]) -> Vec<Vec<SkuAt>> {
    (0..organizations)
        .map(|organization| {
            let mut held = Vec::new();
            for (product, plan) in products.iter().enumerate() {
                let holds = WITH_GOODS.contains(&organization) && (organization == DISTRIBUTION || dice.percent(50));
                if holds {
                    held.extend((0..plan.skus.len()).map(|sku| SkuAt { product, sku }));
                }
            }
            held
        })
        .collect()
}

/// The receipts, each supplier's of one day and organization together, and when they happen.
pub(super) fn receipts(
    dice: &mut Dice,
    products: &[ProductPlan],
    assortments: &[Vec<SkuAt>],
    trade: &Trade,
    now: Timestamp,
) -> (Vec<ReceiptPlan>, Vec<Happening>) {
    let demand = demand(trade, now);
    let mut receipts = Vec::new();
    let mut history = Vec::new();
    for (arrival, days_ago) in ARRIVALS.into_iter().enumerate() {
        for (organization, held) in assortments.iter().enumerate() {
            let mut by_supplier: BTreeMap<usize, Vec<(SkuAt, i64, i64)>> = BTreeMap::new();
            for at in held {
                let plan = &products[at.product];
                let wanted = demand.get(&(organization, *at)).map_or(0, |wanted| wanted[arrival]);
                let quantity = wanted + if arrival == 0 { spare(dice) } else { 0 };
                if quantity > 0 {
                    let cost_cents = plan.skus[at.sku].cost_cents;
                    by_supplier
                        .entry(plan.supplier)
                        .or_default()
                        .push((*at, quantity, cost_cents));
                }
            }
            for (supplier, items) in by_supplier {
                let at =
                    now - SignedDuration::from_hours(days_ago * 24) + SignedDuration::from_mins(dice.between(0, 300));
                history.push(Happening {
                    at,
                    what: Event::Receive(receipts.len()),
                });
                let number = format!("{:06}", 1_000 + receipts.len());
                receipts.push(ReceiptPlan {
                    organization,
                    supplier,
                    number,
                    items,
                });
            }
        }
    }
    (receipts, history)
}

/// Units beyond what is known to sell; now and then none, so that some balances end at zero.
fn spare(dice: &mut Dice) -> i64 {
    if dice.percent(8) { 0 } else { dice.between(4, 40) }
}

/// How many units of a sku the orders of an organization take between each arrival and the next.
fn demand(trade: &Trade, now: Timestamp) -> BTreeMap<(usize, SkuAt), [i64; ARRIVALS.len()]> {
    let mut demand: BTreeMap<(usize, SkuAt), [i64; ARRIVALS.len()]> = BTreeMap::new();
    for happening in &trade.history {
        let Event::Place(order) = happening.what else { continue };
        let order = &trade.orders[order];
        let age_hours = now.duration_since(happening.at).as_hours();
        // Goods of an arrival are on the shelf the morning after.
        let served = |days_ago: &i64| age_hours < (days_ago - 1) * 24;
        let arrival = ARRIVALS.iter().rposition(served).unwrap_or(0);
        for (at, quantity, _) in &order.items {
            demand.entry((order.organization, *at)).or_default()[arrival] += quantity;
        }
    }
    demand
}
