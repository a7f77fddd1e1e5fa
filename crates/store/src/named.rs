//! Columns that hold the name of one of our enums. Not for free text.

use crate::engine::Row;
use crate::error::StoreError;

/// The value whose name the column holds.
///
/// # Errors
/// [`StoreError::Column`] when the name is none of the enum's, which only another program's hand can cause.
pub(crate) fn named<T>(row: &Row<'_>, index: usize, from_name: fn(&str) -> Option<T>) -> Result<T, StoreError> {
    let name: String = row.get(index)?;
    from_name(&name).ok_or_else(|| StoreError::Column {
        index,
        reason: "holds a name that is not known".to_owned(),
    })
}

/// The value whose name the column holds, where it may be empty.
///
/// # Errors
/// As [`named`].
pub(crate) fn named_or_null<T>(
    row: &Row<'_>,
    index: usize,
    from_name: fn(&str) -> Option<T>,
) -> Result<Option<T>, StoreError> {
    let Some(name) = row.get::<Option<String>>(index)? else {
        return Ok(None);
    };
    match from_name(&name) {
        Some(value) => Ok(Some(value)),
        None => Err(StoreError::Column {
            index,
            reason: "holds a name that is not known".to_owned(),
        }),
    }
}
