//! Orders in every state that other faces bring them to over HTTP, read here as sales.
//!
//! Not the table of words alone, which stands in the face. The one rule to know: what one sale says, the lists say, too.

use conformance::client::Client;
use conformance::merchant::Merchant;
use serde_json::{Value, json};

use crate::stories::{ask, get, order, product};

/// What an order is here: its number, 10 or 50 (nothing once it was taken back), and how far it is.
type Sale = (i64, Option<i64>, &'static str);

const QUOTE: Option<i64> = Some(10);
const SOLD: Option<i64> = Some(50);
const GONE: Option<i64> = None;

/// The way of an order through Estoka's warehouse, to the door.
const WAY: [&str; 5] = ["pick", "pack", "issue_nfe", "generate_label", "delivery_route"];

/// Places an order of one unit; answers its number.
fn placed(estoka: &Client, route: &str, sku: i64, code: &str, over: &Value) -> i64 {
    let mut body = order(sku, 1, false);
    body["order"]["code"] = json!(code);
    for (name, value) in over.as_object().into_iter().flatten() {
        body["order"][name] = value.clone();
    }
    ask(estoka, 201, "POST", route, &body)["order"]["id"].as_i64().unwrap()
}

fn steps<'s>(estoka: &Client, id: i64, steps: impl IntoIterator<Item = &'s str>) {
    for step in steps {
        ask(estoka, 200, "POST", &format!("/orders/{id}/{step}"), &Value::Null);
    }
}

/// Orders of Estoka, one in each state that it brings them to by steps.
fn by_steps(estoka: &Client, sku: i64) -> Vec<Sale> {
    let pending = json!({"payment_status": "pending"});
    let pre_order = json!({"payment_status": "pending", "pre_order": true});
    let door = WAY.len();
    let table: [(&Value, &[&str], Option<i64>, &str); 11] = [
        (&pre_order, &[], QUOTE, "Em espera"),
        (&pending, &[], SOLD, "Em espera"),
        (&Value::Null, &[], SOLD, "Em espera"),
        (&Value::Null, &WAY[..1], SOLD, "Em execução"),
        (&Value::Null, &WAY[..2], SOLD, "Em execução"),
        (&Value::Null, &WAY[..3], SOLD, "Em execução"),
        (&Value::Null, &WAY[..4], SOLD, "Em execução"),
        (&Value::Null, &WAY[..door], SOLD, "Finalizada"),
        (
            &Value::Null,
            &[WAY[0], WAY[1], WAY[2], WAY[3], WAY[4], "deliver"],
            SOLD,
            "Entregue",
        ),
        (&Value::Null, &["pick", "cancel"], GONE, "Cancelada"),
        (
            &Value::Null,
            &[WAY[0], WAY[1], WAY[2], WAY[3], WAY[4], "cancel"],
            GONE,
            "Cancelada",
        ),
    ];
    let rows = table.into_iter().enumerate();
    rows.map(|(row, (over, way, stage, word))| {
        let id = placed(estoka, "/orders", sku, &format!("steps-{row}"), over);
        steps(estoka, id, way.iter().copied());
        (id, stage, word)
    })
    .collect()
}

/// Orders of Estoka that get where they are by another way.
fn otherwise(estoka: &Client, sku: i64) -> Vec<Sale> {
    let labelled = |code: &str| {
        let id = placed(estoka, "/orders", sku, code, &Value::Null);
        steps(estoka, id, WAY.into_iter().take(4));
        id
    };
    let shipment = |order: i64| {
        let body = json!({"shipment": {"date": "2026-03-10T12:00:00.000-03:00", "shipment_type": "SEDEX", "stock_id": 1,
            "shipping_company": {"id": 2, "name": "Correios", "carrier": {"type": "moto", "plate": "XPT0001"}},
            "orders": [order]}});
        ask(estoka, 201, "POST", "/organizations/1/shipments", &body)["id"]
            .as_i64()
            .unwrap()
    };
    let (separated, shipped) = (labelled("separated"), labelled("shipped"));
    shipment(separated);
    let path = format!("/organizations/1/shipments/{}/finish", shipment(shipped));
    ask(estoka, 200, "POST", &path, &Value::Null);
    let collect = json!({"withdrawal_channel_id": 1, "shipping_address": {}});
    let waiting = placed(estoka, "/orders/waiting_withdrawal", sku, "waiting", &collect);
    let counter = placed(
        estoka,
        "/orders/delivered",
        sku,
        "counter",
        &json!({"shipping_address": {}}),
    );
    let returned = placed(estoka, "/orders", sku, "returned", &Value::Null);
    steps(estoka, returned, WAY);
    steps(estoka, returned, ["deliver"]);
    let back = json!({"returned_products": [{"product_sku_id": sku, "total": 1, "comments": "Avariado"}]});
    ask(
        estoka,
        200,
        "POST",
        &format!("/organizations/1/orders/{returned}/return"),
        &back,
    );
    vec![
        (separated, SOLD, "Em execução"),
        (shipped, SOLD, "Finalizada"),
        (waiting, SOLD, "Finalizada"),
        (counter, SOLD, "Entregue"),
        (returned, SOLD, "Entregue"),
    ]
}

