//! Sales of any kind, settled in any parts and then taken back: what was there before is there again.
//!
//! Not what a sale looks like in between, of which `selling.rs` has examples, but for one thing: what it owes is its total.

use app::workflow::cancel_order::VoidSale;
use app::workflow::place_sale::{PlaceSale, SaleExpense, SaleInstalment, SaleItem, SaleTitle};
use app::workflow::settle_title::SettleTitle;
use domain::amount::{Money, UnitPrice};
use domain::finance::{Title, TitleKind, TitleState};
use domain::ids::{CashAccountId, OrderId, ProductId, TitleId};
use proptest::collection::vec;
use proptest::prelude::{Strategy, any};
use proptest::test_runner::{Config, TestRunner};

use crate::world::{World, on_each_engine, units};

const CENT: i64 = 10_000;

/// One sale and what is paid of it afterwards, in cents and in parts of a hundred.
#[derive(Debug, Clone)]
struct Case {
    /// Units and price of each line.
    lines: Vec<(i64, i64)>,
    discount: i64,
    freight: i64,
    /// The shares of the total that instalments name; the last one, and those that name none, share the rest.
    shares: Vec<(Option<i64>, bool)>,
    /// Amount and whether it was paid at once.
    expenses: Vec<(i64, bool)>,
    /// Which title, and how much of what is open of it.
    settlements: Vec<(usize, i64)>,
}

fn cases() -> impl Strategy<Value = Case> {
    let lines = vec((1_i64..5, 100_i64..50_000), 1..4);
    let shares = vec((proptest::option::of(1_i64..30), any::<bool>()), 1..6);
    let expenses = vec((1_i64..5_000, any::<bool>()), 0..3);
    let settlements = vec((0_usize..8, 1_i64..=100), 0..6);
    (lines, 0_i64..90, 0_i64..5_000, shares, expenses, settlements).prop_map(
        |(lines, discount, freight, shares, expenses, settlements)| Case {
            lines,
            discount,
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
    fn total(&self) -> i64 {
        let items: i64 = self.lines.iter().map(|(count, price)| count * price).sum();
        items - self.discount + self.freight
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
                .map(|(count, price)| SaleItem {
                    product: ProductId::from_raw(1),
                    quantity: units(*count),
                    unit_price: Some(UnitPrice::from_millionths(price * CENT)),
                    discount: Money::ZERO,
                    note: None,
                })
                .collect(),
            discount: cents(self.discount),
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

/// What is to be as before: the stock, the cash.
fn standing(world: &World) -> ((i64, i64, i64), Money) {
    let cash = world.read(|reader| reader.cash_account(CashAccountId::from_raw(1)));
    (world.stock(world.rio, world.skus[0]), cash.balance)
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

fn holds(world: &World, case: &Case) {
    let before = standing(world);
    let order = world.run(case.sale()).expect("a sale that fits");
    let made = titles(world, order);
    let receivable = made.iter().filter(|title| title.kind == TitleKind::Receivable);
    let owed = Money::checked_sum(receivable.map(|title| title.amount));
    assert_eq!(owed, Some(cents(case.total())), "what is owed is the total");
    let sold: i64 = case.lines.iter().map(|(count, _)| count).sum();
    assert_eq!(standing(world).0, (before.0.0 - sold, 0, before.0.2 - sold));
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
        world.receive(world.rio, world.skus[0], 100, "4");
        let config = Config {
            cases: 48,
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
