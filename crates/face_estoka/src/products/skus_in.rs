//! From the vendor's sku to the core's, to be added or changed.

use app::catalog::{NewPrice, NewSku, SkuChange};
use domain::amount::{Quantity, Rate};
use domain::catalog::{SkuOption, SupplierCode};
use domain::change::Change;
use domain::ids::{AttributeOptionId, PartyId, PriceTableId, SkuId};
use domain::refusal::Problem;
use face_kit::{Checker, Decimal, Given, Listed};

use super::convert::{TEXT_MAX, images, numbers, replacing, text, text_when_there};
use super::wire::{FeatureIn, FeaturesIn, ProviderSkuIn, SkuIn, SkuPriceIn};
use crate::numbers::DECIMALS;

/// The most decimals of a percentage.
const PERCENT_DECIMALS: u8 = 4;

/// A sku to be added.
pub(super) fn new_sku(check: &mut Checker, wire: &SkuIn) -> NewSku {
    NewSku {
        code: text(check, "code", &wire.code),
        fiscal_code: text(check, "fiscal_code", &wire.fiscal_code),
        ean: text(check, "ean", &wire.ean),
        additional_eans: barcodes(check, wire),
        name: text(check, "name", &wire.name),
        description: text(check, "description", &wire.description),
        active: check.flag("active", &wire.active).unwrap_or(true),
        width: check.optional_quantity("width", &wire.width, DECIMALS),
        height: check.optional_quantity("height", &wire.height, DECIMALS),
        length: check.optional_quantity("length", &wire.length, DECIMALS),
        weight: check.optional_quantity("weight", &wire.weight, DECIMALS),
        options: features(check, &wire.product_features),
        supplier_codes: supplier_codes(check, &wire.provider_skus),
        images: images(check, &wire.product_images),
        prices: prices(check, &wire.sku_prices),
        ..NewSku::default()
    }
}

/// A sku to be changed, named by its number or else by its code; a code that the product does not have adds one.
pub(super) fn changed_sku(check: &mut Checker, wire: &SkuIn) -> SkuChange {
    SkuChange {
        id: check.optional_id("id", &wire.id).map(SkuId::from_raw),
        code: text_when_there(check, "code", &wire.code),
        fiscal_code: check.change("fiscal_code", &wire.fiscal_code, text),
        ean: check.change("ean", &wire.ean, text),
        additional_eans: replacing(&wire.additional_eans).then(|| barcodes(check, wire)),
        name: text_when_there(check, "name", &wire.name),
        description: check.change("description", &wire.description, text),
        active: check.flag("active", &wire.active),
        width: size(check, "width", &wire.width),
        height: size(check, "height", &wire.height),
        length: size(check, "length", &wire.length),
        weight: size(check, "weight", &wire.weight),
        options: (!wire.product_features.is_missing()).then(|| features(check, &wire.product_features)),
        supplier_codes: replacing(&wire.provider_skus).then(|| supplier_codes(check, &wire.provider_skus)),
        images: replacing(&wire.product_images).then(|| images(check, &wire.product_images)),
        prices: prices(check, &wire.sku_prices),
        ..SkuChange::default()
    }
}

fn size(check: &mut Checker, path: &str, given: &Given<Decimal>) -> Change<Quantity> {
    check.change(path, given, |check, path, given| {
        check.optional_quantity(path, given, DECIMALS)
    })
}

fn barcodes(check: &mut Checker, wire: &SkuIn) -> Vec<String> {
    check.each_value("additional_eans", &wire.additional_eans, |check, path, given| {
        check.optional_text(path, given, TEXT_MAX)
    })
}

fn features(check: &mut Checker, given: &Given<FeaturesIn>) -> Vec<SkuOption> {
    let read = |check: &mut Checker, features: &FeaturesIn| {
        let mut all = options(check, "default", &features.default, false);
        all.extend(options(check, "additional", &features.additional, true));
        all
    };
    check
        .optional_object("product_features", given, read)
        .unwrap_or_default()
}

fn options(check: &mut Checker, path: &str, given: &Given<Listed<FeatureIn>>, is_additional: bool) -> Vec<SkuOption> {
    check.optional_each(path, given, |check, feature: &FeatureIn| {
        let (attribute, option) = numbers(check, feature);
        if option.is_none() {
            check.fault("feature_variant_id", Problem::Blank);
        }
        SkuOption {
            attribute,
            option: option.unwrap_or(AttributeOptionId::from_raw(0)),
            is_additional,
        }
    })
}

fn supplier_codes(check: &mut Checker, given: &Given<Listed<ProviderSkuIn>>) -> Vec<SupplierCode> {
    check.optional_each("provider_skus", given, |check, code: &ProviderSkuIn| SupplierCode {
        supplier: PartyId::from_raw(check.required_id("provider_id", &code.provider_id)),
        code: check.required_text("code", &code.code, TEXT_MAX),
    })
}

fn prices(check: &mut Checker, given: &Given<Listed<SkuPriceIn>>) -> Vec<NewPrice> {
    check.optional_each("sku_prices", given, |check, price: &SkuPriceIn| NewPrice {
        table: PriceTableId::from_raw(check.required_id("price_table_id", &price.price_table_id)),
        price: check.required_unit_price("price", &price.price, DECIMALS),
        discount: check
            .optional_percent("discount", &price.discount, PERCENT_DECIMALS)
            .unwrap_or(Rate::ZERO),
    })
}
