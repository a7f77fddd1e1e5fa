//! Coupons and exchange vouchers: what a customer is owed for goods that came back, and how he pays with it.
//!
//! Not money given back, and not the return itself, which is the order's.
//!
//! The one rule to know: a coupon goes into one voucher, a voucher pays for one order, and each of them once.

mod issue;
mod spend;

pub use issue::{COUPONS_PER_LINE_MAX, CouponWorth, earns_coupons, expiry, worth_of_return};
pub use spend::{COUPONS_MAX, CouponsOfOrder, Spending, check_exchange, check_spending, vouchers_of};

use jiff::Timestamp;

use crate::amount::Money;
use crate::ids::{CouponId, OrderId, OrderItemId, OrganizationId, PartyId, ReturnId, SkuId, VoucherId};

/// What a customer is owed for goods that came back: for one unit, as a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coupon {
    /// Its number.
    pub id: CouponId,
    /// By which it is asked for; unique in the account.
    pub code: String,
    /// Who owes it: the organization that sold the goods.
    pub organization: OrganizationId,
    /// Who is owed.
    pub customer: PartyId,
    /// The order the goods were of.
    pub order: OrderId,
    /// Its line.
    pub item: OrderItemId,
    /// The return they came back with.
    pub return_id: ReturnId,
    /// What came back.
    pub sku: SkuId,
    /// How much is owed, above zero.
    pub amount: Money,
    /// The voucher it went into.
    pub voucher: Option<VoucherId>,
    /// From when on it is worth nothing.
    pub expires_at: Timestamp,
    /// When it was issued.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// Coupons of one order made into a means of payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Voucher {
    /// Its number.
    pub id: VoucherId,
    /// Who owes it.
    pub organization: OrganizationId,
    /// Who is owed. Whoever knows the code may pay with it.
    pub customer: PartyId,
    /// The order the goods were of.
    pub order: OrderId,
    /// The sum of its coupons.
    pub value: Money,
    /// Its code, encrypted for the account's key. The code itself is not kept, only its hash.
    pub sealed_code: String,
    /// The order it paid for.
    pub spent_on: Option<OrderId>,
    /// When it paid.
    pub spent_at: Option<Timestamp>,
    /// From when on it pays for nothing.
    pub expires_at: Timestamp,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// What can still be done with a coupon or a voucher.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CreditStatus {
    /// It can be used.
    Active,
    /// It was used.
    Used,
    /// Its time is over.
    Expired,
}

impl CreditStatus {
    fn of(is_used: bool, expires_at: Timestamp, now: Timestamp) -> Self {
        if is_used {
            Self::Used
        } else if now < expires_at {
            Self::Active
        } else {
            Self::Expired
        }
    }
}

impl Coupon {
    /// What can be done with it now.
    #[must_use]
    pub fn status(&self, now: Timestamp) -> CreditStatus {
        CreditStatus::of(self.voucher.is_some(), self.expires_at, now)
    }
}

impl Voucher {
    /// What can be done with it now.
    #[must_use]
    pub fn status(&self, now: Timestamp) -> CreditStatus {
        CreditStatus::of(self.spent_on.is_some(), self.expires_at, now)
    }
}

#[cfg(test)]
mod tests;
