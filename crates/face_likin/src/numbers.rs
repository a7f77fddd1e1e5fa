//! Likin's spellings of money, quantities, dates and booleans.
//!
//! Not arithmetic: amounts come and go as the core's types.
//!
//! The one rule to know: what is written here is exact, and reading what was written gives the same value. Products are
//! priced in reais with decimals, orders in whole cents.

use app::{Failure, Reader};
use domain::amount::{Money, Quantity, UnitPrice};
use domain::refusal::Problem;
use face_kit::{Checker, Decimal, Given, JsonDecimal, WholeNumber, instant};
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// The largest number of a record.
pub(crate) const ID_MAX: i64 = 9_999_999_999;

/// The largest price, in reais.
const PRICE_MAX: &str = "999999999.99";

/// The largest measure, in whole centimetres or grams.
const MEASURE_MAX: i64 = 999_999_999;

/// The account's way of writing instants.
#[derive(Debug, Clone)]
pub(crate) struct Spelling {
    zone: TimeZone,
}

impl Spelling {
    /// That of the account that is read.
    pub(crate) fn of(reader: &mut Reader<'_, '_>) -> Result<Self, Failure> {
        Ok(Self {
            zone: reader.account_settings()?.time_zone,
        })
    }

    /// `2021-09-15T10:37:49-03:00`
    pub(crate) fn instant(&self, at: Timestamp) -> String {
        instant(at, &self.zone, 0)
    }
}

/// A price in reais: `10.95`, `10.5`, `10`.
pub(crate) fn price(price: UnitPrice) -> JsonDecimal {
    JsonDecimal::shortest(price)
}

/// An amount in whole cents; half a cent rounds away from zero.
pub(crate) fn cents(amount: Money) -> i64 {
    whole(&amount.to_fixed(2).replace('.', ""))
}

/// A price in whole cents; half a cent rounds away from zero.
pub(crate) fn price_in_cents(price: UnitPrice) -> i64 {
    whole(&price.to_fixed(2).replace('.', ""))
}

/// What there is of something, in whole units: what is broken is not counted.
pub(crate) fn units(quantity: Quantity) -> i64 {
    quantity.millionths().div_euclid(1_000_000)
}

/// Metres as whole centimetres, kilograms as whole grams (`per_unit` 100 and 1000).
pub(crate) fn measure(measure: Quantity, per_unit: i64) -> i64 {
    let millionths = i128::from(measure.millionths()) * i128::from(per_unit);
    i64::try_from((millionths + 500_000).div_euclid(1_000_000)).unwrap_or(i64::MAX)
}

/// A number of digits that an amount was written with.
fn whole(digits: &str) -> i64 {
    digits.parse().unwrap_or_default()
}

/// A price of a request: above zero, at most two decimals. The placeholder after a fault is none.
pub(crate) fn read_price(check: &mut Checker, path: &str, given: &Given<Decimal>) -> Option<UnitPrice> {
    let price = check.optional_unit_price(path, given, 2)?;
    if !price.is_positive() {
        check.fault(path, Problem::NotPositive);
        return None;
    }
    let most = UnitPrice::parse(PRICE_MAX).unwrap_or(UnitPrice::ZERO);
    if price > most {
        check.fault(path, Problem::OutOfRange);
        return None;
    }
    Some(price)
}

/// A measure of a request in whole centimetres or grams, as metres or kilograms.
pub(crate) fn read_measure(
    check: &mut Checker,
    path: &str,
    given: &Given<WholeNumber>,
    per_unit: i64,
) -> Option<Quantity> {
    let whole = read_whole(check, path, given, MEASURE_MAX)?;
    Some(Quantity::from_millionths(whole * 1_000_000 / per_unit))
}

/// A whole number from zero to `most`.
pub(crate) fn read_whole(check: &mut Checker, path: &str, given: &Given<WholeNumber>, most: i64) -> Option<i64> {
    let number = check.optional_whole(path, given, i64::MIN..=i64::MAX)?;
    if number < 0 {
        check.fault(path, Problem::Negative);
        None
    } else if number > most {
        check.fault(path, Problem::OutOfRange);
        None
    } else {
        Some(number)
    }
}

/// The number of a record.
pub(crate) fn read_id(check: &mut Checker, path: &str, given: &Given<WholeNumber>) -> Option<i64> {
    let number = check.optional_id(path, given)?;
    if number > ID_MAX {
        check.fault(path, Problem::OutOfRange);
        return None;
    }
    Some(number)
}

/// As [`read_id`], and a fault when there is none. The placeholder is 0.
pub(crate) fn required_id(check: &mut Checker, path: &str, given: &Given<WholeNumber>) -> i64 {
    let number = check.required_id(path, given);
    if number > ID_MAX {
        check.fault(path, Problem::OutOfRange);
    }
    number
}

/// An instant of a query, with its offset: `2021-04-21T10:22:43Z`.
pub(crate) fn read_instant(text: &str) -> Option<Timestamp> {
    // In a query an unescaped `+` of an offset has become a blank.
    text.replace(' ', "+").parse().ok()
}

#[cfg(test)]
mod tests {
    use domain::amount::{Money, Quantity, UnitPrice};
    use face_kit::{Checker, Given};

    use super::{cents, measure, price, price_in_cents, read_instant, read_measure, units};

    #[test]
    fn orders_are_priced_in_cents_and_products_in_reais() {
        let money = |text: &str| Money::parse(text).expect("an amount");
        let table = [("100", 10_000), ("0.005", 1), ("-1.5", -150), ("0", 0)];
        for (text, expected) in table {
            assert_eq!(cents(money(text)), expected, "{text}");
        }
        let unit = UnitPrice::parse("10.95").expect("a price");
        assert_eq!(price_in_cents(unit), 1_095);
        assert_eq!(price(unit).text(), "10.95");
    }

    #[test]
    fn what_is_broken_is_not_counted() {
        let quantity = |text: &str| Quantity::parse(text).expect("a quantity");
        for (text, expected) in [("2", 2), ("2.9", 2), ("0", 0), ("-0.5", -1)] {
            assert_eq!(units(quantity(text)), expected, "{text}");
        }
    }

    #[test]
    fn a_measure_that_was_read_is_written_the_same() {
        for whole in [0, 1, 33, 100, 999_999_999] {
            for per_unit in [100, 1_000] {
                let mut check = Checker::new();
                let given = serde_json::from_str(&whole.to_string()).map_or(Given::Missing, |given| given);
                let read = read_measure(&mut check, "width", &given, per_unit).expect("a measure");
                assert_eq!(measure(read, per_unit), whole);
                check.finish().expect("no fault");
            }
        }
    }

    #[test]
    fn an_instant_needs_its_offset() {
        assert!(read_instant("2021-04-21T10:22:43Z").is_some());
        assert_eq!(
            read_instant("2021-04-21T10:22:43-03:00"),
            read_instant("2021-04-21T13:22:43Z")
        );
        assert_eq!(read_instant("2021-04-21"), None);
        assert_eq!(read_instant("ontem"), None);
    }
}
