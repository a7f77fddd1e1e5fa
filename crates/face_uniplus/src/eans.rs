//! Further barcodes of products and their variations.
//!
//! Not a product's main barcode, which is its own field; it is found here all the same.
//!
//! The one rule to know: a barcode names one sku, so it can be created once; `PUT` moves it.

use std::collections::BTreeMap;

use app::catalog::{DeleteBarcode, PutBarcode, SkuPlace};
use app::{Answer, Failure, Reader};
use domain::criteria::Comparison;
use domain::ids::{ProductId, SkuId};
use domain::page::PageRequest;
use domain::refusal::{Entity, Problem};
use face_kit::{Checker, Error, Exchange, to_answer};
use serde_json::{Map, Value, json};

use crate::fields::Kind::Text;
use crate::fields::{Checked, Field, Members};
use crate::variations::{self, Variations};
use crate::{page, quirks};

/// The object around a barcode.
const WRAPPER: &str = "ean";

/// The fields of a barcode.
pub(crate) const BARCODE: &[Field] = &[
    Field {
        name: "ean",
        kind: Text(14),
    },
    Field {
        name: "descricaoVariacao",
        kind: Text(255),
    },
    Field {
        name: "produto",
        kind: Text(14),
    },
    Field {
        name: "variacao",
        kind: Text(5),
    },
];

/// `POST /public-api/v1/eans`
pub(crate) async fn create(exchange: Exchange) -> Result<Answer, Error> {
    put(exchange, false).await
}

/// `PUT /public-api/v1/eans`
pub(crate) async fn update(exchange: Exchange) -> Result<Answer, Error> {
    put(exchange, true).await
}

/// `POST /public-api/v1/eans` and `PUT`: a barcode of a product or variation.
async fn put(exchange: Exchange, may_move: bool) -> Result<Answer, Error> {
    let members: Members = quirks::wrapped(&exchange, WRAPPER)?;
    let mut check = Checker::new();
    let fields = Checked::of(&mut check, BARCODE, &members);
    for name in ["ean", "produto"] {
        if fields.text(name).is_none() && !fields.is_faulty(name) {
            check.fault(name, Problem::Blank);
        }
    }
    check.finish()?;
    let barcode = fields.text("ean").unwrap_or_default().trim().to_owned();
    let find = move |reader: &mut Reader<'_, '_>| {
        let product = reader.product_by_code(fields.text("produto").unwrap_or_default().trim())?;
        let sku = variations::sku_of(reader, &product, fields.text("variacao"))?;
        Ok((product.product.id, sku))
    };
    let (product, sku) = exchange.app.read(&exchange.call, find).await?;
    let command = PutBarcode {
        product,
        sku,
        barcode: barcode.clone(),
        may_move,
    };
    let present = move |reader: &mut Reader<'_, '_>, _: &SkuId| Ok(to_answer(200, &one(reader, &barcode)?));
    Ok(exchange.app.execute(&exchange.call, command, present).await?)
}

/// `GET /public-api/v1/eans`
pub(crate) async fn list(exchange: Exchange) -> Result<Answer, Error> {
    let page = page::page(exchange.query())?;
    let mut check = Checker::new();
    let (mut product, mut barcode, mut variation) = (None, None, None);
    for one in page::filters(exchange.query(), &[]) {
        if one.comparison != Comparison::Equal {
            page::unknown(&mut check, &one);
            continue;
        }
        let value = Some(one.value.to_owned());
        match one.field.as_str() {
            "produto" => product = value,
            "ean" => barcode = value,
            "variacao" => variation = variations::place(&mut check, &one),
            _ => page::unknown(&mut check, &one),
        }
    }
    check.finish()?;
    let view = move |reader: &mut Reader<'_, '_>| {
        let product = match &product {
            Some(code) => match reader.product_by_code(code) {
                Ok(found) => Some(found.product.id),
                Err(Failure::Refused(_)) => return Ok(Vec::new()),
                Err(broken @ Failure::Broken(_)) => return Err(broken),
            },
            None => None,
        };
        shown(reader, product, barcode.as_deref(), variation, page)
    };
    Ok(to_answer(200, &exchange.app.read(&exchange.call, view).await?))
}

/// `GET /public-api/v1/eans/{codigo_barras}`
pub(crate) async fn show(exchange: Exchange) -> Result<Answer, Error> {
    let barcode = exchange.path("codigo_barras").to_owned();
    let view = move |reader: &mut Reader<'_, '_>| one(reader, &barcode);
    Ok(to_answer(200, &exchange.app.read(&exchange.call, view).await?))
}

/// `DELETE /public-api/v1/eans/{codigo_barras}`
pub(crate) async fn remove(exchange: Exchange) -> Result<Answer, Error> {
    let barcode = exchange.path("codigo_barras").to_owned();
    let nothing = |_: &mut Reader<'_, '_>, (): &()| Ok(to_answer(200, &Map::new()));
    Ok(exchange
        .app
        .execute(&exchange.call, DeleteBarcode { barcode }, nothing)
        .await?)
}

fn one(reader: &mut Reader<'_, '_>, barcode: &str) -> Result<Value, Failure> {
    let found = shown(reader, None, Some(barcode), None, PageRequest::new(1, 1, 1))?.pop();
    found.ok_or_else(|| Failure::not_found(Entity::Barcode, barcode))
}

fn shown(
    reader: &mut Reader<'_, '_>,
    product: Option<ProductId>,
    barcode: Option<&str>,
    place: Option<SkuPlace>,
    page: PageRequest,
) -> Result<Vec<Value>, Failure> {
    let found = reader.barcodes(product, barcode, place, page)?;
    let mut skus: Vec<SkuId> = found.iter().map(|row| row.sku).collect();
    skus.sort_unstable();
    skus.dedup();
    let products: Vec<ProductId> = found.iter().map(|row| row.product).collect();
    let variations = Variations::of(reader, &products)?;
    let skus: BTreeMap<SkuId, _> = reader
        .sku_views(&skus)?
        .into_iter()
        .map(|view| (view.sku.id, view))
        .collect();
    let row = |row: &app::catalog::BarcodeRow| {
        let sku = skus.get(&row.sku)?;
        Some(json!({
            "ean": row.barcode,
            "produto": sku.product.code,
            "variacao": variations.code(sku),
            "descricaoVariacao": variations.label(sku),
        }))
    };
    Ok(found.iter().filter_map(row).collect())
}
