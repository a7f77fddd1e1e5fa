//! Goods receipts: what a supplier's fiscal document says came in, which skus that is, and when it counts.
//!
//! Not the document's layout (the crate `nfe`) and not stock: the [`Book`](crate::stock::Book) takes what is delivered.
//!
//! The one rule to know: a receipt is open while a line has no sku, and nothing of it moves; with the last line matched it
//! is concluded, all of it at once.

mod invoice;
mod matching;

pub use invoice::{InvoiceFacts, InvoiceLine, InvoiceLot, LINES_MAX, PurchaseInvoice, Supplier};
pub use matching::Known;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::amount::{Money, Quantity, UnitPrice};
use crate::catalog::{Packaging, purchase_factor};
use crate::ids::{FiscalDocumentId, LocationId, OrganizationId, PartyId, ReceiptId, SkuId};
use crate::locations::{Location, LocationKind, LocationUsage};
use crate::named::named;
use crate::refusal::{Entity, Field, InvalidField, Problem, Refusal};
use crate::stock::Receipt;

/// A goods receipt with its items.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoodsReceipt {
    /// Its number.
    pub id: ReceiptId,
    /// Who receives.
    pub organization: OrganizationId,
    /// Where.
    pub location: LocationId,
    /// From whom.
    pub supplier: Option<PartyId>,
    /// The document it came with.
    pub fiscal_document: Option<FiscalDocumentId>,
    /// That document's access key: no two receipts of an account have the same.
    pub access_key: Option<String>,
    /// That document's fiscal number.
    pub number: Option<String>,
    /// How far it is.
    pub state: ReceiptState,
    /// What the document says it all costs.
    pub total: Money,
    /// When the goods came.
    pub received_at: Timestamp,
    /// When it was recorded.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// What came, in the document's order.
    pub items: Vec<ReceiptItem>,
}

/// The goods of one line and one lot: a line with several lots is several items, and a line's items share their number,
/// their description and their sku.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiptItem {
    /// Its number.
    pub id: i64,
    /// Which line of the document, from 1.
    pub line: i64,
    /// What it is, once that is known.
    pub sku: Option<SkuId>,
    /// What the supplier calls it.
    pub supplier_code: Option<String>,
    /// Its barcode.
    pub barcode: Option<String>,
    /// The supplier's words.
    pub description: Option<String>,
    /// The supplier's unit.
    pub unit: Option<String>,
    /// The lot, where the document says.
    pub lot: Option<ReceiptLot>,
    /// How many of the supplier's unit.
    pub quantity: Quantity,
    /// What one of the supplier's unit costs.
    pub unit_cost: UnitPrice,
    /// Its share of the line's goods, as the document says.
    pub total: Money,
    /// How many of the sku's unit came to stock; `None` until the receipt is concluded.
    pub stock_quantity: Option<Quantity>,
}

/// A lot as a supplier's document names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiptLot {
    /// Its code.
    pub code: String,
    /// When it was made.
    pub manufactured_on: Option<Date>,
    /// Its last day.
    pub expires_on: Option<Date>,
}

named! {
    /// How far a receipt is.
    ReceiptState {
        /// A line has no sku yet; nothing has moved.
        Open "open",
        /// Everything is in stock.
        Concluded "concluded",
    }
}

/// Goods for one shelf.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// What.
    pub sku: SkuId,
    /// Of which lot.
    pub lot: Option<ReceiptLot>,
    /// How many of the sku's unit, at what cost.
    pub receipt: Receipt,
}

impl GoodsReceipt {
    /// The lines without a sku, each by its first item.
    pub fn unmatched(&self) -> impl Iterator<Item = &ReceiptItem> {
        let mut last = None;
        self.items.iter().filter(move |item| {
            let is_new = item.sku.is_none() && last != Some(item.line);
            if is_new {
                last = Some(item.line);
            }
            is_new
        })
    }

