//! What an update says about an organization; what it does not mention stays.

use super::{OrganizationDetails, OrganizationKind, TaxRegime};
use crate::address::Address;
use crate::amount::Money;
use crate::change::{Change, replace};
use crate::geography::{Coordinates, DeliveryRadius};
use crate::ids::OrganizationId;

/// Changes of an organization, named as the fields of [`OrganizationDetails`].
#[derive(Debug, Clone, Default)]
#[allow(missing_docs, reason = "each is the field of the same name")]
pub struct OrganizationChanges {
    pub parent: Change<OrganizationId>,
    pub external_id: Change<String>,
    pub name: Option<String>,
    pub company_name: Option<String>,
    pub tax_document: Option<String>,
    pub state_registration: Change<String>,
    pub municipal_registration: Change<String>,
    pub tax_regime: Option<TaxRegime>,
    pub kind: Option<OrganizationKind>,
    pub nfe_series: Option<String>,
    pub nfe_note: Change<String>,
    pub uses_average_cost: Option<bool>,
    pub withdrawal_hours: Change<i64>,
    pub withdrawal_price: Change<Money>,
    pub delivery_radius: Option<DeliveryRadius>,
    pub invoices_when_packed: Option<bool>,
    pub labels_when_packed: Option<bool>,
    /// The whole address.
    pub address: Option<Address>,
    pub coordinates: Change<Coordinates>,
    pub active: Option<bool>,
}

impl OrganizationChanges {
    /// Writes the changes into the organization.
    pub fn apply(self, details: &mut OrganizationDetails) {
        self.parent.apply(&mut details.parent);
        self.external_id.apply(&mut details.external_id);
        replace(&mut details.name, self.name);
        replace(&mut details.company_name, self.company_name);
        replace(&mut details.tax_document, self.tax_document);
        self.state_registration.apply(&mut details.state_registration);
        self.municipal_registration.apply(&mut details.municipal_registration);
        replace(&mut details.tax_regime, self.tax_regime);
        replace(&mut details.kind, self.kind);
        replace(&mut details.nfe_series, self.nfe_series);
        self.nfe_note.apply(&mut details.nfe_note);
        replace(&mut details.uses_average_cost, self.uses_average_cost);
        self.withdrawal_hours.apply(&mut details.withdrawal_hours);
        self.withdrawal_price.apply(&mut details.withdrawal_price);
        replace(&mut details.delivery_radius, self.delivery_radius);
        replace(&mut details.invoices_when_packed, self.invoices_when_packed);
        replace(&mut details.labels_when_packed, self.labels_when_packed);
        replace(&mut details.address, self.address);
        self.coordinates.apply(&mut details.coordinates);
        replace(&mut details.active, self.active);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_update_does_not_mention_stays() {
        let before = OrganizationDetails::new("Loja", "Loja Ltda", "11222333000181");
        let mut after = before.clone();
        OrganizationChanges::default().apply(&mut after);
        assert_eq!(after, before);
        let changes = OrganizationChanges {
            name: Some("Loja 2".to_owned()),
            delivery_radius: Some(DeliveryRadius::Km30),
            nfe_note: Change::Set("Obrigado".to_owned()),
            ..OrganizationChanges::default()
        };
        changes.apply(&mut after);
        assert_eq!(
            after,
            OrganizationDetails {
                name: "Loja 2".to_owned(),
                delivery_radius: DeliveryRadius::Km30,
                nfe_note: Some("Obrigado".to_owned()),
                ..before
            }
        );
    }
}
