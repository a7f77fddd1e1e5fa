//! Adding a product to a franchise's catalogue.

use domain::amount::UnitPrice;
use domain::catalog::{PricePair, ProductDefaults, ProductStatus};
use domain::ids::{CategoryId, ProductId};
use store::{product_defaults, products};

use super::{Measures, check_name, check_on_sale, code};
use crate::catalog::categories;
use crate::catalog::create_product::{self, CreateProduct, NewSku};
use crate::context::Context;
use crate::execute::Command;
use crate::failure::Failure;

/// Where a product is put in the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CategoryChoice {
    /// In this category.
    Known(CategoryId),
    /// At the end of this path from the top; what of it does not exist is added.
    Path(Vec<String>),
}

/// Adds a product with its one price and code.
#[derive(Debug, Clone)]
pub struct CreateOffer {
    /// Its name, which no other product has.
    pub name: String,
    /// Where it stands.
    pub category: CategoryChoice,
    /// More of its name.
    pub complement: Option<String>,
    /// Its description.
    pub description: Option<String>,
    /// Its price.
    pub price: UnitPrice,
    /// Its price on promotion.
    pub promotional_price: Option<UnitPrice>,
    /// Its code; without one it gets an automatic one.
    pub code: Option<String>,
    /// What automatic codes begin with, and chosen ones do not.
    pub automatic_prefix: &'static str,
    /// Its barcode.
    pub ean: Option<String>,
    /// Its measures.
    pub measures: Measures,
    /// Its place among others.
    pub display_order: Option<i64>,
    /// Whether its skus differ; then it begins without any.
    pub is_variable: bool,
    /// Whether it is on sale; when nothing is said, unless the account wants a picture of it first.
    pub enabled: Option<bool>,
}

impl Command for CreateOffer {
    type Done = ProductId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<ProductId, Failure> {
        let account = cx.account();
        check_name(cx, &self.name, None)?;
        PricePair {
            price: Some(self.price),
            promotional: self.promotional_price,
            clears_price: false,
            sets_promotional: true,
        }
        .check()?;
        let code = code(cx, self.code.as_deref(), self.automatic_prefix)?;
        let category = match &self.category {
            CategoryChoice::Known(id) => Some(*id),
            CategoryChoice::Path(path) => categories::at_path(cx, path)?,
        };
        let settings = crate::catalog::settings::read(cx)?;
        let enabled = self.enabled.unwrap_or(!settings.enabling_needs_image);
        let new = CreateProduct {
            category,
            code: Some(code.clone()),
            description: self.description.clone(),
            status: if enabled {
                ProductStatus::Active
            } else {
                ProductStatus::Inactive
            },
            ..CreateProduct::named(self.name.clone())
        };
        let id = if self.is_variable {
            create_product::create(cx, &new, &[])?
        } else {
            create_product::create(cx, &new, &[self.sku(code)])?
        };
        product_defaults::put(cx.tx, account, &self.defaults(id))?;
        if let Some(product) = products::find(cx.tx, account, id)? {
            check_on_sale(cx, &product, self.is_variable)?;
        }
        Ok(id)
    }
}

impl CreateOffer {
    /// The one sku of a product whose skus do not differ.
    fn sku(&self, code: String) -> NewSku {
        NewSku {
            code: Some(code),
            ean: self.ean.clone(),
            base_price: Some(self.price),
            promotional_price: self.promotional_price,
            width: self.measures.width,
            height: self.measures.height,
            length: self.measures.length,
            weight: self.measures.weight,
            ..NewSku::default()
        }
    }

    fn defaults(&self, product: ProductId) -> ProductDefaults {
        let defaults = ProductDefaults {
            complement: self.complement.clone(),
            display_order: self.display_order,
            is_variable: self.is_variable,
            ..ProductDefaults::of(product)
        };
        if !self.is_variable {
            return defaults;
        }
        ProductDefaults {
            ean: self.ean.clone(),
            price: Some(self.price),
            promotional_price: self.promotional_price,
            width: self.measures.width,
            height: self.measures.height,
            length: self.measures.length,
            weight: self.measures.weight,
            ..defaults
        }
    }
}
