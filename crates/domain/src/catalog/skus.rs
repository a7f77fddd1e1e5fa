//! Skus: what is priced, stored and sold.
//!
//! Not stock, and not which price holds in a channel; that is `prices.rs`.
//!
//! The one rule to know: a code, a barcode and a supplier's code each name at most one sku of the account.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::barcodes::{meaningful_barcode, note_form};
use super::known::Known;
use super::prices::{Price, note_amounts};
use super::{CODE_MAX, DESCRIPTION_MAX, NAME_MAX};
use crate::amount::{Quantity, UnitPrice};
use crate::checks::{Checks, tidy, tidy_required};
use crate::ids::{AttributeId, AttributeOptionId, PartyId, ProductId, SkuId};
use crate::refusal::{Field, Problem, Refusal};

/// What is priced, stored and sold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sku {
    /// Its number.
    pub id: SkuId,
    /// The product it is a form of.
    pub product: ProductId,
    /// Its text code, unique in the account.
    pub code: String,
    /// Its code in fiscal documents, where that is another.
    pub fiscal_code: Option<String>,
    /// Its main barcode, unique in the account.
    pub ean: Option<String>,
    /// Its name.
    pub name: String,
    /// Its description, where it differs from the product's.
    pub description: Option<String>,
    /// Whether it may be sold.
    pub active: bool,
    /// Its width in metres.
    pub width: Option<Quantity>,
    /// Its height in metres.
    pub height: Option<Quantity>,
    /// Its length in metres.
    pub length: Option<Quantity>,
    /// Its weight in kilograms.
    pub weight: Option<Quantity>,
    /// Its price where no price table says otherwise.
    pub base_price: Option<UnitPrice>,
    /// Its price while on promotion.
    pub promotional_price: Option<UnitPrice>,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// The option by which a sku differs from the others of its product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SkuOption {
    /// The attribute; a sku has each at most once.
    pub attribute: AttributeId,
    /// Which of its options.
    pub option: AttributeOptionId,
    /// Whether it only adds to the description and does not tell skus apart.
    pub is_additional: bool,
}

/// What a supplier calls a sku.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SupplierCode {
    /// The supplier.
    pub supplier: PartyId,
    /// Its code, unique for the supplier.
    pub code: String,
}

/// A sku with what hangs on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SkuParts {
    /// The sku.
    pub sku: Sku,
    /// Its barcodes besides the main one.
    pub additional_barcodes: Vec<String>,
    /// Its options.
    pub options: Vec<SkuOption>,
    /// What its suppliers call it.
    pub supplier_codes: Vec<SupplierCode>,
    /// The prices the request sets.
    pub prices: Vec<Price>,
}

impl SkuParts {
    /// Writes texts in the form in which they are kept: without blanks around them, no barcode where the text says
    /// that there is none, and a name where none was given.
    pub fn normalize(&mut self, product_name: &str, option_values: &[&str]) {
        let sku = &mut self.sku;
        tidy_required(&mut sku.code);
        tidy_required(&mut sku.name);
        tidy(&mut sku.fiscal_code);
        tidy(&mut sku.description);
        sku.ean = sku.ean.as_deref().and_then(meaningful_barcode);
        if sku.name.is_empty() {
            sku.name = default_sku_name(product_name, option_values);
        }
        self.additional_barcodes = self
            .additional_barcodes
            .iter()
            .filter_map(|barcode| meaningful_barcode(barcode))
            .collect();
        self.additional_barcodes
            .retain(|barcode| sku.ean.as_ref() != Some(barcode));
        for entry in &mut self.supplier_codes {
            tidy_required(&mut entry.code);
        }
    }

    /// All its barcodes, the main one first.
    pub fn barcodes(&self) -> impl Iterator<Item = &String> {
        self.sku.ean.iter().chain(&self.additional_barcodes)
    }
}

/// The name of a sku that was given none: its product's, with its options where there are several skus.
#[must_use]
pub fn default_sku_name(product: &str, options: &[&str]) -> String {
    let name = if options.is_empty() {
        product.to_owned()
    } else {
        format!("{product} - {}", options.join(", "))
    };
    name.chars().take(NAME_MAX).collect()
}

/// What a sku that was given no name is called when its product's name or its options change, each told as it was and
/// as it is; `None` when somebody chose its name, or nothing changes.
#[must_use]
pub fn name_that_follows(name: &str, was: (&str, &[&str]), is: (&str, &[&str])) -> Option<String> {
    let after = default_sku_name(is.0, is.1);
    (name == default_sku_name(was.0, was.1) && name != after).then_some(after)
}

/// What the skus of one request have used so far.
#[derive(Default)]
struct Seen<'a> {
    codes: BTreeSet<&'a str>,
    barcodes: BTreeSet<&'a str>,
    supplier_codes: BTreeSet<&'a SupplierCode>,
}

/// Notes what is wrong with the skus of a request, each at its place.
pub(super) fn note_skus(checks: &mut Checks, skus: &[SkuParts], known: &Known) {
    let mut seen = Seen::default();
    for (index, parts) in skus.iter().enumerate() {
        checks.within(Some(index));
        note_sku(checks, &parts.sku, known, &mut seen);
        note_barcodes(checks, parts, known, &mut seen);
        note_options(checks, parts, known);
        note_supplier_codes(checks, parts, known, &mut seen);
        note_prices(checks, parts, known);
    }
    checks.within(None);
}

