//! From the XML of an NF-e to what is received.
//!
//! Not the reading of XML; that is the crate `nfe`. Done before the transaction, because nothing of it needs the store.
//!
//! The one rule to know: whatever the account's setting, an XML whose key or CNPJ does not check is refused, because the
//! authorities issue none.

use domain::receipts::{InvoiceLine, InvoiceLot, PurchaseInvoice, ReceiptLot, Supplier};
use nfe::{Line, Lot, Nfe};

pub use nfe::{MAX_BYTES, NfeError};

/// An XML that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadNfe {
    /// The document, as a receipt takes it.
    pub invoice: PurchaseInvoice,
    /// CNPJ or CPF of the one it was issued to, when it says.
    pub recipient: Option<String>,
    /// The XML as it came.
    pub xml: String,
}

/// Reads an XML.
///
/// # Errors
/// [`NfeError`], in words for people.
pub fn read_nfe(xml: &[u8]) -> Result<ReadNfe, NfeError> {
    let read = nfe::read(xml)?;
    let text = std::str::from_utf8(xml).map_err(|_| NfeError::Encoding)?;
    let recipient = read.recipient.as_ref().and_then(|recipient| recipient.document);
    Ok(ReadNfe {
        recipient: recipient.map(|document| document.to_string()),
        invoice: invoice(read),
        xml: text.to_owned(),
    })
}

fn invoice(read: Nfe) -> PurchaseInvoice {
    PurchaseInvoice {
        access_key: read.access_key.to_string(),
        series: Some(read.series),
        number: read.number,
        total: read.total,
        issued_at: read.issued_at,
        authorization_status: read
            .authorization
            .map(|answer| answer.reason)
            .filter(|reason| !reason.is_empty()),
        supplier: Supplier {
            document: read.issuer.document.to_string(),
            name: read.issuer.name,
            trading_name: read.issuer.trading_name,
            state_registration: read.issuer.state_registration,
            address: read.issuer.address,
        },
        lines: read.lines.into_iter().map(line).collect(),
    }
}

fn line(line: Line) -> InvoiceLine {
    InvoiceLine {
        supplier_code: line.code,
        description: line.description,
        barcode: line.barcode,
        unit: Some(line.unit),
        quantity: line.quantity,
        unit_price: line.unit_price,
        total: line.total,
        discount: line.discount,
        freight: line.freight,
        insurance: line.insurance,
        other_expenses: line.other_expenses,
        lots: line.lots.into_iter().map(lot).collect(),
    }
}

fn lot(lot: Lot) -> InvoiceLot {
    InvoiceLot {
        lot: ReceiptLot {
            code: lot.code,
            manufactured_on: Some(lot.manufactured_on),
            expires_on: Some(lot.expires_on),
        },
        quantity: Some(lot.quantity),
    }
}
