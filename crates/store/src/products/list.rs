//! Lists of products: the one statement whose text depends on what is asked.

use domain::catalog::{Product, ProductField, ProductFilter};
use domain::ids::AccountId;
use domain::page::PageRequest;
use domain::text::fold;

use super::{COLUMNS, read};
use crate::criteria::{self, Column};
use crate::engine::{Param, Tx};
use crate::error::StoreError;
use crate::sql_text::containing;

/// A page of the products that fit: by number, or where a stamp is asked for by stamp.
///
/// # Errors
/// A broken store.
pub fn list(
    tx: &mut Tx<'_>,
    account: AccountId,
    filter: &ProductFilter,
    page: PageRequest,
) -> Result<Vec<Product>, StoreError> {
    let pattern = filter.text.as_deref().map(|text| containing(&fold(text.trim())));
    let mut params = vec![Param::Int(account.raw())];
    let (mut sql, order) = match filter.changed_from {
        Some(stamp) => {
            params.push(Param::Int(stamp));
            let from = "changes JOIN products ON products.account_id = changes.account_id AND id = entity_id \
                        WHERE changes.account_id = $1 AND entity = 'product' AND stamp >= $2 AND deleted_at IS NULL";
            (from.to_owned(), "stamp, id")
        }
        None => ("products WHERE account_id = $1 AND deleted_at IS NULL".to_owned(), "id"),
    };
    if let Some(pattern) = &pattern {
        if pattern.contains('\0') {
            return Ok(Vec::new());
        }
        params.push(Param::Text(pattern));
        sql.push_str(&format!(" AND folded LIKE ${} ESCAPE '\\'", params.len()));
    }
    for one in &filter.criteria {
        let column = column(one.field);
        if !criteria::push(&mut sql, &mut params, column, one.comparison, &one.operand) {
            return Ok(Vec::new());
        }
    }
    params.extend([Param::Int(page.limit()), Param::Int(page.offset())]);
    let sql = format!(
        "SELECT {COLUMNS} FROM {sql} ORDER BY {order} LIMIT ${} OFFSET ${}",
        params.len() - 1,
        params.len()
    );
    tx.query(&sql, &params, read)
}

/// The column of a field.
const fn column(field: ProductField) -> Column {
    match field {
        ProductField::Code => Column::Code("code"),
        ProductField::Name => Column::Text("name"),
        ProductField::Barcode => Column::Holds(
            "products.id IN (SELECT s.product_id FROM sku_barcodes b JOIN skus s ON s.account_id = b.account_id \
             AND s.id = b.sku_id WHERE b.account_id = $1 AND b.barcode = $)",
        ),
        ProductField::Unit => Column::Text("unit"),
        ProductField::Ncm => Column::Text("ncm"),
        ProductField::Cest => Column::Text("cest"),
        ProductField::Origin => Column::Number("origin"),
        ProductField::Kind => Column::Text("kind"),
        ProductField::Status => Column::Text("status"),
        ProductField::Category => {
            Column::Holds("category_id IN (SELECT c.id FROM categories c WHERE c.account_id = $1 AND c.code = $)")
        }
        ProductField::Supplier => Column::Holds(
            "supplier_id IN (SELECT p.id FROM parties p WHERE p.account_id = $1 AND p.code = $ \
             AND p.deleted_at IS NULL)",
        ),
    }
}
