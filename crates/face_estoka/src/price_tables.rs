//! Price tables: listing, reading one with its prices, creating and changing them.
//!
//! Not which price holds where: that is asked of a sku.
//!
//! The one rule to know: no vendor document shows these routes (contract: proposed); their objects are those that
//! channels and skus show of price tables and prices. `page` of one table pages its prices.

mod convert;
mod wire;

use std::collections::BTreeMap;

use app::catalog::{PriceTableView, PriceView};
use app::{Answer, Failure, Reader};
use domain::channels::Channel;
use domain::ids::{ChannelId, PriceTableId};
use domain::page::PageRequest;
use domain::refusal::Entity;
use face_kit::{Error, Exchange, to_answer};

use wire::{Many, One, PriceTableIn, TableWithPrices};
pub(crate) use wire::{PriceTableOut, SkuPriceOut};

use crate::numbers::Spelling;
use crate::page::page;

/// `GET /api/v1/price_tables`
pub(crate) async fn list(exchange: Exchange) -> Result<Answer, Error> {
    let page = page(exchange.query())?;
    let view = move |reader: &mut Reader<'_, '_>| {
        let spelling = Spelling::of(reader)?;
        let found = reader.price_tables(page)?;
        let channels = channels_of(reader, &found)?;
        let spelled = found
            .iter()
            .map(|view| PriceTableOut::with_channels(view, &channels, &spelling));
        Ok(spelled.collect())
    };
    let price_tables = exchange.app.read(&exchange.call, view).await?;
    Ok(to_answer(200, &Many { price_tables }))
}

/// `GET /api/v1/price_tables/{id}`
pub(crate) async fn show(exchange: Exchange) -> Result<Answer, Error> {
    let id = PriceTableId::from_raw(exchange.path_id("id", Entity::PriceTable)?);
    let page = page(exchange.query())?;
    let view = move |reader: &mut Reader<'_, '_>| one(reader, id, page);
    let price_table = exchange.app.read(&exchange.call, view).await?;
    Ok(to_answer(200, &One { price_table }))
}

/// `POST /api/v1/price_tables`
pub(crate) async fn create(exchange: Exchange) -> Result<Answer, Error> {
    let page = page(exchange.query())?;
    let command = convert::create(&exchange.json_root::<PriceTableIn>("price_table")?)?;
    let present = move |reader: &mut Reader<'_, '_>, id: &PriceTableId| {
        let price_table = one(reader, *id, page)?;
        Ok(to_answer(201, &One { price_table }))
    };
    Ok(exchange.app.execute(&exchange.call, command, present).await?)
}

/// `PUT /api/v1/price_tables/{id}`
pub(crate) async fn update(exchange: Exchange) -> Result<Answer, Error> {
    let id = PriceTableId::from_raw(exchange.path_id("id", Entity::PriceTable)?);
    let page = page(exchange.query())?;
    let command = convert::update(id, &exchange.json_root::<PriceTableIn>("price_table")?)?;
    let present = move |reader: &mut Reader<'_, '_>, id: &PriceTableId| {
        let price_table = one(reader, *id, page)?;
        Ok(to_answer(200, &One { price_table }))
    };
    Ok(exchange.app.execute(&exchange.call, command, present).await?)
}

fn one(reader: &mut Reader<'_, '_>, id: PriceTableId, page: PageRequest) -> Result<TableWithPrices, Failure> {
    let spelling = Spelling::of(reader)?;
    let found = [reader.price_table(id)?];
    let channels = channels_of(reader, &found)?;
    let [view] = &found;
    let prices = reader.prices_of_table(id, page)?;
    Ok(TableWithPrices::of(view, &prices, &channels, &spelling))
}

/// Prices as they are shown, with their tables and the tables' channels.
pub(crate) fn spelled_prices(
    reader: &mut Reader<'_, '_>,
    prices: &[PriceView],
    spelling: &Spelling,
) -> Result<Vec<SkuPriceOut>, Failure> {
    let tables: Vec<PriceTableView> = prices.iter().map(|view| view.table.clone()).collect();
    let channels = channels_of(reader, &tables)?;
    Ok(prices
        .iter()
        .map(|view| SkuPriceOut::with_table(view, &channels, spelling))
        .collect())
}

/// The channels of these tables.
fn channels_of(
    reader: &mut Reader<'_, '_>,
    tables: &[PriceTableView],
) -> Result<BTreeMap<ChannelId, Channel>, Failure> {
    let mut ids: Vec<ChannelId> = tables.iter().flat_map(|view| view.channels.iter().copied()).collect();
    ids.sort_unstable();
    ids.dedup();
    let found = reader.channels_by_id(&ids)?;
    Ok(found.into_iter().map(|channel| (channel.id, channel)).collect())
}
