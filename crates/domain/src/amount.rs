//! Amounts: money, prices, quantities and rates as whole millionths (10⁻⁶) in an `i64`.
//!
//! Not a general decimal library, and not the place of a vendor's number spelling (commas, strings, padding):
//! that is each face's `numbers.rs`. No floats, ever.
//!
//! The one rule to know: the four types never mix by accident, every operation that can leave the range says so
//! with `Option`, and every operation that rounds has its rounding in its name.

mod apportion;
mod arithmetic;
mod decimal;
mod rounding;

pub use apportion::{apportion, instalments};
pub use arithmetic::weighted_average_half_away;
pub use decimal::{DECIMALS, NumberError};

/// Millionths in one whole unit.
pub const MILLIONTHS_PER_UNIT: i64 = 1_000_000;

/// Declares an amount: a newtype over `i64` millionths with what all amounts can do.
macro_rules! amounts {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        pub struct $name(i64);

        impl $name {
            /// Nothing.
            pub const ZERO: Self = Self(0);

            /// One whole unit.
            pub const ONE: Self = Self(MILLIONTHS_PER_UNIT);

            /// The largest amount: a little over 9.2 × 10¹² units.
            pub const MAX: Self = Self(i64::MAX);

            /// The amount of this many millionths.
            #[must_use]
            pub const fn from_millionths(millionths: i64) -> Self {
                Self(millionths)
            }

            /// The amount in millionths, as stored.
            #[must_use]
            pub const fn millionths(self) -> i64 {
                self.0
            }

            /// The amount of this many whole units; `None` out of range.
            #[must_use]
            pub const fn from_units(units: i64) -> Option<Self> {
                match units.checked_mul(MILLIONTHS_PER_UNIT) {
                    Some(millionths) => Some(Self(millionths)),
                    None => None,
                }
            }

            /// The number of units when it is whole, otherwise `None`.
            #[must_use]
            pub const fn whole_units(self) -> Option<i64> {
                if self.0 % MILLIONTHS_PER_UNIT == 0 {
                    Some(self.0 / MILLIONTHS_PER_UNIT)
                } else {
                    None
                }
            }

            /// Whether it is exactly zero.
            #[must_use]
            pub const fn is_zero(self) -> bool {
                self.0 == 0
            }

            /// Whether it is below zero.
            #[must_use]
            pub const fn is_negative(self) -> bool {
                self.0 < 0
            }

            /// Whether it is above zero.
            #[must_use]
            pub const fn is_positive(self) -> bool {
                self.0 > 0
            }

            /// The sum; `None` out of range.
            #[must_use]
            pub const fn checked_add(self, other: Self) -> Option<Self> {
                match self.0.checked_add(other.0) {
                    Some(millionths) => Some(Self(millionths)),
                    None => None,
                }
            }

            /// The difference; `None` out of range.
            #[must_use]
            pub const fn checked_sub(self, other: Self) -> Option<Self> {
                match self.0.checked_sub(other.0) {
                    Some(millionths) => Some(Self(millionths)),
                    None => None,
                }
            }

            /// The same amount with the other sign; `None` out of range.
            #[must_use]
            pub const fn checked_neg(self) -> Option<Self> {
                match self.0.checked_neg() {
                    Some(millionths) => Some(Self(millionths)),
                    None => None,
                }
            }

            /// The amount without its sign. `i64::MIN` millionths, which `parse` refuses, answers [`Self::MAX`].
            #[must_use]
            pub const fn abs(self) -> Self {
                Self(self.0.saturating_abs())
            }

            /// The sum of all; zero of none; `None` as soon as a partial sum is out of range.
            #[must_use]
            pub fn checked_sum(amounts: impl IntoIterator<Item = Self>) -> Option<Self> {
                amounts.into_iter().try_fold(Self::ZERO, Self::checked_add)
            }

            /// Reads decimal text: optional sign, digits, optional fraction, optional exponent (`-12.50`, `1e3`).
            ///
            /// # Errors
            /// [`NumberError`]; decimals that are not zero beyond the sixth are refused, never rounded.
            pub fn parse(text: &str) -> Result<Self, NumberError> {
                Self::parse_with_decimals(text, DECIMALS)
            }

            /// Like [`Self::parse`] with at most `max_decimals` significant decimals (never more than six).
            ///
            /// # Errors
            /// [`NumberError`]
            pub fn parse_with_decimals(text: &str, max_decimals: u8) -> Result<Self, NumberError> {
                decimal::parse(text, DECIMALS, max_decimals).map(Self)
            }

            /// How many decimals are significant, 0 to 6: `12.50` has one.
            #[must_use]
            pub const fn decimals(self) -> u8 {
                decimal::significant_decimals(self.0, DECIMALS)
            }

            /// Decimal text with exactly this many decimals, padded with zeros; what does not fit is rounded
            /// half away from zero. Zero never carries a sign.
            #[must_use]
            pub fn to_fixed(self, decimals: u8) -> String {
                decimal::to_fixed(self.0, DECIMALS, decimals)
            }
        }

        /// The shortest plain decimal text: `12.5`.
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(&decimal::to_shortest(self.0, DECIMALS))
            }
        }

        /// The kind and its shortest text: `Money(12.5)`.
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }

        impl std::str::FromStr for $name {
            type Err = NumberError;

            fn from_str(text: &str) -> Result<Self, NumberError> {
                Self::parse(text)
            }
        }
    )+};
}

amounts! {
    /// An amount of money in reais. Amounts due, paid or totalled are in whole cents; costs may be finer.
    Money,
    /// Money per one unit of a sku.
    UnitPrice,
    /// How much of a sku, in its own unit.
    Quantity,
    /// A proportion: `0.1` is 10 %. As a percentage it holds four decimals.
    Rate,
}

#[cfg(test)]
mod tests;
