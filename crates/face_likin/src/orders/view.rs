//! An order as Likin prints it.
//!
//! Not its status, which is `status.rs`.
//!
//! The one rule to know: all its amounts are whole cents.

use app::store_products::StoreOrderView;
use domain::orders::{DeliveredBy, OrderAddress};
use serde::Serialize;

use super::status;
use crate::numbers::{Spelling, cents, price_in_cents, units};

#[derive(Serialize)]
pub(super) struct OrderOut {
    id_order: i64,
    id_store: i64,
    price: i64,
    status: Option<u16>,
    delivery_price: i64,
    installments: u32,
    order_date: String,
    customer: CustomerOut,
    customer_address: Option<AddressOut>,
    customer_billing_address: Option<AddressOut>,
    delivery_type: DeliveryOut,
    products: Vec<LineOut>,
    created_at: String,
    updated_at: String,
}

#[derive(Serialize)]
struct CustomerOut {
    id_customer: i64,
    name: String,
    email: Option<String>,
    cpf: Option<String>,
    phone: Option<String>,
}

#[derive(Serialize)]
struct AddressOut {
    street: Option<String>,
    number: Option<String>,
    complement: Option<String>,
    neighborhood: Option<String>,
    city: Option<String>,
    state: Option<String>,
    zipcode: Option<String>,
    country: Option<String>,
}

#[derive(Serialize)]
struct DeliveryOut {
    id_delivery_type: i64,
    name: String,
    managed_by: &'static str,
}

#[derive(Serialize)]
struct LineOut {
    id_store_product: Option<i64>,
    id_product: Option<i64>,
    id_product_variation: Option<i64>,
    sku: Option<String>,
    product: Option<String>,
    quantity: i64,
    price: i64,
}

impl OrderOut {
    /// An order in this spelling.
    pub(super) fn of(view: &StoreOrderView, spelling: &Spelling) -> Self {
        let order = &view.order.order;
        let instalments = view.order.payments.iter().map(|payment| payment.instalments);
        Self {
            id_order: order.id.raw(),
            id_store: order.organization.raw(),
            price: cents(order.total),
            status: status::of(order),
            delivery_price: cents(order.freight),
            installments: instalments.max().unwrap_or(1),
            order_date: spelling.instant(order.placed_at),
            customer: CustomerOut::of(view),
            customer_address: view.order.shipping.as_ref().map(AddressOut::of),
            customer_billing_address: view.order.billing.as_ref().map(AddressOut::of),
            delivery_type: DeliveryOut::of(view),
            products: LineOut::all(view),
            created_at: spelling.instant(order.created_at),
            updated_at: spelling.instant(order.updated_at),
        }
    }
}

impl CustomerOut {
    fn of(view: &StoreOrderView) -> Self {
        let order = &view.order.order;
        let customer = &order.customer_snapshot;
        Self {
            id_customer: order.customer.raw(),
            name: customer.name.clone(),
            email: customer.email.clone(),
            cpf: customer.document.clone(),
            phone: customer.phones.first().cloned(),
        }
    }
}

impl AddressOut {
    fn of(address: &OrderAddress) -> Self {
        Self {
            street: address.street.clone(),
            number: address.street_number.clone(),
            complement: address.complement.clone(),
            neighborhood: address.neighborhood.clone(),
            city: address.city.clone(),
            state: address.state.clone(),
            zipcode: address.postal_code.clone(),
            country: address.country.clone(),
        }
    }
}

impl DeliveryOut {
    fn of(view: &StoreOrderView) -> Self {
        let order = &view.order.order;
        let service = order.shipping_service.as_ref().map(|service| service.name.trim());
        let named = |otherwise: &str| match service {
            Some(name) if !name.is_empty() => name.to_owned(),
            Some(_) | None => otherwise.to_owned(),
        };
        match order.delivered_by() {
            DeliveredBy::Customer => Self {
                id_delivery_type: 1,
                name: "Retirada no Local".to_owned(),
                managed_by: "store",
            },
            DeliveredBy::Store => Self {
                id_delivery_type: 2,
                name: named("Tele Entrega"),
                managed_by: "store",
            },
            DeliveredBy::Carrier => Self {
                id_delivery_type: 3,
                name: named("Entrega por Terceiro"),
                managed_by: "third_party",
            },
        }
    }
}

impl LineOut {
    fn all(view: &StoreOrderView) -> Vec<Self> {
        let line = |line: &app::orders::OrderItemView| {
            let sku = line.sku.as_ref();
            Self {
                id_store_product: view.store_products.get(&line.item.sku).map(|id| id.raw()),
                id_product: sku.map(|sku| sku.product.id.raw()),
                id_product_variation: view.variations.contains(&line.item.sku).then_some(line.item.sku.raw()),
                sku: sku.map(|sku| sku.sku.code.clone()),
                product: sku.map(|sku| sku.product.name.clone()),
                quantity: units(line.item.quantity),
                price: price_in_cents(line.item.unit_price),
            }
        };
        view.order.items.iter().map(line).collect()
    }
}
