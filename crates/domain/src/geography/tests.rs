//! Tests of places: known distances between cities, and who is nearest.

use super::*;

const SAO_PAULO: (&str, &str) = ("-23.5505", "-46.6333");
const CAMPINAS: (&str, &str) = ("-22.9056", "-47.0608");
const RIO: (&str, &str) = ("-22.9068", "-43.1729");
const PORTO_ALEGRE: (&str, &str) = ("-30.0331", "-51.2300");
const MANAUS: (&str, &str) = ("-3.1190", "-60.0217");
const FORTALEZA: (&str, &str) = ("-3.7319", "-38.5267");
const BOA_VISTA: (&str, &str) = ("2.8235", "-60.6758");

fn point((latitude, longitude): (&str, &str)) -> Coordinates {
    Coordinates::parse(latitude, longitude).unwrap()
}

#[test]
fn distances_between_cities_are_right_within_a_tenth() {
    let table = [
        (SAO_PAULO, CAMPINAS, 84),
        (SAO_PAULO, RIO, 360),
        (SAO_PAULO, PORTO_ALEGRE, 854),
        (SAO_PAULO, MANAUS, 2_690),
        (SAO_PAULO, FORTALEZA, 2_370),
        (PORTO_ALEGRE, BOA_VISTA, 3_790),
        (MANAUS, BOA_VISTA, 664),
        (RIO, RIO, 0),
    ];
    for (from, to, known_km) in table {
        let km = distance_km(point(from), point(to));
        assert!(
            (km - known_km).abs() * 10 <= known_km,
            "{from:?} to {to:?}: {km} instead of {known_km}"
        );
        assert_eq!(km, distance_km(point(to), point(from)));
    }
}

#[test]
fn distances_between_postal_codes_are_right_within_a_tenth() {
    let table = [
        ("01001-000", "13010-001", 84),
        ("20040-002", "01310-100", 360),
        ("30130-000", "20040-002", 339),
        ("80010-000", "88010-000", 251),
        ("70040-010", "74003-010", 173),
        ("40020-000", "50010-000", 675),
    ];
    for (from, to, known_km) in table {
        let km = distance_km(postal_code_centroid(from).unwrap(), postal_code_centroid(to).unwrap());
        assert!(
            (km - known_km).abs() * 10 <= known_km,
            "{from} to {to}: {km} instead of {known_km}"
        );
    }
}

#[test]
fn a_postal_code_in_no_region_has_no_middle() {
    for code in ["10000-100", "00100-000", "0100", "", "0100100A"] {
        assert_eq!(postal_code_centroid(code), None, "{code}");
    }
}

#[test]
fn coordinates_are_read_and_written_as_decimal_text() {
    let table = [
        ("-23.622093", Some(-23_622_093), "-23.622093"),
        ("-23.5505199999", Some(-23_550_519), "-23.550519"),
        ("-23,5", Some(-23_500_000), "-23.5"),
        ("+4", Some(4_000_000), "4.0"),
        ("-0.000001", Some(-1), "-0.000001"),
        ("", None, ""),
        ("-", None, ""),
        ("1234.5", None, ""),
        ("12.3.4", None, ""),
        ("1e1", None, ""),
    ];
    for (text, microdegrees, written) in table {
        assert_eq!(parse_degrees(text), microdegrees, "{text}");
        if let Some(microdegrees) = microdegrees {
            assert_eq!(degrees_text(microdegrees), written);
        }
    }
    assert_eq!(Coordinates::parse("90.000001", "0"), None);
    assert_eq!(Coordinates::parse("0", "-180.1"), None);
}

fn candidate(id: i64, city_code: Option<&str>, at: Option<(&str, &str)>, radius: DeliveryRadius) -> Candidate {
    Candidate {
        location: LocationId::from_raw(id),
        place: Place {
            city_code: city_code.map(str::to_owned),
            coordinates: at.map(point),
        },
        radius,
    }
}

fn order(destination: &Place, candidates: &[Candidate]) -> Vec<i64> {
    nearest(destination, candidates)
        .into_iter()
        .map(LocationId::raw)
        .collect()
}

#[test]
fn the_same_municipality_comes_first_then_the_nearer_then_the_lower_number() {
    let destination = Place {
        city_code: Some("3550308".to_owned()),
        coordinates: Some(point(SAO_PAULO)),
    };
    let candidates = [
        candidate(5, None, None, DeliveryRadius::Unlimited),
        candidate(4, Some("3304557"), Some(RIO), DeliveryRadius::Unlimited),
        candidate(3, Some("3550308"), None, DeliveryRadius::Unlimited),
        candidate(2, Some("3509502"), Some(CAMPINAS), DeliveryRadius::Unlimited),
        candidate(1, Some("3509502"), Some(CAMPINAS), DeliveryRadius::Unlimited),
    ];
    assert_eq!(order(&destination, &candidates), [3, 1, 2, 4, 5]);
}

#[test]
fn what_lies_outside_the_delivery_radius_does_not_come() {
    let destination = Place {
        city_code: Some("3550308".to_owned()),
        coordinates: Some(point(SAO_PAULO)),
    };
    let table = [
        (
            candidate(1, Some("3509502"), Some(CAMPINAS), DeliveryRadius::Km60),
            false,
        ),
        (
            candidate(1, Some("3509502"), Some(CAMPINAS), DeliveryRadius::Km100),
            true,
        ),
        (candidate(1, Some("3304557"), Some(RIO), DeliveryRadius::Km100), false),
        (
            candidate(1, Some("3550308"), Some(CAMPINAS), DeliveryRadius::Km30),
            true,
        ),
        (candidate(1, None, None, DeliveryRadius::Km30), true),
    ];
    for (candidate, comes) in table {
        assert_eq!(
            !order(&destination, std::slice::from_ref(&candidate)).is_empty(),
            comes,
            "{candidate:?}"
        );
    }
}

#[test]
fn an_address_without_coordinates_is_in_the_middle_of_its_postal_region() {
    let address = Address {
        postal_code: Some("13010001".to_owned()),
        ..Address::default()
    };
    assert_eq!(Place::of(&address, None).coordinates, postal_code_centroid("13010001"));
    assert_eq!(Place::of(&address, Some(point(RIO))).coordinates, Some(point(RIO)));
}

#[test]
fn only_listed_radii_are_radii() {
    for radius in DeliveryRadius::ALL {
        assert_eq!(DeliveryRadius::from_km(radius.km()), Some(radius));
    }
    assert_eq!(DeliveryRadius::from_km(Some(50)), None);
}
