//! `/vendas`: sales at the counter, and the orders of other channels as this vendor would see them.
//!
//! The one rule to know: 10 is a quote, 50 a sale; a sale is not edited, it is concluded or taken back.

mod as_sent;
mod convert;
mod view;
mod words;

use std::collections::BTreeMap;

use app::orders::{SaleColumn, SaleFilter, SaleView};
use app::workflow::cancel_order::VoidSale;
use app::workflow::conclude_sale::{ChangeSale, SaleStage};
use app::{Answer, Failure, Reader};
use domain::actor::Face;
use domain::ids::{CashAccountId, OrderId, PartyId, PaymentMethodId};
use domain::orders::{OrderStatus, SaleField};
use domain::page::Page;
use domain::refusal::{Entity, OrderAction, Problem, Refusal};
use face_kit::{Checker, Error, Exchange, to_answer};

use crate::contatos;
use crate::errors;
use crate::numbers::Spelling;
use crate::object::Object;
use crate::page::{asked, asked_day, asked_number, listed, numbers_of, ordered, page};
use crate::replies::{done, gone};
use view::{sale_row, short_row};

const USUAL: &[&str] = &[
    "codigo",
    "codContato",
    "nomeContato",
    "codVendedor",
    "dtVenda",
    "dtEntrega",
    "valorTotal",
    "valorFinanc",
    "codsNFe",
    "situacao",
    "tags",
    "ativo",
];

const COLUMNS: &[(&str, SaleColumn)] = &[
    ("codigo", SaleColumn::Id),
    ("codContato", SaleColumn::Customer),
    ("nomeContato", SaleColumn::CustomerName),
    ("codVendedor", SaleColumn::Seller),
    ("nomeVendedor", SaleColumn::SellerName),
    ("tags", SaleColumn::Tags),
    ("clienteFinal", SaleColumn::IsFinalConsumer),
    ("situacaoOS", SaleColumn::Stage),
    ("situOS", SaleColumn::Stage),
    ("dtVenda", SaleColumn::PlacedAt),
    ("dtCad", SaleColumn::CreatedAt),
    ("dtEntrega", SaleColumn::DeliverOn),
    ("dtDel", SaleColumn::CancelledAt),
    ("valorTotal", SaleColumn::Total),
    ("valorFinanc", SaleColumn::Receivable),
    ("numParcelas", SaleColumn::Instalments),
    ("situacao", SaleColumn::IsSold),
];

const ENDED: [OrderStatus; 2] = [OrderStatus::CancelRequested, OrderStatus::Cancelled];

/// Which sales a list shows by their end: `1` all, `2` those taken back, otherwise those that stand.
fn shown_statuses(cancelled: Option<&str>, stage: Option<i64>) -> Vec<OrderStatus> {
    let fits = |status: &OrderStatus| {
        let ended = ENDED.contains(status);
        let by_end = match cancelled {
            Some("1" | "true") => true,
            Some("2") => ended,
            Some(_) | None => !ended,
        };
        let by_stage = match stage {
            Some(10) => SaleStage::of(*status) == Some(SaleStage::Quote),
            Some(50) => SaleStage::of(*status) != Some(SaleStage::Quote),
            Some(_) | None => true,
        };
        by_end && by_stage
    };
    OrderStatus::ALL.into_iter().filter(fits).collect()
}

/// Which day of a sale a range of days is about.
#[derive(Debug, Clone, Copy)]
enum SaleDay {
    Sold,
    Recorded,
    HandedOver,
}

impl SaleDay {
    fn of(word: Option<&str>) -> Self {
        match word {
            Some("dtCad") => Self::Recorded,
            Some("dtEntrega") => Self::HandedOver,
            Some(_) | None => Self::Sold,
        }
    }
}

