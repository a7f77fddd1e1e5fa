//! Price tables, the prices in them, and which price holds in a channel on a day.
//!
//! Not the base price of a sku (a field of the sku) and not what an organization charges on its own.
//!
//! The one rule to know: of the active tables linked to the channel whose days include today, a promotion wins, then
//! the newest table.

use jiff::Timestamp;
use jiff::civil::Date;

use super::{CODE_MAX, NAME_MAX};
use crate::amount::{MILLIONTHS_PER_UNIT, Rate, UnitPrice};
use crate::checks::{Checks, tidy, tidy_required};
use crate::ids::{OrganizationId, PriceId, PriceTableId, SkuId};
use crate::refusal::{Field, Problem, Refusal};

/// Millionths in one cent.
const MILLIONTHS_PER_CENT: i128 = 10_000;

/// Prices that hold together, for some days and in some channels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PriceTable {
    /// Its number.
    pub id: PriceTableId,
    /// The organization it comes from; `None` belongs to the account.
    pub organization: Option<OrganizationId>,
    /// Its id in another system.
    pub external_id: Option<String>,
    /// Its name.
    pub name: String,
    /// The first day on which it holds; `None` since ever.
    pub starts_on: Option<Date>,
    /// The last day on which it holds; `None` for ever.
    pub ends_on: Option<Date>,
    /// Whether it may hold at all.
    pub active: bool,
    /// Whether it goes before tables that are not promotions.
    pub is_promotion: bool,
    /// Whether other organizations than its own see it.
    pub visible_to_all: bool,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// The price of a sku in one table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Price {
    /// Its number.
    pub id: PriceId,
    /// The sku.
    pub sku: SkuId,
    /// The table.
    pub table: PriceTableId,
    /// The price before the discount.
    pub price: UnitPrice,
    /// What is taken off, from nothing to all of it.
    pub discount: Rate,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// What the store knows around a price table. A reference that is absent counts as known.
#[derive(Debug, Clone)]
pub struct PriceTableFacts {
    /// The organization exists.
    pub organization_known: bool,
    /// The places, in the request's list of channels, of those that do not exist.
    pub unknown_channels: Vec<usize>,
}

/// What the store knows around one of many prices.
#[derive(Debug, Clone, Copy)]
pub struct PriceFacts {
    /// The sku exists.
    pub sku_known: bool,
    /// The table exists.
    pub table_known: bool,
    /// The request has the same sku and table before.
    pub repeated: bool,
}

impl PriceTable {
    /// Writes texts in the form in which they are kept: without blanks around them.
    pub fn normalize(&mut self) {
        tidy_required(&mut self.name);
        tidy(&mut self.external_id);
    }

    /// Whether the table may be kept as it is.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] with every wrong field.
    pub fn check(&self, facts: &PriceTableFacts) -> Result<(), Refusal> {
        let mut checks = Checks::default();
        checks.ensure(facts.organization_known, Field::Organization, Problem::Unknown);
        checks.required(Field::Name, &self.name, NAME_MAX);
        checks.optional(Field::ExternalId, self.external_id.as_deref(), CODE_MAX);
        if let (Some(first), Some(last)) = (self.starts_on, self.ends_on) {
            checks.ensure(first <= last, Field::EndsOn, Problem::OutOfRange);
        }
        for index in &facts.unknown_channels {
            checks.within(Some(*index));
            checks.note(Field::Channel, Problem::Unknown);
        }
        checks.verdict()
    }

    /// Whether its prices hold on that day.
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        self.active && self.starts_on.is_none_or(|first| first <= day) && self.ends_on.is_none_or(|last| day <= last)
    }
}

impl Price {
    /// What is charged: the price less the discount, in whole cents, halves away from zero.
    #[must_use]
    pub fn sale_price_half_away(&self) -> UnitPrice {
        // Rounded once, from the exact product, so that no half is made by an earlier rounding.
        let kept = i128::from(MILLIONTHS_PER_UNIT) - i128::from(self.discount.millionths());
        let exact = i128::from(self.price.millionths()) * kept;
        let divisor = i128::from(MILLIONTHS_PER_UNIT) * MILLIONTHS_PER_CENT;
        let cents = (exact.abs() + divisor / 2) / divisor * exact.signum();
        let cents = i64::try_from(cents * MILLIONTHS_PER_CENT);
        // Only a price within a cent of the largest amount rounds out of the range.
        UnitPrice::from_millionths(cents.unwrap_or(self.price.millionths()))
    }
}

/// Whether many prices may be set, each at its place in the request.
///
/// # Errors
/// [`Refusal::Invalid`] with every wrong field.
pub fn check_prices(prices: &[(Price, PriceFacts)]) -> Result<(), Refusal> {
    let mut checks = Checks::default();
    for (index, (price, facts)) in prices.iter().enumerate() {
        checks.within(Some(index));
        checks.ensure(facts.sku_known, Field::Sku, Problem::Unknown);
        checks.ensure(facts.table_known, Field::PriceTable, Problem::Unknown);
        checks.ensure(!facts.repeated, Field::Sku, Problem::Taken);
        note_amounts(&mut checks, price);
    }
    checks.verdict()
}

/// Notes a price below zero and a discount that is not between nothing and all.
pub(super) fn note_amounts(checks: &mut Checks, price: &Price) {
    checks.ensure(!price.price.is_negative(), Field::Price, Problem::Negative);
    let share = !price.discount.is_negative() && price.discount <= Rate::ONE;
    checks.ensure(share, Field::Discount, Problem::OutOfRange);
}

