//! What is done to an order after it was placed: the warehouse's steps, delivery, cancellation, return, documents.
//!
//! Not which step may follow which; that is the domain's table.
//!
//! The one rule to know: a step without a body of its own looks at no body at all, because clients send odd ones.

use app::orders::OrderView;
use app::workflow::advance_order::{AdvanceOrder, NewInvoice, NewVolume, OrderStep};
use app::workflow::attach_invoice::{AttachInvoice, Attached};
use app::workflow::cancel_order::CancelOrder;
use app::workflow::return_order::{NewReturnItem, ReturnOrder, Returned};
use app::workflow::update_order::ConfirmOrder;
use app::{Answer, Failure, Reader};
use domain::change::Change;
use domain::fiscal::FiscalDocument;
use domain::ids::{SkuId, VolumeId};
use domain::orders::RETURN_COMMENTS_MAX;
use domain::refusal::{Entity, Refusal};
use face_kit::{Checker, Error, Exchange, Faults, JsonDecimal, Routes, Transport, to_answer};
use serde::Serialize;

use super::extras::ExtrasPatch;
use super::invoices::{self, InvoiceOut, InvoiceRoot};
use super::nodes::LINE_MAX;
use super::parts::{VolumeOut, VolumeRoot};
use super::view::OrderOut;
use super::wire::{InvoiceBodyIn, InvoiceIn, PackIn, PackedItemIn, PackedVolumeIn, ReturnIn};
use super::{answer_with_order, convert, one, order_id, own_order};
use crate::Estoka;
use crate::auth;
use crate::numbers::{self, DECIMALS, Spelling, figure};

/// The most characters of a kind of package.
const SPECIE_MAX: usize = 60;

/// Adds the routes of steps to the table.
pub(super) fn routes(routes: Routes<Estoka>) -> Routes<Estoka> {
    routes
        .post(
            "/api/v1/orders/{order_id}/delivered/invoices",
            "Associa um documento fiscal a um pedido entregue",
            attach_invoice,
        )
        .post("/api/v1/orders/{id}/confirm", "Conclui um pré-pedido", confirm)
        .post(
            "/api/v1/orders/{order_id}/deliver",
            "Confirma a entrega de um pedido",
            deliver,
        )
        .post(
            "/api/v1/orders/{order_id}/delivery_route",
            "Coloca um pedido em rota de entrega",
            delivery_route,
        )
        .post(
            "/api/v1/orders/{order_id}/cancel",
            "Solicita o cancelamento de um pedido",
            cancel,
        )
        .post("/api/v1/orders/{order_id}/pick", "Coleta um pedido", pick)
        .post("/api/v1/orders/{order_id}/pack", "Empacota um pedido", pack)
        .post("/api/v1/orders/{order_id}/issue_nfe", "Fatura um pedido", issue_nfe)
        .post(
            "/api/v1/orders/{order_id}/generate_label",
            "Gera a etiqueta de um pedido",
            generate_label,
        )
        .post(
            "/api/v1/organizations/{organization_id}/orders/{order_id}/return",
            "Devolve itens de um pedido",
            return_items,
        )
        .get(
            "/api/v1/organizations/{organization_id}/volumes/{order_volume_id}",
            "Consulta um volume de um pedido",
            volume,
        )
}

/// `POST /api/v1/orders/{id}/confirm`
pub(crate) async fn confirm(exchange: Exchange) -> Result<Answer, Error> {
    let order = order_id(&exchange, "id")?;
    answer_with_order(&exchange, ConfirmOrder { order }).await
}

/// `POST /api/v1/orders/{order_id}/deliver`
pub(crate) async fn deliver(exchange: Exchange) -> Result<Answer, Error> {
    step(exchange, OrderStep::Deliver).await
}

/// `POST /api/v1/orders/{order_id}/delivery_route`
pub(crate) async fn delivery_route(exchange: Exchange) -> Result<Answer, Error> {
    step(exchange, OrderStep::Route).await
}

