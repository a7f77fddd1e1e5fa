//! Estoka, as the walks see it.
//!
//! Not its answers; those stand in `exchanges/estoka`.
//!
//! The one rule to know: what it takes although it looks wrong is listed with the reason.

use domain::actor::Face;
use serde_json::{Value, json};

use crate::client::{Client, Received};
use crate::dialect::{Dialect, Taken, lists_are_empty};
use crate::merchant::Merchant;

/// Estoka.
pub const ESTOKA: Dialect = Dialect {
    face: Face::Estoka,
    content_type: CONTENT_TYPE,
    open: Merchant::open,
    client: Merchant::estoka,
    others: &[],
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
    // Contract 1, the warehouse's steps; changes of a part of what has no root.
    need_no_body: &[
        "/pack",
        "/issue_nfe",
        "/customer_aquisition_channels/{}",
        "/customer_categories/{}",
    ],
    taken: TAKEN,
    roomy: &[],
    rootless: &["/transfers"],
    name_nothing: &[
        "create an organization",
        "a category for the customers",
        "which fields a person must have",
    ],
};

const CONTENT_TYPE: &str = "application/json; charset=utf-8";

/// What is taken although it looks wrong: path, place, kind, why.
const TAKEN: &[Taken] = &[
    taken(
        "",
        "/customer/phones",
        "text for a list",
        "one telephone may come as text",
    ),
    taken(
        "/stock_skus/search",
        "/Page",
        "",
        "contract 2.7: a client in production sends keys that mean nothing",
    ),
    taken(
        "/stock_skus/search",
        "/product_sku_id",
        "an id nobody has",
        "a search finds nothing",
    ),
    taken(
        "/stock_skus/search",
        "/min_quantity",
        "a negative number",
        "everything has more",
    ),
    taken(
        "/infinite_shelf",
        "/product_sku_ids/*",
        "an id nobody has",
        "a search finds nothing",
    ),
    taken(
        "/infinite_shelf",
        "/product_sku_id/*",
        "an id nobody has",
        "a search finds nothing",
    ),
    taken(
        "/customer_categories",
        "/account_id",
        "",
        "contract 3 row 9: the credential says which account",
    ),
    taken(
        "",
        "/metadata/any object",
        "",
        "the caller's own object is kept as it is",
    ),
    taken(
        "",
        "/shipping_service/carrier_external_id",
        "a word for a number",
        "contract 3 row 19: echoed as given",
    ),
    taken(
        "",
        "/shipping_service/carrier_external_id",
        "a huge number",
        "contract 3 row 19: echoed as given",
    ),
    taken(
        "",
        "/shipping_service/carrier_external_id",
        "an id nobody has",
        "contract 3 row 19: echoed as given",
    ),
    taken(
        "",
        "/shipping_service/carrier_external_id",
        "a negative id",
        "contract 3 row 19: echoed as given",
    ),
    taken(
        "",
        "/shipping_service/carrier_external_id",
        "id zero",
        "contract 3 row 19: echoed as given",
    ),
    taken(
        "/organizations",
        "/organization/number",
        "a word for a number",
        "contract 3 row 15: a house number is text",
    ),
    taken(
        "/organizations",
        "/organization/number",
        "a huge number",
        "contract 3 row 15: a house number is text",
    ),
    taken(
        "/organizations",
        "/organization/number",
        "thirty decimals",
        "contract 3 row 15: a house number is text",
    ),
    taken(
        "/organizations",
        "/organization/number",
        "a negative number",
        "contract 3 row 15: a house number is text",
    ),
    taken(
        "/organizations",
        "/organization/emites_id",
        "an id nobody has",
        "it is the issuer's number in the vendor's own fiscal service, kept as it comes",
    ),
    taken("/orders/{}", "/order/id", "", "the path says which order"),
    taken(
        "/waiting_withdrawal",
        "/order/total_value",
        "a negative number",
        "the vendor's example states a total of nothing in it",
    ),
    taken(
        "/orders",
        "/nexaas_promo_discounts/*/product_sku_ids/*",
        "an id nobody has",
        "a discount on the whole purchase is about no sku: what is named is kept",
    ),
    taken(
        "/orders",
        "/nexaas_promo_discounts/*/product_skus/*/id",
        "an id nobody has",
        "a discount on the whole purchase is about no sku: what is named is kept",
    ),
    taken(
        "/search_by_sku",
        "/product_sku_id",
        "an id nobody has",
        "a search finds nothing",
    ),
    taken(
        "/broad_search",
        "/product_sku_id",
        "an id nobody has",
        "a search finds nothing",
    ),
];

const fn taken(path: &'static str, place: &'static str, kind: &'static str, why: &'static str) -> Taken {
    Taken { path, place, kind, why }
}

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
