//! A contact as the vendor's clients write it, to what the core keeps.
//!
//! The one rule to know: members that only this vendor has are kept as its extras; the delivery address is an address.

use app::{ExtrasEdit, Failure};
use domain::change::Change;
use domain::documents::{CheckPolicy, DocumentKind, TaxDocument};
use domain::parties::{
    AddressChanges, AddressEdit, AddressKind, AddressTarget, ContactEdit, ContactKind, NewContact, NumberedAddresses,
    PartyChanges, PartyDetails, PartyFacts, PartyKind, Role, Roles, StateRegistrationKind, apply_address_edits,
};
use domain::refusal::{Problem, Refusal};
use face_kit::{Checker, Given, Text};
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::{Map, Value};

use crate::errors::path_of;
use crate::object::Object;

/// What the vendor's contact has.
const KNOWN: &[&str] = &[
    "codigo",
    "nome",
    "fantasia",
    "tipo",
    "nomeParaContato",
    "nomeContato",
    "cpfcnpj",
    "dtNasc",
    "dtCad",
    "emails",
    "fones",
    "cep",
    "logradouro",
    "numero",
    "complemento",
    "bairro",
    "cidade",
    "codIBGE",
    "uf",
    "pais",
    "clienteFinal",
    "indicadorIE",
    "inscricaoMunicipal",
    "inscricaoEstadual",
    "inscricaoEstadualST",
    "suframa",
    "obs",
    "tags",
    "cepEntrega",
    "cpfCnpjEntrega",
    "logradouroEntrega",
    "numeroEntrega",
    "complementoEntrega",
    "bairroEntrega",
    "codIBGEEntrega",
    "cidadeEntrega",
    "ufEntrega",
    "pontoRefEntrega",
    "inscEstadualEntrega",
    "fonesEntrega",
    "fonesEntretga",
    "emailsEntrega",
];

const NAME_MAX: usize = 60;
const TEXT_MAX: usize = 255;
const NOTE_MAX: usize = 20_000;

/// Members that only this vendor has, and that are text.
const OWN_TEXTS: &[&str] = &[
    "inscricaoEstadualST",
    "cpfCnpjEntrega",
    "inscEstadualEntrega",
    "fonesEntrega",
    "emailsEntrega",
];

/// A contact as it was sent.
pub(super) struct Contact {
    name: Option<String>,
    trading_name: Change<String>,
    roles: Option<Vec<Role>>,
    person: Change<String>,
    tax_document: Change<String>,
    birth_date: Change<Date>,
    emails: Option<Vec<String>>,
    phones: Option<Vec<String>>,
    registration_kind: Change<StateRegistrationKind>,
    state_registration: Change<String>,
    municipal_registration: Change<String>,
    suframa: Change<String>,
    note: Change<String>,
    is_final_consumer: Change<bool>,
    main: AddressChanges,
    delivery: AddressChanges,
    tags: Option<Vec<String>>,
    own: Map<String, Value>,
}

impl Contact {
    /// Looks at every member. A new contact has a name and a kind.
    pub(super) fn read(check: &mut Checker, body: &Object, is_new: bool) -> Self {
        body.only(check, KNOWN);
        let mut own = Map::new();
        for name in OWN_TEXTS {
            if body.has(name) {
                own.insert(
                    (*name).to_owned(),
                    body.text(check, name, TEXT_MAX).unwrap_or_default().into(),
                );
            }
        }
        if body.has("fonesEntretga") && !body.has("fonesEntrega") {
            let phones = body.text(check, "fonesEntretga", TEXT_MAX).unwrap_or_default();
            own.insert("fonesEntrega".to_owned(), phones.into());
        }
        Self {
            name: (is_new || body.has("nome")).then(|| check.required_text("nome", &body.given("nome"), NAME_MAX)),
            trading_name: body.text_change(check, "fantasia", NAME_MAX),
            roles: (is_new || body.has("tipo")).then(|| roles(check, body)),
            person: body.text_change(check, "nomeParaContato", NAME_MAX),
            tax_document: body.text_change(check, "cpfcnpj", TEXT_MAX),
            birth_date: body.day_change(check, "dtNasc"),
            emails: body.words(check, "emails"),
            phones: body.words(check, "fones"),
            registration_kind: registration_kind(check, body),
            state_registration: body.text_change(check, "inscricaoEstadual", TEXT_MAX),
            municipal_registration: body.text_change(check, "inscricaoMunicipal", TEXT_MAX),
            suframa: body.text_change(check, "suframa", TEXT_MAX),
            note: body.text_change(check, "obs", NOTE_MAX),
            is_final_consumer: body.flag_change(check, "clienteFinal"),
            main: address(check, body, ""),
            delivery: address(check, body, "Entrega"),
            tags: body.words(check, "tags"),
            own,
        }
    }

