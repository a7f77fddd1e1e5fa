//! Rule `paths`: no text file names a folder of somebody's machine.
//!
//! Not a check of paths inside the repository: `links` reads those.
//! The one rule: a path in a file is relative to that file, or to the workspace root.

use super::{Finding, Tree};

const FOLDERS: &[&str] = &["root", "work", "farm", "home"];

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.files() {
        for (index, line) in file.text.lines().enumerate() {
            if let Some(folder) = FOLDERS.iter().find(|folder| names_folder(line, folder)) {
                let message = format!("`/{folder}/…` exists on one machine only");
                findings.push(Finding::new(&file.path, index + 1, "paths", message));
            }
        }
    }
    findings
}

/// An absolute path begins where no word ends: the `home` of `example.org/home/x` is part of an address.
fn names_folder(line: &str, folder: &str) -> bool {
    let path = format!("/{folder}/");
    line.match_indices(&path).any(|(start, _)| {
        let before = line[..start].chars().next_back();
        before.is_none_or(|mark| !(mark.is_alphanumeric() || "._-~})]>%$*".contains(mark)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: String) -> Vec<usize> {
        check(&Tree::of(&[("docs/a.md", &text)]))
            .into_iter()
            .map(|finding| finding.line)
            .collect()
    }

    #[test]
    fn an_absolute_path_is_caught_however_it_is_quoted() {
        for folder in FOLDERS {
            let texts = [
                format!("/{folder}/a"),
                format!("fine\n`/{folder}/a`"),
                format!("at file:///{folder}/a"),
            ];
            assert_eq!(texts.map(lines), [vec![1], vec![2], vec![1]], "{folder}");
        }
    }

    #[test]
    fn an_address_and_a_relative_path_are_fine() {
        let texts = [
            "https://example.org/home/x",
            "./work/x",
            "{base}/home/x",
            "target/work/x",
            "/homes/x",
        ];
        assert!(lines(texts.join("\n")).is_empty());
    }
}
