//! `entreposto check`: the auditor, for people.
//!
//! Not a repair: it says what differs and changes nothing.
//!
//! The one rule to know: the exit code is 0 only when every figure was proved.

use std::process::ExitCode;

use app::audit::audit;

use super::count;
use crate::config::Settings;
use crate::database::Database;
use crate::progress::Progress;
use crate::refusals::explain;

pub(super) fn run(settings: &Settings) -> anyhow::Result<ExitCode> {
    let database = Database::of(settings)?;
    let app = database.open_ready(settings)?;
    let progress = Progress::shown();
    progress.phase("checking", 0);
    let mut proofs = 0;
    let differences = audit(&app, |done, of| {
        proofs = of;
        progress.reach(count(done), count(of));
    });
    progress.finish();
    app.close();
    let differences = differences.map_err(explain)?;
    if differences.is_empty() {
        println!("{}: nothing differs ({proofs} checks)", database.name());
        return Ok(ExitCode::SUCCESS);
    }
    for difference in &differences {
        println!("{difference}");
    }
    eprintln!(
        "{}: {} figures differ from what they follow from; nothing was changed, and this is a defect: please report it",
        database.name(),
        differences.len()
    );
    Ok(ExitCode::FAILURE)
}
