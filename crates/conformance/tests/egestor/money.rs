//! Titles settled in parts, and the cash accounts that follow: received, paid, removed, taken back with their sale.
//!
//! The one rule to know: a balance is what the entries of its cash account sum to, which the auditor sums again.

use conformance::client::Client;
use conformance::merchant::Merchant;
use serde_json::{Value, json};

use crate::stories::{ask, get, product};

/// The account's first cash account.
const TILL: i64 = 1;

fn balance(egestor: &Client, cash: i64) -> Value {
    get(egestor, &format!("/disponiveis/{cash}"))["saldo"].clone()
}

/// What a title is worth, what of it was settled, and where it stands.
fn standing(egestor: &Client, path: &str) -> [Value; 4] {
    let title = get(egestor, path);
    ["valor", "valorPago", "situacao", "dtPgto"].map(|name| title[name].clone())
}

/// Opens a bank account with 100.00 in it.
fn bank(egestor: &Client) -> i64 {
    let made = ask(
        egestor,
        200,
        "POST",
        "/disponiveis",
        &json!({"nome": "Banco", "saldo": 100}),
    );
    made["codigo"].as_i64().unwrap()
}

fn tell(story: impl Fn(&Merchant, &Client)) {
    store::testing::each_engine(|store| {
        let merchant = Merchant::open(store);
        story(&merchant, &merchant.egestor());
        let found = merchant.audit();
        assert!(found.is_empty(), "{found:?}");
    });
}

/// Settles a title of 100.00 in parts. `way` is what it does to the bank: 1 of a receivable, -1 of a payable.
fn in_parts(egestor: &Client, resource: &str, action: &str, [open, settled]: [i64; 2], way: i64) {
    let bank = bank(egestor);
    let body = json!({"valor": 100, "descricao": "Aluguel", "dtVenc": "2026-04-01", "codDisponivel": bank});
    let made = ask(egestor, 200, "POST", resource, &body);
    assert_eq!(made["situacao"], open);
    let path = format!("{resource}/{}", made["codigo"]);
    let settle = |status: u16, body: Value| ask(egestor, status, "PUT", &format!("{path}/{action}"), &body);

    settle(200, json!({"valor": 40, "dtPgto": "2026-03-05"}));
    assert_eq!(
        standing(egestor, &path),
        [json!(100), json!(40), json!(open), json!("")]
    );
    assert_eq!(balance(egestor, bank), 100 + way * 40);
    // More than is open, nothing, less than nothing, and what is no cent.
    for amount in [json!(60.01), json!(0), json!(-1), json!(0.001)] {
        let refused = settle(422, json!({"valor": amount}));
        assert_eq!(refused["errFields"], json!(["valor"]));
    }
    assert_eq!(balance(egestor, bank), 100 + way * 40, "what was refused moved nothing");

    // What was moved was moved for this amount.
    let kept = ask(egestor, 422, "PUT", &path, &json!({"valor": 90}));
    assert_eq!(kept["errMsg"], "O campo \"valor\" não pode mais ser alterado.");

    // The rest is received somewhere else.
    settle(200, json!({"codDisponivel": TILL, "dtPgto": "2026-03-06"}));
    let whole = [json!(100), json!(100), json!(settled), json!("2026-03-06")];
    assert_eq!(standing(egestor, &path), whole);
    assert_eq!(
        (balance(egestor, bank), balance(egestor, TILL)),
        (json!(100 + way * 40), json!(way * 60))
    );
    settle(422, json!({}));

    // Removed, it gives back in each account what it had moved there.
    ask(egestor, 200, "DELETE", &path, &Value::Null);
    assert_eq!((balance(egestor, bank), balance(egestor, TILL)), (json!(100), json!(0)));
    settle(410, json!({}));
    ask(egestor, 410, "DELETE", &path, &Value::Null);
}

#[test]
fn a_receivable_is_received_in_parts_in_two_accounts_and_removed() {
    tell(|_, egestor| in_parts(egestor, "/recebimentos", "receber", [20, 40], 1));
}

#[test]
fn a_payable_is_paid_in_parts_in_two_accounts_and_removed() {
    tell(|_, egestor| in_parts(egestor, "/pagamentos", "pagar", [10, 30], -1));
}

#[test]
fn a_sale_received_in_part_gives_everything_back_when_it_is_taken_back() {
    tell(|merchant, egestor| {
        let bank = bank(egestor);
        let (product, _) = product(merchant, egestor, 5);
        let sale = json!({
            "produtos": [{"codProduto": product, "quant": 3, "preco": 10, "vDesc": 1.5}], "valorFrete": 4.5,
            "financeiros": [{"valor": 11, "pago": true, "codCaixa": bank}, {"codCaixa": bank}, {}],
            "despesas": [{"valor": 2, "pago": true, "codCaixa": bank, "descricao": "Comissão"}]
        });
        let made = ask(egestor, 200, "POST", "/vendas", &sale);
        let path = format!("/vendas/{}", made["codigo"]);
        let shown = get(egestor, &path);
        let titles: Vec<(Value, Value)> = shown["financeiros"]
            .as_array()
            .unwrap()
            .iter()
            .map(|title| (title["valor"].clone(), title["situacao"].clone()))
            .collect();
        let expected = [(json!(11), json!(40)), (json!(11), json!(20)), (json!(11), json!(20))];
        assert_eq!(
            (titles.as_slice(), &shown["valorTotal"]),
            (expected.as_slice(), &json!(33))
        );
        assert_eq!(balance(egestor, bank), 100 + 11 - 2);

        let open = format!("/recebimentos/{}", shown["financeiros"][1]["codigo"]);
        ask(egestor, 200, "PUT", &format!("{open}/receber"), &json!({"valor": 4}));
        assert_eq!(balance(egestor, bank), 113);
        // An instalment ends with its sale, not before.
        ask(egestor, 422, "DELETE", &open, &Value::Null);
        assert_eq!(get(egestor, &format!("/produtos/{product}"))["estoque"], 2);

        ask(egestor, 200, "DELETE", &path, &Value::Null);
        assert_eq!((balance(egestor, bank), balance(egestor, TILL)), (json!(100), json!(0)));
        assert_eq!(get(egestor, &format!("/produtos/{product}"))["estoque"], 5);
        for title in shown["financeiros"].as_array().unwrap() {
            ask(
                egestor,
                410,
                "GET",
                &format!("/recebimentos/{}", title["codigo"]),
                &Value::Null,
            );
        }
    });
}
