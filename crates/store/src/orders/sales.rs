//! Orders as sales: pages with their count, by who, when and how they were sold. SQL only.

use domain::actor::Face;
use domain::finance::TitleKind;
use domain::ids::{AccountId, CashAccountId, OrganizationId, PartyId, PaymentMethodId};
use domain::orders::{Order, OrderStatus};
use domain::page::{Page, PageRequest};
use domain::text::fold;
use jiff::Timestamp;

use super::extras::extras_column;
use super::{COLUMNS, read};
use crate::engine::Tx;
use crate::error::StoreError;
use crate::listing::{Listing, OrderedBy, order_text};
use crate::sql_text::{containing, exists};
use crate::tags::Tagged;

/// What the sales of a list have in common; what is `None` or empty does not matter.
#[derive(Debug, Clone, Default)]
pub struct SaleFilter {
    /// Contained in the customer's name or one of the sale's tags, or the sale's code.
    pub text: Option<String>,
    /// One of these numbers.
    pub ids: Vec<i64>,
    /// Contained in the note of one of its lines; case does not count.
    pub note: Option<String>,
    /// Whose.
    pub organization: Option<OrganizationId>,
    /// Standing in one of these.
    pub statuses: Vec<OrderStatus>,
    /// Standing in one of these, unless a face said otherwise by a piece of its own fields: the piece wanted, and the key
    /// by which it says so.
    pub stated: Option<(Face, String, String, Vec<OrderStatus>)>,
    /// Who sold.
    pub seller: Option<PartyId>,
    /// Paid by this means.
    pub payment_method: Option<PaymentMethodId>,
    /// Paid into this cash account.
    pub cash_account: Option<CashAccountId>,
    /// Whether a fiscal document was issued.
    pub has_document: Option<bool>,
    /// Sold at this instant or later.
    pub placed_from: Option<Timestamp>,
    /// Sold before this instant.
    pub placed_until: Option<Timestamp>,
    /// Recorded at this instant or later.
    pub created_from: Option<Timestamp>,
    /// Recorded before this instant.
    pub created_until: Option<Timestamp>,
}

/// By what a list of sales can be ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is the field of the same name")]
pub enum SaleColumn {
    Id,
    Customer,
    CustomerName,
    Seller,
    /// By what the seller is called.
    SellerName,
    PlacedAt,
    CreatedAt,
    Total,
    Status,
    /// What its receivables sum to.
    Receivable,
    /// How many receivables it has.
    Instalments,
    /// The first of its tags.
    Tags,
}

impl SaleColumn {
    const fn column(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Customer => "customer_id",
            Self::CustomerName => "customer_name",
            Self::Seller => "seller_id",
            Self::SellerName => {
                "(SELECT p.folded FROM parties p WHERE p.account_id = orders.account_id AND p.id = orders.seller_id)"
            }
            Self::Tags => {
                "(SELECT t.folded FROM tags t WHERE t.account_id = orders.account_id AND t.entity = 'order' \
                 AND t.entity_id = orders.id AND t.position = 1)"
            }
            Self::PlacedAt => "placed_at",
            Self::CreatedAt => "created_at",
            Self::Total => "total",
            Self::Status => "status",
            Self::Receivable => {
                "(SELECT SUM(t.amount) FROM titles t WHERE t.account_id = orders.account_id AND t.order_id = orders.id)"
            }
            Self::Instalments => {
                "(SELECT COUNT(*) FROM titles t WHERE t.account_id = orders.account_id AND t.order_id = orders.id)"
            }
        }
    }
}

/// The statuses as a list of SQL: their names are this program's own.
fn names(statuses: &[OrderStatus]) -> String {
    let names: Vec<String> = statuses.iter().map(|status| format!("'{}'", status.name())).collect();
    names.join(", ")
}

/// A page of the sales that fit, and how many there are.
///
/// # Errors
/// A broken store.
pub fn sales(
    tx: &mut Tx<'_>,
    account: AccountId,
    filter: &SaleFilter,
    order: OrderedBy<SaleColumn>,
    page: PageRequest,
) -> Result<Page<Order>, StoreError> {
    let text = filter.text.as_deref().map(str::trim);
    let pattern = text.map(|text| containing(&fold(text)));
    let stated = filter.stated.as_ref().and_then(|(face, piece, key, statuses)| {
        Some((extras_column(*face)?, containing(piece), containing(key), statuses))
    });
    let note = filter
        .note
        .as_deref()
        .map(|note| containing(&note.trim().to_lowercase()));
    let mut listing = Listing::of(account);
    listing.and_always("deleted_at IS NULL");
    if let (Some(text), Some(pattern)) = (text, pattern.as_ref()) {
        let tagged = Tagged::Order.condition();
        listing.and_either(&[
            (
                "customer_id IN (SELECT p.id FROM parties p WHERE p.account_id = $1 AND p.folded LIKE $ ESCAPE '\\')",
                pattern.into(),
            ),
            ("code = $", text.into()),
            (&tagged, pattern.into()),
        ]);
    }
    if !filter.ids.is_empty() {
        listing.and_one_of("id", &filter.ids);
    }
    listing.and_some("organization_id = $", filter.organization.map(OrganizationId::raw));
    if !filter.statuses.is_empty() {
        listing.and_always(&format!("status IN ({})", names(&filter.statuses)));
    }
    if let Some((column, piece, key, statuses)) = &stated {
        let told = format!("{column} LIKE $ ESCAPE '\\'");
        if statuses.is_empty() {
            listing.and(&told, piece);
        } else {
            let untold = format!(
                "(status IN ({}) AND ({column} IS NULL OR {column} NOT LIKE $ ESCAPE '\\'))",
                names(statuses)
            );
            listing.and_either(&[(&told, piece.into()), (&untold, key.into())]);
        }
    }
    listing.and_some("seller_id = $", filter.seller.map(PartyId::raw));
    narrow_by_papers(&mut listing, filter);
    listing.and_some(
        "id IN (SELECT i.order_id FROM order_items i WHERE i.account_id = $1 AND LOWER(i.note) LIKE $ ESCAPE '\\')",
        note.as_ref(),
    );
    listing.and_some("placed_at >= $", filter.placed_from);
    listing.and_some("placed_at < $", filter.placed_until);
    listing.and_some("created_at >= $", filter.created_from);
    listing.and_some("created_at < $", filter.created_until);
    let order = order_text(order.column.column(), order.descending);
    listing.page(tx, COLUMNS, "orders", &order, page, read)
}

/// By how it is paid, and whether a fiscal document tells of it.
fn narrow_by_papers(listing: &mut Listing<'_>, filter: &SaleFilter) {
    let by_title = |column: &str| {
        format!(
            "id IN (SELECT t.order_id FROM titles t WHERE t.account_id = $1 AND t.kind = '{}' AND t.{column} = $)",
            TitleKind::Receivable.name()
        )
    };
    listing.and_some(&by_title("payment_method_id"), filter.payment_method.map(|id| id.raw()));
    listing.and_some(&by_title("cash_account_id"), filter.cash_account.map(|id| id.raw()));
    let document =
        exists("SELECT 1 FROM fiscal_documents f WHERE f.account_id = orders.account_id AND f.order_id = orders.id");
    match filter.has_document {
        Some(true) => listing.and_always(&document),
        Some(false) => listing.and_always(&format!("NOT {document}")),
        None => {}
    }
}
