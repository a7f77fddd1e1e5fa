//! `/contatos`: customers, suppliers and carriers. Not sellers and makers; a contact that is one of those, too, stays it.
//!
//! The one rule to know: what an update does not mention stays.

mod convert;
mod view;

use std::collections::BTreeMap;

use app::orders::Keeps;
use app::parties::{CreateParty, DeleteParty, UpdateParty};
use app::{Answer, Failure, Reader};
use domain::actor::Face;
use domain::ids::PartyId;
use domain::page::Page;
use domain::parties::{PartyFilter, PartyOrder, PartyOrderBy, PartyText, Role, StateRegistrationKind};
use domain::refusal::Entity;
use face_kit::{Checker, Error, Exchange, to_answer};
use serde_json::json;

use crate::numbers::Spelling;
use crate::object::Object;
use crate::page::{Row, asked, asked_number, listed, ordered, page};
use crate::replies::{done, unless_gone};
use convert::Contact;
pub(crate) use view::contact_row;

const USUAL: &[&str] = &[
    "codigo",
    "nome",
    "tipo",
    "emails",
    "fones",
    "cidade",
    "uf",
    "clienteFinal",
    "tags",
];

const COLUMNS: &[(&str, PartyOrderBy)] = &[
    ("codigo", PartyOrderBy::Id),
    ("nome", PartyOrderBy::Name),
    ("tipo", PartyOrderBy::Roles),
    ("nomeParaContato", PartyOrderBy::Person),
    ("cidade", PartyOrderBy::City),
    ("fantasia", PartyOrderBy::TradingName),
    ("cpfcnpj", PartyOrderBy::TaxDocument),
    ("indicadorIE", PartyOrderBy::StateRegistrationKind),
    ("inscricaoEstadual", PartyOrderBy::StateRegistration),
    ("inscricaoMunicipal", PartyOrderBy::MunicipalRegistration),
    ("suframa", PartyOrderBy::Suframa),
    ("clienteFinal", PartyOrderBy::IsFinalConsumer),
    ("emails", PartyOrderBy::Email),
    ("dtCad", PartyOrderBy::CreatedAt),
];

/// The query parameters that are looked for in one part of a contact.
const PARTS: &[(&str, PartyText)] = &[
    ("endereco", PartyText::Address),
    ("telefone", PartyText::Phone),
    ("email", PartyText::Email),
    ("IE", PartyText::StateRegistration),
    ("IM", PartyText::MunicipalRegistration),
    ("suframa", PartyText::Suframa),
    ("obs", PartyText::Note),
];

/// `GET /api/v1/contatos`: a page of contacts.
pub(crate) async fn list(exchange: Exchange) -> Result<Answer, Error> {
    let query = exchange.query();
    let request = page(query)?;
    let mut check = Checker::new();
    let kind = asked_number(&mut check, query, "indIE");
    let final_consumer = asked_number(&mut check, query, "clienteFinal");
    check.finish()?;
    let order = ordered(query, COLUMNS, PartyOrderBy::Id);
    let order = PartyOrder {
        by: order.column,
        descending: order.descending,
    };
    let parts = PARTS
        .iter()
        .filter_map(|(name, part)| Some((*part, asked(query, name)?)));
    let filter = PartyFilter {
        text: asked(query, "filtro"),
        is_text_anywhere: true,
        state_registration_kind: match kind {
            Some(1) => Some(StateRegistrationKind::Taxpayer),
            Some(2) => Some(StateRegistrationKind::Exempt),
            Some(9) => Some(StateRegistrationKind::NonTaxpayer),
            Some(_) | None => None,
        },
        containing: parts.collect(),
        is_final_consumer: match final_consumer {
            Some(1) => Some(true),
            Some(2) => Some(false),
            Some(_) | None => None,
        },
        ..PartyFilter::default()
    };
    let found = exchange.app.read(&exchange.call, move |reader| {
        let total = reader.party_count(&filter)?;
        let parties = reader.parties(&filter, order, request)?;
        let ids: Vec<PartyId> = parties.iter().map(|party| party.id).collect();
        let rows = contact_rows(reader, &ids)?;
        Ok(Page::new(rows, Some(total), request))
    });
    Ok(listed(&exchange, found.await?, USUAL))
}

