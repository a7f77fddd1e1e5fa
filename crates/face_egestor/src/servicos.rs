//! `/servicos`: what is done, not what is stored. Products are in `produtos.rs`; both share one numbering.
//!
//! The one rule to know: nothing of a service is in stock.

use app::Answer;
use app::catalog::{ProductColumn, ProductSearch, WriteProduct};
use domain::catalog::ProductKind;
use domain::page::Page;
use face_kit::{Checker, Error, Exchange};

use crate::object::Object;
use crate::page::{asked, listed, ordered, page};
use crate::produtos::{self, ProductIn, product_rows};

const USUAL: &[&str] = &[
    "codigo",
    "codCategoria",
    "descricao",
    "precoVenda",
    "codigoGrupoTributos",
    "tags",
    "dtCad",
    "itemListaServico",
    "cnae",
    "codTributacaoMun",
    "anotacoesInternas",
    "tipoProduto",
];

/// `GET /api/v1/servicos`: a page of services.
pub(crate) async fn list(exchange: Exchange) -> Result<Answer, Error> {
    let request = page(exchange.query())?;
    let columns = [
        ("codigo", ProductColumn::Id),
        ("codCategoria", ProductColumn::Category),
        ("descricao", ProductColumn::Name),
        ("precoVenda", ProductColumn::Price),
        ("dtCad", ProductColumn::CreatedAt),
    ];
    let order = ordered(exchange.query(), &columns, ProductColumn::Id);
    let filter = ProductSearch {
        text: asked(exchange.query(), "filtro"),
        kind: Some(ProductKind::Service),
        ..ProductSearch::default()
    };
    let found = exchange.app.read(&exchange.call, move |reader| {
        let Page { items, total, request } = reader.products_found(&filter, order, request)?;
        Ok(Page::new(product_rows(reader, &items, None)?, total, request))
    });
    Ok(listed(&exchange, found.await?, USUAL))
}

/// `POST /api/v1/servicos`: adds a service.
pub(crate) async fn create(exchange: Exchange) -> Result<Answer, Error> {
    let body: Object = exchange.json()?;
    let mut check = Checker::new();
    let given = ProductIn::read_service(&mut check, &body, true);
    check.finish()?;
    let command = given.keep(WriteProduct::Create(Box::new(given.create(ProductKind::Service))));
    Ok(exchange.app.execute(&exchange.call, command, produtos::short).await?)
}

/// `GET /api/v1/servicos/{codigo}`: one service.
pub(crate) async fn show(exchange: Exchange) -> Result<Answer, Error> {
    produtos::show_of(&exchange, ProductKind::Service).await
}

/// `PUT /api/v1/servicos/{codigo}`: changes a service.
pub(crate) async fn update(exchange: Exchange) -> Result<Answer, Error> {
    let body: Object = exchange.json()?;
    let mut check = Checker::new();
    let given = ProductIn::read_service(&mut check, &body, false);
    check.finish()?;
    produtos::update_of(&exchange, given, ProductKind::Service).await
}

/// `DELETE /api/v1/servicos/{codigo}`: removes a service.
pub(crate) async fn delete(exchange: Exchange) -> Result<Answer, Error> {
    produtos::delete_of(&exchange, ProductKind::Service, "Serviço").await
}
