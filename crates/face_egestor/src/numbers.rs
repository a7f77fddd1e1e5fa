//! eGestor's spellings of money, quantities, dates and booleans.
//!
//! Not arithmetic: amounts come and go as the core's types.
//!
//! The one rule to know: amounts are JSON numbers in their shortest form, days are `yyyy-mm-dd` and empty when there is
//! none, instants are local and without zone.

use app::{Failure, Reader};
use domain::amount::Rate;
use face_kit::{Amount, JsonDecimal};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use serde_json::Value;

/// What an account needs to be spelled: where its days begin.
#[derive(Debug, Clone)]
pub(crate) struct Spelling {
    zone: TimeZone,
}

impl Spelling {
    /// The spelling of the account that is read.
    pub(crate) fn of(reader: &mut Reader<'_, '_>) -> Result<Self, Failure> {
        Ok(Self {
            zone: reader.account_settings()?.time_zone,
        })
    }

    /// An instant as `2017-01-15 11:20:15`.
    pub(crate) fn instant(&self, at: Timestamp) -> Value {
        let local = self.zone.to_offset(at).to_datetime(at);
        let time = local.time();
        let text = format!(
            "{} {:02}:{:02}:{:02}",
            local.date(),
            time.hour(),
            time.minute(),
            time.second()
        );
        text.into()
    }

    /// The day on which an instant is.
    pub(crate) fn day(&self, at: Timestamp) -> Date {
        self.zone.to_offset(at).to_datetime(at).date()
    }

    /// When a day begins.
    pub(crate) fn beginning(&self, day: Date) -> Option<Timestamp> {
        let zoned = day
            .to_datetime(jiff::civil::Time::midnight())
            .to_zoned(self.zone.clone());
        zoned.ok().map(|zoned| zoned.timestamp())
    }

    /// When the day after a day begins.
    pub(crate) fn end(&self, day: Date) -> Option<Timestamp> {
        self.beginning(day.tomorrow().ok()?)
    }

    /// The instant at which clocks here show this.
    pub(crate) fn at(&self, local: DateTime) -> Option<Timestamp> {
        local.to_zoned(self.zone.clone()).ok().map(|zoned| zoned.timestamp())
    }
}

/// What clocks show in a text, `2017-01-15 11:20:15` or a day alone, which is its beginning.
pub(crate) fn local(text: &str) -> Option<DateTime> {
    let text = text.trim();
    if text.len() <= 10 {
        return Some(day(text)?.to_datetime(jiff::civil::Time::midnight()));
    }
    text.replacen(' ', "T", 1).parse().ok()
}

/// A day of text; a time after it is dropped.
pub(crate) fn day(text: &str) -> Option<Date> {
    let text = text.trim();
    let day = text.get(..10)?;
    match text.as_bytes().get(10) {
        None | Some(b' ' | b'T') => day.parse().ok(),
        Some(_) => None,
    }
}

/// A day, empty when there is none.
pub(crate) fn day_text(day: Option<Date>) -> Value {
    day.map_or_else(String::new, |day| day.to_string()).into()
}

/// An amount as a JSON number.
pub(crate) fn number(amount: impl Amount) -> Value {
    let decimal = JsonDecimal::shortest(amount);
    serde_json::from_str(decimal.text()).unwrap_or(Value::Null)
}

/// A rate as a percentage, 0 when there is none.
pub(crate) fn percent(rate: Option<Rate>) -> Value {
    let text = rate.unwrap_or(Rate::ZERO).percent();
    serde_json::from_str(&text).unwrap_or(Value::Null)
}

/// Text, empty when there is none.
pub(crate) fn text(text: Option<&str>) -> Value {
    text.unwrap_or_default().into()
}

/// The number of a record, 0 when there is none.
pub(crate) fn id(id: Option<i64>) -> Value {
    id.unwrap_or_default().into()
}

#[cfg(test)]
mod tests {
    use domain::amount::Money;

    use super::{day, number};

    #[test]
    fn a_day_is_read_with_or_without_a_time() {
        assert_eq!(
            day("2017-04-25").map(|day| day.to_string()).as_deref(),
            Some("2017-04-25")
        );
        assert_eq!(day("2017-04-25 10:00:00"), day("2017-04-25"));
        assert_eq!((day("25/04/2017"), day("2017-13-01"), day("")), (None, None, None));
    }

    #[test]
    fn an_amount_is_a_number_without_needless_zeros() {
        let shown = |text: &str| number(Money::parse(text).expect("an amount")).to_string();
        assert_eq!(
            (shown("500.00"), shown("10.37")),
            ("500".to_owned(), "10.37".to_owned())
        );
    }
}
