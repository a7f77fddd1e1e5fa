//! What hangs on an order: its history, its volumes, its returns.
//!
//! Not its lines and payments.
//!
//! The one rule to know: the core's history holds no prose; the vendor's sentences are made here, from what was done and to
//! which goods.

use app::orders::OrderView;
use domain::amount::Quantity;
use domain::ids::SkuId;
use domain::orders::{OrderLog, OrderLogEvent, OrderReturn, ReturnStatus, Volume};
use face_kit::JsonDecimal;
use serde::Serialize;

use super::words;
use crate::numbers::{Spelling, decimal_text, figure};

/// Nothing, where the vendor always shows null.
type Nothing = Option<()>;

/// A line of `audit_logs`.
#[derive(Debug, Serialize)]
pub(super) struct LogOut {
    id: i64,
    user_id: Option<i64>,
    order_id: i64,
    reported_at: String,
    status: &'static str,
    message: String,
    created_at: String,
    updated_at: String,
    provider_return_id: Nothing,
    transfer_id: Option<i64>,
    auditable_type: Nothing,
    auditable_id: Nothing,
}

/// A volume.
#[derive(Debug, Serialize)]
pub(super) struct VolumeOut {
    id: i64,
    order_id: i64,
    number: i64,
    specie: String,
    width: Option<String>,
    height: Option<String>,
    depth: Option<String>,
    weight: Option<String>,
    tracking_code: Option<String>,
    order_volume_items: Vec<VolumeItemOut>,
}

/// What a volume holds of one sku.
#[derive(Debug, Serialize)]
struct VolumeItemOut {
    id: i64,
    order_volume_id: i64,
    product_sku_id: i64,
    quantity: JsonDecimal,
    created_at: String,
    updated_at: String,
}

/// One volume.
#[derive(Debug, Serialize)]
pub(super) struct VolumeRoot {
    pub(super) order_volume: VolumeOut,
}

/// A return.
#[derive(Debug, Serialize)]
pub(super) struct OrderReturnOut {
    id: i64,
    order_id: i64,
    status: &'static str,
    returned_products: Vec<ReturnedProductOut>,
}

/// What a return brought back of one line.
#[derive(Debug, Serialize)]
struct ReturnedProductOut {
    id: i64,
    product_sku_id: i64,
    total: JsonDecimal,
    comments: Option<String>,
}

/// The history of an order, oldest first.
pub(super) fn logs(view: &OrderView, spelling: &Spelling) -> Vec<LogOut> {
    let all: Vec<(SkuId, Quantity)> = view
        .items
        .iter()
        .map(|line| (line.item.sku, line.item.quantity))
        .collect();
    let mut was_asked_back = false;
    // Each return is told twice: asked for and completed, in the order of the returns.
    let (mut asked, mut completed) = (view.returns.iter(), view.returns.iter());
    let mut lines = Vec::with_capacity(view.logs.len());
    for log in &view.logs {
        let message = match log.event {
            OrderLogEvent::CancelRequested => {
                was_asked_back = true;
                asked_back(&goods(view, &all))
            }
            OrderLogEvent::CancelCompleted if was_asked_back => came_back(&goods(view, &all)),
            OrderLogEvent::CancelCompleted => "Cancelamento realizado com sucesso".to_owned(),
            OrderLogEvent::ReturnRequested => asked
                .next()
                .map(|one| asked_back(&goods(view, &returned(one))))
                .unwrap_or_default(),
            OrderLogEvent::ReturnCompleted => completed
                .next()
                .map(|one| came_back(&goods(view, &returned(one))))
                .unwrap_or_default(),
            OrderLogEvent::Confirmed
            | OrderLogEvent::Updated
            | OrderLogEvent::Picked
            | OrderLogEvent::Packed
            | OrderLogEvent::Invoiced
            | OrderLogEvent::Labelled
            | OrderLogEvent::Separated
            | OrderLogEvent::Shipped
            | OrderLogEvent::OutForDelivery
            | OrderLogEvent::WaitingWithdrawal
            | OrderLogEvent::Delivered => log.message.clone(),
        };
        lines.push(LogOut::of(log, message, spelling));
    }
    lines
}

fn asked_back(goods: &str) -> String {
    format!("Solicitação de devolução dos produtos: {goods}")
}

fn came_back(goods: &str) -> String {
    format!("Itens devolvidos ao estoque: {goods}")
}

fn returned(one: &OrderReturn) -> Vec<(SkuId, Quantity)> {
    one.items.iter().map(|item| (item.sku, item.quantity)).collect()
}

/// Goods in words: `<strong>CODE - Name</strong> (3 UN)`. The vendor's history is HTML, so names are escaped.
fn goods(view: &OrderView, goods: &[(SkuId, Quantity)]) -> String {
    let word = |(id, quantity): &(SkuId, Quantity)| {
        let sku = view
            .items
            .iter()
            .filter_map(|line| line.sku.as_ref())
            .find(|sku| sku.sku.id == *id);
        let name = sku
            .map(|sku| format!("{} - {}", sku.sku.code, sku.sku.name))
            .unwrap_or_default();
        let unit = sku.map_or("UN", |sku| sku.product.unit.as_str());
        format!("<strong>{}</strong> ({quantity} {})", escaped(&name), escaped(unit))
    };
    goods.iter().map(word).collect::<Vec<_>>().join(", ")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

impl LogOut {
    fn of(log: &OrderLog, message: String, spelling: &Spelling) -> Self {
        let at = spelling.instant(log.reported_at);
        Self {
            id: log.id.raw(),
            user_id: log.user.map(|id| id.raw()),
            order_id: log.order.raw(),
            reported_at: at.clone(),
            status: words::log_status(log.event),
            message,
            created_at: at.clone(),
            updated_at: at,
            provider_return_id: None,
            transfer_id: log.transfer.map(|id| id.raw()),
            auditable_type: None,
            auditable_id: None,
        }
    }
}

impl VolumeOut {
    /// A volume in this spelling.
    pub(super) fn of(volume: &Volume, spelling: &Spelling) -> Self {
        let item = |item: &domain::orders::VolumeItem| VolumeItemOut {
            id: item.id,
            order_volume_id: volume.id.raw(),
            product_sku_id: item.sku.raw(),
            quantity: figure(item.quantity),
            created_at: spelling.instant(item.created_at),
            updated_at: spelling.instant(item.created_at),
        };
        Self {
            id: volume.id.raw(),
            order_id: volume.order.raw(),
            number: volume.number,
            specie: volume.package_kind.clone(),
            width: volume.width.map(decimal_text),
            height: volume.height.map(decimal_text),
            depth: volume.depth.map(decimal_text),
            weight: volume.weight.map(decimal_text),
            tracking_code: volume.tracking_code.clone(),
            order_volume_items: volume.items.iter().map(item).collect(),
        }
    }
}

impl OrderReturnOut {
    /// A return.
    pub(super) fn of(one: &OrderReturn) -> Self {
        let product = |item: &domain::orders::ReturnItem| ReturnedProductOut {
            id: item.id,
            product_sku_id: item.sku.raw(),
            total: figure(item.quantity),
            comments: item.comments.clone(),
        };
        Self {
            id: one.id.raw(),
            order_id: one.order.raw(),
            status: match one.status {
                ReturnStatus::Requested => "pending_issue",
                ReturnStatus::Finished => "finished",
            },
            returned_products: one.items.iter().map(product).collect(),
        }
    }
}
