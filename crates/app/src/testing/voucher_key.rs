//! A pair of keys for voucher codes, and what an integrator does with the private one.
//!
//! Not for anything that is worth something: both keys are in the repository.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rsa::pkcs1::DecodeRsaPrivateKey;
use rsa::{Pkcs1v15Encrypt, RsaPrivateKey};

/// The public key, in PEM.
pub const VOUCHER_PUBLIC_KEY: &str = include_str!("voucher_public_key.pem");

/// The code in what a voucher shows.
///
/// # Panics
/// When it was not encrypted for [`VOUCHER_PUBLIC_KEY`].
#[must_use]
pub fn open_voucher_code(sealed: &str) -> String {
    let key = include_str!("voucher_private_key.pem");
    let key = RsaPrivateKey::from_pkcs1_pem(key).expect("the key beside this file is one");
    // As Ruby's `decode64`, which skips what ends the lines.
    let sealed: String = sealed.split_whitespace().collect();
    let sealed = STANDARD.decode(sealed).expect("a sealed code is base64");
    let code = key
        .decrypt(Pkcs1v15Encrypt, &sealed)
        .expect("it is sealed for this key");
    String::from_utf8(code).expect("a code is hexadecimal")
}
