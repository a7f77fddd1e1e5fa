//! Variations in lists and refusals.
//!
//! Not the grid they come from, which the stories make.
//!
//! The one rule to know: a filter narrows the list before it is cut into pages, so a page is full while there is more.

use conformance::client::Client;
use conformance::merchant::Merchant;
use serde_json::{Value, json};

const PRODUCTS: [&str; 3] = ["97", "98", "99"];

fn post(client: &Client, path: &str, body: &Value) -> (u16, Value) {
    let received = client.json("POST", &format!("/public-api{path}"), body);
    (received.status, received.value())
}

fn made(client: &Client, path: &str, body: &Value) {
    let (status, answer) = post(client, path, body);
    assert_eq!(status, 200, "{path}: {answer}");
}

/// Three products of one row and two columns, two of each variation on the shelf, and a barcode of each.
fn stocked(uniplus: &Client) {
    for (index, code) in PRODUCTS.iter().enumerate() {
        let product = json!({"produto": {"codigo": code, "nome": format!("Camiseta {code}"), "preco": 50}});
        made(uniplus, "/v1/produtos", &product);
        for (value, axis) in [("AMARELO", "0"), ("P", "1"), ("G", "1")] {
            let entry = json!({"variacao": {"produto": code, "codigoGrade": "12", "descricao": value, "ordem": "1",
                "tipoRegistro": axis}});
            made(uniplus, "/v1/variacoes", &entry);
        }
        for variation in ["1", "2"] {
            let balance = json!({"saldoEstoque": {"produto": code, "variacao": variation, "quantidade": 2}});
            made(uniplus, "/v2/saldo-estoque", &balance);
            let barcode =
                json!({"ean": {"produto": code, "variacao": variation, "ean": format!("20{index}{variation}")}});
            made(uniplus, "/v1/eans", &barcode);
        }
    }
}

fn codes(client: &Client, path: &str) -> Vec<String> {
    let found = client.get(&format!("/public-api{path}")).value();
    let rows = found.as_array().unwrap_or_else(|| panic!("{path}: {found}")).clone();
    let text = |row: &Value, name: &str| row[name].as_str().unwrap_or_default().to_owned();
    rows.iter()
        .map(|row| format!("{}/{}", text(row, "produto"), text(row, "variacao")))
        .collect()
}

#[test]
fn a_page_of_one_variation_is_full_while_there_is_more_of_it() {
    store::testing::each_engine(|store| {
        let merchant = Merchant::open_uniplus(store);
        let uniplus = merchant.uniplus();
        stocked(&uniplus);
        // A product that is not told apart has no variation 1.
        made(
            &uniplus,
            "/v1/produtos",
            &json!({"produto": {"codigo": "96", "nome": "Caneca", "preco": 5}}),
        );
        made(
            &uniplus,
            "/v2/saldo-estoque",
            &json!({"saldoEstoque": {"produto": "96", "quantidade": 1}}),
        );
        for list in [
            "/v2/saldo-estoque?",
            "/v2/movimentacao-estoque?currentTimeMillis.ge=1&",
            "/v1/eans?",
        ] {
            let page = |rest: &str| codes(&uniplus, &format!("{list}{rest}"));
            assert_eq!(page("variacao=2&limit=2"), ["97/2", "98/2"], "{list}");
            assert_eq!(page("variacao=2&limit=2&offset=2"), ["99/2"], "{list}");
            assert_eq!(page("variacao.eq=1"), ["97/1", "98/1", "99/1"], "{list}");
            assert_eq!(page("variacao=1&produto=98"), ["98/1"], "{list}");
            for none in ["3", "0", "-1"] {
                assert_eq!(page(&format!("variacao={none}")), Vec::<String>::new(), "{list}{none}");
            }
        }
    });
}

#[test]
fn a_variation_that_is_missing_or_wrong_is_named_as_such() {
    store::testing::each_engine(|store| {
        let merchant = Merchant::open_uniplus(store);
        let uniplus = merchant.uniplus();
        stocked(&uniplus);
        let balance =
            |variation: Value| json!({"saldoEstoque": {"produto": "97", "quantidade": 1, "variacao": variation}});
        let barcode = |variation: Value| json!({"ean": {"produto": "97", "ean": "7891", "variacao": variation}});
        for variation in [Value::Null, json!("9")] {
            let refusals = [
                post(&uniplus, "/v1/saldo-estoque", &balance(variation.clone())),
                post(&uniplus, "/v2/saldo-estoque", &balance(variation.clone())),
                post(&uniplus, "/v1/eans", &barcode(variation.clone())),
            ];
            for (status, answer) in refusals {
                assert_eq!(status, 422, "{answer}");
                assert!(answer["errors"]["variacao"].is_array(), "{answer}");
            }
        }
        let document = json!({"dav": {"tipoDocumento": 4, "data": "2026-03-10", "itens": [{"produto": "97",
            "quantidade": 1, "precoUnitario": 5, "variacoes": [{"variacao": 9, "quantidade": 1}]}]}});
        let (status, answer) = post(&uniplus, "/v1/davs", &document);
        assert_eq!(status, 422, "{answer}");
        assert!(answer["errors"].to_string().contains("variacoes"), "{answer}");
    });
}
