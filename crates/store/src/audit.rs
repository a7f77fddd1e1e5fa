//! The audit's questions, one statement each: what is kept for speed against what it follows from. Read only.
//!
//! The one rule to know: a statement answers the records that differ, so an empty answer is a proof.

use domain::audit::{Check, Difference};
use domain::ids::AccountId;
use domain::orders::{OrderStatus, StockHold};

use crate::engine::{Param, Tx};
use crate::error::StoreError;

/// The most differences that one check names; more of the same tell nothing new.
const NAMED_MAX: usize = 100;

/// Runs one check over one account.
///
/// # Errors
/// A broken store.
pub fn run(tx: &mut Tx<'_>, account: AccountId, check: Check) -> Result<Vec<Difference>, StoreError> {
    let sql = match check {
        Check::OnHand => figures("on_hand", "NOT IN", "m.kind"),
        Check::Reserved => figures("reserved", "IN", "m.kind"),
        Check::OpenPromises => OPEN_PROMISES.to_owned(),
        Check::NegativeStock => NEGATIVE_STOCK.to_owned(),
        Check::PromisesOfOrders => promises_of_orders(),
        Check::ItemsOfOrders => ITEMS_OF_ORDERS.to_owned(),
        Check::TotalsOfOrders => TOTALS_OF_ORDERS.to_owned(),
        Check::SharesOfDiscounts => SHARES_OF_DISCOUNTS.to_owned(),
        Check::TitlesOfOrders => titles_of_orders(),
        Check::BalancesOfCash => BALANCES_OF_CASH.to_owned(),
        Check::CashOfTitles => CASH_OF_TITLES.to_owned(),
        Check::TransitOfTransfers => TRANSIT_OF_TRANSFERS.to_owned(),
        Check::StockOfReceipts => STOCK_OF_RECEIPTS.to_owned(),
        Check::StateOfReceipts => STATE_OF_RECEIPTS.to_owned(),
        Check::ClaimsOfOrders => CLAIMS_OF_ORDERS.to_owned(),
        Check::CouponsOfOrders => COUPONS_OF_ORDERS.to_owned(),
        Check::CouponsOfVouchers => COUPONS_OF_VOUCHERS.to_owned(),
        Check::VouchersOfOrders => VOUCHERS_OF_ORDERS.to_owned(),
        Check::NumbersOfOrders => NUMBERS_OF_ORDERS.to_owned(),
        Check::HistoryOfOrders => HISTORY_OF_ORDERS.to_owned(),
    };
    tx.query(
        &format!("{sql} LIMIT {NAMED_MAX}"),
        &[Param::Int(account.raw())],
        |row| {
            Ok(Difference {
                account,
                check,
                record: row.get(0)?,
                kept: row.get(1)?,
                follows: row.get(2)?,
            })
        },
    )
}

/// A figure of the balances against the sum of its movements.
fn figures(figure: &str, kinds: &str, column: &str) -> String {
    format!(
        "SELECT b.id, b.{figure}, CAST(COALESCE(SUM(m.quantity), 0) AS BIGINT) FROM balances b \
         LEFT JOIN movements m ON m.account_id = b.account_id AND m.balance_id = b.id \
         AND {column} {kinds} ('reserved', 'released') \
         WHERE b.account_id = $1 GROUP BY b.id, b.{figure} \
         HAVING b.{figure} <> COALESCE(SUM(m.quantity), 0) ORDER BY b.id"
    )
}

const OPEN_PROMISES: &str = "SELECT b.id, b.reserved, CAST(COALESCE(SUM(p.quantity), 0) AS BIGINT) FROM balances b \
     LEFT JOIN promises p ON p.account_id = b.account_id AND p.balance_id = b.id AND p.state = 'open' \
     WHERE b.account_id = $1 GROUP BY b.id, b.reserved \
     HAVING b.reserved <> COALESCE(SUM(p.quantity), 0) ORDER BY b.id";

const NEGATIVE_STOCK: &str = "SELECT id, on_hand - reserved, 0 FROM balances \
     WHERE account_id = $1 AND allows_negative = 0 AND (on_hand < reserved OR reserved < 0) ORDER BY id";

/// The promises of each order against what its status holds: all of every line, or nothing.
fn promises_of_orders() -> String {
    let held = |hold: StockHold| {
        let names: Vec<String> = OrderStatus::ALL
            .into_iter()
            .filter(|status| status.stock_hold() == hold)
            .map(|status| format!("'{}'", status.name()))
            .collect();
        names.join(", ")
    };
    let (promised, gone) = (held(StockHold::Promised), held(StockHold::Gone));
    // What came back from a customer stays in the shipped promise, so returns are no difference here.
    format!(
        "SELECT id, kept, follows FROM (SELECT o.id AS id, \
         CAST(COALESCE((SELECT SUM(p.quantity) FROM promises p WHERE p.account_id = o.account_id \
         AND p.order_id = o.id AND p.state = CASE WHEN o.status IN ({gone}) THEN 'shipped' ELSE 'open' END), 0) \
         AS BIGINT) AS kept, \
         CAST(CASE WHEN o.status IN ({promised}, {gone}) THEN COALESCE((SELECT SUM(i.quantity) FROM order_items i \
         WHERE i.account_id = o.account_id AND i.order_id = o.id AND i.takes_stock = 1), 0) ELSE 0 END AS BIGINT) \
         AS follows FROM orders o WHERE o.account_id = $1 AND o.deleted_at IS NULL) held WHERE kept <> follows ORDER BY id"
    )
}

