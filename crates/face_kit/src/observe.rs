//! The log line and the figures of each answered request.
//!
//! Not the operator's configuration of either: without a subscriber or a recorder both cost next to nothing.
//!
//! The one rule to know: no personal data and nothing a caller can make up beyond bounds: the route is the template,
//! never the path.

use std::sync::OnceLock;
use std::time::Duration;

use domain::actor::Face;
use domain::ids::AccountId;
use http::Method;
use metrics::{Counter, Histogram};

/// Answered requests, by face, method, route and status.
pub const REQUESTS: &str = "entreposto_http_requests_total";

/// How long answers took, in seconds, by face, method and route.
pub const DURATION: &str = "entreposto_http_request_duration_seconds";

/// The statuses that have a figure of their own; any other counts as `other`.
const STATUSES: [(u16, &str); 24] = [
    (200, "200"),
    (201, "201"),
    (202, "202"),
    (204, "204"),
    (301, "301"),
    (302, "302"),
    (303, "303"),
    (304, "304"),
    (400, "400"),
    (401, "401"),
    (403, "403"),
    (404, "404"),
    (405, "405"),
    (406, "406"),
    (409, "409"),
    (410, "410"),
    (412, "412"),
    (413, "413"),
    (415, "415"),
    (422, "422"),
    (429, "429"),
    (500, "500"),
    (503, "503"),
    (504, "504"),
];

/// The figures of one route. Handles are asked for once, at the first answer, when the recorder is in place.
pub(crate) struct Meter {
    face: &'static str,
    method: &'static str,
    route: &'static str,
    requests: [OnceLock<Counter>; STATUSES.len() + 1],
    duration: OnceLock<Histogram>,
}

impl Meter {
    /// The meter of a route.
    pub(crate) fn new(face: Face, method: &Method, route: &'static str) -> Self {
        Self {
            face: face.name(),
            method: method_name(method),
            route,
            requests: [const { OnceLock::new() }; STATUSES.len() + 1],
            duration: OnceLock::new(),
        }
    }

    /// The meter of requests that match no route.
    pub(crate) fn unmatched(face: Face) -> Self {
        Self {
            method: "-",
            ..Self::new(face, &Method::GET, "-")
        }
    }

    /// Counts one answer.
    pub(crate) fn record(&self, status: u16, took: Duration) {
        let place = STATUSES
            .iter()
            .position(|(known, _)| *known == status)
            .unwrap_or(STATUSES.len());
        let text = STATUSES.get(place).map_or("other", |(_, text)| text);
        let labels = [("face", self.face), ("method", self.method), ("route", self.route)];
        if let Some(requests) = self.requests.get(place) {
            let [face, method, route] = labels;
            requests
                .get_or_init(|| metrics::counter!(REQUESTS, &[face, method, route, ("status", text)]))
                .increment(1);
        }
        self.duration
            .get_or_init(|| metrics::histogram!(DURATION, &labels))
            .record(took);
    }
}

fn method_name(method: &Method) -> &'static str {
    let known = [Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE];
    let names = ["GET", "POST", "PUT", "PATCH", "DELETE"];
    known
        .iter()
        .zip(names)
        .find(|(known, _)| *known == method)
        .map_or("-", |(_, name)| name)
}

/// What the log says of one answer.
pub(crate) struct Line<'a> {
    /// The face.
    pub(crate) face: Face,
    /// The method as sent.
    pub(crate) method: &'a Method,
    /// The matched route's template.
    pub(crate) route: Option<&'static str>,
    /// The answer's status.
    pub(crate) status: u16,
    /// From the request's head to the answer.
    pub(crate) took: Duration,
    /// The tenant, once it is known.
    pub(crate) account: Option<AccountId>,
    /// The request's id.
    pub(crate) request_id: &'a str,
}

impl Line<'_> {
    /// Writes the line.
    pub(crate) fn write(&self) {
        tracing::info!(
            target: "entreposto::http",
            face = self.face.name(),
            method = self.method.as_str(),
            route = self.route.unwrap_or("-"),
            status = self.status,
            took_us = u64::try_from(self.took.as_micros()).unwrap_or(u64::MAX),
            account = self.account.map(AccountId::raw),
            request_id = self.request_id,
            "answered"
        );
    }
}
