//! One credential at the router that is served, as an integration uses it.
//!
//! Not a network client: the router is asked in this process, bytes in and bytes out.
//!
//! The one rule to know: a client waits on the calling thread, so it is never used from asynchronous code.

use std::sync::{Arc, Mutex};

use app::App;
use axum::Router;
use axum::body::Body;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, Method, Request};
use bytes::Bytes;
use http_body_util::BodyExt;
use serde_json::Value;
use server::config::{RateLimiting, Settings};
use tokio::runtime::Runtime;
use tower::ServiceExt;

/// Everything the server serves on its common port.
#[derive(Clone)]
pub struct Site {
    router: Router,
    runtime: Arc<Runtime>,
}

/// One integration of a face.
#[derive(Clone)]
pub struct Client {
    site: Site,
    prefix: String,
    /// The headers of its credential.
    credential: Vec<(String, String)>,
    /// How it gets another token when the one it has expires, and the value of its header since.
    renewal: Option<Renewal>,
}

/// Asks for a new `Authorization`, and remembers it.
#[derive(Clone)]
struct Renewal {
    ask: Arc<dyn Fn() -> String + Send + Sync>,
    current: Arc<Mutex<String>>,
}

/// What came back.
#[derive(Debug, Clone)]
pub struct Received {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
}

impl Site {
    /// The site over an application, without rate limits.
    ///
    /// # Panics
    /// When the machine has no threads left.
    #[must_use]
    pub fn of(app: &App) -> Self {
        let settings = Settings {
            rate_limits: RateLimiting::Off,
            ..Settings::default()
        };
        let runtime = Runtime::new().expect("a test may start threads");
        Self {
            router: server::build_router(app.clone(), &settings),
            runtime: Arc::new(runtime),
        }
    }

    /// A client of the face under this prefix, without a credential.
    #[must_use]
    pub fn client(&self, prefix: &str) -> Client {
        Client {
            site: self.clone(),
            prefix: prefix.to_owned(),
            credential: Vec::new(),
            renewal: None,
        }
    }
}

impl Client {
    /// The same face without a credential.
    #[must_use]
    pub fn anonymous(&self) -> Self {
        Self {
            credential: Vec::new(),
            renewal: None,
            ..self.clone()
        }
    }

    /// The same client with a token that it asks for again whenever it expires, as integrations do.
    #[must_use]
    pub fn renewing(mut self, ask: impl Fn() -> String + Send + Sync + 'static) -> Self {
        let current = Arc::new(Mutex::new(ask()));
        let ask = Arc::new(ask);
        self.renewal = Some(Renewal { ask, current });
        self
    }

    /// The same client with this header in every request, beside those it has.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.credential.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Sends a request and waits for its answer. A body is JSON unless a header says otherwise.
    ///
    /// # Panics
    /// When method or path are no method or path.
    pub fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: Bytes) -> Received {
        let received = self.send_once(method, path, headers, body.clone());
        let expired = received.status == 401 && received.value()["error_description"] == "Access token expired";
        match &self.renewal {
            Some(renewal) if expired => {
                let fresh = (renewal.ask)();
                *renewal.current.lock().expect("a test that panics ends") = fresh;
                self.send_once(method, path, headers, body)
            }
            Some(_) | None => received,
        }
    }

    fn send_once(&self, method: &str, path: &str, headers: &[(&str, &str)], body: Bytes) -> Received {
        let method = Method::from_bytes(method.as_bytes()).expect("a script names methods of HTTP");
        let mut request = Request::builder()
            .method(method)
            .uri(format!("{}{}", self.prefix, encoded(path)));
        for (name, value) in &self.credential {
            request = request.header(name, value);
        }
        if let Some(renewal) = &self.renewal {
            let current = renewal.current.lock().expect("a test that panics ends").clone();
            request = request.header("authorization", current);
        }
        let says_type = headers
            .iter()
            .any(|(name, _)| name.eq_ignore_ascii_case("content-type"));
        if !body.is_empty() && !says_type {
            request = request.header(CONTENT_TYPE, "application/json; charset=utf-8");
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::from(body)).expect("a script names paths of HTTP");
        self.site.runtime.block_on(async {
            let Ok(response) = self.site.router.clone().oneshot(request).await;
            let (parts, body) = response.into_parts();
            let body = body
                .collect()
                .await
                .map(http_body_util::Collected::to_bytes)
                .unwrap_or_default();
            Received {
                status: parts.status.as_u16(),
                headers: parts.headers,
                body,
            }
        })
    }

    /// Sends JSON, or no body for null.
    ///
    /// # Panics
    /// As [`Self::send`].
    pub fn json(&self, method: &str, path: &str, body: &Value) -> Received {
        let bytes = if body.is_null() {
            Bytes::new()
        } else {
            Bytes::from(body.to_string())
        };
        self.send(method, path, &[], bytes)
    }

    /// Asks for a path.
    ///
    /// # Panics
    /// As [`Self::send`].
    pub fn get(&self, path: &str) -> Received {
        self.send("GET", path, &[], Bytes::new())
    }
}

impl Received {
    /// The body as JSON; null when it is none.
    #[must_use]
    pub fn value(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }
}

/// The path with what may not stand in a URI percent-encoded; brackets and slashes stay as clients send them.
fn encoded(path: &str) -> String {
    path.bytes()
        .map(|byte| match byte {
            b'!'..=b'~' if byte != b'"' && byte != b'<' && byte != b'>' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}
