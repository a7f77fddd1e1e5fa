//! The store: the schema, and every SQL statement of the product, over SQLite and PostgreSQL.
//!
//! Not rules: `domain` decides, and the store keeps what was decided. Not transactions either: `app` says what belongs
//! together, and hands it over as a closure.
//!
//! The one rule to know: the tenant is the first argument of every finder, and one SQL text serves both engines.

pub mod access_tokens;
pub mod account_keys;
pub mod account_secrets;
pub mod accounts;
mod address;
pub mod applications;
pub mod attribute_groups;
pub mod attribute_values;
pub mod attributes;
pub mod audit;
pub mod authorization_codes;
pub mod brands;
pub mod cash;
pub mod catalog_settings;
pub mod categories;
pub mod changes;
pub mod channels;
mod columns;
pub mod counters;
pub mod coupons;
pub mod credentials;
mod criteria;
pub mod customers;
pub mod discounts;
pub mod engine;
pub mod error;
pub mod fiscal_documents;
pub mod grants;
pub mod grid_values;
pub mod idempotency;
pub mod images;
pub mod ledger_accounts;
pub mod listing;
pub mod locations;
pub mod lots;
mod migrations;
mod named;
pub mod orders;
pub mod organization_prices;
pub mod organizations;
pub mod outbox;
pub mod packagings;
pub mod parties;
pub mod payment_methods;
pub mod prices;
pub mod product_defaults;
pub mod product_terms;
pub mod products;
pub mod promises;
pub mod receipts;
pub mod references;
pub mod refresh_tokens;
pub mod removed;
pub mod returns;
pub mod sale_labels;
pub mod select_in;
pub mod sellers;
pub mod sessions;
pub mod shipments;
pub mod skus;
mod sql_text;
pub mod stock;
pub mod stock_operations;
pub mod store_products;
pub mod tags;
#[cfg(feature = "testing")]
pub mod testing;
pub mod titles;
pub mod transfers;
pub mod users;
pub mod vouchers;

#[cfg(feature = "testing")]
pub use engine::Plan;
pub use engine::{Column, EngineKind, FromColumn, MigrationReport, Options, Param, Row, Store, Target, ToParam, Tx};
pub use error::StoreError;
