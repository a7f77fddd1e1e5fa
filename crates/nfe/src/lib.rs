//! Reads the XML of an NF-e, layout 4.00: bytes in, [`Nfe`] out, in one pure function.
//!
//! Not a validator of the whole schema, of signatures or of taxes: what a goods receipt needs is read strictly, the rest
//! is only required to be well-formed. The CNPJ's letters and the groups of IBS and CBS are read as of package PL_010.
//!
//! The one rule to know: the bytes come from anywhere. No document type, no entity beyond XML's own five, and limits on
//! size, depth and count before anything is built; whatever is wrong is an [`NfeError`], never a panic.

mod error;
mod node;
mod read;
#[cfg(feature = "testing")]
pub mod testing;
mod tree;

pub use error::{FieldProblem, NfeError};

use domain::address::Address;
use domain::amount::{Money, Quantity, UnitPrice};
use domain::documents::{AccessKey, TaxDocument};
use jiff::Timestamp;
use jiff::civil::Date;

/// The largest document that is read, in bytes. The authorities take none of more than 500 KB.
pub const MAX_BYTES: usize = 2 << 20;

/// The most lines of a document, as the layout says.
pub const MAX_LINES: usize = 990;

/// What a goods receipt wants to know of an NF-e.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nfe {
    /// The key, without the letters `NFe` before it; its check digit is right.
    pub access_key: AccessKey,
    /// Model: 55 is an NF-e, 65 an NFC-e.
    pub model: u32,
    /// Series (`serie`).
    pub series: String,
    /// Number (`nNF`).
    pub number: String,
    /// What kind of operation it was (`natOp`).
    pub nature: String,
    /// When it was issued (`dhEmi`).
    pub issued_at: Timestamp,
    /// Who issued it.
    pub issuer: Issuer,
    /// To whom, when it says.
    pub recipient: Option<Recipient>,
    /// The goods, in their order (`det`).
    pub lines: Vec<Line>,
    /// The total of the document (`vNF`).
    pub total: Money,
    /// What the whole document bears of the new taxes (`IBSCBSTot`).
    pub ibs_cbs: Option<IbsCbsTotal>,
    /// The authority's answer, when it is there: `nfeProc` carries it, a bare `NFe` does not.
    pub authorization: Option<Authorization>,
}

/// Who issued the document (`emit`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issuer {
    /// CNPJ, letters allowed, or CPF; its check digits are right.
    pub document: TaxDocument,
    /// Name in law.
    pub name: String,
    /// Trading name.
    pub trading_name: Option<String>,
    /// State registration.
    pub state_registration: Option<String>,
    /// Where it is.
    pub address: Address,
}

/// To whom the document was issued (`dest`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    /// CNPJ or CPF, check digits right; `None` of a foreigner.
    pub document: Option<TaxDocument>,
    /// Name.
    pub name: Option<String>,
}

/// One kind of goods (`det`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its number in the document (`nItem`).
    pub number: u32,
    /// The issuer's code (`cProd`).
    pub code: String,
    /// Description (`xProd`).
    pub description: String,
    /// Barcode of the commercial unit: its GTIN (`cEAN`) or, where it has none, the issuer's own (`cBarra`). The taxed
    /// unit's is left out, because it may count another package.
    pub barcode: Option<String>,
    /// Commercial unit (`uCom`).
    pub unit: String,
    /// How many of that unit (`qCom`), four decimals.
    pub quantity: Quantity,
    /// Price of one (`vUnCom`); the document has ten decimals, here rounded to the millionth, halves away from zero.
    pub unit_price: UnitPrice,
    /// Goods alone (`vProd`).
    pub total: Money,
    /// Less (`vDesc`).
    pub discount: Money,
    /// Plus (`vFrete`).
    pub freight: Money,
    /// Plus (`vSeg`).
    pub insurance: Money,
    /// Plus (`vOutro`).
    pub other_expenses: Money,
    /// Where the goods come from (`rastro`), in the order of the document.
    pub lots: Vec<Lot>,
    /// The new taxes of this line (`IBSCBS`).
    pub ibs_cbs: Option<IbsCbs>,
}

/// A lot (`rastro`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lot {
    /// Its code (`nLote`).
    pub code: String,
    /// How many are of it (`qLote`), three decimals.
    pub quantity: Quantity,
    /// When it was made (`dFab`).
    pub manufactured_on: Date,
    /// Its last day (`dVal`).
    pub expires_on: Date,
}

/// IBS and CBS of one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IbsCbs {
    /// How it is taxed (`CST`).
    pub situation: String,
    /// Under which rule (`cClassTrib`).
    pub classification: String,
    /// On what, and how much; `None` where the situation has no amounts of this form (exempt, single-phase).
    pub amounts: Option<IbsCbsTotal>,
}

/// Amounts of IBS and CBS.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IbsCbsTotal {
    /// What they are levied on (`vBC`, `vBCIBSCBS`).
    pub base: Money,
    /// IBS, of state and municipality together (`vIBS`).
    pub ibs: Money,
    /// CBS (`vCBS`).
    pub cbs: Money,
}

/// What the authority answered (`protNFe`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authorization {
    /// Its status: 100 and 150 are an authorisation, and nothing else gets this far.
    pub status: String,
    /// The status in words.
    pub reason: String,
    /// The protocol's number.
    pub protocol: Option<String>,
}

/// Reads a document: an `nfeProc` (as the issuer hands it over) or a bare `NFe`.
///
/// # Errors
/// [`NfeError`]: too large, not XML, not an NF-e 4.00, a field missing or wrong, a wrong check digit, not authorised.
pub fn read(xml: &[u8]) -> Result<Nfe, NfeError> {
    read::document(&tree::parse(xml)?)
}
