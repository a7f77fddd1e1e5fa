//! A title as the vendor's clients write it, to what the core keeps.

use app::finance::TitleChanges;
use domain::amount::Money;
use domain::change::Change;
use domain::ids::{CashAccountId, LedgerAccountId, PartyId, PaymentMethodId};
use domain::refusal::Problem;
use face_kit::Checker;
use jiff::civil::Date;

use super::Side;
use crate::object::{Object, map_id};

/// What the vendor's title has, besides the member that says that it is settled.
const KNOWN: &[&str] = &[
    "codigo",
    "codPlanoContas",
    "codFormaPgto",
    "numDoc",
    "descricao",
    "valor",
    "taxa",
    "dtVenc",
    "dtPgto",
    "dtComp",
    "dtCred",
    "dtCad",
    "codContato",
    "codDisponivel",
    "codCaixa",
    "obs",
    "tags",
    "situacao",
    "origem",
    "codModulo",
];

/// A title as it was sent.
pub(super) struct TitleIn {
    pub(super) amount: Option<Money>,
    pub(super) due_on: Option<Date>,
    pub(super) settled_on: Option<Date>,
    is_settled: Option<bool>,
    party: Change<i64>,
    cash_account: Change<i64>,
    payment_method: Change<i64>,
    ledger_account: Change<i64>,
    number: Change<String>,
    description: Option<String>,
    note: Change<String>,
    tags: Option<Vec<String>>,
    accrued_on: Change<Date>,
    credited_on: Change<Date>,
}

impl TitleIn {
    /// Looks at every member. A new title has an amount.
    pub(super) fn read(check: &mut Checker, body: &Object, side: Side, is_new: bool) -> Self {
        let known: Vec<&str> = KNOWN.iter().copied().chain([side.settled_member]).collect();
        body.only(check, &known);
        let amount = body.money(check, "valor");
        if is_new && amount.is_none() && !check.is_faulty("valor") {
            check.fault("valor", Problem::Blank);
        }
        if amount.is_some_and(|amount| !amount.is_positive()) {
            check.fault("valor", Problem::NotPositive);
        }
        let cash_account = match body.id_change(check, "codDisponivel") {
            Change::Keep => body.id_change(check, "codCaixa"),
            other => other,
        };
        Self {
            amount,
            due_on: body.day(check, "dtVenc"),
            settled_on: body.day(check, "dtPgto"),
            is_settled: check.flag(side.settled_member, &body.given(side.settled_member)),
            party: body.id_change(check, "codContato"),
            cash_account,
            payment_method: body.id_change(check, "codFormaPgto"),
            ledger_account: body.id_change(check, "codPlanoContas"),
            number: body.text_change(check, "numDoc", 60),
            description: body.text(check, "descricao", 255),
            note: body.text_change(check, "obs", 20_000),
            tags: body.words(check, "tags"),
            accrued_on: body.day_change(check, "dtComp"),
            credited_on: body.day_change(check, "dtCred"),
        }
    }

    /// The day on which a new title was settled, when it was.
    pub(super) fn settled_on(&self, today: Date) -> Option<Date> {
        match self.is_settled {
            Some(true) => Some(self.settled_on.unwrap_or(today)),
            Some(false) => None,
            None => self.settled_on,
        }
    }

    /// What changes of the title.
    pub(super) fn changes(&self) -> TitleChanges {
        TitleChanges {
            party: map_id(self.party, PartyId::from_raw),
            cash_account: map_id(self.cash_account, CashAccountId::from_raw),
            payment_method: map_id(self.payment_method, PaymentMethodId::from_raw),
            ledger_account: map_id(self.ledger_account, LedgerAccountId::from_raw),
            number: self.number.clone(),
            description: self.description.clone(),
            note: self.note.clone(),
            tags: self.tags.clone(),
            amount: self.amount,
            due_on: self.due_on,
            accrued_on: self.accrued_on,
            credited_on: self.credited_on,
        }
    }
}
