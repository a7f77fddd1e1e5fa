//! Creating a product with its skus, attributes, images and prices, all or nothing.

use domain::amount::{Quantity, Rate, UnitPrice};
use domain::catalog::{
    AttributeOption, Product, ProductKind, ProductOption, ProductParts, ProductStatus, Sku, SkuOption, SkuParts,
    SupplierCode, Visibility,
};
use domain::events::{Event, EventKind};
use domain::ids::{AttributeOptionId, BrandId, CategoryId, OrganizationId, PartyId, PriceTableId, ProductId};
use domain::refusal::Entity;
use jiff::Timestamp;
use store::{images, products, skus};

use super::gather;
use super::write_sku::{self, Numbers};
use crate::context::Context;
use crate::execute::Command;
use crate::failure::Failure;
use crate::outbox;

/// Adds a product. Without a sku it gets one, with the product's code and name.
#[derive(Debug, Clone)]
pub struct CreateProduct {
    /// The organization it comes from.
    pub organization: Option<OrganizationId>,
    /// Where it stands in the category tree.
    pub category: Option<CategoryId>,
    /// Its brand.
    pub brand: Option<BrandId>,
    /// From whom it is usually bought.
    pub supplier: Option<PartyId>,
    /// Goods or service.
    pub kind: ProductKind,
    /// Its text code, unique in the account; without one it gets its number, or `P` and its number where that is used.
    pub code: Option<String>,
    /// Its name.
    pub name: String,
    /// Its description.
    pub description: Option<String>,
    /// The unit of measure.
    pub unit: String,
    /// Where it stands in its life.
    pub status: ProductStatus,
    /// Where it is offered.
    pub visibility: Visibility,
    /// Its tariff code, with or without punctuation.
    pub ncm: Option<String>,
    /// The exception to the tariff.
    pub ex_tipi: Option<String>,
    /// Its code under tax substitution, with or without punctuation.
    pub cest: Option<String>,
    /// The origin of the goods, 0 to 8.
    pub origin: Option<i64>,
    /// Whether its stock is counted; a service's never is.
    pub controls_stock: bool,
    /// Whether its stock is kept by lot.
    pub controls_lot: bool,
    /// Whether its lots expire.
    pub controls_expiry: bool,
    /// Its attributes.
    pub options: Vec<ProductOption>,
    /// Its images, in their order; those of one sku are with the sku.
    pub images: Vec<NewImage>,
    /// Its skus.
    pub skus: Vec<NewSku>,
}

/// A sku to be added.
#[derive(Debug, Clone)]
pub struct NewSku {
    /// Its text code, unique in the account; an only sku may do without and gets the product's.
    pub code: Option<String>,
    /// Its code in fiscal documents.
    pub fiscal_code: Option<String>,
    /// Its main barcode.
    pub ean: Option<String>,
    /// Its other barcodes.
    pub additional_eans: Vec<String>,
    /// Its name; without one it is called after the product and its options.
    pub name: Option<String>,
    /// Its description.
    pub description: Option<String>,
    /// Whether it may be sold.
    pub active: bool,
    /// Its width in metres.
    pub width: Option<Quantity>,
    /// Its height in metres.
    pub height: Option<Quantity>,
    /// Its length in metres.
    pub length: Option<Quantity>,
    /// Its weight in kilograms.
    pub weight: Option<Quantity>,
    /// Its price where no table says otherwise.
    pub base_price: Option<UnitPrice>,
    /// Its price while on promotion.
    pub promotional_price: Option<UnitPrice>,
    /// The options by which it differs.
    pub options: Vec<SkuOption>,
    /// What its suppliers call it.
    pub supplier_codes: Vec<SupplierCode>,
    /// Its own images.
    pub images: Vec<NewImage>,
    /// Its prices in price tables.
    pub prices: Vec<NewPrice>,
}

