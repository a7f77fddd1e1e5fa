//! Fiscal documents by their access key.
//!
//! Not the document an order is invoiced with, which is a step of the order.
//!
//! The one rule to know: the status is text in the caller's words; it changes nothing but itself.

use app::fiscal::SetAuthorizationStatus;
use app::{Answer, Reader};
use domain::fiscal::{FiscalDocument, FiscalPurpose};
use domain::ids::FiscalDocumentId;
use face_kit::{Checker, Error, Exchange, Given, Text, to_answer};
use serde::{Deserialize, Serialize};

/// The longest text that is read; the core knows each field's own limit.
const TEXT_MAX: usize = 10_000;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct InvoiceIn {
    access_key: Given<Text>,
    /// A number according to the vendor's table, text in its example; either is kept as text. Contract, decision 28.
    authorization_status: Given<Text>,
}

#[derive(Serialize)]
struct InvoiceOut {
    access_key: Option<String>,
    authorization_status: Option<String>,
    #[serde(rename = "type")]
    kind: &'static str,
    description: &'static str,
    number: Option<String>,
    serie: Option<String>,
}

/// `PUT /api/v1/invoices/update_by_access_key`
pub(crate) async fn update_by_access_key(exchange: Exchange) -> Result<Answer, Error> {
    let wire: InvoiceIn = exchange.json()?;
    let mut check = Checker::new();
    let command = SetAuthorizationStatus {
        access_key: check.required_text("access_key", &wire.access_key, TEXT_MAX),
        status: check.required_text("authorization_status", &wire.authorization_status, TEXT_MAX),
    };
    let command = check.finish_with(command)?;
    let present = |reader: &mut Reader<'_, '_>, id: &FiscalDocumentId| {
        Ok(to_answer(200, &InvoiceOut::of(reader.fiscal_document(*id)?)))
    };
    Ok(exchange.app.execute(&exchange.call, command, present).await?)
}

impl InvoiceOut {
    fn of(document: FiscalDocument) -> Self {
        let (kind, description) = match document.purpose {
            FiscalPurpose::Sale => ("sale", "Venda"),
            FiscalPurpose::Return => ("return", "Devolução"),
            FiscalPurpose::Purchase => ("purchase", "Compra"),
        };
        Self {
            access_key: document.access_key,
            authorization_status: document.authorization_status,
            kind,
            description,
            number: document.number,
            serie: document.series,
        }
    }
}
