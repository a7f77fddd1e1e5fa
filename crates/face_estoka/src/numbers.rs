//! Estoka's spellings of decimals, quantities, dates and document numbers.
//!
//! Not arithmetic: amounts come and go as the core's types.
//!
//! The one rule to know: in Rails a decimal column prints as text with at least one decimal (`"0.0"`) and a float as a
//! number with at least one (`0.2`); which a field is, the wire struct says. Local times are the account's.

use app::{Failure, Reader};
use domain::amount::{Quantity, Rate};
use domain::documents::{Cnpj, Cpf, PostalCode};
use domain::ids::AccountId;
use face_kit::{Amount, Error, Exchange, JsonDecimal, instant_millis};
use jiff::Timestamp;
use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{Offset, TimeZone};

/// The most decimals of an amount that comes in.
pub(crate) const DECIMALS: u8 = 6;

/// What an account needs to be spelled: its number, which many objects show, and its zone.
#[derive(Debug, Clone)]
pub(crate) struct Spelling {
    /// The account.
    pub(crate) account: AccountId,
    /// Where its days begin.
    pub(crate) zone: TimeZone,
}

impl Spelling {
    /// The spelling of the account that is read.
    pub(crate) fn of(reader: &mut Reader<'_, '_>) -> Result<Self, Failure> {
        let account = reader.account_settings()?;
        Ok(Self {
            account: account.id,
            zone: account.time_zone,
        })
    }

    /// An instant, to the millisecond, with the account's offset then.
    pub(crate) fn instant(&self, at: Timestamp) -> String {
        instant_millis(at, &self.zone)
    }

    /// A moment as people read it, in the account's zone: `29/11/2026 10:00`.
    pub(crate) fn minute(&self, at: Timestamp) -> String {
        at.to_zoned(self.zone.clone()).strftime("%d/%m/%Y %H:%M").to_string()
    }

    /// [`Self::instant`] of what may be missing.
    pub(crate) fn optional_instant(&self, at: Option<Timestamp>) -> Option<String> {
        at.map(|at| self.instant(at))
    }
}

/// The zone in which a request's local times are read.
pub(crate) async fn zone(exchange: &Exchange) -> Result<TimeZone, Error> {
    let account = exchange
        .app
        .read(&exchange.call, |reader| reader.account_settings())
        .await?;
    Ok(account.time_zone)
}

/// A decimal column: text with all its decimals and at least one, `"150.3"`, `"0.0"`.
pub(crate) fn decimal_text(amount: impl Amount) -> String {
    amount.fixed_text(amount.significant_decimals().max(1))
}

/// A share as a percentage: text with all its decimals and at least one, `"15.0"` of 0.15.
pub(crate) fn percent_text(share: Rate) -> String {
    // A percentage has two decimals fewer than the share.
    share.percent_to_fixed(share.decimals().saturating_sub(2).max(1))
}

/// A float: a number with all its decimals and at least one, `0.2`, `90.0`.
pub(crate) fn float(amount: impl Amount) -> JsonDecimal {
    JsonDecimal::at_least(amount, 1)
}

/// A quantity: a number without decimals unless it has some, `86`, `1.5`. Clients read it into a whole number.
pub(crate) fn figure(quantity: Quantity) -> JsonDecimal {
    JsonDecimal::shortest(quantity)
}

/// A coordinate in millionths of a degree as a float.
pub(crate) fn degrees(microdegrees: i64) -> JsonDecimal {
    float(Quantity::from_millionths(microdegrees))
}

/// A CPF or CNPJ with its punctuation; anything else as it is kept.
pub(crate) fn punctuated_document(text: &str) -> String {
    if let Ok(cpf) = Cpf::parse_unchecked(text) {
        return cpf.formatted();
    }
    Cnpj::parse_unchecked(text).map_or_else(|_| text.to_owned(), |cnpj| cnpj.formatted())
}

/// A CEP with its hyphen; anything else as it is kept.
pub(crate) fn postal_code(text: &str) -> String {
    PostalCode::parse(text).map_or_else(|_| text.to_owned(), |code| code.formatted())
}

/// A Brazilian telephone of ten or eleven digits as `(21) 99382-8559`; anything else as it is kept.
pub(crate) fn phone(text: &str) -> String {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let is_bare = text.chars().all(|sign| sign.is_ascii_digit() || " ()-".contains(sign));
    match (is_bare, digits.len()) {
        (true, 10 | 11) => {
            let (area, number) = digits.split_at(2);
            let (front, back) = number.split_at(number.len() - 4);
            format!("({area}) {front}-{back}")
        }
        _ => text.to_owned(),
    }
}

/// A day in any spelling the vendor takes; a time after it is read and dropped.
pub(crate) fn date(text: &str) -> Option<Date> {
    split(text).map(|moment| moment.date)
}

