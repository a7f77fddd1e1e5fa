//! Ways by which customers find an organization (`customer_aquisition_channels`, in the vendor's spelling): creating,
//! changing, listing.
//!
//! Not sale channels: nothing is sold through these.
//!
//! The one rule to know: requests have no root, answers have one; a root is taken, too.

use app::customers::{CreateAcquisitionChannel, UpdateAcquisitionChannel};
use app::{Answer, Failure, Reader};
use domain::customers::AcquisitionChannel;
use domain::ids::AcquisitionChannelId;
use domain::refusal::Entity;
use face_kit::{Checker, Error, Exchange, Flag, Given, Text, to_answer};
use serde::{Deserialize, Serialize};

use crate::auth;
use crate::page::page;

/// The longest name that is read; the core knows the limit.
const NAME_MAX: usize = 10_000;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct ChannelIn {
    name: Given<Text>,
    active: Given<Flag>,
}

#[derive(Serialize)]
struct ChannelOut {
    id: i64,
    name: String,
    active: bool,
}

#[derive(Serialize)]
struct One {
    customer_aquisition_channel: ChannelOut,
}

#[derive(Serialize)]
struct Many {
    customer_aquisition_channels: Vec<ChannelOut>,
}

/// `POST /api/v1/organizations/{organization_id}/customer_aquisition_channels`
pub(crate) async fn create(exchange: Exchange) -> Result<Answer, Error> {
    let organization = auth::organization(&exchange, "organization_id")?;
    let wire: ChannelIn = exchange.json_root_or_bare("customer_aquisition_channel")?;
    let mut check = Checker::new();
    let command = CreateAcquisitionChannel {
        organization,
        name: check.required_text("name", &wire.name, NAME_MAX),
        active: check.flag("active", &wire.active).unwrap_or(true),
    };
    let command = check.finish_with(command)?;
    let present = |reader: &mut Reader<'_, '_>, id: &AcquisitionChannelId| one(reader, *id, 201);
    Ok(exchange.app.execute(&exchange.call, command, present).await?)
}

/// `PUT /api/v1/organizations/{organization_id}/customer_aquisition_channels/{id}`
pub(crate) async fn update(exchange: Exchange) -> Result<Answer, Error> {
    let organization = auth::organization(&exchange, "organization_id")?;
    let id = AcquisitionChannelId::from_raw(exchange.path_id("id", Entity::AcquisitionChannel)?);
    let wire: ChannelIn = exchange.json_root_or_bare("customer_aquisition_channel")?;
    let mut check = Checker::new();
    let command = UpdateAcquisitionChannel {
        organization,
        id,
        name: (!wire.name.is_missing()).then(|| check.required_text("name", &wire.name, NAME_MAX)),
        active: check.flag("active", &wire.active),
    };
    let command = check.finish_with(command)?;
    let present = |reader: &mut Reader<'_, '_>, id: &AcquisitionChannelId| one(reader, *id, 200);
    Ok(exchange.app.execute(&exchange.call, command, present).await?)
}

/// `GET /api/v1/organizations/{organization_id}/customer_aquisition_channels`
pub(crate) async fn list(exchange: Exchange) -> Result<Answer, Error> {
    let organization = auth::organization(&exchange, "organization_id")?;
    let page = page(exchange.query())?;
    let view = move |reader: &mut Reader<'_, '_>| {
        let found = reader.acquisition_channels_of(organization, page)?;
        Ok(found.iter().map(ChannelOut::of).collect())
    };
    let customer_aquisition_channels = exchange.app.read(&exchange.call, view).await?;
    Ok(to_answer(
        200,
        &Many {
            customer_aquisition_channels,
        },
    ))
}

fn one(reader: &mut Reader<'_, '_>, id: AcquisitionChannelId, status: u16) -> Result<Answer, Failure> {
    let customer_aquisition_channel = ChannelOut::of(&reader.acquisition_channel(id)?);
    Ok(to_answer(
        status,
        &One {
            customer_aquisition_channel,
        },
    ))
}

impl ChannelOut {
    fn of(channel: &AcquisitionChannel) -> Self {
        Self {
            id: channel.id.raw(),
            name: channel.name.clone(),
            active: channel.active,
        }
    }
}
