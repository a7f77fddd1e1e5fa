//! The two kinds of client: which may ask what, against the vendor's table.
//!
//! The one rule to know: a route for the wrong kind of client is found, whichever the kind.

use std::collections::BTreeMap;

use bytes::Bytes;
use conformance::dialects::likin::LIKIN;
use conformance::routes;
use conformance::tables::Contents;
use domain::actor::Face;

const TABLE: &str = include_str!("../../routes/likin.tsv");

/// The vendor's routes and who may ask each.
fn wanted() -> BTreeMap<routes::Route, String> {
    TABLE
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| {
            let fields: Vec<&str> = line.split('\t').collect();
            (routes::route(fields[0], fields[1]), fields[2].to_owned())
        })
        .collect()
}

#[test]
fn every_route_of_the_vendor_is_served_to_whom_it_is_for() {
    let mount = server::faces::find(Face::Likin).unwrap();
    let served: BTreeMap<routes::Route, String> = (mount.routes)()
        .iter()
        .map(|info| (routes::route(info.method.as_str(), info.path), info.access.to_string()))
        .collect();
    let wanted = wanted();
    assert!(wanted.len() > 50, "the table was not found");
    assert_eq!(served, wanted);
}

#[test]
fn a_client_of_the_other_kind_is_refused_on_every_route_and_writes_nothing() {
    store::testing::each_engine(|store| {
        let merchant = (LIKIN.open)(store);
        let clients = [("M", merchant.likin_loja()), ("L", merchant.likin())];
        let before = Contents::of(store);
        let mut refused = 0;
        for ((method, path), access) in wanted() {
            for (kind, other) in clients.iter().filter(|(kind, _)| access == *kind) {
                let received = other.send(&method, &path.replace("{}", "1"), &[], Bytes::from_static(b"{}"));
                let error = &received.value()["error"];
                let told = (received.status, &error["code"], &error["type"]);
                assert_eq!(
                    told,
                    (403, &1100.into(), &"unauthorized".into()),
                    "{method} {path} for {kind}"
                );
                refused += 1;
            }
        }
        assert!(refused > 30, "{refused}");
        assert_eq!(before.differences(&Contents::of(store)), Vec::<String>::new());
    });
}
