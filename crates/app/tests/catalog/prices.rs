//! Price tables, setting prices in bulk, and the price that holds in a channel on a day.

use app::catalog::{
    CreatePriceTable, CreateProduct, NewSku, SetPrice, SetPrices, TablePrice, TableWrite, UpdatePriceTable,
    WritePriceTable,
};
use app::channels::CreateChannel;
use domain::amount::Rate;
use domain::change::Change;
use domain::channels::ChannelDetails;
use domain::ids::{ChannelId, OrganizationId, PriceTableId, SkuId};
use domain::refusal::{Field, Problem};
use jiff::civil::{Date, date};

use crate::world::{ALL, World, is_missing, later, now, on_each_engine, refused};

const TODAY: Date = date(2026, 3, 10);

fn channel(world: &World, name: &str) -> ChannelId {
    let details = ChannelDetails {
        organization: None,
        name: name.to_owned(),
        is_global: true,
        is_pickup_point: false,
        carrier: None,
        requires_acceptance: false,
    };
    world.run(CreateChannel::new(details)).unwrap()
}

/// Skus 1, 2 and 3 of one product.
fn skus(world: &World) {
    let sku = |code: &str| NewSku {
        code: Some(code.to_owned()),
        ..NewSku::default()
    };
    world
        .run(CreateProduct {
            skus: ["A", "B", "C"].map(sku).to_vec(),
            ..CreateProduct::named("Caneca")
        })
        .unwrap();
}

fn set(sku: i64, table: PriceTableId, price: &str, discount: &str) -> SetPrice {
    SetPrice {
        sku: SkuId::from_raw(sku),
        table,
        price: price.parse().unwrap(),
        discount: Rate::from_percent(discount).unwrap(),
    }
}

fn table(name: &str, channels: &[ChannelId]) -> CreatePriceTable {
    CreatePriceTable {
        channels: channels.to_vec(),
        ..CreatePriceTable::named(name)
    }
}

fn valid(world: &World, sku: i64, channel: ChannelId, day: Date) -> Option<String> {
    let found = world.read(move |reader| reader.valid_price(SkuId::from_raw(sku), channel, day));
    if is_missing(&found) {
        None
    } else {
        Some(found.unwrap().price.sale_price_half_away().to_string())
    }
}

#[test]
fn a_price_holds_in_the_channels_of_its_table() {
    on_each_engine(|world| {
        skus(world);
        let (site, shop) = (channel(world, "Site"), channel(world, "Loja"));
        let retail = world.run(table("Varejo", &[site, site])).unwrap();
        world
            .run(SetPrices {
                prices: vec![set(1, retail, "167.0", "10.0")],
            })
            .unwrap();
        assert_eq!(valid(world, 1, site, TODAY).as_deref(), Some("150.3"));
        assert_eq!(valid(world, 1, shop, TODAY), None);
        assert_eq!(valid(world, 2, site, TODAY), None);
        assert_eq!(valid(world, 1, ChannelId::from_raw(99), TODAY), None);

        let view = world
            .read(move |reader| reader.valid_price(SkuId::from_raw(1), site, TODAY))
            .unwrap();
        assert_eq!((view.table.table.id, view.table.channels), (retail, vec![site]));
        assert!(is_missing(&world.read_foreign(move |r| r.valid_price(
            SkuId::from_raw(1),
            site,
            TODAY
        ))));
    });
}

#[test]
fn a_promotion_holds_on_its_days_and_then_the_newest_table() {
    on_each_engine(|world| {
        skus(world);
        let site = channel(world, "Site");
        let old = world.run(table("Antiga", &[site])).unwrap();
        let new = world.run_later(60, table("Nova", &[site])).unwrap();
        let promotion = CreatePriceTable {
            starts_on: Some(date(2026, 3, 10)),
            ends_on: Some(date(2026, 3, 12)),
            is_promotion: true,
            ..table("Semana", &[site])
        };
        let promotion = world.run(promotion).unwrap();
        let prices = vec![
            set(1, old, "10", "0"),
            set(1, new, "11", "0"),
            set(1, promotion, "9", "0"),
        ];
        world.run(SetPrices { prices }).unwrap();
        for (day, expected) in [(9, "11"), (10, "9"), (12, "9"), (13, "11")] {
            assert_eq!(
                valid(world, 1, site, date(2026, 3, day)).as_deref(),
                Some(expected),
                "day {day}"
            );
        }
        world
            .run(UpdatePriceTable {
                active: Some(false),
                ..UpdatePriceTable::of(promotion)
            })
            .unwrap();
        assert_eq!(valid(world, 1, site, TODAY).as_deref(), Some("11"));
        world
            .run(UpdatePriceTable {
                channels: Some(Vec::new()),
                ..UpdatePriceTable::of(new)
            })
            .unwrap();
        assert_eq!(valid(world, 1, site, TODAY).as_deref(), Some("10"));
    });
}

#[test]
fn many_skus_get_their_valid_prices_at_once() {
    on_each_engine(|world| {
        skus(world);
        let site = channel(world, "Site");
        let retail = world.run(table("Varejo", &[site])).unwrap();
        world
            .run(SetPrices {
                prices: vec![set(3, retail, "3", "0"), set(1, retail, "1", "0")],
            })
            .unwrap();
        let asked = [3, 2, 1, 1].map(SkuId::from_raw);
        let found = world
            .read(move |reader| reader.valid_prices(&asked, site, TODAY))
            .unwrap();
        let found: Vec<_> = found
            .iter()
            .map(|view| (view.price.sku.raw(), view.price.price.to_string()))
            .collect();
        assert_eq!(found, [(1, "1".to_owned()), (3, "3".to_owned())]);
    });
}

