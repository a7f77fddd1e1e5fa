//! Changing a product: its own fields, and skus changed or added by number or code. What is not named stays.

use std::collections::BTreeMap;

use domain::amount::{Quantity, UnitPrice};
use domain::catalog::{
    Price, Product, ProductKind, ProductOption, ProductParts, ProductStatus, Sku, SkuOption, SkuParts, SupplierCode,
    Visibility, match_skus,
};
use domain::change::Change;
use domain::events::{Event, EventKind};
use domain::ids::{AttributeOptionId, BrandId, CategoryId, OrganizationId, PartyId, PriceTableId, ProductId, SkuId};
use domain::refusal::Entity;
use jiff::Timestamp;
use store::{images, prices, products, skus};

use super::create_product::{NewImage, NewPrice, option_values};
use super::gather;
use super::write_sku::{self, Numbers};
use crate::context::Context;
use crate::execute::Command;
use crate::failure::Failure;
use crate::outbox;

/// Changes a product.
#[derive(Debug, Clone)]
pub struct UpdateProduct {
    /// Which.
    pub product: ProductId,
    /// How.
    pub change: ProductChange,
}

/// What changes of a product; by default nothing.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs, reason = "each field changes the product's field of the same name")]
pub struct ProductChange {
    pub organization: Change<OrganizationId>,
    pub category: Change<CategoryId>,
    pub brand: Change<BrandId>,
    pub supplier: Change<PartyId>,
    pub kind: Option<ProductKind>,
    pub code: Option<String>,
    pub name: Option<String>,
    pub description: Change<String>,
    pub unit: Option<String>,
    pub status: Option<ProductStatus>,
    pub visibility: Option<Visibility>,
    pub ncm: Change<String>,
    pub ex_tipi: Change<String>,
    pub cest: Change<String>,
    pub origin: Change<i64>,
    pub controls_stock: Option<bool>,
    pub controls_lot: Option<bool>,
    pub controls_expiry: Option<bool>,
    /// Replaces all attributes.
    pub options: Option<Vec<ProductOption>>,
    /// Replaces the images that show no sku in particular.
    pub images: Option<Vec<NewImage>>,
    /// Skus to be changed or added.
    pub skus: Vec<SkuChange>,
}

/// What changes of a sku, or what a new one begins with. A sku is named by its number or else by its code; a code
/// that the product does not have yet adds a sku.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs, reason = "each field changes the sku's field of the same name")]
pub struct SkuChange {
    pub id: Option<SkuId>,
    pub code: Option<String>,
    pub fiscal_code: Change<String>,
    pub ean: Change<String>,
    /// Replaces all barcodes but the main one.
    pub additional_eans: Option<Vec<String>>,
    pub name: Option<String>,
    pub description: Change<String>,
    pub active: Option<bool>,
    pub width: Change<Quantity>,
    pub height: Change<Quantity>,
    pub length: Change<Quantity>,
    pub weight: Change<Quantity>,
    pub base_price: Change<UnitPrice>,
    pub promotional_price: Change<UnitPrice>,
    /// Replaces all options.
    pub options: Option<Vec<SkuOption>>,
    /// Replaces what all suppliers call it.
    pub supplier_codes: Option<Vec<SupplierCode>>,
    /// Replaces the sku's own images.
    pub images: Option<Vec<NewImage>>,
    /// Sets prices; those in other tables stay.
    pub prices: Vec<NewPrice>,
}

/// The product as it stands, as far as the change touches it.
struct Before {
    product: Product,
    skus: Vec<Sku>,
    /// Of each entry of the change: the sku it means, none for a new one.
    parts: Vec<Option<SkuParts>>,
    prices: BTreeMap<(SkuId, PriceTableId), Price>,
}

