//! A unit of work on its way to the thread that owns a connection, with the place where its answer goes.
//!
//! Not the work itself: that is the caller's closure, which may run several times.
//!
//! The one rule to know: a result is kept inside the job until the transaction's fate is known, and only then sent.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use tokio::sync::oneshot;

use super::tx::Tx;
use crate::error::StoreError;

/// How a run of a job ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ran {
    /// It wants what it did to be kept.
    Kept,
    /// It refused, or one of its statements failed: what it did must be undone.
    Refused,
    /// It panicked: undo, and never run it again.
    Panicked,
}

/// A job whose result type has been forgotten.
pub(super) trait Job: Send {
    /// Runs the closure once and keeps its result, replacing an earlier one.
    fn run(&mut self, tx: &mut Tx<'_>) -> Ran;
    /// Replaces the result.
    fn fail(&mut self, error: StoreError);
    /// Sends the result to whoever waits for it. A job that never ran answers [`StoreError::Closed`].
    fn answer(self: Box<Self>);
}

struct JobOf<T, E, F> {
    work: F,
    result: Option<Result<T, E>>,
    reply: oneshot::Sender<Result<T, E>>,
}

/// A job for the closure and the receiver of its answer.
pub(super) fn job<T, E, F>(work: F) -> (Box<dyn Job>, oneshot::Receiver<Result<T, E>>)
where
    T: Send + 'static,
    E: From<StoreError> + Send + 'static,
    F: FnMut(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
{
    let (reply, answer) = oneshot::channel();
    (
        Box::new(JobOf {
            work,
            result: None,
            reply,
        }),
        answer,
    )
}

/// Runs a closure so that a panic in it becomes an error, and success after a failed statement becomes one too.
pub(super) fn guarded<T, E: From<StoreError>>(
    tx: &mut Tx<'_>,
    work: &mut impl FnMut(&mut Tx<'_>) -> Result<T, E>,
) -> (Result<T, E>, Ran) {
    // Unwind safety: after a panic the transaction is rolled back and the closure never called again.
    match catch_unwind(AssertUnwindSafe(|| work(tx))) {
        Ok(Ok(_)) if tx.has_failed() => (Err(E::from(StoreError::TransactionFailed)), Ran::Refused),
        Ok(Ok(value)) => (Ok(value), Ran::Kept),
        Ok(Err(error)) => (Err(error), Ran::Refused),
        Err(panic) => {
            let message = panic_message(&*panic);
            tracing::error!(message, "a store job panicked and was rolled back");
            (Err(E::from(StoreError::JobPanicked { message })), Ran::Panicked)
        }
    }
}

fn panic_message(panic: &(dyn Any + Send)) -> String {
    panic
        .downcast_ref::<&str>()
        .map(ToString::to_string)
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "no message".to_owned())
}

impl<T, E, F> Job for JobOf<T, E, F>
where
    T: Send,
    E: From<StoreError> + Send,
    F: FnMut(&mut Tx<'_>) -> Result<T, E> + Send,
{
    fn run(&mut self, tx: &mut Tx<'_>) -> Ran {
        let (result, ran) = guarded(tx, &mut self.work);
        self.result = Some(result);
        ran
    }

    fn fail(&mut self, error: StoreError) {
        self.result = Some(Err(E::from(error)));
    }

    fn answer(self: Box<Self>) {
        let result = self.result.unwrap_or_else(|| Err(E::from(StoreError::Closed)));
        // Whoever asked may have gone away; the work is done all the same.
        drop(self.reply.send(result));
    }
}
