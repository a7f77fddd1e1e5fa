//! `cargo xtask face NAME`: the skeleton of a new face, with the files that every face has.
//!
//! Not a finished face: where the vendor's words belong it says `todo!`, which compiles but is not tidy.
//! The one rule: the lists of what a face must word are read from the enums themselves, so they are never stale.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail, ensure};

/// The skeleton as compilable files of the made-up vendor Sample, by their path in the crate.
const TEMPLATES: &[(&str, &str)] = &[
    ("Cargo.toml", include_str!("../templates/face/Cargo.toml")),
    ("FACE.md", include_str!("../templates/face/FACE.md")),
    ("src/lib.rs", include_str!("../templates/face/src/lib.rs")),
    ("src/auth.rs", include_str!("../templates/face/src/auth.rs")),
    ("src/errors.rs", include_str!("../templates/face/src/errors.rs")),
    ("src/numbers.rs", include_str!("../templates/face/src/numbers.rs")),
    ("src/page.rs", include_str!("../templates/face/src/page.rs")),
    ("src/quirks.rs", include_str!("../templates/face/src/quirks.rs")),
    ("tests/face.rs", include_str!("../templates/face/tests/face.rs")),
];

/// The enums that a face words variant by variant, and where they are.
const WORDED: &[(&str, &str)] = &[
    ("Refusal", "crates/domain/src/refusal.rs"),
    ("Problem", "crates/domain/src/refusal.rs"),
    ("Transport", "crates/face_kit/src/transport.rs"),
];

const ROOT_MANIFEST: &str = "Cargo.toml";

/// Writes `crates/face_NAME` and its line among the workspace's dependencies; answers the files written.
///
/// # Errors
/// When the name is not lower-case letters and digits, the crate exists, or a file cannot be read or written.
pub fn scaffold(root: &Path, name: &str) -> anyhow::Result<Vec<PathBuf>> {
    let is_word = name.starts_with(|first: char| first.is_ascii_lowercase())
        && name
            .chars()
            .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit());
    ensure!(
        is_word,
        "`{name}`: a face is named in lower-case letters and digits, without the `face_` prefix"
    );
    let folder = root.join(format!("crates/face_{name}"));
    ensure!(!folder.exists(), "{} exists", folder.display());

    let mut files = Vec::new();
    for (path, template) in TEMPLATES {
        files.push((folder.join(path), filled(root, &named(template, name))?));
    }
    let manifest = root.join(ROOT_MANIFEST);
    files.push((manifest.clone(), with_dependency(&read(&manifest)?, name)?));
    for (path, text) in &files {
        let parent = path.parent().context("every file of a face is in a folder")?;
        std::fs::create_dir_all(parent)
            .and_then(|()| std::fs::write(path, text))
            .with_context(|| format!("{path:?}"))?;
    }
    Ok(files.into_iter().map(|(path, _)| path).collect())
}

/// What is left to do by hand, for the terminal.
pub fn next_steps(name: &str) -> String {
    let vendor = capitalised(name);
    format!(
        "Next: `Face::{vendor}` in crates/domain/src/actor.rs if it is missing, every `todo!` in errors.rs, the route table \
         in lib.rs, then the server's wiring. The checklist is docs/how-to/add-a-face.md."
    )
}

fn named(template: &str, name: &str) -> String {
    template.replace("Sample", &capitalised(name)).replace("sample", name)
}

fn capitalised(name: &str) -> String {
    let (first, rest) = name.split_at(1.min(name.len()));
    format!("{}{rest}", first.to_uppercase())
}

/// The text with each `// SCAFFOLD arms of X` replaced by one arm for every variant of `X`.
fn filled(root: &Path, text: &str) -> anyhow::Result<String> {
    let mut lines = Vec::new();
    for line in text.lines() {
        match line.trim().strip_prefix("// SCAFFOLD arms of ") {
            Some(name) => {
                let indent = &line[..line.len() - line.trim_start().len()];
                lines.extend(arms(root, name)?.into_iter().map(|arm| format!("{indent}{arm}")));
            }
            None => lines.push(line.to_owned()),
        }
    }
    Ok(lines.join("\n") + "\n")
}

fn arms(root: &Path, name: &str) -> anyhow::Result<Vec<String>> {
    let Some((_, path)) = WORDED.iter().find(|(known, _)| *known == name) else {
        bail!("no enum `{name}` is worded by faces");
    };
    let syntax = syn::parse_file(&read(&root.join(path))?).with_context(|| format!("parsing {path}"))?;
    let found = syntax.items.iter().find_map(|item| match item {
        syn::Item::Enum(found) if found.ident == name => Some(found),
        _ => None,
    });
    let variants = &found.with_context(|| format!("{path} has no enum `{name}`"))?.variants;
    let arm = |variant: &syn::Variant| {
        let fields = match variant.fields {
            syn::Fields::Named(_) => " { .. }",
            syn::Fields::Unnamed(_) => "(..)",
            syn::Fields::Unit => "",
        };
        format!("{name}::{}{fields} => todo!(\"the vendor's answer\"),", variant.ident)
    };
    Ok(variants.iter().map(arm).collect())
}