/// Of one sku's prices in the tables of one channel, the one that holds on that day.
#[must_use]
pub fn choose_valid(
    candidates: impl IntoIterator<Item = (Price, PriceTable)>,
    day: Date,
) -> Option<(Price, PriceTable)> {
    candidates
        .into_iter()
        .filter(|(_, table)| table.holds_on(day))
        .max_by_key(|(_, table)| (table.is_promotion, table.created_at, table.id))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(id: i64, days: (&str, &str), active: bool, is_promotion: bool) -> PriceTable {
        let day = |text: &str| (!text.is_empty()).then(|| text.parse().unwrap());
        PriceTable {
            id: PriceTableId::from_raw(id),
            organization: None,
            external_id: None,
            name: "Tabela".to_owned(),
            starts_on: day(days.0),
            ends_on: day(days.1),
            active,
            is_promotion,
            visible_to_all: true,
            created_at: Timestamp::UNIX_EPOCH,
            updated_at: Timestamp::UNIX_EPOCH,
        }
    }

    fn price(price: &str, discount: &str) -> Price {
        Price {
            id: PriceId::from_raw(1),
            sku: SkuId::from_raw(1),
            table: PriceTableId::from_raw(1),
            price: price.parse().unwrap(),
            discount: Rate::from_percent(discount).unwrap(),
            created_at: Timestamp::UNIX_EPOCH,
            updated_at: Timestamp::UNIX_EPOCH,
        }
    }

    #[test]
    fn the_sale_price_is_the_price_less_the_discount_to_the_cent() {
        let table = [
            ("167.0", "10.0", "150.3"),
            ("10", "0", "10"),
            ("10", "100", "0"),
            ("0.01", "50", "0.01"),
            ("0.05", "10", "0.05"),
            ("99.99", "33.33", "66.66"),
            // Exactly 0.00499999995: below half a cent, though its nearest millionth is not.
            ("0.009999", "49.995", "0"),
            ("9223372036854.775807", "0", "9223372036854.775807"),
        ];
        for (given, discount, expected) in table {
            assert_eq!(
                price(given, discount).sale_price_half_away().to_string(),
                expected,
                "{given} - {discount} %"
            );
        }
    }

    #[test]
    fn a_promotion_wins_and_then_the_newest_table_among_those_that_hold() {
        let day: Date = "2026-03-10".parse().unwrap();
        let open = ("", "");
        let cases: [(&[PriceTable], Option<i64>); 9] = [
            (&[], None),
            (&[table(1, open, false, false)], None),
            (&[table(1, ("2026-03-11", ""), true, false)], None),
            (&[table(1, ("", "2026-03-09"), true, false)], None),
            (&[table(1, ("2026-03-10", "2026-03-10"), true, false)], Some(1)),
            (&[table(1, open, true, false), table(2, open, true, false)], Some(2)),
            (&[table(1, open, true, true), table(2, open, true, false)], Some(1)),
            (
                &[table(1, ("", "2026-03-09"), true, true), table(2, open, true, false)],
                Some(2),
            ),
            (&[table(2, open, true, true), table(1, open, true, true)], Some(2)),
        ];
        for (tables, expected) in cases {
            let candidates = tables.iter().map(|table| (price("1", "0"), table.clone()));
            let chosen = choose_valid(candidates, day).map(|(_, table)| table.id.raw());
            assert_eq!(chosen, expected, "{tables:?}");
        }
    }

    #[test]
    fn an_older_table_loses_even_when_its_number_is_higher() {
        let day: Date = "2026-03-10".parse().unwrap();
        let mut newer = table(1, ("", ""), true, false);
        newer.created_at = "2026-01-01T00:00:00Z".parse().unwrap();
        let candidates = [newer, table(2, ("", ""), true, false)].map(|table| (price("1", "0"), table));
        assert_eq!(choose_valid(candidates, day).map(|(_, table)| table.id.raw()), Some(1));
    }

    #[test]
    fn a_price_below_zero_and_a_discount_above_all_are_refused_together() {
        let facts = PriceFacts {
            sku_known: true,
            table_known: true,
            repeated: false,
        };
        let unknown = PriceFacts {
            sku_known: false,
            table_known: false,
            repeated: false,
        };
        let refused = check_prices(&[
            (price("1", "100"), facts),
            (price("-1", "100.0001"), facts),
            (price("1", "0"), unknown),
        ]);
        let Err(Refusal::Invalid(fields)) = refused else {
            panic!("two prices are wrong")
        };
        let found: Vec<_> = fields
            .iter()
            .map(|field| (field.index, field.field, field.problem))
            .collect();
        assert_eq!(
            found,
            [
                (Some(1), Field::Price, Problem::Negative),
                (Some(1), Field::Discount, Problem::OutOfRange),
                (Some(2), Field::Sku, Problem::Unknown),
                (Some(2), Field::PriceTable, Problem::Unknown),
            ]
        );
    }

    #[test]
    fn a_table_that_ends_before_it_begins_is_refused() {
        let facts = PriceTableFacts {
            organization_known: true,
            unknown_channels: Vec::new(),
        };
        assert_eq!(
            table(1, ("2026-03-10", "2026-03-10"), true, false).check(&facts),
            Ok(())
        );
        let backwards = table(1, ("2026-03-10", "2026-03-09"), true, false);
        assert_eq!(
            backwards.check(&facts),
            Err(Refusal::invalid(Field::EndsOn, Problem::OutOfRange))
        );
    }
}
