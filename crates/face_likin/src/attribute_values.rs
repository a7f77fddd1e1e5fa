//! What attributes are for products and their variations.
//!
//! Not the options there are to choose from, which are in `attribute_options.rs`.
//!
//! The one rule to know: a product's value without option says that its variations differ by the attribute.

use app::catalog::{CreateAttributeValue, DeleteAttributeValue, UpdateAttributeValue};
use app::{Answer, Failure, Reader};
use domain::catalog::AttributeValue;
use domain::ids::{AttributeId, AttributeOptionId, AttributeValueId, ProductId, SkuId};
use face_kit::{Error, Exchange, Given, WholeNumber};
use serde::{Deserialize, Serialize};

use crate::numbers::{Spelling, read_id, required_id};
use crate::{page, properties, quirks, reply};

#[derive(Default, Deserialize)]
#[serde(default)]
struct ValueIn {
    id_attribute: Given<WholeNumber>,
    id_attribute_option: Given<WholeNumber>,
    id_product: Given<WholeNumber>,
    id_product_variation: Given<WholeNumber>,
}

#[derive(Serialize)]
struct ValueOut {
    id_attribute_value: i64,
    id_attribute: i64,
    id_attribute_option: Option<i64>,
    id_product: i64,
    id_product_variation: Option<i64>,
    created_at: String,
    updated_at: String,
}

impl ValueOut {
    fn of(value: &AttributeValue, spelling: &Spelling) -> Self {
        Self {
            id_attribute_value: value.id.raw(),
            id_attribute: value.attribute.raw(),
            id_attribute_option: value.option.map(AttributeOptionId::raw),
            id_product: value.product.raw(),
            id_product_variation: value.sku.map(SkuId::raw),
            created_at: spelling.instant(value.created_at),
            updated_at: spelling.instant(value.updated_at),
        }
    }
}

fn id(exchange: &Exchange) -> Result<AttributeValueId, Error> {
    Ok(AttributeValueId::from_raw(quirks::number(
        exchange,
        "id_attribute_value",
    )?))
}

fn present(reader: &mut Reader<'_, '_>, id: &AttributeValueId) -> Result<Answer, Failure> {
    let value = reader.attribute_value(*id)?;
    Ok(reply::data(ValueOut::of(&value, &Spelling::of(reader)?)))
}

fn present_all(reader: &mut Reader<'_, '_>, values: &[AttributeValue]) -> Result<Answer, Failure> {
    let spelling = Spelling::of(reader)?;
    let values = values.iter().map(|value| ValueOut::of(value, &spelling));
    Ok(reply::data(values.collect::<Vec<_>>()))
}

/// `GET /attribute/value`
pub(crate) async fn list(exchange: Exchange) -> Result<Answer, Error> {
    let page = page::page_if_asked(exchange.query())?;
    let shown = move |reader: &mut Reader<'_, '_>| {
        let values = reader.attribute_values(page)?;
        present_all(reader, &values)
    };
    Ok(exchange.app.read(&exchange.call, shown).await?)
}

/// `POST /attribute/value`
pub(crate) async fn create(exchange: Exchange) -> Result<Answer, Error> {
    let (wire, mut check) = properties::body::<ValueIn>(&exchange).await?;
    let attribute = required_id(&mut check, "id_attribute", &wire.id_attribute);
    let option = read_id(&mut check, "id_attribute_option", &wire.id_attribute_option);
    let sku = read_id(&mut check, "id_product_variation", &wire.id_product_variation);
    // A variation tells its product.
    let product = if wire.id_product_variation.value().is_some() {
        read_id(&mut check, "id_product", &wire.id_product)
    } else {
        Some(required_id(&mut check, "id_product", &wire.id_product))
    };
    let command = check.finish_with(CreateAttributeValue {
        attribute: AttributeId::from_raw(attribute),
        option: option.map(AttributeOptionId::from_raw),
        product: product.map(ProductId::from_raw),
        sku: sku.map(SkuId::from_raw),
    })?;
    Ok(exchange.app.execute(&exchange.call, command, present).await?)
}

/// `GET /attribute/value/product/{id_product}`
pub(crate) async fn of_product(exchange: Exchange) -> Result<Answer, Error> {
    let id = ProductId::from_raw(quirks::number(&exchange, "id_product")?);
    let shown = move |reader: &mut Reader<'_, '_>| {
        let values = reader.attribute_values_of_product(id)?;
        present_all(reader, &values)
    };
    Ok(exchange.app.read(&exchange.call, shown).await?)
}

/// `GET /attribute/value/product/variation/{id_product_variation}`
pub(crate) async fn of_variation(exchange: Exchange) -> Result<Answer, Error> {
    let id = SkuId::from_raw(quirks::number(&exchange, "id_product_variation")?);
    let shown = move |reader: &mut Reader<'_, '_>| {
        let values = reader.attribute_values_of_sku(id)?;
        present_all(reader, &values)
    };
    Ok(exchange.app.read(&exchange.call, shown).await?)
}

/// `GET /attribute/value/{id_attribute_value}`
pub(crate) async fn show(exchange: Exchange) -> Result<Answer, Error> {
    let id = id(&exchange)?;
    Ok(exchange
        .app
        .read(&exchange.call, move |reader| present(reader, &id))
        .await?)
}

/// `PUT /attribute/value/{id_attribute_value}`
pub(crate) async fn update(exchange: Exchange) -> Result<Answer, Error> {
    let value = id(&exchange)?;
    let (wire, mut check) = properties::body::<ValueIn>(&exchange).await?;
    let attribute =
        (!wire.id_attribute.is_missing()).then(|| required_id(&mut check, "id_attribute", &wire.id_attribute));
    let option = check.change(
        "id_attribute_option",
        &wire.id_attribute_option,
        |check, path, given| read_id(check, path, given).map(AttributeOptionId::from_raw),
    );
    let product = read_id(&mut check, "id_product", &wire.id_product);
    let sku = check.change(
        "id_product_variation",
        &wire.id_product_variation,
        |check, path, given| read_id(check, path, given).map(SkuId::from_raw),
    );
    let command = check.finish_with(UpdateAttributeValue {
        value,
        attribute: attribute.map(AttributeId::from_raw),
        option,
        product: product.map(ProductId::from_raw),
        sku,
    })?;
    Ok(exchange.app.execute(&exchange.call, command, present).await?)
}

/// `DELETE /attribute/value/{id_attribute_value}`
pub(crate) async fn delete(exchange: Exchange) -> Result<Answer, Error> {
    let value = id(&exchange)?;
    let command = DeleteAttributeValue { value };
    reply::carry_out(&exchange, command).await
}