const ITEMS_OF_ORDERS: &str = "SELECT id, kept, follows FROM (SELECT o.id AS id, o.items_total AS kept, \
     CAST(COALESCE((SELECT SUM(i.total) FROM order_items i WHERE i.account_id = o.account_id AND i.order_id = o.id), 0) \
     AS BIGINT) AS follows FROM orders o WHERE o.account_id = $1 AND o.deleted_at IS NULL) sums \
     WHERE kept <> follows ORDER BY id";

const TOTALS_OF_ORDERS: &str = "SELECT id, kept, follows FROM (SELECT o.id AS id, o.total AS kept, \
     o.items_total + o.freight - CAST(COALESCE((SELECT SUM(i.discount + i.discount_share) FROM order_items i \
     WHERE i.account_id = o.account_id AND i.order_id = o.id), 0) AS BIGINT) AS follows \
     FROM orders o WHERE o.account_id = $1 AND o.deleted_at IS NULL) sums WHERE kept <> follows ORDER BY id";

const SHARES_OF_DISCOUNTS: &str = "SELECT id, kept, follows FROM (SELECT o.id AS id, o.discount AS kept, \
     CAST((SELECT SUM(i.discount_share) FROM order_items i WHERE i.account_id = o.account_id AND i.order_id = o.id) \
     AS BIGINT) AS follows FROM orders o WHERE o.account_id = $1 AND o.deleted_at IS NULL) sums \
     WHERE kept <> follows ORDER BY id";

/// The titles of each sold order against its payments.
fn titles_of_orders() -> String {
    let unsold: Vec<String> = [OrderStatus::Quote, OrderStatus::PreOrder, OrderStatus::Placed]
        .into_iter()
        .map(|status| format!("'{}'", status.name()))
        .collect();
    format!(
        "SELECT id, kept, follows FROM (SELECT o.id AS id, \
         CAST(COALESCE((SELECT SUM(t.amount) FROM titles t WHERE t.account_id = o.account_id AND t.order_id = o.id \
         AND t.kind = 'receivable' AND t.state <> 'planned'), 0) \
         AS BIGINT) AS kept, \
         CAST(CASE WHEN o.status IN ({}) THEN 0 ELSE COALESCE((SELECT SUM(p.amount) FROM order_payments p \
         WHERE p.account_id = o.account_id AND p.order_id = o.id AND p.method <> '90'), 0) END AS BIGINT) AS follows \
         FROM orders o WHERE o.account_id = $1 AND o.deleted_at IS NULL \
         AND o.status <> 'cancelled') sums WHERE kept <> follows ORDER BY id",
        unsold.join(", ")
    )
}

const BALANCES_OF_CASH: &str = "SELECT id, kept, follows FROM (SELECT c.id AS id, c.balance AS kept, \
     CAST(COALESCE((SELECT SUM(e.amount) FROM cash_entries e WHERE e.account_id = c.account_id \
     AND e.cash_account_id = c.id), 0) AS BIGINT) AS follows FROM cash_accounts c WHERE c.account_id = $1) sums \
     WHERE kept <> follows ORDER BY id";

// What an exchange voucher settles moves no cash; such a title names no cash account.
const CASH_OF_TITLES: &str = "SELECT id, kept, follows FROM (SELECT t.id AS id, \
     CASE WHEN t.state IN ('open', 'settled') AND t.deleted_at IS NULL AND t.cash_account_id IS NOT NULL \
     THEN t.settled_amount ELSE 0 END AS kept, \
     CAST(COALESCE((SELECT SUM(CASE WHEN t.kind = 'payable' THEN -e.amount ELSE e.amount END) FROM cash_entries e \
     WHERE e.account_id = t.account_id AND e.title_id = t.id), 0) AS BIGINT) AS follows \
     FROM titles t WHERE t.account_id = $1) sums WHERE kept <> follows ORDER BY id";

