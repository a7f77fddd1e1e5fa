//! A sale as the vendor's clients write it, to what the core sells.

use app::ExtrasEdit;
use app::workflow::place_sale::{PlaceSale, SaleExpense, SaleInstalment, SaleItem, SaleTitle};
use domain::amount::{Money, UnitPrice};
use domain::ids::{CashAccountId, LedgerAccountId, PartyId, PaymentMethodId, ProductId};
use domain::orders::{SALE_STAGE_MAX, SaleTermsChange};
use domain::refusal::Problem;
use face_kit::{Checker, Given};
use serde_json::{Map, Value, json};

use super::as_sent::AsSent;
use crate::object::Object;

const KNOWN: &[&str] = &[
    "codigo",
    "codContato",
    "codVendedor",
    "dtVenda",
    "dtEntrega",
    "situacao",
    "tags",
    "valorFrete",
    "valorDesc",
    "valorDespesasAcessorias",
    "clienteFinal",
    "enderecoEntrega",
    "situacaoOS",
    "customizado",
    "produtos",
    "financeiros",
    "despesas",
];

/// What may be changed of a sale.
pub(super) const CHANGEABLE: &[&str] = &[
    "situacao",
    "situacaoOS",
    "campoAdicional1",
    "campoAdicional2",
    "campoAdicional3",
    "campoAdicional4",
];

const ITEM: &[&str] = &[
    "codigo",
    "codProduto",
    "quant",
    "vDesc",
    "deducao",
    "preco",
    "obs",
    "tipo",
    "tipoProd",
    "codConfigTrib",
];

const INSTALMENT: &[&str] = &[
    "codigo",
    "dtVenc",
    "dtComp",
    "pago",
    "codFormaPgto",
    "codPlanoContas",
    "codCaixa",
    "codDisponivel",
    "codRecibo",
    "valor",
    "tags",
    "descricao",
];

const EXPENSE: &[&str] = &[
    "codigo",
    "codFormaPgto",
    "descricao",
    "codCaixa",
    "codDisponivel",
    "pago",
    "dtComp",
    "dtVenc",
    "codPlanoContas",
    "tags",
    "codContato",
    "numDoc",
    "valor",
];

/// The account's own fields.
const OWN_FIELDS: [&str; 4] = ["xCampo1", "xCampo2", "xCampo3", "xCampo4"];
const TEXT_MAX: usize = 255;
const NOTE_MAX: usize = 20_000;

/// The sale.
pub(super) fn sale(check: &mut Checker, body: &Object) -> PlaceSale {
    body.only(check, KNOWN);
    let stage = check.optional_whole("situacao", &body.given("situacao"), i64::MIN..=i64::MAX);
    if stage.is_some_and(|stage| stage != 10 && stage != 50) {
        check.fault("situacao", Problem::NotInList);
    }
    let (items, deductions): (Vec<SaleItem>, Vec<Money>) = body.each(check, "produtos", ITEM, item).into_iter().unzip();
    if items.is_empty() && !check.is_faulty("produtos") {
        check.fault("produtos", Problem::Blank);
    }
    let (freight, more) = (
        amount(check, body, "valorFrete"),
        amount(check, body, "valorDespesasAcessorias"),
    );
    let discount = amount(check, body, "valorDesc");
    let sent = AsSent::of(&items, deductions, discount);
    PlaceSale {
        customer: body.id(check, "codContato").map(PartyId::from_raw),
        seller: body.id(check, "codVendedor").map(PartyId::from_raw),
        is_quote: stage == Some(10),
        sold_on: body.day(check, "dtVenda"),
        items,
        discount,
        charges: freight.checked_add(more).unwrap_or_else(|| {
            check.fault("valorFrete", Problem::OutOfRange);
            Money::ZERO
        }),
        instalments: body.each(check, "financeiros", INSTALMENT, |check, one| SaleInstalment {
            amount: one.money(check, "valor"),
            due_on: one.day(check, "dtVenc"),
            title: title(check, one),
        }),
        expenses: body.each(check, "despesas", EXPENSE, |check, one| SaleExpense {
            amount: expense(check, one),
            party: one.id(check, "codContato").map(PartyId::from_raw),
            number: one.text(check, "numDoc", 60),
            title: title(check, one),
        }),
        terms: terms(check, body, more),
        extras: Some(extras(check, body, &sent)),
        tags: body.words(check, "tags").unwrap_or_default(),
    }
}

/// An amount that is not below zero, in cents.
fn amount(check: &mut Checker, body: &Object, name: &str) -> Money {
    let amount = body.money(check, name).unwrap_or_default();
    if amount.is_negative() {
        check.fault(name, Problem::Negative);
        return Money::ZERO;
    }
    amount
}

