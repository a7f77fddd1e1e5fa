//! Discounts by rule, coupons and exchange vouchers through the application's own door, on both engines.
//!
//! After each test the auditor must find nothing.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod audited;
mod coupons;
mod discounts;
mod keys;
mod parallel;
mod vouchers;
mod world;
