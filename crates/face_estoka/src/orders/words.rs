//! The vendor's words for where an order stands, whether it is paid, and what was done to it: one table each.
//!
//! Not the way from one to the next, which is the domain's table.
//!
//! The one rule to know: a status of the core has one word here; a word may stand for several statuses, or for none that
//! the core knows, and a search by it then finds nothing.

use domain::orders::{OrderLogEvent, OrderStatus, PaymentStatus};

/// What the vendor calls where an order stands. An offer of another face is a pre-order here, the nearest thing.
pub(super) fn status(status: OrderStatus) -> &'static str {
    match status {
        OrderStatus::Quote | OrderStatus::PreOrder => "pre_order",
        OrderStatus::Placed => "new",
        OrderStatus::WaitingStock => "waiting_stock",
        OrderStatus::WaitingTransfer => "waiting_transfer",
        OrderStatus::WaitingPicking => "waiting_picking",
        OrderStatus::Picked => "picked",
        OrderStatus::Packed => "packed",
        OrderStatus::Invoiced => "nfe_issued",
        OrderStatus::Labelled => "pack_label_generated",
        OrderStatus::Separated => "separated",
        OrderStatus::InTransit => "transporting",
        OrderStatus::OutForDelivery => "delivery_route",
        OrderStatus::WaitingWithdrawal => "waiting_withdrawal",
        OrderStatus::Delivered => "delivered",
        OrderStatus::CancelRequested => "pending_cancel",
        OrderStatus::Cancelled => "cancelled",
        OrderStatus::ReturnRequested => "pending_return",
        OrderStatus::Returned => "full_return",
    }
}

/// The statuses that a word stands for.
pub(super) fn statuses(word: &str) -> Vec<OrderStatus> {
    OrderStatus::ALL
        .into_iter()
        .filter(|known| status(*known) == word.trim())
        .collect()
}

/// Whether an order is paid. What was given back was paid once, and the vendor has no word for more.
pub(super) fn payment_status(status: PaymentStatus) -> &'static str {
    match status {
        PaymentStatus::Pending => "pending",
        PaymentStatus::Approved | PaymentStatus::PartiallyRefunded | PaymentStatus::Refunded => "approved",
        PaymentStatus::Rejected => "rejected",
    }
}

/// The words a request may use for whether an order is paid.
pub(super) const PAYMENT_STATUSES: &[(&str, PaymentStatus)] = &[
    ("pending", PaymentStatus::Pending),
    ("approved", PaymentStatus::Approved),
    ("rejected", PaymentStatus::Rejected),
];

/// What the vendor calls something done to an order. Some of these are no statuses of an order.
pub(super) fn log_status(event: OrderLogEvent) -> &'static str {
    match event {
        OrderLogEvent::Confirmed => "confirmed",
        OrderLogEvent::Updated => "updated",
        OrderLogEvent::Picked => "picked",
        OrderLogEvent::Packed => "packed",
        OrderLogEvent::Invoiced => "nfe_issued",
        OrderLogEvent::Labelled => "pack_label_generated",
        OrderLogEvent::Separated => "separated",
        OrderLogEvent::Shipped => "transporting",
        OrderLogEvent::OutForDelivery => "delivery_route",
        OrderLogEvent::WaitingWithdrawal => "waiting_withdrawal_created",
        OrderLogEvent::Delivered => "delivered",
        OrderLogEvent::CancelRequested => "pending_cancel",
        OrderLogEvent::CancelCompleted => "completed_cancel",
        OrderLogEvent::ReturnRequested => "pending_return",
        OrderLogEvent::ReturnCompleted => "completed_return",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use domain::orders::{OrderStatus, PaymentStatus};

    use super::{PAYMENT_STATUSES, payment_status, status, statuses};

    #[test]
    fn every_status_is_found_by_its_word_and_only_offers_share_one() {
        for known in OrderStatus::ALL {
            assert!(statuses(status(known)).contains(&known), "{known:?}");
        }
        let words: BTreeSet<_> = OrderStatus::ALL.into_iter().map(status).collect();
        assert_eq!(words.len(), OrderStatus::ALL.len() - 1);
        assert_eq!(statuses("pre_order"), [OrderStatus::Quote, OrderStatus::PreOrder]);
        assert_eq!(statuses("processing_nfe"), []);
    }

    #[test]
    fn the_words_of_payment_are_those_a_request_may_use() {
        let words: BTreeSet<_> = PaymentStatus::ALL.into_iter().map(payment_status).collect();
        assert_eq!(words, PAYMENT_STATUSES.iter().map(|(word, _)| *word).collect());
        for (word, known) in PAYMENT_STATUSES {
            assert_eq!(payment_status(*known), *word);
        }
    }
}
