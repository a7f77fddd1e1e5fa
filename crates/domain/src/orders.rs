//! Orders: one lifecycle that five vocabularies read, the totals, and the decision to place or move one.
//!
//! Not stock (the `stock` module keeps the promises) and not finance (titles follow an approved order).
//!
//! The one rule to know: stock is promised when an order is placed and leaves when it is invoiced; where it stands says
//! which of the two holds, see [`OrderStatus::stock_hold`].

mod advance;
mod delivery;
mod document;
mod order;
mod payment;
mod place;
mod returns;
mod sale_fields;
mod sale_terms;
mod status;
mod totals;

pub use advance::{Step, advance, describe};
pub use delivery::{CANCEL_NOTE_MAX, CancelReason, DeliveredBy, accept, check_called_off, check_handed_over, way_out};
pub use document::{Discount, DocumentKind, may_be_rewritten};
pub use order::{
    AddressRole, CustomerSnapshot, Order, OrderAddress, OrderItem, OrderLog, OrderLogEvent, OrderPayment,
    ShippingService, Volume, VolumeItem,
};
pub use payment::{PaymentMethod, PaymentStatus};
pub use place::{
    CODE_MAX, ITEMS_MAX, NewItem, NewOrder, NewPayment, PAYMENTS_MAX, PlaceMode, SkuReference, check, check_item,
    check_item_count, check_payments, content,
};
pub use returns::{
    AskedReturn, OrderReturn, RETURN_COMMENTS_MAX, ReturnItem, ReturnPlan, ReturnStatus, TakenBack, plan_return,
};
pub use sale_fields::{SALE_LABEL_MAX, SaleField};
pub use sale_terms::{SALE_STAGE_MAX, SaleTerms, SaleTermsChange};
pub use status::{OrderStatus, StockHold};
pub use totals::{ItemAmounts, OrderTotals, join_discounts, line_total, order_totals};
