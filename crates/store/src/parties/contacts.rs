//! Further contacts of parties: SQL only. They are few, and written all at once.

use domain::ids::{AccountId, PartyId};
use domain::parties::{ContactKind, NewContact, PartyContact};

use crate::engine::Tx;
use crate::error::StoreError;
use crate::named::named;
use crate::params;
use crate::select_in::select_in;

/// The contacts of these parties, by party and number.
///
/// # Errors
/// A broken store.
pub fn contacts_of(
    tx: &mut Tx<'_>,
    account: AccountId,
    parties: &[PartyId],
) -> Result<Vec<(PartyId, PartyContact)>, StoreError> {
    let parties: Vec<i64> = parties.iter().map(|id| id.raw()).collect();
    let before = "SELECT party_id, id, kind, name, value, relation FROM party_contacts \
                  WHERE account_id = $1 AND party_id";
    select_in(tx, before, "ORDER BY party_id, id", account, &parties, |row| {
        let contact = NewContact {
            kind: named(row, 2, ContactKind::from_name)?,
            name: row.get(3)?,
            value: row.get(4)?,
            relation: row.get(5)?,
        };
        Ok((
            row.get(0)?,
            PartyContact {
                id: row.get(1)?,
                contact,
            },
        ))
    })
}

/// Replaces all contacts of a party.
///
/// # Errors
/// A broken store.
pub fn replace_contacts(
    tx: &mut Tx<'_>,
    account: AccountId,
    party: PartyId,
    contacts: &[PartyContact],
) -> Result<(), StoreError> {
    tx.execute_later(
        "DELETE FROM party_contacts WHERE account_id = $1 AND party_id = $2",
        params![account, party],
    )?;
    for PartyContact { id, contact } in contacts {
        tx.execute_later(
            "INSERT INTO party_contacts (account_id, party_id, id, kind, name, value, relation) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            params![
                account,
                party,
                id,
                contact.kind.name(),
                contact.name,
                contact.value,
                contact.relation
            ],
        )?;
    }
    Ok(())
}
