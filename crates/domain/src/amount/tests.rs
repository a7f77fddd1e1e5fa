//! Tests of the amounts: tables for the rules, properties for the sums.
