//! `/disponiveis`: cash and bank accounts. Not what moves in them; that follows from titles.
//!
//! The one rule to know: `saldo` sets the balance right by an entry of the difference.

use app::finance::{CashColumn, CreateCashAccount, DeleteCashAccount, UpdateCashAccount};
use app::orders::Keeps;
use app::{Answer, Failure, Reader};
use domain::finance::CashAccount;
use domain::ids::CashAccountId;
use domain::refusal::{Entity, Refusal};
use face_kit::{Checker, Error, Exchange, to_answer};
use serde_json::json;

use crate::numbers::number;
use crate::object::Object;
use crate::page::{Row, asked, listed, ordered, page, row};
use crate::replies::{done, unless_gone};

const KNOWN: &[&str] = &["codigo", "nome", "saldo", "visivel"];
const NAME_MAX: usize = 255;

/// `GET /api/v1/disponiveis`: a page of cash accounts.
pub(crate) async fn list(exchange: Exchange) -> Result<Answer, Error> {
    let request = page(exchange.query())?;
    let columns = [
        ("codigo", CashColumn::Id),
        ("nome", CashColumn::Name),
        ("saldo", CashColumn::Balance),
        ("visivel", CashColumn::IsVisible),
    ];
    let order = ordered(exchange.query(), &columns, CashColumn::Id);
    let text = asked(exchange.query(), "filtro");
    let found = exchange.app.read(&exchange.call, move |reader| {
        reader.cash_accounts(text.as_deref(), order, request)
    });
    let rows = found.await?.map(|cash| cash_row(&cash));
    Ok(listed(&exchange, rows, KNOWN))
}

/// `POST /api/v1/disponiveis`: opens a cash account.
pub(crate) async fn create(exchange: Exchange) -> Result<Answer, Error> {
    let body: Object = exchange.json()?;
    let mut check = Checker::new();
    body.only(&mut check, KNOWN);
    let command = CreateCashAccount {
        name: check.required_text("nome", &body.given("nome"), NAME_MAX),
        balance: check.required_money("saldo", &body.given("saldo"), 2),
        is_visible: check.flag("visivel", &body.given("visivel")).unwrap_or(true),
    };
    check.finish()?;
    let present = |reader: &mut Reader<'_, '_>, id: &CashAccountId| {
        let mut row = cash_row(&reader.cash_account(*id)?);
        row.remove("visivel");
        Ok(to_answer(200, &row))
    };
    Ok(exchange.app.execute(&exchange.call, command, present).await?)
}

/// `GET /api/v1/disponiveis/{codigo}`: one cash account.
pub(crate) async fn show(exchange: Exchange) -> Result<Answer, Error> {
    let id = exchange.path_id("codigo", Entity::CashAccount)?;
    let found = exchange
        .app
        .read(&exchange.call, move |reader| shown(reader, CashAccountId::from_raw(id)));
    unless_gone(&exchange.app, &exchange.call, Keeps::CashAccounts, id, found.await).await
}

/// `PUT /api/v1/disponiveis/{codigo}`: changes a cash account.
pub(crate) async fn update(exchange: Exchange) -> Result<Answer, Error> {
    let id = exchange.path_id("codigo", Entity::CashAccount)?;
    let body: Object = exchange.json()?;
    let mut check = Checker::new();
    body.only(&mut check, KNOWN);
    let command = UpdateCashAccount {
        id: CashAccountId::from_raw(id),
        name: body
            .has("nome")
            .then(|| check.required_text("nome", &body.given("nome"), NAME_MAX)),
        balance: body.money(&mut check, "saldo"),
        is_visible: check.flag("visivel", &body.given("visivel")),
    };
    check.finish()?;
    let present = |reader: &mut Reader<'_, '_>, id: &CashAccountId| shown(reader, *id);
    let result = exchange.app.execute(&exchange.call, command, present).await;
    unless_gone(&exchange.app, &exchange.call, Keeps::CashAccounts, id, result).await
}

/// `DELETE /api/v1/disponiveis/{codigo}`: closes a cash account.
pub(crate) async fn delete(exchange: Exchange) -> Result<Answer, Error> {
    let id = exchange.path_id("codigo", Entity::CashAccount)?;
    let command = DeleteCashAccount(CashAccountId::from_raw(id));
    let present = move |_: &mut Reader<'_, '_>, _: &CashAccountId| {
        Ok(done(
            "200".into(),
            &format!("Conta caixa com código {id} excluído com sucesso!"),
        ))
    };
    let result = exchange.app.execute(&exchange.call, command, present).await;
    unless_gone(&exchange.app, &exchange.call, Keeps::CashAccounts, id, result).await
}

fn shown(reader: &mut Reader<'_, '_>, id: CashAccountId) -> Result<Answer, Failure> {
    let cash = reader.cash_account(id)?;
    if cash.deleted_at.is_some() {
        return Err(Refusal::not_found(Entity::CashAccount, id).into());
    }
    Ok(to_answer(200, &cash_row(&cash)))
}

fn cash_row(cash: &CashAccount) -> Row {
    row(json!({
        "codigo": cash.id.raw(),
        "nome": cash.name,
        "saldo": number(cash.balance),
        "visivel": cash.is_visible,
    }))
}
