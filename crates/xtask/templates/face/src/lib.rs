//! Sample's dialect: its routes, and what the kit asks a face about itself.
//!
//! Not a place for rules: a face translates, it never decides.
//!
//! The one rule to know: the route table below is the face; what is not in it does not exist.

mod auth;
mod errors;
mod numbers;
mod page;
mod quirks;

use app::{Answer, App, Principal};
use domain::actor::Face;
use domain::refusal::Refusal;
use face_kit::security::SecurityScheme;
use face_kit::{Asked, Dialect, Error, Faults, Routes, Transport};
use http::request::Parts;

/// The route table, under the face's own prefix; `Routes::under` moves it.
pub fn routes() -> Routes<Sample> {
    Routes::new(Sample, "/sample")
}

/// Sample's manner of speaking HTTP.
#[derive(Debug, Clone, Copy)]
pub struct Sample;

impl Dialect for Sample {
    fn face(&self) -> Face {
        Face::Sample
    }

    async fn authenticate(&self, app: &App, parts: &Parts) -> Result<Principal, Error> {
        auth::principal(app, parts).await
    }

    fn refusal(&self, _asked: &Asked<'_>, refusal: &Refusal) -> Answer {
        errors::refusal(refusal)
    }

    fn faults(&self, _asked: &Asked<'_>, faults: &Faults) -> Answer {
        errors::faults(faults)
    }

    fn transport(&self, _asked: &Asked<'_>, transport: &Transport) -> Answer {
        errors::transport(transport)
    }

    fn security_scheme(&self) -> SecurityScheme {
        auth::scheme()
    }
}
