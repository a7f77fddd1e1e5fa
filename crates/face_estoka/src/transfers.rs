//! Transfers of goods between stocks.
//!
//! Not their effect on orders that wait for them, which is the core's.
//!
//! The one rule to know: no vendor document shows these routes (contract: proposed); orders name transfers by number. The
//! sending organization is the path's, the receiving stock may be anybody's of the account.

mod wire;

use std::collections::BTreeMap;

use app::workflow::transfer_stock::{AdvanceTransfer, CreateTransfer};
use app::{Answer, Failure, Reader};
use domain::ids::{LocationId, OrderId, OrganizationId, SkuId, TransferId};
use domain::orders::SkuReference;
use domain::refusal::{Entity, Problem};
use domain::transfers::{Transfer, TransferStep};
use face_kit::{Checker, Error, Exchange, Faults, to_answer};

use wire::{ItemIn, Many, One, TransferIn, TransferOut};

use crate::auth;
use crate::numbers::{DECIMALS, Spelling};
use crate::page::page;

/// The longest text that is read.
const TEXT_MAX: usize = 10_000;

/// `GET /api/v1/organizations/{organization_id}/transfers`
pub(crate) async fn list(exchange: Exchange) -> Result<Answer, Error> {
    let organization = auth::organization(&exchange, "organization_id")?;
    let page = page(exchange.query())?;
    let view = move |reader: &mut Reader<'_, '_>| {
        let found = reader.transfers_of(organization, page)?;
        spelled(reader, &found)
    };
    let transfers = exchange.app.read(&exchange.call, view).await?;
    Ok(to_answer(200, &Many { transfers }))
}

/// `GET /api/v1/organizations/{organization_id}/transfers/{id}`
pub(crate) async fn show(exchange: Exchange) -> Result<Answer, Error> {
    let (organization, id) = named(&exchange)?;
    let view = move |reader: &mut Reader<'_, '_>| one(reader, organization, id, 200);
    Ok(exchange.app.read(&exchange.call, view).await?)
}

/// `POST /api/v1/organizations/{organization_id}/transfers`
pub(crate) async fn create(exchange: Exchange) -> Result<Answer, Error> {
    let organization = auth::organization(&exchange, "organization_id")?;
    let command = convert(organization, &exchange.json_root_or_bare("transfer")?)?;
    let present = move |reader: &mut Reader<'_, '_>, id: &TransferId| one(reader, organization, *id, 201);
    Ok(exchange.app.execute(&exchange.call, command, present).await?)
}

/// `POST /api/v1/organizations/{organization_id}/transfers/{id}/ship`
pub(crate) async fn ship(exchange: Exchange) -> Result<Answer, Error> {
    let command = step(&exchange, TransferStep::Ship)?;
    let organization = command.organization;
    let present = move |reader: &mut Reader<'_, '_>, id: &TransferId| one(reader, organization, *id, 200);
    Ok(exchange.app.execute(&exchange.call, command, present).await?)
}

/// `POST /api/v1/organizations/{organization_id}/transfers/{id}/receive`
pub(crate) async fn receive(exchange: Exchange) -> Result<Answer, Error> {
    let command = step(&exchange, TransferStep::Receive)?;
    let organization = command.organization;
    let present = move |reader: &mut Reader<'_, '_>, id: &TransferId| one(reader, organization, *id, 200);
    Ok(exchange.app.execute(&exchange.call, command, present).await?)
}

/// `POST /api/v1/organizations/{organization_id}/transfers/{id}/cancel`
pub(crate) async fn cancel(exchange: Exchange) -> Result<Answer, Error> {
    let command = step(&exchange, TransferStep::Cancel)?;
    let organization = command.organization;
    let present = move |reader: &mut Reader<'_, '_>, id: &TransferId| one(reader, organization, *id, 200);
    Ok(exchange.app.execute(&exchange.call, command, present).await?)
}

/// The organization and transfer that a path names.
fn named(exchange: &Exchange) -> Result<(OrganizationId, TransferId), Error> {
    let organization = auth::organization(exchange, "organization_id")?;
    let id = TransferId::from_raw(exchange.path_id("id", Entity::Transfer)?);
    Ok((organization, id))
}

fn step(exchange: &Exchange, step: TransferStep) -> Result<AdvanceTransfer, Error> {
    let (organization, transfer) = named(exchange)?;
    Ok(AdvanceTransfer {
        organization,
        transfer,
        step,
    })
}

fn convert(organization: OrganizationId, wire: &TransferIn) -> Result<CreateTransfer, Faults> {
    let mut check = Checker::new();
    let command = CreateTransfer {
        organization,
        from: LocationId::from_raw(check.required_id("from_stock_id", &wire.from_stock_id)),
        to: LocationId::from_raw(check.required_id("to_stock_id", &wire.to_stock_id)),
        order: check.optional_id("order_id", &wire.order_id).map(OrderId::from_raw),
        note: check.optional_text("note", &wire.note, TEXT_MAX),
        items: check.required_each("items", &wire.items, |check, item: &ItemIn| {
            let code = check.optional_text("product_sku_code", &item.product_sku_code, TEXT_MAX);
            let id = check.optional_id("product_sku_id", &item.product_sku_id);
            let sku = match (id, code) {
                (Some(id), _) => SkuReference::Id(SkuId::from_raw(id)),
                (None, Some(code)) => SkuReference::Code(code.trim().to_owned()),
                (None, None) => {
                    check.fault("product_sku_id", Problem::Blank);
                    SkuReference::Id(SkuId::from_raw(0))
                }
            };
            (sku, check.required_quantity("quantity", &item.quantity, DECIMALS))
        }),
    };
    check.finish_with(command)
}

fn one(
    reader: &mut Reader<'_, '_>,
    organization: OrganizationId,
    id: TransferId,
    status: u16,
) -> Result<Answer, Failure> {
    let found = reader.transfer(organization, id)?;
    let transfer = spelled(reader, &[found])?.remove(0);
    Ok(to_answer(status, &One { transfer }))
}

/// The transfers as they are shown, in their order.
fn spelled(reader: &mut Reader<'_, '_>, found: &[Transfer]) -> Result<Vec<TransferOut>, Failure> {
    let spelling = Spelling::of(reader)?;
    let ids: Vec<SkuId> = found
        .iter()
        .flat_map(|transfer| transfer.items.iter().map(|item| item.sku))
        .collect();
    let skus = reader.sku_views(&ids)?;
    let codes: BTreeMap<SkuId, String> = skus.into_iter().map(|view| (view.sku.id, view.sku.code)).collect();
    Ok(found
        .iter()
        .map(|transfer| TransferOut::of(transfer, &codes, &spelling))
        .collect())
}
