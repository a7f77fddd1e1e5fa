//! `Idempotency-Key`: the header, and the fingerprint that tells the same request from another under the same key.
//!
//! Not the row that keeps the answer: that commits with the effect, in `app`.
//!
//! The one rule to know: the fingerprint leaves out the prefix a face is served under and the credential, so the same
//! request counts as the same through every address of the server.

use app::Idempotency;
use domain::refusal::Problem;
use http::request::Parts;
use http::{HeaderMap, HeaderName, Method};
use sha2::{Digest, Sha256};

use crate::check::{Fault, Faults};

/// The header that asks for it.
pub const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// The header of an answer that is given again.
pub const IDEMPOTENT_REPLAYED: HeaderName = HeaderName::from_static("idempotent-replayed");

/// How a fault of the header names its field.
pub const FAULT_PATH: &str = "Idempotency-Key";

/// The longest key, in characters.
const LONGEST: usize = 255;

/// The request's key, when it is a write that has one.
///
/// # Errors
/// A fault of [`FAULT_PATH`] when the key is empty, too long, given twice, or holds other than visible ASCII.
pub(crate) fn key(method: &Method, headers: &HeaderMap) -> Result<Option<String>, Faults> {
    if !is_write(method) {
        return Ok(None);
    }
    let mut values = headers.get_all(IDEMPOTENCY_KEY).iter();
    let Some(value) = values.next() else { return Ok(None) };
    let bytes = value.as_bytes();
    let problem = if bytes.is_empty() {
        Problem::Blank
    } else if bytes.len() > LONGEST {
        Problem::TooLong { max: LONGEST }
    } else if values.next().is_some() || !bytes.iter().all(u8::is_ascii_graphic) {
        Problem::Malformed
    } else {
        return Ok(value.to_str().ok().map(str::to_owned));
    };
    Err(Faults::one(Fault::new(FAULT_PATH, problem)))
}

/// The key with the fingerprint of its request.
pub(crate) fn of(key: String, parts: &Parts, path: &str, body: &[u8]) -> Idempotency {
    let mut hash = Sha256::new();
    for part in [parts.method.as_str(), path, parts.uri.query().unwrap_or_default()] {
        // The length first, so that no two different requests run together into the same bytes.
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    hash.update(body);
    Idempotency {
        key,
        fingerprint: hash.finalize().into(),
    }
}

fn is_write(method: &Method) -> bool {
    [Method::POST, Method::PUT, Method::PATCH, Method::DELETE].contains(method)
}

#[cfg(test)]
mod tests {
    use domain::refusal::Problem;
    use http::request::Parts;
    use http::{HeaderMap, HeaderValue, Method, Request};

    use super::{IDEMPOTENCY_KEY, key, of};

    fn headers(value: &[u8]) -> HeaderMap {
        HeaderMap::from_iter([(IDEMPOTENCY_KEY, HeaderValue::from_bytes(value).expect("a header value"))])
    }

    fn parts(method: Method, uri: &str) -> Parts {
        Request::builder()
            .method(method)
            .uri(uri)
            .body(())
            .expect("a request")
            .into_parts()
            .0
    }

    #[test]
    fn a_key_is_one_to_255_visible_characters() {
        let longest = "k".repeat(255);
        for good in ["k", "a-b_c:9", longest.as_str()] {
            assert_eq!(key(&Method::POST, &headers(good.as_bytes())), Ok(Some(good.to_owned())));
        }
        let problem = |value: &[u8]| key(&Method::PUT, &headers(value)).expect_err("a fault").first().problem;
        assert_eq!(problem(b""), Problem::Blank);
        assert_eq!(problem("k".repeat(256).as_bytes()), Problem::TooLong { max: 255 });
        assert_eq!(problem(b"a b"), Problem::Malformed);
        assert_eq!(problem("ação".as_bytes()), Problem::Malformed);
    }

    #[test]
    fn two_keys_are_a_fault() {
        let mut two = headers(b"a");
        two.append(IDEMPOTENCY_KEY, HeaderValue::from_static("b"));
        assert!(key(&Method::DELETE, &two).is_err());
    }

    #[test]
    fn reads_have_no_key() {
        assert_eq!(key(&Method::GET, &headers(b"a b")), Ok(None));
        assert_eq!(key(&Method::POST, &HeaderMap::new()), Ok(None));
    }

    #[test]
    fn whatever_differs_in_a_request_changes_its_fingerprint() {
        let print = |method, uri: &str, path: &str, body: &[u8]| {
            of("k".to_owned(), &parts(method, uri), path, body).fingerprint
        };
        let first = print(Method::POST, "/x/orders?a=1", "/orders", b"{}");
        assert_eq!(
            first,
            print(Method::POST, "/y/orders?a=1", "/orders", b"{}"),
            "the prefix does not count"
        );
        assert_ne!(first, print(Method::PUT, "/x/orders?a=1", "/orders", b"{}"));
        assert_ne!(first, print(Method::POST, "/x/orders?a=2", "/orders", b"{}"));
        assert_ne!(first, print(Method::POST, "/x/orders?a=1", "/order", b"s{}"));
        assert_ne!(first, print(Method::POST, "/x/orders?a=1", "/orders", b"{ }"));
    }
}
