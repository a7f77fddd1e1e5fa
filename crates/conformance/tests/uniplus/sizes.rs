//! Every field of the vendor's tables at its limit and one past it.
//!
//! Not what the fields mean; the tables are in `fields.rs`.
//!
//! The one rule to know: each table of the document is walked through the route that writes it; a field is named in the
//! refusal by its path.

use conformance::client::Client;
use conformance::merchant::Merchant;
use serde_json::{Value, json};

use crate::fields::{
    BALANCE, BALANCE_V1, BARCODE, BRANCH_PRICE, DOCUMENT, ENTITY, LINE, LINE_VARIATION, PACKAGING, PRODUCT, Row, Size,
    VARIATION,
};

/// A table of the document: the route that writes it, and an object that is whole but for the field that is tried, for each
/// try another one.
struct Table {
    path: &'static str,
    wrapper: &'static str,
    /// Where in the object the fields stand, as a pointer and as a path.
    within: (&'static str, &'static str),
    base: fn(usize) -> Value,
    rows: &'static [Row],
    /// How many fields the document has for it.
    count: usize,
}

const TABLES: &[Table] = &[
    Table {
        path: "/v1/entidades",
        wrapper: "entidade",
        within: ("", ""),
        base: |_| json!({"nome": "Teste", "tipo": 1}),
        rows: ENTITY,
        count: 57,
    },
    Table {
        path: "/v1/produtos",
        wrapper: "produto",
        within: ("", ""),
        base: |_| json!({"nome": "Teste", "preco": 1}),
        rows: PRODUCT,
        count: 86,
    },
    Table {
        path: "/v1/produtos",
        wrapper: "produto",
        within: ("/precos/0", "precos[0]."),
        base: |_| json!({"nome": "Teste", "preco": 1, "precos": [{"filial": "1", "preco": 2}]}),
        rows: BRANCH_PRICE,
        count: 2,
    },
    Table {
        path: "/v1/embalagens",
        wrapper: "embalagem",
        within: ("", ""),
        base: |turn| json!({"produto": LONGEST, "unidadeMedida": "CX", "fatorConversao": turn + 2}),
        rows: PACKAGING,
        count: 7,
    },
    Table {
        path: "/v1/eans",
        wrapper: "ean",
        within: ("", ""),
        base: |turn| json!({"produto": GRID, "variacao": "1", "ean": format!("789100{turn:07}")}),
        rows: BARCODE,
        count: 4,
    },
    Table {
        path: "/v1/variacoes",
        wrapper: "variacao",
        within: ("", ""),
        base: |_| json!({"produto": "98", "codigoGrade": "12", "descricao": "ROXO", "ordem": "4", "tipoRegistro": "0"}),
        rows: VARIATION,
        count: 6,
    },
    Table {
        path: "/v1/saldo-estoque",
        wrapper: "saldoEstoque",
        within: ("", ""),
        base: |_| json!({"produto": GRID, "variacao": "1", "quantidade": 1}),
        rows: BALANCE_V1,
        count: 6,
    },
    Table {
        path: "/v2/saldo-estoque",
        wrapper: "saldoEstoque",
        within: ("", ""),
        base: |_| json!({"produto": GRID, "variacao": "1", "quantidade": 1}),
        rows: BALANCE,
        count: 7,
    },
    Table {
        path: "/v1/davs",
        wrapper: "dav",
        within: ("", ""),
        base: |_| {
            json!({"tipoDocumento": 2, "data": "2020-08-01",
                "itens": [{"produto": PLAIN, "quantidade": 100, "precoUnitario": "999999999.99"}]})
        },
        rows: DOCUMENT,
        count: 29,
    },
    Table {
        path: "/v1/davs",
        wrapper: "dav",
        within: ("/itens/0", "itens[0]."),
        base: |_| {
            json!({"tipoDocumento": 2, "data": "2020-08-01",
                "itens": [{"produto": PLAIN, "quantidade": 1000, "precoUnitario": 1000, "tipoDesconto": "1"}]})
        },
        rows: LINE,
        count: 11,
    },
    Table {
        path: "/v1/davs",
        wrapper: "dav",
        within: ("/itens/0/variacoes/0", "itens[0].variacoes[0]."),
        base: |_| {
            json!({"tipoDocumento": 2, "data": "2020-08-01", "itens": [{"produto": GRID, "quantidade": 1,
                "precoUnitario": 1, "variacoes": [{"variacao": 1, "quantidade": 1}]}]})
        },
        rows: LINE_VARIATION,
        count: 2,
    },
];

/// A product whose code is as long as a code may be.
const LONGEST: &str = "77777777777777777777";
/// A product of two variations, whose code is as long as the other tables let it be.
const GRID: &str = "77777777777777";
/// A product of one sku, with a code as long.
const PLAIN: &str = "66666666666666";

