//! Channels, their links, and the places they sell from.

use app::catalog::{CreateCategory, CreatePriceTable};
use app::channels::{CreateChannel, UpdateChannel};
use app::locations::{CreateLocation, UpdateLocation};
use app::parties::CreateParty;
use domain::channels::ChannelDetails;
use domain::ids::{CategoryId, ChannelId, LocationId, OrganizationId, PriceTableId};
use domain::locations::{LocationChanges, LocationDetails, LocationKind, LocationUsage};
use domain::parties::{PartyDetails, PartyKind, Role, Roles};
use domain::refusal::{Field, Problem};

use crate::world::{ALL, World, is_missing, on_each_engine, refused};

fn channel(world: &World, name: &str, organization: Option<OrganizationId>) -> ChannelId {
    world
        .run(CreateChannel::new(ChannelDetails::new(name, organization)))
        .unwrap()
}

fn places(world: &World, channel: ChannelId) -> Vec<i64> {
    let locations = world.read(move |reader| reader.channel_locations(channel)).unwrap();
    locations.into_iter().map(LocationId::raw).collect()
}

#[test]
fn a_channel_sells_from_every_place_in_its_scope_and_so_does_a_place_made_later() {
    on_each_engine(|world| {
        let (first, second) = (world.organization(1), world.organization(2));
        let global = channel(world, "Site", None);
        let own = channel(world, "Balcão", Some(second));
        assert_eq!((places(world, global), places(world, own)), (vec![1, 2], vec![2]));
        let details = LocationDetails::warehouse(first, "CD", "Centro");
        world.run(CreateLocation { details }).unwrap();
        world.organization(3);
        assert_eq!((places(world, global), places(world, own)), (vec![1, 2, 3, 4], vec![2]));
    });
}

#[test]
fn a_part_of_a_place_takes_its_channels_and_returned_goods_have_none() {
    on_each_engine(|world| {
        let organization = world.organization(1);
        let only_first = CreateChannel {
            locations: Some(vec![LocationId::from_raw(1)]),
            ..CreateChannel::new(ChannelDetails::new("Site", None))
        };
        let narrow = world.run(only_first).unwrap();
        let wide = channel(world, "Loja", None);
        let reverse = LocationDetails {
            usage: LocationUsage::Reverse,
            ..LocationDetails::warehouse(organization, "REV", "Devoluções")
        };
        let reverse = world.run(CreateLocation { details: reverse }).unwrap();
        let first = world.read(|reader| reader.location(LocationId::from_raw(1))).unwrap();
        let bin = LocationDetails::within(&first, LocationKind::Bin, "B-1", "B-1");
        let bin = world.run(CreateLocation { details: bin }).unwrap();
        assert_eq!(places(world, narrow), [1, bin.raw()]);
        assert_eq!(places(world, wide), [1, bin.raw()]);
        let usage = |usage| UpdateLocation {
            id: reverse,
            changes: LocationChanges {
                usage: Some(usage),
                ..LocationChanges::default()
            },
        };
        world.run(usage(LocationUsage::Normal)).unwrap();
        assert_eq!(places(world, wide), [1, reverse.raw(), bin.raw()]);
        world.run(usage(LocationUsage::Reverse)).unwrap();
        assert_eq!(places(world, wide), [1, bin.raw()]);
    });
}

