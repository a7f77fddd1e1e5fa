//! Orders: reading them, and what a loja does with its own.
//!
//! Not how they come about; that is another face's business.
//!
//! The one rule to know: a loja sees its own orders, the matriz those of all its lojas.

mod status;
mod view;

use app::orders::{OrderFilter, StatusFilter};
use app::workflow::deliver_by_store::{AcceptOrder, CallOffOrder, FinishDelivery, StartDelivery};
use app::{Answer, App, Call, Command, Reader};
use domain::ids::OrderId;
use domain::orders::{CANCEL_NOTE_MAX, CancelReason};
use face_kit::{Checker, Error, Exchange, Given, Query, Stamp, Text};
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;

use crate::numbers::{Spelling, read_instant};
use crate::{page, properties, quirks, reply};
use view::OrderOut;

#[derive(Default, Deserialize)]
#[serde(default)]
struct CancelIn {
    reason: Given<Text>,
    description: Given<Text>,
}

fn id(exchange: &Exchange) -> Result<OrderId, Error> {
    Ok(OrderId::from_raw(quirks::number(exchange, "id_order")?))
}

/// `GET /order`
pub(crate) async fn list(exchange: Exchange) -> Result<Answer, Error> {
    let mut check = Checker::new();
    let page = page::checked(&mut check, exchange.query());
    let standings = status::standings(exchange.query().get("status"));
    // Without a code asked for, the page is cut from all orders by number, which no search for each status need be.
    let status = standings
        .is_none()
        .then(|| StatusFilter::NotIn(status::WITHOUT_CODE.to_vec()));
    let filter = OrderFilter {
        organization: exchange.call.principal.organization,
        status,
        standings,
        placed_from: instant(&mut check, exchange.query(), "from"),
        // The core's bound is not included, the vendor's is.
        placed_until: instant(&mut check, exchange.query(), "until").map(after),
        ..OrderFilter::default()
    };
    check.finish()?;
    let shown = move |reader: &mut Reader<'_, '_>| {
        let spelling = Spelling::of(reader)?;
        let orders = reader.store_orders(&filter, page)?;
        let orders = orders.iter().map(|order| OrderOut::of(order, &spelling));
        Ok(reply::data(orders.collect::<Vec<_>>()))
    };
    Ok(exchange.app.read(&exchange.call, shown).await?)
}

/// `PUT /order/{id_order}/accept`, and `POST`
pub(crate) async fn accept(exchange: Exchange) -> Result<Answer, Error> {
    let order = id(&exchange)?;
    run(&exchange.app, &exchange.call, AcceptOrder { order }).await
}

/// `PUT /order/{id_order}/delivery/start`, and `POST`
pub(crate) async fn start(exchange: Exchange) -> Result<Answer, Error> {
    let order = id(&exchange)?;
    run(&exchange.app, &exchange.call, StartDelivery { order }).await
}

/// `PUT /order/{id_order}/delivery/finish`, and `POST`
pub(crate) async fn finish(exchange: Exchange) -> Result<Answer, Error> {
    let order = id(&exchange)?;
    run(&exchange.app, &exchange.call, FinishDelivery { order }).await
}

/// `PUT /order/{id_order}/cancel`, and `POST`
pub(crate) async fn cancel(exchange: Exchange) -> Result<Answer, Error> {
    let order = id(&exchange)?;
    let (wire, mut check) = properties::body::<CancelIn>(&exchange).await?;
    let words = CancelReason::ALL.map(|reason| (reason.name(), reason));
    let reason = check.one_of("reason", &wire.reason, &words);
    let note = check.optional_text("description", &wire.description, CANCEL_NOTE_MAX);
    check.finish()?;
    let reason = reason.unwrap_or(CancelReason::Other);
    run(&exchange.app, &exchange.call, CallOffOrder { order, reason, note }).await
}

/// Does something with an order; there is nothing to show for it.
async fn run<C: Command>(app: &App, call: &Call, command: C) -> Result<Answer, Error> {
    Ok(app.execute(call, command, |_, _| Ok(reply::done())).await?)
}

fn instant(check: &mut Checker, query: &Query, name: &str) -> Option<Timestamp> {
    let given: Given<Stamp> = query.given(name);
    check.optional_stamp(name, &given, read_instant)
}

/// The first instant after this one that the store tells apart.
fn after(at: Timestamp) -> Timestamp {
    at.checked_add(SignedDuration::from_micros(1)).unwrap_or(Timestamp::MAX)
}
