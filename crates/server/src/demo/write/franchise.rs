//! Writes what each shop makes of the catalogue: which products it has taken up, at a price of its own or the matriz's.
//!
//! Not stock: goods come with the history.
//!
//! The one rule to know: the first shop keeps the catalogue's prices, the second is dearer, the third has them on
//! promotion, so that each way of pricing can be seen.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use app::store_products::CreateStoreProduct;
use app::{Command, Context, Failure};
use domain::amount::{Quantity, UnitPrice};
use domain::ids::{OrganizationId, SkuId};
use jiff::Timestamp;

use super::company::Company;
use super::{Writing, inside, price};
use crate::demo::shops::SHOPS;
use crate::demo::world::SkuPlan;
use crate::progress::Progress;
use crate::refusals::explain;

/// Every so many products, one is taken up; the first is.
const EVERY: usize = 8;
/// Store products of one transaction.
const STORE_PRODUCTS: usize = 200;
/// The price of the second shop, and the third's promotional one, in hundredths of the catalogue's.
const DEARER_PERCENT: i64 = 106;
const PROMOTION_PERCENT: i64 = 90;

/// A sku and the shop that takes it up.
#[derive(Debug, Clone)]
struct Taken {
    organization: OrganizationId,
    sku: SkuId,
    price: Option<UnitPrice>,
    promotional_price: Option<UnitPrice>,
}

pub(super) fn write(writing: &Writing, company: &Company, progress: &Progress) -> anyhow::Result<()> {
    let plans: Vec<&SkuPlan> = writing
        .world
        .products
        .iter()
        .step_by(EVERY)
        .flat_map(|product| &product.skus)
        .collect();
    let numbers = numbers(writing, &plans)?;
    let mut taken = Vec::new();
    for (shop, organization) in SHOPS.iter().enumerate() {
        for plan in &plans {
            let sku = numbers.get(&plan.code).copied();
            let sku = sku.ok_or_else(|| anyhow::anyhow!("sku {} is gone", plan.code))?;
            taken.push(take_up(shop, company.organizations[*organization], sku, plan));
        }
    }
    let taken = Arc::new(taken);
    let at = writing.set_up_at;
    writing.in_batches(("store products", taken.len(), STORE_PRODUCTS), progress, |range| {
        TakeUp {
            taken: Arc::clone(&taken),
            range,
            at,
        }
    })?;
    Ok(())
}

fn take_up(shop: usize, organization: OrganizationId, sku: SkuId, plan: &SkuPlan) -> Taken {
    let percent = |percent: i64| price(plan.price_cents * percent / 100);
    let (price, promotional_price) = match shop {
        0 => (None, None),
        1 => (Some(percent(DEARER_PERCENT)), None),
        _ => (Some(percent(100)), Some(percent(PROMOTION_PERCENT))),
    };
    Taken {
        organization,
        sku,
        price,
        promotional_price,
    }
}

/// The numbers of these skus, by code.
fn numbers(writing: &Writing, plans: &[&SkuPlan]) -> anyhow::Result<BTreeMap<String, SkuId>> {
    let codes: Vec<String> = plans.iter().map(|plan| plan.code.clone()).collect();
    let found = writing
        .app
        .read_blocking(&writing.call, move |reader| reader.skus_by_codes(&codes));
    let found = found.map_err(explain)?;
    Ok(found.into_iter().map(|view| (view.sku.code, view.sku.id)).collect())
}

/// Some of the store products, in one transaction.
struct TakeUp {
    taken: Arc<Vec<Taken>>,
    range: Range<usize>,
    at: Timestamp,
}

impl Command for TakeUp {
    type Done = ();

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<(), Failure> {
        for taken in &self.taken[self.range.clone()] {
            let product = CreateStoreProduct {
                organization: taken.organization,
                product: None,
                sku: Some(taken.sku),
                complement: None,
                description: None,
                price: taken.price,
                promotional_price: taken.promotional_price,
                quantity: Quantity::ZERO,
                display_order: None,
                enabled: true,
            };
            inside(cx, self.at, &product)?;
        }
        Ok(())
    }
}
