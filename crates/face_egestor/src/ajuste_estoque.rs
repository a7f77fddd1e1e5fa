//! `/ajusteEstoque`: stock set by documents. Not the stock of a product itself, which is with the product.
//!
//! The one rule to know: a document says what is to be there, and keeps the difference; it is never changed.

use std::collections::BTreeMap;

use app::workflow::adjust_document::{AdjustByDocument, AdjustmentFilter, StockDocument};
use app::{Answer, Failure, Reader};
use domain::ids::{OrganizationId, PartyId, ProductId, SkuId, StockOperationId};
use domain::page::Page;
use domain::refusal::{Entity, Problem};
use domain::stock::AdjustReason;
use face_kit::{Checker, Error, Exchange, to_answer};
use serde_json::json;

use crate::numbers::{Spelling, id, number, text};
use crate::object::Object;
use crate::page::{Row, asked, asked_day, asked_number, listed, ordered, page, row};
use crate::produtos::own_code;

const KNOWN: &[&str] = &["codigo", "motivo", "codContato", "obs", "tags", "produtos"];
const USUAL: &[&str] = &["codigo", "codContato", "nomeContato", "motivo", "dtCad", "obs", "tags"];
const REASONS: &[(i64, AdjustReason)] = &[
    (10, AdjustReason::Manual),
    (20, AdjustReason::SentToRepair),
    (30, AdjustReason::BackFromRepair),
    (40, AdjustReason::SaleReturn),
    (50, AdjustReason::PurchaseReturn),
];

/// The vendor's number of a reason. What other channels adjusted is adjusted in general here.
fn number_of(reason: AdjustReason) -> i64 {
    let known = REASONS.iter().find(|(_, known)| *known == reason);
    known.map_or(10, |(number, _)| *number)
}

/// `GET /api/v1/ajusteEstoque`: a page of adjustments.
pub(crate) async fn list(exchange: Exchange) -> Result<Answer, Error> {
    let query = exchange.query();
    let request = page(query)?;
    let mut check = Checker::new();
    let (from, to) = (
        asked_day(&mut check, query, "dtIni"),
        asked_day(&mut check, query, "dtFim"),
    );
    let wanted = asked_number(&mut check, query, "motivo");
    check.finish()?;
    let reasons: Option<Vec<AdjustReason>> = wanted.map(|wanted| {
        let all = AdjustReason::ALL.into_iter();
        all.filter(|reason| number_of(*reason) == wanted).collect()
    });
    let text = asked(query, "filtro");
    let newest_first = ordered(query, &[("codigo", ()), ("dtCad", ())], ()).descending;
    let own = exchange.call.principal.organization;
    let found = exchange.app.read(&exchange.call, move |reader| {
        let spelling = Spelling::of(reader)?;
        let filter = AdjustmentFilter {
            organization: own,
            text: text.clone(),
            reasons: reasons.clone(),
            created_from: from.and_then(|day| spelling.beginning(day)),
            created_until: to.and_then(|day| spelling.end(day)),
        };
        let Page { items, total, request } = reader.stock_adjustments(&filter, newest_first, request)?;
        let parties: Vec<PartyId> = items.iter().filter_map(|document| document.party).collect();
        let parties = reader.parties_by_id(&parties)?;
        let names: BTreeMap<PartyId, String> = parties
            .into_iter()
            .map(|party| (party.id, party.details.name))
            .collect();
        let rows = items
            .iter()
            .map(|document| document_row(document, &names, &spelling))
            .collect();
        Ok(Page::new(rows, total, request))
    });
    Ok(listed(&exchange, found.await?, USUAL))
}

/// `POST /api/v1/ajusteEstoque`: sets what is in stock.
pub(crate) async fn create(exchange: Exchange) -> Result<Answer, Error> {
    let body: Object = exchange.json()?;
    let mut check = Checker::new();
    body.only(&mut check, KNOWN);
    let reason = check.required_whole("motivo", &body.given("motivo"), i64::MIN..=i64::MAX);
    let reason = REASONS.iter().find(|(known, _)| *known == reason);
    if reason.is_none() && !check.is_faulty("motivo") {
        check.fault("motivo", Problem::NotInList);
    }
    let targets = body.each(
        &mut check,
        "produtos",
        &["codProduto", "estoqueFinal"],
        |check, line| {
            let product = ProductId::from_raw(check.required_id("codProduto", &line.given("codProduto")));
            let available = check.required_quantity("estoqueFinal", &line.given("estoqueFinal"), 6);
            if available.is_negative() {
                check.fault("estoqueFinal", Problem::Negative);
            }
            (product, available)
        },
    );
    if targets.is_empty() && !check.is_faulty("produtos") {
        check.fault("produtos", Problem::Blank);
    }
    let command = AdjustByDocument {
        reason: reason.map_or(AdjustReason::Manual, |(_, reason)| *reason),
        party: body.id(&mut check, "codContato").map(PartyId::from_raw),
        note: body.text(&mut check, "obs", 20_000),
        tags: body.words(&mut check, "tags").unwrap_or_default(),
        targets,
    };
    check.finish()?;
    let present = |_: &mut Reader<'_, '_>, id: &StockOperationId| Ok(to_answer(200, &json!({"codigo": id.raw()})));
    Ok(exchange.app.execute(&exchange.call, command, present).await?)
}

/// `GET /api/v1/ajusteEstoque/{codigo}`: one adjustment with what it moved.
pub(crate) async fn show(exchange: Exchange) -> Result<Answer, Error> {
    let id = exchange.path_id("codigo", Entity::StockOperation)?;
    let own = exchange.call.principal.organization;
    let found = exchange.app.read(&exchange.call, move |reader| {
        shown(reader, StockOperationId::from_raw(id), own)
    });
    Ok(found.await?)
}

fn shown(reader: &mut Reader<'_, '_>, id: StockOperationId, own: Option<OrganizationId>) -> Result<Answer, Failure> {
    let spelling = Spelling::of(reader)?;
    let (document, lines) = reader.stock_adjustment(id)?;
    if own.is_some_and(|own| own != document.operation.organization) {
        return Err(Failure::not_found(Entity::StockOperation, id));
    }
    let parties: Vec<PartyId> = document.party.into_iter().collect();
    let names = reader.parties_by_id(&parties)?;
    let names = names.into_iter().map(|party| (party.id, party.details.name)).collect();
    let skus: Vec<SkuId> = lines.iter().map(|line| line.sku).collect();
    let skus = reader.sku_views(&skus)?;
    let products: Vec<Row> = lines
        .iter()
        .filter_map(|line| {
            let product = &skus.iter().find(|view| view.sku.id == line.sku)?.product;
            Some(row(json!({
                "estoqueFinal": number(line.available),
                "quantidade": number(line.quantity),
                "codProduto": product.id.raw(),
                "nomeProduto": product.name,
                "codProprio": own_code(product.id.raw(), &product.code),
            })))
        })
        .collect();
    let mut answer = document_row(&document, &names, &spelling);
    answer.insert("produtos".to_owned(), json!(products));
    Ok(to_answer(200, &answer))
}

fn document_row(document: &StockDocument, names: &BTreeMap<PartyId, String>, spelling: &Spelling) -> Row {
    let operation = &document.operation;
    let name = document.party.and_then(|party| names.get(&party));
    row(json!({
        "codigo": operation.id.raw(),
        "codContato": id(document.party.map(PartyId::raw)),
        "nomeContato": text(name.map(String::as_str)),
        "motivo": number_of(operation.reason),
        "dtCad": spelling.instant(operation.created_at),
        "obs": text(operation.note.as_deref()),
        "tags": document.tags,
    }))
}
