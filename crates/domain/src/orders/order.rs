//! An order and its parts as they are kept. Records only; the decisions are in the other files of this module.

use jiff::Timestamp;
use jiff::civil::Date;

use super::payment::{PaymentMethod, PaymentStatus};
use super::status::OrderStatus;
use crate::amount::{Money, Quantity, UnitPrice};
use crate::ids::{
    AuditLogId, BalanceId, ChannelId, LocationId, OrderId, OrderItemId, OrganizationId, PartyId, PaymentId, SkuId,
    TransferId, UserId, VolumeId,
};

/// The head of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// Its number.
    pub id: OrderId,
    /// The caller's code, unique in the account.
    pub code: String,
    /// Who sells.
    pub organization: OrganizationId,
    /// Who made the sale, when another organization delivers.
    pub source_organization: Option<OrganizationId>,
    /// Where the goods lie.
    pub location: LocationId,
    /// Through which channel it was sold.
    pub channel: ChannelId,
    /// Through which channel it is collected.
    pub withdrawal_channel: Option<ChannelId>,
    /// Who buys.
    pub customer: PartyId,
    /// Who sold it.
    pub seller: Option<PartyId>,
    /// Who carries it.
    pub carrier: Option<PartyId>,
    /// Where it stands.
    pub status: OrderStatus,
    /// Whether it is paid.
    pub payment_status: PaymentStatus,
    /// Whether it began as a pre-order.
    pub is_pre_order: bool,
    /// Whether the customer collects it at a store.
    pub is_pickup: bool,
    /// Whether a fulfillment operator handles it.
    pub is_fulfillment: bool,
    /// Discount on the whole order.
    pub discount: Money,
    /// Freight charged.
    pub freight: Money,
    /// A partner's commission, kept for reports; no part of the total.
    pub fee: Money,
    /// Σ of the lines before any discount.
    pub items_total: Money,
    /// What is to be paid: items − discounts + freight.
    pub total: Money,
    /// The caller's remarks.
    pub comments: Option<String>,
    /// The caller's notes for the delivery.
    pub observation: Option<String>,
    /// The same for all orders that one basket was split into.
    pub group_code: Option<String>,
    /// Whether it is part of a split basket.
    pub is_split: bool,
    /// Which part.
    pub split_number: Option<i64>,
    /// A transport label that the caller made.
    pub label_url: Option<String>,
    /// The customer as written on this order.
    pub customer_snapshot: CustomerSnapshot,
    /// How it travels.
    pub shipping_service: Option<ShippingService>,
    /// When it was placed, by the caller's clock.
    pub placed_at: Timestamp,
    /// When it was recorded.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// Fields that only Estoka defines, as that face wrote them. No rule reads them.
    pub extras_estoka: Option<String>,
}

/// The customer as written on an order: what the party says later does not change it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CustomerSnapshot {
    /// Name.
    pub name: String,
    /// E-mail.
    pub email: Option<String>,
    /// CPF or CNPJ, without punctuation.
    pub document: Option<String>,
    /// Telephones as given.
    pub phones: Vec<String>,
    /// State registration, letters and digits only.
    pub state_registration: Option<String>,
    /// Municipal registration.
    pub municipal_registration: Option<String>,
    /// SUFRAMA registration.
    pub suframa_registration: Option<String>,
}

/// How an order travels.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ShippingService {
    /// Name of the service.
    pub name: String,
    /// The carrier's code in the caller's system.
    pub carrier_code: Option<String>,
    /// Tracking code.
    pub tracking_code: Option<String>,
    /// Where to track it.
    pub tracking_url: Option<String>,
    /// Promised to the customer.
    pub due_on: Option<Date>,
    /// Promised by the carrier.
    pub carrier_due_on: Option<Date>,
}

/// An address as written on an order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OrderAddress {
    /// Street.
    pub street: Option<String>,
    /// Number.
    pub street_number: Option<String>,
    /// Complement.
    pub complement: Option<String>,
    /// Neighbourhood.
    pub neighborhood: Option<String>,
    /// City.
    pub city: Option<String>,
    /// Municipality code of the IBGE.
    pub city_code: Option<String>,
    /// State.
    pub state: Option<String>,
    /// CEP, digits only.
    pub postal_code: Option<String>,
    /// Country.
    pub country: Option<String>,
}

/// What an address on an order is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AddressRole {
    /// Who pays.
    Billing,
    /// Where it goes.
    Shipping,
}

impl AddressRole {
    /// The name in the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::Billing => "billing",
            Self::Shipping => "shipping",
        }
    }

    /// The role of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Billing, Self::Shipping]
            .into_iter()
            .find(|role| role.name() == name)
    }
}

