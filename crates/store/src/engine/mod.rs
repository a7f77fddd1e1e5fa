//! The two engines, SQLite and PostgreSQL, behind one connection type.
//!
//! Not SQL about the core's tables: that is the finders beside this module.
//!
//! The one rule to know: work is a closure that may run several times, so it keeps its effects inside the transaction
//! and its result; nothing is answered before it is committed.

mod convert;
mod job;
mod metrics;
mod param;
#[cfg(feature = "testing")]
mod plan;
mod postgres;
mod queue;
mod row;
mod schema;
mod sqlite;
mod store;
mod tx;

pub use param::{Param, ToParam};
#[cfg(feature = "testing")]
pub use plan::Plan;
#[cfg(feature = "testing")]
pub(crate) use postgres::run_once as run_on_postgres;
pub use row::{Column, FromColumn, Row};
pub use schema::MigrationReport;
pub use store::{EngineKind, Options, Store, Target};
pub use tx::Tx;
