//! eGestor from the outside: its route table, its unauthorised walk, its exchanges.
//!
//! Not the stories across faces, which are in `conformance`.
//!
//! The one rule to know: a route without a case here is not finished.

mod support;

use std::collections::HashSet;

use axum::body::Body;
use axum::http::Request;
use domain::organizations::OrganizationDetails;
use domain::parties::{PartyDetails, PartyKind, Role, Roles};
use face_kit::{Access, Settings};
use serde_json::{Value, json};

use support::world::{BOUND, TOKEN, World};

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
fn what_is_no_route_and_who_is_nobody_is_counted_too() {
    let world = World::empty();
    let asked = [
        ("GET", "/api/v1/nada", 404, "59"),
        ("DELETE", "/api/v1/empresa", 405, "58"),
        ("GET", "/api/v1/contatos/9", 404, "57"),
    ];
    for (method, path, status, left) in asked {
        let got = world.ask(method, path, "");
        let told = &got.headers["x-ratelimit-remaining"];
        assert_eq!((got.status, told == left), (status, true), "{method} {path}");
    }
    let got = world.ask_as(None, "GET", "/api/v1/empresa", "");
    assert_eq!((got.status, &got.headers["x-ratelimit-remaining"] == "59"), (401, true));
    for left in (0..57).rev() {
        assert_eq!(
            world.ask("GET", "/api/v1/nada", "").headers["x-ratelimit-remaining"],
            left.to_string()
        );
    }
    let got = world.ask("GET", "/api/v1/nada", "");
    assert_eq!((got.status, got.headers.contains_key("retry-after")), (429, true));
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

/// Bodies of contacts with several faults, and the paths of these.
fn faulty_contacts() -> Vec<(&'static str, Value, Vec<&'static str>)> {
    vec![
        (
            "/api/v1/contatos",
            json!({"nome": "Ana", "naoExiste": 1}),
            vec!["naoExiste", "tipo"],
        ),
        (
            "/api/v1/contatos",
            json!({"tipo": [{}], "naoExiste": 1}),
            vec!["naoExiste", "nome", "tipo[0]"],
        ),
        (
            "/api/v1/contatos",
            json!({"nome": "Ana", "tipo": ["cliente"], "cep": "1-2", "cepEntrega": "3-4", "ufEntrega": "ZZ"}),
            vec!["cep", "ufEntrega", "cepEntrega"],
        ),
        (
            "/api/v1/contatos",
            json!({"nome": "x".repeat(61), "tipo": ["amigo"], "cpfcnpj": "111", "dtNasc": "ontem", "indicadorIE": 5,
                "cep": "1-2", "uf": "XX", "ufEntrega": "YY", "suframa": "s".repeat(61)}),
            vec![
                "nome",
                "tipo",
                "dtNasc",
                "indicadorIE",
                "cpfcnpj",
                "suframa",
                "uf",
                "cep",
                "ufEntrega",
            ],
        ),
        (
            "/api/v1/contatos",
            json!({"nome": "Ana", "tipo": ["cliente"], "cepEntrega": "3-4"}),
            vec!["cepEntrega"],
        ),
    ]
}

#[test]
fn every_fault_of_a_body_is_told_in_one_answer() {
    let world = World::empty();
    let others = [
        (
            "/api/v1/produtos",
            json!({"estoque": -1, "precoVenda": -1, "origemFiscal": 9, "pesoLiquido": -1, "precoCusto": "x", "pesoBruto": -1}),
            vec![
                "estoque",
                "descricao",
                "precoVenda",
                "origemFiscal",
                "pesoLiquido",
                "precoCusto",
                "pesoBruto",
            ],
        ),
        (
            "/api/v1/formasPagamento",
            json!({"tipoCusto": 9, "valorCusto": -1}),
            vec!["nome", "tipoCusto", "valorCusto"],
        ),
        (
            "/api/v1/vendas",
            json!({"naoExiste": 1, "produtos": [{"codProduto": 0, "quant": 0, "preco": 1}]}),
            vec!["naoExiste", "produtos[0].quant", "produtos[0].codProduto"],
        ),
        ("/api/v1/vendas", json!({"situacao": 11}), vec!["situacao", "produtos"]),
        ("/api/v1/vendas", json!({"produtos": {}}), vec!["produtos"]),
        (
            "/api/v1/recebimentos",
            json!({"naoExiste": 1}),
            vec!["naoExiste", "valor"],
        ),
        ("/api/v1/pagamentos", json!({"valor": "dez", "tags": 1}), vec!["valor"]),
        (
            "/api/v1/ajusteEstoque",
            json!({"naoExiste": 1, "motivo": 11}),
            vec!["naoExiste", "motivo", "produtos"],
        ),
        ("/api/v1/ajusteEstoque", json!({}), vec!["motivo", "produtos"]),
    ];
    for (path, body, fields) in faulty_contacts().into_iter().chain(others) {
        let got = world.ask("POST", path, body.to_string());
        assert_eq!(got.json()["errFields"], json!(fields), "{path} {body}");
    }
}

#[test]
fn titles_and_adjustments_of_another_organization_are_not_there_for_a_credential_of_one() {
    let world = World::empty();
    let bound = [("57414248000116", BOUND), ("11222333000181", "bound-to-another")];
    for (document, token) in bound {
        let details = OrganizationDetails::new("Loja", "Loja Ltda", document);
        let organization = world.run(app::organizations::CreateOrganization {
            details,
            extras_estoka: None,
        });
        world.credential(&world.own, token, Some(organization));
    }
    let [own, another] = bound.map(|(_, token)| token);
    let product = world.ask(
        "POST",
        "/api/v1/produtos",
        json!({"descricao": "Caneca", "estoque": 1}).to_string(),
    );
    let line = json!({"codProduto": product.json()["codigo"], "estoqueFinal": 5});
    let body = json!({"motivo": 10, "produtos": [line]}).to_string();
    let made = world
        .ask_as(Some(another), "POST", "/api/v1/ajusteEstoque", body)
        .json();
    let path = format!("/api/v1/ajusteEstoque/{}", made["codigo"]);
    let status = |token| world.ask_as(Some(token), "GET", &path, "").status;
    assert_eq!([TOKEN, another, own].map(status), [200, 200, 404]);
    let listed = |token| world.ask_as(Some(token), "GET", "/api/v1/ajusteEstoque", "").json()["total"].clone();
    // What the product began with was adjusted in the first organization.
    assert_eq!([TOKEN, another, own].map(listed), [json!(2), json!(1), json!(1)]);
    for resource in ["recebimentos", "pagamentos"] {
        let make = |token| {
            let body = json!({"valor": 10, "dtVenc": "2026-04-01"}).to_string();
            let got = world.ask_as(Some(token), "POST", &format!("/api/v1/{resource}"), body);
            got.json()["codigo"].as_i64().expect("a title")
        };
        let (theirs, everybodys) = (make(another), make(TOKEN));
        let listed = |token| {
            world
                .ask_as(Some(token), "GET", &format!("/api/v1/{resource}"), "")
                .json()["total"]
                .clone()
        };
        assert_eq!([TOKEN, another, own].map(listed), [json!(2), json!(2), json!(1)]);
        for (id, status) in [(theirs, 404), (everybodys, 200)] {
            for (method, body) in [("GET", ""), ("PUT", "{}"), ("DELETE", "")] {
                let got = world.ask_as(Some(own), method, &format!("/api/v1/{resource}/{id}"), body);
                assert_eq!(got.status, status, "{method} {resource} {id}");
            }
        }
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

/// The addresses of the pages around the second of a list of categories, asked through a proxy that tells of itself.
fn around(world: &World) -> [String; 2] {
    let asked = Request::get("/egestor/api/v1/contatos?filtro=a%20b&page=2&orderBy=nome")
        .header("authorization", format!("Bearer {TOKEN}"))
        .header("host", "10.0.0.1:8080")
        .header("x-forwarded-host", "proxy.example")
        .header("x-forwarded-proto", "https");
    let list = world.send(asked.body(Body::empty()).expect("a request")).json();
    ["prev_page_url", "next_page_url"].map(|name| list[name].as_str().expect("an address").to_owned())
}

#[test]
fn the_pages_around_a_page_have_whole_addresses_and_a_proxy_is_believed_only_when_told_so() {
    let settings = |base_url: Option<&str>, trusts_proxy| Settings {
        base_url: base_url.map(str::to_owned),
        trusts_proxy,
        ..Settings::default()
    };
    let configured = Some("https://api.example/egestor");
    let table = [
        (settings(None, false), "http://10.0.0.1:8080/egestor"),
        (settings(None, true), "https://proxy.example/egestor"),
        (settings(configured, false), "https://api.example/egestor"),
        (settings(configured, true), "https://api.example/egestor"),
    ];
    for (settings, base) in table {
        let world = World::set(settings);
        for number in 0..101 {
            let details = PartyDetails::new(
                PartyKind::Person,
                &format!("a b {number}"),
                Roles::of(&[Role::Customer]),
            );
            world.run(app::parties::CreateParty::new(details));
        }
        let expected = [1, 3].map(|page| format!("{base}/api/v1/contatos?page={page}&filtro=a%20b&orderBy=nome"));
        assert_eq!(around(&world), expected);
    }
}
