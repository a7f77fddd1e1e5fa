//! Changing a product of a franchise's catalogue; what is not named stays.

use domain::amount::UnitPrice;
use domain::catalog::{PricePair, ProductDefaults, ProductStatus};
use domain::change::Change;
use domain::ids::ProductId;
use domain::refusal::{Field, Problem};
use store::{product_defaults, products};

use super::create::CategoryChoice;
use super::views::{self, OfferView};
use super::{check_name, check_on_sale, code};
use crate::catalog::categories;
use crate::catalog::sku_names::CalledAfter;
use crate::catalog::update_product::{ProductChange, SkuChange, UpdateProduct};
use crate::context::Context;
use crate::execute::Command;
use crate::failure::Failure;
use domain::amount::Quantity;

/// Changes a product.
#[derive(Debug, Clone)]
pub struct UpdateOffer {
    /// Which.
    pub product: ProductId,
    /// How.
    pub change: OfferChange,
    /// What automatic codes begin with, and chosen ones do not.
    pub automatic_prefix: &'static str,
}

/// What changes of a product; by default nothing.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs, reason = "each field changes the offer's field of the same name")]
pub struct OfferChange {
    pub name: Option<String>,
    pub category: Option<CategoryChoice>,
    pub complement: Change<String>,
    pub description: Change<String>,
    pub price: Option<UnitPrice>,
    pub promotional_price: Change<UnitPrice>,
    pub code: Option<String>,
    pub ean: Change<String>,
    pub width: Change<Quantity>,
    pub height: Change<Quantity>,
    pub length: Change<Quantity>,
    pub weight: Change<Quantity>,
    pub display_order: Change<i64>,
    pub is_variable: Option<bool>,
    pub enabled: Option<bool>,
}

impl Command for UpdateOffer {
    type Done = ProductId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<ProductId, Failure> {
        let account = cx.account();
        let before = views::find(cx.tx, account, self.product)?;
        let change = &self.change;
        if let Some(name) = &change.name {
            check_name(cx, name, Some(self.product))?;
        }
        let after = self.after(&before);
        PricePair {
            price: after.price,
            promotional: after.promotional_price,
            clears_price: false,
            sets_promotional: change.promotional_price.is_set(),
        }
        .check()?;
        if !after.is_variable && before.skus.len() > 1 {
            return Err(Failure::invalid(Field::Variable, Problem::NotAllowed));
        }
        let code = match change.code.as_deref().map(str::trim) {
            Some(new) if new != before.code => Some(code(cx, Some(new), self.automatic_prefix)?),
            Some(_) | None => None,
        };
        let category = match &change.category {
            None => Change::Keep,
            Some(CategoryChoice::Known(id)) => Change::Set(*id),
            Some(CategoryChoice::Path(path)) => Change::to(categories::at_path(cx, path)?),
        };
        let update = UpdateProduct {
            product: self.product,
            change: ProductChange {
                name: change.name.clone(),
                category,
                description: change.description.clone(),
                status: change.enabled.map(|enabled| match enabled {
                    true => ProductStatus::Active,
                    false => ProductStatus::Inactive,
                }),
                code: code.clone(),
                skus: only_sku(&before, &after, code),
                ..ProductChange::default()
            },
        };
        let names = CalledAfter::now(cx, self.product)?;
        update.run(cx)?;
        names.follow(cx, self.product)?;
        self.write(cx, &before, after)
    }
}

impl UpdateOffer {
    /// What is said of the product afterwards. Price and measures are put in for both kinds of product.
    fn after(&self, before: &OfferView) -> ProductDefaults {
        let change = &self.change;
        let mut after = ProductDefaults {
            is_variable: change.is_variable.unwrap_or(before.is_variable),
            ean: before.ean.clone(),
            price: change.price.or(before.price),
            promotional_price: before.promotional_price,
            width: before.measures.width,
            height: before.measures.height,
            length: before.measures.length,
            weight: before.measures.weight,
            ..before.defaults.clone()
        };
        change.complement.clone().apply(&mut after.complement);
        change.display_order.apply(&mut after.display_order);
        change.promotional_price.apply(&mut after.promotional_price);
        change.ean.clone().apply(&mut after.ean);
        change.width.apply(&mut after.width);
        change.height.apply(&mut after.height);
        change.length.apply(&mut after.length);
        change.weight.apply(&mut after.weight);
        after
    }

    fn write(
        &self,
        cx: &mut Context<'_, '_>,
        before: &OfferView,
        after: ProductDefaults,
    ) -> Result<ProductId, Failure> {
        let account = cx.account();
        let is_variable = after.is_variable;
        // What was the product itself becomes the first of its variations, and keeps to the product's price.
        if is_variable && !before.is_variable {
            for sku in &before.skus {
                product_defaults::set_inheriting(cx.tx, account, sku.id, true)?;
            }
        }
        if is_variable {
            let (price, promotional) = (after.price, after.promotional_price);
            product_defaults::hand_down_prices(cx.tx, account, self.product, price, promotional, cx.now)?;
            product_defaults::put(cx.tx, account, &after)?;
        } else {
            let said = ProductDefaults {
                complement: after.complement,
                display_order: after.display_order,
                ..ProductDefaults::of(self.product)
            };
            product_defaults::put(cx.tx, account, &said)?;
        }
        if let Some(product) = products::find(cx.tx, account, self.product)? {
            check_on_sale(cx, &product, is_variable)?;
        }
        Ok(self.product)
    }
}

/// The change of the only sku of a product whose skus do not differ; one that had none yet gets it.
fn only_sku(before: &OfferView, after: &ProductDefaults, code: Option<String>) -> Vec<SkuChange> {
    if after.is_variable {
        return Vec::new();
    }
    let only = before.skus.first();
    vec![SkuChange {
        id: only.map(|sku| sku.id),
        code: match (only, code) {
            (_, Some(code)) => Some(code),
            (Some(_), None) => None,
            (None, None) => Some(before.product.code.clone()),
        },
        ean: Change::to(after.ean.clone()),
        base_price: Change::to(after.price),
        promotional_price: Change::to(after.promotional_price),
        width: Change::to(after.width),
        height: Change::to(after.height),
        length: Change::to(after.length),
        weight: Change::to(after.weight),
        ..SkuChange::default()
    }]
}
