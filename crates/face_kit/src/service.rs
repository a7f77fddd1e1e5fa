//! One request from its head to its answer: find the route, check the credential, count, read, ask the handler, word
//! what came of it.
//!
//! Not a stack of layers: the steps are one function each, in the order of [`Service::run`].
//!
//! The one rule to know: every request is answered in the face's words: bad bytes, slow bodies and panics, too.

use std::convert::Infallible;
use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use app::{Answer, App, Call, Failure, Principal};
use axum::Router;
use axum::body::Body;
use bytes::Bytes;
use domain::ids::AccountId;
use domain::refusal::Refusal;
use futures_util::FutureExt;
use http::header::{ALLOW, CONTENT_TYPE, RETRY_AFTER};
use http::request::Parts;
use http::{HeaderMap, HeaderValue, Method, Request, Response, StatusCode, Uri};

use crate::access::{Access, RouteInfo};
use crate::address::Address;
use crate::dialect::{Answered, Asked, Dialect};
use crate::error::Error;
use crate::exchange::{Exchange, Parameters, Visitor};
use crate::idempotency::IDEMPOTENT_REPLAYED;
use crate::limits::{Allowance, Limiters, RateLimits, RouteLimits, address};
use crate::observe::{Line, Meter};
use crate::query::{self, Query};
use crate::reply::Reply;
use crate::request_id::X_REQUEST_ID;
use crate::routes::{Handler, Routes, Settings};
use crate::transport::Transport;
use crate::{body, idempotency, openapi, reference_page, request_id};

/// A face at work. Cheap to clone.
struct Service<D>(Arc<Face<D>>);

/// What serves a face: its dialect, its table and the pages about itself.
struct Face<D> {
    app: App,
    dialect: Arc<D>,
    address: Arc<Address>,
    table: matchit::Router<Vec<Mounted>>,
    timeout: Duration,
    unmatched: Meter,
    /// Those of requests that name no route.
    unmatched_limits: Option<RouteLimits>,
    openapi: Bytes,
    reference_page: Bytes,
}

/// A route that is being served.
struct Mounted {
    info: RouteInfo,
    handler: Handler,
    body_limit_bytes: usize,
    limits: Option<RouteLimits>,
    meter: Meter,
}

/// What is found out about a request on its way, for headers, log and figures, however it ends.
#[derive(Default)]
struct Findings {
    account: Option<AccountId>,
    allowance: Option<Allowance>,
}

/// The router of a table. See [`Routes::into_router`].
pub(crate) fn router<D: Dialect>(routes: Routes<D>, app: App, settings: Settings) -> Router {
    let prefix = routes.prefix.clone();
    let service = Service(Arc::new(Face::new(routes, app, settings)));
    if prefix.is_empty() {
        return Router::new().fallback_service(service);
    }
    Router::new()
        .route_service(&prefix, service.clone())
        .route_service(&format!("{prefix}/"), service.clone())
        .route_service(&format!("{prefix}/{{*rest}}"), service)
}

impl<D> Clone for Service<D> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<D: Dialect> tower::Service<Request<Body>> for Service<D> {
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response<Body>, Infallible>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        let face = Arc::clone(&self.0);
        Box::pin(async move { Ok(face.serve(request).await) })
    }
}

