//! A thread with one connection, which serves jobs in the order they came.
//!
//! Not the choice of the lane: the store sends all jobs of one account to the same lane, so that an account's counters
//! never make two lanes of one process run again.
//!
//! The one rule to know: a batch is one serialisable transaction. Nobody is answered before it is committed, and when
//! the server says "again", every job of it runs again, those that refused included: what they saw may not be so.

use std::sync::Arc;
use std::time::Instant;

use tokio_postgres::Config;

use super::Class;
use super::session::{COMMIT, Failure, Session};
use crate::engine::job::{Job, Ran};
use crate::engine::metrics;
use crate::engine::queue::Queue;
use crate::engine::tx::Tx;
use crate::error::StoreError;

/// Failed tries after which the jobs of a batch are tried one by one.
const TRIES_TOGETHER: u32 = 3;

/// Tries after which a job is told that it was contended.
const TRIES: u32 = 50;

/// Connections lost in a row after which the jobs are told.
const CONNECTIONS: u32 = 3;

/// Begins a batch of several jobs. Each job locks its rows in the one fixed order, but the rows of one job are still
/// locked when the next begins, so two servers' batches can wait for each other. A batch therefore waits 50 ms and no
/// longer; jobs that run alone cannot wait in a circle and wait as long as it takes.
const BEGIN_TOGETHER: &str = "BEGIN ISOLATION LEVEL SERIALIZABLE; SET LOCAL lock_timeout = 50; SAVEPOINT job";

/// What a lane's transactions are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::engine) enum Purpose {
    /// Reading and writing.
    Write,
    /// Reading only.
    Read,
}

/// A connection, opened when first needed and again when lost, and the queue it serves.
pub(in crate::engine) struct Lane {
    config: Arc<Config>,
    purpose: Purpose,
    session: Option<Session>,
}

/// A job, and whether it panicked of its own accord, after which it is not run again.
struct Slot {
    job: Box<dyn Job>,
    panicked: bool,
}

/// How one try of a batch ended.
enum Tried {
    /// Every job has its final result.
    Done,
    /// Nothing was kept, and it is worth another try.
    Again,
    /// Nothing was kept, and it is worth another try with each job alone.
    Apart,
    /// Nothing was kept because the connection was lost.
    Lost(StoreError),
    /// All jobs get this error.
    Failed(StoreError),
}

impl Lane {
    /// A lane that has not connected yet.
    pub(in crate::engine) fn new(config: Arc<Config>, purpose: Purpose) -> Self {
        Self {
            config,
            purpose,
            session: None,
        }
    }

    /// Serves the queue until it is closed and empty.
    pub(in crate::engine) fn serve(mut self, queue: &Queue<Box<dyn Job>>, max_batch: usize) {
        while let Some(jobs) = queue.take(max_batch) {
            self.run(jobs.into_iter().map(|job| Slot { job, panicked: false }).collect());
        }
        if let Some(session) = self.session.take() {
            session.close();
        }
    }

    fn run(&mut self, mut slots: Vec<Slot>) {
        let mut together = slots.len();
        let (mut tries, mut losses) = (0, 0);
        while !slots.is_empty() {
            let count = together.min(slots.len());
            let batch = &mut slots[..count];
            let failed = match self.attempt(batch) {
                Tried::Done => None,
                Tried::Failed(error) => Some(error),
                tried @ (Tried::Again | Tried::Apart) => {
                    metrics::retried();
                    tries += 1;
                    if tries >= TRIES_TOGETHER || matches!(tried, Tried::Apart) {
                        together = 1;
                    }
                    if tries < TRIES {
                        continue;
                    }
                    Some(StoreError::Contended)
                }
                Tried::Lost(error) => {
                    self.session = None;
                    losses += 1;
                    if losses < CONNECTIONS {
                        continue;
                    }
                    Some(error)
                }
            };
            if let Some(error) = failed {
                tracing::error!(%error, jobs = count, "a batch was not committed");
                for slot in batch {
                    slot.job.fail(error.clone());
                }
            }
            for slot in slots.drain(..count) {
                slot.job.answer();
            }
            (tries, losses) = (0, 0);
        }
    }