/// An image to be added: what is known about a file that is elsewhere.
#[derive(Debug, Clone, Default)]
pub struct NewImage {
    /// What it shows, in words.
    pub caption: String,
    /// The name of the file.
    pub name: String,
    /// Where it is.
    pub url: String,
    /// How large it is, in bytes; 0 when not known.
    pub size_bytes: i64,
    /// Whether it is the one to show when only one is shown.
    pub is_main: bool,
}

/// A price to be set in a table.
#[derive(Debug, Clone, Copy)]
pub struct NewPrice {
    /// The table.
    pub table: PriceTableId,
    /// The price before the discount.
    pub price: UnitPrice,
    /// What is taken off.
    pub discount: Rate,
}

impl CreateProduct {
    /// A product of which only the name is known: active, offered everywhere, in units, with counted stock.
    #[must_use]
    pub fn named(name: impl Into<String>) -> Self {
        Self {
            organization: None,
            category: None,
            brand: None,
            supplier: None,
            kind: ProductKind::Product,
            code: None,
            name: name.into(),
            description: None,
            unit: "UN".to_owned(),
            status: ProductStatus::Active,
            visibility: Visibility::Both,
            ncm: None,
            ex_tipi: None,
            cest: None,
            origin: None,
            controls_stock: true,
            controls_lot: false,
            controls_expiry: false,
            options: Vec::new(),
            images: Vec::new(),
            skus: Vec::new(),
        }
    }
}

impl Default for NewSku {
    /// An active sku of which nothing else is known.
    fn default() -> Self {
        Self {
            code: None,
            fiscal_code: None,
            ean: None,
            additional_eans: Vec::new(),
            name: None,
            description: None,
            active: true,
            width: None,
            height: None,
            length: None,
            weight: None,
            base_price: None,
            promotional_price: None,
            options: Vec::new(),
            supplier_codes: Vec::new(),
            images: Vec::new(),
            prices: Vec::new(),
        }
    }
}

impl Command for CreateProduct {
    type Done = ProductId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<ProductId, Failure> {
        let skus = if self.skus.is_empty() {
            &[NewSku::default()][..]
        } else {
            &self.skus
        };
        create(cx, self, skus)
    }
}

/// Adds a product with exactly these skus; of none it waits for its first.
pub(super) fn create(cx: &mut Context<'_, '_>, new: &CreateProduct, skus: &[NewSku]) -> Result<ProductId, Failure> {
    let images = new.images.len() + skus.iter().map(|sku| sku.images.len()).sum::<usize>();
    let prices = skus.iter().map(|sku| sku.prices.len()).sum();
    let (number, mut numbers) = Numbers::take(cx, 1, [skus.len(), images, prices])?;
    let id = ProductId::from_raw(number);

    let options = gather::options(cx, new.mentioned_options())?;
    let code = new.code(cx, id)?;
    let parts = new.parts(id, code, skus, &options, &mut numbers, cx.now);
    parts.check(&gather::facts(cx, &parts, &options)?)?;
    write(cx, &parts)?;
    Ok(id)
}

impl CreateProduct {
    fn mentioned_options(&self) -> impl Iterator<Item = &AttributeOptionId> {
        let of_skus = self
            .skus
            .iter()
            .flat_map(|sku| &sku.options)
            .map(|option| &option.option);
        self.options
            .iter()
            .filter_map(|option| option.option.as_ref())
            .chain(of_skus)
    }

    /// The code that was given, or one that is free.
    fn code(&self, cx: &mut Context<'_, '_>, id: ProductId) -> Result<String, Failure> {
        if let Some(code) = self.code.as_deref().map(str::trim).filter(|code| !code.is_empty()) {
            return Ok(code.to_owned());
        }
        let [first, second] = [id.to_string(), format!("P{id}")];
        let account = cx.account();
        let used = !products::owners_of_codes(cx.tx, account, &[&first])?.is_empty()
            || !skus::owners_of_codes(cx.tx, account, &[&first])?.is_empty();
        Ok(if used { second } else { first })
    }

