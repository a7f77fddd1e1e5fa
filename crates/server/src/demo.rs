//! The demo: a generated, valid Brazilian retailer, written through the same commands that integrations use.
//!
//! Not test data for rules, and nothing that a production account is ever given.
//!
//! The one rule to know: everything but the secrets of its credentials follows from the seed and the instant.

mod catalogue;
mod dice;
mod generate;
mod goods;
mod grids;
mod kinds;
mod parties;
mod places;
mod shops;
mod trade;
mod words;
mod world;
mod write;

use app::App;
use domain::ids::{AccountId, OrganizationId};
use jiff::Timestamp;

use crate::progress::Progress;

/// The subdomain of the demo's account, by which it is found again.
pub const ACCOUNT_SUBDOMAIN: &str = shops::ACCOUNT.subdomain;

/// The store that has a client of its own where a face has clients of both kinds.
pub const STORE: OrganizationId = OrganizationId::from_raw(2);

/// Creates the demo's account with all its data, as of `now`, in a store whose schema is current. Blocks.
///
/// # Errors
/// A broken store, or an account that is there already.
pub fn seed(app: &App, seed: u64, now: Timestamp, progress: &Progress) -> anyhow::Result<AccountId> {
    progress.phase("generating", 1);
    let world = generate::generate(seed, now);
    progress.advance(1);
    write::write(app, world, now, progress)
}
