//! How an order moves: one table from where it stands and what is asked to where it goes. Pure; the stock and the
//! documents that a step needs are the workflow's business.

use super::status::OrderStatus::{
    self, CancelRequested, Cancelled, Delivered, InTransit, Invoiced, Labelled, OutForDelivery, Packed, Picked, Placed,
    PreOrder, Quote, ReturnRequested, Separated, WaitingPicking, WaitingStock, WaitingTransfer, WaitingWithdrawal,
};
use crate::events::EventKind;
use crate::ids::OrderId;
use crate::orders::order::OrderLogEvent;
use crate::refusal::{OrderAction, Refusal};

/// An accepted step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// Where the order stood.
    pub from: OrderStatus,
    /// Where it goes.
    pub to: OrderStatus,
}

/// Where each action may begin and where it leads. What is not here is refused.
const STEPS: &[(OrderAction, &[OrderStatus], OrderStatus)] = &[
    (OrderAction::Confirm, &[Quote, PreOrder], WaitingPicking),
    (OrderAction::ApprovePayment, &[Placed], WaitingPicking),
    (OrderAction::Accept, &[Placed], WaitingPicking),
    (OrderAction::Pick, &[WaitingPicking], Picked),
    (OrderAction::Pack, &[Picked], Packed),
    (OrderAction::Invoice, &[Packed], Invoiced),
    (OrderAction::Label, &[Invoiced], Labelled),
    (OrderAction::Separate, &[Labelled], Separated),
    (OrderAction::Unload, &[Separated], Labelled),
    (OrderAction::Ship, &[Labelled, Separated], InTransit),
    (OrderAction::Route, &[Labelled, Separated, InTransit], OutForDelivery),
    (
        OrderAction::AwaitWithdrawal,
        &[WaitingTransfer, Invoiced, Labelled],
        WaitingWithdrawal,
    ),
    (
        OrderAction::Deliver,
        &[Separated, InTransit, OutForDelivery, WaitingWithdrawal],
        Delivered,
    ),
    (
        OrderAction::Cancel,
        &[
            Quote,
            PreOrder,
            Placed,
            WaitingStock,
            WaitingTransfer,
            WaitingPicking,
            Picked,
            Packed,
            Invoiced,
            Labelled,
            Separated,
            WaitingWithdrawal,
        ],
        Cancelled,
    ),
    (OrderAction::Cancel, &[InTransit, OutForDelivery], CancelRequested),
    (OrderAction::Cancel, &[CancelRequested], Cancelled),
    // A counter sale: the goods change hands, and if it was a mistake they change back.
    (OrderAction::Conclude, &[Quote], Delivered),
    (OrderAction::Void, &[Delivered], Cancelled),
    // What was taken back in part can be taken back further; the last unit makes it `Returned`.
    (OrderAction::Return, &[Delivered, ReturnRequested], ReturnRequested),
    // These do not move the order; the table says from where they may be asked.
    (OrderAction::ChangeItems, &[PreOrder], PreOrder),
    (OrderAction::Delete, &[PreOrder], Cancelled),
];

/// Where the order goes when asked.
///
/// # Errors
/// [`Refusal::OrderStateForbids`] when the table has no such step.
pub fn advance(order: OrderId, status: OrderStatus, action: OrderAction) -> Result<Step, Refusal> {
    if action == OrderAction::Update && !status.is_final() {
        return Ok(Step {
            from: status,
            to: status,
        });
    }
    STEPS
        .iter()
        .find(|(asked, from, _)| *asked == action && from.contains(&status))
        .map(|(_, _, to)| Step { from: status, to: *to })
        .ok_or(Refusal::OrderStateForbids { order, status, action })
}

