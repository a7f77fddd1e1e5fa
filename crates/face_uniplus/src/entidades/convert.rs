//! From the vendor's entity to the core's party.
//!
//! Not what may be kept, which the core decides.
//!
//! The one rule to know: a field that was not given stays as it is; one that was given empty is emptied.

use app::parties::{CreateParty, PartyView, UpdateParty};
use domain::amount::Money;
use domain::change::Change;
use domain::parties::{
    AddressChanges, AddressEdit, AddressKind, AddressTarget, PartyChanges, PartyDetails, PartyKind, PartyStatus, Roles,
};
use domain::refusal::Problem;
use face_kit::{Checker, Error, Fault, Faults};
use serde_json::{Map, Value};

use super::ROLES;
use crate::fields::{Checked, ENTITY, Members};
use crate::quirks;

/// The fields that have a place in the core.
const CORE: &[&str] = &[
    "codigo",
    "nome",
    "razaoSocial",
    "tipo",
    "cnpjCpf",
    "rg",
    "inscricaoEstadual",
    "email",
    "telefone",
    "dataNascimento",
    "mae",
    "observacao",
    "inativo",
    "limiteCredito",
    "endereco",
    "numeroEndereco",
    "complemento",
    "bairro",
    "cidade",
    "estado",
    "cep",
    "enderecoEntrega",
    "numeroEntrega",
    "complementoEntrega",
    "bairroEntrega",
    "cidadeEntrega",
    "estadoEntrega",
    "cepEntrega",
    "enderecoCobranca",
    "numeroCobranca",
    "complementoCobranca",
    "bairroCobranca",
    "cidadeCobranca",
    "estadoCobranca",
    "cepCobranca",
];

/// The names of an address's fields.
pub(super) struct AddressNames {
    pub(super) kind: AddressKind,
    pub(super) street: &'static str,
    pub(super) number: &'static str,
    pub(super) complement: &'static str,
    pub(super) neighborhood: &'static str,
    pub(super) city: &'static str,
    pub(super) state: &'static str,
    pub(super) postal_code: &'static str,
}

/// The three addresses of an entity, the main one first.
pub(super) const ADDRESSES: [AddressNames; 3] = [
    AddressNames {
        kind: AddressKind::Main,
        street: "endereco",
        number: "numeroEndereco",
        complement: "complemento",
        neighborhood: "bairro",
        city: "cidade",
        state: "estado",
        postal_code: "cep",
    },
    AddressNames {
        kind: AddressKind::Delivery,
        street: "enderecoEntrega",
        number: "numeroEntrega",
        complement: "complementoEntrega",
        neighborhood: "bairroEntrega",
        city: "cidadeEntrega",
        state: "estadoEntrega",
        postal_code: "cepEntrega",
    },
    AddressNames {
        kind: AddressKind::Billing,
        street: "enderecoCobranca",
        number: "numeroCobranca",
        complement: "complementoCobranca",
        neighborhood: "bairroCobranca",
        city: "cidadeCobranca",
        state: "estadoCobranca",
        postal_code: "cepCobranca",
    },
];

/// An entity whose fields all fit.
pub(super) struct Entity {
    fields: Checked,
    roles: Option<Roles>,
}

/// The entity of a request.
///
/// # Errors
/// Faults of every field at once.
pub(super) fn entity(members: &Members, is_new: bool) -> Result<Entity, Faults> {
    let mut check = Checker::new();
    let fields = Checked::of(&mut check, ENTITY, members);
    if fields.text("nome").is_none() && (is_new || fields.has("nome")) && !fields.is_faulty("nome") {
        check.fault("nome", Problem::Blank);
    }
    let mut roles = None;
    match fields.text("tipo").map(quirks::role_numbers) {
        Some(Some(numbers)) => {
            let wanted: Vec<_> = numbers
                .iter()
                .filter_map(|number| ROLES.get(number - 1).copied())
                .collect();
            roles = Some(Roles::of(&wanted));
        }
        Some(None) => check.fault("tipo", Problem::NotInList),
        None if (is_new || fields.has("tipo")) && !fields.is_faulty("tipo") => check.fault("tipo", Problem::Blank),
        None => {}
    }
    check.finish_with(Entity { fields, roles })
}

impl Entity {
    /// The code by which an update names its entity.
    pub(super) fn code(&self) -> Result<String, Error> {
        let blank = || Faults::one(Fault::new("codigo", Problem::Blank));
        Ok(self.fields.text("codigo").map(str::to_owned).ok_or_else(blank)?)
    }

    /// What goes to the extras.
    pub(super) fn extras(&self) -> Vec<(&'static str, Option<Value>)> {
        self.fields.extras(CORE)
    }

    /// The command that creates it.
    pub(super) fn creation(&self) -> CreateParty {
        let name = self.fields.text("nome").unwrap_or_default();
        let mut details = PartyDetails::new(self.kind(), name, self.roles.unwrap_or_default());
        details.code = self.fields.text("codigo").map(|code| code.trim().to_owned());
        self.changes(None, &Map::new()).apply(&mut details);
        CreateParty {
            addresses: self.addresses(),
            ..CreateParty::new(details)
        }
    }

