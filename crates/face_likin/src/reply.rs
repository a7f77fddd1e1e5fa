//! The envelope of every success.
//!
//! Not errors, which are in `errors.rs`.
//!
//! The one rule to know: everything stands under `data`; what has nothing to show has an empty object there.

use app::{Answer, Command};
use face_kit::{Error, Exchange, to_answer};
use serde::Serialize;

/// The envelope.
#[derive(Serialize)]
struct Envelope<T> {
    data: T,
}

/// An object with nothing in it.
#[derive(Serialize)]
struct Nothing {}

/// One object, or a list of them.
pub(crate) fn data(shown: impl Serialize) -> Answer {
    to_answer(200, &Envelope { data: shown })
}

/// Something was done and there is nothing to show for it.
pub(crate) fn done() -> Answer {
    data(Nothing {})
}

/// Carries out a command that leaves nothing to show.
pub(crate) async fn carry_out<C: Command<Done = ()>>(exchange: &Exchange, command: C) -> Result<Answer, Error> {
    Ok(exchange
        .app
        .execute(&exchange.call, command, |_, ()| Ok(done()))
        .await?)
}
