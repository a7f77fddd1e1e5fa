//! Keeping a product that the caller names by its code: created, or changed where the code is known, with its prices per
//! organization and table, its category by code or name, and the calling face's own fields. One product or many, all or
//! none.
//!
//! Not the rules of products and prices, which are those of the commands this one is made of.
//!
//! The one rule to know: what is said of the product is said of all its skus; a barcode is the first sku's.

use domain::amount::{Rate, UnitPrice};
use domain::catalog::{ProductTermsChange, Sku};
use domain::change::Change;
use domain::events::EventKind;
use domain::ids::{CategoryId, OrganizationId, PriceTableId, ProductId, SkuId};
use domain::page::PageRequest;
use domain::refusal::{Entity, Field, Problem, Refusal};
use domain::text::fold;
use store::{categories, organization_prices, prices, products, skus};

use super::categories::CreateCategory;
use super::create_product::{CreateProduct, NewPrice, NewSku};
use super::price_tables::CreatePriceTable;
use super::product_terms;
use super::update_product::{ProductChange, SkuChange, UpdateProduct};
use super::write_sku;
use crate::context::Context;
use crate::execute::Command;
use crate::extras::ExtrasEdit;
use crate::failure::Failure;
use crate::outbox;

/// The most price tables that are looked through for a code.
const TABLES_MAX: u32 = 1_000;

/// Keeps a product.
#[derive(Debug, Clone, Default)]
pub struct PutProduct {
    /// The code of the product that is changed; `None` creates one.
    pub known_as: Option<String>,
    /// What is said of the product. Its skus are not named here.
    pub product: ProductChange,
    /// What is said of every sku.
    pub sku: SkuChange,
    /// Under which category.
    pub category: CategoryNamed,
    /// The code of whom it is bought from.
    pub supplier_code: Change<String>,
    /// What organizations charge on their own.
    pub organization_prices: Vec<(OrganizationId, UnitPrice)>,
    /// What it costs in price tables, which are made where there is none of that code.
    pub table_prices: Vec<CodedPrice>,
    /// What becomes of what the shop keeps of it.
    pub terms: ProductTermsChange,
    /// What becomes of the calling face's own fields.
    pub extras: Option<ExtrasEdit>,
}

/// A category by code or name; made when there is none.
#[derive(Debug, Clone, Default)]
pub struct CategoryNamed {
    /// Its code.
    pub code: Option<String>,
    /// Its name.
    pub name: Option<String>,
}

/// A price in the table of a code.
#[derive(Debug, Clone)]
pub struct CodedPrice {
    /// Whose table; `None` is the account's.
    pub organization: Option<OrganizationId>,
    /// The table's id in another system, or else its number.
    pub table: String,
    /// The price.
    pub price: UnitPrice,
}

/// Keeps many products, all or none.
#[derive(Debug, Clone)]
pub struct PutProducts(pub Vec<PutProduct>);

impl Command for PutProduct {
    type Done = ProductId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<ProductId, Failure> {
        let account = cx.account();
        let mut change = self.product.clone();
        if let Some(category) = self.category.find_or_make(cx)? {
            change.category = Change::Set(category);
        }
        change.supplier = self.supplier(cx)?;
        let table_prices = self.table_prices(cx)?;
        let id = match &self.known_as {
            None => creation(&change, &self.sku, table_prices).run(cx)?,
            Some(code) => {
                let found = products::find_many_by_code(cx.tx, account, &[code.as_str()])?.pop();
                let known = found.ok_or_else(|| Failure::not_found(Entity::Product, code))?;
                let existing = skus::of_products(cx.tx, account, &[known.id])?;
                change.skus = self.sku_changes(&existing, &known.name, table_prices);
                UpdateProduct {
                    product: known.id,
                    change,
                }
                .run(cx)?
            }
        };
        self.charge(cx, id)?;
        let mut is_changed = product_terms::change(cx, id, &self.terms)?;
        if let Some(edit) = &self.extras {
            let face = cx.call.face;
            let kept = products::extras(cx.tx, account, face, &[id])?.pop();
            let mut kept = kept.map(|(_, text)| text);
            let before = kept.clone();
            edit.apply(&mut kept);
            if kept != before {
                products::set_extras(cx.tx, account, id, face, kept.as_deref())?;
                is_changed = true;
            }
        }
        if is_changed {
            super::keep_product::tell(cx, id)?;
        }
        Ok(id)
    }
}

impl Command for PutProducts {
    type Done = Vec<ProductId>;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<Vec<ProductId>, Failure> {
        self.0.iter().map(|one| one.run(cx)).collect()
    }
}

impl PutProduct {
    fn supplier(&self, cx: &mut Context<'_, '_>) -> Result<Change<domain::ids::PartyId>, Failure> {
        let account = cx.account();
        Ok(match &self.supplier_code {
            Change::Keep => Change::Keep,
            Change::Clear => Change::Clear,
            Change::Set(code) => match store::parties::find_by_code(cx.tx, account, code)? {
                Some(party) => Change::Set(party.id),
                None => return Err(Refusal::invalid(Field::Provider, Problem::Unknown).into()),
            },
        })
    }

