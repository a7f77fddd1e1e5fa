//! Which products a list shows.
//!
//! Not a vendor's filter words; a face translates those.

use crate::criteria::Criterion;

/// What the products of a list have in common; what is `None` does not matter. Deleted products are in no list.
#[derive(Debug, Clone, Default)]
pub struct ProductFilter {
    /// Contained in the name; case and accents do not count.
    pub text: Option<String>,
    /// Further comparisons, all of which hold.
    pub criteria: Vec<Criterion<ProductField>>,
    /// Whose change stamp is this or a later one. The list is then in the order of the stamps.
    pub changed_from: Option<i64>,
}

/// A field that a list of products may be narrowed by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each is the field of the same name")]
pub enum ProductField {
    Code,
    Name,
    /// Any barcode of any of its skus; only whether it has it can be asked.
    Barcode,
    Unit,
    Ncm,
    Cest,
    Origin,
    /// By name in the store.
    Kind,
    /// By name in the store.
    Status,
    /// The category's code.
    Category,
    /// The supplier's code.
    Supplier,
}
