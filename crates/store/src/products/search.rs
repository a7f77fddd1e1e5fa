//! Products as a counter looks for them: by page with their count. Not the list by criteria of `list.rs`.
//!
//! The one rule to know: a list is ordered by what it shows; of a product with several skus that is its first.

use domain::catalog::{Product, ProductKind};
use domain::ids::{AccountId, CategoryId, LocationId};
use domain::page::{Page, PageRequest};
use domain::text::fold;
use jiff::Timestamp;

use super::{COLUMNS, read};
use crate::engine::Tx;
use crate::error::StoreError;
use crate::listing::{Listing, OrderedBy, order_text};
use crate::sql_text::containing;
use crate::tags::Tagged;

/// What the products of a list have in common; what is `None` does not matter. Deleted products are in no list.
#[derive(Debug, Clone, Default)]
pub struct ProductSearch {
    /// Contained in name or code, or the number itself; case does not count.
    pub text: Option<String>,
    /// Goods or service.
    pub kind: Option<ProductKind>,
    /// In this category.
    pub category: Option<CategoryId>,
    /// Whether its stock is counted.
    pub controls_stock: Option<bool>,
    /// Taken off sale, or not.
    pub is_archived: Option<bool>,
    /// The origin of the goods; of one that says nothing it is 0.
    pub origin: Option<i64>,
    /// The tariff code.
    pub ncm: Option<String>,
    /// The code.
    pub code: Option<String>,
    /// Its kind of item in the tax books; of one that says nothing it is 0.
    pub item_type: Option<i64>,
    /// The number of its group of tax rules; of one that says nothing it is 0.
    pub tax_group: Option<i64>,
    /// Contained in its internal note; case does not count.
    pub internal_note: Option<String>,
    /// Changed after this instant.
    pub updated_from: Option<Timestamp>,
    /// Changed before this instant.
    pub updated_until: Option<Timestamp>,
    /// Where what is available, and what it costs, is looked up for the order of the list.
    pub counter: Option<LocationId>,
}

/// By what a list of products can be ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is the field of the same name")]
pub enum ProductColumn {
    Id,
    Category,
    Name,
    /// By the code it was given; one that was given none comes first.
    Code,
    /// What is available of it at the counter.
    Available,
    MinimumStock,
    ControlsStock,
    Markup,
    /// What one costs to buy: at the counter, or else as was said.
    Cost,
    Price,
    Origin,
    Unit,
    Ean,
    Ncm,
    ExTipi,
    Cest,
    GrossWeight,
    Weight,
    FiscalNote,
    InternalNote,
    /// The first of its tags.
    Tags,
    CreatedAt,
    UpdatedAt,
}

/// The first sku's number.
const FIRST_SKU: &str = "(SELECT s.id FROM skus s WHERE s.account_id = products.account_id \
                         AND s.product_id = products.id AND s.deleted_at IS NULL ORDER BY s.id LIMIT 1)";

/// A column of the first sku, or `none`.
fn of_first_sku(column: &str, none: &str) -> String {
    format!(
        "COALESCE((SELECT s.{column} FROM skus s WHERE s.account_id = products.account_id \
         AND s.product_id = products.id AND s.deleted_at IS NULL ORDER BY s.id LIMIT 1), {none})"
    )
}

/// What was said of the product, or `none`.
fn of_terms(column: &str, none: &str) -> String {
    format!(
        "COALESCE((SELECT p.{column} FROM product_terms p WHERE p.account_id = products.account_id \
         AND p.product_id = products.id), {none})"
    )
}

/// A figure of the first sku's shelves at the counter, or nothing; a counter that is not known has none.
fn at_counter(figure: &str, counter: Option<LocationId>) -> String {
    let counter = counter.map_or(0, LocationId::raw);
    format!(
        "(SELECT {figure} FROM balances b WHERE b.account_id = products.account_id AND b.sku_id = {FIRST_SKU} \
         AND b.location_id = {counter})"
    )
}

