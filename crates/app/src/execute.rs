//! How a command becomes an answer: one write transaction with its idempotency row, then the view that is shown.
//!
//! Not a place for rules. The one rule to know: without a key the view is read after the commit, on a reading
//! connection, to keep the writer free; with a key it is read inside, because the first answer commits with its effect.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use store::{Store, Tx};

use crate::call::{Answer, Call};
use crate::chance::{Chance, Clock, hex};
use crate::context::Context;
use crate::failure::Failure;
use crate::files::Files;
use crate::idempotency;
use crate::reader::Reader;

/// The application: cheap to clone, shared by every face.
#[derive(Clone)]
pub struct App {
    inner: Arc<Inner>,
    pub(crate) files: Files,
}

struct Inner {
    store: Store,
    clock: Box<dyn Clock>,
    chance: Box<dyn Chance>,
    /// Held while a password is hashed.
    password_work: Mutex<()>,
}

/// One use case. Carries its input; `run` may be called more than once, and only the last run counts.
pub trait Command: Send + 'static {
    /// What the caller needs to show the result, an id as a rule.
    type Done: Send + 'static;

    /// Loads, lets the domain decide, and writes.
    ///
    /// # Errors
    /// A refusal of the domain, or a broken store. Either way nothing is written.
    fn run(&self, cx: &mut Context<'_, '_>) -> Result<Self::Done, Failure>;
}

impl App {
    /// An application over a store whose schema is current.
    pub fn new(store: Store, clock: impl Clock, chance: impl Chance) -> Self {
        Self {
            inner: Arc::new(Inner {
                store,
                clock: Box::new(clock),
                chance: Box::new(chance),
                password_work: Mutex::new(()),
            }),
            files: Files::in_memory(),
        }
    }

    /// Whether the schema of the database is this program's. Blocks.
    ///
    /// # Errors
    /// A broken store.
    pub fn schema_is_current(&self) -> Result<bool, Failure> {
        Ok(self.inner.store.schema_is_current()?)
    }

    /// Finishes what was accepted and closes the database, for every clone of this application. Blocks.
    pub fn close(&self) {
        self.inner.store.clone().close();
    }

    /// The store, which only this crate may reach: a face that could would decide.
    pub(crate) fn store(&self) -> &Store {
        &self.inner.store
    }

    /// Where randomness comes from.
    fn chance(&self) -> &dyn Chance {
        self.inner.chance.as_ref()
    }

    /// The current instant.
    pub fn now(&self) -> Timestamp {
        self.inner.clock.now()
    }

    /// Waits until no other password is hashed, and keeps others waiting.
    pub(crate) fn password_work(&self) -> MutexGuard<'_, ()> {
        // Nothing is guarded but the processor's and the memory's time.
        self.inner.password_work.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Fills `bytes` with random ones.
    pub(crate) fn fill_chance(&self, bytes: &mut [u8]) {
        self.chance().fill(bytes);
    }

    /// A password for somebody who wants none of their own.
    pub fn random_password(&self) -> String {
        crate::access::random_password(self.chance())
    }

    /// Random bytes, written as lower-case hexadecimal: request ids and credentials.
    pub fn random_hex(&self, bytes: usize) -> String {
        hex(self.chance(), bytes)
    }

    /// Runs a command and shows its result. With an idempotency key, the first answer is stored in the command's own
    /// transaction and given again, byte for byte, to the same key and request.
    ///
    /// # Errors
    /// What the command or `present` answers; `Refusal::IdempotencyKeyReused` for a key that came with another request.
    pub async fn execute<C, P>(&self, call: &Call, command: C, present: P) -> Result<Answer, Failure>
    where
        C: Command,
        P: Fn(&mut Reader<'_, '_>, &C::Done) -> Result<Answer, Failure> + Send + 'static,
    {
        let now = self.now();
        let account = call.principal.account;
        let app = self.clone();
        if call.idempotency.is_some() {
            let call = call.clone();
            return self
                .inner
                .store
                .write(account, move |tx| keyed(tx, &app, &call, now, &command, &present))
                .await;
        }
        let done = {
            let call = call.clone();
            self.inner
                .store
                .write(account, move |tx| once(tx, &app, &call, now, &command))
                .await?
        };
        self.inner
            .store
            .read(move |tx| present(&mut Reader::new(tx, account), &done))
            .await
    }

    /// Runs a command for a caller that waits on this thread: the command line, seeding, tests. Never from async code.
    ///
    /// # Errors
    /// What the command answers.
    pub fn execute_blocking<C: Command>(&self, call: &Call, command: C) -> Result<C::Done, Failure> {
        let now = self.now();
        self.execute_blocking_at(call, command, now)
    }

    /// As [`Self::execute_blocking`], at an instant of the caller's choosing: for imported history and demo data.
    ///
    /// # Errors
    /// What the command answers.
    pub fn execute_blocking_at<C: Command>(&self, call: &Call, command: C, now: Timestamp) -> Result<C::Done, Failure> {
        let call = call.clone();
        let account = call.principal.account;
        let app = self.clone();
        self.inner
            .store
            .write_blocking(account, move |tx| once(tx, &app, &call, now, &command))
    }

    /// Reads views of one account, all from one snapshot.
    ///
    /// # Errors
    /// What `view` answers.
    pub async fn read<T, V>(&self, call: &Call, view: V) -> Result<T, Failure>
    where
        T: Send + 'static,
        V: Fn(&mut Reader<'_, '_>) -> Result<T, Failure> + Send + 'static,
    {
        let account = call.principal.account;
        self.inner
            .store
            .read(move |tx| view(&mut Reader::new(tx, account)))
            .await
    }

    /// As [`Self::read`], on this thread. Never from async code.
    ///
    /// # Errors
    /// What `view` answers.
    pub fn read_blocking<T, V>(&self, call: &Call, view: V) -> Result<T, Failure>
    where
        T: Send + 'static,
        V: Fn(&mut Reader<'_, '_>) -> Result<T, Failure> + Send + 'static,
    {
        let account = call.principal.account;
        self.inner
            .store
            .read_blocking(move |tx| view(&mut Reader::new(tx, account)))
    }
}

/// The command alone.
fn once<C: Command>(tx: &mut Tx<'_>, app: &App, call: &Call, now: Timestamp, command: &C) -> Result<C::Done, Failure> {
    command.run(&mut Context {
        tx,
        call,
        now,
        chance: app.chance(),
    })
}

/// The command, its view and its idempotency row, or the answer that the row already holds.
fn keyed<C, P>(
    tx: &mut Tx<'_>,
    app: &App,
    call: &Call,
    now: Timestamp,
    command: &C,
    present: &P,
) -> Result<Answer, Failure>
where
    C: Command,
    P: Fn(&mut Reader<'_, '_>, &C::Done) -> Result<Answer, Failure>,
{
    if let Some(answer) = idempotency::replay(tx, call)? {
        return Ok(answer);
    }
    let done = once(tx, app, call, now, command)?;
    let answer = present(&mut Reader::new(tx, call.principal.account), &done)?;
    idempotency::keep(tx, call, &answer, now)?;
    Ok(answer)
}
