//! Rule `leftovers`: nothing half done is committed: no `#[ignore]`, `todo!`, `unimplemented!` or `dbg!`.
//!
//! Not a search for comments: those are for reviewers.
//! The one rule: a test that may be skipped is no test; delete it or mend it.

use super::tokens::{self, Token};
use super::{Finding, Tree};

const MACROS: &[&str] = &["todo", "unimplemented", "dbg"];

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.rust_files() {
        let tokens = tokens::of(&file.text);
        for pair in tokens.windows(2) {
            if let Some(message) = leftover(&pair[0], &pair[1]) {
                findings.push(Finding::new(&file.path, pair[0].line, "leftovers", message));
            }
        }
    }
    findings
}

fn leftover(first: &Token, second: &Token) -> Option<String> {
    if let Some(name) = MACROS
        .iter()
        .find(|name| first.is_word(name) && second.is_lone_mark('!'))
    {
        return Some(format!("`{name}!` does not belong in a finished change"));
    }
    let attribute = if first.is_mark('#') {
        second.bracketed()?
    } else {
        return None;
    };
    ignores(&attribute).then(|| "`#[ignore]`: a test runs or it goes".to_owned())
}

/// `#[ignore]`, `#[ignore = "why"]`, and both behind `cfg_attr`.
fn ignores(attribute: &[Token]) -> bool {
    let Some(name) = attribute.first() else { return false };
    name.is_word("ignore") || (name.is_word("cfg_attr") && attribute.iter().any(|token| token.is_word("ignore")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<usize> {
        check(&Tree::of(&[("crates/app/src/a.rs", text)]))
            .into_iter()
            .map(|finding| finding.line)
            .collect()
    }

    #[test]
    fn unfinished_code_is_caught_even_inside_another_macro() {
        assert_eq!(
            lines("fn a() { todo!() }\nfn b() {\n vec![unimplemented!()];\n}\nfn c() { dbg!(1); }"),
            [1, 3, 5]
        );
    }

    #[test]
    fn an_ignored_test_is_caught_in_all_its_spellings() {
        let text = "#[ignore]\nfn a() {}\n#[ignore = \"slow\"]\nfn b() {}\n#[cfg_attr(not(unix), ignore)]\nfn c() {}";
        assert_eq!(lines(text), [1, 3, 5]);
    }

    #[test]
    fn a_field_or_a_function_may_be_called_ignore() {
        assert!(lines("fn ignore(todo: bool) -> bool { let dbg = todo != ignore; !dbg }").is_empty());
    }
}
