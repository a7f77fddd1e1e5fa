//! The generated world as plain data: what the demo database will hold, before anything is written.
//!
//! Not records of the core and not commands: `write` turns these into commands.
//!
//! The one rule to know: things point at each other by their index in these lists, and money is whole cents.

use std::collections::BTreeMap;

use domain::orders::{OrderStatus, PaymentMethod, PlaceMode};
use domain::refusal::OrderAction;
use domain::transfers::TransferStep;
use jiff::Timestamp;
use jiff::civil::Date;

use super::places::Place;
use super::shops::DISTRIBUTION;

/// Everything, in the order in which it is written.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::demo) struct World {
    pub(in crate::demo) account: AccountPlan,
    pub(in crate::demo) organizations: Vec<OrganizationPlan>,
    pub(in crate::demo) manufacturers: Vec<CompanyPlan>,
    pub(in crate::demo) suppliers: Vec<CompanyPlan>,
    pub(in crate::demo) carriers: Vec<CompanyPlan>,
    pub(in crate::demo) sellers: Vec<SellerPlan>,
    pub(in crate::demo) customers: Vec<CustomerPlan>,
    pub(in crate::demo) categories: Vec<CategoryPlan>,
    pub(in crate::demo) brands: Vec<BrandPlan>,
    pub(in crate::demo) products: Vec<ProductPlan>,
    pub(in crate::demo) price_tables: Vec<PriceTablePlan>,
    pub(in crate::demo) channels: Vec<ChannelPlan>,
    pub(in crate::demo) history: Vec<Happening>,
    pub(in crate::demo) orders: Vec<OrderPlan>,
    pub(in crate::demo) receipts: Vec<ReceiptPlan>,
    pub(in crate::demo) transfers: Vec<TransferPlan>,
}

/// The tenant.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::demo) struct AccountPlan {
    pub(in crate::demo) name: &'static str,
    pub(in crate::demo) subdomain: &'static str,
}

/// Where somebody is to be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::demo) struct AddressPlan {
    pub(in crate::demo) street: String,
    pub(in crate::demo) number: String,
    pub(in crate::demo) complement: Option<&'static str>,
    pub(in crate::demo) neighborhood: &'static str,
    pub(in crate::demo) postal_code: String,
    pub(in crate::demo) place: &'static Place,
}

/// What an organization is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::demo) enum Role {
    /// The head office, which has no goods of its own.
    HeadOffice,
    /// A shop with a stock.
    Shop,
    /// Where goods arrive and most orders leave from.
    DistributionCentre,
}

/// A branch of the company, with its one stock.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::demo) struct OrganizationPlan {
    pub(in crate::demo) name: String,
    pub(in crate::demo) company_name: String,
    pub(in crate::demo) role: Role,
    pub(in crate::demo) cnpj: String,
    pub(in crate::demo) state_registration: String,
    pub(in crate::demo) address: AddressPlan,
    pub(in crate::demo) stock_name: String,
    pub(in crate::demo) stock_code: &'static str,
}

/// A company that makes, supplies or carries.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::demo) struct CompanyPlan {
    pub(in crate::demo) name: String,
    pub(in crate::demo) cnpj: String,
    pub(in crate::demo) email: String,
    pub(in crate::demo) phone: String,
    pub(in crate::demo) address: AddressPlan,
}

/// Somebody who sells, in one of the organizations.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::demo) struct SellerPlan {
    pub(in crate::demo) name: String,
    pub(in crate::demo) cpf: String,
    pub(in crate::demo) registration: String,
    pub(in crate::demo) organization: usize,
}

/// A person's own facts, or a company's.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::demo) enum Nature {
    /// Pessoa física.
    Person {
        cpf: String,
        birth_date: Date,
        is_female: bool,
    },
    /// Pessoa jurídica.
    Company {
        cnpj: String,
        state_registration: Option<String>,
        trading_name: String,
    },
}

/// Somebody who buys.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::demo) struct CustomerPlan {
    pub(in crate::demo) name: String,
    pub(in crate::demo) nature: Nature,
    pub(in crate::demo) email: String,
    pub(in crate::demo) phone: String,
    pub(in crate::demo) address: AddressPlan,
}

/// A node of the category tree; parents stand before their children.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::demo) struct CategoryPlan {
    pub(in crate::demo) name: &'static str,
    pub(in crate::demo) parent: Option<usize>,
}

/// A brand and who makes it.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::demo) struct BrandPlan {
    pub(in crate::demo) name: &'static str,
    pub(in crate::demo) manufacturer: usize,
}

/// A product.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::demo) struct ProductPlan {
    pub(in crate::demo) code: String,
    pub(in crate::demo) name: String,
    pub(in crate::demo) description: String,
    pub(in crate::demo) category: usize,
    pub(in crate::demo) brand: usize,
    pub(in crate::demo) supplier: usize,
    pub(in crate::demo) unit: &'static str,
    pub(in crate::demo) ncm: &'static str,
    pub(in crate::demo) skus: Vec<SkuPlan>,
}

