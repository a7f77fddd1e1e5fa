//! `entreposto routes`: every route of every face.
//!
//! Not the routes for operators (`/healthz` and its like), which belong to no vendor's contract.
//!
//! The one rule to know: the paths are the vendor's own, without the prefix a face is served under.

use std::io::Write;
use std::process::ExitCode;

use crate::faces::FACES;

pub(super) fn run() -> anyhow::Result<ExitCode> {
    let mut out = std::io::stdout().lock();
    for line in lines() {
        writeln!(out, "{line}")?;
    }
    Ok(ExitCode::SUCCESS)
}

fn lines() -> Vec<String> {
    FACES
        .iter()
        .flat_map(|mount| (mount.routes)())
        .map(|route| route.to_string())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_face_method_and_path_between_tabs() {
        for line in lines() {
            let parts: Vec<&str> = line.split('\t').collect();
            let [face, method, path] = parts.as_slice() else {
                panic!("{line}")
            };
            assert!(FACES.iter().any(|mount| mount.face.name() == *face), "{line}");
            assert!(method.bytes().all(|byte| byte.is_ascii_uppercase()), "{line}");
            assert!(path.starts_with('/'), "{line}");
        }
    }
}
