//! Rule `opening`: every Rust file opens with `//!`, so that a reader learns in three lines whether it is theirs.
//!
//! Not a check of what the lines say.
//! The one rule: the very first line counts; attributes come after.

use super::{Finding, Tree};

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let silent = tree.rust_files().filter(|file| !opens_with_documentation(&file.text));
    let message = "the first line must be `//!`: what the file is, what it is not, the one rule to know";
    silent
        .map(|file| Finding::new(&file.path, 1, "opening", message))
        .collect()
}

fn opens_with_documentation(text: &str) -> bool {
    text.lines()
        .next()
        .is_some_and(|first| first.strip_prefix("//!").is_some_and(|words| !words.trim().is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_without_opening_words_is_a_finding() {
        let tree = Tree::of(&[
            ("crates/app/src/bare.rs", "fn a() {}"),
            ("crates/app/src/empty.rs", ""),
            ("crates/app/src/mute.rs", "//!\nfn a() {}"),
            ("crates/app/src/fine.rs", "//! Places an order.\nfn a() {}"),
        ]);
        let found: Vec<_> = check(&tree).into_iter().map(|finding| finding.path).collect();
        assert_eq!(
            found,
            [
                "crates/app/src/bare.rs",
                "crates/app/src/empty.rs",
                "crates/app/src/mute.rs"
            ]
        );
    }
}