const TRANSIT_OF_TRANSFERS: &str = "SELECT id, kept, follows FROM (SELECT l.id AS id, \
     CAST(COALESCE((SELECT SUM(b.on_hand) FROM balances b WHERE b.account_id = l.account_id \
     AND b.location_id = l.id), 0) AS BIGINT) AS kept, \
     CAST(COALESCE((SELECT SUM(i.quantity) FROM transfers t JOIN transfer_items i ON i.account_id = t.account_id \
     AND i.transfer_id = t.id WHERE t.account_id = l.account_id AND t.organization_id = l.organization_id \
     AND t.state = 'shipped'), 0) AS BIGINT) AS follows \
     FROM locations l WHERE l.account_id = $1 AND l.kind = 'in_transit') sums WHERE kept <> follows ORDER BY id";

const STOCK_OF_RECEIPTS: &str = "SELECT id, kept, follows FROM (SELECT r.id AS id, \
     CAST(COALESCE((SELECT SUM(i.stock_quantity) FROM receipt_items i WHERE i.account_id = r.account_id \
     AND i.receipt_id = r.id), 0) AS BIGINT) AS kept, CAST(COALESCE(m.quantity, 0) AS BIGINT) AS follows \
     FROM receipts r LEFT JOIN (SELECT receipt_id, SUM(quantity) AS quantity FROM movements WHERE account_id = $1 \
     AND receipt_id IS NOT NULL GROUP BY receipt_id) m ON m.receipt_id = r.id \
     WHERE r.account_id = $1) sums WHERE kept <> follows ORDER BY id";

const STATE_OF_RECEIPTS: &str = "SELECT id, kept, follows FROM (SELECT r.id AS id, \
     (SELECT COUNT(*) FROM receipt_items i WHERE i.account_id = r.account_id AND i.receipt_id = r.id \
     AND i.sku_id IS NOT NULL AND i.stock_quantity IS NOT NULL) AS kept, \
     CASE WHEN r.state = 'concluded' THEN (SELECT COUNT(*) FROM receipt_items i WHERE i.account_id = r.account_id \
     AND i.receipt_id = r.id) ELSE 0 END AS follows \
     FROM receipts r WHERE r.account_id = $1) sums WHERE kept <> follows ORDER BY id";

const CLAIMS_OF_ORDERS: &str = "SELECT id, kept, follows FROM (SELECT o.id AS id, CAST(SUM(d.amount) AS BIGINT) AS kept, \
     o.discount + CAST(COALESCE((SELECT SUM(i.discount) FROM order_items i WHERE i.account_id = o.account_id \
     AND i.order_id = o.id), 0) AS BIGINT) AS follows FROM order_discounts d \
     JOIN orders o ON o.account_id = d.account_id AND o.id = d.order_id WHERE d.account_id = $1 \
     GROUP BY o.account_id, o.id, o.discount) sums WHERE kept > follows ORDER BY id";

const COUPONS_OF_ORDERS: &str = "SELECT id, kept, follows FROM (SELECT c.order_id AS id, \
     CAST(SUM(c.amount) AS BIGINT) AS kept, i.total - i.discount - i.discount_share AS follows FROM coupons c \
     JOIN order_items i ON i.account_id = c.account_id AND i.order_id = c.order_id AND i.id = c.order_item_id \
     WHERE c.account_id = $1 GROUP BY c.order_id, c.order_item_id, i.total, i.discount, i.discount_share) sums \
     WHERE kept > follows ORDER BY id";

const COUPONS_OF_VOUCHERS: &str = "SELECT id, kept, follows FROM (SELECT v.id AS id, v.value AS kept, \
     CAST(COALESCE((SELECT SUM(c.amount) FROM coupons c WHERE c.account_id = v.account_id AND c.voucher_id = v.id), 0) \
     AS BIGINT) AS follows FROM vouchers v WHERE v.account_id = $1) sums WHERE kept <> follows ORDER BY id";

const VOUCHERS_OF_ORDERS: &str = "SELECT id, kept, follows FROM (SELECT o.id AS id, \
     (SELECT COUNT(*) FROM vouchers v WHERE v.account_id = o.account_id AND v.spent_order_id = o.id) AS kept, \
     CASE WHEN o.status = 'cancelled' THEN 0 ELSE (SELECT COUNT(*) FROM order_payments p \
     WHERE p.account_id = o.account_id AND p.order_id = o.id AND p.method = '16') END AS follows \
     FROM orders o WHERE o.account_id = $1) sums WHERE kept <> follows ORDER BY id";

const NUMBERS_OF_ORDERS: &str = "SELECT id, kept, follows FROM (SELECT c.account_id AS id, c.value AS kept, \
     (SELECT MAX(o.id) FROM orders o WHERE o.account_id = c.account_id) AS follows \
     FROM counters c WHERE c.account_id = $1 AND c.kind = 'order') numbers WHERE kept <> follows ORDER BY id";

const HISTORY_OF_ORDERS: &str = "SELECT o.id, 0, 1 FROM orders o WHERE o.account_id = $1 AND NOT EXISTS \
     (SELECT 1 FROM order_logs l WHERE l.account_id = o.account_id AND l.order_id = o.id) ORDER BY o.id";
