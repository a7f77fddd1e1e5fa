//! What two modules of the domain do together: one file per business process, reading like the process.
//!
//! Not the rules themselves; those are in `domain`. The one rule to know: locks are taken in the order of `locks.rs`.

mod apply_discounts;
pub(crate) mod end_titles;
mod issue_coupons;
pub(crate) mod locks;
mod pay_by_voucher;
pub(crate) mod promise;
pub(crate) mod route_order;
mod step;
mod take_quote;

pub mod adjust_document;
pub mod adjust_stock;
pub mod advance_order;
pub mod attach_invoice;
pub mod cancel_order;
pub mod change_items;
pub mod conclude_sale;
pub mod deliver_by_store;
pub mod enter_stock;
pub mod exchange_coupons;
pub mod match_receipt;
pub mod place_order;
pub mod place_sale;
pub mod receive_goods;
pub mod receive_nfe;
pub mod return_order;
pub(crate) mod sale_terms;
pub mod settle_title;
pub mod shelves;
pub mod ship_orders;
pub mod transfer_stock;
pub mod update_order;
pub mod write_document;
