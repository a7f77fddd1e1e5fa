//! Tests of the amounts: tables for the rules, properties for the sums.

use super::{Money, NumberError, Quantity, Rate, UnitPrice, apportion, instalments, weighted_average_half_away};
use proptest::prelude::*;

fn money(text: &str) -> Money {
    Money::parse(text).expect(text)
}

fn price(text: &str) -> UnitPrice {
    UnitPrice::parse(text).expect(text)
}

fn quantity(text: &str) -> Quantity {
    Quantity::parse(text).expect(text)
}

fn rate(text: &str) -> Rate {
    Rate::parse(text).expect(text)
}

#[test]
fn decimal_text_is_read_exactly() {
    let table = [
        ("0", 0),
        ("-0", 0),
        ("0.000000", 0),
        ("0e999999999999999999999", 0),
        ("1", 1_000_000),
        ("+1", 1_000_000),
        ("007", 7_000_000),
        ("12.5", 12_500_000),
        ("-12.50", -12_500_000),
        ("0.000001", 1),
        ("0.1000000000", 100_000),
        ("1e3", 1_000_000_000),
        ("1.5E+2", 150_000_000),
        ("1200e-2", 12_000_000),
        ("1e-6", 1),
        ("10000000e-13", 1),
        ("0.0000000000000000000000000000015e30", 1_500_000),
        ("9223372036854.775807", i64::MAX),
        ("-9223372036854.775807", -i64::MAX),
    ];
    for (text, millionths) in table {
        assert_eq!(Money::parse(text).map(Money::millionths), Ok(millionths), "{text}");
    }
}

#[test]
fn text_that_is_no_amount_is_refused_and_never_rounded() {
    let too_many = NumberError::TooManyDecimals { max_decimals: 6 };
    let table = [
        ("", NumberError::NotANumber),
        ("-", NumberError::NotANumber),
        (".5", NumberError::NotANumber),
        ("5.", NumberError::NotANumber),
        ("1,5", NumberError::NotANumber),
        (" 1", NumberError::NotANumber),
        ("--1", NumberError::NotANumber),
        ("1e", NumberError::NotANumber),
        ("1e+", NumberError::NotANumber),
        ("1e1.5", NumberError::NotANumber),
        ("1.2.3", NumberError::NotANumber),
        ("NaN", NumberError::NotANumber),
        ("Infinity", NumberError::NotANumber),
        ("0x10", NumberError::NotANumber),
        ("١", NumberError::NotANumber),
        ("0.0000001", too_many),
        ("1e-7", too_many),
        ("1e-99999999999999999999", too_many),
        ("9223372036854.775808", NumberError::OutOfRange),
        ("-9223372036854.775808", NumberError::OutOfRange),
        ("1e13", NumberError::OutOfRange),
        ("1e99999999999999999999", NumberError::OutOfRange),
        ("10000000000000000000000000000000000000000000", NumberError::OutOfRange),
    ];
    for (text, error) in table {
        assert_eq!(Money::parse(text), Err(error), "{text}");
    }
}

#[test]
fn a_field_may_allow_fewer_decimals() {
    // (text, decimals allowed, millionths or none when too many)
    let table = [
        ("1.50", 2, Some(1_500_000)),
        ("1.500", 1, Some(1_500_000)),
        ("1.55", 1, None),
        ("1.5", 0, None),
        ("1.0", 0, Some(1_000_000)),
    ];
    for (text, max_decimals, millionths) in table {
        let expected = millionths
            .map(Money::from_millionths)
            .ok_or(NumberError::TooManyDecimals { max_decimals });
        assert_eq!(
            Money::parse_with_decimals(text, max_decimals),
            expected,
            "{text} with {max_decimals}"
        );
    }
    assert_eq!(
        Money::parse_with_decimals("0.0000001", 9),
        Err(NumberError::TooManyDecimals { max_decimals: 6 })
    );
}

#[test]
fn an_amount_prints_its_shortest_text() {
    let table = [
        (0, "0", 0),
        (1, "0.000001", 6),
        (-1, "-0.000001", 6),
        (12_500_000, "12.5", 1),
        (-500_000, "-0.5", 1),
        (1_000_000_000, "1000", 0),
        (i64::MAX, "9223372036854.775807", 6),
        (i64::MIN, "-9223372036854.775808", 6),
    ];
    for (millionths, text, decimals) in table {
        let amount = Quantity::from_millionths(millionths);
        assert_eq!((amount.to_string().as_str(), amount.decimals()), (text, decimals));
    }
    assert_eq!(format!("{:?}", money("12.50")), "Money(12.5)");
    assert_eq!(format!("{:>6}", money("12.50")), "  12.5");
}

