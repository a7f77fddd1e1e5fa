//! eGestor's dialect: its routes, and what the kit asks a face about itself.
//!
//! Not a place for rules: a face translates, it never decides.
//!
//! The one rule to know: the route table below is the face; what is not in it does not exist.

mod ajuste_estoque;
mod auth;
mod categorias;
mod contatos;
mod disponiveis;
mod empresa;
mod errors;
mod extras;
mod formas_pagamento;
mod fotos;
mod numbers;
mod oauth;
mod object;
mod pagamentos;
mod page;
mod plano_contas;
mod produtos;
mod quirks;
mod recebimentos;
mod replies;
mod servicos;
mod titulos;
mod usuarios;
mod vendas;

use app::{Answer, App, Principal};
use domain::actor::Face;
use domain::refusal::Refusal;
use face_kit::security::SecurityScheme;
use face_kit::{Answered, Asked, Dialect, Error, Faults, Quota, RouteInfo, Routes, Transport};
use http::HeaderMap;
use http::request::Parts;

pub use oauth::personal_token;

/// The route table, served under `/egestor` unless the server says otherwise.
pub fn routes() -> Routes<Egestor> {
    let routes = oauth::routes(Routes::new(Egestor, "/egestor"));
    let routes = routes.get("/api/v1/empresa", "Consulta os dados da empresa", empresa::show);
    let routes = routes.get("/api/v1/usuarios", "Lista usuários", usuarios::list).get(
        "/api/v1/usuarios/{codigo}",
        "Consulta um usuário",
        usuarios::show,
    );
    let routes = routes
        .post(
            "/api/v1/produtos/{codigo}/fotos",
            "Adiciona uma foto a um produto",
            fotos::create,
        )
        .body_limit(fotos::BODY_MAX_BYTES)
        .open(
            http::Method::GET,
            "/api/v1/fotos/{arquivo}",
            "Mostra uma foto",
            fotos::file,
        );
    books(money(trade(goods(routes))))
}

/// Whom the company deals with, and in what.
fn goods(routes: Routes<Egestor>) -> Routes<Egestor> {
    routes
        .get("/api/v1/contatos", "Lista contatos", contatos::list)
        .post("/api/v1/contatos", "Cria um contato", contatos::create)
        .get("/api/v1/contatos/{codigo}", "Consulta um contato", contatos::show)
        .put("/api/v1/contatos/{codigo}", "Altera um contato", contatos::update)
        .delete("/api/v1/contatos/{codigo}", "Exclui um contato", contatos::delete)
        .get("/api/v1/produtos", "Lista produtos", produtos::list)
        .post("/api/v1/produtos", "Cria um produto", produtos::create)
        .get("/api/v1/produtos/{codigo}", "Consulta um produto", produtos::show)
        .put("/api/v1/produtos/{codigo}", "Altera um produto", produtos::update)
        .delete("/api/v1/produtos/{codigo}", "Exclui um produto", produtos::delete)
        .get("/api/v1/categorias", "Lista categorias", categorias::list)
        .post("/api/v1/categorias", "Cria uma categoria", categorias::create)
        .get(
            "/api/v1/categorias/{codigo}",
            "Consulta uma categoria",
            categorias::show,
        )
        .put(
            "/api/v1/categorias/{codigo}",
            "Altera uma categoria",
            categorias::update,
        )
        .delete(
            "/api/v1/categorias/{codigo}",
            "Exclui uma categoria",
            categorias::delete,
        )
        .get("/api/v1/servicos", "Lista serviços", servicos::list)
        .post("/api/v1/servicos", "Cria um serviço", servicos::create)
        .get("/api/v1/servicos/{codigo}", "Consulta um serviço", servicos::show)
        .put("/api/v1/servicos/{codigo}", "Altera um serviço", servicos::update)
        .delete("/api/v1/servicos/{codigo}", "Exclui um serviço", servicos::delete)
}

/// What is sold, and what is in stock.
fn trade(routes: Routes<Egestor>) -> Routes<Egestor> {
    routes
        .get("/api/v1/vendas", "Lista vendas", vendas::list)
        .post("/api/v1/vendas", "Cria uma venda ou um orçamento", vendas::create)
        .get("/api/v1/vendas/{codigo}", "Consulta uma venda", vendas::show)
        .put(
            "/api/v1/vendas/{codigo}",
            "Altera a situação de uma venda",
            vendas::update,
        )
        .delete("/api/v1/vendas/{codigo}", "Exclui uma venda", vendas::delete)
        .get(
            "/api/v1/vendas/{codigo}/contato",
            "Consulta o contato de uma venda",
            vendas::contact,
        )
        .get(
            "/api/v1/config/vendas/customizado",
            "Consulta os nomes dos campos customizados",
            vendas::labels,
        )
        .get(
            "/api/v1/ajusteEstoque",
            "Lista ajustes de estoque",
            ajuste_estoque::list,
        )
        .post("/api/v1/ajusteEstoque", "Ajusta o estoque", ajuste_estoque::create)
        .get(
            "/api/v1/ajusteEstoque/{codigo}",
            "Consulta um ajuste de estoque",
            ajuste_estoque::show,
        )
}

