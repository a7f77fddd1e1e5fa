//! The one error of handlers: whatever ends a request without its answer.
//!
//! Not an HTTP response: it becomes one only through the face's [`Dialect`](crate::Dialect).
//!
//! The one rule to know: use `?` on anything; every error a handler meets converts into this one.

use app::Failure;
use domain::refusal::Refusal;

use crate::check::Faults;
use crate::transport::{Transport, Unauthorized};

/// Why a handler did not answer.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The use case refused or the store broke.
    #[error(transparent)]
    Failure(#[from] Failure),
    /// One or more fields of the request are unusable.
    #[error("{} field fault(s)", .0.len())]
    Faults(Faults),
    /// The request is unusable as a whole.
    #[error("transport: {0:?}")]
    Transport(Transport),
}

impl Error {
    /// The request's credential does not open the door.
    pub fn unauthorized(reason: Unauthorized) -> Self {
        Self::Transport(Transport::Unauthorized { reason })
    }
}

impl From<Faults> for Error {
    fn from(faults: Faults) -> Self {
        Self::Faults(faults)
    }
}

impl From<Transport> for Error {
    fn from(transport: Transport) -> Self {
        Self::Transport(transport)
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Failure(Failure::Refused(refusal))
    }
}
