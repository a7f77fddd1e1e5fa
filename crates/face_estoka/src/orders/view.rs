//! An order as every route that touches one answers it.
//!
//! Not its lines, which are in `lines`, and not what hangs on it, which is in `parts`.
//!
//! The one rule to know: it holds every key that any of the vendor's examples shows, in their order; what the core does not
//! know is null or empty, as in the examples.

use app::orders::OrderView;
use domain::amount::Money;
use domain::ids::ChannelId;
use domain::orders::{CustomerSnapshot, Order, OrderAddress};
use domain::parties::{Party, PartyKind};
use face_kit::{JsonDecimal, Raw};
use serde::Serialize;
use serde_json::{Map, Value};

use super::claims::ClaimOut;
use super::extras::{EmissionOptions, OrderExtras};
use super::invoices::NfeOut;
use super::lines::{ItemOut, OrderItemOut};
use super::parts::{LogOut, OrderReturnOut, VolumeOut, logs};
use super::payments::{DataPaymentOut, PaymentOut};
use super::words;
use crate::fragments::StockOut;
use crate::labels::Links;
use crate::numbers::{Spelling, float, punctuated_document};
use crate::providers::CarrierOut;

/// One order.
#[derive(Debug, Serialize)]
pub(super) struct OrderRoot {
    pub(super) order: OrderOut,
}

/// A page of orders.
#[derive(Debug, Serialize)]
pub(super) struct OrdersRoot {
    pub(super) orders: Vec<OrderOut>,
}

/// Nothing, where the vendor always shows null.
type Nothing = Option<()>;

/// An order.
#[derive(Debug, Serialize)]
pub(super) struct OrderOut {
    id: i64,
    code: String,
    nexaas_orders_code: Option<String>,
    split: bool,
    splited_count: Option<i64>,
    organization_id: i64,
    source_organization_id: Option<i64>,
    organization_name: Option<String>,
    organization_external_id: Option<String>,
    emission_options: EmissionOptions,
    transfer_ids: Vec<i64>,
    metadata: FreeJson,
    observation: Option<String>,
    customer: Option<CustomerOut>,
    pdf_tag_file: Option<String>,
    data: DataOut,
    created_at: String,
    updated_at: String,
    pickup_on_store: bool,
    status: &'static str,
    payment_status: &'static str,
    fulfillment: bool,
    stock_id: i64,
    sale_channel_id: i64,
    sale_channel_name: Option<String>,
    price_table_id: Nothing,
    partner_fee: JsonDecimal,
    total_items_value: JsonDecimal,
    withdrawal_channel_id: Option<i64>,
    emission_status: Nothing,
    nfes: Vec<NfeOut>,
    audit_logs: Vec<LogOut>,
    order_volumes: Vec<VolumeOut>,
    order_returns: Vec<OrderReturnOut>,
    payments: Vec<PaymentOut>,
    stock: Option<StockOut>,
    seller: Option<SellerOut>,
    shipping_service: Option<ShippingServiceOut>,
    carrier: Option<CarrierOut>,
    nexaas_promo_discounts: Vec<ClaimOut>,
    /// Only where lines were added or taken out.
    #[serde(skip_serializing_if = "Option::is_none")]
    order_items: Option<Vec<OrderItemOut>>,
}

/// JSON as it came, or an empty object.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum FreeJson {
    Given(Raw),
    NoObject(Map<String, Value>),
}

/// The order's `data`: what it was created from, with its lines as they stand.
#[derive(Debug, Serialize)]
struct DataOut {
    code: String,
    comments: Option<String>,
    customer: DataCustomerOut,
    discount: JsonDecimal,
    payments: Vec<DataPaymentOut>,
    shipping: JsonDecimal,
    stock_id: i64,
    sale_channel_id: i64,
    placed_at: String,
    pre_order: bool,
    total_value: JsonDecimal,
    billing_address: AddressOut,
    emission_status: Nothing,
    shipping_address: AddressOut,
    items: Vec<ItemOut>,
    channel: Nothing,
    invoices: [(); 0],
    interest: JsonDecimal,
    shipments: [(); 0],
    updated_at: Nothing,
    shipping_cost: JsonDecimal,
    total_ordered: JsonDecimal,
    shipping_method: Nothing,
    calculation_type: Nothing,
    estimated_delivery: Nothing,
    estimated_delivery_shift: Nothing,
}

/// The buyer as the account knows him now.
#[derive(Debug, Serialize)]
struct CustomerOut {
    id: i64,
    name: String,
    email: Option<String>,
    phone_number: Option<String>,
    organization_id: Option<i64>,
    account_id: i64,
    r#type: &'static str,
    status: &'static str,
    document_number: Option<String>,
}

