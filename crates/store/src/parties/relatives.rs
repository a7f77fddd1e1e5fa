//! The relatives of persons: SQL only. They are few, and written all at once.

use domain::customers::{Relative, RelativeDegree};
use domain::ids::{AccountId, PartyId};
use domain::parties::Gender;

use crate::engine::Tx;
use crate::error::StoreError;
use crate::named::named;
use crate::params;
use crate::select_in::select_in;

/// The relatives of these parties, by party and number.
///
/// # Errors
/// A broken store.
pub fn relatives_of(
    tx: &mut Tx<'_>,
    account: AccountId,
    parties: &[PartyId],
) -> Result<Vec<(PartyId, Relative)>, StoreError> {
    let parties: Vec<i64> = parties.iter().map(|id| id.raw()).collect();
    let before = "SELECT party_id, id, name, birth_date, gender, degree FROM party_relatives \
                  WHERE account_id = $1 AND party_id";
    select_in(tx, before, "ORDER BY party_id, id", account, &parties, |row| {
        Ok((
            row.get(0)?,
            Relative {
                id: row.get(1)?,
                name: row.get(2)?,
                birth_date: row.get(3)?,
                gender: named(row, 4, Gender::from_name)?,
                degree: named(row, 5, RelativeDegree::from_name)?,
            },
        ))
    })
}

/// Replaces all relatives of a party.
///
/// # Errors
/// A broken store.
pub fn replace_relatives(
    tx: &mut Tx<'_>,
    account: AccountId,
    party: PartyId,
    relatives: &[Relative],
) -> Result<(), StoreError> {
    tx.execute_later(
        "DELETE FROM party_relatives WHERE account_id = $1 AND party_id = $2",
        params![account, party],
    )?;
    for relative in relatives {
        tx.execute_later(
            "INSERT INTO party_relatives (account_id, party_id, id, name, birth_date, gender, degree) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            params![
                account,
                party,
                relative.id,
                &relative.name,
                relative.birth_date,
                relative.gender.name(),
                relative.degree.name()
            ],
        )?;
    }
    Ok(())
}
