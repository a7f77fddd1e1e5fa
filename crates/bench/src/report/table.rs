//! A table of texts, printed for a terminal or for Markdown. Knows nothing of what stands in it.

use std::fmt::Write;

/// Rows under a head; the first column is text and the others are aligned to the right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Table {
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// An empty table.
    pub(crate) fn new(head: &[&str]) -> Self {
        Self {
            head: head.iter().map(ToString::to_string).collect(),
            rows: Vec::new(),
        }
    }

    /// Adds a row; missing cells stay empty, and cells beyond the head are dropped.
    pub(crate) fn push(&mut self, mut row: Vec<String>) {
        row.resize(self.head.len(), String::new());
        self.rows.push(row);
    }

    /// Columns padded with blanks.
    pub(crate) fn plain(&self) -> String {
        let widths = self.widths();
        let mut text = String::new();
        for row in std::iter::once(&self.head).chain(&self.rows) {
            let cells: Vec<_> = row
                .iter()
                .zip(&widths)
                .enumerate()
                .map(|(index, (cell, &width))| pad(index, cell, width))
                .collect();
            text.push_str(cells.join("  ").trim_end());
            text.push('\n');
        }
        text
    }

    /// A Markdown table, padded so that the source is readable too.
    pub(crate) fn markdown(&self) -> String {
        let escaped = self.escaped();
        let widths = escaped.widths();
        let mut text = String::new();
        escaped.line(&mut text, &escaped.head, &widths);
        text.push('|');
        for (index, width) in widths.iter().enumerate() {
            let (dashes, mark) = if index == 0 { (width + 2, "") } else { (width + 1, ":") };
            write!(text, "{}{mark}|", "-".repeat(dashes)).expect("writing to a string cannot fail");
        }
        text.push('\n');
        for row in &escaped.rows {
            escaped.line(&mut text, row, &widths);
        }
        text
    }

    fn line(&self, text: &mut String, row: &[String], widths: &[usize]) {
        text.push('|');
        for (index, (cell, &width)) in row.iter().zip(widths).enumerate() {
            write!(text, " {} |", pad(index, cell, width)).expect("writing to a string cannot fail");
        }
        text.push('\n');
    }

    fn escaped(&self) -> Self {
        let escape = |row: &Vec<String>| {
            row.iter()
                .map(|cell| cell.replace('|', "\\|").replace('\n', " "))
                .collect()
        };
        Self {
            head: escape(&self.head),
            rows: self.rows.iter().map(escape).collect(),
        }
    }

    fn widths(&self) -> Vec<usize> {
        let width = |index: usize| {
            let cells = std::iter::once(&self.head)
                .chain(&self.rows)
                .filter_map(|row| row.get(index));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        (0..self.head.len()).map(width).collect()
    }
}

fn pad(index: usize, cell: &str, width: usize) -> String {
    if index == 0 {
        format!("{cell:<width$}")
    } else {
        format!("{cell:>width$}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        let mut table = Table::new(&["what", "rate"]);
        table.push(vec!["GET one sku".to_owned(), "900".to_owned()]);
        table.push(vec!["a|b".to_owned(), "12,000".to_owned()]);
        table
    }

    #[test]
    fn a_terminal_gets_text_to_the_left_and_numbers_to_the_right() {
        assert_eq!(
            table().plain(),
            "what           rate\nGET one sku     900\na|b          12,000\n"
        );
    }

    #[test]
    fn markdown_escapes_what_would_end_a_cell() {
        let wanted = "| what        |   rate |\n\
                      |-------------|-------:|\n\
                      | GET one sku |    900 |\n\
                      | a\\|b        | 12,000 |\n";
        assert_eq!(table().markdown(), wanted);
    }

    #[test]
    fn a_short_row_is_filled_and_a_long_one_cut() {
        let mut table = Table::new(&["a", "b"]);
        table.push(vec!["1".to_owned()]);
        table.push(vec!["1".to_owned(), "2".to_owned(), "3".to_owned()]);
        assert_eq!(table.plain(), "a  b\n1\n1  2\n");
    }
}
