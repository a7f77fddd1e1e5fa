//! Products, quotients and roundings between amounts.
//!
//! Not sums (each type has its own) and not splits (see `apportion`).
//!
//! The one rule to know: intermediate values are `i128`; one rounding happens, at the end, and it is in the name.

use super::rounding::{divide_half_away, divide_half_even};
use super::{MILLIONTHS_PER_UNIT, Money, NumberError, Quantity, Rate, UnitPrice, decimal};

/// Millionths in one cent.
pub(super) const MILLIONTHS_PER_CENT: i64 = 10_000;

/// Decimals of a [`Rate`] written as a percentage.
const PERCENT_DECIMALS: u8 = 4;

/// Decimals of the finest price that is read.
const FINEST_DECIMALS: u8 = 10;

/// `a × b ÷ 10⁶` to the nearest millionth, halves away from zero; `None` out of range.
fn scaled_product_half_away(a: i64, b: i64) -> Option<i64> {
    let product = i128::from(a) * i128::from(b);
    i64::try_from(divide_half_away(product, i128::from(MILLIONTHS_PER_UNIT))).ok()
}

/// `a ÷ b × 10⁶` to the nearest millionth, halves away from zero; `None` by zero or out of range.
fn scaled_quotient_half_away(a: i64, b: i64) -> Option<i64> {
    if b == 0 {
        return None;
    }
    let numerator = i128::from(a) * i128::from(MILLIONTHS_PER_UNIT) * i128::from(b.signum());
    i64::try_from(divide_half_away(numerator, i128::from(b).abs())).ok()
}

/// Whole cents by the given division. Beyond the last whole cent of the range it answers that cent.
fn whole_cents(millionths: i64, divide: fn(i128, i128) -> i128) -> i64 {
    let cent = i128::from(MILLIONTHS_PER_CENT);
    let cents = divide(i128::from(millionths), cent);
    i64::try_from(cents * cent).unwrap_or(millionths - millionths % MILLIONTHS_PER_CENT)
}

impl Money {
    /// The amount of this many cents; `None` out of range.
    #[must_use]
    pub const fn from_cents(cents: i64) -> Option<Self> {
        match cents.checked_mul(MILLIONTHS_PER_CENT) {
            Some(millionths) => Some(Self::from_millionths(millionths)),
            None => None,
        }
    }

    /// Whether nothing is finer than a cent.
    #[must_use]
    pub const fn is_whole_cents(self) -> bool {
        self.millionths() % MILLIONTHS_PER_CENT == 0
    }

    /// The nearest cent, halves away from zero: `0.005` is `0.01`. Beyond the last whole cent of the range it
    /// answers that cent.
    #[must_use]
    pub fn round_to_cents_half_away(self) -> Self {
        Self::from_millionths(whole_cents(self.millionths(), divide_half_away))
    }

    /// The nearest cent, halves to the even one: `0.005` is `0`, `0.015` is `0.02`. Beyond the last whole cent of
    /// the range it answers that cent.
    #[must_use]
    pub fn round_to_cents_half_even(self) -> Self {
        Self::from_millionths(whole_cents(self.millionths(), divide_half_even))
    }

    /// This share of the amount, to the millionth, halves away from zero; `None` out of range.
    #[must_use]
    pub fn times_rate_half_away(self, rate: Rate) -> Option<Self> {
        scaled_product_half_away(self.millionths(), rate.millionths()).map(Self::from_millionths)
    }

    /// The price per unit that makes this total, to the millionth, halves away from zero; `None` by zero or out of
    /// range.
    #[must_use]
    pub fn divided_by_quantity_half_away(self, quantity: Quantity) -> Option<UnitPrice> {
        scaled_quotient_half_away(self.millionths(), quantity.millionths()).map(UnitPrice::from_millionths)
    }

    /// Which share of `whole` this is, to the millionth, halves away from zero; `None` of zero or out of range.
    #[must_use]
    pub fn share_of_half_away(self, whole: Self) -> Option<Rate> {
        scaled_quotient_half_away(self.millionths(), whole.millionths()).map(Rate::from_millionths)
    }
}

impl Quantity {
    /// So many, each of `factor`, to the millionth, halves away from zero; `None` out of range.
    #[must_use]
    pub fn times_half_away(self, factor: Self) -> Option<Self> {
        scaled_product_half_away(self.millionths(), factor.millionths()).map(Self::from_millionths)
    }
}

