//! Writes the generated world through the application's commands, many to a transaction.
//!
//! Not SQL and not shortcuts: whatever is written here, an integration could have written.
//!
//! The one rule to know: each part is a command of its own that runs the real ones inside, each at the instant it
//! happened, so that a thousand of them cost a handful of commits.

mod books;
mod catalogue;
mod company;
mod franchise;
mod history;
mod parties;

use std::ops::Range;
use std::sync::Arc;

use app::accounts::{self, NewAccount};
use app::{App, Call, Command, Context, Failure};
use domain::address::Address;
use domain::amount::{Money, Quantity, UnitPrice};
use domain::geography::Coordinates;
use domain::ids::AccountId;
use jiff::{SignedDuration, Timestamp};

use super::trade::DAYS;
use super::world::{AddressPlan, World};
use crate::progress::Progress;
use crate::refusals::explain;

/// Millionths in a cent.
const MILLIONTHS_PER_CENT: i64 = 10_000;
/// Days before the first order on which the company was set up.
const HEAD_START_DAYS: i64 = 10;

/// What is written, where, and when it was set up.
struct Writing {
    app: App,
    call: Call,
    world: Arc<World>,
    /// When everything but the history was written.
    set_up_at: Timestamp,
}

/// Writes the world into a new account.
pub(super) fn write(app: &App, world: World, now: Timestamp, progress: &Progress) -> anyhow::Result<AccountId> {
    let account =
        accounts::create(app, NewAccount::named(world.account.name, world.account.subdomain)).map_err(explain)?;
    let writing = Writing {
        app: app.clone(),
        call: accounts::system_call(app, account),
        world: Arc::new(world),
        set_up_at: now - SignedDuration::from_hours((DAYS + HEAD_START_DAYS) * 24),
    };
    let company = company::write(&writing, progress)?;
    let parties = parties::write(&writing, &company, progress)?;
    let channels = catalogue::write(&writing, &company, &parties, progress)?;
    franchise::write(&writing, &company, progress)?;
    history::write(&writing, company, channels, progress)?;
    books::write(&writing, &parties.suppliers, now, progress)?;
    Ok(account)
}

impl Writing {
    /// Runs a command at the instant of the setting up.
    fn run<C: Command>(&self, command: C) -> anyhow::Result<C::Done> {
        self.app
            .execute_blocking_at(&self.call, command, self.set_up_at)
            .map_err(explain)
    }

    /// Runs one command for every so many of a list, telling the progress.
    fn in_batches<C: Command>(
        &self,
        (what, length, size): (&str, usize, usize),
        progress: &Progress,
        command: impl Fn(Range<usize>) -> C,
    ) -> anyhow::Result<Vec<C::Done>> {
        progress.phase(what, count(length));
        let mut done = Vec::new();
        for from in (0..length).step_by(size) {
            let range = from..length.min(from + size);
            let written = range.len();
            done.push(self.run(command(range))?);
            progress.advance(count(written));
        }
        Ok(done)
    }
}

fn count(items: usize) -> u64 {
    u64::try_from(items).unwrap_or(u64::MAX)
}

/// Runs a command within another, at its own instant.
fn inside<C: Command>(cx: &mut Context<'_, '_>, now: Timestamp, command: &C) -> Result<C::Done, Failure> {
    command.run(&mut Context {
        tx: cx.tx,
        call: cx.call,
        now,
        chance: cx.chance,
    })
}

fn money(cents: i64) -> Money {
    Money::from_millionths(cents * MILLIONTHS_PER_CENT)
}

fn price(cents: i64) -> UnitPrice {
    UnitPrice::from_millionths(cents * MILLIONTHS_PER_CENT)
}

/// Thousandths of a unit: grams as kilograms.
fn thousandths(amount: i64) -> Quantity {
    Quantity::from_millionths(amount * 1_000)
}

fn units(amount: i64) -> Quantity {
    // Generated quantities are far from the range's end.
    Quantity::from_units(amount).unwrap_or(Quantity::MAX)
}

fn address(plan: &AddressPlan) -> Address {
    Address {
        street: Some(plan.street.clone()),
        number: Some(plan.number.clone()),
        complement: plan.complement.map(ToOwned::to_owned),
        neighborhood: Some(plan.neighborhood.to_owned()),
        city: Some(plan.place.city.to_owned()),
        city_code: Some(plan.place.city_code.to_owned()),
        state: Some(plan.place.state.to_owned()),
        postal_code: Some(plan.postal_code.clone()),
        country: Some("Brasil".to_owned()),
    }
}

fn coordinates(plan: &AddressPlan) -> Option<Coordinates> {
    Coordinates::new(plan.place.latitude_microdegrees, plan.place.longitude_microdegrees)
}
