//! From a supplier's document to an order that is paid with what came back of another: every unit and every cent of it.
//!
//! Not the corners of any one step; those are in the exchanges.
//!
//! The one rule to know: the figures are added up here, by hand, and compared with what the core has.

use app::testing::open_voucher_code;
use bytes::Bytes;
use conformance::client::Client;
use conformance::ledger::Ledger;
use conformance::merchant::Merchant;
use domain::amount::Money;
use domain::documents::Cnpj;
use domain::finance::TitleKind;
use domain::ids::OrderId;
use nfe::testing::{Draft, DraftLine};
use serde_json::{Value, json};

use crate::{ask, steps};

/// What the new organization is made of.
const CNPJ: &str = "11222333000181";
/// Where its customer lives.
const POSTAL_CODE: &str = "20550012";

/// The shop of the story, and what it sells.
struct Shop {
    organization: i64,
    stock: i64,
    sku: i64,
}

#[test]
fn what_was_received_is_sold_and_brought_back_pays_for_another_order() {
    store::testing::each_engine(|store| {
        let merchant = Merchant::open(store);
        let client = merchant.estoka();
        let shop = open(&client);
        receive(&client, &shop);
        let first = first_order(&client, &shop);
        ship(&client, &shop, first);
        let voucher = bring_back(&client, &shop, first);
        let second = second_order(&client, &shop, &voucher);

        // Ten came in, three left and one of them came back; two are promised, one more than came back was never sold.
        let ledger = Ledger::of(store, merchant.call.principal.account.raw(), shop.sku);
        let moved = |kind: &str| ledger.at(shop.stock, kind);
        assert_eq!(
            (
                moved("received"),
                moved("shipped"),
                moved("returned"),
                moved("reserved") + moved("released")
            ),
            (10, -3, 1, 2)
        );
        assert_eq!(ledger.shelves.get(&shop.stock), Some(&(8, 2)));
        assert_eq!((ledger.shelves.len(), ledger.unexplained), (1, 0));

        // 3 × 50.00 + 12.00 on the first; of the second's 100.00 the voucher pays 50.00, and the card 50.00.
        assert_eq!(owed(&merchant, first), ["162.00"]);
        assert_eq!(owed(&merchant, second), ["50.00", "50.00"]);
        assert_eq!(merchant.audit(), Vec::<String>::new());
    });
}

/// An organization, which brings its stock, and a product of one sku.
fn open(client: &Client) -> Shop {
    let organization = json!({"organization": {
        "name": "Loja da Tijuca", "company_name": "Loja da Tijuca Ltda", "cnpj": CNPJ, "state": "RJ",
        "zip_code": "20550-013", "neighborhood": "Tijuca", "number": "10", "street": "Rua São Francisco Xavier",
        "city": "Rio de Janeiro", "city_code": 3304557, "use_average_cost": true, "emites_id": 8,
        "state_registration": "38217382732", "tax_regime": 1, "kind": 1, "serie_nfe": "1", "latitude": "-22.915",
        "longitude": "-43.226", "auto_invoice": false, "auto_generate_label": false
    }});
    let made = ask(client, 201, "POST", "/organizations", &organization);
    let organization = id(&made["organization"]);
    let stocks = ask(
        client,
        200,
        "GET",
        &format!("/organizations/{organization}/stocks"),
        &Value::Null,
    );
    let product = json!({"product": {
        "organization_id": organization, "code": "CANECA", "name": "Caneca", "measure": "UN",
        "product_skus": [{"code": "CANECA-1", "ean": "7891000053508"}]
    }});
    let product = ask(client, 201, "POST", "/products", &product);
    Shop {
        organization,
        stock: id(&stocks["stocks"][0]),
        sku: id(&product["product"]["product_skus"][0]),
    }
}

/// Ten units of a lot come in with the supplier's document, twice sent and once taken.
fn receive(client: &Client, shop: &Shop) {
    let line = DraftLine::of("CANECA-1", "10", "20").lot("L1", "10", "2026-08-01", "2027-08-01");
    let mut draft = Draft::new(7, vec![line]);
    draft.recipient = Cnpj::from_base(&CNPJ[..12]).expect("twelve digits");
    let xml = Bytes::from(draft.xml());
    let path = format!("/api/v1/receivements?stock_id={}", shop.stock);
    let send = || client.send("POST", &path, &[("content-type", "application/xml")], xml.clone());
    let received = send();
    assert_eq!(received.status, 201, "{:?}", received.body);
    assert_eq!(received.value()["unmatched_products"], json!([]));
    assert_eq!(send().status, 422, "the same document again");
    assert_eq!(shelf(client, shop), (10, 0, 10));
}

/// Three units at 50.00 and 12.00 of freight, no stock named: the shop has them and is near.
fn first_order(client: &Client, shop: &Shop) -> i64 {
    let mut order = order(shop, "primeiro", 3, 12);
    order.as_object_mut().expect("an object").remove("organization_id");
    order.as_object_mut().expect("an object").remove("stock_id");
    order["payments"] = json!([{"method": "03", "installments": 1, "value": 162, "taxes": 0, "total": 162}]);
    let placed = ask(client, 201, "POST", "/orders", &json!({ "order": order }));
    assert_eq!(placed["order"]["stock"]["id"], shop.stock);
    assert_eq!(placed["order"]["status"], "waiting_picking");
    assert_eq!(shelf(client, shop), (10, 3, 7));
    id(&placed["order"])
}

