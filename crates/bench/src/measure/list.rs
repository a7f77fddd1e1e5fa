//! `bench list`: what a page of orders costs when there are few orders, and when there are very many.
//!
//! Not over HTTP: spelling fifty orders costs the same whatever else is in the table, and would only hide what this is to
//! show.
//!
//! The one rule to know: both figures are taken in the same process, from the same database, the smaller table first.

use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use app::App;
use app::workflow::place_order::PlaceOrder;
use domain::page::PageRequest;
use store::orders::OrderFilter;

use super::{database, target_folder, work_folder, workspace};
use crate::cli::Measuring;
use crate::product::goods::Goods;
use crate::product::{self, Product, orders};
use crate::report::Engine;

/// The smaller table, which the larger is compared with.
const FEW: u64 = 10_000;
/// Orders that are placed at the same time, so that commits are shared.
const AT_ONCE: u64 = 64;
/// Orders of a page.
const PAGE: u32 = 50;
/// How much slower the larger table may be.
const MOST: f64 = 3.0;

/// Measures, and prints. True when the larger table is less than [`MOST`] times as slow.
pub(crate) fn run(measuring: &Measuring, many: u64) -> anyhow::Result<bool> {
    ensure!(many > FEW, "there is nothing to compare below {FEW} orders");
    let target = target_folder()?;
    let program = match &measuring.server {
        Some(program) => program.clone(),
        None => product::build(&workspace(), &target)?,
    };
    let folder = work_folder(&target)?;
    let engine = measuring.engine.unwrap_or(Engine::Sqlite);
    let database = database(engine, folder.path().join("data")).context("the engine is not present")?;
    let product = Product::new(&program, database, folder.path())?;
    eprintln!("{}: making the demo data", engine.name());
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(product.seed())?;
    let app = product.open()?;
    let goods = Goods::lay_in(&app)?;
    let mut pages = Vec::new();
    let mut placed = 0;
    for wanted in [FEW, many] {
        eprintln!("  placing orders up to {wanted}");
        place(&app, &goods, placed..wanted)?;
        placed = wanted;
        let median = median(&app, &goods, measuring.seconds)?;
        println!(
            "{wanted} orders: a page of {PAGE} in {:.3} ms",
            median.as_secs_f64() * 1e3
        );
        pages.push(median.as_secs_f64());
    }
    app.close();
    let ratio = pages[1] / pages[0];
    println!("{many} orders are {ratio:.2} times as slow as {FEW}; at most {MOST} are allowed");
    Ok(ratio < MOST)
}

/// Places the orders of these numbers, many at the same time.
fn place(app: &App, goods: &Goods, numbers: std::ops::Range<u64>) -> anyhow::Result<()> {
    let next = AtomicU64::new(numbers.start);
    let placing = || {
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= numbers.end {
                return Ok(());
            }
            let order = PlaceOrder(orders::asked(goods, "LISTA", number));
            app.execute_blocking(&goods.call, order)
                .with_context(|| format!("order {number} is refused"))?;
        }
    };
    thread::scope(|scope| {
        let threads: Vec<_> = (0..AT_ONCE).map(|_| scope.spawn(placing)).collect();
        threads.into_iter().try_for_each(|thread| match thread.join() {
            Ok(outcome) => outcome,
            Err(_) => Err(anyhow::anyhow!("a thread that places orders panicked")),
        })
    })
}

/// The median time of the first page, everything inside the orders read.
fn median(app: &App, goods: &Goods, time: Duration) -> anyhow::Result<Duration> {
    let started = Instant::now();
    let mut times = Vec::new();
    while times.is_empty() || started.elapsed() < time {
        let asked = Instant::now();
        let found = app.read_blocking(&goods.call, |reader| {
            reader.orders(&OrderFilter::default(), PageRequest::new(1, PAGE, PAGE))
        })?;
        times.push(asked.elapsed());
        ensure!(found.len() == PAGE as usize, "a page of {} orders", found.len());
    }
    times.sort_unstable();
    Ok(times[times.len() / 2])
}