/// `GET /api/v1/vendas`: a page of sales.
pub(crate) async fn list(exchange: Exchange) -> Result<Answer, Error> {
    let query = exchange.query();
    let request = page(query)?;
    let mut check = Checker::new();
    let (from, to) = (
        asked_day(&mut check, query, "dtIni"),
        asked_day(&mut check, query, "dtFim"),
    );
    let mut number = |name: &str| asked_number(&mut check, query, name);
    let stage = number("tipo").or(number("situacao"));
    let mut filter = SaleFilter {
        organization: exchange.call.principal.organization,
        statuses: shown_statuses(query.get("listarCanceladas"), stage),
        seller: number("vendedor").map(PartyId::from_raw),
        payment_method: number("formaPgto").map(PaymentMethodId::from_raw),
        cash_account: number("contaDest").map(CashAccountId::from_raw),
        has_document: match query.get("fiscal") {
            Some("comNFe") => Some(true),
            Some("semNFe") => Some(false),
            Some(_) | None => None,
        },
        note: asked(query, "buscaObs"),
        stage: asked(query, "situOS"),
        stage_word: Some(words::word),
        ..SaleFilter::default()
    };
    check.finish()?;
    if let Some(text) = asked(query, "filtro") {
        match numbers_of(&text) {
            Some(ids) => filter.ids = ids,
            None => filter.text = Some(text),
        }
    }
    let day = SaleDay::of(query.get("dtTipo"));
    let order = ordered(query, COLUMNS, SaleColumn::Id);
    let found = exchange.app.read(&exchange.call, move |reader| {
        let spelling = Spelling::of(reader)?;
        let mut filter = filter.clone();
        let range = (
            from.and_then(|day| spelling.beginning(day)),
            to.and_then(|day| spelling.end(day)),
        );
        match day {
            SaleDay::Sold => (filter.placed_from, filter.placed_until) = range,
            SaleDay::Recorded => (filter.created_from, filter.created_until) = range,
            SaleDay::HandedOver => (filter.deliver_from, filter.deliver_to) = (from, to),
        }
        let Page { items, total, request } = reader.sales(&filter, order, request, Face::Egestor)?;
        let rows = items.iter().map(|view| sale_row(view, &spelling)).collect();
        Ok(Page::new(rows, total, request))
    });
    Ok(listed(&exchange, found.await?, USUAL))
}

/// `POST /api/v1/vendas`: sells, or quotes.
pub(crate) async fn create(exchange: Exchange) -> Result<Answer, Error> {
    let body: Object = exchange.json()?;
    let mut check = Checker::new();
    let command = convert::sale(&mut check, &body);
    check.finish()?;
    Ok(exchange.app.execute(&exchange.call, command, short).await?)
}

/// What is answered to a sale that was made or changed.
fn short(reader: &mut Reader<'_, '_>, id: &OrderId) -> Result<Answer, Failure> {
    let spelling = Spelling::of(reader)?;
    let (order, terms) = reader.sold(*id)?;
    Ok(to_answer(200, &short_row(&order, &terms, &spelling)))
}

/// `GET /api/v1/vendas/{codigo}`: one sale with its lines and instalments.
pub(crate) async fn show(exchange: Exchange) -> Result<Answer, Error> {
    let id = exchange.path_id("codigo", Entity::Order)?;
    let with_ended = matches!(exchange.query().get("listarCanceladas"), Some("true" | "1" | "2"));
    let own = exchange.call.principal.organization;
    let found = exchange.app.read(&exchange.call, move |reader| {
        let spelling = Spelling::of(reader)?;
        let view = callers(reader, id, own)?;
        if ENDED.contains(&view.head.order.status) && !with_ended {
            return Ok(gone(id));
        }
        Ok(view::whole(&view, &spelling))
    });
    Ok(found.await?)
}

/// The sale that the caller may see.
fn callers(
    reader: &mut Reader<'_, '_>,
    id: i64,
    own: Option<domain::ids::OrganizationId>,
) -> Result<SaleView, Failure> {
    let view = reader.sale(OrderId::from_raw(id), Face::Egestor)?;
    if own.is_some_and(|own| own != view.head.order.organization) {
        return Err(Failure::not_found(Entity::Order, id));
    }
    Ok(view)
}

