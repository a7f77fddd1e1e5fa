//! Images of products and skus: what is known about a file, not the file.
//!
//! Not bytes and no object store; the url says where the picture is.
//!
//! The one rule to know: an image belongs to a product, and to one of its skus or to all of them.

use jiff::Timestamp;

use super::NAME_MAX;
use crate::checks::{Checks, tidy_required};
use crate::ids::{ImageId, ProductId, SkuId};
use crate::refusal::{Field, Problem, Refusal};

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

/// The most bytes of a picture that we keep.
pub const PICTURE_MAX_BYTES: usize = 8 << 20;

/// What kind of picture a file is, by what is in it, whatever its sender calls it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each is the format of the same name")]
pub enum PictureKind {
    Gif,
    Jpeg,
    Png,
    Webp,
}

impl PictureKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Gif, Self::Jpeg, Self::Png, Self::Webp];

    /// The kind of a file that begins so; `None` when it is no picture that browsers show.
    #[must_use]
    pub fn of(content: &[u8]) -> Option<Self> {
        match content {
            [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some(Self::Gif),
            [0xff, 0xd8, 0xff, ..] => Some(Self::Jpeg),
            [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => Some(Self::Png),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Self::Webp),
            _ => None,
        }
    }

    /// As `Content-Type` has it.
    #[must_use]
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Gif => "image/gif",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
        }
    }

    /// The end of its file's name.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Gif => "gif",
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Webp => "webp",
        }
    }
}

/// The kind of a picture that we may keep.
///
/// # Errors
/// [`Refusal::Invalid`] of [`Field::Image`]: blank, too large, or no picture.
pub fn check_picture(content: &[u8]) -> Result<PictureKind, Refusal> {
    let wrong = |problem| Refusal::invalid(Field::Image, problem);
    if content.is_empty() {
        return Err(wrong(Problem::Blank));
    }
    if content.len() > PICTURE_MAX_BYTES {
        return Err(wrong(Problem::OutOfRange));
    }
    PictureKind::of(content).ok_or_else(|| wrong(Problem::Malformed))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_known_by_its_first_bytes() {
        let table: [(&[u8], Option<PictureKind>); 6] = [
            (b"GIF89a...", Some(PictureKind::Gif)),
            (&[0xff, 0xd8, 0xff, 0xe0], Some(PictureKind::Jpeg)),
            (b"\x89PNG\r\n\x1a\n", Some(PictureKind::Png)),
            (b"RIFF\0\0\0\0WEBPVP8 ", Some(PictureKind::Webp)),
            (b"<svg onload=alert(1)>", None),
            (b"RIFF\0\0\0\0WAVE", None),
        ];
        for (content, kind) in table {
            assert_eq!(check_picture(content).ok(), kind);
        }
        assert!(check_picture(&[]).is_err());
        let mut large = vec![0; PICTURE_MAX_BYTES + 1];
        large[..3].copy_from_slice(&[0xff, 0xd8, 0xff]);
        assert!(check_picture(&large).is_err());
    }
}
