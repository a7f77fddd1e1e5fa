//! Making vouchers of coupons and paying with them: what may be, and what it comes to.
//!
//! Not the locks that make "once" true when two ask at the same time; the workflow takes those first.
//!
//! The one rule to know: a voucher has no change: it is spent whole, for its value or less.

use jiff::Timestamp;

use super::{Coupon, CreditStatus, Voucher};
use crate::amount::Money;
use crate::ids::{OrderId, PartyId};
use crate::refusal::{Field, InvalidField, Problem, Refusal};

/// The most coupons that are exchanged at once.
pub const COUPONS_MAX: usize = 500;

/// A payment by voucher.
#[derive(Debug, Clone, Copy)]
pub struct Spending<'a> {
    /// Its place among the order's payments, from 0.
    pub index: usize,
    /// How much it pays.
    pub amount: Money,
    /// The voucher that its code names.
    pub voucher: Option<&'a Voucher>,
    /// Whether it has a code at all.
    pub has_code: bool,
}

/// The coupons of these codes, in their order, when all of them may be exchanged by this customer.
///
/// # Errors
/// [`Refusal::Invalid`] naming each code that is of no coupon of his, named twice, used or expired, or owed by another
/// organization than the first is.
pub fn check_exchange<'a>(
    codes: &[String],
    found: &'a [Coupon],
    customer: PartyId,
    now: Timestamp,
) -> Result<Vec<&'a Coupon>, Refusal> {
    if codes.is_empty() {
        return Err(Refusal::invalid(Field::Coupon, Problem::Blank));
    }
    if codes.len() > COUPONS_MAX {
        return Err(Refusal::invalid(Field::Coupon, Problem::OutOfRange));
    }
    let mut invalid = Vec::new();
    let mut taken: Vec<&Coupon> = Vec::with_capacity(codes.len());
    for (index, code) in codes.iter().enumerate() {
        let coupon = found
            .iter()
            .find(|coupon| coupon.code == *code && coupon.customer == customer);
        match coupon
            .ok_or(Problem::Unknown)
            .and_then(|coupon| joins(coupon, &taken, now))
        {
            Ok(coupon) => taken.push(coupon),
            Err(problem) => invalid.push(InvalidField::at(Field::Coupon, index, problem)),
        }
    }
    Refusal::unless_empty(invalid)?;
    Ok(taken)
}

/// Whether a coupon may be exchanged together with those before it.
fn joins<'a>(coupon: &'a Coupon, before: &[&Coupon], now: Timestamp) -> Result<&'a Coupon, Problem> {
    if before.iter().any(|known| known.id == coupon.id) {
        return Err(Problem::Taken);
    }
    if before
        .first()
        .is_some_and(|first| first.organization != coupon.organization)
    {
        return Err(Problem::NotAllowed);
    }
    match coupon.status(now) {
        CreditStatus::Active => Ok(coupon),
        CreditStatus::Used | CreditStatus::Expired => Err(Problem::NotAllowed),
    }
}

/// An order, what its coupons are worth together, and which they are.
pub type CouponsOfOrder<'a> = (OrderId, Money, Vec<&'a Coupon>);

/// The vouchers that coupons become: one for each order they stem from, in the order of the coupons, with its value.
///
/// # Errors
/// [`Refusal::Invalid`] when a value leaves the range.
pub fn vouchers_of<'a>(coupons: &[&'a Coupon]) -> Result<Vec<CouponsOfOrder<'a>>, Refusal> {
    let mut vouchers: Vec<(OrderId, Money, Vec<&Coupon>)> = Vec::new();
    for coupon in coupons.iter().copied() {
        match vouchers.iter_mut().find(|(order, ..)| *order == coupon.order) {
            Some((_, value, members)) => {
                let sum = value.checked_add(coupon.amount);
                *value = sum.ok_or_else(|| Refusal::invalid(Field::Coupon, Problem::OutOfRange))?;
                members.push(coupon);
            }
            None => vouchers.push((coupon.order, coupon.amount, vec![coupon])),
        }
    }
    Ok(vouchers)
}

/// Whether an order may be paid with these vouchers. Those that this very order spent already it may keep.
///
/// # Errors
/// [`Refusal::Invalid`] naming each payment without a code, with one of no voucher, with a voucher that is used, expired
/// or named twice, and each that pays nothing or more than its voucher's value.
pub fn check_spending(spendings: &[Spending<'_>], order: Option<OrderId>, now: Timestamp) -> Result<(), Refusal> {
    let mut invalid = Vec::new();
    for (position, spending) in spendings.iter().enumerate() {
        let mut refuse = |field, problem| invalid.push(InvalidField::at(field, spending.index, problem));
        let Some(voucher) = spending.voucher else {
            let problem = if spending.has_code {
                Problem::Unknown
            } else {
                Problem::Blank
            };
            refuse(Field::Voucher, problem);
            continue;
        };
        let mut before = spendings[..position].iter().filter_map(|before| before.voucher);
        let is_own = voucher.spent_on.is_some() && voucher.spent_on == order;
        if before.any(|before| before.id == voucher.id) {
            refuse(Field::Voucher, Problem::Taken);
        } else if !is_own && voucher.status(now) != CreditStatus::Active {
            refuse(Field::Voucher, Problem::NotAllowed);
        } else if !spending.amount.is_positive() {
            refuse(Field::Payments, Problem::NotPositive);
        } else if spending.amount > voucher.value {
            refuse(Field::Payments, Problem::OutOfRange);
        }
    }
    Refusal::unless_empty(invalid)
}
