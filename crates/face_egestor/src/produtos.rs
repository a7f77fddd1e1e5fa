//! `/produtos`: products of one sku. Not services, which are in `servicos.rs`.
//!
//! The one rule to know: `estoque` is what is available at the counter, and writing it adjusts the difference.

mod convert;
mod view;

use app::catalog::{CounterProduct, DeleteProduct, ProductColumn, ProductSearch, WriteProduct};
use app::orders::Keeps;
use app::{Answer, Failure, Reader};
use domain::catalog::ProductKind;
use domain::ids::{CategoryId, OrganizationId, ProductId};
use domain::page::Page;
use domain::refusal::Entity;
use face_kit::{Checker, Error, Exchange, Flag, Given, to_answer};
use serde_json::json;

use crate::numbers::Spelling;
use crate::object::Object;
use crate::page::{Row, asked, asked_instant, asked_number, listed, ordered, page};
use crate::replies::{done, unless_gone};
pub(crate) use convert::ProductIn;
pub(crate) use view::{own_code, product_rows};

const USUAL: &[&str] = &[
    "codigo",
    "codCategoria",
    "descricao",
    "codigoProprio",
    "estoque",
    "estoqueMinimo",
    "controlarEstoque",
    "margemLucro",
    "precoCusto",
    "precoVenda",
    "origemFiscal",
    "unidadeTributada",
    "refEanGtin",
    "ncm",
    "excecaoIPI",
    "codigoCEST",
    "pesoBruto",
    "pesoLiquido",
    "codigoGrupoTributos",
    "anotacoesNFE",
    "anotacoesInternas",
    "tags",
    "dtCad",
    "updatedAt",
    "tipoProduto",
    "listaImagens",
];

const COLUMNS: &[(&str, ProductColumn)] = &[
    ("codigo", ProductColumn::Id),
    ("codCategoria", ProductColumn::Category),
    ("descricao", ProductColumn::Name),
    ("codigoProprio", ProductColumn::Code),
    ("estoque", ProductColumn::Available),
    ("estoqueMinimo", ProductColumn::MinimumStock),
    ("controlarEstoque", ProductColumn::ControlsStock),
    ("margemLucro", ProductColumn::Markup),
    ("precoCusto", ProductColumn::Cost),
    ("precoVenda", ProductColumn::Price),
    ("origemFiscal", ProductColumn::Origin),
    ("unidadeTributada", ProductColumn::Unit),
    ("refEanGtin", ProductColumn::Ean),
    ("ncm", ProductColumn::Ncm),
    ("excecaoIPI", ProductColumn::ExTipi),
    ("codigoCEST", ProductColumn::Cest),
    ("pesoBruto", ProductColumn::GrossWeight),
    ("pesoLiquido", ProductColumn::Weight),
    ("anotacoesNFE", ProductColumn::FiscalNote),
    ("anotacoesInternas", ProductColumn::InternalNote),
    ("tags", ProductColumn::Tags),
    ("dtCad", ProductColumn::CreatedAt),
    ("updatedAt", ProductColumn::UpdatedAt),
];

/// `GET /api/v1/produtos`: a page of products.
pub(crate) async fn list(exchange: Exchange) -> Result<Answer, Error> {
    let query = exchange.query();
    let request = page(query)?;
    let mut check = Checker::new();
    let flag = |check: &mut Checker, name: &str| {
        let given: Given<Flag> = query.given(name);
        check.flag(name, &given)
    };
    let filter = ProductSearch {
        text: asked(query, "filtro"),
        kind: Some(ProductKind::Product),
        category: asked_number(&mut check, query, "codCategoria").map(CategoryId::from_raw),
        controls_stock: flag(&mut check, "controlarEstoque"),
        is_archived: Some(flag(&mut check, "arquivado").unwrap_or(false)),
        origin: asked_number(&mut check, query, "Norig"),
        ncm: asked(query, "INCM").map(|ncm| ncm.replace('.', "")),
        code: asked(query, "IcProd"),
        item_type: asked_number(&mut check, query, "tipoUso"),
        tax_group: asked_number(&mut check, query, "codConfigTrib"),
        internal_note: asked(query, "anotInternas"),
        ..ProductSearch::default()
    };
    let changed = (
        asked_instant(&mut check, query, "updatedAfter"),
        asked_instant(&mut check, query, "updatedBefore"),
    );
    check.finish()?;
    let order = ordered(query, COLUMNS, ProductColumn::Id);
    let organization = exchange.call.principal.organization;
    let found = exchange.app.read(&exchange.call, move |reader| {
        let spelling = Spelling::of(reader)?;
        let mut filter = filter.clone();
        filter.counter = reader.counter_place(organization)?.map(|(_, location)| location);
        filter.updated_from = changed.0.and_then(|local| spelling.at(local));
        filter.updated_until = changed.1.and_then(|local| spelling.at(local));
        let Page { items, total, request } = reader.products_found(&filter, order, request)?;
        Ok(Page::new(product_rows(reader, &items, organization)?, total, request))
    });
    Ok(listed(&exchange, found.await?, USUAL))
}

