//! What the walks must know of a face: who its clients are, what its refusals look like, what it takes all the same.
//!
//! Not what a face answers to a right request; that stands in its exchanges.
//!
//! The one rule to know: whatever a face takes although it looks wrong is listed here with the reason, and a line that
//! names nothing is found out.

use domain::actor::Face;
use serde_json::Value;
use store::Store;

use crate::client::{Client, Received};
use crate::merchant::Merchant;

/// A face, as the walks see it. Each face has one, in `dialects/<face>.rs`.
#[derive(Debug, Clone, Copy)]
pub struct Dialect {
    /// Which face.
    pub face: Face,
    /// The content type of its answers in JSON.
    pub content_type: &'static str,
    /// The account its exchanges take place in, on a fresh store.
    pub open: fn(&Store) -> Merchant,
    /// An integration with a good credential of that account.
    pub client: fn(&Merchant) -> Client,
    /// Its other integrations by the names that requests call them: `"as": "loja"`. Each can be made in an account with
    /// nothing in it, too, of which it then makes what it needs.
    pub others: &'static [(&'static str, fn(&Merchant) -> Client)],
    /// Integrations whose credential is none, made of one without any.
    pub impostors: fn(&Client) -> Vec<Client>,
    /// Whether an answer is what a caller without a credential gets.
    pub is_unauthorized: fn(&Received) -> bool,
    /// Whether an answer is an error in the vendor's envelope, whatever its status.
    pub is_envelope: fn(&Received) -> bool,
    /// Whether there is nothing in an answer: an empty list, in the vendor's envelope for lists.
    pub is_empty: fn(&Value) -> bool,
    /// The status of a body that is no JSON, or JSON of the wrong kind.
    pub malformed: u16,
    /// The ends of paths, numbers in them as `{}`, that look at no body.
    pub look_at_no_body: &'static [&'static str],
    /// The ends of paths whose body may be left out or say nothing: changes of a part, steps.
    pub need_no_body: &'static [&'static str],
    /// The ends of paths that take bodies of ten megabytes: files.
    pub roomy: &'static [&'static str],
    /// The ends of paths whose body is taken without its root, too.
    pub rootless: &'static [&'static str],
    /// Wrong values that are taken all the same.
    pub taken: &'static [Taken],
    /// The names of exchanges that an account with nothing in it may do, too: they name nothing of another's.
    pub name_nothing: &'static [&'static str],
}

/// A wrong value that a face takes all the same.
#[derive(Debug, Clone, Copy)]
pub struct Taken {
    /// The end of its route's path, numbers as `{}`; empty for every route.
    pub path: &'static str,
    /// The end of its place in the body, indices as `*`: `/items/*/quantity`.
    pub place: &'static str,
    /// What is wrong with it, as `spoil` calls it; empty for everything.
    pub kind: &'static str,
    /// Why it is taken.
    pub why: &'static str,
}

impl Dialect {
    /// A new client of this name, of that account.
    ///
    /// # Panics
    /// When nobody has that name, which is a mistake in a script.
    #[must_use]
    pub fn client_called(&self, merchant: &Merchant, name: &str) -> Client {
        let found = self.others.iter().find(|(known, _)| *known == name);
        let (_, make) = found.unwrap_or_else(|| panic!("{} has no client `{name}`", self.face.name()));
        make(merchant)
    }

    /// Whether this wrong value is taken all the same.
    #[must_use]
    pub fn takes(&self, path: &str, place: &str, kind: &str) -> bool {
        self.taken.iter().any(|taken| taken.fits(path, place, kind))
    }

    /// Whether the route of this path looks at no body.
    #[must_use]
    pub fn looks_at_no_body(&self, path: &str) -> bool {
        ends(self.look_at_no_body, path)
    }

    /// Whether the route of this path takes a body without its root.
    #[must_use]
    pub fn takes_rootless(&self, path: &str) -> bool {
        ends(self.rootless, path)
    }

    /// Whether the route of this path takes an empty body.
    #[must_use]
    pub fn needs_no_body(&self, path: &str) -> bool {
        ends(self.need_no_body, path)
    }

    /// Whether the route of this path takes bodies of ten megabytes.
    #[must_use]
    pub fn is_roomy(&self, path: &str) -> bool {
        ends(self.roomy, path)
    }

    /// What is wrong with a refusal, if anything is.
    #[must_use]
    pub fn fault(&self, received: &Received) -> Option<String> {
        let body = String::from_utf8_lossy(&received.body);
        let body: String = body.chars().take(300).collect();
        match received.status {
            400..=499 if (self.is_envelope)(received) => None,
            400..=499 => Some(format!(
                "answered {} not in the vendor's envelope: {body}",
                received.status
            )),
            status => Some(format!("answered {status}: {body}")),
        }
    }
}

impl Taken {
    /// Whether this line is about such a value.
    #[must_use]
    pub fn fits(&self, path: &str, place: &str, kind: &str) -> bool {
        ends(&[self.path], path) && place.ends_with(self.place) && (self.kind.is_empty() || self.kind == kind)
    }
}

/// Lists without elements, and nothing else: `{"orders": []}`.
#[must_use]
pub fn lists_are_empty(body: &Value) -> bool {
    body.as_object().is_some_and(|members| {
        members
            .values()
            .all(|value| value.as_array().is_some_and(Vec::is_empty))
    })
}

/// Whether the path has one of these ends, numbers in it as `{}`.
fn ends(these: &[&str], path: &str) -> bool {
    let path = path.split('?').next().unwrap_or_default();
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    // Before anything is captured, a number stands there as its name: `{order}`.
    let is_id = |part: &str| is_number(part) || part.starts_with('{');
    let parts = path.split('/').map(|part| if is_id(part) { "{}" } else { part });
    let blanked = parts.collect::<Vec<_>>().join("/");
    these.iter().any(|end| blanked.ends_with(end))
}
