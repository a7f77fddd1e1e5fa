//! Orders from the outside: the vendor's bodies as they stand, every filter, every step, and whatever a client may send.
//!
//! Not the exchanges of the other areas, which are in `tests/face.rs`.
//!
//! The one rule to know: every test asks a fresh shop over HTTP; after a refusal nothing may have been written.

#[path = "../support/shape.rs"]
mod shape;
#[path = "../support/world.rs"]
mod world;

mod bodies;
mod corners;
mod coupons;
mod creating;
mod documented;
mod finding;
mod promotions;
mod shop;
mod steps;
mod updating;
