//! Keeping a product together with what belongs to it elsewhere: what the shop keeps of it, its tags, the calling face's own
//! fields and what is available of it at the counter, all in one transaction. And removing products and categories.
//!
//! The one rule to know: what is available is set by an adjustment of the difference, never written over.

use domain::amount::Quantity;
use domain::catalog::ProductTermsChange;
use domain::events::{Event, EventKind};
use domain::ids::{CategoryId, ProductId};
use domain::orders::SkuReference;
use domain::page::{Page, PageRequest};
use domain::refusal::{Entity, Refusal};
use domain::stock::{AdjustReason, Balance, StatedCosts};
use store::tags::Tagged;
use store::{categories, products, skus};

use super::{CreateProduct, UpdateProduct, product_terms};
use crate::context::Context;
use crate::execute::Command;
use crate::extras::ExtrasEdit;
use crate::failure::Failure;
use crate::finance::OrderedBy;
use crate::outbox;
use crate::reader::Reader;
use crate::workflow::adjust_stock::{AdjustStock, StockTarget};
use crate::workflow::place_sale::place_of_sale;

pub use store::categories::CategoryColumn;

/// Adds or changes a product with what belongs to it.
#[derive(Debug, Clone)]
pub struct KeepProduct {
    /// The product itself.
    pub write: WriteProduct,
    /// What becomes of what the shop keeps of it.
    pub terms: ProductTermsChange,
    /// Words by which it is found again, in place of those it had; `None` leaves them.
    pub tags: Option<Vec<String>>,
    /// What becomes of the calling face's own fields.
    pub extras: Option<ExtrasEdit>,
    /// What is to be available of its first sku at the counter; of a product whose stock is not counted it means nothing.
    pub available: Option<Quantity>,
}

/// Whether a product is added or changed.
#[derive(Debug, Clone)]
pub enum WriteProduct {
    /// It is new.
    Create(Box<CreateProduct>),
    /// It is there; `None` changes nothing of the product itself.
    Update(ProductId, Option<Box<UpdateProduct>>),
}

impl Command for KeepProduct {
    type Done = ProductId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<ProductId, Failure> {
        let account = cx.account();
        let id = match &self.write {
            WriteProduct::Create(create) => create.run(cx)?,
            WriteProduct::Update(id, Some(update)) => {
                update.run(cx)?;
                *id
            }
            WriteProduct::Update(id, None) => {
                if self.says_more() {
                    products::touch(cx.tx, account, *id, cx.now)?;
                    tell(cx, *id)?;
                }
                *id
            }
        };
        let product = products::find(cx.tx, account, id)?.ok_or_else(|| Failure::not_found(Entity::Product, id))?;
        product_terms::change(cx, id, &self.terms)?;
        if let Some(tags) = &self.tags {
            store::tags::replace(cx.tx, account, Tagged::Product, id.raw(), tags)?;
        }
        if let Some(edit) = &self.extras {
            let face = cx.call.face;
            let mut kept = products::extras(cx.tx, account, face, &[id])?
                .pop()
                .map(|(_, extras)| extras);
            edit.apply(&mut kept);
            products::set_extras(cx.tx, account, id, face, kept.as_deref())?;
        }
        if let Some(available) = self.available
            && product.controls_stock
        {
            set_available(cx, id, available)?;
        }
        Ok(id)
    }
}

impl KeepProduct {
    /// Whether anything beside the product itself and its stock is said.
    fn says_more(&self) -> bool {
        self.terms != ProductTermsChange::default() || self.tags.is_some() || self.extras.is_some()
    }
}

/// Tells that a product changed of which only what belongs to it did.
///
/// # Errors
/// A broken store.
pub(crate) fn tell(cx: &mut Context<'_, '_>, id: ProductId) -> Result<(), Failure> {
    let event = Event {
        entity: Entity::Product,
        entity_id: id.raw(),
        organization: None,
        kind: EventKind::Updated,
    };
    outbox::emit(cx, &[event])
}

fn set_available(cx: &mut Context<'_, '_>, id: ProductId, available: Quantity) -> Result<(), Failure> {
    let account = cx.account();
    let Some(sku) = skus::of_products(cx.tx, account, &[id])?.into_iter().next() else {
        return Ok(());
    };
    let (organization, location) = place_of_sale(cx)?;
    let held = store::stock::at(cx.tx, account, location, &[sku.id])?;
    // In all its lots together.
    if Quantity::checked_sum(held.iter().map(Balance::available)) == Some(available) {
        return Ok(());
    }
    let adjust = AdjustStock {
        organization,
        location,
        reason: AdjustReason::BalanceSet,
        note: None,
        targets: vec![StockTarget {
            sku: SkuReference::Id(sku.id),
            lot: None,
            available,
            costs: StatedCosts::default(),
        }],
    };
    adjust.run(cx).map(drop)
}

/// Removes a product; what was sold of it stays readable, and its code stays used.
#[derive(Debug, Clone, Copy)]
pub struct DeleteProduct(pub ProductId);

impl Command for DeleteProduct {
    type Done = ProductId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<ProductId, Failure> {
        let account = cx.account();
        let product =
            products::find(cx.tx, account, self.0)?.ok_or_else(|| Failure::not_found(Entity::Product, self.0))?;
        products::delete(cx.tx, account, self.0, cx.now)?;
        let event = Event {
            entity: Entity::Product,
            entity_id: self.0.raw(),
            organization: product.organization,
            kind: EventKind::Deleted,
        };
        outbox::emit(cx, &[event])?;
        Ok(self.0)
    }
}

/// Removes a category that nothing is in.
#[derive(Debug, Clone, Copy)]
pub struct DeleteCategory(pub CategoryId);

impl Command for DeleteCategory {
    type Done = CategoryId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<CategoryId, Failure> {
        let account = cx.account();
        let category =
            categories::find(cx.tx, account, self.0)?.ok_or_else(|| Failure::not_found(Entity::Category, self.0))?;
        if categories::is_used(cx.tx, account, self.0)? {
            return Err(Refusal::InUse {
                entity: Entity::Category,
                key: self.0.to_string(),
            }
            .into());
        }
        categories::delete(cx.tx, account, self.0, cx.now)?;
        let event = Event {
            entity: Entity::Category,
            entity_id: self.0.raw(),
            organization: category.organization,
            kind: EventKind::Deleted,
        };
        outbox::emit(cx, &[event])?;
        Ok(self.0)
    }
}

impl Reader<'_, '_> {
    /// A page of the categories whose name contains the text, and how many there are.
    ///
    /// # Errors
    /// A broken store.
    pub fn categories_that_fit(
        &mut self,
        text: Option<&str>,
        order: OrderedBy<CategoryColumn>,
        page: PageRequest,
    ) -> Result<Page<domain::catalog::Category>, Failure> {
        Ok(categories::search(self.tx, self.account, text, order, page)?)
    }
}
