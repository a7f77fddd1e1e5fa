//! Sales channels: which locations sell, at which price tables, from which categories.
//!
//! Not the orders that come in through them.
//!
//! The one rule to know: a channel belongs to one organization or, when it is global, to all and to none.

use jiff::Timestamp;

use crate::checks::{Checks, tidy_required};
use crate::ids::{CategoryId, ChannelId, LocationId, OrganizationId, PartyId, PriceTableId};
use crate::refusal::{Field, Problem, Refusal};

/// The most characters of a name.
pub const NAME_MAX: usize = 255;

/// A sales channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Channel {
    /// Its number.
    pub id: ChannelId,
    /// Everything that may be changed.
    pub details: ChannelDetails,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// What is known of a channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChannelDetails {
    /// Whose it is; `None` when it is global.
    pub organization: Option<OrganizationId>,
    /// Its name; several may share one.
    pub name: String,
    /// Whether every organization sells through it.
    pub is_global: bool,
    /// Whether it is a counter where goods are collected.
    pub is_pickup_point: bool,
    /// Who carries what it sells.
    pub carrier: Option<PartyId>,
    /// Whether the store must accept an approved order before it is picked.
    pub requires_acceptance: bool,
}

/// What a channel is linked to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ChannelLinks {
    /// At which prices it sells; none is the base price.
    pub price_tables: Vec<PriceTableId>,
    /// What it sells; none is everything.
    pub categories: Vec<CategoryId>,
    /// From where it sells.
    pub locations: Vec<LocationId>,
}

/// What the store knows around a channel. A reference that is absent counts as known.
#[derive(Debug, Clone)]
pub struct ChannelFacts {
    /// The organization exists.
    pub organization_known: bool,
    /// The carrier exists and carries.
    pub carrier_known: bool,
    /// Every price table exists.
    pub price_tables_known: bool,
    /// Every category exists.
    pub categories_known: bool,
    /// Every location exists and is of the channel's organization.
    pub locations_known: bool,
}

impl ChannelDetails {
    /// A channel of an organization, or a global one.
    #[must_use]
    pub fn new(name: &str, organization: Option<OrganizationId>) -> Self {
        Self {
            organization,
            name: name.to_owned(),
            is_global: organization.is_none(),
            is_pickup_point: false,
            carrier: None,
            requires_acceptance: false,
        }
    }

    /// Writes every part as it is kept: a global channel has no organization.
    pub fn tidy(&mut self) {
        tidy_required(&mut self.name);
        if self.is_global {
            self.organization = None;
        }
    }

    /// Whether the channel may be kept as it is.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] with every wrong field.
    pub fn check(&self, facts: &ChannelFacts) -> Result<(), Refusal> {
        let mut checks = Checks::default();
        checks.ensure(
            self.is_global || self.organization.is_some(),
            Field::Organization,
            Problem::Blank,
        );
        checks.ensure(facts.organization_known, Field::Organization, Problem::Unknown);
        checks.required(Field::Name, &self.name, NAME_MAX);
        checks.ensure(facts.carrier_known, Field::Carrier, Problem::Unknown);
        checks.ensure(facts.price_tables_known, Field::PriceTable, Problem::Unknown);
        checks.ensure(facts.categories_known, Field::Category, Problem::Unknown);
        checks.ensure(facts.locations_known, Field::Location, Problem::Unknown);
        checks.verdict()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: ChannelFacts = ChannelFacts {
        organization_known: true,
        carrier_known: true,
        price_tables_known: true,
        categories_known: true,
        locations_known: true,
    };

    #[test]
    fn a_global_channel_has_no_organization_and_any_other_has_one() {
        let mut global = ChannelDetails {
            is_global: true,
            ..ChannelDetails::new("Site", Some(OrganizationId::from_raw(1)))
        };
        global.tidy();
        assert_eq!(global.organization, None);
        assert_eq!(global.check(&KNOWN), Ok(()));
        let orphan = ChannelDetails {
            is_global: false,
            ..ChannelDetails::new("Site", None)
        };
        assert_eq!(
            orphan.check(&KNOWN),
            Err(Refusal::invalid(Field::Organization, Problem::Blank))
        );
    }

    #[test]
    fn unknown_references_are_named() {
        let facts = ChannelFacts {
            carrier_known: false,
            price_tables_known: false,
            ..KNOWN
        };
        let Err(Refusal::Invalid(fields)) = ChannelDetails::new("Site", None).check(&facts) else {
            panic!("must be refused");
        };
        let found: Vec<_> = fields.iter().map(|field| (field.field, field.problem)).collect();
        assert_eq!(
            found,
            [
                (Field::Carrier, Problem::Unknown),
                (Field::PriceTable, Problem::Unknown)
            ]
        );
    }
}
