//! Objects that stand inside others: a stock, a sku, a shelf (`stock_sku`), a channel. Orders show them as well as the
//! routes of their own.
//!
//! Not answers: those are the areas' own files.
//!
//! The one rule to know: a fragment holds every key that any of the vendor's examples shows in it, so that a client finds
//! what it looks for wherever it looks; keys the vendor leaves out where a value is missing are left out.

mod shelf;
mod sku;
mod stock;

pub(crate) use shelf::{OrderShelfOut, ShelfOut};
pub(crate) use sku::{ImageOut, OrderSkuOut, PlainSkuOut, SkuOut};
pub(crate) use stock::{ChannelOut, Issuer, StockOut};