/// An instant in any spelling the vendor takes; a day without a time is its beginning.
pub(crate) fn instant(text: &str, zone: &TimeZone) -> Option<Timestamp> {
    let moment = split(text)?;
    let (time, offset) = moment.time.unwrap_or((Time::midnight(), None));
    at(moment.date.to_datetime(time), offset, zone)
}

/// The first instant after a range that ends with this one; a day without a time ends with its last instant.
pub(crate) fn end(text: &str, zone: &TimeZone) -> Option<Timestamp> {
    let moment = split(text)?;
    match moment.time {
        None => at(moment.date.tomorrow().ok()?.at(0, 0, 0, 0), None, zone),
        Some((time, offset)) => at(moment.date.to_datetime(time), offset, zone)?
            .checked_add(1.microsecond())
            .ok(),
    }
}

/// What a text says of a point in time.
struct Moment {
    date: Date,
    /// The time of day, and the offset from UTC when it is said.
    time: Option<(Time, Option<Offset>)>,
}

/// Reads `dd/mm/yyyy`, `dd-mm-yyyy`, `yyyy/mm/dd` or `yyyy-mm-dd`, alone or followed by a time.
fn split(text: &str) -> Option<Moment> {
    let text = text.trim();
    let (day, rest) = match text.split_once(['T', 't', ' ']) {
        Some((day, rest)) => (day, Some(rest.trim())),
        None => (text, None),
    };
    let time = match rest {
        None => None,
        Some(rest) => Some(time_of_day(rest)?),
    };
    Some(Moment {
        date: day_of(day)?,
        time,
    })
}

fn day_of(text: &str) -> Option<Date> {
    let separator = if text.contains('/') { '/' } else { '-' };
    let mut parts = text.split(separator);
    let (first, month, last) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let (year, day) = if first.len() == 4 { (first, last) } else { (last, first) };
    if year.len() != 4 || !(1..=2).contains(&month.len()) || !(1..=2).contains(&day.len()) {
        return None;
    }
    Date::new(number(year)?, number(month)?, number(day)?).ok()
}

/// `hh:mm[:ss[.fraction]]` with `Z` or an offset after it, or neither.
fn time_of_day(text: &str) -> Option<(Time, Option<Offset>)> {
    let end = text.find(['Z', 'z', '+', '-', ' ']).unwrap_or(text.len());
    let (clock, zone) = text.split_at(end);
    let mut parts = clock.split(':');
    let (hour, minute) = (number(parts.next()?)?, number(parts.next()?)?);
    let (second, nanosecond) = match parts.next() {
        None => (0, 0),
        Some(second) => match second.split_once(['.', ',']) {
            None => (number(second)?, 0),
            Some((second, fraction)) => (number(second)?, nanoseconds(fraction)?),
        },
    };
    if parts.next().is_some() {
        return None;
    }
    // The store holds microseconds.
    let time = Time::new(hour, minute, second, nanosecond / 1_000 * 1_000).ok()?;
    match zone.trim() {
        "" => Some((time, None)),
        "Z" | "z" => Some((time, Some(Offset::UTC))),
        signed => Some((time, Some(offset(signed)?))),
    }
}

/// `+hh:mm`, `+hhmm` or `+hh`.
fn offset(text: &str) -> Option<Offset> {
    let (sign, digits) = match text.split_at_checked(1)? {
        ("+", digits) => (1, digits),
        ("-", digits) => (-1, digits),
        _ => return None,
    };
    let digits = digits.replace(':', "");
    let (hours, minutes): (i32, i32) = match digits.len() {
        2 => (number(&digits)?, 0),
        4 => (number(digits.get(..2)?)?, number(digits.get(2..)?)?),
        _ => return None,
    };
    if minutes > 59 {
        return None;
    }
    Offset::from_seconds(sign * (hours * 3_600 + minutes * 60)).ok()
}

/// Up to nine digits of a second's fraction; what is finer is dropped.
fn nanoseconds(digits: &str) -> Option<i32> {
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let padded = format!("{digits:0<9}");
    padded.get(..9)?.parse().ok()
}

/// Digits only: no sign, which `parse` alone would take.
fn number<N: std::str::FromStr>(text: &str) -> Option<N> {
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    text.parse().ok()
}

/// The instant of a local time; one that a change of the clock skipped or repeated is read as if the clock had not
/// changed yet.
fn at(local: DateTime, offset: Option<Offset>, zone: &TimeZone) -> Option<Timestamp> {
    match offset {
        Some(offset) => offset.to_timestamp(local).ok(),
        None => zone.to_ambiguous_timestamp(local).compatible().ok(),
    }
}

#[cfg(test)]
mod tests {
    use domain::amount::{Money, Quantity, Rate};
    use jiff::tz::TimeZone;

