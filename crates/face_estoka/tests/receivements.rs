//! Receivements from the outside: the vendor's body as it stands, the NF-e itself, and what anybody may send as one.
//!
//! Not the exchanges, which are in `tests/exchanges/receivements.json`.
//!
//! The one rule to know: every test asks a fresh world over HTTP; after a refusal nothing may have been written.

#[path = "support/facts.rs"]
mod facts;
#[path = "support/world.rs"]
mod world;

use axum::body::Body;
use domain::amount::{Quantity, UnitPrice};
use domain::ids::{ReceiptId, SkuId};
use domain::stock::Balance;
use http::Request;
use nfe::testing::{Draft, DraftLine};
use serde_json::{Value, json};

use world::{BOUND, FOREIGN, Got, TOKEN, World};

const PATH: &str = "/api/v1/receivements";

/// The vendor's example of a request.
fn documented() -> Value {
    let exchanges: Value =
        serde_json::from_str(include_str!("exchanges/receivements.json")).expect("a file of exchanges");
    exchanges[0]["request"].clone()
}

/// A document to organization 1, which has the recipient's CNPJ, of a sku it knows.
fn draft() -> Draft {
    Draft::new(7, vec![DraftLine::of("CAI74", "10.0000", "206.3400000000")])
}

fn send_xml(world: &World, token: &str, query: &str, xml: impl Into<Body>) -> Got {
    let request = Request::post(format!("/estoka{PATH}{query}"))
        .header("content-type", "application/xml; charset=utf-8")
        .header("authorization", format!("Token token={token}"))
        .body(xml.into());
    world.send(request.expect("a request"))
}

fn shelves(world: &World, sku: i64) -> Vec<Balance> {
    let view = move |reader: &mut app::Reader<'_, '_>| reader.balances_of_sku(SkuId::from_raw(sku));
    let found = world.app.read_blocking(&world.own, view).expect("shelves");
    found.into_iter().map(|view| view.balance).collect()
}

fn units(units: i64) -> Quantity {
    Quantity::from_units(units).expect("a quantity")
}

#[test]
fn the_documented_body_is_kept_to_the_last_field() {
    let world = facts::world();
    let request = documented();
    let got = world.ask("POST", PATH, request.to_string());
    assert_eq!(got.status, 201, "{}", got.text());
    let id = ReceiptId::from_raw(got.json()["id"].as_i64().expect("a number"));
    let kept = world
        .app
        .read_blocking(&world.own, move |reader| reader.receipt_extras_estoka(id));
    let kept = kept.expect("a receipt").expect("extras");
    let kept: Value = serde_json::from_str(&kept).expect("JSON");
    for node in [
        "responsible",
        "general_data",
        "provider",
        "products",
        "recipient",
        "shipping",
        "total",
    ] {
        assert_eq!(kept[node], request[node], "{node}");
    }
}

#[test]
fn the_documented_body_moves_stock_cost_and_lot_when_its_product_is_known() {
    let world = facts::world();
    let mut request = documented();
    for product in request["products"].as_array_mut().expect("products") {
        product["code"] = json!("CAI7556");
    }
    let got = world.ask("POST", PATH, request.to_string());
    assert_eq!(got.status, 201, "{}", got.text());
    assert_eq!(got.json()["status"], "finished");
    assert_eq!(got.json()["unmatched_products"], json!([]));
    let [shelf] = <[Balance; 1]>::try_from(shelves(&world, 108_786)).expect("one shelf");
    assert_eq!(shelf.on_hand, units(200));
    assert_eq!(shelf.average_cost, UnitPrice::parse("206.318").expect("a price"));
    assert_eq!(shelf.lot_code.as_deref(), Some("0"));
    assert_eq!(
        shelf.expires_on.map(|day| day.to_string()).as_deref(),
        Some("2020-11-30")
    );
    assert_eq!(app::audit::audit(&world.app, |_, _| {}).expect("an audit"), []);
}

