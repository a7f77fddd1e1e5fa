//! Orders as sales: pages with their count, by who, when and how they were sold. SQL only.
//!
//! The one rule to know: a list is ordered by what it shows, and what a counter agreed on is looked up beside the order.

use domain::finance::TitleKind;
use domain::ids::{AccountId, CashAccountId, OrganizationId, PartyId, PaymentMethodId};
use domain::orders::{Order, OrderStatus};
use domain::page::{Page, PageRequest};
use domain::text::fold;
use jiff::Timestamp;
use jiff::civil::Date;

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
    /// How far it is, in the counter's words.
    pub stage: Option<String>,
    /// The counter's word for an order that stands here, and of which nothing else was said. What was taken back is called so
    /// whatever was said.
    pub stage_word: Option<fn(OrderStatus) -> &'static str>,
    /// Who sold, by the seller's number or the counter's own.
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
    /// To be handed over on this day or later.
    pub deliver_from: Option<Date>,
    /// To be handed over on this day or earlier.
    pub deliver_to: Option<Date>,
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
    /// When it was taken back.
    CancelledAt,
    /// On which day it is to be handed over.
    DeliverOn,
    IsFinalConsumer,
    Total,
    /// Quotes first.
    IsSold,
    /// By the counter's word.
    Stage,
    /// What its receivables sum to.
    Receivable,
    /// How many receivables it has.
    Instalments,
    /// The first of its tags.
    Tags,
}

/// What a counter agreed on with the order, or `none`.
fn of_terms(column: &str, none: &str) -> String {
    format!(
        "COALESCE((SELECT s.{column} FROM sale_terms s WHERE s.account_id = orders.account_id \
         AND s.order_id = orders.id), {none})"
    )
}

/// A figure of the order's receivables.
fn of_receivables(figure: &str) -> String {
    format!(
        "(SELECT {figure} FROM titles t WHERE t.account_id = orders.account_id AND t.order_id = orders.id \
         AND t.kind = '{}')",
        TitleKind::Receivable.name()
    )
}

/// The day of hand-over: as the counter agreed, or else as the way it travels promises.
fn deliver_on() -> String {
    of_terms("deliver_on", "COALESCE(due_on, '')")
}

/// The counter's word for where an order stands; the words are this program's own.
fn stage(word: Option<fn(OrderStatus) -> &'static str>) -> String {
    let Some(word) = word else {
        return of_terms("stage", "''");
    };
    let when = |statuses: &[OrderStatus]| {
        let arms = statuses
            .iter()
            .map(|status| format!(" WHEN '{}' THEN '{}'", status.name(), word(*status)));
        arms.collect::<String>()
    };
    let (ended, others): (Vec<_>, Vec<_>) = OrderStatus::ALL
        .into_iter()
        .partition(|status| matches!(status, OrderStatus::CancelRequested | OrderStatus::Cancelled));
    format!(
        "CASE status{} ELSE {} END",
        when(&ended),
        of_terms("stage", &format!("CASE status{} END", when(&others)))
    )
}

impl SaleColumn {
    fn column(self, filter: &SaleFilter) -> String {
        let plain = match self {
            Self::Id => "id",
            Self::Customer => "customer_id",
            Self::CustomerName => {
                "COALESCE((SELECT p.folded FROM parties p WHERE p.account_id = orders.account_id \
                 AND p.id = orders.customer_id), customer_name)"
            }
            Self::Seller => return format!("COALESCE(seller_id, {})", of_terms("seller_number", "0")),
            Self::SellerName => {
                "COALESCE((SELECT p.folded FROM parties p WHERE p.account_id = orders.account_id \
                 AND p.id = orders.seller_id), '')"
            }
            Self::PlacedAt => "placed_at",
            Self::CreatedAt => "created_at",
            Self::CancelledAt => {
                "COALESCE((SELECT MAX(l.reported_at) FROM order_logs l WHERE l.account_id = orders.account_id \
                 AND l.order_id = orders.id AND l.event IN ('cancel_requested', 'cancel_completed')), 0)"
            }
            Self::Total => "total",
            Self::IsSold => "CASE WHEN status IN ('quote', 'pre_order') THEN 0 ELSE 1 END",
            Self::Tags => return Tagged::Order.first("orders"),
            Self::DeliverOn => return deliver_on(),
            Self::IsFinalConsumer => return of_terms("is_final_consumer", "1"),
            Self::Stage => return stage(filter.stage_word),
            Self::Receivable => return of_receivables("COALESCE(SUM(t.amount), 0)"),
            Self::Instalments => return of_receivables("COUNT(*)"),
        };
        plain.to_owned()
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
    listing.and_some(&format!("{} = $", stage(filter.stage_word)), filter.stage.as_deref());
    listing.and_some(
        "seller_id = $ OR seller_id IS NULL AND id IN (SELECT s.order_id FROM sale_terms s WHERE s.account_id = $1 \
         AND s.seller_number = $)",
        filter.seller.map(PartyId::raw),
    );
    narrow_by_papers(&mut listing, filter);
    listing.and_some(
        "id IN (SELECT i.order_id FROM order_items i WHERE i.account_id = $1 AND LOWER(i.note) LIKE $ ESCAPE '\\')",
        note.as_ref(),
    );
    listing.and_some("placed_at >= $", filter.placed_from);
    listing.and_some("placed_at < $", filter.placed_until);
    listing.and_some("created_at >= $", filter.created_from);
    listing.and_some("created_at < $", filter.created_until);
    let deliver_on = deliver_on();
    // Of an order that says no day, the day is empty text, which is before every day.
    let known = format!("{deliver_on} <> '' AND {deliver_on}");
    listing.and_some(&format!("{known} >= $"), filter.deliver_from);
    listing.and_some(&format!("{known} <= $"), filter.deliver_to);
    let order = order_text(&order.column.column(filter), order.descending);
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
