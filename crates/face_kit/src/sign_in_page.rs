//! The page on which people sign in, and the one that says that a page lay open for too long.
//!
//! Not the check of what was typed in (`browser`).
//!
//! The one rule to know: the page never says whether it was the address or the password that is wrong.

use maud::{Markup, html};

use crate::browser::{Browser, EMAIL_FIELD, PASSWORD_FIELD};
use crate::pages::Page;

/// The name of the field that says which button was pressed.
pub const ACTION_FIELD: &str = "acao";

/// The value of [`ACTION_FIELD`] of the button that signs in.
pub const SIGN_IN: &str = "entrar";

/// Why the page is shown again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignInProblem {
    /// Wrong address or password.
    Wrong,
    /// Too many wrong ones.
    Later {
        /// Whole seconds until the next attempt is looked at.
        retry_after_s: u64,
    },
}

/// The page on which to sign in. `purpose` says what for; `email` is what was typed in before.
#[must_use]
pub fn sign_in_page(browser: &Browser, purpose: &Markup, email: &str, problem: Option<SignInProblem>) -> Page {
    let (status, text) = match problem {
        None => (200, None),
        Some(SignInProblem::Wrong) => (422, Some("E-mail ou senha incorretos.".to_owned())),
        Some(SignInProblem::Later { retry_after_s }) => (429, Some(later(retry_after_s))),
    };
    // Where to go on typing.
    let (at_email, at_password) = (email.is_empty(), !email.is_empty());
    let (invalid, described) = (text.is_some().then_some("true"), text.is_some().then_some("erro"));
    let content = html! {
        p.brand { "Entreposto" }
        h1 { "Entrar" }
        p.soft { (purpose) }
        @if let Some(text) = &text {
            p.wrong #erro role="alert" { (text) }
        }
        form method="post" {
            (browser.form_field())
            label for=(EMAIL_FIELD) { "E-mail" }
            input #(EMAIL_FIELD) name=(EMAIL_FIELD) type="email" inputmode="email" autocomplete="username"
                autocapitalize="none" spellcheck="false" required maxlength="254" value=(email) autofocus[at_email]
                aria-invalid=[invalid] aria-describedby=[described];
            label for=(PASSWORD_FIELD) { "Senha" }
            input #(PASSWORD_FIELD) name=(PASSWORD_FIELD) type="password" autocomplete="current-password"
                required maxlength="200" autofocus[at_password] aria-invalid=[invalid] aria-describedby=[described];
            div.actions {
                button.main type="submit" name=(ACTION_FIELD) value=(SIGN_IN) { "Entrar" }
            }
        }
    };
    let title = if text.is_some() { "Erro ao entrar" } else { "Entrar" };
    Page::new(status, format!("{title} · Entreposto"), content)
}

/// The page for a form that is not from this browser or lay open for too long. `again` is where to begin anew.
#[must_use]
pub fn expired_page(again: &str) -> Page {
    let content = html! {
        p.brand { "Entreposto" }
        h1 { "Esta página expirou" }
        p { "A página ficou aberta por muito tempo, ou o navegador não aceita cookies. Nada foi alterado." }
        div.actions { a.button.main href=(again) { "Recomeçar" } }
    };
    Page::new(400, "Página expirada · Entreposto", content)
}

fn later(retry_after_s: u64) -> String {
    let minutes = retry_after_s.div_ceil(60);
    let unit = if minutes == 1 { "minuto" } else { "minutos" };
    format!("Muitas tentativas de acesso. Tente novamente em {minutes} {unit}.")
}

#[cfg(test)]
mod tests {
    use super::later;

    #[test]
    fn a_wait_is_told_in_whole_minutes() {
        assert!(later(1).ends_with("em 1 minuto."));
        assert!(later(61).ends_with("em 2 minutos."));
    }
}
