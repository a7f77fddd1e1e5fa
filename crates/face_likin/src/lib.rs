//! Likin's dialect: its routes, and what the kit asks a face about itself.
//!
//! Not a place for rules: a face translates, it never decides.
//!
//! The one rule to know: the route table below is the face; what is not in it does not exist. Beside each route stands
//! which kind of client may ask it.

mod attribute_groups;
mod attribute_options;
mod attribute_values;
mod attributes;
mod auth;
mod categories;
mod errors;
mod images;
mod numbers;
mod oauth;
mod orders;
mod page;
mod products;
mod properties;
mod quirks;
mod reply;
mod store_products;
mod variations;

use app::{Answer, App, Principal};
use domain::actor::Face;
use domain::refusal::Refusal;
use face_kit::security::SecurityScheme;
use face_kit::{Access, Answered, Asked, Dialect, Error, Faults, Routes, Transport};

use http::request::Parts;
use http::{HeaderMap, Method};

use auth::{EITHER, LOJA, MATRIZ};

/// The route table, served under `/likin` unless the server says otherwise.
pub fn routes() -> Routes<Likin> {
    let attributes = values_of(attributes_of(tokens(Routes::new(Likin, "/likin"))));
    let catalogue = images_of(products_of(categories_of(attributes)));
    orders_of(store_products_of(catalogue))
}

/// Access tokens.
fn tokens(routes: Routes<Likin>) -> Routes<Likin> {
    routes
        .open(Method::POST, "/oauth2/token", "Gera um access token", oauth::token)
        .access(Access::Basic)
        .open(
            Method::POST,
            "/oauth2/token/revoke",
            "Revoga um access token",
            oauth::revoke,
        )
        .access(Access::Basic)
        .open(
            Method::GET,
            "/auth-server/health-check",
            "Situação do servidor de autorização",
            oauth::health,
        )
}

/// Attributes, their groups, options and values.
fn attributes_of(routes: Routes<Likin>) -> Routes<Likin> {
    const OPTION: &str = "/attribute/option/{id_attribute_option}";
    const GROUP: &str = "/attribute/group/{id_attribute_group}";
    routes
        .get("/attribute", "Lista atributos", attributes::list)
        .access(EITHER)
        .post("/attribute", "Cria um atributo", attributes::create)
        .access(MATRIZ)
        .put("/attribute", "Cria ou atualiza um atributo pelo nome", attributes::put)
        .access(MATRIZ)
        .get("/attribute/{id_attribute}", "Consulta um atributo", attributes::show)
        .access(EITHER)
        .put("/attribute/{id_attribute}", "Atualiza um atributo", attributes::update)
        .access(MATRIZ)
        .delete("/attribute/{id_attribute}", "Exclui um atributo", attributes::delete)
        .access(MATRIZ)
        .post(
            "/attribute/group",
            "Cria um grupo de atributos",
            attribute_groups::create,
        )
        .access(MATRIZ)
        .get("/attribute/group", "Lista grupos de atributos", attribute_groups::list)
        .access(EITHER)
        .get(GROUP, "Consulta um grupo de atributos", attribute_groups::show)
        .access(EITHER)
        .put(GROUP, "Atualiza um grupo de atributos", attribute_groups::update)
        .access(MATRIZ)
        .delete(GROUP, "Exclui um grupo de atributos", attribute_groups::delete)
        .access(MATRIZ)
        .get(
            "/attribute/{id_attribute}/option",
            "Lista as opções de um atributo",
            attribute_options::of_attribute,
        )
        .access(EITHER)
        .post(
            "/attribute/option",
            "Cria uma opção de atributo",
            attribute_options::create,
        )
        .access(MATRIZ)
        .put(
            "/attribute/option",
            "Cria ou atualiza uma opção de atributo pelo valor",
            attribute_options::put,
        )
        .access(MATRIZ)
        .get(OPTION, "Consulta uma opção de atributo", attribute_options::show)
        .access(EITHER)
        .put(OPTION, "Atualiza uma opção de atributo", attribute_options::update)
        .access(MATRIZ)
        .delete(OPTION, "Exclui uma opção de atributo", attribute_options::delete)
        .access(MATRIZ)
}

/// What attributes are for products and variations.
fn values_of(routes: Routes<Likin>) -> Routes<Likin> {
    const VALUE: &str = "/attribute/value/{id_attribute_value}";
    routes
        .get("/attribute/value", "Lista valores de atributos", attribute_values::list)
        .access(EITHER)
        .post(
            "/attribute/value",
            "Cria um valor de atributo",
            attribute_values::create,
        )
        .access(MATRIZ)
        .get(
            "/attribute/value/product/{id_product}",
            "Lista os valores de atributos de um produto",
            attribute_values::of_product,
        )
        .access(EITHER)
        .get(
            "/attribute/value/product/variation/{id_product_variation}",
            "Lista os valores de atributos de uma variação",
            attribute_values::of_variation,
        )
        .access(EITHER)
        .get(VALUE, "Consulta um valor de atributo", attribute_values::show)
        .access(EITHER)
        .put(VALUE, "Atualiza um valor de atributo", attribute_values::update)
        .access(MATRIZ)
        .delete(VALUE, "Exclui um valor de atributo", attribute_values::delete)
        .access(MATRIZ)
}

/// The category tree.
fn categories_of(routes: Routes<Likin>) -> Routes<Likin> {
    const ONE: &str = "/category/{id_category}";
    routes
        .get("/category", "Lista categorias", categories::list)
        .access(EITHER)
        .post("/category", "Cria uma categoria", categories::create)
        .access(MATRIZ)
        .get(ONE, "Consulta uma categoria", categories::show)
        .access(EITHER)
        .put(ONE, "Atualiza uma categoria", categories::update)
        .access(MATRIZ)
        .delete(ONE, "Exclui uma categoria", categories::delete)
        .access(MATRIZ)
        .get(
            "/category/external/{id_external}",
            "Consulta uma categoria pelo id externo",
            categories::by_external_id,
        )
        .access(EITHER)
}

