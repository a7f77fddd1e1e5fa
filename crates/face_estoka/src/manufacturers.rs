//! Manufacturers: creating one, reading one.
//!
//! Not suppliers of the type manufacturer, which are providers.
//!
//! The one rule to know: a manufacturer is a party, so its number is one of the numbers of customers and providers.

use app::parties::CreateParty;
use app::{Answer, Failure, Reader};
use domain::ids::{OrganizationId, PartyId};
use domain::parties::{Party, PartyDetails, PartyKind, Role, Roles};
use domain::refusal::Entity;
use face_kit::{Checker, Error, Exchange, Faults, Given, Text, WholeNumber, to_answer};
use serde::{Deserialize, Serialize};

use crate::numbers::Spelling;

/// The longest text that is read; the core knows each field's own limit.
const TEXT_MAX: usize = 10_000;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct ManufacturerIn {
    name: Given<Text>,
    organization_id: Given<WholeNumber>,
    external_id: Given<Text>,
}

#[derive(Serialize)]
struct One {
    manufacturer: ManufacturerOut,
}

#[derive(Serialize)]
struct ManufacturerOut {
    id: i64,
    external_id: Option<String>,
    name: String,
    created_at: String,
    updated_at: String,
    organization_id: Option<i64>,
    account_id: i64,
}

/// `POST /api/v1/manufacturers`
pub(crate) async fn create(exchange: Exchange) -> Result<Answer, Error> {
    let command = convert(&exchange.json_root("manufacturer")?)?;
    let present = |reader: &mut Reader<'_, '_>, id: &PartyId| {
        let manufacturer = one(reader, *id)?;
        Ok(to_answer(201, &One { manufacturer }))
    };
    Ok(exchange.app.execute(&exchange.call, command, present).await?)
}

/// `GET /api/v1/manufacturers/{id}`
pub(crate) async fn show(exchange: Exchange) -> Result<Answer, Error> {
    let id = PartyId::from_raw(exchange.path_id("id", Entity::Manufacturer)?);
    let view = move |reader: &mut Reader<'_, '_>| one(reader, id);
    let manufacturer = exchange.app.read(&exchange.call, view).await?;
    Ok(to_answer(200, &One { manufacturer }))
}

fn convert(wire: &ManufacturerIn) -> Result<CreateParty, Faults> {
    let mut check = Checker::new();
    // What is empty here the core refuses, together with everything else that is wrong.
    let name = check.optional_text("name", &wire.name, TEXT_MAX).unwrap_or_default();
    let details = PartyDetails {
        organization: check
            .optional_id("organization_id", &wire.organization_id)
            .map(OrganizationId::from_raw),
        external_id: check.optional_text("external_id", &wire.external_id, TEXT_MAX),
        ..PartyDetails::new(PartyKind::Company, &name, Roles::of(&[Role::Manufacturer]))
    };
    check.blank_too(&[("name", &name)]);
    check.finish_with(CreateParty::new(details))
}

fn one(reader: &mut Reader<'_, '_>, id: PartyId) -> Result<ManufacturerOut, Failure> {
    let spelling = Spelling::of(reader)?;
    Ok(ManufacturerOut::of(&reader.manufacturer(id)?, &spelling))
}

impl ManufacturerOut {
    fn of(party: &Party, spelling: &Spelling) -> Self {
        Self {
            id: party.id.raw(),
            external_id: party.details.external_id.clone(),
            name: party.details.name.clone(),
            created_at: spelling.instant(party.created_at),
            updated_at: spelling.instant(party.updated_at),
            organization_id: party.details.organization.map(|id| id.raw()),
            account_id: spelling.account.raw(),
        }
    }
}
