//! Customers as they are shown: the party with everything an account says of customers.
//!
//! Not their orders and not what they owe.

use std::collections::BTreeMap;

use domain::customers::{CreditRule, CustomerCategory, CustomerJob, CustomerType, Relative};
use domain::ids::{CustomerCategoryId, OrganizationId, PartyId};
use domain::page::PageRequest;
use domain::parties::{PartyDetails, PartyFilter, PartyOrder, Role};
use domain::refusal::Field;

use super::PartyView;
use crate::context::Context;
use crate::failure::Failure;
use crate::reader::Reader;

/// A customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerView {
    /// The party with its addresses and contacts.
    pub view: PartyView,
    /// Its relatives, by number.
    pub relatives: Vec<Relative>,
    /// The exceptions to its credit limit, by number.
    pub credit_rules: Vec<CreditRule>,
    /// Its category.
    pub category: Option<CustomerCategory>,
    /// Its type.
    pub customer_type: Option<CustomerType>,
    /// Its job.
    pub job: Option<CustomerJob>,
}

impl Reader<'_, '_> {
    /// The customer of that number.
    ///
    /// # Errors
    /// Not found in this account, deleted, or no customer.
    pub fn customer(&mut self, id: PartyId) -> Result<CustomerView, Failure> {
        let view = self.party_view(id, Some(Role::Customer))?;
        let found = self.with_customer_parts(vec![view])?.pop();
        found.ok_or_else(|| Failure::not_found(domain::refusal::Entity::Party, id))
    }

    /// A page of the parties that fit, with everything that is said of customers: eight statements at most, however many.
    ///
    /// # Errors
    /// A broken store.
    pub fn customers(
        &mut self,
        filter: &PartyFilter,
        order: PartyOrder,
        page: PageRequest,
    ) -> Result<Vec<CustomerView>, Failure> {
        let views = self.party_views(filter, order, page)?;
        self.with_customer_parts(views)
    }

    fn with_customer_parts(&mut self, views: Vec<PartyView>) -> Result<Vec<CustomerView>, Failure> {
        let account = self.account;
        let ids: Vec<PartyId> = views.iter().map(|view| view.party.id).collect();
        let details = || views.iter().map(|view| &view.party.details);
        let categories: Vec<CustomerCategoryId> = distinct(details().filter_map(|of| of.customer_category));
        let types: Vec<&str> = distinct(details().filter_map(|of| of.customer_type.as_deref()));
        let jobs: Vec<&str> = distinct(details().filter_map(|of| of.customer_job.as_deref()));
        let categories = store::customers::categories_by_id(self.tx, account, &categories)?;
        let types = store::customers::types_by_code(self.tx, account, &types)?;
        let jobs = store::customers::jobs_by_code(self.tx, account, &jobs)?;
        let mut relatives = grouped(store::parties::relatives_of(self.tx, account, &ids)?);
        let mut rules = grouped(store::parties::credit_rules_of(self.tx, account, &ids)?);
        let with_parts = |view: PartyView| {
            let id = view.party.id;
            let of = &view.party.details;
            CustomerView {
                relatives: relatives.remove(&id).unwrap_or_default(),
                credit_rules: rules.remove(&id).unwrap_or_default(),
                category: categories
                    .iter()
                    .find(|one| Some(one.id) == of.customer_category)
                    .cloned(),
                customer_type: type_of(&types, of).cloned(),
                job: jobs
                    .iter()
                    .find(|job| Some(&job.code) == of.customer_job.as_ref())
                    .cloned(),
                view,
            }
        };
        Ok(views.into_iter().map(with_parts).collect())
    }
}

/// The type that a customer's code names: its organization's, or for a customer of none the first that has the code.
fn type_of<'a>(types: &'a [CustomerType], of: &PartyDetails) -> Option<&'a CustomerType> {
    let is_of = |organization: OrganizationId| of.organization.is_none_or(|own| own == organization);
    let code = of.customer_type.as_ref()?;
    types.iter().find(|one| one.code == *code && is_of(one.organization))
}

/// The fields of a party that name a category, type or job that does not exist.
pub(super) fn unknown(cx: &mut Context<'_, '_>, details: &PartyDetails) -> Result<Vec<Field>, Failure> {
    let account = cx.account();
    let mut unknown = Vec::new();
    if let Some(category) = details.customer_category
        && store::customers::categories_by_id(cx.tx, account, &[category])?.is_empty()
    {
        unknown.push(Field::CustomerCategory);
    }
    if let Some(code) = &details.customer_type {
        let types = store::customers::types_by_code(cx.tx, account, &[code])?;
        if type_of(&types, details).is_none() {
            unknown.push(Field::CustomerType);
        }
    }
    if let Some(code) = &details.customer_job
        && store::customers::jobs_by_code(cx.tx, account, &[code])?.is_empty()
    {
        unknown.push(Field::CustomerJob);
    }
    Ok(unknown)
}

fn grouped<T>(pairs: Vec<(PartyId, T)>) -> BTreeMap<PartyId, Vec<T>> {
    let mut grouped = BTreeMap::<PartyId, Vec<T>>::new();
    for (party, part) in pairs {
        grouped.entry(party).or_default().push(part);
    }
    grouped
}

fn distinct<T: Ord>(values: impl Iterator<Item = T>) -> Vec<T> {
    let mut values: Vec<T> = values.collect();
    values.sort_unstable();
    values.dedup();
    values
}