impl ProductColumn {
    fn column(self, counter: Option<LocationId>) -> String {
        let plain = match self {
            Self::Id => "id",
            Self::Category => "COALESCE(category_id, 0)",
            Self::Name => "folded",
            Self::Code => "CASE WHEN code = CAST(id AS TEXT) THEN '' ELSE code END",
            Self::ControlsStock => "controls_stock",
            Self::Origin => "COALESCE(origin, 0)",
            Self::Unit => "unit",
            Self::Ncm => "COALESCE(ncm, '')",
            Self::ExTipi => "COALESCE(ex_tipi, '')",
            Self::Cest => "COALESCE(cest, '')",
            Self::CreatedAt => "created_at",
            Self::UpdatedAt => "updated_at",
            Self::Available => {
                let available = at_counter("SUM(b.on_hand - b.reserved)", counter);
                return format!("COALESCE({available}, 0)");
            }
            Self::Cost => {
                let shelves = at_counter("MAX(b.replacement_cost)", counter);
                return format!("COALESCE(NULLIF({shelves}, 0), {})", of_terms("cost", "0"));
            }
            Self::Price => return of_first_sku("base_price", "0"),
            Self::Ean => return of_first_sku("ean", "''"),
            Self::Weight => return of_first_sku("weight", "0"),
            Self::MinimumStock => return of_terms("minimum_stock", "0"),
            Self::Markup => return of_terms("markup", "0"),
            Self::GrossWeight => return of_terms("gross_weight", "0"),
            Self::FiscalNote => return of_terms("fiscal_note", "''"),
            Self::InternalNote => return of_terms("internal_note", "''"),
            Self::Tags => return Tagged::Product.first("products"),
        };
        plain.to_owned()
    }
}

/// A page of the products that fit, and how many there are.
///
/// # Errors
/// A broken store.
pub fn search(
    tx: &mut Tx<'_>,
    account: AccountId,
    filter: &ProductSearch,
    order: OrderedBy<ProductColumn>,
    page: PageRequest,
) -> Result<Page<Product>, StoreError> {
    let text = filter.text.as_deref().map(str::trim);
    let pattern = text.map(|text| containing(&fold(text)));
    let number: Option<i64> = text.and_then(|text| text.parse().ok());
    let note = filter
        .internal_note
        .as_deref()
        .map(|note| containing(&note.trim().to_lowercase()));
    let mut listing = Listing::of(account);
    listing.and_always("deleted_at IS NULL");
    match (pattern.as_ref(), number) {
        (Some(pattern), None) => {
            listing.and("(folded LIKE $ ESCAPE '\\' OR LOWER(code) LIKE $ ESCAPE '\\')", pattern);
        }
        (Some(pattern), Some(number)) => listing.and_either(&[
            ("folded LIKE $ ESCAPE '\\'", pattern.into()),
            ("LOWER(code) LIKE $ ESCAPE '\\'", pattern.into()),
            ("id = $", number.into()),
        ]),
        (None, _) => {}
    }
    listing.and_some("kind = $", filter.kind.map(ProductKind::name));
    listing.and_some("category_id = $", filter.category.map(CategoryId::raw));
    listing.and_some("controls_stock = $", filter.controls_stock);
    match filter.is_archived {
        Some(true) => listing.and_always("status IN ('inactive', 'discontinued')"),
        Some(false) => listing.and_always("status NOT IN ('inactive', 'discontinued')"),
        None => {}
    }
    listing.and_some("COALESCE(origin, 0) = $", filter.origin);
    listing.and_some("ncm = $", filter.ncm.as_ref());
    listing.and_some("code = $", filter.code.as_ref());
    listing.and_some(&format!("{} = $", of_terms("item_type", "0")), filter.item_type);
    listing.and_some(&format!("{} = $", of_terms("tax_group", "0")), filter.tax_group);
    listing.and_some(
        &format!("LOWER({}) LIKE $ ESCAPE '\\'", of_terms("internal_note", "''")),
        note.as_ref(),
    );
    listing.and_some("updated_at > $", filter.updated_from);
    listing.and_some("updated_at < $", filter.updated_until);
    let order = order_text(&order.column.column(filter.counter), order.descending);
    listing.page(tx, COLUMNS, "products", &order, page, read)
}
