//! What a store sells of the common catalogue, at its own price and from its own stock.
//!
//! Not the catalogue itself, and no second stock: how much a store has is what lies in its first warehouse.
//!
//! The one rule to know: setting how much there is moves the difference, as any other count does.

mod views;

pub use views::{StoreOrderView, StoreProductView};

use domain::amount::{Quantity, UnitPrice};
use domain::catalog::{PricePair, Sku, StoreProduct, TakingUp, check_stocked, fills_every_axis};
use domain::change::Change;
use domain::events::{Event, EventKind};
use domain::ids::{LocationId, OrganizationId, ProductId, SkuId, StoreProductId};
use domain::locations::LocationUsage;
use domain::orders::SkuReference;
use domain::page::PageRequest;
use domain::refusal::{Entity, Field, Problem, Refusal};
use domain::stock::{AdjustReason, StatedCosts};
use store::counters::{self, Counter};
use store::{Tx, attribute_values, locations, skus, stock, store_products};

use crate::catalog::offers;
use crate::context::Context;
use crate::execute::Command;
use crate::failure::Failure;
use crate::outbox;
use crate::workflow::adjust_stock::{AdjustStock, StockTarget};

/// Has a store take up a sku.
#[derive(Debug, Clone)]
pub struct CreateStoreProduct {
    /// The store.
    pub organization: OrganizationId,
    /// The product, whose only sku is meant unless one is named.
    pub product: Option<ProductId>,
    /// The sku, where the product's differ.
    pub sku: Option<SkuId>,
    /// More of its name.
    pub complement: Option<String>,
    /// Its description there.
    pub description: Option<String>,
    /// Its price there; without one the catalogue's.
    pub price: Option<UnitPrice>,
    /// Its price there on promotion.
    pub promotional_price: Option<UnitPrice>,
    /// How much there is.
    pub quantity: Quantity,
    /// Its place among others.
    pub display_order: Option<i64>,
    /// Whether the store sells it.
    pub enabled: bool,
}

impl Command for CreateStoreProduct {
    type Done = StoreProductId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<StoreProductId, Failure> {
        let account = cx.account();
        check_stocked(self.quantity)?;
        let sku = self.sku(cx)?;
        let id = StoreProductId::from_raw(counters::next(cx.tx, account, Counter::StoreProduct)?);
        let product = StoreProduct {
            id,
            organization: self.organization,
            sku,
            complement: self.complement.clone(),
            description: self.description.clone(),
            display_order: self.display_order,
            enabled: self.enabled,
            price: self.price,
            promotional_price: self.promotional_price,
            created_at: cx.now,
            updated_at: cx.now,
        };
        product.check(&PricePair {
            price: self.price,
            promotional: self.promotional_price,
            clears_price: false,
            sets_promotional: true,
        })?;
        store_products::insert(cx.tx, account, &product)?;
        set_price(cx, &product)?;
        tell(cx, &product, EventKind::Created)?;
        set_quantity(cx, self.organization, sku, self.quantity)?;
        Ok(id)
    }
}

impl CreateStoreProduct {
    /// The sku that is meant, if the store may take it up.
    fn sku(&self, cx: &mut Context<'_, '_>) -> Result<SkuId, Failure> {
        let account = cx.account();
        let unknown = |field| Failure::invalid(field, Problem::Unknown);
        let (product, named) = match (self.product, self.sku) {
            (None, None) => return Err(Failure::invalid(Field::Product, Problem::Blank)),
            (product, Some(id)) => {
                let found = skus::find_many(cx.tx, account, &[id])?.pop();
                let sku: Sku = found.ok_or_else(|| unknown(Field::Sku))?;
                if product.is_some_and(|product| product != sku.product) {
                    return Err(unknown(Field::Sku));
                }
                (sku.product, Some(sku))
            }
            (Some(product), None) => (product, None),
        };
        let offer = match offers::find(cx.tx, account, product) {
            Err(Failure::Refused(Refusal::NotFound { .. })) => return Err(unknown(Field::Product)),
            other => other?,
        };
        let sku = match (named, offer.skus.first()) {
            (Some(sku), _) => sku,
            (None, Some(only)) if !offer.is_variable => only.clone(),
            (None, _) => return Err(Failure::invalid(Field::Sku, Problem::Blank)),
        };
        let of_product = attribute_values::of_product(cx.tx, account, product)?;
        let of_sku = attribute_values::of_sku(cx.tx, account, sku.id)?;
        let stores = store_products::of_skus(cx.tx, account, &[sku.id])?;
        TakingUp {
            is_on_sale: offer.product.is_enabled() && sku.active,
            is_whole: !offer.is_variable || fills_every_axis(&of_product, &of_sku),
            is_taken_up: stores.iter().any(|other| other.organization == self.organization),
        }
        .check()?;
        Ok(sku.id)
    }
}

/// Changes what a store makes of a sku; what is not named stays.
#[derive(Debug, Clone)]
pub struct UpdateStoreProduct {
    /// The store.
    pub organization: OrganizationId,
    /// Which.
    pub id: StoreProductId,
    /// How.
    pub change: StoreProductChange,
}

/// What changes of a store's product; by default nothing.
#[derive(Debug, Clone, Default)]
#[allow(
    missing_docs,
    reason = "each field changes the store product's field of the same name"
)]
pub struct StoreProductChange {
    pub complement: Change<String>,
    pub description: Change<String>,
    pub price: Change<UnitPrice>,
    pub promotional_price: Change<UnitPrice>,
    /// How much there is to be.
    pub quantity: Option<Quantity>,
    pub display_order: Change<i64>,
    pub enabled: Option<bool>,
}