/// The contacts of these numbers, in their order.
fn contact_rows(reader: &mut Reader<'_, '_>, ids: &[PartyId]) -> Result<Vec<Row>, Failure> {
    let spelling = Spelling::of(reader)?;
    let extras = reader.party_extras(Face::Egestor, ids)?;
    let tags = reader.party_tags(ids)?;
    let views = reader.party_views_by_id(ids)?;
    let views: BTreeMap<PartyId, _> = views.into_iter().map(|view| (view.party.id, view)).collect();
    let row = |id: &PartyId| {
        Some(contact_row(
            views.get(id)?,
            extras.get(id).map(String::as_str),
            tags.get(&id.raw()).map(Vec::as_slice).unwrap_or_default(),
            &spelling,
        ))
    };
    Ok(ids.iter().filter_map(row).collect())
}

/// `POST /api/v1/contatos`: adds a contact.
pub(crate) async fn create(exchange: Exchange) -> Result<Answer, Error> {
    let body: Object = exchange.json()?;
    let mut check = Checker::new();
    let contact = Contact::read(&mut check, &body, true);
    contact.rules_too(&mut check);
    check.finish()?;
    let mut command = CreateParty::new(contact.details());
    command.addresses = contact.addresses();
    command.contacts = contact.contacts();
    command.extras = Some(contact.extras());
    command.tags = contact.tags();
    let present = |reader: &mut Reader<'_, '_>, id: &PartyId| {
        let party = reader.party(*id)?;
        Ok(to_answer(200, &json!({"codigo": id.raw(), "nome": party.details.name})))
    };
    let result = exchange.app.execute(&exchange.call, command, present).await;
    Ok(result.map_err(|failure| contact.counted(failure))?)
}

/// `GET /api/v1/contatos/{codigo}`: one contact.
pub(crate) async fn show(exchange: Exchange) -> Result<Answer, Error> {
    let id = exchange.path_id("codigo", Entity::Party)?;
    let found = exchange
        .app
        .read(&exchange.call, move |reader| shown(reader, PartyId::from_raw(id)));
    unless_gone(&exchange.app, &exchange.call, Keeps::Parties, id, found.await).await
}

/// `PUT /api/v1/contatos/{codigo}`: changes a contact.
pub(crate) async fn update(exchange: Exchange) -> Result<Answer, Error> {
    let id = exchange.path_id("codigo", Entity::Party)?;
    let party = PartyId::from_raw(id);
    let body: Object = exchange.json()?;
    let mut check = Checker::new();
    let contact = Contact::read(&mut check, &body, false);
    contact.rules_too(&mut check);
    check.finish()?;
    // The roles that this vendor does not know stay.
    let known = exchange
        .app
        .read(&exchange.call, move |reader| reader.party(party))
        .await;
    let roles = known.as_ref().map(|party| party.details.roles).unwrap_or_default();
    let mut command = UpdateParty::of(party, contact.changes(roles));
    command.addresses = contact.addresses();
    command.contacts = contact.contacts();
    command.extras = Some(contact.extras());
    command.tags = contact.tags();
    let present = |reader: &mut Reader<'_, '_>, id: &PartyId| shown(reader, *id);
    let result = exchange.app.execute(&exchange.call, command, present).await;
    let result = result.map_err(|failure| contact.counted(failure));
    unless_gone(&exchange.app, &exchange.call, Keeps::Parties, id, result).await
}

/// `DELETE /api/v1/contatos/{codigo}`: removes a contact.
pub(crate) async fn delete(exchange: Exchange) -> Result<Answer, Error> {
    let id = exchange.path_id("codigo", Entity::Party)?;
    let command = DeleteParty {
        id: PartyId::from_raw(id),
    };
    let present = move |_: &mut Reader<'_, '_>, _: &PartyId| {
        Ok(done(
            "200".into(),
            &format!("Contato com código {id} excluído com sucesso!"),
        ))
    };
    let result = exchange.app.execute(&exchange.call, command, present).await;
    unless_gone(&exchange.app, &exchange.call, Keeps::Parties, id, result).await
}

fn shown(reader: &mut Reader<'_, '_>, id: PartyId) -> Result<Answer, Failure> {
    reader.party_as(id, None::<Role>)?;
    contact(reader, id)
}

/// The whole contact of that number, a removed one too: what names it still shows it.
///
/// # Errors
/// Not found.
pub(crate) fn contact(reader: &mut Reader<'_, '_>, id: PartyId) -> Result<Answer, Failure> {
    let row = contact_rows(reader, &[id])?
        .pop()
        .ok_or_else(|| Failure::not_found(Entity::Party, id))?;
    Ok(to_answer(200, &row))
}