    /// Words by which it is found again, where something is said of them.
    pub(super) fn tags(&self) -> Option<Vec<String>> {
        self.tags.clone()
    }

    /// The party of a new contact.
    pub(super) fn details(&self) -> PartyDetails {
        let name = self.name.as_deref().unwrap_or_default();
        let mut details = PartyDetails::new(PartyKind::Person, name, Roles::default());
        self.changes(Roles::default()).apply(&mut details);
        details
    }

    /// What changes of the party, which has these roles.
    pub(super) fn changes(&self, roles: Roles) -> PartyChanges {
        let kind = match &self.tax_document {
            Change::Set(text) => TaxDocument::parse_unchecked(text).ok().map(|document| {
                if document.kind() == DocumentKind::Cpf {
                    PartyKind::Person
                } else {
                    PartyKind::Company
                }
            }),
            Change::Keep | Change::Clear => None,
        };
        let first = |words: &Option<Vec<String>>| {
            words
                .as_ref()
                .map_or(Change::Keep, |words| Change::to(words.first().cloned()))
        };
        PartyChanges {
            kind,
            name: self.name.clone(),
            trading_name: self.trading_name.clone(),
            tax_document: self.tax_document.clone(),
            state_registration_kind: self.registration_kind,
            state_registration: self.state_registration.clone(),
            municipal_registration: self.municipal_registration.clone(),
            suframa_registration: self.suframa.clone(),
            email: first(&self.emails),
            phone: first(&self.phones),
            birth_date: self.birth_date,
            note: self.note.clone(),
            is_final_consumer: self.is_final_consumer,
            roles: self.roles.as_ref().map(|named| {
                let others = Roles {
                    customer: false,
                    supplier: false,
                    carrier: false,
                    ..roles
                };
                others.and(Roles::of(named))
            }),
            ..PartyChanges::default()
        }
    }

    /// What happens to the addresses.
    pub(super) fn addresses(&self) -> Vec<AddressEdit> {
        let edit = |kind, changes: &AddressChanges| {
            (*changes != AddressChanges::default())
                .then(|| AddressEdit::Write(AddressTarget::Kind(kind), Box::new(changes.clone())))
        };
        let main = edit(AddressKind::Main, &self.main);
        main.into_iter()
            .chain(edit(AddressKind::Delivery, &self.delivery))
            .collect()
    }

    /// Joins what the core's rules say of the contact alone to what is wrong with it: were they left to the core, it would
    /// be told only once the rest is mended.
    pub(super) fn rules_too(&self, check: &mut Checker) {
        if check.is_clean() {
            return;
        }
        let document_check = CheckPolicy::Off;
        let facts = PartyFacts {
            organization_known: true,
            document_check,
            ..PartyFacts::default()
        };
        let numbers = NumberedAddresses {
            first: 1,
            now: Timestamp::UNIX_EPOCH,
            document_check,
        };
        let mut details = self.details();
        details.tidy();
        let addresses = apply_address_edits(Vec::new(), &self.addresses(), numbers).map(|_| ());
        for refusal in [details.check(&facts), addresses].into_iter().filter_map(Result::err) {
            let Refusal::Invalid(fields) = refusal else { continue };
            // What is absent was looked at, and may be so in an update.
            for wrong in fields.into_iter().filter(|wrong| wrong.problem != Problem::Blank) {
                let path = path_of("contatos", wrong.field, self.counting(wrong.index));
                if !check.is_faulty(&path) {
                    check.fault(&path, wrong.problem);
                }
            }
        }
    }

    /// A refusal counts the addresses that were written. Told of a contact it counts its two.
    pub(super) fn counted(&self, failure: Failure) -> Failure {
        let Failure::Refused(Refusal::Invalid(mut fields)) = failure else {
            return failure;
        };
        for wrong in &mut fields {
            wrong.index = self.counting(wrong.index);
        }
        Refusal::Invalid(fields).into()
    }