#[test]
fn setting_a_price_again_keeps_its_number_and_an_equal_one_its_date() {
    on_each_engine(|world| {
        skus(world);
        let retail = world.run(CreatePriceTable::named("Varejo")).unwrap();
        let prices = vec![set(1, retail, "1", "0"), set(2, retail, "2", "0")];
        let numbers = world.run(SetPrices { prices }).unwrap();
        let prices = vec![
            set(3, retail, "3", "0"),
            set(2, retail, "2.5", "0"),
            set(1, retail, "1.00", "0"),
        ];
        let again = world.run_later(60, SetPrices { prices }).unwrap();
        assert_eq!(again[1..], [numbers[1], numbers[0]]);
        assert_eq!(again[0].raw(), 3);
        for (sku, updated) in [(1, now()), (2, later(60)), (3, later(60))] {
            let prices = world
                .read(move |reader| reader.sku_prices(SkuId::from_raw(sku)))
                .unwrap();
            assert_eq!((prices.len(), prices[0].price.updated_at), (1, updated), "sku {sku}");
        }
    });
}

#[test]
fn one_wrong_price_refuses_them_all() {
    on_each_engine(|world| {
        skus(world);
        let retail = world.run(CreatePriceTable::named("Varejo")).unwrap();
        let foreign = world.run_foreign(CreatePriceTable::named("Deles")).unwrap();
        assert_eq!(foreign, retail, "both are the first of their account");
        let unknown = PriceTableId::from_raw(9);
        let prices = vec![
            set(1, retail, "1", "0"),
            set(9, retail, "1", "0"),
            set(1, unknown, "-1", "0"),
            set(1, retail, "2", "100.0001"),
        ];
        assert_eq!(
            refused(world.run(SetPrices { prices })),
            [
                (Field::Sku, Some(1), Problem::Unknown),
                (Field::PriceTable, Some(2), Problem::Unknown),
                (Field::Price, Some(2), Problem::Negative),
                (Field::Sku, Some(3), Problem::Taken),
                (Field::Discount, Some(3), Problem::OutOfRange),
            ]
        );
        assert!(
            world
                .read(|reader| reader.sku_prices(SkuId::from_raw(1)))
                .unwrap()
                .is_empty()
        );
    });
}

#[test]
fn a_price_table_is_changed_in_what_is_named() {
    on_each_engine(|world| {
        let site = channel(world, "Site");
        let named = CreatePriceTable {
            starts_on: Some(TODAY),
            ends_on: Some(TODAY),
            ..table("Dia", &[site])
        };
        let id = world.run(named).unwrap();
        let before = world.read(move |reader| reader.price_table(id)).unwrap();

        let change = UpdatePriceTable {
            name: Some("Mês".to_owned()),
            ends_on: Change::Set(date(2026, 3, 31)),
            ..UpdatePriceTable::of(id)
        };
        world.run_later(60, change).unwrap();
        let after = world.read(move |reader| reader.price_table(id)).unwrap();
        let mut expected = before.clone();
        expected.table.name = "Mês".to_owned();
        expected.table.ends_on = Some(date(2026, 3, 31));
        expected.table.updated_at = later(60);
        assert_eq!(after, expected);

        let backwards = UpdatePriceTable {
            ends_on: Change::Set(date(2026, 3, 9)),
            ..UpdatePriceTable::of(id)
        };
        assert_eq!(
            refused(world.run(backwards)),
            [(Field::EndsOn, None, Problem::OutOfRange)]
        );
        let elsewhere = UpdatePriceTable {
            organization: Change::Set(OrganizationId::from_raw(9)),
            channels: Some(vec![site, ChannelId::from_raw(9)]),
            ..UpdatePriceTable::of(id)
        };
        assert_eq!(
            refused(world.run(elsewhere)),
            [
                (Field::Organization, None, Problem::Unknown),
                (Field::Channel, Some(1), Problem::Unknown)
            ]
        );
        assert_eq!(world.read(|reader| reader.price_tables(ALL)).unwrap(), [after]);
        assert!(is_missing(&world.run(UpdatePriceTable::of(PriceTableId::from_raw(9)))));
    });
}

#[test]
fn a_table_and_its_prices_are_written_together_or_not_at_all() {
    on_each_engine(|world| {
        skus(world);
        let price = |sku: i64, price: &str| TablePrice {
            sku: SkuId::from_raw(sku),
            price: price.parse().unwrap(),
            discount: Rate::ZERO,
        };
        let create = |prices: Vec<TablePrice>| WritePriceTable {
            table: TableWrite::Create(CreatePriceTable::named("Varejo")),
            prices,
        };
        let unknown = world.run(create(vec![price(1, "10"), price(99, "10")]));
        assert_eq!(refused(unknown), [(Field::Sku, Some(1), Problem::Unknown)]);
        assert_eq!(world.read(|reader| reader.price_tables(ALL)).unwrap(), []);

        let table = world.run(create(vec![price(2, "20"), price(1, "10")])).unwrap();
        let change = UpdatePriceTable {
            name: Some("Atacado".to_owned()),
            ..UpdatePriceTable::of(table)
        };
        world
            .run(WritePriceTable {
                table: TableWrite::Update(change),
                prices: vec![price(2, "21")],
            })
            .unwrap();
        let found = world.read(move |reader| reader.prices_of_table(table, ALL)).unwrap();
        let found: Vec<_> = found
            .iter()
            .map(|view| {
                (
                    view.price.sku.raw(),
                    view.price.price.to_string(),
                    view.table.table.name.as_str(),
                )
            })
            .collect();
        assert_eq!(
            found,
            [(1, "10".to_owned(), "Atacado"), (2, "21".to_owned(), "Atacado")]
        );
    });
}