impl<D: Dialect> Face<D> {
    fn new(routes: Routes<D>, app: App, settings: Settings) -> Self {
        let list = routes.list();
        let dialect = Arc::clone(&routes.dialect);
        let mut limiters = Limiters::default();
        let mut paths: Vec<(&'static str, Vec<Mounted>)> = Vec::new();
        for route in routes.routes {
            let quota = match settings.rate_limits {
                RateLimits::Vendor => dialect.quota(&route.info),
                RateLimits::Off => None,
            };
            let mounted = Mounted {
                limits: quota.map(|quota| RouteLimits::new(&mut limiters, quota, &settings.account_quotas)),
                body_limit_bytes: route.body_limit_bytes.unwrap_or(settings.body_limit_bytes),
                meter: Meter::new(dialect.face(), &route.info.method, route.info.path),
                handler: route.handler,
                info: route.info,
            };
            match paths.iter_mut().find(|(path, _)| *path == mounted.info.path) {
                Some((_, known)) => {
                    let twice = known.iter().any(|other| other.info.method == mounted.info.method);
                    assert!(!twice, "{} is in the table twice", mounted.info);
                    known.push(mounted);
                }
                None => paths.push((mounted.info.path, vec![mounted])),
            }
        }
        let quota = list.iter().find_map(|info| dialect.quota(info));
        let quota = quota.filter(|_| settings.rate_limits == RateLimits::Vendor);
        let unmatched_limits = quota.map(|quota| RouteLimits::new(&mut limiters, quota, &settings.account_quotas));
        let mut table = matchit::Router::new();
        for (path, mounted) in paths {
            let inserted = table.insert(path, mounted);
            assert!(inserted.is_ok(), "{path} cannot be routed: {inserted:?}");
        }
        Self {
            openapi: openapi::document(&*dialect, &routes.prefix, &list).into(),
            reference_page: reference_page::html(&dialect.title(), &routes.prefix, &list).into(),
            unmatched: Meter::unmatched(dialect.face()),
            unmatched_limits,
            app,
            dialect,
            address: Arc::new(Address {
                prefix: routes.prefix,
                base_url: settings.base_url,
                trusts_proxy: settings.trusts_proxy,
                is_https: settings.is_https,
            }),
            table,
            timeout: Duration::from_millis(settings.request_timeout_ms),
        }
    }

    /// Answers one request.
    async fn serve(&self, request: Request<Body>) -> Response<Body> {
        let started = Instant::now();
        let (parts, body) = request.into_parts();
        let (method, uri) = (parts.method.clone(), parts.uri.clone());
        let path = self.path_of(&uri);
        let request_id = request_id::of(&parts.headers, &self.app);
        let mut findings = Findings::default();
        let found = self.find(&method, path);
        let mounted = found.as_ref().ok().map(|(mounted, _)| *mounted);
        let asked = Asked {
            method: &method,
            uri: &uri,
            path,
            route: mounted.map(|mounted| mounted.info.path),
            access: mounted.map(|mounted| mounted.info.access),
            request_id: &request_id,
        };
        let outcome = match found {
            Ok((mounted, parameters)) => {
                let answering = self.run(mounted, parameters, parts, body, &asked, &mut findings);
                // Nothing that a panic may leave half done is used afterwards.
                let answering = AssertUnwindSafe(tokio::time::timeout(self.timeout, answering)).catch_unwind();
                match answering.await {
                    Ok(Ok(outcome)) => outcome,
                    Ok(Err(_)) => Err(Transport::Timeout.into()),
                    Err(_) => {
                        self.log_defect(&asked, "a handler panicked");
                        Err(Transport::Internal.into())
                    }
                }
            }
            Err(transport) => match self.own_page(&method, path) {
                Some(page) => Ok(page),
                None => Err(self
                    .count_unmatched(&parts, &mut findings)
                    .await
                    .unwrap_or(transport)
                    .into()),
            },
        };
        let response = self.respond_whatever_happens(&asked, outcome, findings.allowance);
        let took = started.elapsed();
        let status = response.status().as_u16();
        mounted
            .map_or(&self.unmatched, |mounted| &mounted.meter)
            .record(status, took);
        let (face, route, account) = (self.dialect.face(), asked.route, findings.account);
        Line {
            face,
            method: &method,
            route,
            status,
            took,
            account,
            request_id: &request_id,
        }
        .write();
        response
    }

    /// The path within the face, without a trailing slash.
    fn path_of<'u>(&self, uri: &'u Uri) -> &'u str {
        let path = uri
            .path()
            .strip_prefix(self.address.prefix.as_str())
            .unwrap_or_default();
        match path.strip_suffix('/') {
            None | Some("") => path,
            Some(path) => path,
        }
    }

    /// The route of a request and its parameters, decoded.
    fn find(&self, method: &Method, path: &str) -> Result<(&Mounted, Parameters), Transport> {
        let matched = self.table.at(path).map_err(|_| Transport::UnknownRoute)?;
        let mounted = matched.value.iter().find(|mounted| mounted.info.method == *method);
        let mounted = mounted.or_else(|| {
            // A HEAD is a GET whose body the connection leaves out.
            matched
                .value
                .iter()
                .find(|mounted| *method == Method::HEAD && mounted.info.method == Method::GET)
        });
        let Some(mounted) = mounted else {
            let allowed = matched
                .value
                .iter()
                .map(|mounted| mounted.info.method.clone())
                .collect();
            return Err(Transport::MethodNotAllowed { allowed });
        };
        // The template's own names: those of the match live only as long as the path.
        let parameters = mounted
            .info
            .parameters()
            .zip(matched.params.iter())
            .map(|(name, (_, value))| {
                query::decode(value)
                    .map(|value| (name, value))
                    .map_err(|_| Transport::UnknownRoute)
            });
        Ok((mounted, parameters.collect::<Result<_, _>>()?))
    }

    /// The steps of a request whose route is known.
    async fn run(
        &self,
        mounted: &Mounted,
        parameters: Parameters,
        parts: Parts,
        body: Body,
        asked: &Asked<'_>,
        findings: &mut Findings,
    ) -> Result<Reply, Error> {
        let principal = self.admit(mounted, &parts, findings).await?;
        let query = parts.uri.query().map_or_else(|| Ok(Query::default()), Query::parse)?;
        let key = idempotency::key(&parts.method, &parts.headers)?;
        let body = body::read(&parts.headers, body, mounted.body_limit_bytes).await?;
        let (app, face, request_id) = (self.app.clone(), mounted.info.face, asked.request_id.to_owned());
        match (&mounted.handler, principal) {
            (Handler::Called(handler), Some(principal)) => {
                let idempotency = key.map(|key| idempotency::of(key, &parts, asked.path, &body));
                let call = Call {
                    principal,
                    face,
                    request_id,
                    idempotency,
                };
                handler(Exchange {
                    app,
                    call,
                    parts,
                    parameters,
                    query,
                    body,
                    address: Arc::clone(&self.address),
                })
                .await
            }
            (Handler::Visited(handler), None) => {
                let call = Visitor {
                    face,
                    request_id,
                    address: address(&parts),
                    is_https: self.address.is_https,
                };
                handler(Exchange {
                    app,
                    call,
                    parts,
                    parameters,
                    query,
                    body,
                    address: Arc::clone(&self.address),
                })
                .await
            }
            (Handler::Called(_), None) | (Handler::Visited(_), Some(_)) => {
                unreachable!("`Routes::access` keeps handlers and access in step")
            }
        }
    }

    /// Checks the credential, counts the request, and checks the scope. `None` on routes without credential.
    async fn admit(
        &self,
        mounted: &Mounted,
        parts: &Parts,
        findings: &mut Findings,
    ) -> Result<Option<Principal>, Error> {
        let principal = match mounted.info.access {
            Access::Open | Access::Basic => None,
            Access::Token | Access::Scope(_) => Some(self.dialect.authenticate(&self.app, parts).await),
        };
        let principal = match principal.transpose() {
            Ok(principal) => principal,
            Err(error) => {
                // Counted where it came from, and told what is left; it is refused in any case.
                let counted = mounted.limits.as_ref().map(|limits| limits.check(None, address(parts)));
                findings.allowance = counted.map(|counted| counted.allowance);
                return Err(error);
            }
        };
        findings.account = principal.as_ref().map(|principal| principal.account);
        if let Some(limits) = &mounted.limits {
            let counted = limits.check(principal.as_ref(), address(parts));
            findings.allowance = Some(counted.allowance);
            if let Some(retry_after_s) = counted.retry_after_s {
                return Err(Transport::TooManyRequests { retry_after_s }.into());
            }
        }
        if let (Access::Scope(scope), Some(principal)) = (mounted.info.access, &principal)
            && !self.dialect.permits(principal, scope)
        {
            return Err(Refusal::Forbidden.into());
        }
        Ok(principal)
    }

    /// Counts a request that names no route, where the vendor counts; answers that there were too many, if so.
    async fn count_unmatched(&self, parts: &Parts, findings: &mut Findings) -> Option<Transport> {
        let limits = self.unmatched_limits.as_ref()?;
        let principal = self.dialect.authenticate(&self.app, parts).await.ok();
        let counted = limits.check(principal.as_ref(), address(parts));
        findings.allowance = Some(counted.allowance);
        let retry_after_s = counted.retry_after_s?;
        Some(Transport::TooManyRequests { retry_after_s })
    }

    /// The pages of a face about itself.
    fn own_page(&self, method: &Method, path: &str) -> Option<Reply> {
        if *method != Method::GET && *method != Method::HEAD {
            return None;
        }
        let (content_type, body) = match path {
            "/openapi.json" => ("application/json; charset=utf-8", &self.openapi),
            "/docs" => ("text/html; charset=utf-8", &self.reference_page),
            _ => return None,
        };
        let content_type = content_type.to_owned();
        Some(
            Answer {
                status: 200,
                content_type,
                body: body.to_vec(),
                replayed: false,
            }
            .into(),
        )
    }

    /// The response for whatever came of a request, even when the dialect itself panics over it.
    fn respond_whatever_happens(
        &self,
        asked: &Asked<'_>,
        outcome: Result<Reply, Error>,
        allowance: Option<Allowance>,
    ) -> Response<Body> {
        let responding = AssertUnwindSafe(|| self.respond(asked, outcome, allowance));
        std::panic::catch_unwind(responding).unwrap_or_else(|_| {
            self.log_defect(asked, "the dialect panicked");
            let mut response = Response::new(Body::empty());
            *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
            let request_id = HeaderValue::from_str(asked.request_id).ok();
            response
                .headers_mut()
                .extend(request_id.map(|request_id| (X_REQUEST_ID, request_id)));
            response
        })
    }

    /// The response for what came of a request.
    fn respond(
        &self,
        asked: &Asked<'_>,
        outcome: Result<Reply, Error>,
        allowance: Option<Allowance>,
    ) -> Response<Body> {
        let mut headers = HeaderMap::new();
        let answer = match outcome {
            Ok(reply) => {
                headers = reply.headers;
                reply.answer
            }
            Err(error) => self.word(asked, error, &mut headers),
        };
        let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        if let Some(content_type) = content_type(&answer) {
            headers.insert(CONTENT_TYPE, content_type);
        }
        if answer.replayed {
            headers.insert(IDEMPOTENT_REPLAYED, HeaderValue::from_static("true"));
        }
        if let Ok(request_id) = HeaderValue::from_str(asked.request_id) {
            headers.insert(X_REQUEST_ID, request_id);
        }
        let about = Answered {
            app: &self.app,
            asked: *asked,
            status: status.as_u16(),
            allowance,
        };
        self.dialect.extra_headers(&about, &mut headers);
        let mut response = Response::new(Body::from(answer.body));
        *response.status_mut() = status;
        *response.headers_mut() = headers;
        response
    }

    /// The dialect's words for an error. A broken store is logged here, and nowhere else.
    fn word(&self, asked: &Asked<'_>, error: Error, headers: &mut HeaderMap) -> Answer {
        let transport = match error {
            Error::Failure(Failure::Refused(refusal)) => return self.dialect.refusal(asked, &refusal),
            Error::Faults(faults) => return self.dialect.faults(asked, &faults),
            Error::Failure(broken @ Failure::Broken(_)) => {
                self.log_defect(asked, &broken.to_string());
                if broken.is_temporary() {
                    Transport::Unavailable
                } else {
                    Transport::Internal
                }
            }
            Error::Transport(transport) => transport,
        };
        if let Transport::MethodNotAllowed { allowed } = &transport {
            let names: Vec<_> = allowed.iter().map(Method::as_str).collect();
            headers.extend(
                HeaderValue::from_str(&names.join(", "))
                    .ok()
                    .map(|names| (ALLOW, names)),
            );
        }
        if let Transport::TooManyRequests { retry_after_s } = &transport {
            headers.insert(RETRY_AFTER, HeaderValue::from(*retry_after_s));
        }
        self.dialect.transport(asked, &transport)
    }

    fn log_defect(&self, asked: &Asked<'_>, cause: &str) {
        let (face, route) = (self.dialect.face().name(), asked.route.unwrap_or("-"));
        tracing::error!(target: "entreposto::http", face, route, request_id = asked.request_id, cause, "not answered");
    }
}

/// The answer's content type, without copying the usual one.
fn content_type(answer: &Answer) -> Option<HeaderValue> {
    match answer.content_type.as_str() {
        "" => None,
        "application/json; charset=utf-8" => Some(HeaderValue::from_static("application/json; charset=utf-8")),
        other => HeaderValue::from_str(other).ok(),
    }
}
