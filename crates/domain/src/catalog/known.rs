//! What the store answered about everything a product's request mentions.
//!
//! Not the records themselves: a rule needs to know only that a reference exists, or who has a code already.
//!
//! The one rule to know: what is not listed here does not exist in the account.

use std::collections::{BTreeMap, BTreeSet};

use super::attributes::AppliesTo;
use super::skus::SupplierCode;
use crate::documents::CheckPolicy;
use crate::ids::{
    AttributeId, AttributeOptionId, BrandId, CategoryId, OrganizationId, PartyId, PriceTableId, ProductId, SkuId,
};

/// The facts by which a product and its skus are judged.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// Organizations that exist.
    pub organizations: BTreeSet<OrganizationId>,
    /// Categories that exist.
    pub categories: BTreeSet<CategoryId>,
    /// Brands that exist.
    pub brands: BTreeSet<BrandId>,
    /// Parties that exist.
    pub parties: BTreeSet<PartyId>,
    /// Price tables that exist.
    pub price_tables: BTreeSet<PriceTableId>,
    /// Attributes that exist, and what each describes.
    pub attributes: BTreeMap<AttributeId, AppliesTo>,
    /// Options that exist, and the attribute of each.
    pub options: BTreeMap<AttributeOptionId, AttributeId>,
    /// Product codes in use, and by which product.
    pub product_codes: BTreeMap<String, ProductId>,
    /// Sku codes in use, and by which sku.
    pub sku_codes: BTreeMap<String, SkuId>,
    /// Barcodes in use, and by which sku.
    pub barcodes: BTreeMap<String, SkuId>,
    /// Suppliers' codes in use, and for which sku.
    pub supplier_codes: BTreeMap<SupplierCode, SkuId>,
    /// What the account does with barcodes that do not check.
    pub document_check: CheckPolicy,
}
