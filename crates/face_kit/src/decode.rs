//! From body bytes to wire structs, whatever the bytes.
//!
//! Not the fields' checks: those come after, all at once.
//!
//! The one rule to know: only the shape of the whole body ends a request here; bad fields never do.

use serde::Deserialize;
use serde::de::IgnoredAny;

use domain::refusal::Problem;

use crate::check::{Fault, Faults};
use crate::error::Error;
use crate::given::{Given, LastWins, Listed};
use crate::transport::Transport;

/// The deepest nesting that is read: what `serde_json` bounds itself to where it recurses.
const DEEPEST: usize = 128;

/// The object that the body is.
pub(crate) fn read_object<'de, T: Deserialize<'de>>(body: &'de [u8]) -> Result<T, Transport> {
    let json = text(body)?;
    if !json.starts_with('{') {
        return Err(unless_valid(json));
    }
    T::deserialize(LastWins(json)).map_err(|error| malformed(&error))
}

/// The list that the body is.
pub(crate) fn read_list<'de, T: Deserialize<'de>>(body: &'de [u8]) -> Result<Listed<T>, Transport> {
    let json = text(body)?;
    if !json.starts_with('[') {
        return Err(unless_valid(json));
    }
    serde_json::from_str(json).map_err(|error| malformed(&error))
}

/// The object under one key of the object that the body is.
pub(crate) fn read_root<'de, T: Deserialize<'de>>(body: &'de [u8], name: &'static str) -> Result<T, Error> {
    let root = member(body, name)?;
    match root.map_or(Given::Missing, |LastWins(json)| Given::read(json)) {
        Given::Value(value) => Ok(value),
        Given::Missing | Given::Null => Err(Transport::MissingRoot { name }.into()),
        Given::Wrong(_) => Err(Faults::one(Fault::new(name, Problem::WrongType)).into()),
    }
}

/// The object under one key, or when the key is not there the whole body.
pub(crate) fn read_root_or_bare<'de, T: Deserialize<'de>>(body: &'de [u8], name: &'static str) -> Result<T, Error> {
    match member(body, name)? {
        Some(_) => read_root(body, name),
        None => Ok(read_object(body)?),
    }
}

/// One member of the object that the body is.
fn member<'de>(body: &'de [u8], name: &str) -> Result<Option<LastWins<'de>>, Transport> {
    let json = text(body)?;
    if !json.starts_with('{') {
        return Err(unless_valid(json));
    }
    let mut found = None;
    let members = LastWins(json).each_member(|key, value| {
        if key == name {
            found = Some(value);
        }
    });
    members.map_err(|error| malformed(&error))?;
    Ok(found)
}

/// The body as text that is safe to parse, from its first character that is not blank.
fn text(body: &[u8]) -> Result<&str, Transport> {
    let text = std::str::from_utf8(body).map_err(|_| Transport::NotUtf8)?;
    let json = text
        .strip_prefix('\u{feff}')
        .unwrap_or(text)
        .trim_matches([' ', '\t', '\r', '\n']);
    if json.is_empty() {
        return Err(Transport::MalformedJson {
            detail: "corpo vazio".to_owned(),
        });
    }
    if is_too_deep(json) {
        return Err(Transport::MalformedJson {
            detail: format!("mais de {DEEPEST} níveis"),
        });
    }
    Ok(json)
}

/// Whether anything is nested deeper than [`DEEPEST`]. `serde_json` bounds only what it recurses into, not what it skips
/// or keeps as text, and what is kept must be readable again.
fn is_too_deep(json: &str) -> bool {
    let (mut depth, mut in_text, mut escaped) = (0_usize, false, false);
    for byte in json.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            b'[' | b'{' if !in_text => depth += 1,
            b']' | b'}' if !in_text => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEEPEST {
            return true;
        }
    }
    false
}

/// JSON of another kind than the route takes, unless it is not JSON at all.
fn unless_valid(json: &str) -> Transport {
    match serde_json::from_str::<IgnoredAny>(json) {
        Ok(_) => Transport::NotAnObject,
        Err(error) => malformed(&error),
    }
}

/// Where the text stops being JSON. The parser's own words are left out: they are English and may quote the body.
fn malformed(error: &serde_json::Error) -> Transport {
    Transport::MalformedJson {
        detail: format!("linha {}, coluna {}", error.line(), error.column()),
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::{read_list, read_root, read_root_or_bare};
    use crate::error::Error;
    use crate::given::{Given, Text};
    use crate::transport::Transport;

    #[derive(Debug, Default, Deserialize)]
    #[serde(default)]
    struct Named {
        name: Given<Text>,
    }

    fn name(named: &Named) -> &str {
        named.name.value().expect("a name").as_str()
    }

    #[test]
    fn the_root_object_is_found_among_other_keys_and_the_last_one_counts() {
        let body = br#"{"x":1,"person":{"name":"a"},"person":{"name":"b"}}"#;
        assert_eq!(name(&read_root(body, "person").expect("a person")), "b");
    }

    #[test]
    fn a_missing_root_is_named() {
        for body in ["{}", r#"{"person":null}"#, r#"{"name":"a"}"#] {
            let error = read_root::<Named>(body.as_bytes(), "person").expect_err("no person");
            assert!(
                matches!(error, Error::Transport(Transport::MissingRoot { name: "person" })),
                "{body}"
            );
        }
        let error = read_root::<Named>(br#"{"person":[]}"#, "person").expect_err("a list");
        assert!(matches!(error, Error::Faults(faults) if faults.first().path == "person"));
    }

    #[test]
    fn a_bare_object_may_stand_for_its_root() {
        assert_eq!(
            name(&read_root_or_bare(br#"{"name":"a"}"#, "person").expect("bare")),
            "a"
        );
        assert_eq!(
            name(&read_root_or_bare(br#"{"person":{"name":"b"},"name":"a"}"#, "person").expect("wrapped")),
            "b"
        );
    }

    #[test]
    fn a_list_keeps_its_unusable_elements_in_place() {
        let list = read_list::<Named>(br#" [{"name":"a"}, 7, null] "#).expect("a list");
        assert!(matches!(
            list.elements(),
            [Given::Value(_), Given::Wrong(_), Given::Null]
        ));
        assert_eq!(
            read_list::<Named>(b"{}").expect_err("an object"),
            Transport::NotAnObject
        );
    }
}
