//! The routes that the vendors have: `routes/<face>.tsv`, and of those what is still missing: `routes/pending.tsv`.
//!
//! Not the routes that are served; those the server says itself.
//!
//! The one rule to know: what is pending is written down, and a line that is no longer true fails as loudly as a route
//! that is missing.

use std::collections::{BTreeMap, BTreeSet};

use domain::actor::Face;
use face_kit::Access;

use crate::script::Script;

/// Estoka's routes: method, path and where the route is known from.
const ESTOKA: &str = include_str!("../routes/estoka.tsv");
/// eGestor's routes, likewise.
const EGESTOR: &str = include_str!("../routes/egestor.tsv");
/// Uniplus's routes, in the same way.
const UNIPLUS: &str = include_str!("../routes/uniplus.tsv");
/// Likin's routes, with who may ask each.
const LIKIN: &str = include_str!("../routes/likin.tsv");
/// What is missing: face, method, path, and `route` or `exchange`.
const PENDING: &str = include_str!("../routes/pending.tsv");

/// A route: method and path, parameters as `{}`.
pub type Route = (String, String);

/// The vendor's routes.
///
/// # Panics
/// For a face whose routes are not written down.
#[must_use]
pub fn of_vendor(face: Face) -> BTreeSet<Route> {
    let text = match face {
        Face::Estoka => ESTOKA,
        Face::Egestor => EGESTOR,
        Face::Uniplus => UNIPLUS,
        Face::Likin => LIKIN,
        Face::Fulfillment | Face::Core => {
            panic!("the routes of {} are not written down yet", face.name())
        }
    };
    rows(text).map(|row| route(row[0], row[1])).collect()
}

/// The routes that are served.
#[must_use]
pub fn served(face: Face) -> BTreeSet<Route> {
    let routes = server::faces::find(face)
        .map(|mount| (mount.routes)())
        .unwrap_or_default();
    routes
        .iter()
        .map(|info| route(info.method.as_str(), info.path))
        .collect()
}

/// The vendor's routes of which this is pending: `route` or `exchange`.
#[must_use]
pub fn pending(face: Face, what: &str) -> BTreeSet<Route> {
    let rows = rows(PENDING).filter(|row| row[0] == face.name() && row[3] == what);
    rows.map(|row| route(row[1], row[2])).collect()
}

/// The routes that some exchange asks with success.
#[must_use]
pub fn exchanged(face: Face, scripts: &[Script]) -> BTreeSet<Route> {
    asked_by(face, scripts).into_keys().collect()
}

/// The routes that some exchange asks with success, and the name of the client that is the first to do so.
#[must_use]
pub fn asked_by(face: Face, scripts: &[Script]) -> BTreeMap<Route, Option<String>> {
    let served = server::faces::find(face)
        .map(|mount| (mount.routes)())
        .unwrap_or_default();
    let mut found = BTreeMap::new();
    for exchange in scripts.iter().flat_map(|script| &script.exchanges) {
        let request = &exchange.request;
        let path = request.path.split('?').next().unwrap_or_default();
        let matching = served.iter().filter(|info| {
            info.method.as_str() == request.method && exchange.answer.status < 300 && leads_to(info.path, path)
        });
        // A fixed segment goes before a parameter, as it does in the router.
        if let Some(info) = matching.min_by_key(|info| info.parameters().count()) {
            let route = route(info.method.as_str(), info.path);
            found.entry(route).or_insert_with(|| request.client.clone());
        }
    }
    found
}

/// Whether whoever has no credential of the account may ask for this path: signing in, a link that is its own secret.
#[must_use]
pub fn is_public(face: Face, method: &str, path: &str) -> bool {
    let served = server::faces::find(face)
        .map(|mount| (mount.routes)())
        .unwrap_or_default();
    let path = path.split('?').next().unwrap_or_default();
    let matching = served
        .iter()
        .filter(|info| info.method.as_str() == method && leads_to(info.path, path));
    matching
        .min_by_key(|info| info.parameters().count())
        .is_some_and(|info| match info.access {
            Access::Open | Access::Basic => true,
            Access::Token | Access::Scope(_) => false,
        })
}

/// The route with its parameters' names blanked: a vendor's document calls the same one `id` and `order_id`.
#[must_use]
pub fn route(method: &str, path: &str) -> Route {
    let blanked = path
        .split('/')
        .map(|segment| if segment.starts_with('{') { "{}" } else { segment });
    (method.to_owned(), blanked.collect::<Vec<_>>().join("/"))
}

/// Whether a path fits a template.
fn leads_to(template: &str, path: &str) -> bool {
    let (template, path): (Vec<_>, Vec<_>) = (template.split('/').collect(), path.split('/').collect());
    template.len() == path.len()
        && template
            .iter()
            .zip(&path)
            .all(|(wanted, given)| wanted.starts_with('{') || wanted == given)
}

/// The rows of a table that are not comments.
fn rows(text: &str) -> impl Iterator<Item = Vec<&str>> {
    text.lines()
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
        .map(|line| line.split('\t').collect())
}
