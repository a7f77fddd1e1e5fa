//! Customers: people and companies, created, changed, read and listed; what an account requires of people.
//!
//! Not their categories, types and acquisition channels, which have files of their own, and not what they buy.
//!
//! The one rule to know: people and companies stand under one numbering and answer alike, each in its own node; a person
//! is not found among companies, nor a company among people.

mod convert;
mod view;
mod wire;

use app::parties::CreateParty;
use app::{Answer, Failure, Reader};
use domain::customers::CustomerField;
use domain::ids::PartyId;
use domain::parties::{PartyFilter, PartyKind, PartyOrder, Role};
use domain::refusal::Entity;
use face_kit::{Error, Exchange, Query, to_answer};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;

pub(crate) use view::AddressOut;
use view::{CustomerOut, Node, Nodes};
use wire::CustomerIn;

use crate::numbers::{self, Spelling};
use crate::page::{bad_filters, only_filters, page};

/// `POST /api/v1/customers/people`
pub(crate) async fn create_person(exchange: Exchange) -> Result<Answer, Error> {
    let wire = exchange.json_root::<CustomerIn>("person")?;
    create(exchange, PartyKind::Person, &wire).await
}

/// `POST /api/v1/customers/companies`
pub(crate) async fn create_company(exchange: Exchange) -> Result<Answer, Error> {
    let wire = exchange.json_root::<CustomerIn>("company")?;
    create(exchange, PartyKind::Company, &wire).await
}

/// `PUT /api/v1/customers/people/{id}`
pub(crate) async fn update_person(exchange: Exchange) -> Result<Answer, Error> {
    let wire = exchange.json_root::<CustomerIn>("person")?;
    update(exchange, PartyKind::Person, &wire).await
}

/// `PUT /api/v1/customers/companies/{id}`
pub(crate) async fn update_company(exchange: Exchange) -> Result<Answer, Error> {
    let wire = exchange.json_root::<CustomerIn>("company")?;
    update(exchange, PartyKind::Company, &wire).await
}

/// `GET /api/v1/customers/people`
pub(crate) async fn list_people(exchange: Exchange) -> Result<Answer, Error> {
    list(exchange, PartyKind::Person, "cpf").await
}

/// `GET /api/v1/customers/companies`
pub(crate) async fn list_companies(exchange: Exchange) -> Result<Answer, Error> {
    list(exchange, PartyKind::Company, "cnpj").await
}

/// `GET /api/v1/customers/{id}`
pub(crate) async fn show(exchange: Exchange) -> Result<Answer, Error> {
    let id = PartyId::from_raw(exchange.path_id("id", Entity::Party)?);
    let view = move |reader: &mut Reader<'_, '_>| one(reader, id);
    let node = exchange.app.read(&exchange.call, view).await?;
    Ok(to_answer(200, &node))
}

/// A field that an account may require of people.
#[derive(Serialize)]
struct FieldOut {
    text: &'static str,
    name: &'static str,
    required: bool,
}

#[derive(Serialize)]
struct Fields {
    fields_configurations: Vec<FieldOut>,
}

/// `GET /api/v1/customers/people/fields_configurations`
pub(crate) async fn fields(exchange: Exchange) -> Result<Answer, Error> {
    let view = |reader: &mut Reader<'_, '_>| reader.required_customer_fields();
    let required = exchange.app.read(&exchange.call, view).await?;
    let fields_configurations = CustomerField::ALL.iter().map(|field| {
        let (text, name) = field_words(*field);
        FieldOut {
            text,
            name,
            required: required.contains(field),
        }
    });
    let fields_configurations = fields_configurations.collect();
    Ok(to_answer(200, &Fields { fields_configurations }))
}

/// `POST /api/v1/customers/people` and `POST /api/v1/customers/companies`
async fn create(exchange: Exchange, kind: PartyKind, wire: &CustomerIn) -> Result<Answer, Error> {
    let zone = numbers::zone(&exchange).await?;
    let command: CreateParty = convert::create(kind, wire, &zone)?;
    let present = |reader: &mut Reader<'_, '_>, id: &PartyId| Ok(to_answer(201, &one(reader, *id)?));
    Ok(exchange.app.execute(&exchange.call, command, present).await?)
}

