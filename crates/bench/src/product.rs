//! The product as a child process: built, given demo data, started, audited.
//!
//! Not what is asked of it (`product::exchanges`). The one rule to know: it is the program that users run, with its own
//! defaults; only the rate limits are off, since they would be what is measured. The store without HTTP is opened in this
//! process with the same defaults.

pub(crate) mod exchanges;
pub(crate) mod fixture;
pub(crate) mod goods;
pub(crate) mod orders;

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, bail, ensure};
use app::App;
use serde_json::Value;
use server::config::Settings;

use crate::child::{Child, Start, free_address};

/// Answers 200 once the server would serve.
const READY_PATH: &str = "/readyz";
/// Longest wait for a start on data that exists.
const START_PATIENCE_S: u64 = 30;
/// Longest wait for a start that makes the demo data first.
const SEED_PATIENCE_S: u64 = 600;

/// Where the product keeps its data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Database {
    /// SQLite, in this folder.
    Folder(PathBuf),
    /// PostgreSQL, at this address.
    Url(String),
}

/// The product on one database.
#[derive(Debug, Clone)]
pub(crate) struct Product {
    program: PathBuf,
    database: Database,
    folder: PathBuf,
}

impl Product {
    /// The program on a database; `folder` is for its logs and credentials.
    pub(crate) fn new(program: &Path, database: Database, folder: &Path) -> anyhow::Result<Self> {
        fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
        Ok(Self {
            program: program.to_owned(),
            database,
            folder: folder.to_owned(),
        })
    }

    /// Makes the demo data and stops again. Answers how long it took until the first 200.
    pub(crate) async fn seed(&self) -> anyhow::Result<Duration> {
        let mut command = self.command("demo");
        command.arg("--credentials").arg(self.credentials_file());
        let child = self.start(command, "demo.log", SEED_PATIENCE_S).await?;
        let took = child.ready_after;
        child.stop().await?;
        Ok(took)
    }

    /// Starts the server on the data that is there.
    pub(crate) async fn serve(&self) -> anyhow::Result<Child> {
        self.start(self.command("serve"), "serve.log", START_PATIENCE_S).await
    }

    /// Opens the database in this process, as the server does. Blocks.
    pub(crate) fn open(&self) -> anyhow::Result<App> {
        let mut settings = Settings::default();
        match &self.database {
            Database::Folder(folder) => settings.data_dir.clone_from(folder),
            Database::Url(url) => settings.database = Some(url.clone()),
        }
        server::database::Database::of(&settings)?.open_ready(&settings)
    }

    /// What stands in `Authorization` for the Estoka face.
    pub(crate) fn authorization(&self) -> anyhow::Result<String> {
        authorization(&self.credentials()?)
    }

    /// The demo's credentials, by face.
    pub(crate) fn credentials(&self) -> anyhow::Result<Value> {
        let path = self.credentials_file();
        let text = fs::read_to_string(&path).with_context(|| format!("no credentials at {}", path.display()))?;
        serde_json::from_str(&text).context("the credentials are no JSON")
    }

    /// Whether the auditor finds the database clean.
    pub(crate) fn audit(&self) -> anyhow::Result<bool> {
        let mut command = Command::new(&self.program);
        command.arg("check").args(self.place());
        let output = command
            .output()
            .with_context(|| format!("cannot start {}", self.program.display()))?;
        if !output.status.success() {
            eprintln!(
                "{}{}",
                String::from_utf8_lossy(&output.stdout),
                String::from_utf8_lossy(&output.stderr)
            );
        }
        Ok(output.status.success())
    }

    /// Where its logs are.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    fn credentials_file(&self) -> PathBuf {
        self.folder.join("credentials.json")
    }

    fn place(&self) -> [OsString; 2] {
        match &self.database {
            Database::Folder(folder) => ["--data-dir".into(), folder.into()],
            Database::Url(url) => ["--database".into(), url.into()],
        }
    }

    fn command(&self, subcommand: &str) -> Command {
        let mut command = Command::new(&self.program);
        command
            .arg(subcommand)
            .args(self.place())
            .args(["--rate-limits", "off"]);
        command
    }

    async fn start(&self, mut command: Command, log: &str, patience_s: u64) -> anyhow::Result<Child> {
        let address = free_address()?;
        command.arg("--listen").arg(address.to_string());
        Start {
            command,
            address,
            ready_path: READY_PATH,
            log: self.folder.join(log),
            patience_s,
        }
        .run()
        .await
    }
}

/// Builds the product in the profile of this program, which is quick when nothing has changed, and answers where it is.
pub(crate) fn build(workspace: &Path, target: &Path) -> anyhow::Result<PathBuf> {
    let (profile, argument) = if cfg!(debug_assertions) {
        ("debug", None)
    } else {
        ("release", Some("--release"))
    };
    eprintln!("building the server ({profile}); give one with --server to skip this");
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command
        .current_dir(workspace)
        .args(["build", "--package", "server", "--bin", "entreposto"])
        .args(argument);
    command.arg("--target-dir").arg(target);
    let status = command.status().context("cannot run cargo to build the server")?;
    ensure!(status.success(), "the server could not be built: {status}");
    let program = target.join(profile).join("entreposto");
    if !program.is_file() {
        bail!("cargo built no {}", program.display());
    }
    Ok(program)
}

/// The header of the token in the demo's credentials.
fn authorization(credentials: &Value) -> anyhow::Result<String> {
    let token = credentials["estoka"]["token"]
        .as_str()
        .context("the credentials hold no token for Estoka")?;
    Ok(format!("Token token={token}"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_token_of_the_demo_becomes_estokas_header() {
        let credentials = json!({"base_url": "http://127.0.0.1:8080", "estoka": {"token": "abc"}});
        assert_eq!(authorization(&credentials).unwrap(), "Token token=abc");
        for wrong in [json!(null), json!({}), json!({"estoka": {"token": 1}})] {
            assert!(authorization(&wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_command_names_the_database_it_is_for() {
        let folder = tempfile::tempdir().unwrap();
        let words = |database| {
            let product = Product::new(Path::new("entreposto"), database, folder.path()).unwrap();
            let command = product.command("serve");
            command
                .get_args()
                .map(|word| word.to_string_lossy().into_owned())
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert_eq!(
            words(Database::Folder("data".into())),
            "serve --data-dir data --rate-limits off"
        );
        assert_eq!(
            words(Database::Url("postgresql:///a".into())),
            "serve --database postgresql:///a --rate-limits off"
        );
    }
}
