//! What clients send about orders, under the vendor's names.
//!
//! Not answers, which are in `view`, and not checks, which are in `convert`.
//!
//! The one rule to know: keys that are not here are ignored; two spellings of a key are two fields.

use face_kit::{Decimal, Flag, Given, Listed, Raw, Stamp, Text, WholeNumber};
use serde::Deserialize;

use super::claims::ClaimIn;

/// The node `order` of every route that takes one.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct OrderIn {
    pub(crate) sale_channel_id: Given<WholeNumber>,
    pub(crate) organization_id: Given<WholeNumber>,
    pub(crate) source_organization_id: Given<WholeNumber>,
    pub(crate) withdrawal_channel_id: Given<WholeNumber>,
    pub(crate) stock_id: Given<WholeNumber>,
    pub(crate) code: Given<Text>,
    pub(crate) nexaas_orders_code: Given<Text>,
    pub(crate) split: Given<Flag>,
    pub(crate) splited_count: Given<WholeNumber>,
    pub(crate) placed_at: Given<Stamp>,
    pub(crate) discount: Given<Decimal>,
    pub(crate) shipping: Given<Decimal>,
    pub(crate) partner_fee: Given<Decimal>,
    pub(crate) total_value: Given<Decimal>,
    pub(crate) pre_order: Given<Flag>,
    pub(crate) pickup_on_store: Given<Flag>,
    pub(crate) fulfillment: Given<Flag>,
    pub(crate) payment_status: Given<Text>,
    pub(crate) seller_external_id: Given<Text>,
    /// The vendor's own slip in one of its examples.
    pub(crate) seller_extenal_id: Given<Text>,
    pub(crate) transfer_ids: Given<Listed<WholeNumber>>,
    pub(crate) label_file_url: Given<Text>,
    pub(crate) observation: Given<Text>,
    pub(crate) comments: Given<Text>,
    pub(crate) items: Given<Listed<ItemIn>>,
    pub(crate) customer: Given<CustomerIn>,
    pub(crate) billing_address: Given<AddressIn>,
    pub(crate) shipping_address: Given<AddressIn>,
    pub(crate) payments: Given<Listed<PaymentIn>>,
    pub(crate) shipping_service: Given<ShippingServiceIn>,
    pub(crate) order_volumes: Given<Listed<VolumeTrackingIn>>,
    pub(crate) invoice_attributes: Given<InvoiceIn>,
    pub(crate) metadata: Given<Raw>,
    pub(crate) emission_options: Given<EmissionOptionsIn>,
    pub(crate) nexaas_promo_discounts: Given<Listed<ClaimIn>>,
}

/// A line.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ItemIn {
    pub(crate) product_sku_id: Given<WholeNumber>,
    pub(crate) product_sku_code: Given<Text>,
    pub(crate) stock_sku_id: Given<WholeNumber>,
    pub(crate) quantity: Given<Decimal>,
    pub(crate) unit_price: Given<Decimal>,
    pub(crate) item_value: Given<Decimal>,
    pub(crate) discount: Given<Decimal>,
    pub(crate) serial_numbers: Given<Listed<Text>>,
    pub(crate) free_gift: Given<Flag>,
}

/// The buyer.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct CustomerIn {
    pub(crate) name: Given<Text>,
    pub(crate) email: Given<Text>,
    pub(crate) document: Given<Text>,
    /// A list in every example, text in the table of fields.
    pub(crate) phones: Given<Raw>,
    pub(crate) state_inscription: Given<Text>,
    pub(crate) municipal_inscription: Given<Text>,
    pub(crate) suframa_inscription: Given<Text>,
}

/// An address.
#[derive(Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub(crate) struct AddressIn {
    pub(crate) street: Given<Text>,
    pub(crate) number: Given<Text>,
    pub(crate) detail: Given<Text>,
    /// What one answer calls `detail`.
    pub(crate) complement: Given<Text>,
    pub(crate) zipcode: Given<Text>,
    pub(crate) neighborhood: Given<Text>,
    pub(crate) city_code: Given<Text>,
    pub(crate) city: Given<Text>,
    pub(crate) state: Given<Text>,
    pub(crate) country: Given<Text>,
}