impl Row {
    fn at_limit(&self) -> Option<Value> {
        if let Some(sample) = self.sample {
            return Some(json!(sample));
        }
        Some(match self.size {
            // Of digits, so that barcodes are taken.
            Size::Text(most) => json!("7".repeat(most)),
            Size::Decimal(digits, decimals) => {
                json!(format!("{}.{}", "9".repeat(digits - decimals), "9".repeat(decimals)))
            }
            Size::Whole(most) => json!(most),
            Size::Day => json!("2020-08-01"),
            Size::Open => return None,
        })
    }

    fn past_limit(&self) -> Vec<Value> {
        match self.size {
            Size::Text(most) => vec![json!("7".repeat(most + 1))],
            Size::Decimal(digits, decimals) => vec![
                json!(format!("1{}", "0".repeat(digits - decimals))),
                json!(format!("0.{}1", "0".repeat(decimals))),
            ],
            Size::Whole(most) => vec![json!(most + 1), json!("0.5"), json!(-1)],
            Size::Day => vec![json!("2020-02-30"), json!("01/08/2020")],
            Size::Open => Vec::new(),
        }
    }
}

impl Table {
    /// The object with one field set.
    fn with(&self, row: &Row, value: &Value, turn: usize) -> Value {
        let mut object = (self.base)(turn);
        let within = object.pointer_mut(self.within.0).expect("the base has the place");
        within[row.name] = value.clone();
        json!({ self.wrapper: object })
    }

    /// What is wrong with one field.
    fn walk(&self, client: &Client, turn: usize, row: &Row) -> Vec<String> {
        let path = format!("/public-api{}", self.path);
        let name = format!("{}{}", self.within.1, row.name);
        let mut wrong = Vec::new();
        if let Some(value) = row.at_limit() {
            let answer = client.json("POST", &path, &self.with(row, &value, turn));
            let shown = answer.value();
            let message = shown["message"].as_str().unwrap_or_default();
            let is_of_size = ["no máximo", "limite permitido"]
                .iter()
                .any(|words| message.contains(words));
            let is_fine = answer.status == 200 || (row.is_reference && answer.status == 422 && !is_of_size);
            let back = shown
                .pointer(self.within.0)
                .map_or(&Value::Null, |object| &object[row.name]);
            if !is_fine {
                wrong.push(format!("{path} {name} at its limit: {} {shown}", answer.status));
            } else if row.is_shown && !row.is_reference && *back != value {
                wrong.push(format!("{path} {name} came back as {back}"));
            }
        }
        for value in row.past_limit() {
            let answer = client.json("POST", &path, &self.with(row, &value, turn));
            let shown = answer.value();
            let says = shown["message"].as_str().is_some_and(|text| text.contains(&name));
            if answer.status != 422 || !shown["errors"][&name].is_array() || !says {
                wrong.push(format!(
                    "{path} {name} past its limit with {value}: {} {shown}",
                    answer.status
                ));
            }
        }
        wrong
    }
}

/// What the tables are about.
fn lay_in(client: &Client) {
    let post = |path: &str, body: Value| {
        let made = client.json("POST", &format!("/public-api{path}"), &body);
        assert_eq!(made.status, 200, "{path}: {:?}", made.body);
    };
    for code in [LONGEST, GRID, PLAIN, "98"] {
        post(
            "/v1/produtos",
            json!({"produto": {"codigo": code, "nome": "Teste", "preco": 1}}),
        );
    }
    for (value, axis) in [("AZUL", "0"), ("P", "1"), ("G", "1")] {
        post(
            "/v1/variacoes",
            json!({"variacao": {"produto": GRID, "codigoGrade": "1", "descricao": value, "ordem": "1",
                "tipoRegistro": axis}}),
        );
    }
    post(
        "/v1/entidades",
        json!({"entidade": {"codigo": "7777777777", "nome": "Teste", "tipo": "1,2,3,4,6"}}),
    );
    post(
        "/v1/produtos",
        json!({"produto": {"nome": "Teste", "preco": 1, "codigoGrupoProduto": "7", "nomeGrupoProduto": "Teste"}}),
    );
}

#[test]
fn every_field_is_taken_at_its_limit_and_refused_past_it() {
    store::testing::each_engine(|store| {
        let merchant = Merchant::open_uniplus(store);
        let client = merchant.uniplus();
        lay_in(&client);
        let mut wrong = Vec::new();
        for table in TABLES {
            assert_eq!(table.rows.len(), table.count, "{} has other fields", table.path);
            wrong.extend(
                table
                    .rows
                    .iter()
                    .enumerate()
                    .flat_map(|(turn, row)| table.walk(&client, turn, row)),
            );
        }
        assert!(wrong.is_empty(), "{} faults\n{}", wrong.len(), wrong.join("\n"));
        assert_eq!(merchant.audit(), Vec::<String>::new());
    });
}
