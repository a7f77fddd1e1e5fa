//! `/planoContas`: the chart of accounts. Not titles, which are booked under it.
//!
//! The one rule to know: every account hangs from a standard one, and the standard ones stay as they are.

use app::finance::{CreateLedgerAccount, DeleteLedgerAccount, LedgerColumn, UpdateLedgerAccount};
use app::orders::Keeps;
use app::{Answer, Failure, Reader};
use domain::finance::{LedgerAccount, LedgerKind};
use domain::ids::LedgerAccountId;
use domain::refusal::{Entity, Refusal};
use face_kit::{Checker, Error, Exchange, to_answer};
use serde_json::json;

use crate::numbers::{id as id_or_none, text};
use crate::object::Object;
use crate::page::{Row, asked, listed, ordered, page, row};
use crate::replies::{done, unless_gone};

const KNOWN: &[&str] = &[
    "codigo",
    "codPai",
    "nome",
    "tipo",
    "debitar",
    "creditar",
    "registroPadrao",
];
const NAME_MAX: usize = 255;
const CODE_MAX: usize = 60;

/// `GET /api/v1/planoContas`: a page of the chart of accounts.
pub(crate) async fn list(exchange: Exchange) -> Result<Answer, Error> {
    let request = page(exchange.query())?;
    let columns = [
        ("codigo", LedgerColumn::Id),
        ("codPai", LedgerColumn::Parent),
        ("nome", LedgerColumn::Name),
        ("tipo", LedgerColumn::Kind),
        ("debitar", LedgerColumn::Debit),
        ("creditar", LedgerColumn::Credit),
        ("registroPadrao", LedgerColumn::IsStandard),
    ];
    let order = ordered(exchange.query(), &columns, LedgerColumn::Id);
    let text = asked(exchange.query(), "filtro");
    let found = exchange.app.read(&exchange.call, move |reader| {
        reader.ledger_accounts(text.as_deref(), order, request)
    });
    let rows = found.await?.map(|ledger| ledger_row(&ledger));
    Ok(listed(&exchange, rows, KNOWN))
}

/// `POST /api/v1/planoContas`: adds an account to the chart.
pub(crate) async fn create(exchange: Exchange) -> Result<Answer, Error> {
    let body: Object = exchange.json()?;
    let mut check = Checker::new();
    body.only(&mut check, KNOWN);
    let command = CreateLedgerAccount {
        parent: LedgerAccountId::from_raw(check.required_id("codPai", &body.given("codPai"))),
        name: check.required_text("nome", &body.given("nome"), NAME_MAX),
        debit: body.text(&mut check, "debitar", CODE_MAX),
        credit: body.text(&mut check, "creditar", CODE_MAX),
    };
    check.finish()?;
    let present = |reader: &mut Reader<'_, '_>, id: &LedgerAccountId| {
        let mut row = ledger_row(&reader.ledger_account(*id)?);
        row.retain(|name, _| ["codigo", "codPai", "nome", "tipo"].contains(&name.as_str()));
        Ok(to_answer(200, &row))
    };
    Ok(exchange.app.execute(&exchange.call, command, present).await?)
}

/// `GET /api/v1/planoContas/{codigo}`: one account of the chart.
pub(crate) async fn show(exchange: Exchange) -> Result<Answer, Error> {
    let id = exchange.path_id("codigo", Entity::LedgerAccount)?;
    let found = exchange.app.read(&exchange.call, move |reader| {
        shown(reader, LedgerAccountId::from_raw(id))
    });
    unless_gone(&exchange.app, &exchange.call, Keeps::LedgerAccounts, id, found.await).await
}

/// `PUT /api/v1/planoContas/{codigo}`: changes an account of the chart.
pub(crate) async fn update(exchange: Exchange) -> Result<Answer, Error> {
    let id = exchange.path_id("codigo", Entity::LedgerAccount)?;
    let body: Object = exchange.json()?;
    let mut check = Checker::new();
    body.only(&mut check, KNOWN);
    let command = UpdateLedgerAccount {
        id: LedgerAccountId::from_raw(id),
        parent: check
            .optional_id("codPai", &body.given("codPai"))
            .map(LedgerAccountId::from_raw),
        name: body
            .has("nome")
            .then(|| check.required_text("nome", &body.given("nome"), NAME_MAX)),
        debit: body.text_change(&mut check, "debitar", CODE_MAX),
        credit: body.text_change(&mut check, "creditar", CODE_MAX),
    };
    check.finish()?;
    let present = |reader: &mut Reader<'_, '_>, id: &LedgerAccountId| shown(reader, *id);
    let result = exchange.app.execute(&exchange.call, command, present).await;
    unless_gone(&exchange.app, &exchange.call, Keeps::LedgerAccounts, id, result).await
}

/// `DELETE /api/v1/planoContas/{codigo}`: removes an account of the chart.
pub(crate) async fn delete(exchange: Exchange) -> Result<Answer, Error> {
    let id = exchange.path_id("codigo", Entity::LedgerAccount)?;
    let command = DeleteLedgerAccount(LedgerAccountId::from_raw(id));
    let present = move |_: &mut Reader<'_, '_>, _: &LedgerAccountId| {
        Ok(done(
            "200".into(),
            &format!("Plano de conta com código {id} excluído com sucesso!"),
        ))
    };
    let result = exchange.app.execute(&exchange.call, command, present).await;
    unless_gone(&exchange.app, &exchange.call, Keeps::LedgerAccounts, id, result).await
}

fn shown(reader: &mut Reader<'_, '_>, id: LedgerAccountId) -> Result<Answer, Failure> {
    let ledger = reader.ledger_account(id)?;
    if ledger.deleted_at.is_some() {
        return Err(Refusal::not_found(Entity::LedgerAccount, id).into());
    }
    Ok(to_answer(200, &ledger_row(&ledger)))
}

fn ledger_row(ledger: &LedgerAccount) -> Row {
    let kind = match ledger.kind {
        LedgerKind::Income => 1,
        LedgerKind::Expense => 2,
    };
    row(json!({
        "codigo": ledger.id.raw(),
        "codPai": id_or_none(ledger.parent.map(LedgerAccountId::raw)),
        "nome": ledger.name,
        "tipo": kind,
        "debitar": text(ledger.debit.as_deref()),
        "creditar": text(ledger.credit.as_deref()),
        "registroPadrao": ledger.is_standard,
    }))
}
