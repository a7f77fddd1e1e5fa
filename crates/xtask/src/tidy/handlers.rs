//! Rule `handlers`: a face's handler says first which route it answers, so that a file reads like the vendor's manual.
//!
//! Not a comparison with the route table: `entreposto routes` and the contracts are compared in tests.
//! The one rule: a handler is an `async fn` of a face that takes an `Exchange`, and its documentation begins with a
//! backticked `METHOD /path`.

use super::{Finding, Tree};

const METHODS: &[&str] = &["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.rust_files().filter(|file| file.is_in_a_face()) {
        let in_source = file.path_in_crate().is_some_and(|path| path.starts_with("src/"));
        let Some(syntax) = file.syntax.as_ref().filter(|_| in_source) else {
            continue;
        };
        for item in &syntax.items {
            let syn::Item::Fn(function) = item else { continue };
            let documented = first_words(&function.attrs).is_some_and(|words| names_a_route(&words));
            if is_handler(&function.sig) && !documented {
                let name = &function.sig.ident;
                let message = format!("the documentation of `{name}` must begin with its route: `METHOD /path`");
                findings.push(Finding::new(&file.path, name.span().start().line, "handlers", message));
            }
        }
    }
    findings
}

fn is_handler(signature: &syn::Signature) -> bool {
    let takes_exchange = signature.inputs.iter().any(|input| match input {
        syn::FnArg::Typed(argument) => match &*argument.ty {
            syn::Type::Path(path) => path.path.segments.last().is_some_and(|last| last.ident == "Exchange"),
            _ => false,
        },
        syn::FnArg::Receiver(_) => false,
    });
    signature.asyncness.is_some() && takes_exchange
}

/// The first line of the documentation.
fn first_words(attributes: &[syn::Attribute]) -> Option<String> {
    let doc = attributes.iter().find(|attribute| attribute.path().is_ident("doc"))?;
    let syn::Meta::NameValue(meta) = &doc.meta else {
        return None;
    };
    let syn::Expr::Lit(syn::ExprLit {
        lit: syn::Lit::Str(text),
        ..
    }) = &meta.value
    else {
        return None;
    };
    Some(text.value().trim().to_owned())
}

fn names_a_route(words: &str) -> bool {
    let route = words.strip_prefix('`').and_then(|rest| rest.split_once('`'));
    let parts = route.and_then(|(route, _)| route.split_once(' '));
    parts.is_some_and(|(method, path)| METHODS.contains(&method) && path.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(path: &str, text: &str) -> Vec<usize> {
        check(&Tree::of(&[(path, text)]))
            .into_iter()
            .map(|finding| finding.line)
            .collect()
    }

    #[test]
    fn a_handler_that_does_not_begin_with_its_route_is_a_finding() {
        let wrong = [
            "",
            "/// Lists.",
            "/// `GET products`",
            "/// `FETCH /products`",
            "/// GET /products",
            "///",
        ];
        for documentation in wrong {
            let text = format!("{documentation}\npub(crate) async fn list(exchange: Exchange) {{}}");
            assert_eq!(lines("crates/face_x/src/products.rs", &text), [2], "{documentation}");
        }
        let open = "async fn token(visit: face_kit::Exchange<Visitor>) {}";
        assert_eq!(lines("crates/face_x/src/auth.rs", open), [1]);
    }

    #[test]
    fn a_handler_that_begins_with_its_route_is_fine() {
        let text = "/// `GET /products/{id}`: one product.\n///\n/// More.\nasync fn one(exchange: Exchange) {}";
        assert!(lines("crates/face_x/src/products.rs", text).is_empty());
    }

    #[test]
    fn other_functions_tests_and_other_crates_hold_no_handlers() {
        let text =
            "async fn principal(app: &App, parts: &Parts) {}\nfn id(exchange: &Exchange) {}\nfn of(e: Exchange) {}";
        assert!(lines("crates/face_x/src/auth.rs", text).is_empty());
        let handler = "async fn list(exchange: Exchange) {}";
        for path in ["face_x/tests/face.rs", "face_kit/src/service.rs", "app/src/a.rs"] {
            assert!(lines(&format!("crates/{path}"), handler).is_empty(), "{path}");
        }
    }
}
