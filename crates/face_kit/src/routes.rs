//! A face's route table as data: what can be asked, how it is opened, who answers.
//!
//! Not the machinery that answers: that is in `service`.
//!
//! The one rule to know: the table is written once and read by everybody: the router, `entreposto routes`, the OpenAPI
//! document and the tests.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use app::{App, Call};
use axum::Router;
use domain::ids::AccountId;
use http::Method;

use crate::access::{Access, RouteInfo};
use crate::dialect::Dialect;
use crate::error::Error;
use crate::exchange::{Exchange, Visitor};
use crate::limits::{Quota, RateLimits};
use crate::reply::Reply;
use crate::service;

/// What the operator sets for every face.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The largest body of routes that set no limit of their own.
    pub body_limit_bytes: usize,
    /// How long a request may take, its body included.
    pub request_timeout_ms: u64,
    /// Whether the vendors' rate limits are kept.
    pub rate_limits: RateLimits,
    /// Accounts with a quota of their own, in place of the vendor's; only where the vendor has one.
    pub account_quotas: Vec<(AccountId, Quota)>,
    /// Whether clients reach the server through TLS: what is secret in a cookie then travels in no other way.
    pub is_https: bool,
    /// How clients reach the face, its prefix included, without a slash at the end; as each request says when not set.
    pub base_url: Option<String>,
    /// Whether a proxy's `X-Forwarded-Host` and `X-Forwarded-Proto` say how clients reach the face.
    pub trusts_proxy: bool,
}

/// 4 MiB, 30 seconds, the vendors' limits.
impl Default for Settings {
    fn default() -> Self {
        Self {
            body_limit_bytes: 4 << 20,
            request_timeout_ms: 30_000,
            rate_limits: RateLimits::Vendor,
            account_quotas: Vec::new(),
            is_https: false,
            base_url: None,
            trusts_proxy: false,
        }
    }
}

type Answering = Pin<Box<dyn Future<Output = Result<Reply, Error>> + Send>>;
type Function<W> = Arc<dyn Fn(Exchange<W>) -> Answering + Send + Sync>;

/// The function of a route.
#[derive(Clone)]
pub(crate) enum Handler {
    /// Asked by a checked credential.
    Called(Function<Call>),
    /// Asked by anybody.
    Visited(Function<Visitor>),
}

/// One route with its handler.
#[derive(Clone)]
pub(crate) struct Route {
    pub(crate) info: RouteInfo,
    pub(crate) handler: Handler,
    pub(crate) body_limit_bytes: Option<usize>,
}

/// The route table of one face. Built row by row; `access` and `body_limit` concern the row before them.
pub struct Routes<D> {
    pub(crate) dialect: Arc<D>,
    pub(crate) prefix: String,
    pub(crate) routes: Vec<Route>,
}

/// The same table over the same dialect, to serve a face under a second address.
impl<D> Clone for Routes<D> {
    fn clone(&self) -> Self {
        Self {
            dialect: Arc::clone(&self.dialect),
            prefix: self.prefix.clone(),
            routes: self.routes.clone(),
        }
    }
}

impl<D: Dialect> Routes<D> {
    /// An empty table served under `prefix`: `/estoka`, or nothing for the root.
    pub fn new(dialect: D, prefix: &str) -> Self {
        Self {
            dialect: Arc::new(dialect),
            prefix: prefix.trim_end_matches('/').to_owned(),
            routes: Vec::new(),
        }
    }

    /// The same table under another prefix.
    #[must_use]
    pub fn under(mut self, prefix: &str) -> Self {
        prefix.trim_end_matches('/').clone_into(&mut self.prefix);
        self
    }

    /// A `GET` for any valid credential. Answers `HEAD`, too.
    #[must_use]
    pub fn get<H, F, R>(self, path: &'static str, summary: &'static str, handler: H) -> Self
    where
        H: Fn(Exchange) -> F + Send + Sync + 'static,
        F: Future<Output = Result<R, Error>> + Send + 'static,
        R: Into<Reply>,
    {
        self.route(Method::GET, path, summary, handler)
    }

    /// A `POST` for any valid credential.
    #[must_use]
    pub fn post<H, F, R>(self, path: &'static str, summary: &'static str, handler: H) -> Self
    where
        H: Fn(Exchange) -> F + Send + Sync + 'static,
        F: Future<Output = Result<R, Error>> + Send + 'static,
        R: Into<Reply>,
    {
        self.route(Method::POST, path, summary, handler)
    }

