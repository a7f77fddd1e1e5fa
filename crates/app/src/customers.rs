//! What an account says of its customers: categories, types, jobs, required fields, acquisition channels.
//!
//! Not the customers themselves, who are parties.
//!
//! The one rule to know: types and jobs have no number; writing one under a code that exists names it anew.

use domain::customers::{
    AcquisitionChannel, CustomerCategory, CustomerField, CustomerJob, CustomerType, check_code_and_name,
};
use domain::ids::{AcquisitionChannelId, CustomerCategoryId, OrganizationId};
use domain::page::PageRequest;
use domain::refusal::{Entity, Refusal};
use store::counters::{self, Counter};

use crate::context::Context;
use crate::execute::Command;
use crate::failure::Failure;
use crate::reader::Reader;

/// Creates a category of customers.
#[derive(Debug, Clone)]
pub struct CreateCustomerCategory {
    /// Its name.
    pub name: String,
    /// Whether it is in use.
    pub active: bool,
}

/// Changes a category of customers; `None` keeps.
#[derive(Debug, Clone)]
pub struct UpdateCustomerCategory {
    /// Which one.
    pub id: CustomerCategoryId,
    /// Its name.
    pub name: Option<String>,
    /// Whether it is in use.
    pub active: Option<bool>,
}

/// Adds a type of customers to an organization, or names the one of that code anew.
#[derive(Debug, Clone)]
pub struct PutCustomerType {
    /// Whose it is.
    pub organization: OrganizationId,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// Adds a job, or names the one of that code anew.
#[derive(Debug, Clone)]
pub struct PutCustomerJob {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// Requires a field of customers who are persons, or does not any more. Customers who lack it stay until they change.
#[derive(Debug, Clone, Copy)]
pub struct RequireCustomerField {
    /// Which one.
    pub field: CustomerField,
    /// Whether it is required from now on.
    pub required: bool,
}

/// Creates a way by which customers find an organization.
#[derive(Debug, Clone)]
pub struct CreateAcquisitionChannel {
    /// Whose it is.
    pub organization: OrganizationId,
    /// Its name.
    pub name: String,
    /// Whether it is in use.
    pub active: bool,
}

/// Changes an acquisition channel of an organization; `None` keeps.
#[derive(Debug, Clone)]
pub struct UpdateAcquisitionChannel {
    /// Whose it is; another organization's is not found.
    pub organization: OrganizationId,
    /// Which one.
    pub id: AcquisitionChannelId,
    /// Its name.
    pub name: Option<String>,
    /// Whether it is in use.
    pub active: Option<bool>,
}

impl Command for CreateCustomerCategory {
    type Done = CustomerCategoryId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<CustomerCategoryId, Failure> {
        let account = cx.account();
        let mut category = CustomerCategory {
            id: CustomerCategoryId::from_raw(0),
            name: self.name.clone(),
            active: self.active,
            created_at: cx.now,
            updated_at: cx.now,
        };
        category.check()?;
        category.id = CustomerCategoryId::from_raw(counters::next(cx.tx, account, Counter::CustomerCategory)?);
        store::customers::put_category(cx.tx, account, &category)?;
        Ok(category.id)
    }
}

impl Command for UpdateCustomerCategory {
    type Done = CustomerCategoryId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<CustomerCategoryId, Failure> {
        let account = cx.account();
        let mut category = store::customers::categories_by_id(cx.tx, account, &[self.id])?
            .pop()
            .ok_or_else(|| Failure::not_found(Entity::CustomerCategory, self.id))?;
        if let Some(name) = &self.name {
            category.name.clone_from(name);
        }
        category.active = self.active.unwrap_or(category.active);
        category.updated_at = cx.now;
        category.check()?;
        store::customers::put_category(cx.tx, account, &category)?;
        Ok(self.id)
    }
}

impl Command for PutCustomerType {
    type Done = ();

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<(), Failure> {
        let account = cx.account();
        let (mut code, mut name) = (self.code.clone(), self.name.clone());
        let organization_known = store::organizations::exists(cx.tx, account, self.organization)?;
        check_code_and_name(&mut code, &mut name, organization_known)?;
        let new = CustomerType {
            organization: self.organization,
            code,
            name,
            created_at: cx.now,
            updated_at: cx.now,
        };
        Ok(store::customers::put_type(cx.tx, account, &new)?)
    }
}

impl Command for PutCustomerJob {
    type Done = ();

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<(), Failure> {
        let account = cx.account();
        let (mut code, mut name) = (self.code.clone(), self.name.clone());
        check_code_and_name(&mut code, &mut name, true)?;
        let job = CustomerJob {
            code,
            name,
            created_at: cx.now,
            updated_at: cx.now,
        };
        Ok(store::customers::put_job(cx.tx, account, &job)?)
    }
}

impl Command for RequireCustomerField {
    type Done = ();

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<(), Failure> {
        let (account, now) = (cx.account(), cx.now);
        Ok(store::customers::require_field(
            cx.tx,
            account,
            self.field,
            self.required,
            now,
        )?)
    }
}

impl Command for CreateAcquisitionChannel {
    type Done = AcquisitionChannelId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<AcquisitionChannelId, Failure> {
        let account = cx.account();
        if !store::organizations::exists(cx.tx, account, self.organization)? {
            return Err(Failure::not_found(Entity::Organization, self.organization));
        }
        let mut channel = AcquisitionChannel {
            id: AcquisitionChannelId::from_raw(0),
            organization: self.organization,
            name: self.name.clone(),
            active: self.active,
            created_at: cx.now,
            updated_at: cx.now,
        };
        channel.check()?;
        channel.id = AcquisitionChannelId::from_raw(counters::next(cx.tx, account, Counter::AcquisitionChannel)?);
        store::customers::put_acquisition_channel(cx.tx, account, &channel)?;
        Ok(channel.id)
    }
}

impl Command for UpdateAcquisitionChannel {
    type Done = AcquisitionChannelId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<AcquisitionChannelId, Failure> {
        let account = cx.account();
        let mut channel = store::customers::find_acquisition_channel(cx.tx, account, self.id)?
            .filter(|channel| channel.organization == self.organization)
            .ok_or_else(|| Refusal::not_found(Entity::AcquisitionChannel, self.id))?;
        if let Some(name) = &self.name {
            channel.name.clone_from(name);
        }
        channel.active = self.active.unwrap_or(channel.active);
        channel.updated_at = cx.now;
        channel.check()?;
        store::customers::put_acquisition_channel(cx.tx, account, &channel)?;
        Ok(self.id)
    }
}

impl Reader<'_, '_> {
    /// The category of customers of that number.
    ///
    /// # Errors
    /// Not found in this account.
    pub fn customer_category(&mut self, id: CustomerCategoryId) -> Result<CustomerCategory, Failure> {
        store::customers::categories_by_id(self.tx, self.account, &[id])?
            .pop()
            .ok_or_else(|| Failure::not_found(Entity::CustomerCategory, id))
    }

