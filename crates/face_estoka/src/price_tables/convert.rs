//! From the vendor's price table to the core's.

use app::catalog::{CreatePriceTable, TablePrice, TableWrite, UpdatePriceTable, WritePriceTable};
use domain::amount::Rate;
use domain::ids::{ChannelId, OrganizationId, PriceTableId, SkuId};
use face_kit::{Checker, Faults};

use super::wire::{PriceTableIn, SkuPriceIn};
use crate::numbers::{DECIMALS, date};

/// The longest text that is read; the core knows each field's own limit.
const TEXT_MAX: usize = 10_000;

/// The most decimals of a percentage.
const PERCENT_DECIMALS: u8 = 4;

/// What a request for a new price table asks for.
pub(super) fn create(wire: &PriceTableIn) -> Result<WritePriceTable, Faults> {
    let mut check = Checker::new();
    // What is empty here the core refuses, together with everything else that is wrong.
    let name = check.optional_text("name", &wire.name, TEXT_MAX);
    let known = CreatePriceTable::named(name.unwrap_or_default());
    let table = CreatePriceTable {
        organization: check
            .optional_id("organization_id", &wire.organization_id)
            .map(OrganizationId::from_raw),
        external_id: check.optional_text("external_id", &wire.external_id, TEXT_MAX),
        starts_on: check.optional_stamp("start_on", &wire.start_on, date),
        ends_on: check.optional_stamp("end_on", &wire.end_on, date),
        active: check.flag("active", &wire.active).unwrap_or(known.active),
        is_promotion: check.flag("promotion", &wire.promotion).unwrap_or(known.is_promotion),
        visible_to_all: check
            .flag("visible_to_all_organizations", &wire.visible_to_all_organizations)
            .unwrap_or(known.visible_to_all),
        channels: channels(&mut check, wire),
        ..known
    };
    let prices = prices(&mut check, wire);
    check.blank_too(&[("name", &table.name)]);
    check.finish_with(WritePriceTable {
        table: TableWrite::Create(table),
        prices,
    })
}

/// What a request to change a price table asks for: what it does not name stays, prices too.
pub(super) fn update(id: PriceTableId, wire: &PriceTableIn) -> Result<WritePriceTable, Faults> {
    let mut check = Checker::new();
    let names_channels = !wire.sale_channel_ids.is_missing();
    let table = UpdatePriceTable {
        organization: check.change("organization_id", &wire.organization_id, |check, path, given| {
            check.optional_id(path, given).map(OrganizationId::from_raw)
        }),
        external_id: check.change("external_id", &wire.external_id, |check, path, given| {
            check.optional_text(path, given, TEXT_MAX)
        }),
        name: (!wire.name.is_missing()).then(|| {
            let name = check.optional_text("name", &wire.name, TEXT_MAX);
            name.unwrap_or_default()
        }),
        starts_on: check.change("start_on", &wire.start_on, |check, path, given| {
            check.optional_stamp(path, given, date)
        }),
        ends_on: check.change("end_on", &wire.end_on, |check, path, given| {
            check.optional_stamp(path, given, date)
        }),
        active: check.flag("active", &wire.active),
        is_promotion: check.flag("promotion", &wire.promotion),
        visible_to_all: check.flag("visible_to_all_organizations", &wire.visible_to_all_organizations),
        channels: names_channels.then(|| channels(&mut check, wire)),
        ..UpdatePriceTable::of(id)
    };
    let prices = prices(&mut check, wire);
    check.finish_with(WritePriceTable {
        table: TableWrite::Update(table),
        prices,
    })
}

fn channels(check: &mut Checker, wire: &PriceTableIn) -> Vec<ChannelId> {
    let ids = check.each_value("sale_channel_ids", &wire.sale_channel_ids, Checker::optional_id);
    ids.into_iter().map(ChannelId::from_raw).collect()
}

fn prices(check: &mut Checker, wire: &PriceTableIn) -> Vec<TablePrice> {
    check.optional_each("sku_prices", &wire.sku_prices, |check, price: &SkuPriceIn| TablePrice {
        sku: SkuId::from_raw(check.required_id("product_sku_id", &price.product_sku_id)),
        price: check.required_unit_price("price", &price.price, DECIMALS),
        discount: check
            .optional_percent("discount", &price.discount, PERCENT_DECIMALS)
            .unwrap_or(Rate::ZERO),
    })
}
