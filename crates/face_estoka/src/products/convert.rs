//! From the vendor's product to the core's; its skus are in `skus_in`.

use app::catalog::{CreateProduct, NewImage, ProductChange, UpdateProduct};
use domain::catalog::{ProductOption, ProductStatus, Visibility};
use domain::ids::{AttributeId, AttributeOptionId, BrandId, CategoryId, OrganizationId, ProductId};
use face_kit::{Checker, Faults, Given, Listed, Text};

use super::skus_in;
use super::wire::{FeatureIn, ImageIn, ProductIn};

/// The longest text that is read; the core knows each field's own limit.
pub(super) const TEXT_MAX: usize = 100_000;

const STATUSES: &[(&str, ProductStatus)] = &[
    ("active", ProductStatus::Active),
    ("draft", ProductStatus::Draft),
    ("inactive", ProductStatus::Inactive),
    ("discontinued", ProductStatus::Discontinued),
];

const VISIBILITIES: &[(&str, Visibility)] = &[
    ("both", Visibility::Both),
    ("online", Visibility::Online),
    ("offline", Visibility::Offline),
];

/// What a request for a new product asks for.
pub(super) fn create(wire: &ProductIn) -> Result<CreateProduct, Faults> {
    let mut check = Checker::new();
    // What is empty here the core refuses, together with everything else that is wrong.
    let known = CreateProduct::named(text(&mut check, "name", &wire.name).unwrap_or_default());
    let command = CreateProduct {
        organization: check
            .optional_id("organization_id", &wire.organization_id)
            .map(OrganizationId::from_raw),
        category: check
            .optional_id("product_category_id", &wire.product_category_id)
            .map(CategoryId::from_raw),
        brand: check
            .optional_id("product_brand_id", &wire.product_brand_id)
            .map(BrandId::from_raw),
        code: check.optional_text("code", &wire.code, TEXT_MAX),
        description: check.optional_text("description", &wire.description, TEXT_MAX),
        unit: check
            .optional_text("measure", &wire.measure, TEXT_MAX)
            .unwrap_or(known.unit),
        status: check
            .optional_one_of("status", &wire.status, STATUSES)
            .unwrap_or(known.status),
        visibility: check
            .optional_one_of("visibility", &wire.visibility, VISIBILITIES)
            .unwrap_or(known.visibility),
        ncm: check.optional_text("ncm", &wire.ncm, TEXT_MAX),
        ex_tipi: check.optional_text("ex_tipi", &wire.ex_tipi, TEXT_MAX),
        cest: check.optional_text("cest", &wire.cest, TEXT_MAX),
        origin: check.optional_whole("origin", &wire.origin, i64::MIN..=i64::MAX),
        options: options(&mut check, &wire.product_features),
        images: images(&mut check, &wire.product_images),
        skus: check.optional_each("product_skus", &wire.product_skus, skus_in::new_sku),
        ..known
    };
    check.blank_too(&[("name", &command.name)]);
    check.finish_with(command)
}

/// What a request to change a product asks for: what it does not name stays, skus too.
pub(super) fn update(id: ProductId, wire: &ProductIn) -> Result<UpdateProduct, Faults> {
    let mut check = Checker::new();
    let change = ProductChange {
        organization: check.change("organization_id", &wire.organization_id, |check, path, given| {
            check.optional_id(path, given).map(OrganizationId::from_raw)
        }),
        category: check.change(
            "product_category_id",
            &wire.product_category_id,
            |check, path, given| check.optional_id(path, given).map(CategoryId::from_raw),
        ),
        brand: check.change("product_brand_id", &wire.product_brand_id, |check, path, given| {
            check.optional_id(path, given).map(BrandId::from_raw)
        }),
        code: text_when_there(&mut check, "code", &wire.code),
        name: text_when_there(&mut check, "name", &wire.name),
        description: check.change("description", &wire.description, text),
        unit: text_when_there(&mut check, "measure", &wire.measure),
        status: check.optional_one_of("status", &wire.status, STATUSES),
        visibility: check.optional_one_of("visibility", &wire.visibility, VISIBILITIES),
        ncm: check.change("ncm", &wire.ncm, text),
        ex_tipi: check.change("ex_tipi", &wire.ex_tipi, text),
        cest: check.change("cest", &wire.cest, text),
        origin: check.change("origin", &wire.origin, |check, path, given| {
            check.optional_whole(path, given, i64::MIN..=i64::MAX)
        }),
        options: replacing(&wire.product_features).then(|| options(&mut check, &wire.product_features)),
        images: replacing(&wire.product_images).then(|| images(&mut check, &wire.product_images)),
        skus: check.optional_each("product_skus", &wire.product_skus, skus_in::changed_sku),
        ..ProductChange::default()
    };
    check.finish_with(UpdateProduct { product: id, change })
}

/// Text, as [`Checker::change`] reads it.
pub(super) fn text(check: &mut Checker, path: &str, given: &Given<Text>) -> Option<String> {
    check.optional_text(path, given, TEXT_MAX)
}

/// Text that may be left out but not emptied, which the core sees to.
pub(super) fn text_when_there(check: &mut Checker, path: &str, given: &Given<Text>) -> Option<String> {
    (!given.is_missing()).then(|| text(check, path, given).unwrap_or_default())
}

/// Whether a list replaces what there is: it does when its key is there, empty and null included.
pub(super) fn replacing<T>(given: &Given<Listed<T>>) -> bool {
    !given.is_missing()
}

/// Images in their order; the first is the main one.
pub(super) fn images(check: &mut Checker, given: &Given<Listed<ImageIn>>) -> Vec<NewImage> {
    let mut is_main = true;
    check.optional_each("product_images", given, |check, image: &ImageIn| {
        let image = NewImage {
            caption: text(check, "caption", &image.caption).unwrap_or_default(),
            name: text(check, "name", &image.name).unwrap_or_default(),
            url: check.required_text("dataURL", &image.data_url, TEXT_MAX),
            size_bytes: check
                .optional_whole("size", &image.size, 0..=i64::MAX)
                .unwrap_or_default(),
            is_main,
        };
        is_main = false;
        image
    })
}

fn options(check: &mut Checker, given: &Given<Listed<FeatureIn>>) -> Vec<ProductOption> {
    check.optional_each("product_features", given, |check, feature: &FeatureIn| {
        let (attribute, option) = numbers(check, feature);
        ProductOption {
            attribute,
            option,
            text_value: text(check, "value", &feature.value),
        }
    })
}

/// The numbers of a feature and of its variation, nested or beside each other.
pub(super) fn numbers(check: &mut Checker, feature: &FeatureIn) -> (AttributeId, Option<AttributeOptionId>) {
    let attribute = feature.product_feature_id.clone().or(feature.id.clone());
    let nested = check.optional_object("feature_variant", &feature.feature_variant, |check, variant| {
        check.optional_id("id", &variant.id)
    });
    let option = nested
        .flatten()
        .or_else(|| check.optional_id("feature_variant_id", &feature.feature_variant_id));
    (
        AttributeId::from_raw(check.required_id("product_feature_id", &attribute)),
        option.map(AttributeOptionId::from_raw),
    )
}
