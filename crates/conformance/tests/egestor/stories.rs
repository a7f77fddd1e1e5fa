//! What begins in one face and ends in another: eGestor and Estoka over one stock, one set of contacts, one till.
//!
//! Not single answers, which are the exchanges'. The one rule to know: a story ends with the auditor, who finds nothing.

use app::sale_labels::NameSaleField;
use conformance::client::Client;
use conformance::merchant::Merchant;
use domain::orders::SaleField;
use serde_json::{Value, json};

/// Asks and expects a status; answers the body.
pub(crate) fn ask(client: &Client, status: u16, method: &str, path: &str, body: &Value) -> Value {
    let received = client.json(method, &format!("/api/v1{path}"), body);
    let text = String::from_utf8_lossy(&received.body);
    assert_eq!(received.status, status, "{method} {path}: {text}");
    received.value()
}

pub(crate) fn get(client: &Client, path: &str) -> Value {
    ask(client, 200, "GET", path, &Value::Null)
}

/// A product with so much stock, made in eGestor: its number there, and its sku's in Estoka.
pub(crate) fn product(merchant: &Merchant, egestor: &Client, units: i64) -> (i64, i64) {
    let body = json!({"descricao": "Caneca preta", "codigoProprio": "CANECA", "estoque": units, "precoVenda": 10});
    let made = ask(egestor, 200, "POST", "/produtos", &body);
    let found = merchant.app.read_blocking(&merchant.call, |reader| {
        let skus = reader.skus_by_codes(&["CANECA".to_owned()])?;
        Ok(skus.first().map(|view| view.sku.id.raw()))
    });
    (made["codigo"].as_i64().unwrap(), found.unwrap().unwrap())
}

/// An order of Estoka for so many units, out of the shop's own stock.
pub(crate) fn order(sku: i64, units: i64, pre_order: bool) -> Value {
    let total = 10 * units;
    let address = json!({
        "street": "Rua São Francisco Xavier", "number": "999", "zipcode": "20550012", "neighborhood": "Tijuca",
        "city": "Rio de Janeiro", "state": "RJ", "country": "BR"
    });
    json!({ "order": {
        "sale_channel_id": 1, "organization_id": 1, "stock_id": 1, "code": format!("story-{units}-{pre_order}"),
        "placed_at": "2026-03-10T09:30:00.000-03:00", "discount": 0, "shipping": 0, "total_value": total,
        "pre_order": pre_order, "payment_status": if pre_order { "pending" } else { "approved" },
        "items": [{"product_sku_id": sku, "quantity": units, "unit_price": 10, "item_value": total}],
        "customer": {"name": "Cliente Modelo", "email": "cliente@example.com", "document": "52998224725", "phones": []},
        "billing_address": address, "shipping_address": address,
        "payments": [{"method": "19", "installments": 1, "value": total, "taxes": 0, "total": total}]
    }})
}

fn tell(story: impl Fn(&Merchant, &Client, &Client)) {
    store::testing::each_engine(|store| {
        let merchant = Merchant::open(store);
        let (egestor, estoka) = (merchant.egestor(), merchant.estoka());
        story(&merchant, &egestor, &estoka);
        let found = merchant.audit();
        assert!(found.is_empty(), "{found:?}");
    });
}

#[test]
fn what_is_made_in_egestor_is_sold_in_estoka_and_received_in_egestor() {
    tell(|merchant, egestor, estoka| {
        let (product, sku) = product(merchant, egestor, 5);
        let placed = ask(estoka, 201, "POST", "/orders", &order(sku, 2, false));
        let id = placed["order"]["id"].as_i64().unwrap();
        assert_eq!(get(egestor, &format!("/produtos/{product}"))["estoque"], 3);
        let sale = get(egestor, &format!("/vendas/{id}"));
        assert_eq!(
            (&sale["situacao"], &sale["situacaoOS"], &sale["valorTotal"]),
            (&json!(50), &json!("Em espera"), &json!(20))
        );
        let due = get(
            egestor,
            "/recebimentos?origem=vendas&fields=codigo,valor,codModulo,nomeContato",
        );
        let title = &due["data"][0];
        assert_eq!(
            (&title["codModulo"], &title["nomeContato"]),
            (&json!(id), &json!("Cliente Modelo"))
        );
        let path = format!("/recebimentos/{}/receber", title["codigo"]);
        ask(
            egestor,
            200,
            "PUT",
            &path,
            &json!({"valor": 20, "dtPgto": "2026-03-10"}),
        );
        assert_eq!(get(egestor, "/disponiveis/1")["saldo"], 20);
        // Cancelled where it was sold, the money goes back where it was received.
        ask(estoka, 200, "POST", &format!("/orders/{id}/cancel"), &Value::Null);
        assert_eq!(get(egestor, "/disponiveis/1")["saldo"], 0);
        assert_eq!(get(egestor, &format!("/produtos/{product}"))["estoque"], 5);
        ask(egestor, 410, "GET", &format!("/vendas/{id}"), &Value::Null);
    });
}

