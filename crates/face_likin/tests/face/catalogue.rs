//! Attributes, categories, products and variations, as the matriz writes them and everybody reads them.

use serde_json::{Value, json};

use crate::support::world::{LOJA, World};

fn id(data: &Value, name: &str) -> i64 {
    data[name].as_i64().unwrap_or_else(|| panic!("no {name} in {data}"))
}

/// The number of the group, of the attribute in it and of its options.
fn colour(world: &World) -> (i64, i64, [i64; 2]) {
    let group = id(
        &world.ask("POST", "/attribute/group", json!({"name": "Camisas"})).data(),
        "id_attribute_group",
    );
    let body = json!({"id_attribute_group": group, "name": "Cor"});
    let attribute = id(&world.ask("POST", "/attribute", body).data(), "id_attribute");
    let options = ["Branca", "Preta"].map(|value| {
        let body = json!({"id_attribute": attribute, "value": value});
        id(
            &world.ask("POST", "/attribute/option", body).data(),
            "id_attribute_option",
        )
    });
    (group, attribute, options)
}

fn shirt(world: &World, variable: bool) -> i64 {
    let body = json!({"product": format!("Camiseta {variable}"), "description": "Descrição", "price": 50.00,
        "category": "Vestuário > Masculino > Camisa", "variable": variable});
    id(&world.ask("POST", "/product", body).data(), "id_product")
}

#[test]
fn upserts_find_what_is_there_by_its_name() {
    let world = World::empty();
    let (group, attribute, options) = colour(&world);
    let again = world
        .ask("PUT", "/attribute", json!({"id_attribute_group": group, "name": "COR"}))
        .data();
    assert_eq!((id(&again, "id_attribute"), &again["name"]), (attribute, &json!("COR")));
    let new = world
        .ask(
            "PUT",
            "/attribute",
            json!({"id_attribute_group": group, "name": "Tamanho"}),
        )
        .data();
    assert_ne!(id(&new, "id_attribute"), attribute);
    let twice = world.ask(
        "POST",
        "/attribute",
        json!({"id_attribute_group": group, "name": "cor"}),
    );
    assert_eq!(twice.error().1, 1500);
    assert_eq!(twice.properties()[0].0, "name");
    let option = world
        .ask(
            "PUT",
            "/attribute/option",
            json!({"id_attribute": attribute, "value": "preta"}),
        )
        .data();
    assert_eq!(id(&option, "id_attribute_option"), options[1]);
    let listed = world
        .ask("GET", &format!("/attribute/{attribute}/option"), Value::Null)
        .data();
    assert_eq!(listed.as_array().map(Vec::len), Some(2));
    let unknown = world.ask("POST", "/attribute", json!({"id_attribute_group": 99, "name": "x"}));
    assert_eq!(
        unknown.properties(),
        [("id_attribute_group".to_owned(), "Inexistente.".to_owned())]
    );
}

#[test]
fn what_is_used_stays_and_the_rest_goes() {
    let world = World::empty();
    let (group, attribute, options) = colour(&world);
    let product = shirt(&world, false);
    let value = json!({"id_attribute": attribute, "id_attribute_option": options[0], "id_product": product,
        "id_product_variation": null});
    let value = id(
        &world.ask("POST", "/attribute/value", value).data(),
        "id_attribute_value",
    );
    let delete = |path: String| world.ask("DELETE", &path, Value::Null);
    for path in [
        format!("/attribute/group/{group}"),
        format!("/attribute/{attribute}"),
        format!("/attribute/option/{}", options[0]),
    ] {
        assert_eq!(delete(path).error().1, 1400);
    }
    assert_eq!(delete(format!("/attribute/option/{}", options[1])).data(), json!({}));
    assert_eq!(delete(format!("/attribute/value/{value}")).data(), json!({}));
    assert_eq!(delete(format!("/attribute/{attribute}")).data(), json!({}));
    assert_eq!(delete(format!("/attribute/group/{group}")).data(), json!({}));
    assert_eq!(delete(format!("/attribute/group/{group}")).error().0, 404);
}