impl Command for UpdateStoreProduct {
    type Done = StoreProductId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<StoreProductId, Failure> {
        let account = cx.account();
        let change = &self.change;
        let before = find(cx, self.organization, self.id)?;
        let mut after = before.clone();
        change.complement.clone().apply(&mut after.complement);
        change.description.clone().apply(&mut after.description);
        change.price.apply(&mut after.price);
        change.promotional_price.apply(&mut after.promotional_price);
        change.display_order.apply(&mut after.display_order);
        let says_more = after != before || change.quantity.is_some();
        after.enabled = change.enabled.unwrap_or(after.enabled);
        let settings = crate::catalog::settings::read(cx)?;
        if settings.changes_need_disabling && before.enabled && after.enabled && says_more {
            return Err(Refusal::StateForbids {
                entity: Entity::StoreProduct,
                key: self.id.to_string(),
            }
            .into());
        }
        after.check(&PricePair {
            price: after.price,
            promotional: after.promotional_price,
            clears_price: change.price.is_clear(),
            sets_promotional: change.promotional_price.is_set(),
        })?;
        if let Some(quantity) = change.quantity {
            check_stocked(quantity)?;
        }
        if after != before {
            after.updated_at = cx.now;
            store_products::update(cx.tx, account, &after)?;
            set_price(cx, &after)?;
            tell(cx, &after, EventKind::Updated)?;
        }
        if let Some(quantity) = change.quantity {
            set_quantity(cx, self.organization, after.sku, quantity)?;
        }
        Ok(self.id)
    }
}

/// Has a store give up a sku that it never had an order for. What lies there stays.
#[derive(Debug, Clone, Copy)]
pub struct DeleteStoreProduct {
    /// The store.
    pub organization: OrganizationId,
    /// Which.
    pub id: StoreProductId,
}

impl Command for DeleteStoreProduct {
    type Done = ();

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<(), Failure> {
        let account = cx.account();
        let mut product = find(cx, self.organization, self.id)?;
        if store_products::has_orders(cx.tx, account, self.organization, product.sku)? {
            return Err(Refusal::InUse {
                entity: Entity::StoreProduct,
                key: self.id.to_string(),
            }
            .into());
        }
        store_products::delete(cx.tx, account, self.id)?;
        (product.price, product.promotional_price) = (None, None);
        set_price(cx, &product)?;
        tell(cx, &product, EventKind::Deleted)
    }
}

fn find(cx: &mut Context<'_, '_>, organization: OrganizationId, id: StoreProductId) -> Result<StoreProduct, Failure> {
    let account = cx.account();
    store_products::find(cx.tx, account, organization, id)?.ok_or_else(|| Failure::not_found(Entity::StoreProduct, id))
}

fn set_price(cx: &mut Context<'_, '_>, product: &StoreProduct) -> Result<(), Failure> {
    let (account, now) = (cx.account(), cx.now);
    let whose = (product.sku, product.organization);
    let (price, promotional) = (product.price, product.promotional_price);
    Ok(store_products::set_price(
        cx.tx,
        account,
        whose,
        price,
        promotional,
        now,
    )?)
}

/// Brings what is available of a sku in the store's warehouse to this figure.
fn set_quantity(
    cx: &mut Context<'_, '_>,
    organization: OrganizationId,
    sku: SkuId,
    quantity: Quantity,
) -> Result<(), Failure> {
    let account = cx.account();
    let location =
        warehouse(cx.tx, account, organization)?.ok_or_else(|| Failure::invalid(Field::Location, Problem::Unknown))?;
    let shelves = stock::of_skus(cx.tx, account, &[sku])?;
    let there = shelves.iter().filter(|balance| balance.location == location);
    let available = Quantity::checked_sum(there.map(domain::stock::Balance::available));
    if available == Some(quantity) {
        return Ok(());
    }
    let target = StockTarget {
        sku: SkuReference::Id(sku),
        lot: None,
        available: quantity,
        costs: StatedCosts::default(),
    };
    AdjustStock {
        organization,
        location,
        reason: AdjustReason::BalanceSet,
        note: None,
        targets: vec![target],
    }
    .run(cx)
    .map(drop)
}

/// Where a store's goods lie: the first of its warehouses from which goods are sold.
fn warehouse(
    tx: &mut Tx<'_>,
    account: domain::ids::AccountId,
    organization: OrganizationId,
) -> Result<Option<LocationId>, Failure> {
    const MOST: u32 = 100;
    let found = locations::list_warehouses_of(tx, account, organization, PageRequest::new(1, MOST, MOST))?;
    let sold_from = |usage: LocationUsage| match usage {
        LocationUsage::Normal => true,
        LocationUsage::Reverse => false,
    };
    Ok(found
        .into_iter()
        .find(|location| location.details.active && sold_from(location.details.usage))
        .map(|location| location.id))
}

fn tell(cx: &mut Context<'_, '_>, product: &StoreProduct, kind: EventKind) -> Result<(), Failure> {
    let event = |entity, entity_id, kind| Event {
        entity,
        entity_id,
        organization: Some(product.organization),
        kind,
    };
    let events = [
        event(Entity::StoreProduct, product.id.raw(), kind),
        event(Entity::Sku, product.sku.raw(), EventKind::Updated),
    ];
    outbox::emit(cx, &events)
}
