//! What can go wrong between the core and its database, said the same way whichever engine is behind it.
//!
//! Not a refusal: whether an order may be placed is `domain`'s answer. Not text for a vendor's client either: faces
//! map what reaches them, and the command line words it for a person.
//!
//! The one rule to know: no variant carries a stored value, so every one of them may be logged.

use std::path::PathBuf;

/// A failure of the store. Cheap to clone: when a commit fails, every job of its batch is answered with it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The SQLite file does not exist and the caller did not ask for it to be created.
    #[error("there is no database at {}", path.display())]
    NoDatabase {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// The database exists or may be created, but could not be opened.
    #[error("the database cannot be opened: {reason}")]
    CannotOpen {
        /// The engine's words. Never holds a password.
        reason: String,
    },
    /// The server could not be reached, or the connection broke before anything was committed. Nothing was changed.
    #[error("the connection to the database was lost: {reason}")]
    ConnectionLost {
        /// The driver's words.
        reason: String,
    },
    /// A row with the same key exists.
    #[error("a row with the same {constraint} exists")]
    UniqueViolation {
        /// `table(column, column)` on both engines, in the order of the index; the bare index name only for an
        /// index on an expression.
        constraint: String,
    },
    /// A foreign key, NOT NULL or CHECK was violated.
    #[error("a constraint was violated: {detail}")]
    ConstraintViolation {
        /// The engine's words, which name columns and never hold values.
        detail: String,
    },
    /// `query_one` found no row.
    #[error("the row that must exist is missing")]
    RowMissing,
    /// A column does not hold what was asked of it.
    #[error("column {index}: {reason}")]
    Column {
        /// Position in the select list, from 0.
        index: usize,
        /// What was found and what was wanted.
        reason: String,
    },
    /// A text parameter holds a zero byte, which PostgreSQL cannot store; refused on both engines alike.
    #[error("text parameter ${position} holds a zero byte")]
    ZeroByteInText {
        /// The placeholder's number, from 1.
        position: usize,
    },
    /// The number of parameters, or the order of the placeholders in the text, is wrong.
    #[error("parameters do not fit the statement: {reason}: {statement}")]
    Parameters {
        /// What does not fit.
        reason: String,
        /// The SQL text.
        statement: String,
    },
    /// An earlier statement of this transaction failed and the job went on; everything it did is undone.
    #[error("the transaction had already failed")]
    TransactionFailed,
    /// A write was tried where only reading is allowed.
    #[error("a read may not write")]
    ReadOnly,
    /// The job panicked; what it had done is undone.
    #[error("the job panicked: {message}")]
    JobPanicked {
        /// The panic's message.
        message: String,
    },
    /// Others kept changing the same rows, or kept the database locked, until patience ran out. Nothing was changed.
    #[error("too many others are writing the same rows")]
    Contended,
    /// The connection broke while the commit was under way: the job was done entirely or not at all, and nobody
    /// knows which.
    #[error("the connection was lost during the commit; its outcome is unknown")]
    OutcomeUnknown,
    /// The store was closed.
    #[error("the store is closed")]
    Closed,
    /// A read inside a read found no free connection; waiting would be for ever.
    #[error("a read waits for a connection that its own thread holds")]
    Nested,
    /// This engine has its own tool for backups.
    #[error("this database is backed up with pg_dump, not by this program")]
    BackupUnsupported,
    /// A backup could not be made.
    #[error("the backup failed: {reason}")]
    Backup {
        /// What happened.
        reason: String,
    },
    /// A migration could not be applied, or the database holds one that this program does not know.
    #[error("the schema cannot be migrated: {reason}")]
    Migration {
        /// What happened.
        reason: String,
    },
    /// Any other failure of a statement.
    #[error("{code}: {message}: {statement}")]
    Sql {
        /// SQLSTATE, or SQLite's extended result code.
        code: String,
        /// The engine's words.
        message: String,
        /// The SQL text, without its parameters.
        statement: String,
    },
}
