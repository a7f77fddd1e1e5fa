//! The HTTP load: a fixed number of keep-alive connections, each asking again as soon as it has its answer.
//!
//! Not an open-loop generator: a slow server is asked less often, so latencies are those at full load for the number of
//! connections. The one rule to know: every answer is checked, and it talks to the loopback only.

mod connection;

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use anyhow::{Context, ensure};
use bytes::Bytes;
use http::{Request, StatusCode};
use http_body_util::Full;

pub(crate) use connection::{ask, get, request};

use crate::statistics::{Plan, Recorder, Window};

/// What is asked again and again, and what counts as its answer.
pub(crate) trait Exchange: Send + Sync + 'static {
    /// The request of this number; numbers rise over the life of a run and never come twice.
    fn request(&self, number: u64) -> Request<Full<Bytes>>;

    /// What is wrong with an answer, or `None`.
    fn fault(&self, status: StatusCode, body: &[u8]) -> Option<String>;
}

/// One measurement over HTTP.
#[derive(Clone)]
pub(crate) struct Load {
    /// The server, on the loopback.
    pub(crate) address: SocketAddr,
    /// Connections open at once.
    pub(crate) connections: usize,
    /// Threads that drive them; never more than there are connections.
    pub(crate) threads: usize,
    /// How long, and how many at most.
    pub(crate) plan: Plan,
}

impl Load {
    /// Runs to the end, blocking the thread. `numbers` says which request numbers are taken.
    ///
    /// # Errors
    /// When a thread cannot be set up. What the server does wrong is counted in the recorder instead.
    pub(crate) fn run(&self, exchange: &Arc<dyn Exchange>, numbers: &Arc<Numbers>) -> anyhow::Result<Recorder> {
        ensure!(
            self.address.ip().is_loopback(),
            "load is for the loopback only, not {}",
            self.address
        );
        ensure!(
            self.connections > 0 && self.threads > 0,
            "a load needs a connection and a thread"
        );
        let window = Window::starting_at(Instant::now(), &self.plan);
        let ration = Arc::new(numbers.ration(self.plan.most_requests));
        let threads = self.threads.min(self.connections);
        let workers: Vec<_> = (0..threads)
            .map(|index| {
                let share = self.connections / threads + usize::from(index < self.connections % threads);
                let worker = connection::Worker {
                    address: self.address,
                    window,
                    exchange: exchange.clone(),
                    ration: ration.clone(),
                };
                std::thread::spawn(move || worker.run(share))
            })
            .collect();
        let mut total = Recorder::new(window);
        for worker in workers {
            let recorder = worker.join().map_err(|_| anyhow::anyhow!("a load thread panicked"))?;
            total.merge(recorder.context("a load thread could not be set up")?);
        }
        Ok(total)
    }
}

/// Request numbers that never come twice, over all measurements of one exchange.
#[derive(Debug, Default)]
pub(crate) struct Numbers {
    next: AtomicU64,
}

impl Numbers {
    /// Numbers from `first` on.
    pub(crate) fn beginning_at(first: u64) -> Self {
        Self {
            next: AtomicU64::new(first),
        }
    }

    /// At most `most` further numbers.
    pub(crate) fn ration(self: &Arc<Self>, most: u64) -> Ration {
        Ration {
            numbers: self.clone(),
            left: AtomicU64::new(most),
        }
    }
}

/// The numbers one measurement may use.
#[derive(Debug)]
pub(crate) struct Ration {
    numbers: Arc<Numbers>,
    left: AtomicU64,
}

impl Ration {
    /// The next number, or `None` when the measurement has had its share.
    pub(crate) fn take(&self) -> Option<u64> {
        self.left
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1))
            .ok()?;
        Some(self.numbers.next.fetch_add(1, Ordering::Relaxed))
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::ceiling;

    /// Wants another status than the constant's, at will.
    struct Wanted(StatusCode);

    impl Exchange for Wanted {
        fn request(&self, _number: u64) -> Request<Full<Bytes>> {
            get(ceiling::PATH, None)
        }

        fn fault(&self, status: StatusCode, body: &[u8]) -> Option<String> {
            (status != self.0).then(|| format!("{status} with {} bytes", body.len()))
        }
    }

    /// Loads a bare server in this process.
    fn load(connections: usize, wanted: StatusCode, most_requests: u64) -> Recorder {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        let listening = server::http::bind("127.0.0.1:0".parse().unwrap());
        let listening = runtime.block_on(listening).unwrap();
        let address = listening.address;
        runtime.spawn(ceiling::serve(listening, 900));
        let plan = Plan {
            warm_up: Duration::ZERO,
            measured: Duration::from_secs(20),
            most_requests,
        };
        let load = Load {
            address,
            connections,
            threads: 2,
            plan,
        };
        let exchange: Arc<dyn Exchange> = Arc::new(Wanted(wanted));
        load.run(&exchange, &Arc::new(Numbers::default())).unwrap()
    }

    #[test]
    fn every_answer_of_a_bounded_load_is_counted_once() {
        for connections in [1, 5] {
            let recorder = load(connections, StatusCode::OK, 200);
            let figures = recorder.figures();
            assert_eq!(
                (figures.requests, figures.errors, figures.answer_bytes),
                (200, 0, 900),
                "{figures:?}"
            );
        }
    }

    #[test]
    fn an_answer_with_another_status_is_an_error_and_no_latency() {
        let figures = load(2, StatusCode::CREATED, 10).figures();
        assert_eq!((figures.requests, figures.errors), (0, 10));
        assert_eq!(figures.first_error.as_deref(), Some("200 OK with 900 bytes"));
    }

    #[test]
    fn a_server_that_is_not_there_is_an_error_and_no_hang() {
        let address = std::net::TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap();
        let plan = Plan {
            warm_up: Duration::ZERO,
            measured: Duration::from_secs(20),
            most_requests: 100,
        };
        let exchange: Arc<dyn Exchange> = Arc::new(Wanted(StatusCode::OK));
        let load = Load {
            address,
            connections: 3,
            threads: 1,
            plan,
        };
        let figures = load.run(&exchange, &Arc::new(Numbers::default())).unwrap().figures();
        assert_eq!(figures.requests, 0);
        assert!(figures.errors >= 3, "{figures:?}");
    }

    #[test]
    fn an_address_beyond_the_loopback_is_refused() {
        let plan = Plan {
            warm_up: Duration::ZERO,
            measured: Duration::ZERO,
            most_requests: 1,
        };
        let load = Load {
            address: "192.0.2.1:80".parse().unwrap(),
            connections: 1,
            threads: 1,
            plan,
        };
        let exchange: Arc<dyn Exchange> = Arc::new(Wanted(StatusCode::OK));
        assert!(load.run(&exchange, &Arc::new(Numbers::default())).is_err());
    }

    #[test]
    fn numbers_go_on_where_the_last_measurement_stopped() {
        let numbers = Arc::new(Numbers::default());
        let first = numbers.ration(2);
        assert_eq!([first.take(), first.take(), first.take()], [Some(0), Some(1), None]);
        assert_eq!(numbers.ration(5).take(), Some(2));
    }
}
