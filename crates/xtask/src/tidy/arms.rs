//! Rule `arms`: a face's `errors.rs` names every refusal, so that a new rule does not compile until it is translated.
//!
//! Not a ban on `_` elsewhere: clippy and review see to that.
//! The one rule: in `face_*/src/errors.rs` and below it no `match` arm may accept whatever comes.

use syn::spanned::Spanned;
use syn::visit::Visit;

use super::{Finding, Tree};

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.rust_files().filter(|file| file.is_in_a_face()) {
        let words_errors = file
            .path_in_crate()
            .is_some_and(|path| path == "src/errors.rs" || path.starts_with("src/errors/"));
        let Some(syntax) = file.syntax.as_ref().filter(|_| words_errors) else {
            continue;
        };
        let mut arms = Arms {
            path: &file.path,
            findings: Vec::new(),
        };
        arms.visit_file(syntax);
        findings.extend(arms.findings);
    }
    findings
}

struct Arms<'a> {
    path: &'a str,
    findings: Vec<Finding>,
}

impl<'ast> Visit<'ast> for Arms<'_> {
    fn visit_arm(&mut self, arm: &'ast syn::Arm) {
        if accepts_anything(&arm.pat) {
            let message = "a catch-all arm would answer a new refusal without anybody choosing how";
            self.findings
                .push(Finding::new(self.path, arm.pat.span().start().line, "arms", message));
        }
        syn::visit::visit_arm(self, arm);
    }
}

fn accepts_anything(pattern: &syn::Pat) -> bool {
    match pattern {
        syn::Pat::Wild(_) => true,
        // A lower-case name binds; a capital one is a constant or a variant.
        syn::Pat::Ident(name) => name.subpat.is_none() && name.ident.to_string().starts_with(char::is_lowercase),
        syn::Pat::Or(cases) => cases.cases.iter().any(accepts_anything),
        syn::Pat::Paren(inner) => accepts_anything(&inner.pat),
        syn::Pat::Reference(inner) => accepts_anything(&inner.pat),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(path: &str, arms: &str) -> Vec<usize> {
        let text = format!("fn a(r: R) -> u16 {{ match r {{\n{arms}\n}} }}");
        check(&Tree::of(&[(path, &text)]))
            .into_iter()
            .map(|finding| finding.line)
            .collect()
    }

    #[test]
    fn every_way_to_accept_anything_is_caught() {
        for arm in [
            "_ => 1",
            "other => 1",
            "R::A | _ => 1",
            "(_) => 1",
            "&_ => 1",
            "ref rest => 1",
            "_ if late => 1",
        ] {
            assert_eq!(
                lines("crates/face_estoka/src/errors.rs", &format!("R::B => 2,\n{arm}")),
                [3],
                "{arm}"
            );
        }
    }

    #[test]
    fn named_variants_and_their_fields_may_be_skipped() {
        let arms = "R::A { .. } => 1, R::B(_) => 2, MAX => 3, known @ R::C => 4";
        assert!(lines("crates/face_estoka/src/errors.rs", arms).is_empty());
    }

    #[test]
    fn only_the_errors_of_a_face_are_read() {
        assert!(lines("crates/face_kit/src/errors.rs", "_ => 1").is_empty());
        assert!(lines("crates/face_estoka/src/orders.rs", "_ => 1").is_empty());
        assert_eq!(lines("crates/face_estoka/src/errors/words.rs", "_ => 1"), [2]);
    }
}