/// The buyer as written on the order.
#[derive(Debug, Serialize)]
struct DataCustomerOut {
    name: String,
    email: String,
    document: String,
    state_inscription: Option<String>,
    municipal_inscription: Option<String>,
    suframa_inscription: Option<String>,
    external_id: Option<String>,
    phones: Vec<String>,
}

/// An address; `{}` when there is none.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum AddressOut {
    Known(KnownAddressOut),
    None(Map<String, Value>),
}

#[derive(Debug, Serialize)]
struct KnownAddressOut {
    street: Option<String>,
    number: Option<String>,
    detail: Option<String>,
    zipcode: Option<String>,
    neighborhood: Option<String>,
    city_code: Option<String>,
    city: Option<String>,
    state: Option<String>,
    country: Option<String>,
    complement: Nothing,
}

/// Who sold it.
#[derive(Debug, Serialize)]
struct SellerOut {
    id: i64,
    name: String,
    email: Option<String>,
    organization_id: Option<i64>,
    sale_channel_ids: Vec<i64>,
    created_at: String,
    updated_at: String,
}

/// How it travels. It has the order's number: the core keeps no other.
#[derive(Debug, Serialize)]
struct ShippingServiceOut {
    id: i64,
    name: String,
    carrier: Option<String>,
    carrier_external_id: Option<CarrierCode>,
    tracking_code: Option<String>,
    tracking_url: Option<String>,
    estimated_due_date: Option<String>,
    carrier_estimated_due_date: Option<String>,
}

/// A carrier's code, a number or text as it came.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum CarrierCode {
    Number(Raw),
    Text(String),
}

impl OrderOut {
    /// An order in this spelling.
    pub(super) fn of(view: &OrderView, spelling: &Spelling, links: &Links) -> Self {
        let order = &view.order;
        let extras = OrderExtras::read(order.extras_estoka.as_deref());
        let organization = view.organization.as_ref().map(|organization| &organization.details);
        Self {
            id: order.id.raw(),
            code: order.code.clone(),
            nexaas_orders_code: order.group_code.clone(),
            split: order.is_split,
            splited_count: order.split_number,
            organization_id: order.organization.raw(),
            source_organization_id: order.source_organization.map(|id| id.raw()),
            organization_name: organization.map(|details| details.name.clone()),
            organization_external_id: organization.and_then(|details| details.external_id.clone()),
            transfer_ids: view.transfers.iter().map(|id| id.raw()).collect(),
            metadata: extras
                .metadata
                .clone()
                .map_or(FreeJson::NoObject(Map::new()), FreeJson::Given),
            observation: order.observation.clone(),
            customer: view.customer.as_ref().map(|party| CustomerOut::of(party, spelling)),
            pdf_tag_file: order.label_url.clone().or_else(|| links.label(view)),
            data: DataOut::of(view, spelling),
            created_at: spelling.instant(order.created_at),
            updated_at: spelling.instant(order.updated_at),
            pickup_on_store: order.is_pickup,
            status: words::status(order.status),
            payment_status: words::payment_status(order.payment_status),
            fulfillment: order.is_fulfillment,
            stock_id: order.location.raw(),
            sale_channel_id: order.channel.raw(),
            sale_channel_name: view.channel.as_ref().map(|channel| channel.details.name.clone()),
            price_table_id: None,
            partner_fee: float(order.fee),
            total_items_value: float(net_of_items(order)),
            withdrawal_channel_id: order.withdrawal_channel.map(|id| id.raw()),
            emission_status: None,
            nfes: view.fiscal_documents.iter().map(NfeOut::of).collect(),
            audit_logs: logs(view, spelling),
            order_volumes: view
                .volumes
                .iter()
                .map(|volume| VolumeOut::of(volume, spelling))
                .collect(),
            order_returns: view.returns.iter().map(OrderReturnOut::of).collect(),
            payments: view
                .payments
                .iter()
                .map(|payment| PaymentOut::of(payment, spelling))
                .collect(),
            stock: view
                .location
                .as_ref()
                .map(|location| StockOut::of(location, None, spelling)),
            seller: view
                .seller
                .as_ref()
                .map(|party| SellerOut::of(party, &view.seller_channels, spelling)),
            shipping_service: ShippingServiceOut::of(view, &extras),
            carrier: view.carrier.as_ref().map(|party| CarrierOut::of(party, spelling)),
            emission_options: extras.emission_options.unwrap_or_default(),
            nexaas_promo_discounts: view.claims.iter().map(ClaimOut::of).collect(),
            order_items: None,
        }
    }

    /// The same order with its lines once more, as the routes that change lines answer it.
    pub(super) fn with_order_items(mut self, view: &OrderView, spelling: &Spelling) -> Self {
        let lines = view
            .items
            .iter()
            .map(|item| OrderItemOut::of(view.order.id, item, spelling));
        self.order_items = Some(lines.collect());
        self
    }
}

