//! Values on their way into a statement.
//!
//! Not the domain's types: how each of those becomes a value is `convert.rs`.
//!
//! The one rule to know: there are four kinds of stored value (nothing, whole number, text, bytes); a boolean is 0 or
//! 1, an instant is UTC microseconds, a day is text `yyyy-mm-dd`.

use jiff::Timestamp;
use jiff::civil::Date;

/// One parameter of a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Param<'a> {
    /// NULL.
    Null,
    /// BIGINT.
    Int(i64),
    /// TEXT. A zero byte in it is refused when the statement runs.
    Text(&'a str),
    /// BYTEA or BLOB.
    Blob(&'a [u8]),
    /// A day, stored as TEXT `yyyy-mm-dd`. Apart from `Text` only so that nobody has to format it first.
    Day(Date),
}

/// What can be a parameter. [`params!`](crate::params) calls it.
pub trait ToParam {
    /// The value as the engines know it, borrowed where it is text or bytes.
    fn to_param(&self) -> Param<'_>;
}

/// The parameters of a statement: `tx.execute(sql, params![account, sku, quantity])`.
#[macro_export]
macro_rules! params {
    ($($value:expr),* $(,)?) => {
        &[$($crate::ToParam::to_param(&$value)),*] as &[$crate::Param<'_>]
    };
}

impl ToParam for Param<'_> {
    fn to_param(&self) -> Param<'_> {
        *self
    }
}

impl<T: ToParam + ?Sized> ToParam for &T {
    fn to_param(&self) -> Param<'_> {
        (**self).to_param()
    }
}

impl<T: ToParam> ToParam for Option<T> {
    fn to_param(&self) -> Param<'_> {
        self.as_ref().map_or(Param::Null, ToParam::to_param)
    }
}

/// Declares types that are a parameter by value, with `From` beside `ToParam`.
macro_rules! by_value {
    ($($type:ty: $value:ident => $param:expr;)+) => {$(
        impl From<$type> for Param<'_> {
            fn from($value: $type) -> Self {
                $param
            }
        }

        impl ToParam for $type {
            fn to_param(&self) -> Param<'_> {
                Param::from(*self)
            }
        }
    )+};
}

by_value! {
    i64: value => Param::Int(value);
    i32: value => Param::Int(i64::from(value));
    u32: value => Param::Int(i64::from(value));
    u16: value => Param::Int(i64::from(value));
    u8: value => Param::Int(i64::from(value));
    bool: value => Param::Int(i64::from(value));
    Timestamp: value => Param::Int(value.as_microsecond());
    Date: value => Param::Day(value);
}

/// Declares types that are a parameter by reference.
macro_rules! by_reference {
    ($($type:ty: $value:ident => $param:expr;)+) => {$(
        impl<'a> From<&'a $type> for Param<'a> {
            fn from($value: &'a $type) -> Self {
                $param
            }
        }

        impl ToParam for $type {
            fn to_param(&self) -> Param<'_> {
                Param::from(self)
            }
        }
    )+};
}

by_reference! {
    str: value => Param::Text(value);
    String: value => Param::Text(value);
    [u8]: value => Param::Blob(value);
    Vec<u8>: value => Param::Blob(value);
}

impl<'a, const N: usize> From<&'a [u8; N]> for Param<'a> {
    fn from(value: &'a [u8; N]) -> Self {
        Param::Blob(value)
    }
}

impl<const N: usize> ToParam for [u8; N] {
    fn to_param(&self) -> Param<'_> {
        Param::Blob(self)
    }
}

impl<'a, T: Into<Param<'a>>> From<Option<T>> for Param<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Param::Null, Into::into)
    }
}

impl<'a> From<&'a Option<String>> for Param<'a> {
    fn from(value: &'a Option<String>) -> Self {
        value.as_deref().into()
    }
}

/// The number of the first text parameter, from 1, that holds a zero byte.
pub(super) fn zero_byte(params: &[Param<'_>]) -> Option<usize> {
    let holds_zero = |param: &Param<'_>| match param {
        Param::Text(text) => text.as_bytes().contains(&0),
        Param::Null | Param::Int(_) | Param::Blob(_) | Param::Day(_) => false,
    };
    params.iter().position(holds_zero).map(|index| index + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_null_or_their_value() {
        let name = Some("loja".to_owned());
        assert_eq!(
            params![name, None::<i64>, Some(true), &name],
            [Param::Text("loja"), Param::Null, Param::Int(1), Param::Text("loja")]
        );
        assert_eq!(Param::from(&name), Param::Text("loja"));
        assert_eq!(Param::from(None::<&str>), Param::Null);
    }

    #[test]
    fn an_instant_is_microseconds() {
        let instant: Timestamp = "2024-02-29T12:00:00.123456Z".parse().unwrap();
        assert_eq!(Param::from(instant), Param::Int(1_709_208_000_123_456));
    }

    #[test]
    fn the_first_text_with_a_zero_byte_is_found_and_bytes_may_hold_it() {
        assert_eq!(zero_byte(params![b"\0", "a", "b\0c"]), Some(3));
        assert_eq!(zero_byte(params![b"\0", "a"]), None);
    }
}
