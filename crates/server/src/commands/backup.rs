//! `entreposto backup FILE`: copies the SQLite database while it is in use.
//!
//! Not for PostgreSQL, which has `pg_dump`.
//!
//! The one rule to know: the copy is a database of its own, from one instant.

use std::process::ExitCode;

use anyhow::{Context, bail};
use store::StoreError;

use crate::cli::BackupArgs;
use crate::config::Settings;
use crate::database::{Database, Missing};
use crate::progress::Progress;

pub(super) fn run(settings: &Settings, arguments: &BackupArgs) -> anyhow::Result<ExitCode> {
    let database = Database::of(settings)?;
    let file = &arguments.file;
    if file.exists() {
        bail!(
            "{} exists already; a backup never overwrites: choose another name or move it away",
            file.display()
        );
    }
    let store = database.open(settings, Missing::Refuse)?;
    let progress = Progress::shown();
    progress.phase("pages", 0);
    let copied = store.backup_to(file, &mut |done, pages| progress.reach(done, pages));
    progress.finish();
    store.close();
    match copied {
        Ok(()) => {
            let size_bytes = std::fs::metadata(file)
                .with_context(|| format!("reading {}", file.display()))?
                .len();
            println!("{} copied to {} ({size_bytes} bytes)", database.name(), file.display());
            println!(
                "serve the copy with: entreposto serve --database sqlite:{}",
                file.display()
            );
            Ok(ExitCode::SUCCESS)
        }
        Err(StoreError::BackupUnsupported) => {
            bail!(
                "PostgreSQL has its own tool: pg_dump --format=custom --file={} URL",
                file.display()
            )
        }
        Err(error) => Err(anyhow::Error::new(error).context(format!("{} was not backed up", database.name()))),
    }
}
