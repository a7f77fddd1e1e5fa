//! Rules and words of the core: what an amount, a document, an order is, and what may happen to it.
//!
//! Not IO, serialisation, SQL, clock or randomness: time and chance arrive as arguments.
//!
//! The one rule to know: this crate is the only place that refuses, and it refuses with a closed enum.

mod checks;
mod named;

pub mod access;
pub mod accounts;
pub mod actor;
pub mod address;
pub mod amount;
pub mod audit;
pub mod catalog;
pub mod change;
pub mod channels;
pub mod coupons;
pub mod criteria;
pub mod customers;
pub mod discounts;
pub mod documents;
pub mod events;
pub mod finance;
pub mod fiscal;
pub mod geography;
pub mod ids;
pub mod locations;
pub mod orders;
pub mod organizations;
pub mod page;
pub mod parties;
pub mod receipts;
pub mod refusal;
pub mod shipments;
pub mod stock;
pub mod tables;
pub mod text;
pub mod transfers;
pub mod users;
