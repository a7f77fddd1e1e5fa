//! The organizations whose fiscal documents leave from the stocks that are shown, read once for all of them.
//!
//! Not shown on their own; a stock shows parts of them.

use std::collections::BTreeMap;

use app::{Failure, Reader};
use domain::ids::OrganizationId;
use domain::organizations::Organization;

use crate::fragments::Issuer;
use crate::organizations::emites_ids;

/// Organizations by number, with their numbers at the vendor's fiscal service.
#[derive(Debug)]
pub(crate) struct Issuers {
    organizations: BTreeMap<OrganizationId, Organization>,
    emites: BTreeMap<OrganizationId, i64>,
}

impl Issuers {
    /// Reads these organizations: two statements, however many.
    pub(crate) fn of(reader: &mut Reader<'_, '_>, ids: impl Iterator<Item = OrganizationId>) -> Result<Self, Failure> {
        let mut ids: Vec<OrganizationId> = ids.collect();
        ids.sort_unstable();
        ids.dedup();
        let organizations = reader.organizations_by_id(&ids)?;
        Ok(Self {
            organizations: organizations
                .into_iter()
                .map(|organization| (organization.id, organization))
                .collect(),
            emites: emites_ids(reader, &ids)?,
        })
    }

    /// The issuer of that number, if it was read.
    pub(crate) fn get(&self, id: OrganizationId) -> Option<Issuer<'_>> {
        let organization = self.organizations.get(&id)?;
        Some(Issuer {
            organization,
            emites_id: self.emites.get(&id).copied(),
        })
    }
}
