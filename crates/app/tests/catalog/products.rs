//! Creating and reading products with their skus.

use app::catalog::{CreateAttribute, CreateBrand, CreateCategory, CreateProduct, NewImage, NewSku, SkuOptionView};
use domain::catalog::{AppliesTo, ProductKind, ProductOption, ProductStatus, SkuOption, SupplierCode, Visibility};
use domain::documents::CheckPolicy;
use domain::ids::{
    AttributeId, AttributeOptionId, BrandId, CategoryId, OrganizationId, PartyId, PriceTableId, ProductId, SkuId,
};
use domain::refusal::{Field, Problem};

use crate::world::{ALL, World, is_missing, now, on_each_engine, on_each_engine_with, refused, texts};

fn sku(code: &str) -> NewSku {
    NewSku {
        code: Some(code.to_owned()),
        ..NewSku::default()
    }
}

fn option(attribute: i64, option: i64, is_additional: bool) -> SkuOption {
    SkuOption {
        attribute: AttributeId::from_raw(attribute),
        option: AttributeOptionId::from_raw(option),
        is_additional,
    }
}

/// Attribute 1, of skus: 1 P, 2 G. Attribute 2, of products: 3 Preto.
fn attributes(world: &World) {
    for (name, applies_to, options) in [
        ("Tamanho", AppliesTo::Sku, texts(["P", "G"])),
        ("Cor", AppliesTo::Product, texts(["Preto"])),
    ] {
        world
            .run(CreateAttribute {
                name: name.to_owned(),
                applies_to,
                options,
            })
            .unwrap();
    }
}

fn image(url: &str) -> NewImage {
    NewImage {
        url: url.to_owned(),
        caption: "Frente".to_owned(),
        size_bytes: 2048,
        ..NewImage::default()
    }
}

#[test]
fn a_product_without_skus_gets_one_with_its_code_and_name() {
    on_each_engine(|world| {
        let coded = CreateProduct {
            code: Some(" CAI74 ".to_owned()),
            ..CreateProduct::named("Notebook")
        };
        let id = world.run(coded).unwrap();
        let view = world.read(move |reader| reader.product(id)).unwrap();
        assert_eq!((view.product.code.as_str(), view.product.created_at), ("CAI74", now()));
        assert_eq!(view.skus.len(), 1);
        assert_eq!(
            (view.skus[0].sku.code.as_str(), view.skus[0].sku.name.as_str()),
            ("CAI74", "Notebook")
        );
        assert!(view.skus[0].sku.active);
    });
}

#[test]
fn a_product_without_a_code_gets_its_number_or_what_is_free() {
    on_each_engine(|world| {
        let coded = CreateProduct {
            code: Some("2".to_owned()),
            ..CreateProduct::named("Primeiro")
        };
        world.run(coded).unwrap();
        let second = world.run(CreateProduct::named("Segundo")).unwrap();
        let third = world.run(CreateProduct {
            code: Some(" ".to_owned()),
            ..CreateProduct::named("Terceiro")
        });
        let third = third.unwrap();
        for (id, code) in [(second, "P2"), (third, "3")] {
            let view = world.read(move |reader| reader.product(id)).unwrap();
            assert_eq!(
                (view.product.code.as_str(), view.skus[0].sku.code.as_str()),
                (code, code)
            );
        }
    });
}

/// A shirt in two sizes with everything a product can have but prices.
fn shirt(category: CategoryId, brand: BrandId) -> CreateProduct {
    CreateProduct {
        category: Some(category),
        brand: Some(brand),
        code: Some("CAM".to_owned()),
        description: Some("De algodão".to_owned()),
        status: ProductStatus::Draft,
        visibility: Visibility::Online,
        ncm: Some("6109.10.00".to_owned()),
        ex_tipi: Some("01".to_owned()),
        cest: Some("28.038.00".to_owned()),
        origin: Some(0),
        options: vec![ProductOption {
            attribute: AttributeId::from_raw(2),
            option: Some(AttributeOptionId::from_raw(3)),
            text_value: None,
        }],
        images: vec![
            image("https://exemplo.com.br/1.jpg"),
            image("https://exemplo.com.br/2.jpg"),
        ],
        skus: vec![
            NewSku {
                ean: Some("7891000315507".to_owned()),
                additional_eans: texts(["653341157577", "563341157577"]),
                width: "0.2".parse().ok(),
                weight: "1.25".parse().ok(),
                base_price: "59.9".parse().ok(),
                options: vec![option(1, 1, false), option(2, 3, true)],
                images: vec![image("https://exemplo.com.br/p.jpg")],
                ..sku("CAM-P")
            },
            NewSku {
                name: Some("Camiseta grande".to_owned()),
                options: vec![option(1, 2, false)],
                ..sku("CAM-G")
            },
        ],
        ..CreateProduct::named("Camiseta")
    }
}

