//! The vendor's fifteen statuses, and how an order of the core stands in each.
//!
//! Not the steps between them, which are the core's.
//!
//! The one rule to know: [`of`] and [`ROWS`] say the same, once for an order and once for a search; a test holds them
//! together.

use app::orders::Standing;
use domain::orders::OrderStatus::{
    self, CancelRequested, Cancelled, Delivered, InTransit, Invoiced, Labelled, OutForDelivery, Packed, Picked, Placed,
    PreOrder, Quote, ReturnRequested, Returned, Separated, WaitingPicking, WaitingStock, WaitingTransfer,
    WaitingWithdrawal,
};
use domain::orders::{DeliveredBy, Order, PaymentStatus};

/// A code, and one way for an order to stand in it. 611 and 811, a cancellation or return that was called off, leave an
/// order where it stood before, so nothing stands there.
const ROWS: &[(u16, Standing)] = &[
    (210, paid(&[Placed], &[PaymentStatus::Pending])),
    (211, paid(&[Placed, Cancelled], &[PaymentStatus::Rejected])),
    (212, paid(&[Placed], &[PaymentStatus::Approved])),
    (213, paid(&[Placed, Cancelled], &[PaymentStatus::PartiallyRefunded])),
    (214, paid(&[Placed, Cancelled], &[PaymentStatus::Refunded])),
    (
        410,
        at(&[WaitingStock, WaitingTransfer, WaitingPicking, Picked, Packed, Invoiced]),
    ),
    (410, carried(&[Labelled, Separated], false)),
    (411, carried(&[Labelled, Separated], true)),
    (412, at(&[InTransit, OutForDelivery, WaitingWithdrawal])),
    (413, at(&[Delivered])),
    (610, at(&[CancelRequested])),
    (
        612,
        paid(&[Cancelled], &[PaymentStatus::Pending, PaymentStatus::Approved]),
    ),
    (810, at(&[ReturnRequested])),
    (812, at(&[Returned])),
];

const fn at(statuses: &'static [OrderStatus]) -> Standing {
    Standing {
        statuses,
        payments: &[],
        by_carrier: None,
    }
}

const fn paid(statuses: &'static [OrderStatus], payments: &'static [PaymentStatus]) -> Standing {
    Standing {
        statuses,
        payments,
        by_carrier: None,
    }
}

const fn carried(statuses: &'static [OrderStatus], by_carrier: bool) -> Standing {
    Standing {
        statuses,
        payments: &[],
        by_carrier: Some(by_carrier),
    }
}

/// The code of an order; none of a quote and a pre-order, which the vendor does not know.
pub(super) fn of(order: &Order) -> Option<u16> {
    match order.status {
        Quote | PreOrder => None,
        Placed => Some(by_payment(order.payment_status, 212)),
        WaitingStock | WaitingTransfer | WaitingPicking | Picked | Packed | Invoiced => Some(410),
        Labelled | Separated => Some(match order.delivered_by() {
            DeliveredBy::Carrier => 411,
            DeliveredBy::Store | DeliveredBy::Customer => 410,
        }),
        InTransit | OutForDelivery | WaitingWithdrawal => Some(412),
        Delivered => Some(413),
        CancelRequested => Some(610),
        Cancelled => Some(match order.payment_status {
            PaymentStatus::Pending | PaymentStatus::Approved => 612,
            given_back @ (PaymentStatus::Rejected | PaymentStatus::PartiallyRefunded | PaymentStatus::Refunded) => {
                by_payment(given_back, 612)
            }
        }),
        ReturnRequested => Some(810),
        Returned => Some(812),
    }
}

fn by_payment(payment: PaymentStatus, approved: u16) -> u16 {
    match payment {
        PaymentStatus::Pending => 210,
        PaymentStatus::Rejected => 211,
        PaymentStatus::Approved => approved,
        PaymentStatus::PartiallyRefunded => 213,
        PaymentStatus::Refunded => 214,
    }
}

