//! A sale channel as the vendor writes it.

use app::channels::ChannelView;
use face_kit::{Flag, Given, Listed, Text, WholeNumber};
use serde::{Deserialize, Serialize};

use crate::numbers::Spelling;
use crate::price_tables::PriceTableOut;
use crate::product_categories::NestedCategoryOut;

/// What a new channel is sent as. `product_category_ids_ids` is the document's own misprint.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct ChannelIn {
    pub(super) name: Given<Text>,
    pub(super) global: Given<Flag>,
    pub(super) pickup_point: Given<Flag>,
    pub(super) carrier_id: Given<WholeNumber>,
    pub(super) price_table_ids: Given<Listed<WholeNumber>>,
    pub(super) product_category_ids: Given<Listed<WholeNumber>>,
    pub(super) product_category_ids_ids: Given<Listed<WholeNumber>>,
}

#[derive(Serialize)]
pub(super) struct One {
    pub(super) sale_channel: SaleChannelOut,
}

#[derive(Serialize)]
pub(super) struct Many {
    pub(super) sale_channels: Vec<SaleChannelOut>,
}

/// A channel with what it is linked to.
#[derive(Debug, Clone, Serialize)]
pub(super) struct SaleChannelOut {
    id: i64,
    name: String,
    organization_id: Option<i64>,
    global: bool,
    pickup_point: bool,
    account_id: i64,
    price_tables: Vec<PriceTableOut>,
    product_categories: Vec<NestedCategoryOut>,
    created_at: String,
    updated_at: String,
}

impl SaleChannelOut {
    /// A channel in this spelling.
    pub(super) fn of(view: &ChannelView, spelling: &Spelling) -> Self {
        let channel = &view.channel;
        Self {
            id: channel.id.raw(),
            name: channel.details.name.clone(),
            organization_id: channel.details.organization.map(|id| id.raw()),
            global: channel.details.is_global,
            pickup_point: channel.details.is_pickup_point,
            account_id: spelling.account.raw(),
            price_tables: view
                .price_tables
                .iter()
                .map(|table| PriceTableOut::of(table, spelling))
                .collect(),
            product_categories: view
                .categories
                .iter()
                .map(|category| NestedCategoryOut::of(category, spelling))
                .collect(),
            created_at: spelling.instant(channel.created_at),
            updated_at: spelling.instant(channel.updated_at),
        }
    }
}
