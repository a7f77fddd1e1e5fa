//! Sellers (`colaboradores`) of an organization: listing them, finding one by number or CPF.
//!
//! Not users of the back office.
//!
//! The one rule to know: with `search[document_number]` the number in the path does not count.

use std::collections::BTreeMap;

use app::{Answer, Failure, Reader};
use domain::ids::{ChannelId, PartyId};
use domain::parties::{Party, PartyStatus, SellerAbsence};
use domain::refusal::Entity;
use face_kit::{Error, Exchange, to_answer};
use jiff::Timestamp;
use serde::Serialize;

use crate::auth;
use crate::numbers::{Spelling, punctuated_document};
use crate::page::{only_filters, page};

#[derive(Serialize)]
struct One {
    seller: SellerOut,
}

#[derive(Serialize)]
struct Many {
    sellers: Vec<SellerOut>,
}

/// A seller.
#[derive(Serialize)]
struct SellerOut {
    id: i64,
    name: String,
    email: Option<String>,
    organization_id: Option<i64>,
    sale_channel_ids: Vec<i64>,
    document_number: Option<String>,
    phone_number: Option<String>,
    external_id: Option<String>,
    status: &'static str,
    registration: Option<String>,
    profile_type: [&'static str; 1],
    away: bool,
    absences: Vec<AbsenceOut>,
    created_at: String,
    updated_at: String,
}

#[derive(Serialize)]
struct AbsenceOut {
    reason: String,
    start_on: String,
    end_on: String,
    created_at: String,
    updated_at: String,
}

/// What sellers are shown with.
struct Beside {
    channels: BTreeMap<PartyId, Vec<ChannelId>>,
    absences: BTreeMap<PartyId, Vec<SellerAbsence>>,
    now: Timestamp,
    spelling: Spelling,
}

impl Beside {
    fn of(reader: &mut Reader<'_, '_>, sellers: &[Party], now: Timestamp) -> Result<Self, Failure> {
        let ids: Vec<PartyId> = sellers.iter().map(|seller| seller.id).collect();
        Ok(Self {
            channels: reader.seller_channels(sellers)?,
            absences: reader.seller_absences(&ids)?,
            now,
            spelling: Spelling::of(reader)?,
        })
    }
}

/// `GET /api/v1/organizations/{organization_id}/sellers`
pub(crate) async fn list(exchange: Exchange) -> Result<Answer, Error> {
    let organization = auth::organization(&exchange, "organization_id")?;
    let page = page(exchange.query())?;
    let now = exchange.app.now();
    let view = move |reader: &mut Reader<'_, '_>| {
        let found = reader.sellers_of(organization, page)?;
        let beside = Beside::of(reader, &found, now)?;
        Ok(found.iter().map(|seller| SellerOut::of(seller, &beside)).collect())
    };
    let sellers = exchange.app.read(&exchange.call, view).await?;
    Ok(to_answer(200, &Many { sellers }))
}

/// `GET /api/v1/organizations/{organization_id}/sellers/{id}`
pub(crate) async fn show(exchange: Exchange) -> Result<Answer, Error> {
    let organization = auth::organization(&exchange, "organization_id")?;
    only_filters(exchange.query(), &["document_number"])?;
    let document: Option<String> = exchange
        .query()
        .get("search[document_number]")
        .map(|text| text.chars().filter(|letter| letter.is_ascii_alphanumeric()).collect());
    let id = match document {
        Some(_) => None,
        None => Some(PartyId::from_raw(exchange.path_id("id", Entity::Seller)?)),
    };
    let now = exchange.app.now();
    let view = move |reader: &mut Reader<'_, '_>| {
        let seller = match (id, &document) {
            (Some(id), _) => reader.seller_of(organization, id)?,
            (None, document) => reader.seller_by_tax_document(organization, document.as_deref().unwrap_or_default())?,
        };
        let beside = Beside::of(reader, std::slice::from_ref(&seller), now)?;
        Ok(SellerOut::of(&seller, &beside))
    };
    let seller = exchange.app.read(&exchange.call, view).await?;
    Ok(to_answer(200, &One { seller }))
}

impl SellerOut {
    fn of(party: &Party, beside: &Beside) -> Self {
        let (details, spelling) = (&party.details, &beside.spelling);
        let channels = beside.channels.get(&party.id).map(Vec::as_slice).unwrap_or_default();
        let absences = beside.absences.get(&party.id).map(Vec::as_slice).unwrap_or_default();
        Self {
            id: party.id.raw(),
            name: details.name.clone(),
            email: details.email.clone(),
            organization_id: details.organization.map(|id| id.raw()),
            sale_channel_ids: channels.iter().map(|id| id.raw()).collect(),
            document_number: details.tax_document.as_deref().map(punctuated_document),
            phone_number: details.phone.clone(),
            external_id: details.external_id.clone(),
            status: status_name(details.status),
            registration: details.seller_registration.clone(),
            profile_type: ["seller"],
            away: absences.iter().any(|absence| absence.holds_at(beside.now)),
            absences: absences
                .iter()
                .map(|absence| AbsenceOut {
                    reason: absence.reason.clone(),
                    start_on: spelling.instant(absence.starts_at),
                    end_on: spelling.instant(absence.ends_at),
                    created_at: spelling.instant(absence.created_at),
                    updated_at: spelling.instant(absence.updated_at),
                })
                .collect(),
            created_at: spelling.instant(party.created_at),
            updated_at: spelling.instant(party.updated_at),
        }
    }
}

fn status_name(status: PartyStatus) -> &'static str {
    match status {
        PartyStatus::Active => "active",
        PartyStatus::Inactive | PartyStatus::Blocked => "inactive",
    }
}
