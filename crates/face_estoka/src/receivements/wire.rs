//! A receivement as the vendor writes it. Names are the document's; what stands in the taxes is in `taxes.rs`.

use std::collections::BTreeMap;

use domain::receipts::{GoodsReceipt, ReceiptItem, ReceiptState};
use face_kit::{Decimal, Given, JsonDecimal, Listed, Raw, Stamp, Text, WholeNumber};
use serde::{Deserialize, Serialize};

use crate::numbers::{Spelling, figure};

/// A group of fields that a table names.
pub(super) type Group = BTreeMap<String, Given<Text>>;

/// What a new receivement is sent as. `stock_id` is not documented: without it the organization's usual stock receives.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct ReceivementIn {
    pub(super) organization_id: Given<WholeNumber>,
    pub(super) stock_id: Given<WholeNumber>,
    pub(super) responsible: Given<Text>,
    pub(super) general_data: Given<GeneralDataIn>,
    pub(super) provider: Given<ProviderIn>,
    pub(super) products: Given<Listed<ProductIn>>,
    pub(super) recipient: Given<RecipientIn>,
    pub(super) shipping: Given<ShippingIn>,
    pub(super) total: Given<Group>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct GeneralDataIn {
    pub(super) number: Given<Text>,
    pub(super) serie: Given<Text>,
    pub(super) nfe_code: Given<Text>,
    pub(super) access_key: Given<Text>,
    pub(super) total_nfe: Given<Decimal>,
    pub(super) emission_date: Given<Stamp>,
    pub(super) natureza_operacao: Given<Text>,
    pub(super) shipment: Given<Group>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct ProviderIn {
    pub(super) document: Given<Text>,
    pub(super) name: Given<Text>,
    pub(super) state_inscription: Given<Text>,
    pub(super) address: Given<AddressIn>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct RecipientIn {
    pub(super) name: Given<Text>,
    pub(super) document: Given<Text>,
    pub(super) address: Given<AddressIn>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct AddressIn {
    pub(super) street: Given<Text>,
    pub(super) number: Given<Text>,
    pub(super) detail: Given<Text>,
    pub(super) zipcode: Given<Text>,
    pub(super) neighborhood: Given<Text>,
    pub(super) city_code: Given<Text>,
    pub(super) city: Given<Text>,
    pub(super) state: Given<Text>,
    pub(super) country: Given<Text>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct ProductIn {
    pub(super) index: Given<Text>,
    pub(super) code: Given<Text>,
    pub(super) description: Given<Text>,
    pub(super) ncm: Given<Text>,
    pub(super) cfop: Given<Text>,
    pub(super) measure: Given<Text>,
    pub(super) taxable_measure: Given<Text>,
    pub(super) quantity: Given<Decimal>,
    pub(super) ean: Given<Text>,
    pub(super) taxable_quantity: Given<Decimal>,
    pub(super) order_number: Given<Text>,
    pub(super) order_item_number: Given<Text>,
    pub(super) unit_value: Given<Text>,
    pub(super) taxable_unit_value: Given<Text>,
    pub(super) discount_value: Given<Decimal>,
    pub(super) freight: Given<Decimal>,
    pub(super) insurance: Given<Decimal>,
    pub(super) incidental_expenses: Given<Decimal>,
    pub(super) total_cost: Given<Decimal>,
    pub(super) scale_production: Given<Text>,
    pub(super) traceability: Given<TraceabilityIn>,
    pub(super) taxation: Given<TaxationIn>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct TraceabilityIn {
    pub(super) numero_lote: Given<Text>,
    pub(super) quantidade_lote: Given<Decimal>,
    pub(super) data_fabricacao: Given<Stamp>,
    pub(super) data_validade: Given<Stamp>,
    pub(super) codigo_agregacao: Given<Text>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct TaxationIn {
    pub(super) icms: Given<Group>,
    pub(super) ipi: Given<Group>,
    pub(super) pis: Given<Group>,
    pub(super) cofins: Given<Group>,
    pub(super) importacao: Given<Group>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct ShippingIn {
    pub(super) codigo_modalidade: Given<Text>,
    pub(super) transportadora: Given<Group>,
    pub(super) retencao: Given<Group>,
    pub(super) volume: Given<Group>,
}

/// The same body, node by node, to be kept as it came.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Kept {
    pub(super) responsible: Given<Raw>,
    pub(super) general_data: Given<Raw>,
    pub(super) provider: Given<Raw>,
    pub(super) products: Given<Raw>,
    pub(super) recipient: Given<Raw>,
    pub(super) shipping: Given<Raw>,
    pub(super) total: Given<Raw>,
}

/// What only this vendor defines of a receipt: its document's nodes.
#[derive(Debug, Serialize)]
pub(super) struct ReceiptExtras<'a> {
    pub(super) responsible: Option<&'a Raw>,
    pub(super) general_data: Option<&'a Raw>,
    pub(super) provider: Option<&'a Raw>,
    pub(super) products: Option<&'a Raw>,
    pub(super) recipient: Option<&'a Raw>,
    pub(super) shipping: Option<&'a Raw>,
    pub(super) total: Option<&'a Raw>,
}

/// A receivement. `unmatched_products` is ours: the document says nothing of goods that nobody knows.
#[derive(Debug, Serialize)]
pub(super) struct ReceivementOut {
    id: i64,
    status: &'static str,
    stock_xml_import_id: Option<i64>,
    created_at: String,
    updated_at: String,
    user_id: Option<i64>,
    provider_id: Option<i64>,
    stage: &'static str,
    from: &'static str,
    unmatched_products: Vec<UnmatchedOut>,
}

/// A line whose product is not known.
#[derive(Debug, Serialize)]
struct UnmatchedOut {
    line: i64,
    code: Option<String>,
    ean: Option<String>,
    description: Option<String>,
    quantity: JsonDecimal,
}

impl ReceivementOut {
    /// A receipt in this spelling.
    pub(super) fn of(receipt: &GoodsReceipt, spelling: &Spelling) -> Self {
        let (status, stage) = match receipt.state {
            ReceiptState::Open => ("opened", "documentary"),
            ReceiptState::Concluded => ("finished", "physical"),
        };
        Self {
            id: receipt.id.raw(),
            status,
            stock_xml_import_id: receipt.fiscal_document.map(|id| id.raw()),
            created_at: spelling.instant(receipt.created_at),
            updated_at: spelling.instant(receipt.updated_at),
            user_id: None,
            provider_id: receipt.supplier.map(|id| id.raw()),
            stage,
            from: "api",
            unmatched_products: receipt
                .unmatched()
                .map(|line| UnmatchedOut::of(line, receipt))
                .collect(),
        }
    }
}

impl UnmatchedOut {
    fn of(first: &ReceiptItem, receipt: &GoodsReceipt) -> Self {
        Self {
            line: first.line,
            code: first.supplier_code.clone(),
            ean: first.barcode.clone(),
            description: first.description.clone(),
            quantity: figure(receipt.line_quantity(first.line)),
        }
    }
}
