//! What an order costs: Σ items − discounts + freight, to the cent. The rule is written once, here; every face shows it.

use super::place::NewItem;
use crate::amount::{Money, Quantity, UnitPrice, apportion};
use crate::refusal::{Field, InvalidField, Problem, Refusal};

/// The amounts of one line before the order's discount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ItemAmounts {
    /// Quantity × unit price, rounded to the cent.
    pub total: Money,
    /// The line's own discount.
    pub discount: Money,
}

/// What the order costs, and each line's share of the order's discount.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderTotals {
    /// Σ of the lines before any discount.
    pub items: Money,
    /// What is to be paid.
    pub total: Money,
    /// The order's discount, spread over the lines by their totals; sums exactly.
    pub shares: Vec<Money>,
}

/// Quantity × unit price, rounded half away from zero to the cent; `None` out of range.
pub fn line_total(unit_price: UnitPrice, quantity: Quantity) -> Option<Money> {
    Some(unit_price.times_half_away(quantity)?.round_to_cents_half_away())
}

/// The order's totals.
///
/// # Errors
/// [`Refusal::DiscountGivenTwice`] when both the order and a line are discounted, [`Refusal::Invalid`] when a discount
/// exceeds what it is taken from or a figure leaves the range.
pub fn order_totals(items: &[ItemAmounts], discount: Money, freight: Money) -> Result<OrderTotals, Refusal> {
    let out_of_range = || Refusal::invalid(Field::Total, Problem::OutOfRange);
    // A pre-order whose lines were all taken out costs its freight; its discount waits for new lines.
    let discount = if items.is_empty() { Money::ZERO } else { discount };
    let over: Vec<InvalidField> = items
        .iter()
        .enumerate()
        .filter(|(_, item)| item.discount > item.total)
        .map(|(index, _)| InvalidField::at(Field::Discount, index, Problem::OutOfRange))
        .collect();
    if !over.is_empty() {
        return Err(Refusal::Invalid(over));
    }
    let gross = Money::checked_sum(items.iter().map(|item| item.total)).ok_or_else(out_of_range)?;
    let own = Money::checked_sum(items.iter().map(|item| item.discount)).ok_or_else(out_of_range)?;
    if discount.is_positive() && own.is_positive() {
        return Err(Refusal::DiscountGivenTwice);
    }
    if discount > gross {
        return Err(Refusal::invalid(Field::Discount, Problem::OutOfRange));
    }
    let weights: Vec<Money> = items.iter().map(|item| item.total).collect();
    let total = gross
        .checked_sub(own)
        .and_then(|net| net.checked_sub(discount))
        .and_then(|net| net.checked_add(freight))
        .ok_or_else(out_of_range)?;
    Ok(OrderTotals {
        items: gross,
        total,
        shares: apportion(discount, &weights),
    })
}

/// Where lines and the whole order are both discounted, the order's discount becomes the lines', spread by what each
/// still costs; the two are never kept side by side.
pub fn join_discounts(mut items: Vec<NewItem>, discount: Money) -> (Vec<NewItem>, Money) {
    if discount.is_zero() || items.iter().all(|item| item.discount.is_zero()) {
        return (items, discount);
    }
    let net = |item: &NewItem| {
        let total = line_total(item.unit_price, item.quantity).unwrap_or(Money::ZERO);
        total.checked_sub(item.discount).unwrap_or(Money::ZERO)
    };
    let weights: Vec<Money> = items.iter().map(net).collect();
    for (item, share) in items.iter_mut().zip(apportion(discount, &weights)) {
        // Beyond the range it exceeds its line, and is refused for that.
        item.discount = item.discount.checked_add(share).unwrap_or(Money::MAX);
    }
    (items, Money::ZERO)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(text: &str) -> Money {
        Money::parse(text).expect("a literal amount")
    }

    fn item(total: &str, discount: &str) -> ItemAmounts {
        ItemAmounts {
            total: money(total),
            discount: money(discount),
        }
    }

    #[test]
    fn an_order_costs_its_items_less_discount_plus_freight() {
        let totals = order_totals(&[item("100", "0")], money("30"), money("20")).expect("accepted");
        assert_eq!(totals.total, money("90"));
        assert_eq!(totals.shares, [money("30")]);
    }

    #[test]
    fn an_order_discount_is_spread_to_the_cent() {
        let items = [item("138", "0"), item("138", "0"), item("89", "0")];
        let totals = order_totals(&items, money("0.20"), money("15")).expect("accepted");
        assert_eq!(Money::checked_sum(totals.shares.iter().copied()), Some(money("0.20")));
        assert_eq!(totals.total, money("379.80"));
    }

    #[test]
    fn a_discount_is_given_once() {
        assert_eq!(
            order_totals(&[item("10", "1")], money("1"), Money::ZERO),
            Err(Refusal::DiscountGivenTwice)
        );
    }

    #[test]
    fn a_discount_never_exceeds_what_it_is_taken_from() {
        assert!(order_totals(&[item("10", "10.01")], Money::ZERO, Money::ZERO).is_err());
        assert!(order_totals(&[item("10", "0")], money("10.01"), Money::ZERO).is_err());
        assert!(order_totals(&[item("10", "10")], Money::ZERO, Money::ZERO).is_ok());
    }

    #[test]
    fn without_lines_a_discount_waits() {
        let totals = order_totals(&[], money("30"), money("20")).expect("accepted");
        assert_eq!(
            totals,
            OrderTotals {
                items: Money::ZERO,
                total: money("20"),
                shares: Vec::new()
            }
        );
    }

    #[test]
    fn a_line_is_rounded_to_the_cent() {
        let price = UnitPrice::parse("0.333333").expect("a literal price");
        let quantity = Quantity::parse("3").expect("a literal quantity");
        assert_eq!(line_total(price, quantity), Some(money("1")));
    }
}
