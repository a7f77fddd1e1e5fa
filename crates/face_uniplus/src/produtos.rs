//! Products and services, with their prices per branch and per price list (`pauta`).
//!
//! Not grids, packagings and barcodes, which have their own routes.
//!
//! The one rule to know: a product is named by its `codigo`; an update merges what it names and keeps the rest.

mod convert;
mod view;

pub(crate) use view::list_code;

use app::catalog::{DeleteProduct, ProductView, PutProduct, PutProducts};
use app::{Answer, Failure, Reader};
use domain::catalog::{ProductField, ProductFilter, ProductKind, ProductStatus};
use domain::criteria::{Comparison, Criterion};
use domain::ids::{OrganizationId, ProductId};
use domain::page::PageRequest;
use domain::refusal::{Entity, Problem, Refusal};
use face_kit::{Checker, Error, Exchange, Listed, to_answer};
use serde_json::{Map, Value};

use crate::fields::Members;
use crate::{page, quirks};

/// The object around a product.
const WRAPPER: &str = "produto";

/// The most products of one list.
const MANY: usize = 1_000;

/// `POST /public-api/v1/produtos`
pub(crate) async fn create(exchange: Exchange) -> Result<Answer, Error> {
    let members: Members = quirks::wrapped(&exchange, WRAPPER)?;
    let command = convert::creation(members)?;
    Ok(exchange.app.execute(&exchange.call, command, present).await?)
}

/// `PUT /public-api/v1/produtos`
pub(crate) async fn update(exchange: Exchange) -> Result<Answer, Error> {
    let members: Members = quirks::wrapped(&exchange, WRAPPER)?;
    let command = convert::merge(members)?;
    Ok(exchange.app.execute(&exchange.call, command, present).await?)
}

/// `POST /public-api/v1/produtos/lista`
pub(crate) async fn create_many(exchange: Exchange) -> Result<Answer, Error> {
    keep_many(exchange, convert::new_product).await
}

/// `PUT /public-api/v1/produtos/lista`
pub(crate) async fn update_many(exchange: Exchange) -> Result<Answer, Error> {
    keep_many(exchange, convert::known_product).await
}

/// `POST /public-api/v1/produtos/precos`
pub(crate) async fn set_prices(exchange: Exchange) -> Result<Answer, Error> {
    keep_many(exchange, convert::prices_alone).await
}

/// `POST /public-api/v1/produtos/lista`, `PUT` and the prices: many products, all or none.
async fn keep_many(exchange: Exchange, convert: fn(&mut Checker, Members) -> PutProduct) -> Result<Answer, Error> {
    let listed: Listed<Members> = exchange.json_list()?;
    let mut check = Checker::new();
    if listed.elements().is_empty() {
        check.fault("produtos", Problem::Blank);
    }
    if listed.elements().len() > MANY {
        check.fault("produtos", Problem::OutOfRange);
        check.finish()?;
        return Ok(crate::errors::plain(422, "Muitos produtos na mesma requisição"));
    }
    let mut commands = Vec::new();
    for (index, element) in listed.into_elements().into_iter().enumerate() {
        let path = format!("[{index}]");
        match element.into_value() {
            Some(members) => commands.push(check.within(&path, |check| convert(check, members))),
            None => check.fault(&path, Problem::WrongType),
        }
    }
    let command = check.finish_with(PutProducts(commands))?;
    let present = |reader: &mut Reader<'_, '_>, ids: &Vec<ProductId>| {
        let mut found = Vec::with_capacity(ids.len());
        for id in ids {
            found.push(reader.product(*id)?);
        }
        Ok(to_answer(200, &view::products(reader, &found, None)?))
    };
    Ok(exchange.app.execute(&exchange.call, command, present).await?)
}

/// `GET /public-api/v1/produtos`
pub(crate) async fn list(exchange: Exchange) -> Result<Answer, Error> {
    let page = page::page(exchange.query())?;
    let filter = filter(&exchange)?;
    let branch = branch(&exchange, "filial")?;
    answer(&exchange, filter, page, branch).await
}

/// `GET /public-api/v1/produtos/search`
pub(crate) async fn search(exchange: Exchange) -> Result<Answer, Error> {
    let page = page::page(exchange.query())?;
    let query = exchange.query();
    let mut filter = ProductFilter {
        text: page::parameter(query, "searchParam").map(str::to_owned),
        ..ProductFilter::default()
    };
    if !matches!(page::parameter(query, "produtosInativos"), Some("1" | "true")) {
        let active = Criterion::text(
            ProductField::Status,
            Comparison::NotEqual,
            ProductStatus::Inactive.name(),
        );
        filter.criteria.push(active);
    }
    let branch = branch(&exchange, "idFilial")?;
    answer(&exchange, filter, page, branch).await
}

async fn answer(
    exchange: &Exchange,
    filter: ProductFilter,
    page: PageRequest,
    branch: Option<OrganizationId>,
) -> Result<Answer, Error> {
    let view = move |reader: &mut Reader<'_, '_>| {
        let found = reader.products_that_fit(&filter, page)?;
        view::products(reader, &found, branch)
    };
    Ok(to_answer(200, &exchange.app.read(&exchange.call, view).await?))
}

