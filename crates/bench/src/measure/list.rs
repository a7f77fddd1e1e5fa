//! `bench list`: what a page of orders costs when there are few orders, and when there are very many: the newest, a deep
//! one, and what clients narrow the list by.
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
use app::orders::{OrderFilter, StatusFilter};
use app::workflow::place_order::PlaceOrder;
use domain::orders::{NewOrder, OrderStatus};
use domain::page::PageRequest;
use jiff::{Timestamp, ToSpan};

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

/// When the first order was placed; each later one a second after.
const FIRST_PLACED_AT: Timestamp = Timestamp::constant(1_768_482_000, 0);

/// Measures, and prints. True when no page of the larger table is [`MOST`] times as slow.
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
    let asked = pages(&goods)?;
    let mut medians = Vec::new();
    let mut placed = 0;
    for wanted in [FEW, many] {
        eprintln!("  placing orders up to {wanted}");
        place(&app, &goods, placed..wanted)?;
        placed = wanted;
        let each = measuring.seconds / u32::try_from(asked.len()).unwrap_or(1);
        let times: Result<Vec<Duration>, _> = asked.iter().map(|page| median(&app, &goods, page, each)).collect();
        medians.push(times?);
    }
    app.close();
    println!("a page of {PAGE} among {FEW} and among {many} orders; at most {MOST} times as slow is allowed");
    let mut holds = true;
    for ((page, few), many) in asked.iter().zip(&medians[0]).zip(&medians[1]) {
        let ratio = many.as_secs_f64() / few.as_secs_f64();
        let milliseconds = |time: &Duration| time.as_secs_f64() * 1e3;
        println!(
            "{:32} {:9.3} ms {:9.3} ms {ratio:6.2}",
            page.name,
            milliseconds(few),
            milliseconds(many)
        );
        holds &= ratio < MOST;
    }
    Ok(holds)
}

/// A page that a client asks for.
struct Page {
    name: &'static str,
    filter: OrderFilter,
    number: u32,
    /// Orders on it.
    holds: usize,
}

/// What clients narrow the list by. Every page is the same page of both tables or the newest of each.
fn pages(goods: &Goods) -> anyhow::Result<Vec<Page>> {
    let whole = OrderFilter {
        is_by_moment: true,
        ..OrderFilter::default()
    };
    let page = |name, filter| Page {
        name,
        filter,
        number: 1,
        holds: PAGE as usize,
    };
    // From the order of this number, and before that one.
    let placed = |from: Option<i64>, until: Option<i64>| {
        let at = |number: Option<i64>| number.map(|number| FIRST_PLACED_AT.checked_add(number.seconds()));
        Ok::<_, anyhow::Error>(OrderFilter {
            placed_from: at(from).transpose()?,
            placed_until: at(until).transpose()?,
            ..whole.clone()
        })
    };
    let code = OrderFilter {
        code: Some(orders::asked(goods, "LISTA", FEW / 2).code),
        ..whole.clone()
    };
    let status = |statuses: StatusFilter| OrderFilter {
        status: Some(statuses),
        ..whole.clone()
    };
    Ok(vec![
        page("the newest", whole.clone()),
        Page {
            number: 150,
            ..page("page 150", whole.clone())
        },
        Page {
            holds: 1,
            ..page("by code", code)
        },
        page(
            "of an organization",
            OrderFilter {
                organization: Some(goods.organization),
                ..whole.clone()
            },
        ),
        page("by status", status(StatusFilter::In(vec![OrderStatus::WaitingPicking]))),
        page(
            "not of a status",
            status(StatusFilter::NotIn(vec![OrderStatus::Delivered])),
        ),
        page("placed within an early hour", placed(Some(3600), Some(7200))?),
        page("placed since long", placed(Some(0), None)?),
        page(
            "recorded since long",
            OrderFilter {
                created_from: Some(Timestamp::UNIX_EPOCH),
                ..whole.clone()
            },
        ),
        page(
            "changed since long, waiting",
            OrderFilter {
                updated_from: Some(Timestamp::UNIX_EPOCH),
                status: Some(StatusFilter::In(vec![OrderStatus::WaitingPicking])),
                ..whole
            },
        ),
    ])
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
            let placed_at = FIRST_PLACED_AT.checked_add(i64::try_from(number)?.seconds())?;
            let order = NewOrder {
                placed_at: Some(placed_at),
                ..orders::asked(goods, "LISTA", number)
            };
            app.execute_blocking(&goods.call, PlaceOrder(order))
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

/// The median time of a page, everything inside the orders read.
fn median(app: &App, goods: &Goods, page: &Page, time: Duration) -> anyhow::Result<Duration> {
    let started = Instant::now();
    let mut times = Vec::new();
    while times.is_empty() || started.elapsed() < time {
        let (filter, number) = (page.filter.clone(), page.number);
        let asked = Instant::now();
        let found = app.read_blocking(&goods.call, move |reader| {
            reader.orders(&filter, PageRequest::new(number, PAGE, PAGE))
        })?;
        times.push(asked.elapsed());
        ensure!(found.len() == page.holds, "{}: {} orders", page.name, found.len());
    }
    times.sort_unstable();
    Ok(times[times.len() / 2])
}
