//! Locations: the tree of warehouses, zones and bins where goods lie, and goods on their way.
//!
//! Not how much lies there, which is stock.
//!
//! The one rule to know: a warehouse or a transit stands alone, a zone stands in a warehouse, a bin in either, always of
//! the same organization.

mod changes;

pub use changes::LocationChanges;

use jiff::Timestamp;

use crate::address::Address;
use crate::amount::Quantity;
use crate::checks::{Checks, tidy, tidy_required, tidy_tax_document};
use crate::documents::CheckPolicy;
use crate::geography::Coordinates;
use crate::ids::{LocationId, OrganizationId};
use crate::named::named;
use crate::refusal::{Field, Problem, Refusal};

/// The most characters of a code.
pub const CODE_MAX: usize = 60;
/// The most characters of a name.
pub const NAME_MAX: usize = 255;
/// The most characters of a description.
const DESCRIPTION_MAX: usize = 2_000;

/// What the first place of every organization is called.
pub const FIRST_LOCATION_NAME: &str = "Estoque principal";

/// A location.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    /// Its number.
    pub id: LocationId,
    /// Everything that is known of it.
    pub details: LocationDetails,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// What is known of a location.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocationDetails {
    /// Whose it is.
    pub organization: OrganizationId,
    /// The location around it.
    pub parent: Option<LocationId>,
    /// What it is.
    pub kind: LocationKind,
    /// What lies there.
    pub usage: LocationUsage,
    /// Its code, unique in the account.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What else is to be said.
    pub description: Option<String>,
    /// Which orders it serves.
    pub modality: Modality,
    /// What stays out of sight of channels, of each sku, where the balance says nothing else.
    pub default_safety_margin: Quantity,
    /// CNPJ of its own, without punctuation; otherwise the organization's.
    pub tax_document: Option<String>,
    /// Where it is.
    pub address: Address,
    /// Where it is, on the map.
    pub coordinates: Option<Coordinates>,
    /// Whether it is in use.
    pub active: bool,
}

named! {
    /// What a location is.
    LocationKind {
        /// A building.
        Warehouse "warehouse",
        /// A part of a building.
        Zone "zone",
        /// A shelf, pallet place or box.
        Bin "bin",
        /// Goods on their way between two buildings.
        InTransit "in_transit",
    }
}

named! {
    /// What lies in a location.
    LocationUsage {
        /// Goods for sale.
        Normal "normal",
        /// Goods that came back, which no channel sells.
        Reverse "reverse",
    }
}

named! {
    /// Which orders a location serves.
    Modality {
        /// None.
        Disabled "disabled",
        /// Those that are sent.
        ShipFromStore "ship_from_store",
        /// Those that are collected.
        PickupOnStore "pickup_on_store",
        /// All.
        Both "both",
    }
}

impl Modality {
    /// Whether orders can be collected here.
    #[must_use]
    pub const fn serves_pickup(self) -> bool {
        match self {
            Self::PickupOnStore | Self::Both => true,
            Self::Disabled | Self::ShipFromStore => false,
        }
    }

    /// Whether orders can be sent from here.
    #[must_use]
    pub const fn serves_shipping(self) -> bool {
        match self {
            Self::ShipFromStore | Self::Both => true,
            Self::Disabled | Self::PickupOnStore => false,
        }
    }
}

/// What the store knows around a location.
#[derive(Debug, Clone, Default)]
pub struct LocationFacts {
    /// The organization exists.
    pub organization_known: bool,
    /// The parent's kind and organization, when it exists.
    pub parent: Option<(LocationKind, OrganizationId)>,
    /// Another location has the code.
    pub code_taken: bool,
    /// What the account does with documents that do not check.
    pub document_check: CheckPolicy,
}

impl LocationDetails {
    /// A warehouse that serves all orders.
    #[must_use]
    pub fn warehouse(organization: OrganizationId, code: &str, name: &str) -> Self {
        Self {
            organization,
            parent: None,
            kind: LocationKind::Warehouse,
            usage: LocationUsage::Normal,
            code: code.to_owned(),
            name: name.to_owned(),
            description: None,
            modality: Modality::Both,
            default_safety_margin: Quantity::ZERO,
            tax_document: None,
            address: Address::default(),
            coordinates: None,
            active: true,
        }
    }

    /// A zone or bin in another location of the same organization.
    #[must_use]
    pub fn within(parent: &Location, kind: LocationKind, code: &str, name: &str) -> Self {
        Self {
            parent: Some(parent.id),
            kind,
            usage: parent.details.usage,
            modality: parent.details.modality,
            ..Self::warehouse(parent.details.organization, code, name)
        }
    }

    /// The place an organization is born with; it has the organization's address.
    #[must_use]
    pub fn first(organization: OrganizationId, address: &Address, coordinates: Option<Coordinates>) -> Self {
        Self {
            address: address.clone(),
            coordinates,
            ..Self::warehouse(organization, &format!("EST-{organization}"), FIRST_LOCATION_NAME)
        }
    }

    /// Where an organization's goods are while they are between two places.
    #[must_use]
    pub fn transit(organization: OrganizationId) -> Self {
        Self {
            kind: LocationKind::InTransit,
            modality: Modality::Disabled,
            ..Self::warehouse(organization, &transit_code(organization), "Em trânsito")
        }
    }

    /// Whether channels sell what lies here, as far as the location decides.
    #[must_use]
    pub const fn is_sold_from(&self) -> bool {
        match (self.kind, self.usage) {
            (LocationKind::Warehouse | LocationKind::Zone | LocationKind::Bin, LocationUsage::Normal) => true,
            (LocationKind::InTransit, LocationUsage::Normal)
            | (
                LocationKind::Warehouse | LocationKind::Zone | LocationKind::Bin | LocationKind::InTransit,
                LocationUsage::Reverse,
            ) => false,
        }
    }

