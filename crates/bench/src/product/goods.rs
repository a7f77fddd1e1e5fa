//! Where the orders of a run are placed and what they sell: chosen from the demo data, and laid in once, so that no order
//! is refused for want of goods.
//!
//! Not data of its own making: the ids are the demo's. The one rule to know: it is done through the application before
//! any server runs, and both the HTTP exchanges and the store without HTTP name what it chose.

use anyhow::{Context, ensure};
use app::workflow::adjust_stock::{AdjustStock, StockTarget};
use app::{App, Call, Failure, Reader, accounts};
use domain::amount::Quantity;
use domain::ids::{ChannelId, LocationId, OrganizationId, SkuId};
use domain::orders::SkuReference;
use domain::page::PageRequest;
use domain::stock::{AdjustReason, StatedCosts};
use server::demo::{ACCOUNT_SUBDOMAIN, STORE};

/// Skus that orders and reads are spread over.
const SKUS: usize = 50;
/// Units of each sku laid in: more than a run can sell.
const UNITS: i64 = 100_000_000;
/// Entries of a page read at once.
const PAGE: u32 = 100;

/// What the exchanges name.
#[derive(Debug, Clone)]
pub(crate) struct Goods {
    /// A call of the system on the demo's account.
    pub(crate) call: Call,
    /// The organization that sells.
    pub(crate) organization: OrganizationId,
    /// Its stock.
    pub(crate) location: LocationId,
    /// The channel that sells.
    pub(crate) channel: ChannelId,
    /// What is sold.
    pub(crate) skus: Vec<SkuId>,
}

impl Goods {
    /// Chooses, and lays in. Blocks.
    pub(crate) fn lay_in(app: &App) -> anyhow::Result<Self> {
        let account = accounts::find_by_subdomain(app, ACCOUNT_SUBDOMAIN)?.context("the demo's account is missing")?;
        let call = accounts::system_call(app, account.id);
        let (organization, location) = app.read_blocking(&call, place)?.context("the demo has no stock")?;
        let channel = app.read_blocking(&call, channel)?.context("the demo has no channel")?;
        let skus = app.read_blocking(&call, skus)?;
        ensure!(skus.len() == SKUS, "the demo has {} skus, not {SKUS}", skus.len());
        let goods = Self {
            call,
            organization,
            location,
            channel,
            skus,
        };
        goods.fill(app, &goods.skus)?;
        Ok(goods)
    }

    /// Lays in more of these skus than a run can sell: here, and where the demo's store sells from. Blocks.
    pub(crate) fn fill(&self, app: &App, skus: &[SkuId]) -> anyhow::Result<()> {
        let counter = app.read_blocking(&self.call, |reader| reader.counter_place(Some(STORE)))?;
        let counter = counter.filter(|place| *place != (self.organization, self.location));
        for place in counter.into_iter().chain([(self.organization, self.location)]) {
            self.fill_at(app, place, skus)?;
        }
        Ok(())
    }

    fn fill_at(
        &self,
        app: &App,
        (organization, location): (OrganizationId, LocationId),
        skus: &[SkuId],
    ) -> anyhow::Result<()> {
        let available = Quantity::from_units(UNITS).context("too many units")?;
        let target = |sku: &SkuId| StockTarget {
            sku: SkuReference::Id(*sku),
            lot: None,
            available,
            costs: StatedCosts::default(),
        };
        let adjust = AdjustStock {
            organization,
            location,
            reason: AdjustReason::Manual,
            note: None,
            targets: skus.iter().map(target).collect(),
        };
        app.execute_blocking(&self.call, adjust)?;
        Ok(())
    }

    /// The sku whose turn it is.
    pub(crate) fn sku(&self, number: u64) -> SkuId {
        let index = number % self.skus.len() as u64;
        self.skus[usize::try_from(index).unwrap_or(0)]
    }
}

fn page(number: u32) -> PageRequest {
    PageRequest::new(number, PAGE, PAGE)
}

/// The first organization with a warehouse it sells from, and that warehouse.
fn place(reader: &mut Reader<'_, '_>) -> Result<Option<(OrganizationId, LocationId)>, Failure> {
    for organization in reader.organizations(page(1))? {
        let warehouses = reader.warehouses_of(organization.id, page(1))?;
        let sells = warehouses.iter().find(|warehouse| warehouse.details.is_sold_from());
        if let Some(warehouse) = sells {
            return Ok(Some((organization.id, warehouse.id)));
        }
    }
    Ok(None)
}

/// The first channel through which an order goes its way without being accepted.
fn channel(reader: &mut Reader<'_, '_>) -> Result<Option<ChannelId>, Failure> {
    let channels = reader.channel_views(page(1))?;
    let plain = channels
        .iter()
        .map(|view| &view.channel)
        .find(|channel| !channel.details.requires_acceptance && !channel.details.is_pickup_point);
    Ok(plain.map(|channel| channel.id))
}

/// The first skus on sale.
fn skus(reader: &mut Reader<'_, '_>) -> Result<Vec<SkuId>, Failure> {
    let mut skus = Vec::new();
    for number in 1.. {
        let products = reader.products(page(number))?;
        let on_sale = products
            .iter()
            .flat_map(|product| &product.skus)
            .filter(|view| view.sku.active);
        skus.extend(on_sale.map(|view| view.sku.id));
        if products.is_empty() || skus.len() >= SKUS {
            break;
        }
    }
    skus.truncate(SKUS);
    Ok(skus)
}

#[cfg(test)]
pub(crate) mod tests {
    use domain::actor::{Actor, Face};
    use domain::ids::AccountId;

    use super::*;

    /// Made-up ids, all different.
    pub(crate) fn goods() -> Goods {
        let principal = app::Principal {
            account: AccountId::from_raw(1),
            organization: None,
            actor: Actor::System,
            application: None,
            scopes: Vec::new(),
        };
        Goods {
            call: Call {
                principal,
                face: Face::Core,
                request_id: String::new(),
                idempotency: None,
            },
            organization: OrganizationId::from_raw(3),
            location: LocationId::from_raw(6),
            channel: ChannelId::from_raw(2),
            skus: [31, 32].map(SkuId::from_raw).to_vec(),
        }
    }

    #[test]
    fn skus_take_turns() {
        let turns: Vec<i64> = (0..3).map(|number| goods().sku(number).raw()).collect();
        assert_eq!(turns, [31, 32, 31]);
    }
}
