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

#[test]
fn a_blank_name_is_told_together_with_what_cannot_be_read() {
    let world = facts::world();
    let blank = json!(["não pode ficar em branco"]);
    let table = [
        (
            "organizations",
            "organization",
            "parent_id",
            vec!["name", "cnpj", "company_name", "serie_nfe"],
        ),
        ("manufacturers", "manufacturer", "organization_id", vec!["name"]),
        ("product_brands", "product_brand", "organization_id", vec!["name"]),
        (
            "product_categories",
            "product_category",
            "organization_id",
            vec!["name"],
        ),
        (
            "organizations/3/sale_channels",
            "sale_channel",
            "carrier_id",
            vec!["name"],
        ),
        ("price_tables", "price_table", "organization_id", vec!["name"]),
        ("products", "product", "organization_id", vec!["name"]),
    ];
    for (path, root, unreadable, names) in table {
        let body = json!({root: {unreadable: "x"}}).to_string();
        let answer = world.ask("POST", &format!("/api/v1/{path}"), body);
        assert_eq!(answer.status, 422, "{path}: {}", answer.text());
        let errors = answer.json()["errors"].clone();
        assert!(errors[unreadable].is_array(), "{path}: {errors}");
        for name in names {
            assert_eq!(errors[name], blank, "{path}: {errors}");
        }
    }
}
