//! Sales of any kind, some quoted first, settled in any parts and then taken back: what was there before is there again.
//!
//! Not what a sale looks like in between, of which `selling.rs` has examples, but for one thing: what it owes is its total.

use app::orders::OrderItemView;
use app::workflow::cancel_order::VoidSale;
use app::workflow::conclude_sale::{ChangeSale, SaleStage};
use app::workflow::place_sale::{PlaceSale, SaleExpense, SaleInstalment, SaleItem, SaleTitle};
use app::workflow::settle_title::SettleTitle;
use domain::amount::{Money, UnitPrice};
use domain::finance::{Title, TitleKind, TitleState};
use domain::ids::{CashAccountId, OrderId, ProductId, TitleId};
use domain::orders::SaleTermsChange;
use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any};
use proptest::prop_oneof;
use proptest::test_runner::{Config, TestRunner};

use crate::world::{World, on_each_engine, units};

const CENT: i64 = 10_000;

/// The products of the skus, in their order.
const PRODUCTS: [ProductId; 3] = [ProductId::from_raw(1), ProductId::from_raw(2), ProductId::from_raw(3)];

/// So many of each are there at first; no case takes more.
const STOCK: i64 = 100;

/// How a sale comes about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Course {
    Sold,
    /// Quoted, then concluded.
    Concluded,
    /// Quoted, and called off as a quote.
    CalledOff,
}

/// A line of a sale: which of the products, how many, at what price, and how much of a hundred is taken off.
#[derive(Debug, Clone)]
struct Line {
    product: usize,
    count: i64,
    price: i64,
    off: i64,
}

impl Line {
    fn discount(&self) -> i64 {
        self.count * self.price * self.off / 100
    }

    fn net(&self) -> i64 {
        self.count * self.price - self.discount()
    }
}

/// One sale and what is paid of it afterwards, in cents and in parts of a hundred.
#[derive(Debug, Clone)]
struct Case {
    course: Course,
    lines: Vec<Line>,
    /// Taken off the whole, in parts of a hundred of what its lines cost.
    off: i64,
    freight: i64,
    /// The shares of the total that instalments name; the last one, and those that name none, share the rest.
    shares: Vec<(Option<i64>, bool)>,
    /// Amount and whether it was paid at once.
    expenses: Vec<(i64, bool)>,
    /// Which title, and how much of what is open of it.
    settlements: Vec<(usize, i64)>,
}

fn cases() -> impl Strategy<Value = Case> {
    let course = prop_oneof![Just(Course::Sold), Just(Course::Concluded), Just(Course::CalledOff)];
    // A line in two is discounted, and so is a sale in two: with neither, either and both.
    let off = || prop_oneof![Just(0_i64), 1_i64..60];
    let line = (0_usize..3, 1_i64..5, 100_i64..50_000, off()).prop_map(|(product, count, price, off)| Line {
        product,
        count,
        price,
        off,
    });
    let lines = vec(line, 1..6);
    let shares = vec((proptest::option::of(1_i64..30), any::<bool>()), 1..6);
    let expenses = vec((1_i64..5_000, any::<bool>()), 0..3);
    let settlements = vec((0_usize..8, 1_i64..=100), 0..6);
    (course, lines, off(), 0_i64..5_000, shares, expenses, settlements).prop_map(
        |(course, lines, off, freight, shares, expenses, settlements)| Case {
            course,
            lines,
            off,
            freight,
            shares,
            expenses,
            settlements,
        },
    )
}

fn cents(cents: i64) -> Money {
    Money::from_millionths(cents * CENT)
}

impl Case {
    fn net(&self) -> i64 {
        self.lines.iter().map(Line::net).sum()
    }

    fn discount(&self) -> i64 {
        self.net() * self.off / 100
    }

    fn total(&self) -> i64 {
        self.net() - self.discount() + self.freight
    }

    /// How many of each product it takes.
    fn sold(&self) -> [i64; 3] {
        let mut sold = [0; 3];
        for line in &self.lines {
            sold[line.product] += line.count;
        }
        sold
    }

    fn sale(&self) -> PlaceSale {
        let total = self.total();
        let title = |is_settled| SaleTitle {
            is_settled,
            ..SaleTitle::default()
        };
        let mut instalments: Vec<SaleInstalment> = self
            .shares
            .iter()
            .map(|(share, is_settled)| SaleInstalment {
                // At most 5 × 29 of 200 parts: something is left for the last.
                amount: share
                    .map(|share| cents(total * share / 200))
                    .filter(|amount| amount.is_positive()),
                title: title(*is_settled),
                ..SaleInstalment::default()
            })
            .collect();
        if let Some(last) = instalments.last_mut() {
            last.amount = None;
        }
        PlaceSale {
            items: self
                .lines
                .iter()
                .zip(1..)
                .map(|(line, place)| SaleItem {
                    product: PRODUCTS[line.product],
                    quantity: units(line.count),
                    unit_price: Some(UnitPrice::from_millionths(line.price * CENT)),
                    discount: cents(line.discount()),
                    note: Some(format!("linha {place}")),
                })
                .collect(),
            is_quote: self.course != Course::Sold,
            discount: cents(self.discount()),
            charges: cents(self.freight),
            instalments,
            expenses: self
                .expenses
                .iter()
                .map(|(amount, is_settled)| SaleExpense {
                    amount: cents(*amount),
                    title: title(*is_settled),
                    ..SaleExpense::default()
                })
                .collect(),
            ..PlaceSale::default()
        }
    }
}

