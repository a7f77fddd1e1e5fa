//! The values of attributes one by one: what a product is, by what its skus differ, and what each sku is.
//!
//! Not the writing of a whole product with its options (`create_product.rs`, `update_product.rs`).
//!
//! The one rule to know: the rules are `domain::catalog::values`; here is what they are judged by.

use domain::catalog::{AttributeValue, ValueFacts, check_axis_removal, check_value};
use domain::change::Change;
use domain::events::{Event, EventKind};
use domain::ids::{AttributeId, AttributeOptionId, AttributeValueId, ProductId, SkuId};
use domain::page::PageRequest;
use domain::refusal::{Entity, Field, Problem};
use store::counters::{self, Counter};
use store::{attribute_values, attributes, products, skus};

use super::sku_names::CalledAfter;
use crate::context::Context;
use crate::execute::Command;
use crate::failure::Failure;
use crate::outbox;
use crate::reader::Reader;

/// Says what an attribute is for a product or one of its skus.
#[derive(Debug, Clone)]
pub struct CreateAttributeValue {
    /// The attribute.
    pub attribute: AttributeId,
    /// Which of its options; a product without one has skus that differ by it.
    pub option: Option<AttributeOptionId>,
    /// The product; may be left out where the sku is named.
    pub product: Option<ProductId>,
    /// The sku.
    pub sku: Option<SkuId>,
}

impl Command for CreateAttributeValue {
    type Done = AttributeValueId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<AttributeValueId, Failure> {
        let account = cx.account();
        let product = owner(cx, self.product, self.sku)?;
        let mut value = AttributeValue {
            id: AttributeValueId::from_raw(0),
            attribute: self.attribute,
            option: self.option,
            text_value: None,
            product,
            sku: self.sku,
            created_at: cx.now,
            updated_at: cx.now,
        };
        check_value(&value, &facts(cx, &value)?)?;
        value.id = AttributeValueId::from_raw(counters::next(cx.tx, account, Counter::AttributeValue)?);
        let names = CalledAfter::now(cx, value.product)?;
        attribute_values::insert(cx.tx, account, &value)?;
        names.follow(cx, value.product)?;
        emit(cx, &value, EventKind::Created)?;
        Ok(value.id)
    }
}

/// Changes a value; what is not named stays. Whose value it is never changes.
#[derive(Debug, Clone)]
pub struct UpdateAttributeValue {
    /// Which.
    pub value: AttributeValueId,
    /// The attribute.
    pub attribute: Option<AttributeId>,
    /// Which of its options.
    pub option: Change<AttributeOptionId>,
    /// Whose it is said to be; must be whose it is.
    pub product: Option<ProductId>,
    /// Whose it is said to be; must be whose it is.
    pub sku: Change<SkuId>,
}

impl Command for UpdateAttributeValue {
    type Done = AttributeValueId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<AttributeValueId, Failure> {
        let account = cx.account();
        let before = find(cx, self.value)?;
        let mut after = before.clone();
        let mut sku = before.sku;
        self.sku.apply(&mut sku);
        if sku != before.sku {
            return Err(Failure::invalid(Field::Sku, Problem::NotAllowed));
        }
        if self.product.is_some_and(|product| product != before.product) {
            return Err(Failure::invalid(Field::Product, Problem::NotAllowed));
        }
        after.attribute = self.attribute.unwrap_or(after.attribute);
        self.option.apply(&mut after.option);
        if after.option.is_some() || after.attribute != before.attribute {
            after.text_value = None;
        }
        if after == before {
            return Ok(before.id);
        }
        check_value(&after, &facts(cx, &after)?)?;
        if before.is_axis() && !after.is_axis_of(before.attribute) {
            let skus = attribute_values::of_skus_of(cx.tx, account, before.product)?;
            check_axis_removal(&before, &skus)?;
        }
        after.updated_at = cx.now;
        let names = CalledAfter::now(cx, after.product)?;
        attribute_values::update(cx.tx, account, &after)?;
        names.follow(cx, after.product)?;
        emit(cx, &after, EventKind::Updated)?;
        Ok(after.id)
    }
}

/// Takes a value away.
#[derive(Debug, Clone, Copy)]
pub struct DeleteAttributeValue {
    /// Which.
    pub value: AttributeValueId,
}

impl Command for DeleteAttributeValue {
    type Done = ();

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<(), Failure> {
        let account = cx.account();
        let value = find(cx, self.value)?;
        if value.is_axis() {
            let skus = attribute_values::of_skus_of(cx.tx, account, value.product)?;
            check_axis_removal(&value, &skus)?;
        }
        let names = CalledAfter::now(cx, value.product)?;
        attribute_values::delete(cx.tx, account, &value)?;
        names.follow(cx, value.product)?;
        emit(cx, &value, EventKind::Deleted)
    }
}

