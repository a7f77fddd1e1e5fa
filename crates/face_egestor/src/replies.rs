//! Answers that several resources give alike: what was done, what is gone, what was made.
//!
//! Not errors of rules; those are in `errors.rs`.
//!
//! The one rule to know: what was removed answers 410 wherever it is named in the path; what never was, 404.

use app::orders::Keeps;
use app::{Answer, App, Call, Failure};
use domain::refusal::Refusal;
use face_kit::{Error, to_answer};
use serde_json::{Value, json};

use crate::errors;

/// The answer to a change that has nothing to show. `code` is text for some resources and a number for others.
pub(crate) fn done(code: Value, message: &str) -> Answer {
    to_answer(200, &json!({"code": code, "msg": message, "obs": null, "fields": null}))
}

/// The answer to a number whose record was removed.
pub(crate) fn gone(id: i64) -> Answer {
    errors::plain(410, &format!("Registro com código {id} não existe."))
}

/// The result, unless the record that the path names was removed.
///
/// # Errors
/// As the result.
pub(crate) async fn unless_gone(
    app: &App,
    call: &Call,
    kept: Keeps,
    id: i64,
    result: Result<Answer, Failure>,
) -> Result<Answer, Error> {
    if let Err(Failure::Refused(Refusal::NotFound { key, .. })) = &result
        && *key == id.to_string()
    {
        let removed = app.read(call, move |reader| reader.was_removed(kept, id)).await?;
        if removed {
            return Ok(gone(id));
        }
    }
    Ok(result?)
}
