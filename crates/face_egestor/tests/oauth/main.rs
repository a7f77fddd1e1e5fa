//! Consent and tokens through the served router, on each engine: every grant, every error, every page; and what a browser
//! makes of the pages.
//!
//! Not the resources, which are asked in the other tests.
//!
//! The one rule to know: the clock stands still until the test moves it; nothing waits.

mod browser;
mod client;
mod driver;
mod pages;
mod tokens;
mod world;