    /// A `PUT` for any valid credential.
    #[must_use]
    pub fn put<H, F, R>(self, path: &'static str, summary: &'static str, handler: H) -> Self
    where
        H: Fn(Exchange) -> F + Send + Sync + 'static,
        F: Future<Output = Result<R, Error>> + Send + 'static,
        R: Into<Reply>,
    {
        self.route(Method::PUT, path, summary, handler)
    }

    /// A `PATCH` for any valid credential.
    #[must_use]
    pub fn patch<H, F, R>(self, path: &'static str, summary: &'static str, handler: H) -> Self
    where
        H: Fn(Exchange) -> F + Send + Sync + 'static,
        F: Future<Output = Result<R, Error>> + Send + 'static,
        R: Into<Reply>,
    {
        self.route(Method::PATCH, path, summary, handler)
    }

    /// A `DELETE` for any valid credential.
    #[must_use]
    pub fn delete<H, F, R>(self, path: &'static str, summary: &'static str, handler: H) -> Self
    where
        H: Fn(Exchange) -> F + Send + Sync + 'static,
        F: Future<Output = Result<R, Error>> + Send + 'static,
        R: Into<Reply>,
    {
        self.route(Method::DELETE, path, summary, handler)
    }

    /// Any method, for any valid credential.
    #[must_use]
    pub fn route<H, F, R>(self, method: Method, path: &'static str, summary: &'static str, handler: H) -> Self
    where
        H: Fn(Exchange) -> F + Send + Sync + 'static,
        F: Future<Output = Result<R, Error>> + Send + 'static,
        R: Into<Reply>,
    {
        self.add(method, path, summary, Access::Token, Handler::Called(boxed(handler)))
    }

    /// Any method, without credential. With `.access(Access::Basic)`: the handler checks the client's own secret.
    #[must_use]
    pub fn open<H, F, R>(self, method: Method, path: &'static str, summary: &'static str, handler: H) -> Self
    where
        H: Fn(Exchange<Visitor>) -> F + Send + Sync + 'static,
        F: Future<Output = Result<R, Error>> + Send + 'static,
        R: Into<Reply>,
    {
        self.add(method, path, summary, Access::Open, Handler::Visited(boxed(handler)))
    }

    fn add(
        mut self,
        method: Method,
        path: &'static str,
        summary: &'static str,
        access: Access,
        handler: Handler,
    ) -> Self {
        let info = RouteInfo {
            face: self.dialect.face(),
            method,
            path,
            access,
            summary,
        };
        self.routes.push(Route {
            info,
            handler,
            body_limit_bytes: None,
        });
        self
    }

    /// What opens the last route.
    ///
    /// # Panics
    /// Without a route before it; when a route of [`Self::open`] asks for a credential, or another one for none.
    #[must_use]
    pub fn access(mut self, access: Access) -> Self {
        let route = self.last();
        let checks_credential = match access {
            Access::Token | Access::Scope(_) => true,
            Access::Open | Access::Basic => false,
        };
        assert_eq!(
            checks_credential,
            matches!(route.handler, Handler::Called(_)),
            "{}: the handler takes another kind of exchange",
            route.info
        );
        route.info.access = access;
        self
    }

    /// The largest body of the last route: for uploads.
    ///
    /// # Panics
    /// Without a route before it.
    #[must_use]
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.last().body_limit_bytes = Some(bytes);
        self
    }

    fn last(&mut self) -> &mut Route {
        self.routes.last_mut().expect("a route stands before what concerns it")
    }

    /// The rows of the table, in their order, without the kit's own `/openapi.json` and `/docs`.
    pub fn list(&self) -> Vec<RouteInfo> {
        self.routes.iter().map(|route| route.info.clone()).collect()
    }

    /// The router that serves the face under its prefix.
    ///
    /// # Panics
    /// When a template is malformed, or two routes have the same method and path: mistakes in the table.
    pub fn into_router(self, app: App, settings: Settings) -> Router {
        service::router(self, app, settings)
    }
}

fn boxed<W, H, F, R>(handler: H) -> Function<W>
where
    H: Fn(Exchange<W>) -> F + Send + Sync + 'static,
    F: Future<Output = Result<R, Error>> + Send + 'static,
    R: Into<Reply>,
{
    Arc::new(move |exchange| {
        let answering = handler(exchange);
        Box::pin(async move { answering.await.map(Into::into) })
    })
}