/// How a step is told: the line in the order's log and the event for others.
pub fn describe(action: OrderAction, to: OrderStatus) -> (OrderLogEvent, EventKind) {
    match action {
        OrderAction::Confirm | OrderAction::Accept | OrderAction::ApprovePayment => {
            (OrderLogEvent::Confirmed, EventKind::Updated)
        }
        OrderAction::ChangeItems | OrderAction::Update => (OrderLogEvent::Updated, EventKind::Updated),
        OrderAction::Delete => (OrderLogEvent::CancelCompleted, EventKind::Deleted),
        OrderAction::Pick => (OrderLogEvent::Picked, EventKind::OrderPicked),
        OrderAction::Pack => (OrderLogEvent::Packed, EventKind::OrderPacked),
        OrderAction::Invoice => (OrderLogEvent::Invoiced, EventKind::OrderInvoiced),
        OrderAction::Label => (OrderLogEvent::Labelled, EventKind::OrderLabelled),
        OrderAction::Separate => (OrderLogEvent::Separated, EventKind::Updated),
        // Nobody is told twice that the label was printed.
        OrderAction::Unload => (OrderLogEvent::Labelled, EventKind::Updated),
        OrderAction::Ship => (OrderLogEvent::Shipped, EventKind::OrderShipped),
        OrderAction::Route => (OrderLogEvent::OutForDelivery, EventKind::Updated),
        OrderAction::AwaitWithdrawal => (OrderLogEvent::WaitingWithdrawal, EventKind::Updated),
        OrderAction::Deliver => (OrderLogEvent::Delivered, EventKind::OrderDelivered),
        OrderAction::Cancel if to == CancelRequested => {
            (OrderLogEvent::CancelRequested, EventKind::OrderCancelRequested)
        }
        OrderAction::Conclude => (OrderLogEvent::Delivered, EventKind::OrderDelivered),
        OrderAction::Cancel | OrderAction::Void => (OrderLogEvent::CancelCompleted, EventKind::OrderCancelled),
        OrderAction::Return => (OrderLogEvent::ReturnRequested, EventKind::OrderReturnRequested),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::orders::StockHold;

    const ORDER: OrderId = OrderId::from_raw(1);

    #[test]
    fn every_status_is_reached_or_is_where_orders_begin() {
        let begin = [Quote, PreOrder, Placed, WaitingStock, WaitingTransfer, WaitingPicking];
        let reached: BTreeSet<_> = STEPS.iter().map(|(_, _, to)| *to).chain(begin).collect();
        // `Returned` is reached by a finished return of every unit, which is not a step of the order alone.
        let missing: Vec<_> = OrderStatus::ALL
            .into_iter()
            .filter(|status| !reached.contains(status))
            .collect();
        assert_eq!(missing, [OrderStatus::Returned]);
    }

    #[test]
    fn nothing_leads_out_of_a_final_status() {
        let leaving: Vec<_> = STEPS
            .iter()
            .filter(|(_, from, _)| from.iter().any(|status| status.is_final()))
            .collect();
        assert_eq!(leaving, Vec::<&(OrderAction, &[OrderStatus], OrderStatus)>::new());
        assert!(advance(ORDER, Cancelled, OrderAction::Update).is_err());
    }

    #[test]
    fn an_action_leads_to_one_place_from_each_status() {
        for (action, from, to) in STEPS {
            for status in *from {
                let step = advance(ORDER, *status, *action).expect("the table has it");
                assert_eq!(step, Step { from: *status, to: *to });
            }
        }
    }

    #[test]
    fn goods_never_go_back_to_a_promise() {
        for (action, from, to) in STEPS {
            for status in *from {
                let (before, after) = (status.stock_hold(), to.stock_hold());
                assert!(
                    !(before == StockHold::Gone && after == StockHold::Promised),
                    "{action:?} from {status:?}"
                );
            }
        }
    }

    #[test]
    fn an_order_leaves_a_load_only_to_where_it_can_join_another() {
        let step = advance(ORDER, Separated, OrderAction::Unload).expect("the table has it");
        assert!(advance(ORDER, step.to, OrderAction::Separate).is_ok());
        for status in OrderStatus::ALL.into_iter().filter(|status| *status != Separated) {
            assert!(advance(ORDER, status, OrderAction::Unload).is_err(), "{status:?}");
        }
    }

    #[test]
    fn a_delivered_order_cannot_be_cancelled() {
        assert_eq!(
            advance(ORDER, Delivered, OrderAction::Cancel),
            Err(Refusal::OrderStateForbids {
                order: ORDER,
                status: Delivered,
                action: OrderAction::Cancel
            })
        );
        assert!(advance(ORDER, ReturnRequested, OrderAction::Cancel).is_err());
    }
}
