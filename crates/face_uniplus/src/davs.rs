//! Documents of sale (DAV): quotes, pre-sales, orders, invoicing orders, consignments.
//!
//! Not totals and not stock, which are the core's.
//!
//! The one rule to know: a DAV is an order of the core; its `codigo` is the order's code where that is a number, else the
//! order's own number above [`NUMBERS_OF_OTHERS`].

mod convert;
mod lines;
mod view;

use app::orders::{OrderFilter, StatusFilter};
use app::workflow::cancel_order::CancelOrder;
use app::workflow::write_document::NUMBER_MAX;
use app::{Answer, Failure, Reader};
use domain::criteria::Comparison;
use domain::ids::{OrderId, OrganizationId};
use domain::orders::{DocumentKind, OrderStatus};
use domain::refusal::{Entity, Problem, Refusal};
use face_kit::{Checker, Error, Exchange, to_answer};
use jiff::Timestamp;
use jiff::ToSpan;
use jiff::civil::{Date, time};
use jiff::tz::TimeZone;
use serde_json::{Map, Value};

use crate::fields::Members;
use crate::{numbers, page, quirks};

pub(crate) use view::status_of;

/// The object around a DAV.
const WRAPPER: &str = "dav";

/// Added to the number of an order whose code is no number.
pub(crate) const NUMBERS_OF_OTHERS: i64 = NUMBER_MAX + 1;

/// The kinds, by the vendor's numbers.
pub(crate) const KINDS: [(i64, DocumentKind); 5] = [
    (1, DocumentKind::PreSale),
    (2, DocumentKind::Quote),
    (3, DocumentKind::Consignment),
    (4, DocumentKind::Order),
    (6, DocumentKind::InvoicingOrder),
];

/// `POST /public-api/v1/davs`
pub(crate) async fn create(exchange: Exchange) -> Result<Answer, Error> {
    let members: Members = quirks::wrapped(&exchange, WRAPPER)?;
    let document = convert::document(&members, true)?;
    let call = exchange.call.clone();
    let asked = document.clone();
    let find = move |reader: &mut Reader<'_, '_>| asked.command(reader, &call, None);
    let command = exchange.app.read(&exchange.call, find).await?;
    Ok(exchange.app.execute(&exchange.call, command, present).await?)
}

/// `PUT /public-api/v1/davs`
pub(crate) async fn update(exchange: Exchange) -> Result<Answer, Error> {
    let members: Members = quirks::wrapped(&exchange, WRAPPER)?;
    let document = convert::document(&members, false)?;
    let call = exchange.call.clone();
    let asked = document.clone();
    let find = move |reader: &mut Reader<'_, '_>| {
        let id = find(reader, &call, &asked.code())?;
        let known = view::known(reader, id)?;
        Ok((id, asked.cancels(), asked.command(reader, &call, Some(&known))?))
    };
    let (order, cancels, command) = exchange.app.read(&exchange.call, find).await?;
    if cancels {
        return Ok(exchange
            .app
            .execute(&exchange.call, CancelOrder { order }, present)
            .await?);
    }
    Ok(exchange.app.execute(&exchange.call, command, present).await?)
}

/// `GET /public-api/v1/davs`
pub(crate) async fn list(exchange: Exchange) -> Result<Answer, Error> {
    let page = page::page(exchange.query())?;
    let own = exchange.call.principal.organization;
    let zone = zone(&exchange).await?;
    let filter = filter(&exchange, own, &zone)?;
    let view = move |reader: &mut Reader<'_, '_>| {
        let found = reader.orders(&filter, page)?;
        view::documents(reader, &found)
    };
    Ok(to_answer(200, &exchange.app.read(&exchange.call, view).await?))
}

/// `GET /public-api/v1/davs/{codigo}`
pub(crate) async fn show(exchange: Exchange) -> Result<Answer, Error> {
    let code = exchange.path("codigo").to_owned();
    let call = exchange.call.clone();
    let view = move |reader: &mut Reader<'_, '_>| {
        let id = find(reader, &call, &code)?;
        one(reader, id)
    };
    Ok(to_answer(200, &exchange.app.read(&exchange.call, view).await?))
}

/// `DELETE /public-api/v1/davs/{codigo}`: cancels it.
pub(crate) async fn remove(exchange: Exchange) -> Result<Answer, Error> {
    let code = exchange.path("codigo").to_owned();
    let call = exchange.call.clone();
    let find = move |reader: &mut Reader<'_, '_>| find(reader, &call, &code);
    let order = exchange.app.read(&exchange.call, find).await?;
    let nothing = |_: &mut Reader<'_, '_>, _: &OrderId| Ok(to_answer(200, &Map::new()));
    Ok(exchange
        .app
        .execute(&exchange.call, CancelOrder { order }, nothing)
        .await?)
}

