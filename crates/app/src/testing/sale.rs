//! The plain order that tests and recorded accounts begin from.
//!
//! Not what a test is about: that it sets on the order it gets here.
//!
//! The one rule to know: it is one that the core takes, approved and with nothing odd about it.

use domain::amount::{Money, Quantity, UnitPrice};
use domain::ids::{ChannelId, SkuId};
use domain::orders::{CustomerSnapshot, NewItem, NewOrder, NewPayment, PaymentMethod, PaymentStatus, SkuReference};

/// An approved order of Maria's for these lines, its place to be found, without addresses and payments.
#[must_use]
pub fn order(code: &str, channel: ChannelId, items: Vec<NewItem>) -> NewOrder {
    let maria = CustomerSnapshot {
        name: "Maria".to_owned(),
        document: Some("52998224725".to_owned()),
        ..CustomerSnapshot::default()
    };
    NewOrder {
        payment_status: PaymentStatus::Approved,
        ..NewOrder::plain(code, channel, maria, items)
    }
}

/// A line of so many whole units at a price of whole reais each.
///
/// # Panics
/// When that is more than an amount holds.
#[must_use]
pub fn item(sku: SkuId, count: i64, price: i64) -> NewItem {
    NewItem::plain(
        SkuReference::Id(sku),
        Quantity::from_units(count).expect("a quantity"),
        UnitPrice::from_units(price).expect("a price"),
    )
}

/// A payment of that method, in so many instalments, without anything an acquirer says.
#[must_use]
pub fn payment(method: PaymentMethod, instalments: u32, amount: Money) -> NewPayment {
    NewPayment {
        instalments,
        ..NewPayment::plain(method, amount)
    }
}
