//! Where clients reach the face they asked: what stands before a path in an address that an answer shows.
//!
//! Not what a browser is sent to within the face, for which a path is enough.
//!
//! The one rule to know: what the operator configured wins, and a proxy's headers count only when the operator says that
//! there is one; anybody can send them.

use http::header::HOST;

use crate::exchange::Exchange;

/// Where a face is served, as far as that is configured.
#[derive(Debug, Default)]
pub(crate) struct Address {
    /// The prefix of its paths.
    pub(crate) prefix: String,
    /// How clients reach it, its prefix included, without a slash at the end.
    pub(crate) base_url: Option<String>,
    /// Whether `X-Forwarded-Host` and `X-Forwarded-Proto` are believed.
    pub(crate) trusts_proxy: bool,
    /// Whether clients reach it through TLS.
    pub(crate) is_https: bool,
}

impl<W> Exchange<W> {
    /// How clients reach this face: scheme, host and prefix, as configured or else as the request says. Without a slash at
    /// the end; only the prefix when the request names no host.
    pub fn base_url(&self) -> String {
        let address = &self.address;
        if let Some(base_url) = &address.base_url {
            return base_url.clone();
        }
        let forwarded = |name| self.plain_header(name).filter(|_| address.trusts_proxy);
        let authority = || self.parts.uri.authority().map(|authority| authority.as_str());
        let host = forwarded("x-forwarded-host")
            .or_else(authority)
            .or_else(|| self.plain_header(HOST.as_str()));
        let usual = if address.is_https { "https" } else { "http" };
        let scheme = forwarded("x-forwarded-proto").unwrap_or(usual);
        match host {
            Some(host) => format!("{scheme}://{host}{}", address.prefix),
            None => address.prefix.clone(),
        }
    }

    /// Where this request was sent, as its client sees it, without the query.
    pub fn own_url(&self) -> String {
        let path = self.parts.uri.path();
        let path = path.strip_prefix(self.address.prefix.as_str()).unwrap_or(path);
        self.base_url() + path
    }

    /// The first value of a header, if it could stand in an address.
    fn plain_header(&self, name: &str) -> Option<&str> {
        let text = self.header(name)?.split(',').next()?.trim();
        let is_plain = |sign: char| sign.is_ascii_alphanumeric() || ".:-_[]".contains(sign);
        (!text.is_empty() && text.chars().all(is_plain)).then_some(text)
    }
}