impl Command for UpdateProduct {
    type Done = ProductId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<ProductId, Failure> {
        let before = self.load(cx)?;
        let change = &self.change;
        let new_skus = before.parts.iter().filter(|parts| parts.is_none()).count();
        let lists = change
            .images
            .iter()
            .chain(change.skus.iter().filter_map(|sku| sku.images.as_ref()));
        let images = lists.map(Vec::len).sum();
        let new_prices = before.new_prices(&change.skus);
        let (_, mut numbers) = Numbers::take(cx, 0, [new_skus, images, new_prices])?;

        let options = gather::options(cx, &change.mentioned_options(&before))?;
        let mut parts = change.product_after(&before, &mut numbers, cx.now);
        for (sku, before) in parts.skus.iter_mut().zip(&before.parts) {
            sku.normalize(&parts.product.name, &option_values(&sku.options, &options));
            // The order of a set means nothing; what is read back comes sorted.
            sku.supplier_codes.sort();
            touch(sku, before.as_ref(), cx.now);
        }
        parts.check(&gather::facts(cx, &parts, &options)?)?;
        change.write(cx, &before, &mut parts)?;
        Ok(self.product)
    }
}

impl UpdateProduct {
    fn load(&self, cx: &mut Context<'_, '_>) -> Result<Before, Failure> {
        let account = cx.account();
        let product = products::find(cx.tx, account, self.product)?
            .ok_or_else(|| Failure::not_found(Entity::Product, self.product))?;
        let existing = skus::of_products(cx.tx, account, &[self.product])?;
        let named = |sku: &SkuChange| (sku.id, sku.code.as_deref().map(|code| code.trim().to_owned()));
        let entries: Vec<_> = self.change.skus.iter().map(named).collect();
        let entries: Vec<_> = entries.iter().map(|(id, code)| (*id, code.as_deref())).collect();
        let places = match_skus(&entries, &existing)?;

        let ids: Vec<SkuId> = places.iter().flatten().map(|place| existing[*place].id).collect();
        let mut barcodes = grouped(skus::barcodes_of(cx.tx, account, &ids)?);
        let mut options = grouped(skus::options_of(cx.tx, account, &ids)?);
        let mut supplier_codes = grouped(skus::supplier_codes_of(cx.tx, account, &ids)?);
        let sets_prices = self.change.skus.iter().any(|sku| !sku.prices.is_empty());
        let prices = if sets_prices {
            prices::of_skus(cx.tx, account, &ids)?
        } else {
            Vec::new()
        };
        let part = |place: usize| {
            let sku = existing[place].clone();
            let mut additional_barcodes = barcodes.remove(&sku.id).unwrap_or_default();
            additional_barcodes.retain(|barcode| sku.ean.as_ref() != Some(barcode));
            SkuParts {
                additional_barcodes,
                options: options.remove(&sku.id).unwrap_or_default(),
                supplier_codes: supplier_codes.remove(&sku.id).unwrap_or_default(),
                prices: Vec::new(),
                sku,
            }
        };
        let mut part = part;
        let parts = places.into_iter().map(|place| place.map(&mut part)).collect();
        let prices = prices
            .into_iter()
            .map(|price| ((price.sku, price.table), price))
            .collect();
        Ok(Before {
            product,
            skus: existing,
            parts,
            prices,
        })
    }
}

impl Before {
    /// How many of the prices to be set are in tables where their sku has none yet.
    fn new_prices(&self, changes: &[SkuChange]) -> usize {
        let of_entry = |(change, parts): (&SkuChange, &Option<SkuParts>)| match parts {
            None => change.prices.len(),
            Some(parts) => {
                let is_new = |new: &&NewPrice| !self.prices.contains_key(&(parts.sku.id, new.table));
                change.prices.iter().filter(is_new).count()
            }
        };
        changes.iter().zip(&self.parts).map(of_entry).sum()
    }
}

