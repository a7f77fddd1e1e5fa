//! What may be typed about discounts by rule.
//!
//! Not what becomes of it: that is `commands::discount`.
//!
//! The one rule to know: a discount made here has one rule.

use clap::{Args, Subcommand};
use jiff::civil::Date;

/// The commands about discounts.
#[derive(Debug, Subcommand)]
pub enum DiscountCommand {
    /// Create a discount with one rule
    Create(Box<NewDiscount>),
    /// List the discounts that an organization offers, the account's own among them
    List {
        /// The organization's number
        #[arg(long, value_name = "N")]
        organization: i64,
        /// Account number; not needed while there is one account
        #[arg(long, value_name = "N")]
        account: Option<i64>,
    },
    /// Say until which day a discount holds, without a day for ever, or with --off that it may be had no more
    Set {
        /// The discount's number
        discount: i64,
        /// The last day on which it holds
        #[arg(long, value_name = "DAY")]
        until: Option<Date>,
        /// It may not be had
        #[arg(long)]
        off: bool,
        /// Account number; not needed while there is one account
        #[arg(long, value_name = "N")]
        account: Option<i64>,
    },
}

/// What is offered.
#[derive(Debug, Args)]
pub struct NewDiscount {
    /// Its name
    pub name: String,
    /// What it depends on: total, item, gift, first_purchase or birthday_month
    #[arg(long)]
    pub kind: String,
    /// How much is taken off, in per cent
    #[arg(
        long,
        value_name = "N",
        required_unless_present = "amount",
        conflicts_with = "amount"
    )]
    pub percent: Option<String>,
    /// How much is taken off, in money
    #[arg(long, value_name = "N")]
    pub amount: Option<String>,
    /// The least a purchase must be worth; of the kinds total, item and gift
    #[arg(long, value_name = "N")]
    pub minimum: Option<String>,
    /// Code of a sku that it is taken off, or that is the gift; may be repeated
    #[arg(long = "sku", value_name = "CODE")]
    pub skus: Vec<String>,
    /// Code of a sku that must be bought for a gift; may be repeated
    #[arg(long = "bought", value_name = "CODE")]
    pub bought: Vec<String>,
    /// How many of what must be bought for a gift
    #[arg(long, value_name = "N")]
    pub quantity: Option<String>,
    /// Only what must be bought counts towards the least worth
    #[arg(long)]
    pub bought_alone: bool,
    /// The gift costs nothing
    #[arg(long)]
    pub free: bool,
    /// Number of the organization that offers it; by default all do
    #[arg(long, value_name = "N")]
    pub organization: Option<i64>,
    /// Number of a channel through which it is had; may be repeated, by default all
    #[arg(long = "channel", value_name = "N")]
    pub channels: Vec<i64>,
    /// The first day on which it holds
    #[arg(long, value_name = "DAY")]
    pub from: Option<Date>,
    /// The last day on which it holds
    #[arg(long, value_name = "DAY")]
    pub until: Option<Date>,
    /// The seller may not leave it out
    #[arg(long)]
    pub compulsory: bool,
    /// Account number; not needed while there is one account
    #[arg(long, value_name = "N")]
    pub account: Option<i64>,
}
