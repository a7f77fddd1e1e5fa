//! Estoka: its exchanges, its routes, and what it answers to what is wrong.
//!
//! Not the walks themselves, which every face shares: they are in `conformance::walk`.
//!
//! The one rule to know: a walk answers what is wrong, and nothing when all is well.

mod lists;

use conformance::dialects::estoka::ESTOKA;
use conformance::merchant::Merchant;
use conformance::walk::{self, none};
use serde_json::Value;

#[test]
fn every_exchange_is_answered_as_documented() {
    none(&walk::exchanges(&ESTOKA));
}

#[test]
fn every_route_of_the_vendor_is_served_unless_it_is_pending() {
    none(&walk::not_served(&ESTOKA));
}

#[test]
fn every_route_that_is_served_is_exchanged_unless_that_is_pending() {
    none(&walk::not_exchanged(&ESTOKA));
}

#[test]
fn the_openapi_document_has_exactly_the_routes_that_are_served() {
    none(&walk::undocumented(&ESTOKA));
}

#[test]
fn every_route_refuses_whoever_has_no_valid_credential_and_writes_nothing() {
    none(&walk::impostors(&ESTOKA));
}

#[test]
fn what_exists_in_one_account_does_not_exist_in_another() {
    none(&walk::strangers(&ESTOKA));
}

#[test]
fn an_id_that_nobody_has_is_not_found_on_every_route() {
    none(&walk::ids_that_nobody_has(&ESTOKA));
}

#[test]
fn a_body_with_one_wrong_value_is_refused_and_writes_nothing() {
    none(&walk::bodies_wrong_in_one_value(&ESTOKA));
}

#[test]
fn a_body_that_is_wrong_as_a_whole_is_refused_and_writes_nothing() {
    none(&walk::bodies_wrong_as_a_whole(&ESTOKA));
}

#[test]
fn every_exception_names_a_place_that_some_exchange_has() {
    none(&walk::exceptions_that_name_nothing(&ESTOKA));
}

#[test]
fn what_is_no_route_answers_in_the_vendors_envelope() {
    store::testing::each_engine(|store| {
        let client = Merchant::open(store).estoka();
        let table = [
            ("GET", "/api/v1/nothing", 404),
            ("GET", "/api/v1", 404),
            ("GET", "/api/v2/orders", 404),
            ("GET", "/", 404),
            ("GET", "/api/v1/orders/%ff", 404),
            ("PATCH", "/api/v1/orders/1", 405),
            ("DELETE", "/api/v1/organizations", 405),
            ("POST", "/api/v1/product_features", 405),
        ];
        for (method, path, status) in table {
            let received = client.json(method, path, &Value::Null);
            assert_eq!(received.status, status, "{method} {path}");
            assert!(
                received.value()["errors"].is_string(),
                "{method} {path}: {:?}",
                received.body
            );
        }
    });
}
