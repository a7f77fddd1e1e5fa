//! Use cases: one transaction each, repeatable by key, leaving outgoing events in the same commit. The only way into the
//! core for faces, pages and jobs.
//!
//! Not rules (those are in `domain`, the only place that refuses) and not SQL (that is in `store`).
//!
//! The one rule to know: a [`Command`] may run twice before its transaction commits, so it has no effect but through its
//! transaction.

mod call;
mod chance;
mod context;
mod credentials;
mod execute;
mod extras;
mod failure;
mod files;
mod idempotency;
mod outbox;
mod reader;
mod seal;
mod signed_tokens;

pub mod access;
pub mod account_keys;
pub mod accounts;
pub mod audit;
pub mod catalog;
pub mod channels;
pub mod coupons;
pub mod customers;
pub mod discounts;
pub mod finance;
pub mod fiscal;
pub mod labels;
pub mod locations;
pub mod orders;
pub mod organizations;
pub mod parties;
pub mod receipts;
pub mod sale_labels;
pub mod stock;
pub mod store_products;
#[cfg(feature = "testing")]
pub mod testing;
pub mod workflow;

pub use call::{Answer, Call, Idempotency, Principal};
pub use chance::{Chance, Clock, SeededChance, SystemChance, SystemClock};
pub use context::Context;
pub use credentials::{CreateCredential, NewCredential, RevokeCredential};
pub use execute::{App, Command};
pub use extras::ExtrasEdit;
pub use failure::Failure;
pub use files::{Files, FilesError};
pub use reader::Reader;
pub use signed_tokens::SigningKey;
