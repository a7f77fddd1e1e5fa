//! eGestor, as the walks see it.
//!
//! Not its answers; those stand in `exchanges/egestor`.
//!
//! The one rule to know: what it takes although it looks wrong is listed with the reason.

use domain::actor::Face;
use serde_json::Value;

use crate::client::{Client, Received};
use crate::dialect::{Dialect, Taken};
use crate::merchant::Merchant;

/// eGestor.
pub const EGESTOR: Dialect = Dialect {
    face: Face::Egestor,
    content_type: CONTENT_TYPE,
    open: Merchant::open_egestor,
    client: Merchant::egestor,
    others: &[
        ("browser", Merchant::egestor_browser),
        ("of_a_user", Merchant::egestor_of_a_user),
    ],
    impostors,
    is_unauthorized,
    is_envelope,
    is_empty,
    malformed: 400,
    look_at_no_body: &[],
    // A change of nothing is one: contract 3, produtos.
    need_no_body: &[
        "/receber",
        "/pagar",
        "/contatos/{}",
        "/categorias/{}",
        "/servicos/{}",
        "/produtos/{}",
        "/disponiveis/{}",
        "/formasPagamento/{}",
        "/planoContas/{}",
        "/recebimentos/{}",
        "/pagamentos/{}",
        "/vendas/{}",
    ],
    roomy: &[],
    rootless: &[],
    taken: TAKEN,
    name_nothing: NAME_NOTHING,
};

const CONTENT_TYPE: &str = "application/json; charset=utf-8";

/// What is taken although it looks wrong.
const TAKEN: &[Taken] = &[
    Taken {
        path: "",
        place: "/codigo",
        kind: "",
        why: "the number of a new record is ignored: contract 4 row 17",
    },
    Taken {
        path: "",
        place: "/dtCad",
        kind: "",
        why: "when a record was made is not the client's to say",
    },
    Taken {
        path: "",
        place: "/tags",
        kind: "text for a list",
        why: "tags come as a list or as one text: contract 4 row 10",
    },
    Taken {
        path: "",
        place: "/emails",
        kind: "text for a list",
        why: "as tags",
    },
    Taken {
        path: "",
        place: "/fones",
        kind: "text for a list",
        why: "as tags",
    },
    Taken {
        path: "/disponiveis",
        place: "/saldo",
        kind: "a negative number",
        why: "a bank account may be overdrawn",
    },
    Taken {
        path: "",
        place: "/margemLucro",
        kind: "a negative number",
        why: "what sells below its cost has a negative margin",
    },
];

/// What an account with nothing in it may do, too.
const NAME_NOTHING: &[&str] = &[
    "create a contact",
    "a contact",
    "create a category",
    "create a service",
    "open a cash account",
    "open another",
    "list cash accounts",
    "add an account to the chart",
    "list the chart",
    "settled when it is made",
    "the cash account moved",
    "the cash went back",
    "the cash is back",
    "what the account's own fields are called",
    "read the user",
    "find users",
    "no user sells",
];

fn impostors(client: &Client) -> Vec<Client> {
    let credentials = [
        "Bearer unknown",
        "Bearer ",
        "Bearer",
        "Token token=unknown",
        "Bearer \u{e9}",
    ];
    let impostors = credentials.map(|credential| client.clone().with("authorization", credential));
    impostors.into()
}

fn is_unauthorized(received: &Received) -> bool {
    let body = received.value();
    received.status == 401 && body["errCode"] == 401 && body["errObs"] == "access_denied"
}

/// Whether an answer is an error in the vendor's envelope.
fn is_envelope(received: &Received) -> bool {
    let body = received.value();
    let is_json = received
        .headers
        .get("content-type")
        .is_some_and(|value| value == CONTENT_TYPE);
    is_json
        && body["errCode"] == received.status
        && body["errMsg"].as_str().is_some_and(|text| !text.is_empty())
        && body.get("errObs").is_some()
        && body.get("errFields").is_some()
}

/// Whether there is nothing on a page.
fn is_empty(body: &Value) -> bool {
    body["total"] == 0 && body["data"].as_array().is_some_and(Vec::is_empty)
}
