//! Checks of amounts: decimal text to the core's exact types.
//!
//! Not signs and not totals: whether an amount may be zero or negative is a rule of the domain.
//!
//! The one rule to know: more decimals than the field allows is a fault, never a rounding.

use domain::amount::{Money, NumberError, Quantity, Rate, UnitPrice};
use domain::refusal::Problem;

use super::{Checker, Found, found, wrong};
use crate::given::{Decimal, Given};

/// What is wrong with a number's text.
fn problem(error: NumberError) -> Problem {
    match error {
        NumberError::NotANumber => Problem::NotANumber,
        NumberError::TooManyDecimals { max_decimals } => Problem::TooManyDecimals { max: max_decimals },
        NumberError::OutOfRange => Problem::OutOfRange,
    }
}

impl Checker {
    fn amount<T>(
        &mut self,
        path: &str,
        given: &Given<Decimal>,
        parse: impl FnOnce(&str) -> Result<T, NumberError>,
    ) -> Option<T> {
        match found(given) {
            Found::Nothing => None,
            Found::Value(decimal) => match parse(decimal.as_str()) {
                Ok(amount) => Some(amount),
                Err(error) => self.no(path, problem(error)),
            },
            Found::Wrong(raw) => self.no(path, wrong(raw, Problem::NotANumber)),
        }
    }
}

/// Declares the pair of checks of one amount.
macro_rules! amounts {
    ($($optional:ident, $required:ident: $amount:ident = $parse:ident, $what:literal;)+) => {
        impl Checker {$(
            #[doc = concat!($what, " with at most `max_decimals` decimals that are not zero.")]
            pub fn $optional(&mut self, path: &str, given: &Given<Decimal>, max_decimals: u8) -> Option<$amount> {
                self.amount(path, given, |text| $amount::$parse(text, max_decimals))
            }

            #[doc = concat!("As [`Self::", stringify!($optional), "`], and a fault when there is none. The placeholder is zero.")]
            pub fn $required(&mut self, path: &str, given: &Given<Decimal>, max_decimals: u8) -> $amount {
                self.required(path, given, |check, path, given| check.$optional(path, given, max_decimals))
                    .unwrap_or($amount::ZERO)
            }
        )+}
    };
}

amounts! {
    optional_money, required_money: Money = parse_with_decimals, "An amount of money";
    optional_unit_price, required_unit_price: UnitPrice = parse_with_decimals, "A price per unit";
    optional_quantity, required_quantity: Quantity = parse_with_decimals, "A quantity";
    optional_rate, required_rate: Rate = parse_with_decimals, "A proportion (`0.1` is 10 %)";
    optional_percent, required_percent: Rate = from_percent_with_decimals, "A percentage (`10` is 10 %)";
}
