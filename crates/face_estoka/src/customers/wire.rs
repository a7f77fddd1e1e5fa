//! What clients send about customers, under the vendor's names.
//!
//! The one rule to know: one node for people and companies; what only the other kind has is ignored.

use face_kit::{Decimal, Flag, Given, Listed, Stamp, Text, WholeNumber};
use serde::Deserialize;

/// The node `person` or `company`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct CustomerIn {
    pub(super) name: Given<Text>,
    pub(super) cpf: Given<Text>,
    pub(super) cnpj: Given<Text>,
    pub(super) email: Given<Text>,
    pub(super) phone_number: Given<Text>,
    pub(super) customer_since: Given<Stamp>,
    pub(super) gender: Given<Text>,
    pub(super) external_id: Given<Text>,
    pub(super) organization_id: Given<WholeNumber>,
    pub(super) status: Given<Text>,
    pub(super) birthday: Given<Stamp>,
    pub(super) mother_name: Given<Text>,
    pub(super) state_inscription: Given<Text>,
    pub(super) municipal_inscription: Given<Text>,
    pub(super) suframa_inscription: Given<Text>,
    pub(super) customer_type_code: Given<Text>,
    pub(super) customer_job_code: Given<Text>,
    pub(super) customer_category_id: Given<WholeNumber>,
    pub(super) addresses: Given<Listed<AddressIn>>,
    pub(super) relatives: Given<Listed<RelativeIn>>,
    pub(super) customer_contacts: Given<Listed<ContactIn>>,
    pub(super) credit_limit_rules: Given<Listed<CreditRuleIn>>,
}

/// An address: of a number it is changed, without one added.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct AddressIn {
    pub(super) id: Given<WholeNumber>,
    pub(super) kind: Given<Text>,
    pub(super) street: Given<Text>,
    pub(super) street_number: Given<Text>,
    pub(super) detail: Given<Text>,
    pub(super) neighborhood: Given<Text>,
    pub(super) zip_code: Given<Text>,
    pub(super) city_code: Given<Text>,
    /// In answers only, and taken when it is sent back.
    pub(super) city: Given<Text>,
    /// As `city`.
    pub(super) state: Given<Text>,
    pub(super) default: Given<Flag>,
    /// How Rails removes an element.
    #[serde(rename = "_destroy")]
    pub(super) destroy: Given<Flag>,
}

/// A relative.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct RelativeIn {
    pub(super) id: Given<WholeNumber>,
    pub(super) name: Given<Text>,
    pub(super) birthday: Given<Stamp>,
    pub(super) gender: Given<Text>,
    pub(super) relative_degree: Given<Text>,
    #[serde(rename = "_destroy")]
    pub(super) destroy: Given<Flag>,
}

/// Somebody to ask about the customer.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct ContactIn {
    pub(super) id: Given<WholeNumber>,
    pub(super) name: Given<Text>,
    pub(super) phone_number: Given<Text>,
    pub(super) reference_type: Given<Text>,
    #[serde(rename = "_destroy")]
    pub(super) destroy: Given<Flag>,
}

/// An exception to the credit limit.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct CreditRuleIn {
    pub(super) id: Given<WholeNumber>,
    pub(super) limit_value: Given<Decimal>,
    pub(super) due_date: Given<Stamp>,
    pub(super) validate_time: Given<WholeNumber>,
    pub(super) reason: Given<Text>,
    pub(super) cancel: Given<Flag>,
    pub(super) status: Given<Text>,
    pub(super) cancel_observation: Given<Text>,
    pub(super) order_id: Given<WholeNumber>,
}