/// The shirt, created.
fn created_shirt(world: &World) -> (ProductId, CategoryId, BrandId) {
    attributes(world);
    let category = CreateCategory {
        name: "Roupas".to_owned(),
        ..CreateCategory::default()
    };
    let category = world.run(category).unwrap();
    let brand = world
        .run(CreateBrand {
            name: "GG RC".to_owned(),
            ..CreateBrand::default()
        })
        .unwrap();
    (world.run(shirt(category, brand)).unwrap(), category, brand)
}

#[test]
fn a_product_is_read_back_with_everything_on_it() {
    on_each_engine(|world| {
        let (id, category, brand) = created_shirt(world);
        let view = world.read(move |reader| reader.product(id)).unwrap();
        let product = &view.product;
        assert_eq!((product.category, product.brand), (Some(category), Some(brand)));
        assert_eq!(
            (product.status, product.visibility),
            (ProductStatus::Draft, Visibility::Online)
        );
        assert_eq!(
            (product.ncm.as_deref(), product.cest.as_deref()),
            (Some("61091000"), Some("2803800"))
        );
        assert_eq!(
            (product.ex_tipi.as_deref(), product.origin, product.unit.as_str()),
            (Some("01"), Some(0), "UN")
        );
        assert_eq!(
            (view.options[0].name.as_str(), view.options[0].value.as_str()),
            ("Cor", "Preto")
        );
        let urls: Vec<_> = view
            .images
            .iter()
            .map(|image| (image.url.as_str(), image.position))
            .collect();
        assert_eq!(
            urls,
            [("https://exemplo.com.br/1.jpg", 0), ("https://exemplo.com.br/2.jpg", 1)]
        );

        assert_eq!(
            world.read(|reader| reader.products(ALL)).unwrap(),
            std::slice::from_ref(&view)
        );
        assert_eq!(world.read(|reader| reader.product_by_code("CAM")).unwrap(), view);
    });
}

#[test]
fn a_sku_is_read_back_with_everything_on_it_and_found_by_code_and_barcode() {
    on_each_engine(|world| {
        let (id, _, _) = created_shirt(world);
        let view = world.read(move |reader| reader.product(id)).unwrap();
        let [small, large] = &view.skus[..] else {
            panic!("two skus")
        };
        assert_eq!(
            (small.sku.name.as_str(), large.sku.name.as_str()),
            ("Camiseta - P", "Camiseta grande")
        );
        assert_eq!(small.additional_eans, ["563341157577", "653341157577"]);
        assert_eq!((small.sku.width, small.sku.height), ("0.2".parse().ok(), None));
        assert_eq!(
            (small.sku.weight, small.sku.base_price),
            ("1.25".parse().ok(), "59.9".parse().ok())
        );
        let option = |o: &SkuOptionView| (o.name.clone(), o.value.clone(), o.is_additional);
        let options: Vec<_> = small.options.iter().map(option).collect();
        assert_eq!(
            options,
            [
                ("Tamanho".into(), "P".into(), false),
                ("Cor".into(), "Preto".into(), true)
            ]
        );
        assert_eq!(small.images.len(), 1);
        for found in [
            world.read(|reader| reader.sku_by_code("CAM-P")),
            world.read(|reader| reader.sku_by_ean("7891000315507")),
            world.read(|reader| reader.sku_by_ean("653341157577")),
        ] {
            assert_eq!(found.unwrap(), *small);
        }
    });
}

#[test]
fn skus_are_answered_in_the_order_asked_and_each_once() {
    on_each_engine(|world| {
        let three = CreateProduct {
            skus: vec![sku("A"), sku("B"), sku("C")],
            ..CreateProduct::named("Caneca")
        };
        world.run(three).unwrap();
        let asked = [3, 1, 3, 99].map(SkuId::from_raw);
        let views = world.read(move |reader| reader.sku_views(&asked)).unwrap();
        assert_eq!(
            views.iter().map(|view| view.sku.code.as_str()).collect::<Vec<_>>(),
            ["C", "A"]
        );
        let codes = texts(["C", "X", "B", "C", "\0"]);
        let views = world.read(move |reader| reader.skus_by_codes(&codes)).unwrap();
        assert_eq!(
            views.iter().map(|view| view.sku.code.as_str()).collect::<Vec<_>>(),
            ["B", "C"]
        );
        assert!(world.read(|reader| reader.sku_views(&[])).unwrap().is_empty());
    });
}

