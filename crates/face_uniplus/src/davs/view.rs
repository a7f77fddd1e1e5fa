//! From the core's order to the vendor's DAV.
//!
//! Not how orders are found.
//!
//! The one rule to know: lines that the vendor wrote are shown as it wrote them as long as they are still the order's; all
//! others as the core has them.

use std::collections::BTreeMap;

use app::orders::{OrderItemView, OrderView};
use app::{Failure, Reader};
use domain::actor::Face;
use domain::amount::{Money, Quantity};
use domain::ids::{LocationId, OrderId, OrganizationId, ProductId};
use domain::orders::{Discount, DocumentKind, NewItem, Order, OrderAddress, OrderStatus, SkuReference};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Map, Value, json};

use super::convert::DAV;
use super::{KINDS, NUMBERS_OF_OTHERS};
use crate::fields;
use crate::numbers;
use crate::variations::Variations;

/// A DAV as an update finds it.
pub(super) struct Known {
    pub(super) id: OrderId,
    pub(super) kind: DocumentKind,
    pub(super) organization: OrganizationId,
    pub(super) location: LocationId,
    pub(super) customer: Option<String>,
    pub(super) seller: Option<String>,
    pub(super) carrier: Option<String>,
    pub(super) placed_at: Timestamp,
    pub(super) items: Vec<NewItem>,
    pub(super) item_discounts: Vec<Option<Discount>>,
    pub(super) discount: Option<Discount>,
    pub(super) freight: Money,
    pub(super) shipping: Option<OrderAddress>,
    pub(super) comments: Option<String>,
    pub(super) sent: Value,
}

/// What is known of an order.
///
/// # Errors
/// Not found.
pub(super) fn known(reader: &mut Reader<'_, '_>, id: OrderId) -> Result<Known, Failure> {
    let view = reader.order(id)?;
    let kinds = reader.document_kinds(&[id])?;
    let kept = reader.extras_of_orders(Face::Uniplus, &[id])?;
    let extras = fields::parsed(kept.get(&id).map(String::as_str));
    let code = |party: &Option<domain::parties::Party>| party.as_ref().and_then(|one| one.details.code.clone());
    let items = view.items.iter().map(|line| NewItem {
        serial_numbers: line.item.serial_numbers.clone(),
        is_gift: line.item.is_gift,
        ..NewItem::plain(
            SkuReference::Id(line.item.sku),
            line.item.quantity,
            line.item.unit_price,
        )
    });
    let off =
        |line: &OrderItemView| Some(Discount::Amount(line.item.discount)).filter(|_| !line.item.discount.is_zero());
    let order = &view.order;
    Ok(Known {
        id,
        kind: kind_of(order, kinds.get(&id).copied()),
        organization: order.organization,
        location: order.location,
        customer: code(&view.customer),
        seller: code(&view.seller),
        carrier: code(&view.carrier),
        placed_at: order.placed_at,
        items: items.collect(),
        item_discounts: view.items.iter().map(off).collect(),
        discount: Some(Discount::Amount(order.discount)).filter(|_| !order.discount.is_zero()),
        freight: order.freight,
        shipping: view.shipping.clone(),
        comments: order.comments.clone(),
        sent: extras.get("itens").cloned().unwrap_or_default(),
    })
}

/// The number that a DAV is shown with.
pub(super) fn number(order: &Order) -> i64 {
    let number = order
        .code
        .parse::<i64>()
        .ok()
        .filter(|number| number.to_string() == order.code);
    number
        .filter(|number| (1..NUMBERS_OF_OTHERS).contains(number))
        .unwrap_or(NUMBERS_OF_OTHERS + order.id.raw())
}

fn kind_of(order: &Order, said: Option<DocumentKind>) -> DocumentKind {
    said.unwrap_or(if order.status == OrderStatus::Quote {
        DocumentKind::Quote
    } else if order.is_pre_order {
        DocumentKind::PreSale
    } else {
        DocumentKind::Order
    })
}