    /// Runs and commits a batch once.
    fn attempt(&mut self, slots: &mut [Slot]) -> Tried {
        let session = match self.session.take().map_or_else(|| Session::connect(&self.config), Ok) {
            Ok(session) => self.session.insert(session),
            Err(error) => return Tried::Failed(error),
        };
        session.enter_job(0);
        session.control(match (self.purpose, slots.len()) {
            (Purpose::Read, _) => "BEGIN ISOLATION LEVEL SERIALIZABLE READ ONLY",
            (Purpose::Write, 1) => "BEGIN ISOLATION LEVEL SERIALIZABLE",
            (Purpose::Write, _) => BEGIN_TOGETHER,
        });
        let tried = run_jobs(session, slots);
        let tried = match tried {
            Ok(Kept::Some) => commit(session, slots, self.purpose),
            Ok(Kept::Nothing) => roll_back(session, Tried::Done),
            Err(failure) => match failure.class {
                Class::Retryable | Class::Ambiguous => roll_back(session, Tried::Again),
                Class::Waited => roll_back(session, Tried::Apart),
                Class::Refused => roll_back(session, Tried::Failed(failure.error)),
                Class::Lost => Tried::Lost(failure.error),
            },
        };
        if matches!(tried, Tried::Failed(StoreError::OutcomeUnknown)) {
            self.session = None;
        }
        tried
    }
}

/// Whether there is anything to commit.
enum Kept {
    Some,
    Nothing,
}

/// Runs the jobs of a batch one after the other, each in a savepoint unless it is alone. `Err` when the whole
/// transaction is lost.
fn run_jobs(session: &mut Session, slots: &mut [Slot]) -> Result<Kept, Failure> {
    let alone = slots.len() == 1;
    let mut place = 0;
    while place < slots.len() {
        if slots[place].panicked {
            place += 1;
            continue;
        }
        session.enter_job(place);
        let ran = slots[place].job.run(&mut Tx::postgres(session));
        if ran == Ran::Kept {
            if !alone {
                session.control("RELEASE SAVEPOINT job; SAVEPOINT job");
            }
            place += 1;
            // The last statements of the last job are waited for here, not with the commit: a commit of a failed
            // transaction rolls all its jobs back.
            if alone || place < slots.len() {
                continue;
            }
        }
        session.settle();
        let culprit = match session.failure() {
            None if ran == Ran::Kept => break,
            None => place,
            Some(failure) if failure.class == Class::Refused => failure.job,
            Some(failure) => return Err(failure.clone()),
        };
        blame(session, slots, culprit, place, ran);
        if alone {
            return Ok(Kept::Nothing);
        }
        session.undo("ROLLBACK TO SAVEPOINT job");
        place = culprit + 1;
    }
    Ok(Kept::Some)
}

/// Gives the failed job its error, unless it is the one that just ran and has answered in its own words.
fn blame(session: &Session, slots: &mut [Slot], culprit: usize, place: usize, ran: Ran) {
    let slot = &mut slots[culprit];
    if culprit == place && ran != Ran::Kept {
        slot.panicked = ran == Ran::Panicked;
    } else if let Some(failure) = session.failure() {
        // The jobs after it saw only an aborted transaction, whatever they made of that, and run again.
        slot.job.fail(failure.error.clone());
    }
}

fn commit(session: &mut Session, slots: &mut [Slot], purpose: Purpose) -> Tried {
    session.enter_job(COMMIT);
    let started = Instant::now();
    session.control("COMMIT");
    session.settle();
    let Some(failure) = session.failure().cloned() else {
        if purpose == Purpose::Write {
            metrics::committed(started.elapsed(), slots.len());
        }
        return Tried::Done;
    };
    match (failure.class, failure.job) {
        // Reading again does no harm.
        (Class::Lost, _) if purpose == Purpose::Read => Tried::Lost(failure.error),
        // The commit was on its way, whichever answer was missed first.
        (Class::Lost, _) | (Class::Ambiguous, COMMIT) => Tried::Failed(StoreError::OutcomeUnknown),
        (Class::Retryable | Class::Ambiguous, _) => roll_back(session, Tried::Again),
        (Class::Waited, _) => roll_back(session, Tried::Apart),
        (Class::Refused, COMMIT) => roll_back(session, Tried::Failed(failure.error)),
        // A statement sent together with the commit of a job alone failed: the server rolled back.
        (Class::Refused, _) => {
            for slot in slots {
                slot.job.fail(failure.error.clone());
            }
            roll_back(session, Tried::Done)
        }
    }
}

/// Leaves no transaction open. `ROLLBACK` without one is only a warning.
fn roll_back(session: &mut Session, tried: Tried) -> Tried {
    session.undo("ROLLBACK");
    session.settle();
    match session.failure() {
        None => tried,
        Some(failure) => {
            tracing::warn!(error = %failure.error, "a connection was given up");
            match tried {
                Tried::Again | Tried::Apart => Tried::Lost(failure.error.clone()),
                Tried::Done | Tried::Lost(_) | Tried::Failed(_) => tried,
            }
        }
    }
}
