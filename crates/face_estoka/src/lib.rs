//! Estoka's dialect: its routes, and what the kit asks a face about itself.
//!
//! Not a place for rules: a face translates, it never decides.
//!
//! The one rule to know: the route table below is the face; what is not in it does not exist.

mod auth;
mod errors;
mod fragments;
mod numbers;
mod orders;
mod page;
mod quirks;

use app::{Answer, App, Principal};
use domain::actor::Face;
use domain::refusal::Refusal;
use face_kit::security::SecurityScheme;
use face_kit::{Answered, Asked, Dialect, Error, Faults, Routes, Transport};
use http::HeaderMap;
use http::request::Parts;

/// The route table, served under `/estoka` unless the server says otherwise.
pub fn routes() -> Routes<Estoka> {
    orders::routes(Routes::new(Estoka, "/estoka"))
}

/// Estoka's manner of speaking HTTP.
#[derive(Debug, Clone, Copy)]
pub struct Estoka;

impl Dialect for Estoka {
    fn face(&self) -> Face {
        Face::Estoka
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

    fn transport(&self, _asked: &Asked<'_>, transport: &Transport) -> Answer {
        errors::transport(transport)
    }

    fn extra_headers(&self, about: &Answered<'_>, headers: &mut HeaderMap) {
        auth::challenge(about.status, headers);
    }

    fn security_scheme(&self) -> SecurityScheme {
        auth::scheme()
    }
}
