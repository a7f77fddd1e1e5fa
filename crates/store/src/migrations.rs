//! The migrations, and their rewriting for each engine.
//!
//! Not their running: that is `engine/schema.rs`.
//!
//! The one rule to know: a migration is written once, in PostgreSQL's words (BIGINT, TEXT, BYTEA), and never edited
//! after a release; its checksum is kept in the database.

use refinery::{Migration, Runner};

use crate::engine::EngineKind;
use crate::error::StoreError;

/// Every file of `migrations/`, oldest first. A test compares this list with the folder.
const MIGRATIONS: &[(&str, &str)] = &[
    ("V1__core", include_str!("../migrations/V1__core.sql")),
    ("V2__estoka", include_str!("../migrations/V2__estoka.sql")),
    ("V3__promotions", include_str!("../migrations/V3__promotions.sql")),
    ("V4__barcodes", include_str!("../migrations/V4__barcodes.sql")),
    ("V5__sellers", include_str!("../migrations/V5__sellers.sql")),
    ("V10__access", include_str!("../migrations/V10__access.sql")),
    ("V15__finance", include_str!("../migrations/V15__finance.sql")),
    ("V20__changes", include_str!("../migrations/V20__changes.sql")),
    ("V21__documents", include_str!("../migrations/V21__documents.sql")),
    ("V30__franchise", include_str!("../migrations/V30__franchise.sql")),
    ("V31__order_dates", include_str!("../migrations/V31__order_dates.sql")),
    (
        "V34__labels_and_tags",
        include_str!("../migrations/V34__labels_and_tags.sql"),
    ),
    (
        "V40__strict_properties",
        include_str!("../migrations/V40__strict_properties.sql"),
    ),
    (
        "V41__counter_terms",
        include_str!("../migrations/V41__counter_terms.sql"),
    ),
    (
        "V42__orders_of_a_customer",
        include_str!("../migrations/V42__orders_of_a_customer.sql"),
    ),
    (
        "V43__counted_lists",
        include_str!("../migrations/V43__counted_lists.sql"),
    ),
];

/// All migrations in the engine's own words.
pub(crate) fn runner(engine: EngineKind) -> Result<Runner, StoreError> {
    let migrations: Result<Vec<Migration>, _> = MIGRATIONS
        .iter()
        .map(|(name, sql)| Migration::unapplied(name, &dialect(engine, sql)))
        .collect();
    let migrations = migrations.map_err(|error| StoreError::Migration {
        reason: error.to_string(),
    })?;
    Ok(Runner::new(&migrations).set_grouped(true))
}

/// Rewrites a script for an engine.
///
/// SQLite: BIGINT and BYTEA become INTEGER and BLOB, and every table STRICT, WITHOUT ROWID. PostgreSQL: a TEXT column
/// compares by bytes (`COLLATE "C"`), whatever the database's language, so that both engines order alike.
pub(crate) fn dialect(engine: EngineKind, script: &str) -> String {
    let mut written = String::with_capacity(script.len() + script.len() / 4);
    let mut statement: Vec<String> = Vec::new();
    for token in Tokens(script) {
        match token {
            Token::Word(word) => {
                let upper = word.to_ascii_uppercase();
                written.push_str(&rewritten(engine, word, &upper, statement.last().map(String::as_str)));
                statement.push(upper);
            }
            Token::End => {
                if engine == EngineKind::Sqlite && statement.starts_with(&["CREATE".to_owned(), "TABLE".to_owned()]) {
                    written.push_str(" STRICT, WITHOUT ROWID");
                }
                written.push(';');
                statement.clear();
            }
            Token::Other(text) => written.push_str(text),
        }
    }
    written
}

fn rewritten(engine: EngineKind, word: &str, upper: &str, before: Option<&str>) -> String {
    match (engine, upper) {
        (EngineKind::Sqlite, "BIGINT") => "INTEGER".to_owned(),
        (EngineKind::Sqlite, "BYTEA") => "BLOB".to_owned(),
        // `CAST(x AS TEXT)` takes no collation.
        (EngineKind::Postgres, "TEXT") if before != Some("AS") => format!("{word} COLLATE \"C\""),
        (EngineKind::Sqlite | EngineKind::Postgres, _) => word.to_owned(),
    }
}

/// What matters of a script: its words, and where statements end. Quotes and comments are neither.
enum Token<'a> {
    Word(&'a str),
    End,
    Other(&'a str),
}

struct Tokens<'a>(&'a str);

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        let text = self.0;
        let first = text.chars().next()?;
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let length = if is_word(first) {
            text.find(|c| !is_word(c)).unwrap_or(text.len())
        } else if text.starts_with("--") {
            text.find('\n').unwrap_or(text.len())
        } else if first == '\'' || first == '"' {
            // A doubled quote inside reads as two quoted pieces side by side, which is just as well.
            text[1..].find(first).map_or(text.len(), |end| end + 2)
        } else {
            first.len_utf8()
        };
        let (token, rest) = text.split_at(length);
        self.0 = rest;
        Some(match first {
            _ if is_word(first) => Token::Word(token),
            ';' => Token::End,
            _ => Token::Other(token),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCRIPT: &str = "-- a BIGINT; not a table\nCREATE TABLE t (\n  account_id BIGINT NOT NULL, -- it's; BYTEA\n  \
        note TEXT NOT NULL DEFAULT 'TEXT; it''s',\n  raw BYTEA,\n  PRIMARY KEY (account_id)\n);\n\
        CREATE INDEX t_by_note ON t (account_id, note, CAST(raw AS TEXT));\nALTER TABLE t ADD COLUMN n BIGINT;";

    #[test]
    fn sqlite_gets_its_types_and_strict_tables_without_rowid() {
        let expected = "-- a BIGINT; not a table\nCREATE TABLE t (\n  account_id INTEGER NOT NULL, -- it's; BYTEA\n  \
            note TEXT NOT NULL DEFAULT 'TEXT; it''s',\n  raw BLOB,\n  PRIMARY KEY (account_id)\n) STRICT, WITHOUT ROWID;\n\
            CREATE INDEX t_by_note ON t (account_id, note, CAST(raw AS TEXT));\nALTER TABLE t ADD COLUMN n INTEGER;";
        assert_eq!(dialect(EngineKind::Sqlite, SCRIPT), expected);
    }

    #[test]
    fn postgresql_compares_text_columns_by_bytes() {
        let expected = SCRIPT.replace("note TEXT NOT", "note TEXT COLLATE \"C\" NOT");
        assert_eq!(dialect(EngineKind::Postgres, SCRIPT), expected);
    }

    #[test]
    fn every_file_of_the_folder_is_listed_in_order() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/migrations");
        let mut files: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .map(|name| name.strip_suffix(".sql").unwrap().to_owned())
            .collect();
        let version = |name: &str| -> u32 { name[1..].split_once("__").unwrap().0.parse().unwrap() };
        files.sort_by_key(|name| version(name));
        let listed: Vec<&str> = MIGRATIONS.iter().map(|(name, _)| *name).collect();
        assert_eq!(listed, files);
    }
}
