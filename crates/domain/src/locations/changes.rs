//! What an update says about a location; what it does not mention stays. Kind, parent and organization never change:
//! goods may lie there already.

use super::{LocationDetails, LocationUsage, Modality};
use crate::address::Address;
use crate::amount::Quantity;
use crate::change::{Change, replace};
use crate::geography::Coordinates;

/// Changes of a location, named as the fields of [`LocationDetails`].
#[derive(Debug, Clone, Default)]
#[allow(missing_docs, reason = "each is the field of the same name")]
pub struct LocationChanges {
    pub usage: Option<LocationUsage>,
    pub code: Option<String>,
    pub name: Option<String>,
    pub description: Change<String>,
    pub modality: Option<Modality>,
    pub default_safety_margin: Option<Quantity>,
    pub tax_document: Change<String>,
    /// The whole address.
    pub address: Option<Address>,
    pub coordinates: Change<Coordinates>,
    pub active: Option<bool>,
}

impl LocationChanges {
    /// Writes the changes into the location.
    pub fn apply(self, details: &mut LocationDetails) {
        replace(&mut details.usage, self.usage);
        replace(&mut details.code, self.code);
        replace(&mut details.name, self.name);
        self.description.apply(&mut details.description);
        replace(&mut details.modality, self.modality);
        replace(&mut details.default_safety_margin, self.default_safety_margin);
        self.tax_document.apply(&mut details.tax_document);
        replace(&mut details.address, self.address);
        self.coordinates.apply(&mut details.coordinates);
        replace(&mut details.active, self.active);
    }
}
