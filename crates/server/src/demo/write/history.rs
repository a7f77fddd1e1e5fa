//! Writes what happened: goods that came, orders and what became of them, in the order of time.
//!
//! Not the plan of it: that is `trade` and `goods`.
//!
//! The one rule to know: nothing here can be refused, since the plan keeps to the rules; a refusal is a defect and ends
//! the seeding.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use app::workflow::advance_order::{AdvanceOrder, NewInvoice, OrderStep};
use app::workflow::cancel_order::CancelOrder;
use app::workflow::enter_stock::{EnterStock, EntryLine};
use app::workflow::place_order::PlaceOrder;
use app::workflow::return_order::{NewReturnItem, ReturnOrder};
use app::workflow::transfer_stock::{AdvanceTransfer, CreateTransfer};
use app::workflow::update_order::UpdateOrder;
use app::{Command, Context, Failure};
use domain::ids::{ChannelId, OrderId, TransferId};
use domain::orders::{
    CustomerSnapshot, NewItem, NewOrder, NewPayment, OrderAddress, PaymentStatus, PlaceMode, ShippingService,
    SkuReference,
};
use domain::refusal::OrderAction;
use domain::stock::AdjustReason;
use domain::transfers::TransferStep;
use jiff::Timestamp;

use super::company::Company;
use super::parties::{carrier_code, seller_code};
use super::{Writing, inside, money, price, units};
use crate::demo::shops::DISTRIBUTION;
use crate::demo::world::{AddressPlan, Back, CustomerPlan, Event, Nature, OrderPlan, SkuAt, World};
use crate::progress::Progress;

/// Happenings of one transaction.
const HAPPENINGS: usize = 250;

/// What happens refers to.
struct Around {
    world: Arc<World>,
    company: Company,
    channels: Vec<ChannelId>,
}

pub(super) fn write(
    writing: &Writing,
    company: Company,
    channels: Vec<ChannelId>,
    progress: &Progress,
) -> anyhow::Result<()> {
    let around = Arc::new(Around {
        world: Arc::clone(&writing.world),
        company,
        channels,
    });
    let total = writing.world.history.len();
    progress.phase("orders and stock", super::count(total));
    let mut known = Known::default();
    for from in (0..total).step_by(HAPPENINGS) {
        let range = from..total.min(from + HAPPENINGS);
        let written = range.len();
        known = writing.run(Happenings {
            around: Arc::clone(&around),
            range,
            known,
        })?;
        progress.advance(super::count(written));
    }
    Ok(())
}

/// The numbers of what was written, by its index in the world.
#[derive(Debug, Clone, Default)]
struct Known {
    orders: BTreeMap<usize, OrderId>,
    /// The transfers that bring the goods of orders.
    carried: BTreeMap<usize, TransferId>,
    transfers: BTreeMap<usize, TransferId>,
}

/// A stretch of the history, in one transaction.
struct Happenings {
    around: Arc<Around>,
    range: Range<usize>,
    /// What was written before it.
    known: Known,
}

impl Command for Happenings {
    type Done = Known;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<Known, Failure> {
        let mut known = self.known.clone();
        let around = &self.around;
        for happening in &around.world.history[self.range.clone()] {
            let at = happening.at;
            match happening.what {
                Event::Receive(receipt) => {
                    inside(cx, at, &around.receipt(receipt))?;
                }
                Event::Request(transfer) => {
                    let plan = &around.world.transfers[transfer];
                    let id = inside(cx, at, &around.transfer(plan.to, &plan.items))?;
                    known.transfers.insert(transfer, id);
                }
                Event::Move(transfer, step) => {
                    inside(cx, at, &around.moved(known.transfers[&transfer], step))?;
                }
                Event::Place(order) => around.place(cx, at, order, &mut known)?,
                Event::Advance(order, action) => advance(cx, at, known.orders[&order], action)?,
                Event::Carry(order, step) => {
                    inside(cx, at, &around.moved(known.carried[&order], step))?;
                }
                Event::GiveBack(order, back) => {
                    inside(cx, at, &around.back(known.orders[&order], order, back))?;
                }
            }
        }
        Ok(known)
    }
}

