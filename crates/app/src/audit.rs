//! The auditor: proves every kept figure equal to what it follows from, one snapshot per account.
//!
//! It repairs nothing: a difference is a defect or a foreign hand, and either wants a person.

use domain::audit::{Check, Difference};

use crate::execute::App;
use crate::failure::Failure;

/// Runs every check over every account; `progress` is told (done, of) as it goes.
///
/// # Errors
/// A broken store.
pub fn audit(app: &App, mut progress: impl FnMut(usize, usize)) -> Result<Vec<Difference>, Failure> {
    let accounts = crate::accounts::list(app)?;
    let of = accounts.len() * Check::ALL.len();
    let mut done = 0;
    let mut differences = Vec::new();
    for account in accounts {
        let id = account.id;
        let found = app.store().read_blocking(move |tx| {
            let mut found = Vec::with_capacity(Check::ALL.len());
            for check in Check::ALL {
                found.push(store::audit::run(tx, id, check)?);
            }
            Ok::<_, Failure>(found)
        })?;
        for differences_of_check in found {
            done += 1;
            progress(done, of);
            differences.extend(differences_of_check);
        }
    }
    Ok(differences)
}
