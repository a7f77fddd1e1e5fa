//! Creating and reading packagings.

use domain::amount::{Quantity, UnitPrice};
use domain::catalog::{Packaging, PackagingUsage};
use domain::change::Change;
use domain::ids::{PackagingId, SkuId};
use domain::page::PageRequest;
use domain::refusal::{Entity, Field, Problem};
use store::counters::{self, Counter};
use store::packagings;
pub use store::packagings::PackagingFilter;
use store::references::Mentioned;

use super::known;
use crate::context::Context;
use crate::execute::Command;
use crate::failure::Failure;
use crate::reader::Reader;

/// Adds a packaging to a sku.
#[derive(Debug, Clone)]
pub struct CreatePackaging {
    /// The sku.
    pub sku: SkuId,
    /// Its unit of measure.
    pub unit: String,
    /// How many of the sku's unit are in one.
    pub factor: Quantity,
    /// Its barcode.
    pub barcode: Option<String>,
    /// What it is for.
    pub usage: PackagingUsage,
}

impl Command for CreatePackaging {
    type Done = PackagingId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<PackagingId, Failure> {
        let account = cx.account();
        if !known::one(cx, Mentioned::Sku, Some(self.sku.raw()))? {
            return Err(Failure::invalid(Field::Sku, Problem::Unknown));
        }
        let packaging = Packaging {
            id: PackagingId::from_raw(counters::next(cx.tx, account, Counter::Packaging)?),
            sku: self.sku,
            unit: self.unit.trim().to_owned(),
            factor: self.factor,
            barcode: self.barcode.clone(),
            usage: self.usage,
            price: None,
            decimals: None,
            created_at: cx.now,
            updated_at: cx.now,
        };
        packaging.check()?;
        packagings::insert(cx.tx, account, &packaging)?;
        Ok(packaging.id)
    }
}

/// Adds a packaging to a sku, or changes the one of its barcode, or of its unit and factor.
#[derive(Debug, Clone)]
pub struct PutPackaging {
    /// The sku.
    pub sku: SkuId,
    /// Its unit of measure; `None` keeps it.
    pub unit: Option<String>,
    /// How many of the sku's unit are in one; `None` keeps it.
    pub factor: Option<Quantity>,
    /// Its barcode.
    pub barcode: Change<String>,
    /// What it is for; `None` keeps it, and a new one is for both.
    pub usage: Option<PackagingUsage>,
    /// What one costs.
    pub price: Change<UnitPrice>,
    /// How many decimals its unit is counted with.
    pub decimals: Change<i64>,
    /// Whether it is added; otherwise it must be there.
    pub is_new: bool,
}

impl Command for PutPackaging {
    type Done = PackagingId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<PackagingId, Failure> {
        let account = cx.account();
        let known = packagings::of_skus(cx.tx, account, &[self.sku])?;
        let barcode = self.barcode.new_value();
        let by_barcode = known
            .iter()
            .find(|one| barcode.is_some() && one.barcode.as_ref() == barcode);
        let is_same = |one: &&Packaging| {
            self.unit.as_deref().is_none_or(|unit| one.unit == unit.trim())
                && self.factor.is_none_or(|factor| one.factor == factor)
        };
        let of_unit = |one: &&Packaging| self.unit.as_deref().is_some_and(|unit| one.unit == unit.trim());
        let exactly = known.iter().find(|one| self.unit.is_some() && is_same(one));
        if self.is_new {
            if by_barcode.is_some() {
                return Err(Failure::invalid(Field::Barcode, Problem::Taken));
            }
            if exactly.is_some() {
                return Err(Failure::invalid(Field::Unit, Problem::Taken));
            }
            let mut packaging = Packaging {
                id: PackagingId::from_raw(counters::next(cx.tx, account, Counter::Packaging)?),
                sku: self.sku,
                unit: String::new(),
                factor: Quantity::ZERO,
                barcode: None,
                usage: PackagingUsage::Both,
                price: None,
                decimals: None,
                created_at: cx.now,
                updated_at: cx.now,
            };
            self.apply(&mut packaging);
            packaging.check()?;
            packagings::insert(cx.tx, account, &packaging)?;
            return Ok(packaging.id);
        }
        let found = by_barcode.or(exactly).or_else(|| known.iter().find(of_unit));
        let mut packaging = found
            .cloned()
            .ok_or_else(|| Failure::not_found(Entity::Packaging, self.unit.as_deref().unwrap_or_default()))?;
        self.apply(&mut packaging);
        packaging.updated_at = cx.now;
        packaging.check()?;
        packagings::update(cx.tx, account, &packaging)?;
        Ok(packaging.id)
    }
}

impl PutPackaging {
    fn apply(&self, packaging: &mut Packaging) {
        if let Some(unit) = &self.unit {
            packaging.unit = unit.trim().to_owned();
        }
        packaging.factor = self.factor.unwrap_or(packaging.factor);
        packaging.usage = self.usage.unwrap_or(packaging.usage);
        self.barcode.clone().apply(&mut packaging.barcode);
        self.price.apply(&mut packaging.price);
        self.decimals.apply(&mut packaging.decimals);
    }
}

impl Reader<'_, '_> {
    /// A page of packagings, by number.
    ///
    /// # Errors
    /// A broken store.
    pub fn packagings(&mut self, filter: &PackagingFilter, page: PageRequest) -> Result<Vec<Packaging>, Failure> {
        Ok(packagings::list(self.tx, self.account, filter, page)?)
    }

    /// The packagings of these skus, by sku and number.
    ///
    /// # Errors
    /// A broken store.
    pub fn packagings_of(&mut self, skus: &[SkuId]) -> Result<Vec<Packaging>, Failure> {
        Ok(packagings::of_skus(self.tx, self.account, skus)?)
    }
}
