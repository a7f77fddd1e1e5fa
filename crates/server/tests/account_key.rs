//! The key for which voucher codes are encrypted, as a person sets it.
//!
//! Not what is encrypted for it, which the tests of `app` and of the face show.
//!
//! The one rule to know: a file that holds no public key changes nothing and says so.

use std::path::Path;
use std::process::{Command, Output};

use anyhow::Result;

fn run(folder: &Path, arguments: &[&str]) -> Result<Output> {
    Ok(Command::new(env!("CARGO_BIN_EXE_entreposto"))
        .current_dir(folder)
        .args(arguments)
        .env_clear()
        .output()?)
}

#[test]
fn a_public_key_is_set_from_a_file_and_a_private_one_is_not_taken() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let keys = Path::new(env!("CARGO_MANIFEST_DIR")).join("../app/src/testing");
    let [public, private] = ["public", "private"].map(|kind| keys.join(format!("voucher_{kind}_key.pem")));
    assert!(run(folder.path(), &["migrate"])?.status.success());
    let set = |file: &Path| run(folder.path(), &["account", "set-key", &file.to_string_lossy()]);
    let without_account = set(&public)?;
    assert!(String::from_utf8_lossy(&without_account.stderr).contains("there is no account yet"));
    assert!(run(folder.path(), &["account", "create", "Loja"])?.status.success());
    let done = set(&public)?;
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let refused = set(&private)?;
    assert!(!refused.status.success());
    assert!(String::from_utf8_lossy(&refused.stderr).contains("no RSA public key"));
    assert!(!set(Path::new("missing.pem"))?.status.success());
    Ok(())
}
