//! From the core's party to the vendor's entity, which cannot fail.
//!
//! Not where its parts are read.
//!
//! The one rule to know: every field of the vendor's table is there; text that is not known is empty.

use std::collections::BTreeMap;

use app::parties::PartyView;
use domain::parties::{PartyKind, PartyStatus, Role};
use serde_json::{Map, Value};

use super::ROLES;
use super::convert::{ADDRESSES, names};
use crate::fields::{self, ENTITY};
use crate::numbers;

/// The entity of a party.
pub(super) fn entity(view: &PartyView, extras: &Map<String, Value>, stamp: i64) -> Value {
    let details = &view.party.details;
    let text = |text: Option<&str>| Value::from(text.unwrap_or_default());
    let flag = |yes: bool| Value::from(i64::from(yes));
    let (name, legal) = names(details);
    let code = details.code.clone().unwrap_or_else(|| view.party.id.to_string());
    let restricted =
        details.status == PartyStatus::Blocked || extras.get("creditoRestrito").is_some_and(|flag| flag == 1);
    let types: Vec<String> = (1..)
        .zip(ROLES)
        .filter(|(_, role)| details.roles.has(*role))
        .map(|(number, _)| number.to_string())
        .collect();
    let mut core: BTreeMap<&'static str, Value> = BTreeMap::from([
        ("codigo", code.into()),
        ("nome", name.into()),
        ("razaoSocial", text(legal.as_deref())),
        ("tipo", types.join(",").into()),
        ("cnpjCpf", text(details.tax_document.as_deref())),
        ("rg", text(details.identity_document.as_deref())),
        ("inscricaoEstadual", text(details.state_registration.as_deref())),
        ("email", text(details.email.as_deref())),
        ("telefone", text(details.phone.as_deref())),
        (
            "dataNascimento",
            text(details.birth_date.map(|day| day.to_string()).as_deref()),
        ),
        ("mae", text(details.mother_name.as_deref())),
        ("observacao", text(details.note.as_deref())),
        ("inativo", flag(details.status == PartyStatus::Inactive)),
        ("creditoRestrito", flag(restricted)),
        ("cliente", flag(details.roles.has(Role::Customer))),
        ("fornecedor", flag(details.roles.has(Role::Supplier))),
        (
            "tipoPessoa",
            match details.kind {
                PartyKind::Person => "F".into(),
                PartyKind::Company => "J".into(),
            },
        ),
        ("currentTimeMillis", stamp.into()),
        ("id", view.party.id.raw().into()),
        ("identificacao", "CL".into()),
        ("tabela", "entidade".into()),
        ("descricaoLayout", "Entidade".into()),
    ]);
    if let Some(limit) = details.credit_limit {
        core.insert("limiteCredito", numbers::decimal(limit, 2).into());
    }
    for names in ADDRESSES {
        let found = view.addresses.iter().find(|address| address.kind == names.kind);
        let address = found.map(|found| found.address.clone()).unwrap_or_default();
        for (name, value) in [
            (names.street, address.street),
            (names.number, address.number),
            (names.complement, address.complement),
            (names.neighborhood, address.neighborhood),
            (names.city, address.city),
            (names.state, address.state),
            (names.postal_code, address.postal_code),
        ] {
            core.insert(name, text(value.as_deref()));
        }
    }
    Value::Object(fields::shown(ENTITY, core, extras))
}
