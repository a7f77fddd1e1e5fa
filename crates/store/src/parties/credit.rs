//! Exceptions to customers' credit limits: SQL only. They are few, and written all at once.

use domain::customers::{CreditRule, CreditRuleStatus};
use domain::ids::{AccountId, PartyId};

use crate::engine::Tx;
use crate::error::StoreError;
use crate::named::named;
use crate::params;
use crate::select_in::select_in;

/// The rules of these parties, by party and number.
///
/// # Errors
/// A broken store.
pub fn credit_rules_of(
    tx: &mut Tx<'_>,
    account: AccountId,
    parties: &[PartyId],
) -> Result<Vec<(PartyId, CreditRule)>, StoreError> {
    let parties: Vec<i64> = parties.iter().map(|id| id.raw()).collect();
    let before = "SELECT party_id, id, limit_value, due_on, validity_days, reason, status, is_cancelled, cancel_note, \
                  order_id FROM credit_limit_rules WHERE account_id = $1 AND party_id";
    select_in(tx, before, "ORDER BY party_id, id", account, &parties, |row| {
        Ok((
            row.get(0)?,
            CreditRule {
                id: row.get(1)?,
                limit: row.get(2)?,
                due_on: row.get(3)?,
                validity_days: row.get(4)?,
                reason: row.get(5)?,
                status: named(row, 6, CreditRuleStatus::from_name)?,
                is_cancelled: row.get(7)?,
                cancel_note: row.get(8)?,
                order: row.get(9)?,
            },
        ))
    })
}

/// Replaces all rules of a party.
///
/// # Errors
/// A broken store.
pub fn replace_credit_rules(
    tx: &mut Tx<'_>,
    account: AccountId,
    party: PartyId,
    rules: &[CreditRule],
) -> Result<(), StoreError> {
    tx.execute_later(
        "DELETE FROM credit_limit_rules WHERE account_id = $1 AND party_id = $2",
        params![account, party],
    )?;
    for rule in rules {
        tx.execute_later(
            "INSERT INTO credit_limit_rules (account_id, party_id, id, limit_value, due_on, validity_days, reason, \
             status, is_cancelled, cancel_note, order_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
            params![
                account,
                party,
                rule.id,
                rule.limit,
                rule.due_on,
                rule.validity_days,
                &rule.reason,
                rule.status.name(),
                rule.is_cancelled,
                &rule.cancel_note,
                rule.order
            ],
        )?;
    }
    Ok(())
}
