//! A provider as the vendor writes it: alone, and as the carrier of an order.

use app::parties::PartyView;
use domain::address::Address;
use domain::parties::{Party, StateRegistrationKind, SupplierKind};
use face_kit::{Given, Text, WholeNumber};
use serde::{Deserialize, Serialize};

use crate::numbers::Spelling;

/// What a new provider is sent as.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct ProviderIn {
    pub(super) document: Given<Text>,
    pub(super) organization_id: Given<WholeNumber>,
    pub(super) name: Given<Text>,
    pub(super) trading_name: Given<Text>,
    pub(super) state_inscription_type: Given<Text>,
    pub(super) state_inscription: Given<Text>,
    pub(super) provider_type: Given<Text>,
    pub(super) external_id: Given<Text>,
    pub(super) street: Given<Text>,
    pub(super) number: Given<Text>,
    pub(super) detail: Given<Text>,
    pub(super) zipcode: Given<Text>,
    pub(super) neighborhood: Given<Text>,
    pub(super) city: Given<Text>,
    pub(super) city_code: Given<Text>,
    pub(super) state: Given<Text>,
    pub(super) country: Given<Text>,
}

#[derive(Serialize)]
pub(super) struct One {
    pub(super) provider: ProviderOut,
}

#[derive(Serialize)]
pub(super) struct Many {
    pub(super) providers: Vec<ProviderOut>,
}

/// A provider with its address.
#[derive(Debug, Clone, Serialize)]
pub(super) struct ProviderOut {
    id: i64,
    organization_id: Option<i64>,
    document: Option<String>,
    name: String,
    trading_name: Option<String>,
    state_inscription_type: Option<&'static str>,
    state_inscription: Option<String>,
    provider_type: Option<&'static str>,
    external_id: Option<String>,
    street: Option<String>,
    number: Option<String>,
    detail: Option<String>,
    zipcode: Option<String>,
    neighborhood: Option<String>,
    city: Option<String>,
    city_code: Option<String>,
    state: Option<String>,
    country: Option<String>,
    created_at: String,
    updated_at: String,
}

/// The carrier of an order.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct CarrierOut {
    id: i64,
    organization_id: Option<i64>,
    document: Option<String>,
    name: String,
    trading_name: Option<String>,
    state_inscription_type: Option<&'static str>,
    provider_type: Option<&'static str>,
    external_id: Option<String>,
    created_at: String,
    updated_at: String,
}

impl ProviderOut {
    /// A provider in this spelling, with the first of its addresses.
    pub(super) fn of(view: &PartyView, spelling: &Spelling) -> Self {
        let party = &view.party;
        let details = &party.details;
        let address = view.addresses.first().map(|address| address.address.clone());
        let address: Address = address.unwrap_or_default();
        Self {
            id: party.id.raw(),
            organization_id: details.organization.map(|id| id.raw()),
            document: details.tax_document.clone(),
            name: details.name.clone(),
            trading_name: details.trading_name.clone(),
            state_inscription_type: details.state_registration_kind.map(registration_name),
            state_inscription: details.state_registration.clone(),
            provider_type: provider_type(party),
            external_id: details.external_id.clone(),
            street: address.street,
            number: address.number,
            detail: address.complement,
            zipcode: address.postal_code,
            neighborhood: address.neighborhood,
            city: address.city,
            city_code: address.city_code,
            state: address.state,
            country: address.country,
            created_at: spelling.instant(party.created_at),
            updated_at: spelling.instant(party.updated_at),
        }
    }
}

impl CarrierOut {
    /// A carrier in this spelling.
    pub(crate) fn of(party: &Party, spelling: &Spelling) -> Self {
        let details = &party.details;
        Self {
            id: party.id.raw(),
            organization_id: details.organization.map(|id| id.raw()),
            document: details.tax_document.clone(),
            name: details.name.clone(),
            trading_name: details.trading_name.clone(),
            state_inscription_type: details.state_registration_kind.map(registration_name),
            provider_type: provider_type(party),
            external_id: details.external_id.clone(),
            created_at: spelling.instant(party.created_at),
            updated_at: spelling.instant(party.updated_at),
        }
    }
}

fn registration_name(kind: StateRegistrationKind) -> &'static str {
    match kind {
        StateRegistrationKind::Taxpayer => "icms",
        StateRegistrationKind::Exempt => "free",
        StateRegistrationKind::NonTaxpayer => "non_taxpayer",
    }
}

/// What a provider supplies as; who only carries is a carrier.
fn provider_type(party: &Party) -> Option<&'static str> {
    let roles = party.details.roles;
    let kind = party.details.supplier_kind;
    let kind = kind.or_else(|| (roles.carrier && !roles.supplier).then_some(SupplierKind::Carrier));
    kind.map(SupplierKind::name)
}
