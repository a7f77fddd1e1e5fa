//! One keep-alive connection of hyper's client, and the thread that drives a share of them.
//!
//! Not a pool: a connection waits for its answer before it asks again. The one rule to know: a broken connection is
//! opened again, but one that breaks too often gives up, so that a dead server ends the run.

use std::cell::RefCell;
use std::net::SocketAddr;
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Context;
use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_TYPE, HOST};
use http::{Method, Request, StatusCode};
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1::{self, SendRequest};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::task::LocalSet;
use tokio::time::{Instant as Deadline, timeout, timeout_at};

use super::{Exchange, Ration};
use crate::statistics::{Recorder, Window};

/// How long after the window an answer may still arrive.
const GRACE: Duration = Duration::from_secs(10);
/// Errors after which a connection gives up.
const PATIENCE: u32 = 20;

/// What a thread needs to drive its connections.
pub(super) struct Worker {
    pub(super) address: SocketAddr,
    pub(super) window: Window,
    pub(super) exchange: Arc<dyn Exchange>,
    pub(super) ration: Arc<Ration>,
}

impl Worker {
    /// Drives `connections` connections until the window closes or the ration is used up.
    pub(super) fn run(self, connections: usize) -> anyhow::Result<Recorder> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let recorder = Rc::new(RefCell::new(Recorder::new(self.window)));
        let worker = Rc::new(self);
        let tasks = LocalSet::new();
        for _ in 0..connections {
            let (worker, recorder) = (worker.clone(), recorder.clone());
            tasks.spawn_local(async move {
                let deadline = Deadline::from_std(worker.window.closes + GRACE);
                if timeout_at(deadline, worker.drive(&recorder)).await.is_err() {
                    recorder
                        .borrow_mut()
                        .failed(|| format!("no answer {} s after the end", GRACE.as_secs()));
                }
            });
        }
        runtime.block_on(tasks);
        Rc::into_inner(recorder)
            .map(RefCell::into_inner)
            .context("a connection outlived its thread")
    }

    /// One connection's life, reopened when it breaks.
    async fn drive(&self, recorder: &RefCell<Recorder>) {
        let mut patience = PATIENCE;
        while patience > 0 {
            match self.ask_until_broken(recorder, &mut patience).await {
                Ok(()) => return,
                Err(error) => {
                    patience -= 1;
                    recorder.borrow_mut().failed(|| format!("{error:#}"));
                }
            }
        }
    }

    /// Asks over one connection. `Ok` when there is nothing more to ask, or patience has run out.
    async fn ask_until_broken(&self, recorder: &RefCell<Recorder>, patience: &mut u32) -> anyhow::Result<()> {
        let mut sender = connect(self.address).await?;
        while *patience > 0 {
            let began = Instant::now();
            if began >= self.window.closes {
                return Ok(());
            }
            let Some(number) = self.ration.take() else {
                return Ok(());
            };
            let answer = send(&mut sender, self.exchange.request(number)).await?;
            let ended = Instant::now();
            let bytes = answer.body.len() as u64;
            match self.exchange.fault(answer.status, &answer.body) {
                None => recorder.borrow_mut().answered(began, ended, bytes),
                Some(fault) => {
                    *patience -= 1;
                    recorder.borrow_mut().failed(|| fault);
                }
            }
        }
        Ok(())
    }
}

/// An answer, read to its end.
#[derive(Debug)]
pub(crate) struct Answer {
    /// The status.
    pub(crate) status: StatusCode,
    /// The whole body.
    pub(crate) body: Bytes,
}

/// Asks once, over a connection of its own: for preparing and probing.
///
/// # Errors
/// When no answer arrives within `patience`.
pub(crate) async fn ask(
    address: SocketAddr,
    request: Request<Full<Bytes>>,
    patience: Duration,
) -> anyhow::Result<Answer> {
    let exchange = async { send(&mut connect(address).await?, request).await };
    timeout(patience, exchange)
        .await
        .with_context(|| format!("no answer within {} s", patience.as_secs()))?
}

/// A `GET` of a path with its query.
pub(crate) fn get(path: &str, authorization: Option<&str>) -> Request<Full<Bytes>> {
    request(Method::GET, path, authorization, None)
}

/// A request with an optional JSON body, for a server on the loopback.
pub(crate) fn request(
    method: Method,
    path: &str,
    authorization: Option<&str>,
    json: Option<Bytes>,
) -> Request<Full<Bytes>> {
    let mut request = Request::builder().method(method).uri(path).header(HOST, "127.0.0.1");
    if let Some(authorization) = authorization {
        request = request.header(AUTHORIZATION, authorization);
    }
    if json.is_some() {
        request = request.header(CONTENT_TYPE, "application/json");
    }
    request
        .body(Full::new(json.unwrap_or_default()))
        .expect("paths and credentials of the benchmark are plain ASCII")
}

async fn connect(address: SocketAddr) -> anyhow::Result<SendRequest<Full<Bytes>>> {
    let stream = TcpStream::connect(address)
        .await
        .with_context(|| format!("cannot connect to {address}"))?;
    stream.set_nodelay(true)?;
    let (sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
    // The connection's own error reaches whoever waits for the answer.
    tokio::spawn(async move { drop(connection.await) });
    Ok(sender)
}

async fn send(sender: &mut SendRequest<Full<Bytes>>, request: Request<Full<Bytes>>) -> anyhow::Result<Answer> {
    sender.ready().await.context("the connection was closed")?;
    let (head, body) = sender
        .send_request(request)
        .await
        .context("the connection broke")?
        .into_parts();
    let body = body.collect().await.context("the answer broke off")?.to_bytes();
    Ok(Answer {
        status: head.status,
        body,
    })
}
