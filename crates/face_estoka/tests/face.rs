//! Estoka from the outside: its route table, its unauthorised walk, its exchanges, and whatever bytes a client may send.
//!
//! Not the stories across faces, which are in `conformance`.
//!
//! The one rule to know: a route without a case here is not finished.

#[path = "face/bodies.rs"]
mod bodies;
#[path = "face/doors.rs"]
mod doors;
#[path = "face/labels.rs"]
mod labels;
#[path = "face/required.rs"]
mod required;
mod support;

use std::collections::HashSet;

use face_kit::RouteInfo;

use support::exchange::stories;
use support::more;
use support::shape::lacking;

#[test]
fn no_route_stands_twice_in_the_table() {
    let routes = face_estoka::routes().list();
    let distinct: HashSet<_> = routes.iter().map(ToString::to_string).collect();
    assert_eq!(distinct.len(), routes.len());
}

#[test]
fn the_document_says_of_every_route_whether_it_is_served() {
    let rows = include_str!("../FACE.md").lines().filter_map(|line| {
        let (route, rest) = line.strip_prefix("| `")?.split_once("` | ")?;
        route
            .contains("/api/v1/")
            .then(|| (route.to_owned(), rest.starts_with("done")))
    });
    let rows: Vec<(String, bool)> = rows.collect();
    let served: HashSet<String> = face_estoka::routes()
        .list()
        .iter()
        // What is not asked by the vendor's clients is said in words.
        .filter(|route| route.path.starts_with("/api/v1/"))
        .map(|route| format!("{} {}", route.method, route.path))
        .collect();
    let wrong: Vec<&String> = rows
        .iter()
        .filter(|(route, done)| served.contains(route) != *done)
        .map(|(route, _)| route)
        .collect();
    assert!(wrong.is_empty(), "said otherwise in FACE.md: {wrong:#?}");
    let said: HashSet<&String> = rows.iter().map(|(route, _)| route).collect();
    let unsaid: Vec<&String> = served.iter().filter(|route| !said.contains(route)).collect();
    assert!(unsaid.is_empty(), "not in FACE.md: {unsaid:#?}");
}

#[test]
fn every_route_has_an_exchange() {
    let asked: Vec<(String, String)> = stories()
        .into_iter()
        .flat_map(|story| story.exchanges)
        .map(|exchange| (exchange.method, exchange.path))
        .collect();
    let is_asked = |route: &RouteInfo| {
        let asks = |(method, path): &(String, String)| route.method == method.as_str() && fits(route.path, path);
        asked.iter().any(asks)
    };
    // Orders have a test binary of their own.
    const ORDERS: &[&str] = &["/orders", "/volumes/", "/coupons/", "/discounts", "/exchange_vouchers"];
    let of_orders = |route: &RouteInfo| ORDERS.iter().any(|part| route.path.contains(part));
    // What a label's link leads to is no JSON, and is tested beside.
    let is_label = |route: &RouteInfo| route.path.starts_with("/labels/");
    let routes = face_estoka::routes().list();
    let missing: Vec<String> = routes
        .iter()
        .filter(|route| !of_orders(route) && !is_label(route) && !is_asked(route))
        .map(ToString::to_string)
        .collect();
    assert!(missing.is_empty(), "{missing:#?}");
}

/// Whether a path is one of the template's, unless a word of the template itself stands there.
fn fits(template: &str, path: &str) -> bool {
    let path = path.split('?').next().unwrap_or(path);
    let (template, path): (Vec<_>, Vec<_>) = (template.split('/').collect(), path.split('/').collect());
    template.len() == path.len()
        && template
            .iter()
            .zip(&path)
            .all(|(part, word)| part == word || (part.starts_with('{') && *word != "search"))
}

#[test]
fn every_exchange_is_answered_as_recorded() {
    let mut differences = Vec::new();
    for story in stories() {
        let name = story.path.display().to_string();
        let world = more::world_of(&story.path);
        let found = story.play(&world);
        differences.extend(found.into_iter().map(|difference| format!("{name}: {difference}")));
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn answers_have_the_keys_and_types_that_the_vendor_documents() {
    let mut complaints = Vec::new();
    let mut compared = 0;
    for story in stories() {
        for exchange in &story.exchanges {
            let Some(documented) = &exchange.documented else {
                continue;
            };
            compared += 1;
            let found: Vec<String> = lacking(documented, &exchange.answer);
            if found != exchange.otherwise {
                complaints.push(format!("{}: {}: {found:?}", story.path.display(), exchange.name));
            }
        }
    }
    assert!(compared > 0, "nothing was compared");
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}
