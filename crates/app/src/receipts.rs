//! Goods receipts as they are shown.
//!
//! Not how they are made and matched; that is `workflow`.

use domain::ids::{OrganizationId, ReceiptId};
use domain::page::PageRequest;
use domain::receipts::{GoodsReceipt, ReceiptState};
use domain::refusal::Entity;

use crate::failure::Failure;
use crate::reader::Reader;

impl Reader<'_, '_> {
    /// The receipt of that number with its items.
    ///
    /// # Errors
    /// Not found in this account.
    pub fn receipt(&mut self, id: ReceiptId) -> Result<GoodsReceipt, Failure> {
        store::receipts::find(self.tx, self.account, id)?.ok_or_else(|| Failure::not_found(Entity::Receipt, id))
    }

    /// A page of the receipts that wait for lines to be matched, with their items, by number.
    ///
    /// # Errors
    /// A broken store.
    pub fn open_receipts(&mut self, page: PageRequest) -> Result<Vec<GoodsReceipt>, Failure> {
        Ok(store::receipts::page_in_state(
            self.tx,
            self.account,
            ReceiptState::Open,
            page,
        )?)
    }

    /// The XML a receipt came with, byte for byte, when it came with one.
    ///
    /// # Errors
    /// A broken store.
    pub fn receipt_xml(&mut self, id: ReceiptId) -> Result<Option<String>, Failure> {
        Ok(store::receipts::xml(self.tx, self.account, id)?)
    }

    /// The fields of a receipt that only Estoka defines, as that face wrote them.
    ///
    /// # Errors
    /// A broken store.
    pub fn receipt_extras_estoka(&mut self, id: ReceiptId) -> Result<Option<String>, Failure> {
        Ok(store::receipts::extras_estoka(self.tx, self.account, id)?)
    }

    /// The organization with this CNPJ, without punctuation: the one that a document names as its recipient.
    ///
    /// # Errors
    /// A broken store.
    pub fn organization_of_tax_document(&mut self, tax_document: &str) -> Result<Option<OrganizationId>, Failure> {
        Ok(store::organizations::find_by_tax_document(
            self.tx,
            self.account,
            tax_document,
        )?)
    }
}
