//! The query string and forms: ordered pairs, decoded, with repeated and bracketed keys as they came.
//!
//! Not a schema: a handler asks for the parameters it knows; others are ignored.
//!
//! The one rule to know: of a key given twice the last value counts, unless the handler asks for all.

use crate::given::{Element, Given};
use crate::transport::Transport;

/// The most parameters that are read.
const MOST: usize = 1_000;

/// A decoded query string or form.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    pairs: Vec<(String, String)>,
}

impl Query {
    /// Decodes `a=1&b[c]=x+y`: percent sequences, and `+` for a blank.
    ///
    /// # Errors
    /// [`Transport::BadQuery`] for a broken percent sequence, text that is not UTF-8 or holds a NUL, and more than a
    /// thousand parameters.
    pub fn parse(raw: &str) -> Result<Self, Transport> {
        let mut pairs = Vec::new();
        for pair in raw.split('&').filter(|pair| !pair.is_empty()) {
            if pairs.len() == MOST {
                return Err(Transport::BadQuery {
                    detail: format!("mais de {MOST} parâmetros"),
                });
            }
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            pairs.push((decode_form(key)?, decode_form(value)?));
        }
        Ok(Self { pairs })
    }

    /// All pairs, in their order.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pairs.iter().map(|(key, value)| (key.as_str(), value.as_str()))
    }

    /// The last value of this key, brackets written out: `search[code]`.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.pairs
            .iter()
            .rev()
            .find(|(known, _)| known == key)
            .map(|(_, value)| value.as_str())
    }

    /// Every value of this key, spelled `key` or `key[]`, in their order.
    pub fn all<'q>(&'q self, key: &'q str) -> impl Iterator<Item = &'q str> {
        self.pairs()
            .filter(move |(known, _)| known.strip_suffix("[]").unwrap_or(known) == key)
            .map(|(_, value)| value)
    }

    /// What is in the brackets after this key, with the values: `search[code]=x` of `search` is `("code", "x")`.
    pub fn within<'q>(&'q self, key: &'q str) -> impl Iterator<Item = (&'q str, &'q str)> {
        self.pairs().filter_map(move |(known, value)| {
            let inner = known.strip_prefix(key)?.strip_prefix('[')?.strip_suffix(']')?;
            (!inner.is_empty()).then_some((inner, value))
        })
    }

    /// The last value of this key as a field that [`Checker`](crate::Checker) reads; blank counts as null.
    pub fn given<T: Element>(&self, key: &str) -> Given<T> {
        self.get(key).map_or(Given::Missing, Given::read_plain)
    }
}

/// Decodes one key or value of a form.
fn decode_form(text: &str) -> Result<String, Transport> {
    let decoded = if text.contains('+') {
        decode(&text.replace('+', " "))
    } else {
        decode(text)
    };
    decoded.map_err(|detail| Transport::BadQuery {
        detail: detail.to_owned(),
    })
}

/// Decodes percent sequences.
///
/// # Errors
/// In Portuguese: what is wrong with the text.
pub(crate) fn decode(text: &str) -> Result<String, &'static str> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        rest = tail;
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let [high, low, tail @ ..] = rest else {
            return Err("sequência de porcentagem incompleta");
        };
        let (Some(high), Some(low)) = (hexadecimal(*high), hexadecimal(*low)) else {
            return Err("sequência de porcentagem inválida");
        };
        bytes.push(high << 4 | low);
        rest = tail;
    }
    // No store holds a NUL in text.
    if bytes.contains(&0) {
        return Err("caractere nulo");
    }
    String::from_utf8(bytes).map_err(|_| "texto que não é UTF-8")
}

fn hexadecimal(digit: u8) -> Option<u8> {
    char::from(digit)
        .to_digit(16)
        .and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use super::Query;
    use crate::given::{Flag, Given, Text, WholeNumber};
    use crate::transport::Transport;

    fn query(raw: &str) -> Query {
        Query::parse(raw).expect("a readable query")
    }

    #[test]
    fn pairs_are_decoded_and_keep_their_order() {
        let query = query("b=1&a=x+y%2B%C3%A7&&c&d=&=e&f=g=h");
        let pairs: Vec<_> = query.pairs().collect();
        assert_eq!(
            pairs,
            [
                ("b", "1"),
                ("a", "x y+ç"),
                ("c", ""),
                ("d", ""),
                ("", "e"),
                ("f", "g=h")
            ]
        );
    }

    #[test]
    fn brackets_may_be_encoded() {
        let query = query("search%5Bcode%5D=A1&search[organization_id]=2&search=x&searching[a]=y&search[]=z");
        assert_eq!(query.get("search[code]"), Some("A1"));
        assert_eq!(
            query.within("search").collect::<Vec<_>>(),
            [("code", "A1"), ("organization_id", "2")]
        );
    }

    #[test]
    fn the_last_of_repeated_keys_counts_unless_all_are_asked_for() {
        let query = query("id=1&id[]=2&id=3");
        assert_eq!(query.get("id"), Some("3"));
        assert_eq!(query.all("id").collect::<Vec<_>>(), ["1", "2", "3"]);
    }

    #[test]
    fn what_cannot_be_decoded_is_a_bad_query() {
        for raw in ["a=%", "a=%4", "a=%zz", "%ff=1", "a=%00", "a=%C3", "a=%+1"] {
            assert!(matches!(Query::parse(raw), Err(Transport::BadQuery { .. })), "{raw}");
        }
        assert!(Query::parse(&"a&".repeat(1_000)).is_ok());
        assert!(Query::parse(&"a&".repeat(1_001)).is_err());
    }

    #[test]
    fn parameters_are_fields_like_any_other() {
        let query = query("page=2&name=ana&active=1&blank=&bad=x%22y");
        assert_eq!(
            query.given::<WholeNumber>("page").into_value().map(WholeNumber::get),
            Some(2)
        );
        assert_eq!(query.given::<Text>("name").value().map(Text::as_str), Some("ana"));
        assert_eq!(query.given::<Flag>("active").into_value().map(Flag::get), Some(true));
        assert!(query.given::<WholeNumber>("blank").is_null());
        assert!(query.given::<WholeNumber>("absent").is_missing());
        assert_eq!(query.given::<WholeNumber>("bad"), Given::Wrong(r#""x\"y""#.to_owned()));
    }

    proptest::proptest! {
        #[test]
        fn no_text_breaks_the_reader(raw in ".{0,100}") {
            let _ = Query::parse(&raw);
        }
    }
}