fn advance(cx: &mut Context<'_, '_>, at: Timestamp, order: OrderId, action: OrderAction) -> Result<(), Failure> {
    let step = match action {
        OrderAction::ApprovePayment => {
            let approved = UpdateOrder {
                payment_status: Some(PaymentStatus::Approved),
                ..UpdateOrder::of(order)
            };
            return inside(cx, at, &approved).map(drop);
        }
        OrderAction::Cancel => return inside(cx, at, &CancelOrder { order }).map(drop),
        OrderAction::Pick => OrderStep::Pick,
        OrderAction::Pack => OrderStep::Pack(Vec::new()),
        OrderAction::Invoice => OrderStep::Invoice(NewInvoice::default()),
        OrderAction::Label => OrderStep::Label,
        OrderAction::Separate => OrderStep::Separate,
        OrderAction::Ship => OrderStep::Ship,
        OrderAction::Route => OrderStep::Route,
        OrderAction::Deliver => OrderStep::Deliver,
        OrderAction::AwaitWithdrawal => OrderStep::AwaitWithdrawal,
        // No journey has these steps.
        OrderAction::Return
        | OrderAction::Unload
        | OrderAction::Accept
        | OrderAction::Confirm
        | OrderAction::Conclude
        | OrderAction::Void
        | OrderAction::ChangeItems
        | OrderAction::Update
        | OrderAction::Delete => return Ok(()),
    };
    inside(cx, at, &AdvanceOrder { order, step }).map(drop)
}

impl Around {
    fn sku(&self, at: SkuAt) -> SkuReference {
        SkuReference::Code(self.world.products[at.product].skus[at.sku].code.clone())
    }

    fn receipt(&self, index: usize) -> EnterStock {
        let plan = &self.world.receipts[index];
        let line = |(at, quantity, cost_cents): &(SkuAt, i64, i64)| EntryLine {
            unit_cost: Some(price(*cost_cents)),
            ..EntryLine::of(self.sku(*at), units(*quantity))
        };
        EnterStock {
            organization: self.company.organizations[plan.organization],
            location: self.company.locations[plan.organization],
            reason: AdjustReason::Purchase,
            note: Some(format!(
                "NF {} de {}",
                plan.number, self.world.suppliers[plan.supplier].name
            )),
            moved_at: None,
            lines: plan.items.iter().map(line).collect(),
        }
    }

    fn transfer(&self, to: usize, items: &[(SkuAt, i64)]) -> CreateTransfer {
        CreateTransfer {
            organization: self.company.organizations[DISTRIBUTION],
            from: self.company.locations[DISTRIBUTION],
            to: self.company.locations[to],
            order: None,
            note: None,
            items: items
                .iter()
                .map(|(at, quantity)| (self.sku(*at), units(*quantity)))
                .collect(),
        }
    }

    fn moved(&self, transfer: TransferId, step: TransferStep) -> AdvanceTransfer {
        AdvanceTransfer {
            organization: self.company.organizations[DISTRIBUTION],
            transfer,
            step,
        }
    }

    fn back(&self, order: OrderId, index: usize, back: Back) -> ReturnOrder {
        let plan = &self.world.orders[index];
        let item = |at: SkuAt, quantity| NewReturnItem {
            sku: self.sku(at),
            quantity: units(quantity),
            comments: Some("Não serviu".to_owned()),
        };
        let items = match back {
            Back::OneUnit => plan.items.iter().take(1).map(|(at, _, _)| item(*at, 1)).collect(),
            Back::Everything => plan
                .items
                .iter()
                .map(|(at, quantity, _)| item(*at, *quantity))
                .collect(),
        };
        ReturnOrder {
            order,
            organization: None,
            items,
        }
    }

