//! The id of a request: the caller's own when it is harmless, otherwise a new one.
//!
//! Not a secret and not proof of anything: callers choose it.
//!
//! The one rule to know: it goes into logs, headers and movements, so it holds nothing that could break any of them.

use app::App;
use http::{HeaderMap, HeaderName};

/// The header that carries it, both ways.
pub const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The longest id that is kept, in characters.
const LONGEST: usize = 128;

/// Random bytes in an id of ours.
const OWN_BYTES: usize = 16;

/// The request's id.
pub(crate) fn of(headers: &HeaderMap, app: &App) -> String {
    headers
        .get(X_REQUEST_ID)
        .and_then(|value| value.to_str().ok())
        .filter(|id| is_safe(id))
        .map_or_else(|| app.random_hex(OWN_BYTES), str::to_owned)
}

fn is_safe(id: &str) -> bool {
    let safe = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.:+=/@".contains(&byte);
    (1..=LONGEST).contains(&id.len()) && id.bytes().all(safe)
}

#[cfg(test)]
mod tests {
    use super::is_safe;

    #[test]
    fn ids_that_could_break_a_log_line_are_not_kept() {
        assert!(is_safe("b4ed8a55-24e6-cf02"));
        assert!(is_safe(&"a".repeat(128)));
        for id in ["", "a b", "a\tb", "a\"b", "ação", "{a}", &"a".repeat(129)] {
            assert!(!is_safe(id), "{id:?}");
        }
    }
}
