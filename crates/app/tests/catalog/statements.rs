//! How many statements views cost: as many for one record as for many.

use app::catalog::{CreateAttribute, CreateCategory, CreatePriceTable, CreateProduct, NewPrice, NewSku};
use app::{Failure, Reader};
use domain::amount::Rate;
use domain::catalog::{AppliesTo, SkuOption};
use domain::ids::{AttributeId, AttributeOptionId, CategoryId, ChannelId, PriceTableId, SkuId};
use domain::page::PageRequest;
use jiff::civil::date;

use crate::world::{World, on_each_engine, texts};

/// Forty of everything, each with something hanging on it.
fn many(world: &World) {
    for number in 1..=40 {
        world
            .run(CreateAttribute {
                name: format!("Atributo {number}"),
                applies_to: AppliesTo::Both,
                options: texts(["A", "B"]),
            })
            .unwrap();
        let parent = (number > 1).then_some(CategoryId::from_raw(1));
        world
            .run(CreateCategory {
                name: format!("C{number}"),
                parent,
                ..CreateCategory::default()
            })
            .unwrap();
        world.run(CreatePriceTable::named(format!("Tabela {number}"))).unwrap();
        let sku = |letter: &str| NewSku {
            code: Some(format!("{letter}{number}")),
            ean: Some(format!("1{number}{letter}")),
            additional_eans: vec![format!("2{number}{letter}")],
            options: vec![SkuOption {
                attribute: AttributeId::from_raw(number),
                option: AttributeOptionId::from_raw(2 * number),
                is_additional: false,
            }],
            prices: vec![NewPrice {
                table: PriceTableId::from_raw(number),
                price: "1".parse().unwrap(),
                discount: Rate::ZERO,
            }],
            ..NewSku::default()
        };
        world
            .run(CreateProduct {
                skus: vec![sku("A"), sku("B")],
                ..CreateProduct::named("Caneca")
            })
            .unwrap();
    }
}

type View = fn(&mut Reader<'_, '_>, u32) -> Result<usize, Failure>;

fn page(length: u32) -> PageRequest {
    PageRequest::new(1, length, 500)
}

fn skus(length: u32) -> Vec<SkuId> {
    (1..=i64::from(length)).map(SkuId::from_raw).collect()
}

#[test]
fn a_list_costs_as_many_statements_as_one_record() {
    let views: [(&str, View, u64); 8] = [
        ("products", |reader, length| Ok(reader.products(page(length))?.len()), 7),
        (
            "sku_views",
            |reader, length| Ok(reader.sku_views(&skus(length))?.len()),
            6,
        ),
        (
            "skus_by_codes",
            |reader, length| {
                let codes: Vec<String> = (1..=length).map(|number| format!("A{number}")).collect();
                Ok(reader.skus_by_codes(&codes)?.len())
            },
            6,
        ),
        (
            "attributes",
            |reader, length| Ok(reader.attributes(page(length))?.len()),
            2,
        ),
        (
            "categories",
            |reader, length| Ok(reader.categories(page(length))?.len()),
            2,
        ),
        (
            "price_tables",
            |reader, length| Ok(reader.price_tables(page(length))?.len()),
            2,
        ),
        (
            "brands",
            |reader, length| Ok(reader.brands(page(length))?.len() + length as usize),
            1,
        ),
        (
            "valid_prices",
            |reader, length| {
                let found = reader.valid_prices(&skus(length), ChannelId::from_raw(1), date(2026, 3, 10))?;
                Ok(found.len() + length as usize)
            },
            // The tables' prices, and those of the channel's own branch.
            2,
        ),
    ];
    on_each_engine(|world| {
        many(world);
        for (name, view, cost) in views {
            for length in [1, 40] {
                let (found, statements) = world
                    .read(move |reader| {
                        let found = view(reader, length)?;
                        Ok((found, reader.statements()))
                    })
                    .unwrap();
                assert_eq!((found, statements), (length as usize, cost), "{name} of {length}");
            }
        }
    });
}
