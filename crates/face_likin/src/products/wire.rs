//! Products as Likin prints and sends them.
//!
//! Not what the fields mean; that is `convert.rs` and the core.

use app::catalog::OfferView;
use domain::ids::CategoryId;
use face_kit::{Decimal, Flag, Given, JsonDecimal, Text, WholeNumber};
use serde::{Deserialize, Serialize};

use crate::numbers::{Spelling, measure, price};

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct ProductIn {
    pub(super) product: Given<Text>,
    pub(super) id_category: Given<WholeNumber>,
    pub(super) complement: Given<Text>,
    pub(super) description: Given<Text>,
    pub(super) price: Given<Decimal>,
    pub(super) promotional_price: Given<Decimal>,
    pub(super) sku: Given<Text>,
    pub(super) ean: Given<Text>,
    pub(super) width: Given<WholeNumber>,
    pub(super) height: Given<WholeNumber>,
    pub(super) length: Given<WholeNumber>,
    pub(super) weight: Given<WholeNumber>,
    pub(super) display_order: Given<WholeNumber>,
    pub(super) variable: Given<Flag>,
    pub(super) enabled: Given<Flag>,
    pub(super) category: Given<Text>,
}

#[derive(Serialize)]
pub(super) struct ProductOut {
    id_product: i64,
    product: String,
    id_category: Option<i64>,
    complement: Option<String>,
    description: Option<String>,
    price: Option<JsonDecimal>,
    promotional_price: Option<JsonDecimal>,
    sku: String,
    ean: Option<String>,
    width: Option<i64>,
    height: Option<i64>,
    length: Option<i64>,
    weight: Option<i64>,
    display_order: Option<i64>,
    variable: bool,
    enabled: bool,
    created_at: String,
    updated_at: String,
}

impl ProductOut {
    /// A product in this spelling.
    pub(super) fn of(offer: OfferView, spelling: &Spelling) -> Self {
        let product = offer.product;
        let changed = offer.skus.iter().map(|sku| sku.updated_at);
        let updated_at = changed.fold(product.updated_at, Ord::max);
        Self {
            id_product: product.id.raw(),
            enabled: product.is_enabled(),
            product: product.name,
            id_category: product.category.map(CategoryId::raw),
            complement: offer.defaults.complement,
            description: product.description,
            price: offer.price.map(price),
            promotional_price: offer.promotional_price.map(price),
            sku: offer.code,
            ean: offer.ean,
            width: offer.measures.width.map(|width| measure(width, 100)),
            height: offer.measures.height.map(|height| measure(height, 100)),
            length: offer.measures.length.map(|length| measure(length, 100)),
            weight: offer.measures.weight.map(|weight| measure(weight, 1_000)),
            display_order: offer.defaults.display_order,
            variable: offer.is_variable,
            created_at: spelling.instant(product.created_at),
            updated_at: spelling.instant(updated_at),
        }
    }
}
