//! Made in Uniplus, read and finished in another face.
//!
//! Not the faces' own exchanges.
//!
//! The one rule to know: every story ends with the auditor, who finds nothing.

use conformance::client::Client;
use conformance::merchant::Merchant;
use serde_json::{Value, json};

fn ask(client: &Client, status: u16, method: &str, path: &str, body: &Value) -> Value {
    let received = client.json(method, path, body);
    assert_eq!(received.status, status, "{method} {path}: {:?}", received.body);
    received.value()
}

fn put(client: &Client, path: &str, body: &Value) -> Value {
    ask(client, 200, "POST", &format!("/public-api{path}"), body)
}

/// A product of one row and two columns, with a price of the first branch.
fn grid(uniplus: &Client) {
    let product = json!({"produto": {"codigo": "97", "nome": "Camiseta", "preco": 50,
        "precos": [{"filial": "1", "preco": 45.5}]}});
    put(uniplus, "/v1/produtos", &product);
    for (value, axis) in [("AMARELO", "0"), ("P", "1"), ("G", "1")] {
        let entry = json!({"variacao": {"produto": "97", "codigoGrade": "12", "descricao": value, "ordem": "1",
            "tipoRegistro": axis}});
        put(uniplus, "/v1/variacoes", &entry);
    }
}

#[test]
fn a_grid_and_a_branchs_price_made_here_are_estokas_features_and_price() {
    store::testing::each_engine(|store| {
        let merchant = Merchant::open_uniplus(store);
        let (uniplus, estoka) = (merchant.uniplus(), merchant.estoka());
        grid(&uniplus);
        let products = ask(&estoka, 200, "GET", "/api/v1/products", &Value::Null);
        let product = products["products"][0]["id"].clone();
        let shown = ask(
            &estoka,
            200,
            "GET",
            &format!("/api/v1/products/{product}"),
            &Value::Null,
        );
        let skus = shown["product"]["product_skus"].as_array().expect("skus").clone();
        assert_eq!(skus.len(), 2, "{shown}");
        for (sku, wanted) in skus.iter().zip([["AMARELO", "P"], ["AMARELO", "G"]]) {
            let text = sku.to_string();
            for value in wanted {
                assert!(text.contains(value), "{value} is no feature of {text}");
            }
            let path = format!(
                "/api/v1/products/product_skus/{}/sku_price?sale_channel_id=1",
                sku["id"]
            );
            let price = ask(&estoka, 200, "GET", &path, &Value::Null);
            assert_eq!(price["sku_price"]["price"], "45.5", "{price}");
        }
        assert_eq!(merchant.audit(), Vec::<String>::new());
    });
}

#[test]
fn what_an_order_here_holds_estoka_may_no_longer_sell() {
    store::testing::each_engine(|store| {
        let merchant = Merchant::open_uniplus(store);
        let (uniplus, estoka) = (merchant.uniplus(), merchant.estoka());
        grid(&uniplus);
        let balance = json!({"saldoEstoque": {"produto": "97", "variacao": "2", "quantidade": 10}});
        put(&uniplus, "/v2/saldo-estoque", &balance);
        let document = json!({"dav": {"tipoDocumento": 4, "data": "2026-03-10", "itens": [{"produto": "97",
            "quantidade": 4, "precoUnitario": 45.5, "variacoes": [{"variacao": 2, "quantidade": 4}]}]}});
        let made = put(&uniplus, "/v1/davs", &document);
        assert_eq!(made["itens"][0]["variacoes"][0]["descricao"], "AMARELO/G", "{made}");
        let shelves = ask(&estoka, 200, "GET", "/api/v1/stocks/1/stock_skus", &Value::Null);
        let shelf = shelves["stock_skus"].as_array().expect("shelves")[0].clone();
        let figures = ["in_stock_quantity", "reserved_quantity", "available_quantity"].map(|name| shelf[name].as_i64());
        assert_eq!(figures, [Some(10), Some(4), Some(6)], "{shelf}");
        let path = format!("/public-api/v1/davs/{}", made["codigo"]);
        ask(&uniplus, 200, "DELETE", &path, &Value::Null);
        let left = ask(
            &uniplus,
            200,
            "GET",
            "/public-api/v1/saldo-estoque?produto=97",
            &Value::Null,
        );
        assert_eq!(left.to_string(), "10.000", "all of it is free again");
        assert_eq!(merchant.audit(), Vec::<String>::new());
    });
}

#[test]
fn a_balance_set_here_is_what_egestor_shows() {
    store::testing::each_engine(|store| {
        let merchant = Merchant::open_uniplus(store);
        let (uniplus, egestor) = (merchant.uniplus(), merchant.egestor());
        let product = put(
            &uniplus,
            "/v1/produtos",
            &json!({"produto": {"codigo": "97", "nome": "Boné", "preco": 50}}),
        );
        let path = format!("/api/v1/produtos/{}", product["id"]);
        let shown = |what: &str| {
            let stock = ask(&egestor, 200, "GET", &path, &Value::Null)["estoque"].clone();
            assert_eq!(
                stock.to_string().trim_matches('"').parse::<f64>().ok(),
                what.parse().ok(),
                "{stock}"
            );
        };
        for (quantity, what) in [(json!(200), "200"), (json!("43.5"), "43.5"), (json!(0), "0")] {
            put(
                &uniplus,
                "/v2/saldo-estoque",
                &json!({"saldoEstoque": {"produto": "97", "quantidade": quantity}}),
            );
            shown(what);
        }
        // A further one, through the older route and in the other branch: the company's stock is all of it.
        put(
            &uniplus,
            "/v1/saldo-estoque",
            &json!({"saldoEstoque": {"produto": "97", "quantidade": 7, "filial": "1"}}),
        );
        shown("7");
        assert_eq!(merchant.audit(), Vec::<String>::new());
    });
}

#[test]
fn what_a_product_costs_and_its_notes_are_the_same_in_egestor() {
    store::testing::each_engine(|store| {
        let merchant = Merchant::open_uniplus(store);
        let (uniplus, egestor) = (merchant.uniplus(), merchant.egestor());
        let product = json!({"produto": {"codigo": "12", "nome": "Caneca", "custo": "5.25", "lucroBruto": 30.5,
            "observacao": "Prateleira 3", "informacaoAdicional": "Frágil"}});
        let made = put(&uniplus, "/v1/produtos", &product);
        let path = format!("/api/v1/produtos/{}", made["id"]);
        let seen = ask(&egestor, 200, "GET", &path, &Value::Null);
        let members = ["precoCusto", "margemLucro", "anotacoesInternas", "anotacoesNFE"];
        let expected = [json!(5.25), json!(30.5), json!("Prateleira 3"), json!("Frágil")];
        assert_eq!(members.map(|name| seen[name].clone()), expected);
        let change = json!({"precoCusto": 6, "margemLucro": "-2.5", "anotacoesNFE": ""});
        ask(&egestor, 200, "PUT", &path, &change);
        let seen = ask(&uniplus, 200, "GET", "/public-api/v1/produtos/12", &Value::Null);
        let members = ["custo", "lucroBruto", "observacao", "informacaoAdicional"];
        assert_eq!(
            members.map(|name| seen[name].clone()),
            ["6.000000", "-2.50", "Prateleira 3", ""]
        );
        assert_eq!(merchant.audit(), Vec::<String>::new());
    });
}
