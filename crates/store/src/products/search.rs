//! Products as a counter looks for them: by page with their count. Not the list by criteria of `list.rs`.

use domain::actor::Face;
use domain::catalog::{Product, ProductKind};
use domain::ids::{AccountId, CategoryId};
use domain::page::{Page, PageRequest};
use domain::text::fold;
use jiff::Timestamp;

use super::{COLUMNS, extras_column, read};
use crate::engine::Tx;
use crate::error::StoreError;
use crate::listing::{Listing, OrderedBy, order_text};
use crate::sql_text::containing;

/// What the products of a list have in common; what is `None` or empty does not matter. Deleted products are in no list.
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
    /// The origin of the goods.
    pub origin: Option<i64>,
    /// The tariff code.
    pub ncm: Option<String>,
    /// The code.
    pub code: Option<String>,
    /// Changed after this instant.
    pub updated_from: Option<Timestamp>,
    /// Changed before this instant.
    pub updated_until: Option<Timestamp>,
    /// Pieces of a face's own fields, as that face wrote them.
    pub extras: Vec<(Face, String)>,
}

/// By what a list of products can be ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is the field of the same name")]
pub enum ProductColumn {
    Id,
    Category,
    Name,
    Code,
    /// What is available of it, everywhere.
    Available,
    ControlsStock,
    Price,
    Origin,
    Unit,
    Ean,
    Ncm,
    ExTipi,
    Cest,
    Weight,
    CreatedAt,
    UpdatedAt,
}

impl ProductColumn {
    const fn column(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Category => "category_id",
            Self::Name => "folded",
            Self::Code => "code",
            Self::Available => {
                "(SELECT SUM(b.on_hand - b.reserved) FROM balances b JOIN skus s ON s.account_id = b.account_id \
                 AND s.id = b.sku_id WHERE s.account_id = products.account_id AND s.product_id = products.id)"
            }
            Self::ControlsStock => "controls_stock",
            Self::Price => {
                "(SELECT MIN(s.base_price) FROM skus s WHERE s.account_id = products.account_id \
                 AND s.product_id = products.id)"
            }
            Self::Origin => "origin",
            Self::Unit => "unit",
            Self::Ean => {
                "(SELECT MIN(s.ean) FROM skus s WHERE s.account_id = products.account_id \
                 AND s.product_id = products.id)"
            }
            Self::Ncm => "ncm",
            Self::ExTipi => "ex_tipi",
            Self::Cest => "cest",
            Self::Weight => {
                "(SELECT MIN(s.weight) FROM skus s WHERE s.account_id = products.account_id \
                 AND s.product_id = products.id)"
            }
            Self::CreatedAt => "created_at",
            Self::UpdatedAt => "updated_at",
        }
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
    let pieces: Vec<(&str, String)> = filter
        .extras
        .iter()
        .filter_map(|(face, piece)| Some((extras_column(*face)?, containing(piece))))
        .collect();
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
    listing.and_some("origin = $", filter.origin);
    listing.and_some("ncm = $", filter.ncm.as_ref());
    listing.and_some("code = $", filter.code.as_ref());
    listing.and_some("updated_at > $", filter.updated_from);
    listing.and_some("updated_at < $", filter.updated_until);
    for (column, piece) in &pieces {
        listing.and(&format!("{column} LIKE $ ESCAPE '\\'"), piece);
    }
    let order = order_text(order.column.column(), order.descending);
    listing.page(tx, COLUMNS, "products", &order, page, read)
}
