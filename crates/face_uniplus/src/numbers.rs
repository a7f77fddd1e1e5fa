//! Uniplus's spellings of decimals, days and instants.
//!
//! Not arithmetic: amounts come and go as the core's types.
//!
//! The one rule to know: what is read is text with the field's decimals, `"10.230000"`; what comes in may be text or a
//! number, and more digits or decimals than the field has are refused, never rounded.

use face_kit::Amount;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// A decimal as it is shown: text with exactly so many decimals.
pub(crate) fn decimal(amount: impl Amount, decimals: u8) -> String {
    amount.fixed_text(decimals)
}

/// A day, `2020-08-01`.
pub(crate) fn day(text: &str) -> Option<Date> {
    let text = text.get(..10)?;
    let is_day = text.bytes().enumerate().all(|(place, byte)| match place {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    if is_day { text.parse().ok() } else { None }
}

/// An instant as sales show it, without zone: `2023-08-30T15:34:26.635`.
pub(crate) fn local_instant(at: Timestamp, zone: &TimeZone) -> String {
    face_kit::instant(at, zone, 3).chars().take(23).collect()
}

/// The day of an instant in a zone.
pub(crate) fn local_day(at: Timestamp, zone: &TimeZone) -> Date {
    zone.to_datetime(at).date()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::amount::UnitPrice;

    #[test]
    fn decimals_are_text_with_the_decimals_of_their_field() {
        let price = UnitPrice::parse("10.23").expect("a price");
        assert_eq!(decimal(price, 6), "10.230000");
    }

    #[test]
    fn a_day_is_read_with_or_without_a_time_and_in_no_other_form() {
        let table = [
            ("2020-08-01", Some("2020-08-01")),
            ("2020-08-01T10:00:00", Some("2020-08-01")),
            ("2020-02-30", None),
            ("01/08/2020", None),
            ("2020-8-1", None),
            ("20200801xx", None),
            ("", None),
            ("ção-ção-ção", None),
        ];
        for (text, expected) in table {
            assert_eq!(day(text).map(|day| day.to_string()).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn instants_have_milliseconds_and_no_zone() {
        let zone = TimeZone::get("America/Sao_Paulo").expect("a zone");
        let at = "2023-08-30T18:34:26.635Z".parse().expect("an instant");
        assert_eq!(local_instant(at, &zone), "2023-08-30T15:34:26.635");
        assert_eq!(local_day(at, &zone).to_string(), "2023-08-30");
    }
}