/// A line of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderItem {
    /// Its number.
    pub id: OrderItemId,
    /// What is sold.
    pub sku: SkuId,
    /// The shelf it comes from; the first, when several lots serve it. None while nothing is promised.
    pub balance: Option<BalanceId>,
    /// How much.
    pub quantity: Quantity,
    /// Price of one.
    pub unit_price: UnitPrice,
    /// The line's own discount.
    pub discount: Money,
    /// The line's share of the order's discount.
    pub discount_share: Money,
    /// Quantity × unit price, before any discount.
    pub total: Money,
    /// Serial numbers sold.
    pub serial_numbers: Vec<String>,
    /// Given for free.
    pub is_gift: bool,
    /// Whether goods are taken from the stock for it; not for a service.
    pub takes_stock: bool,
    /// What is to be said of it.
    pub note: Option<String>,
    /// What one cost when the goods were taken or promised; `None` while neither was done.
    pub unit_cost: Option<UnitPrice>,
    /// When it was added.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// A payment of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderPayment {
    /// Its number.
    pub id: PaymentId,
    /// With what.
    pub method: PaymentMethod,
    /// In how many instalments, at least one.
    pub instalments: u32,
    /// What it pays of the order.
    pub amount: Money,
    /// What the means of payment adds.
    pub taxes: Money,
    /// Amount and taxes.
    pub total: Money,
    /// Card brand code.
    pub card_brand: Option<String>,
    /// What the acquirer answered.
    pub acquirer_response_code: Option<String>,
    /// The acquirer.
    pub acquirer_name: Option<String>,
    /// The acquirer's number for it.
    pub acquirer_id: Option<String>,
    /// The acquirer's authorisation.
    pub authorization_code: Option<String>,
    /// The acquirer's sequence number.
    pub nsu: Option<String>,
    /// When the acquirer processed it.
    pub processed_at: Option<Timestamp>,
    /// Bank slip's barcode.
    pub bank_slip_barcode: Option<String>,
    /// Bank slip's last day.
    pub bank_slip_expires_on: Option<Date>,
    /// Where the bank slip is.
    pub bank_slip_url: Option<String>,
    /// Exchange voucher's code.
    pub voucher_code: Option<String>,
    /// Number of the credit contract.
    pub credit_contract: Option<String>,
    /// The caller's number for it.
    pub external_id: Option<String>,
    /// When it was added.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// A line of an order's history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderLog {
    /// Its number.
    pub id: AuditLogId,
    /// The order.
    pub order: OrderId,
    /// What happened.
    pub event: OrderLogEvent,
    /// More about it, for people.
    pub message: String,
    /// Who did it, when a person did.
    pub user: Option<UserId>,
    /// The transfer behind it.
    pub transfer: Option<TransferId>,
    /// When.
    pub reported_at: Timestamp,
}

/// What can be told of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each is the fact of the same name")]
pub enum OrderLogEvent {
    Confirmed,
    Updated,
    Picked,
    Packed,
    Invoiced,
    Labelled,
    Separated,
    Shipped,
    OutForDelivery,
    WaitingWithdrawal,
    Delivered,
    CancelRequested,
    CancelCompleted,
    ReturnRequested,
    ReturnCompleted,
}

impl OrderLogEvent {
    /// Every event.
    pub const ALL: [Self; 15] = [
        Self::Confirmed,
        Self::Updated,
        Self::Picked,
        Self::Packed,
        Self::Invoiced,
        Self::Labelled,
        Self::Separated,
        Self::Shipped,
        Self::OutForDelivery,
        Self::WaitingWithdrawal,
        Self::Delivered,
        Self::CancelRequested,
        Self::CancelCompleted,
        Self::ReturnRequested,
        Self::ReturnCompleted,
    ];

    /// The name in the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Updated => "updated",
            Self::Picked => "picked",
            Self::Packed => "packed",
            Self::Invoiced => "invoiced",
            Self::Labelled => "labelled",
            Self::Separated => "separated",
            Self::Shipped => "shipped",
            Self::OutForDelivery => "out_for_delivery",
            Self::WaitingWithdrawal => "waiting_withdrawal",
            Self::Delivered => "delivered",
            Self::CancelRequested => "cancel_requested",
            Self::CancelCompleted => "cancel_completed",
            Self::ReturnRequested => "return_requested",
            Self::ReturnCompleted => "return_completed",
        }
    }

    /// The event of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|event| event.name() == name)
    }
}

/// A parcel of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Volume {
    /// Its number.
    pub id: VolumeId,
    /// The order.
    pub order: OrderId,
    /// Which parcel of the order, from 1.
    pub number: i64,
    /// What kind of package (`CX`, `UN`).
    pub package_kind: String,
    /// Width, in the caller's unit.
    pub width: Option<Quantity>,
    /// Height.
    pub height: Option<Quantity>,
    /// Depth.
    pub depth: Option<Quantity>,
    /// Weight.
    pub weight: Option<Quantity>,
    /// Tracking code of this parcel.
    pub tracking_code: Option<String>,
    /// What is inside.
    pub items: Vec<VolumeItem>,
    /// When it was packed.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// What a parcel holds of one sku.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VolumeItem {
    /// Its number.
    pub id: i64,
    /// The sku.
    pub sku: SkuId,
    /// How much.
    pub quantity: Quantity,
    /// When it was packed.
    pub created_at: Timestamp,
}
