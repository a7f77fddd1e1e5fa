//! Saying whose product the lines of a receipt are: by hand, or by looking again at what their codes tell by now.
//!
//! Not a change of what came; a concluded receipt stays as it is.
//!
//! The one rule to know: what a person chose is remembered as the supplier's code of that sku, so that the next receipt
//! matches itself.

use std::collections::{BTreeMap, BTreeSet};

use domain::catalog::{SupplierCode, barcode_spellings};
use domain::ids::{PartyId, ReceiptId, SkuId};
use domain::orders::SkuReference;
use domain::receipts::{GoodsReceipt, Known, ReceiptItem};

use super::enter_stock::find_references;
use super::locks;
use super::receive_goods::{book_for, conclude, deliver};
use crate::context::Context;
use crate::execute::Command;
use crate::failure::Failure;

/// Matches lines of an open receipt; with the last one the goods come to stock.
#[derive(Debug, Clone)]
pub struct MatchReceipt {
    /// The receipt.
    pub receipt: ReceiptId,
    /// What a person decided; the lines left out are looked at by their codes again.
    pub choices: Vec<LineChoice>,
}

/// One line's sku.
#[derive(Debug, Clone)]
pub struct LineChoice {
    /// The line, from 1.
    pub line: i64,
    /// The sku.
    pub sku: SkuReference,
}

impl Command for MatchReceipt {
    type Done = ReceiptId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<ReceiptId, Failure> {
        let account = cx.account();
        let mut receipt = locks::callers_receipt(cx, self.receipt)?;
        let chosen = find_references(cx, self.choices.iter().map(|choice| &choice.sku))?;
        let chosen: Vec<(i64, SkuId)> = self.choices.iter().map(|choice| choice.line).zip(chosen).collect();
        receipt.choose(&chosen)?;
        match_rest(cx, &mut receipt)?;
        remember(cx, &receipt, &chosen)?;
        let skus: Vec<Option<SkuId>> = receipt.items.iter().map(|item| item.sku).collect();
        let book = book_for(cx, receipt.location, &skus)?;
        receipt.updated_at = cx.now;
        let deliveries = conclude(cx, &mut receipt)?;
        store::receipts::update(cx.tx, account, &receipt)?;
        if let (Some(book), Some(deliveries)) = (book, deliveries) {
            deliver(cx, &receipt, book, &deliveries)?;
        }
        Ok(receipt.id)
    }
}

/// Matches the lines nobody chose for by their codes.
fn match_rest(cx: &mut Context<'_, '_>, receipt: &mut GoodsReceipt) -> Result<(), Failure> {
    let open: Vec<ReceiptItem> = receipt
        .items
        .iter()
        .filter(|item| item.sku.is_none())
        .cloned()
        .collect();
    let found = skus_of(cx, receipt.supplier, &open)?;
    let found: BTreeMap<i64, Option<SkuId>> = open.iter().map(|item| item.id).zip(found).collect();
    for item in receipt.items.iter_mut().filter(|item| item.sku.is_none()) {
        item.sku = found.get(&item.id).copied().flatten();
    }
    Ok(())
}

/// Keeps what a person chose as the supplier's codes.
fn remember(cx: &mut Context<'_, '_>, receipt: &GoodsReceipt, chosen: &[(i64, SkuId)]) -> Result<(), Failure> {
    let account = cx.account();
    let Some(supplier) = receipt.supplier else {
        return Ok(());
    };
    for (line, sku) in chosen {
        let of_line = receipt.items.iter().find(|item| item.line == *line);
        if let Some(code) = of_line.and_then(|item| item.supplier_code.clone()) {
            store::skus::set_supplier_code(cx.tx, account, *sku, &SupplierCode { supplier, code })?;
        }
    }
    Ok(())
}

/// The skus that items are by their codes, in their order: four statements, however many.
///
/// # Errors
/// A broken store.
pub(crate) fn skus_of(
    cx: &mut Context<'_, '_>,
    supplier: Option<PartyId>,
    items: &[ReceiptItem],
) -> Result<Vec<Option<SkuId>>, Failure> {
    let account = cx.account();
    let codes: BTreeSet<&str> = items.iter().filter_map(|item| item.supplier_code.as_deref()).collect();
    let barcodes: BTreeSet<String> = items
        .iter()
        .filter_map(|item| item.barcode.as_deref())
        .flat_map(barcode_spellings)
        .collect();
    let of_supplier: Vec<SupplierCode> = supplier
        .into_iter()
        .flat_map(|supplier| {
            codes.iter().map(move |code| SupplierCode {
                supplier,
                code: (*code).to_owned(),
            })
        })
        .collect();
    let barcodes: Vec<&str> = barcodes.iter().map(String::as_str).collect();
    let codes: Vec<&str> = codes.into_iter().collect();

    let by_supplier_code = store::skus::owners_of_supplier_codes(cx.tx, account, &of_supplier)?;
    // A sku's own barcode counts before that of a box.
    let mut by_barcode = store::packagings::owners_of_barcodes(cx.tx, account, &barcodes)?;
    by_barcode.reverse();
    by_barcode.extend(store::skus::owners_of_barcodes(cx.tx, account, &barcodes)?);
    let by_code = store::skus::find_many_by_code(cx.tx, account, &codes)?;

    let mut mentioned: Vec<SkuId> = by_supplier_code.iter().map(|(_, sku)| *sku).collect();
    mentioned.extend(by_barcode.iter().map(|(_, sku)| *sku));
    mentioned.sort_unstable();
    mentioned.dedup();
    let present: BTreeSet<SkuId> = store::skus::find_many(cx.tx, account, &mentioned)?
        .into_iter()
        .map(|sku| sku.id)
        .collect();
    let known = Known {
        by_supplier_code: by_supplier_code
            .into_iter()
            .filter(|(_, sku)| present.contains(sku))
            .map(|(entry, sku)| (entry.code, sku))
            .collect(),
        by_barcode: by_barcode
            .into_iter()
            .filter(|(_, sku)| present.contains(sku))
            .collect(),
        by_code: by_code.into_iter().map(|sku| (sku.code, sku.id)).collect(),
    };
    Ok(items.iter().map(|item| known.sku_of(item)).collect())
}
