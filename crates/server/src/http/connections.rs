//! Listening, and serving connections until told to stop.
//!
//! Not routing.
//!
//! The one rule to know: once stopping, nothing new is accepted and what was accepted is finished, within the time one
//! request may take.

use std::convert::Infallible;
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::anyhow;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use hyper::body::Incoming;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, watch};
use tower::Service;

use super::site::Site;

/// How long a connection may be idle, or a request's head take to arrive.
const IDLE: Duration = Duration::from_secs(75);

/// How long accepting pauses, at most, when no connection can be taken, as with all file descriptors in use.
const REST: Duration = Duration::from_secs(1);

/// An address that is listened on.
pub struct Listening {
    listener: TcpListener,
    /// The address, with the port that was assigned where 0 was asked for.
    pub address: SocketAddr,
}

/// Begins to listen.
///
/// # Errors
/// An address that is in use or not this machine's, with what to do about it.
pub async fn bind(address: SocketAddr) -> anyhow::Result<Listening> {
    let listener = TcpListener::bind(address).await.map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => anyhow!(
            "{address} is in use by another program, perhaps another entreposto; stop it, or listen elsewhere with --listen {}",
            SocketAddr::new(address.ip(), address.port().wrapping_add(1).max(1024))
        ),
        ErrorKind::PermissionDenied => {
            anyhow!("this user may not listen on {address}; ports below 1024 need a privilege, --listen another one")
        }
        ErrorKind::AddrNotAvailable => {
            anyhow!("{address} is not an address of this machine; --listen 127.0.0.1:{0} or 0.0.0.0:{0}", address.port())
        }
        _ => anyhow!("cannot listen on {address}: {error}"),
    })?;
    let address = listener.local_addr()?;
    Ok(Listening { listener, address })
}

/// Serves the sites until `stop` completes, then finishes what was accepted, for at most `patience`.
pub async fn serve(sites: Vec<(Listening, Site)>, stop: impl Future<Output = ()>, patience: Duration) {
    let graceful = Arc::new(GracefulShutdown::new());
    let (stopping, stopped) = watch::channel(());
    let accepting: Vec<_> = sites
        .into_iter()
        .map(|(listening, site)| tokio::spawn(accept(listening.listener, site, Arc::clone(&graceful), stopped.clone())))
        .collect();
    drop(stopped);
    stop.await;
    drop(stopping);
    for task in accepting {
        if task.await.is_err() {
            tracing::error!("a listening task panicked");
        }
    }
    // Nobody accepts any more, so nobody else holds it.
    let Some(graceful) = Arc::into_inner(graceful) else {
        return;
    };
    let open = graceful.count();
    if tokio::time::timeout(patience, graceful.shutdown()).await.is_err() {
        tracing::warn!(open, "connections were cut off: they did not finish in time");
    }
}

/// Accepts until the other end of `stopped` is gone.
async fn accept(listener: TcpListener, site: Site, graceful: Arc<GracefulShutdown>, mut stopped: watch::Receiver<()>) {
    let closed = Arc::new(Notify::new());
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stopped.changed() => return,
        };
        match accepted {
            Ok((stream, peer)) => {
                let connection = connection(stream, peer, site.clone(), graceful.watcher());
                let closed = Arc::clone(&closed);
                tokio::spawn(async move {
                    connection.await;
                    closed.notify_one();
                });
            }
            // The peer went away before it was accepted.
            Err(error)
                if matches!(
                    error.kind(),
                    ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset | ErrorKind::ConnectionRefused
                ) => {}
            Err(error) => {
                tracing::error!(%error, "a connection could not be accepted");
                // A closed connection gives back what is missing; others of this machine may, too.
                drop(tokio::time::timeout(REST, closed.notified()).await);
            }
        }
    }
}

async fn connection(stream: TcpStream, peer: SocketAddr, site: Site, watcher: Watcher) {
    // Without it small answers wait for the peer's acknowledgement; a socket that cannot is still served.
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "TCP_NODELAY was refused");
    }
    let service = hyper::service::service_fn(move |request: Request<Incoming>| {
        let mut router = site.router_for(request.headers(), request.uri()).clone();
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        async move {
            // A router is always ready.
            let answer: Result<_, Infallible> = router.call(request).await;
            answer
        }
    });
    let mut builder = Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(IDLE);
    builder.http2().timer(TokioTimer::new()).keep_alive_interval(IDLE);
    let serving = builder.serve_connection(TokioIo::new(stream), service);
    if let Err(error) = watcher.watch(serving).await {
        // Peers that break off are everyday life.
        tracing::debug!(error, "a connection ended early");
    }
}
