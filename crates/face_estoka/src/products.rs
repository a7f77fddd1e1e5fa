//! Products and skus: reading them in every way the vendor's clients do, creating and changing them.
//!
//! Not stock.
//!
//! The one rule to know: a product is live for clients when its status is `active` and its visibility not `offline`; both
//! are shown, nothing is filtered.

mod convert;
mod skus_in;
mod wire;

use app::catalog::{ProductView, SkuView};
use app::{Answer, Failure, Reader};
use domain::ids::{ChannelId, ProductId, SkuId};
use domain::refusal::{Entity, Refusal};
use face_kit::{Checker, Error, Exchange, to_answer};

use wire::{ManyProducts, OnePrice, OneProduct, OneSku, ProductIn, ProductOut, SkuWithProduct};

use crate::fragments::SkuOut;
use crate::numbers::Spelling;
use crate::page::page;
use crate::price_tables::spelled_prices;

/// `GET /api/v1/products`
pub(crate) async fn list(exchange: Exchange) -> Result<Answer, Error> {
    let page = page(exchange.query())?;
    let view = move |reader: &mut Reader<'_, '_>| {
        let spelling = Spelling::of(reader)?;
        let found = reader.products(page)?;
        Ok(found.iter().map(|view| ProductOut::of(view, &spelling)).collect())
    };
    let products = exchange.app.read(&exchange.call, view).await?;
    Ok(to_answer(200, &ManyProducts { products }))
}

/// `GET /api/v1/products/{id}`
pub(crate) async fn show(exchange: Exchange) -> Result<Answer, Error> {
    let id = ProductId::from_raw(exchange.path_id("id", Entity::Product)?);
    let view = move |reader: &mut Reader<'_, '_>| one(reader, id);
    let product = exchange.app.read(&exchange.call, view).await?;
    Ok(to_answer(200, &OneProduct { product }))
}

/// `POST /api/v1/products`
pub(crate) async fn create(exchange: Exchange) -> Result<Answer, Error> {
    let command = convert::create(&exchange.json_root::<ProductIn>("product")?)?;
    let present = |reader: &mut Reader<'_, '_>, id: &ProductId| {
        let product = one(reader, *id)?;
        Ok(to_answer(201, &OneProduct { product }))
    };
    Ok(exchange.app.execute(&exchange.call, command, present).await?)
}

/// `PUT /api/v1/products/{id}`
pub(crate) async fn update(exchange: Exchange) -> Result<Answer, Error> {
    let id = ProductId::from_raw(exchange.path_id("id", Entity::Product)?);
    let command = convert::update(id, &exchange.json_root::<ProductIn>("product")?)?;
    let present = |reader: &mut Reader<'_, '_>, id: &ProductId| {
        let product = one(reader, *id)?;
        Ok(to_answer(200, &OneProduct { product }))
    };
    Ok(exchange.app.execute(&exchange.call, command, present).await?)
}

/// `GET /api/v1/products/product_skus/{id}`
pub(crate) async fn sku(exchange: Exchange) -> Result<Answer, Error> {
    let id = SkuId::from_raw(exchange.path_id("id", Entity::Sku)?);
    let view = move |reader: &mut Reader<'_, '_>| {
        let (found, product) = reader.sku_with_product(id)?;
        whole_sku(reader, &found, &product)
    };
    let product_sku = exchange.app.read(&exchange.call, view).await?;
    Ok(to_answer(200, &OneSku { product_sku }))
}

/// `GET /api/v1/products/product_skus/search`
pub(crate) async fn search(exchange: Exchange) -> Result<Answer, Error> {
    let given = |name: &str| {
        exchange
            .query()
            .get(name)
            .map(str::trim)
            .filter(|text| !text.is_empty())
    };
    let (code, ean) = (given("code").map(str::to_owned), given("ean").map(str::to_owned));
    if code.is_none() && ean.is_none() {
        let mut check = Checker::new();
        check.fault("code", domain::refusal::Problem::Blank);
        check.finish()?;
    }
    let view = move |reader: &mut Reader<'_, '_>| {
        let found = match (&code, &ean) {
            (Some(code), _) => reader.sku_by_code(code)?,
            (None, ean) => reader.sku_by_ean(ean.as_deref().unwrap_or_default())?,
        };
        // Given both, the sku must have both.
        if let (Some(_), Some(ean)) = (&code, &ean)
            && !has_barcode(&found, ean)
        {
            return Err(Refusal::not_found(Entity::Sku, ean).into());
        }
        let product = reader.product(found.sku.product)?;
        whole_sku(reader, &found, &product)
    };
    let product_sku = exchange.app.read(&exchange.call, view).await?;
    Ok(to_answer(200, &OneSku { product_sku }))
}

/// `GET /api/v1/products/product_skus/{id}/sku_price`
pub(crate) async fn sku_price(exchange: Exchange) -> Result<Answer, Error> {
    let id = SkuId::from_raw(exchange.path_id("id", Entity::Sku)?);
    let mut check = Checker::new();
    let channel = check.required_id("sale_channel_id", &exchange.query().given("sale_channel_id"));
    check.finish()?;
    let channel = ChannelId::from_raw(channel);
    let now = exchange.app.now();
    let view = move |reader: &mut Reader<'_, '_>| {
        let spelling = Spelling::of(reader)?;
        let today = spelling.zone.to_datetime(now).date();
        reader.sku(id)?;
        reader.channel(channel)?;
        let price = reader.valid_price(id, channel, today)?;
        let spelled = spelled_prices(reader, &[price], &spelling)?;
        spelled
            .into_iter()
            .next()
            .ok_or_else(|| Refusal::not_found(Entity::Price, id).into())
    };
    let sku_price = exchange.app.read(&exchange.call, view).await?;
    Ok(to_answer(200, &OnePrice { sku_price }))
}

fn has_barcode(view: &SkuView, ean: &str) -> bool {
    view.sku.ean.as_deref() == Some(ean) || view.additional_eans.iter().any(|known| known == ean)
}

fn one(reader: &mut Reader<'_, '_>, id: ProductId) -> Result<ProductOut, Failure> {
    let spelling = Spelling::of(reader)?;
    Ok(ProductOut::of(&reader.product(id)?, &spelling))
}

/// A sku with its product and every price it has, whether it holds today or not.
fn whole_sku(reader: &mut Reader<'_, '_>, view: &SkuView, product: &ProductView) -> Result<SkuWithProduct, Failure> {
    let spelling = Spelling::of(reader)?;
    let prices = reader.sku_prices(view.sku.id)?;
    Ok(SkuWithProduct {
        sku: SkuOut::of(view, &spelling),
        product: ProductOut::of(product, &spelling),
        sku_prices: spelled_prices(reader, &prices, &spelling)?,
    })
}