/// A line, and its deduction, which is of the tax base and not of the price.
fn item(check: &mut Checker, line: &Object) -> (SaleItem, Money) {
    let deduction = amount(check, line, "deducao");
    line.id(check, "codConfigTrib");
    let price = check.optional_unit_price("preco", &line.given("preco"), 6);
    if price.is_some_and(UnitPrice::is_negative) {
        check.fault("preco", Problem::Negative);
    }
    let quantity = check.required_quantity("quant", &line.given("quant"), 6);
    if !quantity.is_positive() && !check.is_faulty("quant") {
        check.fault("quant", Problem::NotPositive);
    }
    let item = SaleItem {
        product: ProductId::from_raw(check.required_id("codProduto", &line.given("codProduto"))),
        quantity,
        unit_price: price,
        discount: amount(check, line, "vDesc"),
        note: line.text(check, "obs", NOTE_MAX),
    };
    (item, deduction)
}

/// What an expense amounts to.
fn expense(check: &mut Checker, one: &Object) -> Money {
    let amount = check.required_money("valor", &one.given("valor"), 2);
    if !amount.is_positive() && !check.is_faulty("valor") {
        check.fault("valor", Problem::NotPositive);
    }
    amount
}

fn title(check: &mut Checker, one: &Object) -> SaleTitle {
    let cash = one.id(check, "codCaixa").or(one.id(check, "codDisponivel"));
    SaleTitle {
        accrued_on: one.day(check, "dtComp"),
        is_settled: check.flag("pago", &one.given("pago")).unwrap_or(false),
        payment_method: one.id(check, "codFormaPgto").map(PaymentMethodId::from_raw),
        ledger_account: one.id(check, "codPlanoContas").map(LedgerAccountId::from_raw),
        cash_account: cash.map(CashAccountId::from_raw),
        description: one.text(check, "descricao", TEXT_MAX),
        tags: one.words(check, "tags").unwrap_or_default(),
    }
}

/// What is agreed on beside goods and money.
fn terms(check: &mut Checker, body: &Object, more: Money) -> SaleTermsChange {
    SaleTermsChange {
        deliver_on: body.day_change(check, "dtEntrega"),
        is_final_consumer: body.flag_change(check, "clienteFinal"),
        other_charges: more.is_positive().then_some(more),
        seller_number: body.id_change(check, "codVendedor"),
        ..changed_terms(check, body)
    }
}

/// What a change does to what is agreed on.
pub(super) fn changed_terms(check: &mut Checker, body: &Object) -> SaleTermsChange {
    SaleTermsChange {
        stage: body.text_change(check, "situacaoOS", SALE_STAGE_MAX),
        ..SaleTermsChange::default()
    }
}

/// The members that only this vendor has.
fn extras(check: &mut Checker, body: &Object, sent: &AsSent) -> String {
    let mut own = Map::new();
    sent.keep(&mut own);
    if let Some(number) = check.optional_whole("enderecoEntrega", &body.given("enderecoEntrega"), 0..=9) {
        own.insert("enderecoEntrega".to_owned(), number.into());
    }
    let fields: Given<Object> = body.given("customizado");
    let fields = check.optional_object("customizado", &fields, |check, fields| {
        fields.only(check, &OWN_FIELDS);
        own_fields(check, fields, OWN_FIELDS)
    });
    own.insert("customizado".to_owned(), Value::Object(fields.unwrap_or_default()));
    Value::Object(own).to_string()
}

/// The account's own fields, under the names they have in this object.
fn own_fields(check: &mut Checker, fields: &Object, names: [&str; 4]) -> Map<String, Value> {
    let mut found = Map::new();
    for (name, own) in names.into_iter().zip(OWN_FIELDS) {
        if fields.has(name) {
            let text = fields.text(check, name, NOTE_MAX).unwrap_or_default();
            found.insert(own.to_owned(), text.into());
        }
    }
    found
}

/// What a change does to the members that only this vendor has.
pub(super) fn changed_extras(check: &mut Checker, body: &Object) -> ExtrasEdit {
    let names = [
        "campoAdicional1",
        "campoAdicional2",
        "campoAdicional3",
        "campoAdicional4",
    ];
    let fields = own_fields(check, body, names);
    ExtrasEdit::new(move |kept| {
        let mut known = crate::extras::read(kept)
            .get("customizado")
            .and_then(Value::as_object)
            .cloned()
            .unwrap_or_default();
        known.extend(fields.clone());
        let given = Map::from_iter([("customizado".to_owned(), json!(known))]);
        crate::extras::merged(kept, &given)
    })
}
