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
        let at_root = || (mount.router)(app.clone(), "", settings.kit());
        if let Some(host) = &face.host {
            hosts.push((host.to_ascii_lowercase(), at_root()));
        }
        if let Some(listen) = face.listen {
            own.push((
                listen,
                Site {
                    common: at_root(),
                    hosts: Vec::new(),
                },
            ));
        }
    }
    let common = build_router_with(app.clone(), settings, figures);
    let mut sites = vec![(settings.listen, Site { common, hosts })];
    sites.extend(own);
    sites
}

/// Everything of the common port, without figures: for tests and benchmarks in their own process.
#[must_use]
pub fn build_router(app: App, settings: &Settings) -> Router {
    build_router_with(app, settings, Figures::default())
}

fn build_router_with(app: App, settings: &Settings, figures: Figures) -> Router {
    let mut router = health::routes(app.clone(), figures).route("/", get(async || contents()));
    for mount in FACES {
        router = router.merge((mount.router)(app.clone(), &mount.prefix(), settings.kit()));
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
