//! A sku, as it stands inside products, shelves and orders.
//!
//! Not its prices and not its stock.
//!
//! The one rule to know: sizes and weight are floats, in metres and kilograms; `features` is the form of 2018, which only
//! orders still show.

use app::catalog::{SkuOptionView, SkuView};
use domain::catalog::{Image, SupplierCode};
use face_kit::JsonDecimal;
use serde::Serialize;

use crate::numbers::{Spelling, float};

/// A sku.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct SkuOut {
    id: i64,
    product_id: i64,
    code: String,
    fiscal_code: Option<String>,
    ean: Option<String>,
    additional_eans: Vec<String>,
    name: String,
    width: Option<JsonDecimal>,
    height: Option<JsonDecimal>,
    length: Option<JsonDecimal>,
    weight: Option<JsonDecimal>,
    active: bool,
    description: Option<String>,
    created_at: String,
    updated_at: String,
    product_features: FeaturesOut,
    provider_skus: Vec<ProviderSkuOut>,
    product_images: Vec<ImageOut>,
}

/// A sku inside an order.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct OrderSkuOut {
    features: Option<OldFeaturesOut>,
    #[serde(flatten)]
    sku: SkuOut,
}

/// The features of a sku as the vendor wrote them in 2018: numbers as text, attributes as keys.
#[derive(Debug, Clone, Serialize)]
struct OldFeaturesOut {
    default: Vec<OldFeatureOut>,
}

#[derive(Debug, Clone, Serialize)]
struct OldFeatureOut {
    id: String,
    key: String,
    value: String,
}

/// By what a sku differs from the others of its product, and what is only added to its description.
#[derive(Debug, Clone, Serialize)]
struct FeaturesOut {
    default: Vec<FeatureOut>,
    additional: Vec<FeatureOut>,
}

#[derive(Debug, Clone, Serialize)]
struct FeatureOut {
    id: i64,
    name: String,
    feature_variant: VariantOut,
}

#[derive(Debug, Clone, Serialize)]
struct VariantOut {
    id: i64,
    name: String,
}

#[derive(Debug, Clone, Serialize)]
struct ProviderSkuOut {
    code: String,
    provider_id: i64,
}

/// An image of a product or sku.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ImageOut {
    id: i64,
    caption: String,
    name: String,
    #[serde(rename = "dataURL")]
    data_url: String,
    size: i64,
    main_image: bool,
}

/// A sku inside a coupon or voucher.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct PlainSkuOut {
    id: i64,
    product_id: i64,
    code: String,
    fiscal_code: Option<String>,
    ean: Option<String>,
    description: String,
}

impl PlainSkuOut {
    /// A sku. Its description begins with its code, as its name does where that came from the vendor.
    pub(crate) fn of(view: &SkuView) -> Self {
        let sku = &view.sku;
        Self {
            id: sku.id.raw(),
            product_id: sku.product.raw(),
            code: sku.code.clone(),
            fiscal_code: sku.fiscal_code.clone(),
            ean: sku.ean.clone(),
            description: if sku.name.starts_with(&sku.code) {
                sku.name.clone()
            } else {
                format!("{} - {}", sku.code, sku.name)
            },
        }
    }
}

impl ImageOut {
    /// An image.
    pub(crate) fn of(image: &Image) -> Self {
        Self {
            id: image.id.raw(),
            caption: image.caption.clone(),
            name: image.name.clone(),
            data_url: image.url.clone(),
            size: image.size_bytes,
            main_image: image.is_main,
        }
    }
}

impl SkuOut {
    /// A sku in this spelling.
    pub(crate) fn of(view: &SkuView, spelling: &Spelling) -> Self {
        let sku = &view.sku;
        Self {
            id: sku.id.raw(),
            product_id: sku.product.raw(),
            code: sku.code.clone(),
            fiscal_code: sku.fiscal_code.clone(),
            ean: sku.ean.clone(),
            additional_eans: view.additional_eans.clone(),
            name: sku.name.clone(),
            width: sku.width.map(float),
            height: sku.height.map(float),
            length: sku.length.map(float),
            weight: sku.weight.map(float),
            active: sku.active,
            description: sku.description.clone(),
            created_at: spelling.instant(sku.created_at),
            updated_at: spelling.instant(sku.updated_at),
            product_features: FeaturesOut {
                default: features(&view.options, false),
                additional: features(&view.options, true),
            },
            provider_skus: view.supplier_codes.iter().map(provider_sku).collect(),
            product_images: view.images.iter().map(ImageOut::of).collect(),
        }
    }
}

impl OrderSkuOut {
    /// A sku of an order's line in this spelling.
    pub(crate) fn of(view: &SkuView, spelling: &Spelling) -> Self {
        let own = view.options.iter().filter(|option| !option.is_additional);
        let default: Vec<OldFeatureOut> = own
            .map(|option| OldFeatureOut {
                id: option.attribute.to_string(),
                key: option.name.clone(),
                value: option.value.clone(),
            })
            .collect();
        Self {
            features: (!default.is_empty()).then_some(OldFeaturesOut { default }),
            sku: SkuOut::of(view, spelling),
        }
    }
}

fn features(options: &[SkuOptionView], additional: bool) -> Vec<FeatureOut> {
    options
        .iter()
        .filter(|option| option.is_additional == additional)
        .map(|option| FeatureOut {
            id: option.attribute.raw(),
            name: option.name.clone(),
            feature_variant: VariantOut {
                id: option.option.raw(),
                name: option.value.clone(),
            },
        })
        .collect()
}

fn provider_sku(code: &SupplierCode) -> ProviderSkuOut {
    ProviderSkuOut {
        code: code.code.clone(),
        provider_id: code.supplier.raw(),
    }
}
