//! Changing an order's head, confirming a pre-order, and the payment's outcome. Everything but the lines may change; what
//! is not given stays.

use domain::amount::Money;
use domain::change::Change;
use domain::discounts::{DiscountClaim, check_sum};
use domain::ids::{ChannelId, LocationId, OrderId, OrganizationId, VolumeId};
use domain::orders::{
    self, AddressRole, CODE_MAX, CustomerSnapshot, ItemAmounts, NewPayment, Order, OrderAddress, OrderPayment,
    OrderStatus, PaymentStatus, ShippingService, order_totals,
};
use domain::refusal::{Entity, Field, InvalidField, OrderAction, Problem, Refusal};
use jiff::Timestamp;
use store::counters::{self, Counter};

use super::advance_order::settle;
use super::apply_discounts::{self, Buying};
use super::place_order::paid;
use super::{cancel_order, locks, pay_by_voucher, step};
use crate::context::Context;
use crate::execute::Command;
use crate::extras::ExtrasEdit;
use crate::failure::Failure;
use crate::parties;

/// Changes the head of an order.
#[derive(Debug, Clone)]
pub struct UpdateOrder {
    /// The order.
    pub order: OrderId,
    /// A new code, which no other order has.
    pub code: Option<String>,
    /// Another selling organization. The goods stay where they are promised.
    pub organization: Option<OrganizationId>,
    /// Where the goods lie: refused when it is another place, because they are promised or gone there.
    pub location: Option<LocationId>,
    /// Another organization that made the sale.
    pub source_organization: Change<OrganizationId>,
    /// Another channel it was sold through.
    pub channel: Option<ChannelId>,
    /// Another channel to collect at.
    pub withdrawal_channel: Change<ChannelId>,
    /// Another discount on the whole order.
    pub discount: Option<Money>,
    /// Another freight.
    pub freight: Option<Money>,
    /// Another commission.
    pub fee: Option<Money>,
    /// What the caller computed as the total; checked when given.
    pub stated_total: Option<Money>,
    /// Other claims of discounts by rule in place of those it has.
    pub claims: Option<Vec<DiscountClaim>>,
    /// The customer as the order shows it.
    pub customer: Option<CustomerSnapshot>,
    /// Who pays.
    pub billing: Option<OrderAddress>,
    /// Where it goes.
    pub shipping: Option<OrderAddress>,
    /// Other payments in place of those it has; once it is sold they stay, because somebody owes by them.
    pub payments: Option<Vec<NewPayment>>,
    /// The payment's outcome.
    pub payment_status: Option<PaymentStatus>,
    /// Whether the customer collects it.
    pub is_pickup: Option<bool>,
    /// Whether a fulfillment operator handles it.
    pub is_fulfillment: Option<bool>,
    /// Whether the basket was split.
    pub is_split: Option<bool>,
    /// Which part of the basket it is.
    pub split_number: Change<i64>,
    /// The basket's code.
    pub group_code: Change<String>,
    /// When it was placed.
    pub placed_at: Option<Timestamp>,
    /// Remarks.
    pub comments: Change<String>,
    /// Notes for the delivery.
    pub observation: Change<String>,
    /// The caller's label.
    pub label_url: Change<String>,
    /// The seller's number in the caller's system.
    pub seller_external_id: Option<String>,
    /// How it travels; parts that are not given stay.
    pub shipping_service: Option<ShippingService>,
    /// Tracking codes of volumes.
    pub volume_tracking: Vec<(VolumeId, String)>,
    /// What becomes of the fields that only Estoka defines.
    pub extras_estoka: Option<ExtrasEdit>,
}

/// Turns a quote or pre-order into an order.
#[derive(Debug, Clone)]
pub struct ConfirmOrder {
    /// The order.
    pub order: OrderId,
}

impl Command for UpdateOrder {
    type Done = OrderId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<OrderId, Failure> {
        let account = cx.account();
        let mut order = locks::callers_order(cx, self.order)?;
        orders::advance(order.id, order.status, OrderAction::Update)?;
        self.change_parties(cx, &mut order)?;
        self.change_words(&mut order)?;
        self.change_claims(cx, &order)?;
        self.change_amounts(cx, &mut order)?;
        order.updated_at = cx.now;
        self.check_code(cx, &order)?;
        store::orders::update(cx.tx, account, &order)?;
        for (role, address) in [
            (AddressRole::Billing, &self.billing),
            (AddressRole::Shipping, &self.shipping),
        ] {
            if let Some(address) = address {
                store::orders::put_address(cx.tx, account, order.id, role, address)?;
            }
        }
        self.track_volumes(cx, order.id)?;
        self.change_payments(cx, &order)?;
        self.change_payment(cx, &mut order)?;
        Ok(order.id)
    }
}

