//! What only Estoka says about an order and expects back: kept as JSON in the order's extras, which this type alone
//! writes and reads.
//!
//! Not a source for any rule.
//!
//! The one rule to know: what came is given back as it came, to the byte; what did not come is not kept.

use app::ExtrasEdit;
use domain::change::Change;
use domain::refusal::Problem;
use face_kit::{Checker, Given, Raw};
use serde::{Deserialize, Serialize};

use super::wire::EmissionOptionsIn;

/// The most characters of one field of free JSON.
const JSON_MAX: usize = 32_768;
/// The most characters of a document on an invoice.
const DOCUMENT_MAX: usize = 60;

/// The extras of an order.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct OrderExtras {
    /// Any object.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) metadata: Option<Raw>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) emission_options: Option<EmissionOptions>,
    /// The carrier's code, when it came as a number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) carrier_external_id: Option<Raw>,
    /// What the caller calls the carrier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) carrier: Option<String>,
    /// An invoice's `data`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) invoice_data: Option<Raw>,
}

/// Whose document stands on the fiscal document.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct EmissionOptions {
    pub(crate) customer_document: Option<String>,
    pub(crate) document_on_invoice: bool,
}

/// What a request changes of the extras.
#[derive(Debug, Clone, Default)]
pub(crate) struct ExtrasPatch {
    pub(crate) metadata: Change<Raw>,
    pub(crate) emission_options: Change<EmissionOptions>,
    pub(crate) carrier_external_id: Change<Raw>,
    pub(crate) carrier: Change<String>,
    pub(crate) invoice_data: Change<Raw>,
}

impl OrderExtras {
    /// The extras that are kept; none are all empty.
    pub(crate) fn read(kept: Option<&str>) -> Self {
        // Nobody but `text` writes them; what cannot be read was not written here.
        kept.and_then(|text| serde_json::from_str(text).ok())
            .unwrap_or_default()
    }

    /// The text that is kept; none when there is nothing to keep.
    fn text(&self) -> Option<String> {
        let text = serde_json::to_string(self).expect("extras are text and JSON that was read before");
        (text != "{}").then_some(text)
    }
}

impl ExtrasPatch {
    /// The extras of a new order.
    pub(crate) fn into_new(self) -> Option<String> {
        let mut extras = OrderExtras::default();
        self.apply(&mut extras);
        extras.text()
    }

    /// The change of an order's extras; none when nothing changes.
    pub(crate) fn into_edit(self) -> Option<ExtrasEdit> {
        let keeps_all = matches!((&self.metadata, &self.emission_options), (Change::Keep, Change::Keep))
            && matches!(
                (&self.carrier_external_id, &self.carrier, &self.invoice_data),
                (Change::Keep, Change::Keep, Change::Keep)
            );
        if keeps_all {
            return None;
        }
        Some(ExtrasEdit::new(move |kept| {
            let mut extras = OrderExtras::read(kept);
            self.clone().apply(&mut extras);
            extras.text()
        }))
    }

    fn apply(self, extras: &mut OrderExtras) {
        self.metadata.apply(&mut extras.metadata);
        self.emission_options.apply(&mut extras.emission_options);
        self.carrier_external_id.apply(&mut extras.carrier_external_id);
        self.carrier.apply(&mut extras.carrier);
        self.invoice_data.apply(&mut extras.invoice_data);
    }
}

/// Free JSON that must be an object.
pub(crate) fn object(check: &mut Checker, path: &str, given: &Given<Raw>) -> Option<Raw> {
    free_json(check, path, given, '{')
}

/// JSON that begins so, of at most [`JSON_MAX`] characters.
fn free_json(check: &mut Checker, path: &str, given: &Given<Raw>, first: char) -> Option<Raw> {
    let raw = check.optional_raw(path, given)?;
    let problem = if !raw.json().starts_with(first) {
        Problem::WrongType
    } else if raw.json().chars().count() > JSON_MAX {
        Problem::TooLong { max: JSON_MAX }
    } else {
        return Some(raw.clone());
    };
    check.fault(path, problem);
    None
}

/// Whose document stands on the fiscal document.
pub(crate) fn emission_options(
    check: &mut Checker,
    path: &str,
    given: &Given<EmissionOptionsIn>,
) -> Option<EmissionOptions> {
    check.optional_object(path, given, |check, options| EmissionOptions {
        customer_document: check.optional_text("customer_document", &options.customer_document, DOCUMENT_MAX),
        document_on_invoice: check
            .flag("document_on_invoice", &options.document_on_invoice)
            .unwrap_or(false),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raw(json: &str) -> Raw {
        serde_json::from_str(json).expect("JSON")
    }

    #[test]
    fn what_came_is_given_back_as_it_came() {
        let json = r#"{"any object": 1.10, "b":[1e3,null]}"#;
        let patch = ExtrasPatch {
            metadata: Change::Set(raw(json)),
            ..ExtrasPatch::default()
        };
        let kept = patch.into_new();
        let extras = OrderExtras::read(kept.as_deref());
        assert_eq!(extras.metadata.expect("kept").json(), json);
    }

    #[test]
    fn an_update_changes_what_it_names_alone() {
        let first = ExtrasPatch {
            metadata: Change::Set(raw(r#"{"a":1}"#)),
            carrier: Change::Set("Correios".to_owned()),
            ..ExtrasPatch::default()
        };
        let mut extras = OrderExtras::read(first.into_new().as_deref());
        ExtrasPatch {
            metadata: Change::Set(raw("{}")),
            ..ExtrasPatch::default()
        }
        .apply(&mut extras);
        assert_eq!(extras.metadata.as_ref().map(Raw::json), Some("{}"));
        assert_eq!(extras.carrier.as_deref(), Some("Correios"));
        ExtrasPatch {
            metadata: Change::Clear,
            carrier: Change::Clear,
            ..ExtrasPatch::default()
        }
        .apply(&mut extras);
        assert_eq!(extras.text(), None);
        assert!(ExtrasPatch::default().into_edit().is_none());
        assert_eq!(ExtrasPatch::default().into_new(), None);
    }

    #[test]
    fn free_json_has_its_form_and_a_size() {
        let says = |given: &str, read: fn(&mut Checker, &str, &Given<Raw>) -> Option<Raw>| {
            let mut check = Checker::new();
            read(&mut check, "x", &Given::Value(raw(given)));
            check
                .finish()
                .err()
                .map(|faults| (faults.first().path.clone(), faults.first().problem))
        };
        let at = |path: &str, problem| Some((path.to_owned(), problem));
        assert_eq!(says(r#"{"a":{}}"#, object), None);
        assert_eq!(says("[]", object), at("x", Problem::WrongType));
        let long = format!(r#"{{"a":"{}"}}"#, "x".repeat(JSON_MAX));
        assert_eq!(says(&long, object), at("x", Problem::TooLong { max: JSON_MAX }));
    }
}