/// A DAV's status: 0 open, 1 closed, 3 cancelled, 4 invoiced.
pub(crate) fn status_of(status: OrderStatus) -> i64 {
    match status {
        OrderStatus::Quote
        | OrderStatus::PreOrder
        | OrderStatus::Placed
        | OrderStatus::WaitingStock
        | OrderStatus::WaitingTransfer => 0,
        OrderStatus::WaitingPicking | OrderStatus::Picked | OrderStatus::Packed => 1,
        OrderStatus::Invoiced
        | OrderStatus::Labelled
        | OrderStatus::Separated
        | OrderStatus::InTransit
        | OrderStatus::OutForDelivery
        | OrderStatus::WaitingWithdrawal
        | OrderStatus::Delivered
        | OrderStatus::ReturnRequested
        | OrderStatus::Returned => 4,
        OrderStatus::CancelRequested | OrderStatus::Cancelled => 3,
    }
}

/// DAVs as they are shown: a fixed number of statements for all of them.
///
/// # Errors
/// A broken store.
pub(super) fn documents(reader: &mut Reader<'_, '_>, found: &[OrderView]) -> Result<Vec<Value>, Failure> {
    let ids: Vec<OrderId> = found.iter().map(|view| view.order.id).collect();
    let kinds = reader.document_kinds(&ids)?;
    let kept = reader.extras_of_orders(Face::Uniplus, &ids)?;
    let products: Vec<ProductId> = found
        .iter()
        .flat_map(|view| &view.items)
        .filter_map(|line| line.sku.as_ref().map(|sku| sku.product.id))
        .collect();
    let variations = Variations::of(reader, &products)?;
    let zone = reader.account_settings()?.time_zone;
    let document = |view: &OrderView| {
        let id = view.order.id;
        let extras = fields::parsed(kept.get(&id).map(String::as_str));
        document(
            view,
            kind_of(&view.order, kinds.get(&id).copied()),
            extras,
            &variations,
            &zone,
        )
    };
    Ok(found.iter().map(document).collect())
}

fn document(
    view: &OrderView,
    kind: DocumentKind,
    mut extras: Map<String, Value>,
    variations: &Variations,
    zone: &TimeZone,
) -> Value {
    let order = &view.order;
    let sent = extras.remove("itens");
    let text = |text: Option<&str>| Value::from(text.unwrap_or_default());
    let code =
        |party: &Option<domain::parties::Party>| text(party.as_ref().and_then(|one| one.details.code.as_deref()));
    let address = view.shipping.clone().unwrap_or_default();
    let off = Money::checked_sum(view.items.iter().map(|line| line.item.discount)).unwrap_or(Money::ZERO);
    let total = order.total.checked_sub(order.freight).unwrap_or(order.total);
    let number = number(order);
    let reached = status_of(order.status);
    // What only the vendor tells apart is shown as it was said while the order is still open.
    let said = extras
        .remove("status")
        .and_then(|status| status.as_i64())
        .filter(|_| reached == 0);
    let mut core: BTreeMap<&'static str, Value> = BTreeMap::from([
        ("id", order.id.raw().into()),
        ("codigo", number.into()),
        ("tipoDocumento", kind_number(kind).into()),
        ("status", said.unwrap_or(reached).into()),
        ("data", numbers::local_day(order.placed_at, zone).to_string().into()),
        ("filial", order.organization.to_string().into()),
        ("cliente", code(&view.customer)),
        ("nomeCliente", order.customer_snapshot.name.as_str().into()),
        ("vendedor", code(&view.seller)),
        ("codigoTransportadora", code(&view.carrier)),
        ("desconto", numbers::decimal(order.discount, 2).into()),
        ("valorDescontoItens", numbers::decimal(off, 2).into()),
        ("valorFrete", numbers::decimal(order.freight, 2).into()),
        ("valor", numbers::decimal(total, 3).into()),
        ("observacao", text(order.comments.as_deref())),
        ("enderecoEntrega", text(address.street.as_deref())),
        ("numeroEntrega", text(address.street_number.as_deref())),
        ("complementoEntrega", text(address.complement.as_deref())),
        ("bairroEntrega", text(address.neighborhood.as_deref())),
        ("cidadeEntrega", text(address.city.as_deref())),
        ("estadoEntrega", text(address.state.as_deref())),
        ("cepEntrega", text(address.postal_code.as_deref())),
        ("itens", Value::Array(items(view, sent.as_ref(), number, variations))),
    ]);
    if number >= NUMBERS_OF_OTHERS {
        core.insert("codigoECommerce", order.code.as_str().into());
    }
    Value::Object(fields::shown(DAV, core, &extras))
}

