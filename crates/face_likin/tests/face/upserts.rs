//! Many clients at once, on both engines: upserts of one thing, and a loja that counts while others buy.

use std::collections::BTreeSet;

use app::workflow::place_order::PlaceOrder;
use domain::amount::Quantity;
use domain::ids::{OrganizationId, SkuId};
use domain::orders::NewOrder;
use domain::page::PageRequest;
use serde_json::{Value, json};

use crate::support::world::{LOJA, World};

#[test]
fn many_upserts_at_once_make_one_row() {
    store::testing::each_engine(|store| {
        let world = World::on(store);
        let group = world.ask("POST", "/attribute/group", json!({"name": "Camisas"})).data();
        let group = &group["id_attribute_group"];
        let put = |path: &str, body: Value, name: &str| world.ask("PUT", path, body).data()[name].clone();
        let attributes = at_once(|place| {
            let name = if place % 2 == 0 { "Cor" } else { "COR" };
            let body = json!({"id_attribute_group": group, "name": name});
            put("/attribute", body, "id_attribute")
        });
        assert_eq!(attributes.len(), 1, "{:?}: {attributes:?}", store.engine());
        let attribute: i64 = attributes.first().and_then(|id| id.parse().ok()).expect("one");
        let options = at_once(|place| {
            let value = if place % 2 == 0 { "Azul" } else { "ázul" };
            let body = json!({"id_attribute": attribute, "value": value});
            put("/attribute/option", body, "id_attribute_option")
        });
        assert_eq!(options.len(), 1, "{:?}: {options:?}", store.engine());
        let listed = |path: &str| world.ask("GET", path, Value::Null).data().as_array().map(Vec::len);
        assert_eq!(listed("/attribute"), Some(1));
        assert_eq!(listed(&format!("/attribute/{attribute}/option")), Some(1));
    });
}

#[test]
fn a_category_path_that_many_name_at_once_grows_once() {
    store::testing::each_engine(|store| {
        let world = World::on(store);
        let categories = at_once(|place| {
            let body = json!({"product": format!("Camisa {place}"), "description": "d", "price": 10, "variable": false,
                "category": "Vestuário > Masculino > Camisa"});
            world.ask("POST", "/product", body).data()["id_category"].clone()
        });
        assert_eq!(categories.len(), 1, "{:?}: {categories:?}", store.engine());
        let tree = world.ask("GET", "/category", Value::Null).data();
        assert_eq!(tree.as_array().map(Vec::len), Some(3), "{tree}");
    });
}

#[test]
fn a_quantity_set_while_others_buy_is_what_is_left_for_sale() {
    store::testing::each_engine(|store| {
        let world = World::on(store);
        let made = crate::stores::catalogue(&world);
        let loja = OrganizationId::from_raw(1);
        let location = world
            .app
            .read_blocking(&world.own, move |reader| {
                Ok(reader.warehouses_of(loja, PageRequest::new(1, 1, 1))?[0].id)
            })
            .expect("the loja's stock");
        let path = format!("/store/product/{}", made.store_product);
        let count = || world.ask_as(Some(LOJA[0]), "PUT", &path, json!({"quantity": 6})).data()["quantity"].clone();
        // Every second one buys two; the others say that there are six.
        let seen = at_once(|place| {
            if place % 2 == 0 {
                return count();
            }
            let item = app::testing::item(SkuId::from_raw(1), 2, 90);
            let order = NewOrder {
                place: Some((loja, location)),
                ..app::testing::order(&format!("P{place}"), made.channel, vec![item])
            };
            match world.app.execute_blocking(&world.own, PlaceOrder(order)) {
                Ok(_) => json!("sold"),
                Err(_) => json!("refused"),
            }
        });
        let sold = world
            .ask("GET", "/order", Value::Null)
            .data()
            .as_array()
            .map_or(0, Vec::len);
        assert!(sold > 0, "{seen:?}");
        assert_eq!(count(), json!(6), "{:?}", store.engine());
        let balance = world
            .app
            .read_blocking(&world.own, |reader| reader.balances_of_sku(SkuId::from_raw(1)))
            .expect("the balance")
            .remove(0)
            .balance;
        let units = |count: usize| Quantity::from_units(i64::try_from(count).expect("a few")).expect("a few");
        assert_eq!(
            (balance.reserved, balance.on_hand),
            (units(2 * sold), units(2 * sold + 6))
        );
        let found = app::audit::audit(&world.app, |_, _| {}).expect("the store answers");
        assert!(found.is_empty(), "{found:?}");
    });
}

/// What each of many threads answers, once.
fn at_once(work: impl Fn(usize) -> Value + Sync) -> BTreeSet<String> {
    let work = &work;
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8).map(|place| scope.spawn(move || work(place))).collect();
        threads
            .into_iter()
            .map(|thread| thread.join().expect("no panic").to_string())
            .collect()
    })
}
