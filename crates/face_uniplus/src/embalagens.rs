//! Packagings: the boxes in which a product is bought and sold, with factor, price and barcode.
//!
//! Not stock, which is counted in the product's own unit.
//!
//! The one rule to know: a packaging has no key of its own: an update finds it by its barcode, else by unit and factor, else
//! by unit.

use std::collections::BTreeMap;

use app::catalog::{PackagingFilter, PutPackaging};
use app::{Answer, Failure, Reader};
use domain::amount::UnitPrice;
use domain::catalog::{Packaging, PackagingUsage};
use domain::change::Change;
use domain::criteria::Comparison;
use domain::ids::{PackagingId, SkuId};
use domain::refusal::{Entity, Problem};
use face_kit::{Checker, Error, Exchange, to_answer};
use serde_json::{Value, json};

use crate::fields::Kind::{Choice, Decimal, Text, Whole};
use crate::fields::{Checked, Field, Members};
use crate::{numbers, page, quirks};

/// The object around a packaging.
const WRAPPER: &str = "embalagem";

/// The fields of a packaging.
pub(crate) const PACKAGING: &[Field] = &[
    Field {
        name: "ean",
        kind: Text(20),
    },
    Field {
        name: "fatorConversao",
        kind: Decimal(15, 6),
    },
    Field {
        name: "preco",
        kind: Decimal(15, 6),
    },
    Field {
        name: "produto",
        kind: Text(20),
    },
    Field {
        name: "tipoEmbalagem",
        kind: Choice(2),
    },
    Field {
        name: "unidadeMedida",
        kind: Text(3),
    },
    Field {
        name: "casasDecimais",
        kind: Whole(2),
    },
];

/// The usages, by the vendor's numbers from 0.
const USAGES: [PackagingUsage; 3] = [PackagingUsage::Both, PackagingUsage::Purchase, PackagingUsage::Sale];

/// `POST /public-api/v1/embalagens`
pub(crate) async fn create(exchange: Exchange) -> Result<Answer, Error> {
    put(exchange, true).await
}

/// `PUT /public-api/v1/embalagens`
pub(crate) async fn update(exchange: Exchange) -> Result<Answer, Error> {
    put(exchange, false).await
}

/// `POST /public-api/v1/embalagens` and `PUT`: a packaging of a product.
async fn put(exchange: Exchange, is_new: bool) -> Result<Answer, Error> {
    let members: Members = quirks::wrapped(&exchange, WRAPPER)?;
    let mut check = Checker::new();
    let fields = Checked::of(&mut check, PACKAGING, &members);
    let required: &[&str] = if is_new {
        &["produto", "unidadeMedida", "fatorConversao"]
    } else {
        &["produto"]
    };
    for name in required {
        let is_there = fields.text(name).is_some() || fields.decimal(name).is_some();
        if !is_there && !fields.is_faulty(name) {
            check.fault(name, Problem::Blank);
        }
    }
    check.finish()?;
    let code = fields.text("produto").unwrap_or_default().trim().to_owned();
    let find = move |reader: &mut Reader<'_, '_>| {
        let product = reader.product_by_code(&code)?;
        let first = product.skus.first().map(|sku| sku.sku.id);
        first.ok_or_else(|| Failure::not_found(Entity::Product, &code))
    };
    let sku = exchange.app.read(&exchange.call, find).await?;
    let usage = fields
        .whole("tipoEmbalagem")
        .and_then(|number| usize::try_from(number).ok());
    let command = PutPackaging {
        sku,
        unit: fields.text("unidadeMedida").map(str::to_owned),
        factor: fields.decimal("fatorConversao"),
        barcode: fields.change("ean"),
        usage: usage.and_then(|place| USAGES.get(place).copied()),
        price: fields.change_amount("preco", |price| UnitPrice::from_millionths(price.millionths())),
        decimals: if fields.has("casasDecimais") {
            Change::to(fields.whole("casasDecimais"))
        } else {
            Change::Keep
        },
        is_new,
    };
    let present = move |reader: &mut Reader<'_, '_>, id: &PackagingId| {
        let found = reader.packagings_of(&[sku])?;
        let found: Vec<Packaging> = found.into_iter().filter(|one| one.id == *id).collect();
        Ok(to_answer(200, &shown(reader, &found)?.pop().unwrap_or_default()))
    };
    Ok(exchange.app.execute(&exchange.call, command, present).await?)
}

