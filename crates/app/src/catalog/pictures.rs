//! Pictures of products whose files we keep.
//!
//! Not pictures that are elsewhere, which come with the whole product, and not the files, which are `crate::files`.

use domain::catalog::Image;
use domain::events::{Event, EventKind};
use domain::ids::{ImageId, ProductId};
use domain::refusal::{Entity, Refusal};
use store::counters::{self, Counter};
use store::{images, products};

use super::settings;
use crate::context::Context;
use crate::execute::Command;
use crate::failure::Failure;
use crate::outbox;
use crate::reader::Reader;

/// A picture's file, kept already.
#[derive(Debug, Clone)]
pub struct KeptPicture {
    /// The name of its content.
    pub object: String,
    /// What kind of picture, as `image/png`.
    pub content_type: &'static str,
    /// How large it is, in bytes.
    pub size_bytes: i64,
    /// Where others find it.
    pub url: String,
}

/// Adds a picture to a product, after its others.
#[derive(Debug, Clone)]
pub struct AddPicture {
    /// The product.
    pub product: ProductId,
    /// The file.
    pub picture: KeptPicture,
}

impl Command for AddPicture {
    type Done = ImageId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<ImageId, Failure> {
        let account = cx.account();
        if products::find(cx.tx, account, self.product)?.is_none() {
            return Err(Failure::not_found(Entity::Product, self.product));
        }
        let others = images::of_products(cx.tx, account, &[self.product])?;
        let image = Image {
            id: ImageId::from_raw(counters::next(cx.tx, account, Counter::Image)?),
            product: self.product,
            sku: None,
            caption: String::new(),
            name: String::new(),
            url: self.picture.url.clone(),
            size_bytes: self.picture.size_bytes,
            is_main: others.is_empty(),
            position: others.iter().map(|other| other.position + 1).max().unwrap_or(0),
            created_at: cx.now,
            updated_at: cx.now,
        };
        images::insert_all(cx.tx, account, std::slice::from_ref(&image))?;
        images::set_object(
            cx.tx,
            account,
            image.id,
            &self.picture.object,
            self.picture.content_type,
        )?;
        tell(cx, &image, EventKind::Created)?;
        Ok(image.id)
    }
}

/// Puts another picture in the place of one.
#[derive(Debug, Clone)]
pub struct ReplacePicture {
    /// Which.
    pub image: ImageId,
    /// The file.
    pub picture: KeptPicture,
}

impl Command for ReplacePicture {
    type Done = ImageId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<ImageId, Failure> {
        let account = cx.account();
        let mut image = find(cx, self.image)?;
        image.url.clone_from(&self.picture.url);
        image.size_bytes = self.picture.size_bytes;
        image.updated_at = cx.now;
        images::update(cx.tx, account, &image)?;
        images::set_object(
            cx.tx,
            account,
            image.id,
            &self.picture.object,
            self.picture.content_type,
        )?;
        tell(cx, &image, EventKind::Updated)?;
        Ok(image.id)
    }
}

/// Takes a picture away.
#[derive(Debug, Clone, Copy)]
pub struct DeletePicture {
    /// Which.
    pub image: ImageId,
}

impl Command for DeletePicture {
    type Done = ();

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<(), Failure> {
        let account = cx.account();
        let image = find(cx, self.image)?;
        let product = products::find(cx.tx, account, image.product)?;
        let on_sale = product.is_some_and(|product| product.is_enabled());
        let is_last = images::of_products(cx.tx, account, &[image.product])?.len() == 1;
        if on_sale && is_last && settings::read(cx)?.enabling_needs_image {
            return Err(Refusal::InUse {
                entity: Entity::Image,
                key: image.id.to_string(),
            }
            .into());
        }
        images::delete(cx.tx, account, image.id)?;
        tell(cx, &image, EventKind::Deleted)
    }
}

fn find(cx: &mut Context<'_, '_>, id: ImageId) -> Result<Image, Failure> {
    let account = cx.account();
    images::find(cx.tx, account, id)?.ok_or_else(|| Failure::not_found(Entity::Image, id))
}

fn tell(cx: &mut Context<'_, '_>, image: &Image, kind: EventKind) -> Result<(), Failure> {
    let event = |entity, entity_id, kind| Event {
        entity,
        entity_id,
        organization: None,
        kind,
    };
    let events = [
        event(Entity::Image, image.id.raw(), kind),
        event(Entity::Product, image.product.raw(), EventKind::Updated),
    ];
    outbox::emit(cx, &events)
}

impl Reader<'_, '_> {
    /// One picture of a product that exists.
    ///
    /// # Errors
    /// `Refusal::NotFound`, or a broken store.
    pub fn picture(&mut self, id: ImageId) -> Result<Image, Failure> {
        let missing = || Failure::not_found(Entity::Image, id);
        let image = images::find(self.tx, self.account, id)?.ok_or_else(missing)?;
        match products::find(self.tx, self.account, image.product)? {
            Some(_) => Ok(image),
            None => Err(missing()),
        }
    }

    /// The pictures of a product and of its skus, in their places.
    ///
    /// # Errors
    /// `Refusal::NotFound` for the product, or a broken store.
    pub fn pictures(&mut self, product: ProductId) -> Result<Vec<Image>, Failure> {
        if products::find(self.tx, self.account, product)?.is_none() {
            return Err(Failure::not_found(Entity::Product, product));
        }
        Ok(images::of_products(self.tx, self.account, &[product])?)
    }
}
