//! Balances: set, and read per branch, place and variation.
//!
//! Not movements, which are `movimentacao_estoque`.
//!
//! The one rule to know: a balance is what is available; setting it is an adjustment of the difference.

use app::stock::{BalanceFilter, BalanceView};
use app::workflow::adjust_stock::{AdjustStock, StockTarget};
use app::{Answer, Failure, Reader};
use domain::amount::{Quantity, UnitPrice};
use domain::ids::{OrganizationId, ProductId, SkuId};
use domain::orders::SkuReference;
use domain::page::PageRequest;
use domain::refusal::{Field, Problem, Refusal};
use domain::stock::{AdjustReason, StatedCosts};
use face_kit::{Checker, Error, Exchange, JsonDecimal, to_answer};
use serde_json::{Value, json};

use crate::fields::Kind::{Decimal, Text};
use crate::fields::{Checked, Field as Row, Members};
use crate::variations::{self, Variations};
use crate::{numbers, page, places, quirks};

/// The object around a balance.
const WRAPPER: &str = "saldoEstoque";

/// The fields of a balance.
pub(crate) const BALANCE: &[Row] = &[
    Row {
        name: "custo",
        kind: Decimal(15, 6),
    },
    Row {
        name: "custoMedio",
        kind: Decimal(15, 6),
    },
    Row {
        name: "filial",
        kind: Text(4),
    },
    Row {
        name: "produto",
        kind: Text(14),
    },
    Row {
        name: "quantidade",
        kind: Decimal(12, 6),
    },
    Row {
        name: "variacao",
        kind: Text(12),
    },
    Row {
        name: "localEstoque",
        kind: Text(5),
    },
];

/// `POST /public-api/v1/saldo-estoque`, and `v2` alike.
pub(crate) async fn set(exchange: Exchange) -> Result<Answer, Error> {
    let members: Members = quirks::wrapped(&exchange, WRAPPER)?;
    let mut check = Checker::new();
    let fields = Checked::of(&mut check, BALANCE, &members);
    for name in ["produto", "quantidade"] {
        if fields.text(name).is_none() && fields.decimal(name).is_none() && !fields.is_faulty(name) {
            check.fault(name, Problem::Blank);
        }
    }
    check.finish()?;
    let call = exchange.call.clone();
    let asked = fields.clone();
    let find = move |reader: &mut Reader<'_, '_>| {
        let branch = places::branch_or_own(reader, &call, asked.text("filial"))?;
        let place = places::place(reader, branch, asked.text("localEstoque"))?;
        let product = reader.product_by_code(asked.text("produto").unwrap_or_default().trim())?;
        if !product.product.controls_stock {
            return Err(Refusal::invalid(Field::Product, Problem::NotAllowed).into());
        }
        let sku = variations::sku_of(reader, &product, asked.text("variacao"))?;
        Ok((branch, place, product.product.id, sku))
    };
    let (organization, location, product, sku) = exchange.app.read(&exchange.call, find).await?;
    let command = AdjustStock {
        organization,
        location,
        reason: AdjustReason::BalanceSet,
        note: None,
        targets: vec![StockTarget {
            sku: SkuReference::Id(sku),
            lot: None,
            available: fields.decimal("quantidade").unwrap_or(Quantity::ZERO),
            costs: StatedCosts {
                unit: fields.decimal("custo").map(cost),
                average: fields.decimal("custoMedio").map(cost),
            },
        }],
    };
    let present = move |reader: &mut Reader<'_, '_>, done: &app::workflow::adjust_stock::Adjusted| {
        let shelves: Vec<_> = done.differences.iter().map(|one| one.balance).collect();
        let mut found = Vec::new();
        for shelf in shelves {
            found.push((reader.balance(shelf)?, 0));
        }
        let variations = Variations::of(reader, &[product])?;
        let row = found.first().map(|(view, _)| row(view, &variations, None));
        Ok(to_answer(200, &row.unwrap_or_else(|| json!({}))))
    };
    Ok(exchange.app.execute(&exchange.call, command, present).await?)
}

/// `GET /public-api/v1/saldo-estoque`: a bare number.
pub(crate) async fn figure(exchange: Exchange) -> Result<Answer, Error> {
    let asked = Asked::of(&exchange);
    let call = exchange.call.clone();
    let view = move |reader: &mut Reader<'_, '_>| {
        let found = asked.shelves(reader, &call)?;
        let sum = Quantity::checked_sum(found.iter().map(|view| view.balance.available()));
        Ok(sum.unwrap_or(Quantity::MAX))
    };
    let sum = exchange.app.read(&exchange.call, view).await?;
    // Contract, inconsistency 12: clients read text such as `43.000`.
    Ok(to_answer(200, &JsonDecimal::fixed(sum, 3)))
}

