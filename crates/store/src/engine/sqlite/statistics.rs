//! What SQLite's planner is told of our tables: that an account has many rows, and that the other columns of an index
//! narrow them. A fresh database has no statistics, and the planner then guesses that the account alone leaves ten rows,
//! so that it walks a whole account by primary key rather than use the index of the column that is looked up.
//!
//! Not figures of the data: the same for every database, so that a plan is the same on the first day and after years.

use rusqlite::{Connection, params};

/// Rows the planner shall believe in, all of one account.
const ROWS: i64 = 1_000_000;

/// Rows that each further column but the last of a unique index leaves.
const NARROWED: i64 = 100;

/// Writes the statistics of every index, and makes other connections read them.
pub(in crate::engine) fn write(connection: &mut Connection) -> rusqlite::Result<()> {
    let transaction = connection.transaction()?;
    // On empty tables this only makes the table of statistics; on full ones its figures are replaced below.
    transaction.execute_batch("ANALYZE")?;
    transaction.execute("DELETE FROM sqlite_stat1", [])?;
    for (table, index, columns, unique) in indexes(&transaction)? {
        let figures = figures(columns, unique);
        transaction.execute(
            "INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?1, ?2, ?3)",
            params![table, index, figures],
        )?;
    }
    // A changed schema is what makes open connections read the statistics again.
    transaction.execute_batch("CREATE TABLE statistics_written (account_id INTEGER); DROP TABLE statistics_written")?;
    transaction.commit()
}

/// Every index: its table, the name the planner knows it by, its number of columns, whether it is unique. The primary key
/// of a table without row ids goes by the table's own name.
fn indexes(connection: &Connection) -> rusqlite::Result<Vec<(String, String, i64, bool)>> {
    let mut statement = connection.prepare(
        "SELECT t.name, CASE WHEN i.origin = 'pk' THEN t.name ELSE i.name END, \
         (SELECT COUNT(*) FROM pragma_index_info(i.name)), i.\"unique\" \
         FROM sqlite_master t, pragma_index_list(t.name) i \
         WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name <> 'refinery_schema_history'",
    )?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    rows.collect()
}

/// Rows in all, then rows left by the first column, by the first two, and so on. The first is the account, which leaves
/// them all.
fn figures(columns: i64, unique: bool) -> String {
    let mut figures = vec![ROWS.to_string()];
    for column in 1..=columns {
        let left = if column == columns && unique {
            1
        } else if column == 1 {
            ROWS
        } else {
            (NARROWED / column).max(1)
        };
        figures.push(left.to_string());
    }
    figures.join(" ")
}
