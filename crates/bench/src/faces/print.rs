//! The rows of the faces, for a terminal and for the document.
//!
//! Not the measuring. The one rule to know: a figure stands beside its ceiling and its errors.

use super::EngineRows;
use super::ask::Against;
use crate::machine::Machine;
use crate::report::Measured;
use crate::report::render::{grouped, milliseconds};
use crate::report::table::Table;

/// One request at one concurrency.
pub(crate) struct Row {
    pub(super) title: &'static str,
    pub(super) against: Against,
    pub(super) answer_bytes: usize,
    pub(super) ceiling: Measured,
    pub(super) found: Measured,
}

impl Row {
    /// Whether every answer was right.
    pub(super) fn right(&self) -> bool {
        let right = |one: &Measured| one.figures.errors == 0 && one.figures.requests > 0;
        right(&self.ceiling) && right(&self.found)
    }

    fn cells(&self) -> Vec<String> {
        let (ceiling, found) = (&self.ceiling.figures, &self.found.figures);
        let ratio = 100.0 * found.per_second / ceiling.per_second.max(f64::MIN_POSITIVE);
        vec![
            self.title.to_owned(),
            self.found.concurrency.to_string(),
            grouped(found.per_second),
            milliseconds(found.p50_us),
            milliseconds(found.p99_us),
            format!("{:.1}", self.found.processor_us),
            self.answer_bytes.to_string(),
            self.against.name().to_owned(),
            grouped(ceiling.per_second),
            format!("{ratio:.0} %"),
            (found.errors + ceiling.errors).to_string(),
        ]
    }
}

const HEAD: [&str; 11] = [
    "measured",
    "at once",
    "per second",
    "p50 ms",
    "p99 ms",
    "CPU µs",
    "bytes",
    "ceiling",
    "per second there",
    "of ceiling",
    "errors",
];

/// Columns padded with blanks.
pub(super) fn plain(engines: &[EngineRows]) -> String {
    let mut text = String::new();
    for one in engines {
        text.push_str(&format!(
            "{}\n\n{}\n{}\n",
            one.engine.name(),
            table(one).plain(),
            audit(one)
        ));
        for row in one.rows.iter().filter(|row| !row.right()) {
            let reason = row.found.figures.first_error.as_deref().unwrap_or("without words");
            text.push_str(&format!("{} at {}: {reason}\n", row.title, row.found.concurrency));
        }
    }
    text
}

/// A section of the document.
pub(super) fn markdown(machine: &Machine, engines: &[EngineRows]) -> String {
    let mut text = format!("Measured on {}.\n", machine.words());
    for one in engines {
        let (name, table) = (one.engine.name(), table(one).markdown());
        text.push_str(&format!("\n### {name}, by face\n\n{table}\n{}\n", audit(one)));
    }
    text
}

fn table(one: &EngineRows) -> Table {
    let mut table = Table::new(&HEAD);
    for row in &one.rows {
        table.push(row.cells());
    }
    table
}

fn audit(one: &EngineRows) -> &'static str {
    if one.audit_clean {
        "The auditor after the load: clean."
    } else {
        "The auditor after the load: NOT CLEAN."
    }
}