impl ProductChange {
    /// The options mentioned by the change and by the skus it touches.
    fn mentioned_options(&self, before: &Before) -> Vec<AttributeOptionId> {
        let of_product = self.options.iter().flatten().filter_map(|option| option.option);
        let of_changes = self
            .skus
            .iter()
            .flat_map(|sku| sku.options.iter().flatten())
            .map(|option| option.option);
        let of_skus = before
            .parts
            .iter()
            .flatten()
            .flat_map(|parts| &parts.options)
            .map(|option| option.option);
        of_product.chain(of_changes).chain(of_skus).collect()
    }

    fn product_after(&self, before: &Before, numbers: &mut Numbers, now: Timestamp) -> ProductParts {
        let mut product = before.product.clone();
        self.apply(&mut product);
        product.normalize();
        if product != before.product || self.options.is_some() || self.images.is_some() {
            product.updated_at = now;
        }
        let given = self.images.as_deref().unwrap_or_default();
        let mut images = numbers.images(product.id, None, given, 0, now);
        let mut skus = Vec::with_capacity(self.skus.len());
        for (change, parts) in self.skus.iter().zip(&before.parts) {
            let mut after = match parts {
                Some(parts) => parts.clone(),
                None => new_sku(numbers.sku(), product.id, now),
            };
            change.apply(&mut after);
            change.price(&mut after, &before.prices, numbers, now);
            let given = change.images.as_deref().unwrap_or_default();
            images.extend(numbers.images(product.id, Some(after.sku.id), given, images.len(), now));
            if change.images.is_some() {
                after.sku.updated_at = now;
            }
            skus.push(after);
        }
        ProductParts {
            product,
            options: self.options.clone().unwrap_or_default(),
            images,
            skus,
        }
    }

    fn apply(&self, product: &mut Product) {
        self.organization.apply(&mut product.organization);
        self.category.apply(&mut product.category);
        self.brand.apply(&mut product.brand);
        self.supplier.apply(&mut product.supplier);
        set(&mut product.kind, self.kind.as_ref());
        set(&mut product.code, self.code.as_ref());
        set(&mut product.name, self.name.as_ref());
        self.description.clone().apply(&mut product.description);
        set(&mut product.unit, self.unit.as_ref());
        set(&mut product.status, self.status.as_ref());
        set(&mut product.visibility, self.visibility.as_ref());
        self.ncm.clone().apply(&mut product.ncm);
        self.ex_tipi.clone().apply(&mut product.ex_tipi);
        self.cest.clone().apply(&mut product.cest);
        self.origin.apply(&mut product.origin);
        set(&mut product.controls_stock, self.controls_stock.as_ref());
        set(&mut product.controls_lot, self.controls_lot.as_ref());
        set(&mut product.controls_expiry, self.controls_expiry.as_ref());
    }

    fn write(&self, cx: &mut Context<'_, '_>, before: &Before, after: &mut ProductParts) -> Result<(), Failure> {
        let account = cx.account();
        let product = &after.product;
        let product_changed = *product != before.product;
        if product_changed {
            products::update(cx.tx, account, product)?;
        }
        if let Some(options) = &self.options {
            products::set_options(cx.tx, account, product.id, options, cx.now)?;
        }
        if self.images.is_some() {
            images::delete_of_product(cx.tx, account, product.id)?;
        }
        let mut events = Vec::new();
        let mut changed: BTreeMap<SkuId, EventKind> = BTreeMap::new();
        for ((change, before), after) in self.skus.iter().zip(&before.parts).zip(&after.skus) {
            match before {
                None => {
                    write_sku::insert(cx.tx, account, after)?;
                    changed.insert(after.sku.id, EventKind::Created);
                }
                Some(before) if before != after => {
                    write_sku::update(cx.tx, account, before, after)?;
                    changed.insert(after.sku.id, EventKind::Updated);
                }
                Some(_) => {}
            }
            if change.images.is_some() {
                images::delete_of_sku(cx.tx, account, product.id, after.sku.id)?;
            }
        }
        images::insert_all(cx.tx, account, &after.images)?;

        let organization = product.organization;
        if product_changed {
            let (entity, kind) = (Entity::Product, EventKind::Updated);
            events.push(Event {
                entity,
                entity_id: product.id.raw(),
                organization,
                kind,
            });
            // Whoever shows a sku shows its product's fields with it.
            for sku in &before.skus {
                changed.entry(sku.id).or_insert(EventKind::Updated);
            }
        }
        events.extend(
            changed
                .into_iter()
                .map(|(sku, kind)| write_sku::event(sku, organization, kind)),
        );
        outbox::emit(cx, &events)
    }
}

