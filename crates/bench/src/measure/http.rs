//! The product over HTTP on one engine: cold starts, memory, and every exchange beside the bare server.
//!
//! Not the store without HTTP. The one rule to know: both servers run all the while, and only one is asked at a time.

use std::sync::Arc;
use std::time::Duration;

use super::figure;
use crate::ceiling::{self, Constant};
use crate::child::Child;
use crate::cli::Measuring;
use crate::load::{Exchange, Numbers};
use crate::product::fixture::Fixture;
use crate::product::{Product, exchanges};
use crate::report::{Measured, ProcessReport, What};

/// Starts whose times are taken.
const STARTS: usize = 5;

/// What one engine showed over HTTP.
pub(crate) struct Found {
    /// The figures, ceilings included.
    pub(crate) measured: Vec<Measured>,
    /// The process.
    pub(crate) process: ProcessReport,
}

/// Seeds a database and measures the product on it.
pub(crate) async fn run(product: &Product, measuring: &Measuring) -> anyhow::Result<Found> {
    eprintln!("  making the demo data");
    let seeding = product.seed().await?;
    let (server, cold_starts_ms) = starts(product).await?;
    let memory_at_rest_kib = server.memory()?.now_kib;
    let fixture = Arc::new(Fixture::prepare(server.address, product.authorization()?).await?);
    let bare = ceiling::start(product.folder(), fixture.sku_answer_bytes).await?;
    let measured = figures(&server, &bare, &fixture, measuring).await?;
    bare.stop().await?;
    let memory = server.memory()?;
    server.stop().await?;
    eprintln!("  auditing");
    let process = ProcessReport {
        cold_starts_ms,
        memory_at_rest_kib,
        memory_peak_kib: memory.peak_kib,
        memory_after_kib: memory.now_kib,
        seeding_ms: milliseconds(seeding),
        audit_clean: product.audit()?,
    };
    Ok(Found { measured, process })
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

async fn figures(
    server: &Child,
    bare: &Child,
    fixture: &Arc<Fixture>,
    measuring: &Measuring,
) -> anyhow::Result<Vec<Measured>> {
    let constant: Arc<dyn Exchange> = Arc::new(Constant {
        answer_bytes: fixture.sku_answer_bytes,
    });
    let constant_numbers = Arc::new(Numbers::default());
    let exchanges = exchanges::all(fixture)
        .into_iter()
        .map(|(what, exchange)| (what, exchange, Arc::default()));
    let exchanges: Vec<(What, Arc<dyn Exchange>, Arc<Numbers>)> = exchanges.collect();
    let mut measured = Vec::new();
    for &level in &measuring.concurrency {
        let ceiling = figure::over_http(bare, measuring, What::BareAnswer, level, &constant, &constant_numbers);
        measured.push(ceiling.await?);
        for (what, exchange, numbers) in &exchanges {
            measured.push(figure::over_http(server, measuring, *what, level, exchange, numbers).await?);
        }
    }
    Ok(measured)
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
