//! Asking a face's router in tests, without a network.
//!
//! Not for the product: it is compiled only with the feature `testing`.
//!
//! The one rule to know: a request goes through everything a client's goes through, and its answer is read to the end.

use axum::Router;
use axum::body::Body;
use http::{HeaderMap, Request};
use http_body_util::BodyExt;
use serde_json::Value;
use tokio::runtime::{Builder, Runtime};
use tower::ServiceExt;

/// A router and what it runs on.
pub struct Served {
    router: Router,
    runtime: Runtime,
}

/// What came back.
#[derive(Debug)]
pub struct Got {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The whole body.
    pub body: Vec<u8>,
}

impl Served {
    /// Serves a router.
    ///
    /// # Panics
    /// Without a runtime.
    #[must_use]
    pub fn new(router: Router) -> Self {
        let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
        Self { router, runtime }
    }

    /// Sends a request and waits for all of its answer.
    ///
    /// # Panics
    /// When the body breaks off.
    pub fn send(&self, request: Request<Body>) -> Got {
        let answering = self.router.clone().oneshot(request);
        self.runtime.block_on(async {
            let (parts, body) = answering.await.expect("a router always answers").into_parts();
            let body = body.collect().await.expect("a whole body").to_bytes();
            Got {
                status: parts.status.as_u16(),
                headers: parts.headers,
                body: body.to_vec(),
            }
        })
    }
}

impl Got {
    /// The body as JSON; null when there is none.
    ///
    /// # Panics
    /// When it is something else.
    #[must_use]
    pub fn json(&self) -> Value {
        if self.body.is_empty() {
            return Value::Null;
        }
        serde_json::from_slice(&self.body).expect("an answer is JSON")
    }

    /// The body as text.
    ///
    /// # Panics
    /// When it is none.
    #[must_use]
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("an answer is UTF-8")
    }
}
