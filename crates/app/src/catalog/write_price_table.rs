//! Writing a price table together with prices in it, all or nothing.
//!
//! Not rules of its own: it is the two commands in one transaction.

use domain::amount::{Rate, UnitPrice};
use domain::ids::{PriceTableId, SkuId};

use super::price_tables::{CreatePriceTable, UpdatePriceTable};
use super::prices::{SetPrice, SetPrices};
use crate::context::Context;
use crate::execute::Command;
use crate::failure::Failure;

/// Creates or changes a price table and sets prices in it.
#[derive(Debug, Clone)]
pub struct WritePriceTable {
    /// The table.
    pub table: TableWrite,
    /// Prices to be set; those not named stay.
    pub prices: Vec<TablePrice>,
}

/// What happens to the table itself.
#[derive(Debug, Clone)]
pub enum TableWrite {
    /// It is added.
    Create(CreatePriceTable),
    /// It changes.
    Update(UpdatePriceTable),
}

/// The price of a sku in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TablePrice {
    /// The sku.
    pub sku: SkuId,
    /// The price before the discount.
    pub price: UnitPrice,
    /// What is taken off, from nothing to all of it.
    pub discount: Rate,
}

impl Command for WritePriceTable {
    type Done = PriceTableId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<PriceTableId, Failure> {
        let table = match &self.table {
            TableWrite::Create(create) => create.run(cx)?,
            TableWrite::Update(update) => update.run(cx)?,
        };
        let price = |new: &TablePrice| SetPrice {
            sku: new.sku,
            table,
            price: new.price,
            discount: new.discount,
        };
        if !self.prices.is_empty() {
            let prices = self.prices.iter().map(price).collect();
            SetPrices { prices }.run(cx)?;
        }
        Ok(table)
    }
}
