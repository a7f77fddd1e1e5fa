//! Words by which people find a record again: SQL only. Titles keep theirs in a column, from before this table.
//!
//! The one rule to know: each word has a folded twin, and the twin is what is searched.

use std::collections::BTreeMap;

use domain::ids::AccountId;
use domain::text::fold;

use crate::engine::{Param, Tx};
use crate::error::StoreError;
use crate::params;
use crate::select_in::select_in;

/// Tags of one statement.
const CHUNK: usize = 100;

/// What has tags.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tagged {
    /// Parties.
    Party,
    /// Orders.
    Order,
    /// Products.
    Product,
}

impl Tagged {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Party => "party",
            Self::Order => "order",
            Self::Product => "product",
        }
    }

    /// The first tag of a row of this table, folded; nothing is empty text.
    pub(crate) fn first(self, table: &str) -> String {
        let name = self.name();
        format!(
            "COALESCE((SELECT t.folded FROM tags t WHERE t.account_id = {table}.account_id AND t.entity = '{name}' \
             AND t.entity_id = {table}.id AND t.position = 1), '')"
        )
    }

    /// The condition that a tag of the row contains the pattern that stands for `$`.
    pub(crate) fn condition(self) -> String {
        let name = self.name();
        format!(
            "id IN (SELECT t.entity_id FROM tags t WHERE t.account_id = $1 AND t.entity = '{name}' \
             AND t.folded LIKE $ ESCAPE '\\')"
        )
    }
}

/// Puts these tags in place of those the record had.
///
/// # Errors
/// A broken store.
pub fn replace(tx: &mut Tx<'_>, account: AccountId, of: Tagged, id: i64, tags: &[String]) -> Result<(), StoreError> {
    tx.execute_later(
        "DELETE FROM tags WHERE account_id = $1 AND entity = $2 AND entity_id = $3",
        params![account, of.name(), id],
    )?;
    let folded: Vec<String> = tags.iter().map(|tag| fold(tag)).collect();
    let rows: Vec<(i64, &String, &String)> = (1_i64..)
        .zip(tags.iter().zip(&folded))
        .map(|(position, (tag, folded))| (position, tag, folded))
        .collect();
    for chunk in rows.chunks(CHUNK) {
        let mut params = vec![Param::from(account), Param::Text(of.name()), Param::Int(id)];
        let mut values = Vec::with_capacity(chunk.len());
        for (position, tag, folded) in chunk {
            let at = params.len();
            values.push(format!("($1, $2, $3, ${}, ${}, ${})", at + 1, at + 2, at + 3));
            params.extend([Param::Int(*position), Param::Text(tag), Param::Text(folded)]);
        }
        tx.execute_later(
            &format!(
                "INSERT INTO tags (account_id, entity, entity_id, position, name, folded) VALUES {}",
                values.join(", ")
            ),
            &params,
        )?;
    }
    Ok(())
}

/// The tags of these records, in the order in which they were written.
///
/// # Errors
/// A broken store.
pub fn of_many(
    tx: &mut Tx<'_>,
    account: AccountId,
    of: Tagged,
    ids: &[i64],
) -> Result<BTreeMap<i64, Vec<String>>, StoreError> {
    let before = format!(
        "SELECT entity_id, name FROM tags WHERE account_id = $1 AND entity = '{}' AND entity_id",
        of.name()
    );
    let rows: Vec<(i64, String)> = select_in(tx, &before, "ORDER BY entity_id, position", account, ids, |row| {
        Ok((row.get(0)?, row.get(1)?))
    })?;
    let mut found: BTreeMap<i64, Vec<String>> = BTreeMap::new();
    for (id, name) in rows {
        found.entry(id).or_default().push(name);
    }
    Ok(found)
}