/// The order of a `codigo`.
fn find(reader: &mut Reader<'_, '_>, call: &app::Call, code: &str) -> Result<OrderId, Failure> {
    let missing = || Failure::from(Refusal::not_found(Entity::Order, code));
    let number: i64 = code.trim().parse().map_err(|_| missing())?;
    let id = if number > NUMBERS_OF_OTHERS {
        let id = OrderId::from_raw(number - NUMBERS_OF_OTHERS);
        let order = match reader.order(id) {
            Ok(view) => view.order,
            Err(Failure::Refused(_)) => return Err(missing()),
            Err(broken @ Failure::Broken(_)) => return Err(broken),
        };
        if view::number(&order) != number {
            return Err(missing());
        }
        id
    } else {
        match reader.order_id_of_code(&number.to_string()) {
            Ok(id) => id,
            Err(Failure::Refused(_)) => return Err(missing()),
            Err(broken @ Failure::Broken(_)) => return Err(broken),
        }
    };
    match call.principal.organization {
        Some(own) if reader.order(id)?.order.organization != own => Err(missing()),
        Some(_) | None => Ok(id),
    }
}

fn present(reader: &mut Reader<'_, '_>, id: &OrderId) -> Result<Answer, Failure> {
    Ok(to_answer(200, &one(reader, *id)?))
}

fn one(reader: &mut Reader<'_, '_>, id: OrderId) -> Result<Value, Failure> {
    let found = [reader.order(id)?];
    Ok(view::documents(reader, &found)?.pop().unwrap_or_default())
}

/// The zone in which the account's days begin.
pub(crate) async fn zone(exchange: &Exchange) -> Result<TimeZone, Error> {
    let settings = exchange
        .app
        .read(&exchange.call, |reader| reader.account_settings())
        .await?;
    Ok(settings.time_zone)
}

/// The filters of the list.
fn filter(exchange: &Exchange, own: Option<OrganizationId>, zone: &TimeZone) -> Result<OrderFilter, Error> {
    let mut check = Checker::new();
    let mut filter = OrderFilter {
        organization: own,
        is_ascending: true,
        ..OrderFilter::default()
    };
    for one in page::filters(exchange.query(), &[]) {
        let is_equality = one.comparison == Comparison::Equal;
        match one.field.as_str() {
            "codigo" if is_equality => match one.value.parse::<i64>() {
                Ok(number) if number > NUMBERS_OF_OTHERS => {
                    filter.numbers.push((Comparison::Equal, number - NUMBERS_OF_OTHERS));
                }
                Ok(number) => filter.code = Some(number.to_string()),
                Err(_) => check.fault(one.written, Problem::NotAnInteger),
            },
            "tipodocumento" if is_equality => {
                let kind = KINDS.iter().find(|(number, _)| number.to_string() == one.value);
                match kind {
                    Some((_, kind)) => filter.kinds.push(*kind),
                    None => check.fault(one.written, Problem::NotInList),
                }
            }
            "status" if is_equality => match one.value.parse::<i64>() {
                Ok(number @ 0..=10) => filter.status = Some(StatusFilter::In(statuses(number))),
                Ok(_) | Err(_) => check.fault(one.written, Problem::NotInList),
            },
            "cliente" if is_equality => filter.customer_code = Some(one.value.to_owned()),
            "filial" if is_equality => match one.value.parse() {
                Ok(number) if own.is_none_or(|own| own.raw() == number) => {
                    filter.organization = Some(OrganizationId::from_raw(number));
                }
                Ok(_) | Err(_) => check.fault(one.written, Problem::Unknown),
            },
            "data" => days(
                &mut check,
                &one,
                zone,
                &mut filter.placed_from,
                &mut filter.placed_until,
            ),
            _ => page::unknown(&mut check, &one),
        }
    }
    Ok(check.finish_with(filter)?)
}

/// The core's statuses that a DAV's status stands for.
fn statuses(number: i64) -> Vec<OrderStatus> {
    OrderStatus::ALL
        .into_iter()
        .filter(|status| status_of(*status) == number)
        .collect()
}

/// Narrows a range by a comparison of days.
pub(crate) fn days(
    check: &mut Checker,
    one: &page::Filter<'_>,
    zone: &TimeZone,
    from: &mut Option<Timestamp>,
    until: &mut Option<Timestamp>,
) {
    let start = |day: Date| {
        let at = day.to_datetime(time(0, 0, 0, 0)).to_zoned(zone.clone());
        at.ok().map(|at| at.timestamp())
    };
    let day = numbers::day(one.value);
    let begins = day.and_then(start);
    let ends = day.and_then(|day| day.checked_add(1.day()).ok()).and_then(start);
    let (Some(begins), Some(ends)) = (begins, ends) else {
        check.fault(one.written, Problem::NotADate);
        return;
    };
    match one.comparison {
        Comparison::Equal => {
            *from = Some(begins);
            *until = Some(ends);
        }
        Comparison::GreaterOrEqual => *from = Some(begins),
        Comparison::Greater => *from = Some(ends),
        Comparison::Less => *until = Some(begins),
        Comparison::LessOrEqual => *until = Some(ends),
        Comparison::NotEqual => page::unknown(check, one),
    }
}