#[test]
fn a_sale_in_egestor_is_refused_when_estoka_reserved_the_last_unit() {
    tell(|merchant, egestor, estoka| {
        let (product, sku) = product(merchant, egestor, 1);
        let placed = ask(estoka, 201, "POST", "/orders", &order(sku, 1, true));
        let id = placed["order"]["id"].as_i64().unwrap();
        let sale =
            json!({"produtos": [{"codProduto": product, "quant": 1, "preco": 10}], "financeiros": [{"pago": true}]});
        let refused = ask(egestor, 422, "POST", "/vendas", &sale);
        assert_eq!(
            refused["errMsg"],
            "Estoque insuficiente para o produto CANECA: solicitado 1, disponível 0."
        );
        assert_eq!(get(egestor, &format!("/vendas/{id}"))["situacao"], 10);
        ask(estoka, 204, "DELETE", &format!("/orders/{id}"), &Value::Null);
        ask(egestor, 200, "POST", "/vendas", &sale);
        assert_eq!(get(egestor, "/disponiveis/1")["saldo"], 10);
    });
}

#[test]
fn the_account_names_its_own_fields_of_a_sale() {
    tell(|merchant, egestor, _| {
        let path = "/config/vendas/customizado";
        assert_eq!(get(egestor, path)["xCampo1"], "Campo adicional 1");
        for (position, label) in [(1, "Observações gerais"), (2, " Laudo técnico "), (3, ""), (4, "")] {
            merchant.make(NameSaleField {
                field: SaleField::at(position).unwrap(),
                label: label.to_owned(),
            });
        }
        let named = json!({"xCampo1": "Observações gerais", "xCampo2": "Laudo técnico"});
        assert_eq!(get(egestor, path), named);
        let neighbour = merchant.neighbour().egestor();
        assert_eq!(get(&neighbour, path)["xCampo1"], "Campo adicional 1");
    });
}

#[test]
fn a_contact_is_the_same_person_in_both() {
    tell(|_, egestor, estoka| {
        let body = json!({"nome": "Kaya Labadie", "tipo": ["cliente"], "cpfcnpj": "832.944.896-54"});
        let made = ask(egestor, 200, "POST", "/contatos", &body);
        let id = made["codigo"].as_i64().unwrap();
        let named = |name: &str| {
            let person = get(estoka, "/customers/people?search[cpf]=83294489654");
            assert!(person.to_string().contains(name), "{person}");
        };
        named("Kaya Labadie");
        ask(
            egestor,
            200,
            "PUT",
            &format!("/contatos/{id}"),
            &json!({"nome": "Kaya Exemplo"}),
        );
        named("Kaya Exemplo");
        let change = json!({"person": {"name": "Kaya de Estoka"}});
        ask(estoka, 200, "PUT", &format!("/customers/people/{id}"), &change);
        assert_eq!(get(egestor, &format!("/contatos/{id}"))["nome"], "Kaya de Estoka");
        // Not the name alone: how to reach her, and where she lives now.
        let moved = json!({"emails": ["kaya@example.com", "casa@example.com"], "fones": ["5133334444"], "cep": 1305000,
            "logradouro": "Rua Augusta", "numero": "10", "codIBGE": "3550308"});
        for (body, city) in [
            (json!({"codIBGE": "4314902"}), "Porto Alegre/RS"),
            (moved, "São Paulo/SP"),
        ] {
            let contact = ask(egestor, 200, "PUT", &format!("/contatos/{id}"), &body);
            assert_eq!(
                format!("{}/{}", contact["cidade"], contact["uf"]).replace('"', ""),
                city
            );
        }
        for told in [
            "kaya@example.com",
            "(51) 3333-4444",
            "Rua Augusta",
            "01305-000",
            "São Paulo",
            "3550308",
        ] {
            named(told);
        }
        let change = json!({"person": {"email": "kaya.nova@example.com"}});
        ask(estoka, 200, "PUT", &format!("/customers/people/{id}"), &change);
        let emails = get(egestor, &format!("/contatos/{id}"))["emails"].clone();
        assert_eq!(emails, json!(["kaya.nova@example.com", "casa@example.com"]));
    });
}

