//! Orders: creating, listing, reading, changing and deleting them. What the warehouse does to them is in `orders/steps.rs`.
//!
//! Not what is decided about them, which is the domain's.
//!
//! The one rule to know: an order is shown whole by every route that touches it.

mod claims;
mod convert;
mod extras;
mod filters;
mod invoices;
mod lines;
mod nodes;
mod parts;
mod payments;
mod steps;
mod update;
mod view;
mod wire;
mod words;

use app::orders::{OrderFilter, OrderView};
use app::workflow::cancel_order::DeletePreOrder;
use app::workflow::change_items::{AddItems, RemoveItems};
use app::workflow::place_order::Placed;
use app::{Answer, Call, Command, Failure, Reader};
use domain::ids::{OrderId, OrganizationId};
use domain::page::PageRequest;
use domain::refusal::Entity;
use face_kit::{Checker, Error, Exchange, Routes, to_answer};

use convert::Creation;
pub(crate) use invoices::NfeOut;
use view::{OrderOut, OrderRoot, OrdersRoot};
use wire::OrderIn;

use crate::Estoka;
use crate::labels::Links;
use crate::numbers::{self, Spelling};
use crate::page::page;

/// The node that holds an order in requests and answers.
const ROOT: &str = "order";

/// Adds the routes of orders to the table.
pub(crate) fn routes(routes: Routes<Estoka>) -> Routes<Estoka> {
    let routes = routes
        .post("/api/v1/orders", "Cria um pedido", create)
        .get("/api/v1/orders", "Lista pedidos", list)
        .post("/api/v1/orders/delivered", "Cria um pedido entregue", create_delivered)
        .post(
            "/api/v1/orders/waiting_withdrawal",
            "Cria um pedido aguardando retirada (obsoleto)",
            create_waiting_withdrawal,
        )
        .get("/api/v1/orders/{id}", "Consulta um pedido", show)
        .put("/api/v1/orders/{id}", "Atualiza um pedido", change)
        .delete("/api/v1/orders/{id}", "Deleta um pré-pedido", delete)
        .post(
            "/api/v1/orders/{id}/add_items",
            "Adiciona itens a um pré-pedido",
            add_items,
        )
        .delete(
            "/api/v1/orders/{id}/remove_items",
            "Remove itens de um pré-pedido",
            remove_items,
        );
    steps::routes(routes)
}

/// `POST /api/v1/orders`
pub(crate) async fn create(exchange: Exchange) -> Result<Answer, Error> {
    place(exchange, Creation::Order).await
}

/// `POST /api/v1/orders/delivered`
pub(crate) async fn create_delivered(exchange: Exchange) -> Result<Answer, Error> {
    place(exchange, Creation::Delivered).await
}

/// `POST /api/v1/orders/waiting_withdrawal`
pub(crate) async fn create_waiting_withdrawal(exchange: Exchange) -> Result<Answer, Error> {
    place(exchange, Creation::WaitingWithdrawal).await
}

/// `POST /api/v1/orders`, and the routes that create one in another state: places it. The same order sent again is answered again, as one that is there.
async fn place(exchange: Exchange, creation: Creation) -> Result<Answer, Error> {
    let wire: OrderIn = exchange.json_root(ROOT)?;
    let zone = numbers::zone(&exchange).await?;
    let command = convert::new_order(&wire, creation, &zone)?;
    let base = exchange.base_url();
    let present = move |reader: &mut Reader<'_, '_>, placed: &Placed| {
        let status = if placed.is_new { 201 } else { 200 };
        Ok(to_answer(
            status,
            &OrderRoot {
                order: one(reader, placed.order, &base)?,
            },
        ))
    };
    Ok(exchange.app.execute(&exchange.call, command, present).await?)
}

/// `GET /api/v1/orders`
pub(crate) async fn list(exchange: Exchange) -> Result<Answer, Error> {
    let page = page(exchange.query())?;
    let zone = numbers::zone(&exchange).await?;
    let filter = filters::filter(exchange.query(), &zone)?;
    let own = exchange.call.principal.organization;
    let base = exchange.base_url();
    let view = move |reader: &mut Reader<'_, '_>| {
        let spelling = Spelling::of(reader)?;
        let links = Links::of(reader, &base)?;
        let found = orders_of(reader, own, &filter, page)?;
        Ok(found.iter().map(|view| OrderOut::of(view, &spelling, &links)).collect())
    };
    let orders = exchange.app.read(&exchange.call, view).await?;
    Ok(to_answer(200, &OrdersRoot { orders }))
}

/// A page of orders; for a credential bound to an organization, of its own ones.
fn orders_of(
    reader: &mut Reader<'_, '_>,
    own: Option<OrganizationId>,
    filter: &OrderFilter,
    page: PageRequest,
) -> Result<Vec<OrderView>, Failure> {
    match (own, filter.organization) {
        (Some(own), Some(asked)) if own != asked => Ok(Vec::new()),
        (Some(own), _) => reader.orders(
            &OrderFilter {
                organization: Some(own),
                ..filter.clone()
            },
            page,
        ),
        (None, _) => reader.orders(filter, page),
    }
}

