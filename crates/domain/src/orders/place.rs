//! Placing an order: what is asked, the check of everything that needs no lookup, and the canonical text by which the
//! same order sent twice is recognised. Stock is promised by the workflow, through the book.

use std::fmt::Write as _;

use jiff::Timestamp;
use jiff::civil::Date;

use super::order::{CustomerSnapshot, OrderAddress, ShippingService};
use super::payment::{PaymentMethod, PaymentStatus};
use super::status::OrderStatus;
use super::totals::{ItemAmounts, OrderTotals, line_total, order_totals};
use crate::amount::{Money, Quantity, UnitPrice};
use crate::discounts::DiscountClaim;
use crate::finance::instalments_allowed;
use crate::ids::{BalanceId, ChannelId, LocationId, OrganizationId, SkuId, TransferId};
use crate::refusal::{Field, InvalidField, Problem, Refusal};

/// The most characters of an order's code.
pub const CODE_MAX: usize = 255;
/// The most lines of an order, so that no request holds the writer for long.
pub const ITEMS_MAX: usize = 1_000;
/// The most payments of an order.
pub const PAYMENTS_MAX: usize = 100;

/// An order as asked for, by any face.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewOrder {
    /// The caller's code.
    pub code: String,
    /// The sales channel.
    pub channel: ChannelId,
    /// Who sells and from where; `None` lets routing choose the nearest place that has everything.
    pub place: Option<(OrganizationId, LocationId)>,
    /// Who made the sale.
    pub source_organization: Option<OrganizationId>,
    /// Where it is collected; needed when transfers are named.
    pub withdrawal_channel: Option<ChannelId>,
    /// Transfers that must arrive first.
    pub transfers: Vec<TransferId>,
    /// The buyer.
    pub customer: CustomerSnapshot,
    /// Who pays.
    pub billing: Option<OrderAddress>,
    /// Where it goes.
    pub shipping: Option<OrderAddress>,
    /// The lines, at least one.
    pub items: Vec<NewItem>,
    /// The payments.
    pub payments: Vec<NewPayment>,
    /// By which rules it is discounted, as far as that is claimed.
    pub claims: Vec<DiscountClaim>,
    /// Discount on the whole order.
    pub discount: Money,
    /// Freight.
    pub freight: Money,
    /// A partner's commission.
    pub fee: Money,
    /// What the caller computed as the total; checked when given.
    pub stated_total: Option<Money>,
    /// What kind of order.
    pub mode: PlaceMode,
    /// Whether it is paid.
    pub payment_status: PaymentStatus,
    /// Whether the customer collects it.
    pub is_pickup: bool,
    /// Whether a fulfillment operator handles it.
    pub is_fulfillment: bool,
    /// When it was placed, by the caller's clock; `None` is now.
    pub placed_at: Option<Timestamp>,
    /// Remarks.
    pub comments: Option<String>,
    /// Notes for the delivery.
    pub observation: Option<String>,
    /// The basket's code.
    pub group_code: Option<String>,
    /// Whether the basket was split.
    pub is_split: bool,
    /// Which part.
    pub split_number: Option<i64>,
    /// A transport label that the caller made.
    pub label_url: Option<String>,
    /// The seller's number in the caller's system.
    pub seller_external_id: Option<String>,
    /// How it travels.
    pub shipping_service: Option<ShippingService>,
    /// Fields that only Estoka defines.
    pub extras_estoka: Option<String>,
}

/// What kind of order is placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PlaceMode {
    /// An offer, without effect on stock.
    Quote,
    /// Promises stock until it is confirmed or deleted.
    PreOrder,
    /// Promises stock and goes its way.
    Order,
    /// A counter sale: the goods leave at once and are with the customer.
    Delivered,
    /// Set aside at the store: the goods leave at once, the customer collects.
    WaitingWithdrawal,
}

/// How a line names its sku.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum SkuReference {
    /// By number.
    Id(SkuId),
    /// By code.
    Code(String),
    /// By number, and the goods come from this shelf and no other.
    OnShelf(SkuId, BalanceId),
}

impl SkuReference {
    /// The shelf the goods must come from.
    #[must_use]
    pub const fn shelf(&self) -> Option<BalanceId> {
        match self {
            Self::Id(_) | Self::Code(_) => None,
            Self::OnShelf(_, balance) => Some(*balance),
        }
    }
}

/// A line as asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewItem {
    /// What.
    pub sku: SkuReference,
    /// How much, above zero.
    pub quantity: Quantity,
    /// Price of one.
    pub unit_price: UnitPrice,
    /// What the caller computed; must be quantity × unit price, with or without the discount taken off.
    pub stated_total: Option<Money>,
    /// The line's discount.
    pub discount: Money,
    /// Serial numbers.
    pub serial_numbers: Vec<String>,
    /// Given for free.
    pub is_gift: bool,
}

impl NewItem {
    /// A line at this price, without a discount, its total not stated.
    #[must_use]
    pub const fn plain(sku: SkuReference, quantity: Quantity, unit_price: UnitPrice) -> Self {
        Self {
            sku,
            quantity,
            unit_price,
            stated_total: None,
            discount: Money::ZERO,
            serial_numbers: Vec::new(),
            is_gift: false,
        }
    }
}

