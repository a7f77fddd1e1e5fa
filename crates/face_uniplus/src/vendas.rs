//! Sales and their lines, movements of stock, and types of financial documents: read only.
//!
//! Not documents of sale, which are `davs`.
//!
//! The one rule to know: sales and movements are asked for by at least one parameter; without any the vendor refuses.

use app::orders::{OrderFilter, OrderItemView, OrderView, StatusFilter};
use app::stock::{MovementFilter, MovementRow};
use app::{Answer, Failure, Reader};
use domain::amount::{Money, Quantity};
use domain::criteria::Comparison;
use domain::finance::MeansOfPayment;
use domain::ids::{OrderId, OrganizationId, PaymentMethodId, SkuId};
use domain::orders::OrderStatus;
use domain::page::PageRequest;
use domain::refusal::{Entity, Problem, Refusal};
use domain::stock::MovementKind;
use face_kit::{Checker, Error, Exchange, to_answer};
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use crate::variations::Variations;
use crate::{davs, numbers, page, places, variations};

/// `GET /public-api/v2/venda`
pub(crate) async fn list(exchange: Exchange) -> Result<Answer, Error> {
    let page = page::page(exchange.query())?;
    let zone = davs::zone(&exchange).await?;
    let (filter, _) = filter(&exchange, &zone)?;
    let view = move |reader: &mut Reader<'_, '_>| {
        let zone = reader.account_settings()?.time_zone;
        let found = reader.orders(&filter, page)?;
        Ok(found.iter().map(|view| sale(view, &zone)).collect::<Vec<Value>>())
    };
    Ok(to_answer(200, &exchange.app.read(&exchange.call, view).await?))
}

/// `GET /public-api/v2/venda-item`
pub(crate) async fn lines(exchange: Exchange) -> Result<Answer, Error> {
    let page = page::page(exchange.query())?;
    let zone = davs::zone(&exchange).await?;
    let (filter, product) = filter(&exchange, &zone)?;
    let view = move |reader: &mut Reader<'_, '_>| {
        let found = reader.order_lines(&filter, product.as_deref(), page)?;
        let rows = found
            .iter()
            .filter_map(|(view, place)| Some(line(view, view.items.get(*place)?)));
        Ok(rows.collect::<Vec<Value>>())
    };
    Ok(to_answer(200, &exchange.app.read(&exchange.call, view).await?))
}

/// A sale's status: 0 open, 1 being handled, 3 done, 4 cancelled.
fn status_of(status: OrderStatus) -> i64 {
    match davs::status_of(status) {
        4 => 3,
        3 => 4,
        other => other,
    }
}

/// The filters of sales and of the product of their lines.
fn filter(exchange: &Exchange, zone: &TimeZone) -> Result<(OrderFilter, Option<String>), Error> {
    let own = exchange.call.principal.organization;
    let mut check = Checker::new();
    let mut filter = OrderFilter {
        organization: own,
        // What is only offered or set aside is no sale.
        status: Some(StatusFilter::NotIn(vec![OrderStatus::Quote, OrderStatus::PreOrder])),
        is_ascending: true,
        ..OrderFilter::default()
    };
    let mut product = None;
    let filters = page::filters(exchange.query(), &[]);
    if filters.is_empty() {
        check.fault("idVenda", Problem::Blank);
    }
    for one in filters {
        let is_equality = one.comparison == Comparison::Equal;
        match one.field.as_str() {
            "idvenda" => match one.value.parse() {
                Ok(number) => filter.numbers.push((one.comparison, number)),
                Err(_) => check.fault(one.written, Problem::NotAnInteger),
            },
            "documento" if is_equality => filter.code = Some(one.value.to_owned()),
            // Every sale here comes from the first till.
            "pdv" if is_equality => {
                if one.value != "1" {
                    filter.status = Some(StatusFilter::In(Vec::new()));
                }
            }
            "codigocliente" if is_equality => filter.customer_code = Some(one.value.to_owned()),
            "codigoproduto" if is_equality => product = Some(one.value.to_owned()),
            "emissao" => davs::days(
                &mut check,
                &one,
                zone,
                &mut filter.placed_from,
                &mut filter.placed_until,
            ),
            "codigofilial" if is_equality => match one.value.parse() {
                Ok(number) if own.is_none_or(|own| own.raw() == number) => {
                    filter.organization = Some(OrganizationId::from_raw(number));
                }
                Ok(_) | Err(_) => check.fault(one.written, Problem::Unknown),
            },
            "status" if is_equality => match one.value.parse::<i64>() {
                Ok(number) => {
                    let offers = [OrderStatus::Quote, OrderStatus::PreOrder];
                    let of_number = OrderStatus::ALL
                        .into_iter()
                        .filter(|status| status_of(*status) == number);
                    filter.status = Some(StatusFilter::In(
                        of_number.filter(|status| !offers.contains(status)).collect(),
                    ));
                }
                Err(_) => check.fault(one.written, Problem::NotAnInteger),
            },
            _ => page::unknown(&mut check, &one),
        }
    }
    Ok(check.finish_with((filter, product))?)
}

