//! Whose product a line is: the supplier's code decides, then the barcode, then the code.
//!
//! Not a guess by name.
//!
//! The one rule to know: the order of the three is fixed, so that one receipt is matched as the next.

use std::collections::BTreeMap;

use super::ReceiptItem;
use crate::catalog::barcode_spellings;
use crate::ids::SkuId;

/// What is known of the codes that lines mention.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// The supplier's own codes.
    pub by_supplier_code: BTreeMap<String, SkuId>,
    /// Barcodes of skus and of their packagings.
    pub by_barcode: BTreeMap<String, SkuId>,
    /// Codes of skus.
    pub by_code: BTreeMap<String, SkuId>,
}

impl Known {
    /// The sku of an item, if its codes tell.
    #[must_use]
    pub fn sku_of(&self, item: &ReceiptItem) -> Option<SkuId> {
        let code = item.supplier_code.as_deref();
        let by_supplier = code.and_then(|code| self.by_supplier_code.get(code));
        let by_barcode = || {
            let spellings = barcode_spellings(item.barcode.as_deref()?);
            spellings.iter().find_map(|spelling| self.by_barcode.get(spelling))
        };
        by_supplier
            .or_else(by_barcode)
            .or_else(|| code.and_then(|code| self.by_code.get(code)))
            .copied()
    }
}
