//! Fiscal documents as the core keeps them: which invoice an order has, its numbers and where its files are. Not the
//! layout of the NF-e and not its taxes.

use jiff::Timestamp;

use crate::ids::{FiscalDocumentId, OrderId, OrganizationId, ReceiptId};
use crate::refusal::Problem;

/// The most characters of what the authority says.
pub const AUTHORIZATION_STATUS_MAX: usize = 255;

/// What is wrong with what the authority is said to say.
#[must_use]
pub fn authorization_status_problem(status: &str) -> Option<Problem> {
    if status.is_empty() {
        return Some(Problem::Blank);
    }
    if status.contains('\0') {
        return Some(Problem::Malformed);
    }
    let max = AUTHORIZATION_STATUS_MAX;
    (status.chars().count() > max).then_some(Problem::TooLong { max })
}

/// A fiscal document of an order or a receipt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FiscalDocument {
    /// Its number in the account; not the fiscal number.
    pub id: FiscalDocumentId,
    /// The order it covers.
    pub order: Option<OrderId>,
    /// The receipt it came with.
    pub receipt: Option<ReceiptId>,
    /// Who issued or received it.
    pub organization: OrganizationId,
    /// Its model: `nfe`, `nfce`, `nfse`.
    pub model: String,
    /// What it is for.
    pub purpose: FiscalPurpose,
    /// How far it is.
    pub status: FiscalStatus,
    /// What the authority says of it, in the caller's words.
    pub authorization_status: Option<String>,
    /// Series.
    pub series: Option<String>,
    /// Fiscal number, rising per organization, model and series.
    pub number: Option<String>,
    /// The 44 characters by which the authority knows it.
    pub access_key: Option<String>,
    /// Where its printed form is.
    pub pdf_url: Option<String>,
    /// Where its XML is.
    pub xml_url: Option<String>,
    /// Where the XML of its cancellation is.
    pub cancel_xml_url: Option<String>,
    /// When it was issued.
    pub issued_at: Timestamp,
    /// When it was recorded.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// What a fiscal document is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FiscalPurpose {
    /// A sale.
    Sale,
    /// Goods coming back.
    Return,
    /// Goods bought.
    Purchase,
}

impl FiscalPurpose {
    /// The name in the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sale => "sale",
            Self::Return => "return",
            Self::Purchase => "purchase",
        }
    }

    /// The purpose of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Sale, Self::Return, Self::Purchase]
            .into_iter()
            .find(|purpose| purpose.name() == name)
    }
}

/// How far a fiscal document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FiscalStatus {
    /// Being issued.
    Processing,
    /// Authorised.
    Authorized,
    /// Refused by the authority.
    Rejected,
    /// Cancelled after it was authorised.
    Cancelled,
}

impl FiscalStatus {
    /// Every status.
    pub const ALL: [Self; 4] = [Self::Processing, Self::Authorized, Self::Rejected, Self::Cancelled];

    /// The name in the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::Processing => "processing",
            Self::Authorized => "authorized",
            Self::Rejected => "rejected",
            Self::Cancelled => "cancelled",
        }
    }

    /// The status of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name() == name)
    }
}