#[test]
fn a_channel_is_shown_with_its_price_tables_and_categories() {
    on_each_engine(|world| {
        let organization = world.organization(1);
        for name in ["Varejo", "Atacado", "Outra"] {
            world.run(CreatePriceTable::named(name.to_owned())).unwrap();
            world
                .run(CreateCategory {
                    name: name.to_owned(),
                    ..CreateCategory::default()
                })
                .unwrap();
        }
        let roles = Roles::of(&[Role::Carrier]);
        let carrier = world
            .run(CreateParty::new(PartyDetails::new(PartyKind::Company, "Rápida", roles)))
            .unwrap();
        let id = world
            .run(CreateChannel {
                details: ChannelDetails {
                    is_pickup_point: true,
                    requires_acceptance: true,
                    carrier: Some(carrier),
                    ..ChannelDetails::new("Zeenow", Some(organization))
                },
                price_tables: [2, 1].map(PriceTableId::from_raw).to_vec(),
                categories: vec![CategoryId::from_raw(3)],
                locations: None,
            })
            .unwrap();
        let view = world.read(move |reader| reader.channel_view(id)).unwrap();
        let tables: Vec<&str> = view.price_tables.iter().map(|table| table.name.as_str()).collect();
        let categories: Vec<&str> = view.categories.iter().map(|category| category.name.as_str()).collect();
        assert_eq!((tables, categories), (vec!["Varejo", "Atacado"], vec!["Outra"]));
        assert_eq!(view.channel.details.carrier, Some(carrier));
        assert!(view.channel.details.is_pickup_point && view.channel.details.requires_acceptance);
        assert_eq!(view.channel.details.organization, Some(organization));
        assert!(is_missing(&world.read_foreign(move |reader| reader.channel_view(id))));
        let update = UpdateChannel {
            price_tables: Some(Vec::new()),
            name: Some("Zee".to_owned()),
            ..UpdateChannel::of(id)
        };
        world.run(update).unwrap();
        let view = world.read(move |reader| reader.channel_view(id)).unwrap();
        assert_eq!(
            (
                view.channel.details.name.as_str(),
                view.price_tables.len(),
                view.categories.len()
            ),
            ("Zee", 0, 1)
        );
    });
}

#[test]
fn what_a_channel_mentions_must_exist() {
    on_each_engine(|world| {
        let (first, second) = (world.organization(1), world.organization(2));
        let theirs = world.read(move |reader| reader.warehouses_of(second, ALL)).unwrap()[0].id;
        let roles = Roles::of(&[Role::Customer]);
        let customer = world
            .run(CreateParty::new(PartyDetails::new(PartyKind::Person, "Maria", roles)))
            .unwrap();
        let wrong = CreateChannel {
            details: ChannelDetails {
                carrier: Some(customer),
                ..ChannelDetails::new("", Some(first))
            },
            price_tables: vec![PriceTableId::from_raw(1)],
            categories: vec![CategoryId::from_raw(1)],
            locations: Some(vec![theirs]),
        };
        assert_eq!(
            refused(world.run(wrong)),
            [
                (Field::Name, None, Problem::Blank),
                (Field::Carrier, None, Problem::Unknown),
                (Field::PriceTable, None, Problem::Unknown),
                (Field::Category, None, Problem::Unknown),
                (Field::Location, None, Problem::Unknown),
            ]
        );
        let nowhere = CreateChannel::new(ChannelDetails::new("Site", Some(first)));
        assert_eq!(
            refused(world.run_foreign(nowhere)),
            [(Field::Organization, None, Problem::Unknown)]
        );
    });
}

#[test]
fn channels_are_found_by_a_part_of_their_name() {
    on_each_engine(|world| {
        for name in ["Canal Ecommerce", "Zeenow", "Balcão 100%", "canal venda direta"] {
            channel(world, name, None);
        }
        let table = [
            ("CANAL", vec!["Canal Ecommerce", "canal venda direta"]),
            ("balcao", vec!["Balcão 100%"]),
            ("0%", vec!["Balcão 100%"]),
            ("_", vec![]),
            ("nada", vec![]),
            ("\0", vec![]),
        ];
        for (asked, expected) in table {
            let views = world.read(move |reader| reader.channels_named(asked, ALL)).unwrap();
            let names: Vec<&str> = views.iter().map(|view| view.channel.details.name.as_str()).collect();
            assert_eq!(names, expected, "{asked:?}");
        }
    });
}

#[test]
fn a_location_is_shown_with_its_channels() {
    on_each_engine(|world| {
        let organization = world.organization(1);
        channel(world, "Site", None);
        channel(world, "Balcão", Some(organization));
        let view = world
            .read(|reader| reader.location_view(LocationId::from_raw(1)))
            .unwrap();
        let names: Vec<&str> = view
            .channels
            .iter()
            .map(|channel| channel.details.name.as_str())
            .collect();
        assert_eq!(names, ["Site", "Balcão"]);
        assert!(is_missing(
            &world.read(|reader| reader.location_view(LocationId::from_raw(9)))
        ));
        assert!(is_missing(
            &world.read_foreign(|reader| reader.location_view(LocationId::from_raw(1)))
        ));
    });
}
