//! Grids: rows and columns of a product, and the variations that they make.
//!
//! Not the core's attributes, which the grid's axes become.
//!
//! The one rule to know: `?produto=` answers the variations that rows and columns make together; without it the rows and
//! columns themselves are listed.

use std::collections::BTreeMap;

use app::catalog::{Axis, GridEntry, PutGridValue};
use app::{Answer, Failure, Reader};
use domain::criteria::Comparison;
use domain::ids::{AttributeOptionId, ProductId};
use domain::refusal::Problem;
use face_kit::{Checker, Error, Exchange, to_answer};
use serde_json::{Value, json};

use crate::fields::Kind::Text;
use crate::fields::{Checked, Field, Members};
use crate::variations::Variations;
use crate::{page, quirks};

/// The object around a row or column.
const WRAPPER: &str = "variacao";

/// The fields of a row or column.
pub(crate) const VARIATION: &[Field] = &[
    Field {
        name: "codigoGrade",
        kind: Text(100),
    },
    Field {
        name: "descricao",
        kind: Text(30),
    },
    Field {
        name: "ordem",
        kind: Text(5),
    },
    Field {
        name: "produto",
        kind: Text(14),
    },
    Field {
        name: "tipoRegistro",
        kind: Text(1),
    },
    Field {
        name: "variacao",
        kind: Text(12),
    },
];

/// `POST /public-api/v1/variacoes`
pub(crate) async fn create(exchange: Exchange) -> Result<Answer, Error> {
    put(exchange, true).await
}

/// `PUT /public-api/v1/variacoes`
pub(crate) async fn update(exchange: Exchange) -> Result<Answer, Error> {
    put(exchange, false).await
}

/// `POST /public-api/v1/variacoes` and `PUT`: a row or column of a grid.
async fn put(exchange: Exchange, is_new: bool) -> Result<Answer, Error> {
    let members: Members = quirks::wrapped(&exchange, WRAPPER)?;
    let mut check = Checker::new();
    let fields = Checked::of(&mut check, VARIATION, &members);
    for name in ["produto", "codigoGrade", "descricao", "ordem"] {
        if fields.text(name).is_none() && !fields.is_faulty(name) {
            check.fault(name, Problem::Blank);
        }
    }
    let axis = axis(&mut check, fields.text("tipoRegistro"));
    check.finish()?;
    let text = |name: &str| fields.text(name).unwrap_or_default().trim().to_owned();
    let command = PutGridValue {
        product: text("produto"),
        grid: text("codigoGrade"),
        // Seed, variations: the example has none although the table requires it.
        axis: axis.unwrap_or(Axis::Row),
        value: text("descricao"),
        position: text("ordem"),
        is_new,
    };
    let present = |reader: &mut Reader<'_, '_>, (product, id): &(ProductId, i64)| {
        let found = reader.grids_of(&[*product])?;
        let found: Vec<GridEntry> = found.into_iter().filter(|entry| entry.id == *id).collect();
        Ok(to_answer(200, &entries(reader, &found)?.pop().unwrap_or_default()))
    };
    Ok(exchange.app.execute(&exchange.call, command, present).await?)
}

/// `GET /public-api/v1/variacoes`
pub(crate) async fn list(exchange: Exchange) -> Result<Answer, Error> {
    let page = page::page(exchange.query())?;
    let mut check = Checker::new();
    let (mut product, mut grid, mut wanted) = (None, None, None);
    let mut assembled = false;
    for one in page::filters(exchange.query(), &[]) {
        if one.comparison != Comparison::Equal {
            page::unknown(&mut check, &one);
            continue;
        }
        match one.field.as_str() {
            "produto" => {
                assembled = !one.written.contains('.');
                product = Some(one.value.to_owned());
            }
            "codigograde" => grid = Some(one.value.to_owned()),
            "tiporegistro" => wanted = axis(&mut check, Some(one.value)),
            _ => page::unknown(&mut check, &one),
        }
    }
    check.finish()?;
    let view = move |reader: &mut Reader<'_, '_>| {
        let product = match &product {
            Some(code) => Some(reader.product_by_code(code)?),
            None => None,
        };
        match product {
            Some(product) if assembled => {
                let variations = Variations::of(reader, &[product.product.id])?;
                let grids = reader.grids_of(&[product.product.id])?;
                let grid = grids.first().map(|entry| entry.grid.clone()).unwrap_or_default();
                let skip = usize::try_from(page.offset()).unwrap_or(usize::MAX);
                let take = usize::try_from(page.limit()).unwrap_or_default();
                let told_apart = product
                    .skus
                    .iter()
                    .filter(|sku| sku.options.iter().any(|one| !one.is_additional));
                let row = |sku: &app::catalog::SkuView| {
                    json!({
                        "produto": product.product.code,
                        "codigoGrade": grid,
                        "variacao": variations.code(sku),
                        "descricao": variations.label(sku),
                        "ean": sku.sku.ean.as_deref().unwrap_or_default(),
                        "inativo": i64::from(!sku.sku.active),
                    })
                };
                Ok(told_apart.skip(skip).take(take).map(row).collect())
            }
            product => {
                let product = product.map(|view| view.product.id);
                let found = reader.grid_values(product, grid.as_deref(), wanted, page)?;
                entries(reader, &found)
            }
        }
    };
    Ok(to_answer(200, &exchange.app.read(&exchange.call, view).await?))
}

fn axis(check: &mut Checker, text: Option<&str>) -> Option<Axis> {
    match text.map(str::trim) {
        None => None,
        Some("0") => Some(Axis::Row),
        Some("1") => Some(Axis::Column),
        Some(_) => {
            check.fault("tipoRegistro", Problem::NotInList);
            None
        }
    }
}

/// Rows and columns as they are shown.
fn entries(reader: &mut Reader<'_, '_>, found: &[GridEntry]) -> Result<Vec<Value>, Failure> {
    let options: Vec<AttributeOptionId> = found.iter().map(|entry| entry.option).collect();
    let values: BTreeMap<AttributeOptionId, String> = reader
        .attribute_options(&options)?
        .into_iter()
        .map(|option| (option.id, option.value))
        .collect();
    let products: Vec<ProductId> = found.iter().map(|entry| entry.product).collect();
    let codes = reader.product_codes(&products)?;
    let row = |entry: &GridEntry| {
        json!({
            "id": entry.id,
            "produto": codes.get(&entry.product),
            "codigoGrade": entry.grid,
            "descricao": values.get(&entry.option),
            "ordem": entry.position,
            "tipoRegistro": match entry.axis {
                Axis::Row => "0",
                Axis::Column => "1",
            },
            "variacao": "",
        })
    };
    Ok(found.iter().map(row).collect())
}
