//! Ids that nobody has, in the path of every route that is served.
//!
//! Not ids in bodies, which `spoil` makes.
//!
//! The one rule to know: whatever stands where an id belongs is a refusal in the vendor's envelope.

use bytes::Bytes;
use face_kit::RouteInfo;

use super::doors::with_ids;
use super::{on_fresh_stores, scripts};
use crate::clients::Clients;
use crate::dialect::Dialect;
use crate::routes;
use crate::script::Script;
use crate::tables::Contents;

/// What may stand where an id belongs and is none.
const NO_IDS: &[&str] = &[
    "987654321",
    "0",
    "-1",
    "+1",
    "01x",
    "abc",
    "1.0",
    "1e3",
    "9223372036854775807",
    "9223372036854775808",
    "99999999999999999999999999",
    "null",
    "%00",
    "%20",
    "1%00",
    "%27%20OR%201=1",
    "%F0%9F%90%98",
    "%2e%2e",
    "*",
];

/// The routes that answer an id nobody has with anything but 400, 404 or 422 in the vendor's envelope, or write something.
///
/// # Panics
/// When the face is not served.
#[must_use]
pub fn ids_that_nobody_has(dialect: &Dialect) -> Vec<String> {
    let mount = server::faces::find(dialect.face).expect("a face that is walked through is served");
    let scripts: Vec<Script> = scripts(dialect).into_iter().map(|(_, script)| script).collect();
    on_fresh_stores(&|store| {
        let merchant = (dialect.open)(store);
        let clients = Clients::of(dialect, &merchant);
        // Who may ask for a route is who does so in the exchanges.
        let asked = routes::asked_by(dialect.face, &scripts);
        let route = |info: &RouteInfo| routes::route(info.method.as_str(), info.path);
        let called = |info: &RouteInfo| asked.get(&route(info)).and_then(Option::as_deref);
        let table = (mount.routes)();
        // All there are before what is written is looked at.
        for info in &table {
            let _ = clients.called(&merchant, called(info));
        }
        let before = Contents::of(store);
        let mut wrong = Vec::new();
        for info in &table {
            let client = clients.called(&merchant, called(info));
            for name in info.parameters() {
                for id in NO_IDS {
                    // The other ids of the path are right.
                    let path = with_ids(&info.path.replace(&format!("{{{name}}}"), id));
                    let received = client.send(info.method.as_str(), &path, &[], Bytes::new());
                    // A route without a body is found out first by some handlers; both are the client's fault.
                    if !matches!(received.status, 400 | 404 | 422) || !(dialect.is_envelope)(&received) {
                        wrong.push(format!("{info} {id}: {} {:?}", received.status, received.body));
                    }
                }
            }
        }
        wrong.extend(before.differences(&Contents::of(store)));
        wrong
    })
}
