//! Why a use case did not answer. Either a rule refused, which the caller is told in the face's words, or the store
//! broke, which the caller is told as an internal error and the operator in the log.

use domain::refusal::{Entity, Field, Problem, Refusal};
use store::StoreError;

/// The one error of the application layer.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// A rule said no. Nothing was written.
    #[error("refused: {0:?}")]
    Refused(Refusal),
    /// The store could not do its work. Nothing was written, unless the error is `StoreError::OutcomeUnknown`.
    #[error(transparent)]
    Broken(#[from] StoreError),
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl Failure {
    /// Whether the same request may succeed when it is sent again: the database was too busy or out of reach, and
    /// nothing was written.
    pub fn is_temporary(&self) -> bool {
        matches!(
            self,
            Self::Broken(StoreError::Contended | StoreError::ConnectionLost { .. })
        )
    }

    /// The entity is not in this account.
    pub fn not_found(entity: Entity, key: impl ToString) -> Self {
        Self::Refused(Refusal::not_found(entity, key))
    }

    /// One field breaks a rule.
    pub fn invalid(field: Field, problem: Problem) -> Self {
        Self::Refused(Refusal::invalid(field, problem))
    }
}
