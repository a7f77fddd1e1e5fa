//! Types of customers of an organization, which the operator keeps: listing them.
//!
//! The one rule to know: a customer names its type by code, and the vendor shows no number of it.

use app::{Answer, Reader};
use domain::customers::CustomerType;
use face_kit::{Error, Exchange, to_answer};
use serde::Serialize;

use crate::auth;
use crate::numbers::Spelling;
use crate::page::page;
use crate::quirks;

#[derive(Serialize)]
struct TypeOut {
    organization_id: i64,
    name: String,
    code: String,
    created_at: String,
    updated_at: String,
}

#[derive(Serialize)]
struct Many {
    customer_types: Vec<TypeOut>,
}

/// `GET /api/v1/organizations/{organization_id}/customer_types`
pub(crate) async fn list(exchange: Exchange) -> Result<Answer, Error> {
    let organization = auth::organization(&exchange, "organization_id")?;
    let page = page(exchange.query())?;
    let view = move |reader: &mut Reader<'_, '_>| {
        let spelling = Spelling::of(reader)?;
        let found = reader.customer_types_of(organization, page)?;
        Ok(found.iter().map(|one| TypeOut::of(one, &spelling)).collect())
    };
    let customer_types = exchange.app.read(&exchange.call, view).await?;
    Ok(to_answer(200, &Many { customer_types }))
}

impl TypeOut {
    fn of(one: &CustomerType, spelling: &Spelling) -> Self {
        Self {
            organization_id: one.organization.raw(),
            name: one.name.clone(),
            code: one.code.clone(),
            created_at: quirks::bare_instant(one.created_at, &spelling.zone),
            updated_at: quirks::bare_instant(one.updated_at, &spelling.zone),
        }
    }
}
