//! What a channel may count on: every stock with some of a sku, and totals by sku code.
//!
//! Not what lies on a shelf: safety margins are kept back here.
//!
//! The one rule to know: skus are answered in the order in which they were asked for; one that does not exist is left
//! out.

use app::catalog::{PriceView, SkuView};
use app::stock::Availability;
use app::{Answer, Failure, Reader};
use domain::amount::Quantity;
use domain::ids::{ChannelId, OrganizationId, SkuId};
use domain::locations::Modality;
use face_kit::{Checker, Error, Exchange, Faults, Given, JsonDecimal, Listed, Text, WholeNumber, to_answer};
use serde::{Deserialize, Serialize};

use crate::numbers::{Spelling, decimal_text, figure, postal_code};
use crate::quirks;

/// The longest code that is read; the core knows the limit.
const CODE_MAX: usize = 1_000;

/// Which stocks are asked for. The table of the document names the list in the singular.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct ShelfIn {
    product_sku_ids: Given<Listed<WholeNumber>>,
    product_sku_id: Given<Listed<WholeNumber>>,
    sale_channel_id: Given<WholeNumber>,
    modality: Given<Text>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct TotalsIn {
    product_sku_codes: Given<Listed<Text>>,
    sale_channel_id: Given<WholeNumber>,
}

#[derive(Serialize)]
struct Shelves {
    product_skus: Vec<ShelfOut>,
}

/// A sku with its price in the channel and the stocks that have it.
#[derive(Serialize)]
struct ShelfOut {
    product_sku_id: i64,
    sale_channel_id: i64,
    sku_price: Option<String>,
    safety_margin: JsonDecimal,
    stocks: Vec<StockShelfOut>,
}

#[derive(Serialize)]
struct StockShelfOut {
    id: i64,
    organization_id: i64,
    name: String,
    active: bool,
    zip_code: Option<String>,
    street: Option<String>,
    number: Option<String>,
    complement: Option<String>,
    city: Option<String>,
    neighborhood: Option<String>,
    state: Option<String>,
    created_at: String,
    kind: &'static str,
    description: Option<String>,
    modality: &'static str,
    available_quantity: JsonDecimal,
}

#[derive(Serialize)]
struct Totals {
    product_skus: Vec<TotalOut>,
}

/// A sku with what all stocks of the channel have of it.
#[derive(Serialize)]
struct TotalOut {
    product_sku_code: String,
    quantity_total: JsonDecimal,
    sale_channel_id: i64,
    stocks: Vec<StockTotalOut>,
}

#[derive(Serialize)]
struct StockTotalOut {
    organization_id: i64,
    stock_id: i64,
    available_quantity: JsonDecimal,
    safety_margin: JsonDecimal,
}

/// What is asked of the infinite shelf.
struct Asked {
    skus: Vec<SkuId>,
    channel: ChannelId,
    modality: Option<Modality>,
}

/// `POST /api/v1/stocks/infinite_shelf`
pub(crate) async fn infinite_shelf(exchange: Exchange) -> Result<Answer, Error> {
    let asked = asked(&exchange.json()?)?;
    let own = exchange.call.principal.organization;
    let now = exchange.app.now();
    let view = move |reader: &mut Reader<'_, '_>| {
        let spelling = Spelling::of(reader)?;
        let skus = reader.sku_views(&asked.skus)?;
        let ids: Vec<SkuId> = skus.iter().map(|view| view.sku.id).collect();
        let shelves = reader.availability(&ids, asked.channel)?;
        let today = spelling.zone.to_datetime(now).date();
        let prices = reader.valid_prices(&ids, asked.channel, today)?;
        let out = |(sku, (_, places)): (&SkuView, (SkuId, Vec<Availability>))| {
            let fits = |place: &Availability| serves(place, asked.modality) && is_seen(place, own);
            let places: Vec<Availability> = places.into_iter().filter(fits).collect();
            shelf(sku, asked.channel, price_of(sku, &prices), &places, &spelling)
        };
        Ok(skus.iter().zip(shelves).map(out).collect())
    };
    let product_skus = exchange.app.read(&exchange.call, view).await?;
    Ok(to_answer(200, &Shelves { product_skus }))
}

