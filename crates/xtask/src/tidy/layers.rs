//! Rule `layers`: which crate may name which, ours and everybody else's, as `cargo metadata` reports it.
//!
//! Not a check of `use` lines: a crate that is no dependency cannot be used.
//! The one rule: an edge that is not in the table is wrong, also among development dependencies.

use std::path::Path;

use anyhow::Context;
use cargo_metadata::MetadataCommand;

use super::Finding;
use super::tree::is_face;

/// One crate of the workspace and the names it depends on, for whatever purpose.
pub(super) struct Package {
    pub(super) name: String,
    pub(super) dependencies: Vec<String>,
}

/// Each of our crates and those of ours it may depend on; `face_*` stands for every vendor's face.
const ALLOWED: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("store", &["domain"]),
    ("app", &["domain", "store"]),
    ("face_kit", &["domain", "app"]),
    ("face_*", &["domain", "app", "face_kit"]),
    ("web", &["domain", "app", "face_kit"]),
    ("server", &["domain", "store", "app", "face_kit", "face_*", "web"]),
    ("conformance", EVERYTHING),
    ("simulator", EVERYTHING),
    ("bench", EVERYTHING),
    ("xtask", &[]),
];

/// For the crates that only test; nothing depends on them, so they are in no list.
const EVERYTHING: &[&str] = &["domain", "store", "app", "face_kit", "face_*", "web", "server"];

/// Crates of others that would carry a layer's secret elsewhere, and the only crates of ours that may use them.
const RESERVED: &[(&[&str], &[&str])] = &[
    (
        &["rusqlite", "tokio-postgres", "postgres", "refinery"],
        &["store", "simulator", "bench", "conformance"],
    ),
    (
        &["axum", "hyper", "hyper-util", "tower-http"],
        &[
            "face_*",
            "face_kit",
            "web",
            "server",
            "simulator",
            "bench",
            "conformance",
        ],
    ),
];

/// What `domain` must do without: bytes, tables, time, chance, tasks and threads.
const FOREIGN_TO_DOMAIN: &[&str] = &[
    "serde",
    "serde_json",
    "tokio",
    "rand",
    "tracing",
    "metrics",
    "http",
    "parking_lot",
    "quick-xml",
    "base64",
];

pub(super) fn packages(root: &Path) -> anyhow::Result<Vec<Package>> {
    let manifest = root.join("Cargo.toml");
    let metadata = MetadataCommand::new()
        .manifest_path(manifest)
        .no_deps()
        .exec()
        .context("cargo metadata")?;
    let packages = metadata.packages.into_iter().map(|package| Package {
        name: package.name.to_string(),
        dependencies: package
            .dependencies
            .into_iter()
            .map(|dependency| dependency.name)
            .collect(),
    });
    Ok(packages.collect())
}

pub(super) fn check(packages: &[Package]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for package in packages {
        let manifest = format!("crates/{}/Cargo.toml", package.name);
        let mut report = |message: String| findings.push(Finding::new(&manifest, 1, "layers", message));
        let Some(allowed) = allowed_for(&package.name) else {
            report(format!("`{}` is not in the table of layers", package.name));
            continue;
        };
        for dependency in &package.dependencies {
            // A crate may name itself: that is how its own tests switch on one of its features.
            let ours = *dependency != package.name && packages.iter().any(|other| other.name == *dependency);
            if ours && !matches_any(allowed, dependency) {
                report(format!("`{}` may not depend on `{dependency}`", package.name));
            }
            if let Some(users) = reserved_for(dependency).filter(|users| !matches_any(users, &package.name)) {
                report(format!("`{dependency}` belongs to {}", users.join(", ")));
            }
            if package.name == "domain" && FOREIGN_TO_DOMAIN.contains(&dependency.as_str()) {
                report(format!("`domain` does without `{dependency}`"));
            }
        }
    }
    findings
}

fn allowed_for(name: &str) -> Option<&'static [&'static str]> {
    ALLOWED
        .iter()
        .find(|(pattern, _)| matches(pattern, name))
        .map(|(_, allowed)| *allowed)
}

fn reserved_for(dependency: &str) -> Option<&'static [&'static str]> {
    RESERVED
        .iter()
        .find(|(names, _)| names.contains(&dependency))
        .map(|(_, users)| *users)
}

fn matches_any(patterns: &[&str], name: &str) -> bool {
    patterns.iter().any(|pattern| matches(pattern, name))
}

fn matches(pattern: &str, name: &str) -> bool {
    if pattern == "face_*" {
        is_face(name)
    } else {
        pattern == name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OURS: &[&str] = &[
        "domain",
        "store",
        "app",
        "face_kit",
        "face_x",
        "face_y",
        "web",
        "server",
        "conformance",
        "simulator",
        "bench",
        "xtask",
    ];

    /// What is found when `user` depends on `dependency` in a workspace with all our crates.
    fn messages(user: &str, dependency: &str) -> Vec<String> {
        let package = |name: &&str| Package {
            name: (*name).to_owned(),
            dependencies: if *name == user {
                vec![dependency.to_owned()]
            } else {
                Vec::new()
            },
        };
        let packages: Vec<_> = OURS.iter().map(package).collect();
        check(&packages).into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn every_edge_against_the_layers_is_a_finding() {
        let wrong = [
            ("domain", "store"),
            ("store", "app"),
            ("app", "face_kit"),
            ("face_kit", "store"),
            ("face_kit", "face_x"),
            ("face_x", "store"),
            ("face_x", "face_y"),
            ("face_x", "web"),
            ("face_x", "server"),
            ("web", "store"),
            ("web", "face_x"),
            ("xtask", "domain"),
            ("domain", "xtask"),
        ];
        for (user, dependency) in wrong {
            assert_eq!(
                messages(user, dependency),
                [format!("`{user}` may not depend on `{dependency}`")]
            );
        }
    }

    #[test]
    fn nothing_depends_on_a_crate_that_only_tests() {
        for user in OURS {
            for dependency in ["conformance", "simulator", "bench"] {
                assert!(
                    *user == dependency || messages(user, dependency).len() == 1,
                    "{user} -> {dependency}"
                );
            }
        }
    }

    #[test]
    fn the_edges_of_the_design_are_allowed() {
        let right = [
            ("store", "domain"),
            ("app", "store"),
            ("face_kit", "app"),
            ("face_x", "face_kit"),
            ("web", "app"),
            ("web", "face_kit"),
            ("server", "store"),
            ("server", "face_y"),
            ("simulator", "server"),
            ("bench", "store"),
        ];
        for (user, dependency) in right {
            assert!(messages(user, dependency).is_empty(), "{user} -> {dependency}");
        }
    }

    #[test]
    fn a_crate_that_is_not_in_the_table_is_a_finding() {
        let stranger = Package {
            name: "shared".to_owned(),
            dependencies: Vec::new(),
        };
        assert_eq!(check(&[stranger])[0].message, "`shared` is not in the table of layers");
    }

    #[test]
    fn a_driver_or_a_format_in_the_wrong_layer_is_a_finding() {
        for (user, dependency) in [
            ("app", "rusqlite"),
            ("face_x", "tokio-postgres"),
            ("store", "axum"),
            ("domain", "serde"),
        ] {
            assert_eq!(messages(user, dependency).len(), 1, "{user} -> {dependency}");
        }
        assert!(messages("store", "rusqlite").is_empty() && messages("app", "serde").is_empty());
    }
}
