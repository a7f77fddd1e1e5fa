//! The handle on a database: where jobs are handed over and their answers awaited.
//!
//! Not a place for SQL or for rules; those are in the closures it is given.
//!
//! The one rule to know: a closure must not call the store again. It has its [`Tx`], and the thread that runs it may be
//! the only one that writes.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::JoinHandle;

use domain::ids::AccountId;
use parking_lot::Mutex;

use super::job::{Job, job};
use super::queue::Queue;
use super::tx::Tx;
use super::{postgres, sqlite};
use crate::error::StoreError;

/// Which database to open.
#[derive(Clone, PartialEq, Eq)]
pub enum Target {
    /// A file of this machine.
    Sqlite {
        /// Where it is.
        path: PathBuf,
        /// Whether a missing file is created.
        create: bool,
    },
    /// A server.
    Postgres {
        /// `postgresql://user:password@host/database`, or `key=value` pairs. May hold a password: do not log it.
        url: String,
    },
}

/// How much of the machine the store may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Connections that read, at most; on PostgreSQL as many threads.
    pub readers: usize,
    /// Connections that write on PostgreSQL, each with its thread. SQLite has exactly one.
    pub writers: usize,
    /// Jobs committed together, at most. PostgreSQL takes no more than 64, whatever stands here.
    pub max_batch: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            readers: 8,
            writers: 4,
            max_batch: 128,
        }
    }
}

/// The engines there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EngineKind {
    /// Embedded.
    Sqlite,
    /// A server, or several that speak its protocol.
    Postgres,
}

/// An open database. Clones are handles on the same one; the last to go closes it.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

type Jobs = Arc<Queue<Box<dyn Job>>>;

struct Inner {
    target: Target,
    reading: Reading,
    /// One queue per thread that writes.
    writing: Vec<Jobs>,
    threads: Mutex<Vec<JoinHandle<()>>>,
    /// Statements of the jobs that have run.
    statements: Arc<AtomicU64>,
}

enum Reading {
    InPlace(sqlite::Readers),
    Threads(Jobs),
}

/// Closes a queue when its thread ends, however it ends, so that nobody waits for an answer that cannot come.
struct Attended(Jobs);

impl Drop for Attended {
    fn drop(&mut self) {
        self.0.abandon();
    }
}

impl Store {
    /// Opens a database and starts its threads. Does not migrate.
    ///
    /// # Errors
    /// [`StoreError::NoDatabase`] for a missing file that may not be created; [`StoreError::CannotOpen`],
    /// [`StoreError::ConnectionLost`].
    pub fn open(target: &Target, options: Options) -> Result<Self, StoreError> {
        let max_batch = options.max_batch.max(1);
        let inner = match target {
            Target::Sqlite { path, create } => open_sqlite(target, path, *create, options.readers.max(1), max_batch),
            Target::Postgres { url } => open_postgres(target, url, options, max_batch),
        }?;
        Ok(Self { inner: Arc::new(inner) })
    }

    /// The engine behind it.
    #[must_use]
    pub fn engine(&self) -> EngineKind {
        match self.inner.target {
            Target::Sqlite { .. } => EngineKind::Sqlite,
            Target::Postgres { .. } => EngineKind::Postgres,
        }
    }

    pub(super) fn target(&self) -> &Target {
        &self.inner.target
    }