impl UnitPrice {
    /// Reads decimal text of at most `max_decimals` significant decimals (never more than ten, as fiscal documents write
    /// prices) to the nearest millionth, halves away from zero. With decimals beyond the sixth the largest price is a
    /// little over 922 million.
    ///
    /// # Errors
    /// [`NumberError`]
    pub fn parse_rounded_half_away(text: &str, max_decimals: u8) -> Result<Self, NumberError> {
        let exact = Self::parse_with_decimals(text, max_decimals);
        if !matches!(exact, Err(NumberError::TooManyDecimals { .. })) {
            return exact;
        }
        let finer = i128::from(decimal::parse(text, FINEST_DECIMALS, max_decimals)?);
        let scale = 10_i128.pow(u32::from(FINEST_DECIMALS - decimal::DECIMALS));
        let millionths = i64::try_from(divide_half_away(finer, scale)).map_err(|_| NumberError::OutOfRange)?;
        Ok(Self::from_millionths(millionths))
    }

    /// What this quantity costs, to the millionth, halves away from zero; `None` out of range.
    #[must_use]
    pub fn times_half_away(self, quantity: Quantity) -> Option<Money> {
        scaled_product_half_away(self.millionths(), quantity.millionths()).map(Money::from_millionths)
    }

    /// This share of the price, to the millionth, halves away from zero; `None` out of range.
    #[must_use]
    pub fn times_rate_half_away(self, rate: Rate) -> Option<Self> {
        scaled_product_half_away(self.millionths(), rate.millionths()).map(Self::from_millionths)
    }

    /// The price rounded to the nearest cent, halves away from zero, as [`Money::round_to_cents_half_away`].
    #[must_use]
    pub fn round_to_cents_half_away(self) -> Self {
        Self::from_millionths(whole_cents(self.millionths(), divide_half_away))
    }

    /// What one unit costs.
    #[must_use]
    pub const fn of_one(self) -> Money {
        Money::from_millionths(self.millionths())
    }
}

impl Rate {
    /// Reads a percentage: `"12.5"` is the rate `0.125`. Four decimals at most.
    ///
    /// # Errors
    /// [`NumberError`]
    pub fn from_percent(text: &str) -> Result<Self, NumberError> {
        Self::from_percent_with_decimals(text, PERCENT_DECIMALS)
    }

    /// Like [`Self::from_percent`] with at most `max_decimals` significant decimals (never more than four).
    ///
    /// # Errors
    /// [`NumberError`]
    pub fn from_percent_with_decimals(text: &str, max_decimals: u8) -> Result<Self, NumberError> {
        decimal::parse(text, PERCENT_DECIMALS, max_decimals).map(Self::from_millionths)
    }

    /// The shortest text of the rate as a percentage, without the sign `%`: `0.125` is `"12.5"`.
    #[must_use]
    pub fn percent(self) -> String {
        decimal::to_shortest(self.millionths(), PERCENT_DECIMALS)
    }

    /// The rate as a percentage with exactly this many decimals, rounded half away from zero: `"12.50"`.
    #[must_use]
    pub fn percent_to_fixed(self, decimals: u8) -> String {
        decimal::to_fixed(self.millionths(), PERCENT_DECIMALS, decimals)
    }
}

/// The cost per unit after joining two quantities, to the millionth, halves away from zero: the average cost rule.
///
/// `None` when a quantity is negative (an average over owed goods means nothing; the caller starts again from the
/// receipt's cost), when both are zero, or out of range.
#[must_use]
pub fn weighted_average_half_away(
    cost_a: UnitPrice,
    quantity_a: Quantity,
    cost_b: UnitPrice,
    quantity_b: Quantity,
) -> Option<UnitPrice> {
    if quantity_a.is_negative() || quantity_b.is_negative() {
        return None;
    }
    let [cost_a, quantity_a, cost_b, quantity_b] = [
        cost_a.millionths(),
        quantity_a.millionths(),
        cost_b.millionths(),
        quantity_b.millionths(),
    ]
    .map(i128::from);
    let quantity = quantity_a + quantity_b;
    if quantity == 0 {
        return None;
    }
    // Both products are below 2¹²⁶ in size because quantities are at most i64::MAX, so their sum fits.
    let total = cost_a * quantity_a + cost_b * quantity_b;
    i64::try_from(divide_half_away(total, quantity))
        .ok()
        .map(UnitPrice::from_millionths)
}
