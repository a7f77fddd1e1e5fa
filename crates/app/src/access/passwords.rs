//! Passwords: Argon2id, with the parameters OWASP recommends (19 MiB, two passes, one lane).
//!
//! Not rules of what a password must be (`domain::users`).
//!
//! The one rule to know: one hash is made at a time, so that a crowd at the door costs time and no memory.

use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Argon2, PasswordHash};
use domain::users::PASSWORD_MAX;

use crate::chance::Chance;
use crate::execute::App;

/// The hash of a password nobody has, to be compared with where there is no user: the same work takes the same time.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$ZW50cmVwb3N0by0wMDAx$r3Wk1H8aV0kV0m3p3m0rO9b9bq0Qb0c8Uo6y2t3x1aY";

/// Bytes of a salt.
const SALT_BYTES: usize = 16;

impl App {
    /// The hash of a password, to be kept. Takes tens of milliseconds: never in a transaction, never from async code.
    pub fn hash_password(&self, password: &str) -> String {
        let mut salt = [0; SALT_BYTES];
        self.fill_chance(&mut salt);
        let _one_at_a_time = self.password_work();
        let hash = Argon2::default().hash_password_with_salt(password.as_bytes(), &salt);
        hash.expect("a salt of 16 bytes and the default parameters are valid")
            .to_string()
    }

    /// Whether this is the password of that hash; `None` compares with nobody's and says no. As slow as
    /// [`Self::hash_password`], and equally slow either way.
    pub(crate) fn password_fits(&self, password: &str, hash: Option<&str>) -> bool {
        let _one_at_a_time = self.password_work();
        // What is longer than any password is not hashed.
        let password = if password.len() > PASSWORD_MAX * 4 {
            ""
        } else {
            password
        };
        let known = hash.unwrap_or(NOBODY);
        let fits = PasswordHash::new(known)
            .is_ok_and(|known| Argon2::default().verify_password(password.as_bytes(), &known).is_ok());
        fits && hash.is_some()
    }
}

/// Draws a password for somebody who wants none of their own: 80 bits in groups that can be read aloud.
pub(crate) fn random_password(chance: &dyn Chance) -> String {
    // No letters that are mistaken for one another, no vowels that make words.
    const LETTERS: &[u8; 32] = b"23456789bcdfghjkmnpqrstvwxzBCDFG";
    let mut bytes = [0; 16];
    chance.fill(&mut bytes);
    let mut text = String::new();
    for (place, byte) in bytes.iter().enumerate() {
        if place > 0 && place % 4 == 0 {
            text.push('-');
        }
        text.push(char::from(LETTERS[usize::from(byte % 32)]));
    }
    text
}

#[cfg(test)]
mod tests {
    use argon2::PasswordHash;

    use super::{NOBODY, random_password};
    use crate::chance::SeededChance;

    #[test]
    fn the_hash_of_nobody_can_be_compared_with() {
        let hash = PasswordHash::new(NOBODY).expect("a hash");
        assert_eq!(hash.params.get_decimal("m"), Some(19_456));
        assert!(hash.salt.is_some() && hash.hash.is_some());
    }

    #[test]
    fn a_drawn_password_has_four_groups() {
        let drawn = random_password(&SeededChance::new(1));
        assert_eq!(drawn.len(), 19, "{drawn}");
        assert_eq!(drawn.split('-').map(str::len).collect::<Vec<_>>(), [4; 4]);
        assert_ne!(drawn, random_password(&SeededChance::new(2)));
    }
}