impl UpdateOrder {
    /// A change of nothing.
    pub fn of(order: OrderId) -> Self {
        Self {
            order,
            code: None,
            organization: None,
            location: None,
            source_organization: Change::Keep,
            channel: None,
            withdrawal_channel: Change::Keep,
            discount: None,
            freight: None,
            fee: None,
            stated_total: None,
            claims: None,
            customer: None,
            billing: None,
            shipping: None,
            payments: None,
            payment_status: None,
            is_pickup: None,
            is_fulfillment: None,
            is_split: None,
            split_number: Change::Keep,
            group_code: Change::Keep,
            placed_at: None,
            comments: Change::Keep,
            observation: Change::Keep,
            label_url: Change::Keep,
            seller_external_id: None,
            shipping_service: None,
            volume_tracking: Vec::new(),
            extras_estoka: None,
        }
    }

    /// Who sells, who buys, who sold it, who carries it.
    fn change_parties(&self, cx: &mut Context<'_, '_>, order: &mut Order) -> Result<(), Failure> {
        let account = cx.account();
        if let Some(organization) = self.organization {
            if !store::organizations::exists(cx.tx, account, organization)? {
                return Err(Refusal::invalid(Field::Organization, Problem::Unknown).into());
            }
            order.organization = organization;
        }
        if self.location.is_some_and(|asked| asked != order.location) {
            return Err(Refusal::invalid(Field::Location, Problem::NotAllowed).into());
        }
        if let Some(channel) = self.channel {
            if store::channels::find(cx.tx, account, channel)?.is_none() {
                return Err(Refusal::invalid(Field::Channel, Problem::Unknown).into());
            }
            order.channel = channel;
        }
        check_references(
            cx,
            self.source_organization.new_value(),
            self.withdrawal_channel.new_value(),
        )?;
        self.source_organization.apply(&mut order.source_organization);
        self.withdrawal_channel.apply(&mut order.withdrawal_channel);
        if let Some(customer) = &self.customer {
            order.customer = parties::customer_for_order(cx, customer)?;
            order.customer_snapshot = customer.clone();
        }
        if let Some(code) = &self.seller_external_id {
            order.seller = store::parties::find_seller_by_external_id(cx.tx, account, code)?;
        }
        if let Some(service) = &self.shipping_service {
            if let Some(code) = &service.carrier_code {
                order.carrier = store::parties::find_carrier_by_external_id(cx.tx, account, code)?.or(order.carrier);
            }
            let known = order.shipping_service.take().unwrap_or_default();
            order.shipping_service = Some(merged(known, service));
        }
        Ok(())
    }

    /// Texts, dates and switches.
    fn change_words(&self, order: &mut Order) -> Result<(), Refusal> {
        if let Some(code) = &self.code {
            if code.trim().is_empty() {
                return Err(Refusal::invalid(Field::Code, Problem::Blank));
            }
            if code.chars().count() > CODE_MAX {
                return Err(Refusal::invalid(Field::Code, Problem::TooLong { max: CODE_MAX }));
            }
            order.code.clone_from(code);
        }
        order.is_pickup = self.is_pickup.unwrap_or(order.is_pickup);
        order.is_fulfillment = self.is_fulfillment.unwrap_or(order.is_fulfillment);
        order.is_split = self.is_split.unwrap_or(order.is_split);
        self.split_number.apply(&mut order.split_number);
        order.placed_at = self.placed_at.unwrap_or(order.placed_at);
        self.comments.clone().apply(&mut order.comments);
        self.observation.clone().apply(&mut order.observation);
        self.label_url.clone().apply(&mut order.label_url);
        self.group_code.clone().apply(&mut order.group_code);
        if let Some(edit) = &self.extras_estoka {
            edit.apply(&mut order.extras_estoka);
        }
        Ok(())
    }

