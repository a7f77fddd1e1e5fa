//! Changing products: what is named changes, the rest stays.

use app::Failure;
use app::catalog::{
    CreateAttribute, CreatePriceTable, CreateProduct, NewImage, NewPrice, NewSku, ProductChange, ProductView,
    SkuChange, UpdateProduct,
};
use domain::amount::Rate;
use domain::catalog::{AppliesTo, ProductKind, ProductOption, ProductStatus, SkuOption};
use domain::change::Change;
use domain::ids::{AttributeId, AttributeOptionId, PriceTableId, ProductId, SkuId};
use domain::refusal::{Field, Problem};

use crate::world::{World, is_missing, later, now, on_each_engine, refused, texts};

const SHIRT: ProductId = ProductId::from_raw(1);

/// Product 1 with skus 1 `P` (barcodes 11 and 12, a price of 10 in table 1) and 2 `G`; attribute 1: 1 P, 2 G.
fn shirt(world: &World) {
    let size = CreateAttribute {
        name: "Tamanho".to_owned(),
        applies_to: AppliesTo::Both,
        options: texts(["P", "G"]),
    };
    world.run(size).unwrap();
    world.run(CreatePriceTable::named("Varejo")).unwrap();
    let sku = |code: &str, option| NewSku {
        code: Some(code.to_owned()),
        options: vec![size_option(option)],
        images: vec![image(code)],
        ..NewSku::default()
    };
    let small = NewSku {
        ean: Some("11".to_owned()),
        additional_eans: texts(["12"]),
        weight: "0.2".parse().ok(),
        prices: vec![price("10")],
        ..sku("P", 1)
    };
    let shirt = CreateProduct {
        code: Some("CAM".to_owned()),
        description: Some("De algodão".to_owned()),
        images: vec![image("todas")],
        skus: vec![small, sku("G", 2)],
        ..CreateProduct::named("Camiseta")
    };
    assert_eq!(world.run(shirt).unwrap(), SHIRT);
}

fn size_option(option: i64) -> SkuOption {
    SkuOption {
        attribute: AttributeId::from_raw(1),
        option: AttributeOptionId::from_raw(option),
        is_additional: false,
    }
}

fn image(name: &str) -> NewImage {
    NewImage {
        url: format!("https://exemplo.com.br/{name}.jpg"),
        ..NewImage::default()
    }
}

fn price(price: &str) -> NewPrice {
    NewPrice {
        table: PriceTableId::from_raw(1),
        price: price.parse().unwrap(),
        discount: Rate::ZERO,
    }
}

fn change(world: &World, change: ProductChange) -> Result<ProductId, Failure> {
    world.run_later(60, UpdateProduct { product: SHIRT, change })
}

fn skus<const N: usize>(skus: [SkuChange; N]) -> ProductChange {
    ProductChange {
        skus: Vec::from(skus),
        ..ProductChange::default()
    }
}

fn by_code(code: &str) -> SkuChange {
    SkuChange {
        code: Some(code.to_owned()),
        ..SkuChange::default()
    }
}

fn by_number(number: i64) -> SkuChange {
    SkuChange {
        id: Some(SkuId::from_raw(number)),
        ..SkuChange::default()
    }
}

fn view(world: &World) -> ProductView {
    world.read(|reader| reader.product(SHIRT)).unwrap()
}

#[test]
fn what_is_not_named_stays() {
    on_each_engine(|world| {
        shirt(world);
        let before = view(world);
        change(
            world,
            ProductChange {
                name: Some(" Camisa ".to_owned()),
                description: Change::Clear,
                status: Some(ProductStatus::Inactive),
                ..ProductChange::default()
            },
        )
        .unwrap();
        let after = view(world);
        assert_eq!(
            (after.product.name.as_str(), after.product.description.as_deref()),
            ("Camisa", None)
        );
        assert_eq!(
            (after.product.status, after.product.code.as_str()),
            (ProductStatus::Inactive, "CAM")
        );
        assert_eq!((after.product.created_at, after.product.updated_at), (now(), later(60)));
        assert_eq!((&after.images, &after.options), (&before.images, &before.options));
        for (before, after) in before.skus.iter().zip(&after.skus) {
            assert_eq!((&before.sku, &before.images), (&after.sku, &after.images));
        }
    });
}

