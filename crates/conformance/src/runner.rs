//! A script from its first exchange to its last.
//!
//! Not a place for what an answer should be; that stands in the script.
//!
//! The one rule to know: a wrong answer does not stop a script, a missing capture does, because what follows would only
//! repeat it.

use bytes::Bytes;
use serde_json::Value;

use crate::client::{Client, Received};
use crate::clients::Clients;
use crate::compare::differences;
use crate::dialect::Dialect;
use crate::merchant::Merchant;
use crate::script::{Exchange, Script};
use crate::variables::Variables;

/// Runs a script in an account; answers what was not as it should be, one text for each.
pub fn run(script: &Script, dialect: &Dialect, merchant: &Merchant) -> Vec<String> {
    let clients = Clients::of(dialect, merchant);
    let mut variables = Variables::default();
    let mut wrong = Vec::new();
    for exchange in &script.exchanges {
        let received = send(exchange, &clients.asking(merchant, &exchange.request), &variables);
        let captured = variables.capture(&exchange.capture, &received.body);
        let mut faults = check(script, dialect, exchange, &received, &variables);
        let stuck = captured.is_err();
        faults.extend(captured.err());
        if stuck {
            faults.push(format!(
                "answered {}: {}",
                received.status,
                String::from_utf8_lossy(&received.body)
            ));
        }
        wrong.extend(faults.into_iter().map(|fault| format!("{}: {fault}", exchange.name)));
        if stuck {
            break;
        }
    }
    wrong
}

/// Sends what an exchange sends and waits for what comes back.
pub fn send(exchange: &Exchange, client: &Client, variables: &Variables) -> Received {
    let request = &exchange.request;
    let json = request.body.as_ref().map(|body| variables.in_value(body).to_string());
    let body = json.or_else(|| request.text.as_ref().map(|text| variables.in_text(text)));
    let headers: Vec<(&str, &str)> = request
        .headers
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let path = variables.in_text(&request.path);
    client.send(
        &request.method,
        &path,
        &headers,
        body.map_or_else(Bytes::new, Bytes::from),
    )
}

fn check(
    script: &Script,
    dialect: &Dialect,
    exchange: &Exchange,
    received: &Received,
    variables: &Variables,
) -> Vec<String> {
    let mut faults = Vec::new();
    let body = String::from_utf8_lossy(&received.body);
    if received.status != exchange.answer.status {
        return vec![format!(
            "expected {}, answered {}: {body}",
            exchange.answer.status, received.status
        )];
    }
    if !received.headers.contains_key("x-request-id") {
        faults.push("the answer has no X-Request-Id".to_owned());
    }
    for (name, expected) in &exchange.answer.headers {
        let found = received.headers.get(name).and_then(|value| value.to_str().ok());
        if found != Some(expected.as_str()) {
            faults.push(format!("header {name}: expected {expected:?}, found {found:?}"));
        }
    }
    if let Some(begins) = &exchange.answer.begins {
        if !received.body.starts_with(begins.as_bytes()) {
            faults.push(format!("expected what begins with {begins:?}, found {body}"));
        }
        return faults;
    }
    match script.expected(&exchange.name) {
        Err(mistake) => faults.push(mistake),
        Ok(None) if received.body.is_empty() => {}
        Ok(None) => faults.push(format!("expected no body, found {body}")),
        Ok(Some(expected)) => faults.extend(check_json(&variables.in_value(&expected), dialect, received)),
    }
    faults
}

fn check_json(expected: &Value, dialect: &Dialect, received: &Received) -> Vec<String> {
    let content_type = received
        .headers
        .get("content-type")
        .and_then(|value| value.to_str().ok());
    if content_type != Some(dialect.content_type) {
        return vec![format!("content type {content_type:?}")];
    }
    match serde_json::from_slice(&received.body) {
        Ok(found) => differences(expected, &found).iter().map(ToString::to_string).collect(),
        Err(error) => vec![format!("the body is not JSON: {error}")],
    }
}
