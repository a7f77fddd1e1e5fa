//! Products of the matriz's catalogue.
//!
//! Not their variations (`variations.rs`), pictures (`images.rs`) and what a loja makes of them (`store_products.rs`).

mod convert;
mod wire;

use app::catalog::RemoveProduct;
use app::{Answer, Failure, Reader};
use domain::ids::ProductId;
use face_kit::{Error, Exchange};

use crate::numbers::Spelling;
use crate::{page, properties, quirks, reply};
use wire::{ProductIn, ProductOut};

pub(crate) use convert::{COMPLEMENT_MAX, DESCRIPTION_MAX, EAN_MAX, SKU_MAX, flag, measure as change_of_measure};

fn id(exchange: &Exchange) -> Result<ProductId, Error> {
    Ok(ProductId::from_raw(quirks::number(exchange, "id_product")?))
}

fn present(reader: &mut Reader<'_, '_>, id: &ProductId) -> Result<Answer, Failure> {
    let offer = reader.offer(*id)?;
    Ok(reply::data(ProductOut::of(offer, &Spelling::of(reader)?)))
}

/// `GET /product`
pub(crate) async fn list(exchange: Exchange) -> Result<Answer, Error> {
    let page = page::page(exchange.query())?;
    let shown = move |reader: &mut Reader<'_, '_>| {
        let spelling = Spelling::of(reader)?;
        let offers = reader.offers(page)?.into_iter();
        let offers = offers.map(|offer| ProductOut::of(offer, &spelling));
        Ok(reply::data(offers.collect::<Vec<_>>()))
    };
    Ok(exchange.app.read(&exchange.call, shown).await?)
}

/// `POST /product`
pub(crate) async fn create(exchange: Exchange) -> Result<Answer, Error> {
    let (wire, check) = properties::body::<ProductIn>(&exchange).await?;
    let command = convert::create(&wire, check)?;
    Ok(exchange.app.execute(&exchange.call, command, present).await?)
}

/// `GET /product/{id_product}`
pub(crate) async fn show(exchange: Exchange) -> Result<Answer, Error> {
    let id = id(&exchange)?;
    Ok(exchange
        .app
        .read(&exchange.call, move |reader| present(reader, &id))
        .await?)
}

/// `GET /product/sku/{sku}`
pub(crate) async fn by_sku(exchange: Exchange) -> Result<Answer, Error> {
    let code = exchange.path("sku").to_owned();
    let shown = move |reader: &mut Reader<'_, '_>| {
        let offer = reader.offer_by_code(&code)?;
        Ok(reply::data(ProductOut::of(offer, &Spelling::of(reader)?)))
    };
    Ok(exchange.app.read(&exchange.call, shown).await?)
}

/// `PUT /product/{id_product}`
pub(crate) async fn update(exchange: Exchange) -> Result<Answer, Error> {
    let product = id(&exchange)?;
    let (wire, check) = properties::body::<ProductIn>(&exchange).await?;
    let command = convert::update(product, &wire, check)?;
    Ok(exchange.app.execute(&exchange.call, command, present).await?)
}

/// `DELETE /product/{id_product}`
pub(crate) async fn delete(exchange: Exchange) -> Result<Answer, Error> {
    let product = id(&exchange)?;
    let command = RemoveProduct { product };
    reply::carry_out(&exchange, command).await
}
