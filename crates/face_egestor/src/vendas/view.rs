//! A sale as the vendor prints it.
//!
//! The one rule to know: `valorFinanc` is what its receivables sum to, which may be nothing.

use app::Answer;
use app::finance::TitleView;
use app::orders::{OrderItemView, SaleHead, SaleView};
use app::workflow::conclude_sale::SaleStage;
use domain::amount::{Money, UnitPrice};
use domain::catalog::ProductKind;
use domain::finance::{TitleKind, TitleState};
use domain::ids::{CashAccountId, LedgerAccountId, PartyId, PaymentMethodId};
use domain::orders::{Order, SaleTerms};
use face_kit::to_answer;
use serde_json::{Value, json};

use super::as_sent::AsSent;
use super::{ENDED, words};
use crate::extras;
use crate::numbers::{Spelling, day_text, id, number, text};
use crate::page::{Row, row};
use crate::produtos::own_code;

/// The head of a sale.
pub(super) fn sale_row(view: &SaleHead, spelling: &Spelling) -> Row {
    let own = extras::read(view.extras.as_deref());
    let order = &view.order;
    let receivables = view.titles.iter().filter(|title| title.kind == TitleKind::Receivable);
    let financed = Money::checked_sum(receivables.clone().map(|title| title.amount)).unwrap_or_default();
    let more = view.terms.other_charges;
    let promised = order.shipping_service.as_ref().and_then(|service| service.due_on);
    let documents: Vec<i64> = view.documents.iter().map(|document| document.raw()).collect();
    let name = view.customer.as_ref().map(|party| party.details.name.clone());
    row(json!({
        "codigo": order.id.raw(),
        "codContato": order.customer.raw(),
        "nomeContato": name.unwrap_or_else(|| order.customer_snapshot.name.clone()),
        "codVendedor": seller(order, &view.terms),
        "nomeVendedor": text(view.seller.as_ref().map(|party| party.details.name.as_str())),
        "dtVenda": day_text(Some(spelling.day(order.placed_at))),
        "dtEntrega": day_text(view.terms.deliver_on.or(promised)),
        "dtCad": spelling.instant(order.created_at),
        "valorTotal": number(order.total),
        "valorFrete": number(order.freight.checked_sub(more).unwrap_or(order.freight)),
        "valorDespesasAcessorias": number(more),
        "valorDesc": number(AsSent::read(&own).discount(order.discount)),
        "valorFinanc": number(financed),
        "valorEntrada": 0,
        "numParcelas": receivables.count(),
        "codsNFe": documents,
        "codsNFSe": [],
        "customizado": own.get("customizado").cloned().unwrap_or_else(|| json!({})),
        "clienteFinal": view.terms.is_final_consumer.unwrap_or(true),
        "situacao": stage(view),
        "situacaoOS": stated(view),
        "tags": view.tags,
        "ativo": !ENDED.contains(&order.status),
        "publicURL": "",
    }))
}

/// What is answered to a sale that was made or changed.
pub(super) fn short_row(order: &Order, terms: &SaleTerms, spelling: &Spelling) -> Row {
    row(json!({
        "codigo": order.id.raw(),
        "codVendedor": seller(order, terms),
        "dtVenda": day_text(Some(spelling.day(order.placed_at))),
        "valorTotal": number(order.total),
    }))
}

/// Who sold: a seller of the account, or whom the counter numbers so.
fn seller(order: &Order, terms: &SaleTerms) -> Value {
    id(order.seller.map(PartyId::raw).or(terms.seller_number))
}

/// 10 of a quote, 50 of a sale, also of one that was taken back.
fn stage(view: &SaleHead) -> i64 {
    match SaleStage::of(view.order.status) {
        Some(SaleStage::Quote) => 10,
        Some(SaleStage::Sold) | None => 50,
    }
}

/// How far it is: as was said, or else as it stands. What was taken back is that, whatever was said.
fn stated(view: &SaleHead) -> &str {
    let status = view.order.status;
    let said = view.terms.stage.as_deref().filter(|_| !ENDED.contains(&status));
    said.unwrap_or_else(|| words::word(status))
}

/// The whole sale, with its lines and instalments.
pub(super) fn whole(view: &SaleView, spelling: &Spelling) -> Answer {
    let mut row = sale_row(&view.head, spelling);
    let sent = AsSent::read(&extras::read(view.head.extras.as_deref())).lines(&view.items);
    let lines = view.items.iter().zip(sent);
    let lines = lines.map(|(line, sent)| item(view, line, sent)).collect();
    let receivables = view.titles.iter().filter(|one| one.title.kind == TitleKind::Receivable);
    row.insert("produtos".to_owned(), lines);
    row.insert("financeiros".to_owned(), receivables.map(instalment).collect());
    to_answer(200, &row)
}

fn item(view: &SaleView, line: &OrderItemView, (discount, deduction): (Money, Money)) -> Value {
    let item = &line.item;
    let product = line.sku.as_ref().map(|sku| &sku.product);
    let kind = match product.map(|product| product.kind) {
        Some(ProductKind::Service) => "servico",
        Some(ProductKind::Product) | None => "produto",
    };
    let number_of = product.map_or(0, |product| product.id.raw());
    let stated = view.costs.get(&item.sku).copied().unwrap_or_default();
    let shelf = line.balance.as_ref();
    let (average, replacement) = shelf.map_or((stated, stated), |shelf| (shelf.average_cost, shelf.replacement_cost));
    let known = |cost: UnitPrice| if cost.is_zero() { stated } else { cost };
    json!({
        "codigo": item.id.raw(),
        "codProduto": number_of,
        "tipoProd": kind,
        "tipo": kind,
        "preco": number(item.unit_price),
        "custo": number(known(item.unit_cost.unwrap_or(average))),
        "custoCadProd": number(known(replacement)),
        "quant": number(item.quantity),
        "vDesc": number(discount),
        "deducao": number(deduction),
        "valorIPI": 0,
        "valorST": 0,
        "valorFCPST": 0,
        "obs": text(item.note.as_deref()),
        "descricao": text(product.map(|product| product.name.as_str())),
        "codigoProprio": own_code(number_of, product.map_or("", |product| product.code.as_str())),
    })
}

fn instalment(view: &TitleView) -> Value {
    let title = &view.title;
    json!({
        "codigo": title.id.raw(),
        "codFormaPgto": id(title.payment_method.map(PaymentMethodId::raw)),
        "nomeFormaPgto": text(view.payment_method.as_ref().map(|means| means.name.as_str())),
        "codCaixa": id(title.cash_account.map(CashAccountId::raw)),
        "codRecibo": 0,
        "codBoleto": 0,
        "codPlanoContas": id(title.ledger_account.map(LedgerAccountId::raw)),
        "descricao": title.description,
        "tags": title.tags,
        "situacao": if title.state == TitleState::Settled { 40 } else { 20 },
        "dtComp": day_text(Some(title.accrued_on.unwrap_or(title.due_on))),
        "dtVenc": day_text(Some(title.due_on)),
        "valor": number(title.amount),
    })
}
