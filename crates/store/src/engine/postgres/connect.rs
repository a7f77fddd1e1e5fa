//! Reaching a PostgreSQL server.
//!
//! Not what is said on the connection.
//!
//! The one rule to know: no error text from here holds the address as it was given, for it may hold the password.

use std::sync::Arc;
use std::time::Duration;

use tokio::runtime::Runtime;
use tokio::task::JoinHandle;
use tokio_postgres::{Client, Config, NoTls};

use super::described;
use crate::error::StoreError;

/// How long the server may take to accept a connection, unless the address says otherwise.
const CONNECT_TIMEOUT_MS: u64 = 10_000;

/// Reads an address: `postgresql://…` or `key=value` pairs.
pub(in crate::engine) fn config(url: &str) -> Result<Arc<Config>, StoreError> {
    let mut config: Config = url
        .parse()
        .map_err(|error: tokio_postgres::Error| StoreError::CannotOpen {
            reason: described(&error),
        })?;
    if config.get_application_name().is_none() {
        config.application_name("entreposto");
    }
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(Duration::from_millis(CONNECT_TIMEOUT_MS));
    }
    Ok(Arc::new(config))
}

/// Connects. The runtime drives the connection only while something is awaited on it.
pub(in crate::engine) fn connect(config: &Config) -> Result<(Runtime, Client, JoinHandle<()>), StoreError> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| StoreError::CannotOpen {
            reason: error.to_string(),
        })?;
    let (client, connection) = runtime.block_on(config.connect(NoTls)).map_err(|error| {
        let reason = error
            .as_db_error()
            .map_or_else(|| described(&error), |db| db.message().to_owned());
        StoreError::ConnectionLost { reason }
    })?;
    let connection = runtime.spawn(async move {
        // Whoever waits for an answer learns of a broken connection from its own request.
        if let Err(error) = connection.await {
            tracing::debug!(reason = described(&error), "a PostgreSQL connection ended");
        }
    });
    Ok((runtime, client, connection))
}

/// Connects once, so that a wrong address shows when the store is opened and not at the first job.
pub(in crate::engine) fn check(config: &Config) -> Result<(), StoreError> {
    apart(|| {
        let (runtime, client, connection) = connect(config)?;
        drop(client);
        drop(runtime.block_on(connection));
        Ok(())
    })
}

/// Runs blocking work on a thread of its own: the caller's may belong to an asynchronous runtime, where blocking on
/// another is forbidden.
pub(in crate::engine) fn apart<T: Send>(work: impl FnOnce() -> Result<T, StoreError> + Send) -> Result<T, StoreError> {
    std::thread::scope(|scope| {
        let panicked = |_| {
            Err(StoreError::JobPanicked {
                message: "while connecting".to_owned(),
            })
        };
        scope.spawn(work).join().unwrap_or_else(panicked)
    })
}

/// Runs one statement outside any transaction, which is what `CREATE DATABASE` wants.
#[cfg(feature = "testing")]
pub(crate) fn run_once(url: &str, sql: &str) -> Result<(), StoreError> {
    let config = config(url)?;
    apart(|| {
        let (runtime, client, connection) = connect(&config)?;
        let done = runtime
            .block_on(client.batch_execute(sql))
            .map_err(|error| super::failure(&error, sql));
        drop(client);
        drop(runtime.block_on(connection));
        done
    })
}
