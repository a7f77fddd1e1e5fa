//! What a loja sells of the matriz's catalogue: its own price, words, order and stock.
//!
//! Not the catalogue itself, which is `products.rs`.
//!
//! The one rule to know: what is null is the matriz's.

use app::store_products::{
    CreateStoreProduct, DeleteStoreProduct, StoreProductChange, StoreProductView, UpdateStoreProduct,
};
use app::{Answer, Failure, Reader};
use domain::amount::Quantity;
use domain::catalog::DISPLAY_ORDER_MAX;
use domain::ids::{OrganizationId, ProductId, SkuId, StoreProductId};
use domain::refusal::Problem;
use face_kit::{Checker, Decimal, Error, Exchange, Flag, Given, JsonDecimal, Text, WholeNumber};
use serde::{Deserialize, Serialize};

use crate::numbers::{Spelling, price, read_id, read_price, read_whole, units};
use crate::products::{COMPLEMENT_MAX, DESCRIPTION_MAX, flag};
use crate::{auth, page, properties, quirks, reply};

/// The most of anything that a loja says it has.
const QUANTITY_MAX: i64 = 999_999_999;

#[derive(Default, Deserialize)]
#[serde(default)]
struct StoreProductIn {
    id_product: Given<WholeNumber>,
    id_product_variation: Given<WholeNumber>,
    complement: Given<Text>,
    description: Given<Text>,
    price: Given<Decimal>,
    promotional_price: Given<Decimal>,
    quantity: Given<WholeNumber>,
    display_order: Given<WholeNumber>,
    enabled: Given<Flag>,
}

#[derive(Serialize)]
struct StoreProductOut {
    id_store_product: i64,
    id_store: i64,
    id_product: i64,
    id_product_variation: Option<i64>,
    complement: Option<String>,
    description: Option<String>,
    price: Option<JsonDecimal>,
    promotional_price: Option<JsonDecimal>,
    quantity: i64,
    display_order: Option<i64>,
    enabled: bool,
    created_at: String,
    updated_at: String,
}

impl StoreProductOut {
    fn of(view: StoreProductView, spelling: &Spelling) -> Self {
        let store_product = view.store_product;
        Self {
            id_store_product: store_product.id.raw(),
            id_store: store_product.organization.raw(),
            id_product: view.product.raw(),
            id_product_variation: view.is_variable.then_some(store_product.sku.raw()),
            complement: store_product.complement,
            description: store_product.description,
            price: store_product.price.map(price),
            promotional_price: store_product.promotional_price.map(price),
            quantity: units(view.available),
            display_order: store_product.display_order,
            enabled: store_product.enabled,
            created_at: spelling.instant(store_product.created_at),
            updated_at: spelling.instant(store_product.updated_at),
        }
    }
}

fn id(exchange: &Exchange) -> Result<StoreProductId, Error> {
    Ok(StoreProductId::from_raw(quirks::number(exchange, "id_store_product")?))
}

fn present(
    organization: OrganizationId,
) -> impl Fn(&mut Reader<'_, '_>, &StoreProductId) -> Result<Answer, Failure> + Send + 'static {
    move |reader, id| {
        let view = reader.store_product(organization, *id)?;
        Ok(reply::data(StoreProductOut::of(view, &Spelling::of(reader)?)))
    }
}

/// `GET /store/product`
pub(crate) async fn list(exchange: Exchange) -> Result<Answer, Error> {
    let organization = auth::loja(&exchange.call)?;
    let page = page::page(exchange.query())?;
    let shown = move |reader: &mut Reader<'_, '_>| {
        let spelling = Spelling::of(reader)?;
        let views = reader.store_products(organization, page)?.into_iter();
        let views = views.map(|view| StoreProductOut::of(view, &spelling));
        Ok(reply::data(views.collect::<Vec<_>>()))
    };
    Ok(exchange.app.read(&exchange.call, shown).await?)
}

/// `POST /store/product`
pub(crate) async fn create(exchange: Exchange) -> Result<Answer, Error> {
    let organization = auth::loja(&exchange.call)?;
    let (wire, mut check) = properties::body::<StoreProductIn>(&exchange).await?;
    let quantity = match &wire.quantity {
        Given::Missing | Given::Null => {
            check.fault("quantity", Problem::Blank);
            None
        }
        given @ (Given::Value(_) | Given::Wrong(_)) => read_quantity(&mut check, given),
    };
    let command = CreateStoreProduct {
        organization,
        product: read_id(&mut check, "id_product", &wire.id_product).map(ProductId::from_raw),
        sku: read_id(&mut check, "id_product_variation", &wire.id_product_variation).map(SkuId::from_raw),
        complement: check.optional_text("complement", &wire.complement, COMPLEMENT_MAX),
        description: check.optional_text("description", &wire.description, DESCRIPTION_MAX),
        price: read_price(&mut check, "price", &wire.price),
        promotional_price: read_price(&mut check, "promotional_price", &wire.promotional_price),
        quantity: quantity.unwrap_or(Quantity::ZERO),
        display_order: read_whole(&mut check, "display_order", &wire.display_order, DISPLAY_ORDER_MAX),
        enabled: check.flag("enabled", &wire.enabled).unwrap_or(true),
    };
    let command = check.finish_with(command)?;
    Ok(exchange
        .app
        .execute(&exchange.call, command, present(organization))
        .await?)
}

/// `GET /store/product/{id_store_product}`
pub(crate) async fn show(exchange: Exchange) -> Result<Answer, Error> {
    let (organization, id) = (auth::loja(&exchange.call)?, id(&exchange)?);
    let present = present(organization);
    Ok(exchange
        .app
        .read(&exchange.call, move |reader| present(reader, &id))
        .await?)
}

/// `PUT /store/product/{id_store_product}`
pub(crate) async fn update(exchange: Exchange) -> Result<Answer, Error> {
    let (organization, id) = (auth::loja(&exchange.call)?, id(&exchange)?);
    let (wire, mut check) = properties::body::<StoreProductIn>(&exchange).await?;
    if wire.quantity.is_null() {
        check.fault("quantity", Problem::WrongType);
    }
    let change = StoreProductChange {
        complement: check.change("complement", &wire.complement, |check, path, given| {
            check.optional_text(path, given, COMPLEMENT_MAX)
        }),
        description: check.change("description", &wire.description, |check, path, given| {
            check.optional_text(path, given, DESCRIPTION_MAX)
        }),
        price: check.change("price", &wire.price, read_price),
        promotional_price: check.change("promotional_price", &wire.promotional_price, read_price),
        quantity: read_quantity(&mut check, &wire.quantity),
        display_order: check.change("display_order", &wire.display_order, |check, path, given| {
            read_whole(check, path, given, DISPLAY_ORDER_MAX)
        }),
        enabled: flag(&mut check, "enabled", &wire.enabled),
    };
    let command = check.finish_with(UpdateStoreProduct {
        organization,
        id,
        change,
    })?;
    Ok(exchange
        .app
        .execute(&exchange.call, command, present(organization))
        .await?)
}

/// `DELETE /store/product/{id_store_product}`
pub(crate) async fn delete(exchange: Exchange) -> Result<Answer, Error> {
    let (organization, id) = (auth::loja(&exchange.call)?, id(&exchange)?);
    let command = DeleteStoreProduct { organization, id };
    reply::carry_out(&exchange, command).await
}

fn read_quantity(check: &mut Checker, given: &Given<WholeNumber>) -> Option<Quantity> {
    let whole = read_whole(check, "quantity", given, QUANTITY_MAX)?;
    Some(Quantity::from_millionths(whole * 1_000_000))
}
