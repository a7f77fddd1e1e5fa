//! When sellers are away and through which channels they sell: writing that down, and reading it.
//!
//! Not who is a seller, which is a role of a party.
//!
//! The one rule to know: a seller of whom no channel was said sells through every one of his organization.

use std::collections::BTreeMap;

use domain::ids::{ChannelId, PartyId};
use domain::parties::{Role, SellerAbsence};
use domain::refusal::{Field, Problem, Refusal};
use jiff::Timestamp;
use store::references::{Mentioned, existing};

use crate::context::Context;
use crate::execute::Command;
use crate::failure::Failure;
use crate::reader::Reader;

/// Writes down that a seller is away; one that begins at the same instant is written anew.
#[derive(Debug, Clone)]
pub struct NoteAbsence {
    /// Who.
    pub seller: PartyId,
    /// Why.
    pub reason: String,
    /// From when.
    pub starts_at: Timestamp,
    /// Until when.
    pub ends_at: Timestamp,
}

/// Says through which channels a seller sells; none is every one.
#[derive(Debug, Clone)]
pub struct SetSellerChannels {
    /// Who.
    pub seller: PartyId,
    /// Through which.
    pub channels: Vec<ChannelId>,
}

impl Command for NoteAbsence {
    type Done = ();

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<(), Failure> {
        let account = cx.account();
        super::present(cx, self.seller, Some(Role::Seller), None)?;
        let absence = SellerAbsence {
            seller: self.seller,
            reason: self.reason.trim().to_owned(),
            starts_at: self.starts_at,
            ends_at: self.ends_at,
            created_at: cx.now,
            updated_at: cx.now,
        };
        absence.check()?;
        Ok(store::sellers::put_absence(cx.tx, account, &absence)?)
    }
}

impl Command for SetSellerChannels {
    type Done = ();

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<(), Failure> {
        let account = cx.account();
        super::present(cx, self.seller, Some(Role::Seller), None)?;
        let mut channels = self.channels.clone();
        channels.sort_unstable();
        channels.dedup();
        let numbers: Vec<i64> = channels.iter().map(|id| id.raw()).collect();
        if existing(cx.tx, account, Mentioned::Channel, &numbers)?.len() != numbers.len() {
            return Err(Refusal::invalid(Field::Channel, Problem::Unknown).into());
        }
        Ok(store::sellers::set_channels(cx.tx, account, self.seller, &channels)?)
    }
}

impl Reader<'_, '_> {
    /// When these sellers were, are and will be away, the latest first.
    ///
    /// # Errors
    /// A broken store.
    pub fn seller_absences(&mut self, sellers: &[PartyId]) -> Result<BTreeMap<PartyId, Vec<SellerAbsence>>, Failure> {
        let mut absences: BTreeMap<PartyId, Vec<SellerAbsence>> = BTreeMap::new();
        for absence in store::sellers::absences_of(self.tx, self.account, sellers)? {
            absences.entry(absence.seller).or_default().push(absence);
        }
        Ok(absences)
    }

    /// The channels that these sellers sell through, where that was said, by number.
    ///
    /// # Errors
    /// A broken store.
    pub fn seller_channels(&mut self, sellers: &[PartyId]) -> Result<BTreeMap<PartyId, Vec<ChannelId>>, Failure> {
        let mut channels: BTreeMap<PartyId, Vec<ChannelId>> = BTreeMap::new();
        for (seller, channel) in store::sellers::channels_of(self.tx, self.account, sellers)? {
            channels.entry(seller).or_default().push(channel);
        }
        Ok(channels)
    }
}
