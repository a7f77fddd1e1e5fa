//! A write asked twice under one key happens once: the row with the answer commits with the effect.
//!
//! Only answers of commands that succeeded are kept; a refusal wrote nothing and may be tried again under its key.

use domain::refusal::Refusal;
use jiff::Timestamp;
use store::Tx;
use store::idempotency::KeptAnswer;

use crate::call::{Answer, Call};
use crate::failure::Failure;

/// The answer this key already has, if it has one.
///
/// # Errors
/// `Refusal::IdempotencyKeyReused` when the key was used for another request.
pub(crate) fn replay(tx: &mut Tx<'_>, call: &Call) -> Result<Option<Answer>, Failure> {
    let Some(asked) = &call.idempotency else {
        return Ok(None);
    };
    let Some(kept) = store::idempotency::find(tx, call.principal.account, call.face, &asked.key)? else {
        return Ok(None);
    };
    if kept.fingerprint != asked.fingerprint {
        return Err(Refusal::IdempotencyKeyReused.into());
    }
    Ok(Some(Answer {
        status: kept.status,
        content_type: kept.content_type,
        body: kept.body,
        replayed: true,
    }))
}

/// Keeps the answer under the call's key.
pub(crate) fn keep(tx: &mut Tx<'_>, call: &Call, answer: &Answer, now: Timestamp) -> Result<(), Failure> {
    let Some(asked) = &call.idempotency else { return Ok(()) };
    let kept = KeptAnswer {
        fingerprint: asked.fingerprint.to_vec(),
        status: answer.status,
        content_type: answer.content_type.clone(),
        body: answer.body.clone(),
    };
    store::idempotency::insert(tx, call.principal.account, call.face, &asked.key, &kept, now)?;
    Ok(())
}
