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

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::routing::get;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::sync::oneshot;
    use tokio::task::JoinHandle;

    use super::*;

    /// Longer than any of these tests takes.
    const LONG: Duration = Duration::from_secs(60);

    struct Server {
        address: SocketAddr,
        stop: oneshot::Sender<()>,
        ended: JoinHandle<()>,
    }

    async fn start(router: Router, patience: Duration) -> anyhow::Result<Server> {
        let listening = bind(SocketAddr::from(([127, 0, 0, 1], 0))).await?;
        let address = listening.address;
        let (stop, stopped) = oneshot::channel();
        let told = async move { drop(stopped.await) };
        let ended = tokio::spawn(serve(vec![(listening, Site::of(router))], told, patience));
        Ok(Server { address, stop, ended })
    }

    /// A router whose one handler says that it was reached and then waits to be let go.
    fn waiting() -> (Router, Arc<Notify>, Arc<Notify>) {
        let (reached, go) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        let (reached_too, go_too) = (Arc::clone(&reached), Arc::clone(&go));
        let handler = move || {
            let (reached, go) = (Arc::clone(&reached_too), Arc::clone(&go_too));
            async move {
                reached.notify_one();
                go.notified().await;
                "done"
            }
        };
        (Router::new().route("/", get(handler)), reached, go)
    }

    async fn ask(address: SocketAddr) -> anyhow::Result<TcpStream> {
        let mut stream = TcpStream::connect(address).await?;
        stream.write_all(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n").await?;
        Ok(stream)
    }

    #[tokio::test]
    async fn what_was_accepted_is_answered_after_the_word_to_stop() -> anyhow::Result<()> {
        let (router, reached, go) = waiting();
        let server = start(router, LONG).await?;
        let mut stream = ask(server.address).await?;
        reached.notified().await;
        drop(server.stop);
        go.notify_one();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await?;
        assert!(
            answer.starts_with("HTTP/1.1 200") && answer.ends_with("done"),
            "{answer}"
        );
        server.ended.await?;
        assert!(TcpStream::connect(server.address).await.is_err(), "it still listens");
        Ok(())
    }

    #[tokio::test]
    async fn an_idle_connection_does_not_hold_the_server() -> anyhow::Result<()> {
        let server = start(Router::new(), LONG).await?;
        let mut stream = ask(server.address).await?;
        let mut some = [0; 12];
        stream.read_exact(&mut some).await?;
        assert_eq!(&some, b"HTTP/1.1 404");
        drop(server.stop);
        server.ended.await?;
        Ok(())
    }

    #[tokio::test]
    async fn a_request_that_never_ends_is_cut_off() -> anyhow::Result<()> {
        let (router, reached, _go) = waiting();
        let server = start(router, Duration::from_millis(1)).await?;
        let _stream = ask(server.address).await?;
        reached.notified().await;
        drop(server.stop);
        server.ended.await?;
        Ok(())
    }

    #[tokio::test]
    async fn an_address_in_use_is_told_with_a_way_out() -> anyhow::Result<()> {
        let taken = bind(SocketAddr::from(([127, 0, 0, 1], 0))).await?;
        let Err(error) = bind(taken.address).await else {
            panic!("listened on twice")
        };
        assert!(error.to_string().contains("--listen"), "{error}");
        Ok(())
    }
}