#[test]
fn every_wrong_reference_is_named_at_once_and_nothing_is_written() {
    on_each_engine(|world| {
        attributes(world);
        let price = app::catalog::NewPrice {
            table: PriceTableId::from_raw(7),
            price: "1".parse().unwrap(),
            discount: domain::amount::Rate::ZERO,
        };
        let wrong = CreateProduct {
            organization: Some(OrganizationId::from_raw(7)),
            category: Some(CategoryId::from_raw(7)),
            brand: Some(BrandId::from_raw(7)),
            supplier: Some(PartyId::from_raw(7)),
            ncm: Some("12".to_owned()),
            skus: vec![
                sku("A"),
                NewSku {
                    options: vec![option(1, 3, false), option(9, 1, false)],
                    supplier_codes: vec![SupplierCode {
                        supplier: PartyId::from_raw(7),
                        code: "x\0".to_owned(),
                    }],
                    prices: vec![price],
                    ..sku("A")
                },
                NewSku::default(),
            ],
            ..CreateProduct::named("")
        };
        assert_eq!(
            refused(world.run(wrong)),
            [
                (Field::Name, None, Problem::Blank),
                (Field::Organization, None, Problem::Unknown),
                (Field::Category, None, Problem::Unknown),
                (Field::Brand, None, Problem::Unknown),
                (Field::Provider, None, Problem::Unknown),
                (Field::Ncm, None, Problem::Malformed),
                (Field::SkuName, Some(0), Problem::Blank),
                (Field::SkuCode, Some(1), Problem::Taken),
                (Field::FeatureValue, Some(1), Problem::Unknown),
                (Field::Feature, Some(1), Problem::Unknown),
                (Field::Provider, Some(1), Problem::Unknown),
                (Field::SupplierCode, Some(1), Problem::Malformed),
                (Field::PriceTable, Some(1), Problem::Unknown),
                (Field::SkuCode, Some(2), Problem::Blank),
                (Field::SkuName, Some(2), Problem::Blank),
            ]
        );
        assert!(world.read(|reader| reader.products(ALL)).unwrap().is_empty());
        assert_eq!(
            world.run(CreateProduct::named("Primeiro")).unwrap().raw(),
            1,
            "a refusal takes no number"
        );
    });
}

#[test]
fn codes_and_barcodes_of_another_sku_are_taken_but_not_those_of_another_account() {
    on_each_engine(|world| {
        let with = |code: &str, sku_code: &str, ean: &str, more: &str| CreateProduct {
            code: Some(code.to_owned()),
            skus: vec![NewSku {
                ean: Some(ean.to_owned()),
                additional_eans: texts([more]),
                ..sku(sku_code)
            }],
            ..CreateProduct::named("Caneca")
        };
        world.run_foreign(with("CAN", "CAN-1", "111", "222")).unwrap();
        world.run(with("CAN", "CAN-1", "111", "222")).unwrap();
        let table = [
            (with("CAN", "N1", "31", "32"), vec![(Field::Code, None, Problem::Taken)]),
            (
                with("N2", "CAN-1", "33", "34"),
                vec![(Field::SkuCode, Some(0), Problem::Taken)],
            ),
            (
                with("N3", "N3", "222", "35"),
                vec![(Field::Barcode, Some(0), Problem::Taken)],
            ),
            (
                with("N4", "N4", "36", "111"),
                vec![(Field::Barcode, Some(0), Problem::Taken)],
            ),
            (
                with("N\0", "N5", "37", "3\08"),
                vec![
                    (Field::Code, None, Problem::Malformed),
                    (Field::Barcode, Some(0), Problem::Malformed),
                ],
            ),
        ];
        for (product, expected) in table {
            assert_eq!(refused(world.run(product.clone())), expected, "{product:?}");
        }
        assert_eq!(world.read(|reader| reader.products(ALL)).unwrap().len(), 1);
    });
}

#[test]
fn an_account_that_rejects_wants_barcodes_that_check() {
    on_each_engine_with(CheckPolicy::Reject, |world| {
        let with = |ean: &str| CreateProduct {
            skus: vec![NewSku {
                ean: Some(ean.to_owned()),
                ..NewSku::default()
            }],
            ..CreateProduct::named("Caneca")
        };
        let wrong = (Field::Barcode, Some(0), Problem::WrongCheckDigit);
        assert_eq!(refused(world.run(with("7891000315508"))), [wrong]);
        world.run(with("7891000315507")).unwrap();
        world.run(with("SEM GTIN")).unwrap();
    });
}

#[test]
fn a_service_has_no_stock() {
    on_each_engine(|world| {
        let service = CreateProduct {
            kind: ProductKind::Service,
            ..CreateProduct::named("Entrega")
        };
        let id = world.run(service).unwrap();
        let view = world.read(move |reader| reader.product(id)).unwrap();
        assert_eq!(
            (view.product.kind, view.product.controls_stock),
            (ProductKind::Service, false)
        );
    });
}

#[test]
fn another_account_s_products_do_not_exist() {
    on_each_engine(|world| {
        let id = world
            .run(CreateProduct {
                skus: vec![sku("A")],
                ..CreateProduct::named("Caneca")
            })
            .unwrap();
        assert!(is_missing(&world.read_foreign(move |reader| reader.product(id))));
        assert!(is_missing(&world.read_foreign(|reader| reader.sku(SkuId::from_raw(1)))));
        assert!(is_missing(&world.read_foreign(|reader| reader.sku_by_code("A"))));
        assert!(world.read_foreign(|reader| reader.products(ALL)).unwrap().is_empty());
        assert!(
            world
                .read_foreign(|reader| reader.sku_views(&[SkuId::from_raw(1)]))
                .unwrap()
                .is_empty()
        );
    });
}
