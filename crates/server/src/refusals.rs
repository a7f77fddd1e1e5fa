//! A failure of the application, worded for the person at the command line.
//!
//! Not for clients: each face words refusals in its vendor's way.
//!
//! The one rule to know: a refusal says what was asked wrong; a broken store says what to look at.

use app::Failure;
use domain::refusal::Refusal;

/// The failure as an error for people.
pub(crate) fn explain(failure: Failure) -> anyhow::Error {
    match failure {
        Failure::Refused(refusal) => anyhow::anyhow!(in_words(&refusal)),
        Failure::Broken(error) => anyhow::Error::new(error).context("the database cannot be used"),
    }
}

fn in_words(refusal: &Refusal) -> String {
    // The two that the command line's own questions can lead to; the rest only demo data and defects can.
    if let Refusal::Invalid(fields) = refusal {
        let fields: Vec<String> = fields
            .iter()
            .map(|field| format!("{:?}: {:?}", field.field, field.problem))
            .collect();
        return format!("refused: {}", fields.join(", "));
    }
    if let Refusal::NotFound { entity, key } = refusal {
        return format!("there is no {entity:?} `{key}`").to_lowercase();
    }
    format!("refused: {refusal:?}")
}
