//! Two hundred buyers for fifty units, a hundred rounds, on both engines, through the vendor's own API.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use simulator::buyers::{Round, Shop};
use tokio::runtime::Runtime;

const ROUNDS: usize = 100;
const BUYERS: usize = 200;
const UNITS: i64 = 50;

#[test]
fn fifty_units_are_sold_exactly_fifty_times() {
    store::testing::each_engine(|store| {
        let shop = Shop::open(store);
        let runtime = Runtime::new().unwrap();
        for round in 0..ROUNDS {
            let sku = shop.lay_in(&format!("sku-{round}"), UNITS);
            let outcome = runtime.block_on(shop.rush(sku, round, BUYERS));
            let expected = Round {
                accepted: 50,
                refused: 150,
                other: Vec::new(),
            };
            assert_eq!(outcome, expected, "round {round} on {:?}", store.engine());
            assert_eq!(
                shop.differences(),
                Vec::<String>::new(),
                "round {round} on {:?}",
                store.engine()
            );
        }
    });
}
