//! The figures without HTTP: the application called in this process, on the database that the server has.
//!
//! Not a shortcut past the application: what is measured is the command that the face runs. The one rule to know: the
//! ceiling of orders is the bare command, called by threads that wait for its commit; what an answer reads afterwards is
//! a figure of its own.

use std::sync::Arc;

use anyhow::bail;
use app::workflow::place_order::{PlaceOrder, Placed};
use app::{Answer, App, Reader};

use super::figure;
use crate::callers::{drive, drive_threads};
use crate::child::processor_time_of;
use crate::load::Numbers;
use crate::product::goods::Goods;
use crate::product::orders;
use crate::report::{Measured, What};
use crate::statistics::{Plan, Recorder};

/// The application in this process.
pub(crate) struct Inside {
    /// Open on the database that is measured.
    pub(crate) app: App,
    /// What is sold and read.
    pub(crate) goods: Arc<Goods>,
}

impl Inside {
    /// Measures one figure.
    ///
    /// # Errors
    /// A figure that is over HTTP, or a caller that panicked.
    pub(crate) async fn measure(
        &self,
        what: What,
        callers: usize,
        plan: Plan,
        numbers: &Arc<Numbers>,
    ) -> anyhow::Result<Measured> {
        let before = processor_time_of("self")?;
        let recorder = match what {
            What::StoreRead => self.reads(callers, plan, numbers).await?,
            What::StoreOrder => self.orders(callers, plan, numbers).await?,
            What::StoreOrderShown => self.orders_shown(callers, plan, numbers).await?,
            What::BareAnswer | What::OneSku | What::OrderList | What::StockSearch | What::OrderPlaced => {
                bail!("{} needs a server", what.name())
            }
        };
        let used = processor_time_of("self")?.saturating_sub(before);
        Ok(figure::measured(what, callers, &recorder, used))
    }

    async fn reads(&self, callers: usize, plan: Plan, numbers: &Arc<Numbers>) -> anyhow::Result<Recorder> {
        let (app, goods) = (self.app.clone(), Arc::clone(&self.goods));
        let work = move |number| {
            let (app, goods) = (app.clone(), Arc::clone(&goods));
            async move {
                let sku = goods.sku(number);
                let found = app
                    .read(&goods.call, move |reader: &mut Reader<'_, '_>| reader.sku(sku))
                    .await;
                found.map(drop).map_err(|failure| failure.to_string())
            }
        };
        drive(callers, plan, numbers, work).await
    }

    async fn orders(&self, callers: usize, plan: Plan, numbers: &Arc<Numbers>) -> anyhow::Result<Recorder> {
        let (app, goods, numbers) = (self.app.clone(), Arc::clone(&self.goods), Arc::clone(numbers));
        let work = move |number| {
            let command = PlaceOrder(orders::asked(&goods, "BARE", number));
            let placed = app.execute_blocking(&goods.call, command);
            new(&placed.map_err(|failure| failure.to_string())?)
        };
        tokio::task::spawn_blocking(move || drive_threads(callers, plan, &numbers, work)).await?
    }

    async fn orders_shown(&self, callers: usize, plan: Plan, numbers: &Arc<Numbers>) -> anyhow::Result<Recorder> {
        let (app, goods) = (self.app.clone(), Arc::clone(&self.goods));
        let work = move |number| {
            let (app, goods) = (app.clone(), Arc::clone(&goods));
            async move {
                let command = PlaceOrder(orders::asked(&goods, "SHOWN", number));
                let present = |reader: &mut Reader<'_, '_>, placed: &Placed| {
                    reader.order(placed.order)?;
                    Ok(Answer::empty(if placed.is_new { 201 } else { 200 }))
                };
                let answer = app.execute(&goods.call, command, present).await;
                match answer.map_err(|failure| failure.to_string())?.status {
                    201 => Ok(()),
                    _ => Err(KNOWN.to_owned()),
                }
            }
        };
        drive(callers, plan, numbers, work).await
    }
}

const KNOWN: &str = "the order was there already";

fn new(placed: &Placed) -> Result<(), String> {
    if placed.is_new { Ok(()) } else { Err(KNOWN.to_owned()) }
}