    /// What is claimed of discounts by rule. A smaller discount must still cover what was claimed before.
    fn change_claims(&self, cx: &mut Context<'_, '_>, order: &Order) -> Result<(), Failure> {
        let (account, now) = (cx.account(), cx.now);
        if self.claims.is_none() && self.discount.is_none() {
            return Ok(());
        }
        let discount = self.discount.unwrap_or(order.discount);
        let items = store::orders::items_of(cx.tx, account, &[order.id])?;
        let buying = Buying::of(order, items.iter().map(|(_, item)| item), discount);
        let known = store::orders::claims_of(cx.tx, account, &[order.id])?;
        let known: Vec<DiscountClaim> = known.into_iter().map(|one| one.claim).collect();
        match &self.claims {
            Some(claims) if *claims != known => {
                apply_discounts::check(cx, claims, buying)?;
                store::orders::delete_claims(cx.tx, account, order.id)?;
                store::orders::insert_claims(cx.tx, account, order.id, claims, now)?;
                Ok(())
            }
            Some(_) | None => Ok(check_sum(&known, buying.discount)?),
        }
    }

    /// Discount, freight and commission; the total follows, and every line's share of the discount.
    fn change_amounts(&self, cx: &mut Context<'_, '_>, order: &mut Order) -> Result<(), Failure> {
        let (account, now) = (cx.account(), cx.now);
        let discount = self.discount.unwrap_or(order.discount);
        let freight = self.freight.unwrap_or(order.freight);
        order.fee = self.fee.unwrap_or(order.fee);
        for (amount, field) in [
            (discount, Field::Discount),
            (freight, Field::Freight),
            (order.fee, Field::Fee),
        ] {
            if amount.is_negative() {
                return Err(Refusal::invalid(field, Problem::Negative).into());
            }
        }
        if discount != order.discount || freight != order.freight {
            let items = store::orders::items_of(cx.tx, account, &[order.id])?;
            let amounts: Vec<ItemAmounts> = items
                .iter()
                .map(|(_, item)| ItemAmounts {
                    total: item.total,
                    discount: item.discount,
                })
                .collect();
            let totals = order_totals(&amounts, discount, freight)?;
            for ((_, item), share) in items.iter().zip(&totals.shares) {
                store::orders::update_item_share(cx.tx, account, order.id, item.id, *share, now)?;
            }
            order.discount = discount;
            order.freight = freight;
            order.total = totals.total;
        }
        match self.stated_total {
            Some(stated) if stated != order.total => Err(Refusal::TotalDiffers {
                stated,
                computed: order.total,
            }
            .into()),
            Some(_) | None => Ok(()),
        }
    }

    /// Refuses a code that another order has.
    fn check_code(&self, cx: &mut Context<'_, '_>, order: &Order) -> Result<(), Failure> {
        let account = cx.account();
        if self.code.is_none() {
            return Ok(());
        }
        match store::orders::find_code(cx.tx, account, &order.code)? {
            Some((other, _)) if other != order.id => Err(Refusal::OrderCodeTaken {
                code: order.code.clone(),
            }
            .into()),
            Some(_) | None => Ok(()),
        }
    }

    /// Tracking codes of volumes that the order has.
    fn track_volumes(&self, cx: &mut Context<'_, '_>, order: OrderId) -> Result<(), Failure> {
        let (account, now) = (cx.account(), cx.now);
        for (volume, code) in &self.volume_tracking {
            if !store::orders::set_volume_tracking(cx.tx, account, order, *volume, code, now)? {
                return Err(Refusal::not_found(Entity::Volume, volume).into());
            }
        }
        Ok(())
    }

    /// Puts the given payments in place of those the order has, unless they are the same.
    fn change_payments(&self, cx: &mut Context<'_, '_>, order: &Order) -> Result<(), Failure> {
        let (account, now) = (cx.account(), cx.now);
        let Some(payments) = &self.payments else { return Ok(()) };
        let mut invalid = Vec::new();
        orders::check_payments(payments, &mut invalid);
        Refusal::unless_empty(invalid)?;
        let known = store::orders::payments_of(cx.tx, account, &[order.id])?;
        if known.len() == payments.len()
            && known
                .iter()
                .zip(payments)
                .all(|((_, old), new)| pays_the_same(old, new))
        {
            return Ok(());
        }
        if step::is_sold(order.status) {
            return Err(Refusal::invalid(Field::Payments, Problem::NotAllowed).into());
        }
        let vouchers = pay_by_voucher::claim(cx, payments, Some(order.id))?;
        pay_by_voucher::give_back(cx, order.id, &vouchers)?;
        pay_by_voucher::spend(cx, order.id, &vouchers)?;
        let [first] = counters::take(cx.tx, account, [(Counter::OrderPayment, payments.len())])?;
        store::orders::delete_payments(cx.tx, account, order.id)?;
        for (id, payment) in (first..).zip(payments) {
            store::orders::insert_payment(cx.tx, account, order.id, &paid(id, payment, now))?;
        }
        Ok(())
    }

