//! Shipments (`embarques`): loading a carrier with orders whose label is printed.
//!
//! Not the parcels of an order, which are its volumes.
//!
//! The one rule to know: consulting one answers under `shipment`, everything else answers the bare object, as the vendor
//! prints it; all of them show the orders.

mod wire;

use app::workflow::ship_orders::{ChangeShipment, CreateShipment, ShipmentChange};
use app::{Answer, Failure, Reader};
use domain::ids::{LocationId, OrderId, OrganizationId, PartyId, ShipmentId};
use domain::refusal::Entity;
use domain::shipments::{Shipment, ShipmentDetails};
use face_kit::{Checker, Error, Exchange, Faults, to_answer};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use wire::{Many, One, OrdersIn, ShipmentIn, ShipmentOut};

use crate::auth;
use crate::numbers::{self, Spelling};
use crate::page::page;

/// The longest text that is read; the core knows each field's own limit.
const TEXT_MAX: usize = 10_000;

/// `POST /api/v1/organizations/{organization_id}/shipments`
pub(crate) async fn create(exchange: Exchange) -> Result<Answer, Error> {
    let organization = auth::organization(&exchange, "organization_id")?;
    let wire: ShipmentIn = exchange.json_root("shipment")?;
    let zone = numbers::zone(&exchange).await?;
    let command = convert(organization, &wire, &zone)?;
    let present = move |reader: &mut Reader<'_, '_>, id: &ShipmentId| {
        let shipment = reader.shipment(organization, *id)?;
        bare(reader, 201, &shipment)
    };
    Ok(exchange.app.execute(&exchange.call, command, present).await?)
}

/// `GET /api/v1/organizations/{organization_id}/shipments`
pub(crate) async fn list(exchange: Exchange) -> Result<Answer, Error> {
    let organization = auth::organization(&exchange, "organization_id")?;
    let page = page(exchange.query())?;
    let view = move |reader: &mut Reader<'_, '_>| {
        let spelling = Spelling::of(reader)?;
        let found = reader.shipments_of(organization, page)?;
        let shipments: Vec<(Shipment, Option<String>)> = with_carriers(reader, found)?;
        Ok(shipments
            .iter()
            .map(|(one, carrier)| ShipmentOut::of(one, carrier.as_deref(), &spelling))
            .collect())
    };
    let shipments = exchange.app.read(&exchange.call, view).await?;
    Ok(to_answer(200, &Many { shipments }))
}

/// `GET /api/v1/organizations/{organization_id}/shipments/{id}`
pub(crate) async fn show(exchange: Exchange) -> Result<Answer, Error> {
    let (organization, id) = named(&exchange, "id")?;
    let view = move |reader: &mut Reader<'_, '_>| {
        let shipment = reader.shipment(organization, id)?;
        spelled(reader, &shipment)
    };
    let shipment = exchange.app.read(&exchange.call, view).await?;
    Ok(to_answer(200, &One { shipment }))
}

/// `DELETE /api/v1/organizations/{organization_id}/shipments/{id}`
pub(crate) async fn delete(exchange: Exchange) -> Result<Answer, Error> {
    let named = named(&exchange, "id")?;
    change(exchange, named, ShipmentChange::Delete).await
}

/// `PUT /api/v1/organizations/{organization_id}/shipments/{shipment_id}/orders`
pub(crate) async fn add_orders(exchange: Exchange) -> Result<Answer, Error> {
    let named = named(&exchange, "shipment_id")?;
    let orders = orders(&exchange)?;
    change(exchange, named, ShipmentChange::Add(orders)).await
}

/// `DELETE /api/v1/organizations/{organization_id}/shipments/{shipment_id}/orders`
pub(crate) async fn remove_orders(exchange: Exchange) -> Result<Answer, Error> {
    let named = named(&exchange, "shipment_id")?;
    let orders = orders(&exchange)?;
    change(exchange, named, ShipmentChange::Remove(orders)).await
}

/// `POST /api/v1/organizations/{organization_id}/shipments/{shipment_id}/finish`
pub(crate) async fn finish(exchange: Exchange) -> Result<Answer, Error> {
    let named = named(&exchange, "shipment_id")?;
    change(exchange, named, ShipmentChange::Finish).await
}

