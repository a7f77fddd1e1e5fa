//! Bodies that are wrong: in one value, every value of every recorded body in every way there is; and as a whole.
//!
//! Not bodies that are no JSON by design: an exchange with a `text` is left out.
//!
//! The one rule to know: a wrong body is refused in the vendor's envelope, and writes nothing.

use bytes::Bytes;
use serde_json::{Map, Value};

use super::{Moment, scripts, walk};
use crate::dialect::Dialect;
use crate::spoil::spoiled;
use crate::tables::Contents;

/// Ten megabytes and some.
const LONG: usize = 10 << 20;

/// What a body is answered that is longer than its route takes.
const TOO_LARGE: u16 = 413;

/// A text that no text is, in keys that some routes know.
const HALF_A_SURROGATE: &str = "half a surrogate";

/// Every recorded body with one wrong value.
#[must_use]
pub fn bodies_wrong_in_one_value(dialect: &Dialect) -> Vec<String> {
    walk(dialect, &|moment| {
        let path = moment.path();
        let Some(body) = body(dialect, moment) else {
            return Vec::new();
        };
        let before = Contents::of(moment.store);
        let mut faults = Vec::new();
        for spoiled in spoiled(&moment.variables.in_value(body)) {
            if dialect.takes(&path, &spoiled.place, spoiled.kind) {
                continue;
            }
            let received = moment
                .client
                .json(&moment.exchange.request.method, &path, &spoiled.body);
            let fault = dialect.fault(&received);
            faults.extend(fault.map(|fault| format!("{}, {}: {fault}", spoiled.place, spoiled.kind)));
        }
        faults.extend(written(moment, &before));
        faults
    })
}

/// The lines of the dialect's exceptions that are about no value of any recorded body.
#[must_use]
pub fn exceptions_that_name_nothing(dialect: &Dialect) -> Vec<String> {
    let scripts = scripts(dialect);
    let exchanges = scripts.iter().flat_map(|(_, script)| &script.exchanges);
    let mut places = Vec::new();
    for exchange in exchanges {
        for spoiled in exchange.request.body.iter().flat_map(spoiled) {
            let path = exchange.request.path.split('?').next().unwrap_or_default();
            places.push((path.to_owned(), spoiled.place, spoiled.kind));
        }
    }
    let unused = dialect
        .taken
        .iter()
        .filter(|taken| !places.iter().any(|(path, place, kind)| taken.fits(path, place, kind)));
    unused.map(|taken| format!("{taken:?}")).collect()
}

/// Every recorded request with a body that is none.
#[must_use]
pub fn bodies_wrong_as_a_whole(dialect: &Dialect) -> Vec<String> {
    let wholes = wholes(dialect.malformed);
    walk(dialect, &|moment| {
        let path = moment.path();
        let Some(body) = body(dialect, moment) else {
            return Vec::new();
        };
        let before = Contents::of(moment.store);
        let mut faults = Vec::new();
        let method = moment.exchange.request.method.as_str();
        let needs_none = dialect.needs_no_body(&path);
        for (kind, bytes, status) in &wholes {
            // Readable, but of keys that few routes know: a route that needs none of its own takes it.
            if needs_none && *kind == HALF_A_SURROGATE {
                continue;
            }
            let received = moment.client.send(method, &path, &[], bytes.clone());
            let status = status.filter(|status| *status != TOO_LARGE || !dialect.is_roomy(&path));
            let differs = status.is_some_and(|status| status != received.status);
            let differs = differs.then(|| format!("answered {}", received.status));
            let fault = dialect.fault(&received).or(differs);
            faults.extend(fault.map(|fault| format!("{kind}: {fault}")));
        }
        let empty = [Value::Object(Map::new())];
        let rootless = rootless(body).filter(|_| !dialect.takes_rootless(&path));
        for body in empty.iter().chain(&rootless).filter(|_| !needs_none) {
            let fault = dialect.fault(&moment.client.json(method, &path, body));
            faults.extend(fault.map(|fault| format!("without its root: {fault}")));
        }
        faults.extend(written(moment, &before));
        faults
    })
}

/// The recorded body, where the route looks at one and it is not the same again: what is sent twice is answered as it was
/// the first time, whatever does not tell the two apart.
fn body<'a>(dialect: &Dialect, moment: &Moment<'a>) -> Option<&'a Value> {
    let body = moment.exchange.request.body.as_ref();
    body.filter(|_| !dialect.looks_at_no_body(&moment.path()) && !moment.is_again)
}

fn written(moment: &Moment<'_>, before: &Contents) -> impl Iterator<Item = String> {
    let differences = before.differences(&Contents::of(moment.store));
    differences.into_iter().map(|row| format!("written: {row}"))
}

/// The body without its root: what stands under its only key, or nothing.
fn rootless(body: &Value) -> Option<Value> {
    let members = body.as_object().filter(|members| members.len() == 1)?;
    members.values().next().filter(|root| root.is_object()).cloned()
}

/// Bodies that no route takes, and the status they get; `None` for any refusal.
fn wholes(malformed: u16) -> Vec<(&'static str, Bytes, Option<u16>)> {
    let text = |text: &'static str| Bytes::from_static(text.as_bytes());
    let mut long = vec![b' '; LONG];
    long.splice(0..0, *b"{\"a\":1}");
    let mut long_text = b"{\"a\":\"".to_vec();
    long_text.resize(LONG, b'a');
    long_text.extend(b"\"}");
    let malformed = [
        ("cut off", text(r#"{"order": {"code": "1""#)),
        ("a comma too many", text(r#"{"a": 1,}"#)),
        ("two values", text("{} {}")),
        ("single quotes", text("{'a': 1}")),
        ("text", text("\"texto\"")),
        ("a number", text("5")),
        ("null", text("null")),
        ("a form", text("a=1&b=2")),
        ("no UTF-8", Bytes::from_static(b"{\"order\": {\"code\": \"\xff\xfe\"}}")),
        ("no UTF-8 in a key", Bytes::from_static(b"{\"\xc3\x28\": 1}")),
        ("a hundred thousand levels", Bytes::from("[".repeat(100_000))),
    ]
    .map(|(kind, bytes)| (kind, bytes, Some(malformed)));
    let others = [
        ("a list", text("[]"), None),
        (
            HALF_A_SURROGATE,
            text(r#"{"order": {"code": "\ud800"}, "code": "\ud800"}"#),
            None,
        ),
        ("ten megabytes of blanks", Bytes::from(long), Some(TOO_LARGE)),
        ("ten megabytes of text", Bytes::from(long_text), Some(TOO_LARGE)),
    ];
    malformed.into_iter().chain(others).collect()
}
