//! Who may use a route, and the route as a row of a table.
//!
//! Not the check itself: that is in `service` with the dialect's help.
//!
//! The one rule to know: what is here can be printed, compared with the contract and documented, so nothing is hidden.

use std::fmt;

use domain::actor::Face;
use http::Method;

/// What opens a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Access {
    /// Nothing: anybody may ask.
    Open,
    /// The client's own name and secret, which the handler checks: token endpoints.
    Basic,
    /// Any valid credential.
    Token,
    /// A valid credential that the dialect permits for this scope word.
    Scope(&'static str),
}

impl fmt::Display for Access {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Open => "public",
            Self::Basic => "basic",
            Self::Token => "token",
            Self::Scope(word) => word,
        })
    }
}

/// One row of a face's route table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RouteInfo {
    /// The face that serves it.
    pub face: Face,
    /// The method.
    pub method: Method,
    /// The path within the face, parameters as `{name}`.
    pub path: &'static str,
    /// What opens it.
    pub access: Access,
    /// One line of Portuguese for the reference page.
    pub summary: &'static str,
}

impl RouteInfo {
    /// The names of the path's parameters, in their order.
    pub fn parameters(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.path
            .split('/')
            .filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}'))
            .map(|name| name.trim_start_matches('*'))
    }
}

/// The line that `entreposto routes` prints: face, method and path, separated by tabs.
impl fmt::Display for RouteInfo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\t{}\t{}", self.face.name(), self.method, self.path)
    }
}