/// The organization and shipment that a path names.
fn named(exchange: &Exchange, parameter: &str) -> Result<(OrganizationId, ShipmentId), Error> {
    let organization = auth::organization(exchange, "organization_id")?;
    let id = ShipmentId::from_raw(exchange.path_id(parameter, Entity::Shipment)?);
    Ok((organization, id))
}

/// `PUT /api/v1/organizations/{organization_id}/shipments/{shipment_id}/orders` and its `DELETE`
async fn change(
    exchange: Exchange,
    (organization, shipment): (OrganizationId, ShipmentId),
    change: ShipmentChange,
) -> Result<Answer, Error> {
    let command = ChangeShipment {
        organization,
        shipment,
        change,
    };
    let present = |reader: &mut Reader<'_, '_>, shipment: &Shipment| bare(reader, 200, shipment);
    Ok(exchange.app.execute(&exchange.call, command, present).await?)
}

fn orders(exchange: &Exchange) -> Result<Vec<OrderId>, Error> {
    let wire: OrdersIn = exchange.json_root("shipment")?;
    let mut check = Checker::new();
    let orders = check.each_value("orders", &wire.orders, Checker::optional_id);
    Ok(check.finish_with(orders.into_iter().map(OrderId::from_raw).collect())?)
}

fn convert(organization: OrganizationId, wire: &ShipmentIn, zone: &TimeZone) -> Result<CreateShipment, Faults> {
    let mut check = Checker::new();
    let leaves_at = check.required_stamp("date", &wire.date, |text| numbers::instant(text, zone));
    let location = check.optional_id("stock_id", &wire.stock_id).map(LocationId::from_raw);
    let service = check.optional_text("shipment_type", &wire.shipment_type, TEXT_MAX);
    let company = check.required_object("shipping_company", &wire.shipping_company, |check, company| {
        let vehicle = check.optional_object("carrier", &company.carrier, |check, vehicle| {
            let kind = check.optional_text("type", &vehicle.kind, TEXT_MAX);
            (kind, check.optional_text("plate", &vehicle.plate, TEXT_MAX))
        });
        let id = PartyId::from_raw(check.required_id("id", &company.id));
        (
            id,
            check.optional_text("name", &company.name, TEXT_MAX),
            vehicle.unwrap_or_default(),
        )
    });
    let orders = check.each_value("orders", &wire.orders, Checker::optional_id);
    // What is missing has a fault, so these never get past the end.
    let (carrier, carrier_name, (vehicle_kind, vehicle_plate)) =
        company.unwrap_or((PartyId::from_raw(0), None, (None, None)));
    check.finish_with(CreateShipment {
        organization,
        details: ShipmentDetails {
            location,
            carrier,
            carrier_name,
            service,
            vehicle_kind,
            vehicle_plate,
            leaves_at: leaves_at.unwrap_or(Timestamp::UNIX_EPOCH),
        },
        orders: orders.into_iter().map(OrderId::from_raw).collect(),
    })
}

fn bare(reader: &mut Reader<'_, '_>, status: u16, shipment: &Shipment) -> Result<Answer, Failure> {
    Ok(to_answer(status, &spelled(reader, shipment)?))
}

fn spelled(reader: &mut Reader<'_, '_>, shipment: &Shipment) -> Result<ShipmentOut, Failure> {
    let spelling = Spelling::of(reader)?;
    let found = with_carriers(reader, vec![shipment.clone()])?;
    let carrier = found.into_iter().next().and_then(|(_, carrier)| carrier);
    Ok(ShipmentOut::of(shipment, carrier.as_deref(), &spelling))
}

/// Each shipment with its carrier's own name.
fn with_carriers(
    reader: &mut Reader<'_, '_>,
    shipments: Vec<Shipment>,
) -> Result<Vec<(Shipment, Option<String>)>, Failure> {
    let mut ids: Vec<PartyId> = shipments.iter().map(|shipment| shipment.details.carrier).collect();
    ids.sort_unstable();
    ids.dedup();
    let carriers = reader.parties_by_id(&ids)?;
    let named = |shipment: Shipment| {
        let carrier = carriers.iter().find(|party| party.id == shipment.details.carrier);
        let name = carrier.map(|party| party.details.name.clone());
        (shipment, name)
    };
    Ok(shipments.into_iter().map(named).collect())
}
