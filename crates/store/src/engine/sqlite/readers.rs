//! Reading from SQLite, on the caller's own thread.
//!
//! Not a set of threads: a point read takes less time than handing it to another thread would.
//!
//! The one rule to know: a connection is held only while a closure runs, never across an await, so whoever waits for
//! one waits for code that is running.

use std::path::PathBuf;
use std::thread::ThreadId;

use parking_lot::{Condvar, Mutex};
use rusqlite::Connection;

use super::{Statements, control, open_reader};
use crate::engine::job::guarded;
use crate::engine::tx::Tx;
use crate::error::StoreError;

/// The connections that read.
pub(in crate::engine) struct Readers {
    path: PathBuf,
    limit: usize,
    state: Mutex<State>,
    returned: Condvar,
}

struct State {
    idle: Vec<Connection>,
    /// One entry per connection in use or being opened.
    holders: Vec<ThreadId>,
    closed: bool,
}

/// A connection taken out of the pool; it goes back when dropped.
struct Taken<'a> {
    readers: &'a Readers,
    connection: Option<Connection>,
}

impl Readers {
    /// At most `limit` connections, opened as they are needed.
    pub(in crate::engine) fn new(path: PathBuf, limit: usize) -> Self {
        let state = Mutex::new(State {
            idle: Vec::new(),
            holders: Vec::new(),
            closed: false,
        });
        Self {
            path,
            limit,
            state,
            returned: Condvar::new(),
        }
    }

    /// Runs the closure on a snapshot of the database.
    pub(in crate::engine) fn read<T, E: From<StoreError>>(
        &self,
        mut work: impl FnMut(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut taken = self.take()?;
        let connection = taken.connection.take().ok_or(StoreError::Closed)?;
        let begun = control(&connection, "BEGIN");
        let result = match begun {
            Ok(()) => guarded(&mut Tx::sqlite(Statements::new(&connection)), &mut work).0,
            Err(error) => Err(E::from(error)),
        };
        // A connection that cannot end its transaction is dropped, which ends it.
        let ended = connection.is_autocommit() || control(&connection, "COMMIT").is_ok();
        if ended {
            taken.connection = Some(connection);
        }
        result
    }

    /// Reads no more. Connections in use are dropped when they come back.
    pub(in crate::engine) fn close(&self) {
        let mut state = self.state.lock();
        state.closed = true;
        let idle = std::mem::take(&mut state.idle);
        drop(state);
        drop(idle);
        self.returned.notify_all();
    }

    fn take(&self) -> Result<Taken<'_>, StoreError> {
        let me = std::thread::current().id();
        let mut state = self.state.lock();
        while state.idle.is_empty() && state.holders.len() >= self.limit {
            if state.holders.contains(&me) {
                return Err(StoreError::Nested);
            }
            self.returned.wait(&mut state);
            if state.closed {
                break;
            }
        }
        if state.closed {
            return Err(StoreError::Closed);
        }
        state.holders.push(me);
        let idle = state.idle.pop();
        drop(state);
        // From here on the drop of `taken` gives the place back, also when opening fails.
        let mut taken = Taken {
            readers: self,
            connection: None,
        };
        taken.connection = Some(idle.map_or_else(|| open_reader(&self.path), Ok)?);
        Ok(taken)
    }
}

impl Drop for Taken<'_> {
    fn drop(&mut self) {
        let me = std::thread::current().id();
        let mut state = self.readers.state.lock();
        if let Some(place) = state.holders.iter().rposition(|holder| *holder == me) {
            state.holders.swap_remove(place);
        }
        if !state.closed {
            state.idle.extend(self.connection.take());
        }
        drop(state);
        self.readers.returned.notify_one();
    }
}
