//! The addresses of parties: SQL only. They are few, and written all at once.

use domain::ids::{AccountId, PartyId};
use domain::parties::{AddressKind, PartyAddress};

use crate::address;
use crate::engine::{Param, ToParam, Tx};
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
        let mut params = params![account, party, address.id].to_vec();
        params.extend([
            Param::Text(address.kind.name()),
            address.is_default.into(),
            address.reference.to_param(),
            address.created_at.into(),
            address.updated_at.into(),
            address.address.country.to_param(),
        ]);
        params.extend(address::params(&address.address));
        tx.execute_later(
            "INSERT INTO party_addresses (account_id, party_id, id, kind, is_default, reference, created_at, \
             updated_at, country, street, street_number, complement, neighborhood, city, city_code, state, postal_code) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
            &params,
        )?;
    }
    Ok(())
}
