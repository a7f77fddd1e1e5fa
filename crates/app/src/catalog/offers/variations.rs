//! Adding and changing the skus by which a product differs.
//!
//! Not the options they differ by, which are said one by one (`attribute_values.rs`).

use domain::amount::{Quantity, UnitPrice};
use domain::catalog::PricePair;
use domain::change::Change;
use domain::ids::{ProductId, SkuId};
use domain::refusal::{Entity, Field, Problem, Refusal};
use store::{product_defaults, skus};

use super::views::{self, OfferView};
use super::{Measures, code};
use crate::catalog::settings;
use crate::catalog::update_product::{ProductChange, SkuChange, UpdateProduct};
use crate::context::Context;
use crate::execute::Command;
use crate::failure::Failure;

/// Adds a sku to a product whose skus differ.
#[derive(Debug, Clone)]
pub struct CreateVariation {
    /// The product.
    pub product: ProductId,
    /// Its code; without one it gets an automatic one.
    pub code: Option<String>,
    /// What automatic codes begin with, and chosen ones do not.
    pub automatic_prefix: &'static str,
    /// Its barcode.
    pub ean: Option<String>,
    /// Its price; without one the product's.
    pub price: Option<UnitPrice>,
    /// Its price on promotion, where it has a price of its own.
    pub promotional_price: Option<UnitPrice>,
    /// Its measures.
    pub measures: Measures,
    /// Whether it may be sold.
    pub enabled: bool,
}

impl Command for CreateVariation {
    type Done = SkuId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<SkuId, Failure> {
        let account = cx.account();
        let offer = views::find(cx.tx, account, self.product)?;
        if !offer.is_variable {
            return Err(Failure::invalid(Field::Variable, Problem::NotAllowed));
        }
        check_not_frozen(cx, &offer)?;
        PricePair {
            price: self.price,
            promotional: self.promotional_price,
            clears_price: false,
            sets_promotional: true,
        }
        .check()?;
        let code = code(cx, self.code.as_deref(), self.automatic_prefix)?;
        let inherits = self.price.is_none();
        let (price, promotional) = if inherits {
            (offer.defaults.price, offer.defaults.promotional_price)
        } else {
            (self.price, self.promotional_price)
        };
        let change = SkuChange {
            code: Some(code.clone()),
            ean: Change::to(self.ean.clone()),
            base_price: Change::to(price),
            promotional_price: Change::to(promotional),
            width: Change::to(self.measures.width),
            height: Change::to(self.measures.height),
            length: Change::to(self.measures.length),
            weight: Change::to(self.measures.weight),
            active: Some(self.enabled),
            ..SkuChange::default()
        };
        write(cx, self.product, change)?;
        let added = skus::find_many_by_code(cx.tx, account, &[&code])?.pop();
        let added = added.ok_or_else(|| Failure::not_found(Entity::Sku, &code))?.id;
        product_defaults::set_inheriting(cx.tx, account, added, inherits)?;
        Ok(added)
    }
}

/// Changes one of the skus by which a product differs.
#[derive(Debug, Clone)]
pub struct UpdateVariation {
    /// Which.
    pub sku: SkuId,
    /// How.
    pub change: VariationChange,
    /// What automatic codes begin with, and chosen ones do not.
    pub automatic_prefix: &'static str,
}

/// What changes of a sku; by default nothing.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs, reason = "each field changes the sku's field of the same name")]
pub struct VariationChange {
    /// Clearing it asks for an automatic one.
    pub code: Change<String>,
    pub ean: Change<String>,
    /// Clearing it takes the product's over again.
    pub price: Change<UnitPrice>,
    pub promotional_price: Change<UnitPrice>,
    pub width: Change<Quantity>,
    pub height: Change<Quantity>,
    pub length: Change<Quantity>,
    pub weight: Change<Quantity>,
    pub enabled: Option<bool>,
}

impl Command for UpdateVariation {
    type Done = SkuId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<SkuId, Failure> {
        let account = cx.account();
        let (offer, before) = views::find_variation(cx.tx, account, self.sku)?;
        check_not_frozen(cx, &offer)?;
        let change = &self.change;
        let inherited = !product_defaults::inheriting(cx.tx, account, &[self.sku])?.is_empty();
        let own = |price: Option<UnitPrice>| price.filter(|_| !inherited);
        let (mut price, mut promotional) = (own(before.base_price), own(before.promotional_price));
        change.price.apply(&mut price);
        change.promotional_price.apply(&mut promotional);
        PricePair {
            price,
            promotional,
            clears_price: change.price.is_clear(),
            sets_promotional: change.promotional_price.is_set(),
        }
        .check()?;
        let inherits = price.is_none();
        if inherits {
            (price, promotional) = (offer.defaults.price, offer.defaults.promotional_price);
        }
        let code = match &change.code {
            Change::Keep => None,
            Change::Set(code) if code.trim() == before.code => None,
            Change::Set(chosen) => Some(code(cx, Some(chosen), self.automatic_prefix)?),
            Change::Clear => Some(code(cx, None, self.automatic_prefix)?),
        };
        let sku_change = SkuChange {
            id: Some(self.sku),
            code,
            ean: change.ean.clone(),
            base_price: Change::to(price),
            promotional_price: Change::to(promotional),
            width: change.width,
            height: change.height,
            length: change.length,
            weight: change.weight,
            active: change.enabled,
            ..SkuChange::default()
        };
        write(cx, offer.product.id, sku_change)?;
        product_defaults::set_inheriting(cx.tx, account, self.sku, inherits)?;
        Ok(self.sku)
    }
}

/// Refuses to touch the skus of a product on sale where the account wants it taken off first.
pub(super) fn check_not_frozen(cx: &mut Context<'_, '_>, offer: &OfferView) -> Result<(), Failure> {
    let settings = settings::read(cx)?;
    if settings.changes_need_disabling && offer.product.is_enabled() {
        return Err(Refusal::StateForbids {
            entity: Entity::Sku,
            key: offer.product.id.to_string(),
        }
        .into());
    }
    Ok(())
}

fn write(cx: &mut Context<'_, '_>, product: ProductId, sku: SkuChange) -> Result<(), Failure> {
    let change = ProductChange {
        skus: vec![sku],
        ..ProductChange::default()
    };
    UpdateProduct { product, change }.run(cx).map(drop)
}
