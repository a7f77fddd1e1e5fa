//! What the entries of a list are compared with: a field, how, and a value. For vendors whose lists may be narrowed by any
//! field.
//!
//! Not a query language: everything given must hold, and each list says which fields it has.
//!
//! The one rule to know: codes that are numbers are compared as numbers.

/// How a field is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// The same.
    Equal,
    /// Not the same.
    NotEqual,
    /// Beyond the value.
    Greater,
    /// The value or beyond.
    GreaterOrEqual,
    /// Before the value.
    Less,
    /// The value or before.
    LessOrEqual,
}

impl Comparison {
    /// Every comparison.
    pub const ALL: [Self; 6] = [
        Self::Equal,
        Self::NotEqual,
        Self::Greater,
        Self::GreaterOrEqual,
        Self::Less,
        Self::LessOrEqual,
    ];
}

/// What a field is compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Operand {
    /// Text.
    Text(String),
    /// A number as it is kept: an amount in millionths, an instant in microseconds, a switch as 0 or 1.
    Number(i64),
}

/// One comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Criterion<F> {
    /// Of which field.
    pub field: F,
    /// How.
    pub comparison: Comparison,
    /// With what.
    pub operand: Operand,
}

impl<F> Criterion<F> {
    /// A field that is this text.
    pub fn text(field: F, comparison: Comparison, text: impl Into<String>) -> Self {
        Self {
            field,
            comparison,
            operand: Operand::Text(text.into()),
        }
    }

    /// A field that is this number.
    pub const fn number(field: F, comparison: Comparison, number: i64) -> Self {
        Self {
            field,
            comparison,
            operand: Operand::Number(number),
        }
    }
}
