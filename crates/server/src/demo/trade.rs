//! Makes the orders of the last 90 days and what became of each.
//!
//! Not their rules: each journey is a path through `domain::orders`' table of steps, and is refused if it is not.
//!
//! The one rule to know: an order's age decides where it may stand, and every state of an age occurs at least once.

use domain::orders::OrderStatus::{self, *};
use domain::orders::{PaymentMethod, PlaceMode};
use domain::refusal::OrderAction::{self, *};
use domain::transfers::TransferStep;
use jiff::{SignedDuration, Timestamp};

use super::dice::Dice;
use super::shops::{ACCEPTING, COUNTER, DISTRIBUTION, FIRST_PICKUP_POINT, MARKETPLACE, ONLINE, SHOPS};
use super::world::{Back, CustomerPlan, Event, Happening, OrderPlan, ProductPlan, SellerPlan, SkuAt};

pub(super) const ORDERS: usize = 2_000;
pub(super) const DAYS: i64 = 90;
const MINUTES_PER_DAY: i64 = 24 * 60;

/// Orders of one age and the states they are in, with how often.
struct Age {
    /// Days before now, from the younger to the older end.
    days: (i64, i64),
    share_percent: usize,
    ends: &'static [(OrderStatus, u32)],
}

const AGES: &[Age] = &[
    Age {
        days: (12, DAYS),
        share_percent: 66,
        ends: &[(Delivered, 88), (Cancelled, 7), (Returned, 3), (ReturnRequested, 2)],
    },
    Age {
        days: (5, 12),
        share_percent: 14,
        ends: &[
            (Delivered, 60),
            (InTransit, 14),
            (OutForDelivery, 8),
            (WaitingWithdrawal, 6),
            (Cancelled, 6),
            (CancelRequested, 3),
            (ReturnRequested, 3),
        ],
    },
    Age {
        days: (2, 5),
        share_percent: 11,
        ends: &[
            (Delivered, 34),
            (InTransit, 22),
            (Separated, 10),
            (Labelled, 10),
            (Invoiced, 8),
            (WaitingWithdrawal, 6),
            (WaitingTransfer, 3),
            (Cancelled, 6),
            (PreOrder, 4),
        ],
    },
    Age {
        days: (0, 2),
        share_percent: 9,
        ends: &[
            (Placed, 20),
            (WaitingPicking, 26),
            (Picked, 10),
            (Packed, 10),
            (Invoiced, 6),
            (Delivered, 16),
            (PreOrder, 6),
            (Quote, 3),
            (WaitingTransfer, 4),
            (Cancelled, 3),
        ],
    },
];

/// The orders in the order of their placing, and everything that happens to them in the order of time.
pub(super) struct Trade {
    pub(super) orders: Vec<OrderPlan>,
    pub(super) history: Vec<Happening>,
}

/// What orders are put together from.
pub(super) struct Market<'a> {
    pub(super) products: &'a [ProductPlan],
    /// For each organization, what it holds.
    pub(super) assortments: &'a [Vec<SkuAt>],
    pub(super) customers: &'a [CustomerPlan],
    pub(super) sellers: &'a [SellerPlan],
    pub(super) carriers: usize,
}

pub(super) fn trade(dice: &mut Dice, market: &Market<'_>, now: Timestamp) -> Trade {
    let mut placings = placings(dice);
    // Oldest first, so that numbers rise with time.
    placings.sort_by_key(|(age_minutes, _)| std::cmp::Reverse(*age_minutes));
    let mut trade = Trade {
        orders: Vec::with_capacity(ORDERS),
        history: Vec::new(),
    };
    for (index, (age_minutes, ends)) in placings.into_iter().enumerate() {
        let order = order(dice, market, index, ends);
        let steps = journey(dice, &order);
        let times = times(dice, age_minutes, steps.len());
        let at = |minutes: i64| now - SignedDuration::from_mins(minutes);
        for (step, minutes) in steps.into_iter().zip(times) {
            trade.history.push(Happening {
                at: at(minutes),
                what: step.about(index),
            });
        }
        trade.orders.push(order);
    }
    // Stable: what happens to one order at one minute stays in its order.
    trade.history.sort_by_key(|happening| happening.at);
    trade
}

/// For every order its age in minutes and where it ends.
fn placings(dice: &mut Dice) -> Vec<(i64, OrderStatus)> {
    let mut placings = Vec::with_capacity(ORDERS);
    for age in AGES {
        let weights: Vec<u32> = age.ends.iter().map(|(_, weight)| *weight).collect();
        for place in 0..ORDERS * age.share_percent / 100 {
            // The first of each age walk through its states, so that none is left to chance.
            let end = if place < weights.len() {
                place
            } else {
                dice.weighted(&weights)
            };
            let minutes = dice.between(age.days.0 * MINUTES_PER_DAY + 90, age.days.1 * MINUTES_PER_DAY);
            placings.push((minutes, age.ends[end].0));
        }
    }
    placings
}

