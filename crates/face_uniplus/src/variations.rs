//! How the variations of a product are numbered and called.
//!
//! Not how they come about; that is the grid.
//!
//! The one rule to know: a variation's code is its place among all skus that the product ever had, so it never changes; a
//! product that is not told apart has one sku and no variation.

use std::collections::BTreeMap;

use app::catalog::{Axis, GridEntry, ProductView, SkuPlace, SkuView};
use app::{Failure, Reader};
use domain::ids::{AttributeId, ProductId, SkuId};
use domain::refusal::{Field, Problem, Refusal};
use face_kit::Checker;

use crate::page;

/// The numbers and names of the variations of some products.
pub(crate) struct Variations {
    numbers: BTreeMap<SkuId, i64>,
    grids: Vec<GridEntry>,
}

impl Variations {
    /// Those of these products: two statements.
    ///
    /// # Errors
    /// A broken store.
    pub(crate) fn of(reader: &mut Reader<'_, '_>, products: &[ProductId]) -> Result<Self, Failure> {
        let mut products = products.to_vec();
        products.sort_unstable();
        products.dedup();
        Ok(Self {
            numbers: reader.sku_numbers(&products)?,
            grids: reader.grids_of(&products)?,
        })
    }

    /// The number of a sku.
    pub(crate) fn number(&self, sku: SkuId) -> i64 {
        self.numbers.get(&sku).copied().unwrap_or_default()
    }

    /// The code of a sku as a variation; empty for one that is not told apart.
    pub(crate) fn code(&self, sku: &SkuView) -> String {
        if sku.options.iter().any(|option| !option.is_additional) {
            self.number(sku.sku.id).to_string()
        } else {
            String::new()
        }
    }

    /// What a variation is called: `AMARELO/P`, row before column.
    pub(crate) fn label(&self, sku: &SkuView) -> String {
        let axis = |attribute: AttributeId| {
            let entry = self.grids.iter().find(|entry| entry.attribute == attribute);
            entry.map_or(Axis::Column, |entry| entry.axis)
        };
        let mut options: Vec<_> = sku.options.iter().filter(|option| !option.is_additional).collect();
        options.sort_by_key(|option| (axis(option.attribute), option.attribute));
        let values: Vec<&str> = options.iter().map(|option| option.value.as_str()).collect();
        values.join("/")
    }
}

/// Which sku of its product a filter on `variacao` means; the empty code is that of what is not told apart.
pub(crate) fn place(check: &mut Checker, filter: &page::Filter<'_>) -> Option<SkuPlace> {
    if filter.value.is_empty() {
        return Some(SkuPlace::Alone);
    }
    let place = filter.value.parse().ok().map(SkuPlace::Nth);
    if place.is_none() {
        check.fault(filter.written, Problem::NotAnInteger);
    }
    place
}

/// The sku that a request means: a variation by its code, or the only one.
///
/// # Errors
/// `variacao` blank where the product has several, unknown where it has no such one.
pub(crate) fn sku_of(
    reader: &mut Reader<'_, '_>,
    product: &ProductView,
    variation: Option<&str>,
) -> Result<SkuId, Failure> {
    let wrong = |problem| Failure::from(Refusal::invalid(Field::SkuName, problem));
    match (variation.map(str::trim), product.skus.as_slice()) {
        (None, [only]) => Ok(only.sku.id),
        (None, _) => Err(wrong(Problem::Blank)),
        (Some(code), skus) => {
            let numbers = reader.sku_numbers(&[product.product.id])?;
            let number = code.parse::<i64>().map_err(|_| wrong(Problem::Unknown))?;
            let found = skus.iter().find(|sku| numbers.get(&sku.sku.id) == Some(&number));
            Ok(found.ok_or_else(|| wrong(Problem::Unknown))?.sku.id)
        }
    }
}