#[test]
fn variations_fill_the_axis_and_no_two_are_the_same() {
    let world = World::empty();
    let (_, attribute, options) = colour(&world);
    let product = shirt(&world, true);
    let axis = json!({"id_attribute": attribute, "id_attribute_option": null, "id_product": product,
        "id_product_variation": null});
    assert!(world.ask("POST", "/attribute/value", axis).data()["id_attribute_option"].is_null());
    let variation = |sku: &str| {
        let path = format!("/product/{product}/variation");
        id(
            &world.ask("POST", &path, json!({"sku": sku})).data(),
            "id_product_variation",
        )
    };
    let [white, black] = ["CAM-B", "CAM-P"].map(variation);
    let set = |sku: i64, option: Value| {
        let body = json!({"id_attribute": attribute, "id_attribute_option": option, "id_product": product,
            "id_product_variation": sku});
        world.ask("POST", "/attribute/value", body)
    };
    assert_eq!(set(white, Value::Null).properties()[0].0, "id_attribute_option");
    let stock = |sku: i64| {
        let body = json!({"id_product_variation": sku, "quantity": 1});
        world.ask_as(Some(LOJA[0]), "POST", "/store/product", body)
    };
    assert_eq!(
        stock(white).error().2,
        "Produto ou Variação de Produto inválido.",
        "it leaves the colour open"
    );
    set(white, json!(options[0])).data();
    assert_eq!(set(black, json!(options[0])).error().1, 1400, "white is taken");
    set(black, json!(options[1])).data();
    let of_black = world
        .ask(
            "GET",
            &format!("/attribute/value/product/variation/{black}"),
            Value::Null,
        )
        .data();
    assert_eq!(of_black[0]["id_attribute_option"], json!(options[1]));
    let of_product = world
        .ask("GET", &format!("/attribute/value/product/{product}"), Value::Null)
        .data();
    assert_eq!(of_product.as_array().map(Vec::len), Some(1));
    stock(white).data();
    let gone = world.ask("DELETE", &format!("/product/variation/{white}"), Value::Null);
    assert_eq!(
        gone.error().2,
        "A Variação de Produto está sendo utilizada por Loja(s)."
    );
    assert_eq!(
        world
            .ask("DELETE", &format!("/product/variation/{black}"), Value::Null)
            .data(),
        json!({})
    );
    let listed = world
        .ask("GET", &format!("/product/{product}/variation"), Value::Null)
        .data();
    assert_eq!(listed.as_array().map(Vec::len), Some(1));
}

#[test]
fn a_variation_without_a_price_follows_its_product() {
    let world = World::empty();
    let product = shirt(&world, true);
    let path = format!("/product/{product}/variation");
    let own = world
        .ask(
            "POST",
            &path,
            json!({"sku": "A", "price": 60, "promotional_price": 55.5}),
        )
        .data();
    assert_eq!(
        (own["price"].to_string(), own["promotional_price"].to_string()),
        ("60".into(), "55.5".into())
    );
    let follows = world.ask("POST", &path, json!({})).data();
    assert!(follows["price"].is_null());
    assert_eq!(follows["sku"], json!("LKN.2"), "the product took the first");
    world
        .ask("PUT", &format!("/product/{product}"), json!({"price": 70}))
        .data();
    let cost = |sku: i64| {
        let sku = domain::ids::SkuId::from_raw(sku);
        let view = world
            .app
            .read_blocking(&world.own, move |reader| reader.sku(sku))
            .expect("a sku");
        view.sku.base_price.map(|price| price.to_fixed(2))
    };
    assert_eq!(cost(id(&follows, "id_product_variation")).as_deref(), Some("70.00"));
    assert_eq!(cost(id(&own, "id_product_variation")).as_deref(), Some("60.00"));
    let path = format!("/product/variation/{}", id(&own, "id_product_variation"));
    let no_price = world.ask("PUT", &path, json!({"price": null}));
    assert_eq!(
        no_price.error().2,
        "Não é possivel remover o preço enquanto existir um preço promocional"
    );
    let cleared = world
        .ask("PUT", &path, json!({"price": null, "promotional_price": null}))
        .data();
    assert!(cleared["price"].is_null());
    assert_eq!(cost(id(&own, "id_product_variation")).as_deref(), Some("70.00"));
}

#[test]
fn products_have_one_name_one_code_and_an_honest_promotion() {
    let world = World::empty();
    let new = |change: Value| {
        let mut body = json!({"product": "Boné", "description": "d", "price": 10.95, "category": "Acessórios",
            "variable": false, "sku": "B1"});
        for (key, value) in change.as_object().expect("an object") {
            body[key] = value.clone();
        }
        world.ask("POST", "/product", body)
    };
    let first = new(json!({"ean": "1331378991351", "width": 10, "weight": 250, "promotional_price": 9.95})).data();
    assert_eq!(
        (&first["sku"], &first["width"], &first["weight"]),
        (&json!("B1"), &json!(10), &json!(250))
    );
    assert_eq!(
        (first["price"].to_string(), first["promotional_price"].to_string()),
        ("10.95".into(), "9.95".into())
    );
    let table = [
        (json!({}), "Já existe um Produto com o nome informado."),
        (json!({"product": "Outro"}), "Já existe um Produto com o SKU informado."),
        (
            json!({"product": "Outro", "sku": "LKN.77"}),
            "O prefixo 'LKN.' é reservado para a geração automática de SKUs.",
        ),
        (
            json!({"product": "Outro", "sku": "B2", "promotional_price": 10.95}),
            "Preço promocional não pode ser maior ou igual ao preço",
        ),
    ];
    for (change, message) in table {
        let got = new(change.clone());
        assert_eq!(got.error(), (400, 1400, message.to_owned()), "{change}");
    }
    let path = format!("/product/{}", id(&first, "id_product"));
    let sunk = world.ask("PUT", &path, json!({"data": {"price": 9.95}}));
    assert_eq!(
        sunk.error().2,
        "Preço menor ou igual ao preço promocional já cadastrado"
    );
    let changed = world
        .ask(
            "PUT",
            &path,
            json!({"data": {"price": 20, "sku": "B9", "enabled": false}}),
        )
        .data();
    assert_eq!(
        (&changed["sku"], &changed["enabled"], &changed["variable"]),
        (&json!("B9"), &json!(false), &json!(false))
    );
    assert_eq!(
        world.ask("GET", "/product/sku/B9", Value::Null).data()["id_product"],
        first["id_product"]
    );
    assert_eq!(world.ask("GET", "/product/sku/B1", Value::Null).error().0, 404);
    assert_eq!(world.ask("DELETE", &path, Value::Null).data(), json!({}));
    assert_eq!(world.ask("GET", &path, Value::Null).error().2, "Produto inexistente.");
}