fn sale(view: &OrderView, zone: &TimeZone) -> Value {
    let order = &view.order;
    let lines = Money::checked_sum(view.items.iter().map(|line| line.item.discount)).unwrap_or(Money::ZERO);
    let discount = order.discount.checked_add(lines).unwrap_or(order.discount);
    json!({
        "idVenda": order.id.raw(),
        "documento": order.code,
        "pdv": 1,
        "codigoCliente": view.customer.as_ref().and_then(|one| one.details.code.as_deref()).unwrap_or_default(),
        "nomeCliente": order.customer_snapshot.name,
        "nomeVendedor": view.seller.as_ref().map_or("", |one| one.details.name.as_str()),
        "emissao": numbers::local_day(order.placed_at, zone).to_string(),
        "dataHoraEmissao": numbers::local_instant(order.placed_at, zone),
        "valorProdutos": numbers::decimal(order.items_total, 2),
        "valorTotal": numbers::decimal(order.total, 2),
        "desconto": numbers::decimal(discount, 2),
        "codigoFilial": order.organization.raw(),
        "status": status_of(order.status),
        "identificacao": "VND",
        "tabela": "vendas_cabecalho_view",
        "descricaoLayout": "Venda",
    })
}

fn line(view: &OrderView, line: &OrderItemView) -> Value {
    let item = &line.item;
    let product = line.sku.as_ref().map(|sku| &sku.product);
    let net = item
        .total
        .checked_sub(item.discount)
        .and_then(|net| net.checked_sub(item.discount_share));
    json!({
        "idVenda": view.order.id.raw(),
        "iditem": item.id.raw(),
        "codigoProduto": product.map(|product| product.code.as_str()),
        "descricaoProduto": product.map(|product| product.name.as_str()),
        "quantidade": numbers::decimal(item.quantity, 6),
        "valorUnitario": numbers::decimal(item.unit_price, 6),
        "valorTotal": numbers::decimal(net.unwrap_or(item.total), 2),
        "codigoFilial": view.order.organization.raw(),
        "codigoVendedor": view.seller.as_ref().and_then(|one| one.details.code.as_deref()).unwrap_or_default(),
    })
}

/// `GET /public-api/v2/movimentacao-estoque`
pub(crate) async fn movements(exchange: Exchange) -> Result<Answer, Error> {
    let page = page::page(exchange.query())?;
    let zone = davs::zone(&exchange).await?;
    let mut check = Checker::new();
    let mut filter = MovementFilter::default();
    let (mut branch, mut place) = (None, None);
    let mut is_dated = false;
    for one in page::filters(exchange.query(), &[]) {
        let is_equality = one.comparison == Comparison::Equal;
        let value = || Some(one.value.to_owned());
        match one.field.as_str() {
            "data" | "datamovimentacao" => {
                is_dated = true;
                davs::days(&mut check, &one, &zone, &mut filter.from, &mut filter.until);
            }
            "currenttimemillis" => {
                is_dated = true;
                filter.changed_from = page::cursor(&mut check, &one).or(filter.changed_from);
            }
            "produto" if is_equality => filter.product = value(),
            "filial" if is_equality => branch = value(),
            "localestoque" if is_equality => place = value(),
            "variacao" if is_equality => filter.sku = variations::place(&mut check, &one),
            "tipomovimentacao" if is_equality => match one.value {
                "E" | "e" => filter.is_entry = Some(true),
                "S" | "s" => filter.is_entry = Some(false),
                _ => check.fault(one.written, Problem::NotInList),
            },
            _ => page::unknown(&mut check, &one),
        }
    }
    if !is_dated {
        check.fault("data", Problem::Blank);
    }
    check.finish()?;
    let call = exchange.call.clone();
    let view = move |reader: &mut Reader<'_, '_>| {
        let mut filter = filter.clone();
        (filter.organization, filter.location) = places::narrowed(reader, &call, branch.as_deref(), place.as_deref())?;
        let found = reader.movements(&filter, page)?;
        moved(reader, &found, &zone)
    };
    Ok(to_answer(200, &exchange.app.read(&exchange.call, view).await?))
}

