//! eGestor's spellings of money, quantities, dates and booleans.
//!
//! Not arithmetic: amounts come and go as the core's types.
//!
//! The one rule to know: what is written here is exact, and reading what was written gives the same value.
