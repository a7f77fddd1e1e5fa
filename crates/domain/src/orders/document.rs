//! Orders as documents of sale: their kinds, and discounts as they are said of lines and of the whole.
//!
//! Not where an order stands.
//!
//! The one rule to know: a kind says what the document is called; what it holds of the stock follows from where it stands.

use super::place::PlaceMode;
use super::status::OrderStatus;
use super::totals::line_total;
use crate::amount::{Money, Quantity, Rate, UnitPrice};
use crate::ids::OrderId;
use crate::named::named;
use crate::refusal::{OrderAction, Refusal};

named! {
    /// What a document of sale is called.
    DocumentKind {
        /// An offer.
        Quote "quote",
        /// Goods are set aside until somebody pays at the counter.
        PreSale "pre_sale",
        /// Goods are lent, to be sold or to come back.
        Consignment "consignment",
        /// An order.
        Order "order",
        /// An order that waits for its invoice.
        InvoicingOrder "invoicing_order",
    }
}

impl DocumentKind {
    /// What kind of order it is placed as.
    #[must_use]
    pub const fn mode(self) -> PlaceMode {
        match self {
            Self::Quote => PlaceMode::Quote,
            Self::PreSale => PlaceMode::PreOrder,
            Self::Consignment | Self::Order | Self::InvoicingOrder => PlaceMode::Order,
        }
    }
}

/// A discount as it is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Discount {
    /// So much.
    Amount(Money),
    /// A share of what it is taken from.
    Share(Rate),
}

impl Discount {
    /// What it takes off an amount, to the cent, halves away from zero; `None` out of range.
    #[must_use]
    pub fn of_half_away(self, total: Money) -> Option<Money> {
        match self {
            Self::Amount(amount) => Some(amount.round_to_cents_half_away()),
            Self::Share(share) => Some(total.times_rate_half_away(share)?.round_to_cents_half_away()),
        }
    }

    /// What it takes off a line.
    #[must_use]
    pub fn of_line(self, unit_price: UnitPrice, quantity: Quantity) -> Option<Money> {
        self.of_half_away(line_total(unit_price, quantity)?)
    }
}

/// Whether a document that stands here may be written anew.
///
/// # Errors
/// [`Refusal::OrderStateForbids`] once it is accepted, gone or cancelled.
pub fn may_be_rewritten(order: OrderId, status: OrderStatus) -> Result<(), Refusal> {
    if matches!(status, OrderStatus::Quote | OrderStatus::PreOrder | OrderStatus::Placed) {
        return Ok(());
    }
    let action = OrderAction::ChangeItems;
    Err(Refusal::OrderStateForbids { order, status, action })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_discount_is_an_amount_or_a_share_to_the_cent() {
        let money = |text: &str| Money::parse(text).expect("an amount");
        let share = |text: &str| Discount::Share(Rate::from_percent(text).expect("a percentage"));
        let table = [
            (Discount::Amount(money("1.005")), "10", "1.01"),
            (Discount::Amount(money("3")), "10", "3"),
            (share("10"), "12.34", "1.23"),
            (share("50"), "0.05", "0.03"),
            (share("100"), "9.99", "9.99"),
        ];
        for (discount, total, expected) in table {
            assert_eq!(
                discount.of_half_away(money(total)),
                Some(money(expected)),
                "{discount:?} of {total}"
            );
        }
    }

    #[test]
    fn what_was_accepted_is_not_written_anew() {
        let order = OrderId::from_raw(1);
        for status in OrderStatus::ALL {
            let may = matches!(status, OrderStatus::Quote | OrderStatus::PreOrder | OrderStatus::Placed);
            assert_eq!(may_be_rewritten(order, status).is_ok(), may, "{status:?}");
        }
    }
}
