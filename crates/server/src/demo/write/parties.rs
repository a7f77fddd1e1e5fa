//! Writes the people and companies around the shop.
//!
//! Not the organizations of the company itself.
//!
//! The one rule to know: sellers and carriers are found again by a code of theirs, as integrations find them.

use std::ops::Range;
use std::sync::Arc;

use app::parties::CreateParty;
use app::{Command, Context, Failure};
use domain::ids::{OrganizationId, PartyId};
use domain::parties::{
    AddressChanges, AddressEdit, AddressKind, AddressTarget, Gender, PartyDetails, PartyKind, Role, Roles,
    StateRegistrationKind, SupplierKind,
};
use jiff::Timestamp;

use super::company::Company;
use super::{Writing, address, inside};
use crate::demo::world::{AddressPlan, CompanyPlan, CustomerPlan, Nature, SellerPlan, World};
use crate::progress::Progress;

/// Customers of one transaction.
const CUSTOMERS: usize = 100;

/// Whom the catalogue refers to, in the order of the world.
#[derive(Debug, Clone)]
pub(super) struct Parties {
    pub(super) manufacturers: Vec<PartyId>,
    pub(super) suppliers: Vec<PartyId>,
}

/// By what an order names a seller.
pub(super) fn seller_code(seller: usize) -> String {
    format!("VEND{:02}", seller + 1)
}

/// By what an order names a carrier.
pub(super) fn carrier_code(carrier: usize) -> String {
    format!("TRANSP{:02}", carrier + 1)
}

pub(super) fn write(writing: &Writing, company: &Company, progress: &Progress) -> anyhow::Result<Parties> {
    let partners = writing.run(Partners {
        world: Arc::clone(&writing.world),
        organizations: company.organizations.clone(),
        at: writing.set_up_at,
    })?;
    let total = writing.world.customers.len();
    writing.in_batches(("customers", total, CUSTOMERS), progress, |range| Customers {
        world: Arc::clone(&writing.world),
        range,
        at: writing.set_up_at,
    })?;
    Ok(partners)
}

/// Makers, suppliers, carriers and sellers, in one transaction.
struct Partners {
    world: Arc<World>,
    organizations: Vec<OrganizationId>,
    at: Timestamp,
}

impl Command for Partners {
    type Done = Parties;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<Parties, Failure> {
        let mut create = |party: CreateParty| inside(cx, self.at, &party);
        let mut manufacturers = Vec::new();
        for plan in &self.world.manufacturers {
            manufacturers.push(create(company(plan, Role::Manufacturer, SupplierKind::Manufacturer))?);
        }
        let mut suppliers = Vec::new();
        for plan in &self.world.suppliers {
            suppliers.push(create(company(plan, Role::Supplier, SupplierKind::Distributor))?);
        }
        for (index, plan) in self.world.carriers.iter().enumerate() {
            let mut carrier = company(plan, Role::Carrier, SupplierKind::Carrier);
            carrier.details.external_id = Some(carrier_code(index));
            create(carrier)?;
        }
        for (index, plan) in self.world.sellers.iter().enumerate() {
            create(seller(plan, index, self.organizations[plan.organization]))?;
        }
        Ok(Parties {
            manufacturers,
            suppliers,
        })
    }
}

/// Some of the customers, in one transaction.
struct Customers {
    world: Arc<World>,
    range: Range<usize>,
    at: Timestamp,
}

impl Command for Customers {
    type Done = ();

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<(), Failure> {
        for plan in &self.world.customers[self.range.clone()] {
            inside(cx, self.at, &customer(plan, self.at))?;
        }
        Ok(())
    }
}

fn party(details: PartyDetails, address: Option<&AddressPlan>) -> CreateParty {
    CreateParty {
        addresses: address.map(main_address).into_iter().collect(),
        ..CreateParty::new(details)
    }
}

fn main_address(plan: &AddressPlan) -> AddressEdit {
    AddressEdit::Write(
        AddressTarget::New,
        Box::new(AddressChanges::whole(AddressKind::Main, address(plan))),
    )
}

fn company(plan: &CompanyPlan, role: Role, supplies_as: SupplierKind) -> CreateParty {
    let details = PartyDetails {
        tax_document: Some(plan.cnpj.clone()),
        state_registration_kind: Some(StateRegistrationKind::NonTaxpayer),
        email: Some(plan.email.clone()),
        phone: Some(plan.phone.clone()),
        supplier_kind: Some(supplies_as),
        ..PartyDetails::new(PartyKind::Company, &plan.name, Roles::of(&[role]))
    };
    party(details, Some(&plan.address))
}

fn seller(plan: &SellerPlan, index: usize, organization: OrganizationId) -> CreateParty {
    let details = PartyDetails {
        organization: Some(organization),
        tax_document: Some(plan.cpf.clone()),
        external_id: Some(seller_code(index)),
        seller_registration: Some(plan.registration.clone()),
        ..PartyDetails::new(PartyKind::Person, &plan.name, Roles::of(&[Role::Seller]))
    };
    party(details, None)
}

fn customer(plan: &CustomerPlan, since: Timestamp) -> CreateParty {
    let roles = Roles::of(&[Role::Customer]);
    let specific = match &plan.nature {
        Nature::Person {
            cpf,
            birth_date,
            is_female,
        } => PartyDetails {
            tax_document: Some(cpf.clone()),
            birth_date: Some(*birth_date),
            gender: Some(if *is_female { Gender::Female } else { Gender::Male }),
            ..PartyDetails::new(PartyKind::Person, &plan.name, roles)
        },
        Nature::Company {
            cnpj,
            state_registration,
            trading_name,
        } => PartyDetails {
            tax_document: Some(cnpj.clone()),
            trading_name: Some(trading_name.clone()),
            state_registration_kind: Some(match state_registration {
                Some(_) => StateRegistrationKind::Taxpayer,
                None => StateRegistrationKind::NonTaxpayer,
            }),
            state_registration: state_registration.clone(),
            ..PartyDetails::new(PartyKind::Company, &plan.name, roles)
        },
    };
    let details = PartyDetails {
        email: Some(plan.email.clone()),
        phone: Some(plan.phone.clone()),
        customer_since: Some(since),
        ..specific
    };
    party(details, Some(&plan.address))
}