/// `PUT /api/v1/customers/people/{id}` and `PUT /api/v1/customers/companies/{id}`
async fn update(exchange: Exchange, kind: PartyKind, wire: &CustomerIn) -> Result<Answer, Error> {
    let id = PartyId::from_raw(exchange.path_id("id", Entity::Party)?);
    let zone = numbers::zone(&exchange).await?;
    let command = convert::update(id, kind, wire, &zone)?;
    let present = |reader: &mut Reader<'_, '_>, id: &PartyId| Ok(to_answer(200, &one(reader, *id)?));
    Ok(exchange.app.execute(&exchange.call, command, present).await?)
}

/// `GET /api/v1/customers/people` and `GET /api/v1/customers/companies`
async fn list(exchange: Exchange, kind: PartyKind, document: &'static str) -> Result<Answer, Error> {
    let page = page(exchange.query())?;
    let known = [
        document,
        "created_at_from",
        "created_at_until",
        "updated_at_from",
        "updated_at_until",
    ];
    only_filters(exchange.query(), &known)?;
    let zone = numbers::zone(&exchange).await?;
    let filter = filter(exchange.query(), kind, document, &zone)?;
    let view = move |reader: &mut Reader<'_, '_>| {
        let spelling = Spelling::of(reader)?;
        let found = reader.customers(&filter, PartyOrder::default(), page)?;
        Ok(found.iter().map(|view| CustomerOut::of(view, &spelling)).collect())
    };
    let found: Vec<CustomerOut> = exchange.app.read(&exchange.call, view).await?;
    Ok(to_answer(200, &Nodes::of(kind, found)))
}

/// What the query asks for.
fn filter(query: &Query, kind: PartyKind, document: &str, zone: &TimeZone) -> Result<PartyFilter, Error> {
    let moment = |name: &'static str, read: fn(&str, &TimeZone) -> Option<Timestamp>| {
        let given = query
            .get(&format!("search[{name}]"))
            .filter(|text| !text.trim().is_empty());
        let read = given.map(|text| read(text, zone).ok_or_else(|| bad_filters(&[name])));
        read.transpose()
    };
    let tax_document = query.get(&format!("search[{document}]"));
    Ok(PartyFilter {
        role: Some(Role::Customer),
        kind: Some(kind),
        tax_document: tax_document.filter(|text| !text.trim().is_empty()).map(str::to_owned),
        created_from: moment("created_at_from", numbers::instant)?,
        created_until: moment("created_at_until", numbers::end)?,
        updated_from: moment("updated_at_from", numbers::instant)?,
        updated_until: moment("updated_at_until", numbers::end)?,
        ..PartyFilter::default()
    })
}

fn one(reader: &mut Reader<'_, '_>, id: PartyId) -> Result<Node, Failure> {
    let spelling = Spelling::of(reader)?;
    let view = reader.customer(id)?;
    Ok(Node::of(
        view.view.party.details.kind,
        CustomerOut::of(&view, &spelling),
    ))
}

/// What a field is called for people, and in requests.
fn field_words(field: CustomerField) -> (&'static str, &'static str) {
    match field {
        CustomerField::Address => ("Endereço", "address"),
        CustomerField::Phone => ("Telefone", "phone_number"),
        CustomerField::Email => ("E-mail", "email"),
        CustomerField::BirthDate => ("Data de nascimento", "birthday"),
        CustomerField::Gender => ("Sexo", "gender"),
        CustomerField::MotherName => ("Nome da mãe", "mother_name"),
        CustomerField::ExternalId => ("Id externo", "external_id"),
        CustomerField::Organization => ("Organização", "organization_id"),
        CustomerField::Category => ("Categoria", "customer_category_id"),
        CustomerField::Type => ("Tipo", "customer_type_code"),
        CustomerField::Job => ("Profissão", "customer_job_code"),
        CustomerField::Relatives => ("Dependentes", "relatives"),
        CustomerField::Contacts => ("Contatos", "customer_contacts"),
    }
}