    /// The main address is the first, written or not.
    fn counting(&self, index: Option<usize>) -> Option<usize> {
        let unwritten = usize::from(self.main == AddressChanges::default());
        index.map(|index| index + unwritten)
    }

    /// What happens to the further contacts: every e-mail and telephone but the first, and the person to ask for.
    pub(super) fn contacts(&self) -> Vec<ContactEdit> {
        let mut edits = Vec::new();
        for (words, kind) in [(&self.emails, ContactKind::Email), (&self.phones, ContactKind::Phone)] {
            if let Some(words) = words {
                edits.push(ContactEdit::RemoveAll(kind));
                let further = words.iter().skip(1);
                edits.extend(further.map(|word| ContactEdit::Add(NewContact::new(kind, word))));
            }
        }
        match &self.person {
            Change::Keep => {}
            Change::Clear => edits.push(ContactEdit::RemoveAll(ContactKind::Person)),
            Change::Set(name) => {
                edits.push(ContactEdit::RemoveAll(ContactKind::Person));
                edits.push(ContactEdit::Add(NewContact::new(ContactKind::Person, name)));
            }
        }
        edits
    }

    /// What becomes of the vendor's own members.
    pub(super) fn extras(&self) -> ExtrasEdit {
        let own = self.own.clone();
        ExtrasEdit::new(move |kept| crate::extras::merged(kept, &own))
    }
}

fn roles(check: &mut Checker, body: &Object) -> Vec<Role> {
    let words = body.words(check, "tipo").unwrap_or_default();
    if words.is_empty() && !check.is_faulty("tipo") {
        check.fault("tipo", Problem::Blank);
    }
    let mut roles = Vec::with_capacity(words.len());
    for word in words {
        match word.as_str() {
            "cliente" => roles.push(Role::Customer),
            "fornecedor" => roles.push(Role::Supplier),
            "transportadora" => roles.push(Role::Carrier),
            _ => check.fault("tipo", Problem::NotInList),
        }
    }
    roles
}

fn registration_kind(check: &mut Checker, body: &Object) -> Change<StateRegistrationKind> {
    if !body.has("indicadorIE") {
        return Change::Keep;
    }
    match check.optional_whole("indicadorIE", &body.given("indicadorIE"), i64::MIN..=i64::MAX) {
        Some(1) => Change::Set(StateRegistrationKind::Taxpayer),
        Some(2) => Change::Set(StateRegistrationKind::Exempt),
        Some(9) => Change::Set(StateRegistrationKind::NonTaxpayer),
        Some(_) => {
            check.fault("indicadorIE", Problem::NotInList);
            Change::Keep
        }
        None => Change::Clear,
    }
}

/// The members of an address, whose names end alike.
fn address(check: &mut Checker, body: &Object, ending: &str) -> AddressChanges {
    let name = |field: &str| format!("{field}{ending}");
    let mut text = |field: &str| body.text_change(check, &name(field), TEXT_MAX);
    let mut changes = AddressChanges {
        street: text("logradouro"),
        number: text("numero"),
        complement: text("complemento"),
        neighborhood: text("bairro"),
        city: text("cidade"),
        city_code: none_if_zero(text("codIBGE")),
        state: text("uf"),
        country: text("pais"),
        reference: text("pontoRef"),
        ..AddressChanges::default()
    };
    let postal_code: Given<Text> = body.given(&name("cep"));
    if body.has(&name("cep")) {
        let read = |text: &str| {
            let digits: String = text.chars().filter(char::is_ascii_digit).collect();
            // A number has lost its zeros in front.
            Ok(if digits.len() == text.len() {
                format!("{digits:0>8}")
            } else {
                text.to_owned()
            })
        };
        let read = check.optional_by(&name("cep"), &postal_code, read);
        changes.postal_code = none_if_zero(Change::to(read));
    }
    changes
}

/// The vendor writes 0 for none.
fn none_if_zero(change: Change<String>) -> Change<String> {
    match change {
        Change::Set(text) if text.chars().all(|digit| digit == '0') => Change::Clear,
        other => other,
    }
}
