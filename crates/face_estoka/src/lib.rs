//! Estoka's dialect: its routes, and what the kit asks a face about itself.
//!
//! Not a place for rules: a face translates, it never decides.
//!
//! The one rule to know: the route table below is the face; what is not in it does not exist.

mod auth;
mod errors;
mod fragments;
mod manufacturers;
mod numbers;
mod orders;
mod organizations;
mod page;
mod price_tables;
mod product_brands;
mod product_categories;
mod product_features;
mod products;
mod providers;
mod quirks;
mod sale_channels;
mod sellers;
mod stock_movements;
mod stock_skus;
mod stocks;
mod transfers;

use app::{Answer, App, Principal};
use domain::actor::Face;
use domain::refusal::Refusal;
use face_kit::security::SecurityScheme;
use face_kit::{Answered, Asked, Dialect, Error, Faults, Routes, Transport};
use http::HeaderMap;
use http::request::Parts;

/// The route table, served under `/estoka` unless the server says otherwise.
pub fn routes() -> Routes<Estoka> {
    let routes = transfers(stock(catalogue(company(Routes::new(Estoka, "/estoka")))));
    orders::routes(routes)
}

/// Organizations, channels and the parties around them.
fn company(routes: Routes<Estoka>) -> Routes<Estoka> {
    routes
        .get("/api/v1/organizations", "Lista organizações", organizations::list)
        .post("/api/v1/organizations", "Cria organização", organizations::create)
        .get("/api/v1/sale_channels", "Lista canais de venda", sale_channels::list)
        .get(
            "/api/v1/sale_channels/search",
            "Busca canais de venda por nome",
            sale_channels::search,
        )
        .get(
            "/api/v1/sale_channels/{id}",
            "Consulta um canal de venda",
            sale_channels::show,
        )
        .post(
            "/api/v1/organizations/{organization_id}/sale_channels",
            "Cria canal de venda",
            sale_channels::create,
        )
        .get(
            "/api/v1/organizations/{organization_id}/sellers",
            "Lista colaboradores",
            sellers::list,
        )
        .get(
            "/api/v1/organizations/{organization_id}/sellers/{id}",
            "Consulta um colaborador por id ou documento",
            sellers::show,
        )
        .post("/api/v1/manufacturers", "Cria um fabricante", manufacturers::create)
        .get(
            "/api/v1/manufacturers/{id}",
            "Consulta um fabricante",
            manufacturers::show,
        )
        .post("/api/v1/providers", "Cadastra um fornecedor", providers::create)
        .get("/api/v1/providers", "Lista fornecedores", providers::list)
        .get("/api/v1/providers/{id}", "Consulta um fornecedor", providers::show)
}

/// Features, categories, brands, products, skus and prices.
fn catalogue(routes: Routes<Estoka>) -> Routes<Estoka> {
    routes
        .get(
            "/api/v1/product_features",
            "Lista características",
            product_features::list,
        )
        .get(
            "/api/v1/product_features/{id}",
            "Consulta uma característica",
            product_features::show,
        )
        .post(
            "/api/v1/product_categories",
            "Cadastra uma categoria",
            product_categories::create,
        )
        .get(
            "/api/v1/product_categories",
            "Lista a árvore de categorias",
            product_categories::list,
        )
        .get(
            "/api/v1/product_categories/{id}",
            "Consulta uma categoria",
            product_categories::show,
        )
        .post("/api/v1/product_brands", "Cria uma marca", product_brands::create)
        .get(
            "/api/v1/product_brands/{id}",
            "Consulta uma marca",
            product_brands::show,
        )
        .get("/api/v1/products", "Lista produtos", products::list)
        .post("/api/v1/products", "Cria um produto com seus SKUs", products::create)
        .get(
            "/api/v1/products/{id}",
            "Consulta um produto com seus SKUs",
            products::show,
        )
        .put("/api/v1/products/{id}", "Atualiza um produto", products::update)
        .get(
            "/api/v1/products/product_skus/search",
            "Busca um SKU por código ou EAN",
            products::search,
        )
        .get(
            "/api/v1/products/product_skus/{id}",
            "Consulta um SKU com produto e preços",
            products::sku,
        )
        .get(
            "/api/v1/products/product_skus/{id}/sku_price",
            "Consulta o preço de um SKU em um canal de venda",
            products::sku_price,
        )
        .get("/api/v1/price_tables", "Lista tabelas de preço", price_tables::list)
        .post("/api/v1/price_tables", "Cria uma tabela de preço", price_tables::create)
        .get(
            "/api/v1/price_tables/{id}",
            "Consulta uma tabela de preço",
            price_tables::show,
        )
        .put(
            "/api/v1/price_tables/{id}",
            "Atualiza uma tabela de preço",
            price_tables::update,
        )
}

/// Stocks, their shelves and movements.
fn stock(routes: Routes<Estoka>) -> Routes<Estoka> {
    routes
        .get("/api/v1/stocks/{id}", "Consulta um estoque", stocks::show)
        .get(
            "/api/v1/organizations/{organization_id}/stocks",
            "Lista estoques",
            stocks::list,
        )
        .get(
            "/api/v1/stocks/{id}/stock_skus",
            "Lista os SKUs de um estoque",
            stock_skus::of_stock,
        )
        .get(
            "/api/v1/stock_skus/{id}",
            "Consulta um SKU em um estoque",
            stock_skus::show,
        )
        .post(
            "/api/v1/stock_skus/search",
            "Busca SKUs em estoques",
            stock_skus::search,
        )
        .post(
            "/api/v1/stocks/infinite_shelf",
            "Busca estoques disponíveis por SKU",
            stocks::infinite_shelf,
        )
        .post(
            "/api/v1/stocks/consolidated_by_sku",
            "Consolida estoques por código de SKU",
            stocks::consolidated_by_sku,
        )
        .post(
            "/api/v1/stock_movements/adjust_available_stock",
            "Ajusta a quantidade disponível",
            stock_movements::adjust,
        )
        .post(
            "/api/v1/stock_movements/entry",
            "Cria uma entrada de mercadoria",
            stock_movements::enter,
        )
}

/// Transfers between stocks.
fn transfers(routes: Routes<Estoka>) -> Routes<Estoka> {
    routes
        .get(
            "/api/v1/organizations/{organization_id}/transfers",
            "Lista transferências",
            transfers::list,
        )
        .post(
            "/api/v1/organizations/{organization_id}/transfers",
            "Cria uma transferência",
            transfers::create,
        )
        .get(
            "/api/v1/organizations/{organization_id}/transfers/{id}",
            "Consulta uma transferência",
            transfers::show,
        )
        .post(
            "/api/v1/organizations/{organization_id}/transfers/{id}/ship",
            "Envia uma transferência",
            transfers::ship,
        )
        .post(
            "/api/v1/organizations/{organization_id}/transfers/{id}/receive",
            "Recebe uma transferência",
            transfers::receive,
        )
        .post(
            "/api/v1/organizations/{organization_id}/transfers/{id}/cancel",
            "Cancela uma transferência",
            transfers::cancel,
        )
}

/// Estoka's manner of speaking HTTP.
#[derive(Debug, Clone, Copy)]
pub struct Estoka;

impl Dialect for Estoka {
    fn face(&self) -> Face {
        Face::Estoka
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
        auth::challenge(about.status, headers);
    }

    fn security_scheme(&self) -> SecurityScheme {
        auth::scheme()
    }
}
