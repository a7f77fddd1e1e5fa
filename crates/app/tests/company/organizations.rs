//! Organizations, born with a place; the tree of places below.

use app::locations::{CreateLocation, UpdateLocation};
use app::organizations::{CreateOrganization, UpdateOrganization};
use domain::address::Address;
use domain::amount::Money;
use domain::change::Change;
use domain::documents::CheckPolicy;
use domain::geography::{Coordinates, DeliveryRadius};
use domain::ids::{LocationId, OrganizationId};
use domain::locations::{LocationChanges, LocationDetails, LocationKind, Modality};
use domain::organizations::{OrganizationChanges, OrganizationDetails, OrganizationKind, TaxRegime};
use domain::refusal::{Field, Problem};

use crate::world::{ALL, World, is_missing, later, now, on_each_engine, on_each_engine_with, refused, shop};

fn morumbi() -> OrganizationDetails {
    let text = |text: &str| Some(text.to_owned());
    OrganizationDetails {
        external_id: text("10U-1980"),
        state_registration: text("38217382732"),
        municipal_registration: text("123"),
        tax_regime: TaxRegime::Normal,
        kind: OrganizationKind::Other,
        nfe_series: "2".to_owned(),
        nfe_note: text("Obrigado"),
        uses_average_cost: false,
        withdrawal_hours: Some(5),
        withdrawal_price: Some(Money::from_millionths(19_900_000)),
        delivery_radius: DeliveryRadius::Km100,
        invoices_when_packed: true,
        labels_when_packed: true,
        address: Address {
            street: text("Av. Morumbi"),
            number: text("2000"),
            complement: text("Shopping"),
            neighborhood: text("Morumbi"),
            city: text("São Paulo"),
            city_code: text("3550308"),
            state: text("SP"),
            postal_code: text("05650000"),
            country: None,
        },
        coordinates: Coordinates::parse("-23.622093", "-46.698969"),
        active: false,
        ..shop(1)
    }
}

fn create(world: &World, details: OrganizationDetails) -> OrganizationId {
    world
        .run(CreateOrganization {
            details,
            extras_estoka: None,
        })
        .unwrap()
}

#[test]
fn every_field_of_an_organization_is_kept() {
    on_each_engine(|world| {
        let extras = r#"{"emites_id":12355}"#.to_owned();
        let id = world
            .run(CreateOrganization {
                details: morumbi(),
                extras_estoka: Some(extras.clone()),
            })
            .unwrap();
        let found = world.read(move |reader| reader.organization(id)).unwrap();
        assert_eq!(found.details, morumbi());
        assert_eq!((found.created_at, found.updated_at), (now(), now()));
        let kept = world
            .read(move |reader| reader.organization_extras_estoka(&[id]))
            .unwrap();
        assert_eq!(kept, [(id, extras)]);
        assert!(is_missing(&world.read_foreign(move |reader| reader.organization(id))));
    });
}

#[test]
fn an_organization_is_born_with_a_stock_at_its_address() {
    on_each_engine(|world| {
        let id = create(world, morumbi());
        let places = world.read(move |reader| reader.warehouses_of(id, ALL)).unwrap();
        assert_eq!(places.len(), 1);
        assert_eq!(
            places[0].details,
            LocationDetails {
                address: morumbi().address,
                coordinates: morumbi().coordinates,
                ..LocationDetails::warehouse(id, "EST-1", "Estoque principal")
            }
        );
        assert_eq!(places[0].details.modality, Modality::Both);
    });
}

#[test]
fn a_document_belongs_to_one_organization_of_the_account() {
    on_each_engine(|world| {
        create(world, shop(1));
        let again = CreateOrganization {
            details: OrganizationDetails {
                tax_document: "00.000.001/0001-36".to_owned(),
                ..shop(2)
            },
            extras_estoka: None,
        };
        assert_eq!(shop(1).tax_document, "00000001000136");
        assert_eq!(
            refused(world.run(again.clone())),
            [(Field::Document, None, Problem::Taken)]
        );
        assert!(
            world.run_foreign(again).is_ok(),
            "another account has its own documents"
        );
        assert_eq!(world.read(|reader| reader.organizations(ALL)).unwrap().len(), 1);
        assert_eq!(world.organization(3).raw(), 2, "what was refused took no number");
    });
}

#[test]
fn the_accounts_setting_decides_about_wrong_check_digits() {
    for (policy, accepted) in [
        (CheckPolicy::Off, true),
        (CheckPolicy::Warn, true),
        (CheckPolicy::Reject, false),
    ] {
        on_each_engine_with(policy, |world| {
            let details = OrganizationDetails {
                tax_document: "00.100.200/0001-00".to_owned(),
                ..shop(1)
            };
            let result = world.run(CreateOrganization {
                details,
                extras_estoka: None,
            });
            if accepted {
                assert!(result.is_ok(), "{policy:?}");
            } else {
                assert_eq!(refused(result), [(Field::Document, None, Problem::WrongCheckDigit)]);
            }
        });
    }
}

