//! The options of attributes: blue, G.
//!
//! Not which of them a product has, which is `attribute_values.rs`.

use app::catalog::{AddAttributeOption, DeleteAttributeOption, PutAttributeOption, UpdateAttributeOption};
use app::{Answer, Failure, Reader};
use domain::catalog::AttributeOption;
use domain::ids::{AttributeId, AttributeOptionId};
use domain::refusal::{Entity, Field, Problem, Refusal};
use face_kit::{Checker, Error, Exchange, Faults, Given, Text, WholeNumber};
use serde::{Deserialize, Serialize};

use crate::numbers::{Spelling, required_id};
use crate::{properties, quirks, reply};

/// The most characters of a value.
const VALUE_MAX: usize = 40;

#[derive(Default, Deserialize)]
#[serde(default)]
struct OptionIn {
    id_attribute: Given<WholeNumber>,
    value: Given<Text>,
}

#[derive(Serialize)]
struct OptionOut {
    id_attribute_option: i64,
    id_attribute: i64,
    value: String,
    created_at: String,
    updated_at: String,
}

impl OptionIn {
    /// Attribute and value, both required.
    fn whole(&self, mut check: Checker) -> Result<(AttributeId, String), Faults> {
        let attribute = required_id(&mut check, "id_attribute", &self.id_attribute);
        let value = check.required_text("value", &self.value, VALUE_MAX);
        check.finish_with((AttributeId::from_raw(attribute), value))
    }
}

impl OptionOut {
    fn of(option: AttributeOption, spelling: &Spelling) -> Self {
        Self {
            id_attribute_option: option.id.raw(),
            id_attribute: option.attribute.raw(),
            value: option.value,
            created_at: spelling.instant(option.created_at),
            updated_at: spelling.instant(option.updated_at),
        }
    }
}

fn id(exchange: &Exchange) -> Result<AttributeOptionId, Error> {
    Ok(AttributeOptionId::from_raw(quirks::number(
        exchange,
        "id_attribute_option",
    )?))
}

fn present(reader: &mut Reader<'_, '_>, id: &AttributeOptionId) -> Result<Answer, Failure> {
    let option = reader.attribute_option(*id)?;
    Ok(reply::data(OptionOut::of(option, &Spelling::of(reader)?)))
}

/// In a body an attribute that does not exist is a wrong property, not a missing record.
fn of_body(failure: Failure) -> Error {
    match failure {
        Failure::Refused(Refusal::NotFound {
            entity: Entity::Attribute,
            ..
        }) => Refusal::invalid(Field::Feature, Problem::Unknown).into(),
        failure => failure.into(),
    }
}

/// `GET /attribute/{id_attribute}/option`
pub(crate) async fn of_attribute(exchange: Exchange) -> Result<Answer, Error> {
    let id = AttributeId::from_raw(quirks::number(&exchange, "id_attribute")?);
    let shown = move |reader: &mut Reader<'_, '_>| {
        let spelling = Spelling::of(reader)?;
        let options = reader.attribute(id)?.options.into_iter();
        let options = options.map(|option| OptionOut::of(option, &spelling));
        Ok(reply::data(options.collect::<Vec<_>>()))
    };
    Ok(exchange.app.read(&exchange.call, shown).await?)
}

/// `POST /attribute/option`
pub(crate) async fn create(exchange: Exchange) -> Result<Answer, Error> {
    let (wire, check) = properties::body::<OptionIn>(&exchange).await?;
    let (attribute, value) = wire.whole(check)?;
    let command = AddAttributeOption { attribute, value };
    exchange
        .app
        .execute(&exchange.call, command, present)
        .await
        .map_err(of_body)
}

/// `PUT /attribute/option`
pub(crate) async fn put(exchange: Exchange) -> Result<Answer, Error> {
    let (wire, check) = properties::body::<OptionIn>(&exchange).await?;
    let (attribute, value) = wire.whole(check)?;
    let command = PutAttributeOption { attribute, value };
    exchange
        .app
        .execute(&exchange.call, command, present)
        .await
        .map_err(of_body)
}

/// `GET /attribute/option/{id_attribute_option}`
pub(crate) async fn show(exchange: Exchange) -> Result<Answer, Error> {
    let id = id(&exchange)?;
    Ok(exchange
        .app
        .read(&exchange.call, move |reader| present(reader, &id))
        .await?)
}

/// `PUT /attribute/option/{id_attribute_option}`
pub(crate) async fn update(exchange: Exchange) -> Result<Answer, Error> {
    let option = id(&exchange)?;
    let (wire, mut check) = properties::body::<OptionIn>(&exchange).await?;
    let value = (!wire.value.is_missing()).then(|| check.required_text("value", &wire.value, VALUE_MAX));
    let command = check.finish_with(UpdateAttributeOption { option, value })?;
    Ok(exchange.app.execute(&exchange.call, command, present).await?)
}

/// `DELETE /attribute/option/{id_attribute_option}`
pub(crate) async fn delete(exchange: Exchange) -> Result<Answer, Error> {
    let option = id(&exchange)?;
    let command = DeleteAttributeOption { option };
    reply::carry_out(&exchange, command).await
}
