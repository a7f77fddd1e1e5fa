//! Reading transfers.
//!
//! Not moving them, which is `workflow::transfer_stock`.

use domain::ids::{OrganizationId, TransferId};
use domain::page::PageRequest;
use domain::refusal::Entity;
use domain::transfers::Transfer;

use crate::failure::Failure;
use crate::reader::Reader;

impl Reader<'_, '_> {
    /// A transfer of an organization, with its lines.
    ///
    /// # Errors
    /// Not found in this organization.
    pub fn transfer(&mut self, organization: OrganizationId, id: TransferId) -> Result<Transfer, Failure> {
        store::transfers::find(self.tx, self.account, id)?
            .filter(|transfer| transfer.organization == organization)
            .ok_or_else(|| Failure::not_found(Entity::Transfer, id))
    }

    /// A page of an organization's transfers, with their lines.
    ///
    /// # Errors
    /// The organization is not found in this account.
    pub fn transfers_of(&mut self, organization: OrganizationId, page: PageRequest) -> Result<Vec<Transfer>, Failure> {
        self.organization(organization)?;
        Ok(store::transfers::page(self.tx, self.account, organization, page)?)
    }
}
