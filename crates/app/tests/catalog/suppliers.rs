//! What suppliers call skus, and manufacturers of brands.

use app::catalog::{CreateBrand, CreateProduct, NewSku, ProductChange, SkuChange, UpdateProduct};
use app::parties::CreateParty;
use domain::catalog::SupplierCode;
use domain::ids::{PartyId, ProductId};
use domain::parties::{PartyDetails, PartyKind, Role, Roles};
use domain::refusal::{Field, Problem};

use crate::world::{World, on_each_engine, refused};

fn supplier(world: &World, name: &str) -> PartyId {
    let details = PartyDetails::new(PartyKind::Company, name, Roles::of(&[Role::Supplier]));
    world.run(CreateParty::new(details)).unwrap()
}

fn called(supplier: PartyId, code: &str) -> SupplierCode {
    SupplierCode {
        supplier,
        code: code.to_owned(),
    }
}

fn product(code: &str, supplier_codes: Vec<SupplierCode>) -> CreateProduct {
    CreateProduct {
        code: Some(code.to_owned()),
        skus: vec![NewSku {
            supplier_codes,
            ..NewSku::default()
        }],
        ..CreateProduct::named("Notebook")
    }
}

fn codes(world: &World, code: &'static str) -> Vec<SupplierCode> {
    world
        .read(move |reader| reader.sku_by_code(code))
        .unwrap()
        .supplier_codes
}

#[test]
fn two_suppliers_may_use_one_code_for_different_skus_but_one_supplier_may_not() {
    on_each_engine(|world| {
        let [dell, other] = ["Dell", "Outro"].map(|name| supplier(world, name));
        world
            .run(product("A", vec![called(other, "7628"), called(dell, " 7628-5 ")]))
            .unwrap();
        world.run(product("B", vec![called(dell, "7628")])).unwrap();
        assert_eq!(codes(world, "A"), [called(dell, "7628-5"), called(other, "7628")]);

        let taken = product("C", vec![called(dell, "1"), called(dell, "7628-5")]);
        assert_eq!(
            refused(world.run(taken)),
            [(Field::SupplierCode, Some(0), Problem::Taken)]
        );
        let unknown = product("C", vec![called(PartyId::from_raw(99), "1")]);
        assert_eq!(
            refused(world.run(unknown)),
            [(Field::Provider, Some(0), Problem::Unknown)]
        );
    });
}

#[test]
fn a_sku_s_supplier_codes_are_replaced_as_a_whole() {
    on_each_engine(|world| {
        let dell = supplier(world, "Dell");
        let id = world
            .run(product("A", vec![called(dell, "1"), called(dell, "2")]))
            .unwrap();
        world.run(product("B", Vec::new())).unwrap();
        let change = |product: ProductId, code: &str, codes: Vec<SupplierCode>| {
            let sku = SkuChange {
                code: Some(code.to_owned()),
                supplier_codes: Some(codes),
                ..SkuChange::default()
            };
            let change = ProductChange {
                skus: vec![sku],
                ..ProductChange::default()
            };
            world.run(UpdateProduct { product, change })
        };
        change(id, "A", vec![called(dell, "3"), called(dell, "2")]).unwrap();
        assert_eq!(codes(world, "A"), [called(dell, "2"), called(dell, "3")]);
        change(ProductId::from_raw(2), "B", vec![called(dell, "1")]).unwrap();
        assert_eq!(codes(world, "B"), [called(dell, "1")]);
        let taken = change(id, "A", vec![called(dell, "1")]);
        assert_eq!(refused(taken), [(Field::SupplierCode, Some(0), Problem::Taken)]);
    });
}

#[test]
fn a_brand_and_a_product_name_parties_of_their_account() {
    on_each_engine(|world| {
        let maker = supplier(world, "Fábrica");
        let brand = CreateBrand {
            name: "GG RC".to_owned(),
            manufacturer: Some(maker),
            ..CreateBrand::default()
        };
        let brand = world.run(brand).unwrap();
        assert_eq!(
            world.read(move |reader| reader.brand(brand)).unwrap().manufacturer,
            Some(maker)
        );
        let bought = CreateProduct {
            supplier: Some(maker),
            brand: Some(brand),
            ..product("A", Vec::new())
        };
        let id = world.run(bought.clone()).unwrap();
        let kept = world.read(move |reader| reader.product(id)).unwrap();
        assert_eq!((kept.product.supplier, kept.product.brand), (Some(maker), Some(brand)));
        assert_eq!(
            refused(world.run_foreign(bought)),
            [
                (Field::Brand, None, Problem::Unknown),
                (Field::Provider, None, Problem::Unknown)
            ]
        );
    });
}
