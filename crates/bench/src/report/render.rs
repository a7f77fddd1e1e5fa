//! A report as text: tables for the terminal, and the same tables as a Markdown section.
//!
//! Not the model and not the files. The one rule to know: both renderings show the same cells.

use std::fmt::Write;

use super::table::Table;
use super::{EngineReport, Measured, Report};

/// What stands where nothing was measured.
const ABSENT: &str = "–";

/// The whole report for a terminal.
pub(crate) fn plain(report: &Report) -> String {
    let mut text = format!("{}\n{}\n", report.machine.words(), method(report));
    for engine in &report.engines {
        let name = engine.engine.name();
        push(&mut text, &format!("\n{name}\n\n{}", figures(engine).plain()));
        push(&mut text, &format!("\n{}", around(engine).plain()));
        if let Some(aims) = aims(engine, report) {
            push(&mut text, &format!("\n{}", aims.plain()));
        }
        for failed in engine.measured.iter().filter(|one| one.figures.errors > 0) {
            let reason = failed.figures.first_error.as_deref().unwrap_or("without words");
            push(
                &mut text,
                &format!("\n{} at {}: {reason}\n", failed.what.name(), failed.concurrency),
            );
        }
    }
    text
}

/// The whole report as a Markdown section without a heading of its own above level three.
pub(crate) fn markdown(report: &Report) -> String {
    let build = if report.release_build {
        ""
    } else {
        "**Not an optimised build: these figures mean nothing.**\n\n"
    };
    let mut text = format!("{build}Measured on {}.\n{}\n", report.machine.words(), method(report));
    for engine in &report.engines {
        push(
            &mut text,
            &format!("\n### {}\n\n{}", engine.engine.name(), figures(engine).markdown()),
        );
        push(&mut text, &format!("\n{}", around(engine).markdown()));
        if let Some(aims) = aims(engine, report) {
            push(&mut text, &format!("\n{}", aims.markdown()));
        }
    }
    text
}

/// Figures that are of no engine, for a terminal.
pub(crate) fn bare(measured: &[Measured]) -> String {
    let mut table = Table::new(&FIGURES);
    for one in measured {
        table.push(row(None, one));
    }
    table.plain()
}

fn push(text: &mut String, more: &str) {
    text.write_str(more).expect("writing to a string cannot fail");
}

fn method(report: &Report) -> String {
    let settings = &report.settings;
    format!(
        "Each figure: {} s of warm-up, {} s measured, every connection or caller asking again as soon as it is answered; \
         {} load threads.",
        settings.warm_up_seconds, settings.seconds, settings.client_threads
    )
}

const FIGURES: [&str; 9] = [
    "measured",
    "at once",
    "per second",
    "p50 ms",
    "p99 ms",
    "max ms",
    "CPU µs",
    "of ceiling",
    "errors",
];

fn figures(engine: &EngineReport) -> Table {
    let mut table = Table::new(&FIGURES);
    for one in &engine.measured {
        table.push(row(engine.ratio(one.what, one.concurrency), one));
    }
    table
}

fn row(ratio: Option<f64>, one: &Measured) -> Vec<String> {
    let figures = &one.figures;
    vec![
        one.what.name().to_owned(),
        one.concurrency.to_string(),
        grouped(figures.per_second),
        milliseconds(figures.p50_us),
        milliseconds(figures.p99_us),
        milliseconds(figures.max_us),
        format!("{:.1}", one.processor_us),
        ratio.map_or_else(|| ABSENT.to_owned(), |ratio| format!("{:.0} %", ratio * 100.0)),
        figures.errors.to_string(),
    ]
}

/// What was found beside rates.
fn around(engine: &EngineReport) -> Table {
    let mut table = Table::new(&["beside the rates", "found"]);
    let mut push = |title: &str, found: String| table.push(vec![title.to_owned(), found]);
    let megabytes = |kib: u64| format!("{:.1} MB", kib as f64 / 1024.0);
    let milliseconds = |ms: f64| format!("{ms:.0} ms");
    if let Some(process) = &engine.process {
        push("memory once ready", megabytes(process.memory_at_rest_kib));
        push("memory, the most under load", megabytes(process.memory_peak_kib));
        push("memory after the load", megabytes(process.memory_after_kib));
        let middle = process.cold_start_ms();
        let slowest = process.cold_starts_ms.iter().copied().max_by(f64::total_cmp);
        let shown = |time: Option<f64>| time.map_or_else(|| ABSENT.to_owned(), milliseconds);
        push("cold start, the middle one", shown(middle));
        push("cold start, the slowest", shown(slowest));
    }
    push("making the demo data", milliseconds(engine.seeding_ms));
    let audit = if engine.audit_clean { "clean" } else { "NOT CLEAN" };
    push("the auditor after the load", audit.to_owned());
    table
}

