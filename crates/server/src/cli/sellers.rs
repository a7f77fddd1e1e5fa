//! What may be typed about sellers.
//!
//! Not what becomes of it: that is `commands::seller`.
//!
//! The one rule to know: a day stands for all of it, in the account's zone; an instant is written as in RFC 3339.

use clap::{Args, Subcommand};

/// The commands about sellers.
#[derive(Debug, Subcommand)]
pub enum SellerCommand {
    /// Add a seller to an organization
    Create(NewSeller),
    /// List the sellers of an organization: number, name, channels, and when they are away
    List {
        /// The organization's number
        #[arg(long, value_name = "N")]
        organization: i64,
        /// Account number; not needed while there is one account
        #[arg(long, value_name = "N")]
        account: Option<i64>,
    },
    /// Write down that a seller is away; an absence that begins at the same time is written anew
    Away {
        /// The seller's number
        seller: i64,
        /// The first day, or the instant
        #[arg(long, value_name = "WHEN")]
        from: String,
        /// The last day, or the instant
        #[arg(long, value_name = "WHEN")]
        until: String,
        /// Why
        #[arg(long)]
        reason: String,
        /// Account number; not needed while there is one account
        #[arg(long, value_name = "N")]
        account: Option<i64>,
    },
    /// Strike out the absence that begins then
    Back {
        /// The seller's number
        seller: i64,
        /// The first day of the absence, or its instant
        #[arg(long, value_name = "WHEN")]
        from: String,
        /// Account number; not needed while there is one account
        #[arg(long, value_name = "N")]
        account: Option<i64>,
    },
    /// Say through which channels a seller sells; without any, through every one of his organization
    Channels {
        /// The seller's number
        seller: i64,
        /// Numbers of channels
        #[arg(value_name = "CHANNEL")]
        channels: Vec<i64>,
        /// Account number; not needed while there is one account
        #[arg(long, value_name = "N")]
        account: Option<i64>,
    },
}

/// Who is added.
#[derive(Debug, Args)]
pub struct NewSeller {
    /// The seller's name
    pub name: String,
    /// The organization's number
    #[arg(long, value_name = "N")]
    pub organization: i64,
    /// CPF
    #[arg(long, value_name = "CPF")]
    pub document: Option<String>,
    /// E-mail address
    #[arg(long)]
    pub email: Option<String>,
    /// Telephone
    #[arg(long)]
    pub phone: Option<String>,
    /// Registration with the employer
    #[arg(long)]
    pub registration: Option<String>,
    /// The id by which orders name the seller: `seller_external_id`
    #[arg(long, value_name = "ID")]
    pub external_id: Option<String>,
    /// Account number; not needed while there is one account
    #[arg(long, value_name = "N")]
    pub account: Option<i64>,
}
