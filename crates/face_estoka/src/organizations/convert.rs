//! From the vendor's organization to the core's.

use app::organizations::CreateOrganization;
use domain::address::Address;
use domain::geography::{Coordinates, DeliveryRadius};
use domain::ids::OrganizationId;
use domain::organizations::{OrganizationDetails, OrganizationKind, TaxRegime};
use domain::refusal::Problem;
use face_kit::{Checker, Faults, Given, Text};

use super::wire::{OrganizationExtras, OrganizationIn};
use crate::numbers::DECIMALS;

/// The longest text that is read; the core knows each field's own limit.
const TEXT_MAX: usize = 10_000;

/// Codes as the document lists them, and the names that answers show.
const KINDS: &[(&str, OrganizationKind)] = &[
    ("1", OrganizationKind::OwnStore),
    ("own_store", OrganizationKind::OwnStore),
    ("2", OrganizationKind::Franchise),
    ("franchise", OrganizationKind::Franchise),
    ("3", OrganizationKind::DistributionCenter),
    ("distribution_center", OrganizationKind::DistributionCenter),
    ("4", OrganizationKind::Other),
    ("other", OrganizationKind::Other),
];

const REGIMES: &[(&str, TaxRegime)] = &[
    ("1", TaxRegime::SimplesNacional),
    ("simples_nacional", TaxRegime::SimplesNacional),
    ("3", TaxRegime::Normal),
    ("normal", TaxRegime::Normal),
];

/// `unliminted` is the document's own misprint.
const RADII: &[(&str, DeliveryRadius)] = &[
    ("unlimited", DeliveryRadius::Unlimited),
    ("unliminted", DeliveryRadius::Unlimited),
    ("thirty", DeliveryRadius::Km30),
    ("sixty", DeliveryRadius::Km60),
    ("ahundred", DeliveryRadius::Km100),
];

/// What a request for a new organization asks for.
pub(super) fn create(wire: &OrganizationIn) -> Result<CreateOrganization, Faults> {
    let mut check = Checker::new();
    // What is empty here the core refuses, together with everything else that is wrong.
    let mut text = |path, given| check.optional_text(path, given, TEXT_MAX).unwrap_or_default();
    let name = text("name", &wire.name);
    let cnpj = text("cnpj", &wire.cnpj);
    let company_name = text("company_name", &wire.company_name);
    let nfe_series = text("serie_nfe", &wire.serie_nfe);
    let known = OrganizationDetails::new(&name, &company_name, &cnpj);
    let emites_id = check.required_whole("emites_id", &wire.emites_id, 1..=i64::MAX);
    let note = wire.additional_nfe_info.clone().or(wire.additiona_nfe_info.clone());
    let invoices = wire.auto_invoice.clone().or(wire.auto_inoivce.clone());
    let details = OrganizationDetails {
        parent: check
            .optional_id("parent_id", &wire.parent_id)
            .map(OrganizationId::from_raw),
        external_id: check.optional_text("external_id", &wire.external_id, TEXT_MAX),
        state_registration: Some(check.required_text("state_registration", &wire.state_registration, TEXT_MAX)),
        tax_regime: check
            .one_of("tax_regime", &wire.tax_regime, REGIMES)
            .unwrap_or(known.tax_regime),
        kind: check.one_of("kind", &wire.kind, KINDS).unwrap_or(known.kind),
        nfe_series,
        nfe_note: check.optional_text("additional_nfe_info", &note, TEXT_MAX),
        uses_average_cost: check
            .flag("use_average_cost", &wire.use_average_cost)
            .unwrap_or(known.uses_average_cost),
        withdrawal_hours: check.optional_whole(
            "average_withdrawal_term",
            &wire.average_withdrawal_term,
            i64::MIN..=i64::MAX,
        ),
        withdrawal_price: check.optional_money("average_withdrawal_price", &wire.average_withdrawal_price, DECIMALS),
        delivery_radius: check
            .optional_one_of("delivery_radius_max", &wire.delivery_radius_max, RADII)
            .unwrap_or(known.delivery_radius),
        invoices_when_packed: check.flag("auto_invoice", &invoices).unwrap_or_default(),
        labels_when_packed: check
            .flag("auto_generate_label", &wire.auto_generate_label)
            .unwrap_or_default(),
        address: address(&mut check, wire),
        coordinates: coordinates(&mut check, &wire.latitude, &wire.longitude),
        ..known
    };
    check.blank_too(&[
        ("name", &name),
        ("cnpj", &cnpj),
        ("company_name", &company_name),
        ("serie_nfe", &details.nfe_series),
    ]);
    let extras = OrganizationExtras {
        emites_id: Some(emites_id),
    };
    check.finish_with(CreateOrganization {
        details,
        extras_estoka: serde_json::to_string(&extras).ok(),
    })
}

fn address(check: &mut Checker, wire: &OrganizationIn) -> Address {
    let mut text = |path, given| check.optional_text(path, given, TEXT_MAX);
    Address {
        street: text("street", &wire.street),
        number: text("number", &wire.number),
        complement: text("complement", &wire.complement),
        neighborhood: text("neighborhood", &wire.neighborhood),
        city: text("city", &wire.city),
        city_code: text("city_code", &wire.city_code),
        state: text("state", &wire.state),
        postal_code: text("zip_code", &wire.zip_code),
        country: None,
    }
}

/// Both coordinates or none.
fn coordinates(check: &mut Checker, latitude: &Given<Text>, longitude: &Given<Text>) -> Option<Coordinates> {
    let north = check.optional_text("latitude", latitude, TEXT_MAX);
    let east = check.optional_text("longitude", longitude, TEXT_MAX);
    match (north, east) {
        (None, None) => None,
        (Some(_), None) => {
            check.fault("longitude", Problem::Blank);
            None
        }
        (None, Some(_)) => {
            check.fault("latitude", Problem::Blank);
            None
        }
        (Some(north), Some(east)) => {
            let found = Coordinates::parse(&north, &east);
            if found.is_none() {
                check.fault("latitude", Problem::Malformed);
            }
            found
        }
    }
}