/// One variation of a product.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::demo) struct SkuPlan {
    pub(in crate::demo) code: String,
    pub(in crate::demo) ean: String,
    pub(in crate::demo) name: String,
    /// Attribute and option, rows of `grids::ATTRIBUTES`.
    pub(in crate::demo) options: Vec<(usize, usize)>,
    pub(in crate::demo) price_cents: i64,
    pub(in crate::demo) cost_cents: i64,
    pub(in crate::demo) weight_g: i64,
    /// Width, height and length.
    pub(in crate::demo) size_cm: (i64, i64, i64),
}

/// A sku by its product and its place among that product's skus.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::demo) struct SkuAt {
    pub(in crate::demo) product: usize,
    pub(in crate::demo) sku: usize,
}

/// A list of prices.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::demo) struct PriceTablePlan {
    pub(in crate::demo) name: &'static str,
    /// First and last day it holds; `None` holds always.
    pub(in crate::demo) days: Option<(Date, Date)>,
    pub(in crate::demo) is_promotion: bool,
    /// Each sku's price in cents.
    pub(in crate::demo) prices: BTreeMap<SkuAt, i64>,
}

/// A sales channel.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::demo) struct ChannelPlan {
    pub(in crate::demo) name: &'static str,
    /// The one organization it belongs to; `None` is everybody's.
    pub(in crate::demo) organization: Option<usize>,
    pub(in crate::demo) is_pickup_point: bool,
    pub(in crate::demo) requires_acceptance: bool,
    /// The organizations whose stocks it sells from.
    pub(in crate::demo) organizations: Vec<usize>,
    pub(in crate::demo) price_tables: Vec<usize>,
}

/// Goods that arrive from a supplier.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::demo) struct ReceiptPlan {
    pub(in crate::demo) organization: usize,
    pub(in crate::demo) supplier: usize,
    pub(in crate::demo) number: String,
    /// Sku, whole units, cost of one in cents.
    pub(in crate::demo) items: Vec<(SkuAt, i64, i64)>,
}

/// Goods on their way from the distribution centre to a shop, for no order.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::demo) struct TransferPlan {
    pub(in crate::demo) to: usize,
    /// Sku and whole units.
    pub(in crate::demo) items: Vec<(SkuAt, i64)>,
}

/// An order; what becomes of it stands in the history.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::demo) struct OrderPlan {
    pub(in crate::demo) code: String,
    /// Who sells it, from a stock of its own unless it is transferred.
    pub(in crate::demo) organization: usize,
    pub(in crate::demo) channel: usize,
    pub(in crate::demo) customer: usize,
    pub(in crate::demo) seller: Option<usize>,
    pub(in crate::demo) carrier: Option<usize>,
    pub(in crate::demo) mode: PlaceMode,
    pub(in crate::demo) is_paid: bool,
    /// Whether its goods come from the distribution centre to the shop where they are collected.
    pub(in crate::demo) is_transferred: bool,
    /// The pickup point where the customer collects it, a channel.
    pub(in crate::demo) collected_at: Option<usize>,
    /// Sku, whole units, price of one in cents; each sku once.
    pub(in crate::demo) items: Vec<(SkuAt, i64, i64)>,
    pub(in crate::demo) freight_cents: i64,
    pub(in crate::demo) discount_cents: i64,
    pub(in crate::demo) payment: PaymentMethod,
    pub(in crate::demo) instalments: u32,
    /// The state it is left in.
    pub(in crate::demo) ends: OrderStatus,
}

impl OrderPlan {
    /// The organization whose stock its goods come from.
    pub(in crate::demo) const fn taken_from(&self) -> usize {
        if self.is_transferred {
            DISTRIBUTION
        } else {
            self.organization
        }
    }

    /// What its items cost before discount and freight.
    pub(in crate::demo) fn items_cents(&self) -> i64 {
        self.items.iter().map(|(_, quantity, price)| quantity * price).sum()
    }

    /// What the customer pays.
    pub(in crate::demo) fn total_cents(&self) -> i64 {
        self.items_cents() - self.discount_cents + self.freight_cents
    }
}

/// A step of the history: something that was done at an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::demo) struct Happening {
    pub(in crate::demo) at: Timestamp,
    pub(in crate::demo) what: Event,
}

/// What was done. The numbers are indices of `orders`, `receipts` and `transfers`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::demo) enum Event {
    /// Goods arrived.
    Receive(usize),
    /// A transfer was asked for.
    Request(usize),
    /// A transfer went on.
    Move(usize, TransferStep),
    /// An order was placed.
    Place(usize),
    /// An order went on.
    Advance(usize, OrderAction),
    /// The goods of an order went on.
    Carry(usize, TransferStep),
    /// Goods of an order came back: all of them, or one unit.
    GiveBack(usize, Back),
}

/// How much of an order comes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::demo) enum Back {
    /// One unit of several.
    OneUnit,
    /// Everything.
    Everything,
}
