//! Shelves (`stock_skus`): one, those of a stock, and those that have enough of something.
//!
//! Not changing them, which is `stock_movements`.
//!
//! The one rule to know: every shelf stands with its sku and its stock, and the stock with the channels that sell from it:
//! clients filter by them on their side.

use std::ops::Range;

use app::stock::{BalanceRange, BalanceView, WantedSku};
use app::{Answer, Failure, Reader};
use domain::amount::Quantity;
use domain::ids::{BalanceId, LocationId, OrganizationId, SkuId};
use domain::refusal::{Entity, Refusal};
use face_kit::{Checker, Decimal, Error, Exchange, Faults, Given, Listed, Query, WholeNumber, to_answer};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::fragments::{ShelfOut, SkuOut, StockOut};
use crate::numbers::{self, DECIMALS, Spelling};
use crate::page::{bad_filters, only_filters, page};
use crate::stocks::Issuers;

/// The filters of a stock's shelves.
const FILTERS: &[&str] = &[
    "created_at_from",
    "created_at_until",
    "updated_at_from",
    "updated_at_until",
];

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct SearchIn {
    organization: Given<WholeNumber>,
    organization_id: Given<WholeNumber>,
    stock_skus: Given<Listed<WantedIn>>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct WantedIn {
    product_sku_id: Given<WholeNumber>,
    min_quantity: Given<Decimal>,
}

#[derive(Serialize)]
struct One {
    stock_sku: WholeShelf,
}

#[derive(Serialize)]
struct Many {
    stock_skus: Vec<WholeShelf>,
}

/// A shelf with its sku and stock.
#[derive(Serialize)]
struct WholeShelf {
    #[serde(flatten)]
    shelf: ShelfOut,
    product_sku: SkuOut,
    stock: StockOut,
}

/// `GET /api/v1/stock_skus/{id}`
pub(crate) async fn show(exchange: Exchange) -> Result<Answer, Error> {
    let id = BalanceId::from_raw(exchange.path_id("id", Entity::Balance)?);
    let own = exchange.call.principal.organization;
    let view = move |reader: &mut Reader<'_, '_>| {
        let found = reader.balance(id)?;
        if own.is_some_and(|own| own != found.location.location.details.organization) {
            return Err(Refusal::not_found(Entity::Balance, id).into());
        }
        Ok(spelled(reader, &[found])?.into_iter().next())
    };
    let stock_sku = exchange.app.read(&exchange.call, view).await?;
    let stock_sku = stock_sku.ok_or_else(|| Refusal::not_found(Entity::Balance, id))?;
    Ok(to_answer(200, &One { stock_sku }))
}

/// `GET /api/v1/stocks/{id}/stock_skus`
pub(crate) async fn of_stock(exchange: Exchange) -> Result<Answer, Error> {
    let id = LocationId::from_raw(exchange.path_id("id", Entity::Location)?);
    let page = page(exchange.query())?;
    let range = range(exchange.query(), &numbers::zone(&exchange).await?)?;
    let own = exchange.call.principal.organization;
    let view = move |reader: &mut Reader<'_, '_>| {
        let place = reader.location(id)?;
        if own.is_some_and(|own| own != place.details.organization) {
            return Err(Refusal::not_found(Entity::Location, id).into());
        }
        let found = reader.balances_of_location(id, range, page)?;
        spelled(reader, &found)
    };
    let stock_skus = exchange.app.read(&exchange.call, view).await?;
    Ok(to_answer(200, &Many { stock_skus }))
}

/// `POST /api/v1/stock_skus/search`
pub(crate) async fn search(exchange: Exchange) -> Result<Answer, Error> {
    let page = page(exchange.query())?;
    let (wanted, asked) = wanted(&exchange.json_root("search")?)?;
    let own = exchange.call.principal.organization;
    if let (Some(own), Some(asked)) = (own, asked)
        && own != asked
    {
        return Ok(to_answer(200, &Many { stock_skus: Vec::new() }));
    }
    let view = move |reader: &mut Reader<'_, '_>| {
        let found = reader.find_balances(&wanted, asked.or(own), page)?;
        spelled(reader, &found)
    };
    let stock_skus = exchange.app.read(&exchange.call, view).await?;
    Ok(to_answer(200, &Many { stock_skus }))
}

fn wanted(wire: &SearchIn) -> Result<(Vec<WantedSku>, Option<OrganizationId>), Faults> {
    let mut check = Checker::new();
    let wanted = check.required_each("stock_skus", &wire.stock_skus, |check, want: &WantedIn| WantedSku {
        sku: SkuId::from_raw(check.required_id("product_sku_id", &want.product_sku_id)),
        at_least: check
            .optional_quantity("min_quantity", &want.min_quantity, DECIMALS)
            .unwrap_or(Quantity::ZERO),
    });
    let organization = wire.organization.clone().or(wire.organization_id.clone());
    let organization = check.optional_id("organization", &organization);
    check.finish_with((wanted, organization.map(OrganizationId::from_raw)))
}

/// The days that `search[…]` narrows a stock's shelves to.
fn range(query: &Query, zone: &TimeZone) -> Result<BalanceRange, Error> {
    only_filters(query, FILTERS)?;
    let mut bad = Vec::new();
    let mut between = |from: &'static str, until: &'static str| -> Range<Timestamp> {
        let mut read = |name: &'static str, read: &dyn Fn(&str) -> Option<Timestamp>| {
            let text = query
                .get(&format!("search[{name}]"))
                .filter(|text| !text.trim().is_empty())?;
            let found = read(text);
            if found.is_none() {
                bad.push(name);
            }
            found
        };
        let start = read(from, &|text| numbers::instant(text, zone)).unwrap_or(Timestamp::MIN);
        let end = read(until, &|text| numbers::end(text, zone)).unwrap_or(Timestamp::MAX);
        start..end
    };
    let created = between("created_at_from", "created_at_until");
    let updated = between("updated_at_from", "updated_at_until");
    if !bad.is_empty() {
        return Err(bad_filters(&bad));
    }
    Ok(BalanceRange {
        created_from: created.start,
        created_until: created.end,
        updated_from: updated.start,
        updated_until: updated.end,
    })
}

/// The shelves as they are shown, in their order.
fn spelled(reader: &mut Reader<'_, '_>, found: &[BalanceView]) -> Result<Vec<WholeShelf>, Failure> {
    let spelling = Spelling::of(reader)?;
    let organizations = found.iter().map(|view| view.location.location.details.organization);
    let issuers = Issuers::of(reader, organizations)?;
    let out = |view: &BalanceView| {
        let place = &view.location;
        let issuer = issuers.get(place.location.details.organization);
        WholeShelf {
            shelf: ShelfOut::of(&view.balance, &place.location, view.in_transit, &spelling),
            product_sku: SkuOut::of(&view.sku, &spelling),
            stock: StockOut::of(place, issuer.as_ref(), &spelling),
        }
    };
    Ok(found.iter().map(out).collect())
}
