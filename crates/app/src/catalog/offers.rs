//! Products as a franchise's catalogue has them: one price and one code each, and skus that may inherit both.
//!
//! Not products with all their skus at once (`create_product.rs`, `update_product.rs`), which these use cases end in.
//!
//! The one rule to know: a product whose skus do not differ has one sku, and its price and measures are that sku's.

mod create;
mod remove;
mod update;
mod variations;
mod views;

pub(crate) use views::{find, views};

pub use create::{CategoryChoice, CreateOffer};
pub use remove::{DeleteVariation, RemoveProduct};
pub use update::{OfferChange, UpdateOffer};
pub use variations::{CreateVariation, UpdateVariation, VariationChange};
pub use views::{OfferView, VariationView};

use domain::amount::Quantity;
use domain::catalog::{EnablingFacts, Product, check_chosen_code, check_enabling, fills_every_axis};
use domain::ids::ProductId;
use domain::refusal::{Field, Problem};
use store::counters::{self, Counter};
use store::{attribute_values, images, products, skus};

use super::settings;
use crate::context::Context;
use crate::failure::Failure;

/// Measures of a product or sku; none where nothing is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Measures {
    /// Width in metres.
    pub width: Option<Quantity>,
    /// Height in metres.
    pub height: Option<Quantity>,
    /// Length in metres.
    pub length: Option<Quantity>,
    /// Weight in kilograms.
    pub weight: Option<Quantity>,
}

/// The code that somebody chose, or an automatic one that nobody has.
fn code(cx: &mut Context<'_, '_>, chosen: Option<&str>, automatic_prefix: &str) -> Result<String, Failure> {
    if let Some(code) = chosen.map(str::trim).filter(|code| !code.is_empty()) {
        check_chosen_code(code, automatic_prefix)?;
        if is_used(cx, code)? {
            return Err(Failure::invalid(Field::SkuCode, Problem::Taken));
        }
        return Ok(code.to_owned());
    }
    let account = cx.account();
    loop {
        let number = counters::next(cx.tx, account, Counter::AutomaticCode)?;
        let code = format!("{automatic_prefix}{number}");
        // Through other faces anybody may have chosen it.
        if !is_used(cx, &code)? {
            return Ok(code);
        }
    }
}

/// Whether a product or a sku has the code, deleted ones too.
fn is_used(cx: &mut Context<'_, '_>, code: &str) -> Result<bool, Failure> {
    let account = cx.account();
    Ok(!products::owners_of_codes(cx.tx, account, &[code])?.is_empty()
        || !skus::owners_of_codes(cx.tx, account, &[code])?.is_empty())
}

/// Refuses the name of another product.
fn check_name(cx: &mut Context<'_, '_>, name: &str, own: Option<ProductId>) -> Result<(), Failure> {
    let account = cx.account();
    match products::find_by_name(cx.tx, account, name.trim())? {
        Some(other) if Some(other) != own => Err(Failure::invalid(Field::Name, Problem::Taken)),
        Some(_) | None => Ok(()),
    }
}

/// Refuses to put a product on sale that the account does not want there yet.
fn check_on_sale(cx: &mut Context<'_, '_>, product: &Product, is_variable: bool) -> Result<(), Failure> {
    let account = cx.account();
    let settings = settings::read(cx)?;
    if !settings.enabling_needs_image {
        return Ok(());
    }
    let found = skus::of_products(cx.tx, account, &[product.id])?;
    let of_product = attribute_values::of_product(cx.tx, account, product.id)?;
    let of_skus = attribute_values::of_skus_of(cx.tx, account, product.id)?;
    let filled = found.iter().filter(|sku| sku.active).all(|sku| {
        let own: Vec<_> = of_skus
            .iter()
            .filter(|value| value.sku == Some(sku.id))
            .cloned()
            .collect();
        fills_every_axis(&of_product, &own)
    });
    let facts = EnablingFacts {
        settings,
        skus: &found,
        is_variable,
        has_image: !images::of_products(cx.tx, account, &[product.id])?.is_empty(),
        every_axis_is_filled: filled,
    };
    Ok(check_enabling(product, &facts)?)
}
