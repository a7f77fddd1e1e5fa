//! The addresses of parties: SQL only. They are few, and written all at once.

use domain::ids::{AccountId, PartyId};
use domain::parties::{AddressKind, PartyAddress};

use crate::address;
use crate::columns::columns;
use crate::engine::Tx;
use crate::error::StoreError;
use crate::named::named;
use crate::params;
use crate::select_in::select_in;

/// The addresses of these parties, by party and number.
///
/// # Errors
/// A broken store.
pub fn addresses_of(
    tx: &mut Tx<'_>,
    account: AccountId,
    parties: &[PartyId],
) -> Result<Vec<(PartyId, PartyAddress)>, StoreError> {
    let parties: Vec<i64> = parties.iter().map(|id| id.raw()).collect();
    let before = "SELECT party_id, id, kind, is_default, reference, created_at, updated_at, country, \
                  street, street_number, complement, neighborhood, city, city_code, state, postal_code \
                  FROM party_addresses WHERE account_id = $1 AND party_id";
    select_in(tx, before, "ORDER BY party_id, id", account, &parties, |row| {
        let mut address = address::read(row, 8)?;
        address.country = row.get(7)?;
        Ok((
            row.get(0)?,
            PartyAddress {
                id: row.get(1)?,
                kind: named(row, 2, AddressKind::from_name)?,
                is_default: row.get(3)?,
                reference: row.get(4)?,
                created_at: row.get(5)?,
                updated_at: row.get(6)?,
                address,
            },
        ))
    })
}

/// Replaces all addresses of a party.
///
/// # Errors
/// A broken store.
pub fn replace_addresses(
    tx: &mut Tx<'_>,
    account: AccountId,
    party: PartyId,
    addresses: &[PartyAddress],
) -> Result<(), StoreError> {
    tx.execute_later(
        "DELETE FROM party_addresses WHERE account_id = $1 AND party_id = $2",
        params![account, party],
    )?;
    for address in addresses {
        columns! {
            account_id: account,
            party_id: party,
            id: address.id,
            kind: address.kind.name(),
            is_default: address.is_default,
            reference: &address.reference,
            created_at: address.created_at,
            updated_at: address.updated_at,
            country: &address.address.country,
        }
        .and(address::columns(&address.address))
        .insert_into("party_addresses")
        .run_later(tx)?;
    }
    Ok(())
}
