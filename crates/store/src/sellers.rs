//! When sellers are away, and through which channels they sell. SQL only; sellers are parties.

use domain::ids::{AccountId, ChannelId, PartyId};
use domain::parties::SellerAbsence;
use jiff::Timestamp;

use crate::engine::Tx;
use crate::error::StoreError;
use crate::params;
use crate::select_in::select_in;

/// Writes an absence down, or anew when the seller has one that begins then.
///
/// # Errors
/// A broken store.
pub fn put_absence(tx: &mut Tx<'_>, account: AccountId, absence: &SellerAbsence) -> Result<(), StoreError> {
    tx.execute_later(
        "INSERT INTO seller_absences (account_id, seller_id, starts_at, ends_at, reason, created_at, updated_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (account_id, seller_id, starts_at) DO UPDATE \
         SET ends_at = excluded.ends_at, reason = excluded.reason, updated_at = excluded.updated_at",
        params![
            account,
            absence.seller,
            absence.starts_at,
            absence.ends_at,
            &absence.reason,
            absence.created_at,
            absence.updated_at
        ],
    )
}

/// Strikes out the absence of a seller that begins at this instant; false when there is none.
///
/// # Errors
/// A broken store.
pub fn delete_absence(
    tx: &mut Tx<'_>,
    account: AccountId,
    seller: PartyId,
    starts_at: Timestamp,
) -> Result<bool, StoreError> {
    let struck = tx.execute(
        "DELETE FROM seller_absences WHERE account_id = $1 AND seller_id = $2 AND starts_at = $3",
        params![account, seller, starts_at],
    )?;
    Ok(struck > 0)
}

/// The absences of these sellers, the latest first.
///
/// # Errors
/// A broken store.
pub fn absences_of(tx: &mut Tx<'_>, account: AccountId, sellers: &[PartyId]) -> Result<Vec<SellerAbsence>, StoreError> {
    let ids: Vec<i64> = sellers.iter().map(|id| id.raw()).collect();
    let before = "SELECT seller_id, reason, starts_at, ends_at, created_at, updated_at FROM seller_absences \
                  WHERE account_id = $1 AND seller_id";
    let mut found = select_in(tx, before, "", account, &ids, |row| {
        Ok(SellerAbsence {
            seller: row.get(0)?,
            reason: row.get(1)?,
            starts_at: row.get(2)?,
            ends_at: row.get(3)?,
            created_at: row.get(4)?,
            updated_at: row.get(5)?,
        })
    })?;
    found.sort_by_key(|absence| (absence.seller, std::cmp::Reverse(absence.starts_at)));
    Ok(found)
}

/// Sets the channels that a seller sells through; none is every one of his organization's.
///
/// # Errors
/// A broken store.
pub fn set_channels(
    tx: &mut Tx<'_>,
    account: AccountId,
    seller: PartyId,
    channels: &[ChannelId],
) -> Result<(), StoreError> {
    tx.execute_later(
        "DELETE FROM seller_channels WHERE account_id = $1 AND seller_id = $2",
        params![account, seller],
    )?;
    for channel in channels {
        tx.execute_later(
            "INSERT INTO seller_channels (account_id, seller_id, channel_id) VALUES ($1, $2, $3)",
            params![account, seller, *channel],
        )?;
    }
    Ok(())
}

/// The channels that these sellers sell through, where that was said, by number.
///
/// # Errors
/// A broken store.
pub fn channels_of(
    tx: &mut Tx<'_>,
    account: AccountId,
    sellers: &[PartyId],
) -> Result<Vec<(PartyId, ChannelId)>, StoreError> {
    let ids: Vec<i64> = sellers.iter().map(|id| id.raw()).collect();
    let before = "SELECT seller_id, channel_id FROM seller_channels WHERE account_id = $1 AND seller_id";
    let mut found = select_in(tx, before, "", account, &ids, |row| Ok((row.get(0)?, row.get(1)?)))?;
    found.sort_unstable();
    Ok(found)
}
