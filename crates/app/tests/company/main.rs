//! Accounts, credentials, organizations, locations, channels and parties through the application, on each engine. Not the
//! rules themselves, which have tables in `domain`.
//!
//! The one rule to know: every test begins with an empty account and a second, foreign one.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod accounts;
mod channels;
mod customer_records;
mod customers;
mod lists;
mod organizations;
mod parties;
mod statements;
mod world;