    /// A page of the categories of customers, by number.
    ///
    /// # Errors
    /// A broken store.
    pub fn customer_categories(&mut self, page: PageRequest) -> Result<Vec<CustomerCategory>, Failure> {
        Ok(store::customers::categories(self.tx, self.account, page)?)
    }

    /// A page of an organization's types of customers, by code.
    ///
    /// # Errors
    /// The organization is not found in this account.
    pub fn customer_types_of(
        &mut self,
        organization: OrganizationId,
        page: PageRequest,
    ) -> Result<Vec<CustomerType>, Failure> {
        self.organization(organization)?;
        Ok(store::customers::types_of(self.tx, self.account, organization, page)?)
    }

    /// What the account requires of customers who are persons.
    ///
    /// # Errors
    /// A broken store.
    pub fn required_customer_fields(&mut self) -> Result<Vec<CustomerField>, Failure> {
        Ok(store::customers::required_fields(self.tx, self.account)?)
    }

    /// The acquisition channel of that number.
    ///
    /// # Errors
    /// Not found in this account.
    pub fn acquisition_channel(&mut self, id: AcquisitionChannelId) -> Result<AcquisitionChannel, Failure> {
        store::customers::find_acquisition_channel(self.tx, self.account, id)?
            .ok_or_else(|| Failure::not_found(Entity::AcquisitionChannel, id))
    }

    /// A page of an organization's acquisition channels, by number.
    ///
    /// # Errors
    /// The organization is not found in this account.
    pub fn acquisition_channels_of(
        &mut self,
        organization: OrganizationId,
        page: PageRequest,
    ) -> Result<Vec<AcquisitionChannel>, Failure> {
        self.organization(organization)?;
        Ok(store::customers::acquisition_channels_of(
            self.tx,
            self.account,
            organization,
            page,
        )?)
    }
}
