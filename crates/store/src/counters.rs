//! The small numbers that faces show: per account and kind, rising from 1, without gaps, taken inside the transaction
//! that uses them. Not a sequence of the database: those leave gaps and are not the same on two engines.

use domain::ids::AccountId;

use crate::engine::{Param, Tx};
use crate::error::StoreError;

/// What is numbered. The names are kept in the table `counters`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, reason = "each numbers the entity of the same name")]
pub enum Counter {
    AccessToken,
    AcquisitionChannel,
    Address,
    Attribute,
    AttributeGroup,
    AttributeOption,
    AttributeValue,
    AutomaticCode,
    Balance,
    Brand,
    CashAccount,
    CashEntry,
    Category,
    Channel,
    Contact,
    Coupon,
    Credential,
    CreditRule,
    CustomerCategory,
    Discount,
    DiscountRule,
    DocumentNumber,
    FiscalDocument,
    GridValue,
    Grant,
    Image,
    LedgerAccount,
    Location,
    Lot,
    Movement,
    Order,
    OrderItem,
    OrderLog,
    OrderPayment,
    Organization,
    Outbox,
    Packaging,
    Party,
    PaymentMethod,
    Price,
    PriceTable,
    Product,
    Promise,
    Receipt,
    ReceiptItem,
    RefreshToken,
    Relative,
    Return,
    ReturnItem,
    Shipment,
    Sku,
    StockOperation,
    StoreProduct,
    Title,
    TokenFamily,
    Transfer,
    TransferItem,
    User,
    Volume,
    VolumeItem,
    Voucher,
}

impl Counter {
    /// The name in the table.
    pub fn name(self) -> &'static str {
        match self {
            Self::AccessToken => "access_token",
            Self::AcquisitionChannel => "acquisition_channel",
            Self::Address => "address",
            Self::Attribute => "attribute",
            Self::AttributeGroup => "attribute_group",
            Self::AttributeOption => "attribute_option",
            Self::AttributeValue => "attribute_value",
            Self::AutomaticCode => "automatic_code",
            Self::Balance => "balance",
            Self::Brand => "brand",
            Self::CashAccount => "cash_account",
            Self::CashEntry => "cash_entry",
            Self::Category => "category",
            Self::Channel => "channel",
            Self::Contact => "contact",
            Self::Coupon => "coupon",
            Self::Credential => "credential",
            Self::CreditRule => "credit_rule",
            Self::CustomerCategory => "customer_category",
            Self::Discount => "discount",
            Self::DiscountRule => "discount_rule",
            Self::DocumentNumber => "document_number",
            Self::FiscalDocument => "fiscal_document",
            Self::GridValue => "grid_value",
            Self::Grant => "grant",
            Self::Image => "image",
            Self::LedgerAccount => "ledger_account",
            Self::Location => "location",
            Self::Lot => "lot",
            Self::Movement => "movement",
            Self::Order => "order",
            Self::OrderItem => "order_item",
            Self::OrderLog => "order_log",
            Self::OrderPayment => "order_payment",
            Self::Organization => "organization",
            Self::Outbox => "outbox",
            Self::Packaging => "packaging",
            Self::Party => "party",
            Self::PaymentMethod => "payment_method",
            Self::Price => "price",
            Self::PriceTable => "price_table",
            Self::Product => "product",
            Self::Promise => "promise",
            Self::Receipt => "receipt",
            Self::ReceiptItem => "receipt_item",
            Self::RefreshToken => "refresh_token",
            Self::Relative => "relative",
            Self::Return => "return",
            Self::ReturnItem => "return_item",
            Self::Shipment => "shipment",
            Self::Sku => "sku",
            Self::StockOperation => "stock_operation",
            Self::StoreProduct => "store_product",
            Self::Title => "title",
            Self::TokenFamily => "token_family",
            Self::Transfer => "transfer",
            Self::TransferItem => "transfer_item",
            Self::User => "user",
            Self::Volume => "volume",
            Self::VolumeItem => "volume_item",
            Self::Voucher => "voucher",
        }
    }
}

/// The next number of one kind.
///
/// # Errors
/// A broken store.
pub fn next(tx: &mut Tx<'_>, account: AccountId, counter: Counter) -> Result<i64, StoreError> {
    let [first] = take(tx, account, [(counter, 1)])?;
    Ok(first)
}

/// Makes sure that the next number of a kind comes after this one.
///
/// # Errors
/// A broken store.
pub fn raise(tx: &mut Tx<'_>, account: AccountId, counter: Counter, to: i64) -> Result<(), StoreError> {
    tx.execute_later(
        "INSERT INTO counters (account_id, kind, value) VALUES ($1, $2, $3) \
         ON CONFLICT (account_id, kind) DO UPDATE SET value = CASE \
           WHEN counters.value < excluded.value THEN excluded.value ELSE counters.value END",
        &[Param::Int(account.raw()), Param::Text(counter.name()), Param::Int(to)],
    )
}

/// Takes consecutive numbers of several kinds in one statement and answers the first of each. A kind of which none are
/// asked answers a number that must not be used.
///
/// # Errors
/// A broken store.
pub fn take<const N: usize>(
    tx: &mut Tx<'_>,
    account: AccountId,
    wanted: [(Counter, usize); N],
) -> Result<[i64; N], StoreError> {
    let mut firsts = [0i64; N];
    let mut values = String::new();
    let mut params: Vec<Param<'_>> = vec![Param::Int(account.raw())];
    for (position, (counter, count)) in wanted.iter().enumerate() {
        if *count == 0 {
            continue;
        }
        if !values.is_empty() {
            values.push_str(", ");
        }
        let at = params.len();
        values.push_str(&format!("($1, ${}, ${})", at + 1, at + 2));
        params.push(Param::Text(counter.name()));
        params.push(Param::Int(count_of(*count)));
        firsts[position] = 1 - count_of(*count);
    }
    if values.is_empty() {
        return Ok(firsts);
    }
    let sql = format!(
        "INSERT INTO counters (account_id, kind, value) VALUES {values} \
         ON CONFLICT (account_id, kind) DO UPDATE SET value = counters.value + excluded.value \
         RETURNING kind, value"
    );
    let taken = tx.query(&sql, &params, |row| Ok((row.get::<String>(0)?, row.get::<i64>(1)?)))?;
    for (position, (counter, count)) in wanted.iter().enumerate() {
        if let Some((_, last)) = taken.iter().find(|(kind, _)| kind == counter.name() && *count > 0) {
            firsts[position] += last;
        }
    }
    Ok(firsts)
}

/// A count as the database's number; no caller asks for more than a few thousand.
fn count_of(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
