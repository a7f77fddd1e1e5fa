//! Rule `layers`: which crate may name which, ours and everybody else's, as `cargo metadata` reports it.
//!
//! Not a check of `use` lines: a crate that is no dependency cannot be used.
//! The one rule: an edge that is not in the table is wrong; tests have one edge more, to open a fresh database.

use std::path::Path;

use anyhow::Context;
use cargo_metadata::{DependencyKind, MetadataCommand};

use super::Finding;
use super::tree::is_face;

/// One crate of the workspace and the names it depends on, for whatever purpose.
pub(super) struct Package {
    pub(super) name: String,
    pub(super) dependencies: Vec<Dependency>,
}

/// One edge.
pub(super) struct Dependency {
    pub(super) name: String,
    /// Whether only tests may use it.
    pub(super) for_tests: bool,
}

/// Each of our crates and those of ours it may depend on; `face_*` stands for every vendor's face.
const ALLOWED: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("store", &["domain"]),
    ("nfe", &["domain"]),
    ("labels", &[]),
    ("app", &["domain", "store", "nfe"]),
    ("face_kit", &["domain", "app"]),
    ("face_*", &["domain", "app", "face_kit", "labels"]),
    ("web", &["domain", "app", "face_kit"]),
    (
        "server",
        &["domain", "store", "nfe", "app", "face_kit", "face_*", "web"],
    ),
    ("conformance", EVERYTHING),
    ("simulator", EVERYTHING),
    ("bench", EVERYTHING),
    ("xtask", &[]),
];

/// For the crates that only test; nothing depends on them, so they are in no list.
const EVERYTHING: &[&str] = &["domain", "store", "nfe", "app", "face_kit", "face_*", "web", "server"];

/// What tests may use besides: a face cannot be asked anything without a database behind it, and `store` makes those.
const ALLOWED_IN_TESTS: &[(&str, &[&str])] = &[
    ("face_kit", &["store"]),
    ("face_*", &["store", "nfe"]),
    ("web", &["store"]),
];

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

impl From<cargo_metadata::Dependency> for Dependency {
    fn from(dependency: cargo_metadata::Dependency) -> Self {
        Self {
            name: dependency.name,
            for_tests: dependency.kind == DependencyKind::Development,
        }
    }
}

pub(super) fn packages(root: &Path) -> anyhow::Result<Vec<Package>> {
    let manifest = root.join("Cargo.toml");
    let metadata = MetadataCommand::new()
        .manifest_path(manifest)
        .no_deps()
        .exec()
        .context("cargo metadata")?;
    let packages = metadata.packages.into_iter().map(|package| Package {
        name: package.name.to_string(),
        dependencies: package.dependencies.into_iter().map(Dependency::from).collect(),
    });
    Ok(packages.collect())
}

pub(super) fn check(packages: &[Package]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for package in packages {
        let manifest = format!("crates/{}/Cargo.toml", package.name);
        let mut report = |message: String| findings.push(Finding::new(&manifest, 1, "layers", message));
        let Some(allowed) = row(ALLOWED, &package.name) else {
            report(format!("`{}` is not in the table of layers", package.name));
            continue;
        };
        for Dependency { name, for_tests } in &package.dependencies {
            let in_tests = row(ALLOWED_IN_TESTS, &package.name)
                .filter(|_| *for_tests)
                .unwrap_or_default();
            // A crate may name itself: that is how its own tests switch on one of its features.
            let ours = *name != package.name && packages.iter().any(|other| other.name == *name);
            if ours && !matches_any(allowed, name) && !matches_any(in_tests, name) {
                report(format!("`{}` may not depend on `{name}`", package.name));
            }
            if let Some(users) = reserved_for(name).filter(|users| !matches_any(users, &package.name)) {
                report(format!("`{name}` belongs to {}", users.join(", ")));
            }
            if package.name == "domain" && FOREIGN_TO_DOMAIN.contains(&name.as_str()) {
                report(format!("`domain` does without `{name}`"));
            }
        }
    }
    findings
}

fn row(table: &'static [(&str, &[&str])], name: &str) -> Option<&'static [&'static str]> {
    table
        .iter()
        .find(|(pattern, _)| matches(pattern, name))
        .map(|(_, row)| *row)
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
        "nfe",
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
        messages_of(user, dependency, false)
    }

    fn messages_of(user: &str, dependency: &str, for_tests: bool) -> Vec<String> {
        let edge = || Dependency {
            name: dependency.to_owned(),
            for_tests,
        };
        let package = |name: &&str| Package {
            name: (*name).to_owned(),
            dependencies: if *name == user { vec![edge()] } else { Vec::new() },
        };
        let packages: Vec<_> = OURS.iter().map(package).collect();
        check(&packages).into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn every_edge_against_the_layers_is_a_finding() {
        let wrong = [
            ("domain", "store"),
            ("store", "app"),
            ("store", "nfe"),
            ("nfe", "store"),
            ("face_x", "nfe"),
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
            ("app", "nfe"),
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
    fn the_tests_of_a_face_may_open_a_store_and_nothing_else_besides() {
        assert!(messages_of("face_x", "store", true).is_empty() && messages_of("face_kit", "store", true).is_empty());
        for (user, dependency) in [
            ("face_x", "face_y"),
            ("face_x", "server"),
            ("domain", "store"),
            ("store", "app"),
        ] {
            assert_eq!(messages_of(user, dependency, true).len(), 1, "{user} -> {dependency}");
        }
    }

    #[test]
    fn a_crate_may_switch_on_its_own_features_for_its_tests() {
        assert!(messages_of("store", "store", true).is_empty());
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