/// What is owed.
fn money(routes: Routes<Egestor>) -> Routes<Egestor> {
    routes
        .get("/api/v1/recebimentos", "Lista recebimentos", recebimentos::list)
        .post("/api/v1/recebimentos", "Cria um recebimento", recebimentos::create)
        .get(
            "/api/v1/recebimentos/{codigo}",
            "Consulta um recebimento",
            recebimentos::show,
        )
        .put(
            "/api/v1/recebimentos/{codigo}",
            "Altera um recebimento",
            recebimentos::update,
        )
        .delete(
            "/api/v1/recebimentos/{codigo}",
            "Exclui um recebimento",
            recebimentos::delete,
        )
        .put(
            "/api/v1/recebimentos/{codigo}/receber",
            "Efetua um recebimento",
            recebimentos::settle,
        )
        .get("/api/v1/pagamentos", "Lista pagamentos", pagamentos::list)
        .post("/api/v1/pagamentos", "Cria um pagamento", pagamentos::create)
        .get("/api/v1/pagamentos/{codigo}", "Consulta um pagamento", pagamentos::show)
        .get(
            "/api/v1/pagamentos/{codigo}/contato",
            "Consulta o contato de um pagamento",
            pagamentos::contact,
        )
        .put("/api/v1/pagamentos/{codigo}", "Altera um pagamento", pagamentos::update)
        .delete("/api/v1/pagamentos/{codigo}", "Exclui um pagamento", pagamentos::delete)
        .put(
            "/api/v1/pagamentos/{codigo}/pagar",
            "Efetua um pagamento",
            pagamentos::settle,
        )
}

/// What money is kept in and booked under.
fn books(routes: Routes<Egestor>) -> Routes<Egestor> {
    routes
        .get("/api/v1/disponiveis", "Lista contas caixa", disponiveis::list)
        .post("/api/v1/disponiveis", "Cria uma conta caixa", disponiveis::create)
        .get(
            "/api/v1/disponiveis/{codigo}",
            "Consulta uma conta caixa",
            disponiveis::show,
        )
        .put(
            "/api/v1/disponiveis/{codigo}",
            "Altera uma conta caixa",
            disponiveis::update,
        )
        .delete(
            "/api/v1/disponiveis/{codigo}",
            "Exclui uma conta caixa",
            disponiveis::delete,
        )
        .get(
            "/api/v1/formasPagamento",
            "Lista formas de pagamento",
            formas_pagamento::list,
        )
        .post(
            "/api/v1/formasPagamento",
            "Cria uma forma de pagamento",
            formas_pagamento::create,
        )
        .get(
            "/api/v1/formasPagamento/{codigo}",
            "Consulta uma forma de pagamento",
            formas_pagamento::show,
        )
        .put(
            "/api/v1/formasPagamento/{codigo}",
            "Altera uma forma de pagamento",
            formas_pagamento::update,
        )
        .delete(
            "/api/v1/formasPagamento/{codigo}",
            "Exclui uma forma de pagamento",
            formas_pagamento::delete,
        )
        .get("/api/v1/planoContas", "Lista o plano de contas", plano_contas::list)
        .post("/api/v1/planoContas", "Cria uma conta do plano", plano_contas::create)
        .get(
            "/api/v1/planoContas/{codigo}",
            "Consulta uma conta do plano",
            plano_contas::show,
        )
        .put(
            "/api/v1/planoContas/{codigo}",
            "Altera uma conta do plano",
            plano_contas::update,
        )
        .delete(
            "/api/v1/planoContas/{codigo}",
            "Exclui uma conta do plano",
            plano_contas::delete,
        )
}

/// eGestor's manner of speaking HTTP.
#[derive(Debug, Clone, Copy)]
pub struct Egestor;

impl Dialect for Egestor {
    fn face(&self) -> Face {
        Face::Egestor
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

    fn transport(&self, asked: &Asked<'_>, transport: &Transport) -> Answer {
        errors::transport(asked.path, transport)
    }

    fn quota(&self, _route: &RouteInfo) -> Option<Quota> {
        Some(page::QUOTA)
    }

    fn extra_headers(&self, about: &Answered<'_>, headers: &mut HeaderMap) {
        auth::challenge(about.status, headers);
        page::count(about.allowance, headers);
    }

    fn security_scheme(&self) -> SecurityScheme {
        auth::scheme()
    }
}
