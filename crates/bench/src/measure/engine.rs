//! One engine: the demo data made, every figure measured, the database audited.
//!
//! Not the measuring of one figure. The one rule to know: both servers run all the while, the database is also open in
//! this process for the store without HTTP, and only one of the three is busy at a time.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use app::App;

use super::figure;
use super::inside::Inside;
use crate::ceiling::{self, Constant};
use crate::child::Child;
use crate::cli::Measuring;
use crate::load::{Exchange, Numbers};
use crate::product::fixture::Fixture;
use crate::product::goods::Goods;
use crate::product::{Product, exchanges};
use crate::report::{Engine, EngineReport, Measured, ProcessReport, What};

/// Starts whose times are taken.
const STARTS: usize = 5;

/// Makes the demo data and measures a run's figures on it.
pub(crate) async fn run(
    wanted: &[What],
    engine: Engine,
    product: &Product,
    measuring: &Measuring,
) -> anyhow::Result<EngineReport> {
    eprintln!("  making the demo data");
    let seeding = product.seed().await?;
    let goods = lay_in(product).await?;
    let (measured, process) = if wanted.iter().any(|what| what.is_over_http()) {
        let (measured, process) = with_servers(wanted, product, goods, measuring).await?;
        (measured, Some(process))
    } else {
        (figures(wanted, product, goods, None, measuring).await?, None)
    };
    eprintln!("  auditing");
    Ok(EngineReport {
        engine,
        measured,
        process,
        seeding_ms: milliseconds(seeding),
        audit_clean: product.audit()?,
    })
}

/// Chooses and lays in the goods, and closes the database again.
pub(crate) async fn lay_in(product: &Product) -> anyhow::Result<Goods> {
    let product = product.clone();
    let choose = move || {
        let app = product.open()?;
        let goods = Goods::lay_in(&app);
        app.close();
        goods
    };
    tokio::task::spawn_blocking(choose).await?
}

/// The servers that are asked over HTTP.
struct Servers {
    product: Child,
    bare: Child,
    fixture: Arc<Fixture>,
}

impl Servers {
    /// The server that answers for a figure, and what it is asked; `None` when the figure is not over HTTP.
    fn of(&self, what: What) -> Option<(&Child, Arc<dyn Exchange>)> {
        if what == What::BareAnswer {
            let answer_bytes = self.fixture.sku_answer_bytes;
            return Some((&self.bare, Arc::new(Constant { answer_bytes })));
        }
        Some((&self.product, exchanges::of(what, &self.fixture)?))
    }
}

async fn with_servers(
    wanted: &[What],
    product: &Product,
    goods: Goods,
    measuring: &Measuring,
) -> anyhow::Result<(Vec<Measured>, ProcessReport)> {
    let (server, cold_starts_ms) = starts(product).await?;
    let memory_at_rest_kib = server.memory()?.now_kib;
    let fixture = Fixture::prepare(server.address, product.authorization()?, goods.clone()).await?;
    if wanted.contains(&What::OrderList) {
        fixture.look_at_a_page_of_orders(server.address).await?;
    }
    let servers = Servers {
        bare: ceiling::start(product.folder(), fixture.sku_answer_bytes).await?,
        product: server,
        fixture: Arc::new(fixture),
    };
    let measured = figures(wanted, product, goods, Some(&servers), measuring).await?;
    servers.bare.stop().await?;
    let memory = servers.product.memory()?;
    servers.product.stop().await?;
    let process = ProcessReport {
        cold_starts_ms,
        memory_at_rest_kib,
        memory_peak_kib: memory.peak_kib,
        memory_after_kib: memory.now_kib,
    };
    Ok((measured, process))
}

/// Starts the server several times and leaves the last one running.
async fn starts(product: &Product) -> anyhow::Result<(Child, Vec<f64>)> {
    let mut server = product.serve().await?;
    let mut times_ms = vec![milliseconds(server.ready_after)];
    while times_ms.len() < STARTS {
        server.stop().await?;
        server = product.serve().await?;
        times_ms.push(milliseconds(server.ready_after));
    }
    Ok((server, times_ms))
}

/// Every figure of the run at every concurrency.
async fn figures(
    wanted: &[What],
    product: &Product,
    goods: Goods,
    servers: Option<&Servers>,
    measuring: &Measuring,
) -> anyhow::Result<Vec<Measured>> {
    let inside = Inside {
        app: open(product).await?,
        goods: Arc::new(goods),
    };
    let mut numbers: BTreeMap<What, Arc<Numbers>> = BTreeMap::new();
    let mut measured = Vec::new();
    for &level in &measuring.concurrency {
        for &what in wanted {
            eprintln!("  {} · {level} at once", what.name());
            let numbers = numbers.entry(what).or_default();
            let one = match servers.and_then(|servers| servers.of(what)) {
                Some((child, exchange)) => figure::over_http(child, measuring, what, level, &exchange, numbers).await?,
                None => inside
                    .measure(what, level, measuring.plan(), numbers)
                    .await
                    .with_context(|| format!("{} cannot be measured", what.name()))?,
            };
            measured.push(one);
        }
    }
    tokio::task::spawn_blocking(move || inside.app.close()).await?;
    Ok(measured)
}

/// Opens the database in this process.
pub(crate) async fn open(product: &Product) -> anyhow::Result<App> {
    let product = product.clone();
    tokio::task::spawn_blocking(move || product.open()).await?
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
