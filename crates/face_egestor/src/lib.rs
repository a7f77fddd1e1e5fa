//! eGestor's dialect: its routes, and what the kit asks a face about itself.
//!
//! Not a place for rules: a face translates, it never decides.
//!
//! The one rule to know: the route table below is the face; what is not in it does not exist.

mod auth;
mod empresa;
mod errors;
mod numbers;
mod page;
mod quirks;

use app::{Answer, App, Principal};
use domain::actor::Face;
use domain::refusal::Refusal;
use face_kit::security::SecurityScheme;
use face_kit::{Answered, Asked, Dialect, Error, Faults, Quota, RouteInfo, Routes, Transport};
use http::HeaderMap;
use http::request::Parts;

/// The route table, served under `/egestor` unless the server says otherwise.
pub fn routes() -> Routes<Egestor> {
    Routes::new(Egestor, "/egestor").get("/api/v1/empresa", "Consulta os dados da empresa", empresa::show)
}

/// eGestor's manner of speaking HTTP.
#[derive(Debug, Clone, Copy)]
pub struct Egestor;

impl Dialect for Egestor {
    fn face(&self) -> Face {
        Face::Egestor
    }

    async fn authenticate(&self, app: &App, parts: &Parts) -> Result<Principal, Error> {
        auth::principal(app, parts).await
    }

    fn refusal(&self, asked: &Asked<'_>, refusal: &Refusal) -> Answer {
        errors::refusal(asked.route, refusal)
    }

    fn faults(&self, _asked: &Asked<'_>, faults: &Faults) -> Answer {
        errors::faults(faults)
    }

    fn transport(&self, asked: &Asked<'_>, transport: &Transport) -> Answer {
        errors::transport(asked.path, transport)
    }

    fn quota(&self, _route: &RouteInfo) -> Option<Quota> {
        Some(page::QUOTA)
    }

    fn extra_headers(&self, about: &Answered<'_>, headers: &mut HeaderMap) {
        auth::challenge(about.status, headers);
        page::count(about.allowance, headers);
    }

    fn security_scheme(&self) -> SecurityScheme {
        auth::scheme()
    }
}