    /// The command that merges it into the one that is known.
    pub(super) fn update(&self, known: &PartyView, extras: &Map<String, Value>) -> UpdateParty {
        UpdateParty {
            addresses: self.addresses(),
            ..UpdateParty::of(known.party.id, self.changes(Some(known), extras))
        }
    }

    /// A company when its document is a CNPJ.
    fn kind(&self) -> PartyKind {
        let document = self.fields.text("cnpjCpf").unwrap_or_default();
        let signs = document.chars().filter(|sign| sign.is_alphanumeric()).count();
        if signs == 14 {
            PartyKind::Company
        } else {
            PartyKind::Person
        }
    }

    fn changes(&self, known: Option<&PartyView>, extras: &Map<String, Value>) -> PartyChanges {
        let fields = &self.fields;
        let (name, trading_name) = self.names(known);
        PartyChanges {
            kind: fields.text("cnpjCpf").map(|_| self.kind()),
            name: Some(name),
            trading_name: Change::to(trading_name),
            tax_document: fields.change("cnpjCpf"),
            identity_document: fields.change("rg"),
            state_registration: fields.change("inscricaoEstadual"),
            email: fields.change("email"),
            phone: fields.change("telefone"),
            birth_date: if fields.has("dataNascimento") {
                Change::to(fields.day("dataNascimento"))
            } else {
                Change::Keep
            },
            mother_name: fields.change("mae"),
            status: self.status(known, extras),
            note: fields.change("observacao"),
            roles: self.roles,
            credit_limit: fields.change_amount("limiteCredito", |amount| Money::from_millionths(amount.millionths())),
            ..PartyChanges::default()
        }
    }

    /// The core's name and trading name: where the vendor has a `razaoSocial`, that is the name in law, and `nome` the
    /// one it trades under.
    fn names(&self, known: Option<&PartyView>) -> (String, Option<String>) {
        let (shown, legal) = known.map_or((String::new(), None), |known| names(&known.party.details));
        let shown = self.fields.text("nome").map_or(shown, str::to_owned);
        let legal = if self.fields.has("razaoSocial") {
            self.fields.text("razaoSocial").map(str::to_owned)
        } else {
            legal
        };
        match legal {
            Some(legal) => (legal, Some(shown)),
            None => (shown, None),
        }
    }

    /// Inactive goes before blocked, which is kept beside it.
    fn status(&self, known: Option<&PartyView>, extras: &Map<String, Value>) -> Option<PartyStatus> {
        let fields = &self.fields;
        if !fields.has("inativo") && !fields.has("creditoRestrito") {
            return None;
        }
        let before = known.map_or(PartyStatus::Active, |known| known.party.details.status);
        let was_blocked = before == PartyStatus::Blocked || extras.get("creditoRestrito").is_some_and(|flag| flag == 1);
        let said = |name: &str, was: bool| {
            if fields.has(name) {
                fields.whole(name) == Some(1)
            } else {
                was
            }
        };
        Some(if said("inativo", before == PartyStatus::Inactive) {
            PartyStatus::Inactive
        } else if said("creditoRestrito", was_blocked) {
            PartyStatus::Blocked
        } else {
            PartyStatus::Active
        })
    }

    fn addresses(&self) -> Vec<AddressEdit> {
        let fields = &self.fields;
        let edit = |names: &AddressNames| {
            let all = [
                names.street,
                names.number,
                names.complement,
                names.neighborhood,
                names.city,
                names.state,
                names.postal_code,
            ];
            let changes = AddressChanges {
                street: fields.change(names.street),
                number: fields.change(names.number),
                complement: fields.change(names.complement),
                neighborhood: fields.change(names.neighborhood),
                city: fields.change(names.city),
                state: fields.change(names.state),
                postal_code: fields.change(names.postal_code),
                ..AddressChanges::default()
            };
            (
                all,
                AddressEdit::Write(
                    AddressTarget::Kind(names.kind),
                    Box::new(AddressChanges {
                        kind: Some(names.kind),
                        ..changes
                    }),
                ),
            )
        };
        // All of them as soon as one is said, so that a fault's place says which one it is.
        let edits: Vec<_> = ADDRESSES.iter().map(edit).collect();
        let last = edits
            .iter()
            .rposition(|(names, _)| names.iter().any(|name| fields.text(name).is_some() || fields.has(name)));
        edits
            .into_iter()
            .take(last.map_or(0, |last| last + 1))
            .map(|(_, edit)| edit)
            .collect()
    }
}

/// The vendor's `nome` and `razaoSocial` of a party.
pub(super) fn names(details: &PartyDetails) -> (String, Option<String>) {
    match &details.trading_name {
        Some(trading) => (trading.clone(), Some(details.name.clone())),
        None => (details.name.clone(), None),
    }
}