#[test]
fn an_nfe_is_received_by_the_organization_it_was_issued_to() {
    let world = facts::world();
    let draft = draft();
    let got = send_xml(&world, TOKEN, "", draft.xml());
    assert_eq!(got.status, 201, "{}", got.text());
    let answer = got.json();
    assert_eq!(
        (&answer["status"], &answer["from"], &answer["id"]),
        (&json!("finished"), &json!("api"), &json!(1))
    );
    let in_stock_1 = |shelf: &&Balance| shelf.location.raw() == 1;
    let shelf = shelves(&world, 1).iter().find(in_stock_1).cloned().expect("a shelf");
    assert_eq!(
        (shelf.on_hand, shelf.replacement_cost),
        (units(30), UnitPrice::parse("206.34").expect("a price"))
    );
    let provider = world.ask("GET", &format!("/api/v1/providers/{}", answer["provider_id"]), "");
    assert!(provider.text().contains("12ABC34501DE35"), "{}", provider.text());

    let again = send_xml(&world, TOKEN, "", draft.xml());
    assert_eq!(again.status, 422);
    assert_eq!(
        again.text(),
        r#"{"errors":{"general_data.access_key":["já está em uso"]}}"#
    );
    assert_eq!(app::audit::audit(&world.app, |_, _| {}).expect("an audit"), []);
}

