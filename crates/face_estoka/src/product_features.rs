//! Product features: what products and skus differ by, and the variations of each.
//!
//! Not the features of one sku, which stand with it.
//!
//! The one rule to know: the vendor only reads them here; they come into being in the back office or by other faces.

use app::catalog::AttributeView;
use app::{Answer, Reader};
use domain::ids::AttributeId;
use domain::refusal::Entity;
use face_kit::{Error, Exchange, to_answer};
use serde::Serialize;

use crate::page::page;

#[derive(Serialize)]
struct One {
    product_feature: FeatureOut,
}

#[derive(Serialize)]
struct Many {
    product_features: Vec<FeatureOut>,
}

#[derive(Serialize)]
struct FeatureOut {
    id: i64,
    name: String,
    applied_on: &'static str,
    variations: Vec<VariationOut>,
}

#[derive(Serialize)]
struct VariationOut {
    id: i64,
    name: String,
}

/// `GET /api/v1/product_features`
pub(crate) async fn list(exchange: Exchange) -> Result<Answer, Error> {
    let page = page(exchange.query())?;
    let view = move |reader: &mut Reader<'_, '_>| reader.attributes(page);
    let found = exchange.app.read(&exchange.call, view).await?;
    let product_features = found.into_iter().map(FeatureOut::from).collect();
    Ok(to_answer(200, &Many { product_features }))
}

/// `GET /api/v1/product_features/{id}`
pub(crate) async fn show(exchange: Exchange) -> Result<Answer, Error> {
    let id = AttributeId::from_raw(exchange.path_id("id", Entity::Attribute)?);
    let view = move |reader: &mut Reader<'_, '_>| reader.attribute(id);
    let product_feature = exchange.app.read(&exchange.call, view).await?.into();
    Ok(to_answer(200, &One { product_feature }))
}

impl From<AttributeView> for FeatureOut {
    fn from(view: AttributeView) -> Self {
        let variations = view.options.into_iter().map(|option| VariationOut {
            id: option.id.raw(),
            name: option.value,
        });
        Self {
            id: view.attribute.id.raw(),
            name: view.attribute.name,
            applied_on: view.attribute.applies_to.name(),
            variations: variations.collect(),
        }
    }
}
