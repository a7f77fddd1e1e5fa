//! Likin from the outside: its route table, who may enter, what the matriz and its lojas do.
//!
//! Not the stories across faces, which are in `conformance`.
//!
//! The one rule to know: a route without a case here or in `conformance` is not finished.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::HashSet;

mod support;

#[path = "face/catalogue.rs"]
mod catalogue;
#[path = "face/doors.rs"]
mod doors;
#[path = "face/images.rs"]
mod images;
#[path = "face/stores.rs"]
mod stores;
#[path = "face/tokens.rs"]
mod tokens;
#[path = "face/upserts.rs"]
mod upserts;

#[test]
fn no_route_stands_twice_in_the_table() {
    let routes = face_likin::routes().list();
    let distinct: HashSet<_> = routes.iter().map(ToString::to_string).collect();
    assert_eq!(distinct.len(), routes.len());
}
