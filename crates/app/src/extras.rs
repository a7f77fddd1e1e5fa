//! Changing the fields that only one vendor defines: the face's own function over what is kept, run inside the write's
//! transaction, so that two requests that each change a part both count.
//!
//! Not a look into extras: their form is the face's secret, and no rule reads them.
//!
//! The one rule to know: the function is pure, because a write may run twice.

use std::fmt;
use std::sync::Arc;

/// From what is kept to what is kept from now on.
type Edit = dyn Fn(Option<&str>) -> Option<String> + Send + Sync;

/// What becomes of an entity's extras: the function is given what is kept, and answers what is kept from now on.
#[derive(Clone)]
pub struct ExtrasEdit(Arc<Edit>);

impl ExtrasEdit {
    /// The edit of this pure function.
    pub fn new(edit: impl Fn(Option<&str>) -> Option<String> + Send + Sync + 'static) -> Self {
        Self(Arc::new(edit))
    }

    /// What is kept from now on.
    pub(crate) fn apply(&self, kept: &mut Option<String>) {
        *kept = (self.0)(kept.as_deref());
    }
}

impl fmt::Debug for ExtrasEdit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ExtrasEdit")
    }
}
