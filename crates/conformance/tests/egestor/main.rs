//! eGestor: its exchanges, its routes, and what it answers to what is wrong.
//!
//! Not the walks themselves, which every face shares: they are in `conformance::walk`.
//!
//! The one rule to know: a walk answers what is wrong, and nothing when all is well.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod lists;
mod money;
mod states;
mod stories;

use conformance::dialects::egestor::EGESTOR;
use conformance::walk::{self, none};

#[test]
fn every_exchange_is_answered_as_documented() {
    none(&walk::exchanges(&EGESTOR));
}

#[test]
fn every_route_of_the_vendor_is_served_unless_it_is_pending() {
    none(&walk::not_served(&EGESTOR));
}

#[test]
fn every_route_that_is_served_is_exchanged_unless_that_is_pending() {
    none(&walk::not_exchanged(&EGESTOR));
}

#[test]
fn the_openapi_document_has_exactly_the_routes_that_are_served() {
    none(&walk::undocumented(&EGESTOR));
}

#[test]
fn every_route_refuses_whoever_has_no_valid_credential_and_writes_nothing() {
    none(&walk::impostors(&EGESTOR));
}

#[test]
fn what_exists_in_one_account_does_not_exist_in_another() {
    none(&walk::strangers(&EGESTOR));
}

#[test]
fn an_id_that_nobody_has_is_not_found_on_every_route() {
    none(&walk::ids_that_nobody_has(&EGESTOR));
}

#[test]
fn a_body_with_one_wrong_value_is_refused_and_writes_nothing() {
    none(&walk::bodies_wrong_in_one_value(&EGESTOR));
}

#[test]
fn a_body_that_is_wrong_as_a_whole_is_refused_and_writes_nothing() {
    none(&walk::bodies_wrong_as_a_whole(&EGESTOR));
}

#[test]
fn every_exception_names_a_place_that_some_exchange_has() {
    none(&walk::exceptions_that_name_nothing(&EGESTOR));
}
