//! What a handler is handed: the application, who asks, and the request, already read and bounded.
//!
//! Not the answer, and no way to write one byte by byte.
//!
//! The one rule to know: a handler never looks at credentials, limits or request ids; by the time it runs they are done.

use std::net::IpAddr;
use std::sync::Arc;

use app::{App, Call, Principal};
use bytes::Bytes;
use domain::actor::Face;
use domain::refusal::{Entity, Refusal};
use http::request::Parts;
use http::{HeaderMap, Method, Uri};
use serde::de::DeserializeOwned;

use crate::address::Address;
use crate::decode;
use crate::error::Error;
use crate::given::Listed;
use crate::query::Query;
use crate::transport::Transport;

/// The parameters of a path, decoded, by their names in the template.
pub(crate) type Parameters = Vec<(&'static str, String)>;

/// One request on its way through a handler. `W` is who asks: a [`Call`], or a [`Visitor`] on routes without credential.
pub struct Exchange<W = Call> {
    /// The application.
    pub app: App,
    /// Who asks, under which request id, and with which idempotency key.
    pub call: W,
    pub(crate) parts: Parts,
    pub(crate) parameters: Parameters,
    pub(crate) query: Query,
    pub(crate) body: Bytes,
    pub(crate) address: Arc<Address>,
}

/// Somebody without a checked credential.
#[derive(Debug, Clone)]
pub struct Visitor {
    /// The dialect the request came in.
    pub face: Face,
    /// The request's id.
    pub request_id: String,
    /// The other end of the connection, when the server says it.
    pub address: Option<IpAddr>,
    /// Whether clients reach the server through TLS.
    pub is_https: bool,
}

impl Visitor {
    /// The call of the principal that the handler found this visitor to be.
    pub fn call(&self, principal: Principal) -> Call {
        Call {
            principal,
            face: self.face,
            request_id: self.request_id.clone(),
            idempotency: None,
        }
    }
}

impl<W> Exchange<W> {
    /// A parameter of the path, decoded.
    ///
    /// # Panics
    /// When the route's template has no such parameter: a mistake in the route table, not in the request.
    pub fn path(&self, name: &str) -> &str {
        let parameter = self.parameters.iter().find(|(known, _)| *known == name);
        parameter
            .map(|(_, value)| value.as_str())
            .expect("handlers ask for parameters that their template names")
    }

    /// A parameter of the path that is the number of a record.
    ///
    /// # Errors
    /// `Refusal::NotFound` of `entity` when it is not a positive whole number: no record has it.
    ///
    /// # Panics
    /// As [`Self::path`].
    pub fn path_id(&self, name: &str, entity: Entity) -> Result<i64, Error> {
        let text = self.path(name);
        let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
        let id = if is_number {
            text.parse().ok().filter(|id| *id > 0)
        } else {
            None
        };
        id.ok_or_else(|| Refusal::not_found(entity, text).into())
    }

    /// The query string.
    pub fn query(&self) -> &Query {
        &self.query
    }

    /// The body as a JSON object.
    ///
    /// # Errors
    /// [`Transport::MalformedJson`], [`Transport::NotAnObject`] or [`Transport::NotUtf8`]; never for a bad field.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Error> {
        Ok(decode::read_object(&self.body)?)
    }

    /// The body as a JSON object, or as one without fields when there is no body.
    ///
    /// # Errors
    /// As [`Self::json`].
    pub fn json_or_empty<T: DeserializeOwned>(&self) -> Result<T, Error> {
        let body: &[u8] = if self.body.trim_ascii().is_empty() {
            b"{}"
        } else {
            &self.body
        };
        Ok(decode::read_object(body)?)
    }

    /// The object under `name` in the body's JSON object: `{"order": {…}}`.
    ///
    /// # Errors
    /// As [`Self::json`]; [`Transport::MissingRoot`] when it is absent or null, and a fault of `name` when it is no object.
    pub fn json_root<T: DeserializeOwned>(&self, name: &'static str) -> Result<T, Error> {
        decode::read_root(&self.body, name)
    }

    /// As [`Self::json_root`], but when the key is absent the body itself is the object.
    ///
    /// # Errors
    /// As [`Self::json_root`].
    pub fn json_root_or_bare<T: DeserializeOwned>(&self, name: &'static str) -> Result<T, Error> {
        decode::read_root_or_bare(&self.body, name)
    }

    /// The body as a JSON list.
    ///
    /// # Errors
    /// As [`Self::json`]; [`Transport::NotAnObject`] when it is JSON of another kind.
    pub fn json_list<T: DeserializeOwned>(&self) -> Result<Listed<T>, Error> {
        Ok(decode::read_list(&self.body)?)
    }

    /// The body as a form, `application/x-www-form-urlencoded`.
    ///
    /// # Errors
    /// [`Transport::NotUtf8`] and [`Transport::BadQuery`].
    pub fn form(&self) -> Result<Query, Error> {
        let text = std::str::from_utf8(&self.body).map_err(|_| Transport::NotUtf8)?;
        Ok(Query::parse(text.trim())?)
    }

    /// The body's bytes.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// A header whose value is visible ASCII.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.parts.headers.get(name)?.to_str().ok()
    }

    /// All headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.parts.headers
    }

    /// The method.
    pub fn method(&self) -> &Method {
        &self.parts.method
    }

    /// Path and query as sent, with the prefix the face is served under.
    pub fn uri(&self) -> &Uri {
        &self.parts.uri
    }
}
