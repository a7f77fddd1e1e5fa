//! The demo: a generated, valid Brazilian retailer, written through the same commands that integrations use.
//!
//! Not test data for rules, and nothing that a production account is ever given.
//!
//! The one rule to know: everything but the secrets of its credentials follows from the seed and the instant.

mod catalogue;
mod dice;
mod generate;
mod goods;
mod grids;
mod kinds;
mod parties;
mod places;
mod shops;
mod trade;
mod words;
mod world;