/// `POST /api/v1/produtos`: adds a product, and its stock where that is counted.
pub(crate) async fn create(exchange: Exchange) -> Result<Answer, Error> {
    let body: Object = exchange.json()?;
    let mut check = Checker::new();
    let given = ProductIn::read(&mut check, &body, true);
    check.finish()?;
    let command = given.keep(WriteProduct::Create(Box::new(given.create(ProductKind::Product))));
    Ok(exchange.app.execute(&exchange.call, command, short).await?)
}

/// The number and description of a product that was added.
pub(crate) fn short(reader: &mut Reader<'_, '_>, id: &ProductId) -> Result<Answer, Failure> {
    let name = reader.counter_product(*id)?.product.name;
    Ok(to_answer(200, &json!({"codigo": id.raw(), "descricao": name})))
}

/// `GET /api/v1/produtos/{codigo}`: one product.
pub(crate) async fn show(exchange: Exchange) -> Result<Answer, Error> {
    show_of(&exchange, ProductKind::Product).await
}

/// One product of a kind.
pub(crate) async fn show_of(exchange: &Exchange, kind: ProductKind) -> Result<Answer, Error> {
    let id = exchange.path_id("codigo", Entity::Product)?;
    let organization = exchange.call.principal.organization;
    let found = exchange.app.read(&exchange.call, move |reader| {
        shown(reader, ProductId::from_raw(id), kind, organization)
    });
    unless_gone(&exchange.app, &exchange.call, Keeps::Products, id, found.await).await
}

/// `PUT /api/v1/produtos/{codigo}`: changes a product, and its stock where that is counted.
pub(crate) async fn update(exchange: Exchange) -> Result<Answer, Error> {
    let body: Object = exchange.json()?;
    let mut check = Checker::new();
    let given = ProductIn::read(&mut check, &body, false);
    check.finish()?;
    update_of(&exchange, given, ProductKind::Product).await
}

/// Changes a product of a kind.
pub(crate) async fn update_of(exchange: &Exchange, given: ProductIn, kind: ProductKind) -> Result<Answer, Error> {
    let id = exchange.path_id("codigo", Entity::Product)?;
    let product = ProductId::from_raw(id);
    let organization = exchange.call.principal.organization;
    let known = exchange
        .app
        .read(&exchange.call, move |reader| of_kind(reader, product, kind))
        .await;
    let sku = match known {
        Ok(view) => view.sku.map(|sku| sku.id),
        Err(failure) => {
            return unless_gone(&exchange.app, &exchange.call, Keeps::Products, id, Err(failure)).await;
        }
    };
    let command = given.keep(WriteProduct::Update(product, given.update(product, sku).map(Box::new)));
    let present = move |reader: &mut Reader<'_, '_>, id: &ProductId| shown(reader, *id, kind, organization);
    let result = exchange.app.execute(&exchange.call, command, present).await;
    unless_gone(&exchange.app, &exchange.call, Keeps::Products, id, result).await
}

/// `DELETE /api/v1/produtos/{codigo}`: removes a product.
pub(crate) async fn delete(exchange: Exchange) -> Result<Answer, Error> {
    delete_of(&exchange, ProductKind::Product, "Produto").await
}

/// Removes a product of a kind.
pub(crate) async fn delete_of(exchange: &Exchange, kind: ProductKind, word: &'static str) -> Result<Answer, Error> {
    let id = exchange.path_id("codigo", Entity::Product)?;
    let product = ProductId::from_raw(id);
    let known = exchange
        .app
        .read(&exchange.call, move |reader| of_kind(reader, product, kind))
        .await;
    if let Err(failure) = known {
        return unless_gone(&exchange.app, &exchange.call, Keeps::Products, id, Err(failure)).await;
    }
    let present = move |_: &mut Reader<'_, '_>, _: &ProductId| {
        Ok(done(
            "200".into(),
            &format!("{word} com código {id} excluído com sucesso."),
        ))
    };
    let result = exchange
        .app
        .execute(&exchange.call, DeleteProduct(product), present)
        .await;
    unless_gone(&exchange.app, &exchange.call, Keeps::Products, id, result).await
}

fn of_kind(reader: &mut Reader<'_, '_>, id: ProductId, kind: ProductKind) -> Result<CounterProduct, Failure> {
    let view = reader.counter_product(id)?;
    if view.product.kind == kind {
        Ok(view)
    } else {
        Err(Failure::not_found(Entity::Product, id))
    }
}

fn shown(
    reader: &mut Reader<'_, '_>,
    id: ProductId,
    kind: ProductKind,
    organization: Option<OrganizationId>,
) -> Result<Answer, Failure> {
    let view = of_kind(reader, id, kind)?;
    let row: Option<Row> = product_rows(reader, &[view], organization)?.pop();
    let row = row.ok_or_else(|| Failure::not_found(Entity::Product, id))?;
    Ok(to_answer(200, &row))
}