    /// Writes every part as it is kept: to be done before looking up who has the code.
    pub fn tidy(&mut self) {
        tidy_required(&mut self.code);
        tidy_required(&mut self.name);
        tidy(&mut self.description);
        tidy_tax_document(&mut self.tax_document);
        self.address.tidy();
    }

    /// Whether the location may be kept as it is.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] with every wrong field.
    pub fn check(&self, facts: &LocationFacts) -> Result<(), Refusal> {
        let mut checks = Checks::default();
        checks.ensure(facts.organization_known, Field::Organization, Problem::Unknown);
        if let Some(problem) = self.parent_problem(facts) {
            checks.note(Field::Parent, problem);
        }
        checks.required(Field::Code, &self.code, CODE_MAX);
        checks.ensure(!facts.code_taken, Field::Code, Problem::Taken);
        checks.required(Field::Name, &self.name, NAME_MAX);
        checks.optional(Field::Description, self.description.as_deref(), DESCRIPTION_MAX);
        checks.ensure(
            !self.default_safety_margin.is_negative(),
            Field::SafetyMargin,
            Problem::Negative,
        );
        if let Some(document) = &self.tax_document {
            checks.tax_document(Field::Document, document, facts.document_check);
        }
        self.address.check(&mut checks, facts.document_check);
        checks.verdict()
    }

    fn parent_problem(&self, facts: &LocationFacts) -> Option<Problem> {
        let stands_alone = match self.kind {
            LocationKind::Warehouse | LocationKind::InTransit => true,
            LocationKind::Zone | LocationKind::Bin => false,
        };
        if stands_alone {
            return self.parent.map(|_| Problem::NotAllowed);
        }
        if self.parent.is_none() {
            return Some(Problem::Blank);
        }
        let Some((kind, organization)) = facts.parent else {
            return Some(Problem::Unknown);
        };
        let fits = match (self.kind, kind) {
            (LocationKind::Zone | LocationKind::Bin, LocationKind::Warehouse)
            | (LocationKind::Bin, LocationKind::Zone) => true,
            (LocationKind::Zone, LocationKind::Zone | LocationKind::Bin | LocationKind::InTransit)
            | (LocationKind::Bin, LocationKind::Bin | LocationKind::InTransit)
            | (LocationKind::Warehouse | LocationKind::InTransit, _) => false,
        };
        (!fits || organization != self.organization).then_some(Problem::NotAllowed)
    }
}

/// The code of an organization's transit.
#[must_use]
pub fn transit_code(organization: OrganizationId) -> String {
    format!("TRA-{organization}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tree_is_warehouse_zone_bin() {
        use LocationKind::{Bin, InTransit, Warehouse, Zone};
        let (ours, others) = (OrganizationId::from_raw(1), OrganizationId::from_raw(2));
        let table = [
            (Warehouse, None, None),
            (Warehouse, Some((Warehouse, ours)), Some(Problem::NotAllowed)),
            (InTransit, None, None),
            (InTransit, Some((Warehouse, ours)), Some(Problem::NotAllowed)),
            (Zone, None, Some(Problem::Blank)),
            (Zone, Some((Warehouse, ours)), None),
            (Zone, Some((Warehouse, others)), Some(Problem::NotAllowed)),
            (Zone, Some((Zone, ours)), Some(Problem::NotAllowed)),
            (Bin, Some((Warehouse, ours)), None),
            (Bin, Some((Zone, ours)), None),
            (Bin, Some((Bin, ours)), Some(Problem::NotAllowed)),
            (Bin, Some((InTransit, ours)), Some(Problem::NotAllowed)),
        ];
        for (kind, parent, problem) in table {
            let details = LocationDetails {
                kind,
                parent: parent.map(|_| LocationId::from_raw(5)),
                ..LocationDetails::warehouse(ours, "A", "A")
            };
            let facts = LocationFacts {
                organization_known: true,
                parent,
                ..LocationFacts::default()
            };
            let expected = problem.map_or(Ok(()), |problem| Err(Refusal::invalid(Field::Parent, problem)));
            assert_eq!(details.check(&facts), expected, "{kind:?} in {parent:?}");
        }
    }

    #[test]
    fn a_parent_that_does_not_exist_is_unknown() {
        let details = LocationDetails {
            kind: LocationKind::Bin,
            parent: Some(LocationId::from_raw(5)),
            ..LocationDetails::warehouse(OrganizationId::from_raw(1), "A", "A")
        };
        let facts = LocationFacts {
            organization_known: true,
            ..LocationFacts::default()
        };
        assert_eq!(
            details.check(&facts),
            Err(Refusal::invalid(Field::Parent, Problem::Unknown))
        );
    }

    #[test]
    fn returned_goods_and_goods_on_their_way_are_not_sold() {
        let ours = OrganizationId::from_raw(1);
        let warehouse = LocationDetails::warehouse(ours, "A", "A");
        assert!(warehouse.is_sold_from());
        assert!(
            !LocationDetails {
                usage: LocationUsage::Reverse,
                ..warehouse
            }
            .is_sold_from()
        );
        assert!(!LocationDetails::transit(ours).is_sold_from());
    }

    #[test]
    fn every_name_is_read_back() {
        for one in LocationKind::ALL {
            assert_eq!(LocationKind::from_name(one.name()), Some(*one));
        }
        for one in Modality::ALL {
            assert_eq!(Modality::from_name(one.name()), Some(*one));
        }
        assert_eq!(Modality::from_name("none"), None);
    }
}
