//! Organizations: creating one, listing them.
//!
//! Not their stocks, channels and sellers, which have files of their own.
//!
//! The one rule to know: codes come in, names go out (`kind` 4 is `other`), and either is taken in.

mod convert;
mod wire;

use app::{Answer, Failure, Reader};
use domain::ids::OrganizationId;
use domain::organizations::Organization;
use face_kit::{Error, Exchange, to_answer};

use wire::{Many, One, OrganizationIn};
pub(crate) use wire::{OrganizationOut, emites_ids};

use crate::numbers::Spelling;
use crate::page::page;

/// `POST /api/v1/organizations`
pub(crate) async fn create(exchange: Exchange) -> Result<Answer, Error> {
    let command = convert::create(&exchange.json_root::<OrganizationIn>("organization")?)?;
    let present = |reader: &mut Reader<'_, '_>, id: &OrganizationId| {
        let organization = reader.organization(*id)?;
        let organization = spelled(reader, vec![organization])?.remove(0);
        Ok(to_answer(201, &One { organization }))
    };
    Ok(exchange.app.execute(&exchange.call, command, present).await?)
}

/// `GET /api/v1/organizations`
pub(crate) async fn list(exchange: Exchange) -> Result<Answer, Error> {
    let page = page(exchange.query())?;
    let own = exchange.call.principal.organization;
    let view = move |reader: &mut Reader<'_, '_>| {
        let found = match own {
            Some(own) => reader
                .organizations_by_id(&[own])?
                .into_iter()
                .skip(usize::from(page.page() > 1))
                .collect(),
            None => reader.organizations(page)?,
        };
        spelled(reader, found)
    };
    let organizations = exchange.app.read(&exchange.call, view).await?;
    Ok(to_answer(200, &Many { organizations }))
}

/// The organizations as they are shown, in their order.
fn spelled(reader: &mut Reader<'_, '_>, found: Vec<Organization>) -> Result<Vec<OrganizationOut>, Failure> {
    let spelling = Spelling::of(reader)?;
    let ids: Vec<OrganizationId> = found.iter().map(|organization| organization.id).collect();
    let emites = emites_ids(reader, &ids)?;
    let out = |organization: &Organization| {
        OrganizationOut::of(organization, emites.get(&organization.id).copied(), &spelling)
    };
    Ok(found.iter().map(out).collect())
}