/// What has no code, and is in no list.
pub(super) const WITHOUT_CODE: [OrderStatus; 2] = [Quote, PreOrder];

/// How orders stand in the codes of `status=410,412`; `None` when no code is asked for, and every order that has one is
/// meant. A code that does not exist is passed over: the vendor's own example names one.
pub(super) fn standings(asked: Option<&str>) -> Option<Vec<Standing>> {
    let asked = asked.map(str::trim).filter(|text| !text.is_empty())?;
    let wanted = |code: u16| asked.split(',').any(|word| word.trim().parse() == Ok(code));
    let rows = ROWS.iter().filter(|(code, _)| wanted(*code));
    Some(rows.map(|(_, standing)| *standing).collect())
}

#[cfg(test)]
mod tests {
    use app::orders::Standing;
    use domain::ids::{ChannelId, LocationId, OrderId, OrganizationId, PartyId};
    use domain::orders::{CustomerSnapshot, DeliveredBy, Order, OrderStatus, PaymentStatus};
    use jiff::Timestamp;

    use super::{ROWS, WITHOUT_CODE, of, standings};

    fn order(status: OrderStatus, payment_status: PaymentStatus, carrier: bool) -> Order {
        Order {
            id: OrderId::from_raw(1),
            code: "1".to_owned(),
            organization: OrganizationId::from_raw(1),
            source_organization: None,
            location: LocationId::from_raw(1),
            channel: ChannelId::from_raw(1),
            withdrawal_channel: None,
            customer: PartyId::from_raw(1),
            seller: None,
            carrier: carrier.then_some(PartyId::from_raw(2)),
            status,
            payment_status,
            is_pre_order: false,
            is_pickup: false,
            is_fulfillment: false,
            discount: domain::amount::Money::ZERO,
            freight: domain::amount::Money::ZERO,
            fee: domain::amount::Money::ZERO,
            items_total: domain::amount::Money::ZERO,
            total: domain::amount::Money::ZERO,
            comments: None,
            observation: None,
            group_code: None,
            is_split: false,
            split_number: None,
            label_url: None,
            customer_snapshot: CustomerSnapshot::default(),
            shipping_service: None,
            placed_at: Timestamp::UNIX_EPOCH,
            created_at: Timestamp::UNIX_EPOCH,
            updated_at: Timestamp::UNIX_EPOCH,
            extras_estoka: None,
        }
    }

    fn stands(order: &Order, standing: &Standing) -> bool {
        let by_carrier = order.delivered_by() == DeliveredBy::Carrier;
        standing.statuses.contains(&order.status)
            && (standing.payments.is_empty() || standing.payments.contains(&order.payment_status))
            && standing.by_carrier.is_none_or(|wanted| wanted == by_carrier)
    }

    #[test]
    fn an_order_is_found_by_the_code_it_shows_and_by_no_other() {
        for status in OrderStatus::ALL {
            for payment in PaymentStatus::ALL {
                for carrier in [false, true] {
                    let order = order(status, payment, carrier);
                    let found: Vec<u16> = ROWS
                        .iter()
                        .filter(|(_, standing)| stands(&order, standing))
                        .map(|(code, _)| *code)
                        .collect();
                    let shown: Vec<u16> = of(&order).into_iter().collect();
                    assert_eq!(shown.is_empty(), WITHOUT_CODE.contains(&status), "{status:?}");
                    assert_eq!(found, shown, "{status:?} {payment:?} {carrier}");
                }
            }
        }
    }

    #[test]
    fn codes_that_do_not_exist_are_passed_over() {
        let found = |asked: &str| standings(Some(asked)).map(|ways| ways.len());
        assert_eq!(found("410,420"), Some(2));
        assert_eq!((found("420"), found("x")), (Some(0), Some(0)));
        assert_eq!((found(" "), standings(None)), (None, None));
    }
}
