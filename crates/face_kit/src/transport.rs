//! What goes wrong before a use case is asked: the connection, the route, the credential, the shape of the body.
//!
//! Not a rule's refusal (`domain::refusal`) and not a field's fault (`check`). Holds no prose: each dialect words every
//! variant.
//!
//! The one rule to know: the enum is closed, so a dialect matches it without a catch-all arm.

use http::Method;

/// A request that did not reach its use case, or whose answer could not be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Transport {
    /// The body is not JSON.
    MalformedJson {
        /// Where and what, in Portuguese, without quoting the body.
        detail: String,
    },
    /// The body is JSON of another kind than the route takes: a list where an object is due, or the reverse.
    NotAnObject,
    /// The body is not UTF-8.
    NotUtf8,
    /// The body is larger than the route takes.
    BodyTooLarge {
        /// The most bytes.
        limit_bytes: usize,
    },
    /// The object around the fields is absent or null.
    MissingRoot {
        /// Its name.
        name: &'static str,
    },
    /// No such path in this face.
    UnknownRoute,
    /// The path exists, but not with this method. The kit adds the `Allow` header.
    MethodNotAllowed {
        /// The methods that the path has.
        allowed: Vec<Method>,
    },
    /// The request carries no usable credential.
    Unauthorized {
        /// Why not.
        reason: Unauthorized,
    },
    /// The credential asked too often. The kit adds the `Retry-After` header.
    TooManyRequests {
        /// Whole seconds until the next request would pass, at least 1.
        retry_after_s: u64,
    },
    /// The store is overloaded: nothing was written, trying again may work.
    Unavailable,
    /// No answer within the time limit; a write may still have happened.
    Timeout,
    /// A defect or a broken store; the cause is in the log under the request id.
    Internal,
    /// The query string, or a form in the body, cannot be read.
    BadQuery {
        /// What is wrong with it, in Portuguese.
        detail: String,
    },
}

/// Why a credential does not open the door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unauthorized {
    /// None was sent.
    Missing,
    /// It is malformed, unknown or revoked.
    Invalid,
    /// It was good once.
    Expired,
    /// It is good, but was issued for another purpose.
    Scope,
}
