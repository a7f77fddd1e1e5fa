//! A stock, as it stands alone and inside shelves and orders, with the channels that sell from it.
//!
//! Not what lies there; that is `shelf`.
//!
//! The one rule to know: `number` and the coordinates are text (a client in production reads them so), whatever the
//! vendor's older examples show; `emites_id` is a number or absent, never null.

use app::locations::LocationView;
use domain::channels::Channel;
use domain::organizations::Organization;
use face_kit::JsonDecimal;
use serde::Serialize;

use crate::numbers::{Spelling, figure, postal_code};
use crate::quirks;

/// A channel inside a stock.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ChannelOut {
    id: i64,
    name: String,
    organization_id: Option<i64>,
    global: bool,
    pickup_point: bool,
    created_at: String,
    updated_at: String,
    account_id: i64,
}

impl ChannelOut {
    /// A channel in this spelling.
    pub(crate) fn of(channel: &Channel, spelling: &Spelling) -> Self {
        let details = &channel.details;
        Self {
            id: channel.id.raw(),
            name: details.name.clone(),
            organization_id: details.organization.map(|id| id.raw()),
            global: details.is_global,
            pickup_point: details.is_pickup_point,
            created_at: spelling.instant(channel.created_at),
            updated_at: spelling.instant(channel.updated_at),
            account_id: spelling.account.raw(),
        }
    }
}

/// What a stock shows of the organization whose fiscal documents leave from it.
#[derive(Debug, Clone)]
pub(crate) struct Issuer<'a> {
    /// The organization.
    pub(crate) organization: &'a Organization,
    /// Its number at the vendor's fiscal service, where it has one.
    pub(crate) emites_id: Option<i64>,
}

/// A stock.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct StockOut {
    id: i64,
    organization_id: i64,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    document: Option<String>,
    active: bool,
    zip_code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    emites_id: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    serie_nfe: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    inscricao_estadual: Option<String>,
    street: Option<String>,
    number: Option<String>,
    complement: Option<String>,
    city: Option<String>,
    neighborhood: Option<String>,
    state: Option<String>,
    city_code: Option<String>,
    latitude: Option<String>,
    longitude: Option<String>,
    created_at: String,
    default_safety_margin: JsonDecimal,
    sale_channels: Vec<ChannelOut>,
    kind: &'static str,
    description: Option<String>,
    modality: &'static str,
}

impl StockOut {
    /// A stock in this spelling. Without an issuer it does not show whose documents leave from it.
    pub(crate) fn of(view: &LocationView, issuer: Option<&Issuer<'_>>, spelling: &Spelling) -> Self {
        let location = &view.location;
        let details = &location.details;
        let address = &details.address;
        let organization = issuer.map(|issuer| &issuer.organization.details);
        let (latitude, longitude) = match &details.coordinates {
            Some(at) => (Some(at.latitude()), Some(at.longitude())),
            None => (None, None),
        };
        Self {
            id: location.id.raw(),
            organization_id: details.organization.raw(),
            name: details.name.clone(),
            document: details
                .tax_document
                .clone()
                .or_else(|| organization.map(|details| details.tax_document.clone())),
            active: details.active,
            zip_code: address.postal_code.as_deref().map(postal_code),
            emites_id: issuer.and_then(|issuer| issuer.emites_id),
            serie_nfe: organization.map(|details| details.nfe_series.clone()),
            inscricao_estadual: organization.and_then(|details| details.state_registration.clone()),
            street: address.street.clone(),
            number: address.number.clone(),
            complement: address.complement.clone(),
            city: address.city.clone(),
            neighborhood: address.neighborhood.clone(),
            state: address.state.clone(),
            city_code: address.city_code.clone(),
            latitude,
            longitude,
            created_at: spelling.instant(location.created_at),
            default_safety_margin: figure(details.default_safety_margin),
            sale_channels: view
                .channels
                .iter()
                .map(|channel| ChannelOut::of(channel, spelling))
                .collect(),
            kind: quirks::stock_kind(location),
            description: details.description.clone(),
            modality: details.modality.name(),
        }
    }
}
