//! What `/recebimentos` and `/pagamentos` have in common: both are titles, seen from either side.
//!
//! The one rule to know: a title that was taken back with its sale answers 410, as one that was removed.

mod convert;
mod view;

use app::finance::{CreateTitle, DeleteTitle, TitleColumn, TitleDay, TitleFilter, UpdateTitle};
use app::workflow::settle_title::SettleTitle;
use app::{Answer, Failure, Reader};
use domain::finance::{TitleKind, TitleOrigin, TitleState};
use domain::ids::{CashAccountId, LedgerAccountId, PaymentMethodId, TitleId};
use domain::page::Page;
use domain::refusal::Problem;
use face_kit::{Checker, Error, Exchange, to_answer};

use crate::contatos;
use crate::numbers::Spelling;
use crate::object::Object;
use crate::page::{asked, asked_day, asked_number, listed, numbers_of, ordered, page};
use crate::replies::{done, gone};
use convert::TitleIn;
use view::title_row;

/// One of the two resources.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Side {
    /// Which titles.
    pub(crate) kind: TitleKind,
    /// The vendor's number of an open one.
    pub(crate) open: i64,
    /// The vendor's number of a settled one.
    pub(crate) settled: i64,
    /// The member that says that a new one is settled.
    pub(crate) settled_member: &'static str,
    /// What one is called.
    pub(crate) word: &'static str,
}

/// What customers owe.
pub(crate) const RECEIVABLES: Side = Side {
    kind: TitleKind::Receivable,
    open: 20,
    settled: 40,
    settled_member: "recebido",
    word: "Recebimento",
};

/// What is owed to suppliers.
pub(crate) const PAYABLES: Side = Side {
    kind: TitleKind::Payable,
    open: 10,
    settled: 30,
    settled_member: "pago",
    word: "Pagamento",
};

const USUAL: &[&str] = &[
    "codigo",
    "codRecibo",
    "descricao",
    "previsao",
    "situacao",
    "codDisponivel",
    "codBoleto",
    "data",
    "valor",
    "contato",
    "nomeContato",
    "nomeDisponivel",
];

const COLUMNS: &[(&str, TitleColumn)] = &[
    ("codigo", TitleColumn::Id),
    ("codContato", TitleColumn::Party),
    ("nomeContato", TitleColumn::PartyName),
    ("codFormaPgto", TitleColumn::PaymentMethod),
    ("codDisponivel", TitleColumn::CashAccount),
    ("codPlanoContas", TitleColumn::LedgerAccount),
    ("codModulo", TitleColumn::Order),
    ("origem", TitleColumn::Origin),
    ("descricao", TitleColumn::Description),
    ("numDoc", TitleColumn::Number),
    ("tags", TitleColumn::Tags),
    ("valor", TitleColumn::Amount),
    ("valorPago", TitleColumn::SettledAmount),
    ("taxa", TitleColumn::Fee),
    ("dtComp", TitleColumn::AccruedOn),
    ("dtVenc", TitleColumn::DueOn),
    ("dtPgto", TitleColumn::SettledOn),
    ("dtCad", TitleColumn::CreatedAt),
    ("dtCred", TitleColumn::CreditedOn),
    ("obs", TitleColumn::Note),
    ("situacao", TitleColumn::State),
];

