//! What Estoka answers to what is wrong: its own envelope, never a failure of the server, and nothing is written.
//!
//! Not a fuzzer: the wrong requests are made from the recorded exchanges, each at the point of its story where the right
//! one is about to succeed, so that nothing but the one wrong thing can be what is refused.

mod bodies;
mod doors;
mod paths;
mod strangers;

use conformance::client::{Client, Received};
use conformance::merchant::Merchant;
use conformance::script::{Exchange, Script};
use conformance::variables::Variables;
use serde_json::Value;
use store::Store;

/// Whether an answer is an error in the vendor's envelope: one text, or texts by field.
fn is_envelope(received: &Received) -> bool {
    let body = received.value();
    let Some(members) = body.as_object().filter(|members| members.len() == 1) else {
        return false;
    };
    let is_json = received
        .headers
        .get("content-type")
        .is_some_and(|value| value == "application/json; charset=utf-8");
    let is_list = |value: &Value| {
        value.as_array().is_some_and(|list| {
            !list.is_empty()
                && list
                    .iter()
                    .all(|text| text.as_str().is_some_and(|text| !text.is_empty()))
        })
    };
    is_json
        && match &members.values().next().unwrap_or(&Value::Null) {
            Value::String(text) => !text.is_empty(),
            Value::Object(fields) => !fields.is_empty() && fields.values().all(is_list),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => false,
        }
        && members.contains_key("errors")
}

/// What is wrong with a refusal, if anything is.
fn fault(received: &Received) -> Option<String> {
    let body = String::from_utf8_lossy(&received.body);
    let body: String = body.chars().take(300).collect();
    match received.status {
        400..=499 if is_envelope(received) => None,
        400..=499 => Some(format!(
            "answered {} not in the vendor's envelope: {body}",
            received.status
        )),
        status => Some(format!("answered {status}: {body}")),
    }
}

/// Walks through every script on a fresh database of each engine. `about_to` is told every exchange that is about to be
/// answered with success; then the exchange itself is sent, so that the next one finds what it needs.
fn walk(about_to: &dyn Fn(&Store, &Merchant, &Client, &Exchange, &Variables) -> Vec<String>) -> Vec<String> {
    let mut wrong = Vec::new();
    for (path, script) in Script::of_face("estoka").unwrap() {
        let file = path.file_name().unwrap().to_string_lossy().into_owned();
        let found = std::sync::Mutex::new(Vec::new());
        store::testing::each_engine(|store| {
            let merchant = Merchant::open(store);
            let client = merchant.estoka();
            let mut variables = Variables::default();
            for exchange in script.exchanges.iter().filter(|exchange| exchange.answer.status < 300) {
                let faults = about_to(store, &merchant, &client, exchange, &variables);
                let engine = store.engine();
                let named = faults
                    .into_iter()
                    .map(|fault| format!("{file}, {}, {engine:?}: {fault}", exchange.name));
                found.lock().unwrap().extend(named);
                let body = exchange
                    .request
                    .body
                    .as_ref()
                    .map_or(Value::Null, |body| variables.in_value(body));
                let received = client.json(
                    &exchange.request.method,
                    &variables.in_text(&exchange.request.path),
                    &body,
                );
                assert_eq!(
                    received.status, exchange.answer.status,
                    "{file}, {}: {:?}",
                    exchange.name, received.body
                );
                variables.capture(&exchange.capture, &received.value()).unwrap();
            }
            found.lock().unwrap().extend(merchant.audit());
        });
        wrong.extend(found.into_inner().unwrap());
    }
    wrong
}

/// Fails with every fault on a line of its own.
fn none(wrong: &[String]) {
    assert!(wrong.is_empty(), "{} faults\n{}\n", wrong.len(), wrong.join("\n"));
}
