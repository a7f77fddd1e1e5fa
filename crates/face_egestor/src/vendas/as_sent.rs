//! What was sent of a sale's lines and is kept otherwise or not at all by the core: deductions, and the discount of the
//! whole beside those of lines.
//!
//! The one rule to know: it is told again only as long as it adds up to what the core keeps.

use app::orders::OrderItemView;
use app::workflow::place_sale::SaleItem;
use domain::amount::Money;
use serde_json::{Map, Value, json};

use crate::numbers::number;

/// Where it is among the vendor's own members.
const MEMBER: &str = "comoEnviado";

/// What was sent.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct AsSent {
    /// Of the whole, where lines have discounts, too: the core spreads it over them.
    discount: Money,
    /// Of each line, in their order, where the whole has one.
    line_discounts: Vec<Money>,
    /// From the tax base of each line, in their order; none when no line has one.
    deductions: Vec<Money>,
}

impl AsSent {
    /// What is to be kept of these lines and this discount.
    pub(super) fn of(items: &[SaleItem], deductions: Vec<Money>, discount: Money) -> Self {
        let is_joined = !discount.is_zero() && items.iter().any(|item| !item.discount.is_zero());
        let discounts = items.iter().map(|item| item.discount);
        Self {
            discount: if is_joined { discount } else { Money::ZERO },
            line_discounts: discounts.filter(|_| is_joined).collect(),
            deductions: if deductions.iter().all(|one| one.is_zero()) {
                Vec::new()
            } else {
                deductions
            },
        }
    }

    /// Adds it to the vendor's own members, when there is anything to keep.
    pub(super) fn keep(&self, own: &mut Map<String, Value>) {
        if *self == Self::default() {
            return;
        }
        let numbers = |amounts: &[Money]| amounts.iter().copied().map(number).collect::<Vec<Value>>();
        let sent = json!({
            "valorDesc": number(self.discount),
            "vDesc": numbers(&self.line_discounts),
            "deducao": numbers(&self.deductions),
        });
        own.insert(MEMBER.to_owned(), sent);
    }

    /// What was kept.
    pub(super) fn read(own: &Map<String, Value>) -> Self {
        let Some(sent) = own.get(MEMBER) else {
            return Self::default();
        };
        let amount = |value: &Value| Money::parse(&value.to_string()).unwrap_or_default();
        let amounts = |name: &str| {
            let list = sent.get(name).and_then(Value::as_array);
            list.map(|list| list.iter().map(amount).collect()).unwrap_or_default()
        };
        Self {
            discount: sent.get("valorDesc").map(amount).unwrap_or_default(),
            line_discounts: amounts("vDesc"),
            deductions: amounts("deducao"),
        }
    }

    /// The discount of the whole, where the core keeps this much.
    pub(super) fn discount(&self, kept: Money) -> Money {
        if kept.is_zero() { self.discount } else { kept }
    }

    /// What the vendor tells of each of these lines: its discount and its deduction.
    pub(super) fn lines(&self, items: &[OrderItemView]) -> Vec<(Money, Money)> {
        let kept = Money::checked_sum(items.iter().map(|line| line.item.discount));
        let sent = Money::checked_sum(self.line_discounts.iter().copied().chain([self.discount]));
        let adds_up = self.line_discounts.len() == items.len() && kept == sent;
        let told = |(place, line): (usize, &OrderItemView)| {
            let sent = self.line_discounts.get(place).filter(|_| adds_up);
            let deduction = self.deductions.get(place).copied();
            (
                sent.copied().unwrap_or(line.item.discount),
                deduction.unwrap_or_default(),
            )
        };
        items.iter().enumerate().map(told).collect()
    }
}
