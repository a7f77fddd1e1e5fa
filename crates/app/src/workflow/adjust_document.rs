//! Adjusting stock by a document that says whom it concerns. The adjusting itself is `adjust_stock`.

use domain::amount::Quantity;
use domain::ids::{LocationId, OrganizationId, PartyId, ProductId, SkuId, StockOperationId};
use domain::orders::SkuReference;
use domain::page::{Page, PageRequest};
use domain::refusal::{Entity, Field, InvalidField, Problem, Refusal};
use domain::stock::{AdjustReason, Balance, StatedCosts};
use store::stock_operations;

pub use store::stock_operations::{AdjustmentFilter, StockDocument, StockDocumentLine};

use super::adjust_stock::{AdjustStock, StockTarget};
use super::place_sale::place_of_sale;
use crate::context::Context;
use crate::execute::Command;
use crate::failure::Failure;
use crate::reader::Reader;

/// Sets what is available of products at the counter.
#[derive(Debug, Clone)]
pub struct AdjustByDocument {
    /// Why.
    pub reason: AdjustReason,
    /// Whom it concerns.
    pub party: Option<PartyId>,
    /// What else is to be said.
    pub note: Option<String>,
    /// Words by which it is found.
    pub tags: Vec<String>,
    /// What is to be available of each product's first sku.
    pub targets: Vec<(ProductId, Quantity)>,
}

impl Command for AdjustByDocument {
    type Done = StockOperationId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<StockOperationId, Failure> {
        let account = cx.account();
        let (organization, location) = place_of_sale(cx)?;
        let mut invalid = Vec::new();
        if let Some(id) = self.party
            && store::parties::find(cx.tx, account, id)?.is_none_or(|party| party.deleted_at.is_some())
        {
            invalid.push(InvalidField::new(Field::Party, Problem::Unknown));
        }
        let products: Vec<ProductId> = self.targets.iter().map(|(product, _)| *product).collect();
        let known = store::skus::of_products(cx.tx, account, &products)?;
        let mut targets = Vec::with_capacity(products.len());
        for (index, (product, available)) in self.targets.iter().enumerate() {
            match known.iter().find(|sku| sku.product == *product) {
                Some(sku) => targets.push(StockTarget {
                    sku: SkuReference::Id(sku.id),
                    lot: None,
                    available: *available,
                    costs: StatedCosts::default(),
                }),
                None => invalid.push(InvalidField::at(Field::Product, index, Problem::Unknown)),
            }
        }
        Refusal::unless_empty(invalid)?;
        let adjust = AdjustStock {
            organization,
            location,
            reason: self.reason,
            note: self.note.clone(),
            targets,
        };
        let operation = adjust.run(cx)?.operation;
        stock_operations::describe(cx.tx, account, operation, self.party, &self.tags)?;
        Ok(operation)
    }
}

impl Reader<'_, '_> {
    /// One adjustment, and what it moved.
    ///
    /// # Errors
    /// Not found in this account.
    pub fn stock_adjustment(
        &mut self,
        id: StockOperationId,
    ) -> Result<(StockDocument, Vec<StockDocumentLine>), Failure> {
        let document = stock_operations::find_adjustment(self.tx, self.account, id)?
            .ok_or_else(|| Failure::not_found(Entity::StockOperation, id))?;
        let lines = stock_operations::lines_of(self.tx, self.account, id)?;
        Ok((document, lines))
    }

    /// A page of adjustments.
    ///
    /// # Errors
    /// A broken store.
    pub fn stock_adjustments(
        &mut self,
        filter: &AdjustmentFilter,
        newest_first: bool,
        page: PageRequest,
    ) -> Result<Page<StockDocument>, Failure> {
        Ok(stock_operations::adjustments(
            self.tx,
            self.account,
            filter,
            newest_first,
            page,
        )?)
    }

    /// The shelves of these skus in a place.
    ///
    /// # Errors
    /// A broken store.
    pub fn shelves_at(&mut self, location: LocationId, skus: &[SkuId]) -> Result<Vec<Balance>, Failure> {
        Ok(store::stock::at(self.tx, self.account, location, skus)?)
    }

    /// Where the counter sells from: this organization's first place, or the account's.
    ///
    /// # Errors
    /// A broken store.
    pub fn counter_place(
        &mut self,
        organization: Option<OrganizationId>,
    ) -> Result<Option<(OrganizationId, LocationId)>, Failure> {
        Ok(store::locations::first_place(self.tx, self.account, organization)?)
    }
}
