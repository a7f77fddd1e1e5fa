//! Which of the records that a request mentions exist. SQL only, and no more of a record than its number.
//!
//! The one rule to know: a record of another account and one that was deleted do not exist.

use domain::ids::AccountId;

use crate::engine::Tx;
use crate::error::StoreError;
use crate::select_in::select_in;

/// What can be mentioned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each is the record of the same name")]
pub enum Mentioned {
    Brand,
    Category,
    Channel,
    Organization,
    Party,
    PriceTable,
    Sku,
}

impl Mentioned {
    /// The table, and what else a row must fulfil.
    fn table(self) -> (&'static str, &'static str) {
        match self {
            Self::Brand => ("brands", ""),
            Self::Category => ("categories", "AND deleted_at IS NULL"),
            Self::Channel => ("channels", ""),
            Self::Organization => ("organizations", ""),
            Self::Party => ("parties", "AND deleted_at IS NULL"),
            Self::PriceTable => ("price_tables", ""),
            Self::Sku => ("skus", "AND deleted_at IS NULL"),
        }
    }
}

/// The numbers that exist, in no particular order.
///
/// # Errors
/// A broken store.
pub fn existing(
    tx: &mut Tx<'_>,
    account: AccountId,
    mentioned: Mentioned,
    numbers: &[i64],
) -> Result<Vec<i64>, StoreError> {
    let (table, condition) = mentioned.table();
    let before = format!("SELECT id FROM {table} WHERE account_id = $1 AND id");
    select_in(tx, &before, condition, account, numbers, |row| row.get(0))
}
