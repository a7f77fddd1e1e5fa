//! Likin: its routes and who may ask them, against what the vendor has.
//!
//! Not what they answer, which the face's own tests hold: an exchange here has one client, and Likin's come in two kinds.
//!
//! The one rule to know: a route that is missing, one too many, and one for the wrong kind of client are found.

use std::collections::BTreeMap;

use conformance::routes;
use domain::actor::Face;

const TABLE: &str = include_str!("../../routes/likin.tsv");

#[test]
fn every_route_of_the_vendor_is_served_to_whom_it_is_for() {
    let wanted: BTreeMap<routes::Route, String> = TABLE
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| {
            let fields: Vec<&str> = line.split('\t').collect();
            (routes::route(fields[0], fields[1]), fields[2].to_owned())
        })
        .collect();
    let mount = server::faces::find(Face::Likin).unwrap();
    let served: BTreeMap<routes::Route, String> = (mount.routes)()
        .iter()
        .map(|info| (routes::route(info.method.as_str(), info.path), info.access.to_string()))
        .collect();
    assert!(wanted.len() > 50, "the table was not found");
    assert_eq!(served, wanted);
}