impl Side {
    /// A page of titles.
    pub(crate) async fn list(self, exchange: Exchange) -> Result<Answer, Error> {
        let query = exchange.query();
        let request = page(query)?;
        let mut check = Checker::new();
        let (from, to) = (
            asked_day(&mut check, query, "dtIni"),
            asked_day(&mut check, query, "dtFim"),
        );
        let mut number = |name: &str| asked_number(&mut check, query, name);
        let mut filter = TitleFilter {
            organization: exchange.call.principal.organization,
            cash_account: number("caixa").map(CashAccountId::from_raw),
            payment_method: number("formaPgto").map(PaymentMethodId::from_raw),
            ledger_account: number("planoContas").map(LedgerAccountId::from_raw),
            // The vendor's numbers of either side are taken on both.
            state: match number("situFin") {
                Some(10 | 20) => Some(TitleState::Open),
                Some(30 | 40) => Some(TitleState::Settled),
                Some(_) | None => None,
            },
            number: asked(query, "numDoc"),
            note: asked(query, "obs"),
            ..TitleFilter::of(self.kind)
        };
        check.finish()?;
        if let Some(text) = asked(query, "filtro") {
            match numbers_of(&text) {
                Some(ids) => filter.ids = ids,
                None => filter.text = Some(text),
            }
        }
        filter.origin = match query.get("origem") {
            Some("vendas") => Some(TitleOrigin::Sale),
            Some("compras") => Some(TitleOrigin::Purchase),
            Some("financeiro") => Some(TitleOrigin::Financial),
            Some(_) | None => None,
        };
        // Nothing here has a bank slip, a receipt or a reconciliation.
        if ["boleto", "recibo", "conciliacao"]
            .iter()
            .any(|name| query.get(name) == Some("com"))
        {
            filter.ids = vec![0];
        }
        let is_created = query.get("dtTipo") == Some("dtCad");
        filter.day = match query.get("dtTipo") {
            Some("dtVenc") => TitleDay::Due,
            Some("dtPgto") => TitleDay::Settled,
            Some("dtComp") => TitleDay::Accrued,
            Some("dtCred") => TitleDay::Credited,
            Some(_) | None => TitleDay::SettledOrDue,
        };
        let order = ordered(query, COLUMNS, TitleColumn::Id);
        let found = exchange.app.read(&exchange.call, move |reader| {
            let spelling = Spelling::of(reader)?;
            let mut filter = filter.clone();
            if is_created {
                filter.created_from = from.and_then(|day| spelling.beginning(day));
                filter.created_until = to.and_then(|day| spelling.end(day));
            } else {
                (filter.from, filter.to) = (from, to);
            }
            let Page { items, total, request } = reader.titles(&filter, order, request)?;
            let rows = items.iter().map(|view| title_row(view, self, &spelling)).collect();
            Ok(Page::new(rows, total, request))
        });
        Ok(listed(&exchange, found.await?, USUAL))
    }

    /// Adds a title.
    pub(crate) async fn create(self, exchange: Exchange) -> Result<Answer, Error> {
        let body: Object = exchange.json()?;
        let mut check = Checker::new();
        let given = TitleIn::read(&mut check, &body, self, true);
        check.finish()?;
        let now = exchange.app.now();
        let today = exchange
            .app
            .read(&exchange.call, move |reader| Ok(Spelling::of(reader)?.day(now)))
            .await?;
        let mut details = given.changes();
        details.description.get_or_insert_with(|| self.word.to_owned());
        let command = CreateTitle {
            kind: self.kind,
            amount: given.amount.unwrap_or_default(),
            due_on: given.due_on.or(given.settled_on).unwrap_or(today),
            settled_on: given.settled_on(today),
            details,
        };
        let present = move |reader: &mut Reader<'_, '_>, id: &TitleId| self.short(reader, *id);
        Ok(exchange.app.execute(&exchange.call, command, present).await?)
    }

    /// One title.
    pub(crate) async fn show(self, exchange: Exchange) -> Result<Answer, Error> {
        let id = exchange.path_id("codigo", self.kind.entity())?;
        if let Some(answer) = self.ended(&exchange, id).await? {
            return Ok(answer);
        }
        let found = exchange
            .app
            .read(&exchange.call, move |reader| self.whole(reader, TitleId::from_raw(id)));
        Ok(found.await?)
    }

    /// Changes a title.
    pub(crate) async fn update(self, exchange: Exchange) -> Result<Answer, Error> {
        let id = exchange.path_id("codigo", self.kind.entity())?;
        let body: Object = exchange.json()?;
        let mut check = Checker::new();
        let given = TitleIn::read(&mut check, &body, self, false);
        check.finish()?;
        if let Some(answer) = self.ended(&exchange, id).await? {
            return Ok(answer);
        }
        let command = UpdateTitle {
            kind: self.kind,
            title: TitleId::from_raw(id),
            changes: given.changes(),
        };
        let present = move |reader: &mut Reader<'_, '_>, id: &TitleId| match self.kind {
            TitleKind::Receivable => self.short(reader, *id),
            TitleKind::Payable => self.whole(reader, *id),
        };
        Ok(exchange.app.execute(&exchange.call, command, present).await?)
    }

