//! The `cargo xtask` command line: reads the arguments and prints what the library found.
//!
//! Not where a check lives: those are modules of `xtask::tidy`.
//! The one rule: exit code 1 means the tree has findings, 2 means the question could not be answered.

use std::path::Path;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use xtask::{face, tidy};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Development tasks of Entreposto")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Check the layout of the tree; print one line per finding
    Tidy,
    /// Write the skeleton of a new face crate, `crates/face_NAME`
    Face {
        /// The vendor's name in lower case, without the `face_` prefix
        name: String,
    },
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().task {
        Task::Tidy => report_tidiness(),
        Task::Face { name } => scaffold_face(&name),
    };
    outcome.unwrap_or_else(|error| {
        eprintln!("xtask: {error:#}");
        ExitCode::from(2)
    })
}

fn report_tidiness() -> anyhow::Result<ExitCode> {
    let findings = tidy::run(&workspace_root())?;
    for finding in &findings {
        println!("{finding}");
    }
    if findings.is_empty() {
        println!("tidy: nothing to report");
        return Ok(ExitCode::SUCCESS);
    }
    eprintln!("tidy: {} findings", findings.len());
    Ok(ExitCode::FAILURE)
}

fn scaffold_face(name: &str) -> anyhow::Result<ExitCode> {
    let root = workspace_root();
    for path in face::scaffold(&root, name)? {
        println!("wrote {}", path.strip_prefix(&root).unwrap_or(&path).display());
    }
    println!("{}", face::next_steps(name));
    Ok(ExitCode::SUCCESS)
}

fn workspace_root() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