/// A step of a journey before it is known whose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Place,
    Do(OrderAction),
    Carry(TransferStep),
    GiveBack(Back),
}

impl Step {
    const fn about(self, order: usize) -> Event {
        match self {
            Self::Place => Event::Place(order),
            Self::Do(action) => Event::Advance(order, action),
            Self::Carry(step) => Event::Carry(order, step),
            Self::GiveBack(back) => Event::GiveBack(order, back),
        }
    }
}

/// The way from placing to where the order ends.
fn journey(dice: &mut Dice, order: &OrderPlan) -> Vec<Step> {
    let mut steps = vec![Step::Place];
    if order.is_transferred {
        steps.extend(carried(dice, order.ends).iter().map(|step| Step::Carry(*step)));
        if order.ends == Delivered {
            steps.push(Step::Do(Deliver));
        }
        return steps;
    }
    let waits_for_approval = order.mode == PlaceMode::Order && !order.is_paid;
    if waits_for_approval && order.ends != Placed && order.ends != Cancelled {
        steps.push(Step::Do(ApprovePayment));
    }
    let way: &[OrderAction] = match order.ends {
        Quote | PreOrder | Placed | WaitingStock | WaitingTransfer | WaitingPicking => &[],
        Picked => &[Pick],
        Packed => &[Pick, Pack],
        Invoiced => &[Pick, Pack, Invoice],
        Labelled => &[Pick, Pack, Invoice, Label],
        Separated => &[Pick, Pack, Invoice, Label, Separate],
        InTransit => &[Pick, Pack, Invoice, Label, Ship],
        OutForDelivery => &[Pick, Pack, Invoice, Label, Ship, Route],
        WaitingWithdrawal => &[Pick, Pack, Invoice, AwaitWithdrawal],
        Delivered | ReturnRequested | Returned if order.mode == PlaceMode::Delivered => &[],
        Delivered | ReturnRequested | Returned if order.collected_at.is_some() => {
            &[Pick, Pack, Invoice, AwaitWithdrawal, Deliver]
        }
        Delivered | ReturnRequested | Returned => &[Pick, Pack, Invoice, Label, Ship, Route, Deliver],
        CancelRequested => &[Pick, Pack, Invoice, Label, Ship, Cancel],
        // Most change their mind early; some after the goods were picked.
        Cancelled if waits_for_approval || dice.percent(70) => &[Cancel],
        Cancelled => &[Pick, Cancel],
    };
    steps.extend(way.iter().map(|action| Step::Do(*action)));
    match order.ends {
        ReturnRequested => steps.push(Step::GiveBack(Back::OneUnit)),
        Returned => steps.push(Step::GiveBack(Back::Everything)),
        _ => {}
    }
    steps
}

/// How far the goods of a transferred order have come. Received, they wait for the customer.
fn carried(dice: &mut Dice, ends: OrderStatus) -> &'static [TransferStep] {
    match ends {
        WaitingTransfer if dice.percent(40) => &[],
        WaitingTransfer => &[TransferStep::Ship],
        _ => &[TransferStep::Ship, TransferStep::Receive],
    }
}

/// How many minutes ago each step was taken, falling from the order's age towards now.
fn times(dice: &mut Dice, age_minutes: i64, steps: usize) -> Vec<i64> {
    let pauses: Vec<i64> = (1..steps).map(|_| dice.between(40, 20 * 60)).collect();
    let whole: i64 = pauses.iter().sum();
    // A young order has been handled faster, and the last step is at least half an hour old.
    let room = age_minutes - 30;
    let mut left = age_minutes;
    let mut times = vec![age_minutes];
    for pause in pauses {
        left -= if whole > room { pause * room / whole } else { pause };
        times.push(left);
    }
    times
}

/// How an order came about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// Over the counter of a shop.
    Counter,
    /// Collected at a shop.
    Pickup,
    /// Collected at a shop that gets the goods from the distribution centre.
    Transferred,
    /// Sent to the customer.
    Sent,
}

fn way_for(dice: &mut Dice, ends: OrderStatus) -> Way {
    match ends {
        WaitingTransfer => Way::Transferred,
        WaitingWithdrawal => [Way::Pickup, Way::Transferred][dice.weighted(&[75, 25])],
        Delivered => [Way::Counter, Way::Pickup, Way::Transferred, Way::Sent][dice.weighted(&[30, 9, 3, 58])],
        Returned | ReturnRequested => [Way::Counter, Way::Pickup, Way::Sent][dice.weighted(&[30, 12, 58])],
        WaitingPicking | Picked | Packed | Invoiced => [Way::Pickup, Way::Sent][dice.weighted(&[15, 85])],
        Quote | PreOrder | Placed | WaitingStock | Labelled | Separated | InTransit | OutForDelivery
        | CancelRequested | Cancelled => Way::Sent,
    }
}