    use super::{
        date, decimal_text, end, figure, float, instant, percent_text, phone, postal_code, punctuated_document,
    };

    fn zone() -> TimeZone {
        TimeZone::get("America/Sao_Paulo").expect("a zone")
    }

    #[test]
    fn a_decimal_column_is_text_and_a_float_a_number_with_at_least_one_decimal() {
        let money = |text: &str| Money::parse(text).expect("an amount");
        assert_eq!(decimal_text(money("0")), "0.0");
        assert_eq!(decimal_text(money("-50")), "-50.0");
        assert_eq!(decimal_text(money("150.30")), "150.3");
        assert_eq!(float(money("20")).text(), "20.0");
        assert_eq!(float(money("13.525")).text(), "13.525");
    }

    #[test]
    fn a_share_is_the_text_of_a_percentage() {
        let text = |percent: &str| percent_text(Rate::from_percent(percent).expect("a percentage"));
        assert_eq!(
            ["15", "12.5", "0.0001", "100"].map(text),
            ["15.0", "12.5", "0.0001", "100.0"]
        );
    }

    #[test]
    fn a_quantity_has_decimals_only_when_it_is_not_whole() {
        let quantity = |text: &str| figure(Quantity::parse(text).expect("a quantity"));
        assert_eq!(quantity("86.000").text(), "86");
        assert_eq!(quantity("1.5").text(), "1.5");
    }

    #[test]
    fn every_spelling_of_a_date_is_the_same_day() {
        for text in [
            "08/06/2022",
            "08-06-2022",
            "2022/06/08",
            "2022-06-08",
            "8/6/2022",
            " 2022-06-08T10:00 ",
        ] {
            assert_eq!(
                date(text).map(|day| day.to_string()).as_deref(),
                Some("2022-06-08"),
                "{text}"
            );
        }
        for text in [
            "",
            "08/06",
            "31/02/2022",
            "2022-13-01",
            "08/06/22",
            "amanhã",
            "2022-06-08T",
            "1/2/3/2022",
        ] {
            assert_eq!(date(text), None, "{text}");
        }
    }

    #[test]
    fn a_local_time_is_the_accounts_and_an_offset_is_kept_to() {
        let table = [
            ("08/06/2022T17:20:00", "2022-06-08T20:20:00Z"),
            ("08/06/2022T17:20", "2022-06-08T20:20:00Z"),
            ("2022/06/08 17:20", "2022-06-08T20:20:00Z"),
            ("2022-06-08", "2022-06-08T03:00:00Z"),
            ("2019-01-10T10:00:00", "2019-01-10T12:00:00Z"),
            ("2020-01-17T19:53:02.965Z", "2020-01-17T19:53:02.965Z"),
            ("2020-05-20T10:23:17-03:00", "2020-05-20T13:23:17Z"),
            ("2020-05-20 10:23:17 -0300", "2020-05-20T13:23:17Z"),
            ("2020-05-20T10:23:17+01", "2020-05-20T09:23:17Z"),
            ("2020-05-20T10:23:17.1234567Z", "2020-05-20T10:23:17.123456Z"),
        ];
        for (text, expected) in table {
            let read = instant(text, &zone()).map(|at| at.to_string());
            assert_eq!(read.as_deref(), Some(expected), "{text}");
        }
        for text in [
            "2022-06-08T24:00",
            "2022-06-08T10",
            "2022-06-08T10:00:00:00",
            "2022-06-08T10:00+99:99",
            "2022-06-08T+1:00",
            "2022-06-08T10:00-03:00:00",
            "2022-06-08T10:00:00.",
            "2022-06-08TZ",
            "é",
            "-",
        ] {
            assert_eq!(instant(text, &zone()), None, "{text}");
        }
    }

    #[test]
    fn a_range_that_ends_on_a_day_ends_with_that_day() {
        let table = [
            ("08/06/2022", "2022-06-09T03:00:00Z"),
            ("08/06/2022T20:50:10", "2022-06-08T23:50:10.000001Z"),
        ];
        for (text, expected) in table {
            let read = end(text, &zone()).map(|at| at.to_string());
            assert_eq!(read.as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn documents_and_postal_codes_get_their_punctuation() {
        assert_eq!(punctuated_document("11507279780"), "115.072.797-80");
        assert_eq!(punctuated_document("57414248000116"), "57.414.248/0001-16");
        assert_eq!(punctuated_document("123"), "123");
        assert_eq!(postal_code("21321050"), "21321-050");
        assert_eq!(postal_code("W1A 1AA"), "W1A 1AA");
        assert_eq!(phone("21992828559"), "(21) 99282-8559");
        assert_eq!(phone("(21) 3382-8559"), "(21) 3382-8559");
        assert_eq!(phone("+44 20 7946 0000"), "+44 20 7946 0000");
    }
}
