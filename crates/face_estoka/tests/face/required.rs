//! What an account requires of people, as its clients meet it.

use app::customers::RequireCustomerField;
use domain::customers::CustomerField;
use serde_json::{Value, json};

use crate::support::facts;

#[test]
fn a_required_field_is_shown_as_such_and_refused_when_it_is_missing() {
    let world = facts::world();
    for field in [CustomerField::Address, CustomerField::Phone] {
        world.run(RequireCustomerField { field, required: true });
    }
    let shown = world
        .ask("GET", "/api/v1/customers/people/fields_configurations", "")
        .json();
    let shown = shown["fields_configurations"].as_array().expect("a list").clone();
    let required: Vec<&Value> = shown.iter().filter(|field| field["required"] == json!(true)).collect();
    assert_eq!(
        required,
        [
            &json!({"text": "Endereço", "name": "address", "required": true}),
            &json!({"text": "Telefone", "name": "phone_number", "required": true}),
        ]
    );
    let person = |person: Value| {
        world.ask(
            "POST",
            "/api/v1/customers/people",
            json!({"person": person}).to_string(),
        )
    };
    let bare = person(json!({"name": "John", "cpf": "115.072.797-80"}));
    assert_eq!(bare.status, 422);
    let blank = json!(["não pode ficar em branco"]);
    assert_eq!(
        bare.json(),
        json!({"errors": {"addresses": blank, "phone_number": blank}})
    );
    let address = json!({"kind": "billing", "street": "Rua A", "street_number": "24", "zip_code": "21321050",
        "city_code": 3304557});
    let whole = json!({"name": "John", "cpf": "11507279780", "phone_number": "2199", "addresses": [address]});
    let created = person(whole);
    assert_eq!(created.status, 201, "{}", created.text());
    let id = created.json()["person"]["id"].as_i64().expect("a number");
    let path = format!("/api/v1/customers/people/{id}");
    let silent = world.ask("PUT", &path, json!({"person": {"phone_number": null}}).to_string());
    assert_eq!(
        (silent.status, silent.json()["errors"]["phone_number"].clone()),
        (422, blank)
    );
    let company = json!({"company": {"name": "Acme", "cnpj": "57414248000116"}});
    assert_eq!(
        world
            .ask("POST", "/api/v1/customers/companies", company.to_string())
            .status,
        201
    );
}