    /// Runs the work in a serialisable transaction and answers once what it did is durable. An error of the work undoes
    /// it. The account chooses the lane on PostgreSQL; the tenant of every statement is still an argument of the finder.
    /// Once called and polled the work is done even if the caller stops waiting.
    ///
    /// # Errors
    /// Whatever the work answers, or a [`StoreError`] of the commit.
    pub async fn write<T, E>(
        &self,
        account: AccountId,
        work: impl FnMut(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (job, answer) = job(self.counted(work));
        hand_over(self.lane(account), job);
        answer.await.unwrap_or_else(|_| Err(E::from(StoreError::Closed)))
    }

    /// [`Self::write`] for the command line, jobs and tests.
    ///
    /// # Panics
    /// When called from asynchronous code, whose thread it would block.
    ///
    /// # Errors
    /// As [`Self::write`].
    pub fn write_blocking<T, E>(
        &self,
        account: AccountId,
        work: impl FnMut(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (job, answer) = job(self.counted(work));
        hand_over(self.lane(account), job);
        answer
            .blocking_recv()
            .unwrap_or_else(|_| Err(E::from(StoreError::Closed)))
    }

    /// Runs the work on a snapshot. On SQLite it runs at once on the calling thread, which is right for what takes
    /// microseconds; a long report belongs on a thread of its own with [`Self::read_blocking`].
    ///
    /// # Errors
    /// Whatever the work answers; [`StoreError::ReadOnly`] if it tries to write.
    pub async fn read<T, E>(&self, work: impl FnMut(&mut Tx<'_>) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let work = self.counted(work);
        match &self.inner.reading {
            Reading::InPlace(readers) => readers.read(work),
            Reading::Threads(queue) => {
                let (job, answer) = job(work);
                hand_over(queue, job);
                answer.await.unwrap_or_else(|_| Err(E::from(StoreError::Closed)))
            }
        }
    }

    /// [`Self::read`] for the command line, jobs and tests.
    ///
    /// # Panics
    /// On PostgreSQL, when called from asynchronous code, whose thread it would block.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub fn read_blocking<T, E>(&self, work: impl FnMut(&mut Tx<'_>) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let work = self.counted(work);
        match &self.inner.reading {
            Reading::InPlace(readers) => readers.read(work),
            Reading::Threads(queue) => {
                let (job, answer) = job(work);
                hand_over(queue, job);
                answer
                    .blocking_recv()
                    .unwrap_or_else(|_| Err(E::from(StoreError::Closed)))
            }
        }
    }

    /// Copies the database, while in use, to a file that must not exist. `progress` is told pages done and in all.
    ///
    /// # Errors
    /// [`StoreError::BackupUnsupported`] on PostgreSQL, which has `pg_dump`; [`StoreError::Backup`].
    pub fn backup_to(&self, file: &Path, progress: &mut dyn FnMut(u64, u64)) -> Result<(), StoreError> {
        match &self.inner.target {
            Target::Sqlite { path, .. } => sqlite::backup(path, file, progress),
            Target::Postgres { .. } => Err(StoreError::BackupUnsupported),
        }
    }

    /// Statements that the jobs of all clones have asked for so far, those of jobs that panicked left out: tests prove
    /// with it that a request costs a constant number.
    #[must_use]
    pub fn statements(&self) -> u64 {
        self.inner.statements.load(Ordering::Relaxed)
    }

    /// The same work, with its statements counted.
    fn counted<T, E>(
        &self,
        mut work: impl FnMut(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    ) -> impl FnMut(&mut Tx<'_>) -> Result<T, E> + Send + 'static {
        let statements = Arc::clone(&self.inner.statements);
        move |tx| {
            let result = work(tx);
            statements.fetch_add(tx.statements(), Ordering::Relaxed);
            result
        }
    }

    /// Closes for all clones: finishes what was accepted, refuses what comes after, folds SQLite's log into its file.
    pub fn close(self) {
        self.inner.close();
    }

    fn lane(&self, account: AccountId) -> &Jobs {
        let lanes = &self.inner.writing;
        // Accounts are numbered from 1 up, so the remainder spreads them evenly.
        let lane = account.raw().unsigned_abs() % (lanes.len() as u64);
        &lanes[usize::try_from(lane).unwrap_or(0)]
    }
}

impl Inner {
    fn close(&self) {
        // First, because a reader that is still open keeps the log from being folded.
        if let Reading::InPlace(readers) = &self.reading {
            readers.close();
        }
        for queue in self.queues() {
            queue.close();
        }
        let me = std::thread::current().id();
        for thread in std::mem::take(&mut *self.threads.lock()) {
            // The last handle may go inside a job; its thread ends by itself.
            if thread.thread().id() != me && thread.join().is_err() {
                tracing::error!("a thread of the store panicked");
            }
        }
    }

    fn queues(&self) -> impl Iterator<Item = &Jobs> {
        let reading = match &self.reading {
            Reading::InPlace(_) => None,
            Reading::Threads(queue) => Some(queue),
        };
        self.writing.iter().chain(reading)
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.close();
    }
}

fn hand_over(queue: &Jobs, job: Box<dyn Job>) {
    if let Err(job) = queue.push(job) {
        // It answers that the store is closed.
        job.answer();
    }
}

fn open_sqlite(
    target: &Target,
    path: &Path,
    create: bool,
    readers: usize,
    max_batch: usize,
) -> Result<Inner, StoreError> {
    let connection = sqlite::open_writer(path, create)?;
    let queue: Jobs = Arc::new(Queue::new());
    let attended = Attended(Arc::clone(&queue));
    let thread = spawn("store-writer", move || {
        sqlite::write_loop(connection, &attended.0, max_batch)
    })?;
    Ok(Inner {
        target: target.clone(),
        reading: Reading::InPlace(sqlite::Readers::new(path.to_owned(), readers)),
        writing: vec![queue],
        threads: Mutex::new(vec![thread]),
        statements: Arc::default(),
    })
}

/// Jobs of one PostgreSQL transaction, at most. Each is a subtransaction, and a transaction with more than 64 of them
/// makes every other transaction's look at the rows slower.
const POSTGRES_BATCH: usize = 64;

fn open_postgres(target: &Target, url: &str, options: Options, max_batch: usize) -> Result<Inner, StoreError> {
    let max_batch = max_batch.min(POSTGRES_BATCH);
    let config = postgres::config(url)?;
    postgres::check(&config)?;
    let mut threads = Vec::new();
    let mut serve = |name: &str, queue: &Jobs, purpose, max_batch| {
        let lane = postgres::Lane::new(Arc::clone(&config), purpose);
        let attended = Attended(Arc::clone(queue));
        threads.push(spawn(name, move || lane.serve(&attended.0, max_batch))?);
        Ok(())
    };
    let writing: Vec<Jobs> = (0..options.writers.max(1)).map(|_| Arc::new(Queue::new())).collect();
    for queue in &writing {
        serve("store-writer", queue, postgres::Purpose::Write, max_batch)?;
    }
    let reading: Jobs = Arc::new(Queue::new());
    for _ in 0..options.readers.max(1) {
        // One at a time: a reader that took several would make the others' jobs wait for its own.
        serve("store-reader", &reading, postgres::Purpose::Read, 1)?;
    }
    Ok(Inner {
        target: target.clone(),
        reading: Reading::Threads(reading),
        writing,
        threads: Mutex::new(threads),
        statements: Arc::default(),
    })
}

fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> Result<JoinHandle<()>, StoreError> {
    std::thread::Builder::new()
        .name(name.to_owned())
        .spawn(work)
        .map_err(|error| StoreError::CannotOpen {
            reason: error.to_string(),
        })
}
