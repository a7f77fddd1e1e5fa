//! Splitting a total so that the parts sum to it exactly: discounts over items, instalments over time.
//!
//! Not rounding: nothing is gained or lost.
//!
//! The one rule to know: a total in whole cents is split in whole cents (any other in millionths); what does not
//! divide goes one cent each to the largest remainders, ties to the earliest.

use super::Money;
use super::arithmetic::MILLIONTHS_PER_CENT;

/// The smallest piece a total is split into, in millionths.
const fn piece_millionths(total: Money) -> i64 {
    if total.is_whole_cents() { MILLIONTHS_PER_CENT } else { 1 }
}

/// Splits `total` in proportion to `weights`: as many parts as weights, in their order, summing to `total`.
///
/// Weights below zero count as zero; when none is above zero the split is equal. No weights, no parts. When all
/// weights are in whole cents and sum to at least the total, no part exceeds its weight.
#[must_use]
pub fn apportion(total: Money, weights: &[Money]) -> Vec<Money> {
    let mut weights: Vec<i128> = weights
        .iter()
        .map(|weight| i128::from(weight.millionths().max(0)))
        .collect();
    if weights.iter().all(|weight| *weight == 0) {
        weights.fill(1);
    }
    let piece = i128::from(piece_millionths(total));
    let pieces = i128::from(total.millionths()).abs() / piece;
    let sign = i128::from(total.millionths()).signum();
    let sum: i128 = weights.iter().sum();

    let mut parts: Vec<i128> = weights.iter().map(|weight| pieces * weight / sum).collect();
    let mut by_remainder: Vec<(usize, i128)> = weights.iter().map(|weight| pieces * weight % sum).enumerate().collect();
    // Stable, so equal remainders keep their order.
    by_remainder.sort_by_key(|(_, remainder)| std::cmp::Reverse(*remainder));
    let mut left = pieces - parts.iter().sum::<i128>();
    for (index, _) in by_remainder {
        if left == 0 {
            break;
        }
        parts[index] += 1;
        left -= 1;
    }
    parts.into_iter().map(|part| money(part * piece * sign)).collect()
}

/// Splits `total` in `count` parts as equal as cents allow, the earliest taking the odd cents; they sum to `total`.
///
/// A count of zero answers no parts. The caller bounds the count: the answer has that many entries.
#[must_use]
pub fn instalments(total: Money, count: u32) -> Vec<Money> {
    if count == 0 {
        return Vec::new();
    }
    let piece = i128::from(piece_millionths(total));
    let pieces = i128::from(total.millionths()).abs() / piece;
    let sign = i128::from(total.millionths()).signum();
    let (each, odd) = (pieces / i128::from(count), pieces % i128::from(count));
    (0..count)
        .map(|index| {
            let part = if i128::from(index) < odd { each + 1 } else { each };
            money(part * piece * sign)
        })
        .collect()
}

/// A part of a total, which is never further from zero than the total was.
fn money(millionths: i128) -> Money {
    Money::from_millionths(i64::try_from(millionths).expect("a part of a total lies between zero and the total"))
}