#[test]
fn fixed_text_pads_with_zeros_and_rounds_half_away() {
    let table = [
        ("12.5", 2, "12.50"),
        ("12.5", 8, "12.50000000"),
        ("12.5", 0, "13"),
        ("-12.5", 0, "-13"),
        ("0.005", 2, "0.01"),
        ("-0.005", 2, "-0.01"),
        ("-0.004", 2, "0.00"),
        ("0.999999", 2, "1.00"),
        ("7", 0, "7"),
        ("9223372036854.775807", 2, "9223372036854.78"),
    ];
    for (text, decimals, fixed) in table {
        assert_eq!(money(text).to_fixed(decimals), fixed, "{text} with {decimals}");
    }
    assert_eq!(Money::from_millionths(i64::MIN).to_fixed(0), "-9223372036855");
}

#[test]
fn sums_say_when_they_leave_the_range() {
    let least = Money::from_millionths(i64::MIN);
    assert_eq!(Money::MAX.checked_add(Money::from_millionths(1)), None);
    assert_eq!(least.checked_sub(Money::from_millionths(1)), None);
    assert_eq!(least.checked_neg(), None);
    assert_eq!(least.abs(), Money::MAX);
    assert_eq!(Money::from_units(i64::MAX), None);
    assert_eq!(Money::from_cents(i64::MAX), None);
    assert_eq!(Money::checked_sum([Money::MAX, Money::ONE]), None);
    assert_eq!(
        Money::checked_sum([money("0.1"), money("0.2"), money("-0.3")]),
        Some(Money::ZERO)
    );
    assert_eq!(Money::checked_sum([]), Some(Money::ZERO));
    assert_eq!(Money::from_cents(1250), Some(money("12.5")));
    assert_eq!(
        (
            quantity("3").whole_units(),
            quantity("-3").whole_units(),
            quantity("3.5").whole_units()
        ),
        (Some(3), Some(-3), None)
    );
}

#[test]
fn products_and_quotients_round_once_half_away() {
    assert_eq!(
        price("0.333333").times_half_away(quantity("3")),
        Some(money("0.999999"))
    );
    assert_eq!(
        price("0.000001").times_half_away(quantity("0.5")),
        Some(money("0.000001"))
    );
    assert_eq!(
        price("-0.000001").times_half_away(quantity("0.5")),
        Some(money("-0.000001"))
    );
    assert_eq!(
        price("0.000001").times_half_away(quantity("0.499999")),
        Some(Money::ZERO)
    );
    assert_eq!(UnitPrice::MAX.times_half_away(quantity("1.000001")), None);
    assert_eq!(UnitPrice::MAX.times_half_away(Quantity::ONE), Some(Money::MAX));
    assert_eq!(money("199.90").times_rate_half_away(rate("0.1")), Some(money("19.99")));
    assert_eq!(price("10").times_rate_half_away(rate("1.3")), Some(price("13")));
    assert_eq!(
        money("10").divided_by_quantity_half_away(quantity("3")),
        Some(price("3.333333"))
    );
    assert_eq!(
        money("20").divided_by_quantity_half_away(quantity("3")),
        Some(price("6.666667"))
    );
    assert_eq!(
        money("20").divided_by_quantity_half_away(quantity("-3")),
        Some(price("-6.666667"))
    );
    assert_eq!(money("20").divided_by_quantity_half_away(Quantity::ZERO), None);
    assert_eq!(Money::MAX.divided_by_quantity_half_away(quantity("0.5")), None);
    assert_eq!(money("25").share_of_half_away(money("200")), Some(rate("0.125")));
    assert_eq!(money("25").share_of_half_away(Money::ZERO), None);
}

#[test]
fn cents_round_half_away_or_half_even_by_name() {
    // (amount, half away, half even)
    let table = [
        ("0.005", "0.01", "0"),
        ("0.015", "0.02", "0.02"),
        ("0.025", "0.03", "0.02"),
        ("-0.005", "-0.01", "0"),
        ("-0.015", "-0.02", "-0.02"),
        ("0.005001", "0.01", "0.01"),
        ("0.004999", "0", "0"),
        ("1.23", "1.23", "1.23"),
    ];
    for (amount, away, even) in table {
        assert_eq!(money(amount).round_to_cents_half_away(), money(away), "{amount}");
        assert_eq!(money(amount).round_to_cents_half_even(), money(even), "{amount}");
    }
    assert_eq!(price("0.125").round_to_cents_half_away(), price("0.13"));
}

