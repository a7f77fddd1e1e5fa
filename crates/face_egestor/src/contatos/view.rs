//! A contact as the vendor prints it.
//!
//! The one rule to know: everything is there, empty when it is not known.

use app::parties::PartyView;
use domain::address::Address;
use domain::parties::{AddressKind, ContactKind, PartyAddress, StateRegistrationKind};
use serde_json::{Map, Value, json};

use crate::extras::{self, of};
use crate::numbers::{Spelling, day_text, text};
use crate::page::{Row, row};

/// The whole contact.
pub(crate) fn contact_row(view: &PartyView, kept: Option<&str>, tags: &[String], spelling: &Spelling) -> Row {
    let own = extras::read(kept);
    let details = &view.party.details;
    let address = |kind: AddressKind| view.addresses.iter().find(|address| address.kind == kind);
    // Another channel's customer may have no main address; the one to use then is its first.
    let main = address(AddressKind::Main).or_else(|| {
        let mut others = view
            .addresses
            .iter()
            .filter(|other| other.kind != AddressKind::Delivery);
        others.next()
    });
    let delivery = address(AddressKind::Delivery);
    let further = |kind: ContactKind| {
        let of_kind = move |contact: &&domain::parties::PartyContact| contact.contact.kind == kind;
        view.contacts
            .iter()
            .filter(of_kind)
            .map(|contact| contact.contact.value.clone())
    };
    let all = |first: &Option<String>, kind| first.iter().cloned().chain(further(kind)).collect::<Vec<String>>();
    let person = further(ContactKind::Person).next().unwrap_or_default();
    let kinds = [
        (details.roles.customer, "cliente"),
        (details.roles.supplier, "fornecedor"),
        (details.roles.carrier, "transportadora"),
    ];
    let kinds: Vec<&str> = kinds
        .into_iter()
        .filter(|(has, _)| *has)
        .map(|(_, word)| word)
        .collect();
    let mut row = row(json!({
        "codigo": view.party.id.raw(),
        "tipo": kinds,
        "nome": details.name,
        "fantasia": text(details.trading_name.as_deref()),
        "nomeParaContato": person,
        "nomeContato": person,
        "cpfcnpj": text(details.tax_document.as_deref()),
        "clienteFinal": details.is_final_consumer.unwrap_or(true),
        "indicadorIE": match details.state_registration_kind {
            Some(StateRegistrationKind::Taxpayer) => 1,
            Some(StateRegistrationKind::Exempt) => 2,
            Some(StateRegistrationKind::NonTaxpayer) | None => 9,
        },
        "inscricaoEstadual": text(details.state_registration.as_deref()),
        "inscricaoEstadualST": of(&own, "inscricaoEstadualST"),
        "inscricaoMunicipal": text(details.municipal_registration.as_deref()),
        "suframa": text(details.suframa_registration.as_deref()),
        "emails": all(&details.email, ContactKind::Email),
        "logradouro": part(main, |address| address.street.as_deref()),
        "numero": part(main, |address| address.number.as_deref()),
        "complemento": part(main, |address| address.complement.as_deref()),
        "bairro": part(main, |address| address.neighborhood.as_deref()),
        "cidade": part(main, |address| address.city.as_deref()),
        "codIBGE": part(main, |address| address.city_code.as_deref()),
        "uf": part(main, |address| address.state.as_deref()),
        "cep": part(main, |address| address.postal_code.as_deref()),
        "pais": part(main, |address| address.country.as_deref()),
        "fones": all(&details.phone, ContactKind::Phone),
        "tags": tags,
        "obs": text(details.note.as_deref()),
        "dtNasc": day_text(details.birth_date),
        "dtCad": spelling.instant(view.party.created_at),
    }));
    row.extend(delivery_row(delivery, &own));
    row
}

/// A part of an address, empty when there is none.
fn part(address: Option<&PartyAddress>, read: fn(&Address) -> Option<&str>) -> Value {
    text(address.and_then(|address| read(&address.address)))
}

/// Where deliveries go.
fn delivery_row(delivery: Option<&PartyAddress>, own: &Map<String, Value>) -> Row {
    let postal_code = delivery.and_then(|address| address.address.postal_code.as_deref());
    let city_code = delivery.and_then(|address| address.address.city_code.as_deref());
    row(json!({
        "cepEntrega": postal_code.map_or_else(|| json!(0), |code| json!(code)),
        "cpfCnpjEntrega": of(own, "cpfCnpjEntrega"),
        "logradouroEntrega": part(delivery, |address| address.street.as_deref()),
        "numeroEntrega": part(delivery, |address| address.number.as_deref()),
        "complementoEntrega": part(delivery, |address| address.complement.as_deref()),
        "bairroEntrega": part(delivery, |address| address.neighborhood.as_deref()),
        "codIBGEEntrega": city_code.unwrap_or("0"),
        "cidadeEntrega": part(delivery, |address| address.city.as_deref()),
        "ufEntrega": part(delivery, |address| address.state.as_deref()),
        "pontoRefEntrega": text(delivery.and_then(|address| address.reference.as_deref())),
        "inscEstadualEntrega": of(own, "inscEstadualEntrega"),
        "fonesEntrega": of(own, "fonesEntrega"),
        "emailsEntrega": of(own, "emailsEntrega"),
    }))
}
