//! PostgreSQL: what its errors mean and how values cross its wire.
//!
//! Not the connection (`session.rs`), nor the threads that own one each (`lane.rs`).
//!
//! The one rule to know: every transaction is serialisable, so any statement may answer "do it again", and the lane
//! does, whatever the job made of that error.

mod connect;
mod lane;
mod session;
mod values;

use tokio_postgres::error::SqlState;

use crate::error::StoreError;

#[cfg(feature = "testing")]
pub(crate) use connect::run_once;
pub(super) use connect::{apart, check, config, connect};
pub(super) use lane::{Lane, Purpose};
pub(super) use session::Session;
pub(super) use values::column;

/// What an error of the driver means for the transaction it happened in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// The server refused a statement for good.
    Refused,
    /// The server undid the transaction because of others: run it again.
    Retryable,
    /// Somebody else holds a row for longer than a batch waits: run its jobs again, one by one.
    Waited,
    /// The server cannot tell whether the statement was carried out; only a distributed one says so.
    Ambiguous,
    /// The connection is gone.
    Lost,
}

fn classify(error: &tokio_postgres::Error) -> Class {
    let Some(db) = error.as_db_error() else {
        let io = std::error::Error::source(error).is_some_and(|source| source.is::<std::io::Error>());
        return if error.is_closed() || io {
            Class::Lost
        } else {
            Class::Refused
        };
    };
    let code = db.code();
    if *code == SqlState::T_R_SERIALIZATION_FAILURE || *code == SqlState::T_R_DEADLOCK_DETECTED {
        Class::Retryable
    } else if *code == SqlState::LOCK_NOT_AVAILABLE {
        Class::Waited
    } else if *code == SqlState::T_R_STATEMENT_COMPLETION_UNKNOWN {
        Class::Ambiguous
    } else if code.code().starts_with("08") || code.code().starts_with("57P0") {
        Class::Lost
    } else {
        Class::Refused
    }
}

/// What an error of the driver means for the caller.
fn failure(error: &tokio_postgres::Error, sql: &str) -> StoreError {
    let Some(db) = error.as_db_error() else {
        let reason = described(error);
        return match classify(error) {
            Class::Lost => StoreError::ConnectionLost { reason },
            Class::Refused | Class::Retryable | Class::Waited | Class::Ambiguous => StoreError::Sql {
                code: "driver".to_owned(),
                message: reason,
                statement: sql.to_owned(),
            },
        };
    };
    let code = db.code();
    if *code == SqlState::UNIQUE_VIOLATION {
        return StoreError::UniqueViolation {
            constraint: constraint(db.table(), db.detail(), db.constraint()),
        };
    }
    if *code == SqlState::READ_ONLY_SQL_TRANSACTION {
        return StoreError::ReadOnly;
    }
    if code.code().starts_with("23") {
        return StoreError::ConstraintViolation {
            detail: db.message().to_owned(),
        };
    }
    match classify(error) {
        Class::Lost => StoreError::ConnectionLost {
            reason: db.message().to_owned(),
        },
        Class::Retryable | Class::Waited | Class::Ambiguous => StoreError::Contended,
        Class::Refused => StoreError::Sql {
            code: code.code().to_owned(),
            message: db.message().to_owned(),
            statement: sql.to_owned(),
        },
    }
}

/// The error with its cause. Only for errors that do not come from the server: those may quote values.
fn described(error: &tokio_postgres::Error) -> String {
    match std::error::Error::source(error) {
        Some(source) => format!("{error}: {source}"),
        None => error.to_string(),
    }
}

/// `table(column, column)`. The columns stand only in the detail, `Key (account_id, code)=(1, X) already exists.`,
/// whose words depend on the server's language but whose brackets do not.
fn constraint(table: Option<&str>, detail: Option<&str>, index: Option<&str>) -> String {
    let columns = detail.and_then(|detail| {
        let (_, rest) = detail.split_once('(')?;
        let (columns, _) = rest.split_once(")=(")?;
        Some(columns)
    });
    match (table, columns) {
        (Some(table), Some(columns)) if !columns.contains('(') => format!("{table}({columns})"),
        _ => index.unwrap_or("unnamed index").to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::constraint;

    #[test]
    fn a_unique_violation_names_table_and_columns_in_any_language() {
        for (detail, expected) in [
            (
                "Key (account_id, code)=(1, X) already exists.",
                "orders(account_id, code)",
            ),
            ("Chave (account_id)=(1) já existe.", "orders(account_id)"),
            ("Key (account_id, lower(code))=(1, x) already exists.", "orders_by_code"),
        ] {
            assert_eq!(
                constraint(Some("orders"), Some(detail), Some("orders_by_code")),
                expected
            );
        }
        assert_eq!(
            constraint(Some("orders"), None, Some("orders_by_code")),
            "orders_by_code"
        );
    }
}
