//! Rule `floats`: no `f32`, `f64` or fractional literal in the crates that hold amounts.
//!
//! Not a check of faces: they read numbers from text and never keep a float either, but their wire format is theirs.
//! The one rule: amounts are integers in millionths.

use super::tokens::{self, Token};
use super::{Finding, Tree};

const CORE: &[&str] = &["domain", "store", "app"];

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree
        .rust_files()
        .filter(|file| file.crate_name().is_some_and(|name| CORE.contains(&name)))
    {
        let tokens = tokens::of(&file.text);
        for (index, token) in tokens.iter().enumerate() {
            let after_a_dot = index > 0 && tokens[index - 1].is_mark('.');
            if is_float(token, after_a_dot) {
                let message = "amounts are integers in millionths: no floating point in the core";
                findings.push(Finding::new(&file.path, token.line, "floats", message));
            }
        }
    }
    findings
}

/// `pair.0.1` reads as the literal `0.1` after a dot; that is a field, not a number.
fn is_float(token: &Token, after_a_dot: bool) -> bool {
    let literal = match token.literal() {
        Some(syn::Lit::Float(_)) => !after_a_dot,
        Some(syn::Lit::Int(number)) => matches!(number.suffix(), "f32" | "f64"),
        Some(_) | None => false,
    };
    literal || token.is_word("f32") || token.is_word("f64")
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
    fn types_casts_calls_and_literals_are_all_caught() {
        let text = "struct A { b: f64 }\nfn c(d: i64) { d as f32; }\nfn e() { f64::from(1u8); }\nconst G: i64 = (2.5) as i64;\n\
                    fn h() { vec![1f64]; }";
        assert_eq!(lines("crates/domain/src/money.rs", text), [1, 2, 3, 4, 5]);
    }

    #[test]
    fn fields_of_nested_tuples_and_words_in_text_are_not_floats() {
        assert!(
            lines(
                "crates/app/src/a.rs",
                "/// not an f64\nfn a(p: ((u8, u8), u8)) -> u8 { p.0.1 }"
            )
            .is_empty()
        );
        assert!(lines("crates/store/src/a.rs", "const A: &str = \"f64 1.5\";").is_empty());
    }

    #[test]
    fn other_crates_may_measure_in_floats() {
        assert!(lines("crates/bench/src/lib.rs", "fn ratio() -> f64 { 0.6 }").is_empty());
    }
}