    /// What the payment's outcome does to the order. Approving a pre-order leaves it one; it is confirmed on its own.
    fn change_payment(&self, cx: &mut Context<'_, '_>, order: &mut Order) -> Result<(), Failure> {
        let before = order.payment_status;
        match self.payment_status {
            Some(PaymentStatus::Rejected) if before != PaymentStatus::Rejected => {
                cancel_order::reject_payment(cx, order)
            }
            Some(PaymentStatus::Approved) if before != PaymentStatus::Approved && moves_when_paid(cx, order)? => {
                order.payment_status = PaymentStatus::Approved;
                accept(cx, order, OrderAction::ApprovePayment)
            }
            Some(status) => {
                order.payment_status = status;
                settle(cx, order, order.status, OrderAction::Update)
            }
            None => settle(cx, order, order.status, OrderAction::Update),
        }
    }
}

impl Command for ConfirmOrder {
    type Done = OrderId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<OrderId, Failure> {
        let mut order = locks::callers_order(cx, self.order)?;
        order.payment_status = PaymentStatus::Approved;
        accept(cx, &mut order, OrderAction::Confirm)?;
        Ok(order.id)
    }
}

/// Whether a payment is, by its money, one that the order has. One that names no voucher means the same.
fn pays_the_same(old: &OrderPayment, new: &NewPayment) -> bool {
    let same_voucher = new.voucher_code.is_none() || new.voucher_code == old.voucher_code;
    same_voucher
        && (old.method, old.instalments, old.amount, old.taxes, old.total)
            == (new.method, new.instalments, new.amount, new.taxes, new.total)
}

/// Whether paying is all the order waits for. In a channel that wants acceptance it goes on waiting, paid.
fn moves_when_paid(cx: &mut Context<'_, '_>, order: &Order) -> Result<bool, Failure> {
    let account = cx.account();
    if order.status != OrderStatus::Placed {
        return Ok(false);
    }
    let channel = store::channels::find(cx.tx, account, order.channel)?;
    Ok(!channel.is_some_and(|channel| channel.details.requires_acceptance))
}

/// Refuses an organization or a channel of collection that the account does not have.
pub(crate) fn check_references(
    cx: &mut Context<'_, '_>,
    source_organization: Option<&OrganizationId>,
    withdrawal_channel: Option<&ChannelId>,
) -> Result<(), Failure> {
    let account = cx.account();
    let mut invalid = Vec::new();
    if let Some(organization) = source_organization
        && !store::organizations::exists(cx.tx, account, *organization)?
    {
        invalid.push(InvalidField::new(Field::Organization, Problem::Unknown));
    }
    if let Some(channel) = withdrawal_channel
        && store::channels::find(cx.tx, account, *channel)?.is_none()
    {
        invalid.push(InvalidField::new(Field::WithdrawalChannel, Problem::Unknown));
    }
    Ok(Refusal::unless_empty(invalid)?)
}

/// Moves an order to where the warehouse may begin, and bills it.
///
/// # Errors
/// What the table forbids, and a shortage of what a quote asks for.
pub(crate) fn accept(cx: &mut Context<'_, '_>, order: &mut Order, action: OrderAction) -> Result<(), Failure> {
    let account = cx.account();
    let next = orders::advance(order.id, order.status, action)?;
    if next.from == OrderStatus::Quote {
        super::take_quote::take_goods(cx, order, super::promise::Taking::Promise)?;
    }
    settle(cx, order, next.to, action)?;
    if next.from == OrderStatus::Quote && super::end_titles::open_planned(cx, order)? {
        return Ok(());
    }
    let payments: Vec<_> = store::orders::payments_of(cx.tx, account, &[order.id])?
        .into_iter()
        .map(|(_, payment)| payment)
        .collect();
    step::bill(cx, order, &payments)
}

/// The known service with what was given put over it.
fn merged(known: ShippingService, given: &ShippingService) -> ShippingService {
    ShippingService {
        name: if given.name.is_empty() {
            known.name
        } else {
            given.name.clone()
        },
        carrier_code: given.carrier_code.clone().or(known.carrier_code),
        tracking_code: given.tracking_code.clone().or(known.tracking_code),
        tracking_url: given.tracking_url.clone().or(known.tracking_url),
        due_on: given.due_on.or(known.due_on),
        carrier_due_on: given.carrier_due_on.or(known.carrier_due_on),
    }
}
