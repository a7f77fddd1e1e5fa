//! Estoka, as the walks see it.
//!
//! Not its answers; those stand in `exchanges/estoka`.
//!
//! The one rule to know: what it takes although it looks wrong is listed with the reason.

use domain::actor::Face;
use serde_json::{Value, json};

use crate::client::{Client, Received};
use crate::dialect::{Dialect, lists_are_empty};
use crate::merchant::Merchant;

/// Estoka.
pub const ESTOKA: Dialect = Dialect {
    face: Face::Estoka,
    content_type: CONTENT_TYPE,
    open: Merchant::open,
    client: Merchant::estoka,
    impostors,
    is_unauthorized,
    is_envelope,
    is_empty: lists_are_empty,
    malformed: 400,
    // Clients send odd bodies: contract 0.
    look_at_no_body: &[
        "/confirm",
        "/deliver",
        "/delivery_route",
        "/cancel",
        "/pick",
        "/generate_label",
        "/ship",
        "/receive",
        "/finish",
    ],
    // Contract 1, the warehouse's steps.
    need_no_body: &["/pack", "/issue_nfe"],
    taken: &[],
    name_nothing: &["create an organization"],
};

const CONTENT_TYPE: &str = "application/json; charset=utf-8";

fn impostors(client: &Client) -> Vec<Client> {
    let credentials = [
        "Token token=3d12813150rd61l126216n17605zs1q4",
        "Token token=",
        "Token",
        "Basic YTpi",
        "Token token=\u{e9}",
    ];
    let impostors = credentials.map(|credential| client.clone().with("authorization", credential));
    impostors.into()
}

fn is_unauthorized(received: &Received) -> bool {
    let challenge = received
        .headers
        .get("www-authenticate")
        .and_then(|value| value.to_str().ok());
    let answer = (received.status, received.value(), challenge);
    answer
        == (
            401,
            json!({"errors": "Não autorizado"}),
            Some("Token realm=\"Application\""),
        )
}

/// Whether an answer is an error in the vendor's envelope: one text, or texts by field.
fn is_envelope(received: &Received) -> bool {
    let body = received.value();
    let Some(members) = body.as_object().filter(|members| members.len() == 1) else {
        return false;
    };
    let is_text = |text: &Value| text.as_str().is_some_and(|text| !text.is_empty());
    let is_list = |value: &Value| {
        value
            .as_array()
            .is_some_and(|list| !list.is_empty() && list.iter().all(is_text))
    };
    let is_json = received
        .headers
        .get("content-type")
        .is_some_and(|value| value == CONTENT_TYPE);
    is_json
        && match members.get("errors").unwrap_or(&Value::Null) {
            Value::String(text) => !text.is_empty(),
            Value::Object(fields) => !fields.is_empty() && fields.values().all(is_list),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => false,
        }
}
