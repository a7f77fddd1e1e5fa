//! `entreposto account`, as it is typed.
//!
//! Not what it does, which is `commands/account.rs`.
//!
//! The one rule to know: an account number is not needed while there is one account.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};

/// The commands about accounts.
#[derive(Debug, Subcommand)]
pub enum AccountCommand {
    /// Create an account
    Create {
        /// How people call it
        name: String,
        /// Label by which vendors' clients name it: lower-case letters, digits, hyphens [default: from the name]
        #[arg(long, value_name = "LABEL")]
        subdomain: Option<String>,
        /// Time zone of its days
        #[arg(long, value_name = "ZONE", default_value = domain::accounts::DEFAULT_TIME_ZONE)]
        time_zone: String,
        /// What happens to CPFs, CNPJs and barcodes with wrong check digits: off, warn or reject
        #[arg(long, value_name = "POLICY", default_value = "warn")]
        document_check: String,
    },
    /// List accounts
    List,
    /// Name one of the four fields of a sale that are the account's own (eGestor's xCampo1 to xCampo4)
    NameField {
        /// Which one, 1 to 4
        #[arg(value_parser = clap::value_parser!(i64).range(1..=4))]
        field: i64,
        /// What it is called; an empty text takes it out of use
        label: String,
        /// Account number; not needed while there is one account
        #[arg(long, value_name = "N")]
        account: Option<i64>,
    },
    /// Say what an account wants of its catalogue beyond what always holds, and show it
    Catalog {
        /// Whether a product needs a picture before it is put on sale: on or off
        #[arg(long, value_name = "SWITCH")]
        enabling_needs_image: Option<Switch>,
        /// Whether a product on sale is taken off before its variations change, and a store's before anything does: on
        /// or off
        #[arg(long, value_name = "SWITCH")]
        changes_need_disabling: Option<Switch>,
        /// Whether a property that Likin.do does not know is refused, and not passed over: on or off
        #[arg(long, value_name = "SWITCH")]
        refuse_unknown: Option<Switch>,
        /// Account number; not needed while there is one account
        #[arg(long, value_name = "N")]
        account: Option<i64>,
    },
    /// Set the public key for which the codes of exchange vouchers are encrypted
    SetKey {
        /// PEM file with an RSA public key of at least 2048 bits
        file: PathBuf,
        /// Account number; not needed while there is one account
        #[arg(long, value_name = "N")]
        account: Option<i64>,
    },
}

/// On or off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Switch {
    /// It holds.
    On,
    /// It does not.
    Off,
}
