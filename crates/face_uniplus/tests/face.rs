//! Uniplus from the outside: its route table, its unauthorised walk, its exchanges.
//!
//! Not the stories across faces, which are in `conformance`.
//!
//! The one rule to know: a route without a case here is not finished.

use std::collections::HashSet;

#[test]
fn no_route_stands_twice_in_the_table() {
    let routes = face_uniplus::routes().list();
    let distinct: HashSet<_> = routes.iter().map(ToString::to_string).collect();
    assert_eq!(distinct.len(), routes.len());
}
