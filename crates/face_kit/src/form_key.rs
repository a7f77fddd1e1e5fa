//! Forms that only our own pages can send: a token in the form that fits a secret in the browser's cookie, and an age.
//!
//! Not a session: there is a form before anybody has signed in.
//!
//! The one rule to know: what the form carries is worth nothing without the cookie it was made for, and nothing after
//! half an hour.

use hmac::{Hmac, KeyInit, Mac};
use jiff::{SignedDuration, Timestamp};
use sha2::Sha256;
use subtle::ConstantTimeEq;

/// The name of the hidden field.
pub const FORM_FIELD: &str = "formulario";

/// How long a page may lie open before its form is refused.
const LIFETIME: SignedDuration = SignedDuration::from_mins(30);

/// What forms of one browser are signed with.
#[derive(Clone)]
pub struct FormKey(Vec<u8>);

impl FormKey {
    /// The key of a browser: the secret of its cookie, and of its session once there is one, so that a form from before
    /// signing in is worth nothing after it.
    pub(crate) fn of(cookie: &str, session: Option<&str>) -> Self {
        Self(format!("{cookie}\0{}", session.unwrap_or_default()).into_bytes())
    }

    /// The token of a form made now.
    #[must_use]
    pub fn token(&self, now: Timestamp) -> String {
        let made = now.as_second();
        format!("{made}.{}", self.signature(made))
    }

    /// Whether a token was made for this browser, not too long ago.
    #[must_use]
    pub fn accepts(&self, token: &str, now: Timestamp) -> bool {
        let Some((made, signature)) = token.split_once('.') else {
            return false;
        };
        let Some(made) = made.parse::<i64>().ok() else {
            return false;
        };
        let age_s = now.as_second().saturating_sub(made);
        let right = self.signature(made).as_bytes().ct_eq(signature.as_bytes());
        bool::from(right) && (0..LIFETIME.as_secs()).contains(&age_s)
    }

    fn signature(&self, made: i64) -> String {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("a key of any length will do");
        mac.update(&made.to_be_bytes());
        let bytes = mac.finalize().into_bytes();
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::FormKey;

    #[test]
    fn a_form_is_taken_from_its_own_browser_and_session_for_half_an_hour() {
        let at = |second| Timestamp::constant(second, 0);
        let key = FormKey::of("cookie", None);
        let token = key.token(at(1_000));
        let table = [
            (&key, 1_000, true),
            (&key, 2_799, true),
            (&key, 2_800, false),
            (&key, 999, false),
            (&FormKey::of("other", None), 1_000, false),
            (&FormKey::of("cookie", Some("session")), 1_000, false),
        ];
        for (key, now, accepted) in table {
            assert_eq!(key.accepts(&token, at(now)), accepted, "{now}");
        }
        for forged in ["", ".", "1000", "1000.", "x.y", "1001.00"] {
            assert!(!key.accepts(forged, at(1_000)), "{forged}");
        }
        let later = token.replacen("1000", "1500", 1);
        assert!(!key.accepts(&later, at(1_500)), "an age cannot be changed");
    }
}
