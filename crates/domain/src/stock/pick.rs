//! From which lots a quantity is taken: first expiring first. Not a reservation; the book makes that of each share.

use super::balance::Balance;
use crate::amount::Quantity;
use crate::ids::BalanceId;

/// Part of an asked quantity, from one balance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// The shelf.
    pub balance: BalanceId,
    /// How much of it, above zero.
    pub quantity: Quantity,
}

/// Spreads `asked` over balances of one sku in one location: lots that expire first go first, those without a day last,
/// ties by number. What is missing goes to a shelf that allows negative stock, if there is one.
///
/// # Errors
/// All that is available, when that is less than asked.
pub fn first_expiring_first(balances: &[&Balance], asked: Quantity) -> Result<Vec<Share>, Quantity> {
    let mut ordered: Vec<&Balance> = balances.to_vec();
    ordered.sort_by_key(|balance| (balance.expires_on.is_none(), balance.expires_on, balance.id));
    let mut shares: Vec<Share> = Vec::new();
    let mut missing = asked;
    for balance in &ordered {
        let taken = balance.available().max(Quantity::ZERO).min(missing);
        if taken.is_positive() {
            shares.push(Share {
                balance: balance.id,
                quantity: taken,
            });
            missing = missing.checked_sub(taken).unwrap_or(Quantity::ZERO);
        }
    }
    if !missing.is_positive() {
        return Ok(shares);
    }
    let Some(negative) = ordered.iter().find(|balance| balance.allows_negative) else {
        return Err(asked.checked_sub(missing).unwrap_or(Quantity::ZERO));
    };
    match shares.iter_mut().find(|share| share.balance == negative.id) {
        Some(share) => share.quantity = share.quantity.checked_add(missing).ok_or(Quantity::ZERO)?,
        None => shares.push(Share {
            balance: negative.id,
            quantity: missing,
        }),
    }
    Ok(shares)
}
