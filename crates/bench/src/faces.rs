//! `bench faces`: what clients of the faces beside Estoka ask most, each beside its ceiling of the same run.
//!
//! Not the product's main figures; those are in `measure`. The one rule to know: a read is compared with a constant of
//! the very size of its answer, and a sale with the same kind of order placed without HTTP.

mod ask;
mod egestor;
mod ground;
mod likin;
mod print;
mod uniplus;

use std::path::Path;
use std::sync::Arc;

use anyhow::ensure;

use ask::{Against, Ask};
use ground::Ground;
pub(crate) use print::Row;

use crate::ceiling::{self, Constant};
use crate::child::Child;
use crate::cli::{Measuring, Writing};
use crate::load::{Exchange, Numbers};
use crate::machine::Machine;
use crate::measure::{self, figure, inside::Inside};
use crate::product::{self, Product};
use crate::report::{Engine, Measured, What, document};

/// The name of the subcommand, of its file and of its section.
const NAME: &str = "faces";

/// What one engine gave.
pub(crate) struct EngineRows {
    pub(crate) engine: Engine,
    pub(crate) rows: Vec<Row>,
    pub(crate) audit_clean: bool,
}

/// Measures, prints and writes. True when every answer was right and every audit clean.
pub(crate) fn run(measuring: &Measuring, writing: &Writing) -> anyhow::Result<bool> {
    let target = measure::target_folder()?;
    let program = match &measuring.server {
        Some(program) => program.clone(),
        None => product::build(&measure::workspace(), &target)?,
    };
    let folder = measure::work_folder(&target)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let (machine, engines) = runtime.block_on(async {
        let machine = Machine::look(folder.path(), measuring.seconds.min(measure::DISK_PROBE))?;
        anyhow::Ok((machine, all(measuring, &program, folder.path()).await?))
    })?;
    println!("{}\n", machine.words());
    println!("{}", print::plain(&engines));
    if !cfg!(debug_assertions) && !writing.no_docs {
        let docs = writing
            .docs
            .clone()
            .unwrap_or_else(|| measure::workspace().join("docs/performance.md"));
        document::write_section(&docs, NAME, "The other faces", &print::markdown(&machine, &engines))?;
        eprintln!("written: {}", docs.display());
    }
    let right = |one: &EngineRows| one.audit_clean && one.rows.iter().all(Row::right);
    Ok(engines.iter().all(right))
}

async fn all(measuring: &Measuring, program: &Path, folder: &Path) -> anyhow::Result<Vec<EngineRows>> {
    let mut engines = Vec::new();
    for engine in [Engine::Sqlite, Engine::Postgres] {
        if measuring.engine.is_some_and(|only| only != engine) {
            continue;
        }
        let folder = folder.join(engine.name());
        let data = folder.join("data");
        let database = tokio::task::spawn_blocking(move || measure::database(engine, data)).await?;
        let Some(database) = database else {
            eprintln!("{}: NOT PRESENT, not measured", engine.name());
            continue;
        };
        eprintln!("{}", engine.name());
        let product = Product::new(program, database, &folder)?;
        engines.push(one_engine(engine, &product, measuring).await?);
    }
    ensure!(!engines.is_empty(), "there is nothing to measure");
    Ok(engines)
}

async fn one_engine(engine: Engine, product: &Product, measuring: &Measuring) -> anyhow::Result<EngineRows> {
    eprintln!("  making the demo data");
    product.seed().await?;
    let goods = measure::engine::lay_in(product).await?;
    let server = product.serve().await?;
    let inside = Inside {
        app: measure::engine::open(product).await?,
        goods: Arc::new(goods.clone()),
    };
    let (app, address, credentials) = (inside.app.clone(), server.address, product.credentials()?);
    let ground = tokio::task::spawn_blocking(move || Ground::lay_in(&app, address, credentials, goods)).await??;
    let mut asks = egestor::asks(&ground).await?;
    asks.extend(uniplus::asks(&ground).await?);
    asks.extend(likin::asks(&ground).await?);
    let mut rows = Vec::new();
    let bare_orders = Arc::new(Numbers::default());
    for ask in asks {
        rows.extend(one_ask(product, &server, &inside, measuring, ask, &bare_orders).await?);
    }
    tokio::task::spawn_blocking(move || inside.app.close()).await?;
    server.stop().await?;
    eprintln!("  auditing");
    Ok(EngineRows {
        engine,
        rows,
        audit_clean: product.audit()?,
    })
}

/// One request at every concurrency, its ceiling right before it.
async fn one_ask(
    product: &Product,
    server: &Child,
    inside: &Inside,
    measuring: &Measuring,
    ask: Ask,
    bare_orders: &Arc<Numbers>,
) -> anyhow::Result<Vec<Row>> {
    let (title, against) = (ask.title, ask.against);
    let answer_bytes = ask.probe(server.address).await?;
    let bare = match against {
        Against::BareAnswer => Some(ceiling::start(product.folder(), answer_bytes).await?),
        Against::OrderWithoutHttp => None,
    };
    let exchange: Arc<dyn Exchange> = Arc::new(ask);
    let constant: Arc<dyn Exchange> = Arc::new(Constant { answer_bytes });
    let numbers = Arc::new(Numbers::beginning_at(1));
    let mut rows = Vec::new();
    for &level in &measuring.concurrency {
        eprintln!("  {title} · {level} at once");
        let ceiling: Measured = match &bare {
            Some(bare) => {
                let numbers = Arc::new(Numbers::default());
                figure::over_http(bare, measuring, What::BareAnswer, level, &constant, &numbers).await?
            }
            None => {
                let plan = measuring.plan();
                inside.measure(What::StoreOrder, level, plan, bare_orders).await?
            }
        };
        // Which of the main figures it is does not matter here: a row has its own title.
        let found = figure::over_http(server, measuring, What::OneSku, level, &exchange, &numbers).await?;
        rows.push(Row {
            title,
            against,
            answer_bytes,
            ceiling,
            found,
        });
    }
    if let Some(bare) = bare {
        bare.stop().await?;
    }
    Ok(rows)
}