/// `GET /public-api/v2/saldo-estoque`
pub(crate) async fn list(exchange: Exchange) -> Result<Answer, Error> {
    let page = page::page(exchange.query())?;
    let mut check = Checker::new();
    let mut filter = BalanceFilter::default();
    let (mut branch, mut place) = (None, None);
    for one in page::filters(exchange.query(), &[]) {
        let is_equality = one.comparison == domain::criteria::Comparison::Equal;
        match one.field.as_str() {
            "currenttimemillis" => filter.changed_from = page::cursor(&mut check, &one).or(filter.changed_from),
            "produto" if is_equality => filter.product = Some(one.value.to_owned()),
            "filial" if is_equality => branch = Some(one.value.to_owned()),
            "localestoque" if is_equality => place = Some(one.value.to_owned()),
            "variacao" if is_equality => filter.sku = variations::place(&mut check, &one),
            _ => page::unknown(&mut check, &one),
        }
    }
    check.finish()?;
    let call = exchange.call.clone();
    let view = move |reader: &mut Reader<'_, '_>| {
        let mut filter = filter.clone();
        (filter.organization, filter.location) = places::narrowed(reader, &call, branch.as_deref(), place.as_deref())?;
        let found = reader.stock(&filter, page)?;
        let products: Vec<ProductId> = found.iter().map(|(view, _)| view.sku.product.id).collect();
        let variations = Variations::of(reader, &products)?;
        let rows: Vec<Value> = found
            .iter()
            .map(|(view, stamp)| row(view, &variations, Some(*stamp)))
            .collect();
        Ok(rows)
    };
    Ok(to_answer(200, &exchange.app.read(&exchange.call, view).await?))
}

/// `GET /public-api/v2/saldo-estoque/variacao`
pub(crate) async fn by_variation(exchange: Exchange) -> Result<Answer, Error> {
    let asked = Asked::of(&exchange);
    let call = exchange.call.clone();
    let view = move |reader: &mut Reader<'_, '_>| {
        let product = reader.product_by_code(asked.product()?)?;
        let found = asked.shelves(reader, &call)?;
        let variations = Variations::of(reader, &[product.product.id])?;
        let rows: Vec<Value> = product
            .skus
            .iter()
            .filter(|sku| sku.options.iter().any(|option| !option.is_additional))
            .map(|sku| {
                let of_sku = found.iter().filter(|view| view.balance.sku == sku.sku.id);
                let sum = Quantity::checked_sum(of_sku.map(|view| view.balance.available()));
                json!({
                    "codigo": variations.number(sku.sku.id),
                    "variacao": variations.label(sku),
                    "saldo": numbers::decimal(sum.unwrap_or(Quantity::MAX), 6),
                })
            })
            .collect();
        Ok(rows)
    };
    Ok(to_answer(200, &exchange.app.read(&exchange.call, view).await?))
}

/// The parameters by which one product's balances are asked for.
struct Asked {
    product: Option<String>,
    branch: Option<String>,
    place: Option<String>,
    variation: Option<String>,
}

impl Asked {
    fn of(exchange: &Exchange) -> Self {
        let named = |name: &str| page::parameter(exchange.query(), name).map(str::to_owned);
        Self {
            product: named("produto").or_else(|| named("produto.eq")),
            branch: named("filial").or_else(|| named("filial.eq")),
            place: named("localestoque").or_else(|| named("localestoque.eq")),
            variation: named("variacao"),
        }
    }

    fn product(&self) -> Result<&str, Failure> {
        let blank = || Failure::from(Refusal::invalid(Field::Product, Problem::Blank));
        self.product.as_deref().ok_or_else(blank)
    }

    /// The product's shelves in the branch, in a place of it, of a variation.
    fn shelves(&self, reader: &mut Reader<'_, '_>, call: &app::Call) -> Result<Vec<BalanceView>, Failure> {
        let product = reader.product_by_code(self.product()?)?;
        let branch: OrganizationId = places::branch_or_own(reader, call, self.branch.as_deref())?;
        let location = match &self.place {
            Some(code) => Some(places::place(reader, branch, Some(code))?),
            None => None,
        };
        let sku: Option<SkuId> = match &self.variation {
            Some(code) => Some(variations::sku_of(reader, &product, Some(code))?),
            None => None,
        };
        let filter = BalanceFilter {
            product: Some(product.product.code.clone()),
            organization: Some(branch),
            location,
            ..BalanceFilter::default()
        };
        let found = reader.stock(&filter, PageRequest::new(1, MOST, MOST))?;
        let views = found.into_iter().map(|(view, _)| view);
        Ok(views
            .filter(|view| sku.is_none_or(|sku| view.balance.sku == sku))
            .collect())
    }
}

/// The most shelves of one product in one branch that are added up.
const MOST: u32 = 100_000;

fn cost(amount: Quantity) -> UnitPrice {
    UnitPrice::from_millionths(amount.millionths())
}

fn row(view: &BalanceView, variations: &Variations, stamp: Option<i64>) -> Value {
    let place = &view.location.location;
    let mut row = json!({
        "produto": view.sku.product.code,
        "filial": place.details.organization.to_string(),
        "quantidade": numbers::decimal(view.balance.available(), 6),
        "localEstoque": place.details.code,
        "variacao": variations.code(&view.sku),
        "custo": numbers::decimal(view.balance.replacement_cost, 6),
        "custoMedio": numbers::decimal(view.balance.average_cost, 6),
    });
    if let Some(code) = &view.balance.lot_code {
        row["lote"] = code.as_str().into();
    }
    if let Some(stamp) = stamp {
        row["currentTimeMillis"] = stamp.into();
    }
    row
}