#[test]
fn rounding_at_the_end_of_the_range_stays_inside_it() {
    assert_eq!(Money::MAX.round_to_cents_half_away(), money("9223372036854.77"));
    assert_eq!(
        Money::from_millionths(i64::MIN).round_to_cents_half_even(),
        money("-9223372036854.77")
    );
}

#[test]
fn a_percentage_is_a_hundredth_of_its_number() {
    let table = [
        ("10", "0.1"),
        ("12.5", "0.125"),
        ("0.0001", "0.000001"),
        ("-3", "-0.03"),
        ("150", "1.5"),
        ("0", "0"),
    ];
    for (percent, text) in table {
        assert_eq!(Rate::from_percent(percent), Ok(rate(text)), "{percent}");
        assert_eq!(rate(text).percent(), percent);
    }
    assert_eq!(rate("0.125").percent_to_fixed(2), "12.50");
    assert_eq!(
        Rate::from_percent("0.00001"),
        Err(NumberError::TooManyDecimals { max_decimals: 4 })
    );
    assert_eq!(
        Rate::from_percent_with_decimals("1.234", 2),
        Err(NumberError::TooManyDecimals { max_decimals: 2 })
    );
}

#[test]
fn the_average_cost_weighs_by_quantity() {
    // (cost, quantity, cost, quantity, average)
    let table = [
        ("10", "100", "13", "50", Some("11")),
        ("10", "1", "20", "2", Some("16.666667")),
        ("10", "0", "20", "2", Some("20")),
        ("10", "2", "20", "0", Some("10")),
        ("10", "0", "20", "0", None),
        ("10", "-5", "20", "10", None),
        ("10", "5", "20", "-1", None),
        (
            "9000000000000",
            "9000000000000",
            "9000000000000",
            "9000000000000",
            Some("9000000000000"),
        ),
    ];
    for (cost_a, quantity_a, cost_b, quantity_b, average) in table {
        let found =
            weighted_average_half_away(price(cost_a), quantity(quantity_a), price(cost_b), quantity(quantity_b));
        assert_eq!(
            found,
            average.map(price),
            "{quantity_a} at {cost_a}, {quantity_b} at {cost_b}"
        );
    }
}

#[test]
fn a_discount_is_apportioned_in_cents_to_the_largest_remainders() {
    // (total, weights, parts)
    let table: [(&str, &[&str], &[&str]); 10] = [
        ("10", &["100", "100", "100"], &["3.34", "3.33", "3.33"]),
        ("10", &["50", "30", "20"], &["5", "3", "2"]),
        ("0.05", &["10", "20", "30"], &["0.01", "0.02", "0.02"]),
        ("0.01", &["1", "1"], &["0.01", "0"]),
        ("-10", &["1", "1", "1"], &["-3.34", "-3.33", "-3.33"]),
        ("1", &["0", "0", "0"], &["0.34", "0.33", "0.33"]),
        ("1", &["0", "5", "-5"], &["0", "1", "0"]),
        ("0", &["1", "2"], &["0", "0"]),
        ("0.000003", &["1", "1"], &["0.000002", "0.000001"]),
        ("1", &[], &[]),
    ];
    for (total, weights, parts) in table {
        let weights: Vec<Money> = weights.iter().copied().map(money).collect();
        let parts: Vec<Money> = parts.iter().copied().map(money).collect();
        assert_eq!(apportion(money(total), &weights), parts, "{total} over {weights:?}");
    }
}

#[test]
fn instalments_sum_to_the_total_with_the_odd_cents_first() {
    let parts = |total, count| instalments(money(total), count);
    assert_eq!(parts("100", 3), [money("33.34"), money("33.33"), money("33.33")]);
    assert_eq!(parts("0.02", 3), [money("0.01"), money("0.01"), Money::ZERO]);
    assert_eq!(parts("-1", 3), [money("-0.34"), money("-0.33"), money("-0.33")]);
    assert_eq!(parts("100", 1), [money("100")]);
    assert_eq!(parts("100", 0), []);
}

/// Any amount, the ends of the range among them.
fn any_amount() -> impl Strategy<Value = i64> {
    prop_oneof![
        any::<i64>(),
        -1_000_000_000_i64..1_000_000_000,
        Just(i64::MIN),
        Just(i64::MAX)
    ]
}

/// Any amount in whole cents.
fn any_cents() -> impl Strategy<Value = i64> {
    any_amount().prop_map(|millionths| millionths / 10_000 * 10_000)
}

