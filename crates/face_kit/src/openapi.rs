//! The OpenAPI 3.1 document of a face, from its route table.
//!
//! Not a description of bodies: those are the vendor's own documents' business.
//!
//! The one rule to know: nothing is written here by hand; a route that is not in the table is not in the document.

use http::Method;
use utoipa::openapi::path::{
    HttpMethod, OperationBuilder, Parameter, ParameterBuilder, ParameterIn, PathItem, PathsBuilder,
};
use utoipa::openapi::security::SecurityRequirement;
use utoipa::openapi::{
    ComponentsBuilder, InfoBuilder, ObjectBuilder, OpenApiBuilder, Required, ResponseBuilder, ServerBuilder, Type,
};

use crate::access::{Access, RouteInfo};
use crate::dialect::Dialect;

/// The names of the two credentials in the document.
const CREDENTIAL: &str = "credencial";
const CLIENT: &str = "cliente";

/// The document as JSON.
///
/// # Panics
/// Never: the document has text for keys throughout.
pub(crate) fn document<D: Dialect>(dialect: &D, prefix: &str, routes: &[RouteInfo]) -> Vec<u8> {
    let mut paths = PathsBuilder::new().build();
    for route in routes {
        let Some(method) = http_method(&route.method) else {
            continue;
        };
        let item = PathItem::new(method, operation(route));
        paths
            .paths
            .entry(route.path.to_owned())
            .or_default()
            .merge_operations(item);
    }
    let mut components = ComponentsBuilder::new().security_scheme(CREDENTIAL, dialect.security_scheme());
    if routes.iter().any(|route| route.access == Access::Basic) {
        components = components.security_scheme(CLIENT, dialect.basic_scheme());
    }
    let document = OpenApiBuilder::new()
        .info(
            InfoBuilder::new()
                .title(dialect.title())
                .version(env!("CARGO_PKG_VERSION")),
        )
        .servers(Some([ServerBuilder::new()
            .url(if prefix.is_empty() { "/" } else { prefix })
            .build()]))
        .paths(paths)
        .components(Some(components.build()))
        .build();
    serde_json::to_vec(&document).expect("an OpenAPI document has text for keys, so it is always JSON")
}

fn operation(route: &RouteInfo) -> OperationBuilder {
    let success = ResponseBuilder::new().description("Sucesso");
    let operation = OperationBuilder::new()
        .summary(Some(route.summary))
        .operation_id(Some(operation_id(route)))
        .parameters(Some(route.parameters().map(path_parameter)))
        .response("2XX", success.build())
        .response(
            "default",
            ResponseBuilder::new()
                .description("Erro, no formato do fornecedor")
                .build(),
        );
    let none: [&str; 0] = [];
    match route.access {
        Access::Open => operation,
        Access::Basic => operation.security(SecurityRequirement::new(CLIENT, none)),
        Access::Token => operation.security(SecurityRequirement::new(CREDENTIAL, none)),
        Access::Scope(scope) => operation.security(SecurityRequirement::new(CREDENTIAL, [scope])),
    }
}

/// A name for generated clients, unique because method and path are: `get_api_v1_stocks_id`.
fn operation_id(route: &RouteInfo) -> String {
    let words = route
        .path
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty());
    std::iter::once(route.method.as_str().to_ascii_lowercase().as_str())
        .chain(words)
        .collect::<Vec<_>>()
        .join("_")
}

fn path_parameter(name: &str) -> Parameter {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Path)
        .required(Required::True)
        .schema(Some(ObjectBuilder::new().schema_type(Type::String).build()))
        .build()
}

fn http_method(method: &Method) -> Option<HttpMethod> {
    let known = [
        (Method::GET, HttpMethod::Get),
        (Method::POST, HttpMethod::Post),
        (Method::PUT, HttpMethod::Put),
        (Method::PATCH, HttpMethod::Patch),
        (Method::DELETE, HttpMethod::Delete),
    ];
    known
        .into_iter()
        .find(|(name, _)| name == method)
        .map(|(_, known)| known)
}
