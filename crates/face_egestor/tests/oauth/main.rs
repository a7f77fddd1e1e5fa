//! Consent and tokens through the served router, on each engine: every grant, every error, every page.
//!
//! Not what a browser makes of the pages, which is in `browser.rs`.
//!
//! The one rule to know: the clock stands still until the test moves it; nothing waits.

mod client;
mod pages;
mod tokens;
mod world;
