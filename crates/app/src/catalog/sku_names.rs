//! The names of skus that nobody chose: they follow the product's name and the options, as these change one by one.
//!
//! Not the names that a product's skus begin with (`create_product.rs`), nor what a name is made of, which is
//! `domain::catalog`.
//!
//! The one rule to know: a name that somebody chose stays.

use std::collections::BTreeMap;

use domain::catalog::name_that_follows;
use domain::ids::{ProductId, SkuId};
use store::{products, skus};

use crate::context::Context;
use crate::failure::Failure;

/// What the skus of a product are called after, at one time.
pub(super) struct CalledAfter {
    product: String,
    options: BTreeMap<SkuId, Vec<String>>,
}

impl CalledAfter {
    /// What they are called after now.
    pub(super) fn now(cx: &mut Context<'_, '_>, product: ProductId) -> Result<Self, Failure> {
        let account = cx.account();
        let found = products::find(cx.tx, account, product)?;
        let of_product = skus::of_products(cx.tx, account, &[product])?;
        let ids: Vec<SkuId> = of_product.iter().map(|sku| sku.id).collect();
        let mut options: BTreeMap<SkuId, Vec<String>> = BTreeMap::new();
        for (sku, option, [_, value]) in skus::named_options_of(cx.tx, account, &ids)? {
            if !option.is_additional {
                options.entry(sku).or_default().push(value);
            }
        }
        Ok(Self {
            product: found.map(|product| product.name).unwrap_or_default(),
            options,
        })
    }

    fn of(&self, sku: SkuId) -> Vec<&str> {
        let options = self.options.get(&sku).into_iter().flatten();
        options.map(String::as_str).collect()
    }

    /// Calls the product's skus after what holds now, but for those whose name was chosen.
    pub(super) fn follow(self, cx: &mut Context<'_, '_>, product: ProductId) -> Result<(), Failure> {
        let account = cx.account();
        let now = Self::now(cx, product)?;
        for mut sku in skus::of_products(cx.tx, account, &[product])? {
            let was = (self.product.as_str(), &*self.of(sku.id));
            let is = (now.product.as_str(), &*now.of(sku.id));
            if let Some(name) = name_that_follows(&sku.name, was, is) {
                sku.name = name;
                sku.updated_at = cx.now;
                skus::update(cx.tx, account, &sku)?;
            }
        }
        Ok(())
    }
}
