//! Making and writing skus with what hangs on them; shared by creating and changing a product.
//!
//! Not deciding: what is written here was checked as a whole before.

use domain::amount::{Rate, UnitPrice};
use domain::catalog::{Image, Price, SkuOption, SkuParts};
use domain::events::{Event, EventKind};
use domain::ids::{AccountId, AttributeId, ImageId, OrganizationId, PriceId, PriceTableId, ProductId, SkuId};
use domain::refusal::Entity;
use jiff::Timestamp;
use store::counters::{self, Counter};
use store::{StoreError, Tx, prices, products, skus};

use super::create_product::NewImage;
use crate::context::Context;
use crate::failure::Failure;

/// Numbers taken for one command, handed out in order.
#[derive(Debug)]
pub(super) struct Numbers {
    skus: i64,
    images: i64,
    prices: i64,
}

impl Numbers {
    /// Takes a product's number and as many of the others as the command needs, in one statement.
    pub(super) fn take(
        cx: &mut Context<'_, '_>,
        products: usize,
        [skus, images, prices]: [usize; 3],
    ) -> Result<(i64, Self), Failure> {
        let account = cx.account();
        let wanted = [
            (Counter::Product, products),
            (Counter::Sku, skus),
            (Counter::Image, images),
            (Counter::Price, prices),
        ];
        let [product, skus, images, prices] = counters::take(cx.tx, account, wanted)?;
        Ok((product, Self { skus, images, prices }))
    }

    pub(super) fn sku(&mut self) -> SkuId {
        SkuId::from_raw(next(&mut self.skus))
    }

    pub(super) fn price(
        &mut self,
        sku: SkuId,
        table: PriceTableId,
        (price, discount): (UnitPrice, Rate),
        now: Timestamp,
    ) -> Price {
        let id = PriceId::from_raw(next(&mut self.prices));
        Price {
            id,
            sku,
            table,
            price,
            discount,
            created_at: now,
            updated_at: now,
        }
    }

    /// The images of a product (or of one of its skus), their places from `first` on.
    pub(super) fn images(
        &mut self,
        product: ProductId,
        sku: Option<SkuId>,
        given: &[NewImage],
        first: usize,
        now: Timestamp,
    ) -> Vec<Image> {
        let place = i64::try_from(first).unwrap_or(i64::MAX);
        let image = |(position, new): (i64, &NewImage)| {
            let mut image = Image {
                id: ImageId::from_raw(next(&mut self.images)),
                product,
                sku,
                caption: new.caption.clone(),
                name: new.name.clone(),
                url: new.url.clone(),
                size_bytes: new.size_bytes,
                is_main: new.is_main,
                position,
                created_at: now,
                updated_at: now,
            };
            image.normalize();
            image
        };
        (place..).zip(given).map(image).collect()
    }
}

fn next(number: &mut i64) -> i64 {
    let taken = *number;
    *number += 1;
    taken
}

/// Adds a sku with everything that hangs on it.
pub(super) fn insert(tx: &mut Tx<'_>, account: AccountId, parts: &SkuParts) -> Result<(), StoreError> {
    let now = parts.sku.updated_at;
    skus::insert(tx, account, &parts.sku)?;
    skus::insert_barcodes(tx, account, parts.sku.id, parts.barcodes())?;
    skus::insert_options(tx, account, parts.sku.id, &parts.options, now)?;
    products::ensure_axes(tx, account, parts.sku.product, &axes(&parts.options), now)?;
    skus::insert_supplier_codes(tx, account, parts.sku.id, &parts.supplier_codes)?;
    prices::set_all(tx, account, &parts.prices)
}

/// Writes what differs from `before`, and the prices.
pub(super) fn update(
    tx: &mut Tx<'_>,
    account: AccountId,
    before: &SkuParts,
    after: &SkuParts,
) -> Result<(), StoreError> {
    let sku = after.sku.id;
    skus::update(tx, account, &after.sku)?;
    if !before.barcodes().eq(after.barcodes()) {
        skus::delete_barcodes(tx, account, sku)?;
        skus::insert_barcodes(tx, account, sku, after.barcodes())?;
    }
    if before.options != after.options {
        let stays = |attribute| after.options.iter().any(|option| option.attribute == attribute);
        let gone = before.options.iter().map(|option| option.attribute);
        skus::delete_options(tx, account, sku, gone.filter(|attribute| !stays(*attribute)))?;
        let now = after.sku.updated_at;
        skus::insert_options(tx, account, sku, &after.options, now)?;
        products::ensure_axes(tx, account, after.sku.product, &axes(&after.options), now)?;
    }
    if before.supplier_codes != after.supplier_codes {
        skus::delete_supplier_codes(tx, account, sku)?;
        skus::insert_supplier_codes(tx, account, sku, &after.supplier_codes)?;
    }
    prices::set_all(tx, account, &after.prices)
}

/// The attributes by which these options tell a sku apart.
fn axes(options: &[SkuOption]) -> Vec<AttributeId> {
    let telling = options.iter().filter(|option| !option.is_additional);
    telling.map(|option| option.attribute).collect()
}

/// The event that something happened to a sku.
pub(super) fn event(sku: SkuId, organization: Option<OrganizationId>, kind: EventKind) -> Event {
    Event {
        entity: Entity::Sku,
        entity_id: sku.raw(),
        organization,
        kind,
    }
}
