//! A shipment as the vendor writes it.

use domain::shipments::{Shipment, ShipmentState};
use face_kit::{Given, Listed, Stamp, Text, WholeNumber};
use serde::{Deserialize, Serialize};

use crate::numbers::Spelling;

/// What a new shipment is sent as.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct ShipmentIn {
    pub(super) date: Given<Stamp>,
    pub(super) shipment_type: Given<Text>,
    pub(super) stock_id: Given<WholeNumber>,
    pub(super) shipping_company: Given<CompanyIn>,
    pub(super) orders: Given<Listed<WholeNumber>>,
}

/// Who takes it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct CompanyIn {
    pub(super) id: Given<WholeNumber>,
    pub(super) name: Given<Text>,
    pub(super) carrier: Given<VehicleIn>,
}

/// With what.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct VehicleIn {
    #[serde(rename = "type")]
    pub(super) kind: Given<Text>,
    pub(super) plate: Given<Text>,
}

/// Orders that join or leave.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct OrdersIn {
    pub(super) orders: Given<Listed<WholeNumber>>,
}

#[derive(Serialize)]
pub(super) struct One {
    pub(super) shipment: ShipmentOut,
}

#[derive(Serialize)]
pub(super) struct Many {
    pub(super) shipments: Vec<ShipmentOut>,
}

/// A shipment.
#[derive(Debug, Clone, Serialize)]
pub(super) struct ShipmentOut {
    id: i64,
    organization_id: i64,
    stock_id: Option<i64>,
    shipment_type: String,
    date: String,
    shipping_company: CompanyOut,
    created_at: String,
    updated_at: String,
    status: &'static str,
    orders: Vec<i64>,
}

#[derive(Debug, Clone, Serialize)]
struct CompanyOut {
    id: i64,
    name: String,
    carrier: VehicleOut,
}

#[derive(Debug, Clone, Serialize)]
struct VehicleOut {
    #[serde(rename = "type")]
    kind: Option<String>,
    plate: Option<String>,
}

impl ShipmentOut {
    /// A shipment in this spelling. A carrier that the request did not name has its own name.
    pub(super) fn of(shipment: &Shipment, carrier: Option<&str>, spelling: &Spelling) -> Self {
        let details = &shipment.details;
        let name = details.carrier_name.as_deref().or(carrier).unwrap_or_default();
        Self {
            id: shipment.id.raw(),
            organization_id: shipment.organization.raw(),
            stock_id: details.location.map(|id| id.raw()),
            shipment_type: details.service.clone().unwrap_or_default(),
            date: spelling.instant(details.leaves_at),
            shipping_company: CompanyOut {
                id: details.carrier.raw(),
                name: name.to_owned(),
                carrier: VehicleOut {
                    kind: details.vehicle_kind.clone(),
                    plate: details.vehicle_plate.clone(),
                },
            },
            created_at: spelling.instant(shipment.created_at),
            updated_at: spelling.instant(shipment.updated_at),
            status: match shipment.state {
                // A deleted one is answered once, as it was; the vendor's example says so.
                ShipmentState::Open | ShipmentState::Deleted => "processing",
                ShipmentState::Finished => "finished",
            },
            orders: shipment.orders.iter().map(|order| order.raw()).collect(),
        }
    }
}
