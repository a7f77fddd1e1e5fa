//! Price tables and prices as the vendor writes them.

use std::collections::BTreeMap;

use app::catalog::{PriceTableView, PriceView};
use domain::amount::Rate;
use domain::catalog::{Price, PriceTable};
use domain::channels::Channel;
use domain::ids::ChannelId;
use face_kit::{Decimal, Flag, Given, Listed, Stamp, Text, WholeNumber};
use serde::{Deserialize, Serialize};

use crate::fragments::ChannelOut;
use crate::numbers::{Spelling, decimal_text};

/// What a price table is written as.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct PriceTableIn {
    pub(super) name: Given<Text>,
    pub(super) start_on: Given<Stamp>,
    pub(super) end_on: Given<Stamp>,
    pub(super) active: Given<Flag>,
    pub(super) organization_id: Given<WholeNumber>,
    pub(super) external_id: Given<Text>,
    pub(super) visible_to_all_organizations: Given<Flag>,
    pub(super) promotion: Given<Flag>,
    pub(super) sale_channel_ids: Given<Listed<WholeNumber>>,
    pub(super) sku_prices: Given<Listed<SkuPriceIn>>,
}

/// A price of a table.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct SkuPriceIn {
    pub(super) product_sku_id: Given<WholeNumber>,
    pub(super) price: Given<Decimal>,
    pub(super) discount: Given<Decimal>,
}

#[derive(Serialize)]
pub(super) struct One {
    pub(super) price_table: TableWithPrices,
}

#[derive(Serialize)]
pub(super) struct Many {
    pub(super) price_tables: Vec<PriceTableOut>,
}

/// A price table; the channels in which its prices hold are shown where the vendor shows them.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct PriceTableOut {
    id: i64,
    name: String,
    start_on: Option<String>,
    end_on: Option<String>,
    active: bool,
    organization_id: Option<i64>,
    created_at: String,
    updated_at: String,
    account_id: i64,
    external_id: Option<String>,
    visible_to_all_organizations: bool,
    promotion: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    sale_channels: Option<Vec<ChannelOut>>,
}

/// A price table with a page of its prices.
#[derive(Debug, Clone, Serialize)]
pub(super) struct TableWithPrices {
    #[serde(flatten)]
    table: PriceTableOut,
    sku_prices: Vec<SkuPriceOut>,
}

/// The price of a sku in a table. `discount` is a percentage.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct SkuPriceOut {
    id: i64,
    price: String,
    discount: String,
    sale_price: String,
    product_sku_id: i64,
    price_table_id: i64,
    created_at: String,
    updated_at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    price_table: Option<PriceTableOut>,
}

impl PriceTableOut {
    /// A table in this spelling, without its channels.
    pub(crate) fn of(table: &PriceTable, spelling: &Spelling) -> Self {
        Self {
            id: table.id.raw(),
            name: table.name.clone(),
            start_on: table.starts_on.map(|day| day.to_string()),
            end_on: table.ends_on.map(|day| day.to_string()),
            active: table.active,
            organization_id: table.organization.map(|id| id.raw()),
            created_at: spelling.instant(table.created_at),
            updated_at: spelling.instant(table.updated_at),
            account_id: spelling.account.raw(),
            external_id: table.external_id.clone(),
            visible_to_all_organizations: table.visible_to_all,
            promotion: table.is_promotion,
            sale_channels: None,
        }
    }

    /// A table with its channels.
    pub(super) fn with_channels(
        view: &PriceTableView,
        channels: &BTreeMap<ChannelId, Channel>,
        spelling: &Spelling,
    ) -> Self {
        let known = view.channels.iter().filter_map(|id| channels.get(id));
        Self {
            sale_channels: Some(known.map(|channel| ChannelOut::of(channel, spelling)).collect()),
            ..Self::of(&view.table, spelling)
        }
    }
}

impl TableWithPrices {
    pub(super) fn of(
        view: &PriceTableView,
        prices: &[PriceView],
        channels: &BTreeMap<ChannelId, Channel>,
        spelling: &Spelling,
    ) -> Self {
        Self {
            table: PriceTableOut::with_channels(view, channels, spelling),
            sku_prices: prices
                .iter()
                .map(|view| SkuPriceOut::of(&view.price, spelling))
                .collect(),
        }
    }
}

impl SkuPriceOut {
    /// A price in this spelling, without its table.
    fn of(price: &Price, spelling: &Spelling) -> Self {
        Self {
            id: price.id.raw(),
            price: decimal_text(price.price),
            discount: percentage(price.discount),
            sale_price: decimal_text(price.sale_price_half_away()),
            product_sku_id: price.sku.raw(),
            price_table_id: price.table.raw(),
            created_at: spelling.instant(price.created_at),
            updated_at: spelling.instant(price.updated_at),
            price_table: None,
        }
    }

    /// A price with its table and the table's channels.
    pub(super) fn with_table(view: &PriceView, channels: &BTreeMap<ChannelId, Channel>, spelling: &Spelling) -> Self {
        Self {
            price_table: Some(PriceTableOut::with_channels(&view.table, channels, spelling)),
            ..Self::of(&view.price, spelling)
        }
    }
}

/// `10.0` for a tenth.
fn percentage(rate: Rate) -> String {
    let text = rate.percent();
    if text.contains('.') { text } else { format!("{text}.0") }
}
