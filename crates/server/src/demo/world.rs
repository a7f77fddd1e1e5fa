//! The generated world as plain data: what the demo database will hold, before anything is written.
//!
//! Not records of the core and not commands: `write` turns these into commands.
//!
//! The one rule to know: things point at each other by their index in these lists, and money is whole cents.

use domain::orders::{OrderStatus, PaymentMethod, PlaceMode};
use domain::refusal::OrderAction;
use jiff::Timestamp;
use jiff::civil::Date;

use super::places::Place;

/// Everything, in the order in which it is written.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct World {
    pub(super) account: AccountPlan,
    pub(super) organizations: Vec<OrganizationPlan>,
    pub(super) manufacturers: Vec<CompanyPlan>,
    pub(super) suppliers: Vec<CompanyPlan>,
    pub(super) carriers: Vec<CompanyPlan>,
    pub(super) sellers: Vec<SellerPlan>,
    pub(super) customers: Vec<CustomerPlan>,
    pub(super) categories: Vec<CategoryPlan>,
    pub(super) brands: Vec<BrandPlan>,
    pub(super) products: Vec<ProductPlan>,
    pub(super) price_tables: Vec<PriceTablePlan>,
    pub(super) channels: Vec<ChannelPlan>,
    pub(super) history: Vec<Happening>,
    pub(super) orders: Vec<OrderPlan>,
    pub(super) receipts: Vec<ReceiptPlan>,
}

/// The tenant.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct AccountPlan {
    pub(super) name: &'static str,
    pub(super) subdomain: &'static str,
}

/// Where somebody is to be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct AddressPlan {
    pub(super) street: String,
    pub(super) number: String,
    pub(super) complement: Option<&'static str>,
    pub(super) neighborhood: &'static str,
    pub(super) postal_code: String,
    pub(super) place: &'static Place,
}

/// What an organization is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// The head office, which has no goods of its own.
    HeadOffice,
    /// A shop with a stock.
    Shop,
    /// Where goods arrive and most orders leave from.
    DistributionCentre,
}

/// A branch of the company, with its one stock.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct OrganizationPlan {
    pub(super) name: String,
    pub(super) company_name: String,
    pub(super) role: Role,
    pub(super) cnpj: String,
    pub(super) state_registration: String,
    pub(super) address: AddressPlan,
    pub(super) stock_name: String,
    pub(super) stock_code: &'static str,
}

/// A company that makes, supplies or carries.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct CompanyPlan {
    pub(super) name: String,
    pub(super) cnpj: String,
    pub(super) email: String,
    pub(super) phone: String,
    pub(super) address: AddressPlan,
}

/// Somebody who sells, in one of the organizations.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct SellerPlan {
    pub(super) name: String,
    pub(super) cpf: String,
    pub(super) registration: String,
    pub(super) organization: usize,
}

/// A person's own facts, or a company's.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Nature {
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
pub(super) struct CustomerPlan {
    pub(super) name: String,
    pub(super) nature: Nature,
    pub(super) email: String,
    pub(super) phone: String,
    pub(super) address: AddressPlan,
}

/// A node of the category tree; parents stand before their children.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct CategoryPlan {
    pub(super) name: &'static str,
    pub(super) parent: Option<usize>,
}

/// A brand and who makes it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct BrandPlan {
    pub(super) name: &'static str,
    pub(super) manufacturer: usize,
}

/// A product.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct ProductPlan {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) description: String,
    pub(super) category: usize,
    pub(super) brand: usize,
    pub(super) supplier: usize,
    pub(super) unit: &'static str,
    pub(super) ncm: &'static str,
    pub(super) skus: Vec<SkuPlan>,
}

/// One variation of a product.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct SkuPlan {
    pub(super) code: String,
    pub(super) ean: String,
    pub(super) name: String,
    /// Attribute and option, rows of `grids::ATTRIBUTES`.
    pub(super) options: Vec<(usize, usize)>,
    pub(super) price_cents: i64,
    pub(super) cost_cents: i64,
    pub(super) weight_g: i64,
    /// Width, height and length.
    pub(super) size_cm: (i64, i64, i64),
}

/// A sku by its product and its place among that product's skus.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct SkuAt {
    pub(super) product: usize,
    pub(super) sku: usize,
}

/// A list of prices.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct PriceTablePlan {
    pub(super) name: &'static str,
    /// First and last day it holds; `None` holds always.
    pub(super) days: Option<(Date, Date)>,
    pub(super) is_promotion: bool,
    /// Each sku's price in cents.
    pub(super) prices: Vec<(SkuAt, i64)>,
}

/// A sales channel.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct ChannelPlan {
    pub(super) name: &'static str,
    /// The one organization it belongs to; `None` is everybody's.
    pub(super) organization: Option<usize>,
    pub(super) is_pickup_point: bool,
    pub(super) requires_acceptance: bool,
    /// The organizations whose stocks it sells from.
    pub(super) organizations: Vec<usize>,
    pub(super) price_tables: Vec<usize>,
}

/// Goods that arrive from a supplier.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct ReceiptPlan {
    pub(super) organization: usize,
    pub(super) supplier: usize,
    pub(super) number: String,
    /// Sku, whole units, cost of one in cents.
    pub(super) items: Vec<(SkuAt, i64, i64)>,
}

/// An order; what becomes of it stands in the history.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct OrderPlan {
    pub(super) code: String,
    /// Whose stock it is taken from.
    pub(super) organization: usize,
    pub(super) channel: usize,
    pub(super) customer: usize,
    pub(super) seller: Option<usize>,
    pub(super) carrier: Option<usize>,
    pub(super) mode: PlaceMode,
    pub(super) is_paid: bool,
    /// The pickup point where the customer collects it, a channel.
    pub(super) collected_at: Option<usize>,
    /// Sku, whole units, price of one in cents; each sku once.
    pub(super) items: Vec<(SkuAt, i64, i64)>,
    pub(super) freight_cents: i64,
    pub(super) discount_cents: i64,
    pub(super) payment: PaymentMethod,
    pub(super) instalments: u32,
    /// The state it is left in.
    pub(super) ends: OrderStatus,
}

impl OrderPlan {
    /// What its items cost before discount and freight.
    pub(super) fn items_cents(&self) -> i64 {
        self.items.iter().map(|(_, quantity, price)| quantity * price).sum()
    }

    /// What the customer pays.
    pub(super) fn total_cents(&self) -> i64 {
        self.items_cents() - self.discount_cents + self.freight_cents
    }
}

/// A step of the history: something that was done at an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Happening {
    pub(super) at: Timestamp,
    pub(super) what: Event,
}

/// What was done. The numbers are indices of `orders` and `receipts`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Event {
    /// Goods arrived.
    Receive(usize),
    /// An order was placed.
    Place(usize),
    /// An order went on.
    Advance(usize, OrderAction),
    /// What was sent back has arrived.
    TakeBack(usize),
}
