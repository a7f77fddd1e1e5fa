//! Pages for people: one frame, one style sheet, and headers that let a page do nothing but be read and send its form.
//!
//! Not any one page, and no script: everything works without.
//!
//! The one rule to know: a page names every place its form may lead to, because browsers hold redirects to that list.

use app::Answer;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, LOCATION, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use http::{HeaderMap, HeaderName, HeaderValue};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

use crate::reply::Reply;

/// The one style sheet: readable from 320 points on, in light and dark, with a visible focus.
const STYLE: &str = include_str!("pages/style.css");

/// A page.
pub struct Page {
    status: u16,
    title: String,
    content: Markup,
    form_targets: String,
}

impl Page {
    /// A page of this title and content.
    #[must_use]
    pub fn new(status: u16, title: impl Into<String>, content: Markup) -> Self {
        Self {
            status,
            title: title.into(),
            content,
            form_targets: String::new(),
        }
    }

    /// Lets the page's form lead to this address, too: its origin, or its scheme when it has none.
    #[must_use]
    pub fn leading_to(mut self, uri: &str) -> Self {
        self.form_targets = format!(" {}", source(uri));
        self
    }

    /// The page as an answer.
    #[must_use]
    pub fn reply(self) -> Reply {
        let style = STANDARD.encode(Sha256::digest(STYLE.as_bytes()));
        let policy = format!(
            "default-src 'none'; style-src 'sha256-{style}'; form-action 'self'{}; base-uri 'none'; frame-ancestors 'none'",
            self.form_targets
        );
        let page = html! {
            (DOCTYPE)
            html lang="pt-BR" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    title { (self.title) }
                    style { (PreEscaped(STYLE)) }
                }
                body { main { (self.content) } }
            }
        };
        let mut reply = Reply::from(Answer {
            status: self.status,
            content_type: "text/html; charset=utf-8".to_owned(),
            body: page.into_string().into_bytes(),
            replayed: false,
        });
        reply.headers = guards();
        // Sources are letters of addresses that were checked when they were registered.
        reply.headers.extend(
            HeaderValue::from_str(&policy)
                .ok()
                .map(|policy| (CONTENT_SECURITY_POLICY, policy)),
        );
        reply
    }
}

/// Sends the browser on, with `GET`.
#[must_use]
pub fn redirect(uri: &str) -> Reply {
    let mut reply = Reply::from(Answer::empty(303));
    reply.headers = guards();
    reply
        .headers
        .extend(HeaderValue::from_str(uri).ok().map(|uri| (LOCATION, uri)));
    reply
}

/// What every answer to a browser says.
fn guards() -> HeaderMap {
    let guards: [(HeaderName, &'static str); 4] = [
        (CACHE_CONTROL, "no-store"),
        (REFERRER_POLICY, "no-referrer"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (X_FRAME_OPTIONS, "DENY"),
    ];
    guards
        .into_iter()
        .map(|(name, value)| (name, HeaderValue::from_static(value)))
        .collect()
}

/// An address as a source of a security policy.
fn source(uri: &str) -> String {
    let (scheme, rest) = uri.split_once(':').unwrap_or((uri, ""));
    match rest.strip_prefix("//") {
        Some(rest) if scheme == "https" || scheme == "http" => {
            let host = rest.split(['/', '?']).next().unwrap_or_default();
            format!("{scheme}://{}", host.rsplit('@').next().unwrap_or_default())
        }
        Some(_) | None => format!("{scheme}:"),
    }
}

#[cfg(test)]
mod tests {
    use http::header::CONTENT_SECURITY_POLICY;
    use maud::html;

    use super::{Page, source};

    #[test]
    fn a_form_may_lead_to_an_origin_or_to_a_scheme() {
        let table = [
            ("https://app.example/volta?x=1", "https://app.example"),
            ("http://127.0.0.1:8123/", "http://127.0.0.1:8123"),
            ("https://a@app.example?x", "https://app.example"),
            ("meuapp:/volta", "meuapp:"),
            ("meuapp://volta", "meuapp:"),
        ];
        for (uri, expected) in table {
            assert_eq!(source(uri), expected);
        }
    }

    #[test]
    fn a_page_runs_nothing_and_escapes_what_it_shows() {
        let page = Page::new(200, "<Título>", html! { p { "a & b" } }).leading_to("https://app.example/volta");
        let reply = page.reply();
        let policy = reply.headers[CONTENT_SECURITY_POLICY].to_str().expect("text");
        assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"), "{policy}");
        assert!(policy.contains("form-action 'self' https://app.example;"), "{policy}");
        let text = String::from_utf8(reply.answer.body).expect("UTF-8");
        assert!(text.contains("<title>&lt;Título&gt;</title>"), "{text}");
        assert!(text.contains("<p>a &amp; b</p>") && !text.contains("<script"), "{text}");
    }
}
