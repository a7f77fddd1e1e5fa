//! Uniplus, as the walks see it.
//!
//! Not its answers; those stand in `exchanges/uniplus`.
//!
//! The one rule to know: what it takes although it looks wrong is listed with the reason.

use domain::actor::Face;
use serde_json::{Value, json};

use crate::client::{Client, Received};
use crate::dialect::{Dialect, Taken};
use crate::merchant::Merchant;

/// Uniplus.
pub const UNIPLUS: Dialect = Dialect {
    face: Face::Uniplus,
    content_type: CONTENT_TYPE,
    open: Merchant::open_uniplus,
    client: Merchant::uniplus,
    others: &[("authorization code", Merchant::uniplus_code)],
    impostors,
    is_unauthorized,
    is_envelope,
    is_empty,
    malformed: 422,
    look_at_no_body: &["/oauth/token"],
    need_no_body: &[],
    roomy: &[],
    rootless: &[],
    taken: TAKEN,
    name_nothing: &[
        "a city by its number",
        "a country",
        "a customer",
        "a page of cities begins where the last one ended",
        "a product",
        "a state",
        "a unit",
        "an entity without code gets its number",
        "an operation by its code",
        "another product",
        "banks are compared by code as numbers",
        "cities of a state",
        "create a product",
        "create an entity",
        "create many",
        "goods under tax substitution",
    ],
};

const CONTENT_TYPE: &str = "application/json; charset=utf-8";

/// Wrong values that are taken.
const TAKEN: &[Taken] = &[];

fn impostors(client: &Client) -> Vec<Client> {
    // A token of ours with another signature, and one that says it needs none.
    let credentials = [
        "Bearer 3d12813150rd61l126216n17605zs1q4",
        "Bearer eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJhdWQiOltdLCJ0ZW5hbnQiOm51bGwsInNjb3BlIjpbXSwiZXhwIjo5OTk5OTk5OTk5LCJqdGkiOiJhIiwiY2xpZW50X2lkIjoiYiIsImFjY291bnQiOjEsImNyZWRlbnRpYWwiOjF9.c2ln",
        "Bearer eyJhbGciOiJub25lIn0.e30.",
        "Bearer",
        "Basic YTpi",
    ];
    credentials
        .map(|credential| client.clone().with("authorization", credential))
        .into()
}

fn is_unauthorized(received: &Received) -> bool {
    let body = received.value();
    let error = body["error"].as_str().unwrap_or_default();
    received.status == 401 && matches!(error, "unauthorized" | "invalid_token") && body["error_description"].is_string()
}

/// Whether an answer is an error in the vendor's envelope: a message, and texts by field; the token server's has others.
fn is_envelope(received: &Received) -> bool {
    let body = received.value();
    let is_json = received
        .headers
        .get("content-type")
        .is_some_and(|value| value == CONTENT_TYPE);
    let is_list = |value: &Value| {
        value
            .as_array()
            .is_some_and(|list| !list.is_empty() && list.iter().all(Value::is_string))
    };
    let fields = body["errors"]
        .as_object()
        .is_none_or(|fields| fields.values().all(is_list));
    let is_oauth = body["error"].is_string() && body["error_description"].is_string();
    is_json && (is_oauth || (body["message"].as_str().is_some_and(|text| !text.is_empty()) && fields))
}

fn is_empty(body: &Value) -> bool {
    *body == json!([])
}