#[test]
fn a_price_of_ten_decimals_is_rounded_to_the_millionth() {
    let too_many = |max_decimals| Err(NumberError::TooManyDecimals { max_decimals });
    let table = [
        ("206.3400", 10, Ok(206_340_000)),
        ("0.3333333333", 10, Ok(333_333)),
        ("0.3333335", 10, Ok(333_334)),
        ("-0.3333335", 10, Ok(-333_334)),
        ("0.33333333333", 10, too_many(10)),
        ("0.333", 2, too_many(2)),
        ("99999999999.12", 10, Ok(99_999_999_999_120_000)),
        ("99999999999.1234567", 10, Err(NumberError::OutOfRange)),
        ("x", 10, Err(NumberError::NotANumber)),
    ];
    for (text, decimals, expected) in table {
        let read = UnitPrice::parse_rounded_half_away(text, decimals).map(UnitPrice::millionths);
        assert_eq!(read, expected, "{text}");
    }
}

#[test]
fn a_quantity_of_boxes_is_so_many_pieces() {
    assert_eq!(quantity("2.5").times_half_away(quantity("12")), Some(quantity("30")));
    assert_eq!(
        quantity("3").times_half_away(quantity("0.333333")),
        Some(quantity("0.999999"))
    );
    assert_eq!(Quantity::MAX.times_half_away(quantity("2")), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn text_read_back_is_the_same_amount(
        millionths in any_amount().prop_filter("parse refuses it", |millionths| *millionths != i64::MIN),
    ) {
        let amount = Money::from_millionths(millionths);
        prop_assert_eq!(Money::parse(&amount.to_string()), Ok(amount));
        prop_assert_eq!(Money::parse(&amount.to_fixed(6)), Ok(amount));
        prop_assert_eq!(Money::parse(&format!("{millionths}e-6")), Ok(amount));
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in "[-+0-9.eE ]{0,40}") {
        if let Ok(amount) = Money::parse(&text) {
            prop_assert_eq!(Money::parse(&amount.to_string()), Ok(amount));
        }
    }

    #[test]
    fn apportioned_parts_sum_to_the_total(
        total in prop_oneof![any_amount(), any_cents()],
        weights in proptest::collection::vec(any_amount().prop_map(Money::from_millionths), 1..8),
    ) {
        let parts = apportion(Money::from_millionths(total), &weights);
        prop_assert_eq!(parts.len(), weights.len());
        let sum: i128 = parts.iter().map(|part| i128::from(part.millionths())).sum();
        prop_assert_eq!(sum, i128::from(total));
        let whole = Money::from_millionths(total).is_whole_cents();
        prop_assert!(!whole || parts.iter().all(|part| part.is_whole_cents()));
        prop_assert!(parts.iter().all(|part| part.is_zero() || part.is_negative() == (total < 0)));
    }

    #[test]
    fn no_item_is_discounted_beyond_its_price(
        cents in proptest::collection::vec(0_i64..1_000_000, 1..8),
        share in 0_i64..=100,
    ) {
        let weights: Vec<Money> = cents.iter().map(|cents| Money::from_millionths(cents * 10_000)).collect();
        let total = Money::from_millionths(cents.iter().sum::<i64>() * share / 100 * 10_000);
        let parts = apportion(total, &weights);
        prop_assert!(parts.iter().zip(&weights).all(|(part, weight)| part <= weight), "{:?}", parts);
    }

    #[test]
    fn instalments_differ_by_a_cent_at_most_and_sum_to_the_total(total in any_cents(), count in 1_u32..400) {
        let parts = instalments(Money::from_millionths(total), count);
        let millionths: Vec<i128> = parts.iter().map(|part| i128::from(part.millionths())).collect();
        prop_assert_eq!(millionths.len(), usize::try_from(count).expect("small"));
        prop_assert_eq!(millionths.iter().sum::<i128>(), i128::from(total));
        let spread = millionths.iter().max().zip(millionths.iter().min()).map(|(most, least)| most - least);
        prop_assert!(spread <= Some(10_000));
    }

    #[test]
    fn an_average_lies_between_its_costs(
        cost_a in 0_i64..=i64::MAX, quantity_a in 1_i64..=i64::MAX,
        cost_b in 0_i64..=i64::MAX, quantity_b in 1_i64..=i64::MAX,
    ) {
        let [cost_a, cost_b] = [cost_a, cost_b].map(UnitPrice::from_millionths);
        let [quantity_a, quantity_b] = [quantity_a, quantity_b].map(Quantity::from_millionths);
        let average = weighted_average_half_away(cost_a, quantity_a, cost_b, quantity_b)
            .expect("quantities above zero");
        prop_assert!(cost_a.min(cost_b) <= average && average <= cost_a.max(cost_b));
    }
}