/// `POST /api/v1/orders/{order_id}/cancel`
pub(crate) async fn cancel(exchange: Exchange) -> Result<Answer, Error> {
    let order = order_id(&exchange, "order_id")?;
    answer_with_order(&exchange, CancelOrder { order }).await
}

/// `POST /api/v1/orders/{order_id}/pick`
pub(crate) async fn pick(exchange: Exchange) -> Result<Answer, Error> {
    step(exchange, OrderStep::Pick).await
}

/// `POST /api/v1/orders/{order_id}/pack`
pub(crate) async fn pack(exchange: Exchange) -> Result<Answer, Error> {
    let wire: PackIn = with_or_without_root(&exchange)?;
    let volumes = packed(wire)?;
    step(exchange, OrderStep::Pack(volumes)).await
}

/// `POST /api/v1/orders/{order_id}/issue_nfe`
pub(crate) async fn issue_nfe(exchange: Exchange) -> Result<Answer, Error> {
    let wire: InvoiceBodyIn = with_or_without_root(&exchange)?;
    let zone = numbers::zone(&exchange).await?;
    let mut check = Checker::new();
    let read = check.optional_object("invoice_attributes", &wire.invoice_attributes, |check, wire| {
        invoices::about_to_leave(check, wire, &zone)
    });
    check.finish()?;
    let invoice = read.map_or_else(NewInvoice::default, |read| read.invoice);
    step(exchange, OrderStep::Invoice(invoice)).await
}

/// `POST /api/v1/orders/{order_id}/generate_label`
pub(crate) async fn generate_label(exchange: Exchange) -> Result<Answer, Error> {
    step(exchange, OrderStep::Label).await
}

/// `POST /api/v1/orders/{order_id}/…`: takes the step of the order that the path names.
async fn step(exchange: Exchange, step: OrderStep) -> Result<Answer, Error> {
    let order = order_id(&exchange, "order_id")?;
    answer_with_order(&exchange, AdvanceOrder { order, step }).await
}

/// A body that may be absent, and may or may not stand under `order`.
fn with_or_without_root<T: serde::de::DeserializeOwned + Default>(exchange: &Exchange) -> Result<T, Error> {
    if exchange.body().trim_ascii().is_empty() {
        return Ok(T::default());
    }
    match exchange.json_root_or_bare(super::ROOT) {
        Err(Error::Transport(Transport::MissingRoot { .. })) => Ok(T::default()),
        read => read,
    }
}

/// The volumes of a packed order.
fn packed(wire: PackIn) -> Result<Vec<NewVolume>, Faults> {
    let mut check = Checker::new();
    let volumes = check.optional_each("order_volumes", &wire.order_volumes.or(wire.volumes), packed_volume);
    check.finish_with(volumes)
}

fn packed_volume(check: &mut Checker, wire: &PackedVolumeIn) -> NewVolume {
    NewVolume {
        package_kind: check
            .optional_text("specie", &wire.specie, SPECIE_MAX)
            .unwrap_or_default(),
        width: check.optional_quantity("width", &wire.width, DECIMALS),
        height: check.optional_quantity("height", &wire.height, DECIMALS),
        depth: check.optional_quantity("depth", &wire.depth, DECIMALS),
        weight: check.optional_quantity("weight", &wire.weight, DECIMALS),
        tracking_code: check.optional_text("tracking_code", &wire.tracking_code, LINE_MAX),
        items: check.optional_each(
            "order_volume_items",
            &wire.order_volume_items,
            |check, wire: &PackedItemIn| {
                let sku = SkuId::from_raw(check.required_id("product_sku_id", &wire.product_sku_id));
                (sku, check.required_quantity("quantity", &wire.quantity, DECIMALS))
            },
        ),
    }
}