#[test]
fn the_query_names_another_organization_and_stock() {
    let world = facts::world();
    let table = [
        ("?organization_id=2&stock_id=2", 201),
        ("?organization_id=2&stock_id=1", 422),
        ("?organization_id=99", 422),
        ("?organization_id=x", 422),
        ("?organization_id=1&stock_id=0", 422),
    ];
    for (number, (query, status)) in (1..).zip(table) {
        let draft = Draft::new(number, vec![DraftLine::of("CAI74", "1", "1")]);
        let got = send_xml(&world, TOKEN, query, draft.xml());
        assert_eq!(got.status, status, "{query}: {}", got.text());
    }
    let mut to_nobody = draft();
    to_nobody.recipient = domain::documents::Cnpj::from_base("998887770001").expect("twelve digits");
    let got = send_xml(&world, TOKEN, "", to_nobody.xml());
    assert_eq!(
        got.text(),
        r#"{"errors":{"organization_id":["não pode ficar em branco"]}}"#
    );
    // A credential of one organization receives for that one, and for no other.
    let got = send_xml(&world, BOUND, "", to_nobody.xml());
    assert_eq!(got.status, 201, "{}", got.text());
    let got = send_xml(&world, BOUND, "?organization_id=2", draft().xml());
    assert_eq!(got.text(), r#"{"errors":{"organization_id":["não é válido"]}}"#);
}

#[test]
fn the_same_key_is_received_once_per_account() {
    let world = facts::world();
    for (token, status) in [(TOKEN, 201), (FOREIGN, 201), (TOKEN, 422), (FOREIGN, 422)] {
        assert_eq!(send_xml(&world, token, "", draft().xml()).status, status, "{token}");
    }
}

#[test]
fn lines_nobody_knows_are_told() {
    let world = facts::world();
    let unknown =
        DraftLine::of("X-1", "2.5000", "1")
            .barcode("7891000315507")
            .lot("L", "1.000", "2026-01-01", "2026-02-01");
    let draft = Draft::new(1, vec![DraftLine::of("CAI74", "1", "1"), unknown]);
    let got = send_xml(&world, TOKEN, "", draft.xml());
    assert_eq!((got.status, &got.json()["status"]), (201, &json!("opened")));
    let expected = json!([{
        "line": 2, "code": "X-1", "ean": "7891000315507", "description": "Mercadoria X-1", "quantity": 2.5
    }]);
    assert_eq!(got.json()["unmatched_products"], expected);
    assert!(
        shelves(&world, 1).iter().all(|shelf| shelf.on_hand != units(21)),
        "nothing moved"
    );
}

/// XML that is refused, the status, and a part of the answer.
fn refused() -> Vec<(String, u16, &'static str)> {
    let xml = draft().xml();
    let key = draft().key().to_string();
    let digit = if key.ends_with('9') { '8' } else { '9' };
    let wrong_key = format!("{}{digit}", &key[..43]);
    let bomb = "<!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><nfeProc>&b;</nfeProc>";
    let outside = "<!DOCTYPE a SYSTEM \"http://example.com/a.dtd\"><nfeProc/>";
    vec![
        (bomb.to_owned(), 400, "DTD"),
        (outside.to_owned(), 400, "DTD"),
        (xml[..xml.len() / 2].to_owned(), 400, "incompleto"),
        (String::new(), 400, "XML inválido"),
        ("{\"organization_id\":1}".to_owned(), 400, "XML inválido"),
        ("<a>".repeat(10_000), 400, "níveis"),
        (" ".repeat(3 << 20), 413, "2097152 bytes"),
        (" ".repeat(10 << 20), 413, "maior que o permitido"),
        ("<cteProc/>".to_owned(), 422, "cteProc"),
        (
            xml.replace(&key, &wrong_key),
            422,
            "chave de acesso com dígito verificador incorreto",
        ),
        (
            xml.replacen("<emit><CNPJ>12ABC34501DE35", "<emit><CNPJ>12ABC34501DE36", 1),
            422,
            "CNPJ com dígito verificador incorreto",
        ),
        (xml.replace("<cStat>100", "<cStat>110"), 422, "não está autorizada: 110"),
        (
            xml.replacen("<qCom>10.0000</qCom>", "", 1),
            422,
            "prod/qCom\":[\"não pode ficar em branco",
        ),
        (
            xml.replacen("<qCom>10.0000", "<qCom>0", 1),
            422,
            "products[0].quantity\":[\"deve ser maior que 0",
        ),
    ]
}

#[test]
fn an_xml_that_cannot_be_received_is_refused_in_words_and_nothing_is_written() {
    let world = facts::world();
    let before = world.written();
    for (xml, status, words) in refused() {
        let start: String = xml.chars().take(60).collect();
        let got = send_xml(&world, TOKEN, "", xml);
        assert_eq!(got.status, status, "{start}: {}", got.text());
        assert!(
            got.text().contains(words) && got.text().starts_with("{\"errors\":"),
            "{start}: {}",
            got.text()
        );
    }
    let got = send_xml(&world, TOKEN, "", vec![0xff_u8, 0xfe, 0x3c, 0x00]);
    assert_eq!(
        (got.status, got.text()),
        (400, r#"{"errors":"XML inválido: o XML não está em UTF-8"}"#)
    );
    // An XML that calls itself JSON is JSON that cannot be read.
    assert_eq!(world.ask("POST", PATH, draft().xml()).status, 400);
    assert_eq!(world.written(), before);
}

#[test]
fn every_documented_node_and_field_that_must_be_there_must_be_there() {
    let world = facts::world();
    let before = world.written();
    let required = [
        "organization_id",
        "responsible",
        "general_data",
        "provider",
        "products",
        "recipient",
        "shipping",
        "total",
        "general_data/number",
        "general_data/serie",
        "general_data/nfe_code",
        "general_data/access_key",
        "general_data/total_nfe",
        "general_data/emission_date",
        "general_data/natureza_operacao",
        "general_data/shipment",
        "general_data/shipment/codigo_modalidade",
        "provider/document",
        "provider/name",
        "provider/state_inscription",
        "provider/address",
        "products/0/index",
        "products/0/code",
        "products/0/description",
        "products/0/ncm",
        "products/0/cfop",
        "products/0/measure",
        "products/0/taxable_measure",
        "products/0/quantity",
        "products/0/taxable_quantity",
        "products/0/unit_value",
        "products/0/taxable_unit_value",
        "products/0/discount_value",
        "products/0/freight",
        "products/0/insurance",
        "products/0/incidental_expenses",
        "products/0/total_cost",
        "products/0/scale_production",
        "products/0/traceability",
        "products/0/taxation",
        "products/0/taxation/icms",
        "products/0/taxation/ipi",
        "products/0/taxation/pis",
        "products/0/taxation/cofins",
        "products/0/taxation/importacao",
        "recipient/name",
        "recipient/document",
        "recipient/address",
        "shipping/codigo_modalidade",
        "shipping/transportadora",
        "shipping/retencao",
        "shipping/volume",
        "total/valor_total",
        "total/desconto",
    ];
    for path in required {
        let mut request = documented();
        *request.pointer_mut(&format!("/{path}")).expect(path) = Value::Null;
        let got = world.ask("POST", PATH, request.to_string());
        let name = path.replace("/0/", "[0]/").replace('/', ".");
        let expected = json!({"errors": {name: ["não pode ficar em branco"]}});
        assert_eq!((got.status, got.json()), (422, expected), "{path}");
    }
    assert_eq!(world.written(), before);
}

#[test]
fn a_repeated_request_answers_the_first_receipt() {
    let world = facts::world();
    let ask = || {
        let request = Request::post(format!("/estoka{PATH}"))
            .header("content-type", "application/xml")
            .header("authorization", format!("Token token={TOKEN}"))
            .header("idempotency-key", "note-7")
            .body(Body::from(draft().xml()));
        world.send(request.expect("a request"))
    };
    let (first, second) = (ask(), ask());
    assert_eq!((first.status, second.status), (201, 201));
    assert_eq!(first.body, second.body);
}