    /// How many of the supplier's unit a line has, its lots together.
    #[must_use]
    pub fn line_quantity(&self, line: i64) -> Quantity {
        let items = self.items.iter().filter(|item| item.line == line);
        // The parts of a quantity sum to it.
        Quantity::checked_sum(items.map(|item| item.quantity)).unwrap_or(Quantity::MAX)
    }

    /// Says which sku a line is; an open receipt may change its mind.
    ///
    /// # Errors
    /// [`Refusal::StateForbids`] when it is concluded; [`Refusal::Invalid`] naming every choice whose line it does not have.
    pub fn choose(&mut self, choices: &[(i64, SkuId)]) -> Result<(), Refusal> {
        match self.state {
            ReceiptState::Concluded => {
                return Err(Refusal::StateForbids {
                    entity: Entity::Receipt,
                    key: self.id.to_string(),
                });
            }
            ReceiptState::Open => {}
        }
        let has = |line: i64| self.items.iter().any(|item| item.line == line);
        let unknown = choices.iter().enumerate().filter(|(_, (line, _))| !has(*line));
        let unknown = unknown.map(|(index, _)| InvalidField::at(Field::Items, index, Problem::Unknown));
        Refusal::unless_empty(unknown.collect())?;
        for (line, sku) in choices {
            for item in self.items.iter_mut().filter(|item| item.line == *line) {
                item.sku = Some(*sku);
            }
        }
        Ok(())
    }

    /// Concludes the receipt when every line has its sku, and answers what then comes to stock; `None` leaves it open.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] when a quantity in the sku's unit is beyond what stock counts.
    pub fn conclude(&mut self, packagings: &[Packaging], now: Timestamp) -> Result<Option<Vec<Delivery>>, Refusal> {
        let Some(skus) = self.items.iter().map(|item| item.sku).collect::<Option<Vec<SkuId>>>() else {
            return Ok(None);
        };
        let mut deliveries = Vec::with_capacity(skus.len());
        for (item, sku) in self.items.iter_mut().zip(skus) {
            let factor = purchase_factor(packagings, sku, item.unit.as_deref(), item.barcode.as_deref());
            let receipt = in_stock_units(item, factor).ok_or_else(|| {
                Refusal::Invalid(vec![InvalidField::at(
                    Field::Quantity,
                    index(item),
                    Problem::OutOfRange,
                )])
            })?;
            item.stock_quantity = Some(receipt.quantity);
            deliveries.push(Delivery {
                sku,
                lot: item.lot.clone(),
                receipt,
            });
        }
        self.state = ReceiptState::Concluded;
        self.updated_at = now;
        Ok(Some(deliveries))
    }
}

/// The place of an item's line in the document, from 0.
fn index(item: &ReceiptItem) -> usize {
    usize::try_from(item.line - 1).unwrap_or_default()
}

/// An item counted in its sku's unit, of which `factor` are in one of the supplier's.
fn in_stock_units(item: &ReceiptItem, factor: Quantity) -> Option<Receipt> {
    if factor == Quantity::ONE {
        return Some(Receipt {
            quantity: item.quantity,
            unit_cost: Some(item.unit_cost),
        });
    }
    let quantity = item
        .quantity
        .times_half_away(factor)
        .filter(|quantity| quantity.is_positive())?;
    let unit_cost = item.unit_cost.of_one().divided_by_quantity_half_away(factor)?;
    Some(Receipt {
        quantity,
        unit_cost: Some(unit_cost),
    })
}

/// Where an organization receives when nobody says: its first warehouse in use for goods that are sold.
#[must_use]
pub fn usual_place(warehouses: &[Location]) -> Option<LocationId> {
    let usual = warehouses.iter().find(|location| {
        let details = &location.details;
        details.active && details.kind == LocationKind::Warehouse && details.usage == LocationUsage::Normal
    });
    usual.map(|location| location.id)
}

/// Whether goods from outside may be put here: anywhere but into what is on its way.
#[must_use]
pub fn may_receive(location: &Location) -> bool {
    match location.details.kind {
        LocationKind::Warehouse | LocationKind::Zone | LocationKind::Bin => true,
        LocationKind::InTransit => false,
    }
}

#[cfg(test)]
mod tests;