    /// The prices, their tables found or made.
    fn table_prices(&self, cx: &mut Context<'_, '_>) -> Result<Vec<NewPrice>, Failure> {
        let account = cx.account();
        if self.table_prices.is_empty() {
            return Ok(Vec::new());
        }
        let mut known = prices::list_tables(cx.tx, account, PageRequest::new(1, TABLES_MAX, TABLES_MAX))?;
        let mut found = Vec::with_capacity(self.table_prices.len());
        for coded in &self.table_prices {
            let of_owner = || known.iter().filter(|table| table.organization == coded.organization);
            let by_code = of_owner().find(|table| table.external_id.as_deref() == Some(&coded.table));
            let by_number = || of_owner().find(|table| table.id.to_string() == coded.table);
            let table: Option<PriceTableId> = by_code.or_else(by_number).map(|table| table.id);
            let table = match table {
                Some(table) => table,
                None => {
                    let new = CreatePriceTable {
                        organization: coded.organization,
                        external_id: Some(coded.table.clone()),
                        ..CreatePriceTable::named(format!("Pauta {}", coded.table))
                    };
                    let id = new.run(cx)?;
                    known.extend(prices::find_table(cx.tx, account, id)?);
                    id
                }
            };
            found.push(NewPrice {
                table,
                price: coded.price,
                discount: Rate::ZERO,
            });
        }
        Ok(found)
    }

    /// What is said of each sku that the product has.
    fn sku_changes(&self, existing: &[Sku], product_name: &str, prices: Vec<NewPrice>) -> Vec<SkuChange> {
        let mut changes = Vec::with_capacity(existing.len());
        for (place, sku) in existing.iter().enumerate() {
            let said = &self.sku;
            let follows_name = existing.len() == 1 && sku.name == product_name;
            changes.push(SkuChange {
                id: Some(sku.id),
                name: self.product.name.clone().filter(|_| follows_name),
                ean: if place == 0 { said.ean.clone() } else { Change::Keep },
                base_price: said.base_price,
                weight: said.weight,
                prices: prices.clone(),
                ..SkuChange::default()
            });
        }
        changes
    }

    /// Sets what organizations charge for every sku of the product.
    fn charge(&self, cx: &mut Context<'_, '_>, product: ProductId) -> Result<(), Failure> {
        let (account, now) = (cx.account(), cx.now);
        if self.organization_prices.is_empty() {
            return Ok(());
        }
        let existing: Vec<SkuId> = skus::of_products(cx.tx, account, &[product])?
            .into_iter()
            .map(|sku| sku.id)
            .collect();
        let before = organization_prices::of_skus(cx.tx, account, &existing)?;
        let mut changed = Vec::new();
        for (organization, price) in &self.organization_prices {
            if !store::organizations::exists(cx.tx, account, *organization)? {
                return Err(Refusal::invalid(Field::Organization, Problem::Unknown).into());
            }
            if price.is_negative() {
                return Err(Refusal::invalid(Field::Price, Problem::Negative).into());
            }
            for sku in &existing {
                let had = before
                    .iter()
                    .find(|one| one.sku == *sku && one.organization == *organization);
                if had.and_then(|one| one.price) != Some(*price) {
                    organization_prices::set_price(cx.tx, account, *sku, *organization, Some(*price), now)?;
                    changed.push(write_sku::event(*sku, Some(*organization), EventKind::Updated));
                }
            }
        }
        outbox::emit(cx, &changed)
    }
}

/// The command that creates the product with one sku.
fn creation(change: &ProductChange, sku: &SkuChange, prices: Vec<NewPrice>) -> CreateProduct {
    let set = |change: &Change<String>| change.new_value().cloned();
    let mut new = CreateProduct::named(change.name.clone().unwrap_or_default());
    new.category = change.category.new_value().copied();
    new.supplier = change.supplier.new_value().copied();
    new.code = change.code.clone();
    new.description = set(&change.description);
    new.ncm = set(&change.ncm);
    new.cest = set(&change.cest);
    new.origin = change.origin.new_value().copied();
    new.kind = change.kind.unwrap_or(new.kind);
    new.unit = change.unit.clone().unwrap_or(new.unit);
    new.status = change.status.unwrap_or(new.status);
    new.controls_lot = change.controls_lot.unwrap_or(new.controls_lot);
    new.skus = vec![NewSku {
        ean: set(&sku.ean),
        base_price: sku.base_price.new_value().copied(),
        weight: sku.weight.new_value().copied(),
        prices,
        ..NewSku::default()
    }];
    new
}

impl CategoryNamed {
    /// The category; none when none is named.
    fn find_or_make(&self, cx: &mut Context<'_, '_>) -> Result<Option<CategoryId>, Failure> {
        let account = cx.account();
        if self.code.is_none() && self.name.is_none() {
            return Ok(None);
        }
        let known = categories::all(cx.tx, account)?;
        let found = match (&self.code, &self.name) {
            (Some(code), _) => known.iter().find(|one| one.code.as_deref() == Some(code)).or_else(|| {
                known
                    .iter()
                    .find(|one| one.code.is_none() && one.id.to_string() == *code)
            }),
            (None, Some(name)) => known.iter().find(|one| fold(&one.name) == fold(name)),
            (None, None) => None,
        };
        if let Some(found) = found {
            return Ok(Some(found.id));
        }
        let new = CreateCategory {
            name: self.name.clone().or_else(|| self.code.clone()).unwrap_or_default(),
            code: self.code.clone(),
            ..CreateCategory::default()
        };
        new.run(cx).map(Some)
    }
}