#[test]
fn an_update_changes_what_it_mentions() {
    on_each_engine(|world| {
        let id = create(world, morumbi());
        let changes = OrganizationChanges {
            name: Some(" Loja Nova ".to_owned()),
            nfe_note: Change::Clear,
            delivery_radius: Some(DeliveryRadius::Unlimited),
            ..OrganizationChanges::default()
        };
        world
            .run_later(
                9,
                UpdateOrganization {
                    id,
                    changes,
                    extras_estoka: None,
                },
            )
            .unwrap();
        let found = world.read(move |reader| reader.organization(id)).unwrap();
        assert_eq!(
            found.details,
            OrganizationDetails {
                name: "Loja Nova".to_owned(),
                nfe_note: None,
                delivery_radius: DeliveryRadius::Unlimited,
                ..morumbi()
            }
        );
        assert_eq!((found.created_at, found.updated_at), (now(), later(9)));
    });
}

#[test]
fn no_organization_stands_above_itself() {
    on_each_engine(|world| {
        let top = create(world, shop(1));
        let middle = create(
            world,
            OrganizationDetails {
                parent: Some(top),
                ..shop(2)
            },
        );
        let bottom = create(
            world,
            OrganizationDetails {
                parent: Some(middle),
                ..shop(3)
            },
        );
        let under = |id: OrganizationId, parent: OrganizationId| UpdateOrganization {
            id,
            changes: OrganizationChanges {
                parent: Change::Set(parent),
                ..OrganizationChanges::default()
            },
            extras_estoka: None,
        };
        for parent in [top, middle, bottom] {
            assert_eq!(
                refused(world.run(under(top, parent))),
                [(Field::Parent, None, Problem::NotAllowed)]
            );
        }
        assert!(world.run(under(bottom, top)).is_ok());
        let nowhere = under(top, OrganizationId::from_raw(99));
        assert_eq!(refused(world.run(nowhere)), [(Field::Parent, None, Problem::Unknown)]);
        let foreign = CreateOrganization {
            details: OrganizationDetails {
                parent: Some(top),
                ..shop(4)
            },
            extras_estoka: None,
        };
        assert_eq!(
            refused(world.run_foreign(foreign)),
            [(Field::Parent, None, Problem::Unknown)]
        );
    });
}

#[test]
fn warehouses_hold_zones_and_zones_hold_bins() {
    on_each_engine(|world| {
        let organization = create(world, shop(1));
        let warehouse = world.read(|reader| reader.location(LocationId::from_raw(1))).unwrap();
        let zone = LocationDetails::within(&warehouse, LocationKind::Zone, "01.05", "Mezanino");
        let zone = world.run(CreateLocation { details: zone }).unwrap();
        let zone = world.read(move |reader| reader.location(zone)).unwrap();
        let bin = LocationDetails::within(&zone, LocationKind::Bin, "01.05.01", "L1-1");
        world.run(CreateLocation { details: bin.clone() }).unwrap();
        assert_eq!(
            refused(world.run(CreateLocation { details: bin })),
            [(Field::Code, None, Problem::Taken)]
        );
        let found = world.read(|reader| reader.location_by_code("01.05.01")).unwrap();
        assert_eq!(found.details.parent, Some(zone.id));
        let inner = LocationDetails::within(&found, LocationKind::Zone, "02", "Zona");
        assert_eq!(
            refused(world.run(CreateLocation { details: inner })),
            [(Field::Parent, None, Problem::NotAllowed)]
        );
        let all = world
            .read(move |reader| reader.locations_of(organization, ALL))
            .unwrap();
        let codes: Vec<&str> = all.iter().map(|location| location.details.code.as_str()).collect();
        assert_eq!(codes, ["EST-1", "01.05", "01.05.01"]);
        assert_eq!(
            world
                .read(move |reader| reader.warehouses_of(organization, ALL))
                .unwrap()
                .len(),
            1
        );
        assert!(is_missing(
            &world.read_foreign(|reader| reader.location_by_code("01.05"))
        ));
        assert!(is_missing(
            &world.read_foreign(move |reader| reader.locations_of(organization, ALL))
        ));
        assert!(is_missing(&world.read(|reader| reader.location_by_code("\0"))));
    });
}

#[test]
fn a_location_of_an_unknown_organization_is_refused_and_a_change_of_code_is_checked() {
    on_each_engine(|world| {
        let organization = create(world, shop(1));
        create(world, shop(2));
        let details = LocationDetails::warehouse(organization, "A", "A");
        let foreign = world.run_foreign(CreateLocation { details });
        assert_eq!(refused(foreign), [(Field::Organization, None, Problem::Unknown)]);
        let code = |code: &str| UpdateLocation {
            id: LocationId::from_raw(1),
            changes: LocationChanges {
                code: Some(code.to_owned()),
                ..LocationChanges::default()
            },
        };
        assert_eq!(refused(world.run(code("EST-2"))), [(Field::Code, None, Problem::Taken)]);
        assert!(world.run(code("EST-1")).is_ok(), "its own code is not taken");
        assert!(world.run(code("CD-1")).is_ok());
    });
}
