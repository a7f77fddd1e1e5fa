//! How far a sale is, in the vendor's words.
//!
//! The one rule to know: what a client said of a sale stands; of others it follows from where the order is.

use domain::orders::OrderStatus;

/// The word for an order that stands here.
pub(super) fn word(status: OrderStatus) -> &'static str {
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

#[cfg(test)]
mod tests {
    use app::workflow::conclude_sale::SaleStage;
    use domain::orders::OrderStatus;

    use super::word;

    #[test]
    fn every_state_of_an_order_is_a_stage_and_a_word() {
        use OrderStatus as S;
        let table: [(&[OrderStatus], bool, &str); 6] = [
            (&[S::Quote, S::PreOrder], true, "Em espera"),
            (
                &[S::Placed, S::WaitingStock, S::WaitingTransfer, S::WaitingPicking],
                false,
                "Em espera",
            ),
            (
                &[S::Picked, S::Packed, S::Invoiced, S::Labelled, S::Separated],
                false,
                "Em execução",
            ),
            (
                &[S::InTransit, S::OutForDelivery, S::WaitingWithdrawal],
                false,
                "Finalizada",
            ),
            (&[S::Delivered, S::ReturnRequested, S::Returned], false, "Entregue"),
            (&[S::CancelRequested, S::Cancelled], false, "Cancelada"),
        ];
        let told: usize = table.iter().map(|(statuses, ..)| statuses.len()).sum();
        assert_eq!(told, OrderStatus::ALL.len());
        for (statuses, is_quote, expected) in table {
            for status in statuses {
                assert_eq!(word(*status), expected, "{status:?}");
                let stage = SaleStage::of(*status);
                assert_eq!(stage == Some(SaleStage::Quote), is_quote, "{status:?}");
            }
        }
    }
}
