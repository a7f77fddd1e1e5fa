//! From the vendor's receivement to the core's receipt of goods.
//!
//! Not matching products and not costs; those are the core's.
//!
//! The one rule to know: everything documented is looked at, used or not, because everything is kept.

use app::workflow::receive_goods::ReceiveGoods;
use domain::address::Address;
use domain::amount::{NumberError, UnitPrice};
use domain::documents::{Cfop, Ncm};
use domain::ids::{LocationId, OrganizationId};
use domain::receipts::{InvoiceLine, InvoiceLot, PurchaseInvoice, ReceiptLot, Supplier};
use domain::refusal::Problem;
use face_kit::{Checker, Faults};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::taxes::{self, CARRIER, MODE, TOTAL, VOLUME, WITHHOLDING};
use super::wire::{
    AddressIn, GeneralDataIn, Kept, ProductIn, ProviderIn, ReceiptExtras, ReceivementIn, RecipientIn, ShippingIn,
    TraceabilityIn,
};
use crate::numbers::{date, instant};

/// The longest text that is read where the core knows the field's own limit.
const TEXT_MAX: usize = 10_000;
/// The most characters of a text that is only kept.
const KEPT_MAX: usize = 500;
/// Decimals of a price in an NF-e.
const PRICE_DECIMALS: u8 = 10;
/// Decimals of a quantity in an NF-e.
const QUANTITY_DECIMALS: u8 = 4;
/// Decimals of an amount in an NF-e.
const MONEY_DECIMALS: u8 = 2;

/// What a request for a new receivement asks for.
pub(super) fn create(wire: &ReceivementIn, kept: &Kept, zone: &TimeZone) -> Result<ReceiveGoods, Faults> {
    let mut check = Checker::new();
    let organization = OrganizationId::from_raw(check.required_id("organization_id", &wire.organization_id));
    let location = check.optional_id("stock_id", &wire.stock_id).map(LocationId::from_raw);
    check.required_text("responsible", &wire.responsible, KEPT_MAX);
    let general = check.required_object("general_data", &wire.general_data, |check, data| {
        general_data(check, data, zone)
    });
    let supplier = check.required_object("provider", &wire.provider, provider);
    let lines = check.required_each("products", &wire.products, product);
    check.required_object("recipient", &wire.recipient, recipient);
    check.required_object("shipping", &wire.shipping, shipping);
    taxes::full(&mut check, "total", &wire.total, TOTAL);
    let extras = extras(&mut check, kept);
    check.finish()?;
    let (Some(general), Some(supplier)) = (general, supplier) else {
        // Each comes with a fault, and those were asked for above.
        return Err(Faults::one(face_kit::Fault::new("general_data", Problem::Blank)));
    };
    Ok(ReceiveGoods {
        organization,
        location,
        invoice: PurchaseInvoice {
            supplier,
            lines,
            ..general
        },
        xml: None,
        extras_estoka: extras,
    })
}

/// The document's own data, its supplier and lines still to come.
fn general_data(check: &mut Checker, wire: &GeneralDataIn, zone: &TimeZone) -> PurchaseInvoice {
    check.required_text("nfe_code", &wire.nfe_code, KEPT_MAX);
    check.required_text("natureza_operacao", &wire.natureza_operacao, KEPT_MAX);
    taxes::full(check, "shipment", &wire.shipment, MODE);
    let issued_at = check.required_stamp("emission_date", &wire.emission_date, |text| instant(text, zone));
    PurchaseInvoice {
        access_key: check.required_text("access_key", &wire.access_key, TEXT_MAX),
        series: Some(check.required_text("serie", &wire.serie, TEXT_MAX)),
        number: check.required_text("number", &wire.number, TEXT_MAX),
        total: check.required_money("total_nfe", &wire.total_nfe, MONEY_DECIMALS),
        issued_at: issued_at.unwrap_or(Timestamp::UNIX_EPOCH),
        authorization_status: None,
        supplier: Supplier {
            document: String::new(),
            name: String::new(),
            trading_name: None,
            state_registration: None,
            address: Address::default(),
        },
        lines: Vec::new(),
    }
}

fn provider(check: &mut Checker, wire: &ProviderIn) -> Supplier {
    Supplier {
        document: check.required_text("document", &wire.document, TEXT_MAX),
        name: check.required_text("name", &wire.name, TEXT_MAX),
        trading_name: None,
        state_registration: Some(check.required_text("state_inscription", &wire.state_inscription, TEXT_MAX)),
        address: check
            .required_object("address", &wire.address, address)
            .unwrap_or_default(),
    }
}

fn address(check: &mut Checker, wire: &AddressIn) -> Address {
    let mut text = |path, given| check.optional_text(path, given, TEXT_MAX);
    Address {
        street: text("street", &wire.street),
        number: text("number", &wire.number),
        complement: text("detail", &wire.detail),
        neighborhood: text("neighborhood", &wire.neighborhood),
        city: text("city", &wire.city),
        city_code: text("city_code", &wire.city_code),
        state: text("state", &wire.state),
        postal_code: text("zipcode", &wire.zipcode),
        country: text("country", &wire.country),
    }
}