/// `POST /api/v1/stocks/consolidated_by_sku`
pub(crate) async fn consolidated_by_sku(exchange: Exchange) -> Result<Answer, Error> {
    let wire: TotalsIn = exchange.json()?;
    let mut check = Checker::new();
    let codes = check.each_value("product_sku_codes", &wire.product_sku_codes, |check, path, given| {
        check.optional_text(path, given, CODE_MAX)
    });
    if codes.is_empty() && check.is_clean() {
        check.fault("product_sku_codes", domain::refusal::Problem::Blank);
    }
    let channel = ChannelId::from_raw(check.required_id("sale_channel_id", &wire.sale_channel_id));
    check.finish()?;
    let own = exchange.call.principal.organization;
    let view = move |reader: &mut Reader<'_, '_>| {
        let mut skus = reader.skus_by_codes(&codes)?;
        skus.sort_by_key(|view| codes.iter().position(|code| *code == view.sku.code));
        let ids: Vec<SkuId> = skus.iter().map(|view| view.sku.id).collect();
        let totals = reader.availability(&ids, channel)?;
        let out = |(sku, (_, places)): (&SkuView, (SkuId, Vec<Availability>))| {
            let places: Vec<Availability> = places.into_iter().filter(|place| is_seen(place, own)).collect();
            total(sku, channel, &places)
        };
        Ok::<Vec<TotalOut>, Failure>(skus.iter().zip(totals).map(out).collect())
    };
    let product_skus = exchange.app.read(&exchange.call, view).await?;
    Ok(to_answer(200, &Totals { product_skus }))
}

fn asked(wire: &ShelfIn) -> Result<Asked, Faults> {
    let mut check = Checker::new();
    let given = wire.product_sku_ids.clone().or(wire.product_sku_id.clone());
    let skus = check.each_value("product_sku_ids", &given, Checker::optional_id);
    if skus.is_empty() && check.is_clean() {
        check.fault("product_sku_ids", domain::refusal::Problem::Blank);
    }
    let asked = Asked {
        skus: skus.into_iter().map(SkuId::from_raw).collect(),
        channel: ChannelId::from_raw(check.required_id("sale_channel_id", &wire.sale_channel_id)),
        modality: check
            .optional_by("modality", &wire.modality, quirks::wanted_modality)
            .flatten(),
    };
    check.finish_with(asked)
}

/// Whether a place serves the orders that are asked for.
fn serves(place: &Availability, wanted: Option<Modality>) -> bool {
    let modality = place.place.location.details.modality;
    match wanted {
        None | Some(Modality::Disabled) => true,
        Some(Modality::ShipFromStore) => modality.serves_shipping(),
        Some(Modality::PickupOnStore) => modality.serves_pickup(),
        Some(Modality::Both) => modality.serves_shipping() && modality.serves_pickup(),
    }
}

/// Whether the credential may see the place.
fn is_seen(place: &Availability, own: Option<OrganizationId>) -> bool {
    own.is_none_or(|own| own == place.place.location.details.organization)
}

/// What the channel charges: the price that holds there, or else the sku's own.
fn price_of(sku: &SkuView, prices: &[PriceView]) -> Option<String> {
    let valid = prices.iter().find(|view| view.price.sku == sku.sku.id);
    let price = valid.map(|view| view.price.sale_price_half_away());
    price.or(sku.sku.base_price).map(decimal_text)
}

fn shelf(
    sku: &SkuView,
    channel: ChannelId,
    sku_price: Option<String>,
    places: &[Availability],
    spelling: &Spelling,
) -> ShelfOut {
    let margin = places.iter().map(|place| place.safety_margin).max();
    ShelfOut {
        product_sku_id: sku.sku.id.raw(),
        sale_channel_id: channel.raw(),
        sku_price,
        safety_margin: figure(margin.unwrap_or(Quantity::ZERO)),
        stocks: places.iter().map(|place| StockShelfOut::of(place, spelling)).collect(),
    }
}

fn total(sku: &SkuView, channel: ChannelId, places: &[Availability]) -> TotalOut {
    // Each part was accepted as a stock; together they leave the range only where no clerk could have counted them.
    let sum = Quantity::checked_sum(places.iter().map(|place| place.available)).unwrap_or(Quantity::MAX);
    TotalOut {
        product_sku_code: sku.sku.code.clone(),
        quantity_total: figure(sum),
        sale_channel_id: channel.raw(),
        stocks: places.iter().map(StockTotalOut::of).collect(),
    }
}

impl StockShelfOut {
    fn of(place: &Availability, spelling: &Spelling) -> Self {
        let location = &place.place.location;
        let details = &location.details;
        let address = details.address.clone();
        Self {
            id: location.id.raw(),
            organization_id: details.organization.raw(),
            name: details.name.clone(),
            active: details.active,
            zip_code: address.postal_code.as_deref().map(postal_code),
            street: address.street,
            number: address.number,
            complement: address.complement,
            city: address.city,
            neighborhood: address.neighborhood,
            state: address.state,
            created_at: spelling.instant(location.created_at),
            kind: quirks::stock_kind(location),
            description: details.description.clone(),
            modality: details.modality.name(),
            available_quantity: figure(place.available),
        }
    }
}

impl StockTotalOut {
    fn of(place: &Availability) -> Self {
        let location = &place.place.location;
        Self {
            organization_id: location.details.organization.raw(),
            stock_id: location.id.raw(),
            available_quantity: figure(place.available),
            safety_margin: figure(place.safety_margin),
        }
    }
}
