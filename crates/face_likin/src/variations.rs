//! Variations: the skus by which a product differs.
//!
//! Not the options they differ by, which are `attribute_values.rs`.
//!
//! The one rule to know: a variation without a price has its product's, and shows null.

use app::catalog::{CreateVariation, DeleteVariation, Measures, UpdateVariation, VariationChange, VariationView};
use app::{Answer, Failure, Reader};
use domain::ids::{ProductId, SkuId};
use face_kit::{Decimal, Error, Exchange, Flag, Given, JsonDecimal, Text, WholeNumber};
use serde::{Deserialize, Serialize};

use crate::numbers::{Spelling, measure, price, read_measure, read_price};
use crate::products::{EAN_MAX, SKU_MAX, change_of_measure, flag};
use crate::quirks::RESERVED_PREFIX;
use crate::{properties, quirks, reply};

#[derive(Default, Deserialize)]
#[serde(default)]
struct VariationIn {
    sku: Given<Text>,
    ean: Given<Text>,
    price: Given<Decimal>,
    promotional_price: Given<Decimal>,
    width: Given<WholeNumber>,
    height: Given<WholeNumber>,
    length: Given<WholeNumber>,
    weight: Given<WholeNumber>,
    enabled: Given<Flag>,
}

#[derive(Serialize)]
struct VariationOut {
    id_product_variation: i64,
    id_product: i64,
    sku: String,
    ean: Option<String>,
    price: Option<JsonDecimal>,
    promotional_price: Option<JsonDecimal>,
    width: Option<i64>,
    height: Option<i64>,
    length: Option<i64>,
    weight: Option<i64>,
    enabled: bool,
    created_at: String,
    updated_at: String,
}

impl VariationOut {
    fn of(view: VariationView, spelling: &Spelling) -> Self {
        let sku = view.sku;
        let own = |amount: Option<domain::amount::UnitPrice>| amount.filter(|_| !view.inherits_price).map(price);
        Self {
            id_product_variation: sku.id.raw(),
            id_product: sku.product.raw(),
            price: own(sku.base_price),
            promotional_price: own(sku.promotional_price),
            sku: sku.code,
            ean: sku.ean,
            width: sku.width.map(|width| measure(width, 100)),
            height: sku.height.map(|height| measure(height, 100)),
            length: sku.length.map(|length| measure(length, 100)),
            weight: sku.weight.map(|weight| measure(weight, 1_000)),
            enabled: sku.active,
            created_at: spelling.instant(sku.created_at),
            updated_at: spelling.instant(sku.updated_at),
        }
    }
}

fn id(exchange: &Exchange) -> Result<SkuId, Error> {
    Ok(SkuId::from_raw(quirks::number(exchange, "id_product_variation")?))
}

fn present(reader: &mut Reader<'_, '_>, id: &SkuId) -> Result<Answer, Failure> {
    let view = reader.variation(*id)?;
    Ok(reply::data(VariationOut::of(view, &Spelling::of(reader)?)))
}

/// `GET /product/{id_product}/variation`
pub(crate) async fn of_product(exchange: Exchange) -> Result<Answer, Error> {
    let product = ProductId::from_raw(quirks::number(&exchange, "id_product")?);
    let shown = move |reader: &mut Reader<'_, '_>| {
        let spelling = Spelling::of(reader)?;
        let views = reader.variations(product)?.into_iter();
        let views = views.map(|view| VariationOut::of(view, &spelling));
        Ok(reply::data(views.collect::<Vec<_>>()))
    };
    Ok(exchange.app.read(&exchange.call, shown).await?)
}

/// `POST /product/{id_product}/variation`
pub(crate) async fn create(exchange: Exchange) -> Result<Answer, Error> {
    let product = ProductId::from_raw(quirks::number(&exchange, "id_product")?);
    let (wire, mut check) = properties::body::<VariationIn>(&exchange).await?;
    let command = CreateVariation {
        product,
        code: check.optional_text("sku", &wire.sku, SKU_MAX),
        automatic_prefix: RESERVED_PREFIX,
        ean: check.optional_text("ean", &wire.ean, EAN_MAX),
        price: read_price(&mut check, "price", &wire.price),
        promotional_price: read_price(&mut check, "promotional_price", &wire.promotional_price),
        measures: Measures {
            width: read_measure(&mut check, "width", &wire.width, 100),
            height: read_measure(&mut check, "height", &wire.height, 100),
            length: read_measure(&mut check, "length", &wire.length, 100),
            weight: read_measure(&mut check, "weight", &wire.weight, 1_000),
        },
        enabled: check.flag("enabled", &wire.enabled).unwrap_or(true),
    };
    let command = check.finish_with(command)?;
    Ok(exchange.app.execute(&exchange.call, command, present).await?)
}

/// `GET /product/variation/{id_product_variation}`
pub(crate) async fn show(exchange: Exchange) -> Result<Answer, Error> {
    let id = id(&exchange)?;
    Ok(exchange
        .app
        .read(&exchange.call, move |reader| present(reader, &id))
        .await?)
}

/// `PUT /product/variation/{id_product_variation}`
pub(crate) async fn update(exchange: Exchange) -> Result<Answer, Error> {
    let sku = id(&exchange)?;
    let (wire, mut check) = properties::body::<VariationIn>(&exchange).await?;
    let change = VariationChange {
        code: check.change("sku", &wire.sku, |check, path, given| {
            check.optional_text(path, given, SKU_MAX)
        }),
        ean: check.change("ean", &wire.ean, |check, path, given| {
            check.optional_text(path, given, EAN_MAX)
        }),
        price: check.change("price", &wire.price, read_price),
        promotional_price: check.change("promotional_price", &wire.promotional_price, read_price),
        width: change_of_measure(&mut check, "width", &wire.width, 100),
        height: change_of_measure(&mut check, "height", &wire.height, 100),
        length: change_of_measure(&mut check, "length", &wire.length, 100),
        weight: change_of_measure(&mut check, "weight", &wire.weight, 1_000),
        enabled: flag(&mut check, "enabled", &wire.enabled),
    };
    let command = check.finish_with(UpdateVariation {
        sku,
        change,
        automatic_prefix: RESERVED_PREFIX,
    })?;
    Ok(exchange.app.execute(&exchange.call, command, present).await?)
}

/// `DELETE /product/variation/{id_product_variation}`
pub(crate) async fn delete(exchange: Exchange) -> Result<Answer, Error> {
    let sku = id(&exchange)?;
    let command = DeleteVariation { sku };
    reply::carry_out(&exchange, command).await
}