fn recipient(check: &mut Checker, wire: &RecipientIn) {
    check.required_text("name", &wire.name, KEPT_MAX);
    check.required_by("document", &wire.document, taxes::document);
    check.required_object("address", &wire.address, address);
}

fn shipping(check: &mut Checker, wire: &ShippingIn) {
    check.required_text("codigo_modalidade", &wire.codigo_modalidade, 1);
    taxes::loose(check, "transportadora", &wire.transportadora, CARRIER);
    taxes::loose(check, "retencao", &wire.retencao, WITHHOLDING);
    taxes::loose(check, "volume", &wire.volume, VOLUME);
}

fn product(check: &mut Checker, wire: &ProductIn) -> InvoiceLine {
    kept_of_product(check, wire);
    let unit_price = check.required_by("unit_value", &wire.unit_value, price);
    InvoiceLine {
        supplier_code: check.required_text("code", &wire.code, TEXT_MAX),
        description: check.required_text("description", &wire.description, TEXT_MAX),
        barcode: check.optional_text("ean", &wire.ean, TEXT_MAX),
        unit: Some(check.required_text("measure", &wire.measure, TEXT_MAX)),
        quantity: check.required_quantity("quantity", &wire.quantity, QUANTITY_DECIMALS),
        unit_price: unit_price.unwrap_or(UnitPrice::ZERO),
        total: check.required_money("total_cost", &wire.total_cost, MONEY_DECIMALS),
        discount: check.required_money("discount_value", &wire.discount_value, MONEY_DECIMALS),
        freight: check.required_money("freight", &wire.freight, MONEY_DECIMALS),
        insurance: check.required_money("insurance", &wire.insurance, MONEY_DECIMALS),
        other_expenses: check.required_money("incidental_expenses", &wire.incidental_expenses, MONEY_DECIMALS),
        lots: check
            .required_object("traceability", &wire.traceability, traceability)
            .flatten()
            .into_iter()
            .collect(),
    }
}

/// Looks at what is only kept of a line.
fn kept_of_product(check: &mut Checker, wire: &ProductIn) {
    check.required_text("index", &wire.index, 3);
    check.required_by("ncm", &wire.ncm, |text| {
        Ncm::parse(text).map(|_| ()).map_err(|_| Problem::Malformed)
    });
    check.required_by("cfop", &wire.cfop, |text| {
        Cfop::parse(text).map(|_| ()).map_err(|_| Problem::Malformed)
    });
    check.required_text("taxable_measure", &wire.taxable_measure, 6);
    check.required_quantity("taxable_quantity", &wire.taxable_quantity, QUANTITY_DECIMALS);
    check.required_by("taxable_unit_value", &wire.taxable_unit_value, price);
    check.optional_text("order_number", &wire.order_number, 15);
    check.optional_text("order_item_number", &wire.order_item_number, 6);
    check.required_text("scale_production", &wire.scale_production, 1);
    check.required_object("taxation", &wire.taxation, taxes::taxation);
}

/// A price of up to ten decimals, as an NF-e has it.
fn price(text: &str) -> Result<UnitPrice, Problem> {
    UnitPrice::parse_rounded_half_away(text.trim(), PRICE_DECIMALS).map_err(|error| match error {
        NumberError::NotANumber => Problem::NotANumber,
        NumberError::TooManyDecimals { max_decimals } => Problem::TooManyDecimals { max: max_decimals },
        NumberError::OutOfRange => Problem::OutOfRange,
    })
}

/// The lot, when the document names one.
fn traceability(check: &mut Checker, wire: &TraceabilityIn) -> Option<InvoiceLot> {
    check.optional_text("codigo_agregacao", &wire.codigo_agregacao, 20);
    let code = check.optional_text("numero_lote", &wire.numero_lote, TEXT_MAX);
    let quantity = check.optional_quantity("quantidade_lote", &wire.quantidade_lote, QUANTITY_DECIMALS);
    let manufactured_on = check.optional_stamp("data_fabricacao", &wire.data_fabricacao, date);
    let expires_on = check.optional_stamp("data_validade", &wire.data_validade, date);
    Some(InvoiceLot {
        lot: ReceiptLot {
            code: code?,
            manufactured_on,
            expires_on,
        },
        quantity,
    })
}

/// The body's nodes as they came.
fn extras(check: &mut Checker, kept: &Kept) -> Option<String> {
    let extras = ReceiptExtras {
        responsible: check.optional_raw("responsible", &kept.responsible),
        general_data: check.optional_raw("general_data", &kept.general_data),
        provider: check.optional_raw("provider", &kept.provider),
        products: check.optional_raw("products", &kept.products),
        recipient: check.optional_raw("recipient", &kept.recipient),
        shipping: check.optional_raw("shipping", &kept.shipping),
        total: check.optional_raw("total", &kept.total),
    };
    serde_json::to_string(&extras).ok()
}
