//! The catalogue's use cases and views: categories, brands, attributes, products with their skus, price tables, prices.
//!
//! Not rules (`domain::catalog`) and not stock: a view here knows nothing of how much there is.
//!
//! The one rule to know: a view of a list costs a fixed number of statements, however long the list.

mod attribute_values;
mod attributes;
mod brands;
mod categories;
mod counter;
mod create_product;
mod edit_attributes;
mod gather;
mod grids;
mod keep_product;
mod known;
pub(crate) mod offers;
mod packagings;
mod pictures;
mod price_tables;
mod prices;
pub(crate) mod product_terms;
mod products;
mod put_barcode;
mod put_product;
pub(crate) mod settings;
mod sku_names;
mod skus;
mod update_product;
mod write_price_table;
mod write_sku;

pub use attribute_values::{CreateAttributeValue, DeleteAttributeValue, UpdateAttributeValue};
pub use attributes::{AddAttributeOption, AttributeView, CreateAttribute};
pub use brands::CreateBrand;
pub use categories::{CategoryNode, CategoryView, CreateCategory, RemoveCategory, UpdateCategory};
pub use counter::{CounterProduct, ProductColumn, ProductSearch};
pub use create_product::{CreateProduct, NewImage, NewPrice, NewSku};
pub use edit_attributes::{
    CreateAttributeGroup, CreateAttributeInGroup, DeleteAttribute, DeleteAttributeGroup, DeleteAttributeOption,
    PutAttribute, PutAttributeOption, UpdateAttribute, UpdateAttributeGroup, UpdateAttributeOption,
};
pub use grids::{Axis, GridEntry, PutGridValue};
pub use keep_product::{CategoryColumn, DeleteCategory, DeleteProduct, KeepProduct, WriteProduct};
pub use offers::{
    CategoryChoice, CreateOffer, CreateVariation, DeleteVariation, Measures, OfferChange, OfferView, RemoveProduct,
    UpdateOffer, UpdateVariation, VariationChange, VariationView,
};
pub use packagings::{CreatePackaging, PackagingFilter, PutPackaging};
pub use pictures::{AddPicture, DeletePicture, KeptPicture, ReplacePicture};
pub use price_tables::{CreatePriceTable, PriceTableView, UpdatePriceTable};
pub use prices::{OrganizationPrice, PriceView, SetPrice, SetPrices};
pub use products::{ProductOptionView, ProductView};
pub use put_barcode::{DeleteBarcode, PutBarcode};
pub use put_product::{CategoryNamed, CodedPrice, PutProduct, PutProducts};
pub use settings::UpdateCatalogSettings;
pub use skus::{SkuOptionView, SkuView};
pub use store::skus::{BarcodeRow, SkuPlace};
pub use update_product::{ProductChange, SkuChange, UpdateProduct};
pub use write_price_table::{TablePrice, TableWrite, WritePriceTable};