/// The aims; `None` when no figure was measured that one is set for.
fn aims(engine: &EngineReport, report: &Report) -> Option<Table> {
    let mut table = Table::new(&["aim", "wanted", "found", "met"]);
    let aims = engine.aims(&report.settings.concurrency);
    if aims.iter().all(|aim| aim.met.is_none()) {
        return None;
    }
    for aim in aims {
        let met = match aim.met {
            Some(true) => "yes",
            Some(false) => "NO",
            None => ABSENT,
        };
        let found = aim.found.unwrap_or_else(|| ABSENT.to_owned());
        table.push(vec![aim.title, aim.wanted, found, met.to_owned()]);
    }
    Some(table)
}

/// Whole numbers with a comma every three digits.
pub(crate) fn grouped(number: f64) -> String {
    let digits = format!("{number:.0}");
    let mut text = String::with_capacity(digits.len() * 4 / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Milliseconds with two decimals.
pub(crate) fn milliseconds(microseconds: f64) -> String {
    format!("{:.2}", microseconds / 1000.0)
}

#[cfg(test)]
mod tests {
    use super::super::tests::report;
    use super::*;

    #[test]
    fn the_markdown_of_a_run_reads_as_written_here() {
        let wanted = "\
Measured on 2 logical processors shared by server and load, 24 GiB of memory, linux x86_64, 1234 durable page writes per second.
Each figure: 1 s of warm-up, 5 s measured, every connection or caller asking again as soon as it is answered; 2 load threads.

### SQLite

| measured                      | at once | per second | p50 ms | p99 ms | max ms | CPU µs | of ceiling | errors |
|-------------------------------|--------:|-----------:|-------:|-------:|-------:|-------:|-----------:|-------:|
| bare answer (ceiling)         |      64 |     40,000 |   0.85 |   2.50 |  12.35 |   24.5 |          – |      0 |
| GET one sku                   |      64 |     20,000 |   0.85 |   2.50 |  12.35 |   24.5 |       50 % |      0 |
| POST order                    |      64 |      3,000 |   0.85 |   2.50 |  12.35 |   24.5 |       75 % |      0 |
| order, without HTTP (ceiling) |      64 |      4,000 |   0.85 |   2.50 |  12.35 |   24.5 |          – |      0 |

| beside the rates            |   found |
|-----------------------------|--------:|
| memory once ready           | 30.0 MB |
| memory, the most under load | 80.0 MB |
| memory after the load       | 70.0 MB |
| cold start, the middle one  |   50 ms |
| cold start, the slowest     |   90 ms |
| making the demo data        | 2500 ms |
| the auditor after the load  |   clean |

| aim                                                    |        wanted |   found | met |
|--------------------------------------------------------|--------------:|--------:|----:|
| GET one sku / bare answer (ceiling), 64 at once        | at least 60 % |    50 % |  NO |
| POST order / order, without HTTP (ceiling), 64 at once | at least 60 % |    75 % | yes |
| durable orders per second over HTTP, 64 at once        | at least 2000 |    3000 | yes |
| memory at rest                                         | under 60.0 MB | 30.0 MB | yes |
| cold start on the demo data                            |  under 500 ms |   50 ms | yes |
";
        assert_eq!(markdown(&report()), wanted);
    }

    #[test]
    fn the_terminal_shows_the_first_error_of_a_measurement() {
        let mut report = report();
        report.engines[0].measured[1].figures.errors = 3;
        report.engines[0].measured[1].figures.first_error = Some("500 Internal Server Error".to_owned());
        let text = plain(&report);
        assert!(text.contains("GET one sku at 64: 500 Internal Server Error"), "{text}");
    }

    #[test]
    fn what_a_run_did_not_measure_is_left_open_and_aims_without_any_figure_are_left_out() {
        let mut report = report();
        report.engines[0].process = None;
        let text = markdown(&report);
        assert!(!text.contains("cold start, the middle one"), "{text}");
        assert!(text.contains("| memory at rest") && text.contains("–"), "{text}");
        report.engines[0].measured.truncate(1);
        assert!(!markdown(&report).contains("| aim"));
    }

    #[test]
    fn figures_of_a_build_that_is_not_optimised_say_so() {
        let mut report = report();
        report.release_build = false;
        assert!(markdown(&report).starts_with("**Not an optimised build"));
    }

    #[test]
    fn thousands_are_set_apart() {
        let cases = [
            (0.0, "0"),
            (999.6, "1,000"),
            (12_345.0, "12,345"),
            (1_234_567.0, "1,234,567"),
            (123.0, "123"),
        ];
        for (number, wanted) in cases {
            assert_eq!(grouped(number), wanted);
        }
    }
}