    fn parts(
        &self,
        id: ProductId,
        code: String,
        given: &[NewSku],
        options: &[AttributeOption],
        numbers: &mut Numbers,
        now: Timestamp,
    ) -> ProductParts {
        let product = self.product(id, code, now);
        let mut images = numbers.images(id, None, &self.images, 0, now);
        let mut skus = Vec::with_capacity(given.len());
        for new in given {
            let mut parts = new.parts(&product, numbers, now);
            if given.len() == 1 && parts.sku.code.trim().is_empty() {
                parts.sku.code.clone_from(&product.code);
            }
            parts.normalize(&product.name, &option_values(&parts.options, options));
            images.extend(numbers.images(id, Some(parts.sku.id), &new.images, images.len(), now));
            skus.push(parts);
        }
        ProductParts {
            product,
            options: self.options.clone(),
            images,
            skus,
        }
    }

    fn product(&self, id: ProductId, code: String, now: Timestamp) -> Product {
        let mut product = Product {
            id,
            organization: self.organization,
            category: self.category,
            brand: self.brand,
            supplier: self.supplier,
            kind: self.kind,
            code,
            name: self.name.clone(),
            description: self.description.clone(),
            unit: self.unit.clone(),
            status: self.status,
            visibility: self.visibility,
            ncm: self.ncm.clone(),
            ex_tipi: self.ex_tipi.clone(),
            cest: self.cest.clone(),
            origin: self.origin,
            controls_stock: self.controls_stock,
            controls_lot: self.controls_lot,
            controls_expiry: self.controls_expiry,
            created_at: now,
            updated_at: now,
        };
        product.normalize();
        product
    }
}

impl NewSku {
    /// The sku under the next number, not normalized yet.
    fn parts(&self, product: &Product, numbers: &mut Numbers, now: Timestamp) -> SkuParts {
        let id = numbers.sku();
        let sku = Sku {
            id,
            product: product.id,
            code: self.code.clone().unwrap_or_default(),
            fiscal_code: self.fiscal_code.clone(),
            ean: self.ean.clone(),
            name: self.name.clone().unwrap_or_default(),
            description: self.description.clone(),
            active: self.active,
            width: self.width,
            height: self.height,
            length: self.length,
            weight: self.weight,
            base_price: self.base_price,
            promotional_price: self.promotional_price,
            created_at: now,
            updated_at: now,
        };
        let price = |new: &NewPrice| numbers.price(id, new.table, (new.price, new.discount), now);
        SkuParts {
            sku,
            additional_barcodes: self.additional_eans.clone(),
            options: self.options.clone(),
            supplier_codes: self.supplier_codes.clone(),
            prices: self.prices.iter().map(price).collect(),
        }
    }
}

/// The values of a sku's options that tell it apart, in the order given.
pub(super) fn option_values<'o>(chosen: &[SkuOption], options: &'o [AttributeOption]) -> Vec<&'o str> {
    let value = |chosen: &SkuOption| options.iter().find(|option| option.id == chosen.option);
    chosen
        .iter()
        .filter(|chosen| !chosen.is_additional)
        .filter_map(value)
        .map(|option| option.value.as_str())
        .collect()
}

fn write(cx: &mut Context<'_, '_>, parts: &ProductParts) -> Result<(), Failure> {
    let account = cx.account();
    products::insert(cx.tx, account, &parts.product)?;
    products::insert_options(cx.tx, account, parts.product.id, &parts.options, cx.now)?;
    images::insert_all(cx.tx, account, &parts.images)?;
    for sku in &parts.skus {
        write_sku::insert(cx.tx, account, sku)?;
    }
    let organization = parts.product.organization;
    let kind = EventKind::Created;
    let mut events = vec![Event {
        entity: Entity::Product,
        entity_id: parts.product.id.raw(),
        organization,
        kind,
    }];
    events.extend(
        parts
            .skus
            .iter()
            .map(|sku| write_sku::event(sku.sku.id, organization, kind)),
    );
    outbox::emit(cx, &events)
}
