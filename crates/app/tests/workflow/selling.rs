//! Selling at the counter, and what becomes of the money: sold, quoted, settled in parts, taken back.

use app::finance::{CreateTitle, DeleteTitle, TitleChanges, UpdateTitle};
use app::workflow::cancel_order::VoidSale;
use app::workflow::conclude_sale::{ChangeSale, SaleStage};
use app::workflow::place_order::PlaceOrder;
use app::workflow::place_sale::{PlaceSale, SaleExpense, SaleInstalment, SaleItem, SaleTitle};
use app::workflow::settle_title::SettleTitle;
use domain::amount::{Money, UnitPrice};
use domain::catalog::ProductKind;
use domain::finance::{Title, TitleKind, TitleState};
use domain::ids::{CashAccountId, OrderId, ProductId, TitleId};
use domain::orders::{OrderStatus, PlaceMode, SaleTermsChange};
use domain::refusal::{Field, Problem, Refusal};
use jiff::civil::date;

use crate::world::{World, money, on_each_engine, refusal, units};

const CASH: CashAccountId = CashAccountId::from_raw(1);

/// A sale of so many units of the first product, in instalments of these amounts; `-` shares the rest.
fn sale(count: i64, price: &str, amounts: &[&str]) -> PlaceSale {
    PlaceSale {
        items: vec![SaleItem {
            product: ProductId::from_raw(1),
            quantity: units(count),
            unit_price: Some(UnitPrice::parse(price).unwrap()),
            discount: Money::ZERO,
            note: None,
        }],
        instalments: amounts
            .iter()
            .map(|amount| SaleInstalment {
                amount: (*amount != "-").then(|| money(amount)),
                ..SaleInstalment::default()
            })
            .collect(),
        ..PlaceSale::default()
    }
}

fn paid() -> SaleTitle {
    SaleTitle {
        is_settled: true,
        ..SaleTitle::default()
    }
}

fn titles(world: &World, order: OrderId) -> Vec<Title> {
    let found = world.read(move |reader| reader.titles_of_orders(&[order]));
    found.into_values().flatten().map(|view| view.title).collect()
}

fn states(world: &World, order: OrderId) -> Vec<TitleState> {
    titles(world, order).iter().map(|title| title.state).collect()
}

fn cash(world: &World) -> Money {
    world.read(|reader| reader.cash_account(CASH)).balance
}

#[test]
fn a_sale_hands_the_goods_over_and_taking_it_back_leaves_stock_and_cash_as_before() {
    on_each_engine(|world| {
        world.receive(world.rio, world.skus[0], 10, "4");
        let mut asked = sale(3, "10.01", &["10", "-", "-"]);
        asked.instalments[0].title = paid();
        asked.expenses = vec![SaleExpense {
            amount: money("5"),
            title: paid(),
            ..SaleExpense::default()
        }];
        let order = world.run(asked).unwrap();
        assert_eq!(world.view(order).order.status, OrderStatus::Delivered);
        assert_eq!(world.stock(world.rio, world.skus[0]), (7, 0, 7));
        assert_eq!(cash(world), money("5"), "10.00 in, 5.00 out");
        let amounts: Vec<Money> = titles(world, order)
            .iter()
            .filter(|title| title.kind == TitleKind::Receivable)
            .map(|title| title.amount)
            .collect();
        assert_eq!(amounts, [money("10"), money("10.02"), money("10.01")]);

        world.run(VoidSale { order }).unwrap();
        assert_eq!(world.view(order).order.status, OrderStatus::Cancelled);
        assert_eq!(world.stock(world.rio, world.skus[0]), (10, 0, 10));
        assert_eq!(cash(world), Money::ZERO);
        use TitleState::{Cancelled, Reversed};
        assert_eq!(states(world, order), [Reversed, Cancelled, Cancelled, Reversed]);
        assert!(matches!(
            refusal(world.run(VoidSale { order })),
            Refusal::OrderStateForbids { .. }
        ));
    });
}

#[test]
fn a_quote_moves_nothing_until_it_is_concluded() {
    on_each_engine(|world| {
        world.receive(world.rio, world.skus[0], 2, "4");
        let mut asked = sale(2, "10", &["20"]);
        asked.is_quote = true;
        asked.instalments[0].title = paid();
        let order = world.run(asked).unwrap();
        assert_eq!(world.stock(world.rio, world.skus[0]), (2, 0, 2));
        assert_eq!(
            (cash(world), states(world, order)),
            (Money::ZERO, vec![TitleState::Planned])
        );
        let conclude = ChangeSale {
            order,
            become_: Some(SaleStage::Sold),
            terms: SaleTermsChange::default(),
            extras: None,
        };
        world.run(conclude.clone()).unwrap();
        world.run(conclude).unwrap();
        assert_eq!(world.stock(world.rio, world.skus[0]), (0, 0, 0));
        assert_eq!(
            (cash(world), states(world, order)),
            (money("20"), vec![TitleState::Settled])
        );
        let mut more = sale(1, "10", &[]);
        more.is_quote = true;
        let more = ChangeSale {
            order: world.run(more).unwrap(),
            become_: Some(SaleStage::Sold),
            terms: SaleTermsChange::default(),
            extras: None,
        };
        // What is short is told by the code that people know.
        match refusal(world.run(more)) {
            Refusal::StockNotAvailable { code, .. } => assert_eq!(code, "A"),
            other => panic!("{other:?}"),
        }
        let back = ChangeSale {
            order,
            become_: Some(SaleStage::Quote),
            terms: SaleTermsChange::default(),
            extras: None,
        };
        assert!(matches!(refusal(world.run(back)), Refusal::OrderStateForbids { .. }));
    });
}

