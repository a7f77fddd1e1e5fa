//! What the product must survive, run against the product itself: many buyers for few units, and being killed under load.
//!
//! Not unit tests and not benchmarks: every run ends with the auditor, and the outcome is a fact, never a time.
//!
//! The one rule to know: an order that was answered exists once; an order that was not answered exists once or not at
//! all, never in part.

pub mod buyers;
pub mod client;
pub mod crash;
pub mod order_body;
