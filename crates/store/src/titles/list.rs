//! Lists of titles: the one statement whose text depends on what is asked.

use domain::finance::{Title, TitleKind, TitleOrigin, TitleState};
use domain::ids::{AccountId, CashAccountId, LedgerAccountId, OrganizationId, PaymentMethodId};
use domain::page::{Page, PageRequest};
use domain::text::fold;
use jiff::Timestamp;
use jiff::civil::Date;

use super::{COLUMNS, read};
use crate::engine::Tx;
use crate::error::StoreError;
use crate::listing::{Listing, OrderedBy, order_text, order_text_with_none};
use crate::sql_text::containing;

/// What the titles of a list have in common; what is `None` or empty does not matter. Removed, planned, cancelled and
/// reversed titles are in no list.
#[derive(Debug, Clone)]
pub struct TitleFilter {
    /// To receive or to pay.
    pub kind: TitleKind,
    /// Of this organization, or of none.
    pub organization: Option<OrganizationId>,
    /// Contained in description, number, tags or the party's name; case and accents do not count.
    pub text: Option<String>,
    /// One of these numbers.
    pub ids: Vec<i64>,
    /// Open or settled.
    pub state: Option<TitleState>,
    /// Where it comes from.
    pub origin: Option<TitleOrigin>,
    /// Settled, or to be settled, in this cash account.
    pub cash_account: Option<CashAccountId>,
    /// By this means.
    pub payment_method: Option<PaymentMethodId>,
    /// Under this account of the chart.
    pub ledger_account: Option<LedgerAccountId>,
    /// The number of the paper behind it.
    pub number: Option<String>,
    /// Contained in its note.
    pub note: Option<String>,
    /// Which day the bounds are about.
    pub day: TitleDay,
    /// This day or later.
    pub from: Option<Date>,
    /// This day or earlier.
    pub to: Option<Date>,
    /// Recorded at this instant or later.
    pub created_from: Option<Timestamp>,
    /// Recorded before this instant.
    pub created_until: Option<Timestamp>,
}

impl TitleFilter {
    /// Every title of a kind.
    #[must_use]
    pub fn of(kind: TitleKind) -> Self {
        Self {
            kind,
            organization: None,
            text: None,
            ids: Vec::new(),
            state: None,
            origin: None,
            cash_account: None,
            payment_method: None,
            ledger_account: None,
            number: None,
            note: None,
            day: TitleDay::SettledOrDue,
            from: None,
            to: None,
            created_from: None,
            created_until: None,
        }
    }
}

/// A day of a title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TitleDay {
    /// When it was settled; while it is open, when it falls due.
    SettledOrDue,
    /// When it falls due.
    Due,
    /// When it was settled.
    Settled,
    /// To which it counts in the books.
    Accrued,
    /// When the money arrives.
    Credited,
}

impl TitleDay {
    const fn column(self) -> &'static str {
        match self {
            Self::SettledOrDue => "CASE WHEN state = 'settled' THEN settled_on ELSE due_on END",
            Self::Due => "due_on",
            Self::Settled => "settled_on",
            Self::Accrued => "COALESCE(accrued_on, due_on)",
            Self::Credited => "credited_on",
        }
    }
}

/// By what a list of titles can be ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is the field of the same name")]
pub enum TitleColumn {
    Id,
    Party,
    /// By what the party is called.
    PartyName,
    PaymentMethod,
    CashAccount,
    LedgerAccount,
    Order,
    Origin,
    Description,
    Number,
    Tags,
    Amount,
    SettledAmount,
    Fee,
    AccruedOn,
    DueOn,
    SettledOn,
    CreatedAt,
    CreditedOn,
    Note,
    State,
}

impl TitleColumn {
    const fn column(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Party => "COALESCE(party_id, 0)",
            Self::PartyName => {
                "COALESCE((SELECT p.folded FROM parties p WHERE p.account_id = titles.account_id \
                 AND p.id = titles.party_id), '')"
            }
            Self::PaymentMethod => "COALESCE(payment_method_id, 0)",
            Self::CashAccount => "COALESCE(cash_account_id, 0)",
            Self::LedgerAccount => "COALESCE(ledger_account_id, 0)",
            Self::Order => "COALESCE(order_id, id)",
            Self::Origin => "origin",
            Self::Description => "folded",
            Self::Number => "COALESCE(number, '')",
            Self::Tags => "COALESCE(tags, '')",
            Self::Amount => "amount",
            Self::SettledAmount => "settled_amount",
            Self::Fee => "fee",
            Self::AccruedOn => "COALESCE(accrued_on, due_on)",
            Self::DueOn => "due_on",
            Self::SettledOn => "settled_on",
            Self::CreatedAt => "created_at",
            Self::CreditedOn => "COALESCE(credited_on, '')",
            Self::Note => "COALESCE(note, '')",
            Self::State => "state",
        }
    }
}

/// A page of the titles that fit, and how many there are.
///
/// # Errors
/// A broken store.
pub fn list(
    tx: &mut Tx<'_>,
    account: AccountId,
    filter: &TitleFilter,
    order: OrderedBy<TitleColumn>,
    page: PageRequest,
) -> Result<Page<Title>, StoreError> {
    let pattern = filter.text.as_deref().map(|text| containing(&fold(text.trim())));
    let note = filter
        .note
        .as_deref()
        .map(|note| containing(&note.trim().to_lowercase()));
    let mut listing = Listing::of(account);
    listing.and("kind = $", filter.kind.name());
    listing.and_always("deleted_at IS NULL AND state IN ('open', 'settled')");
    let organization = filter.organization.map(OrganizationId::raw);
    listing.and_some("(organization_id IS NULL OR organization_id = $)", organization);
    listing.and_some(
        "(folded LIKE $ ESCAPE '\\' OR party_id IN (SELECT p.id FROM parties p WHERE p.account_id = $1 \
         AND p.folded LIKE $ ESCAPE '\\'))",
        pattern.as_ref(),
    );
    if !filter.ids.is_empty() {
        listing.and_one_of("id", &filter.ids);
    }
    listing.and_some("state = $", filter.state.map(|state| state.name()));
    listing.and_some("origin = $", filter.origin.map(|origin| origin.name()));
    listing.and_some("cash_account_id = $", filter.cash_account.map(|id| id.raw()));
    listing.and_some("payment_method_id = $", filter.payment_method.map(|id| id.raw()));
    listing.and_some("ledger_account_id = $", filter.ledger_account.map(|id| id.raw()));
    listing.and_some("number = $", filter.number.as_ref());
    listing.and_some("LOWER(note) LIKE $ ESCAPE '\\'", note.as_ref());
    let day = filter.day.column();
    listing.and_some(&format!("{day} >= $"), filter.from);
    listing.and_some(&format!("{day} <= $"), filter.to);
    listing.and_some("created_at >= $", filter.created_from);
    listing.and_some("created_at < $", filter.created_until);
    let order = match order.column {
        TitleColumn::SettledOn => order_text_with_none(order.column.column(), order.descending),
        column => order_text(column.column(), order.descending),
    };
    listing.page(tx, COLUMNS, "titles", &order, page, read)
}
