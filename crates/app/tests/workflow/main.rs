//! The business processes through the application's own door, on both engines: orders, stock, transfers, repeats.
//!
//! After each test the auditor must find nothing: what the book-keeping says is proven, not assumed.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod cancelling;
mod changing;
mod collecting;
mod lifecycle;
mod placing;
mod receipts;
mod returning;
mod selling;
mod shipping;
mod stock;
mod taking_back;
mod transfers;
mod world;