/// `POST /api/v1/orders/{order_id}/delivered/invoices`
pub(crate) async fn attach_invoice(exchange: Exchange) -> Result<Answer, Error> {
    let order = order_id(&exchange, "order_id")?;
    let wire: InvoiceIn = exchange.json_root("invoice_attributes")?;
    let zone = numbers::zone(&exchange).await?;
    let mut check = Checker::new();
    let read = check.within("invoice_attributes", |check| invoices::issued(check, &wire, &zone));
    check.finish()?;
    let patch = ExtrasPatch {
        invoice_data: read.data.map_or(Change::Keep, Change::Set),
        ..ExtrasPatch::default()
    };
    let command = AttachInvoice {
        order,
        invoice: read.invoice,
        extras_estoka: patch.into_edit(),
    };
    let present = |reader: &mut Reader<'_, '_>, attached: &Attached| {
        let view: OrderView = reader.order(attached.order)?;
        let is_new = |document: &&FiscalDocument| document.id == attached.document;
        let document = view
            .fiscal_documents
            .iter()
            .find(is_new)
            .ok_or_else(|| Refusal::not_found(Entity::FiscalDocument, attached.document))?;
        Ok(to_answer(
            201,
            &InvoiceRoot {
                invoice: InvoiceOut::of(document),
            },
        ))
    };
    Ok(exchange.app.execute(&exchange.call, command, present).await?)
}

/// The answer to a return: the order, and what was asked once more, because the vendor's document prints that alone.
#[derive(Serialize)]
struct ReturnRoot {
    order: OrderOut,
    returned_products: Vec<ReturnedOut>,
}

#[derive(Clone, Serialize)]
struct ReturnedOut {
    product_sku_id: i64,
    total: JsonDecimal,
    comments: Option<String>,
}

/// `POST /api/v1/organizations/{organization_id}/orders/{order_id}/return`
pub(crate) async fn return_items(exchange: Exchange) -> Result<Answer, Error> {
    let organization = auth::organization(&exchange, "organization_id")?;
    let order = order_id(&exchange, "order_id")?;
    let wire: ReturnIn = exchange.json()?;
    let mut check = Checker::new();
    let items = check.required_each("returned_products", &wire.returned_products, |check, wire| {
        NewReturnItem {
            sku: convert::sku(check, &wire.product_sku_id, &wire.product_sku_code),
            quantity: check.required_quantity("total", &wire.total, DECIMALS),
            comments: check.optional_text("comments", &wire.comments, RETURN_COMMENTS_MAX),
        }
    });
    let command = check.finish_with(ReturnOrder {
        order,
        organization: Some(organization),
        items,
    })?;
    let base = exchange.base_url();
    let present = move |reader: &mut Reader<'_, '_>, returned: &Returned| {
        let view = reader.order(returned.order)?;
        let made = view.returns.iter().find(|one| one.id == returned.id);
        let returned_products = made.iter().flat_map(|one| &one.items).map(|item| ReturnedOut {
            product_sku_id: item.sku.raw(),
            total: figure(item.quantity),
            comments: item.comments.clone(),
        });
        let returned_products = returned_products.collect();
        Ok(to_answer(
            200,
            &ReturnRoot {
                order: one(reader, returned.order, &base)?,
                returned_products,
            },
        ))
    };
    Ok(exchange.app.execute(&exchange.call, command, present).await?)
}

/// `GET /api/v1/organizations/{organization_id}/volumes/{order_volume_id}`
pub(crate) async fn volume(exchange: Exchange) -> Result<Answer, Error> {
    let organization = auth::organization(&exchange, "organization_id")?;
    let id = VolumeId::from_raw(exchange.path_id("order_volume_id", Entity::Volume)?);
    let view = move |reader: &mut Reader<'_, '_>| {
        let spelling = Spelling::of(reader)?;
        let volume = reader.volume(id)?;
        own_order(reader, Some(organization), volume.order).map_err(|failure| match failure {
            // A volume of another organization's order is not there.
            Failure::Refused(_) => Failure::not_found(Entity::Volume, id),
            Failure::Broken(error) => Failure::Broken(error),
        })?;
        Ok(VolumeOut::of(&volume, &spelling))
    };
    let order_volume = exchange.app.read(&exchange.call, view).await?;
    Ok(to_answer(200, &VolumeRoot { order_volume }))
}
