//! Bodies that are wrong in one value: every value of every recorded body, in every way there is.

use conformance::routes;
use conformance::script::Exchange;
use conformance::spoil::spoiled;
use conformance::tables::Contents;
use domain::actor::Face;

use crate::{fault, none, walk};

/// Steps that look at no body, because clients send odd ones: contract 0.
const LOOK_AT_NO_BODY: &[&str] = &[
    "/confirm",
    "/deliver",
    "/delivery_route",
    "/cancel",
    "/pick",
    "/generate_label",
    "/ship",
    "/receive",
];

/// What the vendor takes nevertheless: the end of the place, the kind of wrong value (empty for every kind), and why.
const TAKEN: &[(&str, &str, &str)] = &[];

fn is_taken(place: &str, kind: &str) -> bool {
    TAKEN
        .iter()
        .any(|(end, taken, _)| place.contains(end) && (taken.is_empty() || *taken == kind))
}

pub(crate) fn looks_at_no_body(path: &str) -> bool {
    LOOK_AT_NO_BODY.iter().any(|end| path.ends_with(end))
}

#[test]
fn a_body_with_one_wrong_value_is_refused_and_writes_nothing() {
    let wrong = walk(&|store, _, client, exchange: &Exchange, variables| {
        let path = variables.in_text(&exchange.request.path);
        let Some(body) = exchange.request.body.as_ref().filter(|_| !looks_at_no_body(&path)) else {
            return Vec::new();
        };
        let before = Contents::of(store);
        let mut faults = Vec::new();
        for spoiled in spoiled(&variables.in_value(body)) {
            if is_taken(&spoiled.place, spoiled.kind) {
                continue;
            }
            let received = client.json(&exchange.request.method, &path, &spoiled.body);
            let said = fault(&received).map(|fault| format!("{}, {}: {fault}", spoiled.place, spoiled.kind));
            faults.extend(said);
        }
        faults.extend(
            before
                .differences(&Contents::of(store))
                .into_iter()
                .map(|row| format!("written: {row}")),
        );
        faults
    });
    none(&wrong);
}

#[test]
fn every_exception_names_a_place_that_some_exchange_has() {
    let scripts = conformance::script::Script::of_face("estoka").unwrap();
    let bodies = scripts
        .iter()
        .flat_map(|(_, script)| &script.exchanges)
        .filter_map(|exchange| exchange.request.body.as_ref());
    let places: Vec<(String, &str)> = bodies
        .flat_map(spoiled)
        .map(|spoiled| (spoiled.place, spoiled.kind))
        .collect();
    for (end, kind, _) in TAKEN {
        let known = places
            .iter()
            .any(|(place, other)| place.contains(end) && (kind.is_empty() || kind == other));
        assert!(known, "{end}, {kind}");
    }
    assert!(!routes::served(Face::Estoka).is_empty());
}