/// A payment as asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPayment {
    /// With what.
    pub method: PaymentMethod,
    /// In how many instalments.
    pub instalments: u32,
    /// What it pays of the order.
    pub amount: Money,
    /// What the means of payment adds.
    pub taxes: Money,
    /// Amount and taxes, as the caller states it.
    pub total: Money,
    /// Card brand code.
    pub card_brand: Option<String>,
    /// What the acquirer answered.
    pub acquirer_response_code: Option<String>,
    /// The acquirer.
    pub acquirer_name: Option<String>,
    /// The acquirer's number.
    pub acquirer_id: Option<String>,
    /// The acquirer's authorisation.
    pub authorization_code: Option<String>,
    /// The acquirer's sequence number.
    pub nsu: Option<String>,
    /// When it was processed.
    pub processed_at: Option<Timestamp>,
    /// Bank slip's barcode.
    pub bank_slip_barcode: Option<String>,
    /// Bank slip's last day.
    pub bank_slip_expires_on: Option<Date>,
    /// Where the bank slip is.
    pub bank_slip_url: Option<String>,
    /// Exchange voucher's code.
    pub voucher_code: Option<String>,
    /// Credit contract.
    pub credit_contract: Option<String>,
    /// The caller's number.
    pub external_id: Option<String>,
}

impl NewPayment {
    /// The amount at once, with nothing added to it and nothing that an acquirer or a bank says.
    #[must_use]
    pub const fn plain(method: PaymentMethod, amount: Money) -> Self {
        Self {
            method,
            instalments: 1,
            amount,
            taxes: Money::ZERO,
            total: amount,
            card_brand: None,
            acquirer_response_code: None,
            acquirer_name: None,
            acquirer_id: None,
            authorization_code: None,
            nsu: None,
            processed_at: None,
            bank_slip_barcode: None,
            bank_slip_expires_on: None,
            bank_slip_url: None,
            voucher_code: None,
            credit_contract: None,
            external_id: None,
        }
    }
}

impl NewOrder {
    /// An order for these lines and nothing beside them: not paid yet, its place to be found, placed now.
    #[must_use]
    pub fn plain(code: impl Into<String>, channel: ChannelId, customer: CustomerSnapshot, items: Vec<NewItem>) -> Self {
        Self {
            code: code.into(),
            channel,
            place: None,
            source_organization: None,
            withdrawal_channel: None,
            transfers: Vec::new(),
            customer,
            billing: None,
            shipping: None,
            items,
            payments: Vec::new(),
            claims: Vec::new(),
            discount: Money::ZERO,
            freight: Money::ZERO,
            fee: Money::ZERO,
            stated_total: None,
            mode: PlaceMode::Order,
            payment_status: PaymentStatus::Pending,
            is_pickup: false,
            is_fulfillment: false,
            placed_at: None,
            comments: None,
            observation: None,
            group_code: None,
            is_split: false,
            split_number: None,
            label_url: None,
            seller_external_id: None,
            shipping_service: None,
            extras_estoka: None,
        }
    }

    /// Where the order begins.
    pub fn first_status(&self, requires_acceptance: bool) -> OrderStatus {
        match self.mode {
            PlaceMode::Quote => OrderStatus::Quote,
            PlaceMode::PreOrder => OrderStatus::PreOrder,
            PlaceMode::Delivered => OrderStatus::Delivered,
            PlaceMode::WaitingWithdrawal => OrderStatus::WaitingWithdrawal,
            PlaceMode::Order => match self.payment_status {
                PaymentStatus::Rejected => OrderStatus::Cancelled,
                // Its goods are elsewhere yet: there is nothing to promise, paid or not.
                PaymentStatus::Pending
                | PaymentStatus::Approved
                | PaymentStatus::PartiallyRefunded
                | PaymentStatus::Refunded
                    if !self.transfers.is_empty() =>
                {
                    OrderStatus::WaitingTransfer
                }
                PaymentStatus::Pending => OrderStatus::Placed,
                PaymentStatus::Approved | PaymentStatus::PartiallyRefunded | PaymentStatus::Refunded => {
                    if requires_acceptance {
                        OrderStatus::Placed
                    } else {
                        OrderStatus::WaitingPicking
                    }
                }
            },
        }
    }
}