/// The matriz's products and their variations.
fn products_of(routes: Routes<Likin>) -> Routes<Likin> {
    const ONE: &str = "/product/{id_product}";
    const VARIATION: &str = "/product/variation/{id_product_variation}";
    routes
        .get("/product", "Lista produtos", products::list)
        .access(EITHER)
        .post("/product", "Cria um produto", products::create)
        .access(MATRIZ)
        .get(ONE, "Consulta um produto", products::show)
        .access(EITHER)
        .put(ONE, "Atualiza um produto", products::update)
        .access(MATRIZ)
        .delete(ONE, "Exclui um produto", products::delete)
        .access(MATRIZ)
        .get("/product/sku/{sku}", "Consulta um produto pelo SKU", products::by_sku)
        .access(EITHER)
        .get(
            "/product/{id_product}/variation",
            "Lista as variações de um produto",
            variations::of_product,
        )
        .access(EITHER)
        .post(
            "/product/{id_product}/variation",
            "Cria uma variação de um produto",
            variations::create,
        )
        .access(MATRIZ)
        .get(VARIATION, "Consulta uma variação", variations::show)
        .access(EITHER)
        .put(VARIATION, "Atualiza uma variação", variations::update)
        .access(MATRIZ)
        .delete(VARIATION, "Exclui uma variação", variations::delete)
        .access(MATRIZ)
}

/// Pictures of products, and their files.
fn images_of(routes: Routes<Likin>) -> Routes<Likin> {
    const OF_PRODUCT: &str = "/product/{id_product}/image";
    const ONE: &str = "/product/image/{id_product_image}";
    routes
        .get(OF_PRODUCT, "Lista as imagens de um produto", images::of_product)
        .access(EITHER)
        .post(OF_PRODUCT, "Inclui uma imagem em um produto", images::create)
        .access(MATRIZ)
        .body_limit(images::BODY_MAX_BYTES)
        .get(ONE, "Consulta uma imagem", images::show)
        .access(EITHER)
        .put(ONE, "Substitui uma imagem", images::update)
        .access(MATRIZ)
        .body_limit(images::BODY_MAX_BYTES)
        .delete(ONE, "Exclui uma imagem", images::delete)
        .access(MATRIZ)
        .open(Method::GET, "/images/{file}", "Arquivo de uma imagem", images::file)
}

/// What a loja sells.
fn store_products_of(routes: Routes<Likin>) -> Routes<Likin> {
    const ONE: &str = "/store/product/{id_store_product}";
    routes
        .get("/store/product", "Lista produtos da loja", store_products::list)
        .access(LOJA)
        .post("/store/product", "Cria um produto da loja", store_products::create)
        .access(LOJA)
        .get(ONE, "Consulta um produto da loja", store_products::show)
        .access(LOJA)
        .put(ONE, "Atualiza um produto da loja", store_products::update)
        .access(LOJA)
        .delete(ONE, "Exclui um produto da loja", store_products::delete)
        .access(LOJA)
}

/// Orders, and what a loja does with them. The document does not say by which method a step is asked for, so both are
/// taken (contract, section 1).
fn orders_of(routes: Routes<Likin>) -> Routes<Likin> {
    const ACCEPT: &str = "/order/{id_order}/accept";
    const START: &str = "/order/{id_order}/delivery/start";
    const FINISH: &str = "/order/{id_order}/delivery/finish";
    const CANCEL: &str = "/order/{id_order}/cancel";
    routes
        .get("/order", "Lista pedidos", orders::list)
        .access(EITHER)
        .put(ACCEPT, "Aceita um pedido", orders::accept)
        .access(LOJA)
        .post(ACCEPT, "Aceita um pedido", orders::accept)
        .access(LOJA)
        .put(START, "Inicia a entrega de um pedido", orders::start)
        .access(LOJA)
        .post(START, "Inicia a entrega de um pedido", orders::start)
        .access(LOJA)
        .put(FINISH, "Finaliza a entrega de um pedido", orders::finish)
        .access(LOJA)
        .post(FINISH, "Finaliza a entrega de um pedido", orders::finish)
        .access(LOJA)
        .put(CANCEL, "Cancela um pedido", orders::cancel)
        .access(LOJA)
        .post(CANCEL, "Cancela um pedido", orders::cancel)
        .access(LOJA)
}

/// Likin's manner of speaking HTTP.
#[derive(Debug, Clone, Copy)]
pub struct Likin;

impl Dialect for Likin {
    fn face(&self) -> Face {
        Face::Likin
    }

    async fn authenticate(&self, app: &App, parts: &Parts) -> Result<Principal, Error> {
        auth::principal(app, parts).await
    }

    fn permits(&self, principal: &Principal, scope: &str) -> bool {
        auth::permits(principal, scope)
    }

    fn refusal(&self, asked: &Asked<'_>, refusal: &Refusal) -> Answer {
        errors::refusal(asked, refusal)
    }

    fn faults(&self, asked: &Asked<'_>, faults: &Faults) -> Answer {
        errors::faults(asked, faults)
    }

    fn transport(&self, asked: &Asked<'_>, transport: &Transport) -> Answer {
        errors::transport(asked, transport)
    }

    fn extra_headers(&self, about: &Answered<'_>, headers: &mut HeaderMap) {
        auth::challenge(about.status, about.asked.access, headers);
    }

    fn security_scheme(&self) -> SecurityScheme {
        auth::scheme()
    }
}