/// The workspace manifest with the face among its dependencies, before the next one in the alphabet.
fn with_dependency(manifest: &str, name: &str) -> anyhow::Result<String> {
    let line = format!("face_{name} = {{ path = \"crates/face_{name}\" }}");
    let after = manifest
        .lines()
        .position(|other| other.starts_with("face_") && other > line.as_str());
    let position = after.or_else(|| manifest.lines().position(|other| other.starts_with("server = ")));
    let position = position.context("the workspace manifest lists no faces and no server")?;
    let mut lines: Vec<_> = manifest.lines().collect();
    lines.insert(position, &line);
    Ok(lines.join("\n") + "\n")
}

fn read(path: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::{Tree, check_files};

    fn workspace() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
    }

    /// A folder with what scaffolding reads, taken from this workspace.
    fn copy_of_workspace() -> anyhow::Result<tempfile::TempDir> {
        let copy = tempfile::tempdir()?;
        for path in WORDED.iter().map(|(_, path)| *path).chain([ROOT_MANIFEST]) {
            let target = copy.path().join(path);
            std::fs::create_dir_all(target.parent().context("a file is in a folder")?)?;
            std::fs::write(target, read(&workspace().join(path))?)?;
        }
        Ok(copy)
    }

    #[test]
    fn the_skeleton_of_a_face_is_tidy_but_for_the_vendors_words() -> anyhow::Result<()> {
        let root = copy_of_workspace()?;
        scaffold(root.path(), "acme")?;
        let findings = check_files(&Tree::read(root.path())?)?;
        let of_face = findings
            .iter()
            .filter(|finding| finding.path.starts_with("crates/face_acme/"));
        let (left, wrong): (Vec<_>, Vec<_>) = of_face.partition(|finding| finding.rule == "leftovers");
        assert!(wrong.is_empty(), "{wrong:?}");
        let variants: Vec<_> = WORDED
            .iter()
            .map(|(name, _)| arms(&workspace(), name))
            .collect::<Result<_, _>>()?;
        assert_eq!(left.len(), variants.concat().len());
        assert!(
            left.iter()
                .all(|finding| finding.path == "crates/face_acme/src/errors.rs"),
            "{left:?}"
        );
        Ok(())
    }

    #[test]
    fn the_vendors_name_replaces_the_sample_everywhere() -> anyhow::Result<()> {
        let root = copy_of_workspace()?;
        for path in scaffold(root.path(), "acme")? {
            let text = read(&path)?;
            assert!(
                path.ends_with(ROOT_MANIFEST) || !text.to_lowercase().contains("sample"),
                "{path:?}"
            );
            assert!(!text.contains("SCAFFOLD"), "{path:?}");
        }
        assert!(read(&root.path().join(ROOT_MANIFEST))?.contains("\nface_acme = { path = \"crates/face_acme\" }\n"));
        assert!(read(&root.path().join("crates/face_acme/src/lib.rs"))?.contains("Face::Acme"));
        Ok(())
    }

    #[test]
    fn a_face_is_never_written_over_and_never_named_oddly() -> anyhow::Result<()> {
        let root = copy_of_workspace()?;
        scaffold(root.path(), "acme")?;
        for name in ["acme", "", "Acme", "face_acme", "7up", "../acme", "á"] {
            assert!(scaffold(root.path(), name).is_err(), "{name}");
        }
        Ok(())
    }

    #[test]
    fn the_skeleton_has_every_function_that_the_dialect_requires() -> anyhow::Result<()> {
        let text = read(&workspace().join("crates/face_kit/src/dialect.rs"))?;
        let dialect = syn::parse_file(&text)?.items.into_iter().find_map(|item| match item {
            syn::Item::Trait(found) if found.ident == "Dialect" => Some(found),
            _ => None,
        });
        let skeleton = TEMPLATES
            .iter()
            .find(|(path, _)| *path == "src/lib.rs")
            .map_or("", |(_, text)| text);
        for item in dialect.context("face_kit has a trait `Dialect`")?.items {
            let syn::TraitItem::Fn(function) = item else { continue };
            let name = format!("fn {}(", function.sig.ident);
            assert!(function.default.is_some() || skeleton.contains(&name), "{name}");
        }
        Ok(())
    }

    #[test]
    fn dependencies_stay_in_the_order_of_the_alphabet() -> anyhow::Result<()> {
        let manifest = "domain = {}\nface_estoka = {}\nface_kit = {}\nserver = {}\n";
        let line = |name: &str| format!("face_{name} = {{ path = \"crates/face_{name}\" }}");
        let between = format!(
            "domain = {{}}\nface_estoka = {{}}\n{}\nface_kit = {{}}\nserver = {{}}\n",
            line("jumbo")
        );
        assert_eq!(with_dependency(manifest, "jumbo")?, between);
        let last = format!(
            "domain = {{}}\nface_estoka = {{}}\nface_kit = {{}}\n{}\nserver = {{}}\n",
            line("likin")
        );
        assert_eq!(with_dependency(manifest, "likin")?, last);
        assert!(with_dependency("[workspace]", "likin").is_err());
        Ok(())
    }
}
