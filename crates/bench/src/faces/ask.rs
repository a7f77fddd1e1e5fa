//! One request that a face is loaded with.
//!
//! Not a recorded exchange. The one rule to know: an answer is judged by its status alone while it is measured, and looked
//! at once before.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::ensure;
use bytes::Bytes;
use http::{Method, Request, StatusCode};
use http_body_util::Full;

use crate::load::{self, Exchange};

/// Longest wait for the first answer.
const PATIENCE: Duration = Duration::from_secs(30);
/// Bytes of a wrong answer that are shown.
const SHOWN: usize = 300;

/// What a request is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Against {
    /// A constant of the same size, from the bare server.
    BareAnswer,
    /// An order placed without HTTP, in the same database.
    OrderWithoutHttp,
}

impl Against {
    /// The name as printed.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::BareAnswer => "bare answer",
            Self::OrderWithoutHttp => "order, without HTTP",
        }
    }
}

/// Path and body of the request of a number.
type Make = Box<dyn Fn(u64) -> (String, Option<String>) + Send + Sync>;

/// A request, asked again and again with rising numbers.
pub(super) struct Ask {
    /// The face and what is asked of it.
    pub(super) title: &'static str,
    /// Its ceiling.
    pub(super) against: Against,
    /// The method.
    pub(super) method: Method,
    /// The value of `Authorization`.
    pub(super) authorization: String,
    /// What is asked at a number.
    pub(super) make: Make,
}

impl Ask {
    /// A read.
    pub(super) fn get(
        title: &'static str,
        authorization: &str,
        path: impl Fn(u64) -> String + Send + Sync + 'static,
    ) -> Self {
        Self {
            title,
            against: Against::BareAnswer,
            method: Method::GET,
            authorization: authorization.to_owned(),
            make: Box::new(move |number| (path(number), None)),
        }
    }

    /// A write with a JSON body.
    pub(super) fn send(
        (title, against): (&'static str, Against),
        method: Method,
        authorization: &str,
        make: impl Fn(u64) -> (String, String) + Send + Sync + 'static,
    ) -> Self {
        Self {
            title,
            against,
            method,
            authorization: authorization.to_owned(),
            make: Box::new(move |number| {
                let (path, body) = make(number);
                (path, Some(body))
            }),
        }
    }

    /// Asks once, as number 0, and answers the size of the answer in bytes.
    ///
    /// # Errors
    /// When the server does not answer as it should.
    pub(super) async fn probe(&self, address: SocketAddr) -> anyhow::Result<usize> {
        let answer = load::ask(address, self.request(0), PATIENCE).await?;
        let fault = self.fault(answer.status, &answer.body);
        ensure!(fault.is_none(), "{}: {}", self.title, fault.unwrap_or_default());
        Ok(answer.body.len())
    }
}

impl Exchange for Ask {
    fn request(&self, number: u64) -> Request<Full<Bytes>> {
        let (path, body) = (self.make)(number);
        load::request(
            self.method.clone(),
            &path,
            Some(&self.authorization),
            body.map(Bytes::from),
        )
    }

    fn fault(&self, status: StatusCode, body: &[u8]) -> Option<String> {
        let shown = &body[..body.len().min(SHOWN)];
        (!status.is_success()).then(|| format!("{status}: {}", String::from_utf8_lossy(shown)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_has_the_path_and_body_of_its_number_and_the_credential() {
        let ask = Ask::send(("PUT x", Against::BareAnswer), Method::PUT, "Bearer abc", |number| {
            (format!("/x/{number}"), format!("[{number}]"))
        });
        let request = ask.request(7);
        assert_eq!((request.method(), request.uri().path()), (&Method::PUT, "/x/7"));
        assert_eq!(request.headers()["authorization"], "Bearer abc");
        assert_eq!(request.headers()["content-type"], "application/json");
    }

    #[test]
    fn any_success_is_right_and_nothing_else() {
        let ask = Ask::get("GET x", "Bearer abc", |_| "/x".to_owned());
        assert_eq!(ask.fault(StatusCode::CREATED, b"{}"), None);
        assert_eq!(
            ask.fault(StatusCode::NOT_FOUND, b"no").as_deref(),
            Some("404 Not Found: no")
        );
    }
}
