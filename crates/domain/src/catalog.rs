//! The catalogue: categories, brands, attributes, products with their skus, images and prices.
//!
//! Not stock (a sku here knows nothing of where it lies) and not what one vendor alone defines of a product; that is
//! kept in extras which no rule reads.
//!
//! The one rule to know: a product is what is described, a sku is what is priced, stored and sold, and every product
//! has at least one sku.

mod attributes;
mod barcodes;
mod brands;
mod categories;
mod filter;
mod images;
mod known;
mod offers;
mod packagings;
mod prices;
mod products;
mod skus;
mod store_products;
mod terms;
mod values;

pub use attributes::{AppliesTo, Attribute, AttributeGroup, AttributeOption, AttributeValue, check_new_options};
pub use barcodes::{BARCODE_MAX, barcode_spellings};
pub use brands::{Brand, BrandFacts};
pub use categories::{CATEGORY_EXTERNAL_ID_MAX, Category, CategoryFacts, DEPTH_MAX, check_category_removal};
pub use filter::{ProductField, ProductFilter};
pub use images::{Image, PICTURE_MAX_BYTES, PictureKind, check_picture};
pub use known::Known;
pub use offers::{EnablingFacts, PricePair, ProductDefaults, check_chosen_code, check_enabling};
pub use packagings::{Packaging, PackagingUsage, purchase_factor};
pub use prices::{Price, PriceFacts, PriceTable, PriceTableFacts, check_prices, choose_valid};
pub use products::{Product, ProductKind, ProductOption, ProductParts, ProductStatus, Visibility};
pub use skus::{Sku, SkuOption, SkuParts, SupplierCode, default_sku_name, match_skus, name_that_follows};
pub use store_products::{DISPLAY_ORDER_MAX, StoreProduct, TakingUp, check_stocked};
pub use terms::{ITEM_TYPE_MAX, ProductTerms, ProductTermsChange, TERMS_NOTE_MAX};
pub use values::{CatalogSettings, ValueFacts, axes, check_axis_removal, check_value, fills_every_axis};

/// The most characters of a name.
pub const NAME_MAX: usize = 255;

/// The most characters of another system's id of a brand.
pub const EXTERNAL_ID_MAX: usize = 19;

/// The most characters of a code: a product's, a sku's, a supplier's, a fiscal one.
pub const CODE_MAX: usize = 150;

/// The most characters of a description.
pub const DESCRIPTION_MAX: usize = 65_000;

/// The most characters of a unit of measure (`UN`, `CX`, `KG`).
pub const UNIT_MAX: usize = 6;
