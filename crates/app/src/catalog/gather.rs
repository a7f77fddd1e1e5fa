//! Looking up, in a fixed number of statements, everything by which a product and its skus are judged.
//!
//! Not judging: `domain::catalog` does. The one rule to know: what is not looked up here does not exist for the rules.

use std::collections::BTreeSet;

use domain::catalog::{AttributeOption, Known, ProductParts, SupplierCode};
use domain::documents::CheckPolicy;
use domain::ids::{AttributeId, AttributeOptionId, BrandId, CategoryId, OrganizationId, PartyId, PriceTableId};
use store::references::Mentioned;
use store::{accounts, attributes, products, skus};

use super::known::many;
use crate::context::Context;
use crate::failure::Failure;

/// The facts about everything that `parts` mentions; its options were looked up already, for the skus' names.
pub(super) fn facts(
    cx: &mut Context<'_, '_>,
    parts: &ProductParts,
    options: &[AttributeOption],
) -> Result<Known, Failure> {
    let mut known = Known {
        options: options.iter().map(|option| (option.id, option.attribute)).collect(),
        document_check: document_check(cx, parts)?,
        ..Known::default()
    };
    records(cx, parts, &mut known)?;
    owners(cx, parts, &mut known)?;
    Ok(known)
}

/// The options that skus and products mention.
pub(super) fn options<'a>(
    cx: &mut Context<'_, '_>,
    mentioned: impl IntoIterator<Item = &'a AttributeOptionId>,
) -> Result<Vec<AttributeOption>, Failure> {
    let ids: BTreeSet<AttributeOptionId> = mentioned.into_iter().copied().collect();
    let ids: Vec<AttributeOptionId> = ids.into_iter().collect();
    let account = cx.account();
    Ok(attributes::find_options(cx.tx, account, &ids)?)
}

/// The account's setting, read only when there is a barcode to judge by it.
fn document_check(cx: &mut Context<'_, '_>, parts: &ProductParts) -> Result<CheckPolicy, Failure> {
    if parts.skus.iter().all(|sku| sku.barcodes().next().is_none()) {
        return Ok(CheckPolicy::default());
    }
    let account = cx.account();
    Ok(accounts::find(cx.tx, account)?
        .map(|account| account.document_check)
        .unwrap_or_default())
}

/// Which of the records exist.
fn records(cx: &mut Context<'_, '_>, parts: &ProductParts, known: &mut Known) -> Result<(), Failure> {
    let product = &parts.product;
    let organizations: Vec<i64> = product.organization.iter().map(|id| id.raw()).collect();
    known.organizations = set(
        many(cx, Mentioned::Organization, &organizations)?,
        OrganizationId::from_raw,
    );
    let categories: Vec<i64> = product.category.iter().map(|id| id.raw()).collect();
    known.categories = set(many(cx, Mentioned::Category, &categories)?, CategoryId::from_raw);
    let brands: Vec<i64> = product.brand.iter().map(|id| id.raw()).collect();
    known.brands = set(many(cx, Mentioned::Brand, &brands)?, BrandId::from_raw);

    let suppliers = parts
        .skus
        .iter()
        .flat_map(|sku| &sku.supplier_codes)
        .map(|entry| entry.supplier);
    let parties = distinct(product.supplier.into_iter().chain(suppliers).map(PartyId::raw));
    known.parties = set(many(cx, Mentioned::Party, &parties)?, PartyId::from_raw);
    let tables = parts
        .skus
        .iter()
        .flat_map(|sku| &sku.prices)
        .map(|price| price.table.raw());
    let tables = many(cx, Mentioned::PriceTable, &distinct(tables))?;
    known.price_tables = set(tables, PriceTableId::from_raw);

    let of_skus = parts
        .skus
        .iter()
        .flat_map(|sku| &sku.options)
        .map(|option| option.attribute);
    let of_product = parts.options.iter().map(|option| option.attribute);
    let ids: BTreeSet<AttributeId> = of_skus.chain(of_product).collect();
    let ids: Vec<AttributeId> = ids.into_iter().collect();
    let account = cx.account();
    let found = attributes::find_many(cx.tx, account, &ids)?;
    known.attributes = found
        .into_iter()
        .map(|attribute| (attribute.id, attribute.applies_to))
        .collect();
    Ok(())
}

/// Who has the codes already.
fn owners(cx: &mut Context<'_, '_>, parts: &ProductParts, known: &mut Known) -> Result<(), Failure> {
    let account = cx.account();
    let owners = products::owners_of_codes(cx.tx, account, &[&parts.product.code])?;
    known.product_codes = owners.into_iter().collect();

    let codes: Vec<&str> = parts.skus.iter().map(|sku| sku.sku.code.as_str()).collect();
    known.sku_codes = skus::owners_of_codes(cx.tx, account, &codes)?.into_iter().collect();

    let barcodes: Vec<&str> = parts
        .skus
        .iter()
        .flat_map(|sku| sku.barcodes())
        .map(String::as_str)
        .collect();
    known.barcodes = skus::owners_of_barcodes(cx.tx, account, &barcodes)?
        .into_iter()
        .collect();

    let entries: Vec<SupplierCode> = parts.skus.iter().flat_map(|sku| &sku.supplier_codes).cloned().collect();
    known.supplier_codes = skus::owners_of_supplier_codes(cx.tx, account, &entries)?
        .into_iter()
        .collect();
    Ok(())
}

fn distinct(numbers: impl Iterator<Item = i64>) -> Vec<i64> {
    numbers.collect::<BTreeSet<_>>().into_iter().collect()
}

fn set<T: Ord>(numbers: Vec<i64>, from_raw: impl Fn(i64) -> T) -> BTreeSet<T> {
    numbers.into_iter().map(from_raw).collect()
}
