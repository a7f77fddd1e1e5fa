//! Upserts from many clients at once, on both engines.

use std::collections::BTreeSet;

use app::catalog::{CreateAttributeGroup, PutAttribute, PutAttributeOption};

use crate::support::world::World;

#[test]
fn many_upserts_at_once_make_one_row() {
    store::testing::each_engine(|store| {
        let world = World::on(store);
        let name = "Camisas".to_owned();
        let group = world.run(CreateAttributeGroup { name });
        let attributes: BTreeSet<i64> = at_once(|place| {
            let name = if place % 2 == 0 { "Cor" } else { "COR" }.to_owned();
            world.run(PutAttribute { group, name }).raw()
        });
        assert_eq!(attributes.len(), 1, "{:?}", store.engine());
        let attribute = domain::ids::AttributeId::from_raw(attributes.into_iter().next().expect("one"));
        let options: BTreeSet<i64> = at_once(|_| {
            let value = "Azul".to_owned();
            world.run(PutAttributeOption { attribute, value }).raw()
        });
        assert_eq!(options.len(), 1, "{:?}", store.engine());
        let view = world
            .app
            .read_blocking(&world.own, move |reader| reader.attribute(attribute))
            .expect("the attribute");
        assert_eq!(view.options.len(), 1);
    });
}

/// What each of many threads answers, once.
fn at_once(work: impl Fn(usize) -> i64 + Sync) -> BTreeSet<i64> {
    let work = &work;
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8).map(|place| scope.spawn(move || work(place))).collect();
        threads
            .into_iter()
            .map(|thread| thread.join().expect("no panic"))
            .collect()
    })
}
