//! Categories and brands: the tree, its limits, and what another account sees of it.

use app::catalog::{CategoryNode, CreateBrand, CreateCategory, UpdateCategory};
use domain::change::Change;
use domain::ids::{CategoryId, OrganizationId, PartyId};
use domain::refusal::{Field, Problem};

use crate::world::{ALL, World, is_missing, later, on_each_engine, refused};

fn category(world: &World, name: &str, parent: Option<CategoryId>) -> CategoryId {
    world
        .run(CreateCategory {
            name: name.to_owned(),
            parent,
            ..CreateCategory::default()
        })
        .unwrap()
}

/// The tree as text: `1 Alimentos(2 Arroz, 3 Feijão)`.
fn drawn(nodes: &[CategoryNode]) -> String {
    let node = |node: &CategoryNode| {
        let below = drawn(&node.subcategories);
        let below = if below.is_empty() { below } else { format!("({below})") };
        format!("{} {}{below}", node.category.id, node.category.name)
    };
    nodes.iter().map(node).collect::<Vec<_>>().join(", ")
}

#[test]
fn categories_form_a_tree_ordered_by_number() {
    on_each_engine(|world| {
        let food = category(world, "Alimentos", None);
        let drinks = category(world, " Bebidas ", None);
        category(world, "Arroz", Some(food));
        let beans = category(world, "Feijão", Some(food));
        category(world, "Preto", Some(beans));

        let tree = world.read(|reader| reader.category_tree()).unwrap();
        assert_eq!(drawn(&tree), "1 Alimentos(3 Arroz, 4 Feijão(5 Preto)), 2 Bebidas");
        let view = world.read(move |reader| reader.category(food)).unwrap();
        assert_eq!(view.subcategories.iter().map(|id| id.raw()).collect::<Vec<_>>(), [3, 4]);
        let listed = world.read(|reader| reader.categories(ALL)).unwrap();
        assert_eq!(
            listed.iter().map(|view| view.subcategories.len()).collect::<Vec<_>>(),
            [2, 0, 0, 1, 0]
        );
        assert_eq!(listed[1].category.id, drinks);
    });
}

#[test]
fn a_category_moves_but_never_below_itself() {
    on_each_engine(|world| {
        let top = category(world, "Alimentos", None);
        let middle = category(world, "Grãos", Some(top));
        let leaf = category(world, "Feijão", Some(middle));
        for parent in [top, middle, leaf] {
            let moved = UpdateCategory {
                parent: Change::Set(parent),
                ..UpdateCategory::of(top)
            };
            assert_eq!(refused(world.run(moved)), [(Field::Parent, None, Problem::NotAllowed)]);
        }
        let moved = UpdateCategory {
            parent: Change::Clear,
            ..UpdateCategory::of(middle)
        };
        world.run_later(5, moved).unwrap();
        world
            .run(UpdateCategory {
                parent: Change::Set(leaf),
                ..UpdateCategory::of(top)
            })
            .unwrap();

        let tree = world.read(|reader| reader.category_tree()).unwrap();
        assert_eq!(drawn(&tree), "2 Grãos(3 Feijão(1 Alimentos))");
        assert_eq!(tree[0].category.updated_at, later(5));
    });
}

#[test]
fn a_branch_may_not_become_too_deep() {
    on_each_engine(|world| {
        let mut above = None;
        for level in 0..32 {
            above = Some(category(world, &format!("Nível {level}"), above));
        }
        let deeper = CreateCategory {
            name: "Fundo".to_owned(),
            parent: above,
            ..CreateCategory::default()
        };
        assert_eq!(refused(world.run(deeper)), [(Field::Parent, None, Problem::OutOfRange)]);

        let root = category(world, "Raiz", None);
        let top = UpdateCategory {
            parent: Change::Set(root),
            ..UpdateCategory::of(CategoryId::from_raw(1))
        };
        assert_eq!(refused(world.run(top)), [(Field::Parent, None, Problem::OutOfRange)]);
    });
}

#[test]
fn an_external_id_is_one_category_s_until_it_gives_it_up() {
    on_each_engine(|world| {
        let named = |name: &str| CreateCategory {
            name: name.to_owned(),
            external_id: Some("ali1".to_owned()),
            ..CreateCategory::default()
        };
        let first = world.run(named("Alimentos")).unwrap();
        assert_eq!(
            refused(world.run(named("Outra"))),
            [(Field::ExternalId, None, Problem::Taken)]
        );
        world.run_foreign(named("De outra conta")).unwrap();

        let renamed = UpdateCategory {
            name: Some("Comida".to_owned()),
            ..UpdateCategory::of(first)
        };
        world.run(renamed).unwrap();
        let view = world.read(move |reader| reader.category(first)).unwrap();
        assert_eq!(
            (view.category.name.as_str(), view.category.external_id.as_deref()),
            ("Comida", Some("ali1"))
        );

        world
            .run(UpdateCategory {
                external_id: Change::Clear,
                ..UpdateCategory::of(first)
            })
            .unwrap();
        world.run(named("Outra")).unwrap();
    });
}

#[test]
fn all_wrong_fields_of_a_category_are_named_and_nothing_is_written() {
    on_each_engine(|world| {
        let wrong = CreateCategory {
            organization: Some(OrganizationId::from_raw(9)),
            parent: Some(CategoryId::from_raw(9)),
            name: " ".to_owned(),
            external_id: Some("a\0".to_owned()),
            ..CreateCategory::default()
        };
        assert_eq!(
            refused(world.run(wrong)),
            [
                (Field::Organization, None, Problem::Unknown),
                (Field::Parent, None, Problem::Unknown),
                (Field::Name, None, Problem::Blank),
                (Field::ExternalId, None, Problem::Malformed),
            ]
        );
        assert_eq!(category(world, "Primeira", None).raw(), 1, "a refusal takes no number");
    });
}

#[test]
fn another_account_s_category_does_not_exist() {
    on_each_engine(|world| {
        let foreign = world.run_foreign(CreateCategory {
            name: "Deles".to_owned(),
            ..CreateCategory::default()
        });
        let foreign = foreign.unwrap();
        assert!(is_missing(&world.read(move |reader| reader.category(foreign))));
        assert!(is_missing(&world.run(UpdateCategory::of(foreign))));
        let below = CreateCategory {
            name: "Nossa".to_owned(),
            parent: Some(foreign),
            ..CreateCategory::default()
        };
        assert_eq!(refused(world.run(below)), [(Field::Parent, None, Problem::Unknown)]);
    });
}

#[test]
fn a_brand_is_kept_as_it_was_created() {
    on_each_engine(|world| {
        let brand = CreateBrand {
            name: " GG RC ".to_owned(),
            external_id: Some("ggrc1".to_owned()),
            ..CreateBrand::default()
        };
        let id = world.run(brand).unwrap();
        let kept = world.read(move |reader| reader.brand(id)).unwrap();
        assert_eq!(
            (kept.name.as_str(), kept.external_id.as_deref()),
            ("GG RC", Some("ggrc1"))
        );
        assert_eq!(world.read(|reader| reader.brands(ALL)).unwrap(), [kept]);
        assert!(is_missing(&world.read_foreign(move |reader| reader.brand(id))));

        let wrong = CreateBrand {
            organization: Some(OrganizationId::from_raw(1)),
            manufacturer: Some(PartyId::from_raw(1)),
            ..CreateBrand::default()
        };
        assert_eq!(
            refused(world.run(wrong)),
            [
                (Field::Organization, None, Problem::Unknown),
                (Field::Manufacturer, None, Problem::Unknown),
                (Field::Name, None, Problem::Blank),
            ]
        );
    });
}
