//! Means of payment: SQL only.

use domain::finance::{CostKind, MeansOfPayment};
use domain::ids::{AccountId, PaymentMethodId};
use domain::page::{Page, PageRequest};

use crate::columns::{Columns, columns};
use crate::engine::{Row, Tx};
use crate::error::StoreError;
use crate::listing::{Listing, NamedLike, OrderedBy, order_text};
use crate::named::named;
use crate::select_in::select_in;
use crate::sql_text::folded_of;

const COLUMNS: &str = "id, name, cash_account_id, cost_kind, cost, nfe_code, created_at, updated_at, deleted_at";

fn read(row: &Row<'_>) -> Result<MeansOfPayment, StoreError> {
    Ok(MeansOfPayment {
        id: row.get(0)?,
        name: row.get(1)?,
        cash_account: row.get(2)?,
        cost_kind: named(row, 3, CostKind::from_name)?,
        cost: row.get(4)?,
        nfe_code: row.get(5)?,
        created_at: row.get(6)?,
        updated_at: row.get(7)?,
        deleted_at: row.get(8)?,
    })
}

/// By what a list of means of payment can be ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is the field of the same name")]
pub enum MeansColumn {
    Id,
    Name,
    CashAccount,
    CostKind,
    Cost,
    NfeCode,
}

impl MeansColumn {
    fn column(self) -> String {
        let plain = match self {
            Self::Id => "id",
            Self::Name => return folded_of("name"),
            Self::CashAccount => "COALESCE(cash_account_id, 0)",
            Self::CostKind => {
                "CASE cost_kind WHEN 'free' THEN 0 WHEN 'percentage' THEN 1 WHEN 'fixed_on_total' THEN 2 ELSE 3 END"
            }
            Self::Cost => "cost",
            Self::NfeCode => "nfe_code",
        };
        plain.to_owned()
    }
}

/// The means of payment of that number, a removed one too.
///
/// # Errors
/// A broken store.
pub fn find(tx: &mut Tx<'_>, account: AccountId, id: PaymentMethodId) -> Result<Option<MeansOfPayment>, StoreError> {
    Ok(find_many(tx, account, &[id])?.pop())
}

/// Means of payment by number, removed ones too.
///
/// # Errors
/// A broken store.
pub fn find_many(
    tx: &mut Tx<'_>,
    account: AccountId,
    ids: &[PaymentMethodId],
) -> Result<Vec<MeansOfPayment>, StoreError> {
    let ids: Vec<i64> = ids.iter().map(|id| id.raw()).collect();
    let before = format!("SELECT {COLUMNS} FROM payment_methods WHERE account_id = $1 AND id");
    select_in(tx, &before, "ORDER BY id", account, &ids, read)
}

/// A page of means of payment whose name contains the text, and how many there are.
///
/// # Errors
/// A broken store.
pub fn list(
    tx: &mut Tx<'_>,
    account: AccountId,
    text: Option<&str>,
    order: OrderedBy<MeansColumn>,
    page: PageRequest,
) -> Result<Page<MeansOfPayment>, StoreError> {
    let mut listing = Listing::of(account);
    listing.and_always("deleted_at IS NULL");
    let text = text.map(NamedLike::of);
    listing.and_named_like(text.as_ref());
    let order = order_text(&order.column.column(), order.descending);
    listing.page(tx, COLUMNS, "payment_methods", &order, page, read)
}

/// The columns that may change.
fn changeable(means: &MeansOfPayment) -> Columns<'_> {
    columns! {
        name: &means.name,
        cash_account_id: means.cash_account,
        cost_kind: means.cost_kind.name(),
        cost: means.cost,
        nfe_code: &means.nfe_code,
        updated_at: means.updated_at,
        deleted_at: means.deleted_at,
    }
}

/// Adds a means of payment.
///
/// # Errors
/// A broken store.
pub fn insert(tx: &mut Tx<'_>, account: AccountId, means: &MeansOfPayment) -> Result<(), StoreError> {
    columns! {
        account_id: account,
        id: means.id,
        created_at: means.created_at,
    }
    .and(changeable(means))
    .insert_into("payment_methods")
    .run_later(tx)
}

/// Writes a means of payment.
///
/// # Errors
/// A broken store.
pub fn update(tx: &mut Tx<'_>, account: AccountId, means: &MeansOfPayment) -> Result<(), StoreError> {
    changeable(means)
        .update("payment_methods", account, means.id)
        .run_later(tx)
}
