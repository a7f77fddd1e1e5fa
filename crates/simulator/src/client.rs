//! A small HTTP client for one server on this machine: one connection, one request at a time, so that a lost answer is
//! seen as lost.

use std::net::SocketAddr;

use anyhow::{Context as _, Result};
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::header::{AUTHORIZATION, CONTENT_TYPE, HOST};
use hyper::{Method, Request};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::TcpStream;

/// One connection.
pub struct Client {
    sender: SendRequest<Full<Bytes>>,
    token: String,
}

impl Client {
    /// Connects.
    ///
    /// # Errors
    /// The server does not listen.
    pub async fn connect(address: SocketAddr, token: &str) -> Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = handshake(TokioIo::new(stream)).await?;
        // The connection ends with its sender or with the server; either way there is nobody to tell.
        tokio::spawn(async move {
            let _ = connection.await;
        });
        Ok(Self {
            sender,
            token: token.to_owned(),
        })
    }

    /// Sends one request and reads the whole answer.
    ///
    /// # Errors
    /// The answer did not come, or was cut.
    pub async fn send(&mut self, method: Method, path: &str, body: Option<&Value>) -> Result<(u16, String)> {
        let bytes = body.map(ToString::to_string).unwrap_or_default();
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(HOST, "localhost")
            .header(AUTHORIZATION, format!("Token token={}", self.token))
            .header(CONTENT_TYPE, "application/json")
            .body(Full::new(Bytes::from(bytes)))?;
        self.sender.ready().await.context("the connection is gone")?;
        let response = self.sender.send_request(request).await?;
        let status = response.status().as_u16();
        let bytes = response.into_body().collect().await?.to_bytes();
        Ok((status, String::from_utf8_lossy(&bytes).into_owned()))
    }
}
