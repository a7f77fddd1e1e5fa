//! Entering: users and their sessions, registered applications, what they are permitted and the tokens they are issued.
//!
//! Not a vendor's way of handing tokens out, which is its face's, and not the secret that is itself sent with every
//! request (`credentials`).
//!
//! The one rule to know: secrets are made by the caller and shown by the caller; in here there are only their hashes.

mod applications;
mod codes;
mod grants;
mod passwords;
mod refresh;
mod sign_in;
mod tokens;
mod users;

pub use applications::RegisterApplication;
pub use codes::{IssueCode, Redeemed};
pub use grants::CreateGrant;
pub(crate) use passwords::random_password;
pub use refresh::{ACCESS_LIFETIME, TokenPair};
pub use sign_in::SignIn;
pub use tokens::{IssueToken, Revocation, RevokeToken, TokenHolder};
pub use users::{CreateUser, SetPassword, SetUserActive};

use sha2::{Digest, Sha256};

/// The hash of a secret.
pub(crate) fn sha256(secret: &str) -> [u8; 32] {
    Sha256::digest(secret.as_bytes()).into()
}
