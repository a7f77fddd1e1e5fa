//! Makes the goods' arrivals: which organization holds what, and receipts that always arrive before they are sold.
//!
//! Not balances: those follow from movements.
//!
//! The one rule to know: up to any instant, what arrived of a sku somewhere is no less than what its orders there took.

use std::collections::BTreeMap;

use domain::transfers::TransferStep;
use jiff::{SignedDuration, Timestamp};

use super::dice::Dice;
use super::shops::{DISTRIBUTION, SHOPS, WITH_GOODS};
use super::trade::{DAYS, Trade};
use super::world::{Event, Happening, ProductPlan, ReceiptPlan, SkuAt, TransferPlan};

/// Days before now on which goods arrive. The first is before the first order.
const ARRIVALS: [i64; 4] = [DAYS + 5, 60, 30, 10];

/// The product that documentation shows: everybody has it, and it never runs out.
const SHOWN: usize = 0;

/// For each organization the skus it holds: everything in the distribution centre, half of the products in a shop.
pub(super) fn assortments(dice: &mut Dice, organizations: usize, products: &[ProductPlan]) -> Vec<Vec<SkuAt>> {
    (0..organizations)
        .map(|organization| {
            let mut held = Vec::new();
            for (product, plan) in products.iter().enumerate() {
                let holds = WITH_GOODS.contains(&organization)
                    && (organization == DISTRIBUTION || product == SHOWN || dice.percent(50));
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
    transfers: &[(TransferPlan, Timestamp)],
    now: Timestamp,
) -> (Vec<ReceiptPlan>, Vec<Happening>) {
    let demand = demand(trade, transfers, now);
    let mut receipts = Vec::new();
    let mut history = Vec::new();
    for (arrival, days_ago) in ARRIVALS.into_iter().enumerate() {
        for (organization, held) in assortments.iter().enumerate() {
            let mut by_supplier: BTreeMap<usize, Vec<(SkuAt, i64, i64)>> = BTreeMap::new();
            for at in held {
                let plan = &products[at.product];
                let wanted = demand.get(&(organization, *at)).map_or(0, |wanted| wanted[arrival]);
                let beyond = match (arrival, at.product) {
                    (0, SHOWN) => 40,
                    (0, _) => spare(dice),
                    _ => 0,
                };
                let quantity = wanted + beyond;
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

/// How the transfers that fill up the shops end, and how often.
const TRANSFERS: [(&[TransferStep], usize); 4] = [
    (&[TransferStep::Ship, TransferStep::Receive], 14),
    (&[TransferStep::Cancel], 2),
    (&[TransferStep::Ship], 3),
    (&[], 2),
];

/// Transfers that fill up the shops' shelves, each with when it was asked for, and all that happens to them.
pub(super) fn transfers(
    dice: &mut Dice,
    assortments: &[Vec<SkuAt>],
    now: Timestamp,
) -> (Vec<(TransferPlan, Timestamp)>, Vec<Happening>) {
    let mut transfers = Vec::new();
    let mut history = Vec::new();
    for (steps, count) in TRANSFERS {
        for _ in 0..count {
            let index = transfers.len();
            let to = *dice.pick(&SHOPS);
            let held = &assortments[to];
            let kinds = dice.some_of(8, held.len());
            let items = kinds
                .into_iter()
                .map(|place| (held[place], dice.between(1, 5)))
                .collect();
            // What has not arrived yet was asked for lately.
            let is_over = steps.len() == 2 || steps.contains(&TransferStep::Cancel);
            let days_ago = if is_over {
                dice.between(5, DAYS - 5)
            } else {
                dice.between(3, 4)
            };
            let mut at = now - SignedDuration::from_hours(days_ago * 24 + dice.between(0, 12));
            let requested_at = at;
            history.push(Happening {
                at,
                what: Event::Request(index),
            });
            for step in steps {
                at += SignedDuration::from_hours(dice.between(4, 30));
                history.push(Happening {
                    at,
                    what: Event::Move(index, *step),
                });
            }
            transfers.push((TransferPlan { to, items }, requested_at));
        }
    }
    (transfers, history)
}

/// Units beyond what is known to sell; now and then none, so that some balances end at zero.
fn spare(dice: &mut Dice) -> i64 {
    if dice.percent(8) { 0 } else { dice.between(4, 40) }
}

/// How many units of a sku orders and transfers take from an organization between each arrival and the next.
fn demand(
    trade: &Trade,
    transfers: &[(TransferPlan, Timestamp)],
    now: Timestamp,
) -> BTreeMap<(usize, SkuAt), [i64; ARRIVALS.len()]> {
    let mut demand: BTreeMap<(usize, SkuAt), [i64; ARRIVALS.len()]> = BTreeMap::new();
    // Goods of an arrival are on the shelf the morning after.
    let arrival_for = |at: Timestamp| {
        let age_hours = now.duration_since(at).as_hours();
        ARRIVALS
            .iter()
            .rposition(|days_ago| age_hours < (days_ago - 1) * 24)
            .unwrap_or(0)
    };
    for happening in &trade.history {
        let Event::Place(order) = happening.what else { continue };
        let order = &trade.orders[order];
        for (at, quantity, _) in &order.items {
            demand.entry((order.taken_from(), *at)).or_default()[arrival_for(happening.at)] += quantity;
        }
    }
    for (transfer, requested_at) in transfers {
        for (at, quantity) in &transfer.items {
            demand.entry((DISTRIBUTION, *at)).or_default()[arrival_for(*requested_at)] += quantity;
        }
    }
    demand
}
