//! What the user sees: who asks for what, the code where it is shown, and what went wrong.
//!
//! Not what follows from a button (`authorize`).
//!
//! The one rule to know: a page names the application, the account and the user, so that nobody allows by mistake.

use domain::users::User;
use face_kit::{ACTION_FIELD, Browser, Page, SignInProblem, sign_in_page};
use maud::{Markup, html};

use super::authorize::Wanted;

/// The button that lets the application in.
pub(super) const ALLOW: &str = "permitir";
/// The button that keeps it out.
pub(super) const DENY: &str = "negar";
/// The button for somebody else.
pub(super) const SIGN_OUT: &str = "sair";

/// What an application may do once it is let in: everything that the API offers.
const PERMITS: &[&str] = &[
    "consultar e alterar contatos, produtos, serviços e estoque",
    "registrar, alterar e cancelar vendas",
    "consultar e lançar recebimentos e pagamentos",
    "consultar os dados da empresa e os usuários",
];

/// Asks who is there.
pub(super) fn sign_in(browser: &Browser, wanted: &Wanted, email: &str, problem: Option<SignInProblem>) -> Page {
    let purpose = html! {
        "O aplicativo " strong { (wanted.application.credential.name) }
        " pede acesso aos dados de " strong { (wanted.account_name) } "."
    };
    sign_in_page(browser, &purpose, email, problem)
}

/// Asks whether the application may come in.
pub(super) fn ask(browser: &Browser, wanted: &Wanted, user: &User) -> Page {
    let name = &wanted.application.credential.name;
    let content = html! {
        (brand())
        h1 { "Permitir o acesso de " (name) "?" }
        dl {
            div { dt { "Empresa" } dd { (wanted.account_name) } }
            div { dt { "Usuário" } dd { (user.name) " (" (user.email) ")" } }
        }
        p { "Em seu nome, o aplicativo poderá:" }
        ul { @for line in PERMITS { li { (line) } } }
        @if wanted.is_shown() {
            p.soft { "Se você permitir, um código será exibido para ser informado ao aplicativo." }
        } @else {
            p.soft { "Depois de responder, você voltará para " strong { (place(&wanted.redirect_uri)) } "." }
        }
        form method="post" {
            (browser.form_field())
            div.actions {
                button.main type="submit" name=(ACTION_FIELD) value=(ALLOW) { "Permitir" }
                button type="submit" name=(ACTION_FIELD) value=(DENY) { "Negar" }
            }
            div.actions {
                button.plain type="submit" name=(ACTION_FIELD) value=(SIGN_OUT) { "Entrar como outro usuário" }
            }
        }
    };
    let page = Page::new(200, format!("Permitir o acesso de {name}? · Entreposto"), content);
    if wanted.is_shown() {
        page
    } else {
        page.leading_to(&wanted.redirect_uri)
    }
}

/// Shows the code. It is in the title, too, where programs that open the page find it.
pub(super) fn code(wanted: &Wanted, code: &str) -> Page {
    let content = html! {
        (brand())
        h1 { "Acesso permitido" }
        p { "Informe este código ao aplicativo " strong { (wanted.application.credential.name) } ":" }
        output.code { (code) }
        p.soft { "O código vale por 10 minutos e só pode ser usado uma vez." }
    };
    Page::new(200, format!("Código de autorização: {code}"), content)
}

/// Says that the application was kept out, where nobody can be told.
pub(super) fn refused(wanted: &Wanted, error: &str) -> Page {
    let name = &wanted.application.credential.name;
    if error == "access_denied" {
        let content = html! {
            (brand())
            h1 { "Acesso negado" }
            p { "O aplicativo " strong { (name) } " não terá acesso aos dados de " (wanted.account_name) "." }
            p.soft { "Você já pode fechar esta página." }
        };
        return Page::new(200, "Acesso negado · Entreposto", content);
    }
    unusable("O aplicativo fez um pedido que não é atendido (response_type).")
}

/// Says that a request for consent cannot be answered.
pub(super) fn unusable(text: &str) -> Page {
    let content = html! {
        (brand())
        h1 { "Pedido de acesso inválido" }
        p.wrong role="alert" { (text) }
        p.soft { "Nada foi alterado. Volte ao aplicativo e tente novamente, ou avise quem o desenvolve." }
    };
    Page::new(400, "Pedido de acesso inválido · Entreposto", content)
}

fn brand() -> Markup {
    html! { p.brand { "Entreposto" } }
}

/// An address as people tell addresses apart: by its host.
fn place(uri: &str) -> &str {
    let rest = uri.split_once("://").map_or(uri, |(_, rest)| rest);
    rest.split(['/', '?'])
        .next()
        .filter(|host| !host.is_empty())
        .unwrap_or(uri)
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn an_address_is_known_by_its_host() {
        assert_eq!(place("https://app.example:8443/volta?x"), "app.example:8443");
        assert_eq!(place("meuapp:/volta"), "meuapp:");
    }
}
