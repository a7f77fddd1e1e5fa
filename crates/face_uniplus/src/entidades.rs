//! Entities: customers, suppliers, carriers, sellers, technicians, manufacturers.
//!
//! Not the rules of parties; those are the core's.
//!
//! The one rule to know: an entity is named by its `codigo`; where the vendor has fields that the core has not, they are
//! kept in the extras and come back as they came.

mod convert;
mod view;

use app::parties::{DeleteParty, PartyView};
use app::{Answer, ExtrasEdit, Failure, Reader};
use domain::actor::Face;
use domain::criteria::{Comparison, Criterion};
use domain::ids::PartyId;
use domain::parties::{PartyField, PartyFilter, PartyOrder, PartyStatus, Role};
use face_kit::{Checker, Error, Exchange, to_answer};
use serde_json::{Map, Value};

use crate::fields::{self, Members};
use crate::{page, quirks};

/// The object around an entity.
const WRAPPER: &str = "entidade";

/// The roles, by the vendor's numbers from 1.
pub(crate) const ROLES: [Role; 6] = [
    Role::Customer,
    Role::Supplier,
    Role::Carrier,
    Role::Seller,
    Role::Technician,
    Role::Manufacturer,
];

/// `POST /public-api/v1/entidades`
pub(crate) async fn create(exchange: Exchange) -> Result<Answer, Error> {
    let members: Members = quirks::wrapped(&exchange, WRAPPER)?;
    let entity = convert::entity(&members, true)?;
    let mut command = entity.creation();
    command.extras = Some(edit(entity.extras()));
    Ok(exchange.app.execute(&exchange.call, command, present).await?)
}

/// `PUT /public-api/v1/entidades`
pub(crate) async fn update(exchange: Exchange) -> Result<Answer, Error> {
    let members: Members = quirks::wrapped(&exchange, WRAPPER)?;
    let entity = convert::entity(&members, false)?;
    let code = entity.code()?;
    let find = move |reader: &mut Reader<'_, '_>| {
        let id = reader.party_by_code(&code)?.id;
        let extras = extras_of(reader, id)?;
        Ok((reader.party_view(id, None)?, extras))
    };
    let (known, extras) = exchange.app.read(&exchange.call, find).await?;
    let mut command = entity.update(&known, &extras);
    command.extras = Some(edit(entity.extras()));
    Ok(exchange.app.execute(&exchange.call, command, present).await?)
}

/// `GET /public-api/v1/entidades`
pub(crate) async fn list(exchange: Exchange) -> Result<Answer, Error> {
    let page = page::page(exchange.query())?;
    let filter = filter(&exchange)?;
    let view = move |reader: &mut Reader<'_, '_>| {
        let found = reader.party_views(&filter, PartyOrder::default(), page)?;
        shown(reader, &found)
    };
    Ok(to_answer(200, &exchange.app.read(&exchange.call, view).await?))
}

/// `GET /public-api/v1/entidades/{codigo}`
pub(crate) async fn show(exchange: Exchange) -> Result<Answer, Error> {
    let code = exchange.path("codigo").to_owned();
    let view = move |reader: &mut Reader<'_, '_>| {
        let id = reader.party_by_code(&code)?.id;
        one(reader, id)
    };
    Ok(to_answer(200, &exchange.app.read(&exchange.call, view).await?))
}

/// `DELETE /public-api/v1/entidades/{codigo}`
pub(crate) async fn remove(exchange: Exchange) -> Result<Answer, Error> {
    let code = exchange.path("codigo").to_owned();
    let find = move |reader: &mut Reader<'_, '_>| Ok(reader.party_by_code(&code)?.id);
    let id = exchange.app.read(&exchange.call, find).await?;
    let nothing = |_: &mut Reader<'_, '_>, _: &PartyId| Ok(to_answer(200, &Map::new()));
    Ok(exchange
        .app
        .execute(&exchange.call, DeleteParty { id }, nothing)
        .await?)
}

