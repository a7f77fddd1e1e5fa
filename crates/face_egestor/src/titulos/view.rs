//! A title as the vendor prints it.
//!
//! The one rule to know: `data` is the day of payment once it is paid, and the due day until then.

use app::finance::TitleView;
use domain::finance::{TitleOrigin, TitleState};
use domain::ids::{CashAccountId, LedgerAccountId, OrderId, PartyId, PaymentMethodId};
use serde_json::json;

use super::Side;
use crate::numbers::{Spelling, day_text, id, number, text};
use crate::page::{Row, row};

/// The whole title.
pub(super) fn title_row(view: &TitleView, side: Side, spelling: &Spelling) -> Row {
    let title = &view.title;
    let is_settled = title.state == TitleState::Settled;
    let settled_on = title.settled_on.filter(|_| is_settled);
    let name = view.party.as_ref().map(|party| party.details.name.as_str());
    let origin = match title.origin {
        TitleOrigin::Sale => "vendas",
        TitleOrigin::Purchase => "compras",
        TitleOrigin::Financial => "financeiro",
    };
    row(json!({
        "codigo": title.id.raw(),
        "codPlanoContas": id(title.ledger_account.map(LedgerAccountId::raw)),
        "codFormaPgto": id(title.payment_method.map(PaymentMethodId::raw)),
        "numDoc": text(title.number.as_deref()),
        "descricao": title.description,
        "valor": number(title.amount),
        "valorPago": number(title.settled_amount),
        "taxa": number(title.fee),
        "data": day_text(Some(settled_on.unwrap_or(title.due_on))),
        "dtVenc": day_text(Some(title.due_on)),
        "dtPgto": day_text(settled_on),
        "dtComp": day_text(Some(title.accrued_on.unwrap_or(title.due_on))),
        "dtCred": day_text(title.credited_on),
        "dtCad": spelling.instant(title.created_at),
        "situacao": if is_settled { side.settled } else { side.open },
        "codContato": id(title.party.map(PartyId::raw)),
        "nomeContato": text(name),
        "contato": text(name),
        "origem": origin,
        "codModulo": title.order.map_or(title.id.raw(), OrderId::raw),
        "codDisponivel": id(title.cash_account.map(CashAccountId::raw)),
        "codCaixa": id(title.cash_account.map(CashAccountId::raw)),
        "nomeDisponivel": text(view.cash_account.as_ref().map(|cash| cash.name.as_str())),
        "codRecibo": 0,
        "codBoleto": 0,
        "previsao": 0,
        "obs": text(title.note.as_deref()),
        "tags": title.tags,
    }))
}
