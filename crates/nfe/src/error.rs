//! Why bytes are not an NF-e that can be received, in a form callers can match and people can read, in Portuguese.
//!
//! The one rule to know: a field is named by its path in the document, and of what it holds nothing is repeated but names
//! and status words, cut short.

use domain::amount::NumberError;
use domain::documents::DocumentError;

/// How much of a name or status of the document is repeated, in characters.
const QUOTED_MAX: usize = 60;

/// Why a document is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NfeError {
    /// Larger than is read.
    #[error("o XML passa de {limit_bytes} bytes")]
    TooLarge {
        /// The most bytes.
        limit_bytes: usize,
    },
    /// Not UTF-8, or it says to be something else.
    #[error("o XML não está em UTF-8")]
    Encoding,
    /// Not well-formed.
    #[error("o XML está malformado perto do byte {byte}")]
    Malformed {
        /// Where reading stopped.
        byte: u64,
    },
    /// It ends before its root element does.
    #[error("o XML está incompleto")]
    Truncated,
    /// It declares a document type, which an NF-e never does and which could make entities.
    #[error("o XML declara um DTD, o que não é permitido")]
    DocumentType,
    /// It refers to an entity that is not one of XML's own five.
    #[error("o XML usa uma entidade não permitida")]
    Entity,
    /// Elements inside elements beyond the limit.
    #[error("o XML tem mais de {limit} níveis")]
    TooDeep {
        /// The most levels.
        limit: usize,
    },
    /// More elements, attributes or lines than are read.
    #[error("o XML tem elementos demais")]
    TooMany,
    /// Well-formed, but no NF-e.
    #[error("o documento é {root}, e não uma NF-e (nfeProc ou NFe)")]
    OtherRoot {
        /// The root element's name.
        root: String,
    },
    /// Another version of the layout.
    #[error("a versão {version} da NF-e não é aceita, somente a 4.00")]
    OtherVersion {
        /// The version it says to be.
        version: String,
    },
    /// The model is neither 55 nor 65.
    #[error("o modelo do documento não é 55 nem 65")]
    OtherModel,
    /// A required field is absent or empty.
    #[error("{path} não foi informado")]
    Missing {
        /// The field's path.
        path: String,
    },
    /// A field that may stand once stands twice.
    #[error("{path} aparece mais de uma vez")]
    Repeated {
        /// The field's path.
        path: String,
    },
    /// A field holds something else than it should.
    #[error("{path} {problem}")]
    Field {
        /// The field's path.
        path: String,
        /// What is wrong with it.
        problem: FieldProblem,
    },
    /// The access key, a CNPJ or a CPF does not have its form, or does not check.
    #[error("{path}: {error}")]
    Document {
        /// The field's path.
        path: String,
        /// Which document, and what is wrong with it.
        error: DocumentError,
    },
    /// The access key tells another issuer, model, series or number than the document.
    #[error("{path} não confere com a chave de acesso")]
    KeyDiffers {
        /// The field that differs.
        path: String,
    },
    /// The authority did not authorise it, or cancelled it.
    #[error("a NF-e não está autorizada: {status} {reason}")]
    NotAuthorized {
        /// The authority's status.
        status: String,
        /// The status in words.
        reason: String,
    },
}

/// What is wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FieldProblem {
    /// Not a number of the field's form.
    #[error("{0}")]
    Number(#[from] NumberError),
    /// Not a date or time of the field's form.
    #[error("não é uma data válida")]
    NotADate,
    /// Longer than the layout allows.
    #[error("tem mais de {max} caracteres")]
    TooLong {
        /// The most characters.
        max: usize,
    },
}

/// The start of a text, to be repeated in an error.
pub(crate) fn quoted(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(QUOTED_MAX).collect()
}
