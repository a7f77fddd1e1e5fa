//! The text files of the workspace, read once, as every check sees them.
//!
//! Not a view of the disk: a test builds a tree from strings.
//! The one rule: paths are relative to the workspace root and use `/`.

use std::path::Path;
use std::process::Command;

use anyhow::Context;
use walkdir::WalkDir;

use super::Finding;

/// Every text file that is, or is about to be, part of the project.
pub struct Tree {
    files: Vec<File>,
    /// Files without text (images, databases) still satisfy a link.
    binaries: Vec<String>,
}

/// One text file.
pub(super) struct File {
    pub(super) path: String,
    pub(super) text: String,
    /// Present when the file ends in `.rs` and parses.
    pub(super) syntax: Option<syn::File>,
}

impl Tree {
    /// Reads what git tracks or would track under `root`; without git, everything but build output.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn read(root: &Path) -> anyhow::Result<Self> {
        let mut tree = Self {
            files: Vec::new(),
            binaries: Vec::new(),
        };
        for path in listed_by_git(root).unwrap_or_else(|| found_on_disk(root)) {
            let full = root.join(&path);
            // Git still lists a file that was removed from disk but not yet from the index.
            if !full.is_file() {
                continue;
            }
            let bytes = std::fs::read(&full).with_context(|| format!("reading {path}"))?;
            tree.add(path, bytes);
        }
        Ok(tree)
    }

    fn add(&mut self, path: String, bytes: Vec<u8>) {
        match String::from_utf8(bytes) {
            Ok(text) if !text.contains('\0') => {
                let syntax = if path.ends_with(".rs") {
                    syn::parse_file(&text).ok()
                } else {
                    None
                };
                self.files.push(File { path, text, syntax });
            }
            Ok(_) | Err(_) => self.binaries.push(path),
        }
    }

    #[cfg(test)]
    pub(super) fn of(files: &[(&str, &str)]) -> Self {
        let mut tree = Self {
            files: Vec::new(),
            binaries: Vec::new(),
        };
        for (path, text) in files {
            tree.add((*path).to_owned(), text.as_bytes().to_vec());
        }
        tree
    }

    pub(super) fn files(&self) -> impl Iterator<Item = &File> {
        self.files.iter()
    }

    pub(super) fn rust_files(&self) -> impl Iterator<Item = &File> {
        self.files()
            .filter(|file| file.path.starts_with("crates/") && file.path.ends_with(".rs"))
    }

    pub(super) fn file(&self, path: &str) -> Option<&File> {
        self.files().find(|file| file.path == path)
    }

    /// Whether `path` is a file or a folder of the tree; the empty path is the root itself.
    pub(super) fn contains(&self, path: &str) -> bool {
        let inside = format!("{path}/");
        let mut paths = self.files.iter().map(|file| &file.path).chain(&self.binaries);
        path.is_empty() || paths.any(|known| known == path || known.starts_with(&inside))
    }
}

impl File {
    /// The crate's folder name, for a file under `crates/`.
    pub(super) fn crate_name(&self) -> Option<&str> {
        let (name, _) = self.path.strip_prefix("crates/")?.split_once('/')?;
        Some(name)
    }

    /// The path below the crate's folder, for a file under `crates/`.
    pub(super) fn path_in_crate(&self) -> Option<&str> {
        let (_, rest) = self.path.strip_prefix("crates/")?.split_once('/')?;
        Some(rest)
    }

    /// Whether the file belongs to one vendor's face; `face_kit` is none.
    pub(super) fn is_in_a_face(&self) -> bool {
        self.crate_name().is_some_and(is_face)
    }
}

/// Whether a crate of this name is one vendor's face; `face_kit` is none.
pub(super) fn is_face(crate_name: &str) -> bool {
    crate_name.starts_with("face_") && crate_name != "face_kit"
}

/// A file that does not parse would escape the checks that read syntax, so it is a finding itself.
pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let unread = tree.rust_files().filter(|file| file.syntax.is_none());
    unread
        .map(|file| Finding::new(&file.path, 1, "syntax", "does not parse as Rust"))
        .collect()
}

fn listed_by_git(root: &Path) -> Option<Vec<String>> {
    let mut git = Command::new("git");
    git.current_dir(root)
        .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
    let output = git.output().ok().filter(|output| output.status.success())?;
    let listing = String::from_utf8(output.stdout).ok()?;
    let paths: Vec<_> = listing.split_terminator('\0').map(str::to_owned).collect();
    // An empty list means the workspace is inside somebody else's repository that ignores it.
    (!paths.is_empty()).then_some(paths)
}

fn found_on_disk(root: &Path) -> Vec<String> {
    let entries = WalkDir::new(root)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| {
            let name = entry.file_name().to_string_lossy();
            !(entry.file_type().is_dir() && matches!(&*name, ".git" | "target" | "entreposto-data"))
        });
    let files = entries
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file());
    let relative = files.filter_map(|entry| Some(entry.path().strip_prefix(root).ok()?.to_str()?.to_owned()));
    relative.map(|path| path.replace('\\', "/")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rust_file_that_does_not_parse_is_a_finding() {
        let tree = Tree::of(&[
            ("crates/app/src/lib.rs", "fn broken( {"),
            ("crates/app/src/fine.rs", "fn fine() {}"),
        ]);
        let findings = check(&tree);
        assert_eq!(findings.len(), 1);
        assert_eq!(
            findings[0].to_string(),
            "crates/app/src/lib.rs:1: syntax: does not parse as Rust"
        );
    }

    #[test]
    fn without_git_the_build_output_is_left_out() -> anyhow::Result<()> {
        let root = tempfile::tempdir()?;
        for (folder, file) in [("crates/a", "lib.rs"), ("target/debug", "gen.rs"), (".git", "config")] {
            std::fs::create_dir_all(root.path().join(folder))?;
            std::fs::write(root.path().join(folder).join(file), "")?;
        }
        assert_eq!(found_on_disk(root.path()), ["crates/a/lib.rs"]);
        Ok(())
    }

    #[test]
    fn a_binary_file_is_known_but_not_read() {
        let tree = Tree::of(&[("docs/box.png", "\0PNG"), ("docs/a.md", "text")]);
        assert!(tree.contains("docs/box.png") && tree.file("docs/box.png").is_none());
        assert!(tree.contains("docs") && !tree.contains("doc"));
    }

    #[test]
    fn face_kit_is_not_a_face() {
        assert!(is_face("face_estoka") && !is_face("face_kit") && !is_face("app"));
    }
}
