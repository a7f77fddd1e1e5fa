//! Exact output: answers from wire structs, decimals as JSON numbers, instants as text.
//!
//! Not a vendor's choice between them: that is in each face's `numbers.rs`.
//!
//! The one rule to know: turning a view into bytes cannot fail, and a decimal never passes through a float.

use app::Answer;
use domain::amount::{Money, Quantity, Rate, UnitPrice};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

/// The answer whose body is this wire struct as JSON.
///
/// # Panics
/// When a map of the struct has keys that are not text; wire structs have none such.
pub fn to_answer(status: u16, wire: &impl Serialize) -> Answer {
    let body = serde_json::to_vec(wire).expect("wire structs have text for keys, so they are always JSON");
    Answer::json(status, body)
}

/// An amount that can be written as a JSON number.
pub trait Amount: Copy {
    /// How many decimals are not trailing zeros.
    fn significant_decimals(self) -> u8;

    /// Decimal text with exactly so many decimals.
    fn fixed_text(self, decimals: u8) -> String;
}

macro_rules! amounts {
    ($($amount:ident)+) => {$(
        impl Amount for $amount {
            fn significant_decimals(self) -> u8 {
                self.decimals()
            }

            fn fixed_text(self, decimals: u8) -> String {
                self.to_fixed(decimals)
            }
        }
    )+};
}

amounts! { Money UnitPrice Quantity Rate }

/// A decimal written as a JSON number with exactly this text: `12.50`, not `"12.50"` and not `12.5`.
#[derive(Debug, Clone)]
pub struct JsonDecimal(Box<RawValue>);

impl JsonDecimal {
    /// The amount with exactly so many decimals; what does not fit is rounded half away from zero.
    pub fn fixed(amount: impl Amount, decimals: u8) -> Self {
        Self::of(amount.fixed_text(decimals))
    }

    /// The amount with all its decimals, and at least so many: with 1, `15.0` and `12.345`.
    pub fn at_least(amount: impl Amount, decimals: u8) -> Self {
        Self::of(amount.fixed_text(amount.significant_decimals().max(decimals)))
    }

    /// The shortest exact text: `15`, `12.5`.
    pub fn shortest(amount: impl Amount) -> Self {
        Self::at_least(amount, 0)
    }

    fn of(text: String) -> Self {
        Self(RawValue::from_string(text).expect("the decimal text of an amount is a JSON number"))
    }

    /// The number's text.
    pub fn text(&self) -> &str {
        self.0.get()
    }
}

impl Serialize for JsonDecimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

/// An instant in a zone with so many decimals of the second (0 to 6, cut, not rounded) and the zone's offset then:
/// `2019-03-13T10:25:32.595-03:00` with 3.
pub fn instant(at: Timestamp, zone: &TimeZone, decimals: u8) -> String {
    let offset = zone.to_offset(at);
    let local = offset.to_datetime(at);
    let mut text = String::with_capacity(INSTANT_CHARACTERS);
    if local.year() < 0 {
        text.push('-');
    }
    // Answers hold dozens of these: plain digits are several times quicker than the formatting machinery.
    digits(&mut text, u32::from(local.year().unsigned_abs()), 4);
    for (before, part) in [
        ('-', local.month()),
        ('-', local.day()),
        ('T', local.hour()),
        (':', local.minute()),
        (':', local.second()),
    ] {
        text.push(before);
        digits(&mut text, u32::from(part.unsigned_abs()), 2);
    }
    let decimals = u32::from(decimals.min(6));
    if decimals > 0 {
        text.push('.');
        let nanoseconds = local.subsec_nanosecond().unsigned_abs();
        digits(&mut text, nanoseconds / 10_u32.pow(9 - decimals), decimals);
    }
    text.push(if offset.is_negative() { '-' } else { '+' });
    let minutes = offset.seconds().unsigned_abs() / 60;
    digits(&mut text, minutes / 60, 2);
    text.push(':');
    digits(&mut text, minutes % 60, 2);
    text
}

/// The characters of an instant with all its decimals.
const INSTANT_CHARACTERS: usize = "2019-03-13T10:25:32.595000-03:00".len();

/// Writes the last `width` decimal digits of a number, zeros before it included.
fn digits(text: &mut String, number: u32, width: u32) {
    for place in (0..width).rev() {
        // A single digit, so the cast keeps all of it.
        text.push(char::from(b'0' + (number / 10_u32.pow(place) % 10) as u8));
    }
}

/// An instant in a zone to the millisecond: `2019-03-13T10:25:32.595-03:00`.
pub fn instant_millis(at: Timestamp, zone: &TimeZone) -> String {
    instant(at, zone, 3)
}

#[cfg(test)]
mod tests {
    use domain::amount::Money;
    use jiff::Timestamp;
    use jiff::tz::TimeZone;
    use serde::Serialize;

    use super::{JsonDecimal, instant, instant_millis, to_answer};

    fn money(text: &str) -> Money {
        Money::parse(text).expect("an amount")
    }

    #[test]
    fn decimals_are_numbers_with_the_text_asked_for() {
        #[derive(Serialize)]
        struct Wire {
            fixed: JsonDecimal,
            float: JsonDecimal,
            shortest: JsonDecimal,
            negative: JsonDecimal,
        }
        let wire = Wire {
            fixed: JsonDecimal::fixed(money("12.5"), 2),
            float: JsonDecimal::at_least(money("15"), 1),
            shortest: JsonDecimal::shortest(money("0.000001")),
            negative: JsonDecimal::fixed(money("-9223372036854.775807"), 6),
        };
        let answer = to_answer(201, &wire);
        assert_eq!((answer.status, answer.replayed), (201, false));
        let expected = r#"{"fixed":12.50,"float":15.0,"shortest":0.000001,"negative":-9223372036854.775807}"#;
        assert_eq!(String::from_utf8(answer.body).expect("UTF-8"), expected);
    }

    #[test]
    fn instants_show_the_offset_that_held_then() {
        let zone = TimeZone::get("America/Sao_Paulo").expect("a zone");
        let text = |at: &str| instant_millis(at.parse::<Timestamp>().expect("an instant"), &zone);
        assert_eq!(text("2019-03-13T13:25:32.595Z"), "2019-03-13T10:25:32.595-03:00");
        assert_eq!(
            text("2019-01-13T13:25:32.5999Z"),
            "2019-01-13T11:25:32.599-02:00",
            "daylight-saving time"
        );
        assert_eq!(text("2026-01-01T02:59:59Z"), "2025-12-31T23:59:59.000-03:00");
        let at = "2025-07-18T15:18:38.0000071Z".parse().expect("an instant");
        assert_eq!(instant(at, &TimeZone::UTC, 6), "2025-07-18T15:18:38.000007+00:00");
        assert_eq!(instant(at, &zone, 0), "2025-07-18T12:18:38-03:00");
    }
}
