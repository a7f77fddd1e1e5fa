//! Creating and reading packagings.

use domain::amount::Quantity;
use domain::catalog::{Packaging, PackagingUsage};
use domain::ids::{PackagingId, SkuId};
use domain::refusal::{Field, Problem};
use store::counters::{self, Counter};
use store::packagings;
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
            created_at: cx.now,
            updated_at: cx.now,
        };
        packaging.check()?;
        packagings::insert(cx.tx, account, &packaging)?;
        Ok(packaging.id)
    }
}

impl Reader<'_, '_> {
    /// The packagings of these skus, by sku and number.
    ///
    /// # Errors
    /// A broken store.
    pub fn packagings_of(&mut self, skus: &[SkuId]) -> Result<Vec<Packaging>, Failure> {
        Ok(packagings::of_skus(self.tx, self.account, skus)?)
    }
}
