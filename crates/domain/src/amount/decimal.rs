//! Decimal text to whole millionths and back.
//!
//! Not arithmetic. Works on scaled integers (`value × 10^scale`) so that percentages, which hold four decimals,
//! use the same code.
//!
//! The one rule to know: reading never rounds; only [`to_fixed`] does, half away from zero.

use super::rounding::divide_half_away;

/// Decimals an amount holds.
pub const DECIMALS: u8 = 6;

/// Why text is not an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    /// Not a plain decimal number.
    #[error("não é um número decimal")]
    NotANumber,
    /// More decimals than the field allows.
    #[error("tem mais de {max_decimals} casas decimais")]
    TooManyDecimals {
        /// How many the field allows.
        max_decimals: u8,
    },
    /// Larger than an amount holds.
    #[error("está fora do intervalo permitido")]
    OutOfRange,
}

/// The parts of a number's text: sign, digits before and after the point, power of ten.
struct Parts<'a> {
    negative: bool,
    whole: &'a [u8],
    fraction: &'a [u8],
    exponent: i64,
}

/// Reads decimal text as an integer scaled by `10^scale`, allowing `max_decimals` (at most `scale`).
pub(super) fn parse(text: &str, scale: u8, max_decimals: u8) -> Result<i64, NumberError> {
    let parts = split(text).ok_or(NumberError::NotANumber)?;
    let max_decimals = max_decimals.min(scale);

    // Only the digits between the first and the last that are not zero carry value.
    let digits = || parts.whole.iter().chain(parts.fraction);
    let trailing_zeros = digits().rev().take_while(|digit| **digit == b'0').count();
    let leading_zeros = digits().take_while(|digit| **digit == b'0').count();
    let count = parts.whole.len() + parts.fraction.len();
    if leading_zeros == count {
        return Ok(0);
    }
    let last_power = parts
        .exponent
        .saturating_sub(signed(parts.fraction.len()))
        .saturating_add(signed(trailing_zeros));
    if last_power < -i64::from(max_decimals) {
        return Err(NumberError::TooManyDecimals { max_decimals });
    }

    let significant = count - leading_zeros - trailing_zeros;
    let padding = last_power.saturating_add(i64::from(scale));
    if signed(significant).saturating_add(padding) > 19 {
        return Err(NumberError::OutOfRange);
    }
    // At most 19 digits in all from here on, which an i128 holds with room to spare.
    let magnitude = digits()
        .skip(leading_zeros)
        .take(significant)
        .fold(0_i128, |value, digit| value * 10 + i128::from(digit - b'0'));
    let magnitude = (0..padding).fold(magnitude, |value, _| value * 10);
    let magnitude = i64::try_from(magnitude).map_err(|_| NumberError::OutOfRange)?;
    Ok(if parts.negative { -magnitude } else { magnitude })
}

/// A length as a signed number; lengths of text always fit.
fn signed(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}

fn split(text: &str) -> Option<Parts<'_>> {
    let (negative, rest) = split_sign(text.as_bytes());
    let (whole, rest) = split_digits(rest)?;
    let (fraction, rest) = match rest.split_first() {
        Some((b'.', rest)) => split_digits(rest)?,
        Some(_) | None => (&[][..], rest),
    };
    let exponent = match rest.split_first() {
        None => 0,
        Some((b'e' | b'E', rest)) => {
            let (negative, rest) = split_sign(rest);
            let (digits, rest) = split_digits(rest)?;
            if !rest.is_empty() {
                return None;
            }
            // Far beyond any amount, so saturating keeps the verdict and cannot be made slow by a long exponent.
            let power = digits.iter().fold(0_i64, |value, digit| {
                value.saturating_mul(10).saturating_add(i64::from(digit - b'0'))
            });
            if negative { -power } else { power }
        }
        Some(_) => return None,
    };
    Some(Parts {
        negative,
        whole,
        fraction,
        exponent,
    })
}

fn split_sign(bytes: &[u8]) -> (bool, &[u8]) {
    match bytes.split_first() {
        Some((b'-', rest)) => (true, rest),
        Some((b'+', rest)) => (false, rest),
        Some(_) | None => (false, bytes),
    }
}

/// The digits at the start, at least one, and what follows them.
fn split_digits(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let count = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    (count > 0).then(|| bytes.split_at(count))
}

/// How many of the `scale` decimals remain once trailing zeros are dropped.
pub(super) const fn significant_decimals(value: i64, scale: u8) -> u8 {
    let mut value = value;
    let mut decimals = scale;
    while decimals > 0 && value % 10 == 0 {
        value /= 10;
        decimals -= 1;
    }
    decimals
}

/// The shortest plain decimal text.
pub(super) fn to_shortest(value: i64, scale: u8) -> String {
    to_fixed(value, scale, significant_decimals(value, scale))
}

/// Plain decimal text with exactly `decimals` decimals, rounded half away from zero where it must be.
pub(super) fn to_fixed(value: i64, scale: u8, decimals: u8) -> String {
    let dropped = scale.saturating_sub(decimals);
    let kept = scale - dropped;
    let rounded = divide_half_away(i128::from(value), 10_i128.pow(u32::from(dropped)));
    let magnitude = rounded.unsigned_abs();
    let divisor = 10_u128.pow(u32::from(kept));

    let mut text = String::new();
    if rounded < 0 {
        text.push('-');
    }
    text.push_str(&(magnitude / divisor).to_string());
    if decimals > 0 {
        text.push('.');
    }
    if kept > 0 {
        let fraction = magnitude % divisor;
        text.push_str(&format!("{fraction:0width$}", width = usize::from(kept)));
    }
    text.extend(std::iter::repeat_n('0', usize::from(decimals - kept)));
    text
}
