//! What others are told: events written in the transaction that caused them, delivered later by a job.

use domain::events::Event;
use store::Tx;

use crate::context::Context;
use crate::failure::Failure;

/// Leaves events in the outbox, in order.
pub(crate) fn emit(cx: &mut Context<'_, '_>, events: &[Event]) -> Result<(), Failure> {
    let account = cx.account();
    let now = cx.now;
    let tx: &mut Tx<'_> = cx.tx;
    store::outbox::insert_all(tx, account, events, now)?;
    Ok(())
}