/// Picked, packed, invoiced and labelled; then in a shipment that leaves, and with the customer.
fn ship(client: &Client, shop: &Shop, order: i64) {
    steps(client, order, &["pick", "pack", "issue_nfe", "generate_label"]);
    let path = format!("/organizations/{}/shipments", shop.organization);
    let shipment = json!({"shipment": {
        "date": "2026-03-11T09:00:00.000-03:00", "shipment_type": "SEDEX", "stock_id": shop.stock,
        "shipping_company": {"id": 2, "name": "Correios", "carrier": {"type": "motocicleta", "plate": "XPT0001"}},
        "orders": [order]
    }});
    let shipment = id(&ask(client, 201, "POST", &path, &shipment));
    let status = |client: &Client| {
        let shown = ask(client, 200, "GET", &format!("/orders/{order}"), &Value::Null);
        shown["order"]["status"].clone()
    };
    assert_eq!(status(client), "separated");
    ask(client, 200, "POST", &format!("{path}/{shipment}/finish"), &Value::Null);
    assert_eq!(status(client), "transporting");
    steps(client, order, &["deliver"]);
    assert_eq!(shelf(client, shop), (7, 0, 7));
}

/// One of three comes back and becomes a coupon, the coupon a voucher; answers the voucher's code.
fn bring_back(client: &Client, shop: &Shop, order: i64) -> String {
    let back = json!({"returned_products": [{"product_sku_id": shop.sku, "total": 1, "comments": "Não serviu"}]});
    let path = format!("/organizations/{}/orders/{order}/return", shop.organization);
    let returned = ask(client, 200, "POST", &path, &back);
    assert_eq!(returned["order"]["order_returns"][0]["status"], "finished");
    assert_eq!(shelf(client, shop), (8, 0, 8));
    let coupons = ask(
        client,
        200,
        "GET",
        &format!("/coupons/search?order_id={order}"),
        &Value::Null,
    );
    let coupons = coupons["coupons"].as_array().expect("a list");
    assert_eq!((coupons.len(), &coupons[0]["amount"]), (1, &json!("50.0")));
    let exchange = json!({"exchange_voucher": {"coupons": [coupons[0]["code"]]}});
    let path = format!("/customers/{}/exchange_vouchers", returned["order"]["customer"]["id"]);
    let exchanged = ask(client, 201, "POST", &path, &exchange);
    ask(client, 422, "POST", &path, &exchange);
    let voucher = &exchanged["exchange_voucher"]["vouchers"][0];
    assert_eq!(voucher["value"].to_string(), "50.0");
    open_voucher_code(voucher["code"].as_str().expect("a text"))
}

/// Two units for 100.00, half of it by voucher, which pays once.
fn second_order(client: &Client, shop: &Shop, voucher: &str) -> i64 {
    let paying = |code: &str| {
        let mut order = order(shop, code, 2, 0);
        order["payments"] = json!([
            {"method": "16", "code": voucher, "installments": 1, "value": 50, "taxes": 0, "total": 50},
            {"method": "03", "installments": 1, "value": 50, "taxes": 0, "total": 50}
        ]);
        json!({ "order": order })
    };
    let placed = ask(client, 201, "POST", "/orders", &paying("segundo"));
    assert_eq!(placed["order"]["payments"][0]["method_name"], "exchange_voucher");
    ask(client, 422, "POST", "/orders", &paying("terceiro"));
    assert_eq!(shelf(client, shop), (8, 2, 6));
    id(&placed["order"])
}

/// So many units at 50.00, without payments.
fn order(shop: &Shop, code: &str, units: i64, freight: i64) -> Value {
    let value = 50 * units;
    let address = json!({
        "street": "Rua São Francisco Xavier", "number": "999", "zipcode": POSTAL_CODE, "neighborhood": "Tijuca",
        "city": "Rio de Janeiro", "city_code": "3304557", "state": "RJ", "country": "BR"
    });
    json!({
        "sale_channel_id": 1, "organization_id": shop.organization, "stock_id": shop.stock, "code": code,
        "placed_at": "2026-03-10T09:30:00.000-03:00", "discount": 0, "shipping": freight,
        "total_value": value + freight, "pre_order": false, "payment_status": "approved",
        "items": [{"product_sku_id": shop.sku, "quantity": units, "unit_price": 50, "item_value": value}],
        "customer": {"name": "Cliente Modelo", "email": "cliente@example.com", "document": "52998224725", "phones": []},
        "billing_address": address, "shipping_address": address
    })
}

/// The shelf of the story's sku: in stock, reserved, available.
fn shelf(client: &Client, shop: &Shop) -> (i64, i64, i64) {
    let path = format!("/stocks/{}/stock_skus", shop.stock);
    let shelves = ask(client, 200, "GET", &path, &Value::Null);
    let shelves = shelves["stock_skus"].as_array().expect("a list");
    let shelf = shelves.iter().find(|shelf| shelf["product_sku_id"] == shop.sku);
    let figure = |name: &str| shelf.map_or(0, |shelf| shelf[name].as_i64().expect("a whole number"));
    (
        figure("in_stock_quantity"),
        figure("reserved_quantity"),
        figure("available_quantity"),
    )
}

/// The amounts of an order's receivables, in cents as text.
fn owed(merchant: &Merchant, order: i64) -> Vec<String> {
    let order = OrderId::from_raw(order);
    let titles = merchant
        .app
        .read_blocking(&merchant.call, move |reader| reader.titles_of_orders(&[order]))
        .expect("the store answers");
    let titles = titles.get(&order).map(Vec::as_slice).unwrap_or_default();
    let receivable = titles.iter().filter(|view| view.title.kind == TitleKind::Receivable);
    let amount = |amount: Money| amount.to_fixed(2);
    receivable.map(|view| amount(view.title.amount)).collect()
}

fn id(record: &Value) -> i64 {
    record["id"].as_i64().expect("a record has a number")
}