/// `PUT /api/v1/vendas/{codigo}`: concludes a quote, says how far its service is, or fills the account's own fields.
pub(crate) async fn update(exchange: Exchange) -> Result<Answer, Error> {
    let id = exchange.path_id("codigo", Entity::Order)?;
    let body: Object = exchange.json()?;
    let mut known = Checker::new();
    body.only(&mut known, convert::CHANGEABLE);
    if known.finish().is_err() {
        return Ok(impossible());
    }
    let mut check = Checker::new();
    let stage = check.optional_whole("situacao", &body.given("situacao"), i64::MIN..=i64::MAX);
    let become_ = match stage {
        Some(10) => Some(SaleStage::Quote),
        Some(50) => Some(SaleStage::Sold),
        Some(_) => {
            check.fault("situacao", Problem::NotInList);
            None
        }
        None => None,
    };
    let extras = convert::changed_extras(&mut check, &body);
    let terms = convert::changed_terms(&mut check, &body);
    check.finish()?;
    let command = ChangeSale {
        order: OrderId::from_raw(id),
        become_,
        terms,
        extras: Some(extras),
    };
    let result = exchange.app.execute(&exchange.call, command, short).await;
    unless_ended(id, result)
}

/// `DELETE /api/v1/vendas/{codigo}`: takes a sale back.
pub(crate) async fn delete(exchange: Exchange) -> Result<Answer, Error> {
    let id = exchange.path_id("codigo", Entity::Order)?;
    let command = VoidSale {
        order: OrderId::from_raw(id),
    };
    let present = move |_: &mut Reader<'_, '_>, _: &OrderId| {
        Ok(done(
            "200".into(),
            &format!("Venda com código {id} excluída com sucesso!"),
        ))
    };
    let result = exchange.app.execute(&exchange.call, command, present).await;
    unless_ended(id, result)
}

/// The result; a sale that was taken back is gone, and what a sale does not allow is impossible to save.
fn unless_ended(id: i64, result: Result<Answer, Failure>) -> Result<Answer, Error> {
    match result {
        Err(Failure::Refused(Refusal::OrderStateForbids { status, .. })) if ENDED.contains(&status) => Ok(gone(id)),
        Err(Failure::Refused(Refusal::OrderStateForbids {
            action: OrderAction::Update,
            ..
        })) => Ok(impossible()),
        other => Ok(other?),
    }
}

fn impossible() -> Answer {
    errors::plain(400, "Impossível salvar a venda.")
}

/// `GET /api/v1/vendas/{codigo}/contato`: who bought.
pub(crate) async fn contact(exchange: Exchange) -> Result<Answer, Error> {
    let id = exchange.path_id("codigo", Entity::Order)?;
    let own = exchange.call.principal.organization;
    let found = exchange.app.read(&exchange.call, move |reader| {
        let view = callers(reader, id, own)?;
        if ENDED.contains(&view.head.order.status) {
            return Ok(gone(id));
        }
        contatos::contact(reader, view.head.order.customer)
    });
    Ok(found.await?)
}

/// `GET /api/v1/config/vendas/customizado`: what the account's own fields of a sale are called. One that the account took
/// out of use is not there.
pub(crate) async fn labels(exchange: Exchange) -> Result<Answer, Error> {
    let found = exchange.app.read(&exchange.call, |reader| {
        let chosen: BTreeMap<_, _> = reader.sale_labels()?.into_iter().collect();
        let labels = SaleField::ALL.into_iter().map(|field| {
            let position = field.position();
            let usual = || format!("Campo adicional {position}");
            let label = chosen.get(&field).cloned().unwrap_or_else(usual);
            (format!("xCampo{position}"), label)
        });
        let labels: BTreeMap<String, String> = labels.filter(|(_, label)| !label.is_empty()).collect();
        Ok(to_answer(200, &labels))
    });
    Ok(found.await?)
}