fn order(dice: &mut Dice, market: &Market<'_>, index: usize, ends: OrderStatus) -> OrderPlan {
    let way = way_for(dice, ends);
    let organization = match way {
        Way::Counter | Way::Pickup | Way::Transferred => *dice.pick(&SHOPS),
        Way::Sent if dice.percent(80) => DISTRIBUTION,
        Way::Sent => *dice.pick(&SHOPS),
    };
    let channel = match way {
        Way::Counter => COUNTER,
        Way::Pickup | Way::Transferred => ONLINE,
        Way::Sent if ends == Placed => [ONLINE, ACCEPTING][dice.weighted(&[60, 40])],
        Way::Sent => [ONLINE, MARKETPLACE][dice.weighted(&[65, 35])],
    };
    let shop = SHOPS.iter().position(|shop| *shop == organization);
    let is_transferred = way == Way::Transferred;
    let mut items = items(dice, market, if is_transferred { DISTRIBUTION } else { organization });
    if ends == ReturnRequested {
        // One unit comes back, so one must stay.
        items[0].1 += 1;
    }
    let items_cents: i64 = items.iter().map(|(_, quantity, price)| quantity * price).sum();
    let mode = match (ends, way) {
        (Quote, _) => PlaceMode::Quote,
        (PreOrder, _) => PlaceMode::PreOrder,
        (_, Way::Counter) => PlaceMode::Delivered,
        (_, Way::Pickup | Way::Transferred | Way::Sent) => PlaceMode::Order,
    };
    let (payment, instalments) = payment(dice, way, items_cents);
    OrderPlan {
        code: format!(
            "{}-{:06}",
            if way == Way::Counter { "LJ" } else { "WEB" },
            10_001 + index
        ),
        organization,
        channel,
        customer: dice.index(market.customers.len()),
        seller: (way == Way::Counter).then(|| seller(dice, market, organization)),
        carrier: (way == Way::Sent).then(|| dice.index(market.carriers)),
        mode,
        is_paid: match ends {
            // What waits where orders are accepted waits for that; elsewhere, for its money.
            Placed => channel == ACCEPTING,
            Quote | PreOrder => false,
            _ => mode == PlaceMode::Delivered || is_transferred || payment != PaymentMethod::BankSlip,
        },
        is_transferred,
        collected_at: shop
            .filter(|_| way == Way::Pickup || is_transferred)
            .map(|shop| FIRST_PICKUP_POINT + shop),
        freight_cents: if way == Way::Sent {
            dice.between(9, 49) * 100 + 90
        } else {
            0
        },
        // Paid at once, a tenth of the orders gets five per cent off.
        discount_cents: if dice.percent(10) { items_cents * 5 / 100 } else { 0 },
        items,
        payment,
        instalments,
        ends,
    }
}

/// One to four different skus of what the organization holds, few of each.
fn items(dice: &mut Dice, market: &Market<'_>, organization: usize) -> Vec<(SkuAt, i64, i64)> {
    let assortment = &market.assortments[organization];
    let count = 1 + dice.weighted(&[48, 28, 16, 8]);
    let mut items: Vec<(SkuAt, i64, i64)> = Vec::with_capacity(count);
    while items.len() < count {
        let at = *dice.pick(assortment);
        if items.iter().all(|(taken, _, _)| *taken != at) {
            let quantity = 1 + i64::try_from(dice.weighted(&[78, 15, 7])).expect("below three");
            items.push((at, quantity, market.products[at.product].skus[at.sku].price_cents));
        }
    }
    items
}

fn payment(dice: &mut Dice, way: Way, items_cents: i64) -> (PaymentMethod, u32) {
    let weights = if way == Way::Counter {
        [25, 35, 25, 0, 15]
    } else {
        [42, 46, 2, 10, 0]
    };
    let method = [
        PaymentMethod::Pix,
        PaymentMethod::CreditCard,
        PaymentMethod::DebitCard,
        PaymentMethod::BankSlip,
        PaymentMethod::Cash,
    ][dice.weighted(&weights)];
    // Instalments of no less than fifty reais.
    let most = (items_cents / 5_000).clamp(1, 10);
    let instalments = if method == PaymentMethod::CreditCard {
        dice.between(1, most)
    } else {
        1
    };
    (method, u32::try_from(instalments).expect("one to ten"))
}

/// Somebody who sells in that shop.
fn seller(dice: &mut Dice, market: &Market<'_>, organization: usize) -> usize {
    let there: Vec<usize> = (0..market.sellers.len())
        .filter(|seller| market.sellers[*seller].organization == organization)
        .collect();
    *dice.pick(&there)
}
