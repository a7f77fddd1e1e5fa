//! Providers: suppliers and carriers. Creating one, reading one, listing them.
//!
//! Not manufacturers without trade, which are on their own.
//!
//! The one rule to know: a provider supplies, and one of the type `carrier` carries as well; the list holds who supplies,
//! and with `search[provider_type]=carrier` who carries, whichever face wrote them.

mod wire;

use app::parties::{CreateParty, PartyView};
use app::{Answer, Failure, Reader};
use domain::address::Address;
use domain::ids::{OrganizationId, PartyId};
use domain::parties::{
    AddressChanges, AddressEdit, AddressKind, AddressTarget, PartyDetails, PartyFilter, PartyKind, PartyOrder, Role,
    Roles, StateRegistrationKind, SupplierKind,
};
use domain::refusal::Entity;
use face_kit::{Checker, Error, Exchange, Faults, to_answer};

pub(crate) use wire::CarrierOut;
use wire::{Many, One, ProviderIn, ProviderOut};

use crate::numbers::Spelling;
use crate::page::{bad_filters, only_filters, page};

/// The longest text that is read; the core knows each field's own limit.
const TEXT_MAX: usize = 10_000;

/// How a provider stands to the states' goods tax, by name and by the code of fiscal documents.
const REGISTRATIONS: &[(&str, StateRegistrationKind)] = &[
    ("icms", StateRegistrationKind::Taxpayer),
    ("1", StateRegistrationKind::Taxpayer),
    ("free", StateRegistrationKind::Exempt),
    ("2", StateRegistrationKind::Exempt),
    ("non_taxpayer", StateRegistrationKind::NonTaxpayer),
    ("9", StateRegistrationKind::NonTaxpayer),
];

/// What a provider supplies as.
const KINDS: &[(&str, SupplierKind)] = &[
    ("manufacturer", SupplierKind::Manufacturer),
    ("importer", SupplierKind::Importer),
    ("distributor", SupplierKind::Distributor),
    ("carrier", SupplierKind::Carrier),
];

/// `POST /api/v1/providers`
pub(crate) async fn create(exchange: Exchange) -> Result<Answer, Error> {
    let command = convert(&exchange.json_root("provider")?)?;
    let present = |reader: &mut Reader<'_, '_>, id: &PartyId| {
        let provider = one(reader, *id)?;
        Ok(to_answer(201, &One { provider }))
    };
    Ok(exchange.app.execute(&exchange.call, command, present).await?)
}

/// `GET /api/v1/providers`
pub(crate) async fn list(exchange: Exchange) -> Result<Answer, Error> {
    let query = exchange.query();
    let page = page(query)?;
    only_filters(query, &["provider_type", "document"])?;
    let role = match query.get("search[provider_type]") {
        None => Role::Supplier,
        Some("carrier") => Role::Carrier,
        Some(_) => return Err(bad_filters(&["provider_type"])),
    };
    let filter = PartyFilter {
        role: Some(role),
        tax_document: query.get("search[document]").map(str::to_owned),
        ..PartyFilter::default()
    };
    let view = move |reader: &mut Reader<'_, '_>| {
        let spelling = Spelling::of(reader)?;
        let found = reader.party_views(&filter, PartyOrder::default(), page)?;
        Ok(found.iter().map(|view| ProviderOut::of(view, &spelling)).collect())
    };
    let providers = exchange.app.read(&exchange.call, view).await?;
    Ok(to_answer(200, &Many { providers }))
}

/// `GET /api/v1/providers/{id}`
pub(crate) async fn show(exchange: Exchange) -> Result<Answer, Error> {
    let id = PartyId::from_raw(exchange.path_id("id", Entity::Provider)?);
    let view = move |reader: &mut Reader<'_, '_>| one(reader, id);
    let provider = exchange.app.read(&exchange.call, view).await?;
    Ok(to_answer(200, &One { provider }))
}

fn convert(wire: &ProviderIn) -> Result<CreateParty, Faults> {
    let mut check = Checker::new();
    let document = check.required_text("document", &wire.document, TEXT_MAX);
    let name = check.required_text("name", &wire.name, TEXT_MAX);
    let kind = check.one_of("provider_type", &wire.provider_type, KINDS);
    let roles = match kind {
        Some(SupplierKind::Carrier) => Roles::of(&[Role::Supplier, Role::Carrier]),
        Some(SupplierKind::Manufacturer | SupplierKind::Importer | SupplierKind::Distributor) | None => {
            Roles::of(&[Role::Supplier])
        }
    };
    let is_person = document.bytes().filter(u8::is_ascii_alphanumeric).count() == 11;
    let law = if is_person {
        PartyKind::Person
    } else {
        PartyKind::Company
    };
    let details = PartyDetails {
        organization: check
            .optional_id("organization_id", &wire.organization_id)
            .map(OrganizationId::from_raw),
        trading_name: Some(check.required_text("trading_name", &wire.trading_name, TEXT_MAX)),
        tax_document: Some(document),
        state_registration_kind: check.one_of("state_inscription_type", &wire.state_inscription_type, REGISTRATIONS),
        state_registration: check.optional_text("state_inscription", &wire.state_inscription, TEXT_MAX),
        external_id: check.optional_text("external_id", &wire.external_id, TEXT_MAX),
        supplier_kind: kind,
        ..PartyDetails::new(law, &name, roles)
    };
    let address = address(&mut check, wire);
    check.finish_with(CreateParty {
        addresses: vec![AddressEdit::Write(
            AddressTarget::Kind(AddressKind::Main),
            Box::new(AddressChanges::whole(AddressKind::Main, address)),
        )],
        ..CreateParty::new(details)
    })
}

fn address(check: &mut Checker, wire: &ProviderIn) -> Address {
    Address {
        street: Some(check.required_text("street", &wire.street, TEXT_MAX)),
        number: Some(check.required_text("number", &wire.number, TEXT_MAX)),
        complement: check.optional_text("detail", &wire.detail, TEXT_MAX),
        neighborhood: Some(check.required_text("neighborhood", &wire.neighborhood, TEXT_MAX)),
        city: Some(check.required_text("city", &wire.city, TEXT_MAX)),
        city_code: check.optional_text("city_code", &wire.city_code, TEXT_MAX),
        state: Some(check.required_text("state", &wire.state, TEXT_MAX)),
        postal_code: Some(check.required_text("zipcode", &wire.zipcode, TEXT_MAX)),
        country: check.optional_text("country", &wire.country, TEXT_MAX),
    }
}

fn one(reader: &mut Reader<'_, '_>, id: PartyId) -> Result<ProviderOut, Failure> {
    let spelling = Spelling::of(reader)?;
    let view: PartyView = reader.provider(id)?;
    Ok(ProviderOut::of(&view, &spelling))
}