impl SkuChange {
    fn apply(&self, parts: &mut SkuParts) {
        let sku = &mut parts.sku;
        set(&mut sku.code, self.code.as_ref());
        self.fiscal_code.clone().apply(&mut sku.fiscal_code);
        self.ean.clone().apply(&mut sku.ean);
        set(&mut sku.name, self.name.as_ref());
        self.description.clone().apply(&mut sku.description);
        set(&mut sku.active, self.active.as_ref());
        self.width.apply(&mut sku.width);
        self.height.apply(&mut sku.height);
        self.length.apply(&mut sku.length);
        self.weight.apply(&mut sku.weight);
        self.base_price.apply(&mut sku.base_price);
        self.promotional_price.apply(&mut sku.promotional_price);
        set(&mut parts.additional_barcodes, self.additional_eans.as_ref());
        set(&mut parts.options, self.options.as_ref());
        set(&mut parts.supplier_codes, self.supplier_codes.as_ref());
    }

    /// The prices that differ from those the sku has, under their old numbers or new ones.
    fn price(
        &self,
        parts: &mut SkuParts,
        existing: &BTreeMap<(SkuId, PriceTableId), Price>,
        numbers: &mut Numbers,
        now: Timestamp,
    ) {
        for new in &self.prices {
            match existing.get(&(parts.sku.id, new.table)) {
                None => {
                    let amounts = (new.price, new.discount);
                    parts.prices.push(numbers.price(parts.sku.id, new.table, amounts, now));
                }
                Some(old) if (old.price, old.discount) != (new.price, new.discount) => {
                    let price = Price {
                        price: new.price,
                        discount: new.discount,
                        updated_at: now,
                        ..old.clone()
                    };
                    parts.prices.push(price);
                }
                Some(_) => {}
            }
        }
    }
}

/// Replaces the field when the change names it.
fn set<T: Clone>(field: &mut T, change: Option<&T>) {
    if let Some(value) = change {
        field.clone_from(value);
    }
}

fn new_sku(id: SkuId, product: ProductId, now: Timestamp) -> SkuParts {
    let sku = Sku {
        id,
        product,
        code: String::new(),
        fiscal_code: None,
        ean: None,
        name: String::new(),
        description: None,
        active: true,
        width: None,
        height: None,
        length: None,
        weight: None,
        base_price: None,
        promotional_price: None,
        created_at: now,
        updated_at: now,
    };
    SkuParts {
        sku,
        additional_barcodes: Vec::new(),
        options: Vec::new(),
        supplier_codes: Vec::new(),
        prices: Vec::new(),
    }
}

/// Dates a sku that is not as it was.
fn touch(sku: &mut SkuParts, before: Option<&SkuParts>, now: Timestamp) {
    // Sorted as it is read back, so that the same set is the same list.
    sku.options.sort();
    sku.additional_barcodes.sort();
    if before.is_none_or(|before| before != sku) {
        sku.sku.updated_at = now;
    }
}

fn grouped<T>(rows: Vec<(SkuId, T)>) -> BTreeMap<SkuId, Vec<T>> {
    let mut groups: BTreeMap<SkuId, Vec<T>> = BTreeMap::new();
    for (sku, row) in rows {
        groups.entry(sku).or_default().push(row);
    }
    groups
}