#[test]
fn a_category_path_grows_the_tree_once() {
    let world = World::empty();
    let (one, other) = (shirt(&world, true), shirt(&world, false));
    let of = |product: i64| world.ask("GET", &format!("/product/{product}"), Value::Null).data()["id_category"].clone();
    assert_eq!(of(one), of(other));
    let tree = world.ask("GET", "/category", Value::Null).data();
    assert_eq!(tree.as_array().map(Vec::len), Some(3));
    let [top, middle] = [0, 1].map(|place: usize| id(&tree[place], "id_category"));
    let put = |category: i64, body: Value| world.ask("PUT", &format!("/category/{category}"), body);
    assert_eq!(
        put(top, json!({"id_category_parent": middle})).error().2,
        "Categoria predecessora já possui a Categoria em sua hierarquia."
    );
    assert_eq!(
        put(top, json!({"id_category_parent": 99})).error().2,
        "Categoria predecessora inexistente."
    );
    let delete = |category: i64| world.ask("DELETE", &format!("/category/{category}"), Value::Null);
    assert_eq!(delete(top).error().2, "Categoria possui Categoria(s).");
    assert_eq!(
        delete(of(one).as_i64().expect("a number")).error().2,
        "Categoria possui Produto(s)."
    );
    let external = json!({"category": "Bonés", "id_external": "a/b 1", "enabled": true, "parents_enabled": false});
    let external = world.ask("POST", "/category", external).data();
    let found = world.ask("GET", "/category/external/a%2Fb%201", Value::Null).data();
    assert_eq!(found, external);
    let below = json!({"category": "x", "enabled": true, "id_category_parent": external["id_category"]});
    assert_eq!(world.ask("POST", "/category", below).error().1, 1400);
    assert_eq!(delete(id(&external, "id_category")).data(), json!({}));
}

#[test]
fn an_account_may_want_a_picture_before_a_product_is_on_sale() {
    let world = World::empty();
    let product = shirt(&world, false);
    world.run(app::catalog::UpdateCatalogSettings {
        enabling_needs_image: Some(true),
        changes_need_disabling: Some(true),
        refuses_unknown: None,
    });
    let path = format!("/product/{product}");
    assert_eq!(
        world.ask("PUT", &path, json!({"enabled": true})).error().2,
        "O Produto deve possuir Imagens para ser habilitado."
    );
    world.ask("PUT", &path, json!({"enabled": false})).data();
    let variable = shirt(&world, true);
    assert_eq!(
        world.ask("GET", &format!("/product/{variable}"), Value::Null).data()["enabled"],
        json!(false)
    );
}

#[test]
fn an_account_may_want_what_nobody_knows_refused_with_all_else_that_is_wrong() {
    let world = World::empty();
    let body = json!({"name": "Camisas", "nome": "x", "created_at": "2021-09-15T10:37:49-03:00"});
    let made = world.ask("POST", "/attribute/group", body.clone()).data();
    world.run(app::catalog::UpdateCatalogSettings {
        refuses_unknown: Some(true),
        ..app::catalog::UpdateCatalogSettings::default()
    });
    let refused = world.ask("POST", "/attribute/group", json!({"nome": "x", "name": ["a"]}));
    let wrong = |name: &str, message: &str| (name.to_owned(), message.to_owned());
    let expected = [
        wrong("nome", "Não permitido."),
        wrong("name", "Tipo 'string' obrigatório."),
    ];
    assert_eq!(refused.properties(), expected);
    // A record is sent back as it was got.
    let path = format!("/attribute/group/{}", made["id_attribute_group"]);
    assert_eq!(world.ask("PUT", &path, made.clone()).data()["name"], "Camisas");
    assert_eq!(
        world.ask("PUT", &path, json!({ "data": body })).properties()[0].0,
        "nome"
    );
}