fn edit(changes: Vec<(&'static str, Option<Value>)>) -> ExtrasEdit {
    ExtrasEdit::new(move |kept| fields::merged(kept, &changes))
}

fn extras_of(reader: &mut Reader<'_, '_>, id: PartyId) -> Result<Map<String, Value>, Failure> {
    let kept = reader.party_extras(Face::Uniplus, &[id])?;
    Ok(fields::parsed(kept.get(&id).map(String::as_str)))
}

fn present(reader: &mut Reader<'_, '_>, id: &PartyId) -> Result<Answer, Failure> {
    Ok(to_answer(200, &one(reader, *id)?))
}

fn one(reader: &mut Reader<'_, '_>, id: PartyId) -> Result<Value, Failure> {
    let found = [reader.party_view(id, None)?];
    Ok(shown(reader, &found)?.pop().unwrap_or_default())
}

/// Entities as they are shown: two statements for all of them.
fn shown(reader: &mut Reader<'_, '_>, found: &[PartyView]) -> Result<Vec<Value>, Failure> {
    let ids: Vec<PartyId> = found.iter().map(|view| view.party.id).collect();
    let extras = reader.party_extras(Face::Uniplus, &ids)?;
    let stamps = reader.party_stamps(&ids)?;
    let object = |entity: &PartyView| {
        let id = entity.party.id;
        let extras = fields::parsed(extras.get(&id).map(String::as_str));
        view::entity(entity, &extras, stamps.get(&id).copied().unwrap_or_default())
    };
    Ok(found.iter().map(object).collect())
}

/// The filters of the list.
fn filter(exchange: &Exchange) -> Result<PartyFilter, Error> {
    let mut check = Checker::new();
    let mut filter = PartyFilter::default();
    for one in page::filters(exchange.query(), &["filial"]) {
        let field = match one.field.as_str() {
            "codigo" => PartyField::Code,
            "nome" => PartyField::Name,
            "razaosocial" => PartyField::TradingName,
            "cnpjcpf" => PartyField::TaxDocument,
            "rg" => PartyField::IdentityDocument,
            "inscricaoestadual" => PartyField::StateRegistration,
            "email" => PartyField::Email,
            "telefone" => PartyField::Phone,
            "datanascimento" => PartyField::BirthDate,
            "tipo" => {
                tipo(&mut check, &mut filter, &one);
                continue;
            }
            "inativo" => {
                inativo(&mut check, &mut filter, &one);
                continue;
            }
            "currenttimemillis" => {
                filter.changed_from = page::cursor(&mut check, &one).or(filter.changed_from);
                continue;
            }
            _ => {
                page::unknown(&mut check, &one);
                continue;
            }
        };
        let value = match field {
            PartyField::TaxDocument => one.value.chars().filter(|sign| sign.is_alphanumeric()).collect(),
            PartyField::Email => one.value.to_lowercase(),
            PartyField::Code
            | PartyField::Name
            | PartyField::TradingName
            | PartyField::IdentityDocument
            | PartyField::StateRegistration
            | PartyField::Phone
            | PartyField::BirthDate
            | PartyField::Kind
            | PartyField::Status
            | PartyField::CreditLimit
            | PartyField::Has(_) => one.value.to_owned(),
        };
        filter.criteria.push(Criterion::text(field, one.comparison, value));
    }
    Ok(check.finish_with(filter)?)
}

/// `tipo` is compared by membership: an entity of `1,2` is a customer.
fn tipo(check: &mut Checker, filter: &mut PartyFilter, one: &page::Filter<'_>) {
    let Some(numbers) = quirks::role_numbers(one.value) else {
        check.fault(one.written, domain::refusal::Problem::NotInList);
        return;
    };
    if !matches!(one.comparison, Comparison::Equal | Comparison::NotEqual) {
        return page::unknown(check, one);
    }
    for role in numbers.iter().filter_map(|number| ROLES.get(number - 1)) {
        let field = PartyField::Has(*role);
        filter.criteria.push(Criterion::number(field, one.comparison, 1));
    }
}

fn inativo(check: &mut Checker, filter: &mut PartyFilter, one: &page::Filter<'_>) {
    let inactive = PartyStatus::Inactive.name();
    match (one.value, one.comparison) {
        ("1", comparison @ (Comparison::Equal | Comparison::NotEqual)) => {
            filter
                .criteria
                .push(Criterion::text(PartyField::Status, comparison, inactive));
        }
        ("0", Comparison::Equal) => {
            filter
                .criteria
                .push(Criterion::text(PartyField::Status, Comparison::NotEqual, inactive));
        }
        ("0", Comparison::NotEqual) => {
            filter
                .criteria
                .push(Criterion::text(PartyField::Status, Comparison::Equal, inactive));
        }
        (_, Comparison::Equal | Comparison::NotEqual) => check.fault(one.written, domain::refusal::Problem::NotInList),
        (_, Comparison::Greater | Comparison::GreaterOrEqual | Comparison::Less | Comparison::LessOrEqual) => {
            page::unknown(check, one);
        }
    }
}
