//! What the auditor proves, check by check, and how a difference is told. The statements are in `store::audit`.

use crate::amount::Quantity;
use crate::ids::AccountId;

/// One thing that must hold for every record of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Check {
    /// What a balance has on hand is the sum of its physical movements.
    OnHand,
    /// What a balance has reserved is the sum of its reservations and releases.
    Reserved,
    /// What a balance has reserved is the sum of its open promises.
    OpenPromises,
    /// No balance is below zero that may not be.
    NegativeStock,
    /// An order holds all of every line, or nothing, as its status says.
    PromisesOfOrders,
    /// An order's items total is the sum of its lines.
    ItemsOfOrders,
    /// An order's total is items less discounts plus freight.
    TotalsOfOrders,
    /// The shares of an order's discount sum to it.
    SharesOfDiscounts,
    /// The titles of a sold order sum to its payments.
    TitlesOfOrders,
    /// A cash account's balance is the sum of its entries.
    BalancesOfCash,
    /// What a title has settled is what its entries moved; one that ended moved nothing in sum.
    CashOfTitles,
    /// What lies in transit is what shipped transfers carry.
    TransitOfTransfers,
    /// What a goods receipt brought to stock is the sum of its movements.
    StockOfReceipts,
    /// A goods receipt is in stock whole, or not at all, as its state says.
    StateOfReceipts,
    /// What an order claims of discounts by rule is within its discounts.
    ClaimsOfOrders,
    /// The coupons for a line are within what was paid for it.
    CouponsOfOrders,
    /// A voucher's value is the sum of its coupons.
    CouponsOfVouchers,
    /// An order that stands has spent as many vouchers as it has payments by voucher; one that does not, none.
    VouchersOfOrders,
    /// The last order number is the highest order's: nothing was numbered and lost.
    NumbersOfOrders,
    /// Every order has a history.
    HistoryOfOrders,
}

impl Check {
    /// Every check, in the order they run.
    pub const ALL: [Self; 20] = [
        Self::OnHand,
        Self::Reserved,
        Self::OpenPromises,
        Self::NegativeStock,
        Self::PromisesOfOrders,
        Self::ItemsOfOrders,
        Self::TotalsOfOrders,
        Self::SharesOfDiscounts,
        Self::TitlesOfOrders,
        Self::BalancesOfCash,
        Self::CashOfTitles,
        Self::TransitOfTransfers,
        Self::StockOfReceipts,
        Self::StateOfReceipts,
        Self::ClaimsOfOrders,
        Self::CouponsOfOrders,
        Self::CouponsOfVouchers,
        Self::VouchersOfOrders,
        Self::NumbersOfOrders,
        Self::HistoryOfOrders,
    ];

    /// What is checked, for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::OnHand => "on hand = physical movements",
            Self::Reserved => "reserved = reservations and releases",
            Self::OpenPromises => "reserved = open promises",
            Self::NegativeStock => "no stock below zero where that is not allowed",
            Self::PromisesOfOrders => "promises = what the order's status holds",
            Self::ItemsOfOrders => "items total = lines",
            Self::TotalsOfOrders => "order total = items - discounts + freight",
            Self::SharesOfDiscounts => "discount = its shares",
            Self::TitlesOfOrders => "titles = payments of a sold order",
            Self::BalancesOfCash => "cash balance = entries",
            Self::CashOfTitles => "settled = entries of the title",
            Self::TransitOfTransfers => "stock in transit = shipped transfers",
            Self::StockOfReceipts => "receipts = their movements",
            Self::StateOfReceipts => "items in stock = what the receipt's state says",
            Self::ClaimsOfOrders => "claimed discounts within the order's discounts",
            Self::CouponsOfOrders => "coupons within what was paid",
            Self::CouponsOfVouchers => "voucher = its coupons",
            Self::VouchersOfOrders => "vouchers spent = payments by voucher",
            Self::NumbersOfOrders => "order numbers without gaps at the end",
            Self::HistoryOfOrders => "every order has a history",
        }
    }

    /// What kind of record a difference names.
    pub fn record(self) -> &'static str {
        match self {
            Self::OnHand | Self::Reserved | Self::OpenPromises | Self::NegativeStock => "balance",
            Self::PromisesOfOrders
            | Self::ItemsOfOrders
            | Self::TotalsOfOrders
            | Self::SharesOfDiscounts
            | Self::TitlesOfOrders
            | Self::ClaimsOfOrders
            | Self::CouponsOfOrders
            | Self::VouchersOfOrders
            | Self::HistoryOfOrders => "order",
            Self::CouponsOfVouchers => "voucher",
            Self::BalancesOfCash => "cash account",
            Self::CashOfTitles => "title",
            Self::TransitOfTransfers => "location",
            Self::StockOfReceipts | Self::StateOfReceipts => "receipt",
            Self::NumbersOfOrders => "account",
        }
    }

    /// Whether the figures are counts and not amounts in millionths.
    fn counts(self) -> bool {
        matches!(
            self,
            Self::StateOfReceipts | Self::VouchersOfOrders | Self::NumbersOfOrders | Self::HistoryOfOrders
        )
    }
}

/// A record whose kept figure is not what follows from others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The account.
    pub account: AccountId,
    /// What does not hold.
    pub check: Check,
    /// The record's number.
    pub record: i64,
    /// What is kept; millionths, or a count.
    pub kept: i64,
    /// What follows.
    pub follows: i64,
}

impl std::fmt::Display for Difference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let figure = |figure: i64| {
            if self.check.counts() {
                figure.to_string()
            } else {
                Quantity::from_millionths(figure).to_string()
            }
        };
        write!(
            f,
            "account {} {} {}: {}: kept {}, follows {}",
            self.account,
            self.check.record(),
            self.record,
            self.check.title(),
            figure(self.kept),
            figure(self.follows)
        )
    }
}
