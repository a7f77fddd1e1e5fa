//! What one run found: measurements per engine, their ratios to the ceilings, and whether the aims are met.
//!
//! Not the printing (`render`) and not the files (`document`). The one rule to know: a ratio is made only of figures of
//! the same run, engine and concurrency, and an aim without its figure is neither met nor missed.

pub(crate) mod document;
pub(crate) mod render;
pub(crate) mod table;

use clap::ValueEnum;
use serde::{Deserialize, Serialize};

use crate::machine::Machine;
use crate::statistics::Figures;

/// Point reads over HTTP against the bare answer, and orders over HTTP against the store: the least that is aimed at.
const LEAST_RATIO: f64 = 0.60;
/// Durable orders per second over HTTP at 64 connections.
const LEAST_ORDERS_PER_SECOND: f64 = 2000.0;
/// Memory at rest, in KiB.
const MOST_MEMORY_AT_REST_KIB: u64 = 60 * 1024;
/// From the spawn to the first 200 on the demo data, in milliseconds.
const MOST_COLD_START_MS: f64 = 500.0;
/// The concurrency at which orders per second are judged.
const CROWD: usize = 64;

/// Everything one run found; also the form of the JSON file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Report {
    /// The subcommand.
    pub(crate) command: String,
    /// Whether the optimised build was measured.
    pub(crate) release_build: bool,
    /// What it ran on.
    pub(crate) machine: Machine,
    /// How it was measured.
    pub(crate) settings: Settings,
    /// One entry per database engine.
    pub(crate) engines: Vec<EngineReport>,
}

impl Report {
    /// Whether every answer was right and every audit clean, without which a figure says nothing.
    pub(crate) fn right(&self) -> bool {
        self.engines.iter().all(|engine| {
            engine.audit_clean
                && engine
                    .measured
                    .iter()
                    .all(|one| one.figures.errors == 0 && one.figures.requests > 0)
        })
    }
}

/// How a run was measured.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Settings {
    /// Measured time of each figure.
    pub(crate) seconds: f64,
    /// Unmeasured time before each.
    pub(crate) warm_up_seconds: f64,
    /// Connections, or callers without HTTP.
    pub(crate) concurrency: Vec<usize>,
    /// Threads of the load generator.
    pub(crate) client_threads: usize,
}

/// The two databases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Engine {
    /// The embedded default.
    Sqlite,
    /// The server.
    Postgres,
}

impl Engine {
    /// The name as printed.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        }
    }
}

/// What was found with one engine.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct EngineReport {
    /// Which.
    pub(crate) engine: Engine,
    /// Every figure, in the order measured.
    pub(crate) measured: Vec<Measured>,
    /// The server's process; absent when only the store was measured.
    pub(crate) process: Option<ProcessReport>,
    /// Making the demo database, until the server that made it answers, in milliseconds.
    pub(crate) seeding_ms: f64,
    /// What the auditor said of the database after the load: clean, or not.
    pub(crate) audit_clean: bool,
}

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "snake_case")]
pub(crate) enum What {
    /// HTTP: a constant of the size of a sku's answer, from the bare server.
    BareAnswer,
    /// HTTP: one sku.
    OneSku,
    /// HTTP: a page of 50 orders.
    OrderList,
    /// HTTP: the stock search.
    StockSearch,
    /// HTTP: an order placed.
    OrderPlaced,
    /// No HTTP: one sku.
    StoreRead,
    /// No HTTP: an order placed, by callers that are threads waiting for the commit; nothing is read afterwards.
    StoreOrder,
    /// No HTTP: an order placed, by callers that are tasks, and then read whole, as an answer needs it.
    StoreOrderShown,
}

impl What {
    /// The name as printed.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::BareAnswer => "bare answer (ceiling)",
            Self::OneSku => "GET one sku",
            Self::OrderList => "GET 50 orders",
            Self::StockSearch => "POST stock search",
            Self::OrderPlaced => "POST order",
            Self::StoreRead => "sku, without HTTP",
            Self::StoreOrder => "order, without HTTP (ceiling)",
            Self::StoreOrderShown => "order and its view, without HTTP",
        }
    }

    /// Whether a server is asked for it.
    pub(crate) fn is_over_http(self) -> bool {
        match self {
            Self::BareAnswer | Self::OneSku | Self::OrderList | Self::StockSearch | Self::OrderPlaced => true,
            Self::StoreRead | Self::StoreOrder | Self::StoreOrderShown => false,
        }
    }

    /// What it is measured against, if anything is.
    pub(crate) fn ceiling(self) -> Option<Self> {
        match self {
            Self::OneSku => Some(Self::BareAnswer),
            Self::OrderPlaced => Some(Self::StoreOrder),
            Self::BareAnswer
            | Self::OrderList
            | Self::StockSearch
            | Self::StoreRead
            | Self::StoreOrder
            | Self::StoreOrderShown => None,
        }
    }
}

