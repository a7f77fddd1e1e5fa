//! Division with a named rounding: the only two places where an amount loses precision.
//!
//! Not for callers outside `amount`: they use the named operations of the types.
//!
//! The one rule to know: half away from zero unless a rule says otherwise.

/// `numerator ÷ denominator` to the nearest integer, halves away from zero. The denominator is above zero.
pub(super) const fn divide_half_away(numerator: i128, denominator: i128) -> i128 {
    let quotient = numerator / denominator;
    let remainder = (numerator % denominator).abs();
    // Compared by subtraction because twice the remainder might not fit.
    if remainder >= denominator - remainder {
        quotient + numerator.signum()
    } else {
        quotient
    }
}

/// `numerator ÷ denominator` to the nearest integer, halves to the even one. The denominator is above zero.
pub(super) const fn divide_half_even(numerator: i128, denominator: i128) -> i128 {
    let quotient = numerator / denominator;
    let remainder = (numerator % denominator).abs();
    let complement = denominator - remainder;
    if remainder > complement || (remainder == complement && quotient % 2 != 0) {
        quotient + numerator.signum()
    } else {
        quotient
    }
}

#[cfg(test)]
mod tests {
    use super::{divide_half_away, divide_half_even};

    #[test]
    fn halves_go_away_from_zero_or_to_the_even_neighbour() {
        // (numerator, denominator, half away, half even)
        let table = [
            (0, 2, 0, 0),
            (1, 2, 1, 0),
            (3, 2, 2, 2),
            (5, 2, 3, 2),
            (-1, 2, -1, 0),
            (-3, 2, -2, -2),
            (-5, 2, -3, -2),
            (7, 5, 1, 1),
            (8, 5, 2, 2),
            (-7, 5, -1, -1),
            (-8, 5, -2, -2),
            (6, 1, 6, 6),
            (i128::MAX, i128::MAX, 1, 1),
        ];
        for (numerator, denominator, away, even) in table {
            assert_eq!(
                divide_half_away(numerator, denominator),
                away,
                "{numerator}/{denominator}"
            );
            assert_eq!(
                divide_half_even(numerator, denominator),
                even,
                "{numerator}/{denominator}"
            );
        }
    }
}
