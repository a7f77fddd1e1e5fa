//! Attributes: colour, size.
//!
//! Not their options (`attribute_options.rs`) and not what they are for a product (`attribute_values.rs`).
//!
//! The one rule to know: an attribute that another system made may be in no group; its group is null.

use app::catalog::{CreateAttributeInGroup, DeleteAttribute, PutAttribute, UpdateAttribute};
use app::{Answer, Failure, Reader};
use domain::catalog::Attribute;
use domain::ids::{AttributeGroupId, AttributeId};
use face_kit::{Checker, Error, Exchange, Faults, Given, Text, WholeNumber};
use serde::{Deserialize, Serialize};

use crate::numbers::{Spelling, required_id};
use crate::{properties, quirks, reply};

/// The most characters of a name.
const NAME_MAX: usize = 255;

#[derive(Default, Deserialize)]
#[serde(default)]
struct AttributeIn {
    id_attribute_group: Given<WholeNumber>,
    name: Given<Text>,
}

#[derive(Serialize)]
struct AttributeOut {
    id_attribute: i64,
    id_attribute_group: Option<i64>,
    name: String,
    created_at: String,
    updated_at: String,
}

impl AttributeIn {
    /// Group and name, both required.
    fn whole(&self, mut check: Checker) -> Result<(AttributeGroupId, String), Faults> {
        let group = required_id(&mut check, "id_attribute_group", &self.id_attribute_group);
        let name = check.required_text("name", &self.name, NAME_MAX);
        check.finish_with((AttributeGroupId::from_raw(group), name))
    }
}

impl AttributeOut {
    fn of(attribute: Attribute, spelling: &Spelling) -> Self {
        Self {
            id_attribute: attribute.id.raw(),
            id_attribute_group: attribute.group.map(AttributeGroupId::raw),
            name: attribute.name,
            created_at: spelling.instant(attribute.created_at),
            updated_at: spelling.instant(attribute.updated_at),
        }
    }
}

fn id(exchange: &Exchange) -> Result<AttributeId, Error> {
    Ok(AttributeId::from_raw(quirks::number(exchange, "id_attribute")?))
}

fn present(reader: &mut Reader<'_, '_>, id: &AttributeId) -> Result<Answer, Failure> {
    let view = reader.attribute(*id)?;
    Ok(reply::data(AttributeOut::of(view.attribute, &Spelling::of(reader)?)))
}

/// `GET /attribute`
pub(crate) async fn list(exchange: Exchange) -> Result<Answer, Error> {
    let shown = |reader: &mut Reader<'_, '_>| {
        let spelling = Spelling::of(reader)?;
        let attributes = reader.all_attributes()?.into_iter();
        let attributes = attributes.map(|attribute| AttributeOut::of(attribute, &spelling));
        Ok(reply::data(attributes.collect::<Vec<_>>()))
    };
    Ok(exchange.app.read(&exchange.call, shown).await?)
}

/// `POST /attribute`
pub(crate) async fn create(exchange: Exchange) -> Result<Answer, Error> {
    let (wire, check) = properties::body::<AttributeIn>(&exchange).await?;
    let (group, name) = wire.whole(check)?;
    let command = CreateAttributeInGroup { group, name };
    Ok(exchange.app.execute(&exchange.call, command, present).await?)
}

/// `PUT /attribute`
pub(crate) async fn put(exchange: Exchange) -> Result<Answer, Error> {
    let (wire, check) = properties::body::<AttributeIn>(&exchange).await?;
    let (group, name) = wire.whole(check)?;
    let command = PutAttribute { group, name };
    Ok(exchange.app.execute(&exchange.call, command, present).await?)
}

/// `GET /attribute/{id_attribute}`
pub(crate) async fn show(exchange: Exchange) -> Result<Answer, Error> {
    let id = id(&exchange)?;
    Ok(exchange
        .app
        .read(&exchange.call, move |reader| present(reader, &id))
        .await?)
}

/// `PUT /attribute/{id_attribute}`
pub(crate) async fn update(exchange: Exchange) -> Result<Answer, Error> {
    let attribute = id(&exchange)?;
    let (wire, mut check) = properties::body::<AttributeIn>(&exchange).await?;
    let group = (!wire.id_attribute_group.is_missing())
        .then(|| required_id(&mut check, "id_attribute_group", &wire.id_attribute_group));
    let name = (!wire.name.is_missing()).then(|| check.required_text("name", &wire.name, NAME_MAX));
    let command = check.finish_with(UpdateAttribute {
        attribute,
        group: group.map(AttributeGroupId::from_raw),
        name,
    })?;
    Ok(exchange.app.execute(&exchange.call, command, present).await?)
}

/// `DELETE /attribute/{id_attribute}`
pub(crate) async fn delete(exchange: Exchange) -> Result<Answer, Error> {
    let attribute = id(&exchange)?;
    let command = DeleteAttribute { attribute };
    reply::carry_out(&exchange, command).await
}
