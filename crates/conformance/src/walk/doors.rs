//! Who may ask for what there is: routes served and documented, callers without a credential, other accounts' callers.
//!
//! Not what the routes do.
//!
//! The one rule to know: whatever exists in one account does not exist in another.

use std::collections::BTreeSet;

use bytes::Bytes;
use serde_json::Value;

use super::{on_fresh_stores, scripts, walk};
use crate::clients::Clients;
use crate::dialect::Dialect;
use crate::routes::{self, Route};
use crate::script::Script;
use crate::tables::Contents;

/// The vendor's routes that are not served and not pending, those pending and served, and those the vendor does not have.
#[must_use]
pub fn not_served(dialect: &Dialect) -> Vec<String> {
    let wanted = routes::of_vendor(dialect.face);
    let served = routes::served(dialect.face);
    let mut faults = compare(dialect, "route", &wanted, &served);
    faults.extend(told(
        &format!("served, and not in routes/{}.tsv", dialect.face.name()),
        served.difference(&wanted),
    ));
    faults
}

/// The routes that are served and no exchange asks with success, unless that is pending, and those pending and exchanged.
#[must_use]
pub fn not_exchanged(dialect: &Dialect) -> Vec<String> {
    let scripts: Vec<Script> = scripts(dialect).into_iter().map(|(_, script)| script).collect();
    let served = routes::served(dialect.face);
    let exchanged = routes::exchanged(dialect.face, &scripts);
    compare(dialect, "exchange", &served, &exchanged)
}

fn compare(dialect: &Dialect, what: &str, wanted: &BTreeSet<Route>, found: &BTreeSet<Route>) -> Vec<String> {
    let pending = routes::pending(dialect.face, what);
    let missing: BTreeSet<Route> = wanted.difference(found).cloned().collect();
    let unlisted = told(
        &format!("without `{what}`, and not in routes/pending.tsv"),
        missing.difference(&pending),
    );
    let listed = told(
        "no longer missing, and still in routes/pending.tsv",
        pending.difference(&missing),
    );
    unlisted.into_iter().chain(listed).collect()
}

fn told<'a>(what: &str, routes: impl Iterator<Item = &'a Route>) -> Vec<String> {
    routes
        .map(|(method, path)| format!("{method} {path}: {what}"))
        .collect()
}

/// The routes of which the OpenAPI document and the table of the server say different things, and those it documents
/// without the credential that they ask for.
///
/// # Panics
/// When there is no document.
#[must_use]
pub fn undocumented(dialect: &Dialect) -> Vec<String> {
    let Some(mount) = server::faces::find(dialect.face) else {
        return vec!["the face is not served".to_owned()];
    };
    on_fresh_stores(&|store| {
        let mut faults = Vec::new();
        let merchant = (dialect.open)(store);
        let received = merchant.site.client(&mount.prefix()).get("/openapi.json");
        let document = received.value();
        if received.status != 200 || document["servers"][0]["url"] != mount.prefix().as_str() {
            faults.push(format!("the document: {} {}", received.status, document["servers"]));
        }
        let mut documented = BTreeSet::new();
        for (path, item) in document["paths"].as_object().into_iter().flatten() {
            for (method, operation) in item.as_object().into_iter().flatten() {
                let is_secured = operation["security"].as_array().is_some_and(|list| !list.is_empty());
                if !is_secured && !routes::is_public(dialect.face, &method.to_uppercase(), path) {
                    faults.push(format!("{method} {path} asks for no credential"));
                }
                documented.insert(routes::route(&method.to_uppercase(), path));
            }
        }
        let served = routes::served(dialect.face);
        faults.extend(told("documented otherwise", served.symmetric_difference(&documented)));
        faults
    })
}

/// The routes that answer callers without a valid credential with anything else than that, or write something.
///
/// # Panics
/// When the face is not served.
#[must_use]
pub fn impostors(dialect: &Dialect) -> Vec<String> {
    let mount = server::faces::find(dialect.face).expect("a face that is walked through is served");
    on_fresh_stores(&|store| {
        let mut faults = Vec::new();
        let merchant = (dialect.open)(store);
        let anonymous = merchant.site.client(&mount.prefix());
        let mut impostors = (dialect.impostors)(&anonymous);
        impostors.push(anonymous);
        let before = Contents::of(store);
        for info in (mount.routes)() {
            if routes::is_public(dialect.face, info.method.as_str(), info.path) {
                continue;
            }
            let path = with_ids(info.path);
            for impostor in &impostors {
                let received = impostor.send(info.method.as_str(), &path, &[], Bytes::from_static(b"{}"));
                if !(dialect.is_unauthorized)(&received) {
                    faults.push(format!("{info}: {} {:?}", received.status, received.body));
                }
            }
        }
        faults.extend(before.differences(&Contents::of(store)));
        faults
    })
}

/// The exchanges that another account's integration may do although what they name is not its own.
#[must_use]
pub fn strangers(dialect: &Dialect) -> Vec<String> {
    walk(dialect, &|moment| {
        let exchange = moment.exchange;
        let method = exchange.request.method.as_str();
        let is_public = routes::is_public(dialect.face, method, &moment.path());
        if is_public || dialect.name_nothing.contains(&exchange.name.as_str()) {
            return Vec::new();
        }
        let neighbour = moment.merchant.neighbour();
        let stranger = Clients::of(dialect, &neighbour).asking(&neighbour, &exchange.request);
        let before = Contents::of(moment.store);
        let body = exchange.request.body.as_ref();
        let body = body.map_or(Value::Null, |body| moment.variables.in_value(body));
        let received = stranger.json(method, &moment.path(), &body);
        let mut faults = Vec::new();
        if received.status != 200 || !(dialect.is_empty)(&received.value()) {
            faults.extend(dialect.fault(&received));
        }
        let written = before.differences(&Contents::of(moment.store));
        faults.extend(written.into_iter().map(|row| format!("written: {row}")));
        faults
    })
}

/// A route's path with 1 for every parameter.
pub(super) fn with_ids(template: &str) -> String {
    let parts = template
        .split('/')
        .map(|part| if part.starts_with('{') { "1" } else { part });
    parts.collect::<Vec<_>>().join("/")
}
