//! Scaffolding: the skeleton of a new face.
use std::path::{Path, PathBuf};
/// x
///
/// # Errors
/// x
pub fn scaffold(_root: &Path, _name: &str) -> anyhow::Result<Vec<PathBuf>> {
    Ok(vec![])
}
/// x
pub fn next_steps(_name: &str) -> String {
    String::new()
}
