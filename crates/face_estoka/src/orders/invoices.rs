//! Fiscal documents of an order, both ways: `invoice_attributes` in, `nfes` and `invoice` out.
//!
//! Not the numbering of documents and not their states, which are the core's.
//!
//! The one rule to know: `data` is kept as it came; series, number, access key and date of issue are read out of it.

use app::workflow::advance_order::NewInvoice;
use domain::fiscal::{FiscalDocument, FiscalPurpose, FiscalStatus};
use domain::refusal::Problem;
use face_kit::{Checker, Given, Raw};
use jiff::tz::TimeZone;
use serde::Serialize;

use super::extras;
use super::nodes::URL_MAX;
use super::wire::{InvoiceDataIn, InvoiceIn};
use crate::numbers;

/// The most characters of a series, by the layout of fiscal documents.
const SERIES_MAX: usize = 3;
/// The most characters of a number, by the layout of fiscal documents.
const NUMBER_MAX: usize = 9;
/// The most characters of a code of the nature of the operation.
const NATURE_MAX: usize = 60;
/// Enough for an access key with blanks in it; its form is the core's to check.
const ACCESS_KEY_MAX: usize = 60;

/// What a document is, when the request does not say: the seed's table of fields.
const USUAL_KIND: &str = "nfce";

const KINDS: &[(&str, &str)] = &[("nfce", "nfce"), ("nfe", "nfe"), ("cfe", "cfe"), ("cte", "cte")];

/// Whether the document was cancelled since.
const STATUSES: &[(&str, bool)] = &[("succeeded", false), ("cancelled", true)];

/// A document as it came, and the part of it that is only kept.
#[derive(Debug, Clone, Default)]
pub(super) struct ReadInvoice {
    pub(super) invoice: NewInvoice,
    pub(super) data: Option<Raw>,
}

/// A document of goods that were sold under it: its status must be said.
pub(super) fn issued(check: &mut Checker, wire: &InvoiceIn, zone: &TimeZone) -> ReadInvoice {
    let is_cancelled = check.one_of("status", &wire.status, STATUSES).unwrap_or(false);
    let mut read = document(check, wire, zone);
    read.invoice.is_cancelled = is_cancelled;
    if read.invoice.model.is_empty() {
        read.invoice.model = USUAL_KIND.to_owned();
    }
    read
}

/// A document of goods that are about to leave: all of it may be missing, and none can be cancelled already.
pub(super) fn about_to_leave(check: &mut Checker, wire: &InvoiceIn, zone: &TimeZone) -> ReadInvoice {
    if check.optional_one_of("status", &wire.status, STATUSES) == Some(true) {
        check.fault("status", Problem::NotAllowed);
    }
    document(check, wire, zone)
}

fn document(check: &mut Checker, wire: &InvoiceIn, zone: &TimeZone) -> ReadInvoice {
    let data = extras::object(check, "data", &wire.data);
    let known: Given<InvoiceDataIn> = data
        .as_ref()
        .and_then(|raw| serde_json::from_str(raw.json()).ok())
        .unwrap_or_default();
    let mut invoice = NewInvoice {
        model: check
            .optional_one_of("kind", &wire.kind, KINDS)
            .unwrap_or_default()
            .to_owned(),
        pdf_url: check.optional_text("danfe_url", &wire.danfe_url, URL_MAX),
        xml_url: check.optional_text("xml_url", &wire.xml_url, URL_MAX),
        ..NewInvoice::default()
    };
    check.optional_object("data", &known, |check, known| {
        check.optional_object("dados_gerais", &known.dados_gerais, |check, numbers| {
            invoice.series = check.optional_text("serie", &numbers.serie, SERIES_MAX);
            invoice.number = check.optional_text("nfe_numero", &numbers.nfe_numero, NUMBER_MAX);
            check.optional_text(
                "codigo_natureza_operacao",
                &numbers.codigo_natureza_operacao,
                NATURE_MAX,
            );
        });
        check.optional_object("resposta_emissao", &known.resposta_emissao, |check, answer| {
            invoice.access_key = check.optional_text("chave_acesso", &answer.chave_acesso, ACCESS_KEY_MAX);
            invoice.issued_at = check.optional_stamp("data_emissao", &answer.data_emissao, |text| {
                numbers::instant(text, zone)
            });
        });
    });
    ReadInvoice { invoice, data }
}

/// A document in `order.nfes`.
#[derive(Debug, Serialize)]
pub(crate) struct NfeOut {
    r#type: &'static str,
    description: &'static str,
    danfe_url: Option<String>,
    xml_url: Option<String>,
    number: Option<String>,
    serie: Option<String>,
    cancel_xml_url: Option<String>,
}

