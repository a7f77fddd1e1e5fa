//! A product and its skus as the vendor writes them.

use app::catalog::{ProductOptionView, ProductView};
use face_kit::{Decimal, Flag, Given, Listed, Text, WholeNumber};
use serde::{Deserialize, Serialize};

use crate::fragments::{ImageOut, SkuOut};
use crate::numbers::Spelling;
use crate::price_tables::SkuPriceOut;

/// What a product is written as.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct ProductIn {
    pub(super) organization_id: Given<WholeNumber>,
    pub(super) product_brand_id: Given<WholeNumber>,
    pub(super) product_category_id: Given<WholeNumber>,
    pub(super) code: Given<Text>,
    pub(super) name: Given<Text>,
    pub(super) description: Given<Text>,
    pub(super) measure: Given<Text>,
    pub(super) status: Given<Text>,
    pub(super) visibility: Given<Text>,
    pub(super) ncm: Given<Text>,
    pub(super) ex_tipi: Given<Text>,
    pub(super) cest: Given<Text>,
    pub(super) origin: Given<WholeNumber>,
    pub(super) product_features: Given<Listed<FeatureIn>>,
    pub(super) product_images: Given<Listed<ImageIn>>,
    pub(super) product_skus: Given<Listed<SkuIn>>,
}

/// What a sku is written as.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct SkuIn {
    pub(super) id: Given<WholeNumber>,
    pub(super) code: Given<Text>,
    pub(super) fiscal_code: Given<Text>,
    pub(super) ean: Given<Text>,
    pub(super) additional_eans: Given<Listed<Text>>,
    pub(super) name: Given<Text>,
    pub(super) description: Given<Text>,
    pub(super) active: Given<Flag>,
    pub(super) width: Given<Decimal>,
    pub(super) height: Given<Decimal>,
    pub(super) length: Given<Decimal>,
    pub(super) weight: Given<Decimal>,
    pub(super) product_features: Given<FeaturesIn>,
    pub(super) provider_skus: Given<Listed<ProviderSkuIn>>,
    pub(super) product_images: Given<Listed<ImageIn>>,
    pub(super) sku_prices: Given<Listed<SkuPriceIn>>,
}

/// By what a sku differs from the others, and what is only added to its description.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct FeaturesIn {
    pub(super) default: Given<Listed<FeatureIn>>,
    pub(super) additional: Given<Listed<FeatureIn>>,
}

/// A feature and its variation, nested as in answers or by their numbers; a product's may be any text.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct FeatureIn {
    pub(super) id: Given<WholeNumber>,
    pub(super) product_feature_id: Given<WholeNumber>,
    pub(super) feature_variant: Given<VariantIn>,
    pub(super) feature_variant_id: Given<WholeNumber>,
    pub(super) value: Given<Text>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct VariantIn {
    pub(super) id: Given<WholeNumber>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct ProviderSkuIn {
    pub(super) code: Given<Text>,
    pub(super) provider_id: Given<WholeNumber>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct ImageIn {
    pub(super) caption: Given<Text>,
    pub(super) name: Given<Text>,
    #[serde(rename = "dataURL")]
    pub(super) data_url: Given<Text>,
    pub(super) size: Given<WholeNumber>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct SkuPriceIn {
    pub(super) price_table_id: Given<WholeNumber>,
    pub(super) price: Given<Decimal>,
    pub(super) discount: Given<Decimal>,
}

#[derive(Serialize)]
pub(super) struct OneProduct {
    pub(super) product: ProductOut,
}

#[derive(Serialize)]
pub(super) struct ManyProducts {
    pub(super) products: Vec<ProductOut>,
}

#[derive(Serialize)]
pub(super) struct OneSku {
    pub(super) product_sku: SkuWithProduct,
}

#[derive(Serialize)]
pub(super) struct OnePrice {
    pub(super) sku_price: SkuPriceOut,
}

/// A product with its skus. A client reads `product_brand_id` into a plain number, so it is absent, never null.
#[derive(Debug, Clone, Serialize)]
pub(super) struct ProductOut {
    id: i64,
    organization_id: Option<i64>,
    account_id: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    product_brand_id: Option<i64>,
    product_category_id: Option<i64>,
    code: String,
    name: String,
    measure: String,
    description: Option<String>,
    status: &'static str,
    visibility: &'static str,
    ncm: Option<String>,
    ex_tipi: Option<String>,
    cest: Option<String>,
    origin: Option<i64>,
    product_conversion_factors: [(); 0],
    product_features: Vec<ProductFeatureOut>,
    product_images: Vec<ImageOut>,
    product_skus: Vec<SkuOut>,
    created_at: String,
    updated_at: String,
}

/// A feature of a whole product.
#[derive(Debug, Clone, Serialize)]
struct ProductFeatureOut {
    id: i64,
    name: String,
    feature_variant: ProductVariantOut,
}

#[derive(Debug, Clone, Serialize)]
struct ProductVariantOut {
    id: Option<i64>,
    name: String,
}

/// A sku with its product and prices.
#[derive(Debug, Clone, Serialize)]
pub(super) struct SkuWithProduct {
    #[serde(flatten)]
    pub(super) sku: SkuOut,
    pub(super) product: ProductOut,
    pub(super) sku_prices: Vec<SkuPriceOut>,
}

impl ProductOut {
    /// A product in this spelling.
    pub(super) fn of(view: &ProductView, spelling: &Spelling) -> Self {
        let product = &view.product;
        Self {
            id: product.id.raw(),
            organization_id: product.organization.map(|id| id.raw()),
            account_id: spelling.account.raw(),
            product_brand_id: product.brand.map(|id| id.raw()),
            product_category_id: product.category.map(|id| id.raw()),
            code: product.code.clone(),
            name: product.name.clone(),
            measure: product.unit.clone(),
            description: product.description.clone(),
            status: product.status.name(),
            visibility: product.visibility.name(),
            ncm: product.ncm.clone(),
            ex_tipi: product.ex_tipi.clone(),
            cest: product.cest.clone(),
            origin: product.origin,
            product_conversion_factors: [],
            product_features: view.options.iter().map(feature).collect(),
            product_images: view.images.iter().map(ImageOut::of).collect(),
            product_skus: view.skus.iter().map(|sku| SkuOut::of(sku, spelling)).collect(),
            created_at: spelling.instant(product.created_at),
            updated_at: spelling.instant(product.updated_at),
        }
    }
}

fn feature(option: &ProductOptionView) -> ProductFeatureOut {
    ProductFeatureOut {
        id: option.attribute.raw(),
        name: option.name.clone(),
        feature_variant: ProductVariantOut {
            id: option.option.map(|id| id.raw()),
            name: option.value.clone(),
        },
    }
}
