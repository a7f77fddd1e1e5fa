//! What is served at each address: all faces under their prefixes, or one face at the root.
//!
//! Not how connections are handled.
//!
//! The one rule to know: the host name decides first, then the path.

use std::net::SocketAddr;

use app::App;
use axum::Router;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::routing::get;

use super::health::{self, Figures};
use crate::config::Settings;
use crate::faces::FACES;

/// What one address serves.
#[derive(Clone)]
pub struct Site {
    common: Router,
    /// Faces at the root of a host name of their own; names in lower case, without port.
    hosts: Vec<(String, Router)>,
}

impl Site {
    /// An address that serves one router, whatever the host.
    #[must_use]
    pub fn of(router: Router) -> Self {
        Self {
            common: router,
            hosts: Vec::new(),
        }
    }

    /// The router for a request to this host.
    pub(super) fn router_for(&self, headers: &HeaderMap, uri: &Uri) -> &Router {
        if self.hosts.is_empty() {
            return &self.common;
        }
        let named = headers.get(header::HOST).and_then(|host| host.to_str().ok());
        // HTTP/2 names the host in the URI.
        let host = named
            .or_else(|| uri.authority().map(axum::http::uri::Authority::as_str))
            .unwrap_or_default();
        let name = host
            .rsplit_once(':')
            .filter(|(_, port)| port.bytes().all(|byte| byte.is_ascii_digit()));
        let name = name.map_or(host, |(name, _)| name);
        let found = self.hosts.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map_or(&self.common, |(_, router)| router)
    }
}

/// Every address of the settings with what it serves; the common one first.
#[must_use]
pub fn sites(app: &App, settings: &Settings, figures: Figures) -> Vec<(SocketAddr, Site)> {
    let mut hosts = Vec::new();
    let mut own = Vec::new();
    for mount in FACES {
        let Some(face) = settings.faces.get(mount.face.name()) else {
            continue;
        };
        let at_root = || (mount.router)(app.clone(), "", settings.kit(mount.face, ""));
        if let Some(host) = &face.host {
            hosts.push((host.to_ascii_lowercase(), at_root()));
        }
        if let Some(listen) = face.listen {
            own.push((listen, Site::of(at_root())));
        }
    }
    let common = build_router_with(app.clone(), settings, figures);
    let mut sites = vec![(settings.listen, Site { common, hosts })];
    sites.extend(own);
    sites
}

/// Everything of the common port, without figures: for tests and benchmarks in their own process.
pub fn build_router(app: App, settings: &Settings) -> Router {
    build_router_with(app, settings, Figures::default())
}

fn build_router_with(app: App, settings: &Settings, figures: Figures) -> Router {
    let mut router = health::routes(app.clone(), figures).route("/", get(async || contents()));
    for mount in FACES {
        let prefix = mount.prefix();
        router = router.merge((mount.router)(app.clone(), &prefix, settings.kit(mount.face, &prefix)));
    }
    router.fallback(async || (StatusCode::NOT_FOUND, contents()))
}

/// What a person who opens the address in a browser is told.
fn contents() -> String {
    let mut text = "Entreposto\n\n".to_owned();
    for mount in FACES {
        text.push_str(&format!(
            "{0:<12} {1:<14} {1}/docs\n",
            mount.face.name(),
            mount.prefix()
        ));
    }
    text
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use axum::http::Request;
    use tower::ServiceExt;

    use super::*;

    /// A site whose routers answer their own name.
    fn site() -> Site {
        let named = |name: &'static str| Router::new().fallback(async move || name);
        Site {
            common: named("common"),
            hosts: vec![("estoka.example.org".to_owned(), named("estoka"))],
        }
    }

    async fn answered(host: Option<&str>, uri: &str) -> String {
        let mut request = Request::builder().uri(uri);
        if let Some(host) = host {
            request = request.header(header::HOST, host);
        }
        let request = request.body(Body::empty()).expect("a request");
        let router = site().router_for(request.headers(), request.uri()).clone();
        let answer = router.oneshot(request).await.expect("a router always answers");
        let bytes = axum::body::to_bytes(answer.into_body(), 1_000)
            .await
            .expect("a short body");
        String::from_utf8_lossy(&bytes).into_owned()
    }

    #[tokio::test]
    async fn the_host_decides_with_or_without_port_and_in_any_case() {
        let table = [
            (Some("estoka.example.org"), "/", "estoka"),
            (Some("Estoka.Example.Org:8080"), "/", "estoka"),
            (Some("example.org"), "/", "common"),
            (Some("[::1]:8080"), "/", "common"),
            (Some("[::1]"), "/", "common"),
            (None, "http://estoka.example.org/x", "estoka"),
            (None, "/", "common"),
        ];
        for (host, uri, wanted) in table {
            assert_eq!(answered(host, uri).await, wanted, "{host:?} {uri}");
        }
    }
}
