//! The tidy checks over this very tree, so that `cargo test` says what `cargo xtask tidy` would.
//!
//! Not where a check is tested: each proves itself beside its code.
//! The one rule: the list is empty.

use std::path::Path;

#[test]
fn the_tree_is_tidy() -> anyhow::Result<()> {
    let findings = xtask::tidy::run(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."))?;
    let report: Vec<_> = findings.iter().map(ToString::to_string).collect();
    assert!(report.is_empty(), "{} findings:\n{}", report.len(), report.join("\n"));
    Ok(())
}
