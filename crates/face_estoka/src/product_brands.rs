//! Product brands: creating one, reading one.
//!
//! Not their manufacturers, which are parties.
//!
//! The one rule to know: two brands may share a name; only the number tells them apart.

use app::catalog::CreateBrand;
use app::{Answer, Failure, Reader};
use domain::catalog::Brand;
use domain::ids::{BrandId, OrganizationId, PartyId};
use domain::refusal::Entity;
use face_kit::{Checker, Error, Exchange, Faults, Given, Text, WholeNumber, to_answer};
use serde::{Deserialize, Serialize};

use crate::numbers::Spelling;

/// The longest text that is read; the core knows each field's own limit.
const TEXT_MAX: usize = 10_000;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct BrandIn {
    external_id: Given<Text>,
    name: Given<Text>,
    organization_id: Given<WholeNumber>,
    manufacturer_id: Given<WholeNumber>,
}

#[derive(Serialize)]
struct One {
    product_brand: BrandOut,
}

#[derive(Serialize)]
struct BrandOut {
    id: i64,
    external_id: Option<String>,
    account_id: i64,
    organization_id: Option<i64>,
    manufacturer_id: Option<i64>,
    name: String,
    created_at: String,
    updated_at: String,
}

/// `POST /api/v1/product_brands`
pub(crate) async fn create(exchange: Exchange) -> Result<Answer, Error> {
    let command = convert(&exchange.json_root("product_brand")?)?;
    let present = |reader: &mut Reader<'_, '_>, id: &BrandId| {
        let product_brand = one(reader, *id)?;
        Ok(to_answer(201, &One { product_brand }))
    };
    Ok(exchange.app.execute(&exchange.call, command, present).await?)
}

/// `GET /api/v1/product_brands/{id}`
pub(crate) async fn show(exchange: Exchange) -> Result<Answer, Error> {
    let id = BrandId::from_raw(exchange.path_id("id", Entity::Brand)?);
    let view = move |reader: &mut Reader<'_, '_>| one(reader, id);
    let product_brand = exchange.app.read(&exchange.call, view).await?;
    Ok(to_answer(200, &One { product_brand }))
}

fn convert(wire: &BrandIn) -> Result<CreateBrand, Faults> {
    let mut check = Checker::new();
    let command = CreateBrand {
        organization: check
            .optional_id("organization_id", &wire.organization_id)
            .map(OrganizationId::from_raw),
        manufacturer: check
            .optional_id("manufacturer_id", &wire.manufacturer_id)
            .map(PartyId::from_raw),
        // What is empty here the core refuses, together with everything else that is wrong.
        name: check.optional_text("name", &wire.name, TEXT_MAX).unwrap_or_default(),
        external_id: check.optional_text("external_id", &wire.external_id, TEXT_MAX),
    };
    check.blank_too(&[("name", &command.name)]);
    check.finish_with(command)
}

fn one(reader: &mut Reader<'_, '_>, id: BrandId) -> Result<BrandOut, Failure> {
    let spelling = Spelling::of(reader)?;
    Ok(BrandOut::of(&reader.brand(id)?, &spelling))
}

impl BrandOut {
    fn of(brand: &Brand, spelling: &Spelling) -> Self {
        Self {
            id: brand.id.raw(),
            external_id: brand.external_id.clone(),
            account_id: spelling.account.raw(),
            organization_id: brand.organization.map(|id| id.raw()),
            manufacturer_id: brand.manufacturer.map(|id| id.raw()),
            name: brand.name.clone(),
            created_at: spelling.instant(brand.created_at),
            updated_at: spelling.instant(brand.updated_at),
        }
    }
}