    /// Places an order, after asking for the transfer that brings its goods, if one does.
    fn place(&self, cx: &mut Context<'_, '_>, at: Timestamp, index: usize, known: &mut Known) -> Result<(), Failure> {
        let plan = &self.world.orders[index];
        let mut order = self.order(plan, at);
        if plan.is_transferred {
            let items: Vec<(SkuAt, i64)> = plan.items.iter().map(|(at, quantity, _)| (*at, *quantity)).collect();
            let transfer = inside(cx, at, &self.transfer(plan.organization, &items))?;
            order.transfers.push(transfer);
            known.carried.insert(index, transfer);
        }
        known.orders.insert(index, inside(cx, at, &PlaceOrder(order))?.order);
        Ok(())
    }

    fn order(&self, plan: &OrderPlan, at: Timestamp) -> NewOrder {
        let customer = &self.world.customers[plan.customer];
        let item =
            |(at, quantity, cents): &(SkuAt, i64, i64)| NewItem::plain(self.sku(*at), units(*quantity), price(*cents));
        let items = plan.items.iter().map(item).collect();
        let channel = self.channels[plan.channel];
        let is_delivered_at_once = plan.mode == PlaceMode::Delivered;
        NewOrder {
            place: Some((
                self.company.organizations[plan.organization],
                self.company.locations[plan.organization],
            )),
            withdrawal_channel: plan.collected_at.map(|channel| self.channels[channel]),
            billing: Some(order_address(&customer.address)),
            shipping: (!is_delivered_at_once).then(|| order_address(&customer.address)),
            payments: vec![payment(plan, at)],
            discount: money(plan.discount_cents),
            freight: money(plan.freight_cents),
            stated_total: Some(money(plan.total_cents())),
            mode: plan.mode,
            payment_status: if plan.is_paid {
                PaymentStatus::Approved
            } else {
                PaymentStatus::Pending
            },
            is_pickup: plan.collected_at.is_some(),
            placed_at: Some(at),
            seller_external_id: plan.seller.map(seller_code),
            shipping_service: plan.carrier.map(|carrier| shipping(carrier, &self.world)),
            ..NewOrder::plain(plan.code.clone(), channel, snapshot(customer), items)
        }
    }
}

fn shipping(carrier: usize, world: &World) -> ShippingService {
    ShippingService {
        name: world.carriers[carrier].name.clone(),
        carrier_code: Some(carrier_code(carrier)),
        ..ShippingService::default()
    }
}

fn payment(plan: &OrderPlan, at: Timestamp) -> NewPayment {
    NewPayment {
        instalments: plan.instalments,
        processed_at: plan.is_paid.then_some(at),
        ..NewPayment::plain(plan.payment, money(plan.total_cents()))
    }
}

fn snapshot(customer: &CustomerPlan) -> CustomerSnapshot {
    let (document, state_registration) = match &customer.nature {
        Nature::Person { cpf, .. } => (cpf.clone(), None),
        Nature::Company {
            cnpj,
            state_registration,
            ..
        } => (cnpj.clone(), state_registration.clone()),
    };
    CustomerSnapshot {
        name: customer.name.clone(),
        email: Some(customer.email.clone()),
        document: Some(document),
        phones: vec![customer.phone.clone()],
        state_registration,
        municipal_registration: None,
        suframa_registration: None,
    }
}

fn order_address(plan: &AddressPlan) -> OrderAddress {
    OrderAddress {
        street: Some(plan.street.clone()),
        street_number: Some(plan.number.clone()),
        complement: plan.complement.map(ToOwned::to_owned),
        neighborhood: Some(plan.neighborhood.to_owned()),
        city: Some(plan.place.city.to_owned()),
        city_code: Some(plan.place.city_code.to_owned()),
        state: Some(plan.place.state.to_owned()),
        postal_code: Some(plan.postal_code.clone()),
        country: Some("Brasil".to_owned()),
    }
}
