//! Further barcodes of skus, one at a time: given, moved, taken away.
//!
//! Not their form, which is the catalogue's rule.
//!
//! The one rule to know: a barcode names one sku of the account, the main one or a further one alike.

use domain::change::Change;
use domain::ids::{ProductId, SkuId};
use domain::page::PageRequest;
use domain::refusal::{Entity, Field, Problem};
use store::skus::{self, BarcodeRow, SkuPlace};

use super::update_product::{ProductChange, SkuChange, UpdateProduct};
use crate::context::Context;
use crate::execute::Command;
use crate::failure::Failure;
use crate::reader::Reader;

/// Gives a sku a further barcode.
#[derive(Debug, Clone)]
pub struct PutBarcode {
    /// The product.
    pub product: ProductId,
    /// The sku.
    pub sku: SkuId,
    /// The barcode.
    pub barcode: String,
    /// Whether another sku may have it, which then loses it.
    pub may_move: bool,
}

/// Takes a barcode away from whoever has it.
#[derive(Debug, Clone)]
pub struct DeleteBarcode {
    /// The barcode.
    pub barcode: String,
}

impl Command for PutBarcode {
    type Done = SkuId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<SkuId, Failure> {
        let account = cx.account();
        let barcode = self.barcode.trim();
        let owner = skus::owners_of_barcodes(cx.tx, account, &[barcode])?
            .pop()
            .map(|(_, sku)| sku);
        match owner {
            Some(owner) if owner == self.sku && self.may_move => return Ok(self.sku),
            Some(_) if self.may_move => take_away(cx, barcode)?,
            Some(_) => return Err(Failure::invalid(Field::Barcode, Problem::Taken)),
            None => {}
        }
        let mut barcodes = further(cx, self.sku)?;
        barcodes.push(barcode.to_owned());
        change(cx, self.product, self.sku, Change::Keep, barcodes)?;
        Ok(self.sku)
    }
}

impl Command for DeleteBarcode {
    type Done = ();

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<(), Failure> {
        take_away(cx, self.barcode.trim())
    }
}

fn take_away(cx: &mut Context<'_, '_>, barcode: &str) -> Result<(), Failure> {
    let account = cx.account();
    let owner = skus::owners_of_barcodes(cx.tx, account, &[barcode])?.pop();
    let (_, id) = owner.ok_or_else(|| Failure::not_found(Entity::Barcode, barcode))?;
    let found = skus::find_many(cx.tx, account, &[id])?.pop();
    let sku = found.ok_or_else(|| Failure::not_found(Entity::Barcode, barcode))?;
    let main = if sku.ean.as_deref() == Some(barcode) {
        Change::Clear
    } else {
        Change::Keep
    };
    let mut barcodes = further(cx, id)?;
    barcodes.retain(|one| one != barcode);
    change(cx, sku.product, id, main, barcodes)
}

/// The barcodes of a sku besides the main one.
fn further(cx: &mut Context<'_, '_>, sku: SkuId) -> Result<Vec<String>, Failure> {
    let account = cx.account();
    let main = skus::find_many(cx.tx, account, &[sku])?.pop().and_then(|sku| sku.ean);
    let all = skus::barcodes_of(cx.tx, account, &[sku])?;
    Ok(all
        .into_iter()
        .map(|(_, barcode)| barcode)
        .filter(|one| Some(one) != main.as_ref())
        .collect())
}

fn change(
    cx: &mut Context<'_, '_>,
    product: ProductId,
    sku: SkuId,
    ean: Change<String>,
    barcodes: Vec<String>,
) -> Result<(), Failure> {
    let update = UpdateProduct {
        product,
        change: ProductChange {
            skus: vec![SkuChange {
                id: Some(sku),
                ean,
                additional_eans: Some(barcodes),
                ..SkuChange::default()
            }],
            ..ProductChange::default()
        },
    };
    update.run(cx).map(drop)
}

impl Reader<'_, '_> {
    /// A page of barcodes, further ones unless one is asked for by name, in their order.
    ///
    /// # Errors
    /// A broken store.
    pub fn barcodes(
        &mut self,
        product: Option<ProductId>,
        barcode: Option<&str>,
        place: Option<SkuPlace>,
        page: PageRequest,
    ) -> Result<Vec<BarcodeRow>, Failure> {
        Ok(skus::list_barcodes(
            self.tx,
            self.account,
            product,
            barcode,
            place,
            page,
        )?)
    }
}