/// What the lines cost after every discount. Contract, decision 39.
fn net_of_items(order: &Order) -> Money {
    // The total is this sum and the freight, so the difference is in range.
    order.total.checked_sub(order.freight).unwrap_or(order.items_total)
}

impl DataOut {
    fn of(view: &OrderView, spelling: &Spelling) -> Self {
        let order = &view.order;
        let external_id = view
            .customer
            .as_ref()
            .and_then(|party| party.details.external_id.clone());
        // What is paid was checked when it was written; beyond the range nothing is shown rather than something wrong.
        let paid = Money::checked_sum(view.payments.iter().map(|payment| payment.total)).unwrap_or_default();
        Self {
            code: order.code.clone(),
            comments: order.comments.clone(),
            customer: DataCustomerOut::of(&order.customer_snapshot, external_id),
            discount: float(order.discount),
            payments: view.payments.iter().map(DataPaymentOut::of).collect(),
            shipping: float(order.freight),
            stock_id: order.location.raw(),
            sale_channel_id: order.channel.raw(),
            placed_at: spelling.instant(order.placed_at),
            pre_order: order.is_pre_order,
            total_value: float(order.total),
            billing_address: AddressOut::of(view.billing.as_ref()),
            emission_status: None,
            shipping_address: AddressOut::of(view.shipping.as_ref()),
            items: view.items.iter().map(|item| ItemOut::of(item, spelling)).collect(),
            channel: None,
            invoices: [],
            interest: float(Money::ZERO),
            shipments: [],
            updated_at: None,
            shipping_cost: float(order.freight),
            total_ordered: float(paid),
            shipping_method: None,
            calculation_type: None,
            estimated_delivery: None,
            estimated_delivery_shift: None,
        }
    }
}

impl CustomerOut {
    fn of(party: &Party, spelling: &Spelling) -> Self {
        let details = &party.details;
        Self {
            id: party.id.raw(),
            name: details.name.clone(),
            email: details.email.clone(),
            phone_number: details.phone.clone(),
            organization_id: details.organization.map(|id| id.raw()),
            account_id: spelling.account.raw(),
            r#type: match details.kind {
                PartyKind::Person => "Person",
                PartyKind::Company => "Company",
            },
            status: details.status.name(),
            document_number: details.tax_document.as_deref().map(punctuated_document),
        }
    }
}

impl DataCustomerOut {
    fn of(customer: &CustomerSnapshot, external_id: Option<String>) -> Self {
        Self {
            name: customer.name.clone(),
            // Blank as it came: the client that sends blanks reads them into text.
            email: customer.email.clone().unwrap_or_default(),
            document: customer.document.clone().unwrap_or_default(),
            state_inscription: customer.state_registration.clone(),
            municipal_inscription: customer.municipal_registration.clone(),
            suframa_inscription: customer.suframa_registration.clone(),
            external_id,
            phones: customer.phones.clone(),
        }
    }
}

impl AddressOut {
    fn of(address: Option<&OrderAddress>) -> Self {
        let Some(address) = address else {
            return Self::None(Map::new());
        };
        Self::Known(KnownAddressOut {
            street: address.street.clone(),
            number: address.street_number.clone(),
            detail: address.complement.clone(),
            zipcode: address.postal_code.clone(),
            neighborhood: address.neighborhood.clone(),
            city_code: address.city_code.clone(),
            city: address.city.clone(),
            state: address.state.clone(),
            country: address.country.clone(),
            complement: None,
        })
    }
}

impl SellerOut {
    fn of(party: &Party, channels: &[ChannelId], spelling: &Spelling) -> Self {
        Self {
            id: party.id.raw(),
            name: party.details.name.clone(),
            email: party.details.email.clone(),
            organization_id: party.details.organization.map(|id| id.raw()),
            sale_channel_ids: channels.iter().map(|id| id.raw()).collect(),
            created_at: spelling.instant(party.created_at),
            updated_at: spelling.instant(party.updated_at),
        }
    }
}

impl ShippingServiceOut {
    fn of(view: &OrderView, extras: &OrderExtras) -> Option<Self> {
        let service = view.order.shipping_service.as_ref()?;
        let known = view.carrier.as_ref().map(|party| &party.details);
        let name_of_known = known.map(|details| details.trading_name.clone().unwrap_or_else(|| details.name.clone()));
        let number = extras.carrier_external_id.clone().map(CarrierCode::Number);
        Some(Self {
            id: view.order.id.raw(),
            name: service.name.clone(),
            carrier: extras.carrier.clone().or(name_of_known),
            carrier_external_id: number.or_else(|| service.carrier_code.clone().map(CarrierCode::Text)),
            tracking_code: service.tracking_code.clone(),
            tracking_url: service.tracking_url.clone(),
            estimated_due_date: service.due_on.map(|day| day.to_string()),
            carrier_estimated_due_date: service.carrier_due_on.map(|day| day.to_string()),
        })
    }
}