#[test]
fn a_change_of_nothing_changes_no_date() {
    on_each_engine(|world| {
        shirt(world);
        let before = view(world);
        change(world, ProductChange::default()).unwrap();
        let same = SkuChange {
            ean: Change::Set("11".to_owned()),
            additional_eans: Some(texts(["12"])),
            options: Some(vec![size_option(1)]),
            prices: vec![price("10.00")],
            ..by_code("P")
        };
        let named = ProductChange {
            name: Some("Camiseta".to_owned()),
            ..skus([same])
        };
        change(world, named).unwrap();
        assert_eq!(view(world), before);
    });
}

#[test]
fn skus_are_changed_by_code_or_number_and_added_by_a_new_code() {
    on_each_engine(|world| {
        shirt(world);
        let renamed = SkuChange {
            code: Some("GG".to_owned()),
            active: Some(false),
            ..by_number(2)
        };
        let heavier = SkuChange {
            weight: Change::Set("0.3".parse().unwrap()),
            ..by_code(" P ")
        };
        let added = SkuChange {
            options: Some(vec![size_option(2)]),
            ..by_code("G")
        };
        // The code is still G's while the request is read, so G cannot be renamed and given away in one go.
        let both = change(world, skus([renamed.clone(), added.clone()]));
        assert_eq!(refused(both), [(Field::Sku, Some(1), Problem::Taken)]);

        change(world, skus([renamed, heavier])).unwrap();
        change(world, skus([added])).unwrap();
        let after = view(world);
        let seen: Vec<_> = after
            .skus
            .iter()
            .map(|view| (view.sku.id.raw(), view.sku.code.as_str(), view.sku.active))
            .collect();
        assert_eq!(seen, [(1, "P", true), (2, "GG", false), (3, "G", true)]);
        assert_eq!(after.skus[0].sku.weight, "0.3".parse().ok());
        assert_eq!(
            (after.skus[0].sku.created_at, after.skus[0].sku.updated_at),
            (now(), later(60))
        );
        assert_eq!(
            (after.skus[2].sku.name.as_str(), after.skus[2].options.len()),
            ("Camiseta - G", 1)
        );
        assert_eq!(after.product.updated_at, now(), "the product itself did not change");
    });
}

#[test]
fn barcodes_are_replaced_and_free_for_others_afterwards() {
    on_each_engine(|world| {
        shirt(world);
        let taken = change(
            world,
            skus([SkuChange {
                ean: Change::Set("12".to_owned()),
                ..by_code("G")
            }]),
        );
        assert_eq!(refused(taken), [(Field::Barcode, Some(0), Problem::Taken)]);

        let swapped = SkuChange {
            ean: Change::Set("12".to_owned()),
            additional_eans: Some(texts(["13"])),
            ..by_code("P")
        };
        change(world, skus([swapped])).unwrap();
        change(
            world,
            skus([SkuChange {
                ean: Change::Set("11".to_owned()),
                ..by_code("G")
            }]),
        )
        .unwrap();
        let after = view(world);
        assert_eq!(
            (after.skus[0].sku.ean.as_deref(), &after.skus[0].additional_eans),
            (Some("12"), &texts(["13"]))
        );
        assert_eq!(after.skus[1].sku.ean.as_deref(), Some("11"));
        assert_eq!(world.read(|reader| reader.sku_by_ean("11")).unwrap().sku.code, "G");

        change(
            world,
            skus([SkuChange {
                ean: Change::Clear,
                ..by_code("P")
            }]),
        )
        .unwrap();
        assert!(is_missing(&world.read(|reader| reader.sku_by_ean("12"))));
        assert_eq!(world.read(|reader| reader.sku_by_ean("13")).unwrap().sku.code, "P");
    });
}

#[test]
fn a_price_keeps_its_number_when_it_changes() {
    on_each_engine(|world| {
        shirt(world);
        let raised = SkuChange {
            prices: vec![price("12")],
            ..by_code("P")
        };
        let first = SkuChange {
            prices: vec![price("20")],
            ..by_code("G")
        };
        change(world, skus([raised, first])).unwrap();
        for (sku, number, amount, created) in [(1, 1, "12", now()), (2, 2, "20", later(60))] {
            let prices = world
                .read(move |reader| reader.sku_prices(SkuId::from_raw(sku)))
                .unwrap();
            assert_eq!(prices.len(), 1);
            let price = &prices[0].price;
            assert_eq!((price.id.raw(), price.price.to_string().as_str()), (number, amount));
            assert_eq!((price.created_at, price.updated_at), (created, later(60)));
        }
    });
}

