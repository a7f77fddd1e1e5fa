//! Rule `faces`: all faces have the same files, so that reading one teaches all.
//!
//! Not a check of what is in them; more files are welcome.
//! The one rule: `face_kit` is no face.

use std::collections::BTreeSet;

use super::tree::is_face;
use super::{Finding, Tree};

const FILES: &[&str] = &[
    "FACE.md",
    "src/lib.rs",
    "src/auth.rs",
    "src/errors.rs",
    "src/numbers.rs",
    "src/page.rs",
    "src/quirks.rs",
    "tests/face.rs",
];

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let crates: BTreeSet<_> = tree
        .files()
        .filter_map(|file| file.crate_name())
        .filter(|name| is_face(name))
        .collect();
    let mut findings = Vec::new();
    for name in crates {
        for file in FILES
            .iter()
            .filter(|file| tree.file(&format!("crates/{name}/{file}")).is_none())
        {
            let manifest = format!("crates/{name}/Cargo.toml");
            findings.push(Finding::new(
                &manifest,
                1,
                "faces",
                format!("every face has `{file}`, this one does not"),
            ));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_face_without_one_of_the_files_is_a_finding() {
        for missing in FILES {
            let paths: Vec<_> = FILES.iter().map(|file| format!("crates/face_x/{file}")).collect();
            let present = paths
                .iter()
                .filter(|path| !path.ends_with(missing))
                .map(|path| (path.as_str(), ""));
            let found = check(&Tree::of(&present.collect::<Vec<_>>()));
            assert_eq!(found.len(), 1, "{missing}");
            assert!(found[0].message.contains(missing), "{}", found[0]);
        }
    }

    #[test]
    fn face_kit_need_not_look_like_a_face() {
        assert!(check(&Tree::of(&[("crates/face_kit/src/lib.rs", "")])).is_empty());
    }
}
