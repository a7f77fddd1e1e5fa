//! What a handler gives back: the answer, and headers when it has some of its own.
//!
//! Not for errors, which are worded by the dialect.
//!
//! The one rule to know: most handlers give back a bare `Answer`; headers are for downloads and redirects. A replayed
//! answer comes without them, because only the answer is kept under an idempotency key.

use app::Answer;
use http::{HeaderMap, HeaderName, HeaderValue};

/// An answer with headers of its own.
#[derive(Debug, Clone)]
pub struct Reply {
    /// Status, content type and body.
    pub answer: Answer,
    /// Headers besides those of the kit and of the dialect.
    pub headers: HeaderMap,
}

impl Reply {
    /// The answer with one more header.
    #[must_use]
    pub fn with(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.append(name, value);
        self
    }
}

impl From<Answer> for Reply {
    fn from(answer: Answer) -> Self {
        Self {
            answer,
            headers: HeaderMap::new(),
        }
    }
}
