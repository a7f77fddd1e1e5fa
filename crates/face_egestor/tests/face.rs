//! eGestor from the outside: its route table, its unauthorised walk, its exchanges.
//!
//! Not the stories across faces, which are in `conformance`.
//!
//! The one rule to know: a route without a case here is not finished.

mod support;

use std::collections::HashSet;

use domain::organizations::OrganizationDetails;
use face_kit::Access;
use serde_json::json;

use support::world::World;

#[test]
fn no_route_stands_twice_in_the_table() {
    let routes = face_egestor::routes().list();
    let distinct: HashSet<_> = routes.iter().map(ToString::to_string).collect();
    assert_eq!(distinct.len(), routes.len());
}

#[test]
fn every_answer_counts_the_requests_of_the_minute() {
    let world = World::empty();
    for left in ["59", "58"] {
        let got = world.ask("GET", "/api/v1/empresa", "");
        assert_eq!(got.headers["x-ratelimit-limit"], "60");
        assert_eq!(got.headers["x-ratelimit-remaining"], left);
    }
}

#[test]
fn the_company_is_the_first_organization() {
    let world = World::empty();
    let details = OrganizationDetails::new("Loja Um", "Loja Um Ltda", "57414248000116");
    world.run(app::organizations::CreateOrganization {
        details,
        extras_estoka: None,
    });
    let got = world.ask("GET", "/api/v1/empresa", "");
    assert_eq!(got.status, 200);
    let company = got.json();
    assert_eq!(company["subdom"], json!("loja"));
    assert_eq!(company["nome"], json!("Loja Um Ltda"));
    assert_eq!(company["cpfcnpj"], json!("57414248000116"));
    assert_eq!(company["crt"], json!(10));
}

#[test]
fn what_is_no_route_or_no_method_answers_in_the_vendors_envelope() {
    let world = World::empty();
    let table = [
        ("GET", "/api/v1/nada", 404, "Recurso não encontrado."),
        ("DELETE", "/api/v1/empresa", 405, "Método não implementado."),
    ];
    for (method, path, status, message) in table {
        let got = world.ask(method, path, "");
        let expected = json!({"errCode": status, "errMsg": message, "errObs": null, "errFields": null});
        assert_eq!((got.status, got.json()), (status, expected), "{method} {path}");
    }
}

#[test]
fn every_route_refuses_whoever_has_no_valid_credential() {
    let world = World::empty();
    let routes = face_egestor::routes().list();
    let api = routes.iter().filter(|route| route.path.starts_with("/api/v1/"));
    // A photo's address is made of its content: whoever was not told it does not find it.
    let (open, closed): (Vec<_>, Vec<_>) = api.partition(|route| route.access == Access::Open);
    let open: Vec<_> = open.iter().map(|route| route.path).collect();
    assert_eq!(open, ["/api/v1/fotos/{arquivo}"]);
    for route in closed {
        let path = route.path.replace("{codigo}", "1");
        for token in [None, Some("unknown")] {
            let got = world.ask_as(token, route.method.as_str(), &path, "{}");
            assert_eq!(got.status, 401, "{route}");
            assert_eq!(got.json()["errObs"], json!("access_denied"), "{route}");
        }
    }
}
