//! Groups of attributes.
//!
//! Not the attributes in them, which are in `attributes.rs`.

use app::catalog::{CreateAttributeGroup, DeleteAttributeGroup, UpdateAttributeGroup};
use app::{Answer, Failure, Reader};
use domain::catalog::AttributeGroup;
use domain::ids::AttributeGroupId;
use face_kit::{Error, Exchange, Given, Text};
use serde::{Deserialize, Serialize};

use crate::numbers::Spelling;
use crate::{properties, quirks, reply};

/// The most characters of a name.
const NAME_MAX: usize = 255;

#[derive(Default, Deserialize)]
#[serde(default)]
struct GroupIn {
    name: Given<Text>,
}

#[derive(Serialize)]
struct GroupOut {
    id_attribute_group: i64,
    name: String,
    created_at: String,
    updated_at: String,
}

impl GroupOut {
    fn of(group: AttributeGroup, spelling: &Spelling) -> Self {
        Self {
            id_attribute_group: group.id.raw(),
            name: group.name,
            created_at: spelling.instant(group.created_at),
            updated_at: spelling.instant(group.updated_at),
        }
    }
}

fn id(exchange: &Exchange) -> Result<AttributeGroupId, Error> {
    Ok(AttributeGroupId::from_raw(quirks::number(
        exchange,
        "id_attribute_group",
    )?))
}

fn present(reader: &mut Reader<'_, '_>, id: &AttributeGroupId) -> Result<Answer, Failure> {
    let group = reader.attribute_group(*id)?;
    Ok(reply::data(GroupOut::of(group, &Spelling::of(reader)?)))
}

/// `GET /attribute/group`
pub(crate) async fn list(exchange: Exchange) -> Result<Answer, Error> {
    let shown = |reader: &mut Reader<'_, '_>| {
        let spelling = Spelling::of(reader)?;
        let groups = reader.attribute_groups()?;
        let groups = groups.into_iter().map(|group| GroupOut::of(group, &spelling));
        Ok(reply::data(groups.collect::<Vec<_>>()))
    };
    Ok(exchange.app.read(&exchange.call, shown).await?)
}

/// `POST /attribute/group`
pub(crate) async fn create(exchange: Exchange) -> Result<Answer, Error> {
    let (wire, mut check) = properties::body::<GroupIn>(&exchange).await?;
    let name = check.required_text("name", &wire.name, NAME_MAX);
    let command = check.finish_with(CreateAttributeGroup { name })?;
    Ok(exchange.app.execute(&exchange.call, command, present).await?)
}

/// `GET /attribute/group/{id_attribute_group}`
pub(crate) async fn show(exchange: Exchange) -> Result<Answer, Error> {
    let id = id(&exchange)?;
    Ok(exchange
        .app
        .read(&exchange.call, move |reader| present(reader, &id))
        .await?)
}

/// `PUT /attribute/group/{id_attribute_group}`
pub(crate) async fn update(exchange: Exchange) -> Result<Answer, Error> {
    let group = id(&exchange)?;
    let (wire, mut check) = properties::body::<GroupIn>(&exchange).await?;
    let name = (!wire.name.is_missing()).then(|| check.required_text("name", &wire.name, NAME_MAX));
    let command = check.finish_with(UpdateAttributeGroup { group, name })?;
    Ok(exchange.app.execute(&exchange.call, command, present).await?)
}

/// `DELETE /attribute/group/{id_attribute_group}`
pub(crate) async fn delete(exchange: Exchange) -> Result<Answer, Error> {
    let group = id(&exchange)?;
    let command = DeleteAttributeGroup { group };
    reply::carry_out(&exchange, command).await
}
