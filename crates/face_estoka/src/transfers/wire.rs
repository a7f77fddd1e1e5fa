//! A transfer, in the words the vendor uses for its parts elsewhere.

use std::collections::BTreeMap;

use domain::ids::SkuId;
use domain::transfers::Transfer;
use face_kit::{Decimal, Given, JsonDecimal, Listed, Text, WholeNumber};
use serde::{Deserialize, Serialize};

use crate::numbers::{Spelling, figure};

/// What a new transfer is sent as.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct TransferIn {
    pub(super) from_stock_id: Given<WholeNumber>,
    pub(super) to_stock_id: Given<WholeNumber>,
    pub(super) order_id: Given<WholeNumber>,
    pub(super) note: Given<Text>,
    pub(super) items: Given<Listed<ItemIn>>,
}

/// A line of it, its sku by number or code.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct ItemIn {
    pub(super) product_sku_id: Given<WholeNumber>,
    pub(super) product_sku_code: Given<Text>,
    pub(super) quantity: Given<Decimal>,
}

#[derive(Serialize)]
pub(super) struct One {
    pub(super) transfer: TransferOut,
}

#[derive(Serialize)]
pub(super) struct Many {
    pub(super) transfers: Vec<TransferOut>,
}

/// A transfer with its lines. `status` is `requested`, `shipped`, `received` or `cancelled`.
#[derive(Serialize)]
pub(super) struct TransferOut {
    id: i64,
    organization_id: i64,
    from_stock_id: i64,
    to_stock_id: i64,
    order_id: Option<i64>,
    status: &'static str,
    note: Option<String>,
    items: Vec<ItemOut>,
    created_at: String,
    updated_at: String,
}

#[derive(Serialize)]
struct ItemOut {
    id: i64,
    product_sku_id: i64,
    product_sku_code: Option<String>,
    quantity: JsonDecimal,
}

impl TransferOut {
    /// A transfer in this spelling, its skus called by these codes.
    pub(super) fn of(transfer: &Transfer, codes: &BTreeMap<SkuId, String>, spelling: &Spelling) -> Self {
        let items = transfer.items.iter().map(|item| ItemOut {
            id: item.id,
            product_sku_id: item.sku.raw(),
            product_sku_code: codes.get(&item.sku).cloned(),
            quantity: figure(item.quantity),
        });
        Self {
            id: transfer.id.raw(),
            organization_id: transfer.organization.raw(),
            from_stock_id: transfer.from.raw(),
            to_stock_id: transfer.to.raw(),
            order_id: transfer.order.map(|id| id.raw()),
            status: transfer.state.name(),
            note: transfer.note.clone(),
            items: items.collect(),
            created_at: spelling.instant(transfer.created_at),
            updated_at: spelling.instant(transfer.updated_at),
        }
    }
}
