//! Writes the organizations, each with its one stock.
//!
//! Not channels, which need price tables first.
//!
//! The one rule to know: the stock an organization is born with is the one the demo uses, renamed.

use std::sync::Arc;

use app::locations::UpdateLocation;
use app::organizations::CreateOrganization;
use app::{Command, Context, Failure};
use domain::ids::{LocationId, OrganizationId};
use domain::locations::{LocationChanges, Modality};
use domain::organizations::{OrganizationDetails, OrganizationKind, TaxRegime};
use domain::page::PageRequest;
use jiff::Timestamp;

use super::{Writing, address, coordinates, inside};
use crate::demo::world::{OrganizationPlan, Role, World};
use crate::progress::Progress;
use crate::refusals::explain;

/// The organizations and their stocks, in the order of the world.
#[derive(Debug, Clone)]
pub(super) struct Company {
    pub(super) organizations: Vec<OrganizationId>,
    pub(super) locations: Vec<LocationId>,
}

pub(super) fn write(writing: &Writing, progress: &Progress) -> anyhow::Result<Company> {
    let plans = &writing.world.organizations;
    progress.phase("organizations", super::count(plans.len()));
    let organizations = writing.run(Organizations {
        world: Arc::clone(&writing.world),
        at: writing.set_up_at,
    })?;
    let mut locations = Vec::with_capacity(plans.len());
    for (plan, organization) in plans.iter().zip(&organizations) {
        let organization = *organization;
        let born_with = writing.app.read_blocking(&writing.call, move |reader| {
            reader.warehouses_of(organization, PageRequest::new(1, 1, 1))
        });
        let location = born_with.map_err(explain)?.pop().map(|location| location.id);
        let id = location.ok_or_else(|| anyhow::anyhow!("organization {organization} has no stock"))?;
        locations.push(writing.run(UpdateLocation {
            id,
            changes: stock(plan),
        })?);
        progress.advance(1);
    }
    Ok(Company {
        organizations,
        locations,
    })
}

fn stock(plan: &OrganizationPlan) -> LocationChanges {
    LocationChanges {
        code: Some(plan.stock_code.to_owned()),
        name: Some(plan.stock_name.clone()),
        modality: Some(match plan.role {
            Role::HeadOffice => Modality::Disabled,
            Role::Shop => Modality::Both,
            Role::DistributionCentre => Modality::ShipFromStore,
        }),
        ..LocationChanges::default()
    }
}

/// All organizations in one transaction; the first is above the others.
struct Organizations {
    world: Arc<World>,
    at: Timestamp,
}

impl Command for Organizations {
    type Done = Vec<OrganizationId>;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<Self::Done, Failure> {
        let mut written: Vec<OrganizationId> = Vec::new();
        for plan in &self.world.organizations {
            let details = OrganizationDetails {
                parent: written.first().copied(),
                state_registration: Some(plan.state_registration.clone()),
                tax_regime: TaxRegime::Normal,
                kind: match plan.role {
                    Role::HeadOffice => OrganizationKind::Other,
                    Role::Shop => OrganizationKind::OwnStore,
                    Role::DistributionCentre => OrganizationKind::DistributionCenter,
                },
                withdrawal_hours: (plan.role == Role::Shop).then_some(4),
                address: address(&plan.address),
                coordinates: coordinates(&plan.address),
                ..OrganizationDetails::new(&plan.name, &plan.company_name, &plan.cnpj)
            };
            written.push(inside(
                cx,
                self.at,
                &CreateOrganization {
                    details,
                    extras_estoka: None,
                },
            )?);
        }
        Ok(written)
    }
}
