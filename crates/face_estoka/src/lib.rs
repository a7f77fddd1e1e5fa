//! Estoka's dialect: its routes, and what the kit asks a face about itself.
//!
//! Not a place for rules: a face translates, it never decides.
//!
//! The one rule to know: the route table below is the face; what is not in it does not exist.

mod acquisition_channels;
mod auth;
mod coupons;
mod customer_categories;
mod customer_types;
mod customers;
mod discounts;
mod errors;
mod exchange_vouchers;
mod fragments;
mod invoices;
mod labels;
mod manufacturers;
mod numbers;
mod orders;
mod organizations;
mod page;
mod pickup_points;
mod price_tables;
mod product_brands;
mod product_categories;
mod product_features;
mod products;
mod providers;
mod quirks;
mod receivements;
mod sale_channels;
mod sellers;
mod shipments;
mod stock_movements;
mod stock_skus;
mod stocks;
mod transfers;

use app::{Answer, App, Principal};
use domain::actor::Face;
use domain::refusal::Refusal;
use face_kit::security::SecurityScheme;
use face_kit::{Answered, Asked, Dialect, Error, Faults, Routes, Transport};
use http::request::Parts;
use http::{HeaderMap, Method};

/// The route table, served under `/estoka` unless the server says otherwise.
pub fn routes() -> Routes<Estoka> {
    let routes = promotions(customers(company(Routes::new(Estoka, "/estoka"))));
    let routes = dispatch(receivements::routes(transfers(stock(catalogue(routes)))));
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

/// Customers and what is said of them.
fn customers(routes: Routes<Estoka>) -> Routes<Estoka> {
    const CHANNELS: &str = "/api/v1/organizations/{organization_id}/customer_aquisition_channels";
    routes
        .post(CHANNELS, "Cria canal de aquisição", acquisition_channels::create)
        .put(
            "/api/v1/organizations/{organization_id}/customer_aquisition_channels/{id}",
            "Atualiza canal de aquisição",
            acquisition_channels::update,
        )
        .get(CHANNELS, "Lista canais de aquisição", acquisition_channels::list)
        .post(
            "/api/v1/customers/people",
            "Cria cliente pessoa física",
            customers::create_person,
        )
        .post(
            "/api/v1/customers/companies",
            "Cria cliente pessoa jurídica",
            customers::create_company,
        )
        .put(
            "/api/v1/customers/people/{id}",
            "Atualiza cliente pessoa física",
            customers::update_person,
        )
        .put(
            "/api/v1/customers/companies/{id}",
            "Atualiza cliente pessoa jurídica",
            customers::update_company,
        )
        .get(
            "/api/v1/customers/people",
            "Lista clientes pessoa física",
            customers::list_people,
        )
        .get(
            "/api/v1/customers/companies",
            "Lista clientes pessoa jurídica",
            customers::list_companies,
        )
        .get("/api/v1/customers/{id}", "Consulta um cliente", customers::show)
        .get(
            "/api/v1/customers/people/fields_configurations",
            "Consulta os campos obrigatórios de pessoa física",
            customers::fields,
        )
        .get(
            "/api/v1/organizations/{organization_id}/customer_types",
            "Lista tipos de clientes",
            customer_types::list,
        )
        .post(
            "/api/v1/customer_categories",
            "Cria categoria de clientes",
            customer_categories::create,
        )
        .get(
            "/api/v1/customer_categories",
            "Lista categorias de clientes",
            customer_categories::list,
        )
        .get(
            "/api/v1/customer_categories/{id}",
            "Consulta uma categoria de clientes",
            customer_categories::show,
        )
        .put(
            "/api/v1/customer_categories/{id}",
            "Altera uma categoria de clientes",
            customer_categories::update,
        )
}

/// What customers are granted and owed.
fn promotions(routes: Routes<Estoka>) -> Routes<Estoka> {
    routes
        .post(
            "/api/v1/customers/{id}/exchange_vouchers",
            "Cria um vale-troca",
            exchange_vouchers::create,
        )
        .get("/api/v1/coupons/search", "Lista cupons", coupons::search)
        .post(
            "/api/v1/coupons/search_by_sku",
            "Lista cupons por skus",
            coupons::search_by_sku,
        )
        .post(
            "/api/v1/coupons/broad_search",
            "Lista ampla de cupons por skus",
            coupons::broad_search,
        )
        .get(
            "/api/v1/organizations/{organization_id}/discounts",
            "Lista descontos",
            discounts::list,
        )
}

/// What leaves the house: shipments, where baskets are collected, fiscal documents by key.
fn dispatch(routes: Routes<Estoka>) -> Routes<Estoka> {
    const SHIPMENTS: &str = "/api/v1/organizations/{organization_id}/shipments";
    const ONE: &str = "/api/v1/organizations/{organization_id}/shipments/{id}";
    const ORDERS: &str = "/api/v1/organizations/{organization_id}/shipments/{shipment_id}/orders";
    routes
        .post(SHIPMENTS, "Cria um embarque", shipments::create)
        .get(ONE, "Consulta um embarque", shipments::show)
        .delete(ONE, "Deleta um embarque", shipments::delete)
        .put(ORDERS, "Adiciona pedidos a um embarque", shipments::add_orders)
        .delete(ORDERS, "Remove pedidos de um embarque", shipments::remove_orders)
        .post(
            "/api/v1/organizations/{organization_id}/shipments/{shipment_id}/finish",
            "Finaliza um embarque",
            shipments::finish,
        )
        .get(SHIPMENTS, "Lista embarques", shipments::list)
        .put(
            "/api/v1/invoices/update_by_access_key",
            "Muda o status de um documento fiscal em contingência",
            invoices::update_by_access_key,
        )
        .post(
            "/api/v1/pickup_points/search",
            "Busca onde retirar uma compra",
            pickup_points::search,
        )
        .open(
            Method::GET,
            "/labels/{file}",
            "Etiqueta de um pedido, em PDF ou ZPL",
            labels::show,
        )
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