/// `GET /public-api/v1/produtos/{codigo}`
pub(crate) async fn show(exchange: Exchange) -> Result<Answer, Error> {
    let code = exchange.path("codigo").to_owned();
    let branch = branch(&exchange, "filial")?;
    let view = move |reader: &mut Reader<'_, '_>| {
        if let Some(branch) = branch {
            reader.organization(branch)?;
        }
        let found = [reader.product_by_code(&code)?];
        one(reader, &found, branch)
    };
    Ok(to_answer(200, &exchange.app.read(&exchange.call, view).await?))
}

/// `DELETE /public-api/v1/produtos/{codigo}`
pub(crate) async fn remove(exchange: Exchange) -> Result<Answer, Error> {
    let code = exchange.path("codigo").to_owned();
    let find = move |reader: &mut Reader<'_, '_>| Ok(reader.product_by_code(&code)?.product.id);
    let id = exchange.app.read(&exchange.call, find).await?;
    let nothing = |_: &mut Reader<'_, '_>, _: &ProductId| Ok(to_answer(200, &Map::new()));
    Ok(exchange.app.execute(&exchange.call, DeleteProduct(id), nothing).await?)
}

/// The branch that a parameter names, if any.
fn branch(exchange: &Exchange, name: &str) -> Result<Option<OrganizationId>, Error> {
    let Some(text) = page::parameter(exchange.query(), name) else {
        return Ok(None);
    };
    match text.parse::<i64>() {
        Ok(number) => Ok(Some(OrganizationId::from_raw(number))),
        Err(_) => Err(Refusal::not_found(Entity::Organization, text).into()),
    }
}

fn present(reader: &mut Reader<'_, '_>, id: &ProductId) -> Result<Answer, Failure> {
    let found = [reader.product(*id)?];
    Ok(to_answer(200, &one(reader, &found, None)?))
}

fn one(reader: &mut Reader<'_, '_>, found: &[ProductView], branch: Option<OrganizationId>) -> Result<Value, Failure> {
    Ok(view::products(reader, found, branch)?.pop().unwrap_or_default())
}

/// The filters of the list.
fn filter(exchange: &Exchange) -> Result<ProductFilter, Error> {
    let mut check = Checker::new();
    let mut filter = ProductFilter::default();
    for one in page::filters(exchange.query(), &["filial"]) {
        let field = match one.field.as_str() {
            "codigo" => ProductField::Code,
            "nome" => ProductField::Name,
            "ean" => ProductField::Barcode,
            "unidademedida" => ProductField::Unit,
            "ncm" => ProductField::Ncm,
            "cest" => ProductField::Cest,
            "origem" => ProductField::Origin,
            "codigogrupoproduto" => ProductField::Category,
            "codigofornecedor" => ProductField::Supplier,
            "tiporegistro" => ProductField::Kind,
            "inativo" => ProductField::Status,
            "currenttimemillis" => {
                filter.changed_from = page::cursor(&mut check, &one).or(filter.changed_from);
                continue;
            }
            _ => {
                page::unknown(&mut check, &one);
                continue;
            }
        };
        filter.criteria.extend(criterion(&mut check, field, &one));
    }
    Ok(check.finish_with(filter)?)
}

fn criterion(check: &mut Checker, field: ProductField, one: &page::Filter<'_>) -> Option<Criterion<ProductField>> {
    let is_equality = matches!(one.comparison, Comparison::Equal | Comparison::NotEqual);
    match field {
        ProductField::Origin => match one.value.parse() {
            Ok(number) => Some(Criterion::number(field, one.comparison, number)),
            Err(_) => {
                check.fault(one.written, Problem::NotAnInteger);
                None
            }
        },
        ProductField::Barcode
        | ProductField::Category
        | ProductField::Supplier
        | ProductField::Kind
        | ProductField::Status
            if !is_equality =>
        {
            page::unknown(check, one);
            None
        }
        ProductField::Kind => {
            let kind = match one.value {
                "P" | "p" => ProductKind::Product,
                "S" | "s" => ProductKind::Service,
                _ => {
                    check.fault(one.written, Problem::NotInList);
                    return None;
                }
            };
            Some(Criterion::text(field, one.comparison, kind.name()))
        }
        ProductField::Status => {
            let inactive = ProductStatus::Inactive.name();
            let (is, is_not) = (Comparison::Equal, Comparison::NotEqual);
            let comparison = match (one.value, one.comparison == is) {
                ("1", true) | ("0", false) => is,
                ("0", true) | ("1", false) => is_not,
                _ => {
                    check.fault(one.written, Problem::NotInList);
                    return None;
                }
            };
            Some(Criterion::text(field, comparison, inactive))
        }
        ProductField::Ncm | ProductField::Cest => {
            let digits: String = one.value.chars().filter(char::is_ascii_digit).collect();
            Some(Criterion::text(field, one.comparison, digits))
        }
        ProductField::Code
        | ProductField::Name
        | ProductField::Unit
        | ProductField::Barcode
        | ProductField::Category
        | ProductField::Supplier => Some(Criterion::text(field, one.comparison, one.value)),
    }
}
