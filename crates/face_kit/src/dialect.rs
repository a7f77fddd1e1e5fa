//! What a face tells the kit about itself: its name, its credentials, its words for everything that goes wrong.
//!
//! Not a place for handlers, and never generic over vendors: the kit asks, the face answers.
//!
//! The one rule to know: these functions cannot fail, and wording is all they do; what happened is already decided.

use std::future::Future;

use app::{Answer, App, Principal};
use domain::actor::Face;
use domain::refusal::Refusal;
use http::request::Parts;
use http::{HeaderMap, Method, Uri};
use utoipa::openapi::security::SecurityScheme;

use crate::access::{Access, RouteInfo};
use crate::check::Faults;
use crate::error::Error;
use crate::limits::{Allowance, Quota};
use crate::transport::Transport;

/// One vendor's manner of speaking HTTP.
pub trait Dialect: Send + Sync + 'static {
    /// Which face this is.
    fn face(&self) -> Face;

    /// The title of the OpenAPI document and of the reference page.
    fn title(&self) -> String {
        format!("Entreposto: {}", self.face().name())
    }

    /// Turns the request's credential into who asks.
    ///
    /// # Errors
    /// [`Transport::Unauthorized`] with the reason, or what looking the credential up answered.
    fn authenticate(&self, app: &App, parts: &Parts) -> impl Future<Output = Result<Principal, Error>> + Send;

    /// Whether the principal may use a route; asked for [`Access::Scope`] alone. `false` answers `Refusal::Forbidden`.
    /// By default the route's scope must be one of the principal's.
    fn permits(&self, principal: &Principal, scope: &str) -> bool {
        principal.scopes.iter().any(|held| held == scope)
    }

    /// A rule said no.
    fn refusal(&self, asked: &Asked<'_>, refusal: &Refusal) -> Answer;

    /// Fields that cannot be read or that break their own form, all of the request at once.
    fn faults(&self, asked: &Asked<'_>, faults: &Faults) -> Answer;

    /// The request did not reach its use case.
    fn transport(&self, asked: &Asked<'_>, transport: &Transport) -> Answer;

    /// How often a route may be asked. Routes with equal quotas share one allowance per credential; routes without
    /// credential count per address of the caller. Asked once per route, at start.
    fn quota(&self, route: &RouteInfo) -> Option<Quota> {
        let _ = route;
        None
    }

    /// Adds the face's own headers to an answer: rate limits, `WWW-Authenticate`. Called for every answer.
    fn extra_headers(&self, about: &Answered<'_>, headers: &mut HeaderMap) {
        let _ = (about, headers);
    }

    /// How the OpenAPI document describes the credential.
    fn security_scheme(&self) -> SecurityScheme;

    /// How the OpenAPI document describes the credential of [`Access::Basic`] routes.
    fn basic_scheme(&self) -> SecurityScheme {
        use utoipa::openapi::security::{Http, HttpAuthScheme};
        SecurityScheme::Http(Http::new(HttpAuthScheme::Basic))
    }
}

/// The request that is being answered, for words that quote it.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The method as sent.
    pub method: &'a Method,
    /// Path and query as sent, with the prefix the face is served under.
    pub uri: &'a Uri,
    /// The path within the face, without prefix and query.
    pub path: &'a str,
    /// The template of the matched route; `None` when nothing matched.
    pub route: Option<&'static str>,
    /// How the matched route is opened.
    pub access: Option<Access>,
    /// The request's id.
    pub request_id: &'a str,
}

/// An answer on its way out.
#[derive(Clone, Copy)]
pub struct Answered<'a> {
    /// The application, for the clock.
    pub app: &'a App,
    /// The request.
    pub asked: Asked<'a>,
    /// The answer's status.
    pub status: u16,
    /// What is left of the credential's allowance; `None` when nothing was counted.
    pub allowance: Option<Allowance>,
}