fn note_sku<'a>(checks: &mut Checks, sku: &'a Sku, known: &Known, seen: &mut Seen<'a>) {
    checks.required(Field::SkuCode, &sku.code, CODE_MAX);
    let owner = known.sku_codes.get(&sku.code);
    let free = owner.is_none_or(|owner| *owner == sku.id) && seen.codes.insert(&sku.code);
    checks.ensure(free || sku.code.is_empty(), Field::SkuCode, Problem::Taken);
    checks.optional(Field::FiscalCode, sku.fiscal_code.as_deref(), CODE_MAX);
    checks.required(Field::SkuName, &sku.name, NAME_MAX);
    checks.optional(Field::Description, sku.description.as_deref(), DESCRIPTION_MAX);
    note_amounts_of(checks, sku);
}

fn note_amounts_of(checks: &mut Checks, sku: &Sku) {
    let measures = [
        (Field::Width, sku.width),
        (Field::Height, sku.height),
        (Field::Length, sku.length),
        (Field::Weight, sku.weight),
    ];
    for (field, measure) in measures {
        checks.ensure(
            measure.is_none_or(|measure| !measure.is_negative()),
            field,
            Problem::Negative,
        );
    }
    for (field, price) in [
        (Field::BasePrice, sku.base_price),
        (Field::PromotionalPrice, sku.promotional_price),
    ] {
        checks.ensure(price.is_none_or(|price| !price.is_negative()), field, Problem::Negative);
    }
}

fn note_barcodes<'a>(checks: &mut Checks, parts: &'a SkuParts, known: &Known, seen: &mut Seen<'a>) {
    for barcode in parts.barcodes() {
        let owner = known.barcodes.get(barcode);
        // A barcode the sku has already is not judged again: the account's setting may have become stricter since.
        if owner != Some(&parts.sku.id) {
            note_form(checks, barcode, known.document_check);
        }
        let free = owner.is_none_or(|owner| *owner == parts.sku.id) && seen.barcodes.insert(barcode);
        checks.ensure(free, Field::Barcode, Problem::Taken);
    }
}

fn note_options(checks: &mut Checks, parts: &SkuParts, known: &Known) {
    let mut seen = BTreeSet::new();
    for option in &parts.options {
        match known.attributes.get(&option.attribute) {
            None => checks.note(Field::Feature, Problem::Unknown),
            Some(applies_to) => {
                let allowed = option.is_additional || applies_to.describes_skus();
                checks.ensure(allowed, Field::Feature, Problem::NotAllowed);
                let belongs = known.options.get(&option.option) == Some(&option.attribute);
                checks.ensure(belongs, Field::FeatureValue, Problem::Unknown);
            }
        }
        checks.ensure(seen.insert(option.attribute), Field::Feature, Problem::Taken);
    }
}

fn note_supplier_codes<'a>(checks: &mut Checks, parts: &'a SkuParts, known: &Known, seen: &mut Seen<'a>) {
    for entry in &parts.supplier_codes {
        checks.ensure(
            known.parties.contains(&entry.supplier),
            Field::Provider,
            Problem::Unknown,
        );
        checks.required(Field::SupplierCode, &entry.code, CODE_MAX);
        let owner = known.supplier_codes.get(entry);
        let free = owner.is_none_or(|owner| *owner == parts.sku.id) && seen.supplier_codes.insert(entry);
        checks.ensure(free, Field::SupplierCode, Problem::Taken);
    }
}

fn note_prices(checks: &mut Checks, parts: &SkuParts, known: &Known) {
    let mut seen = BTreeSet::new();
    for price in &parts.prices {
        checks.ensure(
            known.price_tables.contains(&price.table),
            Field::PriceTable,
            Problem::Unknown,
        );
        checks.ensure(seen.insert(price.table), Field::PriceTable, Problem::Taken);
        note_amounts(checks, price);
    }
}

/// Which sku of a product each entry of a request means: its place among `existing`, or none for a sku to be added.
/// An entry names a sku by its number or else by its code; a code that the product does not have is a new sku.
///
/// # Errors
/// [`Refusal::Invalid`] at each entry that names a number the product does not have, a sku that an earlier entry
/// named, or nothing at all.
pub fn match_skus(entries: &[(Option<SkuId>, Option<&str>)], existing: &[Sku]) -> Result<Vec<Option<usize>>, Refusal> {
    let mut checks = Checks::default();
    let mut used = BTreeSet::new();
    let mut places = Vec::with_capacity(entries.len());
    for (index, (id, code)) in entries.iter().enumerate() {
        checks.within(Some(index));
        let place = match (id, code) {
            (Some(id), _) => {
                let place = existing.iter().position(|sku| sku.id == *id);
                checks.ensure(place.is_some(), Field::Sku, Problem::Unknown);
                place
            }
            (None, Some(code)) => existing.iter().position(|sku| sku.code == *code),
            (None, None) => {
                checks.note(Field::SkuCode, Problem::Blank);
                None
            }
        };
        checks.ensure(place.is_none_or(|place| used.insert(place)), Field::Sku, Problem::Taken);
        places.push(place);
    }
    checks.verdict()?;
    Ok(places)
}
