//! Stocks: one, those of an organization, and what channels may count on of each sku in them.
//!
//! Not the shelves in them, which are `stock_skus`.
//!
//! The one rule to know: a stock is a warehouse or a part of one; what is between two of them is none.

mod availability;
mod issuers;

use app::locations::LocationView;
use app::{Answer, Failure, Reader};
use domain::ids::LocationId;
use domain::locations::LocationKind;
use domain::refusal::{Entity, Refusal};
use face_kit::{Error, Exchange, to_answer};
use serde::Serialize;

pub(crate) use availability::{consolidated_by_sku, infinite_shelf};
pub(crate) use issuers::Issuers;

use crate::auth;
use crate::fragments::StockOut;
use crate::numbers::Spelling;
use crate::page::page;

#[derive(Serialize)]
struct One {
    stock: StockOut,
}

#[derive(Serialize)]
struct Many {
    stocks: Vec<StockOut>,
}

/// `GET /api/v1/stocks/{id}`
pub(crate) async fn show(exchange: Exchange) -> Result<Answer, Error> {
    let id = LocationId::from_raw(exchange.path_id("id", Entity::Location)?);
    let own = exchange.call.principal.organization;
    let view = move |reader: &mut Reader<'_, '_>| {
        let found = reader.location_view(id)?;
        let details = &found.location.details;
        if details.kind == LocationKind::InTransit || own.is_some_and(|own| own != details.organization) {
            return Err(Refusal::not_found(Entity::Location, id).into());
        }
        Ok(spelled(reader, &[found])?.into_iter().next())
    };
    let stock = exchange.app.read(&exchange.call, view).await?;
    let stock = stock.ok_or_else(|| Refusal::not_found(Entity::Location, id))?;
    Ok(to_answer(200, &One { stock }))
}

/// `GET /api/v1/organizations/{organization_id}/stocks`
pub(crate) async fn list(exchange: Exchange) -> Result<Answer, Error> {
    let organization = auth::organization(&exchange, "organization_id")?;
    let page = page(exchange.query())?;
    let view = move |reader: &mut Reader<'_, '_>| {
        let found = reader.warehouses_of(organization, page)?;
        let found = reader.locations_with_channels(found)?;
        spelled(reader, &found)
    };
    let stocks = exchange.app.read(&exchange.call, view).await?;
    Ok(to_answer(200, &Many { stocks }))
}

/// The stocks as they are shown, in their order.
fn spelled(reader: &mut Reader<'_, '_>, found: &[LocationView]) -> Result<Vec<StockOut>, Failure> {
    let spelling = Spelling::of(reader)?;
    let issuers = Issuers::of(reader, found.iter().map(|view| view.location.details.organization))?;
    let out = |view: &LocationView| {
        let issuer = issuers.get(view.location.details.organization);
        StockOut::of(view, issuer.as_ref(), &spelling)
    };
    Ok(found.iter().map(out).collect())
}