fn kind_number(kind: DocumentKind) -> i64 {
    KINDS
        .iter()
        .find(|(_, known)| *known == kind)
        .map_or(4, |(number, _)| *number)
}

/// The lines: those of one line of the vendor's together.
fn items(view: &OrderView, sent: Option<&Value>, code: i64, variations: &Variations) -> Vec<Value> {
    let echoes: Vec<&Map<String, Value>> = sent
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_object)
        .collect();
    let length = |echo: &Map<String, Value>| {
        let lines = echo.get("linhas").and_then(Value::as_u64).unwrap_or(1);
        usize::try_from(lines).unwrap_or(1)
    };
    let still_so = echoes.iter().map(|echo| length(echo)).sum::<usize>() == view.items.len();
    let mut rest = view.items.as_slice();
    let mut shown = Vec::new();
    if still_so {
        for echo in echoes {
            let (group, others) = rest.split_at(length(echo).min(rest.len()));
            rest = others;
            shown.extend(item(group, Some(echo), code, shown.len() + 1, variations));
        }
    }
    for line in rest {
        let group = std::slice::from_ref(line);
        shown.extend(item(group, None, code, shown.len() + 1, variations));
    }
    shown
}

fn item(
    group: &[OrderItemView],
    echo: Option<&Map<String, Value>>,
    code: i64,
    place: usize,
    variations: &Variations,
) -> Option<Value> {
    let first = group.first()?;
    let sum = |part: fn(&OrderItemView) -> Money| Money::checked_sum(group.iter().map(part)).unwrap_or(Money::ZERO);
    let quantity = Quantity::checked_sum(group.iter().map(|line| line.item.quantity)).unwrap_or(Quantity::ZERO);
    let (total, off) = (sum(|line| line.item.total), sum(|line| line.item.discount));
    let net = total.checked_sub(off).unwrap_or(total);
    let sku = first.sku.as_ref();
    let mut object = json!({
        "codigoDAV": code,
        "nrItem": place,
        "produto": sku.map(|sku| sku.product.code.as_str()),
        "nomeProduto": sku.map(|sku| sku.product.name.as_str()),
        "codigoUnidadeMedida": sku.map(|sku| sku.product.unit.as_str()),
        "quantidade": numbers::decimal(quantity, 3),
        "precoUnitario": numbers::decimal(first.item.unit_price, 3),
        "desconto": numbers::decimal(off, 3),
        "tipoDesconto": 1,
        "precoTotal": numbers::decimal(net, 2),
        "isBrinde": i64::from(first.item.is_gift),
        "numeroSerie": first.item.serial_numbers.first().map_or("", String::as_str),
    });
    for name in [
        "codigoUnidadeMedida",
        "quantidade",
        "precoUnitario",
        "desconto",
        "tipoDesconto",
    ] {
        if let Some(value) = echo.and_then(|echo| echo.get(name)) {
            object[name] = value.clone();
        }
    }
    let told_apart = group.iter().filter_map(|line| {
        let sku = line.sku.as_ref().filter(|sku| !variations.code(sku).is_empty())?;
        let number = variations.number(sku.sku.id);
        Some(json!({
            "variacao": number,
            "quantidade": line.item.quantity.whole_units(),
            "descricao": variations.label(sku),
        }))
    });
    object["variacoes"] = told_apart.collect();
    Some(object)
}