    /// Settles a title, wholly or in part.
    pub(crate) async fn settle(self, exchange: Exchange) -> Result<Answer, Error> {
        let id = exchange.path_id("codigo", self.kind.entity())?;
        let body: Object = exchange.json_or_empty()?;
        let mut check = Checker::new();
        body.only(&mut check, &["valor", "dtPgto", "dtComp", "codDisponivel", "codCaixa"]);
        let amount = body.money(&mut check, "valor");
        if amount.is_some_and(|amount| !amount.is_positive()) {
            check.fault("valor", Problem::NotPositive);
        }
        let cash = body.id(&mut check, "codDisponivel").or(body.id(&mut check, "codCaixa"));
        let command = SettleTitle {
            kind: self.kind,
            title: TitleId::from_raw(id),
            amount,
            settled_on: body.day(&mut check, "dtPgto"),
            accrued_on: body.day(&mut check, "dtComp"),
            cash_account: cash.map(CashAccountId::from_raw),
        };
        check.finish()?;
        if let Some(answer) = self.ended(&exchange, id).await? {
            return Ok(answer);
        }
        let text = format!("{} efetuado com sucesso.", self.word);
        let present = move |_: &mut Reader<'_, '_>, _: &TitleId| Ok(done(200.into(), &text));
        Ok(exchange.app.execute(&exchange.call, command, present).await?)
    }

    /// Removes a title.
    pub(crate) async fn delete(self, exchange: Exchange) -> Result<Answer, Error> {
        let id = exchange.path_id("codigo", self.kind.entity())?;
        if let Some(answer) = self.ended(&exchange, id).await? {
            return Ok(answer);
        }
        let command = DeleteTitle {
            kind: self.kind,
            title: TitleId::from_raw(id),
        };
        let text = format!("{} com código {id} excluído com sucesso!", self.word);
        let present = move |_: &mut Reader<'_, '_>, _: &TitleId| Ok(done(200.into(), &text));
        Ok(exchange.app.execute(&exchange.call, command, present).await?)
    }

    /// Who owes or is owed.
    pub(crate) async fn contact(self, exchange: Exchange) -> Result<Answer, Error> {
        let id = exchange.path_id("codigo", self.kind.entity())?;
        if let Some(answer) = self.ended(&exchange, id).await? {
            return Ok(answer);
        }
        let found = exchange.app.read(&exchange.call, move |reader| {
            let title = reader.title(self.kind, TitleId::from_raw(id))?.title;
            let party = title
                .party
                .ok_or_else(|| Failure::not_found(domain::refusal::Entity::Party, id))?;
            contatos::contact(reader, party)
        });
        Ok(found.await?)
    }

    /// The answer to a title that was removed or taken back, when it was. One of a quote is not there yet.
    async fn ended(self, exchange: &Exchange, id: i64) -> Result<Option<Answer>, Error> {
        let own = exchange.call.principal.organization;
        let found = exchange.app.read(&exchange.call, move |reader| {
            let title = reader.title(self.kind, TitleId::from_raw(id))?.title;
            if own.is_some() && title.organization.is_some_and(|of| own != Some(of)) {
                return Err(Failure::not_found(self.kind.entity(), id));
            }
            match title.state {
                TitleState::Planned => Err(Failure::not_found(self.kind.entity(), id)),
                TitleState::Reversed | TitleState::Cancelled => Ok(true),
                TitleState::Open | TitleState::Settled => Ok(title.deleted_at.is_some()),
            }
        });
        Ok(found.await?.then(|| gone(id)))
    }

    /// The whole title.
    fn whole(self, reader: &mut Reader<'_, '_>, id: TitleId) -> Result<Answer, Failure> {
        let spelling = Spelling::of(reader)?;
        Ok(to_answer(
            200,
            &title_row(&reader.title(self.kind, id)?, self, &spelling),
        ))
    }

    /// What is answered to a title that was added or changed.
    fn short(self, reader: &mut Reader<'_, '_>, id: TitleId) -> Result<Answer, Failure> {
        let spelling = Spelling::of(reader)?;
        let mut row = title_row(&reader.title(self.kind, id)?, self, &spelling);
        row.retain(|name, _| ["codigo", "descricao", "situacao", "origem", "codModulo"].contains(&name.as_str()));
        Ok(to_answer(200, &row))
    }
}