#[test]
fn images_of_the_product_and_of_each_sku_are_replaced_apart() {
    on_each_engine(|world| {
        shirt(world);
        let of_sku = SkuChange {
            images: Some(vec![image("a"), image("b")]),
            ..by_code("P")
        };
        change(
            world,
            ProductChange {
                images: Some(Vec::new()),
                ..skus([of_sku])
            },
        )
        .unwrap();
        let after = view(world);
        assert!(after.images.is_empty());
        assert_eq!(
            after.skus.iter().map(|view| view.images.len()).collect::<Vec<_>>(),
            [2, 1]
        );
        assert_eq!(after.skus[0].images[1].url, "https://exemplo.com.br/b.jpg");
    });
}

#[test]
fn attributes_of_the_product_are_replaced_as_a_whole() {
    on_each_engine(|world| {
        shirt(world);
        let option = |text: &str| ProductOption {
            attribute: AttributeId::from_raw(1),
            option: None,
            text_value: Some(text.to_owned()),
        };
        for text in ["único", "médio"] {
            change(
                world,
                ProductChange {
                    options: Some(vec![option(text)]),
                    ..ProductChange::default()
                },
            )
            .unwrap();
            let after = view(world);
            assert_eq!((after.options.len(), after.options[0].value.as_str()), (1, text));
        }
        change(
            world,
            ProductChange {
                options: Some(Vec::new()),
                ..ProductChange::default()
            },
        )
        .unwrap();
        assert!(view(world).options.is_empty());
    });
}

#[test]
fn a_product_that_becomes_a_service_loses_its_stock_control() {
    on_each_engine(|world| {
        shirt(world);
        change(
            world,
            ProductChange {
                kind: Some(ProductKind::Service),
                ..ProductChange::default()
            },
        )
        .unwrap();
        assert!(!view(world).product.controls_stock);
    });
}

#[test]
fn wrong_changes_are_refused_and_nothing_is_written() {
    on_each_engine(|world| {
        shirt(world);
        let before = view(world);
        let other = CreateProduct {
            code: Some("OUTRO".to_owned()),
            ..CreateProduct::named("Outro")
        };
        world.run(other).unwrap();
        let table = [
            (skus([by_number(3)]), vec![(Field::Sku, Some(0), Problem::Unknown)]),
            (
                skus([SkuChange::default()]),
                vec![(Field::SkuCode, Some(0), Problem::Blank)],
            ),
            (
                skus([by_code("OUTRO")]),
                vec![(Field::SkuCode, Some(0), Problem::Taken)],
            ),
            (
                ProductChange {
                    code: Some("OUTRO".to_owned()),
                    name: Some(String::new()),
                    ..skus([SkuChange {
                        weight: Change::Set("-1".parse().unwrap()),
                        ..by_code("P")
                    }])
                },
                vec![
                    (Field::Code, None, Problem::Taken),
                    (Field::Name, None, Problem::Blank),
                    (Field::Weight, Some(0), Problem::Negative),
                ],
            ),
        ];
        for (wrong, expected) in table {
            assert_eq!(refused(change(world, wrong.clone())), expected, "{wrong:?}");
        }
        assert_eq!(view(world), before);
        let nowhere = UpdateProduct {
            product: ProductId::from_raw(99),
            change: ProductChange::default(),
        };
        assert!(is_missing(&world.run(nowhere)));
        let foreign = UpdateProduct {
            product: SHIRT,
            change: ProductChange::default(),
        };
        assert!(is_missing(&world.run_foreign(foreign)));
    });
}

#[test]
fn others_are_told_of_each_sku_that_changed_and_of_nothing_else() {
    on_each_engine(|world| {
        let told = world.events_of(|| shirt(world));
        assert_eq!(told, 2 + 3, "an attribute, a price table, a product and its two skus");
        let renamed = || ProductChange {
            name: Some("Camisa".to_owned()),
            ..ProductChange::default()
        };
        let cases: [(&str, ProductChange, i64); 5] = [
            ("nothing", ProductChange::default(), 0),
            (
                "a sku",
                skus([SkuChange {
                    active: Some(false),
                    ..by_code("G")
                }]),
                1,
            ),
            (
                "a price",
                skus([SkuChange {
                    prices: vec![price("13")],
                    ..by_code("P")
                }]),
                1,
            ),
            ("the product, whose skus show it", renamed(), 3),
            ("the same again", renamed(), 0),
        ];
        for (what, given, expected) in cases {
            let told = world.events_of(|| {
                change(world, given.clone()).unwrap();
            });
            assert_eq!(told, expected, "{what}");
        }
    });
}
