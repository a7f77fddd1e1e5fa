//! One run: what is started, measured and written, and in which order.
//!
//! Not the measuring of one figure. The one rule to know: a ceiling is measured right before what it is compared with, so
//! that a machine that slows down slows down both.

pub(crate) mod engine;
pub(crate) mod figure;
pub(crate) mod inside;
pub(crate) mod list;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, ensure};
use tempfile::TempDir;

use crate::ceiling::{self, Constant};
use crate::cli::{Measuring, Writing};
use crate::load::{Exchange, Numbers};
use crate::machine::Machine;
use crate::product::{self, Database, Product};
use crate::report::{Engine, Report, What, document, render};

/// Longest look at the disk.
pub(crate) const DISK_PROBE: Duration = Duration::from_secs(1);

/// What a run measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The product over HTTP, with both ceilings.
    Http,
    /// The application without HTTP.
    Store,
    /// Both.
    All,
}

impl Kind {
    /// The subcommand, which also names the files and the section.
    fn name(self) -> &'static str {
        match self {
            Self::Http => "http",
            Self::Store => "store",
            Self::All => "all",
        }
    }

    /// The heading of the section.
    fn title(self) -> &'static str {
        match self {
            Self::Http => "Over HTTP",
            Self::Store => "Without HTTP",
            Self::All => "Figures",
        }
    }

    /// What is measured at each concurrency, in this order: a ceiling right before what is compared with it.
    fn figures(self) -> &'static [What] {
        match self {
            Self::Http => &[
                What::BareAnswer,
                What::OneSku,
                What::OrderList,
                What::StockSearch,
                What::StoreOrder,
                What::OrderPlaced,
            ],
            Self::Store => &[What::StoreRead, What::StoreOrder, What::StoreOrderShown],
            Self::All => &[
                What::BareAnswer,
                What::OneSku,
                What::StoreRead,
                What::OrderList,
                What::StockSearch,
                What::StoreOrder,
                What::OrderPlaced,
                What::StoreOrderShown,
            ],
        }
    }
}

/// Measures, prints and writes. True when every answer was right and every audit clean.
pub(crate) fn run(kind: Kind, measuring: &Measuring, writing: &Writing) -> anyhow::Result<bool> {
    let target = target_folder()?;
    let program = match &measuring.server {
        Some(program) => program.clone(),
        None => product::build(&workspace(), &target)?,
    };
    let folder = work_folder(&target)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let report = runtime.block_on(measure(kind, measuring, &program, folder.path()))?;
    println!("{}", render::plain(&report));
    let json = writing
        .json
        .clone()
        .unwrap_or_else(|| target.join("bench").join(kind.name()).with_extension("json"));
    document::write_json(&json, &report)?;
    eprintln!("written: {}", json.display());
    if report.release_build && !writing.no_docs && measuring.only.is_empty() {
        let docs = writing
            .docs
            .clone()
            .unwrap_or_else(|| workspace().join("docs/performance.md"));
        document::write_section(&docs, kind.name(), kind.title(), &render::markdown(&report))?;
        eprintln!("written: {}", docs.display());
    }
    Ok(report.right())
}

async fn measure(kind: Kind, measuring: &Measuring, program: &Path, folder: &Path) -> anyhow::Result<Report> {
    let machine = Machine::look(folder, measuring.seconds.min(DISK_PROBE))?;
    let wanted = |what: &What| measuring.only.is_empty() || measuring.only.contains(what);
    let figures: Vec<What> = kind.figures().iter().copied().filter(wanted).collect();
    ensure!(!figures.is_empty(), "`{}` measures none of these figures", kind.name());
    let mut engines = Vec::new();
    for engine in [Engine::Sqlite, Engine::Postgres] {
        if measuring.engine.is_some_and(|only| only != engine) {
            continue;
        }
        let folder = folder.join(engine.name());
        let data = folder.join("data");
        let database = tokio::task::spawn_blocking(move || database(engine, data)).await?;
        let Some(database) = database else {
            eprintln!("{}: NOT PRESENT, not measured", engine.name());
            continue;
        };
        eprintln!("{}", engine.name());
        let product = Product::new(program, database, &folder)?;
        engines.push(engine::run(&figures, engine, &product, measuring).await?);
    }
    ensure!(!engines.is_empty(), "there is nothing to measure");
    Ok(Report {
        command: kind.name().to_owned(),
        release_build: !cfg!(debug_assertions),
        machine,
        settings: measuring.words()?,
        engines,
    })
}

/// A fresh database of an engine, or `None` where the engine is not present. Blocks.
pub(crate) fn database(engine: Engine, folder: PathBuf) -> Option<Database> {
    match engine {
        Engine::Sqlite => Some(Database::Folder(folder)),
        Engine::Postgres => store::testing::durable_postgres_url().map(Database::Url),
    }
}

/// `bench ceiling`: the bare server at each concurrency, printed only. True when every answer was right.
pub(crate) fn ceiling_alone(measuring: &Measuring, answer_bytes: usize) -> anyhow::Result<bool> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let folder = work_folder(&target_folder()?)?;
        let machine = Machine::look(folder.path(), measuring.seconds.min(DISK_PROBE))?;
        let server = ceiling::start(folder.path(), answer_bytes).await?;
        let exchange: Arc<dyn Exchange> = Arc::new(Constant { answer_bytes });
        let numbers = Arc::new(Numbers::default());
        let mut measured = Vec::new();
        for &level in &measuring.concurrency {
            eprintln!("  {level} at once");
            measured.push(figure::over_http(&server, measuring, What::BareAnswer, level, &exchange, &numbers).await?);
        }
        server.stop().await?;
        println!("{}\n\n{}", machine.words(), render::bare(&measured));
        Ok(measured.iter().all(|one| one.figures.errors == 0))
    })
}

/// A folder for databases and logs, on the disk of the build and not in a memory file system; deleted at the end.
pub(crate) fn work_folder(target: &Path) -> anyhow::Result<TempDir> {
    let parent = target.join("bench");
    std::fs::create_dir_all(&parent).with_context(|| format!("cannot create {}", parent.display()))?;
    TempDir::with_prefix_in("run-", &parent).with_context(|| format!("cannot write in {}", parent.display()))
}

/// Cargo's target folder: this program lies in one of its profiles.
pub(crate) fn target_folder() -> anyhow::Result<PathBuf> {
    let program = std::env::current_exe().context("this program's own path is unknown")?;
    let folder = program
        .ancestors()
        .nth(2)
        .context("this program does not lie in a target folder")?;
    Ok(folder.to_owned())
}

/// The workspace that this program was built from.
pub(crate) fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ceiling_is_measured_before_what_is_compared_with_it() {
        for kind in [Kind::Http, Kind::Store, Kind::All] {
            let figures = kind.figures();
            for (index, what) in figures.iter().enumerate() {
                if let Some(ceiling) = what.ceiling() {
                    assert!(figures[..index].contains(&ceiling), "{kind:?}: {what:?}");
                }
            }
        }
    }

    #[test]
    fn only_the_store_needs_no_server() {
        let servers = |kind: Kind| kind.figures().iter().any(|what| what.is_over_http());
        assert_eq!([Kind::Http, Kind::Store, Kind::All].map(servers), [true, false, true]);
    }
}
