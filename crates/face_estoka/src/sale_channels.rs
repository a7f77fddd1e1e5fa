//! Sale channels: listing, finding by number or name, creating.
//!
//! Not the prices and stocks behind them.
//!
//! The one rule to know: a search by name finds every channel whose name contains it, whatever its case and accents.

mod wire;

use app::channels::{ChannelView, CreateChannel};
use app::{Answer, Failure, Reader};
use domain::channels::ChannelDetails;
use domain::ids::{CategoryId, ChannelId, OrganizationId, PartyId, PriceTableId};
use domain::refusal::Entity;
use face_kit::{Checker, Error, Exchange, Faults, Given, Text, to_answer};

use wire::{ChannelIn, Many, One, SaleChannelOut};

use crate::auth;
use crate::numbers::Spelling;
use crate::page::page;

/// The longest name that is read; the core knows the limit.
const NAME_MAX: usize = 10_000;

/// `GET /api/v1/sale_channels`
pub(crate) async fn list(exchange: Exchange) -> Result<Answer, Error> {
    let page = page(exchange.query())?;
    let view = move |reader: &mut Reader<'_, '_>| {
        let found = reader.channel_views(page)?;
        spelled(reader, &found)
    };
    let sale_channels = exchange.app.read(&exchange.call, view).await?;
    Ok(to_answer(200, &Many { sale_channels }))
}

/// `GET /api/v1/sale_channels/{id}`
pub(crate) async fn show(exchange: Exchange) -> Result<Answer, Error> {
    let id = ChannelId::from_raw(exchange.path_id("id", Entity::Channel)?);
    let view = move |reader: &mut Reader<'_, '_>| one(reader, id);
    let sale_channel = exchange.app.read(&exchange.call, view).await?;
    Ok(to_answer(200, &One { sale_channel }))
}

/// `GET /api/v1/sale_channels/search`
pub(crate) async fn search(exchange: Exchange) -> Result<Answer, Error> {
    let page = page(exchange.query())?;
    let mut check = Checker::new();
    let given: Given<Text> = exchange.query().given("name");
    let name = check.required_text("name", &given, NAME_MAX);
    check.finish()?;
    let view = move |reader: &mut Reader<'_, '_>| {
        let found = reader.channels_named(name.trim(), page)?;
        spelled(reader, &found)
    };
    let sale_channels = exchange.app.read(&exchange.call, view).await?;
    Ok(to_answer(200, &Many { sale_channels }))
}

/// `POST /api/v1/organizations/{organization_id}/sale_channels`
pub(crate) async fn create(exchange: Exchange) -> Result<Answer, Error> {
    let organization = auth::organization(&exchange, "organization_id")?;
    exchange
        .app
        .read(&exchange.call, move |reader| reader.organization(organization))
        .await?;
    let command = convert(organization, &exchange.json_root("sale_channel")?)?;
    let present = |reader: &mut Reader<'_, '_>, id: &ChannelId| {
        let sale_channel = one(reader, *id)?;
        Ok(to_answer(201, &One { sale_channel }))
    };
    Ok(exchange.app.execute(&exchange.call, command, present).await?)
}

fn convert(organization: OrganizationId, wire: &ChannelIn) -> Result<CreateChannel, Faults> {
    let mut check = Checker::new();
    // What is empty here the core refuses, together with everything else that is wrong.
    let name = check.optional_text("name", &wire.name, NAME_MAX).unwrap_or_default();
    let is_global = check.flag("global", &wire.global).unwrap_or_default();
    let categories = wire
        .product_category_ids
        .clone()
        .or(wire.product_category_ids_ids.clone());
    let details = ChannelDetails {
        is_global,
        is_pickup_point: check.flag("pickup_point", &wire.pickup_point).unwrap_or_default(),
        carrier: check.optional_id("carrier_id", &wire.carrier_id).map(PartyId::from_raw),
        ..ChannelDetails::new(&name, Some(organization))
    };
    let price_tables = check.each_value("price_table_ids", &wire.price_table_ids, Checker::optional_id);
    let categories = check.each_value("product_category_ids", &categories, Checker::optional_id);
    check.blank_too(&[("name", &name)]);
    check.finish_with(CreateChannel {
        price_tables: price_tables.into_iter().map(PriceTableId::from_raw).collect(),
        categories: categories.into_iter().map(CategoryId::from_raw).collect(),
        ..CreateChannel::new(details)
    })
}

fn one(reader: &mut Reader<'_, '_>, id: ChannelId) -> Result<SaleChannelOut, Failure> {
    let spelling = Spelling::of(reader)?;
    Ok(SaleChannelOut::of(&reader.channel_view(id)?, &spelling))
}

fn spelled(reader: &mut Reader<'_, '_>, found: &[ChannelView]) -> Result<Vec<SaleChannelOut>, Failure> {
    let spelling = Spelling::of(reader)?;
    Ok(found.iter().map(|view| SaleChannelOut::of(view, &spelling)).collect())
}
