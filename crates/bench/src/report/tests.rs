//! A made-up run for the tests of this module and of the renderers, and the tests of ratios and aims.
//!
//! The one rule to know: its figures are round, so that ratios can be checked by eye.

use super::*;

/// Figures with this rate, of a run without errors.
pub(crate) fn figures(per_second: f64) -> Figures {
    Figures {
        requests: 1000,
        per_second,
        p50_us: 850.0,
        p99_us: 2500.0,
        max_us: 12_345.0,
        answer_bytes: 900,
        errors: 0,
        first_error: None,
    }
}

/// One measurement at this rate.
pub(crate) fn measured(what: What, concurrency: usize, per_second: f64) -> Measured {
    Measured {
        what,
        concurrency,
        figures: figures(per_second),
        processor_us: 24.5,
    }
}

/// SQLite at 64: a sku at half its ceiling, orders at three quarters.
pub(crate) fn engine() -> EngineReport {
    EngineReport {
        engine: Engine::Sqlite,
        measured: vec![
            measured(What::BareAnswer, 64, 40_000.0),
            measured(What::OneSku, 64, 20_000.0),
            measured(What::OrderPlaced, 64, 3000.0),
            measured(What::StoreOrder, 64, 4000.0),
        ],
        process: Some(ProcessReport {
            cold_starts_ms: vec![90.0, 40.0, 50.0],
            memory_at_rest_kib: 30 * 1024,
            memory_peak_kib: 80 * 1024,
            memory_after_kib: 70 * 1024,
        }),
        seeding_ms: 2500.0,
        audit_clean: true,
    }
}

/// The run of [`engine`].
pub(crate) fn report() -> Report {
    Report {
        command: "http".to_owned(),
        release_build: true,
        machine: Machine {
            processors: 2,
            memory_mib: 24_106,
            platform: "linux x86_64".to_owned(),
            syncs_per_second: 1234.0,
        },
        settings: Settings {
            seconds: 5.0,
            warm_up_seconds: 1.0,
            concurrency: vec![64],
            client_threads: 2,
        },
        engines: vec![engine()],
    }
}

#[test]
fn a_ratio_is_the_rate_over_that_of_the_ceiling_at_the_same_concurrency() {
    let engine = engine();
    assert_eq!(engine.ratio(What::OneSku, 64), Some(0.5));
    assert_eq!(engine.ratio(What::OrderPlaced, 64), Some(0.75));
    assert_eq!(engine.ratio(What::OneSku, 16), None);
    assert_eq!(engine.ratio(What::StockSearch, 64), None);
}

#[test]
fn a_ceiling_of_zero_gives_no_ratio() {
    let mut engine = engine();
    engine.measured[0].figures.per_second = 0.0;
    assert_eq!(engine.ratio(What::OneSku, 64), None);
}

#[test]
fn an_aim_is_met_missed_or_not_measured() {
    let verdicts = |engine: &EngineReport| engine.aims(&[64]).into_iter().map(|aim| aim.met).collect::<Vec<_>>();
    let mut engine = engine();
    assert_eq!(
        verdicts(&engine),
        [Some(false), Some(true), Some(true), Some(true), Some(true)]
    );
    engine.measured.truncate(2);
    engine.process = None;
    assert_eq!(verdicts(&engine), [Some(false), None, None, None, None]);
}

#[test]
fn a_bound_holds_at_its_edge_only_where_it_is_a_least() {
    let met = |engine: &EngineReport| engine.aims(&[64]).into_iter().map(|aim| aim.met).collect::<Vec<_>>();
    let mut engine = engine();
    engine.measured[1].figures.per_second = 24_000.0;
    engine.measured[2].figures.per_second = 2000.0;
    engine.measured[3].figures.per_second = 4000.0;
    let process = engine.process.as_mut().unwrap();
    process.memory_at_rest_kib = 60 * 1024;
    process.cold_starts_ms = vec![500.0];
    assert_eq!(
        met(&engine),
        [Some(true), Some(false), Some(true), Some(false), Some(false)]
    );
}

#[test]
fn the_cold_start_is_the_middle_one() {
    assert_eq!(engine().process.unwrap().cold_start_ms(), Some(50.0));
}

#[test]
fn a_report_survives_its_json() {
    let report = report();
    let json = serde_json::to_string_pretty(&report).unwrap();
    assert_eq!(serde_json::from_str::<Report>(&json).unwrap(), report);
}

#[test]
fn a_run_with_a_wrong_answer_an_empty_figure_or_a_dirty_audit_does_not_count() {
    assert!(report().right());
    let spoilers: [fn(&mut EngineReport); 3] = [
        |engine| engine.measured[1].figures.errors = 1,
        |engine| engine.measured[2].figures.requests = 0,
        |engine| engine.audit_clean = false,
    ];
    for spoil in spoilers {
        let mut report = report();
        spoil(&mut report.engines[0]);
        assert!(!report.right());
    }
}
