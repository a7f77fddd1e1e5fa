//! Generates the world: the same for the same seed and instant.
//!
//! Not its writing: nothing here knows of a database.
//!
//! The one rule to know: parts are drawn in one fixed order, because each takes from the same dice.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::catalogue::catalogue;
use super::dice::Dice;
use super::goods::{assortments, receipts, transfers};
use super::parties::{carriers, customers, manufacturers, sellers, suppliers};
use super::shops::{ACCOUNT, channels, organizations, price_tables};
use super::trade::{Market, trade};
use super::world::World;

pub(super) fn generate(seed: u64, now: Timestamp) -> World {
    let dice = &mut Dice::new(seed);
    let organizations = organizations(dice);
    let manufacturers = manufacturers(dice);
    let suppliers = suppliers(dice);
    let carriers = carriers(dice);
    let sellers = sellers(dice);
    let customers = customers(dice);
    let catalogue = catalogue(dice);
    let price_tables = price_tables(dice, &catalogue.products, now.to_zoned(TimeZone::UTC).date());
    let assortments = assortments(dice, organizations.len(), &catalogue.products);
    let market = Market {
        products: &catalogue.products,
        assortments: &assortments,
        customers: &customers,
        sellers: &sellers,
        carriers: carriers.len(),
    };
    let trade = trade(dice, &market, now);
    let (transfers, moves) = transfers(dice, &assortments, now);
    let (receipts, arrivals) = receipts(dice, &catalogue.products, &assortments, &trade, &transfers, now);
    let mut history = arrivals;
    history.extend(moves);
    history.extend(trade.history);
    // Stable: goods that arrive at the minute of an order arrive before it.
    history.sort_by_key(|happening| happening.at);
    World {
        account: ACCOUNT,
        organizations,
        manufacturers,
        suppliers,
        carriers,
        sellers,
        customers,
        categories: catalogue.categories,
        brands: catalogue.brands,
        products: catalogue.products,
        price_tables,
        channels: channels(),
        history,
        orders: trade.orders,
        receipts,
        transfers: transfers.into_iter().map(|(plan, _)| plan).collect(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, HashMap, HashSet};

    use domain::ids::OrderId;
    use domain::orders::{OrderStatus, PlaceMode, advance};
    use domain::refusal::OrderAction;
    use domain::transfers::TransferStep;

    use super::*;
    use crate::demo::shops::{DISTRIBUTION, WITH_GOODS};
    use crate::demo::world::{Back, Event, ReceiptPlan, SkuAt};

    fn now() -> Timestamp {
        "2026-09-01T15:00:00Z".parse().expect("an instant")
    }

    #[test]
    fn the_same_seed_and_instant_make_the_same_world() {
        assert!(generate(1, now()) == generate(1, now()));
        assert!(generate(1, now()) != generate(2, now()));
    }

    #[test]
    fn there_are_2000_orders_with_codes_of_their_own_within_90_days() {
        let world = generate(1, now());
        let codes: HashSet<_> = world.orders.iter().map(|order| &order.code).collect();
        assert_eq!(codes.len(), 2_000);
        let mut placed = 0;
        for happening in &world.history {
            assert!(happening.at < now());
            if let Event::Place(order) = happening.what {
                assert_eq!(order, placed, "orders are placed in their order");
                placed += 1;
                assert!(now().duration_since(happening.at).as_hours() <= 90 * 24);
            }
        }
        assert_eq!(placed, 2_000);
    }

    #[test]
    fn every_journey_is_a_path_through_the_steps_of_orders_and_ends_where_it_says() {
        let world = generate(1, now());
        let mut stands: HashMap<usize, OrderStatus> = HashMap::new();
        for happening in &world.history {
            match happening.what {
                Event::Receive(_) | Event::Request(_) | Event::Move(..) => {}
                Event::Place(index) => {
                    let order = &world.orders[index];
                    let waits = !order.is_paid || world.channels[order.channel].requires_acceptance;
                    let first = match order.mode {
                        PlaceMode::Quote => OrderStatus::Quote,
                        PlaceMode::PreOrder => OrderStatus::PreOrder,
                        PlaceMode::Delivered => OrderStatus::Delivered,
                        PlaceMode::WaitingWithdrawal => OrderStatus::WaitingWithdrawal,
                        PlaceMode::Order if order.is_transferred => OrderStatus::WaitingTransfer,
                        PlaceMode::Order if waits => OrderStatus::Placed,
                        PlaceMode::Order => OrderStatus::WaitingPicking,
                    };
                    stands.insert(index, first);
                }
                Event::Advance(index, action) => {
                    let step = advance(OrderId::from_raw(1), stands[&index], action).expect("a step of the table");
                    stands.insert(index, step.to);
                }
                Event::Carry(_, TransferStep::Ship | TransferStep::Cancel) => {}
                Event::Carry(index, TransferStep::Receive) => {
                    assert_eq!(
                        stands.insert(index, OrderStatus::WaitingWithdrawal),
                        Some(OrderStatus::WaitingTransfer)
                    );
                }
                Event::GiveBack(index, back) => {
                    assert_eq!(stands[&index], OrderStatus::Delivered);
                    let units: i64 = world.orders[index].items.iter().map(|(_, quantity, _)| quantity).sum();
                    let to = match back {
                        Back::OneUnit if units > 1 => OrderStatus::ReturnRequested,
                        Back::OneUnit | Back::Everything => OrderStatus::Returned,
                    };
                    stands.insert(index, to);
                }
            }
        }
        for (index, order) in world.orders.iter().enumerate() {
            assert_eq!(stands[&index], order.ends, "{}", order.code);
        }
    }

    #[test]
    fn orders_end_in_every_state_but_the_one_that_nothing_leads_to() {
        for seed in 0..5 {
            let ends: HashSet<_> = generate(seed, now()).orders.iter().map(|order| order.ends).collect();
            let missing: Vec<_> = OrderStatus::ALL
                .into_iter()
                .filter(|status| !ends.contains(status))
                .collect();
            assert_eq!(missing, [OrderStatus::WaitingStock], "seed {seed}");
        }
    }

    #[test]
    fn goods_arrive_before_they_are_promised() {
        for seed in 0..3 {
            let world = generate(seed, now());
            let mut available: BTreeMap<(usize, SkuAt), i64> = BTreeMap::new();
            for happening in &world.history {
                match happening.what {
                    Event::Receive(index) => {
                        let receipt = &world.receipts[index];
                        for (at, quantity, _) in &receipt.items {
                            *available.entry((receipt.organization, *at)).or_default() += quantity;
                        }
                    }
                    Event::Place(index) => {
                        let order = &world.orders[index];
                        for (at, quantity, _) in &order.items {
                            let left = available.entry((order.taken_from(), *at)).or_default();
                            *left -= quantity;
                            assert!(*left >= 0, "seed {seed}: {} takes what is not there", order.code);
                        }
                    }
                    Event::Request(index) => {
                        for (at, quantity) in &world.transfers[index].items {
                            let left = available.entry((DISTRIBUTION, *at)).or_default();
                            *left -= quantity;
                            assert!(*left >= 0, "seed {seed}: transfer {index} takes what is not there");
                        }
                    }
                    // What is given back or brought is not counted on.
                    Event::Advance(..) | Event::Carry(..) | Event::Move(..) | Event::GiveBack(..) => {}
                }
            }
        }
    }

    #[test]
    fn every_shop_has_the_product_that_documentation_shows() {
        let world = generate(1, now());
        let shown = SkuAt { product: 0, sku: 0 };
        for organization in WITH_GOODS {
            let arrives = |receipt: &&ReceiptPlan| {
                receipt.organization == organization && receipt.items.iter().any(|(at, _, _)| *at == shown)
            };
            assert!(world.receipts.iter().any(|receipt| arrives(&receipt)), "{organization}");
        }
        assert_eq!(world.products[0].skus[0].code, "JB0001-01");
    }

    #[test]
    fn an_order_costs_something_and_its_skus_differ() {
        let world = generate(1, now());
        for order in &world.orders {
            let skus: HashSet<_> = order.items.iter().map(|(at, _, _)| *at).collect();
            assert_eq!(skus.len(), order.items.len(), "{}", order.code);
            assert!(
                order.total_cents() > 0 && order.discount_cents < order.items_cents(),
                "{}",
                order.code
            );
        }
    }

    #[test]
    fn nobody_approves_a_payment_twice() {
        let world = generate(1, now());
        let mut approved = HashSet::new();
        for happening in &world.history {
            if let Event::Advance(order, OrderAction::ApprovePayment) = happening.what {
                assert!(approved.insert(order));
            }
        }
        assert!(!approved.is_empty());
    }
}