/// Checks everything that needs no lookup, and computes the totals.
///
/// # Errors
/// [`Refusal::Invalid`] with every field at once, then what [`order_totals`] refuses, then [`Refusal::TotalDiffers`].
pub fn check(order: &NewOrder) -> Result<(Vec<ItemAmounts>, OrderTotals), Refusal> {
    let mut invalid = Vec::new();
    if order.code.trim().is_empty() {
        invalid.push(InvalidField::new(Field::Code, Problem::Blank));
    } else if order.code.chars().count() > CODE_MAX {
        invalid.push(InvalidField::new(Field::Code, Problem::TooLong { max: CODE_MAX }));
    }
    check_item_count(order.items.len(), &mut invalid);
    if order.customer.name.trim().is_empty() {
        invalid.push(InvalidField::new(Field::CustomerName, Problem::Blank));
    }
    for (amount, field) in [
        (order.discount, Field::Discount),
        (order.freight, Field::Freight),
        (order.fee, Field::Fee),
    ] {
        if amount.is_negative() {
            invalid.push(InvalidField::new(field, Problem::Negative));
        }
    }
    if !order.transfers.is_empty() && order.withdrawal_channel.is_none() {
        invalid.push(InvalidField::new(Field::WithdrawalChannel, Problem::Blank));
    }
    let amounts: Vec<ItemAmounts> = order
        .items
        .iter()
        .enumerate()
        .map(|(index, item)| check_item(index, item, &mut invalid))
        .collect();
    check_payments(&order.payments, &mut invalid);
    if !invalid.is_empty() {
        return Err(Refusal::Invalid(invalid));
    }
    let totals = order_totals(&amounts, order.discount, order.freight)?;
    match order.stated_total {
        Some(stated) if stated != totals.total => Err(Refusal::TotalDiffers {
            stated,
            computed: totals.total,
        }),
        Some(_) | None => Ok((amounts, totals)),
    }
}

/// Checks how many lines there are: at least one, at most [`ITEMS_MAX`].
pub fn check_item_count(count: usize, invalid: &mut Vec<InvalidField>) {
    if count == 0 {
        invalid.push(InvalidField::new(Field::Items, Problem::Blank));
    } else if count > ITEMS_MAX {
        invalid.push(InvalidField::new(Field::Items, Problem::OutOfRange));
    }
}

/// Checks payments; what is wrong with them is added to `invalid`.
pub fn check_payments(payments: &[NewPayment], invalid: &mut Vec<InvalidField>) {
    if payments.len() > PAYMENTS_MAX {
        invalid.push(InvalidField::new(Field::Payments, Problem::OutOfRange));
        return;
    }
    for (index, payment) in payments.iter().enumerate() {
        if payment.amount.is_negative() || payment.taxes.is_negative() || payment.total.is_negative() {
            invalid.push(InvalidField::at(Field::Payments, index, Problem::Negative));
        }
        if !instalments_allowed(payment) {
            invalid.push(InvalidField::at(Field::Payments, index, Problem::OutOfRange));
        }
    }
}

/// Checks one line and computes its amounts; what is wrong with it is added to `invalid`.
pub fn check_item(index: usize, item: &NewItem, invalid: &mut Vec<InvalidField>) -> ItemAmounts {
    let mut refuse = |field, problem| invalid.push(InvalidField::at(field, index, problem));
    if !item.quantity.is_positive() {
        refuse(Field::Quantity, Problem::NotPositive);
    }
    if item.unit_price.is_negative() {
        refuse(Field::UnitPrice, Problem::Negative);
    }
    if item.discount.is_negative() {
        refuse(Field::Discount, Problem::Negative);
    }
    let Some(total) = line_total(item.unit_price, item.quantity) else {
        refuse(Field::Quantity, Problem::OutOfRange);
        return ItemAmounts {
            total: Money::ZERO,
            discount: Money::ZERO,
        };
    };
    // A line of nothing, or below nothing, has no total worth comparing.
    let is_sound = item.quantity.is_positive() && !item.unit_price.is_negative();
    if let Some(stated) = item.stated_total.filter(|_| is_sound) {
        let net = total.checked_sub(item.discount);
        if stated != total && Some(stated) != net {
            refuse(Field::ItemValue, Problem::OutOfRange);
        }
    }
    ItemAmounts {
        total,
        discount: item.discount,
    }
}

/// The order's content as one text, the same for the same order however it was spelled: by its hash an order that is
/// sent twice under one code is told from another order under that code.
pub fn content(order: &NewOrder) -> String {
    let mut text = String::with_capacity(256);
    // Writing to a String cannot fail.
    let _ = write!(
        text,
        "{}|{}|{:?}|{:?}|{:?}|{}|{}|{}|{}|{:?}|",
        order.code,
        order.channel,
        order
            .place
            .map(|(organization, location)| (organization.raw(), location.raw())),
        order.mode,
        order.withdrawal_channel.map(ChannelId::raw),
        order.discount,
        order.freight,
        order.customer.name,
        order.customer.document.as_deref().unwrap_or_default(),
        order.customer.email,
    );
    for item in &order.items {
        let _ = write!(
            text,
            "{:?},{},{},{};",
            item.sku, item.quantity, item.unit_price, item.discount
        );
    }
    for payment in &order.payments {
        let _ = write!(
            text,
            "{},{},{};",
            payment.method.code(),
            payment.instalments,
            payment.amount
        );
        // Only what has one, so that orders of before are still recognised.
        if let Some(code) = &payment.voucher_code {
            let _ = write!(text, "{code:?};");
        }
    }
    for claim in &order.claims {
        let _ = write!(text, "{},{},{};", claim.discount, claim.rule, claim.amount);
    }
    if let Some(address) = &order.shipping {
        let _ = write!(
            text,
            "{:?},{:?},{:?}",
            address.postal_code, address.street, address.street_number
        );
    }
    text
}
