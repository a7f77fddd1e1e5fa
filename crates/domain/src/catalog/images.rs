//! Images of products and skus: what is known about a file, not the file.
//!
//! Not bytes and no object store; the url says where the picture is.
//!
//! The one rule to know: an image belongs to a product, and to one of its skus or to all of them.

use jiff::Timestamp;

use super::NAME_MAX;
use crate::checks::{Checks, tidy_required};
use crate::ids::{ImageId, ProductId, SkuId};
use crate::refusal::{Field, Problem};

/// The most characters of an image's address.
const URL_MAX: usize = 2_048;

/// A picture of a product or sku.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// Its number.
    pub id: ImageId,
    /// The product.
    pub product: ProductId,
    /// The sku it shows; `None` for all of the product's skus.
    pub sku: Option<SkuId>,
    /// What it shows, in words.
    pub caption: String,
    /// The name of the file.
    pub name: String,
    /// Where it is.
    pub url: String,
    /// How large the file is, in bytes; 0 when not known.
    pub size_bytes: i64,
    /// Whether it is the one to show when only one is shown.
    pub is_main: bool,
    /// Its place among the product's images, from 0.
    pub position: i64,
    /// When it was added.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

impl Image {
    /// Writes texts in the form in which they are kept: without blanks around them.
    pub fn normalize(&mut self) {
        tidy_required(&mut self.caption);
        tidy_required(&mut self.name);
        tidy_required(&mut self.url);
    }
}

/// Notes what is wrong with images, each at its place in the list.
pub(super) fn note_images(checks: &mut Checks, images: &[Image]) {
    for (index, image) in images.iter().enumerate() {
        checks.within(Some(index));
        checks.required(Field::Image, &image.url, URL_MAX);
        checks.optional(Field::Image, Some(&image.caption), NAME_MAX);
        checks.optional(Field::Image, Some(&image.name), NAME_MAX);
        checks.ensure(image.size_bytes >= 0, Field::Image, Problem::Negative);
    }
    checks.within(None);
}
