//! An organization as the vendor writes it.

use std::collections::BTreeMap;

use app::{Failure, Reader};
use domain::documents::State;
use domain::geography::DeliveryRadius;
use domain::ids::OrganizationId;
use domain::organizations::{Organization, OrganizationDetails};
use face_kit::{Decimal, Flag, Given, JsonDecimal, Text, WholeNumber};
use serde::{Deserialize, Serialize};

use crate::numbers::{Spelling, float, postal_code};

/// What a new organization is sent as. `auto_inoivce` and `additiona_nfe_info` are the document's own misprints.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct OrganizationIn {
    pub(super) external_id: Given<Text>,
    pub(super) name: Given<Text>,
    pub(super) cnpj: Given<Text>,
    pub(super) state: Given<Text>,
    pub(super) zip_code: Given<Text>,
    pub(super) neighborhood: Given<Text>,
    pub(super) number: Given<Text>,
    pub(super) street: Given<Text>,
    pub(super) complement: Given<Text>,
    pub(super) city: Given<Text>,
    pub(super) city_code: Given<Text>,
    pub(super) use_average_cost: Given<Flag>,
    pub(super) average_withdrawal_term: Given<WholeNumber>,
    pub(super) average_withdrawal_price: Given<Decimal>,
    pub(super) company_name: Given<Text>,
    pub(super) emites_id: Given<WholeNumber>,
    pub(super) state_registration: Given<Text>,
    pub(super) tax_regime: Given<Text>,
    pub(super) kind: Given<Text>,
    pub(super) serie_nfe: Given<Text>,
    pub(super) latitude: Given<Text>,
    pub(super) longitude: Given<Text>,
    pub(super) parent_id: Given<WholeNumber>,
    pub(super) delivery_radius_max: Given<Text>,
    pub(super) additional_nfe_info: Given<Text>,
    pub(super) additiona_nfe_info: Given<Text>,
    pub(super) auto_invoice: Given<Flag>,
    pub(super) auto_inoivce: Given<Flag>,
    pub(super) auto_generate_label: Given<Flag>,
}

/// What only this vendor knows of an organization.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct OrganizationExtras {
    /// Its number at the vendor's fiscal service.
    pub(super) emites_id: Option<i64>,
}

/// The numbers of these organizations at the vendor's fiscal service, where they have one.
pub(crate) fn emites_ids(
    reader: &mut Reader<'_, '_>,
    ids: &[OrganizationId],
) -> Result<BTreeMap<OrganizationId, i64>, Failure> {
    let extras = reader.organization_extras_estoka(ids)?;
    let number = |(id, text): (OrganizationId, String)| {
        // Only this face writes them, so what cannot be read was never written.
        let extras: OrganizationExtras = serde_json::from_str(&text).unwrap_or_default();
        extras.emites_id.map(|number| (id, number))
    };
    Ok(extras.into_iter().filter_map(number).collect())
}

#[derive(Serialize)]
pub(super) struct One {
    pub(super) organization: OrganizationOut,
}

#[derive(Serialize)]
pub(super) struct Many {
    pub(super) organizations: Vec<OrganizationOut>,
}

/// An organization.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct OrganizationOut {
    id: i64,
    external_id: Option<String>,
    account_id: i64,
    name: String,
    cnpj: String,
    state: Option<String>,
    state_code: Option<u32>,
    zip_code: Option<String>,
    neighborhood: Option<String>,
    number: Option<String>,
    street: Option<String>,
    complement: Option<String>,
    city: Option<String>,
    city_code: Option<String>,
    use_average_cost: bool,
    average_withdrawal_term: Option<i64>,
    average_withdrawal_price: Option<JsonDecimal>,
    created_at: String,
    updated_at: String,
    company_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    emites_id: Option<i64>,
    state_registration: Option<String>,
    tax_regime: &'static str,
    kind: &'static str,
    serie_nfe: String,
    latitude: Option<String>,
    longitude: Option<String>,
    parent_id: Option<i64>,
    delivery_radius_max: &'static str,
    additional_nfe_info: Option<String>,
    auto_invoice: bool,
    auto_generate_label: bool,
}

impl OrganizationOut {
    /// An organization in this spelling.
    pub(crate) fn of(organization: &Organization, emites_id: Option<i64>, spelling: &Spelling) -> Self {
        let details = &organization.details;
        let address = &details.address;
        Self {
            id: organization.id.raw(),
            external_id: details.external_id.clone(),
            account_id: spelling.account.raw(),
            name: details.name.clone(),
            cnpj: details.tax_document.clone(),
            state: address.state.clone(),
            state_code: state_code(details),
            zip_code: address.postal_code.as_deref().map(postal_code),
            neighborhood: address.neighborhood.clone(),
            number: address.number.clone(),
            street: address.street.clone(),
            complement: address.complement.clone(),
            city: address.city.clone(),
            city_code: address.city_code.clone(),
            use_average_cost: details.uses_average_cost,
            average_withdrawal_term: details.withdrawal_hours,
            average_withdrawal_price: details.withdrawal_price.map(float),
            created_at: spelling.instant(organization.created_at),
            updated_at: spelling.instant(organization.updated_at),
            company_name: details.company_name.clone(),
            emites_id,
            state_registration: details.state_registration.clone(),
            tax_regime: details.tax_regime.name(),
            kind: details.kind.name(),
            serie_nfe: details.nfe_series.clone(),
            latitude: details.coordinates.map(|at| at.latitude()),
            longitude: details.coordinates.map(|at| at.longitude()),
            parent_id: details.parent.map(|id| id.raw()),
            delivery_radius_max: radius_name(details.delivery_radius),
            additional_nfe_info: details.nfe_note.clone(),
            auto_invoice: details.invoices_when_packed,
            auto_generate_label: details.labels_when_packed,
        }
    }
}

fn state_code(details: &OrganizationDetails) -> Option<u32> {
    let state = details.address.state.as_deref()?;
    State::parse(state).ok().map(State::ibge_code)
}

fn radius_name(radius: DeliveryRadius) -> &'static str {
    match radius {
        DeliveryRadius::Unlimited => "unlimited",
        DeliveryRadius::Km30 => "thirty",
        DeliveryRadius::Km60 => "sixty",
        DeliveryRadius::Km100 => "ahundred",
    }
}