/// A payment.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct PaymentIn {
    pub(crate) method: Given<Text>,
    pub(crate) installments: Given<WholeNumber>,
    pub(crate) value: Given<Decimal>,
    pub(crate) taxes: Given<Decimal>,
    pub(crate) total: Given<Decimal>,
    pub(crate) card_brand: Given<Text>,
    pub(crate) acquirer_response_code: Given<Text>,
    pub(crate) acquirer_name: Given<Text>,
    pub(crate) acquirer_id: Given<Text>,
    pub(crate) processed_at: Given<Stamp>,
    pub(crate) authorization_code: Given<Text>,
    pub(crate) nsu: Given<Text>,
    pub(crate) billet_barcode: Given<Text>,
    pub(crate) billet_expiration_date: Given<Stamp>,
    pub(crate) billet_url: Given<Text>,
    pub(crate) code: Given<Text>,
    pub(crate) creditor_contract_id: Given<Text>,
    pub(crate) external_id: Given<Text>,
}

/// How it travels.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ShippingServiceIn {
    pub(crate) name: Given<Text>,
    pub(crate) carrier: Given<Text>,
    /// A number or text, and told apart in the answer.
    pub(crate) carrier_external_id: Given<Raw>,
    pub(crate) tracking_code: Given<Text>,
    pub(crate) tracking_url: Given<Text>,
    pub(crate) estimated_due_date: Given<Stamp>,
    pub(crate) carrier_estimated_due_date: Given<Stamp>,
}

/// Whose document stands on the fiscal document.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct EmissionOptionsIn {
    pub(crate) customer_document: Given<Text>,
    pub(crate) document_on_invoice: Given<Flag>,
}

/// A volume's tracking code.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct VolumeTrackingIn {
    pub(crate) id: Given<WholeNumber>,
    pub(crate) tracking_code: Given<Text>,
}

/// The node `invoice_attributes`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct InvoiceIn {
    pub(crate) status: Given<Text>,
    pub(crate) danfe_url: Given<Text>,
    pub(crate) xml_url: Given<Text>,
    pub(crate) kind: Given<Text>,
    /// Kept as it came; what the core knows is read out of it as [`InvoiceDataIn`].
    pub(crate) data: Given<Raw>,
}

/// What is read out of an invoice's `data`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct InvoiceDataIn {
    pub(crate) dados_gerais: Given<InvoiceNumbersIn>,
    pub(crate) resposta_emissao: Given<InvoiceAuthorizationIn>,
}

/// An invoice's numbers.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct InvoiceNumbersIn {
    pub(crate) codigo_natureza_operacao: Given<Text>,
    pub(crate) serie: Given<Text>,
    pub(crate) nfe_numero: Given<Text>,
}

/// What the authority answered.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct InvoiceAuthorizationIn {
    pub(crate) chave_acesso: Given<Text>,
    pub(crate) data_emissao: Given<Stamp>,
}

/// The body of `…/delivered/invoices` and `…/issue_nfe`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct InvoiceBodyIn {
    pub(crate) invoice_attributes: Given<InvoiceIn>,
}

/// The body of `…/pack`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct PackIn {
    pub(crate) order_volumes: Given<Listed<PackedVolumeIn>>,
    pub(crate) volumes: Given<Listed<PackedVolumeIn>>,
}

/// A volume as it was packed, under the names in which it is shown.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct PackedVolumeIn {
    pub(crate) specie: Given<Text>,
    pub(crate) width: Given<Decimal>,
    pub(crate) height: Given<Decimal>,
    pub(crate) depth: Given<Decimal>,
    pub(crate) weight: Given<Decimal>,
    pub(crate) tracking_code: Given<Text>,
    pub(crate) order_volume_items: Given<Listed<PackedItemIn>>,
}

/// What a volume holds of one sku.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct PackedItemIn {
    pub(crate) product_sku_id: Given<WholeNumber>,
    pub(crate) quantity: Given<Decimal>,
}

/// The body of `…/return`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ReturnIn {
    pub(crate) returned_products: Given<Listed<ReturnedProductIn>>,
}

/// So much of a sku that comes back.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ReturnedProductIn {
    pub(crate) product_sku_id: Given<WholeNumber>,
    pub(crate) product_sku_code: Given<Text>,
    pub(crate) total: Given<Decimal>,
    pub(crate) comments: Given<Text>,
}
