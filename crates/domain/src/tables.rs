//! Code tables that others decide: municipalities, fiscal operations, banks, goods under tax substitution, countries, units.
//!
//! Not the forms of codes, which are `documents`; not whether a code must be in its table, which is decided where it is
//! written.
//!
//! The one rule to know: a table is the text of its file, whose head says source and date; it is sorted by code and searched
//! where it lies, so it takes no memory until it is asked, and none of the heap then.

use crate::documents::State;

/// A table, whose rows begin with a code.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    text: &'static str,
}

/// A row: code, name, and what else its table has, empty where it has no more.
pub type Row = [&'static str; 3];

/// Municipalities by the code of the IBGE: name, state.
pub static MUNICIPALITIES: Table = Table::of(include_str!("../data/municipalities.tsv"));
/// Fiscal operations: description.
pub static CFOP: Table = Table::of(include_str!("../data/cfop.tsv"));
/// Banks by their clearing code: name, ISPB.
pub static BANKS: Table = Table::of(include_str!("../data/banks.tsv"));
/// Goods under tax substitution: description.
pub static CEST: Table = Table::of(include_str!("../data/cest.tsv"));
/// Countries by the code of the Banco Central: name.
pub static COUNTRIES: Table = Table::of(include_str!("../data/countries.tsv"));
/// Units of measure: name, decimals.
pub static UNITS: Table = Table::of(include_str!("../data/units.tsv"));

impl Table {
    const fn of(text: &'static str) -> Self {
        Self { text }
    }

    /// Its rows, by code.
    pub fn rows(self) -> impl Iterator<Item = Row> {
        self.text.lines().filter(|line| !line.starts_with('#')).map(row)
    }

    /// The row of a code.
    #[must_use]
    pub fn find(self, code: &str) -> Option<Row> {
        // Comments come first and sort before every code, so that the whole text is in order.
        let (mut from, mut until) = (0, self.text.len());
        while from < until {
            let middle = self.text.as_bytes()[..from.midpoint(until)]
                .iter()
                .rposition(|byte| *byte == b'\n')
                .map_or(0, |end| end + 1)
                .max(from);
            let line = self.text[middle..].lines().next().unwrap_or_default();
            let found = row(line);
            if line.starts_with('#') || found[0] < code {
                from = middle + line.len() + 1;
            } else if found[0] == code {
                return Some(found);
            } else {
                until = middle;
            }
        }
        None
    }
}

fn row(line: &'static str) -> Row {
    let mut cells = line.split('\t');
    [(); 3].map(|()| cells.next().unwrap_or_default())
}

/// The name of a municipality and the state it lies in; `None` of a code that the IBGE has not given.
#[must_use]
pub fn municipality(code: &str) -> Option<(&'static str, State)> {
    let [_, name, state] = MUNICIPALITIES.find(code)?;
    Some((name, State::parse(state).ok()?))
}