/// `GET /public-api/v1/embalagens`
pub(crate) async fn list(exchange: Exchange) -> Result<Answer, Error> {
    let page = page::page(exchange.query())?;
    let mut check = Checker::new();
    let mut filter = PackagingFilter::default();
    for one in page::filters(exchange.query(), &[]) {
        if one.comparison != Comparison::Equal {
            page::unknown(&mut check, &one);
            continue;
        }
        let value = || Some(one.value.to_owned());
        match one.field.as_str() {
            "produto" => filter.product = value(),
            "unidademedida" => filter.unit = value(),
            "ean" => filter.barcode = value(),
            "tipoembalagem" => filter.usages.extend(usage(&mut check, one.written, one.value)),
            _ => page::unknown(&mut check, &one),
        }
    }
    check.finish()?;
    let view = move |reader: &mut Reader<'_, '_>| {
        let found = reader.packagings(&filter, page)?;
        shown(reader, &found)
    };
    Ok(to_answer(200, &exchange.app.read(&exchange.call, view).await?))
}

/// `GET /public-api/v1/embalagens/por-produto`
pub(crate) async fn of_product(exchange: Exchange) -> Result<Answer, Error> {
    let page = page::page(exchange.query())?;
    let mut check = Checker::new();
    let code = page::parameter(exchange.query(), "codigoProduto").map(str::to_owned);
    if code.is_none() {
        check.fault("codigoProduto", Problem::Blank);
    }
    let mut usages = Vec::new();
    for text in exchange.query().all("tipos") {
        usages.extend(usage(&mut check, "tipos", text.trim()));
    }
    check.finish()?;
    let view = move |reader: &mut Reader<'_, '_>| {
        let code = code.clone().unwrap_or_default();
        reader.product_by_code(&code)?;
        let filter = PackagingFilter {
            product: Some(code),
            usages: usages.clone(),
            ..PackagingFilter::default()
        };
        let found = reader.packagings(&filter, page)?;
        shown(reader, &found)
    };
    Ok(to_answer(200, &exchange.app.read(&exchange.call, view).await?))
}

fn usage(check: &mut Checker, written: &str, text: &str) -> Option<PackagingUsage> {
    let found = text.parse::<usize>().ok().and_then(|place| USAGES.get(place).copied());
    if found.is_none() {
        check.fault(written, Problem::NotInList);
    }
    found
}

/// Packagings as they are shown.
fn shown(reader: &mut Reader<'_, '_>, found: &[Packaging]) -> Result<Vec<Value>, Failure> {
    let skus: Vec<SkuId> = found.iter().map(|one| one.sku).collect();
    let products: BTreeMap<SkuId, String> = reader
        .sku_views(&skus)?
        .into_iter()
        .map(|view| (view.sku.id, view.product.code.clone()))
        .collect();
    let object = |one: &Packaging| {
        json!({
            "id": one.id.raw(),
            "produto": products.get(&one.sku),
            "unidadeMedida": one.unit,
            "fatorConversao": numbers::decimal(one.factor, 6),
            "preco": numbers::decimal(one.price.unwrap_or(UnitPrice::ZERO), 6),
            "ean": one.barcode.as_deref().unwrap_or_default(),
            "tipoEmbalagem": USAGES.iter().position(|usage| *usage == one.usage),
            "casasDecimais": one.decimals.unwrap_or_default(),
        })
    };
    Ok(found.iter().map(object).collect())
}