/// Documents of Uniplus: a budget, a pre-sale, an order, and one that was taken back.
fn documents(merchant: &Merchant) -> Vec<Sale> {
    let uniplus = merchant.uniplus();
    let put = |path: &str, body: &Value| {
        let received = uniplus.json("POST", &format!("/public-api{path}"), body);
        assert_eq!(
            received.status,
            200,
            "{path}: {}",
            String::from_utf8_lossy(&received.body)
        );
        received.value()
    };
    let document = |kind: i64| {
        let body = json!({"dav": {"tipoDocumento": kind, "data": "2026-03-10",
            "itens": [{"produto": "CANECA", "quantidade": 1, "precoUnitario": 10}]}});
        let made = put("/v1/davs", &body);
        (made["id"].as_i64().unwrap(), made["codigo"].clone())
    };
    let ((budget, _), (sale, _), (order, _), (gone, code)) = (document(2), document(1), document(4), document(4));
    let code = code.as_str().map_or_else(|| code.to_string(), str::to_owned);
    let received = uniplus.json("DELETE", &format!("/public-api/v1/davs/{code}"), &Value::Null);
    assert_eq!(received.status, 200, "{}", String::from_utf8_lossy(&received.body));
    vec![
        (budget, QUOTE, "Em espera"),
        (sale, QUOTE, "Em espera"),
        (order, SOLD, "Em espera"),
        (gone, GONE, "Cancelada"),
    ]
}

/// Each order as a sale of its own, and all of them in the lists.
fn reads(egestor: &Client, sales: &[Sale]) {
    for (id, stage, word) in sales {
        let (path, with_ended) = (format!("/vendas/{id}"), format!("/vendas/{id}?listarCanceladas=true"));
        if stage.is_none() {
            ask(egestor, 410, "GET", &path, &Value::Null);
        } else {
            assert_eq!(get(egestor, &path), get(egestor, &with_ended), "{id}");
        }
        let sale = get(egestor, &with_ended);
        let told = [&sale["situacao"], &sale["situacaoOS"], &sale["ativo"]];
        let expected = [json!(stage.unwrap_or(50)), json!(word), json!(stage.is_some())];
        assert_eq!(told, expected.each_ref(), "{sale}");
    }
    let listed = |query: &str, fits: &dyn Fn(&Sale) -> bool| {
        let list = get(egestor, &format!("/vendas?fields=codigo,situacao,situacaoOS&{query}"));
        let mut told: Vec<Value> = list["data"].as_array().unwrap().clone();
        told.sort_by_key(|row| row["codigo"].as_i64());
        let mut expected: Vec<&Sale> = sales.iter().filter(|sale| fits(sale)).collect();
        expected.sort_unstable();
        let row =
            |(id, stage, word): &&Sale| json!({"codigo": id, "situacao": stage.unwrap_or(50), "situacaoOS": word});
        assert_eq!(told, expected.iter().map(row).collect::<Vec<_>>(), "{query}");
        assert_eq!(list["total"], expected.len(), "{query}");
    };
    listed("", &|(_, stage, _)| stage.is_some());
    listed("tipo=10", &|(_, stage, _)| *stage == QUOTE);
    listed("tipo=50", &|(_, stage, _)| *stage == SOLD);
    listed("listarCanceladas=1", &|_| true);
    listed("listarCanceladas=2", &|(_, stage, _)| stage.is_none());
    for word in ["Em espera", "Em execução", "Finalizada", "Entregue"] {
        let query = format!(
            "situOS={}",
            word.replace(' ', "%20").replace('ç', "%C3%A7").replace('ã', "%C3%A3")
        );
        listed(&query, &|(_, stage, known)| stage.is_some() && *known == word);
    }
}

#[test]
fn orders_of_estoka_and_uniplus_are_read_here_as_the_table_of_states_says() {
    store::testing::each_engine(|store| {
        let merchant = Merchant::open(store);
        let (egestor, estoka) = (merchant.egestor(), merchant.estoka());
        let (_, sku) = product(&merchant, &egestor, 50);
        let sales = [by_steps(&estoka, sku), otherwise(&estoka, sku), documents(&merchant)].concat();
        reads(&egestor, &sales);
        assert_eq!(merchant.audit(), Vec::<String>::new());
    });
}

#[test]
fn orders_of_likin_are_read_here_as_the_table_of_states_says() {
    store::testing::each_engine(|store| {
        let merchant = Merchant::open_likin(store);
        let loja = merchant.likin_loja();
        let act = |path: &str, body: &Value| {
            let received = loja.json("PUT", path, body);
            assert!(
                received.status < 300,
                "{path}: {}",
                String::from_utf8_lossy(&received.body)
            );
        };
        let egestor = merchant.egestor();
        let sales = |words: [&'static str; 5]| {
            let stage = |word: &str| if word == "Cancelada" { GONE } else { SOLD };
            (1..)
                .zip(words)
                .map(|(id, word)| (id, stage(word), word))
                .collect::<Vec<Sale>>()
        };
        // Unpaid, to be accepted, a carrier's, to be accepted, the other loja's.
        reads(&egestor, &sales(["Em espera"; 5]));
        act("/order/2/accept", &Value::Null);
        act("/order/4/accept", &Value::Null);
        reads(&egestor, &sales(["Em espera"; 5]));
        act("/order/2/delivery/start", &Value::Null);
        act("/order/4/cancel", &json!({"reason": "delivery_failure"}));
        reads(
            &egestor,
            &sales(["Em espera", "Finalizada", "Em espera", "Cancelada", "Em espera"]),
        );
        act("/order/2/delivery/finish", &Value::Null);
        reads(
            &egestor,
            &sales(["Em espera", "Entregue", "Em espera", "Cancelada", "Em espera"]),
        );
        assert_eq!(merchant.audit(), Vec::<String>::new());
    });
}
