//! Uniplus's dialect: its routes, and what the kit asks a face about itself.
//!
//! Not a place for rules: a face translates, it never decides.
//!
//! The one rule to know: the route table below is the face; what is not in it does not exist.

mod auth;
mod commons;
mod davs;
mod eans;
mod embalagens;
mod entidades;
mod errors;
mod fields;
mod numbers;
mod page;
mod places;
mod produtos;
mod quirks;
mod saldo_estoque;
mod variacoes;
mod variations;
mod vendas;

use app::{Answer, App, Principal};
use domain::actor::Face;
use domain::refusal::Refusal;
use face_kit::security::SecurityScheme;
use face_kit::{Access, Answered, Asked, Dialect, Error, Faults, Routes, Transport};
use http::request::Parts;
use http::{HeaderMap, Method};

/// Where tokens are issued.
const TOKEN: &str = "/oauth/token";

/// The route table, under the face's own prefix; `Routes::under` moves it.
pub fn routes() -> Routes<Uniplus> {
    let routes = Routes::new(Uniplus, "/uniplus")
        .open(Method::POST, TOKEN, "Emite um token", auth::issue)
        .access(Access::Basic);
    tables(documents(stock(products(entities(routes)))))
}

/// Entities.
fn entities(routes: Routes<Uniplus>) -> Routes<Uniplus> {
    const ENTITIES: &str = "/public-api/v1/entidades";
    const ENTITY: &str = "/public-api/v1/entidades/{codigo}";
    routes
        .post(ENTITIES, "Cadastra uma entidade", entidades::create)
        .put(ENTITIES, "Altera uma entidade", entidades::update)
        .get(ENTITIES, "Lista entidades", entidades::list)
        .get(ENTITY, "Consulta uma entidade", entidades::show)
        .delete(ENTITY, "Remove uma entidade", entidades::remove)
}

/// Products.
fn products(routes: Routes<Uniplus>) -> Routes<Uniplus> {
    const PRODUCTS: &str = "/public-api/v1/produtos";
    const PRODUCT: &str = "/public-api/v1/produtos/{codigo}";
    routes
        .post(PRODUCTS, "Cadastra um produto", produtos::create)
        .put(PRODUCTS, "Altera um produto", produtos::update)
        .get(PRODUCTS, "Lista produtos", produtos::list)
        .get(
            "/public-api/v1/produtos/search",
            "Busca produtos por texto",
            produtos::search,
        )
        .post(
            "/public-api/v1/produtos/precos",
            "Altera preços de vários produtos",
            produtos::set_prices,
        )
        .post(
            "/public-api/v1/produtos/lista",
            "Cadastra vários produtos",
            produtos::create_many,
        )
        .put(
            "/public-api/v1/produtos/lista",
            "Altera vários produtos",
            produtos::update_many,
        )
        .get(PRODUCT, "Consulta um produto", produtos::show)
        .delete(PRODUCT, "Remove um produto", produtos::remove)
}

/// What hangs on products, and balances.
fn stock(routes: Routes<Uniplus>) -> Routes<Uniplus> {
    const PACKAGINGS: &str = "/public-api/v1/embalagens";
    const BARCODES: &str = "/public-api/v1/eans";
    const BARCODE: &str = "/public-api/v1/eans/{codigo_barras}";
    const GRIDS: &str = "/public-api/v1/variacoes";
    const BALANCE: &str = "/public-api/v1/saldo-estoque";
    const BALANCES: &str = "/public-api/v2/saldo-estoque";
    routes
        .post(PACKAGINGS, "Cadastra uma embalagem", embalagens::create)
        .put(PACKAGINGS, "Altera uma embalagem", embalagens::update)
        .get(PACKAGINGS, "Lista embalagens", embalagens::list)
        .get(
            "/public-api/v1/embalagens/por-produto",
            "Lista embalagens de um produto",
            embalagens::of_product,
        )
        .post(BARCODES, "Cadastra um EAN adicional", eans::create)
        .put(BARCODES, "Altera um EAN adicional", eans::update)
        .get(BARCODES, "Lista EANs adicionais", eans::list)
        .get(BARCODE, "Consulta um EAN", eans::show)
        .delete(BARCODE, "Remove um EAN", eans::remove)
        .post(GRIDS, "Cadastra linha ou coluna da grade", variacoes::create)
        .put(GRIDS, "Altera linha ou coluna da grade", variacoes::update)
        .get(GRIDS, "Lista variações", variacoes::list)
        .post(BALANCE, "Define o saldo em estoque", saldo_estoque::set)
        .get(BALANCE, "Consulta o saldo em estoque", saldo_estoque::figure)
        .post(BALANCES, "Define o saldo em estoque", saldo_estoque::set)
        .get(BALANCES, "Lista saldos em estoque", saldo_estoque::list)
        .get(
            "/public-api/v2/saldo-estoque/variacao",
            "Lista saldos por variação",
            saldo_estoque::by_variation,
        )
}

/// Documents of sale.
fn documents(routes: Routes<Uniplus>) -> Routes<Uniplus> {
    const DAVS: &str = "/public-api/v1/davs";
    const DAV: &str = "/public-api/v1/davs/{codigo}";
    routes
        .post(DAVS, "Cadastra um DAV", davs::create)
        .put(DAVS, "Altera um DAV", davs::update)
        .get(DAVS, "Lista DAVs", davs::list)
        .get(DAV, "Consulta um DAV", davs::show)
        .delete(DAV, "Cancela um DAV", davs::remove)
}

/// What is only read.
fn tables(routes: Routes<Uniplus>) -> Routes<Uniplus> {
    routes
        .get("/public-api/v2/venda", "Lista vendas", vendas::list)
        .get("/public-api/v2/venda-item", "Lista itens de vendas", vendas::lines)
        .get(
            "/public-api/v2/movimentacao-estoque",
            "Lista movimentações de estoque",
            vendas::movements,
        )
        .get(
            "/public-api/v1/tipo-documento-financeiro",
            "Lista tipos de documento financeiro",
            vendas::types,
        )
        .get(
            "/public-api/v1/commons/{tabela}",
            "Lista uma tabela auxiliar",
            commons::list,
        )
        .get(
            "/public-api/v1/commons/{tabela}/{id}",
            "Consulta um registro de tabela auxiliar",
            commons::show,
        )
}

/// Uniplus's manner of speaking HTTP.
#[derive(Debug, Clone, Copy)]
pub struct Uniplus;

impl Dialect for Uniplus {
    fn face(&self) -> Face {
        Face::Uniplus
    }

    async fn authenticate(&self, app: &App, parts: &Parts) -> Result<Principal, Error> {
        auth::principal(app, parts).await
    }

    fn refusal(&self, asked: &Asked<'_>, refusal: &Refusal) -> Answer {
        errors::refusal(asked.route, refusal)
    }

    fn faults(&self, _asked: &Asked<'_>, faults: &Faults) -> Answer {
        errors::faults(faults)
    }

    fn transport(&self, _asked: &Asked<'_>, transport: &Transport) -> Answer {
        errors::transport(transport)
    }

    fn extra_headers(&self, about: &Answered<'_>, headers: &mut HeaderMap) {
        auth::challenge(about.status, about.asked.route == Some(TOKEN), headers);
    }

    fn security_scheme(&self) -> SecurityScheme {
        auth::scheme()
    }
}
