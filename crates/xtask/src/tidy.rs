//! The tidy checks: what a reviewer would otherwise have to repeat, one module per rule.
//!
//! Not a linter for what rustc, clippy or rustfmt already say.
//! The one rule: a check only ever gets stricter; exceptions are listed with a reason in `exceptions.toml`.

mod arms;
mod faces;
mod floats;
mod handlers;
mod layers;
mod leftovers;
mod links;
mod names;
mod opening;
mod paths;
mod size;
mod sql;
mod tokens;
mod tree;

use std::fmt;
use std::path::Path;

pub use tree::Tree;

/// One thing that is wrong, printed as `path:line: rule: message`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// Relative to the workspace root, with `/`.
    pub path: String,
    /// Counted from 1.
    pub line: usize,
    /// The short name of the rule, as in STYLE.md.
    pub rule: &'static str,
    /// What is wrong and, where it is not obvious, what to do instead.
    pub message: String,
}

impl Finding {
    fn new(path: &str, line: usize, rule: &'static str, message: impl Into<String>) -> Self {
        Self {
            path: path.to_owned(),
            line,
            rule,
            message: message.into(),
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}: {}: {}", self.path, self.line, self.rule, self.message)
    }
}

/// Runs every check over the workspace at `root` and returns the findings by path and line.
///
/// # Errors
/// When the tree cannot be read, `cargo metadata` fails, or `exceptions.toml` does not parse.
pub fn run(root: &Path) -> anyhow::Result<Vec<Finding>> {
    let mut findings = layers::check(&layers::packages(root)?);
    findings.extend(check_files(&Tree::read(root)?)?);
    findings.sort();
    Ok(findings)
}

/// Every check that needs nothing but the files.
pub(crate) fn check_files(tree: &Tree) -> anyhow::Result<Vec<Finding>> {
    let mut findings = size::check(tree)?;
    for check in CHECKS {
        findings.extend(check(tree));
    }
    Ok(findings)
}

const CHECKS: &[fn(&Tree) -> Vec<Finding>] = &[
    tree::check,
    arms::check,
    faces::check,
    floats::check,
    handlers::check,
    leftovers::check,
    links::check,
    names::check,
    opening::check,
    paths::check,
    sql::check,
];
