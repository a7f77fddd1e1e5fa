//! Likin, as the walks see it.
//!
//! Not its answers; those stand in `exchanges/likin`.
//!
//! The one rule to know: what it takes although it looks wrong is listed with the reason.

use domain::actor::Face;
use serde_json::{Value, json};

use crate::client::{Client, Received};
use crate::dialect::{Dialect, Taken};
use crate::merchant::Merchant;

/// Likin.
pub const LIKIN: Dialect = Dialect {
    face: Face::Likin,
    content_type: CONTENT_TYPE,
    open: Merchant::open_likin,
    client: Merchant::likin,
    others: &[
        ("loja", Merchant::likin_loja),
        ("another loja", Merchant::likin_other_loja),
        ("client", Merchant::likin_client),
        ("client of a loja", Merchant::likin_loja_client),
    ],
    impostors,
    is_unauthorized,
    is_envelope,
    is_empty,
    malformed: 400,
    look_at_no_body: &[],
    // A change of nothing is one: contract 3.23.
    need_no_body: &[
        "/attribute/{}",
        "/attribute/group/{}",
        "/attribute/option/{}",
        "/attribute/value/{}",
        "/category/{}",
        "/product/{}",
        "/product/{}/variation",
        "/product/variation/{}",
        "/store/product/{}",
    ],
    roomy: &["/product/{}/image", "/product/image/{}"],
    // Contract 3.14: flat, or under `data`.
    rootless: &[""],
    taken: TAKEN,
    name_nothing: NAME_NOTHING,
};

const CONTENT_TYPE: &str = "application/json; charset=utf-8";

/// Wrong values that are taken.
const TAKEN: &[Taken] = &[
    Taken {
        path: "",
        place: "/created_at",
        kind: "",
        why: "what is read only is passed over: contract 3.13",
    },
    Taken {
        path: "",
        place: "/updated_at",
        kind: "",
        why: "as created_at",
    },
];

/// What a brand with nothing in it may do, too.
const NAME_NOTHING: &[&str] = &[
    "a group",
    "another group",
    "create a category",
    "create a group",
    "create a product with the path of its category",
];

fn impostors(client: &Client) -> Vec<Client> {
    let unknown = "0".repeat(128);
    let credentials = [
        format!("Bearer {unknown}"),
        "Bearer ".to_owned(),
        "Bearer".to_owned(),
        unknown,
        "Basic YTpi".to_owned(),
        "Bearer \u{e9}".to_owned(),
    ];
    let impostors = credentials
        .iter()
        .map(|credential| client.clone().with("authorization", credential));
    impostors.collect()
}

fn is_unauthorized(received: &Received) -> bool {
    let error = &received.value()["error"];
    let challenged = received.headers.contains_key("www-authenticate");
    received.status == 401 && challenged && error["code"] == 1100 && error["type"] == "unauthorized"
}

/// Whether an answer is an error in the vendor's envelope: code and type of its table, and lists where they belong.
fn is_envelope(received: &Received) -> bool {
    let body = received.value();
    let is_json = received
        .headers
        .get("content-type")
        .is_some_and(|value| value == CONTENT_TYPE);
    // The token server's are RFC 6749's.
    if is_json && body["error"].is_string() {
        return true;
    }
    let error = &body["error"];
    let is_list = |value: &Value| {
        let list = value.as_array().filter(|list| !list.is_empty());
        let named =
            |wrong: &Value| wrong["name"].is_string() && wrong["message"].as_str().is_some_and(|text| !text.is_empty());
        list.is_some_and(|list| list.iter().all(named))
    };
    let (kind, lists) = match error["code"].as_u64() {
        Some(1100) => ("unauthorized", true),
        Some(1300) => ("communication", true),
        Some(1400) => ("invalid", true),
        Some(1500) => ("invalid_property", is_list(&error["properties"])),
        Some(1600) => ("invalid_parameter", is_list(&error["parameters"])),
        Some(1700) => ("request_not_found", true),
        Some(_) | None => return false,
    };
    is_json && lists && error["type"] == kind && error["message"].as_str().is_some_and(|text| !text.is_empty())
}

fn is_empty(body: &Value) -> bool {
    *body == json!({"data": []})
}
