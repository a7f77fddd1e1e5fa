//! When sellers are away and through which channels they sell: writing that down, and reading it.
//!
//! Not who is a seller, which is a role of a party.
//!
//! The one rule to know: a seller of whom no channel was said sells through every one of his organization.

use std::collections::{BTreeMap, BTreeSet};

use domain::ids::{ChannelId, OrganizationId, PartyId};
use domain::parties::{Party, Role, SellerAbsence};
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

/// Strikes out the absence of a seller that begins at an instant.
#[derive(Debug, Clone)]
pub struct ForgetAbsence {
    /// Who.
    pub seller: PartyId,
    /// When it begins.
    pub starts_at: Timestamp,
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

impl Command for ForgetAbsence {
    type Done = ();

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<(), Failure> {
        let account = cx.account();
        super::present(cx, self.seller, Some(Role::Seller), None)?;
        if store::sellers::delete_absence(cx.tx, account, self.seller, self.starts_at)? {
            return Ok(());
        }
        Err(Refusal::invalid(Field::StartsOn, Problem::Unknown).into())
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

    /// The channels through which each of these sellers sells, by number: those said of him, or else the global ones and
    /// those of his organization; a seller of the account's own has the global ones.
    ///
    /// # Errors
    /// A broken store.
    pub fn seller_channels<'a>(
        &mut self,
        sellers: impl IntoIterator<Item = &'a Party>,
    ) -> Result<BTreeMap<PartyId, Vec<ChannelId>>, Failure> {
        let sellers: Vec<(PartyId, Option<OrganizationId>)> = sellers
            .into_iter()
            .map(|seller| (seller.id, seller.details.organization))
            .collect();
        let ids: Vec<PartyId> = sellers.iter().map(|(id, _)| *id).collect();
        let mut said: BTreeMap<PartyId, Vec<ChannelId>> = BTreeMap::new();
        for (seller, channel) in store::sellers::channels_of(self.tx, self.account, &ids)? {
            said.entry(seller).or_default().push(channel);
        }
        // A seller of none is asked for under a number that none has: the global channels are found all the same.
        let none = OrganizationId::from_raw(0);
        let organizations: BTreeSet<OrganizationId> = sellers.iter().map(|(_, of)| of.unwrap_or(none)).collect();
        let organizations: Vec<OrganizationId> = organizations.into_iter().collect();
        let scopes = store::channels::scopes(self.tx, self.account, &organizations)?;
        for (seller, organization) in sellers {
            said.entry(seller).or_insert_with(|| {
                let his = scopes.iter().filter(|(_, of)| of.is_none() || *of == organization);
                his.map(|(channel, _)| *channel).collect()
            });
        }
        Ok(said)
    }
}