#[test]
fn a_quote_that_is_called_off_owed_nothing() {
    on_each_engine(|world| {
        let mut asked = sale(2, "10", &["20"]);
        asked.is_quote = true;
        let order = world.run(asked).unwrap();
        world.run(VoidSale { order }).unwrap();
        assert_eq!(states(world, order), [TitleState::Cancelled]);
    });
}

#[test]
fn what_another_order_reserved_is_not_sold_at_the_counter() {
    on_each_engine(|world| {
        world.receive(world.rio, world.skus[0], 1, "4");
        let mut reserved = world.order("1", Some(world.rio), &[(world.skus[0], 1)]);
        reserved.mode = PlaceMode::PreOrder;
        world.run(PlaceOrder(reserved)).unwrap();
        assert!(matches!(
            refusal(world.run(sale(1, "10", &["10"]))),
            Refusal::StockNotAvailable { .. }
        ));
        assert_eq!(world.stock(world.rio, world.skus[0]), (1, 1, 0));
    });
}

#[test]
fn a_service_takes_nothing_from_the_stock() {
    on_each_engine(|world| {
        let service = app::catalog::CreateProduct {
            kind: ProductKind::Service,
            ..app::catalog::CreateProduct::named("Conserto")
        };
        let product = world.run(service).unwrap();
        let mut asked = sale(1, "80", &["-"]);
        asked.items[0].product = product;
        let order = world.run(asked).unwrap();
        assert_eq!(titles(world, order)[0].amount, money("80"));
        world.run(VoidSale { order }).unwrap();
    });
}

#[test]
fn instalments_that_do_not_sum_to_the_total_are_refused() {
    on_each_engine(|world| {
        world.receive(world.rio, world.skus[0], 1, "4");
        assert_eq!(
            refusal(world.run(sale(1, "10", &["9.99"]))),
            Refusal::invalid(Field::InstalmentAmount, Problem::OutOfRange)
        );
    });
}

fn receivable(world: &World, amount: &str) -> TitleId {
    world
        .run(CreateTitle {
            kind: TitleKind::Receivable,
            amount: money(amount),
            due_on: date(2026, 4, 1),
            settled_on: None,
            details: TitleChanges {
                description: Some("Aluguel".to_owned()),
                ..TitleChanges::default()
            },
        })
        .unwrap()
}

fn settle(title: TitleId, amount: Option<&str>) -> SettleTitle {
    SettleTitle {
        kind: TitleKind::Receivable,
        title,
        amount: amount.map(money),
        settled_on: Some(date(2026, 3, 10)),
        accrued_on: None,
        cash_account: None,
    }
}

#[test]
fn a_title_is_settled_in_parts_and_never_beyond() {
    on_each_engine(|world| {
        let title = receivable(world, "100");
        let state = |world: &World| {
            let view = world.read(move |reader| reader.title(TitleKind::Receivable, title));
            (view.title.state, view.title.settled_amount)
        };
        world.run(settle(title, Some("40"))).unwrap();
        assert_eq!(state(world), (TitleState::Open, money("40")));
        assert_eq!(
            refusal(world.run(settle(title, Some("60.01")))),
            Refusal::invalid(Field::Total, Problem::OutOfRange)
        );
        world.run(settle(title, None)).unwrap();
        assert_eq!(
            (state(world), cash(world)),
            ((TitleState::Settled, money("100")), money("100"))
        );
        assert!(matches!(
            refusal(world.run(settle(title, None))),
            Refusal::StateForbids { .. }
        ));
        let kind = TitleKind::Receivable;
        world.run(DeleteTitle { kind, title }).unwrap();
        assert_eq!(cash(world), Money::ZERO);
        assert!(matches!(
            refusal(world.run(DeleteTitle { kind, title })),
            Refusal::NotFound { .. }
        ));
    });
}

#[test]
fn a_title_of_a_sale_keeps_its_amount_and_stays_with_it() {
    on_each_engine(|world| {
        world.receive(world.rio, world.skus[0], 1, "4");
        let order = world.run(sale(1, "10", &["10"])).unwrap();
        let title = titles(world, order)[0].id;
        let kind = TitleKind::Receivable;
        let changes = TitleChanges {
            amount: Some(money("11")),
            ..TitleChanges::default()
        };
        assert_eq!(
            refusal(world.run(UpdateTitle { kind, title, changes })),
            Refusal::invalid(Field::Total, Problem::NotAllowed)
        );
        assert!(matches!(
            refusal(world.run(DeleteTitle { kind, title })),
            Refusal::StateForbids { .. }
        ));
    });
}