/// One measurement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Measured {
    /// What was asked.
    pub(crate) what: What,
    /// By how many at once.
    pub(crate) concurrency: usize,
    /// What came out.
    pub(crate) figures: Figures,
    /// Processor time of the serving process per request, in microseconds, all its threads together.
    pub(crate) processor_us: f64,
}

/// The server as a process.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct ProcessReport {
    /// From the spawn to the first 200, each start, in milliseconds.
    pub(crate) cold_starts_ms: Vec<f64>,
    /// Resident memory once ready, before any request, in KiB.
    pub(crate) memory_at_rest_kib: u64,
    /// The most resident memory of the whole run, in KiB.
    pub(crate) memory_peak_kib: u64,
    /// Resident memory after the load, in KiB.
    pub(crate) memory_after_kib: u64,
}

impl ProcessReport {
    /// The middle one of the cold starts, in milliseconds.
    pub(crate) fn cold_start_ms(&self) -> Option<f64> {
        let mut sorted = self.cold_starts_ms.clone();
        sorted.sort_by(f64::total_cmp);
        sorted.get(sorted.len() / 2).copied()
    }
}

impl EngineReport {
    /// The figures of one measurement.
    pub(crate) fn find(&self, what: What, concurrency: usize) -> Option<&Figures> {
        let found = self
            .measured
            .iter()
            .find(|one| one.what == what && one.concurrency == concurrency)?;
        Some(&found.figures)
    }

    /// The rate of a measurement over that of its ceiling at the same concurrency.
    pub(crate) fn ratio(&self, what: What, concurrency: usize) -> Option<f64> {
        let ceiling = self.find(what.ceiling()?, concurrency)?.per_second;
        let found = self.find(what, concurrency)?.per_second;
        (ceiling > 0.0).then(|| found / ceiling)
    }

    /// Every aim, in the order of the design.
    pub(crate) fn aims(&self, concurrency: &[usize]) -> Vec<Aim> {
        let mut aims = Vec::new();
        for what in [What::OneSku, What::OrderPlaced] {
            for &level in concurrency {
                let Some(ceiling) = what.ceiling() else { continue };
                let title = format!("{} / {}, {level} at once", what.name(), ceiling.name());
                aims.push(Aim::at_least(title, LEAST_RATIO, self.ratio(what, level), |ratio| {
                    format!("{:.0} %", ratio * 100.0)
                }));
            }
        }
        let orders = self.find(What::OrderPlaced, CROWD).map(|figures| figures.per_second);
        let title = format!("durable orders per second over HTTP, {CROWD} at once");
        aims.push(Aim::at_least(title, LEAST_ORDERS_PER_SECOND, orders, |rate| {
            format!("{rate:.0}")
        }));
        let process = self.process.as_ref();
        let rest = process.map(|process| process.memory_at_rest_kib as f64);
        let mib = |kib: f64| format!("{:.1} MB", kib / 1024.0);
        aims.push(Aim::under(
            "memory at rest".to_owned(),
            MOST_MEMORY_AT_REST_KIB as f64,
            rest,
            mib,
        ));
        let start = process.and_then(ProcessReport::cold_start_ms);
        aims.push(Aim::under(
            "cold start on the demo data".to_owned(),
            MOST_COLD_START_MS,
            start,
            |ms| format!("{ms:.0} ms"),
        ));
        aims
    }
}

/// One aim and what was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Aim {
    /// What is judged.
    pub(crate) title: String,
    /// The bound, with its direction.
    pub(crate) wanted: String,
    /// What was measured, if it was.
    pub(crate) found: Option<String>,
    /// Whether the bound holds, if it was measured.
    pub(crate) met: Option<bool>,
}

impl Aim {
    fn at_least(title: String, bound: f64, found: Option<f64>, words: impl Fn(f64) -> String) -> Self {
        let wanted = format!("at least {}", words(bound));
        Self {
            title,
            wanted,
            found: found.map(words),
            met: found.map(|found| found >= bound),
        }
    }

    fn under(title: String, bound: f64, found: Option<f64>, words: impl Fn(f64) -> String) -> Self {
        let wanted = format!("under {}", words(bound));
        Self {
            title,
            wanted,
            found: found.map(words),
            met: found.map(|found| found < bound),
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;
