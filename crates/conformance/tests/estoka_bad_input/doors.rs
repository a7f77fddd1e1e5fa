//! Bodies that are wrong as a whole: no JSON, not the right kind of JSON, too long, without their root.

use bytes::Bytes;
use conformance::script::Exchange;
use conformance::tables::Contents;
use serde_json::Value;

use crate::bodies::looks_at_no_body;
use crate::{fault, none, walk};

/// Ten megabytes and some.
const LONG: usize = 10 << 20;

/// Routes whose body may be left out, so that an empty object is right: contract 1, the warehouse's steps.
const NEED_NO_BODY: &[&str] = &["/pack", "/issue_nfe"];

/// Bodies that no route takes, and the status they get; `None` for any refusal.
fn wholes() -> Vec<(&'static str, Bytes, Option<u16>)> {
    let text = |text: &'static str| Bytes::from_static(text.as_bytes());
    let deep = "[".repeat(100_000);
    let mut long = vec![b' '; LONG];
    long.splice(0..0, *b"{\"a\":1}");
    let mut long_text = b"{\"a\":\"".to_vec();
    long_text.resize(LONG, b'a');
    long_text.extend(b"\"}");
    vec![
        ("cut off", text(r#"{"order": {"code": "1""#), Some(400)),
        ("a comma too many", text(r#"{"a": 1,}"#), Some(400)),
        ("two values", text("{} {}"), Some(400)),
        ("single quotes", text("{'a': 1}"), Some(400)),
        ("a list", text("[]"), Some(400)),
        ("text", text("\"texto\""), Some(400)),
        ("a number", text("5"), Some(400)),
        ("null", text("null"), Some(400)),
        ("a form", text("a=1&b=2"), Some(400)),
        (
            "no UTF-8",
            Bytes::from_static(b"{\"order\": {\"code\": \"\xff\xfe\"}}"),
            Some(400),
        ),
        ("no UTF-8 in a key", Bytes::from_static(b"{\"\xc3\x28\": 1}"), Some(400)),
        (
            "half a surrogate",
            text(r#"{"order": {"code": "\ud800"}, "code": "\ud800"}"#),
            None,
        ),
        ("a hundred thousand levels", Bytes::from(deep), Some(400)),
        ("ten megabytes of blanks", Bytes::from(long), Some(413)),
        ("ten megabytes of text", Bytes::from(long_text), Some(413)),
    ]
}

/// The body without its root: what stands under its only key, or nothing.
fn rootless(body: &Value) -> Option<Value> {
    let members = body.as_object().filter(|members| members.len() == 1)?;
    members.values().next().filter(|root| root.is_object()).cloned()
}

#[test]
fn a_body_that_is_wrong_as_a_whole_is_refused_and_writes_nothing() {
    let wholes = wholes();
    let wrong = walk(&|store, _, client, exchange: &Exchange, variables| {
        let path = variables.in_text(&exchange.request.path);
        let Some(body) = exchange.request.body.as_ref().filter(|_| !looks_at_no_body(&path)) else {
            return Vec::new();
        };
        let before = Contents::of(store);
        let mut faults = Vec::new();
        let method = exchange.request.method.as_str();
        for (kind, bytes, status) in &wholes {
            let received = client.send(method, &path, &[], bytes.clone());
            let differs = status.is_some_and(|status| status != received.status);
            let differs = differs.then(|| format!("answered {}", received.status));
            faults.extend(fault(&received).or(differs).map(|fault| format!("{kind}: {fault}")));
        }
        let needs_none = NEED_NO_BODY.iter().any(|end| path.ends_with(end));
        let empty = [Value::Object(serde_json::Map::new())];
        for body in empty.iter().chain(&rootless(body)).filter(|_| !needs_none) {
            faults.extend(fault(&client.json(method, &path, body)).map(|fault| format!("without its root: {fault}")));
        }
        faults.extend(
            before
                .differences(&Contents::of(store))
                .into_iter()
                .map(|row| format!("written: {row}")),
        );
        faults
    });
    none(&wrong);
}
