//! Rule `sql`: SQL text lives in `store` and nowhere else.
//!
//! Not a parser: it looks at how a string literal begins, inside macro calls too.
//! The one rule: a crate that needs a query gets a named function of `store`.

use super::tokens::{self, Token};
use super::{Finding, Tree};

/// `store` owns SQL; the test-only crates may look at the tables behind its back, which is how they audit it.
const EXEMPT: &[&str] = &["store", "conformance", "simulator", "bench"];

const OPENINGS: &[&str] = &[
    "insert into ",
    "delete from ",
    "create table ",
    "create index ",
    "create unique index ",
    "alter table ",
    "drop table ",
    "drop index ",
    "truncate table ",
    "pragma ",
];

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree
        .rust_files()
        .filter(|file| file.crate_name().is_some_and(|name| !EXEMPT.contains(&name)))
    {
        for token in tokens::of(&file.text).iter().filter(|token| holds_sql(token)) {
            let message = "SQL text outside `store`: give the query a name there";
            findings.push(Finding::new(&file.path, token.line, "sql", message));
        }
    }
    findings
}

fn holds_sql(token: &Token) -> bool {
    match token.literal() {
        Some(syn::Lit::Str(text)) => begins_like_sql(&text.value()),
        Some(syn::Lit::ByteStr(bytes)) => begins_like_sql(&String::from_utf8_lossy(&bytes.value())),
        Some(_) | None => false,
    }
}

/// `SELECT x` in capitals is SQL at once; `select`, `update` and `with` are English too, and need their second word.
fn begins_like_sql(text: &str) -> bool {
    let plain = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let lower = plain.to_lowercase();
    let begins_and_has = |first: &str, second: &str| lower.starts_with(first) && lower.contains(second);
    plain.starts_with("SELECT ")
        || OPENINGS.iter().any(|opening| lower.starts_with(opening))
        || begins_and_has("select ", " from ")
        || begins_and_has("update ", " set ")
        || begins_and_has("with ", " as (")
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
    fn a_query_outside_the_store_is_caught_however_it_is_written() {
        let text = "const A: &str = \"SELECT 1\";\nfn b() { format!(\"update orders set x = {}\", 1); }\n\
                    const C: &str = r#\"\n  INSERT\n  INTO orders VALUES (1)\"#;\nfn d() { q(b\"DELETE FROM orders\") }";
        assert_eq!(lines("crates/app/src/a.rs", text), [1, 2, 3, 6]);
        assert_eq!(lines("crates/face_estoka/src/a.rs", text), [1, 2, 3, 6]);
    }

    #[test]
    fn english_and_portuguese_sentences_are_not_sql() {
        let text = "const A: &[&str] = &[\"select\", \"Update the price\", \"with care\", \"Selecione um item\", \"SELECTED\"];";
        assert!(lines("crates/app/src/a.rs", text).is_empty());
    }

    #[test]
    fn the_store_and_the_test_crates_may_hold_sql() {
        for name in ["store", "simulator"] {
            assert!(lines(&format!("crates/{name}/src/a.rs"), "const A: &str = \"SELECT 1\";").is_empty());
        }
    }
}
