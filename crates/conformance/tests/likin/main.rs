//! Likin: its exchanges, its routes and who may ask them, and what it answers to what is wrong.
//!
//! Not the walks themselves, which every face shares: they are in `conformance::walk`.
//!
//! The one rule to know: a walk answers what is wrong, and nothing when all is well.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod kinds;

use conformance::dialects::likin::LIKIN;
use conformance::walk::{self, none};

#[test]
fn every_exchange_is_answered_as_documented() {
    none(&walk::exchanges(&LIKIN));
}

#[test]
fn every_route_of_the_vendor_is_served_unless_it_is_pending() {
    none(&walk::not_served(&LIKIN));
}

#[test]
fn every_route_that_is_served_is_exchanged_unless_that_is_pending() {
    none(&walk::not_exchanged(&LIKIN));
}

#[test]
fn the_openapi_document_has_exactly_the_routes_that_are_served() {
    none(&walk::undocumented(&LIKIN));
}

#[test]
fn every_route_refuses_whoever_has_no_valid_credential_and_writes_nothing() {
    none(&walk::impostors(&LIKIN));
}

#[test]
fn what_exists_in_one_brand_does_not_exist_in_another() {
    none(&walk::strangers(&LIKIN));
}

#[test]
fn an_id_that_nobody_has_is_not_found_on_every_route() {
    none(&walk::ids_that_nobody_has(&LIKIN));
}

#[test]
fn a_body_with_one_wrong_value_is_refused_and_writes_nothing() {
    none(&walk::bodies_wrong_in_one_value(&LIKIN));
}

#[test]
fn a_body_that_is_wrong_as_a_whole_is_refused_and_writes_nothing() {
    none(&walk::bodies_wrong_as_a_whole(&LIKIN));
}

#[test]
fn every_exception_names_a_place_that_some_exchange_has() {
    none(&walk::exceptions_that_name_nothing(&LIKIN));
}
