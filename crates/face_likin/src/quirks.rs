//! Where Likin differs from what its own documents or common sense would have: one function each.
//!
//! Not a place for what is merely unusual; that is the wire types' business.
//!
//! The one rule to know: every quirk names its evidence and has a test.

use face_kit::{Error, Exchange, Transport};
use serde::de::DeserializeOwned;

/// The prefix of skus that the vendor makes itself (its message catalogue, and `LKN.3112` in its document).
pub(crate) const RESERVED_PREFIX: &str = "LKN.";

/// The body of a write: flat, or under `data`, because the document's sample of a product's update has it so and those
/// of all others do not (contract, 3.14).
pub(crate) fn body<T: DeserializeOwned>(exchange: &Exchange) -> Result<T, Error> {
    exchange.json_root_or_bare("data")
}

/// The number in a path. The vendor's router takes digits alone, so anything else is a path that does not exist.
pub(crate) fn number(exchange: &Exchange, name: &str) -> Result<i64, Error> {
    let text = exchange.path(name);
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number {
        return Err(Transport::UnknownRoute.into());
    }
    // More digits than a number has: a record that nobody has.
    Ok(text.parse().unwrap_or(i64::MAX))
}