/// `GET /api/v1/orders/{id}`
pub(crate) async fn show(exchange: Exchange) -> Result<Answer, Error> {
    let id = order_id(&exchange, "id")?;
    let own = exchange.call.principal.organization;
    let base = exchange.base_url();
    let view = move |reader: &mut Reader<'_, '_>| {
        let spelling = Spelling::of(reader)?;
        let links = Links::of(reader, &base)?;
        let view = own_order(reader, own, id)?;
        Ok(OrderOut::of(&view, &spelling, &links))
    };
    let order = exchange.app.read(&exchange.call, view).await?;
    Ok(to_answer(200, &OrderRoot { order }))
}

/// `PUT /api/v1/orders/{id}`
pub(crate) async fn change(exchange: Exchange) -> Result<Answer, Error> {
    let id = order_id(&exchange, "id")?;
    let wire: OrderIn = exchange.json_root(ROOT)?;
    let zone = numbers::zone(&exchange).await?;
    answer_with_order(&exchange, update::update(id, &wire, &zone)?).await
}

/// `DELETE /api/v1/orders/{id}`
pub(crate) async fn delete(exchange: Exchange) -> Result<Answer, Error> {
    let order = order_id(&exchange, "id")?;
    let present = |_: &mut Reader<'_, '_>, (): &()| Ok(Answer::empty(204));
    Ok(exchange
        .app
        .execute(&exchange.call, DeletePreOrder { order }, present)
        .await?)
}

/// `POST /api/v1/orders/{id}/add_items`
pub(crate) async fn add_items(exchange: Exchange) -> Result<Answer, Error> {
    let order = order_id(&exchange, "id")?;
    let wire: OrderIn = exchange.json_root(ROOT)?;
    let mut check = Checker::new();
    let items = check.required_each("items", &wire.items, convert::item);
    let command = check.finish_with(AddItems { order, items })?;
    answer_with_items(&exchange, command).await
}

/// `DELETE /api/v1/orders/{id}/remove_items`
pub(crate) async fn remove_items(exchange: Exchange) -> Result<Answer, Error> {
    let order = order_id(&exchange, "id")?;
    let wire: OrderIn = exchange.json_root(ROOT)?;
    let mut check = Checker::new();
    let skus = check.required_each("items", &wire.items, |check, item| {
        convert::sku(check, &item.product_sku_id, &item.product_sku_code)
    });
    let command = check.finish_with(RemoveItems { order, skus })?;
    answer_with_items(&exchange, command).await
}

/// The order that a parameter of the path names.
fn order_id(exchange: &Exchange, parameter: &str) -> Result<OrderId, Error> {
    Ok(OrderId::from_raw(exchange.path_id(parameter, Entity::Order)?))
}

/// An order of the account; for a credential bound to an organization, one of its own.
fn own_order(reader: &mut Reader<'_, '_>, own: Option<OrganizationId>, id: OrderId) -> Result<OrderView, Failure> {
    let view = reader.order(id)?;
    match own {
        Some(own) if own != view.order.organization => Err(Failure::not_found(Entity::Order, id)),
        Some(_) | None => Ok(view),
    }
}

/// The order as it is shown.
fn one(reader: &mut Reader<'_, '_>, id: OrderId, base: &str) -> Result<OrderOut, Failure> {
    let spelling = Spelling::of(reader)?;
    let links = Links::of(reader, base)?;
    let view = reader.order(id)?;
    Ok(OrderOut::of(&view, &spelling, &links))
}

/// Runs a command on an order and answers the order.
async fn answer_with_order(exchange: &Exchange, command: impl Command<Done = OrderId>) -> Result<Answer, Error> {
    let call: &Call = &exchange.call;
    let base = exchange.base_url();
    let present = move |reader: &mut Reader<'_, '_>, id: &OrderId| {
        Ok(to_answer(
            200,
            &OrderRoot {
                order: one(reader, *id, &base)?,
            },
        ))
    };
    Ok(exchange.app.execute(call, command, present).await?)
}

/// Runs a command on an order's lines and answers the order with its lines once more.
async fn answer_with_items(exchange: &Exchange, command: impl Command<Done = OrderId>) -> Result<Answer, Error> {
    let base = exchange.base_url();
    let present = move |reader: &mut Reader<'_, '_>, id: &OrderId| {
        let spelling = Spelling::of(reader)?;
        let links = Links::of(reader, &base)?;
        let view = reader.order(*id)?;
        let order = OrderOut::of(&view, &spelling, &links).with_order_items(&view, &spelling);
        Ok(to_answer(200, &OrderRoot { order }))
    };
    Ok(exchange.app.execute(&exchange.call, command, present).await?)
}
