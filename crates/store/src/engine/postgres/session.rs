//! One connection to PostgreSQL behind a blocking face, with statements sent before the answers of earlier ones came.
//!
//! Not a transaction's fate: which job keeps its work and what is run again is `lane.rs`.
//!
//! The one rule to know: answers arrive in the order of the requests, so the first failure in that order is the true
//! one; what follows it in the same transaction only says that the transaction is aborted.

use std::collections::{HashMap, VecDeque};
use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use futures_util::TryStreamExt;
use tokio::runtime::Runtime;
use tokio::task::JoinHandle;
use tokio_postgres::{Client, Config, Statement};

use super::connect::connect;
use super::values::OwnedParam;
use super::{Class, classify, failure};
use crate::engine::param::Param;
use crate::engine::row::{Inner, Row};
use crate::error::StoreError;

type Answered = Result<u64, tokio_postgres::Error>;

/// Statements kept prepared; a text beyond that starts the collection anew.
const PREPARED: usize = 1_024;

/// Unanswered requests before they are waited for, which bounds the memory of a job that only writes.
const UNANSWERED: usize = 256;

/// The place in a batch of the request that ends it.
pub(super) const COMMIT: usize = usize::MAX;

/// A connection, and what it was sent that it has not answered.
pub(in crate::engine) struct Session {
    runtime: Runtime,
    client: Arc<Client>,
    connection: JoinHandle<()>,
    prepared: HashMap<Arc<str>, Statement>,
    unanswered: VecDeque<Request>,
    /// The place in its batch of the job that runs now.
    job: usize,
    failure: Option<Failure>,
}

/// The first thing that went wrong since the transaction, or the savepoint, was last whole.
#[derive(Debug, Clone)]
pub(super) struct Failure {
    /// The place in its batch of the job whose statement it was, or [`COMMIT`].
    pub(super) job: usize,
    pub(super) class: Class,
    pub(super) error: StoreError,
}

struct Request {
    job: usize,
    sql: Arc<str>,
    answer: Answer,
}

enum Answer {
    Here(Answered),
    Awaited(Pin<Box<dyn Future<Output = Answered> + Send>>),
}

impl Session {
    /// Connects.
    pub(super) fn connect(config: &Config) -> Result<Self, StoreError> {
        let (runtime, client, connection) = connect(config)?;
        Ok(Self {
            runtime,
            client: Arc::new(client),
            connection,
            prepared: HashMap::new(),
            unanswered: VecDeque::new(),
            job: 0,
            failure: None,
        })
    }

    /// Says good-bye to the server.
    pub(super) fn close(mut self) {
        self.settle();
        let Self {
            runtime,
            client,
            connection,
            prepared,
            ..
        } = self;
        drop(prepared);
        drop(client);
        // It ends by itself once nobody can send; its result was logged where it ended.
        drop(runtime.block_on(connection));
    }

    pub(in crate::engine) fn has_failed(&self) -> bool {
        self.failure.is_some()
    }

    /// What went wrong first, as far as the answers waited for so far tell.
    pub(super) fn failure(&self) -> Option<&Failure> {
        self.failure.as_ref()
    }

    /// What is sent from here on belongs to this job.
    pub(super) fn enter_job(&mut self, job: usize) {
        self.job = job;
    }

    /// Sends the engine's own statements, several if parted by `;`, without waiting.
    pub(super) fn control(&mut self, sql: &'static str) {
        let client = Arc::clone(&self.client);
        self.send(sql.into(), async move { client.batch_execute(sql).await.map(|()| 0) });
    }

    /// Undoes to the savepoint or wholly (as `sql` says) and forgets the failure. What the undoing itself answers
    /// shows at the next statement.
    pub(super) fn undo(&mut self, sql: &'static str) {
        self.settle();
        self.failure = None;
        self.control(sql);
    }