fn titles(world: &World, order: OrderId) -> Vec<Title> {
    let found = world.read(move |reader| reader.titles_of_orders(&[order]));
    found.into_values().flatten().map(|view| view.title).collect()
}

/// What is to be as before: the stock of each product, the cash.
fn standing(world: &World) -> (Vec<(i64, i64, i64)>, Money) {
    let cash = world.read(|reader| reader.cash_account(CashAccountId::from_raw(1)));
    let stock = world.skus.iter().map(|sku| world.stock(world.rio, *sku));
    (stock.collect(), cash.balance)
}

/// The stock once these were sold.
fn without(sold: [i64; 3]) -> Vec<(i64, i64, i64)> {
    let left = sold.map(|sold| STOCK - sold);
    left.map(|left| (left, 0, left)).to_vec()
}

fn settle(world: &World, of: &Title, id: TitleId, percent: i64) {
    let open = of.amount.checked_sub(of.settled_amount).unwrap_or_default();
    let part = Money::from_millionths(open.millionths() / CENT * percent / 100 * CENT);
    if !part.is_positive() {
        return;
    }
    let settled = world.run(SettleTitle {
        kind: of.kind,
        title: id,
        amount: Some(part),
        settled_on: None,
        accrued_on: None,
        cash_account: None,
    });
    assert!(settled.is_ok(), "{settled:?}");
}

/// What the sale owes is its total, whatever the split.
fn owes_its_total(world: &World, order: OrderId, case: &Case) {
    let total = cents(case.total());
    assert_eq!(
        world.view(order).order.total,
        total,
        "lines less discounts plus freight"
    );
    let made = titles(world, order);
    let receivable = made.iter().filter(|title| title.kind == TitleKind::Receivable);
    let owed = Money::checked_sum(receivable.map(|title| title.amount));
    assert_eq!(owed, Some(total), "what is owed is the total");
}

/// Sells it, or quotes it and goes on from there. Nothing moves before it is sold.
fn sell(world: &World, case: &Case, before: &(Vec<(i64, i64, i64)>, Money)) -> OrderId {
    let order = world.run(case.sale()).expect("a sale that fits");
    owes_its_total(world, order, case);
    if case.course == Course::Sold {
        return order;
    }
    assert_eq!(&standing(world), before, "a quote moves nothing");
    let planned = |title: &Title| title.state == TitleState::Planned;
    assert!(titles(world, order).iter().all(planned), "a quote owes nothing yet");
    if case.course == Course::Concluded {
        let conclude = ChangeSale {
            order,
            become_: Some(SaleStage::Sold),
            terms: SaleTermsChange::default(),
            extras: None,
        };
        world.run(conclude).expect("there is enough of everything");
        owes_its_total(world, order, case);
    }
    order
}

fn holds(world: &World, case: &Case) {
    let before = standing(world);
    let order = sell(world, case, &before);
    if case.course != Course::CalledOff {
        assert_eq!(standing(world).0, without(case.sold()));
        let served = |item: &OrderItemView| item.item.balance.is_some();
        assert!(world.view(order).items.iter().all(served), "each line knows its shelf");
        let at_once = case.sale();
        let received = at_once.instalments.iter().zip(titles(world, order));
        for (asked, title) in received {
            let (is_paid, is_settled) = (asked.title.is_settled, title.state == TitleState::Settled);
            assert_eq!(is_paid, is_settled, "what was paid at once is settled: {title:?}");
        }
    }
    for (place, percent) in &case.settlements {
        // Looked at again each time: several parts may be of the same title.
        let now = titles(world, order);
        let title = &now[place % now.len()];
        if title.state == TitleState::Open {
            settle(world, title, title.id, *percent);
        }
    }
    world.run(VoidSale { order }).expect("a sale that stands");
    assert_eq!(standing(world), before, "stock and cash are as before");
    let ended = |title: &Title| matches!(title.state, TitleState::Cancelled | TitleState::Reversed);
    assert!(titles(world, order).iter().all(ended), "nothing of it is owed");
}

#[test]
fn any_sale_owes_its_total_and_taking_it_back_leaves_stock_and_cash_as_before() {
    on_each_engine(|world| {
        for sku in &world.skus {
            world.receive(world.rio, *sku, STOCK, "4");
        }
        let config = Config {
            cases: 64,
            failure_persistence: None,
            ..Config::default()
        };
        let told = TestRunner::new_with_rng(config, rng()).run(&cases(), |case| {
            holds(world, &case);
            Ok(())
        });
        assert!(told.is_ok(), "{told:?}");
    });
}

/// The same cases every time.
fn rng() -> proptest::test_runner::TestRng {
    proptest::test_runner::TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha)
}
