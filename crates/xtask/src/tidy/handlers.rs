//! Rule `handlers`: a face's handler says first which route it answers, so that a file reads like the vendor's manual.
//!
//! Not a comparison with the route table: `entreposto routes` and the contracts are compared in tests.
//! The one rule: an `async fn` in a face (under `src/`, outside its fixed files and tests) is a handler, and its
//! documentation begins with a backticked `METHOD /path`.

use super::{Finding, Tree};

/// The files every face has; what is `async` in them serves handlers and is none.
const FIXED: &[&str] = &[
    "src/lib.rs",
    "src/auth.rs",
    "src/errors.rs",
    "src/numbers.rs",
    "src/page.rs",
    "src/quirks.rs",
];

const METHODS: &[&str] = &["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.rust_files().filter(|file| file.is_in_a_face()) {
        let holds_handlers = file
            .path_in_crate()
            .is_some_and(|path| path.starts_with("src/") && !FIXED.contains(&path));
        let Some(syntax) = file.syntax.as_ref().filter(|_| holds_handlers) else {
            continue;
        };
        for item in &syntax.items {
            let syn::Item::Fn(function) = item else { continue };
            if function.sig.asyncness.is_some()
                && !first_words(&function.attrs).is_some_and(|words| names_a_route(&words))
            {
                let name = &function.sig.ident;
                let message =
                    format!("the documentation of `{name}` must begin with its route, `METHOD /path` in backticks");
                findings.push(Finding::new(&file.path, name.span().start().line, "handlers", message));
            }
        }
    }
    findings
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
        for documentation in [
            "",
            "/// Lists products.",
            "/// `GET products`",
            "/// `FETCH /products`",
            "/// GET /products",
            "///",
        ] {
            let text = format!("{documentation}\npub(crate) async fn list() {{}}");
            assert_eq!(lines("crates/face_x/src/products.rs", &text), [2], "{documentation}");
        }
    }

    #[test]
    fn a_handler_that_begins_with_its_route_is_fine() {
        let text = "/// `GET /products/{id}`: one product.\n///\n/// More.\nasync fn one() {}\nfn plain() {}";
        assert!(lines("crates/face_x/src/products.rs", text).is_empty());
        assert!(lines("crates/face_x/src/products/read.rs", text).is_empty());
    }

    #[test]
    fn the_fixed_files_tests_and_other_crates_hold_no_handlers() {
        let text = "async fn principal() {}";
        for path in [
            "face_x/src/auth.rs",
            "face_x/tests/face.rs",
            "face_kit/src/auth.rs",
            "app/src/a.rs",
        ] {
            assert!(lines(&format!("crates/{path}"), text).is_empty(), "{path}");
        }
    }
}
