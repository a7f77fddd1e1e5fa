//! `/formasPagamento`: how customers may pay. Not the payments of a sale.
//!
//! The one rule to know: `formaPgtoNFCe` is the vendor's number of the fiscal document's code; 0 is none.

use app::finance::{CreateMeansOfPayment, DeleteMeansOfPayment, MeansColumn, UpdateMeansOfPayment};
use app::orders::Keeps;
use app::{Answer, Failure, Reader};
use domain::amount::Money;
use domain::finance::{CostKind, MeansOfPayment};
use domain::ids::{CashAccountId, PaymentMethodId};
use domain::refusal::{Entity, Problem, Refusal};
use face_kit::{Checker, Error, Exchange, to_answer};
use serde_json::json;

use crate::numbers::{id as id_or_none, number};
use crate::object::{Object, map_id};
use crate::page::{Row, asked, listed, ordered, page, row};
use crate::replies::{done, unless_gone};

const KNOWN: &[&str] = &[
    "codigo",
    "nome",
    "codDisponivel",
    "tipoCusto",
    "valorCusto",
    "formaPgtoNFCe",
];
const NAME_MAX: usize = 255;
const COSTS: [CostKind; 4] = [
    CostKind::Free,
    CostKind::Percentage,
    CostKind::FixedOnTotal,
    CostKind::FixedPerInstalment,
];
const NFCE_CODES: &[i64] = &[0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 99];

/// `GET /api/v1/formasPagamento`: a page of means of payment.
pub(crate) async fn list(exchange: Exchange) -> Result<Answer, Error> {
    let request = page(exchange.query())?;
    let columns = [
        ("codigo", MeansColumn::Id),
        ("nome", MeansColumn::Name),
        ("codDisponivel", MeansColumn::CashAccount),
        ("tipoCusto", MeansColumn::CostKind),
        ("valorCusto", MeansColumn::Cost),
        ("formaPgtoNFCe", MeansColumn::NfeCode),
    ];
    let order = ordered(exchange.query(), &columns, MeansColumn::Id);
    let text = asked(exchange.query(), "filtro");
    let found = exchange.app.read(&exchange.call, move |reader| {
        reader.all_means_of_payment(text.as_deref(), order, request)
    });
    let rows = found.await?.map(|means| means_row(&means));
    Ok(listed(&exchange, rows, KNOWN))
}

fn cost_kind(check: &mut Checker, body: &Object) -> Option<CostKind> {
    let number = check.optional_whole("tipoCusto", &body.given("tipoCusto"), 0..=3)?;
    usize::try_from(number).ok().and_then(|at| COSTS.get(at).copied())
}

fn cost(check: &mut Checker, body: &Object) -> Option<Money> {
    let cost = body.money(check, "valorCusto");
    if cost.is_some_and(Money::is_negative) {
        check.fault("valorCusto", Problem::Negative);
    }
    cost
}

fn nfe_code(check: &mut Checker, body: &Object) -> Option<String> {
    let number = check.optional_whole("formaPgtoNFCe", &body.given("formaPgtoNFCe"), i64::MIN..=i64::MAX)?;
    if !NFCE_CODES.contains(&number) {
        check.fault("formaPgtoNFCe", Problem::NotInList);
    }
    Some(if number == 0 {
        String::new()
    } else {
        format!("{number:02}")
    })
}

/// `POST /api/v1/formasPagamento`: adds a means of payment.
pub(crate) async fn create(exchange: Exchange) -> Result<Answer, Error> {
    let body: Object = exchange.json()?;
    let mut check = Checker::new();
    body.only(&mut check, KNOWN);
    let command = CreateMeansOfPayment {
        name: check.required_text("nome", &body.given("nome"), NAME_MAX),
        cash_account: body.id(&mut check, "codDisponivel").map(CashAccountId::from_raw),
        cost_kind: cost_kind(&mut check, &body).unwrap_or(CostKind::Free),
        cost: cost(&mut check, &body).unwrap_or_default(),
        nfe_code: nfe_code(&mut check, &body).unwrap_or_default(),
    };
    check.finish()?;
    let present = |reader: &mut Reader<'_, '_>, id: &PaymentMethodId| shown(reader, *id);
    Ok(exchange.app.execute(&exchange.call, command, present).await?)
}

/// `GET /api/v1/formasPagamento/{codigo}`: one means of payment.
pub(crate) async fn show(exchange: Exchange) -> Result<Answer, Error> {
    let id = exchange.path_id("codigo", Entity::PaymentMethod)?;
    let found = exchange.app.read(&exchange.call, move |reader| {
        shown(reader, PaymentMethodId::from_raw(id))
    });
    unless_gone(&exchange.app, &exchange.call, Keeps::PaymentMethods, id, found.await).await
}

/// `PUT /api/v1/formasPagamento/{codigo}`: changes a means of payment.
pub(crate) async fn update(exchange: Exchange) -> Result<Answer, Error> {
    let id = exchange.path_id("codigo", Entity::PaymentMethod)?;
    let body: Object = exchange.json()?;
    let mut check = Checker::new();
    body.only(&mut check, KNOWN);
    let command = UpdateMeansOfPayment {
        id: PaymentMethodId::from_raw(id),
        name: body
            .has("nome")
            .then(|| check.required_text("nome", &body.given("nome"), NAME_MAX)),
        cash_account: map_id(body.id_change(&mut check, "codDisponivel"), CashAccountId::from_raw),
        cost_kind: cost_kind(&mut check, &body),
        cost: cost(&mut check, &body),
        nfe_code: nfe_code(&mut check, &body),
    };
    check.finish()?;
    let present = |reader: &mut Reader<'_, '_>, id: &PaymentMethodId| shown(reader, *id);
    let result = exchange.app.execute(&exchange.call, command, present).await;
    unless_gone(&exchange.app, &exchange.call, Keeps::PaymentMethods, id, result).await
}

/// `DELETE /api/v1/formasPagamento/{codigo}`: removes a means of payment.
pub(crate) async fn delete(exchange: Exchange) -> Result<Answer, Error> {
    let id = exchange.path_id("codigo", Entity::PaymentMethod)?;
    let command = DeleteMeansOfPayment(PaymentMethodId::from_raw(id));
    let present = move |_: &mut Reader<'_, '_>, _: &PaymentMethodId| {
        Ok(done(
            "200".into(),
            &format!("Forma de pagamento com código {id} excluído com sucesso!"),
        ))
    };
    let result = exchange.app.execute(&exchange.call, command, present).await;
    unless_gone(&exchange.app, &exchange.call, Keeps::PaymentMethods, id, result).await
}

fn shown(reader: &mut Reader<'_, '_>, id: PaymentMethodId) -> Result<Answer, Failure> {
    let means = reader.means_of_payment(id)?;
    if means.deleted_at.is_some() {
        return Err(Refusal::not_found(Entity::PaymentMethod, id).into());
    }
    Ok(to_answer(200, &means_row(&means)))
}

fn means_row(means: &MeansOfPayment) -> Row {
    let cost = COSTS.iter().position(|kind| *kind == means.cost_kind).unwrap_or(0);
    let nfce: i64 = means.nfe_code.parse().unwrap_or(0);
    row(json!({
        "codigo": means.id.raw(),
        "nome": means.name,
        "codDisponivel": id_or_none(means.cash_account.map(CashAccountId::raw)),
        "tipoCusto": cost,
        "valorCusto": number(means.cost),
        "formaPgtoNFCe": nfce,
    }))
}
