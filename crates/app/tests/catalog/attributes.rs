//! Attributes and their options.

use app::catalog::{AddAttributeOption, CreateAttribute};
use domain::catalog::AppliesTo;
use domain::ids::AttributeId;
use domain::refusal::{Field, Problem};

use crate::world::{ALL, World, is_missing, on_each_engine, refused, texts};

fn attribute<const N: usize>(world: &World, name: &str, applies_to: AppliesTo, options: [&str; N]) -> AttributeId {
    world
        .run(CreateAttribute {
            name: name.to_owned(),
            applies_to,
            options: texts(options),
        })
        .unwrap()
}

#[test]
fn attributes_keep_their_options_in_order() {
    on_each_engine(|world| {
        let size = attribute(world, "Tamanho", AppliesTo::Sku, ["PP", "G", "M"]);
        attribute(world, "Cor", AppliesTo::Product, ["Preto"]);
        attribute(world, "Peso", AppliesTo::Both, []);
        let added = world
            .run(AddAttributeOption {
                attribute: size,
                value: " XG ".to_owned(),
            })
            .unwrap();
        assert_eq!(added.raw(), 5, "options of all attributes share one numbering");

        let views = world.read(|reader| reader.attributes(ALL)).unwrap();
        let seen: Vec<_> = views
            .iter()
            .map(|view| {
                let values: Vec<_> = view.options.iter().map(|option| option.value.as_str()).collect();
                (
                    view.attribute.name.as_str(),
                    view.attribute.applies_to,
                    values.join(" "),
                )
            })
            .collect();
        assert_eq!(
            seen,
            [
                ("Tamanho", AppliesTo::Sku, "PP G M XG".to_owned()),
                ("Cor", AppliesTo::Product, "Preto".to_owned()),
                ("Peso", AppliesTo::Both, String::new()),
            ]
        );
        assert_eq!(world.read(move |reader| reader.attribute(size)).unwrap(), views[0]);
        assert!(is_missing(&world.read_foreign(move |reader| reader.attribute(size))));
    });
}

#[test]
fn an_option_is_refused_when_the_attribute_has_it() {
    on_each_engine(|world| {
        let twice = CreateAttribute {
            name: "Cor".to_owned(),
            options: texts(["Açaí", "acai"]),
            ..Default::default()
        };
        assert_eq!(
            refused(world.run(twice)),
            [(Field::FeatureValue, Some(1), Problem::Taken)]
        );
        let color = attribute(world, "Cor", AppliesTo::Sku, ["Açaí"]);
        let again = AddAttributeOption {
            attribute: color,
            value: "AÇAÍ".to_owned(),
        };
        assert_eq!(
            refused(world.run(again)),
            [(Field::FeatureValue, Some(0), Problem::Taken)]
        );
        let nowhere = AddAttributeOption {
            attribute: AttributeId::from_raw(99),
            value: "Azul".to_owned(),
        };
        assert!(is_missing(&world.run(nowhere)));
    });
}
