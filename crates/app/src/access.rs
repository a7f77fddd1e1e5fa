//! Entering: registered applications and the tokens they are issued.
//!
//! Not a vendor's way of handing tokens out, which is its face's, and not the secret that is itself sent with every
//! request (`credentials`).
//!
//! The one rule to know: secrets are made by the caller and shown by the caller; in here there are only their hashes.

mod applications;
mod tokens;

pub use applications::RegisterApplication;
pub use tokens::{IssueToken, Revocation, RevokeToken, TokenHolder};

use sha2::{Digest, Sha256};

/// The hash of a secret.
pub(crate) fn sha256(secret: &str) -> [u8; 32] {
    Sha256::digest(secret.as_bytes()).into()
}