fn find(cx: &mut Context<'_, '_>, id: AttributeValueId) -> Result<AttributeValue, Failure> {
    let account = cx.account();
    attribute_values::find(cx.tx, account, id)?.ok_or_else(|| Failure::not_found(Entity::AttributeValue, id))
}

/// The product a value is of: the one named, or the named sku's.
fn owner(cx: &mut Context<'_, '_>, product: Option<ProductId>, sku: Option<SkuId>) -> Result<ProductId, Failure> {
    let account = cx.account();
    let of_sku = match sku {
        Some(sku) => {
            let found = skus::find_many(cx.tx, account, &[sku])?;
            let found = found.first().map(|sku| sku.product);
            Some(found.ok_or_else(|| Failure::invalid(Field::Sku, Problem::Unknown))?)
        }
        None => None,
    };
    match (product, of_sku) {
        (Some(product), Some(of_sku)) if product != of_sku => Err(Failure::invalid(Field::Sku, Problem::NotAllowed)),
        (_, Some(of_sku)) => Ok(of_sku),
        (Some(product), None) => match products::find(cx.tx, account, product)? {
            Some(product) => Ok(product.id),
            None => Err(Failure::invalid(Field::Product, Problem::Unknown)),
        },
        (None, None) => Err(Failure::invalid(Field::Product, Problem::Blank)),
    }
}

/// Everything a value is judged by.
fn facts(cx: &mut Context<'_, '_>, value: &AttributeValue) -> Result<ValueFacts, Failure> {
    let account = cx.account();
    let options: Vec<AttributeOptionId> = value.option.into_iter().collect();
    let option = attributes::find_options(cx.tx, account, &options)?;
    let rules = super::settings::read(cx)?;
    let product = products::find(cx.tx, account, value.product)?;
    let enabled = product.is_some_and(|product| product.is_enabled());
    Ok(ValueFacts {
        attribute: attributes::find(cx.tx, account, value.attribute)?.map(|attribute| attribute.applies_to),
        option_of: option.first().map(|option| option.attribute),
        of_product: attribute_values::of_product(cx.tx, account, value.product)?,
        of_skus: attribute_values::of_skus_of(cx.tx, account, value.product)?,
        frozen: enabled && rules.changes_need_disabling,
    })
}

fn emit(cx: &mut Context<'_, '_>, value: &AttributeValue, kind: EventKind) -> Result<(), Failure> {
    let event = |entity, entity_id, kind| Event {
        entity,
        entity_id,
        organization: None,
        kind,
    };
    // Whoever shows a sku shows what it is.
    let owner = match value.sku {
        Some(sku) => event(Entity::Sku, sku.raw(), EventKind::Updated),
        None => event(Entity::Product, value.product.raw(), EventKind::Updated),
    };
    outbox::emit(cx, &[event(Entity::AttributeValue, value.id.raw(), kind), owner])
}

impl Reader<'_, '_> {
    /// One value.
    ///
    /// # Errors
    /// `Refusal::NotFound`, or a broken store.
    pub fn attribute_value(&mut self, id: AttributeValueId) -> Result<AttributeValue, Failure> {
        attribute_values::find(self.tx, self.account, id)?.ok_or_else(|| Failure::not_found(Entity::AttributeValue, id))
    }

    /// A page of all values of products and skus, by number.
    ///
    /// # Errors
    /// A broken store.
    pub fn attribute_values(&mut self, page: PageRequest) -> Result<Vec<AttributeValue>, Failure> {
        Ok(attribute_values::list(self.tx, self.account, page)?)
    }

    /// The values of a product itself, by attribute; those of its skus are not among them.
    ///
    /// # Errors
    /// `Refusal::NotFound` for the product, or a broken store.
    pub fn attribute_values_of_product(&mut self, product: ProductId) -> Result<Vec<AttributeValue>, Failure> {
        if products::find(self.tx, self.account, product)?.is_none() {
            return Err(Failure::not_found(Entity::Product, product));
        }
        Ok(attribute_values::of_product(self.tx, self.account, product)?)
    }

    /// The values of a sku, by attribute; those its product has are not among them.
    ///
    /// # Errors
    /// `Refusal::NotFound` for the sku, or a broken store.
    pub fn attribute_values_of_sku(&mut self, sku: SkuId) -> Result<Vec<AttributeValue>, Failure> {
        if skus::find_many(self.tx, self.account, &[sku])?.is_empty() {
            return Err(Failure::not_found(Entity::Sku, sku));
        }
        Ok(attribute_values::of_sku(self.tx, self.account, sku)?)
    }
}
