//! The bare server: the product's HTTP stack answering the same bytes to everybody, without credentials, routes or data.
//!
//! What no server on this stack and machine can exceed, and so what the product's point reads are measured against. The
//! one rule to know: it listens and serves by the product's own functions, in a process of its own with the product's
//! threads and allocator, so that the two differ in the answering alone.

use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::Context;
use axum::Router;
use axum::routing;
use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{Request, StatusCode};
use http_body_util::Full;
use server::http::{Listening, Site};

use crate::child::{Child, Start};
use crate::load::{Exchange, get};

/// Where the constant is answered.
pub(crate) const PATH: &str = "/constant";
/// The subcommand that [`start`] runs.
pub(crate) const SUBCOMMAND: &str = "ceiling-server";

/// Asks the bare server, and wants its constant back.
pub(crate) struct Constant {
    /// The size the server was started with.
    pub(crate) answer_bytes: usize,
}

impl Exchange for Constant {
    fn request(&self, _number: u64) -> Request<Full<Bytes>> {
        get(PATH, None)
    }

    fn fault(&self, status: StatusCode, body: &[u8]) -> Option<String> {
        let right = status == StatusCode::OK && body.len() == self.answer_bytes;
        (!right).then(|| format!("{status} with {} bytes", body.len()))
    }
}

/// Starts the bare server as a child of this process, answering `answer_bytes` bytes.
pub(crate) async fn start(logs: &Path, answer_bytes: usize) -> anyhow::Result<Child> {
    let program = std::env::current_exe().context("this program's own path is unknown")?;
    let address = crate::child::free_address()?;
    let mut command = Command::new(program);
    command.arg(SUBCOMMAND).arg("--listen").arg(address.to_string());
    command.arg("--answer-bytes").arg(answer_bytes.to_string());
    Start {
        command,
        address,
        ready_path: PATH,
        log: logs.join("ceiling.log"),
        patience_s: 10,
    }
    .run()
    .await
}

/// The subcommand: serves until the process is ended.
pub(crate) fn main(listen: SocketAddr, answer_bytes: usize) -> anyhow::Result<()> {
    // The product's runtime with its default settings: a thread for each processor.
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        serve(server::http::bind(listen).await?, answer_bytes).await;
        Ok(())
    })
}

/// Answers the constant to everybody, for ever.
pub(crate) async fn serve(listening: Listening, answer_bytes: usize) {
    let body = constant(answer_bytes);
    let answer = move || {
        let body = body.clone();
        async move { ([(CONTENT_TYPE, "application/json; charset=utf-8")], body) }
    };
    let site = Site::of(Router::new().route(PATH, routing::get(answer)));
    server::http::serve(vec![(listening, site)], std::future::pending(), Duration::ZERO).await;
}

/// A JSON object of exactly this many bytes, or the smallest one there is.
fn constant(bytes: usize) -> Bytes {
    let (head, tail) = (r#"{"padding":""#, r#""}"#);
    let padding = "x".repeat(bytes.saturating_sub(head.len() + tail.len()));
    Bytes::from(format!("{head}{padding}{tail}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_constant_is_json_of_the_size_asked_for() {
        for bytes in [14, 15, 900, 70_000] {
            let body = constant(bytes);
            assert_eq!(body.len(), bytes);
            let value: serde_json::Value = serde_json::from_slice(&body).unwrap();
            assert!(value["padding"].is_string());
        }
        assert_eq!(constant(0).len(), 14);
    }
}