/// Movements as they are shown.
fn moved(reader: &mut Reader<'_, '_>, found: &[MovementRow], zone: &TimeZone) -> Result<Vec<Value>, Failure> {
    let mut ids: Vec<SkuId> = found.iter().map(|row| row.sku).collect();
    ids.sort_unstable();
    ids.dedup();
    let skus = reader.sku_views(&ids)?;
    let products: Vec<_> = skus.iter().map(|sku| sku.product.id).collect();
    let variations = Variations::of(reader, &products)?;
    let mut places: Vec<_> = found.iter().map(|row| row.location).collect();
    places.sort_unstable();
    places.dedup();
    let places = reader.location_views(&places)?;
    let row = |row: &MovementRow| {
        let sku = skus.iter().find(|sku| sku.sku.id == row.sku)?;
        let place = &places.iter().find(|place| place.location.id == row.location)?.location;
        let code = variations.code(sku);
        let is_entry = row.quantity.is_positive();
        let quantity = if is_entry {
            Some(row.quantity)
        } else {
            row.quantity.checked_neg()
        };
        Some(json!({
            "id": row.id.raw(),
            "produto": sku.product.code,
            "filial": place.details.organization.to_string(),
            "localEstoque": place.details.code,
            "variacao": code,
            "tipoMovimentacao": if is_entry { "E" } else { "S" },
            "motivo": reason(row.kind),
            "quantidade": numbers::decimal(quantity.unwrap_or(Quantity::ZERO), 6),
            "custo": numbers::decimal(row.unit_cost, 6),
            "data": numbers::local_day(row.effective_at, zone).to_string(),
            "dataHora": numbers::local_instant(row.effective_at, zone),
            "idDocumento": row.order.map(OrderId::raw),
            "currentTimeMillis": row.stamp,
        }))
    };
    Ok(found.iter().filter_map(row).collect())
}

fn reason(kind: MovementKind) -> &'static str {
    match kind {
        MovementKind::Received => "Entrada",
        MovementKind::Shipped => "Venda",
        MovementKind::Adjusted => "Ajuste de saldo",
        MovementKind::TransferOut => "Transferência (saída)",
        MovementKind::TransferIn => "Transferência (entrada)",
        MovementKind::Returned => "Devolução",
        MovementKind::Reserved => "Reserva",
        MovementKind::Released => "Liberação de reserva",
    }
}

/// `GET /public-api/v1/tipo-documento-financeiro`
pub(crate) async fn types(exchange: Exchange) -> Result<Answer, Error> {
    let page = page::page(exchange.query())?;
    let mut check = Checker::new();
    let mut wanted = None;
    for one in page::filters(exchange.query(), &[]) {
        match (one.field.as_str(), one.comparison, one.value.parse::<i64>()) {
            ("codigo" | "id", Comparison::Equal, Ok(number)) => wanted = Some(number),
            ("codigo" | "id", Comparison::Equal, Err(_)) => check.fault(one.written, Problem::NotAnInteger),
            _ => page::unknown(&mut check, &one),
        }
    }
    check.finish()?;
    let view = move |reader: &mut Reader<'_, '_>| {
        let Some(number) = wanted else {
            let found = reader
                .all_means_of_payment(None, crate::commons::by_number_of_means(), page)?
                .items;
            return Ok(found.iter().map(means).collect());
        };
        match reader.means_of_payment(PaymentMethodId::from_raw(number)) {
            Ok(found) => Ok(vec![means(&found)]),
            Err(Failure::Refused(_)) => Ok(Vec::new()),
            Err(broken @ Failure::Broken(_)) => Err(broken),
        }
    };
    let rows: Vec<Value> = exchange.app.read(&exchange.call, view).await?;
    Ok(to_answer(200, &rows))
}

/// What the vendor does with a means of payment, by its code in fiscal documents.
const ACTIONS: [(&str, i64); 8] = [
    ("01", 0),
    ("02", 10),
    ("03", 20),
    ("04", 21),
    ("15", 2),
    ("17", 23),
    ("18", 22),
    ("20", 23),
];

fn means(one: &MeansOfPayment) -> Value {
    let action = ACTIONS
        .iter()
        .find(|(code, _)| *code == one.nfe_code)
        .map_or(0, |(_, action)| *action);
    json!({
        "id": one.id.raw(),
        "codigo": one.id.raw(),
        "descricao": one.name,
        "acao": action,
        "inativo": i64::from(one.deleted_at.is_some()),
        "formaPagamentoNfe": one.nfe_code,
        "juros": "0.00",
        "multa": "0.00",
        "descontoAntecipacao": "0.00",
        "identificacao": "TDF",
        "tabela": "tipodocumentofinanceiro",
    })
}

/// Nothing of that number.
pub(crate) fn missing(entity: Entity, key: &str) -> Failure {
    Refusal::not_found(entity, key).into()
}

/// A page that holds a whole small table.
pub(crate) fn whole() -> PageRequest {
    PageRequest::new(1, 10_000, 10_000)
}
