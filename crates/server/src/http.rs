//! HTTP: what is served where, and the loop that serves it until it is told to stop.
//!
//! Not the steps of a request: those are `face_kit`'s.
//!
//! The one rule to know: a face is always under its prefix on the common port; other addresses are second ones.

mod connections;
mod health;
mod site;

pub use connections::{Listening, bind, serve};
pub use health::Figures;
pub use site::{Site, build_router, sites};
