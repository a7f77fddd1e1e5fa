//! Encrypting for an account's public key: RSA with the padding of PKCS #1 v1.5, as Ruby's `private_decrypt` reads it.
//!
//! Not decryption: the private key is the integrator's alone.
//!
//! The one rule to know: what is sealed is short; a key of the least size takes 245 bytes.

use std::convert::Infallible;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::refusal::{Field, Problem, Refusal};
use rsa::pkcs1::DecodeRsaPublicKey;
use rsa::pkcs8::DecodePublicKey;
use rsa::rand_core::{TryCryptoRng, TryRng};
use rsa::traits::PublicKeyParts;
use rsa::{Pkcs1v15Encrypt, RsaPublicKey};

use crate::chance::Chance;

/// The fewest and the most bits of a key.
const KEY_BITS: std::ops::RangeInclusive<usize> = 2_048..=8_192;
/// After how many characters a line of base64 ends, as Ruby's `Base64.encode64` writes it.
const LINE: usize = 60;

/// A public key that was read.
pub(crate) struct SealingKey(RsaPublicKey);

impl SealingKey {
    /// Reads a key in PEM: `PUBLIC KEY` or `RSA PUBLIC KEY`.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] when it is none, or too small or too large.
    pub(crate) fn read(pem: &str) -> Result<Self, Refusal> {
        let pem = pem.trim();
        let key = RsaPublicKey::from_public_key_pem(pem).ok();
        let key = key.or_else(|| RsaPublicKey::from_pkcs1_pem(pem).ok());
        let key = key.ok_or_else(|| Refusal::invalid(Field::PublicKey, Problem::Malformed))?;
        if KEY_BITS.contains(&(key.size() * 8)) {
            Ok(Self(key))
        } else {
            Err(Refusal::invalid(Field::PublicKey, Problem::OutOfRange))
        }
    }

    /// The text encrypted, as base64 in lines.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] when the text is too long for the key.
    pub(crate) fn seal(&self, text: &str, chance: &dyn Chance) -> Result<String, Refusal> {
        let sealed = self
            .0
            .encrypt(&mut FromChance(chance), Pkcs1v15Encrypt, text.as_bytes());
        let sealed = sealed.map_err(|_| Refusal::invalid(Field::PublicKey, Problem::OutOfRange))?;
        let mut lines = String::new();
        for (place, character) in STANDARD.encode(sealed).chars().enumerate() {
            if place > 0 && place % LINE == 0 {
                lines.push('\n');
            }
            lines.push(character);
        }
        lines.push('\n');
        Ok(lines)
    }
}

/// The application's chance as the generator that the padding asks for.
struct FromChance<'a>(&'a dyn Chance);

impl TryRng for FromChance<'_> {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.0.fill(&mut bytes);
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.0.fill(&mut bytes);
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        self.0.fill(bytes);
        Ok(())
    }
}

impl TryCryptoRng for FromChance<'_> {}

#[cfg(test)]
mod tests;
