//! Discounts by rule, coupons and exchange vouchers through the application's own door, on both engines.
//!
//! After each test the auditor must find nothing.

mod audited;
mod coupons;
mod discounts;
mod keys;
mod parallel;
mod vouchers;
mod world;
