//! Taking products and skus out of the catalogue.
//!
//! The one rule to know: what a store sells, or what still lies somewhere, stays; what was sold once stays readable.

use domain::events::{Event, EventKind};
use domain::ids::{ProductId, SkuId};
use domain::refusal::{Entity, Refusal};
use store::{products, skus, stock, store_products};

use super::variations::check_not_frozen;
use super::views;
use crate::context::Context;
use crate::execute::Command;
use crate::failure::Failure;
use crate::outbox;

/// Takes a product with all its skus out of the catalogue.
#[derive(Debug, Clone, Copy)]
pub struct RemoveProduct {
    /// Which.
    pub product: ProductId,
}

impl Command for RemoveProduct {
    type Done = ();

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<(), Failure> {
        let account = cx.account();
        let offer = views::find(cx.tx, account, self.product)?;
        let ids: Vec<SkuId> = offer.skus.iter().map(|sku| sku.id).collect();
        if is_used(cx, &ids)? {
            return Err(in_use(Entity::Product, self.product));
        }
        products::delete(cx.tx, account, self.product, cx.now)?;
        let mut events = vec![(Entity::Product, self.product.raw())];
        for id in ids {
            skus::delete(cx.tx, account, id, cx.now)?;
            events.push((Entity::Sku, id.raw()));
        }
        tell(cx, &events)
    }
}

/// Takes one of the skus by which a product differs out of the catalogue.
#[derive(Debug, Clone, Copy)]
pub struct DeleteVariation {
    /// Which.
    pub sku: SkuId,
}

impl Command for DeleteVariation {
    type Done = ();

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<(), Failure> {
        let account = cx.account();
        let (offer, sku) = views::find_variation(cx.tx, account, self.sku)?;
        check_not_frozen(cx, &offer)?;
        if is_used(cx, &[sku.id])? {
            return Err(in_use(Entity::Sku, sku.id));
        }
        skus::delete(cx.tx, account, sku.id, cx.now)?;
        tell(cx, &[(Entity::Sku, sku.id.raw())])
    }
}

/// Whether a store sells one of these skus, or something of it lies or is promised somewhere.
fn is_used(cx: &mut Context<'_, '_>, skus: &[SkuId]) -> Result<bool, Failure> {
    let account = cx.account();
    if !store_products::of_skus(cx.tx, account, skus)?.is_empty() {
        return Ok(true);
    }
    let balances = stock::of_skus(cx.tx, account, skus)?;
    Ok(balances
        .iter()
        .any(|balance| !balance.on_hand.is_zero() || !balance.reserved.is_zero()))
}

fn in_use(entity: Entity, key: impl ToString) -> Failure {
    let key = key.to_string();
    Refusal::InUse { entity, key }.into()
}

fn tell(cx: &mut Context<'_, '_>, gone: &[(Entity, i64)]) -> Result<(), Failure> {
    let event = |(entity, entity_id): &(Entity, i64)| Event {
        entity: *entity,
        entity_id: *entity_id,
        organization: None,
        kind: EventKind::Deleted,
    };
    let events: Vec<Event> = gone.iter().map(event).collect();
    outbox::emit(cx, &events)
}