impl NfeOut {
    /// A document.
    pub(crate) fn of(document: &FiscalDocument) -> Self {
        let (kind, description) = match document.purpose {
            FiscalPurpose::Sale => ("sale", "Venda"),
            FiscalPurpose::Return => ("return", "Devolução"),
            FiscalPurpose::Purchase => ("purchase", "Compra"),
        };
        Self {
            r#type: kind,
            description,
            danfe_url: document.pdf_url.clone(),
            xml_url: document.xml_url.clone(),
            number: document.number.clone(),
            serie: document.series.clone(),
            cancel_xml_url: document.cancel_xml_url.clone(),
        }
    }
}

/// The answer of `…/delivered/invoices`.
#[derive(Debug, Serialize)]
pub(super) struct InvoiceRoot {
    pub(super) invoice: InvoiceOut,
}

/// A document alone.
#[derive(Debug, Serialize)]
pub(super) struct InvoiceOut {
    id: i64,
    status: &'static str,
    serie: Option<String>,
    number: Option<String>,
    access_key: Option<String>,
    errors: [String; 0],
    danfe_url: Option<String>,
    xml_url: Option<String>,
}

impl InvoiceOut {
    pub(super) fn of(document: &FiscalDocument) -> Self {
        Self {
            id: document.id.raw(),
            status: match document.status {
                FiscalStatus::Processing => "processing",
                FiscalStatus::Authorized => "succeeded",
                FiscalStatus::Rejected => "failed",
                FiscalStatus::Cancelled => "cancelled",
            },
            serie: document.series.clone(),
            number: document.number.clone(),
            access_key: document.access_key.clone(),
            errors: [],
            danfe_url: document.pdf_url.clone(),
            xml_url: document.xml_url.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::refusal::Problem;
    use face_kit::Checker;
    use jiff::tz::TimeZone;

    use super::{ReadInvoice, about_to_leave, issued};

    fn read(
        json: &str,
        form: impl Fn(&mut Checker, &super::InvoiceIn, &TimeZone) -> ReadInvoice,
    ) -> (ReadInvoice, Vec<(String, Problem)>) {
        let mut check = Checker::new();
        let wire = serde_json::from_str(json).expect("JSON of an invoice");
        let read = form(&mut check, &wire, &TimeZone::UTC);
        let faults = check.finish().err();
        let faults = faults.iter().flat_map(|faults| faults.iter());
        (read, faults.map(|fault| (fault.path.clone(), fault.problem)).collect())
    }

    #[test]
    fn what_the_core_knows_is_read_out_of_data() {
        let json = r#"{"status":"cancelled","data":{"x":1,"dados_gerais":{"serie":1,"nfe_numero":"593"},
            "resposta_emissao":{"chave_acesso":"1","data_emissao":"2019-06-25 10:22"}}}"#;
        let (read, faults) = read(json, issued);
        assert_eq!(faults, []);
        let invoice = read.invoice;
        assert_eq!((invoice.model.as_str(), invoice.is_cancelled), ("nfce", true));
        assert_eq!(
            (invoice.series.as_deref(), invoice.number.as_deref()),
            (Some("1"), Some("593"))
        );
        assert_eq!(
            invoice.issued_at.map(|at| at.to_string()).as_deref(),
            Some("2019-06-25T10:22:00Z")
        );
        assert!(read.data.expect("kept").json().contains(r#""x":1"#));
    }

    #[test]
    fn a_status_must_be_said_of_what_was_sold_and_cannot_be_cancelled_of_what_leaves() {
        assert_eq!(read("{}", issued).1, [("status".to_owned(), Problem::Blank)]);
        assert_eq!(
            read(r#"{"status":"ok"}"#, issued).1,
            [("status".to_owned(), Problem::NotInList)]
        );
        assert_eq!(read("{}", about_to_leave).1, []);
        assert_eq!(
            read(r#"{"status":"cancelled"}"#, about_to_leave).1,
            [("status".to_owned(), Problem::NotAllowed)]
        );
    }

    #[test]
    fn faults_inside_data_have_their_path() {
        let json = r#"{"status":"succeeded","kind":"xml","data":{"dados_gerais":[],
            "resposta_emissao":{"data_emissao":"ontem"}}}"#;
        assert_eq!(
            read(json, issued).1,
            [
                ("kind".to_owned(), Problem::NotInList),
                ("data.dados_gerais".to_owned(), Problem::WrongType),
                ("data.resposta_emissao.data_emissao".to_owned(), Problem::NotADate),
            ]
        );
    }
}
