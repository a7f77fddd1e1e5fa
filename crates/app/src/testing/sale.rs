//! The plain order that tests and recorded accounts begin from.
//!
//! Not what a test is about: that it sets on the order it gets here.
//!
//! The one rule to know: it is one that the core takes, approved and with nothing odd about it.

use domain::amount::{Money, Quantity, UnitPrice};
use domain::ids::{ChannelId, SkuId};
use domain::orders::{
    CustomerSnapshot, NewItem, NewOrder, NewPayment, PaymentMethod, PaymentStatus, PlaceMode, SkuReference,
};

/// An approved order of Maria's for these lines, its place to be found, without addresses and payments.
#[must_use]
pub fn order(code: &str, channel: ChannelId, items: Vec<NewItem>) -> NewOrder {
    NewOrder {
        code: code.to_owned(),
        channel,
        place: None,
        source_organization: None,
        withdrawal_channel: None,
        transfers: Vec::new(),
        customer: CustomerSnapshot {
            name: "Maria".to_owned(),
            document: Some("52998224725".to_owned()),
            ..CustomerSnapshot::default()
        },
        billing: None,
        shipping: None,
        items,
        payments: Vec::new(),
        claims: Vec::new(),
        discount: Money::ZERO,
        freight: Money::ZERO,
        fee: Money::ZERO,
        stated_total: None,
        mode: PlaceMode::Order,
        payment_status: PaymentStatus::Approved,
        is_pickup: false,
        is_fulfillment: false,
        placed_at: None,
        comments: None,
        observation: None,
        group_code: None,
        is_split: false,
        split_number: None,
        label_url: None,
        seller_external_id: None,
        shipping_service: None,
        extras_estoka: None,
    }
}

/// A line of so many whole units at a price of whole reais each.
///
/// # Panics
/// When that is more than an amount holds.
#[must_use]
pub fn item(sku: SkuId, count: i64, price: i64) -> NewItem {
    NewItem {
        sku: SkuReference::Id(sku),
        quantity: Quantity::from_units(count).expect("a quantity"),
        unit_price: UnitPrice::from_units(price).expect("a price"),
        stated_total: None,
        discount: Money::ZERO,
        serial_numbers: Vec::new(),
        is_gift: false,
    }
}

/// A payment of that method, in so many instalments, without anything an acquirer says.
#[must_use]
pub fn payment(method: PaymentMethod, instalments: u32, amount: Money) -> NewPayment {
    NewPayment {
        method,
        instalments,
        amount,
        taxes: Money::ZERO,
        total: amount,
        card_brand: None,
        acquirer_response_code: None,
        acquirer_name: None,
        acquirer_id: None,
        authorization_code: None,
        nsu: None,
        processed_at: None,
        bank_slip_barcode: None,
        bank_slip_expires_on: None,
        bank_slip_url: None,
        voucher_code: None,
        credit_contract: None,
        external_id: None,
    }
}