    pub(in crate::engine) fn execute(&mut self, sql: &str, params: &[Param<'_>]) -> Result<u64, StoreError> {
        let (_, statement) = self.prepare(sql)?;
        let client = Arc::clone(&self.client);
        self.ask(sql, async move { client.execute_raw(&statement, params).await })
    }

    pub(in crate::engine) fn execute_later(&mut self, sql: &str, params: &[Param<'_>]) -> Result<(), StoreError> {
        let (sql, statement) = self.prepare(sql)?;
        let client = Arc::clone(&self.client);
        let params: Vec<OwnedParam> = params.iter().map(OwnedParam::from).collect();
        self.send(sql, async move { client.execute_raw(&statement, params).await });
        if self.unanswered.len() >= UNANSWERED {
            self.settle();
        }
        self.first_failure()
    }

    /// Up to `limit` rows, in their order.
    pub(in crate::engine) fn query<T>(
        &mut self,
        sql: &str,
        params: &[Param<'_>],
        limit: usize,
        mut map: impl FnMut(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        let (_, statement) = self.prepare(sql)?;
        let client = Arc::clone(&self.client);
        let mut mapped = Vec::new();
        let mut wrong = None;
        self.ask(sql, async {
            let mut rows = pin!(client.query_raw(&statement, params).await?);
            // All rows are waited for, wanted or not: a failure may come after the first ones.
            while let Some(row) = rows.try_next().await? {
                if mapped.len() < limit && wrong.is_none() {
                    match map(&Row(Inner::Postgres(&row))) {
                        Ok(value) => mapped.push(value),
                        Err(error) => wrong = Some(error),
                    }
                }
            }
            Ok(())
        })?;
        wrong.map_or(Ok(mapped), Err)
    }

    /// Waits for everything that was sent.
    pub(super) fn settle(&mut self) {
        if !self.unanswered.is_empty() {
            self.runtime.block_on(drain(&mut self.unanswered, &mut self.failure));
        }
    }

    /// Sends one request behind those unanswered and waits for all of them.
    fn ask<T>(
        &mut self,
        sql: &str,
        request: impl Future<Output = Result<T, tokio_postgres::Error>>,
    ) -> Result<T, StoreError> {
        let mut request = pin!(request);
        let early = poll_once(request.as_mut());
        let Self {
            runtime,
            unanswered,
            failure,
            job,
            ..
        } = self;
        let answer = runtime.block_on(async {
            // Strictly in order: the driver stops reading when an answer that came is not taken.
            drain(unanswered, failure).await;
            match (failure.is_some(), early) {
                (true, _) => None,
                (false, Some(answer)) => Some(answer),
                (false, None) => Some(request.await),
            }
        });
        match answer {
            Some(Ok(value)) => Ok(value),
            Some(Err(error)) => {
                let told = self::failure(&error, sql);
                *failure = Some(Failure {
                    job: *job,
                    class: classify(&error),
                    error: told.clone(),
                });
                Err(told)
            }
            None => self.first_failure().and(Err(StoreError::TransactionFailed)),
        }
    }

    fn send(&mut self, sql: Arc<str>, request: impl Future<Output = Answered> + Send + 'static) {
        let mut request: Pin<Box<dyn Future<Output = Answered> + Send>> = Box::pin(request);
        let answer = match poll_once(request.as_mut()) {
            Some(answered) => Answer::Here(answered),
            None => Answer::Awaited(request),
        };
        self.unanswered.push_back(Request {
            job: self.job,
            sql,
            answer,
        });
    }

    fn prepare(&mut self, sql: &str) -> Result<(Arc<str>, Statement), StoreError> {
        if self.failure.is_some() {
            return Err(StoreError::TransactionFailed);
        }
        if let Some((text, statement)) = self.prepared.get_key_value(sql) {
            return Ok((Arc::clone(text), statement.clone()));
        }
        let client = Arc::clone(&self.client);
        let statement = self.ask(sql, async move { client.prepare(sql).await })?;
        if self.prepared.len() >= PREPARED {
            self.prepared.clear();
        }
        let text: Arc<str> = sql.into();
        self.prepared.insert(Arc::clone(&text), statement.clone());
        Ok((text, statement))
    }

    fn first_failure(&self) -> Result<(), StoreError> {
        self.failure
            .as_ref()
            .map_or(Ok(()), |failure| Err(failure.error.clone()))
    }
}

/// Waits for requests in their order and keeps the first failure.
async fn drain(unanswered: &mut VecDeque<Request>, first: &mut Option<Failure>) {
    while let Some(Request { job, sql, answer }) = unanswered.pop_front() {
        let answered = match answer {
            Answer::Here(answered) => answered,
            Answer::Awaited(request) => request.await,
        };
        if let Err(error) = answered
            && first.is_none()
        {
            *first = Some(Failure {
                job,
                class: classify(&error),
                error: failure(&error, &sql),
            });
        }
    }
}

/// The first poll of a request puts it in the connection's outgoing queue; it is answered at once only when it could
/// not be put there.
fn poll_once<F: Future + ?Sized>(request: Pin<&mut F>) -> Option<F::Output> {
    match request.poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(answer) => Some(answer),
        Poll::Pending => None,
    }
}
