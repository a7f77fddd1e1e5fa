//! How far a sale is, in the vendor's words.
//!
//! The one rule to know: what a client said of a sale stands; of others it follows from where the order is.

use domain::actor::Face;
use domain::orders::OrderStatus;

/// The word for an order that stands here.
pub(super) const fn word(status: OrderStatus) -> &'static str {
    match status {
        OrderStatus::Quote
        | OrderStatus::PreOrder
        | OrderStatus::Placed
        | OrderStatus::WaitingStock
        | OrderStatus::WaitingTransfer
        | OrderStatus::WaitingPicking => "Em espera",
        OrderStatus::Picked
        | OrderStatus::Packed
        | OrderStatus::Invoiced
        | OrderStatus::Labelled
        | OrderStatus::Separated => "Em execução",
        OrderStatus::InTransit | OrderStatus::OutForDelivery | OrderStatus::WaitingWithdrawal => "Finalizada",
        OrderStatus::Delivered | OrderStatus::ReturnRequested | OrderStatus::Returned => "Entregue",
        OrderStatus::CancelRequested | OrderStatus::Cancelled => "Cancelada",
    }
}

/// What a list of the sales of a word looks for: what was said, the key it is said by, and where the others stand.
pub(super) fn stated(wanted: &str) -> (Face, String, String, Vec<OrderStatus>) {
    let statuses = OrderStatus::ALL.into_iter().filter(|status| word(*status) == wanted);
    let said = serde_json::Value::from(wanted);
    (
        Face::Egestor,
        format!("\"situacaoOS\":{said}"),
        "\"situacaoOS\":".to_owned(),
        statuses.collect(),
    )
}