#[test]
fn a_cost_stated_in_one_is_what_the_goods_cost_in_the_other() {
    tell(|_, egestor, estoka| {
        let body = json!({"descricao": "Caneca preta", "estoque": 4, "precoCusto": 5, "precoVenda": 10});
        let product = ask(egestor, 200, "POST", "/produtos", &body)["codigo"]
            .as_i64()
            .unwrap();
        let path = format!("/produtos/{product}");
        let on_shelf = || {
            let found = get(estoka, "/stocks/1/stock_skus");
            let shelf = found["stock_skus"].as_array().unwrap().last().unwrap().clone();
            shelf["replacement_cost"].as_str().unwrap().to_owned()
        };
        assert_eq!(on_shelf(), "5.0");
        let sell = || {
            let sale = json!({"produtos": [{"codProduto": product, "quant": 1}]});
            let id = ask(egestor, 200, "POST", "/vendas", &sale)["codigo"].as_i64().unwrap();
            format!("/vendas/{id}")
        };
        let costs = |sale: &str| {
            let line = get(egestor, sale)["produtos"][0].clone();
            [line["custo"].clone(), line["custoCadProd"].clone()]
        };
        let before = sell();
        assert_eq!(costs(&before), [5, 5]);
        ask(egestor, 200, "PUT", &path, &json!({"precoCusto": 6}));
        assert_eq!(get(egestor, &path)["precoCusto"], 6);
        assert_eq!(on_shelf(), "6.0");
        // What lies there cost what it cost.
        assert_eq!(costs(&sell()), [5, 6]);
        ask(egestor, 200, "PUT", &path, &json!({"precoCusto": 8}));
        assert_eq!(costs(&before), [5, 8]);
        let quote = json!({"situacao": 10, "produtos": [{"codProduto": product, "quant": 1}]});
        let quote = ask(egestor, 200, "POST", "/vendas", &quote)["codigo"].as_i64().unwrap();
        let quote = format!("/vendas/{quote}");
        // A quote takes nothing from the shelf yet.
        assert_eq!(costs(&quote), [8, 8]);
        ask(egestor, 200, "PUT", &quote, &json!({"situacao": 50}));
        assert_eq!(costs(&quote), [5, 8]);
    });
}

#[test]
fn a_product_without_stock_is_sold_at_its_stated_cost() {
    tell(|_, egestor, _| {
        let body = json!({"descricao": "Frete", "controlarEstoque": false, "precoCusto": 3.5, "precoVenda": 10});
        let product = ask(egestor, 200, "POST", "/produtos", &body)["codigo"].clone();
        let sale = json!({"produtos": [{"codProduto": product, "quant": 1}]});
        let sale = ask(egestor, 200, "POST", "/vendas", &sale)["codigo"].clone();
        let line = get(egestor, &format!("/vendas/{sale}"))["produtos"][0].clone();
        assert_eq!((&line["custo"], &line["custoCadProd"]), (&json!(3.5), &json!(3.5)));
    });
}

#[test]
fn discounts_of_lines_and_of_the_whole_are_told_as_they_were_sent() {
    tell(|merchant, egestor, estoka| {
        let (product, _) = product(merchant, egestor, 9);
        let sale = json!({"valorDesc": 3, "produtos": [
            {"codProduto": product, "quant": 1, "vDesc": 1.5, "deducao": 2},
            {"codProduto": product, "quant": 2}
        ]});
        let made = ask(egestor, 200, "POST", "/vendas", &sale);
        assert_eq!(made["valorTotal"], json!(25.5));
        let seen = get(egestor, &format!("/vendas/{}", made["codigo"]));
        let lines: Vec<[&Value; 2]> = seen["produtos"]
            .as_array()
            .unwrap()
            .iter()
            .map(|line| [&line["vDesc"], &line["deducao"]])
            .collect();
        assert_eq!(seen["valorDesc"], 3);
        assert_eq!(lines, [[&json!(1.5), &json!(2)], [&json!(0), &json!(0)]]);
        // Elsewhere a discount stands on the order or on its lines: here on the lines.
        let order = get(estoka, &format!("/orders/{}", made["codigo"]))["order"]["data"].clone();
        assert_eq!((&order["discount"], &order["total_value"]), (&json!(0.0), &json!(25.5)));
        let discounts = [0, 1].map(|line| order["items"][line]["discount"].clone());
        assert_eq!(discounts, [json!(2.39), json!(2.11)]);
    });
}
