//! Who calls, through which face, and with which idempotency key. No HTTP here: a face fills a [`Call`] from its
//! request, the command line from its flags.

use domain::actor::{Actor, Face};
use domain::ids::{AccountId, CredentialId, OrganizationId};

/// A checked credential: what every use case is handed instead of a token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Principal {
    /// The tenant. Every finder takes it.
    pub account: AccountId,
    /// The organization the credential is bound to; `None` sees them all.
    pub organization: Option<OrganizationId>,
    /// Which credential, user or job acts, for the audit trail.
    pub actor: Actor,
    /// The application through which a user acts; `None` for everybody else.
    pub application: Option<CredentialId>,
    /// What the credential may do, in the face's own scope words.
    pub scopes: Vec<String>,
}

/// One use case asked for: who, under which request id, and repeatable or not.
#[derive(Debug, Clone)]
pub struct Call {
    /// Who asks.
    pub principal: Principal,
    /// The dialect the request came in.
    pub face: Face,
    /// The request's id, as answered in `X-Request-Id` and kept on every movement.
    pub request_id: String,
    /// Present when the caller sent `Idempotency-Key`.
    pub idempotency: Option<Idempotency>,
}

/// A caller's promise that the same key means the same request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Idempotency {
    /// The key as sent, at most 255 characters.
    pub key: String,
    /// SHA-256 over method, path, query and body: another request under the same key is refused.
    pub fingerprint: [u8; 32],
}

/// What a face answers: kept with the idempotency key and replayed byte for byte.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The `Content-Type`.
    pub content_type: String,
    /// The body; empty for a 204.
    pub body: Vec<u8>,
    /// True when this is the first answer given again.
    pub replayed: bool,
}

impl Answer {
    /// A JSON answer whose bytes are ready.
    pub fn json(status: u16, body: Vec<u8>) -> Self {
        Self {
            status,
            content_type: "application/json; charset=utf-8".to_owned(),
            body,
            replayed: false,
        }
    }

    /// An answer without a body.
    pub fn empty(status: u16) -> Self {
        Self {
            status,
            content_type: String::new(),
            body: Vec::new(),
            replayed: false,
        }
    }
}
