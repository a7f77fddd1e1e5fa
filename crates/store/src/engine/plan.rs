//! What a statement cost its engine, for tests.
//!
//! Not a figure of time: the same on every machine.
//!
//! The one rule to know: the work of the two engines is counted in different things, so a bound is one engine's.

use std::fmt;

/// A statement as its engine ran it.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Its text.
    pub statement: String,
    /// The engine's own words, a line for each thing that it does.
    pub lines: Vec<String>,
    /// How much it did: on SQLite the steps of its machine, on PostgreSQL the rows that all parts of the plan looked at.
    pub work: u64,
}

impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.statement)?;
        for line in &self.lines {
            write!(f, "\n  {line}")?;
        }
        Ok(())
    }
}

/// The rows that the parts of one of PostgreSQL's plans brought or threw away, each as often as it ran.
pub(super) fn rows_looked_at(lines: &[String]) -> u64 {
    let mut rows = 0;
    let mut loops = 0;
    for line in lines {
        if let Some(times) = after(line, "loops=") {
            loops = times;
            rows += loops * after(line, "actual rows=").unwrap_or(0);
        } else if line.contains("Rows Removed by ") {
            rows += loops * after(line, ": ").unwrap_or(0);
        }
    }
    rows
}

/// The whole number that follows a word of a line.
fn after(line: &str, word: &str) -> Option<u64> {
    let (_, rest) = line.split_once(word)?;
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    rest.get(..end)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_of_a_plan_counts_as_often_as_it_ran() {
        let plan = [
            "Limit  (cost=0.29..5.31 rows=50 width=12) (actual rows=50 loops=1)",
            "  ->  Nested Loop  (cost=0.29..9.01 rows=90 width=12) (actual rows=50.00 loops=1)",
            "        ->  Seq Scan on skus s  (cost=0.00..1.00 rows=9 width=8) (actual rows=20 loops=1)",
            "              Filter: (product_id = 7)",
            "              Rows Removed by Filter: 980",
            "        ->  Index Scan using a on b  (cost=0.29..1.01 rows=3 width=4) (actual rows=3 loops=20)",
            "              Rows Removed by Filter: 2",
            "        ->  Seq Scan on c  (cost=0.00..1.00 rows=9 width=8) (never executed)",
        ];
        let lines = plan.map(str::to_owned);
        assert_eq!(rows_looked_at(&lines), 50 + 50 + 20 + 980 + 3 * 20 + 2 * 20);
    }
}
